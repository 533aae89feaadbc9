// Writes a result into the page: the sentence, what is chosen and can be taken back, what that hides, where to go on.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const NAMEN = { umkreis: "Umkreis", gebiet: "Gebiet", bundeslaender: "Bundesland", amt: "Amt", kreis: "Kreis", ausschnitt: "Karte" };
  const OFFEN = { stellen: [], themen: [], verstanden: "", verweise: [], nachbarn: [], wahl: [], gewaehlt: [], versteckt: [], lockern: [], ohneFilter: 0, hinweis: "", frage: "", keine: false };
  const FEHLT = "Die Suche lässt sich nicht laden: Entweder fehlt das Netz, oder das Verzeichnis ist inzwischen neu erschienen. Darunter steht noch, was vorher zu sehen war. ";
  const { zahl } = landkarte.deutsch;
  const weitere = (anzahl) => (anzahl === 1 ? "1 weiterer" : `${zahl(anzahl)} weitere`);

  const neu = (art, text, eigenschaften) => landkarte.schreibe(element(art, eigenschaften), text);
  const punkt = (inhalt) => element("li", {}, inhalt);

  // `loese(name, wert)` takes a choice back.
  landkarte.anzeige = function (bereich, facetten, loese) {
    const teil = (klasse) => bereich.querySelector(klasse);
    const status = teil("[role=status]");
    const anfangs = status.textContent;
    const anfangsFragen = teil(".wen-fragen").hidden;
    const titelVon = (name) => NAMEN[name] || facetten.titel(name);

    function text(klasse, inhalt) {
      teil(klasse).textContent = inhalt;
      teil(klasse).hidden = !inhalt;
    }

    function punkte(klasse, inhalte) {
      teil(klasse).querySelector("ul").replaceChildren(...inhalte.map(punkt));
      teil(klasse).hidden = inhalte.length === 0;
    }

    const verweis = ({ text: worte, ziel }) => neu("a", worte, { href: ziel });

    const knopf = (worte, onclick, className = "") => neu("button", worte, { type: "button", className, onclick });

    function marke(name, { titel, schluessel }) {
      const neue = knopf(`${titelVon(name)}: ${titel}`, () => loese(name, schluessel), "filter-marke");
      neue.append(element("span", { className: "unsichtbar" }, " entfernen"));
      return neue;
    }

    function marken(gewaehlt) {
      const alle = gewaehlt.flatMap(({ name, werte }) => werte.map((wert) => marke(name, wert)));
      if (alle.length > 1) alle.push(knopf("Alle Filter entfernen", () => loese(), "filter-alle"));
      punkte(".filter-marken", alle);
    }

    function wegen({ name, anzahl, ohneAngabe }) {
      if (name === "umkreis") return `${weitere(anzahl)} außerhalb des Umkreises`;
      if (name === "ausschnitt") return `${weitere(anzahl)} außerhalb des Kartenausschnitts`;
      const stumm = ohneAngabe === anzahl ? " ohne Angabe" : ohneAngabe > 0 ? `, davon ${zahl(ohneAngabe)} ohne Angabe` : "";
      return `${weitere(anzahl)} wegen „${titelVon(name)}“${stumm}`;
    }

    function lockern({ versteckt, lockern: andere, ohneFilter }) {
      const mit = (worte, anzahl) => `${worte}: ${anzahl === 1 ? "1 Anbieter" : `${zahl(anzahl)} Anbieter`}`;
      punkte(".lockern", [
        ...versteckt.map(({ name, anzahl }) => knopf(mit(`Ohne „${titelVon(name)}“`, anzahl), () => loese(name))),
        ...(ohneFilter > 0 ? [knopf(mit("Ohne alle Filter", ohneFilter), () => loese())] : []),
        ...andere.map(({ text: worte, anzahl, ziel }) => neu("a", mit(worte, anzahl), { href: ziel })),
      ]);
    }

    // Whom to ask where nobody was found: the Ämter and Ansprechstellen of that place, or how to find them.
    function fragen(verborgen, stellen) {
      teil(".wen-fragen").hidden = verborgen;
      teil(".stelle-im-land").hidden = stellen.length > 0;
      bereich.querySelectorAll("[data-stelle]").forEach(function (zeile) { zeile.hidden = !stellen.includes(zeile.dataset.stelle); });
    }

    return {
      // null: everything, as the page came
      zeige(ergebnis) {
        const { satz = anfangs, themen, verstanden, hinweis, frage, wahl, verweise, nachbarn, gewaehlt, versteckt, keine, ...mehr } = { ...OFFEN, ...ergebnis };
        punkte(".antwort-themen", themen.map(verweis));
        text(".antwort-verstanden", verstanden);
        text(".antwort-hinweis", hinweis);
        text(".antwort-frage", frage);
        punkte(".antwort-wahl", wahl.map(verweis));
        punkte(".antwort-seiten", verweise.map(verweis));
        punkte(".antwort-nachbarn", nachbarn.map(verweis));
        marken(gewaehlt);
        const leer = keine || mehr.lockern.length > 0;
        text(".versteckt", versteckt.length > 0 && !leer ? `Nicht gezeigt: ${versteckt.map(wegen).join(", ")}.` : "");
        lockern(leer ? { versteckt, ...mehr } : OFFEN);
        teil(".keine-treffer").hidden = !keine;
        fragen(ergebnis ? !mehr.niemand : anfangsFragen, mehr.stellen);
        teil(".zum-nachweis").hidden = mehr.gezeigt?.length === 0;
        teil(".sortierung").hidden = mehr.gezeigt?.length < 2;
        if (teil(".treffer-rest")) teil(".treffer-rest").hidden = ergebnis !== null;
        if (status.textContent !== satz) status.textContent = satz;
      },

      // Says that something is missing; returns the button with which one goes on.
      fehlt() {
        status.replaceChildren(FEHLT, landkarte.neuLaden());
        return status.lastChild;
      },
    };
  };
})();

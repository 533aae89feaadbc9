// The page of the Merkliste: what is remembered, what of it is compared, and the text for an enquiry. The address says it all.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const NEBENEINANDER = 4;
  const NIEMAND = "-"; // in the address: nobody is compared

  function starte(bereich) {
    const { merkliste, adresse, element } = landkarte;
    const jeDatei = Number(bereich.dataset.jeDatei);
    const teil = (wahl) => bereich.querySelector(wahl);
    const ortsfeld = teil("#arbeitsort");
    const textfeld = teil("#anfragetext");
    const basis = landkarte.basis(bereich.dataset.adresse);
    let vorher = []; // what „Rückgängig“ brings back
    let laufend = 0;
    let ids = [];
    let anfrage = "";

    function sage(satz, zurueck = []) {
      teil(".meldung [role=status]").textContent = satz;
      vorher = zurueck;
      teil(".rueckgaengig").hidden = zurueck.length === 0;
    }

    const zeigeListe = landkarte.gemerkt(teil(".gemerkt ol"), {
      hoechstens: NEBENEINANDER,
      zuViele: () => sage(`Nebeneinander passen ${NEBENEINANDER}. Nehmen Sie erst einen anderen Anbieter aus dem Vergleich.`),
      entfernt: ({ zeile }, zurueck) => sage(`${zeile.name} ist nicht mehr gemerkt.`, zurueck),
      waehle(gewaehlt) {
        const wieVorgegeben = gewaehlt.join() === ids.slice(0, NEBENEINANDER).join();
        adresse.setze({ auswahl: wieVorgegeben ? "" : gewaehlt.join(",") || NIEMAND });
        sage("");
        zeige();
      },
    });

    // The remembered providers; what is no id of one is left aside, whatever it is.
    function bekannte() {
      const nummern = new Map((landkarte.daten("verzeichnis") || []).map(([, url], nummer) => [url.replace(/^.*\/|\.html$/g, ""), nummer]));
      return merkliste.ids().filter((id) => nummern.has(id)).map((id) => ({ id, nummer: nummern.get(id), zeile: landkarte.zeile(nummern.get(id)) }));
    }

    function ausgewaehlt() {
      const wunsch = adresse.wert("auswahl");
      return (wunsch ? ids.filter((id) => wunsch.split(",").includes(id)) : ids).slice(0, NEBENEINANDER);
    }

    function zeigeHerkunft() {
      const neben = merkliste.nebenLink();
      const fehlen = merkliste.ids().length - ids.length;
      const saetze = [
        neben !== null && "Diese Liste kommt aus einem Link.",
        neben > 0 && `Ihre eigene Merkliste (${neben} weitere) bleibt erhalten und kommt dazu, sobald Sie hier etwas ändern.`,
        fehlen === 1 && "1 Eintrag dieser Liste steht nicht im Verzeichnis.",
        fehlen > 1 && `${fehlen} Einträge dieser Liste stehen nicht im Verzeichnis.`,
      ].filter(Boolean);
      teil(".herkunft").textContent = saetze.join(" ");
      teil(".herkunft").hidden = saetze.length === 0;
      teil(".behalten input").checked = merkliste.behalten();
    }

    async function zeigeOrt() {
      const frage = adresse.wert("q").slice(0, ortsfeld.maxLength);
      if (document.activeElement !== ortsfeld) ortsfeld.value = frage;
      const ort = await landkarte.entfernung(frage, adresse.wert("wo"));
      if (teil(".ort-satz").textContent !== ort.satz) teil(".ort-satz").textContent = ort.satz;
      teil(".ort-wahl").hidden = ort.wahl.length === 0;
      teil(".ort-wahl").replaceChildren(...ort.wahl.map(({ id, wahl }) => element("li", {}, element("a", { href: adresse.mit({ wo: id }) }, wahl))));
      return ort;
    }

    function zeigeEntfernungen(alle, worte) {
      bereich.querySelectorAll(".gemerkt .entfernung").forEach(function (absatz, stelle) {
        absatz.textContent = worte?.(alle[stelle].nummer) || "";
        absatz.hidden = !absatz.textContent;
      });
    }

    async function zeigeVergleich(anbieter, alle, nummer) {
      const datei = (einer) => Math.floor(einer.nummer / jeDatei);
      const dateien = [...new Set(anbieter.map(datei))].map((eine) => `daten/vergleich/${eine}.js`);
      const [ort] = await Promise.all([zeigeOrt(), landkarte.lade(dateien)]);
      if (nummer !== laufend) return; // something newer is on its way
      zeigeEntfernungen(alle, ort.worte);
      const daten = (einer) => landkarte["vergleich_" + datei(einer)];
      const werte = (einer) => daten(einer).zeilen[einer.nummer % jeDatei];
      const gewaehlte = anbieter.map((einer) => ({ ...einer, werte: werte(einer) }));
      const niemand = Object.assign(document.createElement("p"), { textContent: "Wählen Sie oben mindestens einen Anbieter aus." });
      teil(".tabelle").replaceChildren(gewaehlte.length > 0 ? landkarte.vergleich(gewaehlte, daten(gewaehlte[0]).merkmale, ort.worte) : niemand);
      teil(".drucken").hidden = teil(".anfrage").hidden = gewaehlte.length === 0;
      const seite = ({ zeile: { name, url } }) => element("li", { className: "adresse" }, `${name}: ${basis}${url}`);
      teil(".seiten").replaceChildren(...(basis ? gewaehlte.map(seite) : []));
      teil(".druckkopf").replaceChildren();
      landkarte.schreibe(teil(".druckkopf"), [`${bereich.dataset.titel}, abgerufen am ${landkarte.deutsch.tag()}.`, ort.titel && ort.satz].filter(Boolean).join(" "));
      const { titel } = bereich.dataset;
      schreibe(landkarte.anfrage(ort.titel, landkarte.namensliste(gewaehlte, { titel, basis })));
      const namen = landkarte.namensliste(alle.map((einer) => ({ ...einer, warum: ort.grund(einer.nummer) })), { titel, basis });
      teil("#weitergabe").value = namen + (basis ? `\nNebeneinander: ${merkliste.seite(basis)}` : "");
      teil(".weitergeben button").textContent = `${alle.length} Namen weitergeben`;
    }

    // What somebody has written into the text is not overwritten.
    function schreibe(neue) {
      const unberuehrt = textfeld.value === anfrage;
      anfrage = neue;
      if (unberuehrt) textfeld.value = neue;
      teil(".erneuern").hidden = textfeld.value === neue;
    }

    async function zeige() {
      const nummer = (laufend += 1);
      try {
        const anbieter = await landkarte.mitDaten(bekannte);
        if (nummer !== laufend) return;
        ids = anbieter.map(({ id }) => id);
        const gewaehlt = ausgewaehlt();
        const leer = ids.length === 0;
        teil(".leer").hidden = !leer;
        for (const name of [".gemerkt", ".weitergeben", ".vergleich", ".anfrage"]) teil(name).hidden = leer;
        zeigeHerkunft();
        zeigeListe(anbieter, gewaehlt);
        bereich.hidden = false;
        if (leer && document.activeElement === document.body && vorher.length > 0) teil("#leer").focus(); // the last one was just removed
        if (!leer) await zeigeVergleich(anbieter.filter(({ id }) => gewaehlt.includes(id)), anbieter, nummer);
      } catch {
        bereich.hidden = false;
        sage("Der Vergleich lässt sich nicht laden: Entweder fehlt das Netz, oder das Verzeichnis ist inzwischen neu erschienen. ");
        teil(".meldung [role=status]").append(landkarte.neuLaden());
      }
    }

    teil(".rueckgaengig").addEventListener("click", function () {
      const zurueck = vorher;
      sage("Die Merkliste ist wieder wie vorher.");
      merkliste.stelleHer(zurueck);
      teil("#gemerkt").focus();
    });
    teil(".leeren").addEventListener("click", function () {
      sage("Die Merkliste ist leer. Auf Ihrem Gerät ist nichts mehr gespeichert.", merkliste.ids());
      merkliste.leere();
    });
    teil(".behalten input").addEventListener("change", ({ target }) => merkliste.behalte(target.checked));
    teil(".drucken").addEventListener("click", () => window.print());
    teil(".arbeitsort").addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      adresse.setze({ q: ortsfeld.value.trim(), wo: "" }, true);
      zeige();
    });
    teil(".erneuern button").addEventListener("click", function () {
      textfeld.value = anfrage;
      teil(".erneuern").hidden = true;
      textfeld.focus();
    });
    for (const stelle of [teil(".weitergeben"), teil(".anfrage")]) {
      const feld = stelle.querySelector("textarea");
      stelle.querySelector(".kopieren").addEventListener("click", async function () {
        const kopiert = await landkarte.kopiere(feld.value, feld);
        stelle.querySelector(".kopiert").textContent = kopiert ? "Kopiert. Fügen Sie den Text in Ihre E-Mail oder Ihr Dokument ein." : "Der Text ist markiert. Kopieren Sie ihn mit Strg+C oder mit dem Menü Ihres Geräts.";
      });
    }
    document.addEventListener("landkarte:merkliste", zeige);
    zeige();
  }

  document.querySelectorAll('[data-module="merkliste"]').forEach(starte);
})();

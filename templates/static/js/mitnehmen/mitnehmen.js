// "Take it with you": exactly what is shown as a file, as a link, on paper. What that needs is loaded when somebody wants it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;

  // On paper the start page is a note for a file: when somebody asked what, and everybody who was found, with address and contact.
  const seite = (adresse) => (location.protocol === "file:" ? adresse : new URL(adresse, location.href).href);

  function zeilen(treffer) {
    const satz = landkarte.formate.datensatz(treffer);
    return [
      ["Adresse", satz.standorte.join(" · ")],
      ["Wer antwortet", satz.kontakt_funktion],
      ["E-Mail", satz.email],
      ["Website", satz.website],
      ["Seite", seite(satz.seite)],
    ].filter(([, wert]) => wert);
  }

  function ergaenze(karte, treffer) {
    karte.querySelector("dl").append(...zeilen(treffer).map(([titel, wert]) =>
      element("div", { className: "nur-druck vermerk-zeile" }, element("dt", {}, titel), element("dd", {}, wert))));
  }

  const raeume = () => document.querySelectorAll(".vermerk-zeile").forEach((zeile) => zeile.remove());

  function vermerk({ satz, adresse }) {
    const bereich = document.querySelector(".vermerk");
    bereich.hidden = false;
    const setze = (name, inhalt) => { bereich.querySelector(`[data-vermerk="${name}"]`).textContent = inhalt; };

    window.addEventListener("beforeprint", function () {
      landkarte.zeigeAlle?.();
      const treffer = landkarte.gezeigt();
      setze("zeitpunkt", `${landkarte.deutsch.tag()}, ${landkarte.deutsch.uhrzeit()} Uhr`);
      setze("satz", satz());
      const da = document.querySelectorAll(".treffer li[data-eintrag]").length; // from the menu of the browser what was not seen yet cannot be fetched
      setze("zahl", landkarte.deutsch.zahl(treffer.length) + (da < treffer.length ? `. Auf diesem Papier stehen nur ${da}; alle druckt „Drucken“ unter „Ergebnis mitnehmen“.` : ""));
      setze("adresse", adresse());
      raeume();
      // Without them, because somebody printed from the menu of the browser, the cards still say what the page says.
      if (!landkarte.formate || !landkarte.datensaetze) return;
      const karten = new Map([...document.querySelectorAll(".treffer li[data-eintrag]")].map((karte) => [Number(karte.dataset.eintrag), karte]));
      treffer.filter(({ nummer }) => karten.has(nummer)).forEach((einer) => ergaenze(karten.get(einer.nummer), einer));
    });
    window.addEventListener("afterprint", raeume);
  }

  const ARTEN = {
    csv: { name: "CSV", typ: "text/csv", inhalt: (treffer) => landkarte.formate.csv(treffer) },
    json: { name: "JSON", typ: "application/json", inhalt: (treffer, abfrage) => landkarte.formate.json(treffer, abfrage) },
    geojson: { name: "GeoJSON", typ: "application/geo+json", inhalt: (treffer, abfrage) => landkarte.formate.geojson(treffer, abfrage) },
    vcf: { name: "vCard", typ: "text/vcard", inhalt: (treffer) => landkarte.visitenkarten(treffer) },
  };

  const ZU_LANG = 250_000; // characters in a field keep a browser busy for a fifth of a second
  const anbieter = (zahl) => (zahl === 1 ? "1 Anbieter" : `${landkarte.deutsch.zahl(zahl)} Anbieter`);

  function starte(bereich) {
    const teil = (auswahl) => bereich.querySelector(auswahl);
    const meldung = teil("[aria-live]");
    const feld = teil(".mitnehmen-link");
    const lade = () => landkarte.lade(bereich.dataset.skripte.split(" "));
    const sage = (worte) => { meldung.textContent = worte; };

    // Where the page is a file of this reader, its folder is nobody's business.
    function adresse() {
      const hier = new URL(landkarte.adresse.mit({}), location.href);
      if (location.protocol !== "file:") return hier.href;
      return (bereich.dataset.adresse || "index.html") + hier.hash;
    }

    // The sentence of the page and every chosen filter.
    function satz() {
      const filter = [...document.querySelectorAll(".treffer .filter-marke")].map((marke) => marke.firstChild.textContent);
      return [document.querySelector(".treffer [role=status]").textContent.trim(), ...filter].join("; ");
    }

    async function nimm(art) {
      const treffer = landkarte.gezeigt();
      const abfrage = { satz: satz(), adresse: adresse(), tag: landkarte.heute() };
      if (treffer.length === 0) return sage("Zurzeit wird kein Anbieter gezeigt. Es gibt nichts zu speichern.");
      await lade();
      const { name, typ, inhalt } = ARTEN[art];
      const text = inhalt(treffer, abfrage);
      landkarte.speichere(`jobcoaching-${abfrage.tag}.${art}`, typ, text);
      const kurz = text.length < ZU_LANG && zeige(text);
      return sage(`${anbieter(treffer.length)} als ${name} gespeichert. ${kurz ? "Dasselbe steht im Feld „Zum Kopieren“." : "Zum Kopieren ist das zu viel: Grenzen Sie weiter ein."}`);
    }

    // What is saved or copied can be seen, and taken from there where a browser or an office does not allow it.
    function zeige(text) {
      feld.hidden = false;
      return (teil("textarea").value = text);
    }

    async function kopiere(text, gelungen) {
      sage((await landkarte.kopiere(zeige(text), teil("textarea"))) ? gelungen : "Kopieren Sie den Text bitte aus dem Feld.");
    }

    function kopiereNamen() {
      const namen = landkarte.gezeigt().map(({ nummer, warum }) => ({ zeile: landkarte.zeile(nummer), warum: warum() }));
      const text = landkarte.namensliste(namen, { titel: bereich.dataset.titel, basis: landkarte.basis(bereich.dataset.adresse) });
      return kopiere(`${satz()}\n${text}`, `${anbieter(namen.length)} als Text kopiert.`);
    }

    const drucke = () => Promise.all([lade(), landkarte.bereiteAlle()]).then(() => window.print()); // with addresses and telephone numbers

    const fehlt = () => sage("Die Daten lassen sich nicht laden. Bitte laden Sie die Seite neu; alle Dateien finden Sie unter „Daten zum Mitnehmen“.");
    teil("details").addEventListener("toggle", () => lade().catch(() => {}), { once: true });
    bereich.addEventListener("click", function ({ target }) {
      const { datei, tun } = target.closest("button")?.dataset || {};
      if (datei) nimm(datei).catch(fehlt);
      if (tun === "link") kopiere(adresse(), "Der Link ist kopiert.");
      if (tun === "text") landkarte.bereiteAlle().then(kopiereNamen).catch(fehlt);
      if (tun === "drucken") drucke().catch(fehlt);
    });
    document.addEventListener("landkarte:treffer", function () {
      sage("");
      feld.hidden = true;
    });
    vermerk({ satz, adresse });
    bereich.hidden = false;
  }

  document.querySelectorAll('[data-module="mitnehmen"]').forEach(starte);
})();

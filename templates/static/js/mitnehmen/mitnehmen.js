// "Take it with you": exactly what is shown as a file, as a link, on paper. What that needs is loaded when somebody wants it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ARTEN = {
    csv: { name: "CSV", typ: "text/csv", inhalt: (treffer) => landkarte.formate.csv(treffer) },
    json: { name: "JSON", typ: "application/json", inhalt: (treffer, abfrage) => landkarte.formate.json(treffer, abfrage) },
    geojson: { name: "GeoJSON", typ: "application/geo+json", inhalt: (treffer, abfrage) => landkarte.formate.geojson(treffer, abfrage) },
    vcf: { name: "vCard", typ: "text/vcard", inhalt: (treffer) => landkarte.visitenkarten(treffer) },
  };

  const anbieter = (zahl) => (zahl === 1 ? "1 Anbieter" : `${landkarte.deutsch.zahl(zahl)} Anbieter`);

  function starte(bereich) {
    const teil = (auswahl) => bereich.querySelector(auswahl);
    const meldung = teil("[aria-live]");
    const feld = teil(".mitnehmen-link");
    const lade = () => landkarte.lade(bereich.dataset.skripte.split(" "));

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
      if (treffer.length === 0) {
        meldung.textContent = "Zurzeit wird kein Anbieter gezeigt. Es gibt nichts zu speichern.";
        return;
      }
      await lade();
      const { name, typ, inhalt } = ARTEN[art];
      landkarte.speichere(`jobcoaching-${abfrage.tag}.${art}`, typ, inhalt(treffer, abfrage));
      meldung.textContent = `${anbieter(treffer.length)} als ${name} gespeichert.`;
    }

    // What is copied can be seen, and taken from there where a browser does not allow it.
    async function kopiere(text, gelungen) {
      feld.hidden = false;
      teil("textarea").value = text;
      meldung.textContent = (await landkarte.kopiere(text, teil("textarea"))) ? gelungen : "Kopieren Sie den Text bitte aus dem Feld.";
    }

    function kopiereNamen() {
      const treffer = landkarte.gezeigt();
      const namen = treffer.map(({ nummer, warum }) => ({ zeile: landkarte.zeile(nummer), warum: warum() }));
      const text = landkarte.namensliste(namen, { titel: bereich.dataset.titel, basis: landkarte.basis(bereich.dataset.adresse) });
      return kopiere(`${satz()}\n${text}`, `${anbieter(treffer.length)} als Text kopiert.`);
    }

    async function drucke() {
      await Promise.all([lade(), landkarte.bereiteAlle()]); // with addresses and telephone numbers
      window.print();
    }

    const fehlt = () => { meldung.textContent = "Die Daten lassen sich nicht laden. Bitte laden Sie die Seite neu; alle Dateien finden Sie unter „Daten zum Mitnehmen“."; };
    teil("details").addEventListener("toggle", () => lade().catch(() => {}), { once: true });
    bereich.addEventListener("click", function ({ target }) {
      const { datei, tun } = target.closest("button")?.dataset || {};
      if (datei) nimm(datei).catch(fehlt);
      if (tun === "link") kopiere(adresse(), "Der Link ist kopiert.");
      if (tun === "text") landkarte.bereiteAlle().then(kopiereNamen).catch(fehlt);
      if (tun === "drucken") drucke().catch(fehlt);
    });
    document.addEventListener("landkarte:treffer", function () {
      meldung.textContent = "";
      feld.hidden = true;
    });
    landkarte.vermerk({ satz, adresse });
    bereich.hidden = false;
  }

  document.querySelectorAll('[data-module="mitnehmen"]').forEach(starte);
})();

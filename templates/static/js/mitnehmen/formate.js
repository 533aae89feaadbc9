// Shown providers as CSV (as in landkarte/site/datasets/sheets.py), JSON and GeoJSON (as in landkarte/site/datasets/__init__.py); a test compares both.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ZUSATZ = [["entfernung_km", "zahl", ""], ["warum", "text", ""]]; // what only the answer to a question knows

  // One decimal: the place a reader asks for is no more exact than that.
  const kilometer = (km) => (Number.isFinite(km) ? Math.round(km * 10) / 10 : null);
  const werte = ({ nummer, km, warum }) => [...landkarte.datensaetze.zeilen[nummer], kilometer(km), warum() || null];
  const felder = () => [...landkarte.datensaetze.felder, ...ZUSATZ];
  const namen = () => felder().map(([name]) => name);
  const objekt = (schluessel, inhalt) => Object.fromEntries(schluessel.map((name, stelle) => [name, inhalt[stelle]]));

  function zelle([, form, vokabular], wert) {
    const { kopf, schreibweise } = landkarte.datensaetze;
    const worte = kopf.begriffe[vokabular];
    // A spreadsheet would run it as a formula.
    const harmlos = (text) => (new RegExp(schreibweise.formel).test(text) ? "'" + text : text);
    if (wert === null) return "";
    if (form === "ja_nein") return wert ? schreibweise.ja : schreibweise.nein;
    if (form === "zahl") return String(wert).replace(".", ",");
    if (form === "telefon") return wert.replaceAll("+", "00");
    if (form === "e164") return "tel:" + wert;
    if (form === "liste") {
      return worte ? wert.map((einer) => worte[einer]).join(schreibweise.zwischen) : harmlos(wert.join(schreibweise.zwischen));
    }
    return worte ? worte[wert] : harmlos(wert);
  }

  const angefuehrt = (text) => (/[;"\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);

  landkarte.formate = {
    datensatz: (treffer) => objekt(namen(), werte(treffer)),
    orte: ({ nummer }) => landkarte.datensaetze.orte[nummer].map(([, inhalt]) => objekt(landkarte.datensaetze.ortsfelder, inhalt)),

    csv(treffer) {
      const spalten = felder();
      const zeilen = treffer.map((einer) => werte(einer).map((wert, stelle) => zelle(spalten[stelle], wert)));
      return "\ufeff" + [namen(), ...zeilen].map((zeile) => zeile.map(angefuehrt).join(";") + "\r\n").join("");
    },

    json: (treffer, abfrage) => JSON.stringify({ ...landkarte.datensaetze.kopf, abfrage, anbieter: treffer.map(landkarte.formate.datensatz) }),

    geojson(treffer, abfrage) {
      const features = treffer.flatMap(function (einer) {
        const punkte = landkarte.datensaetze.orte[einer.nummer].map(([lage]) => lage);
        return landkarte.formate.orte(einer).map((ort, stelle) => ({
          type: "Feature",
          geometry: { type: "Point", coordinates: punkte[stelle] },
          properties: { ...landkarte.formate.datensatz(einer), ...ort },
        }));
      });
      return JSON.stringify({ type: "FeatureCollection", ...landkarte.datensaetze.kopf, beschreibung: landkarte.datensaetze.kopf.beschreibung.replace("anbieter.json", "standorte.json"), abfrage, features });
    },
  };
})();

// Loads scripts and styles when needed: modules and fetch fail from file://. Reads the rows of daten/eintraege.js; raises AP as landkarte/site/pages/markup.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const geladen = new Map();
  const eigenerStil = document.querySelector('[rel="stylesheet"]'); // ours come last: they have the last word

  function skript(adresse) {
    const element = document.createElement("script");
    element.src = adresse;
    element.async = false; // keeps the order of the list
    document.head.append(element);
    return element;
  }

  function stil(adresse) {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = adresse;
    eigenerStil.before(element);
    return element;
  }

  function datei(adresse) {
    if (!geladen.has(adresse)) {
      geladen.set(adresse, new Promise(function (fertig, fehler) {
        const element = adresse.endsWith(".css") ? stil(adresse) : skript(adresse);
        element.addEventListener("load", fertig);
        element.addEventListener("error", () => fehler(new Error(adresse + " fehlt")));
      }));
    }
    return geladen.get(adresse);
  }

  // All scripts and style sheets of the list in its order, each at most once.
  landkarte.lade = (adressen) => Promise.all(adressen.map(datei));

  // The rows of all providers.
  landkarte.ladeZeilen = () => landkarte.lade(["daten/eintraege.js"]);

  // What readers call a word of a vocabulary: begriffe are [key, label, synonyms…].
  landkarte.begriff = (nummer) => landkarte.eintraege.begriffe[nummer][1];

  // One provider as an object; words of vocabularies and days are spelled out.
  landkarte.zeile = function (nummer) {
    const daten = landkarte.eintraege;
    const zeile = Object.fromEntries(daten.felder.map((feld, stelle) => [feld, daten.zeilen[nummer][stelle]]));
    for (const feld of ["leistungsarten", "handlungsfelder", "kommunikation"]) zeile[feld + "Worte"] = zeile[feld].map(landkarte.begriff);
    zeile.standWorte = landkarte.deutsch.tag(zeile.stand);
    return zeile;
  };

  // Text into an element, with the AP of JobcoachingAP raised.
  landkarte.schreibe = function (element, text) {
    text.split("JobcoachingAP").forEach(function (teil, stelle) {
      if (stelle > 0) element.append("Jobcoaching", landkarte.element("sup", {}, "AP"));
      if (teil) element.append(teil);
    });
  };
})();

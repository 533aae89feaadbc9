// Loads scripts and styles when needed, data as well: modules and fetch fail from file://. Raises AP as landkarte/site/pages/markup.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const stand = document.currentScript?.dataset.stand; // names the folders whose data belong to this page
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
        const wo = adresse.replace(/^(daten|karte)\//, `$&${stand}/`);
        const element = adresse.endsWith(".css") ? stil(wo) : skript(wo);
        element.addEventListener("load", fertig);
        element.addEventListener("error", () => (geladen.delete(adresse), fehler(new Error(adresse + " fehlt")))); // the next question tries again
      }));
    }
    return geladen.get(adresse);
  }

  // All scripts and style sheets of the list in its order, each at most once.
  landkarte.lade = (adressen) => Promise.all(adressen.map(datei));

  // What one can do where something is missing: the network is, or what this page asks for was since replaced by newer files.
  landkarte.neuLaden = () => landkarte.element("button", { type: "button", onclick: () => location.reload() }, "Seite neu laden");

  let fehlend = [];

  // What the script daten/<name>.js has put down. Until it is there: nothing, and `mitDaten` fetches it.
  landkarte.daten = function (name) {
    const daten = landkarte[name.replace("/", "_")];
    if (daten === undefined) fehlend.push(`daten/${name}.js`);
    return daten;
  };

  // What `tat` returns once it finds all data that it asks for; it is done again as long as some was missing, and must not wait itself.
  landkarte.mitDaten = async function (tat) {
    for (let vorher = "";;) {
      fehlend = [];
      const ergebnis = tat();
      const dateien = [...new Set(fehlend)];
      if (dateien.length === 0) return ergebnis;
      if (dateien.join() === vorher) throw new Error(`${vorher} fehlt`);
      vorher = dateien.join();
      await landkarte.lade(dateien);
    }
  };

  // What readers call a word of a vocabulary: begriffe are [key, label, synonyms…].
  landkarte.begriff = (nummer) => landkarte.eintraege.begriffe[nummer][1];

  // The card of one provider, with those of neighbours in the alphabet; where it is wanted with those around a Kreis, with them.
  function werte(nummer, kreis = -1) {
    const { jeDatei, kreise } = landkarte.eintraege;
    const gruppe = kreise.findLastIndex((erster) => erster <= kreis);
    return landkarte.karten?.[nummer] || landkarte.daten(`karten/${gruppe < 0 ? `a${Math.floor(nummer / jeDatei)}` : `k${gruppe}`}`)?.[nummer];
  }

  // One provider as an object, as `mitDaten` finds it; words of vocabularies and days are spelled out.
  landkarte.zeile = function (nummer, kreis) {
    const karte = landkarte.daten("eintraege") && werte(nummer, kreis);
    if (!karte) return null;
    const zeile = Object.fromEntries(landkarte.eintraege.felder.map((feld, stelle) => [feld, karte[stelle]]));
    for (const feld of ["leistungsarten", "handlungsfelder", "kommunikation"]) zeile[feld + "Worte"] = zeile[feld].map(landkarte.begriff);
    zeile.standWorte = landkarte.deutsch.tag(zeile.stand);
    return zeile;
  };

  landkarte.ladeKarten = (zeilen) => landkarte.mitDaten(() => landkarte.daten("eintraege") && zeilen.forEach(({ zeile, kreis }) => werte(zeile, kreis)));

  // Text into an element, with the AP of JobcoachingAP raised.
  landkarte.schreibe = function (element, text) {
    text.split("JobcoachingAP").forEach(function (teil, stelle) {
      if (stelle > 0) element.append("Jobcoaching", landkarte.element("sup", {}, "AP"));
      if (teil) element.append(teil);
    });
    return element;
  };
})();

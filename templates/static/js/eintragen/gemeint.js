// What somebody probably meant: the hints of landkarte/entries/reading/meant.py for values that are typed. Each returns a hint, or nothing.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const frage = (gemeint) => `Meinten Sie ${gemeint}?`;
  const KENNUNG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const UMLAUTE = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

  const ziffern = (text) => (/^[\x00-\x7f]*$/.test(text) ? text.replace(/[^0-9]/g, "") : "");

  // Mein Büro → mein-buero; an example if nothing is left of it.
  function kennungAus(text) {
    const schlicht = (text.toLowerCase().replace(/[äöüß]/g, (zeichen) => UMLAUTE[zeichen]).match(/[a-z0-9]+/g) || []).join("-");
    return schlicht.length <= 64 && KENNUNG.test(schlicht) ? schlicht : "beispiel-coaching-detmold";
  }

  function fuenfZiffern(text) {
    const nur = ziffern(text);
    return [4, 5].includes(nur.length) ? frage(nur.padStart(5, "0")) : "Schreiben Sie fünf Ziffern, auch eine führende Null.";
  }

  function gemeinde(text) {
    const nur = ziffern(text);
    if ([4, 5, 7, 8].includes(nur.length)) return frage(nur.padStart(nur.length < 7 ? 5 : 8, "0"));
    return "Schreiben Sie den fünfstelligen Kreisschlüssel oder den achtstelligen Gemeindeschlüssel, auch eine führende Null.";
  }

  function verhaeltnis(text) {
    const zahlen = text.match(/[0-9]+/g) || [];
    const andere = (zahlen[1] || "").replace(/^0+/, "");
    if (zahlen.length === 2 && zahlen[0] === "1" && andere && andere.length <= 2) return frage(`1:${andere}`);
    return "Schreiben Sie eine Fachkraft zu Teilnehmenden, zum Beispiel 1:1.";
  }

  // 62,50 → 62.50; 50 km → 50.
  function zahl(text, ganz) {
    const gefunden = /^[^0-9]*?(-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?[0-9]+(?:[.,][0-9]+)?)[^0-9]*$/.exec(text);
    const mitKomma = gefunden && gefunden[1].includes(",");
    const schlicht = gefunden ? (mitKomma ? gefunden[1].replaceAll(".", "").replace(",", ".") : gefunden[1]) : "";
    if (schlicht && !(ganz && schlicht.includes("."))) return frage(schlicht);
    return `Schreiben Sie nur eine ${ganz ? "ganze " : ""}Zahl, ohne Einheit und ohne weitere Wörter.`;
  }

  const MUSTER = {
    "^[0-9]{5}$": fuenfZiffern,
    "^[0-9]{5}([0-9]{3})?$": gemeinde,
    "^1:[1-9][0-9]?$": verhaeltnis,
    "^[a-z0-9]+(-[a-z0-9]+)*$": (text) => `Schreiben Sie zum Beispiel ${kennungAus(text)}.`,
    "^[A-Za-z0-9](-?[A-Za-z0-9])*$": () => "Schreiben Sie nur den Namen, ohne @ und ohne Adresse.",
  };

  landkarte.gemeint = { zahl, kennungAus, muster: (muster, text) => MUSTER[muster](text) };
})();

// Reads and quotes single values of an entry: days and numbers as landkarte/entries/model/werte.py, quotations as landkarte/ground/diagnostics.py, hints as landkarte/entries/reading/meant.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ZIFFERN = "[0-9]+(?:_[0-9]+)*"; // 1_000 is a thousand
  const GANZ = new RegExp(`^\\s*[+-]?${ZIFFERN}(\\.0+)?\\s*$`);
  const ZAHL = new RegExp(`^\\s*[+-]?(${ZIFFERN}(\\.(${ZIFFERN})?)?|\\.${ZIFFERN})(e[+-]?${ZIFFERN})?\\s*$`, "i");
  const TAG = /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
  const DEUTSCH = /^(?:[a-zäöü]+,? +)?([0-9]{1,2})(?:\.|\s|\/|-)\s*(?:([0-9]{1,2})|([a-zäöü]{3})[a-zäöü]*\.?)(?:\.|\s|\/|-)\s*([0-9]{4}|[0-9]{2})$/i;
  const MONATE = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"];
  const JAHRHUNDERT = 70; // 69 is 2069, 70 is 1970

  const gelesen = (muster, wert) => (typeof wert === "string" && muster.test(wert) ? Number(wert.replaceAll("_", "")) : NaN);

  landkarte.angaben = {
    // „…“ as messages quote a value, at most so many characters.
    zitat(wert, hoechstens = 60) {
      const zeichen = [...String(wert)];
      return `„${zeichen.length <= hoechstens ? wert : `${zeichen.slice(0, hoechstens - 1).join("")}…`}“`;
    },

    // 2026-10-01 as milliseconds: no time zone, and the 29th of February only where there is one; else null.
    tag(text) {
      const gemeint = TAG.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
      return Number.isNaN(gemeint) || !new Date(gemeint).toISOString().startsWith(text) ? null : gemeint;
    },

    // A day as people write it → 2026-10-01: 1.10.2026, 1/10/26, 1. Oktober 2026, Do, 1. Okt. 2026; what is none stays.
    ausDeutschemTag(text) {
      const [, tag, monat, wort, jahr] = DEUTSCH.exec(text) || [];
      const nummer = monat || String(MONATE.indexOf(wort?.toLowerCase()) + 1);
      if (!jahr || nummer === "0") return text;
      const ganzes = jahr.length === 4 ? jahr : `${Number(jahr) < JAHRHUNDERT ? 20 : 19}${jahr}`;
      return `${ganzes}-${nummer.padStart(2, "0")}-${tag.padStart(2, "0")}`;
    },

    // What a file spells as a number, as a whole one; else null.
    zahl: (wert) => (Number.isFinite(gelesen(ZAHL, wert)) ? gelesen(ZAHL, wert) : null),
    ganzzahl: (wert) => (Number.isNaN(gelesen(GANZ, wert)) ? null : gelesen(GANZ, wert)),
  };

  // What somebody probably meant: each returns a hint, or nothing.
  const frage = (gemeint) => `Meinten Sie ${gemeint}?`;
  const KENNUNG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const UMLAUTE = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

  const nurZiffern = (text) => (/^[\x00-\x7f]*$/.test(text) ? text.replace(/[^0-9]/g, "") : "");

  // Mein Büro → mein-buero; an example if nothing is left of it.
  function kennungAus(text) {
    const schlicht = (text.toLowerCase().replace(/[äöüß]/g, (zeichen) => UMLAUTE[zeichen]).match(/[a-z0-9]+/g) || []).join("-");
    return schlicht.length <= 64 && KENNUNG.test(schlicht) ? schlicht : "beispiel-coaching-detmold";
  }

  function fuenfZiffern(text) {
    const nur = nurZiffern(text);
    return [4, 5].includes(nur.length) ? frage(nur.padStart(5, "0")) : "Schreiben Sie fünf Ziffern, auch eine führende Null.";
  }

  function gemeinde(text) {
    const nur = nurZiffern(text);
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

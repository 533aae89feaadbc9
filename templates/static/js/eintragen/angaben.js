// Reads and quotes single values of an entry: days and numbers as landkarte/entries/model/werte.py, quotations as landkarte/ground/diagnostics.py.
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
})();

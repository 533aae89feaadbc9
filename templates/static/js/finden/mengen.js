// Sets of rows, as landkarte/ground/scripts.py spells them, and who has which word of a vocabulary.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const spalten = [];
  const NIEMAND = new Uint8Array(0);

  function ausBits(text) {
    const bytes = window.atob(text);
    return [...Array(bytes.length * 8).keys()].filter((zeile) => (bytes.charCodeAt(zeile >> 3) >> (zeile & 7)) & 1);
  }

  function ausSchritten(schritte) {
    let zeile = 0;
    return schritte.map((schritt) => (zeile += schritt));
  }

  const menge = (kurz) => (typeof kurz === "string" ? ausBits(kurz) : ausSchritten(kurz));
  const vokabular = (nummer) => Object.entries(landkarte.eintraege.vokabulare).find(([, [von, bis]]) => nummer >= von && nummer < bis);

  landkarte.menge = menge;

  landkarte.merkmale = {
    // The vocabulary of a word as [name, [first number, number after the last, what readers call it]].
    vokabular,

    // The rows that have a word.
    zeilen(nummer) {
      const [name, [von]] = vokabular(nummer);
      return menge(landkarte.daten(`merkmale/${name}`)?.[nummer - von] || []);
    },

    // For every row whether it has a word, as 0 or 1.
    spalte(nummer) {
      const [name] = vokabular(nummer);
      if (!landkarte.daten(`merkmale/${name}`)) return NIEMAND;
      spalten[nummer] ||= landkarte.merkmale.zeilen(nummer).reduce((spalte, zeile) => spalte.fill(1, zeile, zeile + 1), new Uint8Array(landkarte.eintraege.anzahl));
      return spalten[nummer];
    },
  };
})();

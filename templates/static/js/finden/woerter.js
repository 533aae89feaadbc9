// Words as they are compared: folded as landkarte/ground/text.py, and ue to u as landkarte/site/search_words.py; without their German endings; and how far two are apart.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ENDUNG = /(ern|em|en|er|es|et|e|n|(?<=[^aeiouäöüt])t|(?<=[^aeiouäöüsß])s)$/; // the s of a genitive; "gehörlos" has none
  const STAMM = 4; // letters that remain at least

  // ü = ue = u, ß = ss, and no accents: the same for what is written and for what is typed.
  landkarte.falte = (text) =>
    text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "").replace(/([aou])e/g, "$1");

  // Before umlauts are folded, for the e of an ending is none of an umlaut: freien, freie → frei; verliere, verliert → verlier.
  function stamm(wort) {
    let rest = wort.toLowerCase();
    for (let ohne = rest.replace(ENDUNG, ""); ohne !== rest && ohne.length >= STAMM; ohne = rest.replace(ENDUNG, "")) rest = ohne;
    return landkarte.falte(rest);
  }

  // The words of a text: as they stand there, from where to where, folded, and without their ending.
  function worte(text) {
    return [...text.normalize("NFC").matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: wort, index }) => (
      { wort, von: index, bis: index + wort.length, gefaltet: landkarte.falte(wort), stamm: stamm(wort) }));
  }

  // Optimal string alignment, given up beyond `hoechstens`.
  function abstand(einer, anderer, hoechstens) {
    if (Math.abs(einer.length - anderer.length) > hoechstens) return Infinity;
    const zeilen = [[...Array(anderer.length + 1).keys()]];
    for (let i = 1; i <= einer.length; i += 1) {
      zeilen.push([i]);
      for (let j = 1; j <= anderer.length; j += 1) {
        const gleich = einer[i - 1] === anderer[j - 1] ? 0 : 1;
        zeilen[i][j] = Math.min(zeilen[i - 1][j] + 1, zeilen[i][j - 1] + 1, zeilen[i - 1][j - 1] + gleich);
        const vertauscht = i > 1 && j > 1 && einer[i - 1] === anderer[j - 2] && einer[i - 2] === anderer[j - 1];
        if (vertauscht) zeilen[i][j] = Math.min(zeilen[i][j], zeilen[i - 2][j - 2] + 1);
      }
    }
    const ergebnis = zeilen[einer.length][anderer.length];
    return ergebnis <= hoechstens ? ergebnis : Infinity;
  }

  landkarte.woerter = { worte, stamm, abstand };
})();

// A question as people ask it: where in it the place stands, and how far around. What is a place, wo.js says.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { wortschatz } = landkarte;
  const { worte } = landkarte.woerter;
  const UMKREIS = /(?:\b(?:im )?umkreis(?: von)? |\+\s?)?\b(\d{1,3})\s?(?:km|kilometern?)\b(?: (?:umkreis|entfernt|entfernung))?/i;
  const TELEFON = /^\(?(?:\+|0)[\d\s()/.–-]{6,}$/;
  const VOR_ORT = /^(in|im|bei|für|um|aus|nahe|nähe|raum|großraum|region|kreis|landkreis|stadt|nach|von)$/i;
  const AMT = /integrations-?\s*(?:und|oder|\/)\s*(?=inklusions)/gi; // one office with two names
  const LAENGSTER = 4; // words of a place in the middle of a question

  const istFuell = (wort) => worte(wort).every(wortschatz.istFuellwort);
  const istWendung = (wort) => wortschatz.begriffe(worte(wort)).length > 0 || wortschatz.seiten(worte(wort)).length > 0;
  const verbinde = (...teile) => teile.flat().filter(Boolean).join(" ");

  // "Gibt es in Augsburg jemanden für Autismus?": a place between other words, behind a word that announces one or by itself.
  function inDerMitte(teile) {
    for (let anzahl = Math.min(LAENGSTER, teile.length - 1); anzahl > 0; anzahl -= 1) {
      for (let von = 0; von + anzahl <= teile.length; von += 1) {
        if (teile[von - 1] === "§") continue; // no PLZ
        const name = teile.slice(von, von + anzahl).join(" ");
        const angekuendigt = von > 0 && VOR_ORT.test(teile[von - 1]) && !VOR_ORT.test(teile[von]);
        if (!angekuendigt && (teile.slice(von, von + anzahl).some(istFuell) || istWendung(name))) continue;
        const gedeutet = landkarte.wo.deute(name);
        const istTeil = anzahl === 1 && gedeutet.fremd; // "Köln-Kalk"
        if (gedeutet.art !== "ort" || (gedeutet.worte && !istTeil)) continue;
        return { ...gedeutet, worte: verbinde(teile.slice(0, von), gedeutet.worte, teile.slice(von + anzahl)) };
      }
    }
    return null;
  }

  // At both ends words that describe nobody are no place, although there is a town of Weil.
  function deuteOrt(text) {
    const teile = text.split(/[\s,;]+/).filter(Boolean);
    const ist = (teil) => istFuell(teil) && !VOR_ORT.test(teil) && teil !== "§";
    const von = Math.max(0, teile.findIndex((teil) => !ist(teil)));
    const bis = teile.findLastIndex((teil) => !ist(teil)) + 1 || teile.length;
    const gedeutet = landkarte.wo.deute(teile.slice(von, bis).join(" "));
    if (gedeutet.art !== "worte") return { ...gedeutet, worte: verbinde(teile.slice(0, von), gedeutet.worte, teile.slice(bis)) };
    return inDerMitte(teile) || gedeutet;
  }

  // The text without the signs of a sentence, the place in it, how many km around, and a telephone number as entries have it.
  landkarte.satz = function (text) {
    const sauber = text.replace(/[?!„“”"»«…]+/g, " ").replace(/\.\s*$/, "").replace(AMT, "").trim();
    const telefon = TELEFON.test(sauber) ? sauber.replace(/\(0\)/, "").replace(/[^\d+]/g, "").replace(/^(\+|00)49/, "0") : "";
    const [ganz, km] = sauber.match(UMKREIS) || [];
    const ort = ganz ? deuteOrt(sauber.replace(ganz, " ").trim()) : null;
    return ort?.art === "ort" ? { ...ort, km: Number(km), telefon: "" } : { ...deuteOrt(sauber), km: 0, telefon };
  };
})();

// What an answer says about the words of a question: what each was taken for, which were left out, and what fewer of them would find.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const HOECHSTENS = 6; // words of which fewer are tried, and offers
  const zitat = (wort) => `„${wort}“`;
  const reihe = (worte, letztes = "und") => [worte.slice(0, -1).join(", "), ...worte.slice(-1)].filter(Boolean).join(` ${letztes} `);

  const als = ({ text, statt, als: namen }) => `${zitat(text)}${statt ? ` (gelesen als ${zitat(statt)})` : ""} als ${reihe(namen, "oder")}`;

  // All choices of so many of the parts.
  function auswahl(teile, anzahl) {
    if (anzahl === 0) return [[]];
    return teile.flatMap((teil, stelle) => auswahl(teile.slice(stelle + 1), anzahl - 1).map((rest) => [teil, ...rest]));
  }

  landkarte.verstanden = {
    worte: ({ teile, unbekannt }) => [...teile.map(({ text }) => text), ...(teile.length === 0 ? unbekannt : [])].join(" "),
    // What of the text was looked for: all of it as it stands, or the parts that were understood.
    gesucht: (gesucht, text) => (
      (gesucht.wendungen.length > 0 || landkarte.verstanden.unbeachtet(gesucht)) && landkarte.verstanden.worte(gesucht)) || text,

    unbeachtet: ({ ignoriert, unbekannt, teile }) => ignoriert.length > 0 || (unbekannt.length > 0 && teile.length > 0),

    satz({ teile, wendungen, ignoriert, unbekannt }) {
      const verstanden = [...teile.map(als), ...wendungen.map((wendung) => `${zitat(wendung)} als Frage nach einer Seite`)];
      return [
        verstanden.length > 0 ? `Verstanden: ${verstanden.join("; ")}.` : "",
        ignoriert.length > 0 ? `Nicht beachtet: ${ignoriert.map(zitat).join(", ")}.` : "",
        unbekannt.length > 0
          ? `Unbekannt: ${unbekannt.map(zitat).join(", ")}. Ob es jemand anbietet, wissen wir nicht.` : "",
      ].filter(Boolean).join(" ");
    },

    // The pages that answer; where a Land is meant, its own.
    themen: (seiten, ort) => seiten.map(({ titel, adresse, land }) => (
      { text: titel, ziel: ort && land ? landkarte.wo.landSeite(ort.kreise[0]) + land : adresse })),

    // The sentence where a word is unknown and the others are not: their number is none of all words.
    mitUnbekanntem: ({ teile, unbekannt }, wieviele) =>
      `${reihe(unbekannt.map(zitat))} ${unbekannt.length === 1 ? "steht" : "stehen"} in keinem Eintrag. ${teile.map(({ text }) => text).join(" + ")}: ${wieviele}`,

    // The sentence where no word describes a provider.
    ohneWorte({ seiten }) {
      if (seiten.length === 0) return {};
      return { satz: ({ anzahl }) => `Auf Ihre Frage antwortet eine Seite. Darunter stehen ${landkarte.deutsch.zahl(anzahl)} Anbieter` };
    },

    // Where all parts together find nobody: the largest choices of them that do, each with its number. A word alone is named as such.
    auswahlen({ teile, schnitt }, zaehle, ziel, wo = "") {
      const gefunden = [];
      const moeglich = teile.slice(0, HOECHSTENS);
      for (let anzahl = teile.length - 1; anzahl > 0; anzahl -= 1) {
        for (const eine of auswahl(moeglich, anzahl)) {
          if (gefunden.some(({ aus }) => eine.every((teil) => aus.includes(teil)))) continue;
          const treffer = zaehle(schnitt(eine).map((zeile) => ({ zeile, gruppe: "region", km: Infinity })));
          const worte = eine.map(({ text }) => text);
          const text = (eine.length === 1 ? `Nur ${zitat(worte[0])}` : worte.join(" + ")) + wo;
          if (treffer > 0) gefunden.push({ aus: eine, text, anzahl: treffer, ziel: ziel(worte.join(" ")) });
        }
      }
      return gefunden.slice(0, HOECHSTENS);
    },
  };
})();

// Where the Arbeitsort is and how far the providers are from it, with the parts of the search that understand places.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  // {satz, wahl, worte}: what to say, which places may be meant, and for the number of a provider why it comes there or not.
  landkarte.entfernung = async function (text, gewaehlt) {
    await Promise.all([landkarte.wo.bereite(text), landkarte.lade(["daten/gebiete.js"])]);
    const gedeutet = landkarte.wo.deute(text);
    if (gedeutet.art !== "ort") return { satz: `„${text}“ kennen wir nicht als Ort. Bitte prüfen Sie die Schreibweise.`, wahl: [], worte: null };
    const orte = gedeutet.orte.filter(({ id }) => id === gewaehlt);
    const [ort, ...weitere] = orte.length > 0 ? orte : gedeutet.orte;
    if (weitere.length > 0) return { satz: `„${gedeutet.name}“ kann mehreres heißen. Bitte wählen Sie:`, wahl: gedeutet.orte, worte: null };
    const antworten = new Map(landkarte.antwort.wer(ort).map((antwort) => [antwort.zeile, antwort]));
    return {
      titel: ort.titel,
      satz: `Arbeitsort: ${ort.titel}. Entfernungen sind Luftlinie.`,
      wahl: [],
      worte: (nummer) => (antworten.has(nummer) ? landkarte.antwort.warum(ort, antworten.get(nummer)) : ""),
    };
  };
})();

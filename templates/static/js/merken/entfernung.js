// Where the Arbeitsort is, how far the providers are from it, and why a search for the same words names them.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  // {satz, wahl, worte, grund}: what to say, which places may be meant, and for the number of a provider how far it is, or null
  // without a place; and why it is an answer to the text.
  landkarte.entfernung = async function (text, gewaehlt) {
    const { kandidaten } = await landkarte.frage(text, gewaehlt);
    const gruende = new Map(kandidaten.map(({ zeile, warum }) => [zeile, warum]));
    const ohneOrt = { titel: "", satz: "", wahl: [], worte: null, grund: (nummer) => gruende.get(nummer)?.() || "" };
    const gedeutet = landkarte.satz(text);
    if (gedeutet.art !== "ort") return { ...ohneOrt, satz: text && kandidaten.length === 0 ? `„${text}“ kennen wir nicht als Ort. Bitte prüfen Sie die Schreibweise.` : "" };
    const orte = gedeutet.orte.filter(({ id }) => id === gewaehlt);
    const [ort, ...weitere] = orte.length > 0 ? orte : gedeutet.orte;
    if (weitere.length > 0) return { ...ohneOrt, satz: `„${gedeutet.name}“ kann mehreres heißen. Bitte wählen Sie:`, wahl: gedeutet.orte };
    const antworten = new Map(landkarte.antwort.wer(ort).map((antwort) => [antwort.zeile, antwort]));
    const worte = (nummer) => (antworten.has(nummer) ? landkarte.antwort.warum(ort, antworten.get(nummer)) : "");
    return { titel: ort.titel, satz: `Arbeitsort: ${ort.titel}. Entfernungen sind Luftlinie.`, wahl: [], worte, grund: (nummer) => ohneOrt.grund(nummer) || worte(nummer) };
  };
})();

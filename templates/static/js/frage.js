// From what is typed to what is shown: a place and who serves it, a question back, an explanation, or the search for words.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ALS_WORT = "wort"; // the chosen meaning of somebody who means the word and not the place
  const ZAHLWORTE = "keine eine zwei drei vier fünf sechs sieben acht neun zehn".split(" ");
  const LEER = { hinweis: "", wahl: [], verweise: [], nachbarn: [], keine: false };

  const adresse = (q, wo) => "#?" + new URLSearchParams(wo ? { q, wo } : { q });
  const zahl = (wert) => wert.toLocaleString("de-DE");
  const anbieter = () => landkarte.eintraege.zeilen.length;

  async function worte(text) {
    const nummern = await landkarte.suche(text);
    if (nummern === null) return null;
    const sicher = nummern.length > 0 && (await landkarte.suche(text, true)).length > 0;
    const aehnlich = sicher ? [] : landkarte.namen.vorschlaege(text);
    return {
      ...LEER,
      satz: `${nummern.length === 0 ? "Kein Anbieter gefunden" : `${zahl(nummern.length)} von ${zahl(anbieter())} Anbietern`} zu „${text}“`,
      titel: aehnlich.length > 0 ? "Meinten Sie …?" : "",
      wahl: aehnlich.map((name) => ({ text: name, ziel: adresse(name) })),
      gruppen: [{ titel: "", zeilen: nummern.map((nummer) => ({ nummer, warum: () => "" })) }],
      keine: nummern.length === 0,
    };
  }

  function keinePlz({ zahl: ziffern, vorschlaege }) {
    const anzahl = ziffern.length;
    const satz = {
      3: `Mit ${ziffern} beginnt keine deutsche Postleitzahl, die wir kennen. Bitte prüfen Sie die Ziffern.`,
      5: `Die Postleitzahl ${ziffern} kennen wir nicht. Bitte prüfen Sie die Ziffern.`,
    }[anzahl];
    return {
      ...LEER,
      satz: satz || `Eine Postleitzahl hat fünf Ziffern, „${ziffern}“ hat ${ZAHLWORTE[anzahl] || anzahl}.`,
      hinweis: (anzahl < 5 ? "Drei Ziffern genügen für eine ungefähre Antwort. " : "") + "Sie können auch den Ort eingeben.",
      titel: vorschlaege.length > 0 ? "Meinten Sie …?" : "",
      wahl: vorschlaege.map((plz) => ({ text: plz, ziel: adresse(plz) })),
      gruppen: [],
    };
  }

  // For those who mean the word and not the place.
  const alsWort = (text, { name, worte: dazu, teile }) =>
    (dazu || teile || /\d/.test(name) ? [] : [{ text: `Nach dem Wort „${name}“ suchen`, ziel: adresse(text, ALS_WORT) }]);

  function rueckfrage(text, gedeutet) {
    const { name, teile, orte } = gedeutet;
    const genau = !orte[0].ungefaehr;
    const frage = genau ? `Die Postleitzahl ${name} liegt in mehreren Kreisen.` : `${name} lässt sich nicht auf einen Kreis festlegen.`;
    return {
      ...LEER,
      satz: `${teile ? frage : `„${name}“ kann mehreres heißen.`} Bitte wählen Sie.`,
      titel: teile ? "In welchem Kreis liegt der Arbeitsort?" : "Was meinen Sie?",
      wahl: [...orte.map((ort) => ({ text: ort.wahl, ziel: adresse(text, ort.id) })), ...alsWort(text, gedeutet)],
      gruppen: [],
    };
  }

  // Kreise between which nothing differs are one answer.
  function gemeinsam(orte) {
    if (orte.length === 1) return orte[0];
    const kreise = orte.flatMap((ort) => ort.kreise);
    const weitere = kreise.slice(1).map(landkarte.wo.kreisName);
    return { ...orte[0], kreise, titel: [orte[0].titel, ...weitere].join(" oder ") };
  }

  async function ort(text, gedeutet, wahl) {
    const gewaehlt = gedeutet.orte.filter(({ id }) => id === wahl);
    const orte = gewaehlt.length > 0 ? gewaehlt : gedeutet.orte;
    const gefunden = gedeutet.worte ? await landkarte.suche(gedeutet.worte) : null;
    const wer = (unter) => orte.map((einer) => landkarte.antwort.wer(einer).filter(({ zeile }) => !unter || unter.has(zeile)));
    let antworten = wer(gefunden && new Set(gefunden));
    const niemand = gefunden && antworten.every((zeilen) => zeilen.every(({ grund, hier }) => !grund && !hier));
    // After a PLZ stands the name of a place; one that we do not know must not hide everybody.
    const unbekannt = niemand && gedeutet.fremd;
    if (niemand && (await landkarte.suche(text)).length > 0) return worte(text);
    if (unbekannt) antworten = wer(null);
    if (orte.length > 1 && (!gedeutet.teile || landkarte.antwort.verschieden(antworten))) return rueckfrage(text, gedeutet);
    const dazu = gefunden && !unbekannt ? gedeutet.worte : "";
    const antwort = { ...LEER, ...landkarte.antwort.ort(gemeinsam(orte), antworten[0], dazu) };
    const hinweise = [unbekannt ? `Zu „${gedeutet.worte}“ wissen wir nichts; die Antwort gilt für ${gedeutet.name}.` : "", antwort.hinweis];
    if (dazu) antwort.verweise.push({ text: `Alle Anbieter für ${gedeutet.name}`, ziel: adresse(gedeutet.name, gewaehlt[0]?.id) });
    if (orte[0].art === "punkt") antwort.verweise.push(...alsWort(text, gedeutet));
    return { ...antwort, hinweis: hinweise.filter(Boolean).join(" ") };
  }

  landkarte.bereiteFrageVor = (text) => Promise.all([landkarte.bereiteSucheVor(), landkarte.wo.bereite(text).then(landkarte.wer.bereite)]);

  // What to show for the text, with the meaning that was chosen before; null if there is nothing to look for.
  landkarte.frage = async function (text, wahl) {
    if (!text) return null;
    await landkarte.bereiteFrageVor(text);
    const gedeutet = wahl === ALS_WORT ? { art: "worte" } : landkarte.wo.deute(text);
    if (gedeutet.art === "zahl") return keinePlz(gedeutet);
    return gedeutet.art === "ort" ? ort(text, gedeutet, wahl) : worte(text);
  };
})();

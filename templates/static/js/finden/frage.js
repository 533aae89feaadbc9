// From what is typed to who comes into question: a place and who serves it, a question back, an explanation, or the search for words.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ALS_WORT = "wort"; // the chosen meaning of somebody who means the word and not the place
  const ZAHLWORTE = "keine eine zwei drei vier fünf sechs sieben acht neun zehn".split(" ");
  const OHNE = { hinweis: () => "", frage: "", wahl: [], verweise: [], nachbarn: () => [], lockern: async () => [], kandidaten: [], mitEntfernung: false };
  const eineGruppe = (zeilen) => [{ titel: "", zeilen }];

  const ziel = (q, wo = "") => landkarte.adresse.mit({ q, wo, karte: "", ausschnitt: "" });
  const { zahl } = landkarte.deutsch;
  const anbieter = () => landkarte.eintraege.zeilen.length;

  function alle() {
    return {
      ...OHNE,
      satz: ({ anzahl }) => {
        if (anzahl === 0) return "Kein Anbieter gefunden";
        return anzahl === anbieter() ? `${zahl(anzahl)} Anbieter` : `${zahl(anzahl)} von ${zahl(anbieter())} Anbietern`;
      },
      kandidaten: landkarte.eintraege.zeilen.map((_, zeile) => ({ zeile, gruppe: "region", km: Infinity, warum: () => "" })),
      gruppen: eineGruppe,
    };
  }

  // Each word alone, with the number of its hits: of several words, one may be too many. `zaehle` keeps to the filters.
  async function einzeln(text, zaehle) {
    const alleWorte = [...new Set(landkarte.worte(text))].slice(0, 6);
    if (alleWorte.length < 2) return [];
    const treffer = await Promise.all(alleWorte.map(async (wort) => [wort, zaehle(await landkarte.suche(wort))]));
    return treffer.filter(([, anzahl]) => anzahl > 0).map(([wort, anzahl]) => ({ text: `Nur „${wort}“`, anzahl, ziel: ziel(wort) }));
  }

  const mitVorsatz = (antwort, satz) => ({ ...antwort, hinweis: (anzahl) => [satz, antwort.hinweis(anzahl)].filter(Boolean).join(" ") });

  // One slip in the name of a place: the answer is that for the place, and says so.
  async function verschrieben(text, name) {
    const antwort = await ort(text, landkarte.wo.deute(name), "");
    const verweise = [...antwort.verweise, { text: `Nach dem Wort „${text}“ suchen`, ziel: ziel(text, ALS_WORT) }];
    return mitVorsatz({ ...antwort, verweise }, `Wir zeigen ${name}; „${text}“ steht nicht im Verzeichnis.`);
  }

  async function worte(text, alsWort = false) {
    const gefunden = await landkarte.suche(text);
    if (gefunden === null) return alle();
    const sicher = gefunden.length > 0 && (await landkarte.suche(text, true)).length > 0;
    const name = sicher || gefunden.some(({ imOrt }) => !imOrt) ? "" : landkarte.namen.verschrieben(text);
    if (name && !alsWort) return verschrieben(text, name);
    const aehnlich = sicher ? [] : landkarte.namen.vorschlaege(text);
    return {
      ...OHNE,
      satz: ({ anzahl }) => `${anzahl === 0 ? "Kein Anbieter gefunden" : `${zahl(anzahl)} von ${zahl(anbieter())} Anbietern`} zu „${text}“`,
      hinweis: () => (sicher || /\d/.test(text) ? "" : `„${text}“ kennen wir auch nicht als Ort. Ist ein Ort gemeint, geben Sie bitte seine Postleitzahl ein.`),
      frage: aehnlich.length > 0 ? "Meinten Sie …?" : "",
      wahl: aehnlich.map((einer) => ({ text: einer, ziel: ziel(einer) })),
      kandidaten: gefunden.map((einer) => ({ ...einer, gruppe: "region", km: Infinity })),
      gruppen: eineGruppe,
      lockern: async (zaehle) => (gefunden.length === 0 ? einzeln(text, zaehle) : []),
    };
  }

  function keinePlz({ zahl: ziffern, vorschlaege }) {
    const anzahl = ziffern.length;
    const satz = {
      3: `Mit ${ziffern} beginnt keine deutsche Postleitzahl, die wir kennen. Bitte prüfen Sie die Ziffern.`,
      5: `Die Postleitzahl ${ziffern} kennen wir nicht. Bitte prüfen Sie die Ziffern.`,
    }[anzahl];
    const hinweis = (anzahl < 5 ? "Drei Ziffern genügen für eine ungefähre Antwort. " : "") + "Sie können auch den Ort eingeben.";
    return {
      ...OHNE,
      niemand: true,
      offen: satz || `Eine Postleitzahl hat fünf Ziffern, „${ziffern}“ hat ${ZAHLWORTE[anzahl] || anzahl}.`,
      hinweis: () => hinweis,
      frage: vorschlaege.length > 0 ? "Meinten Sie …?" : "",
      wahl: vorschlaege.map((plz) => ({ text: plz.length === 3 ? `Postleitzahlen ${plz}…` : plz, ziel: ziel(plz) })),
    };
  }

  // For those who mean the word and not the place.
  const nachWort = (text, { name, worte: dazu, teile }) =>
    (dazu || teile || /\d/.test(name) ? [] : [{ text: `Nach dem Wort „${name}“ suchen`, ziel: ziel(text, ALS_WORT) }]);

  function rueckfrage(text, gedeutet) {
    const { name, teile, orte } = gedeutet;
    const genau = !orte[0].ungefaehr;
    const satz = genau ? `Die Postleitzahl ${name} liegt in mehreren Kreisen.` : `${name} lässt sich nicht auf einen Kreis festlegen.`;
    return {
      ...OHNE,
      offen: `${teile ? satz : `„${name}“ kann mehreres heißen.`} Bitte wählen Sie.`,
      frage: teile ? "In welchem Kreis liegt der Arbeitsort?" : "Was meinen Sie?",
      wahl: [...orte.map((einer) => ({ text: einer.wahl, ziel: ziel(text, einer.id) })), ...nachWort(text, gedeutet)],
    };
  }

  // Kreise between which nothing differs are one answer.
  function gemeinsam(orte) {
    if (orte.length === 1) return orte[0];
    const kreise = orte.flatMap((einer) => einer.kreise);
    const weitere = kreise.slice(1).map(landkarte.wo.kreisName);
    return { ...orte[0], kreise, titel: [orte[0].titel, ...weitere].join(" oder ") };
  }

  // For each meaning who comes into question; with `gefunden`, of these rows only.
  function werDort(orte, gefunden) {
    const nur = gefunden && new Set(gefunden.map(({ zeile }) => zeile));
    return orte.map((einer) => landkarte.antwort.wer(einer).filter(({ zeile }) => !nur || nur.has(zeile)));
  }

  const kommtNiemand = (antworten) => antworten.every((zeilen) => zeilen.every(({ grund, hier }) => !grund && !hier));

  // The answer for the place: who has the other words too, if they narrow it, and where else one may go.
  function dort({ text, gedeutet, gewaehlt, orte }, antworten, gefunden) {
    const dazu = gefunden ? gedeutet.worte : "";
    const gruende = new Map((gefunden || []).map(({ zeile, warum }) => [zeile, warum]));
    const antwort = landkarte.antwort.ort(gemeinsam(orte), antworten[0], dazu, gruende);
    const alleDort = { text: `Alle Anbieter für ${gedeutet.name}`, ziel: ziel(gedeutet.name, gewaehlt[0]?.id) };
    const wort = orte[0].art === "punkt" ? nachWort(text, gedeutet) : [];
    const andere = gewaehlt.length > 0 ? [] : (gedeutet.andere || []).map((einer) => ({ text: einer.wahl, ziel: ziel(text, einer.id) }));
    return {
      ...antwort,
      verweise: [...antwort.verweise, ...(dazu ? [alleDort] : []), ...wort],
      frage: andere.length > 0 ? "Oder meinen Sie etwas anderes?" : "",
      wahl: andere,
      lockern: async (zaehle) => (dazu && zaehle(gefunden) > 0 ? [{ text: `Nur „${dazu}“`, anzahl: zaehle(gefunden), ziel: ziel(dazu, ALS_WORT) }] : []),
    };
  }

  async function ort(text, gedeutet, wahl) {
    const gewaehlt = [...gedeutet.orte, ...(gedeutet.andere || [])].filter(({ id }) => id === wahl);
    const orte = gewaehlt.length > 0 ? gewaehlt : gedeutet.orte;
    const gefunden = gedeutet.worte ? await landkarte.suche(gedeutet.worte) : null;
    const beides = werDort(orte, gefunden);
    const niemand = gefunden && kommtNiemand(beides);
    if (niemand && (await landkarte.suche(text)).length > 0) return worte(text);
    // After a PLZ or a town stands the name of a place or of a part of it; one that we do not know must not hide everybody.
    const unbekannt = niemand && (gedeutet.fremd || (gedeutet.danach && !gefunden.some(({ imBegriff }) => imBegriff)));
    const antworten = unbekannt ? werDort(orte, null) : beides;
    if (orte.length > 1 && (!gedeutet.teile || landkarte.antwort.verschieden(antworten))) return rueckfrage(text, gedeutet);
    const vorsatz = unbekannt ? `Zu „${gedeutet.worte}“ wissen wir nichts; die Antwort gilt für ${gedeutet.name}.` : "";
    return mitVorsatz(dort({ text, gedeutet, gewaehlt, orte }, antworten, unbekannt ? null : gefunden), vorsatz);
  }

  // All that places and filters need; the index of words, which takes longer, is built only for words.
  landkarte.bereiteFrageVor = (text) => Promise.all([landkarte.ladeZeilen(), landkarte.wo.bereite(text).then(landkarte.wer.bereite)]);

  // Who comes into question for the text, with the meaning that was chosen before: {kandidaten, satz, gruppen, …}, or `offen`, a
  // sentence without hits.
  landkarte.frage = async function (text, wahl) {
    await landkarte.bereiteFrageVor(text);
    if (!text) return alle();
    if (wahl === ALS_WORT) return worte(text, true);
    const gedeutet = landkarte.wo.deute(text);
    if (gedeutet.art === "zahl") return keinePlz(gedeutet);
    const istName = gedeutet.worte && !wahl && (await landkarte.stehtImNamen(text, gedeutet.worte));
    return gedeutet.art === "ort" && !istName ? ort(text, gedeutet, wahl) : worte(text);
  };
})();

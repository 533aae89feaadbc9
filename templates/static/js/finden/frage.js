// From what is typed to who comes into question: a place and who serves it, a question back, an explanation, or the search for words.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ALS_WORT = "wort"; // the chosen meaning of somebody who means every word as it is written, and no place
  const ZAHLWORTE = "keine eine zwei drei vier fünf sechs sieben acht neun zehn".split(" ");
  const OHNE = {
    hinweis: () => "", verstanden: "", frage: "", wahl: [], verweise: [], themen: [], nachbarn: () => [], lockern: () => [], kandidaten: [], mitEntfernung: false,
  };
  const eineGruppe = (zeilen) => [{ titel: "", zeilen }];

  // Spelled when it is shown: what is ticked meanwhile goes along.
  const ziel = (q, wo = "") => ({ toString: () => landkarte.adresse.mit({ q, wo, karte: "", ausschnitt: "" }) });
  const { verstanden, deutsch: { zahl } } = landkarte;
  const anbieter = () => landkarte.eintraege.anzahl;

  function alle() {
    return {
      ...OHNE,
      satz: ({ anzahl }) => {
        if (anzahl === 0) return "Kein Anbieter gefunden";
        return anzahl === anbieter() ? `${zahl(anzahl)} Anbieter` : `${zahl(anzahl)} von ${zahl(anbieter())} Anbietern`;
      },
      kandidaten: [...Array(anbieter()).keys()].map((zeile) => ({ zeile, gruppe: "region", km: Infinity, warum: () => "" })),
      gruppen: eineGruppe,
    };
  }

  const mitVorsatz = (antwort, satz) => ({ ...antwort, hinweis: (anzahl) => [satz, antwort.hinweis(anzahl)].filter(Boolean).join(" ") });

  // What was understood, and what was not and how to ask for it all the same.
  function mitErklaerung(antwort, text, gesucht, gemeint = null) {
    const woertlich = verstanden.unbeachtet(gesucht) ? [{ text: "Jedes Wort so suchen, wie es da steht", ziel: ziel(text, ALS_WORT) }] : [];
    return {
      ...antwort,
      verstanden: verstanden.satz(gesucht),
      themen: verstanden.themen(gesucht.seiten, gemeint),
      verweise: [...antwort.verweise, ...woertlich],
    };
  }

  // One slip in the name of a place: the answer is that for the place, and says so.
  function verschrieben(text, name) {
    const antwort = ort(text, landkarte.wo.deute(name), "");
    const verweise = [...antwort.verweise, { text: `Nach dem Wort „${text}“ suchen`, ziel: ziel(text, ALS_WORT) }];
    return mitVorsatz({ ...antwort, verweise }, `Wir zeigen ${name}; „${text}“ steht nicht im Verzeichnis.`);
  }

  function worte(text, gesucht, alsWort = false) {
    if (gesucht.treffer === null) return mitErklaerung({ ...alle(), ...verstanden.ohneWorte(gesucht) }, text, gesucht);
    const sicher = gesucht.unbekannt.length === 0 && gesucht.teile.every(({ statt }) => !statt);
    const keinBegriff = gesucht.teile.every(({ statt, nummern }) => statt && nummern.length === 0);
    const name = !sicher && keinBegriff && !alsWort ? landkarte.namen.verschrieben(text) : "";
    if (name) return verschrieben(text, name);
    const aehnlich = sicher || gesucht.treffer.length > 0 ? [] : landkarte.namen.vorschlaege(text);
    const worin = gesucht.treffer.length === 0 && gesucht.unbekannt.length > 0 ? text : verstanden.gesucht(gesucht, text);
    const fremd = gesucht.unbekannt.join(" ");
    const ohneUnbekanntes = gesucht.treffer.length > 0 && gesucht.unbekannt.length > 0;
    const antwort = {
      ...OHNE,
      satz: ({ anzahl }) => {
        const wieviele = anzahl === 0 ? "Kein Anbieter gefunden" : `${zahl(anzahl)} von ${zahl(anbieter())} Anbietern`;
        return ohneUnbekanntes ? verstanden.mitUnbekanntem(gesucht, wieviele) : `${wieviele} zu „${worin}“`;
      },
      hinweis: () => (keinBegriff && fremd && !/\d/.test(fremd)
        ? `„${fremd}“ kennen wir auch nicht als Ort. Ist ein Ort gemeint, geben Sie bitte seine Postleitzahl ein.` : ""),
      frage: aehnlich.length > 0 ? "Meinten Sie …?" : "",
      wahl: aehnlich.map((einer) => ({ text: einer, ziel: ziel(einer) })),
      kandidaten: gesucht.treffer.map((einer) => ({ ...einer, gruppe: "region", km: Infinity })),
      gruppen: eineGruppe,
      lockern: (zaehle) => (gesucht.treffer.length === 0 ? verstanden.auswahlen(gesucht, zaehle, (q) => ziel(q)) : []),
    };
    return mitErklaerung(antwort, text, gesucht);
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

  // For each meaning who comes into question; with `treffer`, of these rows only.
  function werDort(orte, treffer) {
    const nur = treffer && new Set(treffer.map(({ zeile }) => zeile));
    return orte.map((einer) => landkarte.antwort.wer(einer).filter(({ zeile }) => !nur || nur.has(zeile)));
  }

  const kommtNiemand = (antworten) => antworten.every((zeilen) => zeilen.every(({ grund, hier }) => !grund && !hier));

  // The answer for the place: who has the other words too, if they narrow it, and where else one may go.
  function dort({ text, gedeutet, gewaehlt, orte }, antworten, gesucht) {
    const gefunden = gesucht?.treffer;
    const dazu = gefunden ? verstanden.gesucht(gesucht, gedeutet.worte) : "";
    const gruende = new Map((gefunden || []).map(({ zeile, warum }) => [zeile, warum]));
    const bedeutung = gemeinsam(orte);
    const antwort = landkarte.antwort.ort({ ...bedeutung, km: gedeutet.km }, antworten[0], dazu, gruende);
    const alleDort = { text: `Alle Anbieter für ${gedeutet.name}`, ziel: ziel(gedeutet.name, gewaehlt[0]?.id) };
    const wort = orte[0].art === "punkt" ? nachWort(text, gedeutet) : [];
    const andere = gewaehlt.length > 0 ? [] : (gedeutet.andere || []).map((einer) => ({ text: einer.wahl, ziel: ziel(text, einer.id) }));
    // Of several words those that somebody there has; and all of them, wherever.
    const lockern = function (zaehle) {
      if (!dazu) return [];
      const hier = new Map(landkarte.antwort.wer(bedeutung).filter(({ grund, hier: da }) => grund || da).map((einer) => [einer.zeile, einer]));
      const zaehleHier = (zeilen) => zaehle(zeilen.filter(({ zeile }) => hier.has(zeile)));
      const teilweise = verstanden.auswahlen(gesucht, zaehleHier, (q) => ziel(`${q} ${gedeutet.name}`, gewaehlt[0]?.id), ` in ${gedeutet.name}`);
      return [...teilweise, ...(zaehle(gefunden) > 0 ? [{ text: `Nur „${dazu}“`, anzahl: zaehle(gefunden), ziel: ziel(dazu) }] : [])];
    };
    return {
      ...OHNE,
      ...antwort,
      verweise: [...antwort.verweise, ...(dazu ? [alleDort] : []), ...wort],
      frage: andere.length > 0 ? "Oder meinen Sie etwas anderes?" : "",
      wahl: andere,
      lockern,
    };
  }

  function ort(text, gedeutet, wahl) {
    const gewaehlt = [...gedeutet.orte, ...(gedeutet.andere || [])].filter(({ id }) => id === wahl);
    const orte = gewaehlt.length > 0 ? gewaehlt : gedeutet.orte;
    const gesucht = gedeutet.worte ? landkarte.suche(gedeutet.worte) : null;
    const gefunden = gesucht?.treffer;
    const beides = werDort(orte, gefunden);
    const niemand = gefunden && kommtNiemand(beides);
    const alsName = niemand && landkarte.suche(text, true);
    if (alsName && alsName.treffer.some(({ imNamen }) => imNamen)) return worte(text, alsName);
    // After a PLZ or a town stands the name of a place or of a part of it; one that we do not know must not hide everybody.
    const ortsteil = gedeutet.fremd && gedeutet.andere?.length > 0;
    const begriffe = niemand && !ortsteil && gesucht.teile.some(({ nummern, statt }) => nummern.length > 0 && !statt);
    const unbekannt = niemand && !begriffe && (gedeutet.fremd || gedeutet.danach || gesucht.teile.length === 0);
    const antworten = unbekannt ? werDort(orte, null) : beides;
    if (orte.length > 1 && (!gedeutet.teile || landkarte.antwort.verschieden(antworten))) {
      const frage = rueckfrage(text, gedeutet);
      return gesucht?.seiten.length > 0 ? mitErklaerung(frage, text, gesucht) : frage;
    }
    const vorsatz = unbekannt ? `Zu „${gedeutet.worte}“ wissen wir nichts; die Antwort gilt für ${gedeutet.name}.` : "";
    const antwort = mitVorsatz(dort({ text, gedeutet, gewaehlt, orte }, antworten, unbekannt ? null : gesucht), vorsatz);
    return gesucht && !unbekannt ? mitErklaerung(antwort, text, gesucht, orte[0]) : antwort;
  }

  // What every question needs, and what the places in this one do.
  landkarte.bereiteFrageVor = async function (text) {
    await Promise.all([landkarte.bereiteSucheVor(), landkarte.wo.bereite("")]);
    await landkarte.wo.bereite(landkarte.ohneFuellworte(text));
  };

  function beantworte(text, wahl) {
    if (!text) return alle();
    if (wahl === ALS_WORT) return worte(text, landkarte.suche(text, true), true);
    const gedeutet = landkarte.satz(text);
    if (gedeutet.telefon) return worte(text, landkarte.suche(gedeutet.telefon, true), true);
    if (gedeutet.art === "zahl") return keinePlz(gedeutet);
    const istName = gedeutet.worte && !wahl && landkarte.stehtImNamen(text, gedeutet.worte);
    return gedeutet.art === "ort" && !istName ? ort(text, gedeutet, wahl) : worte(text, landkarte.suche(text));
  }

  let letzte = {}; // whoever ticks a filter asks the same once more
  // Who comes into question for the text, with the meaning that was chosen before: {kandidaten, satz, gruppen, …}, or `offen`, a sentence.
  landkarte.frage = async function (text, wahl) {
    await landkarte.bereiteFrageVor(text);
    if (letzte.text !== text || letzte.wahl !== wahl) letzte = { text, wahl, antwort: await landkarte.mitDaten(() => beantworte(text, wahl)) };
    return letzte.antwort;
  };
})();

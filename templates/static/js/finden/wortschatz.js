// What words are known: the phrases of the vocabularies, those that ask for a page, words that describe nobody, and the words of entries from landkarte/site/search_words.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { worte, stamm, abstand } = landkarte.woerter;
  const GEWICHT = { name: 4, ort: 3, begriff: 2, text: 1 };
  const NACHSICHT = 0.2; // slips per letter
  let schatz = null;

  const nimm = (karte, schluessel, wert) => karte.set(schluessel, (karte.get(schluessel) || new Set()).add(wert));

  // Words of a phrase without those that only hold it together; a phrase of nothing else keeps them.
  function kern(text, kleine) {
    const alle = worte(text);
    const ohne = alle.filter(({ gefaltet }) => !kleine.has(gefaltet));
    return ohne.length > 0 ? ohne : alle;
  }

  // "Down-Syndrom", "Down Syndrom" and "Downsyndrom" are one: a phrase is known by its words in one piece, with endings or without.
  const schluessel = (teile) => teile.map((teil) => teil.stamm).join("");
  const ganz = (teile) => teile.slice(0, -1).map(({ gefaltet }) => gefaltet).join("") + teile.at(-1).stamm;

  function phrasen(kleine) {
    const begriffe = new Map(); // phrase → numbers of words of vocabularies
    const worteDarin = new Map(); // word of a phrase → numbers
    const reihen = []; // phrases as rows of words
    landkarte.eintraege.begriffe.forEach(([, ...namen], nummer) => namen.forEach(function (name) {
      const teile = kern(name, kleine);
      [schluessel(teile), ganz(teile), ...(teile.length === 1 ? [teile[0].gefaltet] : [])].forEach((eine) => nimm(begriffe, eine, nummer));
      teile.forEach(({ gefaltet }) => nimm(worteDarin, gefaltet, nummer));
      if (teile.length > 1) reihen.push({ text: ` ${teile.map((teil) => teil.stamm).join(" ")} `, nummer });
    }));
    return { begriffe, worteDarin, reihen };
  }

  function seiten(kleine) {
    const karte = new Map();
    landkarte.suchworte.seite.forEach((seite) => seite.worte.forEach((wendung) => nimm(karte, schluessel(kern(wendung, kleine)), seite)));
    return karte;
  }

  const gelesen = new Map(); // number of a file → its words, folded → [[word, rows, rows in whose name it is, place, rows, …]]

  function datei(nummer) {
    const zeilen = landkarte.daten(`worte/${nummer}`);
    if (!zeilen) return null;
    if (!gelesen.has(nummer)) {
      const karte = new Map();
      zeilen.forEach((zeile) => karte.set(landkarte.falte(zeile[0]), [...(karte.get(landkarte.falte(zeile[0])) || []), zeile]));
      gelesen.set(nummer, karte);
    }
    return gelesen.get(nummer);
  }

  // The words of entries that begin so, or are so, as [folded, rows of the file]; null while a file is missing.
  function woerter(anfang, istGanz) {
    const nummern = landkarte.eintraege.worte.map((_, nummer) => nummer);
    const letzter = (grenze) => landkarte.eintraege.worte.findLastIndex((erstes) => erstes <= grenze);
    const dateien = nummern.slice(Math.max(0, letzter(anfang)), letzter(istGanz ? anfang : `${anfang}\uffff`) + 1).map(datei);
    if (dateien.includes(null)) return null;
    return dateien.flatMap((karte) => [...karte]).filter(([wort]) => (istGanz ? wort === anfang : wort.startsWith(anfang)));
  }

  function baue() {
    const { kleine_woerter: kleine, fuellwoerter, fuellwendungen, verneinungen } = landkarte.suchworte;
    const klein = new Set(kleine.map(landkarte.falte));
    const wendungen = new Set(fuellwendungen.map(landkarte.falte));
    return { klein, fuell: new Set(fuellwoerter.map(stamm)), nein: new Set(verneinungen.map(stamm)), wendungen, ...phrasen(klein), seiten: seiten(klein) };
  }

  const passt = ({ gefaltet, stamm: kurz }, wort, alsAnfang) =>
    wort === gefaltet || stamm(wort) === kurz || (alsAnfang && (gefaltet.length > 2 || /\p{N}/u.test(gefaltet)) && wort.startsWith(gefaltet));

  // Who has a word: rows with the best place where it stands, and what the reader is told.
  function fundstellen(nummern, gefunden) {
    const stellen = new Map();
    const merke = (zeile, art, sage) => {
      if (GEWICHT[art] > (GEWICHT[stellen.get(zeile)?.art] || 0)) stellen.set(zeile, { art, gewicht: GEWICHT[art], sage });
    };
    for (const [wort, text = [], name = [], ...orte] of gefunden) {
      landkarte.menge(name).forEach((zeile) => merke(zeile, "name", () => "Name"));
      for (let stelle = 0; stelle < orte.length; stelle += 2) {
        landkarte.menge(orte[stelle + 1]).forEach((zeile) => merke(zeile, "ort", () => orte[stelle]));
      }
      landkarte.menge(text).forEach((zeile) => merke(zeile, "text", () => `im Text „${wort}“`));
    }
    for (const nummer of nummern) landkarte.merkmale.zeilen(nummer).forEach((zeile) => merke(zeile, "begriff", () => landkarte.begriff(nummer)));
    return stellen;
  }

  const reihe = (teile) => ` ${teile.map(({ gefaltet }) => gefaltet).join(" ")} `;

  landkarte.wortschatz = {
    bereite: () => landkarte.lade(["daten/eintraege.js", "daten/suchworte.js"]).then(() => (schatz ||= baue())),

    istKlein: ({ gefaltet }) => schatz.klein.has(gefaltet),
    istFuellwort: ({ gefaltet, stamm: kurz }) => schatz.fuell.has(kurz) || schatz.klein.has(gefaltet),
    istVerneinung: ({ stamm: kurz }) => schatz.nein.has(kurz),
    istFuellwendung: (eines, naechstes) => schatz.wendungen.has(`${eines.gefaltet} ${naechstes?.gefaltet}`),
    seiten: (teile) => [...(schatz.seiten.get(schluessel(teile)) || [])],

    // The words of a vocabulary that are called so; several words may also be a part of such a phrase, those of a law in any order.
    begriffe(teile) {
      if (teile.length === 0) return [];
      const genau = schatz.begriffe.get(schluessel(teile)) || schatz.begriffe.get(ganz(teile));
      if (genau || teile.length < 2 || teile.some(landkarte.wortschatz.istFuellwort)) return [...(genau || [])];
      const folge = ` ${teile.map((teil) => teil.stamm).join(" ")} `;
      const gesetz = teile.some(({ wort }) => /\p{N}/u.test(wort));
      const enthaelt = ({ text }) => text.includes(folge) || (gesetz && teile.every((teil) => text.includes(` ${teil.stamm} `)));
      return [...new Set(schatz.reihen.filter(enthaelt).map(({ nummer }) => nummer))];
    },

    // Whether these words, endings and all, are the name of something.
    istName: (teile) => teile.length > 0 && schatz.begriffe.has(teile.length === 1 ? teile[0].gefaltet : ganz(teile)),

    fuerBegriffe: (nummern) => fundstellen(nummern, []),

    // Where one word stands in vocabularies and entries, null while a file is missing; what is typed last, or is long, may be the
    // beginning of another.
    wort(teil, istLetztes) {
      const genau = woerter(teil.gefaltet, true);
      const kurz = teil.gefaltet.length < 4 && genau?.length > 0; // "Thu" is a name and no Thüringen
      const anfang = !kurz && (istLetztes || teil.gefaltet.length > 6 || /\p{N}/u.test(teil.gefaltet));
      const gilt = ([wort]) => passt(teil, wort, anfang);
      const kandidaten = teil.stamm.length > 2 || /\p{N}/u.test(teil.gefaltet) ? woerter(teil.stamm, false) : genau;
      const nummern = [...schatz.worteDarin].filter(gilt).flatMap(([, alle]) => [...alle]);
      const stellen = fundstellen(nummern, (kandidaten || []).filter(gilt).flatMap(([, zeilen]) => zeilen)); // asks for all at once
      return genau && kandidaten && { nummern, stellen };
    },

    // "Lagerarbeiter" begins with the name of something.
    anfang({ gefaltet }) {
      for (let laenge = gefaltet.length - 3; laenge >= 5; laenge -= 1) {
        const nummern = schatz.begriffe.get(gefaltet.slice(0, laenge));
        if (nummern) return [...nummern];
      }
      return [];
    },

    // The nearest words that are a slip away. A digit more or less is another number, and four letters are too few: "Wien" is no "wie".
    verschrieben({ gefaltet }) {
      if (gefaltet.length < 5 || /\p{N}/u.test(gefaltet)) return [];
      const hoechstens = Math.round(gefaltet.length * NACHSICHT);
      const ausEintraegen = landkarte.daten("vermutungen");
      if (ausEintraegen === undefined) return [];
      const alle = [...new Set([...schatz.worteDarin.keys(), ...ausEintraegen.split(" ")])].map((wort) => [abstand(gefaltet, wort, hoechstens), wort]);
      const weiten = alle.filter(([weite, wort]) => weite < Infinity && !schatz.fuell.has(stamm(wort)));
      const kleinste = Math.min(...weiten.map(([weite]) => weite));
      return weiten.filter(([weite]) => weite === kleinste).map(([, wort]) => wort);
    },

    // Rows in whose name these words stand together.
    imNamen(teile) {
      let zeilen = null;
      for (const { gefaltet } of teile) {
        const hier = new Set((woerter(gefaltet, true) || []).flatMap(([, gleiche]) => gleiche.flatMap(([, , name = []]) => landkarte.menge(name))));
        zeilen = zeilen ? zeilen.filter((zeile) => hier.has(zeile)) : [...hier].sort((einer, anderer) => einer - anderer);
        if (zeilen.length === 0) break;
      }
      if (teile.length < 2) return zeilen || [];
      return zeilen.filter((zeile) => reihe(worte(landkarte.zeile(zeile)?.name || "")).includes(reihe(teile)));
    },
  };
})();

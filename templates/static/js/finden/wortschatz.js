// What words are known: the phrases of the vocabularies, those that ask for a page, words that describe nobody, and the words of the entries.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { worte, stamm, abstand } = landkarte.woerter;
  const BEGRIFFSSPALTEN = ["laender", "leistungsarten", "handlungsfelder", "kommunikation", "begriffe"];
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

  // What only some questions need is made when the first of them comes.
  const einmal = (mache) => {
    let fertig = null;
    return () => (fertig ||= mache());
  };

  const spalte = (feld) => landkarte.eintraege.felder.indexOf(feld);

  // word → {name, ort, text: rows}
  const index = einmal(function () {
    const [name, orte, text, gebiet] = ["name", "orte", "worte", "gebiet"].map(spalte);
    const karte = new Map();
    landkarte.eintraege.zeilen.forEach(function (zeile, nummer) {
      const nimmWorte = (art, inhalt) => worte(inhalt).forEach(function ({ gefaltet }) {
        if (!karte.has(gefaltet)) karte.set(gefaltet, { name: new Set(), ort: new Set(), text: new Set() });
        karte.get(gefaltet)[art].add(nummer);
      });
      nimmWorte("name", zeile[name]);
      zeile[orte].forEach((ort) => nimmWorte("ort", ort));
      nimmWorte("text", `${zeile[text]} ${zeile[gebiet]}`);
    });
    return { karte, liste: [...karte.keys()].sort() };
  });

  const reihe = (teile) => ` ${teile.map(({ gefaltet }) => gefaltet).join(" ")} `;
  const namen = einmal(() => landkarte.eintraege.zeilen.map((zeile) => reihe(worte(zeile[spalte("name")]))));

  // For each word of a vocabulary who has it.
  const haben = einmal(function () {
    const spalten = BEGRIFFSSPALTEN.map(spalte);
    const alle = landkarte.eintraege.begriffe.map(() => []);
    landkarte.eintraege.zeilen.forEach((zeile, nummer) => spalten.forEach((eine) => zeile[eine].forEach((begriff) => alle[begriff].push(nummer))));
    return alle;
  });

  function baue() {
    const { kleine_woerter: kleine, fuellwoerter, fuellwendungen } = landkarte.suchworte;
    const klein = new Set(kleine.map(landkarte.falte));
    const wendungen = new Set(fuellwendungen.map(landkarte.falte));
    return { klein, fuell: new Set(fuellwoerter.map(stamm)), wendungen, ...phrasen(klein), seiten: seiten(klein) };
  }

  function beginntMit(anfang) {
    const { liste } = index();
    let von = 0;
    for (let bis = liste.length; von < bis;) {
      const mitte = (von + bis) >> 1;
      if (liste[mitte] < anfang) von = mitte + 1;
      else bis = mitte;
    }
    const ende = liste.slice(von).findIndex((wort) => !wort.startsWith(anfang));
    return liste.slice(von, ende < 0 ? undefined : von + ende);
  }

  const passt = ({ gefaltet, stamm: kurz }, wort, alsAnfang) =>
    wort === gefaltet || stamm(wort) === kurz || (alsAnfang && (gefaltet.length > 2 || /\p{N}/u.test(gefaltet)) && wort.startsWith(gefaltet));

  // Who has a word: rows with the best place where it stands, and what the reader is told.
  function fundstellen(nummern, woerter) {
    const stellen = new Map();
    const merke = (zeile, art, sage) => {
      if (GEWICHT[art] > (GEWICHT[stellen.get(zeile)?.art] || 0)) stellen.set(zeile, { art, gewicht: GEWICHT[art], sage });
    };
    for (const wort of woerter) {
      const { name, ort, text } = index().karte.get(wort);
      name.forEach((zeile) => merke(zeile, "name", () => "Name"));
      ort.forEach((zeile) => merke(zeile, "ort", () => landkarte.zeile(zeile).orte.find((einer) => worte(einer).some((eins) => eins.gefaltet === wort))));
      text.forEach((zeile) => merke(zeile, "text", () => `im Text „${original(zeile, wort)}“`));
    }
    for (const nummer of nummern) haben()[nummer].forEach((zeile) => merke(zeile, "begriff", () => landkarte.begriff(nummer)));
    return stellen;
  }

  function original(zeile, gesucht) {
    const { worte: text, gebiet } = landkarte.zeile(zeile);
    return worte(`${text} ${gebiet}`).find(({ gefaltet }) => gefaltet === gesucht).wort;
  }

  landkarte.wortschatz = {
    bereite: () => Promise.all([landkarte.ladeZeilen(), landkarte.lade(["daten/suchworte.js"])]).then(() => (schatz ||= baue())),

    istKlein: ({ gefaltet }) => schatz.klein.has(gefaltet),
    istFuellwort: ({ gefaltet, stamm: kurz }) => schatz.fuell.has(kurz) || schatz.klein.has(gefaltet),
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

    // Where one word stands in vocabularies and entries; that which is typed last, or is long, may be the beginning of another.
    wort(teil, istLetztes) {
      const kurz = teil.gefaltet.length < 4 && index().karte.has(teil.gefaltet); // "Thu" is a name and no Thüringen
      const anfang = !kurz && (istLetztes || teil.gefaltet.length > 6 || /\p{N}/u.test(teil.gefaltet));
      const gilt = (wort) => passt(teil, wort, anfang);
      const nummern = [...schatz.worteDarin].filter(([wort]) => gilt(wort)).flatMap(([, alle]) => [...alle]);
      return { nummern, stellen: fundstellen(nummern, beginntMit(teil.stamm).filter(gilt)) };
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
      const alle = [...new Set([...schatz.worteDarin.keys(), ...index().liste])].map((wort) => [abstand(gefaltet, wort, hoechstens), wort]);
      const weiten = alle.filter(([weite, wort]) => weite < Infinity && !schatz.fuell.has(stamm(wort)));
      const kleinste = Math.min(...weiten.map(([weite]) => weite));
      return weiten.filter(([weite]) => weite === kleinste).map(([, wort]) => wort);
    },

    // Rows in whose name these words stand together.
    imNamen: (teile) => [...namen().keys()].filter((nummer) => namen()[nummer].includes(reihe(teile))),
  };
})();

// The search: an index over all rows, built in the browser when it is first needed. Folds words as landkarte/ground/text.py, and ue to u.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const FUELLWORTE = new Set(
    "am an auf bei das dem den der die ein eine fur im in ist mit nach oder um umgebung umkreis und vom von zu zum zur".split(" "),
  );
  const BEGRIFFSSPALTEN = ["leistungsarten", "handlungsfelder", "kommunikation", "begriffe"];
  let index = null;

  // ü = ue = u, ß = ss, and no accents: the same for what is written and for what is typed.
  landkarte.falte = (text) =>
    text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "").replace(/([aou])e/g, "$1");

  function terme(text) {
    const worte = landkarte.falte(text).split(/[^\p{L}\p{N}]+/u);
    return worte.filter((wort) => wort && !FUELLWORTE.has(wort));
  }

  function baue() {
    const daten = landkarte.eintraege;
    const spalte = Object.fromEntries(daten.felder.map((feld, stelle) => [feld, stelle]));
    const begriffe = daten.begriffe.map(([, ...worte]) => [...new Set(worte.flatMap(terme))]);
    const begriffeVon = (nummern) => [...new Set(nummern.flatMap((nummer) => begriffe[nummer]))];
    const felder = {
      id: (nummer) => nummer,
      name: (nummer, zeile) => [...new Set(terme(zeile[spalte.name]))], // said often is not said better
      ort: (nummer, zeile) => zeile[spalte.orte].flatMap(terme).concat(begriffeVon(zeile[spalte.laender])),
      begriffe: (nummer, zeile) =>
        begriffeVon(BEGRIFFSSPALTEN.flatMap((feld) => zeile[spalte[feld]])),
      worte: (nummer, zeile) => terme(zeile[spalte.worte] + " " + zeile[spalte.gebiet]),
    };
    const mini = new window.MiniSearch({
      fields: ["name", "ort", "begriffe", "worte"],
      extractField: (nummer, feld) => felder[feld](nummer, daten.zeilen[nummer]),
      stringifyField: (wert) => wert,
      tokenize: (wert) => wert,
      processTerm: (term) => term,
      searchOptions: {
        tokenize: terme,
        combineWith: "AND",
        prefix: (term) => term.length > 2 || /\p{N}/u.test(term),
        boost: { name: 4, ort: 3, begriffe: 2 },
      },
    });
    const namen = daten.zeilen.map((zeile) => ` ${terme(zeile[spalte.name]).join(" ")} `);
    const jeBegriff = new Map(); // words of a vocabulary → the numbers that are called so
    daten.begriffe.forEach(([, ...worte], nummer) => worte.forEach(function (wort) {
      const schluessel = terme(wort).join(" ");
      jeBegriff.set(schluessel, [...(jeBegriff.get(schluessel) || []), nummer]);
    }));
    return mini.addAllAsync([...daten.zeilen.keys()], { chunkSize: 50 }).then(() => ({ mini, namen, jeBegriff }));
  }

  landkarte.bereiteSucheVor = function () {
    index = index || Promise.all([landkarte.lade(["bibliotheken/minisearch/minisearch.js"]), landkarte.ladeZeilen()]).then(baue);
    return index;
  };

  // What of a row has one of the found terms, in the words of the row.
  function warum({ id, match }) {
    const daten = landkarte.eintraege;
    const zeile = landkarte.zeile(id);
    const hat = (text, term) => terme(text).includes(term);
    const begriffe = BEGRIFFSSPALTEN.flatMap((feld) => zeile[feld]);
    const stelle = {
      name: () => "Name",
      ort: (term) => zeile.orte.find((ort) => hat(ort, term)) || zeile.laender.map(landkarte.begriff).join(", "),
      begriffe: (term) => landkarte.begriff(begriffe.find((nummer) => daten.begriffe[nummer].slice(1).some((wort) => hat(wort, term)))),
      worte: (term) => `im Text „${`${zeile.worte} ${zeile.gebiet}`.split(/[^\p{L}\p{N}]+/u).find((wort) => hat(wort, term))}“`,
    };
    const gruende = Object.entries(match).map(([term, felder]) => stelle[felder[0]](term));
    return [...new Set(gruende)].join(", ");
  }

  // Who has one of the words of a vocabulary: several words that are together the name of one thing mean that thing.
  function mitBegriff(nummern) {
    const { felder, zeilen } = landkarte.eintraege;
    const spalten = BEGRIFFSSPALTEN.map((feld) => felder.indexOf(feld));
    const worte = nummern.map(landkarte.begriff).join(", ");
    const hat = (zeile) => spalten.some((spalte) => zeile[spalte].some((nummer) => nummern.includes(nummer)));
    return [...zeilen.keys()].filter((zeile) => hat(zeilen[zeile])).map((zeile) => ({ zeile, warum: () => worte, imOrt: false, imBegriff: true }));
  }

  // A slip is only supposed where no word begins like this one. A digit more or less is another place: never guess at numbers.
  function nachsicht(mini, text) {
    const unbekannt = new Set(terme(text).filter((term) => term.length > 3 && !/\p{N}/u.test(term) && mini.search(term).length === 0));
    return (term) => (unbekannt.has(term) ? 0.2 : false);
  }

  // The rows {zeile, warum(), imOrt, imBegriff} that contain every word, best first; null if there is no word to look for.
  landkarte.suche = async function (text, wieGeschrieben = false) {
    if (terme(text).length === 0) return null;
    const { mini, jeBegriff } = await landkarte.bereiteSucheVor();
    const treffer = mini.search(text, wieGeschrieben ? {} : { fuzzy: nachsicht(mini, text) });
    const sortiert = treffer.sort((a, b) => b.score - a.score || a.id - b.id).map(function (einer) {
      const jeWort = Object.values(einer.match);
      const steht = (feld) => jeWort.some((felder) => felder.includes(feld));
      const imNamen = jeWort.every((felder) => felder.includes("name"));
      return { zeile: einer.id, warum: () => warum(einer), imOrt: steht("ort"), imBegriff: steht("begriffe"), imNamen };
    });
    const gemeint = terme(text).length > 1 && jeBegriff.get(terme(text).join(" "));
    if (!gemeint) return sortiert;
    const benannt = sortiert.filter(({ imNamen }) => imNamen);
    const schon = new Set(benannt.map(({ zeile }) => zeile));
    return [...benannt, ...mitBegriff(gemeint).filter(({ zeile }) => !schon.has(zeile))];
  };

  // Whether the text stands in the name of a provider as it is, and what is left of it without a place is no word of the field:
  // "Berliner Bogen" is no question about the town of Bogen, "Jobcoaching Bielefeld" is one about Bielefeld.
  landkarte.stehtImNamen = async function (text, ohneOrt) {
    const { namen, jeBegriff } = await landkarte.bereiteSucheVor();
    return !jeBegriff.has(terme(ohneOrt).join(" ")) && namen.some((name) => name.includes(` ${terme(text).join(" ")} `));
  };

  landkarte.worte = (text) => text.split(/[\s,;]+/).filter((wort) => terme(wort).length > 0);
})();

// The search: an index over all rows, built in the browser when it is first needed.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const FUELLWORTE = new Set(
    "am an auf bei das dem den der die ein eine fur im in ist mit nach oder um umgebung umkreis und vom von zu zum zur".split(" "),
  );
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
      name: (nummer, zeile) => terme(zeile[spalte.name]),
      ort: (nummer, zeile) => zeile[spalte.orte].flatMap(terme).concat(begriffeVon(zeile[spalte.laender])),
      begriffe: (nummer, zeile) =>
        begriffeVon(["leistungsarten", "handlungsfelder", "kommunikation", "begriffe"].flatMap((feld) => zeile[spalte[feld]])),
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
        prefix: true,
        // A digit more or less is another place: never guess at numbers.
        fuzzy: (term) => (/\p{N}/u.test(term) || term.length < 4 ? false : 0.2),
        boost: { name: 4, ort: 3, begriffe: 2 },
      },
    });
    return mini.addAllAsync([...daten.zeilen.keys()], { chunkSize: 300 }).then(() => mini);
  }

  landkarte.bereiteSucheVor = function () {
    index = index || landkarte.lade(["bibliotheken/minisearch/minisearch.js", "daten/eintraege.js"]).then(baue);
    return index;
  };

  // What of a row has one of the found terms, in the words of the row.
  function warum({ id, match }) {
    const daten = landkarte.eintraege;
    const zeile = landkarte.zeile(id);
    const hat = (text, term) => terme(text).includes(term);
    const begriffe = ["leistungsarten", "handlungsfelder", "kommunikation", "begriffe"].flatMap((feld) => zeile[feld]);
    const stelle = {
      name: () => "Name",
      ort: (term) => zeile.orte.find((ort) => hat(ort, term)) || zeile.laender.map(landkarte.begriff).join(", "),
      begriffe: (term) => landkarte.begriff(begriffe.find((nummer) => daten.begriffe[nummer].slice(1).some((wort) => hat(wort, term)))),
      worte: (term) => `im Text „${`${zeile.worte} ${zeile.gebiet}`.split(/[^\p{L}\p{N}]+/u).find((wort) => hat(wort, term))}“`,
    };
    const gruende = Object.entries(match).map(([term, felder]) => stelle[felder[0]](term));
    return [...new Set(gruende)].join(", ");
  }

  // The rows {zeile, warum()} that contain every word, best first; null if there is no word to look for.
  landkarte.suche = async function (text, wieGeschrieben = false) {
    if (terme(text).length === 0) return null;
    const treffer = (await landkarte.bereiteSucheVor()).search(text, wieGeschrieben ? { fuzzy: false } : {});
    const sortiert = treffer.sort((a, b) => b.score - a.score || a.id - b.id);
    return sortiert.map((einer) => ({ zeile: einer.id, warum: () => warum(einer) }));
  };

  landkarte.worte = (text) => text.split(/[\s,;]+/).filter((wort) => terme(wort).length > 0);
})();

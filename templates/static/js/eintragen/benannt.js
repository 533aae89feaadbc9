// What comes with the first question. Names for keys: people choose a Kreis or an organisation by its name; the file has the key.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const LISTEN = { kreise: [], anbieter: [] }; // [key, name]

  const liste = ({ vorschlaege }) => LISTEN[vorschlaege] || [];
  const schlicht = (text) => text.replace(/\s+/g, " ").trim().toLowerCase();

  landkarte.benannt = {
    // What somebody wrote → its key; what is no name of the list stays, and so does a name that several have.
    schluessel(knoten, text) {
      const gefunden = liste(knoten).filter(([, name]) => schlicht(name) === schlicht(text));
      return gefunden.length === 1 ? gefunden[0][0] : text;
    },

    name: (knoten, wert) => liste(knoten).find(([schluessel]) => schluessel === wert)?.[1] || wert,

    // An organisation that is not in the directory yet.
    merke(schluessel, name) {
      LISTEN.anbieter = [...LISTEN.anbieter.filter(([einer]) => einer !== schluessel), [schluessel, name]];
    },

    // Loads what an entry of the kind `art` chooses from, and offers it in the <datalist> elements of `blatt`; and what judges it, the script `urteil` after its
    // data. Whether all of that has come.
    async lade(blatt, art, urteil) {
      const nochNicht = art === "jobcoach" && !landkarte.verzeichnis;
      const daten = ["kreise", "erklaerungen", "urteil", ...(nochNicht ? ["verzeichnis"] : [])].map((eine) => landkarte.lade([`daten/${eine}.js`]));
      const geholt = await Promise.allSettled([...daten, daten[2].then(() => landkarte.lade([urteil]))]);
      LISTEN.kreise = landkarte.kreise || [];
      const anbieter = nochNicht ? (landkarte.verzeichnis || []).filter(([, url]) => url.startsWith("anbieter/")).map(([name, url]) => [url.slice(9, -5), name]) : [];
      LISTEN.anbieter = [...new Map([...anbieter, ...LISTEN.anbieter])];
      for (const [name, eintraege] of Object.entries(LISTEN)) {
        blatt.querySelector(`#${name}`).replaceChildren(...eintraege.map(([, wort]) => element("option", { value: wort })));
      }
      return geholt.every(({ status }) => status === "fulfilled");
    },
  };
})();

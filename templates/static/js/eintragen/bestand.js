// What the form begins with: nothing but an id and the day, or an entry of this directory. New ids are those of landkarte/entries/model/werte.py, files of entries those of landkarte/site/entry_form.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { formular, heute } = landkarte;

  function neueKennung() {
    const zufall = crypto.getRandomValues(new Uint8Array(6));
    return `jc-${[...zufall].map((zahl) => formular.zeichen[zahl % formular.zeichen.length]).join("")}`;
  }

  // What a new entry begins with; `mehr` comes from the organisation that it belongs to.
  landkarte.anfang = function (art, { einwilligung, ...mehr } = {}) {
    const kennung = art === "anbieter" ? {} : { id: neueKennung() };
    const text = formular.textfassung ? { textfassung: formular.textfassung } : {};
    return { ...kennung, stand: heute(), ...formular.anfang[art], ...mehr, einwilligung: { ...text, ...einwilligung } };
  };

  // An entry of this directory: {art, daten}, or undefined. Its file is one of many by the ending of the id.
  landkarte.bestehender = async function (id) {
    const ende = id.slice(-2);
    if (!formular.endungen.includes(ende)) return undefined;
    await landkarte.lade([`daten/dateien/${ende}.js`]).catch(() => {});
    const alle = landkarte[`dateien_${ende.replace("-", "_")}`] || {};
    return Object.hasOwn(alle, id) ? alle[id] : undefined;
  };
})();

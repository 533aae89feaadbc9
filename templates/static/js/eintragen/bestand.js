// What the form begins with: nothing but an id and the day, an entry of this directory, a draft, or what an organisation sent. New ids are those of landkarte/entries/model/werte.py, files of entries those of landkarte/site/entry_form.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { adresse, entwuerfe, formular, heute } = landkarte;
  const NICHT_OEFFENTLICH = "Was nicht öffentlich ist, steht nicht auf dieser Website und deshalb nicht im Formular: zum Beispiel das Konto auf der Plattform. Tragen Sie es unter „Mehr angeben“ wieder ein, wenn Ihre Datei es enthält.";

  const neueKennung = () => `jc-${[...crypto.getRandomValues(new Uint8Array(6))].map((zahl) => formular.zeichen[zahl % formular.zeichen.length]).join("")}`;

  // What a new entry begins with; `mehr` comes from the organisation that it belongs to.
  landkarte.anfang = function (art, { einwilligung, ...mehr } = {}) {
    const kennung = art === "anbieter" ? {} : { id: neueKennung() };
    const text = formular.textfassung ? { textfassung: formular.textfassung } : {};
    return { ...kennung, stand: heute(), ...formular.anfang[art], ...mehr, einwilligung: { ...text, ...einwilligung } };
  };

  // An entry of this directory: {art, daten}, or undefined; rejects if that cannot be told. Its file is one of many by the ending of the id.
  landkarte.bestehender = async function (id) {
    const ende = id.slice(-2);
    if (!formular.endungen.includes(ende)) return undefined;
    await landkarte.lade([`dateien/${ende}.js`]);
    const alle = landkarte[`dateien_${ende.replace("-", "_")}`] || {};
    return Object.hasOwn(alle, id) ? alle[id] : undefined;
  };

  // A draft with nothing in it but what the form has fields for.
  landkarte.passend = (entwurf) => ({ ...entwurf, daten: landkarte.eintragsdatei.passend(entwurf.art, entwurf.daten, formular).daten });

  // What the address asks for: {entwurf, wort (the question), satz}; without a draft to begin with only a sentence, if need be.
  landkarte.ausAdresse = async function () {
    const [nummer, wort, aendern, stimmt, art, teil] = ["entwurf", "frage", "aendern", "stimmt", "art", "teil"].map(adresse.wert);
    const liegender = nummer && entwuerfe.oeffne(nummer);
    if (liegender && Object.hasOwn(formular.arten, liegender.art)) return { entwurf: liegender, wort };
    const id = aendern || stimmt;
    if (id) {
      const gefunden = await landkarte.bestehender(id).catch(() => null);
      if (gefunden === null) return { satz: "Der Eintrag ist nicht angekommen. Prüfen Sie Ihre Verbindung, und laden Sie die Seite neu." };
      if (!gefunden) return { satz: "Diesen Eintrag gibt es auf dieser Website nicht oder nicht mehr. Sie können neu anfangen oder Ihre Datei öffnen." };
      const daten = stimmt ? { ...gefunden.daten, stand: heute() } : gefunden.daten;
      return { entwurf: { art: gefunden.art, daten, bestehend: true, stimmt }, wort: wort || "karte", satz: NICHT_OEFFENTLICH };
    }
    const bekommen = teil && landkarte.ausLink(teil);
    if (bekommen) {
      const { art: wessen, firma, quelle, daten } = landkarte.passend(bekommen);
      if (wessen === "jobcoach") landkarte.benannt.merke(daten.anbieter, firma);
      const satz = quelle ? `Diese Angaben haben wir aus: ${quelle}. Sehen Sie jede durch und ändern Sie, was nicht stimmt; was öffentlich wird, entscheiden Sie.` : `${firma} hat diesen Eintrag für Sie begonnen. Füllen Sie ihn zu Ende aus und reichen Sie ihn selbst ein; was öffentlich wird, entscheiden Sie.`;
      return { entwurf: { art: wessen, daten: landkarte.anfang(wessen, daten) }, satz };
    }
    return Object.hasOwn(formular.arten, art) ? { entwurf: { art, daten: landkarte.anfang(art) }, wort } : {};
  };
})();

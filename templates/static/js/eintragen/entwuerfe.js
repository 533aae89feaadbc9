// Drafts: what was typed so far, on this device only; until the window closes, or for longer if somebody wants that. Windows share what stays longer.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const speicher = landkarte.speicher("landkarte-entwuerfe");
  const istEntwurf = (wert) => wert && typeof wert.art === "string" && wert.daten && typeof wert.daten === "object" && typeof wert.nummer === "string";

  function ausText(text) {
    try {
      return [JSON.parse(text || "[]")].flat().filter(istEntwurf);
    } catch {
      return []; // no list of ours
    }
  }

  const nummer = () => `${Date.now()}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  const gesehen = new Map(); // number of a draft → its state when this window last read or wrote it
  let behalten = speicher.lies().bleibt; // beyond the closing of the window

  let letzte = []; // what lay there when this window last looked

  // What lies there now: another window may have written meanwhile, or have been asked to keep.
  function alle() {
    const { text, bleibt } = speicher.lies();
    const gelesen = ausText(text);
    const hier = bleibt && !behalten ? letzte.filter(({ nummer: eine }) => gelesen.every((einer) => einer.nummer !== eine)) : [];
    behalten ||= bleibt;
    letzte = [...gelesen, ...hier];
    for (const { nummer: eine, fassung } of letzte) if (!gesehen.has(eine)) gesehen.set(eine, fassung);
    return letzte;
  }

  function oeffne(eine) {
    const entwurf = alle().find((einer) => einer.nummer === eine);
    if (entwurf) gesehen.set(eine, entwurf.fassung);
    return entwurf;
  }

  const lege = (entwuerfe) => speicher.lege(JSON.stringify(entwuerfe), behalten); // whether the device took it

  landkarte.entwuerfe = {
    alle,
    oeffne,
    nummer,
    behalten: () => behalten,

    setzeBehalten(wert) {
      const entwuerfe = alle();
      behalten = wert;
      return lege(entwuerfe);
    },

    // {nummer, art, daten, bestehend (whether it is about an entry that exists), mappe (the draft of the organisation that it came from)}
    // Whether it lies there, and whether another window has changed it meanwhile: then both are kept, and this one has a new number.
    lege(entwurf) {
      const entwuerfe = alle();
      const dort = entwuerfe.find((einer) => einer.nummer === entwurf.nummer);
      const konflikt = Boolean(dort) && dort.fassung !== gesehen.get(entwurf.nummer);
      if (konflikt) entwurf.nummer = nummer();
      entwurf.fassung = nummer();
      gesehen.set(entwurf.nummer, entwurf.fassung);
      return { liegt: lege([entwurf, ...entwuerfe.filter((einer) => einer.nummer !== entwurf.nummer)]), konflikt };
    },

    entferne(...nummern) {
      const uebrige = alle().filter((einer) => !nummern.includes(einer.nummer));
      if (uebrige.length === 0) speicher.leere();
      else lege(uebrige);
    },
  };
  alle();
})();

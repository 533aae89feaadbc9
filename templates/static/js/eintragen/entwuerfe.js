// Drafts: what was typed so far, on this device only; until the window closes, or for longer if somebody wants that.
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

  const { text, bleibt } = speicher.lies();
  let behalten = bleibt; // beyond the closing of the window
  let entwuerfe = ausText(text);

  // Whether the device took what it was given.
  const lege = () => speicher.lege(JSON.stringify(entwuerfe), behalten);

  landkarte.entwuerfe = {
    alle: () => entwuerfe,
    behalten: () => behalten,

    setzeBehalten(wert) {
      behalten = wert;
      return lege();
    },

    // {nummer, art, daten, bestehend (whether it is about an entry that exists)}
    lege(entwurf) {
      entwuerfe = [entwurf, ...entwuerfe.filter(({ nummer }) => nummer !== entwurf.nummer)];
      return lege();
    },

    entferne(nummer) {
      entwuerfe = entwuerfe.filter((einer) => einer.nummer !== nummer);
      if (entwuerfe.length === 0) speicher.leere();
      else lege();
    },
  };
})();

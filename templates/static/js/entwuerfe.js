// Drafts: what was typed so far, on this device only; until the window closes, or for longer if somebody wants that.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const SCHLUESSEL = "landkarte-entwuerfe";

  // Storage may be full, blocked, or not there at all.
  function versuche(tat) {
    try {
      return tat();
    } catch {
      return undefined;
    }
  }

  const gelesen = (speicher) => versuche(() => JSON.parse(window[speicher].getItem(SCHLUESSEL)));
  const entfernt = (speicher) => versuche(() => window[speicher].removeItem(SCHLUESSEL));
  const istEntwurf = (wert) => wert && typeof wert.art === "string" && wert.daten && typeof wert.daten === "object" && typeof wert.nummer === "string";

  const dauernd = gelesen("localStorage");
  let behalten = Array.isArray(dauernd); // beyond the closing of the window
  let entwuerfe = [behalten ? dauernd : gelesen("sessionStorage") || []].flat().filter(istEntwurf);

  // Whether the device took what it was given.
  function lege() {
    entfernt(behalten ? "sessionStorage" : "localStorage");
    const text = JSON.stringify(entwuerfe);
    return versuche(() => (window[behalten ? "localStorage" : "sessionStorage"].setItem(SCHLUESSEL, text), true)) === true;
  }

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
      if (entwuerfe.length === 0) ["localStorage", "sessionStorage"].forEach(entfernt);
      else lege();
    },
  };
})();

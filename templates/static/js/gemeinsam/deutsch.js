// Numbers and days as people read them: 1.234 and, as landkarte/ground/text.py spells it, 1. November 2026.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  const DEUTSCHLAND = { timeZone: "Europe/Berlin" };

  // The day in Germany, as in build.py, while the page is read, and as a file spells it: 2026-11-01.
  landkarte.heute = () => new Date().toLocaleDateString("sv-SE", DEUTSCHLAND);

  landkarte.deutsch = {
    zahl: (wert) => wert.toLocaleString("de-DE"),
    tag: (tag = landkarte.heute()) => new Date(tag).toLocaleDateString("de-DE", { dateStyle: "long", timeZone: "UTC" }),
    uhrzeit: () => new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit", ...DEUTSCHLAND }),
  };
})();

// Numbers and days as people read them: 1.234 and, as landkarte/ground/text.py spells it, 1. November 2026.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  // The day of the reader, who may keep the page open for long, as a file spells it: 2026-11-01.
  landkarte.heute = () => new Date().toLocaleDateString("sv-SE");

  landkarte.deutsch = {
    zahl: (wert) => wert.toLocaleString("de-DE"),
    tag: (tag = landkarte.heute()) => new Date(tag).toLocaleDateString("de-DE", { dateStyle: "long", timeZone: "UTC" }),
  };
})();

// Numbers and days as people read them: 1.234 and, as landkarte/ground/text.py spells it, 1. November 2026.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  const DEUTSCHLAND = { timeZone: "Europe/Berlin" };
  // To make one takes a slow processor a millisecond, and a list has hundreds of numbers and days.
  const ZAHL = new Intl.NumberFormat("de-DE");
  const TAG = new Intl.DateTimeFormat("de-DE", { dateStyle: "long", timeZone: "UTC" });

  // The day in Germany, as in build.py, while the page is read, and as a file spells it: 2026-11-01.
  landkarte.heute = () => new Date().toLocaleDateString("sv-SE", DEUTSCHLAND);

  landkarte.deutsch = {
    zahl: (wert) => ZAHL.format(wert),
    tag: (tag = landkarte.heute()) => TAG.format(new Date(tag)),
    uhrzeit: () => new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit", ...DEUTSCHLAND }),
  };
})();

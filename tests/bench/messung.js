// Notes in every page what the browser itself measures: times in milliseconds since the page was asked for.
(function () {
  "use strict";
  const messung = (window.messung = { lcp: 0, cls: 0, ereignisse: [], aufgabe: 0, bewegt: 0, getippt: 0, karte: 0, marke: 0 });
  const beobachte = (type, nimm, wahl) =>
    new PerformanceObserver((liste) => liste.getEntries().forEach(nimm)).observe({ type, buffered: true, ...wahl });
  beobachte("largest-contentful-paint", (eintrag) => { messung.lcp = eintrag.startTime; });
  // Unlike the web's own figure this one counts all movements, and those that follow an input of the reader too.
  beobachte("layout-shift", (eintrag) => { if (!eintrag.hadRecentInput) messung.cls += eintrag.value; });
  beobachte("event", (eintrag) => { if (eintrag.interactionId) messung.ereignisse.push(eintrag.duration); }, { durationThreshold: 16 });
  beobachte("longtask", (eintrag) => { messung.aufgabe = Math.max(messung.aufgabe, eintrag.duration); });
  for (const art of ["input", "change"]) addEventListener(art, () => { messung.getippt = performance.now(); }, true);
  // When something that can be seen changed last; when the first card of an answer and the first marker of the map were there.
  new MutationObserver(function () {
    messung.bewegt = performance.now();
    if (document.querySelector(".gefragt .treffer .warum, .gefragt .treffer li")) messung.karte ||= messung.bewegt;
    if (document.querySelector(".leaflet-marker-icon")) messung.marke ||= messung.bewegt;
  })
    .observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["class", "style", "hidden", "open", "d"] });
})();

// The map: loaded when it comes near the window, operable with keys and buttons, always showing what the list shows.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const bewegt = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SCHRITT = 120; // pixels that an arrow button moves the map
  const DEUTSCHLAND = [[47.2, 5.8], [55.1, 15.1]]; // south-west and north-east corner
  const UNTEN = [0, 24]; // the line with the sources
  const SOFORT = { animate: false };

  function starte(bereich) {
    const L = window.L;
    L.Map.mergeOptions({ zoomAnimation: bewegt, fadeAnimation: bewegt, markerZoomAnimation: bewegt, inertia: bewegt });
    L.MarkerClusterGroup.mergeOptions({ animate: bewegt });
    const { karte, gruppe } = landkarte.zeichneKarte();
    gruppe.remove(); // until the view is the right one
    if (!bewegt) ohneGleiten(karte);
    karte.attributionControl.setPrefix(false);
    const zeichnung = landkarte.zeichnung(karte).addTo(karte);
    landkarte.marken(karte, gruppe);
    bereich.querySelectorAll('[data-module="kacheln"]').forEach((teil) => landkarte.kacheln(teil, karte, zeichnung));
    knoepfe(bereich, karte);
    mausrad(karte);
    if (landkarte.treffer) zeigeTreffer(karte, gruppe, SOFORT);
    else zeigeAlles(karte, SOFORT);
    gruppe.addTo(karte);
    document.addEventListener("landkarte:treffer", () => zeigeTreffer(karte, gruppe));
    landkarte.ladeZeilen().then(landkarte.benenneMarken);
  }

  function zeigeTreffer(karte, gruppe, wahl) {
    const treffer = landkarte.treffer;
    const gesucht = treffer && new Set(treffer);
    const marken = landkarte.alleMarken.filter((marke) => !gesucht || gesucht.has(marke.options.zeile));
    karte.closePopup();
    gruppe.clearLayers();
    gruppe.addLayers(marken);
    if (!gesucht || marken.length === 0) zeigeAlles(karte, wahl);
    else karte.fitBounds(L.latLngBounds(marken.map((marke) => marke.getLatLng())), { maxZoom: 9, padding: [30, 30], ...wahl });
  }

  function zeigeAlles(karte, wahl) {
    karte.fitBounds(DEUTSCHLAND, { paddingBottomRight: UNTEN, ...wahl });
  }

  function knoepfe(bereich, karte) {
    const befehle = {
      naeher: () => karte.zoomIn(),
      weiter: () => karte.zoomOut(),
      links: () => karte.panBy([-SCHRITT, 0]),
      rechts: () => karte.panBy([SCHRITT, 0]),
      hoch: () => karte.panBy([0, -SCHRITT]),
      runter: () => karte.panBy([0, SCHRITT]),
      alles: () => zeigeAlles(karte),
    };
    bereich.querySelectorAll("[data-karte]").forEach(function (knopf) {
      knopf.addEventListener("click", befehle[knopf.dataset.karte]);
    });
  }

  // Leaflet has no option for it: popups, arrow keys and buttons all move the map through panBy.
  function ohneGleiten(karte) {
    const panBy = karte.panBy;
    karte.panBy = (weite, wahl) => panBy.call(karte, weite, { ...wahl, animate: false });
  }

  // The wheel belongs to the page until somebody is working with the map.
  function mausrad(karte) {
    const flaeche = karte.getContainer();
    flaeche.addEventListener("focusin", () => karte.scrollWheelZoom.enable());
    flaeche.addEventListener("focusout", () => karte.scrollWheelZoom.disable());
  }

  document.querySelectorAll('[data-module="karte"]').forEach(function (bereich) {
    bereich.hidden = false;
    document.querySelectorAll(".zur-karte").forEach((verweis) => { verweis.hidden = false; });
    const wache = new IntersectionObserver(function (stellen) {
      if (!stellen.some((stelle) => stelle.isIntersecting)) return;
      wache.disconnect();
      landkarte.lade(bereich.dataset.dateien.split(" ")).then(() => starte(bereich));
    }, { rootMargin: "300px" });
    wache.observe(bereich);
  });
})();

// The map: operable with keys and buttons, always showing what the list shows and the place that was asked for.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const bewegt = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SCHRITT = 120; // pixels that an arrow button moves the map
  const DEUTSCHLAND = [[47.2, 5.8], [55.1, 15.1]]; // south-west and north-east corner
  const quellen = (karte) => [0, karte.getSize().x < 480 ? 44 : 24]; // at the lower edge; on a phone they take two lines
  const RAND = { paddingTopLeft: [30, 50], paddingBottomRight: [30, 50] }; // markers and the pin are larger than their points
  const NAH = 11; // zoom at which one Standort is shown
  const MIT_NAMEN = { gezeichnet: 9, genau: 10 }; // zoom up to which the drawing has names everywhere, and borders where they are exact
  const SOFORT = { animate: false };

  // Returns what brings one provider (row) into view.
  landkarte.starteKarte = async function (bereich) {
    const L = window.L;
    L.Map.mergeOptions({ zoomAnimation: bewegt, fadeAnimation: bewegt, markerZoomAnimation: bewegt, inertia: bewegt });
    L.MarkerClusterGroup.mergeOptions({ animate: bewegt });
    const { karte, gruppe } = landkarte.zeichneKarte();
    gruppe.remove(); // until the view is the right one
    if (!bewegt) ohneGleiten(karte);
    karte.attributionControl.setPrefix(false);
    const zeichnung = landkarte.zeichnung(karte);
    const ort = landkarte.ortAufKarte(bereich, karte);
    bereich.querySelectorAll('[data-module="kacheln"]').forEach((teil) => landkarte.kacheln(teil, karte, zeichnung));
    knoepfe(bereich, karte);
    mausrad(karte);
    const frisch = (wahl) => landkarte.mitDaten(() => zeigeTreffer({ karte, gruppe, ort }, wahl));
    const weit = karte.getMaxZoom();
    const eng = landkarte.grundkarte.grenzen ? MIT_NAMEN.genau : MIT_NAMEN.gezeichnet;
    karte.setMaxZoom(eng);
    frisch(SOFORT);
    gruppe.addTo(karte);
    zeichnung.addTo(karte); // after the markers, between which its names stand
    zeichnung.on("add remove", function ({ type }) {
      karte.setMaxZoom(type === "add" ? eng : weit);
      fuelle(gruppe); // the clusters must know where the last zoom level is
    });
    gruppe.on("animationend spiderfied unspiderfied", () => karte.fire("zeichen"));
    landkarte.marken(karte, gruppe); // after the group has set up its own: what a key opens is there when the focus moves on
    merkeAnsicht(bereich, karte);
    document.addEventListener("landkarte:treffer", () => frisch());
    await landkarte.lade(["karte/standorte.js"]).catch(() => gruppe.remove()); // the first few alone would be untrue
    if (landkarte.standorte.map(landkarte.marke).length > 0) await (landkarte.treffer ? frisch(SOFORT) : karte.fire("zeichen", fuelle(gruppe)));
    landkarte.nenneQuelle(karte);
    return (nummer) => zeige({ karte, gruppe }, nummer);
  };

  const gezeigte = () => landkarte.alleMarken.filter(({ options }) => !landkarte.treffer || landkarte.treffer.has(options.zeile));

  function fuelle(gruppe) {
    gruppe.clearLayers();
    gruppe.addLayers(gezeigte());
  }

  function zeigeTreffer({ karte, gruppe, ort }, wahl) {
    karte.closePopup();
    fuelle(gruppe);
    const zeigeAlle = (wie) => { zeigeAusschnitt(karte, ort.rahmen(gezeigte()) || rahmenDer(landkarte.treffer), wie); };
    ort.zeige(() => zeigeAlle(SOFORT));
    zeigeAlle(wahl);
    karte.fire("zeichen");
  }

  // Without a place asked for: all markers, or the whole country where nobody is found, nothing was asked, or somebody works everywhere.
  function rahmenDer(treffer) {
    const ueberall = !treffer || [...treffer.keys()].some(landkarte.wer.istBundesweit);
    return ueberall ? null : window.L.latLngBounds(gezeigte().map((marke) => marke.getLatLng()));
  }

  // The view of the address, or else the one that has all of the frame; without any, the whole country.
  function zeigeAusschnitt(karte, rahmen, wahl) {
    const [lat, lon, zoom] = landkarte.adresse.wert("karte").split(",").map(Number);
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom > 0) karte.setView([lat, lon], Math.min(zoom, karte.getMaxZoom()), wahl);
    else if (!rahmen?.isValid()) zeigeAlles(karte, wahl);
    else karte.fitBounds(rahmen, { ...RAND, ...wahl });
  }

  function zeigeAlles(karte, wahl) {
    karte.fitBounds(DEUTSCHLAND, { paddingBottomRight: quellen(karte), ...wahl });
  }

  const ansicht = (karte) => [karte.getCenter().lat.toFixed(4), karte.getCenter().lng.toFixed(4), karte.getZoom()].join(",");

  // A view that a person chose goes into the address; one that follows the hits does not.
  function merkeAnsicht(bereich, karte) {
    let vonHand = false;
    for (const art of ["pointerdown", "keydown", "wheel"]) bereich.addEventListener(art, () => { vonHand = true; }, { passive: true });
    document.addEventListener("landkarte:treffer", () => { vonHand = false; });
    karte.on("moveend", () => vonHand && landkarte.adresse.setze({ karte: ansicht(karte) }));
  }

  // The list then shows who has a Standort in the part of the map that is seen now.
  function sucheHier(karte) {
    const grenzen = karte.getBounds();
    const ecken = [grenzen.getSouth(), grenzen.getWest(), grenzen.getNorth(), grenzen.getEast()].map((grad) => grad.toFixed(4));
    document.dispatchEvent(new CustomEvent("landkarte:ausschnitt", { detail: { ausschnitt: ecken.join(","), karte: ansicht(karte) } }));
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
      ausschnitt: () => sucheHier(karte),
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

  function zeige({ karte, gruppe }, nummer) {
    const marke = landkarte.alleMarken.find(({ options }) => options.zeile === nummer);
    karte.setView(marke.getLatLng(), Math.max(karte.getZoom(), NAH), { animate: false });
    const sichtbar = gruppe.getVisibleParent(marke);
    if (sichtbar !== marke) sichtbar.spiderfy(); // several at one place
    marke.openPopup();
  }
})();

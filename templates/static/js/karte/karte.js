// The map: loaded when it comes near the window, operable with keys and buttons, always showing what the list shows.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const bewegt = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SCHRITT = 120; // pixels that an arrow button moves the map
  const DEUTSCHLAND = [[47.2, 5.8], [55.1, 15.1]]; // south-west and north-east corner
  const UNTEN = [0, 24]; // the line with the sources
  const NAH = 11; // zoom at which one Standort is shown
  const SOFORT = { animate: false };

  // The first few are seen soon; then all others come.
  async function weitere(karte, gruppe) {
    await landkarte.lade(["karte/standorte.js"]).catch(() => gruppe.remove()); // a part alone would be untrue
    const marken = landkarte.standorte.map(landkarte.marke);
    if (marken.length > 0 && landkarte.treffer) zeigeTreffer(karte, gruppe, SOFORT);
    else gruppe.addLayers(marken);
    landkarte.nenneQuelle(karte);
  }

  async function starte(bereich) {
    const L = window.L;
    L.Map.mergeOptions({ zoomAnimation: bewegt, fadeAnimation: bewegt, markerZoomAnimation: bewegt, inertia: bewegt });
    L.MarkerClusterGroup.mergeOptions({ animate: bewegt });
    const { karte, gruppe } = landkarte.zeichneKarte();
    gruppe.remove(); // until the view is the right one
    if (!bewegt) ohneGleiten(karte);
    karte.attributionControl.setPrefix(false);
    const zeichnung = landkarte.zeichnung(karte).addTo(karte);
    bereich.querySelectorAll('[data-module="kacheln"]').forEach((teil) => landkarte.kacheln(teil, karte, zeichnung));
    knoepfe(bereich, karte);
    mausrad(karte);
    if (landkarte.treffer) zeigeTreffer(karte, gruppe, SOFORT);
    else zeigeAusschnitt(karte, [], SOFORT);
    gruppe.addTo(karte);
    landkarte.marken(karte, gruppe); // after the group has set up its own: what a key opens is there when the focus moves on
    merkeAnsicht(bereich, karte);
    document.addEventListener("landkarte:treffer", () => zeigeTreffer(karte, gruppe));
    await weitere(karte, gruppe);
    return { karte, gruppe };
  }

  function zeigeTreffer(karte, gruppe, wahl) {
    const treffer = landkarte.treffer;
    const gesucht = treffer && new Set(treffer);
    const marken = landkarte.alleMarken.filter((marke) => !gesucht || gesucht.has(marke.options.zeile));
    karte.closePopup();
    gruppe.clearLayers();
    gruppe.addLayers(marken);
    zeigeAusschnitt(karte, gesucht ? marken : [], wahl);
  }

  // The view of the address, or else the one that has all these markers; without any, the whole country.
  function zeigeAusschnitt(karte, marken, wahl) {
    const [lat, lon, zoom] = landkarte.adresse.wert("karte").split(",").map(Number);
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom > 0) karte.setView([lat, lon], Math.min(zoom, karte.getMaxZoom()), wahl);
    else if (marken.length === 0) zeigeAlles(karte, wahl);
    else karte.fitBounds(window.L.latLngBounds(marken.map((marke) => marke.getLatLng())), { maxZoom: 9, padding: [30, 30], ...wahl });
  }

  function zeigeAlles(karte, wahl) {
    karte.fitBounds(DEUTSCHLAND, { paddingBottomRight: UNTEN, ...wahl });
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

  // Under each card a way to its first Standort on the map.
  function knopfZurKarte(folge) {
    return function (eintrag, nummer) {
      const wer = element("span", { className: "unsichtbar" }, `: ${eintrag.querySelector("h3").textContent}`);
      const knopf = element("button", { type: "button" }, "Auf der Karte zeigen", wer);
      knopf.addEventListener("click", () => folge(nummer));
      eintrag.querySelector(".eintrag-fuss").append(knopf);
    };
  }

  document.querySelectorAll('[data-module="karte"]').forEach(function (bereich) {
    let geladen = null;
    bereich.hidden = false;
    document.querySelectorAll(".zur-karte").forEach((verweis) => { verweis.hidden = false; });
    const wache = new IntersectionObserver((stellen) => stellen.some((stelle) => stelle.isIntersecting) && lade(), { rootMargin: "300px" });
    wache.observe(bereich);

    function lade() {
      wache.disconnect();
      geladen ||= landkarte.lade(bereich.dataset.dateien.split(" ")).then(() => starte(bereich));
      return geladen;
    }

    landkarte.kartenfuss = landkarte.kartenfuss || [];
    landkarte.kartenfuss.push(knopfZurKarte(function (nummer) {
      bereich.scrollIntoView({ block: "nearest" });
      lade().then((teile) => zeige(teile, nummer));
    }));
  });
})();

// The drawn layer: outlines of the Länder, centres of the Kreise, larger towns. Made from karte/grundkarte.js.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const L = window.L;
  const QUELLE =
    "Umrisse und Orte: eigene Zeichnung aus GeoNames (<a href=\"https://creativecommons.org/licenses/by/4.0/deed.de\">CC BY 4.0</a>)";
  const AB_ZOOM = { 1: 6, 2: 7, 3: 9 }; // rank of a town: zoom level from which its name is shown
  const LAENDER_BIS = 7.5;

  function namensschild(text, punkt, klasse) {
    const element = document.createElement("span");
    element.textContent = text;
    const icon = L.divIcon({ className: klasse, html: element, iconSize: [0, 0] });
    return L.marker(punkt, { icon, interactive: false, keyboard: false, pane: "namen" });
  }

  landkarte.zeichnung = function (karte) {
    const daten = landkarte.grundkarte;
    // The names are decoration: every place of the directory is named by its marker and by the list.
    const ebene = karte.createPane("namen");
    ebene.setAttribute("aria-hidden", "true");
    const flaechen = daten.laender.map(([, , , umriss]) =>
      L.polygon(umriss, { className: "karte-land", interactive: false, attribution: QUELLE, smoothFactor: 0.5 }));
    const punkte = daten.kreise.map((punkt) => L.circleMarker(punkt, { className: "karte-kreis", radius: 1.5, interactive: false }));
    const laender = daten.laender.map(([name, lat, lon]) => namensschild(name, [lat, lon], "karte-landname"));
    const orte = daten.orte.map(([name, lat, lon, rang]) => ({ schild: namensschild(name, [lat, lon], `karte-ort rang-${rang}`), rang }));
    const namen = L.layerGroup();

    function beschrifte() {
      const zoom = karte.getZoom();
      const fenster = karte.getBounds().pad(0.1);
      const zeige = (schild, ja) => (ja ? namen.addLayer(schild) : namen.removeLayer(schild));
      laender.forEach((schild) => zeige(schild, zoom <= LAENDER_BIS));
      orte.forEach(({ schild, rang }) => zeige(schild, zoom >= AB_ZOOM[rang] && fenster.contains(schild.getLatLng())));
    }

    const zeichnung = L.layerGroup([...flaechen, ...punkte, namen]);
    zeichnung.on("add", () => { karte.on("moveend", beschrifte); beschrifte(); });
    zeichnung.on("remove", () => karte.off("moveend", beschrifte));
    return zeichnung;
  };
})();

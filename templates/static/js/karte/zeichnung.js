// The drawn layer: Länder, Kreise, larger towns. Made from karte/grundkarte.js; borders come from grenzen.js where they are known.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const L = window.L;
  const QUELLE =
    "Umrisse und Orte: eigene Zeichnung aus GeoNames (<a href=\"https://creativecommons.org/licenses/by/4.0/deed.de\">CC BY 4.0</a>)";
  const AB_ZOOM = { 1: 6, 2: 7, 3: 8.5 }; // rank of a town: zoom level from which its name is shown
  const KLEIN = 3; // the rank of towns that are loaded when they are first seen
  const LAENDER_BIS = 7;
  const ZEICHEN = 8; // about the width of a letter and the half height of a line, in pixels
  const ZEILE = 9;

  function namensschild(text, lat, lon, klasse) {
    const element = document.createElement("span");
    element.textContent = text;
    const icon = L.divIcon({ className: klasse, html: element, iconSize: [0, 0] });
    return L.marker([lat, lon], { icon, breite: text.length * ZEICHEN, interactive: false, keyboard: false, pane: "namen" });
  }

  // Where the directory has no borders: outlines of our own making, and a point for every Kreis.
  function umrisse(daten) {
    return [
      ...daten.umrisse.map((umriss) =>
        L.polygon(umriss, { className: "karte-land", interactive: false, attribution: QUELLE, smoothFactor: 0.5 })),
      // hundreds of lines without length and with round ends are points, and one element of the page
      L.polyline(daten.kreise.map((punkt) => [punkt, punkt]), { className: "karte-kreis", weight: 2, noClip: true, smoothFactor: 0, interactive: false }),
    ];
  }

  landkarte.zeichnung = function (karte) {
    const daten = landkarte.grundkarte;
    // The names are decoration: every place of the directory is named by its marker and by the list.
    const ebene = karte.createPane("namen");
    ebene.setAttribute("aria-hidden", "true");
    const flaechen = daten.grenzen ? [landkarte.grenzen(karte)] : umrisse(daten);
    const laender = daten.laender.map(([name, lat, lon]) => namensschild(name, lat, lon, "karte-landname"));
    const schilder = new Map(); // by rank, made when they are first seen: hundreds that the whole country does not show
    const namen = L.layerGroup();

    function orte(rang) {
      const alle = rang === KLEIN ? landkarte.kleinereOrte : daten.orte;
      if (!alle) {
        landkarte.lade(["karte/orte.js"]).then(beschrifte).catch(() => {}); // without them the map is as true, only less named
        return [];
      }
      const vomRang = () => alle.filter((ort) => ort[3] === rang);
      if (!schilder.has(rang)) schilder.set(rang, vomRang().map(([name, lat, lon]) => namensschild(name, lat, lon, `karte-ort rang-${rang}`)));
      return schilder.get(rang);
    }

    // The important names first; a name that would cover one of them waits until there is room.
    function beschrifte() {
      const zoom = karte.getZoom();
      const fenster = karte.getBounds().pad(0.1);
      const belegt = [];
      const frei = (kasten) => !belegt.some((anderer) => anderer.intersects(kasten));
      namen.clearLayers();
      [...(zoom <= LAENDER_BIS ? laender : []), ...[1, 2, 3].filter((rang) => zoom >= AB_ZOOM[rang]).flatMap(orte)]
        .filter((schild) => fenster.contains(schild.getLatLng()))
        .forEach(function (schild) {
          const mitte = karte.latLngToContainerPoint(schild.getLatLng());
          const halb = L.point(schild.options.breite / 2, ZEILE);
          const kasten = L.bounds(mitte.subtract(halb), mitte.add(halb));
          if (!frei(kasten)) return;
          belegt.push(kasten);
          namen.addLayer(schild);
        });
    }

    const zeichnung = L.layerGroup([...flaechen, namen]);
    zeichnung.on("add", () => { karte.on("moveend", beschrifte); beschrifte(); });
    zeichnung.on("remove", () => karte.off("moveend", beschrifte));
    return zeichnung;
  };
})();

// Exact borders: the Länder from karte/laender.js; the Kreise of a Land once the map is close enough and shows some of it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const L = window.L;
  const KREISE_AB = 8; // zoom level
  const quelle = (jahr) =>
    `© GeoBasis-DE / <a href="https://www.bkg.bund.de">BKG</a> ${jahr}` +
    " (Daten verändert, <a href=\"https://www.govdata.de/dl-de/by-2-0\">dl-de/by-2-0</a>)," +
    " GeoNames (<a href=\"https://creativecommons.org/licenses/by/4.0/deed.de\">CC BY 4.0</a>)";

  function flaeche(vielecke, klasse, wahl) {
    const ecken = L.GeoJSON.coordsToLatLngs(vielecke, 2);
    return L.polygon(ecken, { className: klasse, interactive: false, smoothFactor: 0.5, ...wahl });
  }

  landkarte.grenzen = function (karte) {
    const attribution = quelle(landkarte.grundkarte.grenzen);
    const laender = Object.entries(landkarte.laender).map(([kuerzel, vielecke]) =>
      ({ kuerzel, land: flaeche(vielecke, "karte-land", { attribution }), kreise: null }));
    const kreise = L.layerGroup();

    function zeichneKreise(stelle) {
      if (stelle.kreise) return;
      const vielecke = Object.values(landkarte["kreise" + stelle.kuerzel]);
      stelle.kreise = L.layerGroup(vielecke.map((vieleck) => flaeche(vieleck, "karte-kreisgrenze", { fill: false })));
      if (nah()) kreise.addLayer(stelle.kreise);
    }

    const nah = () => karte.getZoom() >= KREISE_AB;

    function folge() {
      if (!nah()) return kreise.clearLayers();
      const fenster = karte.getBounds();
      laender.filter(({ land }) => land.getBounds().intersects(fenster)).forEach(function (stelle) {
        if (stelle.kreise) kreise.addLayer(stelle.kreise);
        // without this file the map shows a little less, which is no reason to complain
        else landkarte.lade([`karte/kreise-${stelle.kuerzel.toLowerCase()}.js`]).then(() => zeichneKreise(stelle), () => {});
      });
    }

    const ebene = L.layerGroup([...laender.map(({ land }) => land), kreise]);
    ebene.on("add", () => { karte.on("moveend", folge); folge(); });
    ebene.on("remove", () => karte.off("moveend", folge));
    return ebene;
  };
})();

// Borders: the Länder, exact from karte/laender.js or else as drawn; the Kreise of a Land once the map is close enough and shows some of it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const L = window.L;
  const KREISE_AB = 8; // zoom level
  const datei = (kuerzel) => `karte/kreise-${kuerzel.toLowerCase()}.js`;
  const ZEICHNUNG = "Umrisse und Orte: eigene Zeichnung aus GeoNames (<a href=\"https://creativecommons.org/licenses/by/4.0/deed.de\">CC BY 4.0</a>)";
  const AMTLICH = (jahr) =>
    `© GeoBasis-DE / <a href="https://www.bkg.bund.de">BKG</a> ${jahr}` +
    " (Daten verändert, <a href=\"https://www.govdata.de/dl-de/by-2-0\">dl-de/by-2-0</a>)," +
    " GeoNames (<a href=\"https://creativecommons.org/licenses/by/4.0/deed.de\">CC BY 4.0</a>)";

  function flaeche(vielecke, klasse, wahl) {
    const { grenzen } = landkarte.grundkarte;
    const attribution = grenzen ? AMTLICH(grenzen) : ZEICHNUNG;
    const ecken = L.GeoJSON.coordsToLatLngs(vielecke, 2);
    return L.polygon(ecken, { className: klasse, interactive: false, smoothFactor: 0.5, attribution, ...wahl });
  }

  const alleLaender = () => landkarte.laender || landkarte.grundkarte.umrisse;

  // The outlines of Länder or Kreise (their numbers in daten/orte.js), as far as they are known.
  landkarte.umrisse = async function ({ kreise, laender }) {
    const umriss = (vielecke) => flaeche(vielecke, kreise.length > 1 && laender.length === 0 ? "karte-gesucht karte-teil" : "karte-gesucht");
    if (laender.length > 0) return laender.map((land) => umriss(alleLaender()[landkarte.orte.laender[land][0]]));
    if (!landkarte.grundkarte.grenzen) return [];
    const orte = kreise.map((kreis) => [landkarte.orte.kreise[kreis][0], landkarte.wo.stellen(kreis)[1]]);
    await landkarte.lade(orte.map(([, kuerzel]) => datei(kuerzel)));
    return orte.map(([ags, kuerzel]) => landkarte["kreise" + kuerzel][ags]).filter(Boolean).map(umriss);
  };

  landkarte.grenzen = function (karte) {
    const laender = Object.entries(alleLaender()).map(([kuerzel, vielecke]) => ({ kuerzel, land: flaeche(vielecke, "karte-land"), kreise: null }));
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
        else landkarte.lade([datei(stelle.kuerzel)]).then(() => zeichneKreise(stelle), () => {});
      });
    }

    const ebene = L.layerGroup([...laender.map(({ land }) => land), kreise]);
    ebene.laender = laender.map(({ land }) => land);
    if (!landkarte.grundkarte.grenzen) return ebene;
    ebene.on("add", () => { karte.on("moveend", folge); folge(); });
    ebene.on("remove", () => karte.off("moveend", folge));
    return ebene;
  };
})();

// The place asked for: a mark with its name, the outline of its Kreis or Land as far as it is known, and what the legend says of both.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const L = window.L;
  const UMGEBUNG = 50_000; // metres across that are shown around a place, also where no outline is known

  function nadel({ lat, lon, titel }) {
    const icon = L.divIcon({ className: "marke-gesucht", iconSize: [24, 32], iconAnchor: [12, 32], html: "<span></span>" });
    const marke = L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "gesucht" });
    marke.on("add", function () {
      marke.getElement().setAttribute("role", "img");
      marke.getElement().setAttribute("aria-label", `Gesuchter Ort: ${titel}`);
    });
    return marke;
  }

  // Of every provider whose place matters here the Standort that is nearest; whoever comes from anywhere does not count.
  function naechste(marken, mitte) {
    const nah = new Map();
    for (const marke of marken.filter(({ options }) => landkarte.treffer.get(options.zeile) !== "bund")) {
      const weite = mitte.distanceTo(marke.getLatLng());
      if (!(nah.get(marke.options.zeile)?.weite < weite)) nah.set(marke.options.zeile, { weite, punkt: marke.getLatLng() });
    }
    return [...nah.values()].map(({ punkt }) => punkt);
  }

  landkarte.ortAufKarte = function (bereich, karte) {
    karte.createPane("gesucht");
    const ebene = L.layerGroup().addTo(karte);
    let umrisse = [];
    let laufend = 0;

    function erklaere(ort, grenze) {
      const [wo, rand, ohne, fern] = bereich.querySelectorAll(".legende-ort");
      wo.hidden = !ort || ort.lat === undefined;
      rand.hidden = !grenze;
      ohne.hidden = !ort || grenze !== false;
      if (ort) wo.lastChild.textContent = ` Gesucht: ${ort.titel}${ort.ungefaehr && ort.art === "punkt" ? " (ungefähr)" : ""}`;
      fern.hidden = !ort || ![...landkarte.treffer.values()].includes("bund");
    }

    // What the map must show of the place and of those who come there; null without a place.
    function rahmen(marken) {
      const { ort } = landkarte;
      if (!ort || ort.kreise.length + umrisse.length === 0) return null; // a chosen Land has only its outline
      const flaeche = L.latLngBounds(umrisse.flatMap((umriss) => [umriss.getBounds().getSouthWest(), umriss.getBounds().getNorthEast()]));
      const mitten = ort.kreise.map((kreis) => landkarte.orte.kreise[kreis].slice(4, 6));
      if (ort.lat !== undefined) flaeche.extend(L.latLng(ort.lat, ort.lon).toBounds(UMGEBUNG));
      else if (umrisse.length === 0) mitten.forEach((mitte) => flaeche.extend(mitte));
      naechste(marken, flaeche.getCenter()).forEach((punkt) => flaeche.extend(punkt));
      return flaeche;
    }

    return {
      rahmen,
      // Draws at once what is at hand; `neu` is called when an outline came later.
      async zeige(neu) {
        const nummer = (laufend += 1);
        const { ort } = landkarte;
        ebene.clearLayers();
        umrisse = [];
        erklaere(ort, null);
        if (!ort) return;
        if (ort.lat !== undefined) ebene.addLayer(nadel(ort));
        const gefunden = await landkarte.umrisse(ort).catch(() => []);
        if (nummer !== laufend) return; // somebody asked for another place meanwhile
        umrisse = gefunden;
        umrisse.forEach((umriss) => ebene.addLayer(umriss));
        erklaere(ort, umrisse.length > 0);
        neu();
      },
    };
  };
})();

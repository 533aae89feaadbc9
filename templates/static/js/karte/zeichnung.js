// The drawn layer: borders from grenzen.js, and the names of Länder, towns and the place asked for, from karte/grundkarte.js.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const L = window.L;
  const AB_ZOOM = { 1: 6, 2: 7, 3: 8.5 }; // rank of a town: zoom level from which its name is shown
  const KLEIN = 3; // the rank of towns that are loaded when they are first seen
  const LAENDER_BIS = 7;
  const LUFT = 2; // pixels around a name

  // Where a name of this size may stand beside its point, in pixels from there to its middle; the best first. A town's name stands
  // beside its dot or the marker upon it, that of a Land wherever there is room in its middle, that of the place asked for beside its pin.
  const neben = (x, y, hoch = 0) => [[0, -y], [0, y + hoch], [x, 0], [-x, 0], [x, -y], [-x, -y], [x, y], [-x, y]];
  const SCHRITTE = [...Array(17).keys()].map((schritt) => schritt - 8);
  const UMHER = SCHRITTE.flatMap((x) => SCHRITTE.map((y) => [x * 8, y * 6]))
    .sort(([x, y], [a, b]) => Math.hypot(x, y) - Math.hypot(a, b));
  const STELLEN = {
    ort: (breite, hoehe) => [5, 22].flatMap((abstand) => neben(breite / 2 + abstand + 2, hoehe / 2 + abstand)),
    land: () => UMHER,
    gesucht: (breite, hoehe) => neben(breite / 2 + 14, hoehe / 2 + 4).map(([x, y]) => (y < 0 ? [x, y - 32] : [x, y])),
  };

  function schild(text, lat, lon, klasse, art) {
    const element = document.createElement("span");
    element.textContent = text;
    const icon = L.divIcon({ className: klasse, html: element, iconSize: [0, 0] });
    return L.marker([lat, lon], { icon, element, art, interactive: false, keyboard: false, pane: "namen" });
  }

  // Every marker and cluster that is there, and the pin; where Leaflet has put it, for on its way there it is elsewhere.
  function zeichen(karte) {
    return ["markerPane", "gesucht"].flatMap((ebene) => [...karte.getPane(ebene).children]).map(function (element) {
      const ecke = L.DomUtil.getPosition(element).add([parseInt(element.style.marginLeft, 10), parseInt(element.style.marginTop, 10)]);
      return L.bounds(ecke, ecke.add([element.offsetWidth, element.offsetHeight]));
    });
  }

  landkarte.zeichnung = function (karte) {
    const daten = landkarte.grundkarte;
    // The names are decoration: every place of the directory is named by its marker and by the list.
    karte.createPane("namen").setAttribute("aria-hidden", "true");
    // a name with a hyphen takes two lines, which is the shape of most Länder
    const laender = daten.laender.map(([name, lat, lon]) => schild(name.replace("-", "-\n"), lat, lon, "karte-landname", "land"));
    const schilder = new Map(); // by rank, made when they are first seen: hundreds that the whole country does not show
    const namen = L.layerGroup();
    const grenzen = landkarte.grenzen(karte);

    function orte(rang) {
      const alle = rang === KLEIN ? landkarte.kleinereOrte : daten.orte;
      if (!alle) {
        landkarte.lade(["karte/orte.js"]).then(beschrifte).catch(() => {}); // without them the map is as true, only less named
        return [];
      }
      const vomRang = () => alle.filter((ort) => ort[3] === rang);
      if (!schilder.has(rang)) schilder.set(rang, vomRang().map(([name, lat, lon]) => schild(name, lat, lon, `karte-ort rang-${rang}`, "ort")));
      return schilder.get(rang);
    }

    function gesucht() {
      const { ort } = landkarte;
      return ort && ort.lat !== undefined ? [schild(ort.titel.split(",")[0], ort.lat, ort.lon, "karte-ort rang-1 gesucht", "gesucht")] : [];
    }

    // A name of the Land at this point touches it and reaches into no other one; over the sea and abroad there is room.
    function nurBei(punkt) {
      const eigenes = grenzen.laender.find((land) => liegtIn(land, punkt)) || grenzen.laender[0];
      const [nordwest, suedost] = [eigenes.getBounds().getNorthWest(), eigenes.getBounds().getSouthEast()].map(karte.latLngToLayerPoint, karte);
      const bereich = L.bounds(nordwest, suedost);
      return (kasten) => bereich.overlaps(kasten) && [0.2, 0.5, 0.8]
        .map((teil) => L.point(kasten.min.x + teil * kasten.getSize().x, kasten.getCenter().y))
        .every((stelle) => liegtIn(eigenes, stelle) || !grenzen.laender.some((land) => liegtIn(land, stelle)));
    }

    function liegtIn(land, punkt) {
      if (!land.getBounds().contains(karte.layerPointToLatLng(punkt))) return false; // quicker than to ask the outline
      return land.getElement().isPointInFill(Object.assign(land.getElement().ownerSVGElement.createSVGPoint(), { x: punkt.x, y: punkt.y }));
    }

    // The important names first, each where it covers no marker, no name, no town's dot and no edge; one without such a place, or whose
    // dot a name covers, waits until there is.
    function beschrifte() {
      const zoom = karte.getZoom();
      const quellen = karte.attributionControl.getContainer().offsetHeight; // at the lower edge
      const sicht = L.bounds(...[[0, 0], karte.getSize().subtract([0, quellen])].map(karte.containerPointToLayerPoint, karte));
      const [belegt, gelegt] = [zeichen(karte), []];
      const passt = (kasten) => sicht.contains(kasten) && !belegt.some((anderer) => anderer.overlaps(kasten));
      namen.clearLayers();
      const kandidaten = [...gesucht(), ...(zoom <= LAENDER_BIS ? laender : []), ...[1, 2, 3].filter((rang) => zoom >= AB_ZOOM[rang]).flatMap(orte)]
        .filter((einer) => karte.getBounds().contains(einer.getLatLng()));
      kandidaten.forEach((einer) => namen.addLayer(einer)); // all of them, before the first is measured
      const masse = kandidaten.map(({ options: { element } }) => [element.offsetWidth, element.offsetHeight]);
      kandidaten.forEach(function (einer, nummer) {
        const punkt = karte.latLngToLayerPoint(einer.getLatLng());
        const halb = L.point(masse[nummer]).divideBy(2).add([LUFT, LUFT]);
        const kasten = ([x, y]) => L.bounds(punkt.add([x, y]).subtract(halb), punkt.add([x, y]).add(halb));
        const fleck = einer.options.art === "land" ? [] : [L.bounds(punkt.subtract([LUFT, LUFT]), punkt.add([LUFT, LUFT]))];
        const darf = einer.options.art === "land" ? nurBei(punkt) : () => !gelegt.some((name) => name.overlaps(fleck[0]));
        const stelle = STELLEN[einer.options.art](...masse[nummer]).find((eine) => passt(kasten(eine)) && darf(kasten(eine)));
        if (!stelle) return namen.removeLayer(einer);
        gelegt.push(kasten(stelle));
        belegt.push(kasten(stelle), ...fleck);
        einer.options.element.style.transform = `translate(calc(${stelle[0]}px - 50%), calc(${stelle[1]}px - 50%))`;
      });
    }

    const zeichnung = L.layerGroup([grenzen, namen]);
    zeichnung.on("add", function () {
      karte.on("moveend zeichen", beschrifte);
      landkarte.nachDemBild().then(() => karte.hasLayer(namen) && beschrifte()); // markers are seen before names look for room
    });
    zeichnung.on("remove", () => karte.off("moveend zeichen", beschrifte));
    return zeichnung;
  };
})();

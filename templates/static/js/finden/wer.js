// Who serves a place: decided as in landkarte/places/reach.py, over daten/gebiete.js, with the kilometres of landkarte/places/distance.py; a test compares both.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ERDE_KM = 6371;
  const GRUENDE = ["kreise", "umkreis", "land", "bundesweit"]; // the most telling first; numbers below are places in this list
  const [KREISE, UMKREIS, LAND, BUNDESWEIT] = GRUENDE.keys();
  const KEINER = 8;
  const AUSGENOMMEN = 9;
  const IM_LAND = [1, 2, 0, 3]; // whoever names a Land as a whole serves more of it
  const NIRGENDS = [0, [], [], 0, [], []]; // the area of a Standort that names none: the last one
  const NICHTS = { anbieter: [], mitten: [] };
  let bereit = null;

  function vektor(lat, lon) {
    const nord = (lat * Math.PI) / 180;
    const ost = (lon * Math.PI) / 180;
    return { x: Math.cos(nord) * Math.cos(ost), y: Math.cos(nord) * Math.sin(ost), z: Math.sin(nord) };
  }

  const sehneHoch2 = (einer, anderer) => (einer.x - anderer.x) ** 2 + (einer.y - anderer.y) ** 2 + (einer.z - anderer.z) ** 2;
  const kilometer = (einer, anderer) => 2 * ERDE_KM * Math.asin(Math.min(1, Math.sqrt(sehneHoch2(einer, anderer)) / 2));

  // What an Einzugsgebiet says about each Kreis, the Umkreis aside. An Ausnahme always wins.
  function jeKreis(karte, [, kreise, laender, bundesweit, ohneKreise, ohneLaender], kreiseVon) {
    karte.fill(bundesweit ? BUNDESWEIT : KEINER);
    const setze = (nummern, wert) => nummern.forEach((kreis) => { karte[kreis] = wert; });
    laender.forEach((land) => setze(kreiseVon[land], LAND));
    setze(kreise, KREISE);
    ohneLaender.forEach((land) => setze(kreiseVon[land], AUSGENOMMEN));
    setze(ohneKreise, AUSGENOMMEN);
    return karte;
  }

  const zeilen = (spalten) => spalten[0].map((_, stelle) => spalten.map((spalte) => spalte[stelle]));

  // All that does not depend on the question is worked out once; a question then only looks up and multiplies.
  function bereite() {
    if (!landkarte.daten("gebiete")) return NICHTS;
    const { anzahlen, bereiche, standorte } = landkarte.gebiete;
    const landVon = landkarte.orte.kreise.map(([ags]) => Number(ags.slice(0, 2)) - 1);
    const kreiseVon = landkarte.orte.laender.map((_, land) => [...landVon.keys()].filter((kreis) => landVon[kreis] === land));
    // Compared as chords, a hundred Kreise at once need no angle. Nothing is within a radius of less than nothing.
    const sehne = (umkreis) => (umkreis ? (2 * Math.sin(umkreis / 2 / ERDE_KM)) ** 2 : -1);
    const anzahl = landVon.length;
    const karten = new Uint8Array((bereiche[0].length + 1) * anzahl); // one piece of memory, for thousands take long
    const gebiete = [...zeilen(bereiche), NIRGENDS].map((bereich, nummer) => ({
      umkreis: bereich[0] || -1,
      weit: sehne(bereich[0]),
      karte: jeKreis(karten.subarray(nummer * anzahl, (nummer + 1) * anzahl), bereich, kreiseVon),
      ausnahmen: bereich[4].length + bereich[5].length > 0,
    }));
    const alle = zeilen(standorte).map(([lat, lon, ungefaehr, bereich, kreis, land]) => (
      { ...vektor(lat, lon), lat, lon, ungefaehr: ungefaehr === 1, gebiet: gebiete.at(bereich), kreis, land }));
    let naechster = 0;
    bereit = {
      anbieter: anzahlen.map((eigene) => alle.slice(naechster, naechster += eigene)),
      mitten: landkarte.orte.kreise.map(([, , , , lat, lon]) => vektor(lat, lon)),
    };
    return bereit;
  }

  function grund({ karte }, kreis, imUmkreis) {
    const ohne = karte[kreis];
    return imUmkreis && ohne > UMKREIS && ohne !== AUSGENOMMEN ? UMKREIS : ohne;
  }

  const gilt = (warum) => warum < KEINER;

  // Per provider the most telling reason, the nearest Standort, whichever of them serves, and whether one of them leaves the Kreis
  // out in so many words.
  function einzeln(standorte, zeile, kreis, ort) {
    const antwort = { zeile, grund: null, km: Infinity, kreis: -1, ungefaehr: false, hier: false, ausgenommen: false };
    let bester = KEINER;
    for (const standort of standorte) {
      const km = kilometer(ort, standort);
      const warum = grund(standort.gebiet, kreis, km <= standort.gebiet.umkreis);
      if (km < antwort.km) {
        antwort.km = km;
        antwort.kreis = standort.kreis;
        antwort.ungefaehr = standort.ungefaehr;
      }
      if (warum < bester) bester = warum;
      if (warum === AUSGENOMMEN) antwort.ausgenommen = true;
    }
    antwort.grund = GRUENDE[bester] || null;
    return antwort;
  }

  // The reason for each Kreis as above, and of these the one that says most about the whole.
  function imGanzen(standorte, zeile, kreise, laender, mitten, mitte) {
    const hier = standorte.some(({ kreis, land }) => kreise.includes(kreis) || laender.includes(land));
    let bester = KEINER;
    for (const kreis of kreise) {
      let naechster = KEINER;
      for (const standort of standorte) {
        const warum = grund(standort.gebiet, kreis, standort.gebiet.weit > 0 && sehneHoch2(mitten[kreis], standort) <= standort.gebiet.weit);
        if (warum < naechster) naechster = warum;
      }
      if (gilt(naechster) && (!gilt(bester) || IM_LAND[naechster] < IM_LAND[bester])) bester = naechster;
      if (bester === LAND) break;
    }
    const weite = Math.min(...standorte.map((standort) => sehneHoch2(mitte, standort)));
    return { zeile, grund: GRUENDE[bester] || null, km: Infinity, weite, ungefaehr: false, hier, ausgenommen: false };
  }

  const jeKreisDabei = new Map();

  // Which providers (by row, one byte each) work in a Kreis or have a Standort there; kept, for a filter asks for dozens at a time.
  function imKreis(kreis) {
    if (!jeKreisDabei.has(kreis)) {
      const { anbieter, mitten } = bereit || bereite();
      if (!bereit) return anbieter;
      const mitte = mitten[kreis];
      const istDabei = ({ kreis: eigener, gebiet, x, y, z }) =>
        eigener === kreis || gilt(grund(gebiet, kreis, gebiet.weit > 0 && sehneHoch2(mitte, { x, y, z }) <= gebiet.weit));
      jeKreisDabei.set(kreis, Uint8Array.from(anbieter, (standorte) => Number(standorte.some(istDabei))));
    }
    return jeKreisDabei.get(kreis);
  }

  landkarte.wer = {
    imKreis,
    standorte: (zeile) => (bereit || bereite()).anbieter[zeile] || [],
    istBundesweit: (zeile) => landkarte.wer.standorte(zeile).some(({ gebiet }) => gebiet.karte.includes(BUNDESWEIT)),
    // A place in a Kreis (its number in daten/orte.js). One answer per provider that has a Standort.
    punkt(kreis, lat, lon) {
      const { anbieter } = bereit || bereite();
      const ort = vektor(lat, lon);
      return anbieter.map((standorte, zeile) => einzeln(standorte, zeile, kreis, ort)).filter(({ km }) => km < Infinity);
    },
    // Several Kreise together, and the Länder that lie in them as a whole; `hier` says who has a Standort there, `weite` who is nearer.
    gebiet(kreise, laender) {
      const { anbieter, mitten } = bereit || bereite();
      if (!bereit) return anbieter;
      const mittel = (achse) => kreise.reduce((summe, kreis) => summe + mitten[kreis][achse], 0) / kreise.length;
      const mitte = { x: mittel("x"), y: mittel("y"), z: mittel("z") };
      return anbieter.map((standorte, zeile) => imGanzen(standorte, zeile, kreise, laender, mitten, mitte));
    },
  };
})();

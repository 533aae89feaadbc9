// Who serves a place: the same decision as landkarte/reach.py, over daten/gebiete.js; a test holds both against each other.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ERDE_KM = 6371;
  const GRUENDE = ["kreise", "umkreis", "land", "bundesweit"]; // the most telling first
  const GRUENDE_IM_LAND = ["land", "kreise", "umkreis", "bundesweit"]; // whoever names it as a whole serves more of it
  let bereit = null;

  function vektor(lat, lon) {
    const nord = (lat * Math.PI) / 180;
    const ost = (lon * Math.PI) / 180;
    return [Math.cos(nord) * Math.cos(ost), Math.cos(nord) * Math.sin(ost), Math.sin(nord)];
  }

  function kilometer([x, y, z], standort) {
    const sehne = Math.sqrt((x - standort.x) ** 2 + (y - standort.y) ** 2 + (z - standort.z) ** 2);
    return 2 * ERDE_KM * Math.asin(Math.min(1, sehne / 2));
  }

  // The angles of every Standort and Kreis are worked out once; a question then only multiplies.
  function bereite() {
    const { bereiche, standorte } = landkarte.gebiete;
    const gebiete = bereiche.map(([umkreis = 0, kreise = [], laender = [], bundesweit = 0, ohneKreise = [], ohneLaender = []]) => (
      { umkreis, kreise, laender, bundesweit, ohneKreise, ohneLaender }));
    bereit = {
      anbieter: standorte.map((zeile) => zeile.map(function ([lat, lon, ungefaehr, bereich, kreis, land = -1]) {
        const [x, y, z] = vektor(lat, lon);
        return { x, y, z, ungefaehr: ungefaehr === 1, gebiet: gebiete[bereich], kreis, land };
      })),
      kreise: landkarte.orte.kreise.map(([ags, , , , lat, lon]) => ({ land: Number(ags.slice(0, 2)) - 1, mitte: vektor(lat, lon) })),
    };
    return bereit;
  }

  const ausgenommen = (gebiet, kreis, land) => gebiet.ohneKreise.includes(kreis) || gebiet.ohneLaender.includes(land);

  function grund(gebiet, kreis, land, km) {
    if (!gebiet || ausgenommen(gebiet, kreis, land)) return null;
    if (gebiet.kreise.includes(kreis)) return "kreise";
    if (gebiet.umkreis && km <= gebiet.umkreis) return "umkreis";
    if (gebiet.laender.includes(land)) return "land";
    return gebiet.bundesweit ? "bundesweit" : null;
  }

  const besser = (reihe, einer, anderer) => !anderer || reihe.indexOf(einer) < reihe.indexOf(anderer);

  // Per provider the most telling reason and the nearest Standort that serves; without a reason simply the nearest Standort.
  function einzeln(anbieter, zeile, kreis, land, ort) {
    const antwort = { zeile, grund: null, km: Infinity, ungefaehr: false, hier: false };
    for (const standort of anbieter) {
      const km = kilometer(ort, standort);
      const warum = grund(standort.gebiet, kreis, land, km);
      if (warum ? !antwort.grund || km < antwort.km : !antwort.grund && km < antwort.km) {
        antwort.km = km;
        antwort.ungefaehr = standort.ungefaehr;
      }
      if (warum && besser(GRUENDE, warum, antwort.grund)) antwort.grund = warum;
      if (standort.kreis === kreis && !(standort.gebiet && ausgenommen(standort.gebiet, kreis, land))) antwort.hier = true;
    }
    return antwort;
  }

  // The reason for each Kreis as above, and of these the one that says most about the whole.
  function imGanzen(anbieter, zeile, kreise, laender, bekannt) {
    const hier = anbieter.some(({ gebiet, kreis, land }) =>
      (kreis < 0 ? laender.includes(land) : kreise.includes(kreis)) && !(gebiet && ausgenommen(gebiet, kreis, land)));
    let bester = null;
    for (const kreis of kreise) {
      const { land, mitte } = bekannt[kreis];
      let naechster = null;
      for (const standort of anbieter) {
        const km = standort.gebiet?.umkreis ? kilometer(mitte, standort) : Infinity;
        const warum = grund(standort.gebiet, kreis, land, km);
        if (warum && besser(GRUENDE, warum, naechster)) naechster = warum;
      }
      if (naechster && besser(GRUENDE_IM_LAND, naechster, bester)) bester = naechster;
      if (bester === "land") break;
    }
    return { zeile, grund: bester, km: Infinity, ungefaehr: false, hier };
  }

  landkarte.wer = {
    // A place in a Kreis (its number in daten/orte.js). One answer per provider that has a Standort.
    punkt(kreis, lat, lon) {
      const { anbieter, kreise } = bereit || bereite();
      const ort = vektor(lat, lon);
      const land = kreise[kreis].land;
      return anbieter.map((standorte, zeile) => einzeln(standorte, zeile, kreis, land, ort)).filter(({ km }) => km < Infinity);
    },
    // Several Kreise together, and the Länder that lie in them as a whole; distances mean nothing here.
    gebiet(kreise, laender) {
      const bekannt = (bereit || bereite()).kreise;
      return bereit.anbieter.map((standorte, zeile) => imGanzen(standorte, zeile, kreise, laender, bekannt));
    },
  };
})();

// What a list is narrowed by: conditions, who meets them all, who misses just one, and how many each further value would leave.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const GEBIET = "gebiet"; // Land, Amt and Kreis are one choice in three steps
  const LAND = "bundeslaender";
  const { spalte } = landkarte.merkmale;
  function nummerVon(name, schluessel) {
    const [von, bis] = landkarte.eintraege.vokabulare[name] || [0, 0];
    const stelle = landkarte.eintraege.begriffe.slice(von, bis).findIndex(([eigener]) => eigener === schluessel);
    return stelle < 0 ? -1 : von + stelle;
  }

  // One of the values of a vocabulary is enough.
  function begriff(name, schluessel) {
    const [von, bis] = landkarte.eintraege.vokabulare[name];
    const alle = landkarte.eintraege.begriffe.map((_, nummer) => nummer).slice(von, bis).map(spalte);
    const gewaehlt = [...new Set(schluessel.map((einer) => nummerVon(name, einer)))];
    const hat = (spalten) => ({ zeile }) => spalten.some((eine) => eine[zeile] === 1);
    return {
      name,
      feld: name === LAND ? GEBIET : name,
      werte: gewaehlt.map((nummer, stelle) => ({ schluessel: schluessel[stelle], titel: landkarte.begriff(nummer) })),
      passt: hat(gewaehlt.map((nummer) => alle[nummer - von])),
      ohneAngabe: (kandidat) => !hat(alle)(kandidat),
      ort: name === LAND ? { kreise: [], laender: schluessel.map((land) => landkarte.orte.laender.findIndex(([eigenes]) => eigenes === land)) } : null,
    };
  }

  // Who works in one of the Kreise, or has a Standort there.
  function gebiet(name, schluessel) {
    const kreise = kreiseVon(name, schluessel);
    const titel = kreise.length > 0 && (name === "amt" ? landkarte.wo.amt : landkarte.wo.kreisName)(kreise[0]);
    return { name, feld: GEBIET, werte: titel ? [{ schluessel, titel }] : [], passt: inKreisen(kreise), ort: { titel, kreise, laender: [] } };
  }

  const kreiseVon = (name, schluessel) =>
    (name === "amt" ? landkarte.wo.kreiseDesAmts(schluessel) : [landkarte.wo.kreisNummer(schluessel)].filter((kreis) => kreis >= 0));

  function inKreisen(kreise) {
    const dabei = kreise.map(landkarte.wer.imKreis);
    return ({ zeile }) => dabei.some((einer) => einer[zeile] === 1);
  }

  // Without a radius those who work at the place count; with one those who have a Standort within it.
  function umkreis(weite) {
    const km = weite === "bundesweit" ? Infinity : Number(weite);
    const titel = km === Infinity ? "bundesweit" : `${weite}\u00a0km`;
    if (!weite) return { name: "umkreis", feld: "umkreis", werte: [], passt: ({ gruppe }) => gruppe !== "nah" };
    return { name: "umkreis", feld: "umkreis", werte: [{ schluessel: weite, titel }], passt: (kandidat) => kandidat.km <= km };
  }

  // A part of the map: [south, west, north, east] in degrees. What is none, in a link that was torn, narrows nothing.
  function ausschnitt(grenzen) {
    const [sued, west, nord, ost] = grenzen.split(",").map(Number);
    const innen = ({ lat, lon }) => lat >= sued && lat <= nord && lon >= west && lon <= ost;
    const werte = sued <= nord && west <= ost ? [{ schluessel: grenzen, titel: "Kartenausschnitt" }] : [];
    return { name: "ausschnitt", feld: "ausschnitt", werte, passt: ({ zeile }) => landkarte.wer.standorte(zeile).some(innen) };
  }

  landkarte.filter = {
    begriff, gebiet, umkreis, ausschnitt,

    // The candidates {zeile, gruppe, km} that meet all conditions, and by field those that miss only what is chosen in this one.
    wende(kandidaten, bedingungen) {
      const passend = [];
      const nurAn = Object.fromEntries(bedingungen.map(({ feld }) => [feld, []]));
      for (const kandidat of kandidaten) {
        const verfehlt = [];
        for (const { feld, passt } of bedingungen) {
          if (!verfehlt.includes(feld) && !passt(kandidat)) verfehlt.push(feld);
          if (verfehlt.length > 1) break;
        }
        if (verfehlt.length > 1) continue;
        (verfehlt.length > 0 ? nurAn[verfehlt[0]] : passend).push(kandidat);
      }
      return { passend, nurAn };
    },

    // For each word of these vocabularies, by number, how many would be left with it; the conditions of its own field do not count.
    zahlen({ passend, nurAn }, namen) {
      const zahlen = new Uint32Array(landkarte.eintraege.begriffe.length);
      for (const name of namen) {
        const [von, bis] = landkarte.eintraege.vokabulare[name];
        const zeilen = Uint32Array.from([...passend, ...(nurAn[name === LAND ? GEBIET : name] || [])], ({ zeile }) => zeile);
        for (let nummer = von; nummer < bis; nummer += 1) {
          const eine = spalte(nummer);
          for (const zeile of zeilen) zahlen[nummer] += eine[zeile];
        }
      }
      return zahlen;
    },

    anzahlIn: (kandidaten, name, schluessel) => kandidaten.filter(inKreisen(kreiseVon(name, schluessel))).length,
    zahl: (zahlen, name, schluessel) => zahlen[nummerVon(name, schluessel)] || 0,
  };
})();

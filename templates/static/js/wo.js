// Which place is meant: a PLZ, an Ort, both, a Kreis, a Land, an Amt, or words and a place. Never a guess.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ORTE = ["daten/orte.js", "daten/gebiete.js"];
  const TEIL = 5; // words at the end or at the beginning of a question that may name a place
  const VOR_ORTEN = /^(in|im|bei|für|um) /i;
  const KEIN_ORT = { art: "worte" };
  const genommen = new Set(); // first letters whose names are known

  const ags = (kreis) => landkarte.orte.kreise[kreis][0];
  const kreisName = (kreis) => landkarte.orte.kreise[kreis][1];
  const istStadt = (kreis) => landkarte.orte.kreise[kreis][2] === 1;
  const amtVon = (kreis) => landkarte.orte.kreise[kreis][3];
  const landVon = (kreis) => landkarte.orte.aemter[amtVon(kreis)][2];
  const landName = (kreis) => landkarte.orte.laender[landVon(kreis)][1];
  const istGenau = () => landkarte.orte.plzDateien !== "";

  const imKreis = (name, kreis) => (kreisName(kreis) === name ? name : `${name}, ${kreisName(kreis)}`);

  // A place with a number or a name, in one Kreis each; `titel` is what an answer calls it, `wahl` how it is offered.
  function punkt(id, name, kreis, lat, lon, ungefaehr, ab) {
    const bekannt = name.replace(/^\d+ /, "") === kreisName(kreis);
    return {
      id: `${id}-${ags(kreis)}`, art: "punkt", titel: bekannt ? name : `${name}, ${kreisName(kreis)}`, kreise: [kreis], laender: [], lat, lon, ungefaehr, ab,
      wahl: bekannt && istStadt(kreis) && !/^\d/.test(name) ? `Stadt ${name}` : `${imKreis(name, kreis)}, ${landName(kreis)}`,
    };
  }

  function ausEintrag(eintrag) {
    const { art, name, nummer, kreise } = eintrag;
    if (art === "ort") return punkt(`ort-${eintrag.plz[0]}`, name, kreise[0], eintrag.lat, eintrag.lon, !istGenau(), "ort");
    if (art === "kreis") {
      const [schluessel, , stadt, , lat, lon] = landkarte.orte.kreise[nummer];
      return { id: `kreis-${schluessel}`, art, titel: name, wahl: stadt ? `Stadt ${name}` : name, kreise, laender: [], lat, lon, ungefaehr: true, ab: "kreis" };
    }
    const ganze = art === "land" ? [nummer] : [landVon(kreise[0])].filter((land) => landkarte.orte.aemter.filter(([, , eines]) => eines === land).length === 1);
    const schluessel = landkarte.orte[art === "land" ? "laender" : "aemter"][nummer][0].toLowerCase();
    return { id: `${art}-${schluessel}`, art, nummer, titel: name, wahl: art === "land" ? `Land ${name}` : name, kreise, laender: ganze };
  }

  // Where a PLZ lies: exactly, or as its main town, or as its area of three digits; null if there is no such number.
  function lage(plz) {
    const { orte, gebiete, plzDateien } = landkarte.orte;
    const genau = landkarte["plz_" + plz[0]]?.[plz];
    if (genau) return { lat: genau[0], lon: genau[1], kreise: genau[2], name: genau[3], ungefaehr: false, ab: "plz" };
    if (plzDateien.includes(plz[0])) return null;
    const ort = orte.find(([, , nummern]) => nummern.startsWith(plz));
    if (ort) return { lat: ort[3], lon: ort[4], kreise: [ort[1]], name: ort[0], ungefaehr: true, ab: "ort" };
    return gebiete[plz.slice(0, 3)] ? { ...gebiet(plz.slice(0, 3)), ab: "stellen" } : null;
  }

  function gebiet(ziffern) {
    const [lat, lon, kreise] = landkarte.orte.gebiete[ziffern];
    return { lat, lon, kreise, ungefaehr: true, ab: "gebiet" };
  }

  // One meaning per Kreis: the number is one place, but who comes there may depend on the Kreis.
  function vonZahl(zahl, { lat, lon, kreise, name, ungefaehr, ab }, genannt = name) {
    const titel = zahl.length === 3 ? `Postleitzahlen ${zahl}…` : [zahl, genannt].filter(Boolean).join(" ");
    return kreise.map((kreis) => ({ ...punkt(`plz-${zahl}`, titel, kreis, lat, lon, ungefaehr, ab), wahl: `${kreisName(kreis)}, ${landName(kreis)}` }));
  }

  function deuteZahl(zahl) {
    if (zahl.length === 3 && landkarte.orte.gebiete[zahl]) return { art: "ort", teile: true, name: zahl, worte: "", orte: vonZahl(zahl, gebiet(zahl)) };
    const wo = zahl.length === 5 && lage(zahl);
    if (wo) return { art: "ort", teile: true, name: zahl, worte: "", orte: vonZahl(zahl, wo) };
    const mitNull = zahl.length === 4 && landkarte.orte.gebiete["0" + zahl.slice(0, 2)];
    return { art: "zahl", zahl, vorschlaege: mitNull ? ["0" + zahl] : [] };
  }

  // "32756 Detmold": the name says which part of the PLZ, the PLZ which of the places of that name.
  function deutePlz(zahl, davor, danach) {
    const wo = lage(zahl);
    if (!wo) return { art: "zahl", zahl, vorschlaege: [] };
    for (let anzahl = danach.length; anzahl > 0; anzahl -= 1) {
      const gefunden = landkarte.namen.finde(danach.slice(0, anzahl).join(" "));
      const passend = gefunden.filter(({ kreise }) => wo.kreise.some((kreis) => kreise.includes(kreis)));
      const ort = passend.find(({ art, plz }) => art === "ort" && plz.includes(zahl)) || passend.find(({ art }) => art === "ort") || passend[0];
      const worte = [...davor, ...danach.slice(anzahl)].join(" ");
      const name = [zahl, ...danach.slice(0, anzahl)].join(" ");
      if (ort) {
        const naeher = ort.art === "ort" && wo.ungefaehr ? { lat: ort.lat, lon: ort.lon, ab: "ort" } : {};
        const orte = vonZahl(zahl, { ...wo, ...naeher, kreise: wo.kreise.filter((kreis) => ort.kreise.includes(kreis)) }, ort.art === "ort" ? ort.name : wo.name);
        return { art: "ort", teile: true, name, worte, orte };
      }
      if (gefunden.length > 0) {
        const zahlen = vonZahl(zahl, wo).map((einer) => ({ ...einer, wahl: einer.titel }));
        return { art: "ort", teile: false, name, worte, orte: [...zahlen, ...gefunden.map(ausEintrag)] };
      }
    }
    return { art: "ort", teile: true, name: zahl, worte: [...davor, ...danach].join(" "), fremd: danach.length > 0, orte: vonZahl(zahl, wo) };
  }

  function deuteNamen(text) {
    const teile = text.split(/[\s,;]+/).filter(Boolean);
    const versuche = [[0, teile.length]];
    for (let anzahl = Math.min(TEIL, teile.length - 1); anzahl > 0; anzahl -= 1) versuche.push([teile.length - anzahl, teile.length]);
    for (let anzahl = Math.min(TEIL, teile.length - 1); anzahl > 0; anzahl -= 1) versuche.push([0, anzahl]);
    for (const [von, bis] of versuche) {
      const name = teile.slice(von, bis).join(" ").replace(VOR_ORTEN, "");
      const gefunden = landkarte.namen.finde(name);
      const worte = [...teile.slice(0, von), ...teile.slice(bis)].join(" ");
      if (gefunden.length > 0) return { art: "ort", teile: false, name, worte, orte: gefunden.map(ausEintrag) };
    }
    return KEIN_ORT;
  }

  landkarte.wo = {
    kreisName, istStadt,
    kreisSeite: (kreis) => `kreis/${ags(kreis)}.html`,
    land: landName,
    landSeite: (kreis) => `land/${landkarte.orte.laender[landVon(kreis)][0].toLowerCase()}.html`,
    amt: (kreis) => landkarte.orte.aemter[amtVon(kreis)][1],
    amtSeite: (kreis) => `amt/${landkarte.orte.aemter[amtVon(kreis)][0]}.html`,

    // What is needed to understand the text; nothing is loaded twice.
    async bereite(text) {
      await landkarte.lade(ORTE);
      const { plzDateien, ortDateien } = landkarte.orte;
      const ziffern = (text.match(/\d{5}/g) || []).map((zahl) => zahl[0]).filter((ziffer) => plzDateien.includes(ziffer));
      const anfaenge = landkarte.namen.worte(text).map((wort) => wort[0]).filter((anfang) => ortDateien.includes(anfang));
      await landkarte.lade(ziffern.map((ziffer) => `daten/plz/${ziffer}.js`));
      await landkarte.lade(anfaenge.map((anfang) => `daten/orte/${anfang}.js`));
      for (const anfang of anfaenge.filter((einer) => !genommen.has(einer))) {
        genommen.add(anfang);
        landkarte.namen.nimmOrte(landkarte["orte_" + anfang]);
      }
    },

    // {art: "worte"}, {art: "zahl"} for digits that are no PLZ, or {art: "ort"} with all that may be meant and the other words.
    deute(text) {
      const sauber = text.trim().replace(/\bD[\s–-]+(?=\d{5}\b)/i, "");
      const zahl = sauber.replace(/\s/g, "");
      if (/^\d+$/.test(zahl)) return deuteZahl(zahl);
      const zahlen = sauber.match(/\d+/g) || [];
      if (zahlen.length === 0) return deuteNamen(sauber);
      if (zahlen.length > 1 || zahlen[0].length !== 5) return KEIN_ORT;
      const [davor, danach] = sauber.split(zahlen[0]).map((teil) => teil.split(/[\s,;]+/).filter(Boolean));
      return deutePlz(zahlen[0], davor, danach);
    },
  };
})();

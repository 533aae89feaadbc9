// Which place is meant: a PLZ, an Ort, both, a Kreis, a region, a Land, an Amt, or words and a place; never a guess. Its pages are those of landkarte/site/pages/regions.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const TEILE = [5, 4, 3, 2, 1]; // words at the end or at the beginning of a question that may name a place
  const VOR_ORTEN = /^((in|im|bei|für|um|aus|der|nähe|raum|großraum|umgebung|umkreis|von) )+/i;
  const KEIN_ORT = { art: "worte" };
  const genommen = new Set(); // first letters whose names are known

  const ags = (kreis) => landkarte.orte.kreise[kreis][0];
  const kreisName = (kreis) => landkarte.orte.kreise[kreis][1];
  const istStadt = (kreis) => landkarte.orte.kreise[kreis][2] === 1;
  const amtVon = (kreis) => landkarte.orte.kreise[kreis][3];
  const landVon = (kreis) => landkarte.orte.aemter[amtVon(kreis)][2];
  const landName = (kreis) => landkarte.orte.laender[landVon(kreis)][1];
  const istGenau = () => landkarte.orte.plzDateien !== "";

  // A place with a number or a name, in one Kreis; `titel` is what an answer calls it, `wahl` how a question offers it.
  function punkt(id, name, kreis, lage) {
    const allein = name.replace(/^\d+ /, "") === kreisName(kreis);
    const titel = allein ? name : `${name}, ${kreisName(kreis)}`;
    const wahl = name === kreisName(kreis) && istStadt(kreis) ? `Stadt ${name}` : `${titel}, ${landName(kreis)}`;
    return { art: "punkt", id: `${id}-${ags(kreis)}`, titel, wahl, kreise: [kreis], laender: [], ...lage };
  }

  // An Amt that is alone in its Land has the whole of it.
  const ganzesLand = (land) => landkarte.orte.aemter.filter(([, , eines]) => eines === land).length === 1;

  function ausEintrag({ art, name, nummer, kreise, plz, lat, lon }) {
    if (art === "ort") return punkt(`ort-${plz[0] || name.toLowerCase().replace(/[^\p{L}]+/gu, "-")}`, name, kreise[0], { lat, lon, ungefaehr: !istGenau(), ab: plz[0] ? "ort" : "kreis" });
    if (art === "kreis") {
      const [schluessel, , stadt, , breite, laenge] = landkarte.orte.kreise[nummer];
      const mitte = { lat: breite, lon: laenge, ungefaehr: true, ab: "kreis" };
      return { art, id: `kreis-${schluessel}`, titel: name, wahl: stadt ? `Stadt ${name}` : name, kreise, laender: [], ...mitte };
    }
    if (art === "region") return { art, id: `region-${landkarte.falte(name)}`, titel: name, wahl: `Region ${name}`, kreise, laender: [] };
    const schluessel = landkarte.orte[art === "land" ? "laender" : "aemter"][nummer][0].toLowerCase();
    const laender = [art === "land" ? nummer : landVon(kreise[0])].filter((land) => art === "land" || ganzesLand(land));
    return { art, id: `${art}-${schluessel}`, titel: name, wahl: art === "land" ? `Land ${name}` : name, kreise, laender };
  }

  // Whether the tables know a PLZ; a bit for each of the hundred numbers of an area.
  function istBekannt(plz) {
    const [zahlen, ende] = [landkarte.orte.gebiete[plz.slice(0, 3)]?.[3] || "", Number(plz.slice(3))];
    return ((window.atob(zahlen).charCodeAt(ende >> 3) >> (ende & 7)) & 1) === 1;
  }

  // Where a PLZ lies: exactly, or as its main town, or as its area of three digits; null if there is no such number.
  function lageVon(plz) {
    const { orte, plzDateien } = landkarte.orte;
    const genau = landkarte["plz_" + plz[0]]?.[plz];
    if (genau) return { lat: genau[0], lon: genau[1], kreise: genau[2], name: genau[3], ungefaehr: false, ab: "plz" };
    if (plzDateien.includes(plz[0])) return null;
    const ort = orte.find(([, , nummern]) => nummern.startsWith(plz));
    if (ort) return { lat: ort[3], lon: ort[4], kreise: [ort[1]], name: ort[0], ungefaehr: true, ab: "ort" };
    return istBekannt(plz) ? { ...gebiet(plz.slice(0, 3)), ab: "stellen" } : null;
  }

  function gebiet(ziffern) {
    const [lat, lon, kreise] = landkarte.orte.gebiete[ziffern];
    return { lat, lon, kreise, ungefaehr: true, ab: "gebiet" };
  }

  // One meaning per Kreis: the number is one place, but who comes there may depend on the Kreis.
  function vonZahl(zahl, { kreise, name, ...lage }, genannt = name) {
    const ort = (kreis) => genannt || (istStadt(kreis) ? kreisName(kreis) : "");
    const titel = (kreis) => (zahl.length === 3 ? `Postleitzahlen ${zahl}…` : `${zahl} ${ort(kreis)}`.trim());
    return kreise.map((kreis) => ({ ...punkt(`plz-${zahl}`, titel(kreis), kreis, lage), wahl: `${kreisName(kreis)}, ${landName(kreis)}` }));
  }

  // Digits that are no PLZ we know: a lost zero, or a number of Postfächer, which no data tell, may stand for its area.
  function keinePlz(zahl) {
    const { gebiete } = landkarte.orte;
    const mitNull = zahl.length === 4 && gebiete["0" + zahl.slice(0, 2)] ? ["0" + zahl] : [];
    return { art: "zahl", zahl, vorschlaege: zahl.length === 5 && gebiete[zahl.slice(0, 3)] ? [zahl.slice(0, 3)] : mitNull };
  }

  function deuteZahl(zahl) {
    const wo = zahl.length === 5 ? lageVon(zahl) : zahl.length === 3 && landkarte.orte.gebiete[zahl] && gebiet(zahl);
    return wo ? { art: "ort", teile: true, name: zahl, worte: "", orte: vonZahl(zahl, wo) } : keinePlz(zahl);
  }

  // "32756 Detmold": the name says which part of the PLZ, the PLZ which of the places of that name.
  function deutePlz(zahl, davor, danach) {
    const wo = lageVon(zahl);
    if (!wo) return keinePlz(zahl);
    for (let anzahl = danach.length; anzahl > 0; anzahl -= 1) {
      const gefunden = landkarte.namen.finde(danach.slice(0, anzahl).join(" "));
      if (gefunden.length > 0) {
        const name = [zahl, ...danach.slice(0, anzahl)].join(" ");
        const worte = [...davor, ...danach.slice(anzahl)].join(" ");
        return { art: "ort", name, worte, ...beides(zahl, wo, gefunden) };
      }
    }
    return { art: "ort", teile: true, name: zahl, worte: [...davor, ...danach].join(" "), fremd: danach.length > 0, orte: vonZahl(zahl, wo) };
  }

  // A name that lies elsewhere than the number is another place: both may be meant.
  function beides(zahl, wo, gefunden) {
    const passend = gefunden.filter(({ kreise }) => wo.kreise.some((kreis) => kreise.includes(kreis)));
    const ort = passend.find(({ plz }) => plz?.includes(zahl)) || passend.find(({ art }) => art === "ort") || passend[0];
    if (!ort) {
      const zahlen = vonZahl(zahl, wo).map((einer) => ({ ...einer, wahl: einer.titel }));
      return { teile: false, orte: [...zahlen, ...gefunden.map(ausEintrag)] };
    }
    const istOrt = ort.art === "ort";
    const naeher = istOrt && ort.plz.length > 0 && wo.ungefaehr ? { lat: ort.lat, lon: ort.lon, ab: "ort" } : {};
    const kreise = wo.kreise.filter((kreis) => ort.kreise.includes(kreis));
    return { teile: true, orte: vonZahl(zahl, { ...wo, ...naeher, kreise }, istOrt ? ort.name : wo.name) };
  }

  // "Kassel" is the town; the Kreis around it has the same name and is offered beside it.
  function stadtVorKreis(orte) {
    const staedte = orte.filter(({ art, kreise }) => art === "punkt" && istStadt(kreise[0]));
    const andere = orte.filter((einer) => !staedte.includes(einer));
    const istUmland = ({ art, kreise, titel }) => art === "kreis" && !istStadt(kreise[0]) && titel.includes(staedte[0].titel);
    return staedte.length === 1 && andere.length > 0 && andere.every(istUmland) ? { orte: staedte, andere } : { orte };
  }

  const istOrt = ({ art }) => art === "ort";
  const istGrossstadt = ({ name, kreise }) => istStadt(kreise[0]) && name === kreisName(kreise[0]);

  function deuteNamen(text) {
    const teile = text.split(/[\s,;]+/).filter(Boolean);
    const weniger = TEILE.filter((anzahl) => anzahl < teile.length);
    const versuche = [[0, teile.length], ...weniger.map((anzahl) => [teile.length - anzahl, teile.length]), ...weniger.map((anzahl) => [0, anzahl])];
    for (const [von, bis] of versuche) {
      const name = teile.slice(von, bis).join(" ").replace(VOR_ORTEN, "");
      const gefunden = landkarte.namen.finde(name);
      const worte = [...teile.slice(0, von), ...teile.slice(bis)].join(" ");
      if (gefunden.length === 0) continue;
      const gleichnamig = worte && von > 0 && gefunden.every(istOrt) ? landkarte.namen.finde(worte).filter(istOrt) : [];
      const orte = [...gleichnamig, ...gefunden].map(ausEintrag);
      // A smaller place behind a city is a part of the city, if need be: "Hamburg Horn".
      if (gleichnamig.length === 1 && istGrossstadt(gleichnamig[0]) && gefunden.every(({ klein }) => klein)) {
        return { art: "ort", teile: false, fremd: true, name: worte, worte: name, orte: orte.slice(0, 1), andere: orte.slice(1) };
      }
      // "Berlin Buch": a part of the first town or the second one, so both are offered
      if (gleichnamig.length > 0) return { art: "ort", teile: false, name: text, worte: "", orte };
      return { art: "ort", teile: false, danach: worte !== "" && von === 0, name, worte, ...stadtVorKreis(orte) };
    }
    return deuteOrtsteil(text);
  }

  // "Berlin-Mitte": where the name of a part of a town is not known, the answer is that for the town and says so.
  // "München-Land" is no part of München but the Kreis around it.
  function deuteOrtsteil(text) {
    const [name, ...rest] = text.split(/\s*-\s*/);
    const worte = rest.join(" ");
    const kreis = /^land$/i.test(worte);
    const gefunden = landkarte.namen.finde(kreis ? `Landkreis ${name}` : name).filter(({ art }) => kreis || art === "ort");
    if (!worte || gefunden.length === 0) return KEIN_ORT;
    return { art: "ort", teile: false, fremd: !kreis, name: kreis ? text : name, worte: kreis ? "" : worte, orte: gefunden.map(ausEintrag) };
  }

  landkarte.wo = {
    kreisName, istStadt, land: landName,
    kreisSeite: (kreis) => `kreis/${ags(kreis)}.html`,
    landSeite: (kreis) => `land/${landkarte.orte.laender[landVon(kreis)][0].toLowerCase()}.html`,
    amt: (kreis) => landkarte.orte.aemter[amtVon(kreis)][1],
    stellen: (kreis) => [landkarte.orte.aemter[amtVon(kreis)][0], landkarte.orte.laender[landVon(kreis)][0]],
    amtSeite: (kreis) => `amt/${landkarte.orte.aemter[amtVon(kreis)][0]}.html`,

    // Ämter and Kreise of a Land ("NW"), or of one of its Ämter, as [key, name]; the Kreise (numbers) of an Amt; the number of a Kreis.
    aemterVon: (land) => landkarte.orte.aemter.filter(([, , nummer]) => landkarte.orte.laender[nummer][0] === land).map(([schluessel, name]) => [schluessel, name]),
    kreiseVon: (land, amt = "") => [...landkarte.orte.kreise.keys()]
      .filter((kreis) => landkarte.orte.laender[landVon(kreis)][0] === land && (!amt || landkarte.orte.aemter[amtVon(kreis)][0] === amt))
      .map((kreis) => [ags(kreis), kreisName(kreis)]).sort(([, einer], [, anderer]) => einer.localeCompare(anderer, "de")),
    kreiseDesAmts: (schluessel) => [...landkarte.orte.kreise.keys()].filter((kreis) => landkarte.orte.aemter[amtVon(kreis)][0] === schluessel),
    kreisNummer: (schluessel) => landkarte.orte.kreise.findIndex(([eigener]) => eigener === schluessel),

    // What is needed to understand the text; nothing is loaded twice.
    async bereite(text) {
      await landkarte.lade(["daten/orte.js"]);
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

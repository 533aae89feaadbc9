// Names of places in any spelling: ü = ue = u, ß = ss, "Frankfurt/Main" = "Frankfurt a. M.", "Kreis Lippe" = "Lippe".
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const menge = (text) => new Set(text.split(" "));
  const FUGEN = menge("am an auf bei das dem den der die fuer fur im in ob und unter vor zu a b d i u v");
  const KREISWORTE = menge("kreis landkreis lk lkr kr region stadteregion regionalverband");
  const STADTWORTE = menge("stadt kreisfreie hansestadt lutherstadt landeshauptstadt universitatsstadt heilbad gemeinde");
  const GLEICH = { sankt: "st", inklusionsamt: "integrationsamt", inklusionsamter: "integrationsamt" };
  const BEIDE = /Integrations-?\s*(?:und|oder|u\.|\/)\s*Inklusionsamt/i; // however an Amt calls itself, people say both
  const ZUSATZ = /\s*[(/]\s*|\s(?:am|an|auf|bei|der|im|in|ob|unter|vor)\s/i; // what follows tells places of one name apart
  const KEIN_ANFANG = menge("bad gross klein neu alt ober unter sankt"); // first words that name no town, and no Baden
  const MINDESTENS = 3; // letters of a Kreis or Land that tell places of one name apart
  const VORSCHLAEGE = 3;
  const NACHBARSCHAFT = 0.2; // degrees

  const ohneZeichen = (wort) => wort.replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "");

  // Each word in three ways: loosely folded; strictly, where ü is ue but ue is not u (Neuenkirchen is not Neunkirchen); bare, where ü is u.
  function worte(text) {
    const roh = text.normalize("NFC").replace(BEIDE, "Inklusionsamt").toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return roh.map((wort) => [landkarte.falte(wort), wort]).filter(([lose]) => lose && !FUGEN.has(lose)).map(([lose, wort]) => ({
      lose: GLEICH[lose] || lose,
      streng: GLEICH[lose] || ohneZeichen(wort.replace(/[äöü]/g, (laut) => ({ ä: "ae", ö: "oe", ü: "ue" })[laut])),
      bar: GLEICH[lose] || ohneZeichen(wort),
    }));
  }

  const lose = (liste) => liste.map((wort) => wort.lose);
  const streng = (liste) => liste.map((wort) => wort.streng).join(" ");
  const bar = (liste) => liste.map((wort) => wort.bar).join(" ");
  const ohneTitel = (liste) => (liste.length > 1 && STADTWORTE.has(liste[0].lose) ? ohneTitel(liste.slice(1)) : liste);
  const ohneKreis = (liste) => (liste.length > 1 ? liste.filter((wort) => !KREISWORTE.has(wort.lose)) : liste);

  let verzeichnis = null; // first words of a name → the places of that name

  function nimm(eintrag, name, eigen) {
    const [vorn, ...hinten] = name.split(ZUSATZ);
    const kopf = eintrag.art === "kreis" ? ohneKreis(worte(vorn)) : ohneTitel(worte(vorn));
    trageEin({ ...eintrag, eigen }, kopf, lose(worte(hinten.join(" "))));
    const [erstes] = vorn.split(" ").map(worte);
    const anfang = eintrag.art === "ort" && erstes.length < kopf.length && bar(erstes).length >= 4 && !KEIN_ANFANG.has(bar(erstes));
    if (anfang) trageEin({ ...eintrag, eigen, anfang }, erstes, lose(worte(name)).slice(erstes.length));
  }

  function trageEin(eintrag, kopf, zusatz) {
    const schluessel = lose(kopf).join(" ");
    if (!verzeichnis.has(schluessel)) verzeichnis.set(schluessel, []);
    verzeichnis.get(schluessel).push({ ...eintrag, streng: streng(kopf), bar: bar(kopf), schluessel, zusatz });
  }

  function nimmOrt([name, kreis, plz, lat, lon], klein) {
    nimm({ art: "ort", name, kreise: [kreis], plz: plz.split(" ").filter(Boolean), lat, lon, klein }, name, true);
  }

  function baue() {
    const { laender, aemter, kreise, orte, regionen } = landkarte.orte;
    const alle = [...kreise.keys()];
    const amtVon = (kreis) => kreise[kreis][3];
    verzeichnis = new Map();
    orte.forEach((ort) => nimmOrt(ort, false));
    kreise.forEach(([, name], nummer) => nimm({ art: "kreis", name, nummer, kreise: [nummer] }, name, true));
    laender.forEach(function ([, name, andere], nummer) {
      const eintrag = { art: "land", name, nummer, kreise: alle.filter((kreis) => aemter[amtVon(kreis)][2] === nummer) };
      [name, ...andere].forEach((wort) => nimm(eintrag, wort, wort === name));
    });
    regionen.forEach(([name, andere, dabei]) => [name, ...andere].forEach((wort) => nimm({ art: "region", name, kreise: dabei }, wort, wort === name)));
    aemter.forEach(function ([, name, , andere], nummer) {
      const eintrag = { art: "amt", name, nummer, kreise: alle.filter((kreis) => amtVon(kreis) === nummer) };
      [name, ...andere].forEach((wort) => nimm(eintrag, wort, false));
    });
  }

  // "M." for Main, "Westf." for Westfalen, and a Kreis or Land to tell places apart: "Neuenkirchen, Kreis Steinfurt".
  function passt(rest, { zusatz, art, anfang, kreise }) {
    let stelle = 0;
    const umfeld = () => lose(worte(landkarte.orte.kreise[kreise[0]][1] + " " + landkarte.wo.land(kreise[0])));
    return rest.every(function (wort) {
      const fund = zusatz.findIndex((teil, nummer) => nummer >= stelle && teil.startsWith(wort));
      if (fund >= 0) stelle = fund + 1;
      else if (art !== "ort" || anfang || KEIN_ANFANG.has(wort) || wort.length < MINDESTENS || !umfeld().some((teil) => teil.startsWith(wort))) return false;
      return true;
    });
  }

  function gemeint(text) {
    const alle = worte(text);
    const amRand = alle.length > 1 && [alle[0], alle.at(-1)].some((wort) => KREISWORTE.has(wort.lose));
    if (amRand) return { liste: ohneKreis(alle), gilt: ({ art, kreise }) => art === "region" || (art === "kreis" && !landkarte.orte.kreise[kreise[0]][2]) };
    const liste = ohneTitel(ohneKreis(alle));
    if (liste.length > 1 && liste[0].lose === "land") return { liste: liste.slice(1), gilt: ({ art }) => art === "land" };
    const stadt = liste.length < ohneKreis(alle).length;
    return { liste, gilt: ({ art, kreise }) => !stadt || art === "ort" || (art === "kreis" && landkarte.orte.kreise[kreise[0]][2]) };
  }

  const enthaelt = (grosser, kleiner) => grosser !== kleiner && kleiner.kreise.every((kreis) => grosser.kreise.includes(kreis));

  // Whoever says Paderborn means the town, not the Kreis around it; a Land that is a town is that town.
  const weicht = (eintrag, alle) => alle.some((anderer) => enthaelt(eintrag, anderer) && (
    (eintrag.art === "kreis" && anderer.art === "ort") || (eintrag.art === "land" && eintrag.kreise.length === 1)
    || (!eintrag.eigen && (anderer.eigen || anderer.kreise.length < eintrag.kreise.length))));

  // One town is not two because two sources spell it differently, or because a PLZ of it reaches into the Kreis beside it.
  function dieselbeStadt(eine, andere) {
    const nahe = Math.abs(eine.lat - andere.lat) < NACHBARSCHAFT && Math.abs(eine.lon - andere.lon) < 2 * NACHBARSCHAFT;
    if (eine.plz.some((plz) => andere.plz.includes(plz)) || (nahe && eine.name === landkarte.orte.kreise[eine.kreise[0]][1])) return true;
    const einzige = landkarte.wo.istStadt(eine.kreise[0]) || eine.zusatz.length * andere.zusatz.length === 0;
    return eine.kreise[0] === andere.kreise[0] && einzige;
  }

  const doppelt = (eintrag, stelle, alle) => alle.slice(0, stelle).some((frueher) => frueher.art === eintrag.art && (
    eintrag.art === "ort" ? dieselbeStadt(frueher, eintrag) : frueher.nummer === eintrag.nummer));

  // A town of which only the first word was said makes us ask, and never is the answer; parts of a city are that city.
  function mitAnfaengen(gefunden) {
    const ganze = gefunden.filter(({ nurAnfang }) => !nurAnfang);
    const fragt = new Set(gefunden.map(({ kreise }) => kreise[0])).size > 1
      && ganze.every(({ art, name, kreise }) => art === "ort" && name !== landkarte.orte.kreise[kreise[0]][1]);
    return fragt ? [...ganze, ...gefunden.filter(({ nurAnfang }) => nurAnfang)] : ganze;
  }

  landkarte.namen = {
    worte: (text) => lose(worte(text)),
    nimmOrte: (zeilen) => { if (!verzeichnis) baue(); zeilen.forEach((ort) => nimmOrt(ort, true)); },

    // Every place that the text may mean; none unless all its words belong to the name.
    finde(text) {
      if (!verzeichnis) baue();
      const { liste, gilt } = gemeint(text);
      const gefunden = liste.flatMap(function (_, stelle) {
        const kopf = liste.slice(0, stelle + 1);
        const rest = lose(liste.slice(stelle + 1));
        const ohneOb = rest.length > 1 ? rest.filter((wort) => wort !== "o") : rest; // "Rothenburg o. d. T."
        const gleiche = (verzeichnis.get(lose(kopf).join(" ")) || []).filter((eintrag) => gilt(eintrag) && (passt(rest, eintrag) || passt(ohneOb, eintrag)));
        const gemeinter = ({ streng: ganz, bar: bloss }) => [ganz, bloss].includes(streng(kopf));
        // "Bünde" may be a slip for Bunde, but never is where there is no Bünde.
        const klingtSo = gleiche.some(gemeinter) ? ({ bar: bloss }) => bloss === bar(kopf) : () => false;
        return gleiche.filter((eintrag) => gemeinter(eintrag) || klingtSo(eintrag)).map((eintrag) => ({ ...eintrag, nurAnfang: eintrag.anfang && rest.length === 0 }));
      });
      // "Schleswig-Holstein" is the Land, not the town of Schleswig in it.
      const istLand = gefunden.some(({ art, schluessel }) => art === "land" && schluessel === lose(liste).join(" "));
      const moeglich = istLand ? gefunden.filter(({ schluessel }) => schluessel === lose(liste).join(" ")) : gefunden;
      const alle = mitAnfaengen(moeglich).filter((eintrag, stelle, gleiche) => !doppelt(eintrag, stelle, gleiche));
      return alle.filter((eintrag) => !weicht(eintrag, alle));
    },

    // The one name that differs in a single slip; empty if there is none, or more than one.
    verschrieben(text) {
      const [[weite, name] = [Infinity], [zweite] = [Infinity]] = aehnlich(text);
      return weite <= 1 && zweite > weite && landkarte.falte(text).length >= 6 ? name : "";
    },

    // At most three names that look like the text.
    vorschlaege: (text) => aehnlich(text).slice(0, VORSCHLAEGE).map(([, name]) => name),
  };

  // Names that look like the text, the nearest first: [distance, name].
  function aehnlich(text) {
    if (!verzeichnis) baue();
    const { liste, gilt } = gemeint(text);
    const wort = lose(liste).join(" ");
    if (wort.length < 4) return [];
    const hoechstens = wort.length < 6 ? 1 : 2;
    // "Hochsauerland" is how people call the Hochsauerlandkreis.
    const laenger = (schluessel) => schluessel.startsWith(wort + " ") || schluessel === wort + "kreis";
    const naehe = (schluessel) => (laenger(schluessel) ? 0.5 : landkarte.woerter.abstand(wort, schluessel, hoechstens));
    const nahe = [...verzeichnis.values()].flat().filter((eintrag) => gilt(eintrag) && !eintrag.anfang).map((eintrag) => [naehe(eintrag.schluessel), eintrag.name]);
    const sortiert = nahe.filter(([weite]) => weite < Infinity).sort(([eine], [andere]) => eine - andere);
    return sortiert.filter(([, name], stelle) => sortiert.findIndex(([, anderer]) => anderer === name) === stelle);
  }
})();

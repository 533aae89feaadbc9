// The words of an answer: the sentence, the groups of the list with their reasons, and where to go on.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const NAH = 5; // providers that are shown although they do not name the place
  const NAH_KM = 100; // farther away is not near; where nobody serves the place the nearest are shown all the same
  const NACHBARN = 5;
  const AB = {
    gebiet: "Die Entfernungen gelten ab der Mitte dieses Gebiets.",
    stellen: "Wo diese Postleitzahl liegt, wissen wir nur ungefähr. Die Entfernungen gelten ab der Mitte des Gebiets ihrer ersten drei Ziffern.",
    ort: "Die Entfernungen gelten ab der Ortsmitte.",
    kreis: "Die Entfernungen gelten ab der Mitte des Kreises.",
  };

  const zahl = (wert) => wert.toLocaleString("de-DE");
  const anbieter = (anzahl, eins, viele) => (anzahl === 1 ? `1 Anbieter ${eins}` : `${zahl(anzahl)} Anbieter ${viele}`);
  const gross = (satz) => satz.charAt(0).toUpperCase() + satz.slice(1);
  const aufzaehlung = (worte) => [worte.slice(0, -1).join(", "), worte.at(-1)].filter(Boolean).join(" und ");

  // Grammar of the names of Kreise and Länder.
  const weiblich = (name) => /^(Region|Städteregion) /.test(name);
  const gebeugt = (name) => name.replace(/scher Kreis$/, "schen Kreis");
  const { kreisName, istStadt } = landkarte.wo;
  const denKreis = (kreis) => (istStadt(kreis) ? kreisName(kreis) : (weiblich(kreisName(kreis)) ? "die " : "den ") + gebeugt(kreisName(kreis)));
  const inDenKreis = (kreis) => (istStadt(kreis) ? "nach " : "in ") + denKreis(kreis);
  const imKreis = (kreis) => (istStadt(kreis) ? "in " : weiblich(kreisName(kreis)) ? "in der " : "im ") + gebeugt(kreisName(kreis));
  const inGanz = (land) => (land === "Saarland" ? "im ganzen Saarland" : `in ganz ${land}`);
  const inLand = (land) => (land === "Saarland" ? "im Saarland" : `in ${land}`);

  function kilometer(km, ungefaehr) {
    if (km < 1 && !ungefaehr) return "unter 1 km";
    return `${ungefaehr ? "etwa " : ""}${zahl(Math.max(1, Math.round(km)))} km`;
  }

  // Why a provider is in the list; one who leaves places out does not work "in ganz" anything.
  function warum(bedeutung, { grund, km, ungefaehr, hier, zeile }) {
    const entfernt = km < Infinity ? `Standort ${kilometer(km, ungefaehr || bedeutung.ungefaehr)} entfernt` : "";
    const dazu = entfernt && `, ${entfernt}`;
    const land = landkarte.wo.land(bedeutung.kreise[0]);
    const ganz = landkarte.gebiete.standorte[zeile].every(([, , , bereich]) => (landkarte.gebiete.bereiche[bereich] || []).length < 5);
    if (bedeutung.art !== "punkt" && hier) return bedeutung.art === "kreis" ? `Standort ${imKreis(bedeutung.kreise[0])}` : `Standort in diesem ${bedeutung.art === "amt" ? "Gebiet" : "Land"}`;
    if (bedeutung.art === "amt" || bedeutung.art === "land") {
      const worte = { kreise: "kommt in einzelne Kreise", umkreis: "Umkreis eines Standorts reicht bis hierher", bundesweit: "arbeitet bundesweit" };
      return worte[grund] || `arbeitet ${ganz ? inGanz(land) : inLand(land)}`;
    }
    if (grund === "kreise") return `kommt ${aufzaehlung(bedeutung.kreise.map(inDenKreis))}${dazu}`;
    if (grund === "land") return `arbeitet ${ganz ? inGanz(land) : inLand(land)}${dazu}`;
    return grund === "bundesweit" ? `bundesweit${dazu}` : entfernt;
  }

  function wer(bedeutung) {
    const { art, kreise, laender, lat, lon } = bedeutung;
    return art === "punkt" || art === "kreis" ? landkarte.wer.punkt(kreise[0], lat, lon) : landkarte.wer.gebiet(kreise, laender);
  }

  function seiten({ art, kreise, id }) {
    const { kreisSeite, land, landSeite, amt, amtSeite } = landkarte.wo;
    const laender = [...new Map(kreise.map((kreis) => [landSeite(kreis), { text: `Land ${land(kreis)}`, ziel: landSeite(kreis) }])).values()];
    const amtliche = art === "land" ? [] : [...new Map(kreise.map((kreis) => [amtSeite(kreis), { text: amt(kreis), ziel: amtSeite(kreis) }])).values()];
    const eigene = art === "punkt" || art === "kreis" ? kreise.map((kreis) => ({ text: `Seite für ${istStadt(kreis) ? "die Stadt " : ""}${denKreis(kreis)}`, ziel: kreisSeite(kreis) })) : [];
    return id.startsWith("amt-") ? [...amtliche, ...laender] : [...eigene, ...laender, ...amtliche];
  }

  function nachbarn({ kreise, lat, lon }) {
    const weite = ([, , , , breite, laenge]) => (breite - lat) ** 2 + ((laenge - lon) * Math.cos((lat * Math.PI) / 180)) ** 2;
    const sortiert = landkarte.orte.kreise.map((kreis, nummer) => [weite(kreis), nummer]).sort((einer, anderer) => einer[0] - anderer[0]);
    const nahe = sortiert.map(([, nummer]) => nummer).filter((nummer) => !kreise.includes(nummer)).slice(0, NACHBARN);
    return nahe.map((kreis) => ({ text: kreisName(kreis), ziel: landkarte.wo.kreisSeite(kreis) }));
  }

  const nachWeite = (einer, anderer) => einer.km - anderer.km || einer.zeile - anderer.zeile;
  const RANG = ["land", "kreise", "umkreis", "bundesweit", null];
  const nachGrund = (einer, anderer) => anderer.hier - einer.hier || RANG.indexOf(einer.grund) - RANG.indexOf(anderer.grund) || einer.zeile - anderer.zeile;

  const diesen = ({ art }) => ({ punkt: "diesen Ort", kreis: "diesen Kreis", land: "dieses Land", amt: "dieses Gebiet" })[art];

  function satz(bedeutung, region, bund, worte) {
    const ort = `${bedeutung.titel}${bedeutung.art === "punkt" && bedeutung.ungefaehr ? " (ungefähr)" : ""}${worte ? `, zu „${worte}“` : ""}`;
    if (region + bund === 0) return `${ort}: Kein Eintrag im Verzeichnis nennt ${diesen(bedeutung)} als Einzugsgebiet. Das heißt nicht, dass es kein Angebot gibt.`;
    if (region === 0) return `${ort}: Kein Anbieter aus der Region, ${bund === 1 ? "1 arbeitet" : `${zahl(bund)} arbeiten`} bundesweit`;
    return `${ort}: ${anbieter(region + bund, "arbeitet", "arbeiten")} hier${bund > 0 ? `, ${zahl(bund)} davon bundesweit` : ""}`;
  }

  landkarte.antwort = {
    wer,
    // Whether it makes a difference which of the Kreise is meant.
    verschieden: (antworten) => new Set(antworten.map((zeilen) =>
      JSON.stringify(zeilen.filter(({ grund }) => grund).map(({ zeile, grund }) => [zeile, grund])))).size > 1,

    ort(bedeutung, zeilen, worte) {
      const punkt = bedeutung.art === "punkt";
      const entfernung = punkt || bedeutung.art === "kreis";
      const drin = ({ hier }) => hier && !punkt;
      const istDabei = (einer) => einer.grund !== null || drin(einer);
      const istBund = (einer) => einer.grund === "bundesweit" && !drin(einer);
      const dabei = zeilen.filter(istDabei);
      const reihe = punkt ? nachWeite : entfernung ? (einer, anderer) => anderer.hier - einer.hier || nachWeite(einer, anderer) : nachGrund;
      const region = dabei.filter((einer) => !istBund(einer)).sort(reihe);
      const bund = dabei.filter(istBund).sort(reihe);
      const andere = entfernung ? zeilen.filter((einer) => !istDabei(einer)).sort(nachWeite).slice(0, NAH) : [];
      const nah = andere.filter(({ km }) => dabei.length === 0 || km <= NAH_KM);
      const gruppe = (titel, einer) => ({ titel, zeilen: einer.map((antwort) => ({ nummer: antwort.zeile, warum: () => gross(warum(bedeutung, antwort)) })) });
      const nichts = dabei.length === 0;
      return {
        satz: satz(bedeutung, region.length, bund.length, worte),
        hinweis: entfernung && bedeutung.ab !== "plz" && dabei.length + nah.length > 0 ? AB[bedeutung.ab] : "",
        gruppen: [
          gruppe("", region),
          gruppe(`Bundesweit: ${zahl(bund.length)}`, bund),
          gruppe(nichts ? "Die nächsten Anbieter" : `In der Nähe, nennen ${diesen(bedeutung)} aber nicht als Einzugsgebiet`, nah),
        ].filter((einer) => einer.zeilen.length > 0),
        verweise: seiten(bedeutung),
        nachbarn: nichts && entfernung ? nachbarn(bedeutung) : [],
      };
    },
  };
})();

// The words of an answer: the sentence, the groups of the list with their reasons, and where to go on; reasons as in landkarte/site/pages/rows.py, Kreise as in landkarte/places/names.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const NAH = 5; // providers that are shown although they do not name the place
  const NAH_KM = 50; // farther away is not near; where nobody serves the place the nearest are shown all the same
  const NACHBARN = 5;
  const AB = {
    plz: "Entfernungen: Luftlinie.",
    gebiet: "Entfernungen: Luftlinie ab der Mitte dieses Gebiets.",
    stellen: "Wo diese Postleitzahl liegt, wissen wir nur ungefähr. Entfernungen: Luftlinie ab der Mitte ihres dreistelligen Gebiets.",
    ort: "Entfernungen: Luftlinie ab der Ortsmitte.",
    kreis: "Entfernungen: Luftlinie ab der Mitte des Kreises.",
  };

  const { zahl } = landkarte.deutsch;
  const anbieter = (anzahl) => (anzahl === 1 ? "1 Anbieter arbeitet" : `${zahl(anzahl)} Anbieter arbeiten`);
  const gross = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const aufzaehlung = (worte) => [worte.slice(0, -1).join(", "), ...worte.slice(-1)].filter(Boolean).join(" und ");

  // Grammar of the names of Kreise and Länder.
  const weiblich = (name) => /^(Region|Städteregion) /.test(name);
  const gebeugt = (name) => name.replace(/scher Kreis$/, "schen Kreis");
  const { kreisName, istStadt } = landkarte.wo;
  const denKreis = (kreis) => (istStadt(kreis) ? kreisName(kreis) : (weiblich(kreisName(kreis)) ? "die " : "den ") + gebeugt(kreisName(kreis)));
  const inDenKreis = (kreis) => (istStadt(kreis) ? "nach " : "in ") + denKreis(kreis);
  const inGanz = (land) => (land === "Saarland" ? "im ganzen Saarland" : `in ganz ${land}`);
  const inLand = (land) => (land === "Saarland" ? "im Saarland" : `in ${land}`);

  function kilometer(km, ungefaehr) {
    if (km < 1 && !ungefaehr) return "unter 1\u00a0km";
    return `${ungefaehr ? "etwa " : ""}${zahl(Math.max(1, Math.round(km)))}\u00a0km`;
  }

  // Whoever leaves places out does not work "in ganz" anything.
  function imLand(kreis, zeile) {
    const land = landkarte.wo.land(kreis);
    const ganz = landkarte.wer.standorte(zeile).every(({ gebiet }) => !gebiet.ausnahmen);
    return `arbeitet ${ganz ? inGanz(land) : inLand(land)}`;
  }

  // Why a provider is in the list.
  function warum({ art, kreise, ungefaehr }, antwort) {
    if (antwort.hier) return art === "land" ? "Standort in diesem Land" : "Standort in diesem Gebiet";
    if (art === "land" || art === "amt" || art === "region") {
      return {
        land: () => (art === "region" ? "arbeitet landesweit" : imLand(kreise[0], antwort.zeile)), // a region may lie in two Länder
        kreise: () => "kommt in einzelne Kreise",
        umkreis: () => "Umkreis eines Standorts reicht bis hierher",
        bundesweit: () => "arbeitet bundesweit",
      }[antwort.grund]();
    }
    const entfernt = `Standort ${kilometer(antwort.km, antwort.ungefaehr || ungefaehr)} entfernt`;
    const weil = {
      kreise: () => `kommt ${aufzaehlung(kreise.map(inDenKreis))}, `,
      land: () => `${imLand(kreise[0], antwort.zeile)}, `,
      bundesweit: () => "bundesweit, ",
    }[antwort.grund];
    return (weil ? weil() : "") + entfernt;
  }

  function wer(bedeutung) {
    const { art, kreise, laender, lat, lon } = bedeutung;
    return art === "punkt" || art === "kreis" ? landkarte.wer.punkt(kreise[0], lat, lon) : landkarte.wer.gebiet(kreise, laender);
  }

  const einmal = (verweise) => [...new Map(verweise.map((verweis) => [verweis.ziel, verweis])).values()];

  // Pages to keep: the narrowest first.
  function seiten({ art, kreise }) {
    const { kreisSeite, land, landSeite, amt, amtSeite } = landkarte.wo;
    const eigene = kreise.map((kreis) => (
      { text: `Seite für ${istStadt(kreis) ? "die Stadt " : ""}${denKreis(kreis)}`, ziel: kreisSeite(kreis) }));
    const laender = kreise.map((kreis) => ({ text: `Land ${land(kreis)}`, ziel: landSeite(kreis) }));
    const aemter = kreise.map((kreis) => ({ text: amt(kreis), ziel: amtSeite(kreis) }));
    if (art === "land") return einmal(laender);
    return einmal(art === "amt" ? [...aemter, ...laender] : [...eigene, ...laender, ...aemter]);
  }

  function nachbarn({ kreise, lat, lon }) {
    const schmal = Math.cos((lat * Math.PI) / 180); // degrees of longitude are shorter than those of latitude
    const weite = ([, , , , breite, laenge]) => (breite - lat) ** 2 + ((laenge - lon) * schmal) ** 2;
    const weiten = landkarte.orte.kreise.map((kreis, nummer) => [weite(kreis), nummer]);
    const sortiert = weiten.sort((einer, anderer) => einer[0] - anderer[0]);
    const nahe = sortiert.map(([, nummer]) => nummer).filter((nummer) => !kreise.includes(nummer)).slice(0, NACHBARN);
    return nahe.map((kreis) => ({ text: kreisName(kreis), ziel: landkarte.wo.kreisSeite(kreis) }));
  }

  const nachWeite = (einer, anderer) => einer.km - anderer.km || einer.zeile - anderer.zeile;
  // Who is there by name, then the nearest of the others; whatever somebody names as Einzugsgebiet moves nobody up.
  const nachLage = (einer, anderer) =>
    anderer.hier - einer.hier || (einer.hier ? 0 : einer.weite - anderer.weite) || einer.zeile - anderer.zeile;

  const diesen = ({ art }) => ({ punkt: "diesen Ort", kreis: "diesen Kreis", land: "dieses Land", amt: "dieses Gebiet", region: "diese Region" })[art];

  let verwandte = null;
  const istVerwandt = ({ zeile }) => (verwandte ||= new Set(landkarte.menge(landkarte.eintraege.verwandt))).has(zeile);

  function satzMitUmkreis(ort, hier, anzahl, weite) {
    const wo = weite === "bundesweit" ? "in ganz Deutschland" : `im Umkreis von ${weite}\u00a0km`;
    if (anzahl === 0) return `${ort}: Kein Eintrag im Verzeichnis ${wo}. Das heißt nicht, dass es kein Angebot gibt.`;
    return `${ort}: ${zahl(anzahl)} Anbieter ${wo}, davon ${hier === 1 ? "arbeitet 1" : `arbeiten ${zahl(hier)}`} am gesuchten Ort`;
  }

  // Whoever is within the radius that was typed, although they do not name the place.
  function dazuImUmkreis(bedeutung, hier, weit) {
    const { km, titel } = bedeutung;
    if (hier === 0) return `${titel}: Niemand nennt ${diesen(bedeutung)} als Einzugsgebiet, ${zahl(weit)} mit Standort im Umkreis von ${km}\u00a0km`;
    return `, ${zahl(weit)} ${weit === 1 ? "weiterer" : "weitere"} im Umkreis von ${km}\u00a0km`;
  }

  function satz(bedeutung, worte, { region, bund, nah, weit, verwandt, weite, gefiltert }) {
    if (weit > 0 && !weite) {
      const hier = region + bund > 0 ? satz(bedeutung, worte, { region, bund, nah, weit: 0, verwandt, weite, gefiltert }) : "";
      return hier + dazuImUmkreis(bedeutung, region + bund, weit);
    }
    const ort = bedeutung.titel + (worte ? `, zu „${worte}“` : "");
    if (weite) return satzMitUmkreis(ort, region + bund, region + bund + nah, weite);
    // Of those who do serve the place, none has the other words, or none passes the filters.
    if (region + bund === 0 && (worte || gefiltert)) {
      return `${ort}: Kein Eintrag im Verzeichnis passt ${worte ? "zu beidem" : "zu allen Filtern"}. Das heißt nicht, dass es kein Angebot gibt.`;
    }
    if (region + bund === 0) {
      return `${ort}: Kein Eintrag im Verzeichnis nennt ${diesen(bedeutung)} als Einzugsgebiet. Das heißt nicht, dass es kein Angebot gibt.`;
    }
    const nur = verwandt > 0 ? `; ${zahl(verwandt)} davon ${verwandt === 1 ? "bietet" : "bieten"} etwas Ähnliches an, kein JobcoachingAP` : "";
    if (region === 0) {
      const wenige = `${ort}: Kein Anbieter aus der Region, ${bund === 1 ? "1 arbeitet" : `${zahl(bund)} arbeiten`} bundesweit`;
      return wenige + nur;
    }
    return `${ort}: ${anbieter(region + bund)} hier${bund > 0 ? `, davon ${zahl(bund)} bundesweit` : ""}${nur}`;
  }

  const istDabei = ({ grund, hier }) => grund !== null || hier;
  function gruppeVon(antwort, km) {
    if (!istDabei(antwort)) return km > 0 && antwort.km <= km && !antwort.ausgenommen ? "weit" : "nah";
    return antwort.grund === "bundesweit" && !antwort.hier ? "bund" : "region";
  }
  const istHier = ({ gruppe }) => ["region", "bund"].includes(gruppe);
  const nach = (zeilen, gesucht) => zeilen.filter(({ gruppe }) => gruppe === gesucht);

  landkarte.antwort = {
    wer,

    // Why one provider comes there, or that it does not say so.
    warum(bedeutung, antwort) {
      if (antwort.grund || antwort.hier) return gross(warum(bedeutung, antwort));
      const nicht = antwort.ausgenommen ? `Nimmt ${diesen(bedeutung)} aus` : `Nennt ${diesen(bedeutung)} nicht als Einzugsgebiet`;
      return antwort.km < Infinity ? `${nicht}, ${warum(bedeutung, antwort)}` : nicht;
    },

    // Whether it makes a difference which of the Kreise is meant.
    verschieden: (antworten) => new Set(antworten.map((zeilen) =>
      JSON.stringify(zeilen.filter(({ grund }) => grund).map(({ zeile, grund }) => [zeile, grund])))).size > 1,

    // `gruende`: for the other words of the question, why a row has them.
    ort(bedeutung, zeilen, worte, gruende) {
      const mitEntfernung = bedeutung.art === "punkt" || bedeutung.art === "kreis";
      const sage = (antwort) => [gross(warum(bedeutung, antwort)), gruende.get(antwort.zeile)?.()].filter(Boolean).join("; ");
      const kandidaten = zeilen.filter((antwort) => istDabei(antwort) || mitEntfernung)
        .map((antwort) => ({ ...antwort, gruppe: gruppeVon(antwort, bedeutung.km), warum: () => sage(antwort) }))
        .sort(mitEntfernung ? nachWeite : nachLage);
      return {
        ort: bedeutung,
        kandidaten,
        mitEntfernung,
        satz: ({ treffer, weite, gefiltert }) => satz(bedeutung, worte, {
          region: nach(treffer, "region").length, bund: nach(treffer, "bund").length, nah: nach(treffer, "nah").length, weit: nach(treffer, "weit").length,
          verwandt: treffer.filter(istVerwandt).length, weite, gefiltert,
        }),
        hinweis: (anzahl) => (mitEntfernung && anzahl > 0 ? AB[bedeutung.ab] : ""),
        verweise: seiten(bedeutung),
        stellen: bedeutung.kreise.flatMap(landkarte.wo.stellen),
        nachbarn: (anzahl) => (anzahl === 0 && mitEntfernung ? nachbarn(bedeutung) : []),

        // Whoever leaves the place out, or offers something related only, is no help nearby.
        nahe(andere, anzahl) {
          const hilft = andere.filter((einer) => !einer.ausgenommen && !istVerwandt(einer)).slice(0, NAH);
          return hilft.filter(({ km }) => anzahl === 0 || km <= NAH_KM);
        },

        gruppen(treffer, weite) {
          const nicht = `nennen ${diesen(bedeutung)} aber nicht als Einzugsgebiet`;
          const andere = weite ? `Ebenfalls im Umkreis, ${nicht}` : `In der Nähe, ${nicht}`;
          return [
            { titel: "", zeilen: treffer.filter(istHier) },
            { titel: `Im Umkreis von ${bedeutung.km}\u00a0km, ${nicht}`, zeilen: nach(treffer, "weit") },
            { titel: treffer.length === nach(treffer, "nah").length && !weite ? "Die nächsten Anbieter" : andere, zeilen: nach(treffer, "nah") },
          ].filter((einer) => einer.zeilen.length > 0);
        },
      };
    },
  };
})();

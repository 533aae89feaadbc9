// The result: whoever comes into question, narrowed by what is chosen, in the order that is chosen; and what the choice hides.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const GEBIETE = ["amt", "kreis"];

  const stand = ({ zeile }) => landkarte.daten("merkmale/stand")?.[zeile] || "";
  const REIHEN = {
    name: (einer, anderer) => einer.zeile - anderer.zeile,
    entfernung: (einer, anderer) => einer.km - anderer.km || einer.zeile - anderer.zeile,
    stand: (einer, anderer) => stand(anderer).localeCompare(stand(einer)) || einer.zeile - anderer.zeile,
  };

  // Everything that is chosen, as conditions; the radius is always one, for without it only those count who work at the place.
  function bedingungen({ facetten, werte }, { mitEntfernung }) {
    const worte = [...facetten, "bundeslaender"].map((name) => [name, werte(name)]).filter(([, gewaehlt]) => gewaehlt.length > 0);
    const gebiete = GEBIETE.flatMap((name) => werte(name).map((wert) => landkarte.filter.gebiet(name, wert)));
    return [
      landkarte.filter.umkreis(mitEntfernung ? werte("umkreis")[0] || "" : ""),
      ...worte.map(([name, gewaehlt]) => landkarte.filter.begriff(name, gewaehlt)),
      ...gebiete,
      ...werte("ausschnitt").slice(0, 1).map(landkarte.filter.ausschnitt),
    ].filter(({ name, werte: gewaehlt }) => name === "umkreis" || gewaehlt.length > 0);
  }

  // How many of other rows pass what stays chosen when one looks for something else.
  const zaehleMit = (gestellt) => (zeilen) =>
    landkarte.filter.wende(zeilen, gestellt.filter(({ name }) => !["umkreis", "ausschnitt"].includes(name))).passend.length;

  function versteckt({ feld, ohneAngabe }, nurAn) {
    const andere = nurAn[feld].filter(({ gruppe }) => gruppe !== "nah");
    return { name: feld, anzahl: andere.length, ohneAngabe: ohneAngabe ? andere.filter(ohneAngabe).length : 0 };
  }

  // Where nobody is left: how far around the place somebody is, in the steps that can be chosen.
  function weiter(umkreise, weite, zaehle) {
    const groessere = umkreise.slice(umkreise.indexOf(weite) + 1).map((wert) => [wert, zaehle(wert)]).filter(([, anzahl]) => anzahl > 0);
    return groessere.slice(0, 2).map(([wert, anzahl]) => (
      { text: wert === "bundesweit" ? "Bundesweit" : `Im Umkreis von ${wert}\u00a0km`, anzahl, ziel: landkarte.adresse.mit({ umkreis: wert }) }));
  }

  const jeFeld = (alle) => [...new Map(alle.map((bedingung) => [bedingung.feld, bedingung])).values()];

  function engeEin(frage, wahl) {
    if (frage.offen) return { ...frage, satz: frage.offen, hinweis: frage.hinweis(), gruppen: [], gezeigt: [], lockern: [], nachbarn: [] };
    const gestellt = bedingungen(wahl, frage);
    const gewaehlt = gestellt.filter(({ werte }) => werte.length > 0);
    const gefiltert = landkarte.filter.wende(frage.kandidaten, gestellt);
    const { passend, nurAn } = gefiltert;
    const weite = gewaehlt.find(({ name }) => name === "umkreis")?.werte[0].schluessel || "";
    const nahe = weite || !frage.nahe ? [] : frage.nahe(nurAn.umkreis, passend.length);
    const treffer = [...passend, ...nahe];
    const reihe = wahl.reihe === "entfernung" && !frage.mitEntfernung ? null : REIHEN[wahl.reihe];
    const gruppen = frage.gruppen(treffer, weite).map((gruppe) => (reihe ? { ...gruppe, zeilen: [...gruppe.zeilen].sort(reihe) } : gruppe));
    const andere = jeFeld(gewaehlt).map((bedingung) => versteckt(bedingung, nurAn)).filter(({ anzahl }) => anzahl > 0);
    const gesamt = frage.kandidaten.filter(({ gruppe }) => gruppe !== "nah").length;
    const imUmkreis = (wert) => [...passend, ...nurAn.umkreis].filter(landkarte.filter.umkreis(wert).passt).length;
    return {
      satz: frage.satz({ treffer: passend, anzahl: passend.length, weite, gefiltert: gewaehlt.length > 0 }),
      hinweis: frage.hinweis(treffer.length),
      ort: frage.ort || gewaehlt.map(({ ort }) => ort).filter(Boolean).at(-1), // the smallest that is chosen
      verstanden: frage.verstanden,
      themen: frage.themen,
      frage: frage.frage,
      wahl: frage.wahl,
      verweise: frage.verweise,
      niemand: passend.length === 0,
      stellen: frage.stellen || [],
      nachbarn: frage.nachbarn(passend.length),
      gruppen,
      gezeigt: gruppen.flatMap(({ zeilen }) => zeilen),
      keine: passend.length === 0 && (gewaehlt.length > 0 || !frage.mitEntfernung),
      gewaehlt,
      versteckt: andere,
      lockern: passend.length > 0 ? []
        : [...frage.lockern(zaehleMit(gestellt)), ...(frage.mitEntfernung ? weiter(wahl.umkreise, weite, imUmkreis) : [])],
      ohneFilter: passend.length === 0 && jeFeld(gewaehlt).length > 1 ? gesamt : 0,
      facetten: {
        zahlen: wahl.zaehlen ? landkarte.filter.zahlen(gefiltert, [...wahl.facetten, "bundeslaender"]) : null,
        gesamt: passend.length,
        mitEntfernung: frage.mitEntfernung,
        anzahl: (name, wert) => (name === "umkreis"
          ? imUmkreis(wert)
          : landkarte.filter.anzahlIn([...passend, ...(nurAn.gebiet || [])], name, wert)),
      },
    };
  }

  // `wahl`: {q, wo, facetten: names, werte: (name) => keys, reihe, umkreise: all that can be chosen, zaehlen: whether somebody sees how
  // many each further value would leave}.
  landkarte.ergebnis = async function (wahl) {
    const frage = await landkarte.frage(wahl.q, wahl.wo);
    return landkarte.mitDaten(function () {
      if (wahl.zaehlen && wahl.werte("bundeslaender").length > 0) landkarte.daten("gebiete"); // who works in its Kreise
      return engeEin(frage, wahl);
    });
  };
})();

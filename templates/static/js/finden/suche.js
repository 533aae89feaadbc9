// The search for words: each part of a question is a phrase of a vocabulary, asks for a page, describes nobody, stands in an entry, or is unknown.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { worte } = landkarte.woerter;
  const LAENGSTE = 7; // words of a phrase
  const WORT = /^(?![IVX]{2,}$)\p{L}+$/u; // a number means one thing only: "§ 54 SGB XII" without it would be a lie
  const EIGENSCHAFT = /^\p{Ll}+e[mnrs]?$/u;
  const RECHT = /§|sgb|schwbav|recht|gesetz|abs|parag/i; // where a small number is one of a law

  const { wortschatz } = landkarte;
  const einmal = (liste) => [...new Set(liste)];

  function kern(text) {
    const alle = worte(text);
    const ohne = alle.filter((teil) => !wortschatz.istKlein(teil));
    return ohne.length > 0 ? ohne : alle;
  }

  // The name of the vocabulary that a number belongs to, as an answer calls it.
  const vokabular = (nummer) => landkarte.merkmale.vokabular(nummer)[1][2];

  function alsBegriff(text, nummern, statt = "") {
    return { text, statt, nummern, als: einmal(nummern.map(vokabular)), stellen: wortschatz.fuerBegriffe(nummern) };
  }

  function alsWort(text, { nummern, stellen }, statt = "") {
    const orte = new Set([...stellen.values()].map(({ art }) => art));
    const frei = orte.has("name") || orte.has("ort") || orte.has("text");
    const als = [...einmal(nummern.map(vokabular)), ...(frei ? [orte.size === 1 && orte.has("name") ? "Name" : "Wort im Eintrag"] : [])];
    return { text, statt, nummern, als, stellen };
  }

  // One word that is no phrase; null where nothing is known of it, nor of one that looks like it.
  function einzeln(teil, istLetztes) {
    const genau = wortschatz.wort(teil, istLetztes);
    if (!genau) return null;
    if (genau.nummern.length > 0 || genau.stellen.size > 0) return alsWort(teil.wort, genau);
    const anfang = wortschatz.anfang(teil);
    if (anfang.length > 0) return alsBegriff(teil.wort, anfang);
    const aehnlich = wortschatz.verschrieben(teil);
    if (aehnlich.length === 0) return null;
    const gemeint = aehnlich.flatMap((wort) => worte(wort).slice(0, 1)).map(function (einer) {
      const nummern = wortschatz.begriffe([einer]);
      return (nummern.length === 0 && wortschatz.wort(einer, false)) || { nummern, stellen: wortschatz.fuerBegriffe(nummern) };
    });
    const nummern = einmal(gemeint.flatMap((einer) => einer.nummern));
    const stellen = new Map(gemeint.flatMap((einer) => [...einer.stellen]));
    return alsWort(teil.wort, { nummern, stellen }, aehnlich[0]);
  }

  // The words as they are, and without what describes nobody between them: "verliert bald seine Arbeit" is "verliert Arbeit".
  function lesarten(teile) {
    const innen = teile.slice(1, -1).filter(wortschatz.istFuellwort);
    return [teile, ...[innen, ...innen.map((einer) => [einer])].map((weg) => teile.filter((teil) => !weg.includes(teil)))];
  }

  // The longest run of words from here on that means something as a whole.
  function wendung(rest) {
    for (let anzahl = Math.min(LAENGSTE, rest.length); anzahl > 0; anzahl -= 1) {
      for (const teile of lesarten(rest.slice(0, anzahl))) {
        const seiten = wortschatz.seiten(teile);
        const nummern = wortschatz.begriffe(teile);
        if (seiten.length > 0 || nummern.length > 0) return { anzahl, seiten, nummern };
      }
    }
    return null;
  }

  // How many words say what is not looked for: none with "keine Werkstatt", "ohne eigene Werkstatt"; "ohne IFD" is a phrase, "ohne" nothing.
  function verneint(rest) {
    if (!wortschatz.istVerneinung(rest[0]) || wendung(rest)?.anzahl > 1) return 0;
    const [, eines, naechstes] = rest;
    const davor = naechstes && EIGENSCHAFT.test(eines.wort) && !wendung(rest.slice(1)) && (!wortschatz.istFuellwort(eines) || /^\p{Lu}/u.test(naechstes.wort)) ? 2 : 1;
    return davor + (wendung(rest.slice(davor))?.anzahl || Number(rest.length > davor && !wortschatz.istFuellwort(rest[davor])));
  }

  // What a question for a page speaks of: "Zertifizierter Jobcoach" is about a Jobcoach, too.
  function darin(text, teile) {
    const gefunden = [];
    const nennt = (einige) => wortschatz.istName(einige) && !(einige.length === 1 && wortschatz.istFuellwort(einige[0]));
    for (let rest = teile; rest.length > 0;) {
      const anzahl = rest.map((_, stelle) => rest.length - stelle).find((eine) => nennt(rest.slice(0, eine))) || 0;
      if (anzahl > 0) gefunden.push(alsBegriff(text.slice(rest[0].von, rest[anzahl - 1].bis), wortschatz.begriffe(rest.slice(0, anzahl))));
      rest = rest.slice(anzahl || 1);
    }
    return gefunden;
  }

  // "Meine Frau" is nobody who is looked for.
  function ohneFuellwendungen(text) {
    const alle = worte(text);
    const weg = alle.filter((teil, stelle) => wortschatz.istFuellwendung(alle[stelle - 1] || teil, teil));
    return { rest: kern(text).filter(({ von }) => !weg.some((teil) => teil.von === von)), ignoriert: weg.map(({ wort }) => wort) };
  }

  function zerlege(text, woertlich) {
    const { rest, ignoriert } = woertlich ? { rest: kern(text), ignoriert: [] } : ohneFuellwendungen(text);
    const zerlegt = { teile: [], seiten: [], wendungen: [], ignoriert, unbekannt: [] };
    // A word that is cut off while it is said again is no new one.
    const nochEinmal = ({ von, gefaltet }) => worte(text).some((teil) => teil.von < von && teil.gefaltet.startsWith(gefaltet));
    // "Mein Sohn, 17" asks for no § 17.
    const istAlter = ({ wort }) => !woertlich && /^\d{1,2}$/.test(wort) && worte(text).length > 1 && !RECHT.test(text);
    while (rest.length > 0) {
      const ohne = woertlich ? 0 : verneint(rest);
      const ganze = woertlich || ohne ? null : wendung(rest);
      const teile = rest.splice(0, ganze?.anzahl || ohne || 1);
      const [erstes] = teile;
      if (ohne) zerlegt.ignoriert.push(text.slice(erstes.von, teile.at(-1).bis));
      else if (teile.length === 1 && istAlter(erstes)) zerlegt.ignoriert.push(erstes.wort);
      else if (ganze) {
        const worin = text.slice(erstes.von, teile.at(-1).bis);
        zerlegt.seiten.push(...ganze.seiten);
        if (ganze.seiten.length > 0 && ganze.nummern.length === 0) zerlegt.wendungen.push(worin);
        const schwach = teile.length === 1 && wortschatz.istFuellwort(erstes);
        zerlegt.teile.push(...(ganze.nummern.length > 0 ? [{ ...alsBegriff(worin, ganze.nummern), schwach }] : darin(text, teile)));
      } else if (!woertlich && wortschatz.istFuellwort(erstes)) zerlegt.ignoriert.push(erstes.wort);
      else {
        const teil = einzeln(erstes, rest.length === 0);
        if (teil) zerlegt.teile.push(teil);
        else if (!nochEinmal(erstes)) zerlegt.unbekannt.push(erstes.wort);
      }
    }
    return zerlegt;
  }

  const nurImText = ({ nummern, stellen }) => nummern.length === 0 && [...stellen.values()].every(({ art }) => art === "text");

  // In a sentence that says what it is about, a small verb that happens to stand in some entry narrows nothing, nor does a guess; and
  // "Betrieb" alone is a question, beside others it is none; "Bäcker sucht Hilfe" is none about Sucht.
  function gewichte(text, zerlegt) {
    const satz = /\p{Lu}/u.test(text) || text.split(/\s+/).length > 4;
    const fest = zerlegt.teile.filter(({ schwach, nummern, statt }) => nummern.length > 0 && !schwach && !statt);
    const allein = fest.length + zerlegt.seiten.length === 0;
    const klein = ({ text: wort }) => /^\p{Ll}/u.test(wort);
    const verb = (teil) => /.\p{Lu}/u.test(text) && klein(teil); // whoever writes all of it small writes nouns so, too
    const geraten = zerlegt.teile.filter((teil) => !allein && teil.statt && (nurImText(teil) || verb(teil)));
    const nebenbei = zerlegt.teile.filter((teil) => (
      teil.schwach ? !allein || verb(teil) : !allein && satz && !teil.statt && nurImText(teil) && klein(teil)));
    return {
      ...zerlegt,
      teile: zerlegt.teile.filter((teil) => !geraten.includes(teil) && !nebenbei.includes(teil)),
      ignoriert: [...zerlegt.ignoriert, ...nebenbei.map((teil) => teil.text)],
      unbekannt: [...zerlegt.unbekannt, ...geraten.map((teil) => teil.text)],
    };
  }

  // Whoever types a name means all of it, "Müßiggang Grüße" as well.
  const istEinName = (text) => worte(text).length > 1 && wortschatz.imNamen(worte(text)).length > 0;

  function verstehe(text, genau) {
    const woertlich = genau || istEinName(text);
    const zerlegt = zerlege(text, woertlich);
    const gewichtet = woertlich ? zerlegt : gewichte(text, zerlegt);
    return { ...gewichtet, seiten: einmal(gewichtet.seiten), teile: ohneDoppelte(gewichtet.teile) };
  }

  const ohneDoppelte = (teile) =>
    teile.filter(({ text }, stelle) => teile.findIndex((anderer) => landkarte.falte(anderer.text) === landkarte.falte(text)) === stelle);

  // Rows that have every part.
  function schnitt(teile) {
    const [kleinster, ...andere] = [...teile].sort((einer, anderer) => einer.stellen.size - anderer.stellen.size);
    return [...kleinster.stellen.keys()].filter((zeile) => andere.every(({ stellen }) => stellen.has(zeile)));
  }

  const benannt = (zeile) => ({ zeile, gewicht: Infinity, imNamen: true, warum: () => "Name" });

  function treffer(text, { teile, seiten, unbekannt }, woertlich) {
    if (teile.length + unbekannt.length === 0) return null;
    const alle = worte(text);
    // A single word of a vocabulary means that; where nobody has it, whoever is called so.
    const namen = alle.length > 1 || (teile.length > 0 && schnitt(teile).length === 0) ? wortschatz.imNamen(alle) : [];
    const fest = woertlich || unbekannt.some((wort) => !WORT.test(wort)) || (teile.length === 0 && seiten.length === 0);
    if (teile.length === 0 && !fest) return null;
    const zeilen = unbekannt.length > 0 && fest ? [] : schnitt(teile).filter((zeile) => !namen.includes(zeile));
    const gefunden = zeilen.map(function (zeile) {
      const stellen = teile.map((teil) => teil.stellen.get(zeile));
      const warum = () => einmal(stellen.map(({ sage }) => sage())).join(", ");
      return { zeile, imNamen: stellen.some(({ art }) => art === "name"), gewicht: stellen.reduce((summe, { gewicht }) => summe + gewicht, 0), warum };
    });
    return [...namen.map(benannt), ...gefunden].sort((a, b) => (b.gewicht === a.gewicht ? a.zeile - b.zeile : b.gewicht - a.gewicht));
  }

  landkarte.bereiteSucheVor = () => wortschatz.bereite();

  landkarte.ohneFuellworte = (text) => text.split(/[\s,;]+/).filter((wort) => !worte(wort).every(wortschatz.istFuellwort)).join(" ");

  // What is understood of the text, and the rows {zeile, warum()} that have all of it, best first; null if there is nothing to look
  // for. `woertlich`: every word, as it is written.
  landkarte.suche = function (text, woertlich = false) {
    const verstanden = verstehe(text, woertlich);
    return { ...verstanden, schnitt, treffer: treffer(text, verstanden, woertlich) };
  };

  // Whether the text stands in the name of a provider as it is, and what is left of it without a place is no word of the field:
  // "Berliner Bogen" is no question about the town of Bogen, "Jobcoaching Bielefeld" is one about Bielefeld.
  landkarte.stehtImNamen = (text, ohneOrt) => !wortschatz.istName(kern(ohneOrt)) && wortschatz.imNamen(worte(text)).length > 0;
})();

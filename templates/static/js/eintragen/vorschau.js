// The card of an entry as the list will show it; the words are those of landkarte/directory/summary.py, names as in landkarte/entries/model/teile.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { tag, ganzzahl } = landkarte.angaben;
  const VIELE_KREISE = 3;
  const AB = { frei: " ab ", warteliste: ", Platz voraussichtlich ab ", keine: ", wieder ab " };
  const TAG = 86_400_000; // milliseconds
  const DAHINTER = /\b(?:[BM]\.? ?(?:A|Sc|Ed|Eng|Mus|F\.? ?A)|LL\.? ?[BM]|E?MBA|MPH|MSW|Ph\.? ?D|Bachelor|Master)\b.*/;
  const OHNE_NAMEN = "Jobcoach (Name auf Anfrage)";

  const einmal = (werte) => [...new Set(werte)];
  const und = (teile) => (teile.length < 2 ? teile.join("") : `${teile.slice(0, -1).join(", ")} und ${teile.at(-1)}`);

  const wortVon = (formular, vokabular, schluessel) => formular.vokabulare[vokabular].find(([einer]) => einer === schluessel)?.[1] || schluessel;

  // In the order in which readers see the words of a vocabulary.
  const worte = (formular, vokabular, schluessel) => formular.vokabulare[vokabular].filter(([einer]) => schluessel.includes(einer)).map(([, wort]) => wort);
  const orte = (standorte) => einmal(standorte.map(({ plz = "", ort = "" }) => `${plz} ${ort}`.trim()).filter(Boolean));

  function kreise(formular, schluessel) {
    const bekannt = einmal(schluessel || []).map((ags) => (landkarte.kreise || []).find(([einer]) => einer === ags)).filter(Boolean);
    if (bekannt.length <= VIELE_KREISE) return bekannt.map(([, name]) => name);
    return [`${bekannt.length} Kreise in ${und(einmal(bekannt.map(([, , land]) => wortVon(formular, "bundeslaender", land))))}`];
  }

  const laender = (formular, schluessel) => (schluessel || []).map((land) => wortVon(formular, "bundeslaender", land));

  function gebietsworte(formular, bereich, um) {
    const umkreis = bereich.umkreis_km ? [`${bereich.umkreis_km} km um ${und(einmal(um))}`] : [];
    const teile = [...umkreis, ...kreise(formular, bereich.kreise), ...laender(formular, bereich.bundeslaender)];
    const ohne = [...kreise(formular, bereich.ausnahmen?.kreise), ...laender(formular, bereich.ausnahmen?.bundeslaender)];
    return (bereich.bundesweit === "true" ? "bundesweit" : teile.join(", ")) + (ohne.length > 0 ? ` (ohne ${und(ohne)})` : "");
  }

  // The area of the entry for its Standorte, and those of Standorte that have one of their own.
  function gebiet(formular, { standorte = [], einzugsgebiet }) {
    const gemeinsam = standorte.filter((einer) => !einer.einzugsgebiet).map(({ ort }) => ort || "");
    const eigene = standorte.filter((einer) => einer.einzugsgebiet).map(({ einzugsgebiet: eigenes, ort }) => gebietsworte(formular, eigenes, [ort || ""]));
    const erstes = einzugsgebiet && gemeinsam.length > 0 ? [gebietsworte(formular, einzugsgebiet, gemeinsam)] : [];
    return einmal([...erstes, ...eigene].filter(Boolean)).join("; ");
  }

  function kapazitaet(formular, angabe, heute) {
    if (!angabe?.status || tag(angabe.stand) === null) return "";
    if ((tag(heute) - tag(angabe.stand)) / TAG > formular.kapazitaet_tage) return ""; // too old to rely on
    const zahl = ganzzahl(angabe.plaetze);
    const frei = angabe.status === "frei" && zahl > 0 ? (zahl === 1 ? "1 Platz frei" : `${zahl} Plätze frei`) : "";
    const ab = tag(angabe.ab) > tag(heute) ? AB[angabe.status] + landkarte.deutsch.tag(angabe.ab) : "";
    return `${frei || wortVon(formular, "kapazitaetsstatus", angabe.status)}${ab} (Angabe vom ${landkarte.deutsch.tag(angabe.stand)})`;
  }

  // Dr. Erika Beispiel, M.A.
  function personenname({ titel = "", vorname, nachname } = {}) {
    const [dahinter] = DAHINTER.exec(titel) || [""];
    const name = [titel.slice(0, titel.length - dahinter.length).replace(/[ ,]+$/, ""), vorname, nachname].filter(Boolean).join(" ");
    return dahinter ? `${name}, ${dahinter}` : name;
  }

  landkarte.personenname = personenname;

  // Only a number that is released, by the entry and by the person it names.
  function telefon({ einwilligung, kontakt = {} }) {
    const frei = [einwilligung, ...(kontakt.person ? [kontakt.einwilligung] : [])].every((eine) => eine?.umfang?.includes("telefon"));
    return (frei && kontakt.telefon) || "";
  }

  function entfernt(wert, [feld, ...rest]) {
    if (Array.isArray(wert)) return wert.map((einer) => entfernt(einer, [feld, ...rest]));
    if (wert?.[feld] === undefined) return wert;
    const { [feld]: dieses, ...andere } = wert;
    return rest.length > 0 ? { ...wert, [feld]: entfernt(dieses, rest) } : andere;
  }

  // {daten, fehlt}: what goes into the file of a person, and the words for what stays out because her consent leaves it out.
  landkarte.freigegeben = function (art, daten, formular) {
    const umfang = daten.einwilligung?.umfang || [];
    const gesperrt = art === "anbieter" ? [] : Object.entries(formular.freigaben).filter(([feld, wort]) => !umfang.includes(wort) && feld !== "kontakt.funktion");
    const frei = gesperrt.reduce((bisher, [feld]) => entfernt(bisher, feld.split(".")), daten);
    const fehlt = gesperrt.filter(([feld]) => JSON.stringify(entfernt(daten, feld.split("."))) !== JSON.stringify(daten)).map(([, wort]) => wort);
    return { daten: frei, fehlt: worte(formular, "einwilligungsumfang", fehlt) };
  };

  landkarte.vorschau = function (vorlage, art, daten, formular, heute) {
    const angebote = daten.angebote || [];
    const zeile = {
      url: "#vorschau",
      name: art === "anbieter" ? daten.name || "" : personenname(daten.name) || OHNE_NAMEN,
      beispiel: daten.beispiel === "true",
      verwandt: angebote.length > 0 && angebote.every(({ leistungsart }) => leistungsart && leistungsart !== "jobcoaching_ap"),
      telefon: telefon(daten),
      orte: orte(daten.standorte || []),
      leistungsartenWorte: worte(formular, "leistungsarten", angebote.map(({ leistungsart }) => leistungsart)),
      handlungsfelderWorte: worte(formular, "handlungsfelder", angebote.flatMap(({ handlungsfelder }) => handlungsfelder || [])),
      gebiet: gebiet(formular, daten),
      kapazitaet: kapazitaet(formular, daten.kapazitaet, heute),
      nachweis: "",
      kommunikationWorte: worte(formular, "kommunikation", (daten.kommunikation || []).filter((weg) => weg !== "lautsprache")),
      standWorte: tag(daten.stand) === null ? "" : landkarte.deutsch.tag(daten.stand),
    };
    return landkarte.eintragskarte(vorlage, zeile);
  };
})();

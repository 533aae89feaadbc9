// Whether a value can stand in its field, said as landkarte/entries/reading/shape.py, landkarte/entries/reading/letters.py and landkarte/ground/signs.py say it of a file. Rules are the business of bedingungen.js.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { angaben } = landkarte;
  // What nobody can see or read, and what of it means nothing.
  const UNLESBAR = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\u2800\ufdd0-\ufdef\ufffc-\uffff]/u;
  const BEDEUTUNGSLOS = /[\u00ad\u200b\u2060\ufeff\ufe0e\ufe0f]/g;
  const TAG = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

  // By the end of a field's name what may stand behind its number.
  const EINHEITEN = [["_km", "km|kilometer"], ["monate", "monate?n?"], ["jahre", "jahre?n?"], ["ue", "ue"], ["von", "€|euro|eur"], ["bis", "€|euro|eur"]];
  // A web address that is nothing but a host: as landkarte/entries/model/werte.py.
  const ALLEIN = /^(?:www\.)?(?:[a-zäöüß0-9]+(?:-+[a-zäöüß0-9]+)*\.)+[a-z]{2,}(?:[/?#][^\s"'<>\\\x60]*)?$/i;

  function nameVon(pfad) {
    const letztes = pfad.at(-1);
    const name = pfad.filter((teil) => typeof teil === "string").at(-1);
    return typeof letztes === "number" ? `${name}, ${letztes + 1}. Angabe` : name;
  }

  // As people write it → as a file spells it: 62,50 → 62.5 · 1. Okt. 26 → 2026-10-01 · www.example.org → https://www.example.org.
  // Of a former Kreis → of the one that took over: 16056 → 16063. Soft hyphens of Word and signs of no width go. What is none of
  // these stays.
  function geschrieben(knoten, text, { frueher }) {
    const schlicht = text.replace(BEDEUTUNGSLOS, "").trim();
    const istSchluessel = knoten.vorschlaege === "kreise" || knoten.feld === "ags";
    if (istSchluessel && /^[0-9]{5,8}$/.test(schlicht)) return frueher[schlicht] || frueher[schlicht.slice(0, 5)] || schlicht;
    if (knoten.feld === "ort") return schlicht.replace(/^(?:D-)?[0-9]{5},? (?=\D)/, "");
    if (["zahl", "ganzzahl"].includes(knoten.art)) {
      const [, einheit = ""] = EINHEITEN.find(([ende]) => knoten.feld.endsWith(ende)) || [];
      const zahl = schlicht.replace(new RegExp(`^(?:ca\\.|etwa|rund|seit)\\s|(?<=[0-9])\\s?(?:${einheit})$`, "gi"), "");
      return /^-?[0-9]+,[0-9]+$/.test(zahl) ? zahl.replace(",", ".") : /^[0-9]+$/.test(zahl) ? zahl : schlicht;
    }
    if (knoten.art === "datum") return /^heute$/i.test(schlicht) ? landkarte.heute() : angaben.ausDeutschemTag(schlicht);
    return knoten.tastatur === "url" ? mitSchema(schlicht) : schlicht;
  }

  const mitSchema = (text) => (ALLEIN.test(text) ? `https://${text}` : text);

  // As a file spells it → as people read it.
  function gelesen(knoten, wert) {
    const [, jahr, monat, tag] = (knoten.art === "datum" && TAG.exec(wert)) || [];
    if (jahr) return `${Number(tag)}.${Number(monat)}.${jahr}`;
    return knoten.art === "zahl" ? wert.replace(".", ",") : wert;
  }

  // [name of the message, words that it fills in, hint that depends on the value], or null.
  function fehlerVon(knoten, wert, formular) {
    const laenge = [...wert].length;
    const { mindestens, hoechstens } = knoten;
    const zuLang = () => (hoechstens !== undefined && laenge > hoechstens ? ["string_too_long", { max_length: hoechstens }] : null);
    const grenzen = (zahl) => (mindestens !== undefined && zahl < mindestens ? ["greater_than_equal", { ge: grenze(knoten, mindestens) }]
      : hoechstens !== undefined && zahl > hoechstens ? ["less_than_equal", { le: grenze(knoten, hoechstens) }] : null);
    switch (knoten.art) {
      case "text":
        if (laenge < mindestens) return ["string_too_short", { min_length: mindestens }];
        return zuLang() || (mindestens === 1 && (/[\n\r\t]/.test(wert) || !/[\p{L}\p{N}]/u.test(wert)) ? ["unleserlich", {}] : null);
      case "muster":
        if (zuLang()) return zuLang();
        return new RegExp(knoten.muster).test(wert) ? null
          : ["string_pattern_mismatch", { form: formular.formen[knoten.muster] }, landkarte.gemeint.muster(knoten.muster, wert)];
      case "datum":
        return angaben.tag(wert) === null ? [TAG.test(wert) ? "datum_kalender" : "datum", {}] : null;
      case "ganzzahl":
        return angaben.ganzzahl(wert) === null ? ["int_parsing", {}, landkarte.gemeint.zahl(wert, true)] : grenzen(angaben.ganzzahl(wert));
      case "zahl":
        return angaben.zahl(wert) === null ? ["float_parsing", {}, landkarte.gemeint.zahl(wert, false)] : grenzen(angaben.zahl(wert));
    }
    return null;
  }

  // Limits of decimal numbers are told as decimals.
  const grenze = (knoten, zahl) => (knoten.art === "zahl" && Number.isInteger(zahl) ? `${zahl}.0` : String(zahl));

  // As reading counts them: fields, values, lists and sections.
  function knotenzahl(wert) {
    if (typeof wert !== "object") return 1;
    const kinder = Object.values(wert).reduce((summe, einer) => summe + knotenzahl(einer), 1);
    return Array.isArray(wert) ? kinder : kinder + Object.keys(wert).length;
  }

  // Every finding on the shape of `daten`, an entry of the kind `art` as its file spells it.
  landkarte.pruefeWerte = function (art, daten, formular) {
    const befunde = [];

    function melde(pfad, name, worte, { hinweis, vorweg = `${nameVon(pfad)}: ` } = {}) {
      const { code, text, hint } = formular.meldungen[name];
      const fuelle = (vorlage) => vorlage.replace(/\{(\w+)\}/g, (_, wort) => worte[wort]);
      befunde.push({
        pfad, name, worte, code, schwere: formular.stufen[code], meldung: vorweg + fuelle(text), hinweis: fuelle(hint) || hinweis || formular.tipps[code],
      });
    }

    function zeichen(pfad, wert) {
      const unlesbar = UNLESBAR.exec(wert);
      const echt = new RegExp(formular.irrefuehrend, "u").exec(wert);
      if (unlesbar) melde(pfad, "unlesbar", { zeichen: zeichenname(unlesbar[0].codePointAt(0)) }, { vorweg: "" });
      else if (echt) melde(pfad, "irrefuehrend", { wert: angaben.zitat(echt[0], 12) }, { vorweg: "" });
    }

    function zeichenname(punkt) {
      const [, , name] = formular.zeichennamen.find(([erster, letzter]) => erster <= punkt && punkt <= letzter) || [];
      return `U+${punkt.toString(16).toUpperCase().padStart(4, "0")}${name ? ` (${name})` : ""}`;
    }

    function einzeln(knoten, wert, pfad) {
      const hat = [...wert].length;
      const [name, worte, hinweis] = fehlerVon(knoten, wert, formular) || [];
      const mehr = { wert: angaben.zitat(wert), hat, fehlen: (worte?.min_length || 0) - hat, zuviel: hat - (worte?.max_length || 0) };
      if (name) melde(pfad, name === "string_too_short" && hat === 0 ? "ohne_text" : name, { ...mehr, ...worte }, { hinweis });
      zeichen(pfad, wert);
    }

    function liste(knoten, werte, pfad) {
      if (knoten.mindestens && werte.length < knoten.mindestens) melde(pfad, "too_short", {});
      if (knoten.hoechstens && werte.length > knoten.hoechstens) melde(pfad, "too_long", { max_length: knoten.hoechstens });
      werte.forEach((wert, stelle) => eines(knoten.teil, wert, [...pfad, stelle]));
    }

    function eines(knoten, wert, pfad) {
      if (knoten.art === "abschnitt") felder(formular.abschnitte[knoten.abschnitt], wert, pfad);
      else if (knoten.art === "liste") liste(knoten, wert, pfad);
      else einzeln(knoten, wert, pfad);
    }

    function felder(alle, werte, pfad) {
      for (const knoten of alle) {
        const hier = [...pfad, knoten.feld];
        if (werte[knoten.feld] !== undefined) eines(knoten, werte[knoten.feld], hier);
        else if (knoten.pflicht) melde(hier, "missing", {});
      }
    }

    felder(formular.arten[art].felder, daten, []);
    const { id } = daten;
    const { knoten_hoechstens: knoten, bytes_hoechstens: bytes } = formular.groesse;
    if (knotenzahl(daten) > knoten) melde([], "zu_viele", { hoechstens: knoten }, { vorweg: "" });
    else if (new TextEncoder().encode(window.jsyaml ? landkarte.eintragsdatei.text(art, daten, formular) : JSON.stringify(daten)).length > bytes) melde([], "zu_gross", { kib: bytes / 1024 }, { vorweg: "" });
    if (formular.reserviert.includes(id)) melde(["id"], "reserviert", { wert: angaben.zitat(id) }, { vorweg: "" });
    if (art === "anbieter" && id?.startsWith(formular.nur_jobcoaches)) melde(["id"], "nur_jobcoaches", { wert: angaben.zitat(id) }, { vorweg: "" });
    return befunde;
  };

  Object.assign(landkarte, { geschrieben, mitSchema, gelesen, knotenzahl });
})();

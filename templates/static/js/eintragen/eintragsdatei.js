// The entry as a file: plain data ↔ YAML, with the library js-yaml, and no quotation mark in front that landkarte/entries/reading/misread.py takes for a mistake.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const GESCHWUNGEN = /^[„“”‚‘’«»]/; // what Word makes of quotation marks; unquoted at the beginning of a value, reading takes them for a mistake
  const ABGESCHNITTEN = /^[ -]*[a-z0-9_]+:(?: [^"'|>#]*)? #[^\s#~=-]/;

  // Numbers and yes or no as what they are, so that editors and other programs understand them; texts stay texts.
  function mitArt(knoten, wert, formular) {
    if (knoten.art === "abschnitt") return abschnitt(formular.abschnitte[knoten.abschnitt], wert, formular);
    if (knoten.art === "liste") return wert.map((einer) => mitArt(knoten.teil, einer, formular));
    if (knoten.art === "wahrheit") return wert === "true";
    return ["zahl", "ganzzahl", "fest"].includes(knoten.art) ? (landkarte.angaben.zahl(wert) ?? wert) : wert;
  }

  const abschnitt = (felder, werte, formular) => Object.fromEntries(felder.filter(({ feld }) => werte[feld] !== undefined).map((knoten) => [knoten.feld, mitArt(knoten, werte[knoten.feld], formular)]));

  // As UTF-8, else as Windows wrote it before: the text, and whether it was the latter.
  async function entziffert(datei) {
    const bytes = await datei.arrayBuffer();
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), ansi: false };
    } catch {
      return { text: new TextDecoder("windows-1252").decode(bytes), ansi: true };
    }
  }

  // What a person has to look at: umlauts of another encoding, and the first line where a value without quotation marks ends at a #.
  function ansehen(text, ansi) {
    const zeile = text.split("\n").findIndex((eine) => ABGESCHNITTEN.test(eine)) + 1;
    return [
      ...(ansi ? ["Die Datei war nicht in UTF-8 gespeichert. Das Formular hat sie als Windows-1252 gelesen; sehen Sie sich die Umlaute an."] : []),
      ...(zeile > 0 ? [`In Zeile ${zeile} endet ein Wert vor „ #“. Gehört der Rest dazu, tragen Sie ihn hier wieder ein.`] : []),
    ];
  }

  // The library comes when the first file is read or written.
  landkarte.ladeYaml = () => landkarte.lade(["bibliotheken/js-yaml/js-yaml.js"])
    .catch(() => { throw new Error("Ein Teil dieser Seite ist nicht angekommen. Prüfen Sie Ihre Verbindung, laden Sie die Seite neu, und wählen Sie die Datei noch einmal."); });

  const texte = (wert) => (typeof wert === "string" ? [wert] : wert && typeof wert === "object" ? Object.values(wert).flatMap(texte) : []);

  landkarte.eintragsdatei = {
    name: (art, daten, formular) => ({ ordner: `coaches/${formular.arten[art].ordner}`, datei: `${daten.id}.yaml` }),

    text(art, daten, formular) {
      const inhalt = abschnitt(formular.arten[art].felder, daten, formular);
      const forceQuotes = texte(inhalt).some((text) => GESCHWUNGEN.test(text));
      const yaml = window.jsyaml.dump(inhalt, { schema: window.jsyaml.CORE_SCHEMA, lineWidth: 140, noRefs: true, forceQuotes });
      return `# yaml-language-server: $schema=../vorlagen/${art}.schema.json\n${yaml}`;
    },

    // {art, daten, hinweise} of a file that somebody opens: every value as the text that stands there. Throws a German sentence.
    async lies(datei, formular) {
      const { bytes_hoechstens: bytes, knoten_hoechstens: knoten } = formular.groesse;
      if (datei.size > bytes) throw new Error(formular.meldungen.zu_gross.text.replace("{kib}", bytes / 1024));
      const { text, ansi } = await entziffert(datei);
      await landkarte.ladeYaml();
      let daten;
      try {
        daten = window.jsyaml.load(text.replace(/^\ufeff/, ""), { schema: window.jsyaml.FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: 20 });
      } catch (fehler) {
        throw new Error(`Die Datei lässt sich ab Zeile ${(fehler.mark?.line ?? 0) + 1} nicht lesen. Öffnen Sie sie in einem Texteditor, oder fangen Sie neu an.`);
      }
      if (!daten || typeof daten !== "object" || Array.isArray(daten)) throw new Error("Die Datei besteht nicht aus Zeilen der Form „feld: wert“.");
      if (landkarte.knotenzahl(daten) > knoten) throw new Error(formular.meldungen.zu_viele.text.replace("{hoechstens}", knoten));
      const art = daten.art === "anbieter" ? "anbieter" : daten.anbieter === "selbst" ? "freiberuflich" : daten.art === "jobcoach" ? "jobcoach" : "";
      if (!art) throw new Error("In der Datei fehlt „art: anbieter“ oder „art: jobcoach“.");
      return { art, daten, hinweise: ansehen(text, ansi) };
    },

    // The part of `daten` that the form has fields for, and the paths of what it has none for.
    passend(art, daten, formular) {
      const fremd = [];
      const leer = (wert) => ["", "~", "null", null, undefined].includes(wert);

      function eines(knoten, wert, pfad) {
        if (leer(wert)) return undefined;
        if (knoten.art === "abschnitt" && typeof wert === "object" && !Array.isArray(wert)) return felder(formular.abschnitte[knoten.abschnitt], wert, pfad);
        if (knoten.art === "liste" && Array.isArray(wert)) return wert.map((einer, stelle) => eines(knoten.teil, einer, [...pfad, stelle + 1])).filter((einer) => einer !== undefined);
        const vorgesehen = knoten.art === "auswahl" ? formular.vokabulare[knoten.vokabular].map(([schluessel]) => schluessel)
          : knoten.art === "wahrheit" ? ["true", "false"] : knoten.art === "fest" ? [knoten.wert] : null;
        if (typeof wert === "string" && !["abschnitt", "liste"].includes(knoten.art) && (!vorgesehen || vorgesehen.includes(wert))) return wert;
        fremd.push([...pfad, typeof wert === "string" ? wert : ""].filter(Boolean).join(" › "));
        return undefined;
      }

      function felder(alle, werte, pfad) {
        const bekannt = new Map(alle.map((knoten) => [knoten.feld, knoten]));
        const gelesen = Object.entries(werte).map(function ([feld, wert]) {
          if (bekannt.has(feld)) return [feld, eines(bekannt.get(feld), wert, [...pfad, feld])];
          fremd.push([...pfad, feld].join(" › "));
          return [feld, undefined];
        });
        return Object.fromEntries(gelesen.filter(([, wert]) => wert !== undefined));
      }

      return { daten: felder(formular.arten[art].felder, daten, []), fremd };
    },
  };
})();

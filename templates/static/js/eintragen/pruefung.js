// What is wrong with the form, told at its fields and as a list of links to them. A person who sees no file hears sentences without keys, braces and codes; the words for maintainers stay in the finding.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const SCHWEREN = ["fehler", "warnung", "hinweis"];
  const ZAHLWORTE = { fehler: ["Fehler", "Fehler"], warnung: ["Warnung", "Warnungen"], hinweis: ["Hinweis", "Hinweise"] };

  const LEER = { auswahl: "Bitte wählen Sie etwas aus.", wahrheit: "Bitte wählen Sie Ja oder Nein.", abschnitt: "Bitte machen Sie hier Angaben.", datum: "Bitte geben Sie den Tag an." };
  const GEWAEHLT = { kreise: "Wählen Sie einen Kreis aus den Vorschlägen.", anbieter: "Wählen Sie eine Organisation aus den Vorschlägen." };
  const MELDUNGEN = {
    datum: ({ wert }) => `Was ist mit ${wert} gemeint? Schreiben Sie den Tag zum Beispiel so: 28.11.2026.`,
    datum_kalender: ({ wert }) => `Den Tag ${wert.replace(/(\d{4})-(\d\d)-(\d\d)/, "$3.$2.$1")} gibt es nicht.`,
    ohne_text: () => "Bitte schreiben Sie etwas hinein, oder lassen Sie das Feld ganz leer.",
    unlesbar: () => "Hier steht ein Zeichen, das niemand lesen kann. Löschen Sie die Stelle und tippen Sie sie neu.",
    irrefuehrend: ({ wert }) => `Hier steht ein Zeichen, das in die Irre führt: ${wert}. Tippen Sie die Stelle neu, Emoji in Worten.`,
    zu_viele: () => "Der Eintrag ist zu groß. Kürzen Sie Listen und Texte.",
    zu_gross: () => "Der Eintrag ist zu groß. Kürzen Sie die Texte.",
  };

  const deutsch = (text) => text.replace(/(\d)\.0\b/g, "$1").replace(/(\d)\.(\d)/g, "$1,$2");

  // `knoten`: the field that the finding is about; `leer`: nothing stands there. A rule speaks by the sentence that readers know.
  function satzVon({ name, worte, code, meldung, hinweis }, knoten, leer, { saetze, meldungen }) {
    if (!name) return `${leer ? "Bitte noch angeben." : "Bitte noch einmal ansehen."} Die Regel dazu: ${saetze[code]}`;
    if (["missing", "too_short"].includes(name)) {
      return knoten?.teil?.art === "auswahl" ? "Bitte kreuzen Sie mindestens eines an." : LEER[knoten?.teil ? "abschnitt" : knoten?.art] || "Bitte füllen Sie dieses Feld aus.";
    }
    if (knoten?.vorschlaege && name === "string_pattern_mismatch") return `${worte.wert} ist nicht in der Liste. ${GEWAEHLT[knoten.vorschlaege]}`;
    if (MELDUNGEN[name]) return MELDUNGEN[name](worte);
    const ganz = meldung.replace(/^[a-z_0-9]+(, \d+\. Angabe)?: /, "");
    const rat = meldungen[name].hint || name.endsWith("parsing") || name === "string_pattern_mismatch" ? ` ${hinweis}` : "";
    return knoten?.art === "zahl" ? deutsch(ganz + rat) : ganz + rat;
  }

  // Everything that is wrong with the plain data of an entry: of all values, but by the rules only of what a person released, once she has been asked.
  landkarte.alleBefunde = function (art, daten, heute, formular) {
    const gefragt = daten.einwilligung?.umfang?.length > 0;
    const frei = gefragt ? landkarte.freigegeben(art, daten, formular).daten : daten;
    const regeln = gefragt ? formular.regeln : formular.regeln.filter(({ code }) => code !== "X-07");
    const texte = landkarte.urteil?.(art, frei, heute) || []; // if its script could be loaded
    return [...landkarte.pruefeWerte(art, daten, formular), ...landkarte.bedingungen(regeln, art, frei, heute), ...texte];
  };

  function oeffne(ziel) {
    for (let klappe = ziel.closest("details"); klappe; klappe = klappe.parentElement.closest("details")) klappe.open = true;
  }

  // `wurzel` are all fields of an entry of the kind `art`; `zeigeFeld(pfad)` brings a field into view.
  landkarte.pruefung = function (wurzel, art, formular, zeigeFeld) {
    let alle = false; // what is wrong is told of fields that somebody has left, or of all once the check was asked for
    const besucht = new WeakSet();

    // The field of a path, or the nearest one around it.
    function feldVon(pfad) {
      let hier = wurzel;
      for (const stueck of pfad) {
        const naechstes = hier.kind(stueck);
        if (!naechstes) break;
        hier = naechstes;
      }
      return hier === wurzel ? null : hier;
    }

    // Where a finding is, as the form calls it: Einwilligung, Tag der Einwilligung.
    function woVon(pfad) {
      const namen = [];
      let hier = wurzel;
      for (const stueck of pfad) {
        hier = hier.kind(stueck);
        if (!hier) break;
        if (typeof stueck === "number") namen.pop(); // „2. Standort“ says that it is one of the Standorte
        namen.push(hier.element.querySelector("legend, label, summary").firstChild.textContent);
      }
      return namen.join(", ");
    }

    function inWorten(befund, daten) {
      const wert = befund.pfad.reduce((ding, stueck) => ding?.[stueck], daten);
      return { ...befund, satz: befund.satz || satzVon(befund, feldVon(befund.pfad)?.knoten, wert === undefined, formular) };
    }

    function verteile(befunde) {
      const je = new Map();
      for (const befund of befunde) {
        const feld = feldVon(befund.pfad);
        if (feld) je.set(feld, [...(je.get(feld) || []), befund]);
      }
      (function melde(felder) {
        for (const feld of felder) {
          feld.melde(alle || besucht.has(feld.ziel) || besucht.has(feld.element) ? je.get(feld) || [] : []);
          melde(feld.kinder());
        }
      })(wurzel.kinder());
    }

    function zeile({ pfad, schwere, satz }) {
      const feld = feldVon(pfad);
      const wo = woVon(pfad);
      const verweis = landkarte.schreibe(element("a", { href: `#${feld?.ziel.id || "formular"}` }), wo ? `${wo}: ${satz}` : satz);
      verweis.addEventListener("click", function (ereignis) {
        ereignis.preventDefault();
        zeigeFeld(pfad);
        if (!feld) return;
        oeffne(feld.ziel);
        feld.ziel.focus();
      });
      return element("li", {}, element("strong", {}, landkarte.schwere[schwere]), " ", verweis);
    }

    return {
      // Somebody was at `ziel` and goes to `wohin`: what holds both is not left yet.
      besuche(ziel, wohin = null) {
        const verlassen = (hier) => (hier === ziel ? !hier.matches("summary") : hier.matches("fieldset.feld, details") && !hier.contains(wohin));
        for (let hier = ziel; hier && !hier.matches("form"); hier = hier.parentElement) if (verlassen(hier)) besucht.add(hier);
      },
      besucht: (ziel) => besucht.has(ziel),
      zeigeAlle: () => { alle = true; },

      // All findings on `daten`, the gravest first; they are shown at their fields, too.
      pruefe(daten, heute) {
        const gefunden = landkarte.alleBefunde(art, daten, heute, formular).map((befund) => inWorten(befund, daten));
        const befunde = gefunden.sort((einer, anderer) => SCHWEREN.indexOf(einer.schwere) - SCHWEREN.indexOf(anderer.schwere));
        verteile(befunde);
        return befunde;
      },

      // 2 Fehler, 1 Warnung
      anzahlen(befunde) {
        const zahlen = SCHWEREN.map((schwere) => [befunde.filter((befund) => befund.schwere === schwere).length, ZAHLWORTE[schwere]]);
        return zahlen.filter(([zahl]) => zahl > 0).map(([zahl, [eine, mehrere]]) => `${zahl} ${zahl === 1 ? eine : mehrere}`).join(", ");
      },

      liste: (befunde) => befunde.map(zeile),
    };
  };
})();

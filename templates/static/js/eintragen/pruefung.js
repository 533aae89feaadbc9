// What is wrong with the form, told at its fields and as a list of links to them.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const SCHWEREN = ["fehler", "warnung", "hinweis"];
  const ZAHLWORTE = { fehler: ["Fehler", "Fehler"], warnung: ["Warnung", "Warnungen"], hinweis: ["Hinweis", "Hinweise"] };

  function oeffne(ziel) {
    for (let klappe = ziel.closest("details"); klappe; klappe = klappe.parentElement.closest("details")) klappe.open = true;
  }

  // `wurzel` are all fields of an entry of the kind `art`.
  landkarte.pruefung = function (wurzel, art, formular) {
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

    // Where a finding is, as the form calls it: Einwilligung, Tag der Einwilligung. A name that the message begins with is not said twice.
    function woVon(pfad, meldung) {
      const namen = [];
      let hier = wurzel;
      for (const stueck of pfad) {
        hier = hier.kind(stueck);
        if (!hier) break;
        if (typeof stueck === "number") namen.pop(); // „2. Standort“ says that it is one of the Standorte
        namen.push(hier.element.querySelector("legend, label, summary").firstChild.textContent);
      }
      if (namen.length > 0 && meldung.startsWith(`${namen.at(-1).toLowerCase()}: `)) namen.pop();
      return namen.join(", ");
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

    function zeile({ pfad, schwere, meldung, hinweis }) {
      const feld = feldVon(pfad);
      const wo = woVon(pfad, meldung);
      const verweis = element("a", { href: `#${feld?.ziel.id || "formular"}` }, wo ? `${wo}: ${meldung}` : meldung);
      verweis.addEventListener("click", function (ereignis) {
        if (!feld) return;
        ereignis.preventDefault();
        oeffne(feld.ziel);
        feld.ziel.focus();
      });
      return element("li", {}, element("strong", {}, landkarte.schwere[schwere]), " ", verweis, " ", element("span", { className: "neben" }, hinweis));
    }

    return {
      besuche(ziel) {
        for (let hier = ziel; hier && !hier.matches("form"); hier = hier.parentElement) if (hier === ziel || hier.matches("fieldset.feld, details")) besucht.add(hier);
      },
      besucht: (ziel) => besucht.has(ziel),
      zeigeAlle() {
        alle = true;
      },

      // All findings on `daten`, the gravest first; they are shown at their fields, too.
      pruefe(daten, heute) {
        const werte = landkarte.pruefeWerte(art, daten, formular);
        const regeln = landkarte.bedingungen(formular.regeln, art, daten, heute);
        const texte = (landkarte.urteil?.(art, daten, heute) || []).map((befund) => ({ ...befund, meldung: befund.satz, hinweis: "" })); // once its script is there
        const befunde = [...werte, ...regeln, ...texte].sort((einer, anderer) => SCHWEREN.indexOf(einer.schwere) - SCHWEREN.indexOf(anderer.schwere));
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

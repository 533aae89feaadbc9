// What is said of a finding to a person who sees no file: a sentence without keys, braces and codes. The words for maintainers stay in the finding.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const LEER = {
    auswahl: "Bitte wählen Sie etwas aus.",
    wahrheit: "Bitte wählen Sie Ja oder Nein.",
    abschnitt: "Bitte machen Sie hier Angaben.",
    datum: "Bitte geben Sie den Tag an.",
  };
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
  landkarte.satz = function ({ name, worte, code, meldung, hinweis }, knoten, leer, { saetze, meldungen }) {
    if (!name) return `${leer ? "Bitte noch angeben." : "Bitte noch einmal ansehen."} Die Regel dazu: ${saetze[code]}`;
    if (["missing", "too_short"].includes(name)) {
      return knoten?.teil?.art === "auswahl" ? "Bitte kreuzen Sie mindestens eines an." : LEER[knoten?.teil ? "abschnitt" : knoten?.art] || "Bitte füllen Sie dieses Feld aus.";
    }
    if (knoten?.vorschlaege && name === "string_pattern_mismatch") return `${worte.wert} ist nicht in der Liste. ${GEWAEHLT[knoten.vorschlaege]}`;
    if (MELDUNGEN[name]) return MELDUNGEN[name](worte);
    const ganz = meldung.replace(/^[a-z_0-9]+(, \d+\. Angabe)?: /, "");
    const rat = meldungen[name].hint || name.endsWith("parsing") || name === "string_pattern_mismatch" ? ` ${hinweis}` : "";
    return knoten?.art === "zahl" ? deutsch(ganz + rat) : ganz + rat;
  };
})();

// Text as people paste it, cleaned when they leave the field, and said in a line. Of a file import does it: landkarte/entries/reading/damaged.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const LATEIN = "\\0-\\u024f\\u200b-\\u200e";
  const UNSICHTBAR = new RegExp(`[\\u00ad\\u200b\\u2060\\ufeff\\ufe0e\\ufe0f]|(?<![^${LATEIN}])[\\u200c-\\u200e](?![^${LATEIN}])`, "g");
  const PUNKT = "(?:[•●▪■◦○‣⁃∙·\\uf0a7\\uf0b7\\uf0d8\\uf0fc][ \\t]*|[o–§Ø][\\t])";
  const ERSTER = new RegExp(`^(?![ \\t]*(?:- |${PUNKT}))(.*\\S.*)\\n(?=[ \\t]*${PUNKT}\\S)`, "gm");

  // What is replaced by what, and what a person reads of it; lists and lines only where there is room for them.
  const SCHRITTE = [
    ["unsichtbare Zeichen entfernt", UNSICHTBAR, ""],
    ["geschützte Leerzeichen durch einfache ersetzt", /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " "],
    ["Umbrüche von Word übernommen", /\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n"],
    ["Aufzählung als Liste geschrieben", ERSTER, "$1\n\n", "lang"],
    ["Aufzählung als Liste geschrieben", new RegExp(`^[ \\t]*${PUNKT}(?=\\S)`, "gm"), "- ", "lang"],
    ["Umbrüche und Tabulatoren durch Leerzeichen ersetzt", /\s*[\t\n]\s*/g, " ", "kurz"],
  ];

  // [the text without what nobody sees, what was done to it].
  landkarte.gereinigt = function (text, lang) {
    const getan = new Set();
    const rein = SCHRITTE.filter(([, , , wo]) => !wo || (wo === "lang") === lang).reduce(function (bisher, [was, muster, statt]) {
      const danach = bisher.replace(muster, statt);
      if (danach !== bisher) getan.add(was);
      return danach;
    }, text.normalize("NFC"));
    return [rein, [...getan]];
  };

  // Fields below `felder` are cleaned before anybody else hears that they have changed.
  landkarte.reinige = (felder) => felder.addEventListener("change", function ({ target }) {
    if (!target.matches("textarea, [type=text]")) return;
    const [rein, getan] = landkarte.gereinigt(target.value, target.matches("textarea"));
    target.parentElement.querySelector(".gereinigt")?.remove();
    if (target.value !== rein) target.value = rein;
    if (getan.length > 0) target.after(landkarte.element("p", { className: "feld-hinweis gereinigt", role: "status" }, `Bereinigt: ${getan.join(", ")}.`));
  }, true);
})();

// The text of an enquiry for the chosen providers. Whoever copies it sends it; this page sends nothing.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const LUECKE = "…………";

  landkarte.anfrage = (ort, namen) =>
    [
      "Betreff: Anfrage JobcoachingAP",
      "Guten Tag,",
      "wir suchen ein Jobcoaching am Arbeitsplatz (JobcoachingAP) und bitten um Auskunft, ob Sie den Auftrag übernehmen können.",
      [`Anlass: ${LUECKE}`, `Arbeitsort: ${ort || LUECKE}`, `Branche und Tätigkeit: ${LUECKE}`, `Gewünschter Beginn: ${LUECKE}`].join("\n"),
      ["Bitte teilen Sie uns mit:", "- ab wann und mit wie vielen Stunden je Woche Sie frei sind,", "- wer das Jobcoaching übernehmen würde und mit welcher Qualifikation,",
        "- wie Sie sich mit der Person verständigen können, wenn nicht nur gesprochen wird,", "- was es kostet (Stundensatz, Fahrtkosten, Umsatzsteuer)."].join("\n"),
      "Angaben zur Person erhalten Sie erst nach Ihrer Zusage und auf einem sicheren Weg.",
      "Mit freundlichen Grüßen",
      "…………",
      namen,
    ].join("\n\n");
})();

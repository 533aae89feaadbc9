// The text of an enquiry for the chosen providers. Whoever copies it sends it; this page sends nothing.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const LUECKE = "…………";


  function liste(anbieter, { titel, basis }) {
    const ids = anbieter.map(({ id }) => id).join(",");
    const zeilen = anbieter.map(({ zeile, stand }, stelle) => [
      `${stelle + 1}. ${zeile.name}${zeile.beispiel ? " (Beispiel)" : ""}, ${zeile.orte.join(", ")}`,
      ...(basis ? [`   ${basis}${zeile.url}`] : []),
      ...(zeile.telefon ? [`   Telefon ${zeile.telefon}`] : []),
      `   Angaben vom ${stand}`,
    ].join("\n"));
    const mehr = basis && anbieter.length > 1 ? [`Nebeneinander: ${basis}merkliste.html#?merk=${ids}`] : [];
    return [`Anbieter (${titel}, abgerufen am ${landkarte.deutsch.tag()}):`, ...zeilen, ...mehr].join("\n");
  }

  // `basis` is the address of the site, empty where pages are files on a disk, which nobody else can open.
  landkarte.anfrage = function (anbieter, { ort, titel, basis }) {
    const wer = liste(anbieter, { titel, basis });
    const text = [
      "Betreff: Anfrage JobcoachingAP",
      "Guten Tag,",
      "wir suchen ein Jobcoaching am Arbeitsplatz (JobcoachingAP) und bitten um Auskunft, ob Sie den Auftrag übernehmen können.",
      [`Anlass: ${LUECKE}`, `Arbeitsort: ${ort || LUECKE}`, `Branche und Tätigkeit: ${LUECKE}`, `Gewünschter Beginn: ${LUECKE}`].join("\n"),
      ["Bitte teilen Sie uns mit:", "- ab wann und mit wie vielen Stunden je Woche Sie frei sind,", "- wer das Jobcoaching übernehmen würde und mit welcher Qualifikation,",
        "- wie Sie sich mit der Person verständigen können, wenn nicht nur gesprochen wird,", "- was es kostet (Stundensatz, Fahrtkosten, Umsatzsteuer)."].join("\n"),
      "Angaben zur Person erhalten Sie erst nach Ihrer Zusage und auf einem sicheren Weg.",
      "Mit freundlichen Grüßen",
      "…………",
      wer,
    ].join("\n\n");
    return { text, liste: wer };
  };
})();

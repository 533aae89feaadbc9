// Providers as text, for whoever may neither download nor follow a link for mail: name, reason, telephone, page.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  // `anbieter`: {zeile, warum} each. `basis`: the address of the site, empty where pages are files on a disk, which nobody else can open.
  landkarte.namensliste = function (anbieter, { titel, basis }) {
    const zeilen = anbieter.map(({ zeile, warum }, stelle) => [
      `${stelle + 1}. ${zeile.name}${zeile.beispiel ? " (Beispiel)" : ""}, ${zeile.orte.join(", ")}`,
      ...(warum ? [`   ${warum}`] : []),
      ...(zeile.telefon ? [`   Telefon ${zeile.telefon}`] : []),
      ...(basis ? [`   ${basis}${zeile.url}`] : []),
      `   Angaben vom ${zeile.standWorte}`,
    ].join("\n"));
    return [`Anbieter (${titel}, abgerufen am ${landkarte.deutsch.tag()}):`, ...zeilen].join("\n");
  };

  // Where the pages lie for others, too.
  landkarte.basis = (adresse) => adresse || (location.protocol === "file:" ? "" : new URL(".", location.href).href);
})();

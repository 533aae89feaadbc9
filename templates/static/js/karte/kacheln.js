// OpenStreetMap: loaded only after consent, which can be withdrawn at the same place. Nothing is stored.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ADRESSE = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
  const QUELLE = "© <a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap-Mitwirkende</a>";

  landkarte.kacheln = function (teil, karte, zeichnung) {
    const knopf = teil.querySelector("button");
    const status = teil.querySelector("[role=status]");
    const zustimmen = knopf.textContent;
    const ebene = window.L.tileLayer(ADRESSE, {
      attribution: QUELLE,
      maxZoom: 19,
      referrerPolicy: "strict-origin-when-cross-origin", // the tile policy asks for a Referer
    });

    if (!location.protocol.startsWith("http")) {
      teil.querySelector("#kacheln-text").remove();
      teil.querySelector(".kacheln-datei").hidden = false;
      knopf.remove();
      return;
    }

    knopf.addEventListener("click", function () {
      const an = !karte.hasLayer(ebene);
      (an ? zeichnung : ebene).remove();
      (an ? ebene : zeichnung).addTo(karte);
      karte.getContainer().classList.toggle("mit-kacheln", an);
      knopf.textContent = an ? "Zustimmung zurücknehmen" : zustimmen;
      status.textContent = an ? "OpenStreetMap wird angezeigt." : "OpenStreetMap ist ausgeschaltet, es wird nichts mehr geladen.";
    });
  };
})();

// One provider in a list: the same card as templates/teile/card.html and landkarte/directory/summary.py write; text only, never HTML.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  const VIELE_ORTE = 4;

  // The first ones and how many more: a card stays a card however many Standorte there are.
  function wenige(orte) {
    const mehr = orte.length - VIELE_ORTE;
    return mehr > 0 ? [...orte.slice(0, VIELE_ORTE), `und ${mehr} ${mehr === 1 ? "weiterer Ort" : "weitere Orte"}`] : orte;
  }

  const FELDER = {
    orte: (zeile) => wenige(zeile.orte),
    leistungsarten: (zeile) => zeile.leistungsartenWorte,
    handlungsfelder: (zeile) => zeile.handlungsfelderWorte,
    gebiet: (zeile) => [zeile.gebiet],
    kapazitaet: (zeile) => [zeile.kapazitaet],
    nachweis: (zeile) => [zeile.nachweis],
    kommunikation: (zeile) => zeile.kommunikationWorte,
    stand: (zeile) => [zeile.standWorte && `${zeile.standWorte}, vom Anbieter durchgesehen`],
  };

  landkarte.eintragskarte = function (vorlage, zeile, warum = "") {
    const element = vorlage.content.firstElementChild.cloneNode(true);
    const feld = (name) => element.querySelector(`[data-feld="${name}"]`);
    feld("name").href = zeile.url;
    feld("name").firstElementChild.textContent = zeile.name;
    if (!zeile.beispiel) feld("beispiel").remove();
    if (!zeile.verwandt) feld("verwandt").remove();
    if (!zeile.beispiel && !zeile.verwandt) element.querySelector(".eintrag-marken").remove();
    for (const [name, worte] of [["warum", () => [warum]], ...Object.entries(FELDER)]) {
      const text = worte(zeile).filter(Boolean).join(", ");
      if (text) landkarte.schreibe(feld(name), text);
      else feld(name).closest("[data-zeile]").remove();
    }
    if (zeile.telefon) feld("telefon").append(landkarte.telefon(zeile.telefon));
    else feld("telefon").closest("[data-zeile]").remove();
    return element;
  };
})();

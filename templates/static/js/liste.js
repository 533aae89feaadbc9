// The list: what the server wrote, or the cards of a search in portions.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const PORTION = 50;

  const FELDER = {
    orte: (zeile) => zeile.orte,
    leistungsarten: (zeile) => zeile.leistungsartenWorte,
    handlungsfelder: (zeile) => zeile.handlungsfelderWorte,
    gebiet: (zeile) => [zeile.gebiet],
    kapazitaet: (zeile) => [zeile.kapazitaet],
    nachweis: (zeile) => [zeile.nachweis],
    kommunikation: (zeile) => zeile.kommunikationWorte,
    stand: (zeile) => [zeile.stand],
  };

  // The same card as templates/_card.html writes; text only, never HTML.
  function karte(vorlage, nummer) {
    const zeile = landkarte.zeile(nummer);
    const element = vorlage.content.firstElementChild.cloneNode(true);
    const feld = (name) => element.querySelector(`[data-feld="${name}"]`);
    element.dataset.eintrag = nummer;
    feld("name").href = zeile.url;
    feld("name").firstElementChild.textContent = zeile.name;
    if (!zeile.beispiel) feld("beispiel").remove();
    if (!zeile.verwandt) feld("verwandt").remove();
    if (!zeile.beispiel && !zeile.verwandt) element.querySelector(".eintrag-marken").remove();
    for (const [name, worte] of Object.entries(FELDER)) {
      const text = worte(zeile).filter(Boolean).join(", ");
      if (text) landkarte.schreibe(feld(name), text);
      else feld(name).closest("[data-zeile]").remove();
    }
    return element;
  }

  landkarte.liste = function (bereich) {
    const liste = bereich.querySelector(".karten");
    const vorlage = bereich.querySelector("template");
    const weitere = bereich.querySelector(".weitere");
    const vomServer = [...liste.children];
    let rest = [];

    function naechste() {
      const neu = rest.splice(0, PORTION).map((nummer) => karte(vorlage, nummer));
      liste.append(...neu);
      weitere.hidden = rest.length === 0;
      return neu[0];
    }

    weitere.querySelector("button").addEventListener("click", () => naechste().querySelector("a").focus());

    return {
      // null: everything, as the page came
      zeige(nummern) {
        liste.replaceChildren(...(nummern === null ? vomServer : []));
        rest = nummern === null ? [] : [...nummern];
        naechste();
        liste.hidden = nummern !== null && nummern.length === 0;
      },
    };
  };
})();

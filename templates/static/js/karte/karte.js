// The map is loaded when it comes near the window, or when a card leads to it; what it does then stands in ansicht.js.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;

  // Under each card a way to its first Standort on the map.
  function knopfZurKarte(folge) {
    return function (eintrag, nummer) {
      const wer = element("span", { className: "unsichtbar" }, `: ${eintrag.querySelector("h3").textContent}`);
      const knopf = element("button", { type: "button", onclick: () => folge(nummer) }, "Auf der Karte zeigen", wer);
      eintrag.querySelector(".eintrag-fuss").append(knopf);
    };
  }

  document.querySelectorAll('[data-module="karte"]').forEach(function (bereich) {
    let geladen = null;
    bereich.hidden = false;
    document.querySelectorAll(".zur-karte").forEach((verweis) => { verweis.hidden = false; });
    const wache = new IntersectionObserver((stellen) => stellen.some((stelle) => stelle.isIntersecting) && lade(), { rootMargin: "300px" });
    wache.observe(bereich);

    function lade() {
      wache.disconnect();
      geladen ||= landkarte.lade(bereich.dataset.dateien.split(" ")).then(() => landkarte.starteKarte(bereich)).catch(function () {
        bereich.querySelector(".karte-flaeche").replaceChildren("Die Karte lässt sich nicht laden. ", landkarte.neuLaden());
      });
      return geladen;
    }

    landkarte.kartenfuss = landkarte.kartenfuss || [];
    landkarte.kartenfuss.push(knopfZurKarte(function (nummer) {
      bereich.scrollIntoView({ block: "nearest" });
      lade().then((zeige) => zeige?.(nummer));
    }));
  });
})();

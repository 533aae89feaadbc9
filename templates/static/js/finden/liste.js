// The list: what the server wrote, or the cards of an answer in groups and portions.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const PORTION = 50;

  // Buttons under a card: each function of this list is called with the card and the number of its row.
  landkarte.kartenfuss = landkarte.kartenfuss || [];

  function mitFuss(punkt, nummer) {
    punkt.firstElementChild.append(element("p", { className: "eintrag-fuss" }));
    landkarte.kartenfuss.forEach((haenge) => haenge(punkt, nummer));
  }

  // To make a card takes a slow processor a while: one that says the same is taken again.
  function karte(vorlage, nummer, warum, alte) {
    // Who asks for Leichte Sprache begins with the text in it; where there is none, the page begins as always.
    const anker = landkarte.adresse.werte("kommunikation").includes("leichte_sprache") ? "#leichte-sprache" : "";
    const inhalt = warum() + anker;
    if (alte && (alte.inhalt || "") === inhalt) return alte;
    const punkt = landkarte.eintragskarte(vorlage, landkarte.zeile(nummer), warum());
    if (anker) punkt.querySelector("a").href += anker;
    punkt.dataset.eintrag = nummer;
    punkt.inhalt = inhalt;
    mitFuss(punkt, nummer);
    return punkt;
  }

  landkarte.liste = function (bereich, fehlt) {
    const liste = bereich.querySelector(".karten");
    const gruppen = bereich.querySelector(".gruppen");
    const vorlage = bereich.querySelector("template");
    const weitere = bereich.querySelector(".weitere");
    const vomServer = [...liste.children];
    vomServer.forEach((punkt) => mitFuss(punkt, Number(punkt.dataset.eintrag)));
    let rest = [];
    let offen = liste; // where the next card goes
    let wieGekommen = true;

    function beginne(titel) {
      offen = element("ul", { className: "karten" });
      gruppen.append(element("h2", { className: "gruppe" }, titel), offen);
    }

    // As far as their cards are there.
    function naechste(anzahl = PORTION, alte = new Map()) {
      const luecke = rest.slice(0, anzahl).findIndex(({ zeile }) => !landkarte.karten?.[zeile]);
      const neu = rest.splice(0, luecke < 0 ? anzahl : luecke).map(function ({ titel, zeile, warum }) {
        if (titel) beginne(titel);
        const punkt = karte(vorlage, zeile, warum, alte.get(zeile));
        offen.append(punkt);
        return punkt;
      });
      weitere.hidden = rest.length === 0;
      return neu[0];
    }

    // The cards of the next portion, or of so many.
    const bereite = (anzahl = PORTION) => landkarte.ladeKarten(rest.slice(0, anzahl)).catch(() => {});

    weitere.querySelector("button").addEventListener("click", () => bereite().then(() => (naechste()?.querySelector("a") || fehlt()).focus()));

    return {
      PORTION,

      // Groups of {titel, zeilen: [{zeile, warum}]}; null: everything, as the page came. The cards of the first portion are there, those of the next are fetched.
      zeige(neue) {
        if (neue === null && wieGekommen) return; // to lay fifty cards out again takes a slow processor a while
        wieGekommen = neue === null;
        const alte = new Map([...bereich.querySelectorAll("[data-eintrag]")].map((punkt) => [Number(punkt.dataset.eintrag), punkt]));
        gruppen.replaceChildren();
        liste.replaceChildren(...(neue === null ? vomServer : []));
        offen = liste;
        rest = (neue || []).flatMap(({ titel, zeilen }) => zeilen.map((zeile, stelle) => ({ ...zeile, titel: stelle === 0 && titel })));
        naechste(PORTION, alte);
        liste.hidden = liste.children.length === 0;
        bereite();
      },

      zeigeAlle: () => naechste(rest.length),

      // Brings a card into view and the focus to it; false if it is not in the list.
      async zeigeEintrag(nummer) {
        const anzahl = Math.ceil((rest.findIndex(({ zeile }) => zeile === nummer) + 1) / PORTION) * PORTION;
        await bereite(anzahl);
        naechste(anzahl);
        const verweis = bereich.querySelector(`[data-eintrag="${nummer}"] a`);
        verweis?.focus();
        verweis?.scrollIntoView({ block: "center" });
        return Boolean(verweis);
      },
    };
  };
})();

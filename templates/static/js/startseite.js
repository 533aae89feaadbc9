// The start page: search field, address (#?q=…), list, map and the status sentence always say the same.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const RUHE = 300; // milliseconds without typing before anything changes

  function starte(formular) {
    const feld = formular.querySelector("input");
    const bereich = document.querySelector(".treffer");
    const liste = landkarte.liste(bereich);
    const status = bereich.querySelector("[role=status]");
    const rest = bereich.querySelector(".treffer-rest");
    const keine = bereich.querySelector(".keine-treffer");
    const anfangs = status.textContent;
    const gesamt = Number(bereich.querySelector(".karten").dataset.anzahl);
    let warten = 0;
    let laufend = 0;
    let gesucht = "";

    const zahl = (wert) => wert.toLocaleString("de-DE");

    function satz(nummern, wort) {
      if (nummern === null) return anfangs;
      if (nummern.length === 0) return `Kein Anbieter gefunden zu „${wort}“`;
      return `${zahl(nummern.length)} von ${zahl(gesamt)} Anbietern zu „${wort}“`;
    }

    function zeige(nummern, wort) {
      liste.zeige(nummern);
      keine.hidden = nummern === null || nummern.length > 0;
      if (rest) rest.hidden = nummern !== null;
      landkarte.treffer = nummern;
      document.dispatchEvent(new Event("landkarte:treffer"));
      const neu = satz(nummern, wort);
      if (status.textContent !== neu) status.textContent = neu;
    }

    async function suche() {
      clearTimeout(warten);
      const wort = feld.value.trim();
      if (wort === gesucht) return;
      gesucht = wort;
      const nummer = (laufend += 1);
      merke(wort);
      try {
        const nummern = await landkarte.suche(wort);
        if (nummer === laufend) zeige(nummern, wort); // a later search has overtaken this one
      } catch {
        status.textContent = "Die Suche lässt sich nicht laden. Bitte nutzen Sie die Bundesländer oder A bis Z.";
      }
    }

    function merke(wort) {
      const adresse = wort ? "#?" + new URLSearchParams({ q: wort }) : location.pathname + location.search;
      history.replaceState(history.state, "", adresse);
    }

    // Only a fragment that starts with ? is ours; every other one is an anchor and changes nothing.
    function lies() {
      if (location.hash && !location.hash.startsWith("#?")) return;
      feld.value = new URLSearchParams(location.hash.slice(2)).get("q") || "";
      suche();
    }

    formular.hidden = false;
    formular.addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      suche();
    });
    feld.addEventListener("focus", () => landkarte.bereiteSucheVor().catch(() => {}), { once: true });
    feld.addEventListener("input", function () {
      clearTimeout(warten);
      warten = setTimeout(suche, RUHE);
    });
    bereich.querySelector("[data-suche-leeren]").addEventListener("click", function () {
      feld.value = "";
      suche();
      feld.focus();
    });
    window.addEventListener("hashchange", lies);
    lies();
  }

  document.querySelectorAll('[data-module="startseite"]').forEach(starte);
})();

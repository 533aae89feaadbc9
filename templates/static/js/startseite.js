// The start page: search field, address (#?q=…&wo=…), list, map and the status sentence always say the same.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const RUHE = 300; // milliseconds without typing before anything changes
  const RUHE_ZIFFERN = 900; // a PLZ that is still being typed is not wrong yet

  function starte(formular) {
    const feld = formular.querySelector("input");
    const bereich = document.querySelector(".treffer");
    const liste = landkarte.liste(bereich);
    const teil = (klasse) => bereich.querySelector(klasse);
    const titel = teil("#treffer-titel");
    const status = teil("[role=status]");
    const rest = teil(".treffer-rest");
    const anfangs = status.textContent;
    let warten = 0;
    let laufend = 0;
    let gesucht = "";
    let zumErgebnis = false;

    function verweis({ text, ziel }) {
      const element = document.createElement("a");
      element.href = ziel;
      element.textContent = text;
      return element;
    }

    function verweise(klasse, einer) {
      const element = teil(klasse);
      element.querySelector("ul").replaceChildren(...einer.map(function (angabe) {
        const punkt = document.createElement("li");
        punkt.append(verweis(angabe));
        return punkt;
      }));
      element.hidden = einer.length === 0;
    }

    function text(klasse, inhalt) {
      const element = teil(klasse);
      element.textContent = inhalt;
      element.hidden = !inhalt;
    }

    // null: everything, as the page came
    function zeige(antwort) {
      const { satz = anfangs, hinweis = "", titel: frage = "", wahl = [], gruppen = null, keine = false } = antwort || {};
      liste.zeige(gruppen);
      text(".antwort-hinweis", hinweis);
      text(".antwort-frage", frage);
      verweise(".antwort-wahl", wahl);
      verweise(".antwort-seiten", antwort?.verweise || []);
      verweise(".antwort-nachbarn", antwort?.nachbarn || []);
      teil(".keine-treffer").hidden = !keine;
      teil(".zum-nachweis").hidden = gruppen !== null && gruppen.every(({ zeilen }) => zeilen.length === 0);
      if (rest) rest.hidden = gruppen !== null;
      landkarte.treffer = gruppen && gruppen.flatMap(({ zeilen }) => zeilen.map(({ nummer }) => nummer));
      document.dispatchEvent(new Event("landkarte:treffer"));
      if (status.textContent !== satz) status.textContent = satz;
      if (zumErgebnis) titel.focus();
      zumErgebnis = false;
    }

    const adresse = (wort, wo) => (wort ? "#?" + new URLSearchParams(wo ? { q: wort, wo } : { q: wort }) : location.pathname + location.search);

    async function suche(wo = "") {
      clearTimeout(warten);
      const wort = feld.value.trim();
      const neu = adresse(wort, wo);
      if (neu === gesucht || (!wort && !gesucht)) return;
      gesucht = wort && neu;
      const nummer = (laufend += 1);
      history.replaceState(history.state, "", neu);
      try {
        const antwort = await landkarte.frage(wort, wo);
        if (nummer === laufend) zeige(antwort); // a later search has overtaken this one
      } catch {
        status.textContent = "Die Suche lässt sich nicht laden. Bitte nutzen Sie die Bundesländer oder A bis Z.";
      }
    }

    // Only a fragment that starts with ? is ours; every other one is an anchor and changes nothing.
    function lies() {
      if (location.hash && !location.hash.startsWith("#?")) return;
      const angaben = new URLSearchParams(location.hash.slice(2));
      feld.value = (angaben.get("q") || "").slice(0, feld.maxLength);
      suche(angaben.get("wo") || "");
    }

    formular.hidden = false;
    formular.addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      // On a small screen the answer is further down than one can see.
      suche(gewaehlt()).then(() => status.scrollIntoView({ block: "nearest" }));
    });
    // The choice stays as long as the words do.
    const gewaehlt = () => {
      const angaben = new URLSearchParams(location.hash.slice(2));
      return angaben.get("q") === feld.value.trim() ? angaben.get("wo") || "" : "";
    };
    feld.addEventListener("focus", () => landkarte.bereiteFrageVor("").catch(() => {}), { once: true });
    feld.addEventListener("input", function () {
      clearTimeout(warten);
      zumErgebnis = false; // the link went to another window
      warten = setTimeout(() => suche(gewaehlt()), /^\d{1,4}$/.test(feld.value.trim()) ? RUHE_ZIFFERN : RUHE);
    });
    // A link that is followed vanishes with its question; the focus goes to the answer.
    bereich.addEventListener("click", function (ereignis) {
      if (ereignis.target.closest('.antwort a[href^="#?"]')) zumErgebnis = true;
    });
    teil("[data-suche-leeren]").addEventListener("click", function () {
      feld.value = "";
      suche();
      feld.focus();
    });
    window.addEventListener("hashchange", lies);
    lies();
  }

  document.querySelectorAll('[data-module="startseite"]').forEach(starte);
})();

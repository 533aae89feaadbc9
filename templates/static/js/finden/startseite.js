// The start page: search field, filters, address, list, map and the status sentence always say the same.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { adresse } = landkarte;
  const RUHE = 300; // milliseconds without typing before anything changes
  const RUHE_ZIFFERN = 900; // a PLZ that is still being typed is not wrong yet
  const OHNE_ORT = 2000; // milliseconds until it is fetched where everybody is; who asks for a word needs the line for that
  const VORRAT = 200; // cards that are fetched where somebody is about to narrow
  const AUSWAHLEN = ["umkreis", "bundeslaender", "amt", "kreis"];

  // What was ticked is seen to be ticked before the work begins.
  landkarte.nachDemBild = () => new Promise((weiter) => requestAnimationFrame(() => setTimeout(weiter)));

  function starte(formular) {
    const feld = formular.elements.q;
    const reihe = formular.elements.sortiert;
    const filter = formular.querySelector(".filter");
    const bereich = document.querySelector(".treffer");
    const titel = bereich.querySelector("#treffer-titel");
    const liste = landkarte.liste(bereich, () => anzeige.fehlt());
    const facetten = landkarte.facetten(formular);
    const anzeige = landkarte.anzeige(bereich, facetten, loese);
    const anzahl = Number(bereich.querySelector(".karten").dataset.anzahl);
    const felder = [...facetten.namen(), ...AUSWAHLEN];
    let warten = 0;
    let laufend = 0;
    let antwort = Promise.resolve(); // shown or on its way; null: it failed, and whoever asks the same once more gets another
    let zumErgebnis = false;
    let gezeigt = null; // null: everything, as the page came

    const wahl = () => ({
      q: feld.value.trim(),
      wo: adresse.wert("wo"),
      facetten: facetten.namen(),
      werte: (name) => (felder.includes(name) ? facetten.gewaehlt(name) : adresse.werte(name)),
      reihe: reihe.value,
      zaehlen: filter.open,
      umkreise: [...formular.elements.umkreis.options].map(({ value }) => value),
    });
    const istLeer = () => ["q", "sortiert", "ausschnitt", ...felder].every((name) => !adresse.wert(name));

    // Who opened an entry and comes back goes on from there.
    function zurueck() {
      const offen = history.state?.offen;
      if (offen === undefined) return;
      history.replaceState({ ...history.state, offen: undefined }, "");
      bereich.querySelector(`[data-eintrag="${offen}"] h3 a`)?.focus({ preventScroll: true });
    }

    function zeige(ergebnis) {
      gezeigt = ergebnis && ergebnis.gezeigt;
      liste.zeige(ergebnis && ergebnis.gruppen);
      anzeige.zeige(ergebnis);
      const { q } = wahl();
      document.body.classList.toggle("gefragt", ergebnis !== null); // what was asked needs the room more than the heading
      reihe.options[0].textContent = q ? "Passung" : "Alphabetisch";
      reihe.querySelector('[value="name"]').hidden = !q && reihe.value !== "name";
      reihe.querySelector('[value="entfernung"]').disabled = !ergebnis?.facetten?.mitEntfernung;
      // for the map: which rows, by what reason, for which place
      landkarte.treffer = gezeigt && new Map(gezeigt.map(({ zeile, gruppe }) => [zeile, gruppe]));
      landkarte.ort = ergebnis?.ort;
      document.dispatchEvent(new Event("landkarte:treffer"));
      if (zumErgebnis) titel.focus();
      zumErgebnis = false;
      zurueck();
    }

    async function rechne() {
      const nummer = (laufend += 1);
      try {
        const leer = istLeer();
        const ergebnis = leer && !landkarte.eintraege ? null : await landkarte.ergebnis(wahl());
        if (!leer) await landkarte.ladeKarten(ergebnis.gezeigt.slice(0, liste.PORTION));
        if (nummer !== laufend) return; // a later search has overtaken this one
        if (ergebnis?.facetten) facetten.zeige(ergebnis.facetten);
        zeige(leer ? null : ergebnis);
        if (ergebnis && filter.open) landkarte.ladeKarten(ergebnis.gezeigt.slice(0, VORRAT)).catch(() => {}); // those of a further choice are among them
      } catch {
        antwort = null;
        anzeige.fehlt();
      }
    }

    // The meaning that was chosen stays as long as the words do; a part of the map as long as nobody looks for something else.
    function suche({ schritt = false, ...aenderungen } = {}) {
      clearTimeout(warten);
      const q = feld.value.trim();
      const andereWorte = q === adresse.wert("q") ? {} : { wo: "", ausschnitt: "" };
      const gewaehlte = Object.fromEntries(felder.map((name) => [name, facetten.gewaehlt(name)]));
      const neues = adresse.setze({ q, sortiert: reihe.value, ...gewaehlte, ...andereWorte, karte: "", ...aenderungen }, schritt);
      if (neues || !antwort) antwort = rechne();
      return antwort;
    }

    function loese(name, wert) {
      if (!name) felder.forEach((einer) => facetten.loese(einer));
      else facetten.loese(name, wert);
      zumErgebnis = true; // the button that was pressed vanishes
      suche({ schritt: true, ...(!name || name === "ausschnitt" ? { ausschnitt: "" } : {}) });
    }

    async function lies() {
      feld.value = adresse.wert("q").slice(0, feld.maxLength);
      reihe.value = adresse.wert("sortiert");
      if (reihe.selectedIndex < 0) reihe.value = "";
      if (AUSWAHLEN.some(adresse.wert)) await landkarte.bereiteFrageVor(feld.value).catch(() => {});
      facetten.setze(adresse.werte);
      antwort = rechne();
    }

    formular.hidden = false;
    bereich.querySelector(".sortierung").hidden = false;
    formular.addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      const zeigen = ereignis.submitter?.closest(".filter-zeigen");
      if (zeigen) zeigen.closest("details").open = false;
      // On a small screen the answer is further down than one can see.
      suche({ schritt: true }).then(() => (zeigen ? titel.focus() : bereich.querySelector("[role=status]").scrollIntoView({ block: "nearest" })));
    });
    formular.addEventListener("change", async function ({ target }) {
      if (target === feld) return;
      await landkarte.bereiteFrageVor(feld.value).catch(() => {});
      if (landkarte.orte) facetten.folgeDemGebiet();
      await landkarte.nachDemBild();
      suche({ schritt: true });
    });
    reihe.addEventListener("change", () => suche({ schritt: true }));
    const bereite = () => landkarte.bereiteFrageVor("").catch(() => {});
    const bereiteOrte = () => landkarte.lade(["daten/gebiete.js"]).catch(() => {});
    feld.addEventListener("focus", () => bereite().then(() => setTimeout(bereiteOrte, OHNE_ORT)), { once: true });
    filter.addEventListener("toggle", () => filter.open && bereite().then(rechne)); // its numbers
    feld.addEventListener("input", function () {
      clearTimeout(warten);
      if (/\d/.test(feld.value)) bereiteOrte();
      zumErgebnis = false; // the link went to another window
      warten = setTimeout(suche, /^\d{1,4}$/.test(feld.value.trim()) ? RUHE_ZIFFERN : RUHE);
    });
    // A link that is followed vanishes with its question; the focus goes to the answer.
    bereich.addEventListener("click", function (ereignis) {
      const karte = ereignis.target.closest("h3 a")?.closest("[data-eintrag]");
      if (karte) history.replaceState({ ...history.state, offen: karte.dataset.eintrag }, "");
      if (ereignis.target.closest('.antwort a[href^="#?"], .keine-treffer a[href^="#?"], .lockern a[href^="#?"]')) zumErgebnis = true;
    });
    bereich.querySelector("[data-suche-leeren]").addEventListener("click", function () {
      feld.value = "";
      suche({ schritt: true });
      feld.focus();
    });
    document.addEventListener("landkarte:ausschnitt", ({ detail }) => suche({ schritt: true, ...detail }));

    // What is shown, in its order, for whoever takes it along; and all of it at once, for paper.
    const alleZeilen = () => [...Array(anzahl).keys()].map((zeile) => ({ zeile, km: Infinity, warum: () => "" }));
    landkarte.gezeigt = () => (gezeigt || alleZeilen())
      .map(({ zeile, km, warum }) => ({ nummer: zeile, km: km < Infinity ? km : null, warum }));
    landkarte.bereiteAlle = () => landkarte.ladeKarten(gezeigt || alleZeilen());
    landkarte.zeigeAlle = function () {
      const alle = alleZeilen();
      // The page came with the first fifty only.
      if (!gezeigt && alle.every(({ zeile }) => landkarte.karten?.[zeile])) liste.zeige([{ titel: "", zeilen: alle }]);
      liste.zeigeAlle();
    };
    landkarte.zeigeInListe = async function (nummer) {
      if (await liste.zeigeEintrag(nummer)) return;
      await landkarte.bereiteAlle();
      landkarte.zeigeAlle();
      liste.zeigeEintrag(nummer);
    };

    adresse.beobachte(lies);
    lies();
  }

  document.querySelectorAll('[data-module="startseite"]').forEach(starte);
})();

// The page eintragen.html, all of it. Its new ids are those of landkarte/entries/model/werte.py, its files of entries those of landkarte/site/entry_form.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { adresse, element, formular, heute } = landkarte;
  const PFLICHT = "FO-05"; // the rule on what must be there
  const RUHE = 300; // milliseconds without typing before the check runs

  function neueKennung() {
    const zufall = crypto.getRandomValues(new Uint8Array(6));
    return `jc-${[...zufall].map((zahl) => formular.zeichen[zahl % formular.zeichen.length]).join("")}`;
  }

  const nummer = () => `${Date.now()}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;

  // What a new entry begins with.
  function anfang(art) {
    const kennung = art === "anbieter" ? {} : { id: neueKennung() };
    return { ...kennung, stand: heute(), ...(formular.textfassung ? { einwilligung: { textfassung: formular.textfassung } } : {}) };
  }

  // An entry of this directory: {art, daten}, or undefined. Its file is one of many by the ending of the id.
  async function bestehender(id) {
    const ende = id.slice(-2);
    if (!formular.endungen.includes(ende)) return undefined;
    await landkarte.lade([`daten/dateien/${ende}.js`]).catch(() => {});
    const alle = landkarte[`dateien_${ende.replace("-", "_")}`] || {};
    return Object.hasOwn(alle, id) ? alle[id] : undefined;
  }

  function starte(seite) {
    const teil = (auswahl) => seite.querySelector(auswahl);
    const beginn = landkarte.beginn(teil(".beginn"), { neu, weiter, datei: oeffneGelesenes });
    const blatt = teil(".formular");
    const felder = teil(".felder");
    const ergebnis = teil(".ergebnis");
    const stand = teil(".pruefstand");
    const reicheEin = landkarte.einreichen(teil(".einreichen"));
    let entwurf = null; // {nummer, art, daten, bestehend}
    let wurzel = null; // the fields of the form
    let pruefung = null; // what is wrong with them
    let warten = 0;

    function pruefe() {
      const daten = wurzel.lies();
      const befunde = pruefung.pruefe(daten, heute());
      const pflicht = befunde.filter(({ code }) => code === PFLICHT).length; // before they are there, nothing else is worth counting
      const offen = pflicht > 0 ? `Noch ${pflicht} ${pflicht === 1 ? "Pflichtangabe" : "Pflichtangaben"}.` : `Noch offen: ${pruefung.anzahlen(befunde)}.`;
      stand.textContent = befunde.length === 0 ? "Nichts zu beanstanden." : offen;
      return { daten, befunde };
    }

    function pruefeUndMerke() {
      const { daten } = pruefe();
      teil(".nicht-gespeichert").hidden = landkarte.entwuerfe.lege({ ...entwurf, daten });
    }

    const urteil = () => landkarte.lade(["daten/urteil.js", seite.dataset.urteil]).catch(() => {}); // then the check says it later

    async function zeigeErgebnis() {
      await urteil();
      pruefung.zeigeAlle();
      const { daten, befunde } = pruefe();
      const fehler = befunde.filter(({ schwere }) => schwere === "fehler");
      ergebnis.hidden = false;
      teil(".ergebnis-satz").textContent = fehler.length > 0
        ? `So kann der Eintrag noch nicht erscheinen: ${pruefung.anzahlen(fehler)}.`
        : "Der Eintrag kann so eingereicht werden.";
      teil(".ergebnis-fehler").replaceChildren(...pruefung.liste(fehler));
      const andere = befunde.filter(({ schwere }) => schwere !== "fehler");
      teil(".ergebnis-andere").hidden = andere.length === 0;
      teil(".ergebnis-andere ul").replaceChildren(...pruefung.liste(andere));
      teil(".vorschau-karte").replaceChildren(landkarte.vorschau(teil("#eintrag-vorlage"), entwurf.art, daten, formular, heute()));
      teil(".einreichen").hidden = fehler.length > 0;
      if (fehler.length === 0) {
        const text = landkarte.eintragsdatei.text(entwurf.art, daten, formular);
        const { bestehend } = entwurf;
        const zeile = entwurf.stimmt && JSON.stringify(daten) === entwurf.stimmt ? `stand: ${daten.stand}` : "";
        reicheEin({ ...landkarte.eintragsdatei.name(entwurf.art, daten, formular), text, bestehend, zeile, name: landkarte.nameDesEntwurfs(daten) });
      }
      teil("#ergebnis-titel").focus();
    }

    function neu(art) {
      oeffneFormular({ nummer: nummer(), art, daten: anfang(art), bestehend: false });
    }

    // What is asked for first, then what is voluntary.
    function gruppiert(knoten) {
      const elemente = (gefordert) => knoten.filter((einer) => Boolean(einer.gefordert) === gefordert).map(({ feld }) => wurzel.kind(feld)?.element).filter(Boolean);
      return [element("h3", {}, "Pflichtangaben"), ...elemente(true), element("h3", {}, "Freiwillige Angaben"), ...elemente(false)];
    }

    function oeffneFormular(neuer, { sofort = false, satz = "" } = {}) {
      entwurf = neuer;
      wurzel = landkarte.felder(formular.arten[neuer.art].felder, neuer.daten, formular);
      pruefung = landkarte.pruefung(wurzel, neuer.art, formular);
      felder.replaceChildren(...gruppiert(formular.arten[neuer.art].felder));
      teil("#formular").textContent = `${formular.arten[neuer.art].titel}: ${neuer.bestehend ? "Eintrag ändern" : "neuer Eintrag"}`;
      teil(".formular-satz").textContent = satz;
      beginn.verberge();
      blatt.hidden = false;
      ergebnis.hidden = true;
      pruefe();
      urteil().then(pruefe);
      if (sofort) entwurf.stimmt = JSON.stringify(wurzel.lies()); // as long as nothing else is changed
      if (sofort) zeigeErgebnis();
      else teil("#formular").focus();
    }

    function weiter(einer) {
      oeffneFormular({ ...einer, daten: landkarte.eintragsdatei.passend(einer.art, einer.daten, formular).daten });
    }

    async function oeffneGelesenes({ art, daten, fremd, hinweise }) {
      const bestehend = Boolean(await bestehender(daten.id || ""));
      const rest = fremd.length > 0 ? `Das konnte das Formular nicht übernehmen: ${fremd.slice(0, 20).join("; ")}.` : "Kommentare der Datei übernimmt das Formular nicht.";
      oeffneFormular({ nummer: nummer(), art, daten, bestehend }, { satz: [...hinweise, rest].join(" ") });
    }

    async function ausAdresse() {
      const [aendern, stimmt, art] = ["aendern", "stimmt", "art"].map(adresse.wert);
      const id = aendern || stimmt;
      if (id) {
        const gefunden = await bestehender(id);
        if (!gefunden) return zeigeStart("Diesen Eintrag gibt es auf dieser Website nicht oder nicht mehr. Sie können neu anfangen oder Ihre Datei öffnen.");
        const daten = stimmt ? { ...gefunden.daten, stand: heute() } : gefunden.daten;
        const satz = "Was nicht öffentlich ist, steht nicht auf dieser Website und deshalb nicht im Formular: zum Beispiel das Konto auf der Plattform. Tragen Sie es wieder ein, wenn Ihre Datei es enthält.";
        return oeffneFormular({ nummer: nummer(), art: gefunden.art, daten, bestehend: true }, { sofort: Boolean(stimmt), satz });
      }
      return Object.hasOwn(formular.arten, art) ? neu(art) : zeigeStart();
    }

    function zeigeStart(satz = "") {
      blatt.hidden = true;
      ergebnis.hidden = true;
      beginn.zeige(satz);
    }

    // The id of an organisation follows its name until somebody writes one.
    function folgeDemNamen() {
      const [name, kennung] = ["name", "id"].map((schluessel) => wurzel.kind(schluessel)?.ziel);
      if (entwurf.art === "anbieter" && !entwurf.bestehend && !pruefung.besucht(kennung)) kennung.value = landkarte.gemeint.kennungAus(name.value);
    }

    landkarte.reinige(felder);
    felder.addEventListener("input", function ({ target }) {
      if (target === wurzel.kind("name")?.ziel) folgeDemNamen();
      if (target === wurzel.kind("id")?.ziel) pruefung.besuche(target);
      clearTimeout(warten);
      warten = setTimeout(pruefeUndMerke, RUHE);
    });
    // What was left has been said: its findings may be shown.
    for (const art of ["focusout", "change"]) {
      felder.addEventListener(art, function ({ target }) {
        pruefung.besuche(target);
        if (art === "change") pruefeUndMerke();
        else pruefe();
      });
    }
    blatt.addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      zeigeErgebnis();
    });
    teil("[data-tun=zurueck]").addEventListener("click", function () {
      clearTimeout(warten);
      pruefeUndMerke();
      adresse.setze({ aendern: "", stimmt: "", art: "" });
      zeigeStart(behalten.checked ? "Ihr Entwurf liegt unten."
        : "Ihr Entwurf liegt unten. Ihr Browser vergisst ihn, wenn Sie das Fenster schließen. Soll er bleiben, wählen Sie „Weiterschreiben“ und am Ende „Entwurf auf diesem Gerät behalten“.");
    });
    teil("#kreise").append(...formular.kreise.map(([ags, name]) => element("option", { value: ags }, name)));
    const behalten = teil(".behalten input");
    behalten.checked = landkarte.entwuerfe.behalten();
    behalten.addEventListener("change", () => { teil(".nicht-gespeichert").hidden = landkarte.entwuerfe.setzeBehalten(behalten.checked); });
    adresse.beobachte(ausAdresse);
    seite.hidden = false;
    ausAdresse();
  }

  document.querySelectorAll('[data-module="eintragen"]').forEach(starte);
})();

// The page eintragen.html, all of it: which draft is open, what is shown of it, and what becomes of it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { adresse, anfang, bestehender, entwuerfe, formular, fragen, heute, mappe } = landkarte;
  const RUHE = 300; // milliseconds without typing before the check runs

  function starte(seite) {
    const teil = (auswahl) => seite.querySelector(auswahl);
    const beginn = landkarte.beginn(teil(".beginn"), { neu, weiter: (einer) => oeffne(einer), datei: oeffneGelesenes });
    const blatt = teil(".formular");
    const felder = teil(".felder");
    const nachladen = teil(".nachladen");
    const behalten = seite.querySelectorAll(".behalten input"); // where one begins, and below every question
    const uebersicht = landkarte.uebersicht(teil(".ergebnis"), { zeige, fertig, oeffneMitglied, oeffneMappe: () => oeffne(entwuerfe.oeffne(entwurf.mappe), "karte") });
    let entwurf = null; // {nummer, art, daten, bestehend, mappe}
    let wurzel = null; // the fields of the form
    let pruefung = null; // what is wrong with them
    let frage = null; // what is asked; null in the full view
    let einzeln = false; // only this question was opened, from the overview
    let gewarnt = null; // the question at which it was said that something is missing
    let ungesichert = false;
    let warten = 0;
    let gedrueckt = false; // while a finger or a button of the mouse is down nothing may move: the click would miss what it was meant for

    const frei = () => landkarte.freigegeben(entwurf.art, wurzel.lies(), formular);
    const gefragte = () => fragen.fuer(entwurf.art, wurzel.lies());
    const fehltHier = (befund) => befund.schwere === "fehler" && frage.felder.length > 0 && fragen.betrifft(frage, befund);

    function pruefe() {
      const { daten, fehlt } = frei();
      const befunde = pruefung.pruefe(wurzel.lies(), heute());
      teil(".pruefstand").textContent = frage || !ungesichert ? "" : befunde.length === 0 ? "Nichts zu beanstanden." : `Noch offen: ${pruefung.anzahlen(befunde)}.`;
      if (frage && !befunde.some(fehltHier)) teil(".weiter-satz").textContent = "";
      teil(".frage-vorschau").hidden = !frage?.karte;
      if (frage?.karte) teil(".frage-karte").replaceChildren(landkarte.vorschau(teil("#eintrag-vorlage"), entwurf.art, daten, formular, heute()));
      return { daten, fehlt, befunde };
    }

    function pruefeBald() {
      clearTimeout(warten);
      if (gedrueckt) warten = setTimeout(pruefeBald, RUHE);
      else pruefe();
    }

    function merke() {
      ungesichert = true;
      entwurf.daten = wurzel.lies();
      const { liegt, konflikt } = entwuerfe.lege(entwurf);
      teil(".nicht-gespeichert").hidden = liegt;
      if (!konflikt) return;
      adresse.setze({ entwurf: entwurf.nummer });
      teil(".formular-satz").textContent = "Dieser Entwurf ist auch in einem anderen Fenster geändert worden. Was Sie hier schreiben, liegt jetzt als eigener Entwurf daneben; nichts ist überschrieben.";
    }

    function fertig() {
      ungesichert = false;
      entwuerfe.entferne(entwurf.nummer, ...mappe.mitglieder(entwurf).map(({ nummer }) => nummer));
    }

    // Shows a question by its word, everything ("alles"), or the overview; `pfad` is a field of it.
    function zeige(wort, { schritt = true, nur = false, pfad = null } = {}) {
      const alle = gefragte();
      frage = (pfad ? fragen.von(alle, pfad) : alle.find((eine) => eine.wort === wort)) || null;
      const sicht = frage?.wort || (wort === "alles" || pfad ? "alles" : "karte");
      einzeln = nur || (einzeln && !schritt);
      adresse.setze({ entwurf: entwurf.nummer, frage: sicht, teil: "" }, schritt);
      beginn.verberge();
      blatt.hidden = sicht === "karte";
      teil(".ergebnis").hidden = sicht !== "karte";
      clearTimeout(warten);
      if (sicht === "karte") {
        pruefung.zeigeAlle();
        return uebersicht({ entwurf, ...pruefe(), pruefung, fragen: alle, wurzel });
      }
      fragen.kopf(blatt, { frage, alle, wurzel, titel: formular.arten[entwurf.art].titel, nur: einzeln });
      fragen.zeige(felder, frage, alle);
      pruefe();
      return teil("#formular").focus();
    }

    const lade = async (art) => { nachladen.hidden = await landkarte.benannt.lade(blatt, art, seite.dataset.urteil); };

    async function oeffne(neuer, wort, { satz = "", schritt = true } = {}) {
      await lade(neuer.art);
      entwurf = landkarte.passend({ nummer: entwuerfe.nummer(), bestehend: false, ...neuer });
      wurzel = landkarte.felder(formular.arten[entwurf.art].felder, entwurf.daten, formular);
      pruefung = landkarte.pruefung(wurzel, entwurf.art, formular, (pfad) => zeige("", { nur: true, pfad }));
      [ungesichert, gewarnt, einzeln] = [false, null, false];
      felder.replaceChildren(...landkarte.gruppiert(wurzel, formular.arten[entwurf.art].felder));
      teil(".formular-satz").textContent = satz;
      if (entwurf.mappe) entwuerfe.lege(entwurf); // its organisation lists it
      if (entwurf.stimmt) entwurf.stimmt = JSON.stringify(frei().daten); // as long as nothing else is changed
      zeige(wort || gefragte()[0].wort, { schritt, nur: entwurf.bestehend });
    }

    function neu(art) {
      adresse.setze({ aendern: "", stimmt: "", art: "" });
      return oeffne({ art, daten: anfang(art) });
    }

    // A coach of the organisation that is open: a new one with what she has from it, or one that was begun.
    function oeffneMitglied(einer, daten) {
      merke();
      const { nummer } = entwurf;
      landkarte.benannt.merke(daten.id, daten.name);
      return einer.nummer ? oeffne(einer) : oeffne({ art: "jobcoach", daten: anfang("jobcoach", einer), mappe: nummer }, "", { satz: "„Sie“ meint jetzt diesen Jobcoach." });
    }

    async function oeffneGelesenes({ art, daten, fremd, hinweise }) {
      const bestehend = Boolean(await bestehender(daten.id || "").catch(() => false));
      const rest = fremd.length > 0 ? `Das konnte das Formular nicht übernehmen: ${fremd.slice(0, 20).join("; ")}.` : "Kommentare der Datei übernimmt das Formular nicht.";
      return oeffne({ art, daten, bestehend }, "alles", { satz: [...hinweise, rest].join(" ") });
    }

    async function ausAdresse() {
      if (entwurf && adresse.wert("entwurf") === entwurf.nummer) return zeige(adresse.wert("frage"), { schritt: false });
      const { entwurf: neuer, wort, satz } = await landkarte.ausAdresse();
      return neuer ? oeffne(neuer, wort, { satz, schritt: false }) : zeigeStart(satz);
    }

    function zeigeStart(satz = "") {
      blatt.hidden = true;
      teil(".ergebnis").hidden = true;
      beginn.zeige(satz);
    }

    // The next question, unless something of this one is wrong or missing and has not been said yet.
    function gehWeiter() {
      const alle = gefragte();
      if (!frage || einzeln) return zeige("karte");
      felder.querySelectorAll("[data-feld]:not([hidden])").forEach((feld) => pruefung.besuche(feld));
      if (pruefe().befunde.some(fehltHier) && gewarnt !== frage.wort) {
        gewarnt = frage.wort;
        teil(".weiter-satz").textContent = "Hier fehlt noch etwas, oder es stimmt nicht. Sie können es jetzt ergänzen oder mit „Weiter“ später.";
        return (felder.querySelector("[aria-invalid]:not([hidden] *)") || teil("#formular")).focus();
      }
      return zeige(alle[alle.indexOf(frage) + 1]?.wort || "karte");
    }

    function gehZurueck() {
      const davor = gefragte()[gefragte().indexOf(frage) - 1];
      if (einzeln) zeige("karte");
      else if (davor) zeige(davor.wort);
      else unterbrich();
    }

    function unterbrich() {
      clearTimeout(warten);
      adresse.setze({ entwurf: "", frage: "", aendern: "", stimmt: "", art: "", teil: "" }, true);
      zeigeStart(entwuerfe.behalten() ? "Ihr Entwurf liegt unten."
        : "Ihr Entwurf liegt unten. Ihr Browser vergisst ihn, wenn Sie das Fenster schließen. Soll er bleiben, wählen Sie „Weiterschreiben“ und am Ende „Entwurf auf diesem Gerät behalten“.");
    }

    landkarte.reinige(felder);
    felder.addEventListener("input", function ({ target }) {
      if (target === wurzel.kind("name")?.ziel || target === wurzel.kind("id")?.ziel) landkarte.folge(target, { wurzel, entwurf, pruefung }, blatt.dataset.orte);
      merke();
      clearTimeout(warten);
      warten = setTimeout(pruefeBald, RUHE);
    });
    // What was left has been said: its findings may be shown.
    for (const art of ["focusout", "change"]) {
      felder.addEventListener(art, function ({ target, relatedTarget }) {
        pruefung.besuche(target, art === "change" ? target : relatedTarget);
        if (art === "change") {
          landkarte.folge(target, { wurzel, entwurf, pruefung }, blatt.dataset.orte);
          merke();
          fragen.zeige(felder, frage, gefragte());
        }
        pruefeBald();
      });
    }
    for (const art of ["pointerdown", "pointerup", "pointercancel"]) window.addEventListener(art, () => { gedrueckt = art === "pointerdown"; });
    blatt.addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      gehWeiter();
    });
    const TATEN = { alles: () => zeige("alles"), davor: gehZurueck, zurueck: unterbrich };
    blatt.addEventListener("click", ({ target }) => TATEN[target.dataset.tun]?.());
    nachladen.querySelector("button").addEventListener("click", () => lade(entwurf.art).then(() => nachladen.hidden && zeige(adresse.wert("frage"), { schritt: false })));
    behalten.forEach(function (kasten) {
      kasten.checked = entwuerfe.behalten();
      kasten.addEventListener("change", function () {
        behalten.forEach((anderer) => { anderer.checked = kasten.checked; });
        teil(".nicht-gespeichert").hidden = entwuerfe.setzeBehalten(kasten.checked);
      });
    });
    window.addEventListener("beforeunload", function (ereignis) {
      if (ungesichert && !(entwuerfe.behalten() && teil(".nicht-gespeichert").hidden)) ereignis.preventDefault();
    });
    adresse.beobachte(ausAdresse);
    seite.hidden = false;
    ausAdresse();
  }

  if (formular) document.querySelectorAll('[data-module="eintragen"]').forEach(starte); // without it the page says what to do
})();

// The page eintragen.html, all of it: which draft is open, what is shown of it, and what becomes of it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { adresse, anfang, bestehender, entwuerfe, formular, fragen, heute, mappe } = landkarte;
  const RUHE = 300; // milliseconds without typing before the check runs
  const NICHT_OEFFENTLICH = "Was nicht öffentlich ist, steht nicht auf dieser Website und deshalb nicht im Formular: zum Beispiel das Konto auf der Plattform. Tragen Sie es unter „Mehr angeben“ wieder ein, wenn Ihre Datei es enthält.";

  function starte(seite) {
    const teil = (auswahl) => seite.querySelector(auswahl);
    const beginn = landkarte.beginn(teil(".beginn"), { neu, weiter, datei: oeffneGelesenes });
    const blatt = teil(".formular");
    const felder = teil(".felder");
    const behalten = seite.querySelectorAll(".behalten input"); // where one begins, and below every question
    const uebersicht = landkarte.uebersicht(teil(".ergebnis"), { zeige, fertig, oeffneMitglied, oeffneMappe: () => weiter(entwuerfe.oeffne(entwurf.mappe), "karte") });
    let entwurf = null; // {nummer, art, daten, bestehend, mappe}
    let wurzel = null; // the fields of the form
    let pruefung = null; // what is wrong with them
    let frage = null; // what is asked; null in the full view
    let einzeln = false; // only this question was opened, from the overview
    let gewarnt = null; // the question at which it was said that something is missing
    let ungesichert = false;
    let warten = 0;

    const frei = () => landkarte.freigegeben(entwurf.art, wurzel.lies(), formular);
    const gefragte = () => fragen.fuer(entwurf.art, wurzel.lies());

    function pruefe() {
      const { daten, fehlt } = frei();
      const befunde = pruefung.pruefe(wurzel.lies(), heute());
      teil(".pruefstand").textContent = frage || !ungesichert ? "" : befunde.length === 0 ? "Nichts zu beanstanden." : `Noch offen: ${pruefung.anzahlen(befunde)}.`;
      if (frage?.karte) teil(".frage-karte").replaceChildren(landkarte.vorschau(teil("#eintrag-vorlage"), entwurf.art, daten, formular, heute()));
      return { daten, fehlt, befunde };
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

    function zeigeKopf() {
      const alle = gefragte();
      const stelle = alle.indexOf(frage);
      teil("#formular").textContent = frage?.frage || `${formular.arten[entwurf.art].titel}: alle Angaben`;
      teil(".fortschritt").textContent = stelle < 0 ? "" : `Frage ${stelle + 2} von ${alle.length + 2}`; // who it is about was the first one, the card is the last
      teil(".frage-satz").textContent = frage?.satz || "";
      teil(".frage-saetze").replaceChildren(...(frage ? fragen.kreuze(frage, wurzel) : []));
      teil(".frage-karte").replaceChildren();
      teil(".alles-satz").hidden = Boolean(frage);
      teil("[data-tun=alles]").hidden = !frage;
      teil("[data-tun=davor]").hidden = !frage;
      teil(".formular button[type=submit]").textContent = frage && !einzeln ? "Weiter" : "Eintrag ansehen und einreichen";
      if (frage) fragen.gibVor(frage, wurzel);
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
      if (sicht === "karte") return zeigeUebersicht();
      zeigeKopf();
      fragen.zeige(felder, frage, alle);
      pruefe();
      return pfad ? undefined : teil("#formular").focus();
    }

    function zeigeUebersicht() {
      pruefung.zeigeAlle();
      uebersicht({ entwurf, ...pruefe(), pruefung, fragen: gefragte() });
    }

    async function oeffne(neuer, wort, { satz = "", schritt = true } = {}) {
      await landkarte.benannt.lade(blatt, neuer.art);
      entwurf = { nummer: entwuerfe.nummer(), bestehend: false, ...neuer };
      wurzel = landkarte.felder(formular.arten[entwurf.art].felder, entwurf.daten, formular);
      pruefung = landkarte.pruefung(wurzel, entwurf.art, formular, (pfad) => zeige("", { nur: true, pfad }));
      ungesichert = false;
      gewarnt = null;
      einzeln = false;
      felder.replaceChildren(...landkarte.gruppiert(wurzel, formular.arten[entwurf.art].felder));
      teil(".formular-satz").textContent = satz;
      if (entwurf.mappe) entwuerfe.lege(entwurf); // its organisation lists it
      if (entwurf.stimmt) entwurf.stimmt = JSON.stringify(frei().daten); // as long as nothing else is changed
      zeige(wort || gefragte()[0].wort, { schritt, nur: entwurf.bestehend });
    }

    function neu(art) {
      adresse.setze({ aendern: "", stimmt: "", art });
      return oeffne({ art, daten: anfang(art) });
    }

    function weiter(einer, wort) {
      return oeffne({ ...einer, daten: landkarte.eintragsdatei.passend(einer.art, einer.daten, formular).daten }, wort);
    }

    // A coach of the organisation that is open: a new one with what she has from it, or one that was begun.
    function oeffneMitglied(einer, daten) {
      merke();
      const { nummer } = entwurf;
      landkarte.benannt.merke(daten.id, daten.name);
      return einer.nummer ? weiter(einer) : oeffne({ art: "jobcoach", daten: anfang("jobcoach", einer), mappe: nummer });
    }

    async function oeffneGelesenes({ art, daten, fremd, hinweise }) {
      const bestehend = Boolean(await bestehender(daten.id || ""));
      const rest = fremd.length > 0 ? `Das konnte das Formular nicht übernehmen: ${fremd.slice(0, 20).join("; ")}.` : "Kommentare der Datei übernimmt das Formular nicht.";
      return oeffne({ art, daten, bestehend }, "alles", { satz: [...hinweise, rest].join(" ") });
    }

    async function ausAdresse() {
      const [nummer, wort, aendern, stimmt, art, link] = ["entwurf", "frage", "aendern", "stimmt", "art", "teil"].map(adresse.wert);
      if (entwurf && nummer === entwurf.nummer) return zeige(wort, { schritt: false });
      const liegender = nummer && entwuerfe.oeffne(nummer);
      if (liegender) return weiter(liegender, wort);
      const id = aendern || stimmt;
      if (id) {
        const gefunden = await bestehender(id);
        if (!gefunden) return zeigeStart("Diesen Eintrag gibt es auf dieser Website nicht oder nicht mehr. Sie können neu anfangen oder Ihre Datei öffnen.");
        const daten = stimmt ? { ...gefunden.daten, stand: heute() } : gefunden.daten;
        return oeffne({ art: gefunden.art, daten, bestehend: true, stimmt }, wort || "karte", { satz: NICHT_OEFFENTLICH, schritt: false });
      }
      const bekommen = link && landkarte.ausLink(link);
      if (bekommen) {
        const { daten } = landkarte.eintragsdatei.passend("jobcoach", bekommen.daten, formular);
        landkarte.benannt.merke(daten.anbieter, bekommen.firma);
        const satz = `${bekommen.firma} hat diesen Eintrag für Sie begonnen. Füllen Sie ihn zu Ende aus und reichen Sie ihn selbst ein; was öffentlich wird, entscheiden Sie.`;
        return oeffne({ art: "jobcoach", daten: { ...anfang("jobcoach"), ...daten } }, "", { satz, schritt: false });
      }
      return Object.hasOwn(formular.arten, art) ? oeffne({ art, daten: anfang(art) }, wort, { schritt: false }) : zeigeStart();
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
      felder.querySelectorAll("[data-feld]:not([hidden])").forEach(pruefung.besuche);
      const offen = pruefe().befunde.filter((befund) => befund.schwere === "fehler" && frage.felder.length > 0 && fragen.betrifft(frage, befund));
      if (offen.length > 0 && gewarnt !== frage.wort) {
        gewarnt = frage.wort;
        teil(".weiter-satz").textContent = "Hier fehlt noch etwas. Sie können es jetzt ergänzen oder mit „Weiter“ später.";
        return (felder.querySelector("[aria-invalid]:not([hidden] *)") || teil("#formular")).focus();
      }
      teil(".weiter-satz").textContent = "";
      return zeige(alle[alle.indexOf(frage) + 1]?.wort || "karte");
    }

    function gehZurueck() {
      const alle = gefragte();
      const davor = alle[alle.indexOf(frage) - 1];
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

    function setzeBehalten(wert) {
      behalten.forEach((kasten) => { kasten.checked = wert; });
      teil(".nicht-gespeichert").hidden = entwuerfe.setzeBehalten(wert);
    }

    felder.addEventListener("input", function ({ target }) {
      if (target === wurzel.kind("name")?.ziel || target === wurzel.kind("id")?.ziel) landkarte.folge(target, { wurzel, entwurf, pruefung }, blatt.dataset.orte);
      merke();
      clearTimeout(warten);
      warten = setTimeout(pruefe, RUHE);
    });
    // What was left has been said: its findings may be shown.
    for (const art of ["focusout", "change"]) {
      felder.addEventListener(art, function ({ target }) {
        pruefung.besuche(target);
        if (art === "change") {
          landkarte.folge(target, { wurzel, entwurf, pruefung }, blatt.dataset.orte);
          merke();
          fragen.zeige(felder, frage, gefragte());
        }
        pruefe();
      });
    }
    blatt.addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      gehWeiter();
    });
    const TATEN = { alles: () => zeige("alles"), davor: gehZurueck, zurueck: unterbrich };
    blatt.addEventListener("click", ({ target }) => TATEN[target.dataset.tun]?.());
    behalten.forEach(function (kasten) {
      kasten.checked = entwuerfe.behalten();
      kasten.addEventListener("change", () => setzeBehalten(kasten.checked));
    });
    window.addEventListener("beforeunload", (ereignis) => { if (ungesichert && !entwuerfe.behalten()) ereignis.preventDefault(); });
    adresse.beobachte(ausAdresse);
    seite.hidden = false;
    ausAdresse();
  }

  document.querySelectorAll('[data-module="eintragen"]').forEach(starte);
})();

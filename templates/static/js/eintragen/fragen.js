// The short way: one question after the other, each with the fields that landkarte/site/fragen.toml names for it. The fields are those of the full view.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element, formular, heute } = landkarte;
  const seitentitel = document.title;
  const KURZ = 100; // characters of an answer

  // The way of a field from the top, without the places in lists: angebote.prozess.mitarbeit
  function wegVon(feld) {
    const namen = [];
    for (let hier = feld; hier; hier = hier.parentElement.closest("[data-feld]")) namen.unshift(hier.dataset.feld);
    return namen.join(".");
  }

  const unter = (weg, oberer) => weg === oberer || weg.startsWith(`${oberer}.`);
  const woerter = (pfad) => pfad.filter((stueck) => typeof stueck === "string").join(".");
  const wegeVon = ({ felder, saetze }) => [...felder, ...saetze.flatMap(([, setzt]) => Object.keys(setzt))];

  // All fields of a way: in a list those of each item, of Angebote only of the right kind.
  function felderVon(wurzel, weg, leistungsart) {
    return weg.split(".").reduce(function (hier, stueck) {
      const kinder = hier.flatMap((eines) => (eines.knoten?.art === "liste" ? eines.kinder() : [eines])).map((eines) => eines.kind(stueck)).filter(Boolean);
      const passt = (eines) => eines.lies()?.leistungsart === leistungsart;
      return stueck === "angebote" && leistungsart ? kinder.flatMap((liste) => liste.kinder().filter(passt)) : kinder;
    }, [wurzel]);
  }

  const soll = (wert) => (wert === "heute" ? heute() : wert);

  function hat(feld, wert) {
    const ist = feld.lies();
    if (Array.isArray(wert)) return wert.every((eines) => (ist || []).includes(eines));
    return wert === "heute" ? ist !== undefined : ist === wert;
  }

  function setze(feld, wert, wahr) {
    if (!Array.isArray(wert)) return feld.setze(wahr ? soll(wert) : "");
    const andere = (feld.lies() || []).filter((eines) => !wert.includes(eines));
    return feld.setze(wahr ? [...andere, ...wert] : andere);
  }

  const wohin = ({ leistungsart }, setzt, wurzel) => Object.entries(setzt).flatMap(([weg, wert]) => felderVon(wurzel, weg, leistungsart).map((feld) => [feld, wert]));

  function istGesagt(frage, setzt, wurzel) {
    const alle = wohin(frage, setzt, wurzel);
    return alle.length > 0 && alle.every(([feld, wert]) => hat(feld, wert));
  }

  // The sentences of the standard: a tick writes into the fields, and shows what is in them.
  function kreuze(frage, wurzel) {
    const zeilen = frage.saetze.map(function ([satz, setzt]) {
      const kasten = element("input", { type: "checkbox", checked: istGesagt(frage, setzt, wurzel) });
      kasten.addEventListener("change", () => wohin(frage, setzt, wurzel).forEach(([feld, wert]) => setze(feld, wert, kasten.checked)));
      return element("label", { className: "kasten" }, kasten, landkarte.schreibe(element("span", {}), satz));
    });
    if (zeilen.length < 2) return zeilen;
    const knopf = element("button", { type: "button" }, "Ja, alles trifft zu");
    knopf.addEventListener("click", () => zeilen.forEach(({ firstChild: kasten }) => { if (!kasten.checked) kasten.click(); }));
    return [element("p", {}, knopf), element("fieldset", { className: "feld" }, element("legend", { className: "unsichtbar" }, frage.frage), element("div", {}, ...zeilen))];
  }

  // What is mostly true can be taken over with a click, as long as nothing else stands there.
  function gibVor(frage, wurzel) {
    for (const [weg, wert] of Object.entries(frage.vorgaben || {})) {
      for (const feld of felderVon(wurzel, weg)) {
        const knopf = element("button", { type: "button", className: "vorgabe" }, `„${landkarte.gelesen(feld.knoten, soll(wert))}“ übernehmen`);
        knopf.addEventListener("click", () => feld.setze(soll(wert)));
        feld.element.querySelector(".vorgabe")?.remove();
        feld.element.append(knopf);
      }
    }
  }

  landkarte.fragen = {
    // The questions for a kind of entry, as far as its Angebote go. „Angebote“ that are not chosen yet are taken for JobcoachingAP.
    fuer(art, { angebote = [] }) {
      const arten = angebote.map(({ leistungsart }) => leistungsart).filter(Boolean);
      const passt = ({ arten: gefragte, leistungsart }) => gefragte.includes(art) && (!leistungsart || arten.length === 0 || arten.includes(leistungsart));
      return formular.fragen.filter(passt);
    },

    // The question that has the field of a finding, if one has.
    von: (fragen, pfad) => fragen.find((frage) => wegeVon(frage).some((weg) => unter(woerter(pfad), weg)))
      || fragen.find((frage) => wegeVon(frage).some((weg) => unter(weg, woerter(pfad)))),

    betrifft: (frage, { pfad }) => wegeVon(frage).some((weg) => unter(woerter(pfad), weg) || unter(weg, woerter(pfad))),

    // What was answered, in a few words, as the fields show it: a number with its name, of several sentences how many.
    antwort(bereich, frage, wurzel) {
      const gefragt = (eingabe) => frage.felder.some((weg) => unter(wegVon(eingabe.closest("[data-feld]")), weg));
      function wort(eine) {
        if (eine.type === "checkbox") return eine.checked && eine.nextSibling.firstChild.data;
        const name = eine.closest(".feld").querySelector("label").firstChild.data;
        const ende = ["Von", "Bis"].includes(name) && `${eine.closest(".abschnitt").querySelector("legend, summary").firstChild.data} ${name.toLowerCase()}`;
        return eine.value && (eine.selectedOptions?.[0].text || (eine.matches(".kurz") ? `${ende || name} ${eine.value}` : eine.value));
      }
      const gesagt = frage.saetze.filter(([, setzt]) => istGesagt(frage, setzt, wurzel));
      const saetze = gesagt.length > 1 ? [`${gesagt.length} von ${frage.saetze.length} Sätzen treffen zu`] : gesagt.map(([satz]) => satz.replace(/\.$/, ""));
      const angaben = [...bereich.querySelectorAll("input, textarea, select")].filter(gefragt).map(wort).filter(Boolean);
      const worte = [...new Set([...saetze, ...angaben])].join(", ");
      return worte.length > KURZ ? `${worte.slice(0, KURZ)}…` : worte;
    },

    // Shows the fields of `frage` and hides all others; without one, all are shown.
    zeige(bereich, frage, fragen) {
      bereich.classList.toggle("eine", Boolean(frage));
      for (const feld of bereich.querySelectorAll("[data-feld]")) {
        const weg = wegVon(feld);
        const ganz = frage?.felder.some((einer) => unter(weg, einer));
        const durch = !ganz && frage?.felder.some((einer) => unter(einer, weg));
        feld.hidden = Boolean(frage) && !ganz && !durch;
        feld.classList.toggle("durch", Boolean(durch));
        if (frage && feld.matches("details")) feld.open = ganz || durch || feld.open;
        feld.classList.toggle("fest", Boolean(durch) && fragen.find((eine) => eine.felder.some((einer) => unter(einer, weg))) !== frage);
      }
    },

    // What stands above and below the fields of `blatt`; `nur`: this question alone is asked.
    kopf(blatt, { frage, alle, wurzel, titel, nur }) {
      const teil = (auswahl) => blatt.querySelector(auswahl);
      teil("h2").textContent = frage?.frage || `${titel}: alle Angaben`;
      teil(".fortschritt").textContent = frage && !nur ? `Frage ${alle.indexOf(frage) + 2} von ${alle.length + 2}` : ""; // who it is about was the first one, the card is the last
      document.title = [teil(".fortschritt").textContent, teil("h2").textContent, seitentitel].filter(Boolean).join(" – ");
      teil(".frage-satz").replaceChildren();
      landkarte.schreibe(teil(".frage-satz"), frage?.satz || "");
      teil(".frage-saetze").replaceChildren(...(frage ? kreuze(frage, wurzel) : []));
      teil(".alles-satz").hidden = Boolean(frage);
      for (const tun of ["alles", "davor"]) teil(`[data-tun=${tun}]`).hidden = !frage;
      teil("[type=submit]").textContent = frage && !nur ? "Weiter" : "Eintrag ansehen und einreichen";
      teil(".weiter-satz").textContent = "";
      if (frage) gibVor(frage, wurzel);
    },
  };
})();

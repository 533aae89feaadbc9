// The form that narrows: what is chosen in its fields, the counts beside every value, and as landkarte/directory/facets.py which fields are of no use.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const LAND = "bundeslaender";
  const { zahl } = landkarte.deutsch;

  landkarte.facetten = function (formular) {
    const feld = (name) => formular.elements[name];
    const bereich = (name) => formular.querySelector(`[data-facette="${name}"]`);
    const gruppen = [...formular.querySelectorAll("details[data-facette]")].map((teil) => (
      { name: teil.dataset.facette, teil, kaestchen: [...teil.querySelectorAll("input")], wahl: teil.querySelector(".facette-wahl") }));
    let gefuellt = ["", ""]; // the Land and the Amt whose parts are offered

    const titel = (name) => (bereich(name)?.querySelector("summary span, label")?.textContent || "").replace(/,.*/, "");

    // Ämter and Kreise of the chosen Land; those of all would be no choice.
    function fuelle(auswahl, punkte) {
      const [alle] = auswahl.options;
      auswahl.replaceChildren(alle, ...punkte.map(([wert, name]) => {
        const option = new Option(name, wert);
        option.dataset.name = name;
        return option;
      }));
      bereich(auswahl.name).hidden = punkte.length < 2;
    }

    // Each step offers the parts of the one before; another Land or Amt begins anew.
    function folgeDemGebiet() {
      const land = feld(LAND)?.value || "";
      if (land !== gefuellt[0]) fuelle(feld("amt"), landkarte.wo.aemterVon(land));
      const amt = feld("amt").value;
      if (land !== gefuellt[0] || amt !== gefuellt[1]) fuelle(feld("kreis"), landkarte.wo.kreiseVon(land, amt));
      gefuellt = [land, amt];
    }

    // Options with their counts; one that leads nowhere cannot be chosen. Nothing vanishes or comes: somebody may just be pressing it.
    function beschrifte(auswahl, anzahlVon) {
      for (const option of [...auswahl.options].slice(1)) {
        const anzahl = anzahlVon(option.value);
        option.dataset.name ||= option.textContent;
        const neu = `${option.dataset.name} (${zahl(anzahl)})`;
        if (option.textContent !== neu) option.textContent = neu;
        option.disabled = anzahl === 0 && !option.selected;
      }
    }

    function zeigeGruppe({ name, kaestchen, wahl }, zahlen, gesamt) {
      let engtEin = false;
      let gewaehlt = 0;
      for (const einer of kaestchen) {
        const anzahl = landkarte.filter.zahl(zahlen, name, einer.value);
        const daneben = einer.closest("label").querySelector(".zahl");
        const neu = `(${zahl(anzahl)})`.padEnd(daneben.textContent.length, "\u2007"); // as wide as it was, or lines would break elsewhere
        if (daneben.textContent !== neu) daneben.textContent = neu;
        einer.disabled = anzahl === 0 && !einer.checked && einer !== document.activeElement;
        if (einer.checked) gewaehlt += 1;
        if (einer.checked || (anzahl > 0 && anzahl < gesamt)) engtEin = true;
      }
      wahl.textContent = gewaehlt > 0 ? `${gewaehlt} gewählt` : engtEin ? "" : "alle gleich";
    }

    // How much is chosen, for the panel mostly is closed.
    function sageZahl() {
      const auswahlen = ["umkreis", LAND, "amt", "kreis"].filter((name) => feld(name)?.value);
      const anzahl = auswahlen.length + gruppen.flatMap(({ kaestchen }) => kaestchen).filter(({ checked }) => checked).length;
      formular.querySelector(".filter-zahl").textContent = anzahl > 0 ? `${anzahl} gewählt` : "";
    }

    return {
      titel,
      // Names and chosen values, as in the address.
      gewaehlt: (name) => [...formular.querySelectorAll(`[name="${name}"]`)].flatMap(
        (einer) => (einer.type === "checkbox" ? (einer.checked ? [einer.value] : []) : [einer.value].filter(Boolean))),
      namen: () => gruppen.map(({ name }) => name),

      // From an address; what the form does not know is not chosen.
      setze(werte) {
        for (const { name, teil, kaestchen } of gruppen) {
          const gewaehlte = werte(name);
          kaestchen.forEach((einer) => { einer.checked = gewaehlte.includes(einer.value); });
          if (kaestchen.some(({ checked }) => checked)) teil.hidden = false;
        }
        const waehle = (name) => { if (feld(name)) feld(name).value = werte(name)[0] || ""; if (feld(name)?.selectedIndex < 0) feld(name).value = ""; };
        waehle("umkreis");
        waehle(LAND);
        for (const name of ["amt", "kreis"]) {
          if (landkarte.orte) folgeDemGebiet();
          waehle(name);
        }
        sageZahl();
      },

      // One value, or all of a field; the whole area goes with its Land.
      loese(name, wert) {
        for (const einer of formular.querySelectorAll(`[name="${name === "gebiet" ? LAND : name}"]`)) {
          if (einer.type === "checkbox") einer.checked = einer.checked && wert !== undefined && einer.value !== wert;
          else einer.value = "";
        }
        folgeDemGebiet();
      },

      folgeDemGebiet,

      // `zahlen` as filter.zahlen gives them, null where nobody sees them, `anzahl(name, wert)` for the fields that are no words, `gesamt` the number of hits.
      zeige({ zahlen, gesamt, anzahl, mitEntfernung }) {
        sageZahl();
        bereich("umkreis").hidden = !mitEntfernung && !feld("umkreis").value;
        if (!zahlen) return;
        gruppen.forEach((gruppe) => zeigeGruppe(gruppe, zahlen, gesamt));
        formular.querySelector(".filter-zeigen button").textContent = `${zahl(gesamt)} Anbieter zeigen`;
        if (feld(LAND)) beschrifte(feld(LAND), (wert) => landkarte.filter.zahl(zahlen, LAND, wert));
        for (const name of ["amt", "kreis", "umkreis"].filter((einer) => !bereich(einer).hidden)) beschrifte(feld(name), (wert) => anzahl(name, wert));
      },
    };
  };
})();

// How the form begins: who is entered, which draft is gone on with, which file is opened.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element, formular } = landkarte;

  landkarte.nameDesEntwurfs = (daten) => (typeof daten.name === "string" ? daten.name : daten.id) || "ohne Namen";

  // A button that says whom it is about to those who do not see where it stands.
  const knopf = (landkarte.knopf = function (wort, wer, tat) {
    const neuer = element("button", { type: "button", onclick: tat }, wort);
    neuer.setAttribute("aria-label", `${wort}: ${wer}`);
    return neuer;
  });

  // `neu(art)`, `weiter(entwurf)` and `datei({art, daten, fremd, hinweise})` open the form.
  landkarte.beginn = function (blatt, { neu, weiter, datei }) {
    const teil = (auswahl) => blatt.querySelector(auswahl);
    const sage = (satz) => { teil(".beginn-satz").textContent = satz; };

    function entwurf(einer) {
      const wer = `${formular.arten[einer.art].titel}, ${landkarte.nameDesEntwurfs(einer.daten)}`;
      return element("li", {}, element("span", {}, wer),
        knopf("Weiterschreiben", wer, () => weiter(landkarte.entwuerfe.oeffne(einer.nummer) || einer)),
        knopf("Entwurf löschen", wer, function () {
          landkarte.entwuerfe.entferne(einer.nummer);
          zeige("Der Entwurf ist gelöscht.");
        }));
    }

    function zeige(satz) {
      const alle = landkarte.entwuerfe.alle().filter(({ art }) => Object.hasOwn(formular.arten, art));
      blatt.hidden = false;
      teil(".entwuerfe").hidden = alle.length === 0;
      teil(".entwuerfe ul").replaceChildren(...alle.map(entwurf));
      sage(satz);
      if (satz) teil("#beginn").focus();
    }

    async function oeffne(gewaehlt) {
      try {
        const { art, daten, hinweise } = await landkarte.eintragsdatei.lies(gewaehlt, formular);
        datei({ art, hinweise, ...landkarte.eintragsdatei.passend(art, daten, formular) });
      } catch (fehler) {
        teil(".datei-meldung").textContent = fehler.message;
      }
    }

    blatt.addEventListener("submit", function (ereignis) {
      ereignis.preventDefault();
      const gewaehlt = teil("[name=art]:checked");
      if (gewaehlt) return neu(gewaehlt.value);
      sage("Wählen Sie aus, wer eingetragen wird.");
      return teil("[name=art]").focus();
    });
    teil("[type=file]").addEventListener("change", ({ target }) => target.files[0] && oeffne(target.files[0]));

    return { zeige, verberge: () => { blatt.hidden = true; } };
  };
})();

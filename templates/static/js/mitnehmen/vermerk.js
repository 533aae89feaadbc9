// On paper the start page is a note for a file: when somebody asked what, and everybody who was found, with address and contact.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;

  const seite = (adresse) => (location.protocol === "file:" ? adresse : new URL(adresse, location.href).href);

  function zeilen(treffer) {
    const satz = landkarte.formate.datensatz(treffer);
    return [
      ["Adresse", satz.standorte.join(" · ")],
      ["Wer antwortet", satz.kontakt_funktion],
      ["E-Mail", satz.email],
      ["Website", satz.website],
      ["Seite", seite(satz.seite)],
    ].filter(([, wert]) => wert);
  }

  function ergaenze(karte, treffer) {
    karte.querySelector("dl").append(...zeilen(treffer).map(([titel, wert]) =>
      element("div", { className: "nur-druck vermerk-zeile" }, element("dt", {}, titel), element("dd", {}, wert))));
  }

  const raeume = () => document.querySelectorAll(".vermerk-zeile").forEach((zeile) => zeile.remove());

  landkarte.vermerk = function ({ satz, adresse }) {
    const bereich = document.querySelector(".vermerk");
    bereich.hidden = false;
    const setze = (name, inhalt) => { bereich.querySelector(`[data-vermerk="${name}"]`).textContent = inhalt; };

    window.addEventListener("beforeprint", function () {
      landkarte.zeigeAlle?.();
      const treffer = landkarte.gezeigt();
      setze("zeitpunkt", `${landkarte.deutsch.tag()}, ${landkarte.deutsch.uhrzeit()} Uhr`);
      setze("satz", satz());
      const da = document.querySelectorAll(".treffer li[data-eintrag]").length; // from the menu of the browser what was not seen yet cannot be fetched
      setze("zahl", landkarte.deutsch.zahl(treffer.length) + (da < treffer.length ? `. Auf diesem Papier stehen nur ${da}; alle druckt „Drucken“ unter „Ergebnis mitnehmen“.` : ""));
      setze("adresse", adresse());
      raeume();
      // Without them, because somebody printed from the menu of the browser, the cards still say what the page says.
      if (!landkarte.formate || !landkarte.datensaetze) return;
      const karten = new Map([...document.querySelectorAll(".treffer li[data-eintrag]")].map((karte) => [Number(karte.dataset.eintrag), karte]));
      treffer.filter(({ nummer }) => karten.has(nummer)).forEach((einer) => ergaenze(karten.get(einer.nummer), einer));
    });
    window.addEventListener("afterprint", raeume);
  };
})();

// A list in the form: as many Standorte, Angebote, Kreise as somebody has; each can be added and removed.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const { einfach, abschnitt, befundliste, zeigeBefunde, nummer, rahmen, hinweis } = landkarte.feldteile;

  landkarte.feldliste = function (knoten, werte, formular) {
    const wort = knoten.einzeln;
    const liste = befundliste(`${nummer()}-e`);
    const plaetze = element("div", {});
    const mehr = element("button", { type: "button", className: "hinzu" }, `${wort} hinzufügen`);
    const { element: aussen, ziel } = rahmen(knoten, knoten.titel, Boolean(werte?.length), ...hinweis(knoten.text, `${liste.id}-h`), liste, plaetze, element("p", {}, mehr));
    let teile = [];
    const baue = knoten.teil.art === "abschnitt" ? abschnitt : einfach;

    // Empty lines do not count, as they do not reach the file.
    const gefuellte = () => teile.map(({ widget }) => widget).filter((widget) => widget.lies() !== undefined);

    function benenne() {
      teile.forEach(function ({ platz, weg }, stelle) {
        const name = `${stelle + 1}. ${wort}`;
        platz.querySelector("legend, label").textContent = name;
        weg.textContent = `${name} entfernen`;
      });
      mehr.hidden = teile.length >= (knoten.hoechstens || Infinity);
    }

    // The short name of an item follows what it is about, until somebody writes one.
    function gibKurzname(widget) {
      const [id, ...worueber] = ["id", "ort", "leistungsart"].map((feld) => widget.kind(feld));
      const worum = worueber.map((einer) => einer?.lies()).find(Boolean);
      if (!id || id.ziel.value || !worum) return;
      const vergeben = teile.map((einer) => einer.widget.kind("id").ziel.value);
      const name = landkarte.gemeint.kennungAus(worum);
      id.ziel.value = vergeben.includes(name) ? `${name}-${teile.length}` : name;
    }

    function entferne(teil) {
      const stelle = teile.indexOf(teil);
      teile = teile.filter((einer) => einer !== teil);
      teil.platz.remove();
      benenne();
      (teile[Math.max(stelle - 1, 0)]?.widget.ziel || mehr).focus();
      aussen.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function fuegeHinzu(wert) {
      const widget = baue({ ...knoten.teil, vorschlaege: knoten.vorschlaege, pflicht: 1, gefordert: 1 }, wert, formular, wort);
      const weg = element("button", { type: "button", className: "entfernen" }, "Entfernen");
      const platz = element("div", { className: "platz" }, widget.element, element("p", {}, weg));
      const teil = { widget, weg, platz };
      weg.addEventListener("click", () => entferne(teil));
      platz.addEventListener("change", () => gibKurzname(widget));
      teile.push(teil);
      plaetze.append(platz);
      return widget;
    }

    mehr.addEventListener("click", function () {
      const neues = fuegeHinzu(undefined);
      benenne();
      neues.ziel.focus();
      aussen.dispatchEvent(new Event("change", { bubbles: true }));
    });
    const anfangs = werte?.length ? werte : Array(knoten.gefordert ? knoten.mindestens || 1 : 0).fill(undefined);
    anfangs.forEach(fuegeHinzu);
    benenne();

    return {
      knoten,
      element: aussen,
      ziel,
      lies: () => (gefuellte().length > 0 ? gefuellte().map((widget) => widget.lies()) : undefined),
      melde: (befunde) => zeigeBefunde(liste, ziel, befunde),
      kind: (stelle) => gefuellte()[stelle] || null,
      kinder: () => teile.map(({ widget }) => widget),
    };
  };
})();

// The remembered providers as a list with what one can do to them: compare, move, remove.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  const { element } = landkarte;

  // Every control says of whom it is.
  function bedienung(neu, tat, wort, { id, zeile }) {
    Object.assign(neu.dataset, { tat, id });
    neu.setAttribute("aria-label", `${wort}: ${zeile.name}`);
    return neu;
  }

  const knopf = (tat, wort, anbieter) => bedienung(element("button", { type: "button" }, wort), tat, wort, anbieter);

  function eintrag(anbieter, stelle, alle, gewaehlt) {
    const { id, zeile } = anbieter;
    const kasten = bedienung(element("input", { type: "checkbox", checked: gewaehlt.includes(id) }), "vergleichen", "Vergleichen", anbieter);
    const beispiel = zeile.beispiel ? [" ", element("span", { className: "marke-beispiel" }, "Beispiel")] : [];
    return element("li", {},
      element("p", {}, element("a", { href: zeile.url }, zeile.name), element("br"), element("span", { className: "neben" }, zeile.orte.join(", ")), ...beispiel),
      ...(zeile.telefon ? [element("p", {}, "Telefon ", landkarte.telefon(zeile.telefon))] : []),
      element("p", { className: "entfernung", hidden: true }),
      element("p", { className: "knoepfe" },
        element("label", {}, kasten, " Vergleichen"),
        ...(stelle > 0 ? [knopf("hoch", "Nach oben", anbieter)] : []),
        ...(stelle < alle.length - 1 ? [knopf("runter", "Nach unten", anbieter)] : []),
        knopf("entfernen", "Entfernen", anbieter)));
  }

  // `waehle(ids)` is called with those to compare, `entfernt(anbieter, before)` after somebody was removed.
  landkarte.gemerkt = function (liste, { hoechstens, waehle, entfernt, zuViele }) {
    const { merkliste } = landkarte;
    let anbieter = [];
    let ziel = null; // where the focus goes once the list is written anew: {tat, id}

    const knoepfe = () => [...liste.querySelectorAll("[data-tat]")];
    const finde = (tat, id) => knoepfe().find((einer) => einer.dataset.tat === tat && einer.dataset.id === id);

    function tu(tat, id) {
      const ids = anbieter.map((einer) => einer.id);
      const stelle = ids.indexOf(id);
      ziel = { tat, id };
      if (tat === "hoch") merkliste.setzeVor(id, ids[stelle - 1]);
      if (tat === "runter") merkliste.setzeVor(id, ids[stelle + 2]);
      if (tat === "entfernen") {
        ziel = { tat, id: ids[stelle + 1] || ids[stelle - 1] };
        const vorher = merkliste.ids();
        merkliste.entferne([id]);
        entfernt(anbieter[stelle], vorher);
      }
    }

    liste.addEventListener("click", function ({ target }) {
      if (target.matches("button[data-tat]")) tu(target.dataset.tat, target.dataset.id);
    });
    liste.addEventListener("change", function ({ target }) {
      const gewaehlt = knoepfe().filter((einer) => einer.checked).map((einer) => einer.dataset.id);
      if (gewaehlt.length > hoechstens) {
        target.checked = false;
        zuViele();
      } else {
        ziel = target.dataset;
        waehle(gewaehlt);
      }
    });

    return function (neue, gewaehlt) {
      anbieter = neue;
      liste.replaceChildren(...anbieter.map((einer, stelle) => eintrag(einer, stelle, anbieter, gewaehlt)));
      const { tat, id } = ziel || {};
      // At the end of the list there is no further down: then the way back up is next to it.
      if (tat) (finde(tat, id) || finde("hoch", id) || finde("runter", id))?.focus();
      ziel = null;
    };
  };
})();

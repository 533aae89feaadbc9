// What follows from what somebody writes: an id from the name, ways of contact from a number, Ort and Kreis from a Postleitzahl, by the tables of the start page. And the order of the full view.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const WEGE = ["telefon", "email"]; // fields of Kontakt that are a way of contact as well

  // The only place that is meant, or undefined: {ort, ags}, the Kreis only if there is no other.
  async function gemeint(plz, skript) {
    try {
      await landkarte.lade([skript]);
      await landkarte.wo.bereite(plz);
    } catch {
      return undefined; // nothing is filled in
    }
    const { art, orte } = landkarte.wo.deute(plz);
    if (art !== "ort") return undefined;
    const [{ titel, kreise: [kreis] }] = orte;
    const ort = titel.replace(/^\d{5} ?/, "").replace(`, ${landkarte.wo.kreisName(kreis)}`, "");
    return { ort, ags: orte.length === 1 ? landkarte.orte.kreise[kreis][0] : "" };
  }

  // `standort`: the fields of one Standort. What somebody wrote stays. „33602 Bielefeld“ is taken apart.
  async function fuelleOrt(standort, skript) {
    const [plz, ort, kreis] = ["plz", "ort", "ags"].map((feld) => standort.kind(feld));
    const [, zahl, name] = /^(?:D-)?(\d{5})(?:,?\s+(\D+))?$/i.exec(plz.ziel.value.trim()) || [];
    if (!zahl) return;
    if (plz.ziel.value !== zahl) plz.setze(zahl);
    if (name && !ort.ziel.value) ort.setze(name.trim());
    const wo = await gemeint(zahl, skript);
    if (!wo || plz.ziel.value !== zahl) return;
    if (wo.ort && !ort.ziel.value) ort.setze(wo.ort);
    if (wo.ags && !kreis.ziel.value) kreis.setze(wo.ags);
  }

  // What is asked for first, then what is voluntary, then what the program fills in.
  landkarte.gruppiert = function (wurzel, knoten) {
    const elemente = (passt) => knoten.filter(passt).map(({ feld }) => wurzel.kind(feld)?.element).filter(Boolean);
    const noetig = ({ gefordert, bedingt }) => Boolean(gefordert || bedingt);
    return [
      element("h3", {}, "Pflichtangaben"), ...elemente((einer) => noetig(einer) && !einer.technisch),
      element("h3", {}, "Freiwillige Angaben"), ...elemente((einer) => !noetig(einer) && !einer.technisch),
      element("details", { className: "abschnitt technisches" }, element("summary", {}, "Technisches"), ...elemente((einer) => einer.technisch)),
    ];
  };

  // {wurzel, entwurf, pruefung} of the entry that is open; `skript` knows places.
  landkarte.folge = function (ziel, { wurzel, entwurf, pruefung }, skript) {
    const [name, kennung, kontakt] = ["name", "id", "kontakt"].map((feld) => wurzel.kind(feld));
    // The id of an organisation follows its name until somebody writes one.
    if (ziel === name?.ziel && entwurf.art === "anbieter" && !entwurf.bestehend && !pruefung.besucht(kennung.ziel)) {
      kennung.ziel.value = landkarte.gemeint.kennungAus(ziel.value);
    }
    if (ziel === kennung?.ziel) pruefung.besuche(ziel);
    const weg = WEGE.find((feld) => ziel === kontakt?.kind(feld).ziel);
    const wege = kontakt?.kind("kontaktwege");
    if (weg && ziel.value && !(wege.lies() || []).includes(weg)) wege.setze([...(wege.lies() || []), weg]);
    const standort = wurzel.kind("standorte")?.kinder().find((einer) => einer.kind("plz").ziel === ziel);
    return standort ? fuelleOrt(standort, skript) : undefined;
  };
})();

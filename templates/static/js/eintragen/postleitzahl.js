// A Postleitzahl fills in Ort and Kreis, as the search of the start page knows them. It asks nobody: the tables are files of this site.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

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
  landkarte.fuelleOrt = async function (standort, skript) {
    const [plz, ort, kreis] = ["plz", "ort", "ags"].map((feld) => standort.kind(feld));
    const [, zahl, name] = /^(?:D-)?(\d{5})(?:,?\s+(\D+))?$/i.exec(plz.ziel.value.trim()) || [];
    if (!zahl) return;
    if (plz.ziel.value !== zahl) plz.setze(zahl);
    if (name && !ort.ziel.value) ort.setze(name.trim());
    const wo = await gemeint(zahl, skript);
    if (!wo || plz.ziel.value !== zahl) return;
    if (wo.ort && !ort.ziel.value) ort.setze(wo.ort);
    if (wo.ags && !kreis.ziel.value) kreis.setze(wo.ags);
  };
})();

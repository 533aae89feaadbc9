// Judges an entry by the conditions of landkarte/judging/conditions.py as landkarte/judging/reading_conditions.py does, months as landkarte/standard/days.py; a test compares both.
// Values are text, as they are written in the file. A value that is not of its type is not judged: its shape is told elsewhere.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { tag, zitat } = landkarte.angaben;
  const TEILNEHMENDE = /^1:([1-9][0-9]?)$/;
  const TEIL = /\{([a-z_.]+):?([a-z_]*)\}/g;
  const TAG_MS = 86400000;
  const FALSCHE_FORM = {}; // what stands in a place where something else belongs

  const istAbschnitt = (wert) => wert !== null && typeof wert === "object" && !Array.isArray(wert);
  const hat = (abschnitt, schluessel) => Object.prototype.hasOwnProperty.call(abschnitt, schluessel);
  const pfad = (text) => (text ? text.split(".") : []);
  const liste = (wert) => (Array.isArray(wert) ? wert : []);

  // The same day so many months later; where that month has no such day, its last one.
  function monateSpaeter(seit, monate) {
    const beginn = new Date(seit);
    const monat = beginn.getUTCMonth() + monate;
    const letzter = new Date(Date.UTC(beginn.getUTCFullYear(), monat + 1, 0)).getUTCDate();
    return Date.UTC(beginn.getUTCFullYear(), monat, Math.min(beginn.getUTCDate(), letzter));
  }

  const zahl = (wert) => (typeof wert === "number" ? wert : landkarte.angaben.zahl(wert));

  // A day and a number are not compared with each other.
  function paar(wert, grenze) {
    const tage = [tag(wert), tag(grenze)];
    const zahlen = [zahl(wert), zahl(grenze)];
    return [tage, zahlen].find((beide) => !beide.includes(null)) || null;
  }

  function feld(wurzel, weg) {
    let wert = wurzel;
    for (const schluessel of pfad(weg)) {
      if (wert === undefined || wert === FALSCHE_FORM) return wert;
      if (!istAbschnitt(wert)) return FALSCHE_FORM;
      wert = hat(wert, schluessel) ? wert[schluessel] : undefined;
    }
    return wert === null ? undefined : wert;
  }

  const istLeer = (wert) => wert === undefined || wert === "" || (Array.isArray(wert) && wert.length === 0);
  const istEines = (wert, werte) => werte.some((eines) => (typeof eines === "number" ? zahl(wert) === eines : wert === eines));

  function gelesen(was, ding, lage) {
    if (was.heute) return lage.heute;
    if (hat(was, "fest")) return was.fest;
    const wert = feld(was.vom ? lage.eintrag : ding, was.feld);
    if (was.zaehle) return liste(wert).filter((eines) => gilt(was.zaehle[0], eines, lage)).length;
    if (was.als === "jahre_her") return zahl(wert) === null ? undefined : zahl(lage.heute.slice(0, 4)) - zahl(wert) + (was.plus || 0) - (was.minus || 0);
    if (was.ohne) return was.ohne.filter((schluessel) => !liste(wert).includes(schluessel));
    if (was.genannt) return was.genannt.filter((schluessel) => !istLeer(feld(wert, schluessel)));
    if (was.als === "anzahl") return new Set(liste(wert)).size;
    if (was.als === "teilnehmende") return (TEILNEHMENDE.exec(wert) || [])[1];
    return wert === undefined ? was.sonst : wert;
  }

  const VERGLEICHE = {
    kleiner: (wert, grenze) => wert < grenze,
    groesser: (wert, grenze) => wert > grenze,
    mindestens: (wert, grenze) => wert >= grenze,
  };

  function vergleich(frage, wert, grenze, lage) {
    if (frage.ist === "monate") return tag(wert) !== null && tag(lage.heute) >= monateSpaeter(tag(wert), grenze);
    if (frage.ist === "tage") return tag(wert) !== null && (tag(lage.heute) - tag(wert)) / TAG_MS > grenze;
    const beide = paar(wert, grenze);
    return beide !== null && VERGLEICHE[frage.ist](...beide);
  }

  function trifft(frage, ding, lage) {
    const innen = (anderes) => frage.fuer.some((eine) => gilt(eine, anderes, lage));
    if (frage.ist === "oder") return innen(ding);
    if (frage.ist === "art") return frage.von.includes(lage.art);
    const wert = gelesen(frage.wert, ding, lage);
    switch (frage.ist) {
      case "leer": return istLeer(wert);
      case "wahr": return wert === "true";
      case "falsch": return wert === "false";
      case "eines": return istEines(wert, frage.von);
      case "anderes": return typeof wert === "string" && !istEines(wert, frage.von);
      case "ausserhalb": return zahl(wert) !== null && (zahl(wert) < frage.von[0] || zahl(wert) > frage.von[1]);
      case "ungeordnet": return liste(wert).join() !== frage.von.filter((schluessel) => liste(wert).includes(schluessel)).join();
      case "enthaelt": return liste(wert).some((eines) => istEines(eines, frage.von));
      case "sagt": return typeof wert === "string" && frage.von.some((wort) => wert.toLowerCase().includes(wort));
      case "gibt": return liste(wert).some(innen);
      default: return vergleich(frage, wert, gelesen(frage.als, ding, lage), lage);
    }
  }

  const gilt = (frage, ding, lage) => trifft(frage, ding, lage) !== Boolean(frage.nicht);

  // Six digits.
  function dezimal(wert) {
    const gerundet = Number(zahl(wert).toPrecision(6));
    const klein = gerundet !== 0 && Math.abs(gerundet) < 1e-4;
    return (klein ? gerundet.toExponential().replace(/-(\d)$/, "-0$1") : String(gerundet)).replace(".", ",");
  }

  function geschrieben(wert, form, worte) {
    if (form === "zahl") return zahl(wert) === null ? String(wert) : dezimal(wert);
    if (form === "zitat") return zitat(wert);
    if (form === "und") return wert.join(" und ");
    const woerter = worte[form] || {};
    return (Array.isArray(wert) ? wert : [wert]).map((eines) => (hat(woerter, eines) ? woerter[eines] : String(eines))).join(", ");
  }

  function befund(sage, ding, lage) {
    const meldung = sage.sage.replace(TEIL, function (_, name, form) {
      const was = sage.teile[name] || { feld: name === "wert" ? "" : name };
      return geschrieben(gelesen(was, ding, lage), form, sage.worte);
    });
    return { pfad: pfad(sage.bei), schwere: sage.schwere, meldung, hinweis: sage.hinweis };
  }

  const darunter = (vorne, befunde) => befunde.map((einer) => ({ ...einer, pfad: [...vorne, ...einer.pfad] }));

  function zweimal(bedingung, ding) {
    const alle = liste(feld(ding, bedingung.einmal));
    const kennungen = alle.map((eines) => feld(eines, bedingung.kennung));
    return alle.map((eines, nummer) => [nummer, eines])
      .filter(([nummer]) => typeof kennungen[nummer] === "string" && kennungen.indexOf(kennungen[nummer]) < nummer);
  }

  function urteil(bedingung, ding, lage) {
    if (hat(bedingung, "sage")) return [befund(bedingung, ding, lage)];
    const alle = (anderes) => bedingung.dann.flatMap((eine) => urteil(eine, anderes, lage));
    const jedes = (weg, stellen) => stellen.flatMap(([nummer, eines]) => darunter([...pfad(weg), nummer], alle(eines)));
    if (bedingung.erste) {
      return bedingung.dann.reduce((bisher, eine) => (bisher.length > 0 ? bisher : urteil(eine, ding, lage)), []);
    }
    if (bedingung.wenn) return bedingung.wenn.every((frage) => gilt(frage, ding, lage)) ? alle(ding) : [];
    if (bedingung.einmal) return jedes(bedingung.einmal, zweimal(bedingung, ding));
    if (bedingung.je) {
      const passt = (eines) => !bedingung.leistungsart || feld(eines, "leistungsart") === bedingung.leistungsart;
      const stellen = liste(feld(ding, bedingung.je)).map((eines, nummer) => [nummer, eines]);
      return jedes(bedingung.je, stellen.filter(([, eines]) => passt(eines)));
    }
    if (bedingung.in) {
      const abschnitt = feld(ding, bedingung.in);
      return istAbschnitt(abschnitt) && abschnitt !== FALSCHE_FORM ? darunter(pfad(bedingung.in), alle(abschnitt)) : [];
    }
    return alle(ding);
  }

  // `regeln`: what check.conditions_data says; `art`: anbieter, freiberuflich or jobcoach; `heute`: the day as 2026-10-01.
  landkarte.bedingungen = (regeln, art, daten, heute) => {
    const lage = { art, heute, eintrag: daten };
    return regeln.filter(({ arten }) => arten.includes(art))
      .flatMap((regel) => urteil(regel, daten, lage).map((einer) => ({ ...einer, code: regel.code })));
  };
})();

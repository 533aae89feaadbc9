// Providers side by side: what decides, from daten/vergleich/, with the signs of landkarte/site/pages/standing.py. Text only, never HTML.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const ZEICHEN = /^[✓✗–○?] /; // beside the words of a state, for the eye

  function element(name, rolle, text = "") {
    const neu = document.createElement(name);
    if (rolle) neu.setAttribute("role", rolle);
    landkarte.schreibe(neu, text);
    return neu;
  }

  function verweis(ziel, text) {
    const neu = element("a", "", text);
    neu.href = ziel;
    return neu;
  }

  function wert(text) {
    const neu = element("p");
    const [zeichen] = text.match(ZEICHEN) || [""];
    if (zeichen) {
      const fuersAuge = element("span", "", zeichen);
      fuersAuge.setAttribute("aria-hidden", "true");
      neu.append(fuersAuge);
    }
    landkarte.schreibe(neu, text.slice(zeichen.length));
    return neu;
  }

  // On a small screen the cells of a row stand below each other; then each says whose it is.
  function zelle({ zeile }, inhalt) {
    const neu = element("td", "cell");
    const wer = element("p", "", zeile.name);
    wer.className = "wer";
    wer.setAttribute("aria-hidden", "true"); // the head of the column says it, too
    neu.append(wer, ...(inhalt.length > 0 ? inhalt : [wert("keine Angabe")]));
    return neu;
  }

  function reihe(titel, zellen) {
    const neu = element("tr", "row");
    const kopfzelle = element("th", "rowheader", titel);
    kopfzelle.scope = "row";
    neu.append(kopfzelle, ...zellen);
    return neu;
  }

  function kopf(anbieter) {
    const neu = element("thead", "rowgroup");
    const zeile = element("tr", "row");
    zeile.append(element("td", "cell"), ...anbieter.map(function ({ zeile: { name, url, orte, beispiel } }) {
      const spalte = element("th", "columnheader");
      spalte.scope = "col";
      spalte.append(verweis(url, name), element("span", "", orte.join(", ")));
      if (beispiel) spalte.append(Object.assign(element("span", "", "Beispiel"), { className: "marke-beispiel" }));
      return spalte;
    }));
    neu.append(zeile);
    return neu;
  }

  function ueberschrift(titel, anzahl) {
    const neu = element("tr", "row");
    const kopfzelle = element("th", "rowheader", titel);
    kopfzelle.colSpan = anzahl + 1;
    kopfzelle.scope = "rowgroup";
    neu.className = "gruppe";
    neu.append(kopfzelle);
    return neu;
  }

  const kontakt = ({ zeile: { url, name } }) => {
    const neu = verweis(`${url}#kontakt`, "Kontakt");
    neu.setAttribute("aria-label", `Kontakt: ${name}`);
    return neu;
  };

  // `anbieter`: {zeile, nummer, werte} each; `worte`: of a provider's number, how far it is, or null without an Arbeitsort.
  landkarte.vergleich = function (anbieter, gruppen, worte) {
    const tabelle = element("table", "table");
    tabelle.append(element("caption", "", anbieter.length === 1 ? "1 Anbieter" : `${anbieter.length} Anbieter im Vergleich`), kopf(anbieter));
    let stelle = 0;
    gruppen.forEach(function ([titel, merkmale], nummer) {
      const teil = element("tbody", "rowgroup");
      if (titel) teil.append(ueberschrift(titel, anbieter.length));
      if (worte && nummer === 0) teil.append(reihe("Entfernung", anbieter.map((einer) => zelle(einer, [worte(einer.nummer)].filter(Boolean).map(wert)))));
      for (const merkmal of merkmale) {
        const werte = anbieter.map((einer) => einer.werte[stelle]);
        stelle += 1;
        // What is asked of nobody here, a pool for example, would be a row of gaps.
        if (titel && werte.every((angaben) => angaben.length === 0)) continue;
        const dazu = (einer) => (merkmal === "Kontakt" ? [element("p")] : []).map((absatz) => (absatz.append(kontakt(einer)), absatz));
        teil.append(reihe(merkmal, anbieter.map((einer, spalte) => zelle(einer, [...werte[spalte].map(wert), ...dazu(einer)]))));
      }
      tabelle.append(teil);
    });
    return tabelle;
  };
})();

// Providers side by side: what decides, from daten/vergleich/. Text only, never HTML.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  function element(name, rolle, text = "") {
    const neu = document.createElement(name);
    if (rolle) neu.setAttribute("role", rolle);
    landkarte.schreibe(neu, text);
    return neu;
  }

  const verweis = (href, text) => landkarte.schreibe(landkarte.element("a", { href }), text);

  // A number and an address are one word, also on paper.
  const adresse = (inhalt) => landkarte.element("p", { className: "adresse" }, inhalt);

  function wert(text) {
    if (text.startsWith("+")) return adresse(landkarte.telefon(text));
    return text.includes("@") ? adresse(verweis(`mailto:${encodeURIComponent(text).replace("%40", "@")}`, text)) : element("p", "", text);
  }

  // On a small screen the cells of a row stand below each other; then each says whose it is.
  function zelle({ zeile }, inhalt) {
    const neu = element("td", "cell");
    const wer = element("p", "", zeile.name);
    wer.className = "wer";
    wer.setAttribute("aria-hidden", "true"); // the head of the column says it, too
    neu.append(wer, ...(inhalt.length > 0 ? inhalt : ["keine Angabe"]).map(wert));
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

  // `anbieter`: {zeile, nummer, werte} each; `worte`: of a provider's number, how far it is, or null without an Arbeitsort.
  landkarte.vergleich = function (anbieter, merkmale, worte) {
    const tabelle = element("table", "table");
    const teil = element("tbody", "rowgroup");
    if (worte) teil.append(reihe("Entfernung", anbieter.map((einer) => zelle(einer, [worte(einer.nummer)].filter(Boolean)))));
    teil.append(...merkmale.map((merkmal, stelle) => reihe(merkmal, anbieter.map((einer) => zelle(einer, einer.werte[stelle])))));
    tabelle.append(element("caption", "", anbieter.length === 1 ? "1 Anbieter" : `${anbieter.length} Anbieter im Vergleich`), kopf(anbieter), teil);
    return tabelle;
  };
})();

// Markers, clusters and popups: names for those who do not see them, text by textContent only.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const L = window.L;
  const QUELLE =
    "nachgeschlagene Punkte: © <a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap-Mitwirkende</a>, ODbL";

  // An icon that carries its accessible name; Leaflet gives it role=button and a place in the tab order. Its content is made when
  // it is seen: most markers are part of a cluster.
  const Zeichen = L.DivIcon.extend({
    createIcon(alt) {
      const marke = L.DivIcon.prototype.createIcon.call(this, alt);
      marke.replaceChildren(element("span", {}, this.options.text));
      // The map is drawn before the names are there.
      landkarte.mitDaten(() => marke.setAttribute("aria-label", this.options.benenne())).catch(() => {});
      return marke;
    },
  });

  const zeichen = (klasse, groesse, text, benenne) => new Zeichen({ className: klasse, iconSize: [groesse, groesse], text, benenne });

  landkarte.alleMarken = [];

  // Called by Folium's script for every row [lat, lon, row, number of the town, km within which it lies, 1 if looked up].
  landkarte.marke = function ([lat, lon, nummer, stelle, umkreis, nachgeschlagen]) {
    const benenne = () => (landkarte.daten("verzeichnis") ? nameVon(landkarte.verzeichnis[nummer], stelle, umkreis) : "Standort");
    const icon = umkreis ? zeichen("marke-ort marke-ungefaehr", 36, "", benenne) : zeichen("marke-ort", 32, "", benenne);
    const marke = L.marker([lat, lon], { icon, zeile: nummer, nachgeschlagen });
    if (umkreis) mitFlaeche(marke, umkreis);
    const zeige = () => (landkarte.zeile(nummer) ? inhalt(marke, stelle, lage(umkreis, nachgeschlagen)) : "Die Angaben werden geladen.");
    marke.bindPopup(zeige, { closeButton: false, maxWidth: 260, minWidth: 180, autoPanPadding: [20, 20] });
    landkarte.alleMarken.push(marke);
    return marke;
  };

  function nameVon([name, , orte], stelle, umkreis) {
    const ort = orte[stelle].replace(/^\d+ /, "");
    return `${name}, ${ort}` + (umkreis ? `, Lage nur ungefähr bekannt, im Umkreis von etwa ${umkreis} km` : "");
  }

  // Where a place is only roughly known, the map shows the area in which it lies, for as long as its marker is no part of a cluster.
  function mitFlaeche(marke, umkreis) {
    const flaeche = L.circle(marke.getLatLng(), { radius: umkreis * 1000, className: "karte-umkreis", interactive: false });
    marke.on("add", () => flaeche.addTo(marke._map));
    marke.on("remove", () => flaeche.remove());
  }

  function lage(umkreis, nachgeschlagen) {
    return [
      umkreis ? `Die Lage ist nur ungefähr bekannt: im Umkreis von etwa ${umkreis} km um diesen Punkt.` : "",
      nachgeschlagen ? "Dieser Punkt ist aus der Adresse nachgeschlagen (OpenStreetMap)." : "",
    ].filter(Boolean);
  }

  landkarte.haufen = function (gruppe) {
    const anzahl = gruppe.getChildCount();
    return zeichen("marke-haufen", anzahl < 10 ? 40 : 48, String(anzahl), () => `${anzahl} Standorte, mit Eingabetaste vergrößern`);
  };

  function absatz(text) {
    const neuer = element("p", {});
    landkarte.schreibe(neuer, text);
    return neuer;
  }

  function knopf(wort, folge) {
    const neuer = element("button", { type: "button" }, wort);
    neuer.addEventListener("click", folge);
    return neuer;
  }

  function inhalt(marke, stelle, saetze) {
    const zeile = landkarte.zeile(marke.options.zeile);
    const titel = element("p", { className: "popup-name" }, element("a", { href: zeile.url }, zeile.name));
    const art = zeile.verwandt && "Verwandtes Angebot – kein JobcoachingAP";
    const erfunden = zeile.beispiel && "Beispiel: Diesen Anbieter gibt es nicht.";
    const warum = landkarte.gezeigt?.().find(({ nummer }) => nummer === marke.options.zeile)?.warum();
    const telefon = zeile.telefon ? [element("p", {}, landkarte.telefon(zeile.telefon))] : [];
    const alle = [warum, zeile.orte[stelle], zeile.leistungsartenWorte.join(", "), art, ...saetze, erfunden].filter(Boolean);
    const inListe = knopf("In der Liste zeigen", () => landkarte.zeigeInListe(marke.options.zeile));
    const kasten = element("div", {}, titel, ...telefon, ...alle.map(absatz), inListe, " ", knopf("Schließen", () => schliesse(marke)));
    kasten.addEventListener("keydown", function (taste) {
      if (taste.key === "Escape") schliesse(marke);
    });
    return kasten;
  }

  function schliesse(marke) {
    marke.closePopup();
    marke.getElement()?.focus();
  }

  landkarte.nenneQuelle = function (karte) {
    if (landkarte.alleMarken.some((marke) => marke.options.nachgeschlagen)) karte.attributionControl.addAttribution(QUELLE);
  };

  landkarte.marken = function (karte, gruppe) {
    karte.on("popupopen", async function ({ popup }) {
      const nummer = popup._source.options.zeile;
      if (!landkarte.zeile(nummer)) {
        await landkarte.mitDaten(() => landkarte.zeile(nummer)).catch(() => {});
        if (!landkarte.zeile(nummer)) return void popup.setContent(element("p", {}, "Die Angaben lassen sich nicht laden. ", landkarte.neuLaden()));
        popup.update();
      }
      if (!popup.isOpen()) return; // closed again meanwhile
      const kasten = popup.getElement();
      kasten.setAttribute("role", "dialog");
      kasten.setAttribute("aria-label", kasten.querySelector("a").textContent);
      kasten.querySelector("a").focus({ preventScroll: true });
    });
    karte.getContainer().addEventListener("keydown", function (taste) {
      if (taste.key !== " " || taste.target.getAttribute("role") !== "button") return;
      taste.preventDefault(); // a button answers to the space bar too
      taste.target.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", keyCode: 13, which: 13, bubbles: true }));
    });
    // A cluster vanishes when it opens; the focus moves on to the first of its Standorte.
    gruppe.on("clusterkeypress", function ({ layer, originalEvent }) {
      if (originalEvent.keyCode !== 13) return;
      const erster = layer.getAllChildMarkers()[0];
      const weiter = () => gruppe.getVisibleParent(erster)?.getElement()?.focus();
      gruppe.once("animationend spiderfied", weiter);
      if (!layer.getElement()?.isConnected) weiter();
    });
  };
})();

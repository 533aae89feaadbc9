// Markers, clusters and popups: names for those who do not see them, text by textContent only.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const L = window.L;
  const QUELLE = "nachgeschlagene Punkte: © <a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap-Mitwirkende</a>, ODbL";

  // An icon that carries its accessible name; Leaflet gives it role=button and a place in the tab order.
  const Zeichen = L.DivIcon.extend({
    createIcon(alt) {
      const marke = L.DivIcon.prototype.createIcon.call(this, alt);
      marke.replaceChildren(element("span", {}, this.options.text));
      marke.setAttribute("aria-label", this.options.name);
      return marke;
    },
  });

  const zeichen = (klasse, groesse, text, name) => new Zeichen({ className: klasse, iconSize: [groesse, groesse], text, name });
  const GENAU = zeichen("marke-ort", 32, "", "Standort");
  const UNGEFAEHR = zeichen("marke-ort marke-ungefaehr", 36, "", "Standort");

  // A Standort. Its popup, its name and the area in which it lies, if that is only roughly known, are made when it is seen: most
  // are part of a cluster.
  const Standort = L.Marker.extend({
    onAdd(karte) {
      L.Marker.prototype.onAdd.call(this, karte);
      const { ort, zeile, stelle, umkreis, nachgeschlagen } = this.options;
      const zeige = () => (landkarte.zeile(zeile) ? inhalt(this, stelle, lage(umkreis, nachgeschlagen)) : "Die Angaben werden geladen.");
      if (!this.getPopup()) this.bindPopup(zeige, { closeButton: false, maxWidth: 260, minWidth: 180, autoPanPadding: [20, 20] });
      if (umkreis) this.flaeche = L.circle(ort, { radius: umkreis * 1000, className: "karte-umkreis", interactive: false }).addTo(karte);
      // The map is drawn before the names are there.
      const benenne = () => landkarte.daten("verzeichnis") && this.getElement()?.setAttribute("aria-label", nameVon(landkarte.verzeichnis[zeile], stelle, umkreis));
      landkarte.mitDaten(benenne).catch(() => {});
    },
    onRemove(karte) {
      this.flaeche?.remove();
      L.Marker.prototype.onRemove.call(this, karte);
    },
  });

  landkarte.alleMarken = [];

  // Called by Folium's script for every row [lat, lon, row, number of the town, km within which it lies, 1 if looked up].
  landkarte.marke = function ([lat, lon, zeile, stelle, umkreis, nachgeschlagen]) {
    const marke = new Standort([lat, lon], { icon: umkreis ? UNGEFAEHR : GENAU, ort: [lat, lon], zeile, stelle, umkreis, nachgeschlagen });
    landkarte.alleMarken.push(marke);
    return marke;
  };

  function nameVon([name, , orte], stelle, umkreis) {
    const ort = orte[stelle].replace(/^\d+ /, "");
    return `${name}, ${ort}` + (umkreis ? `, Lage nur ungefähr bekannt, im Umkreis von etwa ${umkreis} km` : "");
  }

  function lage(umkreis, nachgeschlagen) {
    return [
      umkreis ? `Die Lage ist nur ungefähr bekannt: im Umkreis von etwa ${umkreis} km um diesen Punkt.` : "",
      nachgeschlagen ? "Dieser Punkt ist aus der Adresse nachgeschlagen (OpenStreetMap)." : "",
    ].filter(Boolean);
  }

  landkarte.haufen = function (gruppe) {
    const anzahl = gruppe.getChildCount();
    return zeichen("marke-haufen", anzahl < 10 ? 40 : 48, String(anzahl), `${anzahl} Standorte, mit Eingabetaste vergrößern`);
  };

  const absatz = (text) => landkarte.schreibe(element("p", {}), text);
  const knopf = (wort, onclick) => element("button", { type: "button", onclick }, wort);

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

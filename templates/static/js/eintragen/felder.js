// The fields of the form, made from the model: each can be read as a file spells it, can say what is wrong with it, and can be found by its path.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element } = landkarte;
  const LANG = 300; // characters from which a text gets several lines
  let zaehler = 0;

  const nummer = () => `feld-${(zaehler += 1)}`;
  const freiwillig = (knoten) => (knoten.gefordert || knoten.bedingt ? [] : [" ", element("span", { className: "neben" }, "(freiwillig)")]);
  const hinweis = (text, id) => (text ? [landkarte.schreibe(element("p", { className: "feld-hinweis", id }), text)] : []);

  landkarte.schwere = { fehler: "Fehler:", warnung: "Warnung:", hinweis: "Hinweis:" };

  // The findings of one field; a screen reader hears them with the field.
  const befundliste = (id) => element("ul", { className: "befunde", id, hidden: true });

  function zeigeBefunde(liste, ziel, befunde) {
    liste.hidden = befunde.length === 0;
    liste.replaceChildren(...befunde.map(({ schwere, satz }) => landkarte.schreibe(element("li", { className: `befund-${schwere}` },
      element("strong", {}, landkarte.schwere[schwere])), ` ${satz}`)));
    if (befunde.some(({ schwere }) => schwere === "fehler")) ziel.setAttribute("aria-invalid", "true");
    else ziel.removeAttribute("aria-invalid");
  }

  const ohneKinder = (liste, ziel) => ({ melde: (befunde) => zeigeBefunde(liste, ziel, befunde), kind: () => null, kinder: () => [] });

  function optionen(knoten, formular) {
    const leer = knoten.vorgabe ? `${knoten.vorgabe === "true" ? "ja" : "nein"}, wenn Sie nichts wählen` : knoten.gefordert ? "Bitte wählen" : "keine Angabe";
    return [["", leer], ...(knoten.art === "wahrheit" ? [["true", "ja"], ["false", "nein"]] : formular.vokabulare[knoten.vokabular])];
  }

  // What is said of a word of a vocabulary, if that has come.
  const erklaerungVon = (name, wort, { vokabulare }) => landkarte.erklaerungen?.[name]?.[vokabulare[name].findIndex(([einer]) => einer === wort)] || "";

  function auswahl(knoten, wert, eigenschaften, formular) {
    const werte = optionen(knoten, formular);
    const feld = element("select", eigenschaften, ...werte.map(([schluessel, wort]) => element("option", { value: schluessel }, wort)));
    const erklaerung = element("p", { className: "feld-hinweis" });
    const erklaere = () => { landkarte.schreibe((erklaerung.replaceChildren(), erklaerung), knoten.vokabular ? erklaerungVon(knoten.vokabular, feld.value, formular) : ""); };
    feld.value = wert || "";
    feld.addEventListener("change", erklaere);
    erklaere();
    return [feld, erklaerung];
  }

  function eingabe(knoten, wert, eigenschaften) {
    const lang = knoten.art === "text" && knoten.hoechstens > LANG;
    const value = landkarte.benannt.name(knoten, landkarte.gelesen(knoten, wert || ""));
    const feld = element(lang ? "textarea" : "input", { value, autocomplete: knoten.autofill || "off", spellcheck: lang, ...eigenschaften });
    if (lang) feld.rows = 8;
    else feld.type = "text";
    if (knoten.tastatur) feld.inputMode = knoten.tastatur;
    if (knoten.art === "zahl") feld.inputMode = "decimal";
    if (knoten.art === "ganzzahl" || knoten.muster?.startsWith("^[0-9]{5}")) feld.inputMode = "numeric";
    if (["zahl", "ganzzahl", "muster", "datum"].includes(knoten.art) && !knoten.vorschlaege) feld.className = "kurz";
    if (knoten.vorschlaege) {
      feld.setAttribute("list", knoten.vorschlaege);
      feld.inputMode = "text";
    }
    return [feld];
  }

  // One value: text, number, day, word of a list, yes or no.
  function einfach(knoten, wert, formular, name = knoten.titel) {
    const id = nummer();
    const [feld, ...dazu] = ["auswahl", "wahrheit"].includes(knoten.art) ? auswahl(knoten, wert, { id }, formular) : eingabe(knoten, wert, { id });
    const hinweise = [...hinweis(knoten.text, `${id}-h`), ...hinweis(knoten.art === "datum" && "Zum Beispiel 1.10.2026", `${id}-b`)];
    const liste = befundliste(`${id}-e`);
    feld.setAttribute("aria-describedby", [...hinweise.map((einer) => einer.id), liste.id].join(" "));
    if (knoten.gefordert) feld.setAttribute("aria-required", "true");
    // what was understood is what somebody sees
    if (["zahl", "ganzzahl", "datum"].includes(knoten.art)) feld.addEventListener("change", () => { feld.value = landkarte.gelesen(knoten, landkarte.geschrieben(knoten, feld.value, formular)); });
    return {
      knoten,
      element: element("div", { className: "feld" }, element("label", { htmlFor: id }, name, ...freiwillig(knoten)), ...hinweise, liste, feld, ...dazu),
      ziel: feld,
      lies: () => landkarte.geschrieben(knoten, landkarte.benannt.schluessel(knoten, feld.value), formular) || undefined,
      setze(neu) {
        feld.value = landkarte.benannt.name(knoten, landkarte.gelesen(knoten, neu || ""));
        feld.dispatchEvent(new Event("change", { bubbles: true }));
      },
      ...ohneKinder(liste, feld),
    };
  }

  // What belongs together: open where it is asked for, else folded away until somebody wants it.
  function rahmen(knoten, name, offen, ...inhalt) {
    if (knoten.gefordert) {
      const gruppe = element("fieldset", { className: "abschnitt", id: nummer(), tabIndex: -1 }, element("legend", {}, name), ...inhalt);
      return { element: gruppe, ziel: gruppe };
    }
    const kopf = element("summary", { id: nummer() }, name, ...freiwillig(knoten));
    const klappe = element("details", { className: "abschnitt", open: offen }, kopf, ...inhalt);
    klappe.setAttribute("aria-labelledby", kopf.id); // „Von“ alone says nothing
    return { element: klappe, ziel: kopf };
  }

  // Several words of a list.
  function mehrfach(knoten, werte, formular) {
    const gefragt = ([wort]) => !knoten.nur || knoten.nur.includes(wort) || werte?.includes(wort);
    const kaesten = formular.vokabulare[knoten.teil.vokabular].filter(gefragt).map(([schluessel, wort]) => {
      const erklaerung = erklaerungVon(knoten.teil.vokabular, schluessel, formular);
      const kasten = element("input", { type: "checkbox", value: schluessel, checked: (werte || []).includes(schluessel), ariaLabel: wort, ariaDescription: erklaerung });
      return element("label", { className: "kasten" }, kasten, element("span", {}, wort, " ", landkarte.schreibe(element("span", { className: "feld-hinweis" }), erklaerung)));
    });
    const liste = befundliste(`${nummer()}-e`);
    const gruppe = element("fieldset", { className: "feld" }, element("legend", { className: "unsichtbar" }, knoten.titel), element("div", { className: "kaesten" }, ...kaesten));
    const wahl = element("span", { className: "wahl" });
    const gewaehlt = () => [...gruppe.querySelectorAll("input:checked")].map(({ value }) => value);
    const zaehle = () => { wahl.textContent = gewaehlt().length > 0 ? ` – ${gewaehlt().length} gewählt` : ""; };
    const { element: aussen, ziel } = rahmen(knoten, knoten.titel, false, ...hinweis(knoten.text, `${liste.id}-h`), liste, gruppe);
    (knoten.gefordert ? aussen.firstElementChild : ziel).append(wahl);
    gruppe.setAttribute("aria-describedby", liste.id);
    gruppe.addEventListener("change", zaehle);
    zaehle();
    return {
      knoten,
      element: aussen,
      ziel,
      lies: () => (gewaehlt().length > 0 ? gewaehlt() : undefined),
      setze(neu) {
        gruppe.querySelectorAll("input").forEach((kasten) => { kasten.checked = (neu || []).includes(kasten.value); });
        gruppe.dispatchEvent(new Event("change", { bubbles: true }));
      },
      ...ohneKinder(liste, ziel),
    };
  }

  // Fields that belong together.
  function abschnitt(knoten, werte, formular, name = knoten.titel) {
    const teile = landkarte.felder(formular.abschnitte[knoten.abschnitt], werte || {}, formular);
    const liste = befundliste(`${nummer()}-e`);
    const { element: aussen, ziel } = rahmen(knoten, name, werte !== undefined, ...hinweis(knoten.text, `${liste.id}-h`), liste, ...teile.elemente);
    return {
      knoten,
      element: aussen,
      ziel,
      lies: () => (knoten.pflicht || Object.keys(teile.lies()).length > 0 ? teile.lies() : undefined),
      melde: (befunde) => zeigeBefunde(liste, ziel, befunde),
      kind: teile.kind,
      kinder: teile.kinder,
    };
  }

  function eines(knoten, wert, formular) {
    if (knoten.art === "abschnitt") return abschnitt(knoten, wert, formular);
    if (knoten.art === "liste") return knoten.teil.art === "auswahl" ? mehrfach(knoten, wert, formular) : landkarte.feldliste(knoten, wert, formular);
    return einfach(knoten, wert, formular);
  }

  // All fields of a list of the model. What always has the same value is not asked; what is not to be asked stays as it was.
  landkarte.felder = function (alle, werte, formular) {
    const gefragt = alle.filter(({ art, verborgen }) => art !== "fest" && !verborgen);
    const wertVon = ({ feld, art, wert, verborgen }) => (art === "fest" ? wert : verborgen ? werte[feld] : kinder.get(feld).lies());
    const kinder = new Map(gefragt.map((knoten) => [knoten.feld, eines(knoten, werte[knoten.feld], formular)]));
    kinder.forEach((einer, feld) => { einer.element.dataset.feld = feld; });
    const rang = formular.fragen.flatMap(({ felder }) => felder).join(".").split("."); // people see them in the order of the questions, files have them in that of the model
    const platz = ({ feld }) => (rang.includes(feld) ? rang.indexOf(feld) : rang.length);
    const elemente = (technisch) => gefragt.filter((knoten) => Boolean(knoten.technisch) === technisch).sort((einer, anderer) => platz(einer) - platz(anderer)).map(({ feld }) => kinder.get(feld).element);
    const technisches = elemente(true);
    const klappe = element("details", { className: "abschnitt technisches" }, element("summary", {}, "Technisches"), ...technisches);
    return {
      elemente: [...elemente(false), ...(technisches.length > 0 ? [klappe] : [])],
      lies: () => Object.fromEntries(alle.map((knoten) => [knoten.feld, wertVon(knoten)]).filter(([, wert]) => wert !== undefined)),
      kind: (schluessel) => kinder.get(schluessel) || null,
      kinder: () => [...kinder.values()],
    };
  };

  landkarte.feldteile = { einfach, abschnitt, befundliste, zeigeBefunde, nummer, rahmen, hinweis };
})();

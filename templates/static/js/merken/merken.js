// The Merkliste: which providers somebody wants to come back to. Ids (as in landkarte/entries/model/werte.py) only, on this device only, and only after „Merken“.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const SCHLUESSEL = "landkarte-merkliste";
  const HOECHSTENS = 50;
  const KENNUNG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

  const speicher = landkarte.speicher(SCHLUESSEL);

  // Whatever is written in an address or a storage: ids in their order, each once. It is read often, so a huge link is not read to its end.
  const ausText = (text) => [...new Set(String(text || "").slice(0, HOECHSTENS * 400).split(",").filter((id) => id.length <= 64 && KENNUNG.test(id)))].slice(0, HOECHSTENS);

  let eigene = [];
  let behalten = false; // beyond the closing of the window
  let liegt = true; // whether the device took what it was given; else only this page and its address remember

  function lies() {
    if (!liegt) return;
    const { text, bleibt } = speicher.lies();
    behalten = bleibt;
    if (text !== undefined) eigene = ausText(text);
  }

  function lege() {
    behalten = behalten && eigene.length > 0;
    if (eigene.length === 0) speicher.leere();
    else liegt = speicher.lege(eigene.join(","), behalten);
  }

  // The list of the address, unless it is just our own: that of a link somebody sent.
  const gleich = (eine, andere) => eine.length === andere.length && eine.every((id) => andere.includes(id));
  function ausLink() {
    const ids = ausText(landkarte.adresse?.wert("merk"));
    return ids.length > 0 && !history.state?.merkliste && !gleich(ids, eigene) ? ids : null;
  }

  // The own list in the address is marked in the history: an older copy of it is no link of somebody when one comes back to it.
  function schreibeAdresse() {
    if (!landkarte.adresse) return;
    landkarte.adresse.setze({ merk: eigene.join(",") });
    if (liegt) history.replaceState({ ...history.state, merkliste: true }, "");
  }

  function melde() {
    if (!ausLink() && (eigene.length > 0 || landkarte.adresse?.wert("merk"))) schreibeAdresse();
    document.dispatchEvent(new Event("landkarte:merkliste"));
  }

  // Several windows are one reader; what is not kept on the device they tell each other.
  const kanal = landkarte.versuche(() => new BroadcastChannel(SCHLUESSEL));
  const sende = () => kanal?.postMessage({ ids: eigene, behalten });

  // Whoever changes the list of a link adds it to the own one; nothing is lost.
  function aendere(tat) {
    const gezeigt = ausLink() || [];
    lies();
    eigene = tat([...new Set([...gezeigt, ...eigene])]).slice(0, HOECHSTENS);
    lege();
    schreibeAdresse();
    sende();
    melde();
  }

  const merkliste = (landkarte.merkliste = {
    ids: () => ausLink() || eigene,
    hat: (id) => merkliste.ids().includes(id),
    // How many of the own list are missing in that of a link; null while the own list is shown.
    nebenLink: () => ausLink() && eigene.filter((id) => !ausLink().includes(id)).length,
    wechsle: (id) => (merkliste.hat(id) ? merkliste.entferne([id]) : aendere((ids) => [...ids, id])),
    entferne: (weg) => aendere((ids) => ids.filter((id) => !weg.includes(id))),
    // Before another one of the list, or to its end.
    setzeVor: (id, naechste) => aendere(function (ids) {
      const andere = ids.filter((einer) => einer !== id);
      const stelle = andere.includes(naechste) ? andere.indexOf(naechste) : andere.length;
      return [...andere.slice(0, stelle), id, ...andere.slice(stelle)];
    }),
    stelleHer: (ids) => aendere(() => ids),
    leere: () => aendere(() => []),
    behalten: () => behalten,
    behalte: (ja) => aendere((ids) => ((behalten = ja), ids)),
    // Where the list is shown; what was searched for goes along, because it says where the Arbeitsort is.
    seite(wurzel) {
      const angaben = ["q", "wo"].map((name) => [name, landkarte.adresse?.wert(name)]);
      const alle = new URLSearchParams([...angaben, ["merk", merkliste.ids().join(",")]].filter(([, wert]) => wert)).toString();
      return `${wurzel}merkliste.html${alle && "#?" + alle.replaceAll("%2C", ",")}`;
    },
  });

  kanal?.addEventListener("message", function ({ data }) {
    if (data === "frage") {
      if (eigene.length > 0) sende();
    } else if (data.ids.join() !== eigene.join() || data.behalten !== behalten) {
      eigene = ausText(data.ids.join(","));
      behalten = data.behalten;
      lege();
      melde();
    }
  });

  // Buttons. A page writes them hidden or leaves a place for them, because without scripts they can do nothing.
  let knoepfe = []; // weakly: a search throws cards away

  function beschrifte(knopf) {
    const gemerkt = merkliste.hat(knopf.dataset.merken);
    const name = `${gemerkt ? "Gemerkt" : "Merken"}: ${knopf.dataset.name}`;
    if (knopf.getAttribute("aria-label") === name) return; // there are hundreds
    knopf.textContent = gemerkt ? "✓ Gemerkt" : "Merken";
    knopf.setAttribute("aria-label", name);
    knopf.setAttribute("aria-pressed", String(gemerkt));
  }

  function belebe(knopf) {
    knoepfe.push(new WeakRef(knopf));
    beschrifte(knopf);
    knopf.addEventListener("click", function () {
      const voll = !merkliste.hat(knopf.dataset.merken) && merkliste.ids().length >= HOECHSTENS;
      if (!voll) return merkliste.wechsle(knopf.dataset.merken);
      knopf.textContent = `Die Merkliste ist voll (${HOECHSTENS})`;
      knopf.removeAttribute("aria-label");
    });
  }

  // A card of a list; its link says which provider it is.
  (landkarte.kartenfuss = landkarte.kartenfuss || []).push(function (karte) {
    if (karte.querySelector("[data-merken]")) return;
    const verweis = karte.querySelector("h3 a");
    const knopf = document.createElement("button");
    knopf.type = "button";
    knopf.dataset.merken = verweis.getAttribute("href").replace(/^.*\/|\.html.*$/g, "");
    knopf.dataset.name = verweis.textContent.trim();
    karte.querySelector(".eintrag-fuss").append(knopf);
    belebe(knopf);
  });

  function zeige() {
    const anzahl = merkliste.ids().length;
    for (const zeile of document.querySelectorAll('[data-module="zur-merkliste"]')) {
      const verweis = zeile.querySelector("a");
      verweis.textContent = `Merkliste (${anzahl})`;
      verweis.href = merkliste.seite(zeile.dataset.wurzel);
      zeile.hidden = anzahl === 0;
    }
    knoepfe = knoepfe.filter((einer) => einer.deref());
    knoepfe.forEach((einer) => beschrifte(einer.deref()));
  }

  function frisch() {
    lies();
    melde();
  }

  document.addEventListener("landkarte:merkliste", zeige);
  document.addEventListener("landkarte:treffer", zeige); // other words in the address
  window.addEventListener("storage", frisch);
  window.addEventListener("pageshow", (ereignis) => ereignis.persisted && frisch()); // kept in memory, it missed what was done since
  landkarte.adresse?.beobachte(melde);
  // Wherever a page explains what is kept.
  document.querySelectorAll('[data-module="merkliste-leeren"]').forEach(function (bereich) {
    bereich.hidden = false;
    bereich.querySelector("button").addEventListener("click", function () {
      merkliste.leere();
      bereich.querySelector("[role=status]").textContent = "Die Merkliste ist leer. Auf Ihrem Gerät ist nichts mehr gespeichert.";
    });
  });
  document.querySelectorAll("button[data-merken]").forEach(function (knopf) {
    belebe(knopf);
    knopf.closest("[hidden]").hidden = false;
  });
  frisch();
  if (eigene.length === 0) kanal?.postMessage("frage");
})();

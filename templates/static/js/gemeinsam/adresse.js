// The state of the start page in the address: behind #?, which no browser sends to a server. Every other fragment is an anchor.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  let angaben = new URLSearchParams();

  function nimm() {
    if (location.hash && !location.hash.startsWith("#?")) return false;
    angaben = new URLSearchParams(location.hash.slice(2));
    return true;
  }
  nimm();

  landkarte.adresse = {
    wert: (name) => angaben.get(name) || "",
    werte: (name) => angaben.getAll(name),

    // A link to this page with other words or another choice: {name: text or list of texts}; what is empty is left out.
    mit(aenderungen) {
      const neue = new URLSearchParams(angaben);
      for (const [name, wert] of Object.entries(aenderungen)) {
        neue.delete(name);
        [wert].flat().filter(Boolean).forEach((eines) => neue.append(name, eines));
      }
      return neue.toString() ? "#?" + neue : location.pathname + location.search;
    },

    // `schritt`: the button "back" of the browser leads to what was before. Returns whether anything changed.
    setze(aenderungen, schritt = false) {
      const ziel = landkarte.adresse.mit(aenderungen);
      const neue = new URLSearchParams(ziel.startsWith("#?") ? ziel.slice(2) : "");
      if (neue.toString() === angaben.toString()) return false;
      angaben = neue;
      history[schritt ? "pushState" : "replaceState"](history.state, "", ziel);
      return true;
    },

    // Called when somebody goes back, forward, or follows a link to another state; not for anchors.
    beobachte(folge) {
      window.addEventListener("hashchange", () => nimm() && folge());
    },
  };
})();

// What a page keeps on this device: until the windows close (sessionStorage), or for longer if somebody wants that (localStorage).
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  // Storage may be full, blocked, or not there at all; and what windows tell each other is part of it.
  const versuche = (landkarte.versuche = function (tat) {
    try {
      return tat();
    } catch {
      return undefined;
    }
  });

  landkarte.speicher = function (schluessel) {
    const gelesen = (art) => versuche(() => window[art].getItem(schluessel));
    const entfernt = (art) => versuche(() => window[art].removeItem(schluessel));

    return {
      // The text, null if there is none, undefined if the device does not tell; and whether it stays beyond the closing of the windows.
      lies() {
        const dauernd = gelesen("localStorage");
        const bleibt = typeof dauernd === "string";
        return { text: bleibt ? dauernd : gelesen("sessionStorage"), bleibt };
      },

      // Whether the device took it. What lies elsewhere goes only then.
      lege(text, bleibt) {
        const [hier, dort] = bleibt ? ["localStorage", "sessionStorage"] : ["sessionStorage", "localStorage"];
        const liegt = versuche(() => (window[hier].setItem(schluessel, text), true)) === true;
        if (liegt) entfernt(dort);
        return liegt;
      },

      leere: () => ["localStorage", "sessionStorage"].forEach(entfernt),
    };
  };
})();

// A wrong address often says what was meant: its last part, as words to search for.
(function () {
  "use strict";
  const HOECHSTENS = 60; // letters; what is longer was no name
  const NAMENLOS = /^(index|404|jc [a-z0-9]+)$/; // nothing that one could search for

  function worte(pfad) {
    const teile = pfad.split("/").filter(Boolean);
    let letzter = teile.at(-1) || "";
    try {
      letzter = decodeURIComponent(letzter);
    } catch {
      return ""; // no text at all
    }
    const wort = letzter.replace(/\.html?$/i, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
    return NAMENLOS.test(wort) ? "" : [...wort].slice(0, HOECHSTENS).join("").trim();
  }

  document.querySelectorAll('[data-module="vermutung"]').forEach(function (vorschlag) {
    const wort = worte(location.pathname);
    const link = vorschlag.querySelector("a");
    if (!wort) return;
    link.href += "#?" + new URLSearchParams({ q: wort });
    link.textContent = `Nach „${wort}“ suchen`;
    vorschlag.hidden = false;
  });
})();

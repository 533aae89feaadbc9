// Text as a file of the reader, or into the clipboard. Nothing is sent anywhere.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  landkarte.speichere = function (name, typ, inhalt) {
    const verweis = document.createElement("a");
    verweis.href = URL.createObjectURL(new Blob([inhalt], { type: `${typ};charset=utf-8` }));
    verweis.download = name;
    verweis.click();
    setTimeout(() => URL.revokeObjectURL(verweis.href), 10_000); // some browsers begin to read a little later
  };

  // From file:// and in older browsers there is no clipboard to write to; then the text is selected for the keys of the system.
  landkarte.kopiere = async function (text, feld) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const ganz = feld.value;
      const stelle = ganz.lastIndexOf(text);
      feld.closest("details")?.setAttribute("open", "");
      feld.focus();
      feld.setSelectionRange(Math.max(stelle, 0), stelle < 0 ? ganz.length : stelle + text.length);
      return false;
    }
  };
})();

// An element with properties and content; text stays text. A telephone number is dialled as landkarte/entries/telephone.py links it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  landkarte.element = function (name, eigenschaften, ...inhalt) {
    const neu = Object.assign(document.createElement(name), eigenschaften);
    neu.append(...inhalt);
    return neu;
  };

  landkarte.telefon = (nummer) => landkarte.element("a", { href: `tel:${nummer.replace(/[^+\d]/g, "")}` }, nummer);
})();

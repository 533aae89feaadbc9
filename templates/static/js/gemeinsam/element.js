// An element with properties and content; text stays text.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});

  landkarte.element = function (name, eigenschaften, ...inhalt) {
    const neu = Object.assign(document.createElement(name), eigenschaften);
    neu.append(...inhalt);
    return neu;
  };
})();

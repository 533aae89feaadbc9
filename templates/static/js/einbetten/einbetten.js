// A part of the site within a page of others: einbetten.html#?kreis/05766. What it shows is taken from the page itself, so both say the same.
(function () {
  "use strict";
  const WAS = /^#\?((?:kreis|amt|land|anbieter|jobcoach)\/[a-z0-9-]+)$/;
  const ABSCHNITTE = ["jobcoaching", "nennen", "naehe", "verwandt", "zielgruppe", "platz", "bezahlung", "belege", "daten"];
  const TEILE = ["main header", "main > h1", "main > .satz", ...ABSCHNITTE.map((name) => `section[aria-labelledby="${name}"]`)].join();
  const teil = (name) => document.querySelector(`[data-einbetten="${name}"]`);
  const inhalt = teil("inhalt");
  const anleitung = [...inhalt.childNodes];
  const sage = (name) => inhalt.replaceChildren(teil(name).content.cloneNode(true));

  // Links lead to the site, in a window of their own.
  function hinaus(seite, knoten) {
    knoten.querySelectorAll(".merkzeile, .einbetten").forEach((zeile) => zeile.remove());
    knoten.querySelectorAll("a").forEach(function (link) {
      link.href = new URL(link.getAttribute("href"), seite);
      if (link.protocol.startsWith("http")) link.target = "_blank";
    });
    return knoten;
  }

  async function zeige() {
    const [, was] = WAS.exec(location.hash) || [];
    teil("zeile").hidden = true;
    const seite = new URL(`${was || "index"}.html`, location.href);
    teil("quelle").href = seite.href;
    if (!was) return inhalt.replaceChildren(...anleitung);
    const html = await fetch(seite, { cache: "no-cache" }).then((antwort) => (antwort.ok ? antwort.text() : "")).catch(() => "");
    if (teil("quelle").href !== seite.href) return null; // something else was asked for meanwhile
    if (!html) return sage("fehlt");
    const andere = new DOMParser().parseFromString(html, "text/html");
    const stand = andere.querySelector("footer time");
    document.querySelector("footer time").replaceWith(stand);
    const rahmen = { title: andere.querySelector("h1").textContent, src: location.href, width: "100%", height: 600, loading: "lazy", referrerPolicy: "no-referrer" };
    document.querySelector("textarea").value = Object.assign(document.createElement("iframe"), rahmen).outerHTML;
    if (Date.now() - Date.parse(stand.dateTime) > inhalt.dataset.tage * 86400000) return sage("alt");
    teil("zeile").hidden = window.top !== window;
    return inhalt.replaceChildren(...[...andere.querySelectorAll(TEILE)].map((eins) => hinaus(seite, eins)));
  }

  // Whoever skips to the content ("#inhalt") keeps it.
  const beginne = () => location.hash === "#inhalt" || zeige().catch(() => sage("fehlt"));
  window.addEventListener("hashchange", beginne);
  beginne();
})();

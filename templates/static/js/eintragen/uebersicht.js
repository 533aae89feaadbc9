// The last screen: how the entry will look, what is missing, each question once more, the coaches of an organisation, and the ways to hand all of it in.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element, formular, heute, mappe } = landkarte;

  // `zeige(wort, wie)` opens a question, `oeffneMitglied` a coach, `oeffneMappe` her organisation; `fertig` is told when all is handed in.
  landkarte.uebersicht = function (bereich, { zeige, fertig, oeffneMitglied, oeffneMappe }) {
    const teil = (auswahl) => bereich.querySelector(auswahl);
    const reicheEin = landkarte.einreichen(teil(".einreichen"), fertig);
    let laufend = 0;

    function zeile(frage, fehler, wurzel) {
      const offen = fehler.some((befund) => landkarte.fragen.betrifft(frage, befund));
      const knopf = element("button", { type: "button" }, "Ändern");
      knopf.setAttribute("aria-label", `Ändern: ${frage.kurz}`);
      knopf.addEventListener("click", () => zeige(frage.wort, { nur: true }));
      const antwort = landkarte.schreibe(element("span", { className: "feld-hinweis" }), landkarte.fragen.antwort(document.querySelector(".felder"), frage, wurzel) || "keine Angabe");
      return element("li", {}, element("span", {}, frage.kurz, " ", ...(offen ? [element("strong", {}, "noch offen"), " "] : []), antwort), knopf);
    }

    function zustimmung({ art }, { einwilligung }) {
      if (art !== "freiberuflich") return "";
      const worte = formular.vokabulare.einwilligungsumfang.filter(([wort]) => einwilligung.umfang.includes(wort)).map(([, wort]) => wort);
      return `Ich habe den Text der Einwilligung (Fassung ${einwilligung.textfassung}) gelesen und willige ein, dass über mich veröffentlicht wird: ${worte.join(", ")}.`;
    }

    function bereiteVor(entwurf, daten) {
      const inhalt = mappe.inhalt(entwurf, daten);
      const texte = inhalt.map(({ art, daten: einzelne }) => landkarte.eintragsdatei.text(art, einzelne, formular));
      const { ordner, datei } = landkarte.eintragsdatei.name(entwurf.art, daten, formular);
      const text = texte.join("---\n");
      if (texte.length > 1 && new TextEncoder().encode(text).length > formular.groesse.bytes_hoechstens) {
        teil(".ergebnis-satz").textContent = "Das ist zu viel, um es auf einmal einzureichen. Wählen Sie bei einigen Jobcoaches „Link zum Selbstausfüllen“: Sie gehören dann nicht zu dieser Datei. Öffnen Sie danach ihre Links und reichen Sie sie einzeln ein.";
        return;
      }
      reicheEin({
        ordner, datei: texte.length > 1 ? `sammlung-${datei}` : datei, text, anzahl: texte.length, bestehend: entwurf.bestehend,
        zeile: entwurf.stimmt && texte.length === 1 && JSON.stringify(daten) === entwurf.stimmt ? `stand: ${daten.stand}` : "",
        name: landkarte.nameDesEntwurfs(daten), einwilligung: zustimmung(entwurf, daten),
      });
      teil(".einreichen").hidden = false;
    }

    return function zeigeAlles({ entwurf, daten, befunde, pruefung, fragen, fehlt, wurzel }) {
      const fehler = befunde.filter(({ schwere }) => schwere === "fehler");
      const andere = befunde.filter(({ schwere }) => schwere !== "fehler");
      const unfertig = mappe.unfertige(entwurf, daten);
      const bereit = fehler.length === 0 && unfertig === 0;
      teil(".ergebnis-satz").textContent = fehler.length > 0 ? `So kann der Eintrag noch nicht erscheinen: ${pruefung.anzahlen(fehler)}.`
        : unfertig > 0 ? "Ihr Eintrag ist vollständig. Bei Ihren Jobcoaches fehlt noch etwas; oder entfernen Sie, wer jetzt nicht dabei sein soll."
          : "Der Eintrag kann so eingereicht werden.";
      teil(".ergebnis-fehler").replaceChildren(...pruefung.liste(fehler));
      teil(".ergebnis-andere").hidden = andere.length === 0;
      teil(".ergebnis-andere ul").replaceChildren(...pruefung.liste(andere));
      teil(".ergebnis-frei").textContent = fehlt.length > 0 ? `Nicht in der Datei, weil die Einwilligung es nicht umfasst: ${fehlt.join(", ")}.` : "";
      teil("#vorschau").replaceChildren(landkarte.vorschau(document.querySelector("#eintrag-vorlage"), entwurf.art, daten, formular, heute()));
      teil(".fragenliste").replaceChildren(...fragen.map((frage) => zeile(frage, fehler, wurzel)));
      teil("[data-tun=alles]").onclick = () => zeige("alles");
      const neu = () => zeigeAlles({ entwurf, daten, befunde, pruefung, fragen, fehlt, wurzel });
      mappe.zeige(teil(".mappe"), entwurf, daten, { oeffne: (einer) => oeffneMitglied(einer, daten), geaendert: neu });
      const inMappe = landkarte.entwuerfe.alle().some(({ nummer }) => nummer === entwurf.mappe); // its draft may be gone
      teil(".zur-mappe").hidden = !inMappe;
      teil("[data-tun=mappe]").onclick = oeffneMappe;
      teil(".einreichen").hidden = true;
      const nummer = (laufend += 1); // what is still loading when another overview is shown is nothing to hand in
      if (bereit && !inMappe) landkarte.ladeYaml().then(() => nummer === laufend && bereiteVor(entwurf, daten), () => { document.querySelector(".nachladen").hidden = false; });
      teil("#ergebnis-titel").focus();
    };
  };
})();

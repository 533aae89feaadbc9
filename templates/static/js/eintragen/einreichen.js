// The three ways to hand an entry in: as a file, on the hosting platform, by e-mail. Nothing is sent from here; the reader sends it.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const LANGE_ADRESSE = 6000; // characters; longer ones are cut by browsers and servers

  const fuelle = (vorlage, worte) => vorlage.replace(/\{(\w+)\}/g, (ganz, wort) => (wort in worte ? encodeURIComponent(worte[wort]).replaceAll("%2F", "/") : ganz));

  // `fertig()` is told when the reader has taken the entry away.
  landkarte.einreichen = function (bereich, fertig) {
    const teil = (auswahl) => bereich.querySelector(auswahl);
    const { neu, aendern, email } = bereich.dataset;
    const feld = teil(".dateitext");
    const meldung = teil(".einreichen-meldung");
    // {ordner, datei, text, bestehend, name, zeile, anzahl, einwilligung}: with `zeile` only this line of the file is new; `anzahl` of
    // entries in one file; `einwilligung` is the sentence by which somebody who works alone agrees
    let abgabe = null;

    const sage = (text) => { meldung.textContent = text; };

    function speichere() {
      landkarte.speichere(abgabe.datei, "application/yaml", abgabe.text);
      sage(`Gespeichert: ${abgabe.datei}. Die Datei liegt jetzt im Ordner für Downloads.`);
    }

    const kopiere = () => landkarte.kopiere(abgabe.zeile || abgabe.text, feld);

    // A new file can be filled in by the address while that is short; an existing one never.
    async function zurPlattform() {
      const { ordner, datei, text } = abgabe;
      const worte = { ordner, datei, pfad: `${ordner}/${datei}`, inhalt: text };
      const ganze = fuelle(abgabe.bestehend ? aendern : neu, worte);
      if (!abgabe.bestehend && ganze.length <= LANGE_ADRESSE) {
        window.open(ganze, "_blank", "noopener");
        return sage("Die Seite der Plattform ist in einem neuen Fenster offen. Der Text steht schon darin.");
      }
      const kopiert = await kopiere();
      window.open(fuelle(abgabe.bestehend ? aendern : neu, { ...worte, inhalt: "" }), "_blank", "noopener");
      const wohin = abgabe.zeile ? `Ändern Sie dort nur die Zeile, die mit „stand:“ beginnt, in „${abgabe.zeile}“`
        : abgabe.bestehend ? "Ersetzen Sie dort den ganzen Text" : "Fügen Sie den Text dort ein";
      return sage(kopiert
        ? `Der Text ist kopiert, die Seite der Plattform ist in einem neuen Fenster offen. ${wohin} (Einfügen: Strg und V, am Mac Cmd und V).`
        : `Der Text ist unten markiert: Kopieren Sie ihn (Strg und C, am Mac Cmd und C). ${wohin}; die Seite ist in einem neuen Fenster offen.`);
    }

    function nachricht(anliegen) {
      const { zeile, bestehend, name, datei, anzahl, einwilligung } = abgabe;
      const betreff = `${zeile ? "Stimmt noch" : bestehend ? "Änderung" : anzahl > 1 ? `${anzahl} Einträge` : "Neuer Eintrag"}: ${name} (${datei})`;
      return { betreff, text: ["Guten Tag,", anliegen, einwilligung, "Mit freundlichen Grüßen"].filter(Boolean).join("\r\n\r\n") };
    }

    function perMail() {
      const { zeile, datei } = abgabe;
      if (!zeile) speichere();
      const { betreff, text } = nachricht(zeile ? `ich habe den Eintrag durchgesehen, alle Angaben stimmen. Neue Zeile in der Datei ${datei}: ${zeile}` : `anbei die Datei ${datei} für das Verzeichnis.`);
      location.href = `mailto:${email}?subject=${encodeURIComponent(betreff)}&body=${encodeURIComponent(text)}`;
      sage(zeile ? "Ihr E-Mail-Programm öffnet sich." : `Gespeichert: ${datei}. Ihr E-Mail-Programm öffnet sich; hängen Sie die Datei aus dem Ordner für Downloads an.`);
    }

    const kopiert = (gut) => sage(gut ? "Der Text ist kopiert." : "Der Text ist markiert: Kopieren Sie ihn mit Strg und C, am Mac Cmd und C.");

    // For whoever writes e-mails in the browser: one text with everything, without a file.
    async function kopiereNachricht() {
      const { zeile, text } = abgabe;
      const { betreff, text: brief } = nachricht(zeile ? `ich habe den Eintrag durchgesehen, alle Angaben stimmen. Neue Zeile: ${zeile}` : "hier ist mein Eintrag für das Verzeichnis:");
      feld.value = [...(email ? [`An: ${email}`] : []), `Betreff: ${betreff}`, "", brief.replaceAll("\r", ""), ...(zeile ? [] : ["", text])].join("\n");
      teil(".datei-ansehen").open = true;
      kopiert(await landkarte.kopiere(feld.value, feld));
    }

    const WEGE = { datei: speichere, plattform: zurPlattform, mail: perMail, nachricht: kopiereNachricht, kopieren: () => kopiere().then(kopiert) };
    bereich.addEventListener("click", async function ({ target }) {
      const weg = target.closest("button")?.dataset.weg;
      if (!weg) return;
      await WEGE[weg]();
      if (weg !== "kopieren") fertig();
    });

    return function (neue) {
      abgabe = neue;
      sage("");
      feld.value = neue.zeile || neue.text;
      bereich.querySelectorAll(".einreichen-satz").forEach((satz) => { satz.hidden = Boolean(neue.zeile); });
      teil(".stimmt-satz").hidden = !neue.zeile;
      teil('[data-weg="datei"]').closest("li").hidden = Boolean(neue.zeile);
      const plattform = teil('[data-weg="plattform"]');
      if (plattform) plattform.closest("li").hidden = neue.anzahl > 1 || !(neue.bestehend ? aendern : neu);
      bereich.querySelectorAll("[data-datei]").forEach((stelle) => { stelle.textContent = neue.datei; });
      bereich.querySelectorAll("[data-ordner]").forEach((stelle) => { stelle.textContent = neue.ordner; });
    };
  };
})();

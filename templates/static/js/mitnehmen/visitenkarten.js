// Shown providers as vCard 3.0 (RFC 2426), which Outlook, Apple and Thunderbird read; one card per provider.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const OKTETTE = 75; // of a line, without its end
  const laenge = (text) => new TextEncoder().encode(text).length;

  // Nothing in a text can end its line or its part of a value.
  const text = (wert) => (wert || "")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
    .replace(/[\\;,]/g, (zeichen) => "\\" + zeichen)
    .replace(/\n/g, "\\n");

  // A line of more octets goes on after a line end and a blank; no letter is torn apart.
  function gefaltet(zeile) {
    const teile = [""];
    let voll = 0;
    for (const zeichen of zeile) {
      const breite = laenge(zeichen);
      if (voll + breite > OKTETTE) {
        teile.push(" ");
        voll = 1;
      }
      teile[teile.length - 1] += zeichen;
      voll += breite;
    }
    return teile.join("\r\n") + "\r\n";
  }

  function hinweise(satz, worte) {
    return [
      satz.beispiel && "Beispiel – frei erfunden. Diesen Anbieter gibt es nicht.",
      satz.verwandt && "Verwandtes Angebot, kein JobcoachingAP.",
      satz.kontakt_person && "Ansprechperson: " + satz.kontakt_person,
      satz.kontakt_funktion && "Wer antwortet: " + satz.kontakt_funktion,
      satz.nachweis && "Nachweis: " + satz.nachweis,
      "Stand der Angaben: " + satz.stand.split("-").reverse().join("."),
      `Quelle: ${landkarte.datensaetze.kopf.titel}, ${satz.seite}. Lizenz: ${worte.lizenzen[satz.lizenz]}.`,
    ].filter(Boolean).join("\n");
  }

  function karte(treffer) {
    const worte = landkarte.datensaetze.kopf.begriffe;
    const satz = landkarte.formate.datensatz(treffer);
    const organisation = satz.art === "anbieter";
    const anschrift = ({ strasse, ort, land, plz }) => ["", "", strasse, ort, worte.bundeslaender[land], plz, "Deutschland"].map(text).join(";");
    return [
      "BEGIN:VCARD",
      "VERSION:3.0",
      "UID:landkarte-jobcoachingap:" + text(satz.id),
      "FN:" + text(satz.name),
      `N:${text(satz.name)};;;;`,
      organisation && "ORG:" + text(satz.name),
      organisation && "X-ABSHOWAS:COMPANY", // Apple: not a person of that surname
      ...landkarte.formate.orte(treffer).map((ort) => "ADR;TYPE=WORK:" + anschrift(ort)),
      satz.telefon && "TEL;TYPE=WORK,VOICE:" + text(satz.telefon),
      satz.email && "EMAIL;TYPE=INTERNET:" + text(satz.email),
      satz.website && "URL:" + satz.website, // one word, released.py sees to that
      "NOTE:" + text(hinweise(satz, worte)),
      `REV:${satz.stand}T00:00:00Z`,
      "END:VCARD",
    ].filter(Boolean).map(gefaltet).join("");
  }

  landkarte.visitenkarten = (treffer) => treffer.map(karte).join("");
})();

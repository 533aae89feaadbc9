// Whether somebody can be reached by what is typed, as the check says it, by the patterns of landkarte/judging/for_browsers.py. Of foreign telephone numbers and of punycode only the check knows more.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { zitat } = landkarte.angaben;
  const KURZ = 60;
  const OHNE_LEERZEICHEN = "Schreiben Sie die Adresse ohne Leerzeichen.";
  const AEHNLICH = "Tippen Sie die Adresse neu, mit lateinischen Buchstaben und mit Punkten von der Tastatur.";
  const NUMMER = "Schreiben Sie die Nummer mit Vorwahl und nur mit Ziffern, zum Beispiel +49 30 23125000. Kurze Nummern wie 115 und Nummern mit Sondergebühr gehen nicht.";
  const POSTFACH = /^[\w!#$%&'*+/=?^`{|}~\u00a1-\uffff-]+(\.[\w!#$%&'*+/=?^`{|}~\u00a1-\uffff-]+)*$/;

  // A pattern of daten/urteil.js as a whole, or anywhere.
  const bekannt = new Map();
  const muster = (quelle, merkmale = "u") => bekannt.get(quelle + merkmale) || bekannt.set(quelle + merkmale, new RegExp(quelle, merkmale)).get(quelle + merkmale);
  const ganz = (quelle, text) => muster(`^(?:${quelle})$`).test(text);
  const je = (quelle, text, merkmale = "gu") => [...text.matchAll(muster(quelle, merkmale))];

  const gesehen = (name) => name.toLowerCase().normalize("NFKC");
  const gibtSichAus = (name) => !ganz(landkarte.urteilsdaten.muster.lateinisch, gesehen(name));

  function email(text) {
    const { muster: { email: schlicht, host }, besonders } = landkarte.urteilsdaten;
    const [, vorn, hinten = ""] = /^([^@]+)@([^@]+)$/.exec(text) || [];
    const domain = hinten.toLowerCase().normalize("NFC");
    if (besonders.some((ende) => `.${domain}`.endsWith(ende))) return false;
    if (text.length <= KURZ && ganz(schlicht, text)) return true;
    return Boolean(vorn) && text.length <= 254 && POSTFACH.test(vorn) && ganz(host, domain.replace(/\.[a-z]$/, "$&x")) && !gibtSichAus(domain);
  }

  // The message and hint on an address of the web, and its level if that is not the rule's; null if it is sound.
  function netz(text) {
    const { adresse, host } = landkarte.urteilsdaten.muster;
    if (text.length <= KURZ && ganz(adresse, text)) return null;
    const [, schema, netzort] = /^(https?):\/\/([^/?#]*)/i.exec(text) || [];
    const name = (netzort || "").split(":")[0].toLowerCase().normalize("NFC");
    if (!schema || netzort.includes("@") || !ganz(host, name) || /[\s"'<>\\\x60]/.test(text)) {
      const gemeint = `https://${text.replace(/^http:\/\//, "")}`;
      const rat = ganz(adresse, gemeint) ? `Meinten Sie ${gemeint}?` : text.includes(" ") ? OHNE_LEERZEICHEN : "Schreiben Sie zum Beispiel https://www.example.org/.";
      return [`${zitat(text)} ist keine Web-Adresse, die veröffentlicht werden kann.`, rat];
    }
    if (gibtSichAus(name)) return [`${zitat(text)} hat Zeichen, die anderen zum Verwechseln gleichen.`, AEHNLICH];
    return schema.toLowerCase() === "https" ? null
      : [`${zitat(text)} beginnt mit http statt https und erscheint deshalb nicht.`, `Meinten Sie https${text.slice(4)}?`, "warnung"];
  }

  // The parts of a German number without its 0, or undefined if nobody has such a number or it costs extra.
  function teile(nummer) {
    const { teuer, gueltig, teile: formen } = landkarte.urteilsdaten.nummern;
    if (nummer.length > 13 || ganz(teuer, nummer) || !ganz(gueltig, nummer)) return undefined;
    const [, form, wie] = formen.find(([beginn, ganze]) => muster(`^(?:${beginn})`).test(nummer) && ganz(ganze, nummer)) || ["", "(.+)", "$1"];
    return nummer.replace(muster(`^${form}$`), wie).split(" ");
  }

  // The one number that a text can mean, as people read it; undefined if there is none.
  function telefon(geschrieben) {
    const text = geschrieben.trim().split(/\s+/).join(" ");
    if (!ganz(landkarte.urteilsdaten.muster.telefon, text) || /^\(?0\)?[^0-9]?49[^0-9]/.test(text)) return undefined;
    const ziffern = text.replace(/[^0-9]/g, "");
    const land = text.includes("+") || (ziffern.startsWith("49") && (/^\(?49[^0-9]/.test(text) || !teile(ziffern)));
    if (!land && !ziffern.startsWith("0")) return undefined;
    const welt = land ? ziffern : ziffern.startsWith("00") ? ziffern.slice(2) : `49${ziffern.slice(1)}`;
    if (!welt.startsWith("49")) return /^[1-9][0-9]{6,14}$/.test(welt) ? `+${welt}` : undefined;
    const nummer = welt.slice(2).replace(/^0/, "");
    const gefunden = teile(nummer);
    if (!gefunden) return undefined;
    const eigene = muster(`(?:[0-9][^0-9]*){${nummer.length - gefunden[0].length}}$`).exec(text)[0].replace(/\)+$/, "");
    const dazwischen = new Set((eigene.match(/[^0-9]+/g) || []).filter((zeichen) => zeichen !== " "));
    if (dazwischen.size > 1 || [...dazwischen].some((zeichen) => /[/()]/.test(zeichen))) return undefined;
    return ganz(landkarte.urteilsdaten.nummern.frei, nummer) ? `0${gefunden.join(" ")}` : `+49 ${gefunden.join(" ")}`;
  }

  // The first number in a text that is more than one number.
  const ersteNummer = (text) => [text, ...text.split(muster(landkarte.urteilsdaten.muster.kein_teil))].map((teil) => telefon(teil.replace(/^[ ()/.,;-]+|[ ()/.,;-]+$/g, ""))).find(Boolean);

  const RAT = {
    email: (text) => (text.includes(" ") ? OHNE_LEERZEICHEN : text.includes("@") ? "Prüfen Sie die Schreibweise." : "Es fehlt das @; schreiben Sie zum Beispiel jobcoaching@example.org."),
    telefon: (text) => (ersteNummer(text) ? `Schreiben Sie eine einzige Nummer und nichts dazu, zum Beispiel ${ersteNummer(text)}.` : NUMMER),
  };

  Object.assign(landkarte, { adressen: { email, netz, telefon, rat: RAT, muster, je } });
})();

// Rules on texts, addresses and the law that keep an entry back, judged as the functions in landkarte/judging/rules/ do, by the patterns of landkarte/judging/for_browsers.py.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { adressen, formular, urteilsdaten: daten } = landkarte;
  const { zitat, tag, zahl } = landkarte.angaben;
  const { muster, je } = adressen;
  const gibt = (name, text) => muster(daten.muster[name]).test(text);
  const ohne = (name, text, statt) => text.replace(muster(daten.muster[name], "gmu"), statt);
  const wort = (vokabular, schluessel) => formular.vokabulare[vokabular].find(([einer]) => einer === schluessel)?.[1] ?? schluessel;
  const liste = (wert) => [...(Array.isArray(wert) ? wert : []).entries()];

  // As landkarte/judging/wording.py sees a text. Letters that only their names tell are left to the check.
  const ZIFFERN = { 0: "o", 1: "i", 3: "e", 4: "a", "@": "a", $: "s" };
  const lateinisch = (text) => [...text].map((eines) => daten.gleich[eines] ?? eines).join("");
  const klein = (text) => text.normalize("NFKC").toLowerCase().replaceAll("ß", "ss").replace(/\p{Cf}/gu, "");
  const gesprochen = (text) => lateinisch(klein(lateinisch(text.normalize("NFKC"))).normalize("NFKD").replace(/\p{M}/gu, ""));
  const verbunden = (text) => ohne("getrennt", ohne("gesperrt", text, (eines) => eines.replace(/[^\p{L}\p{N}]/gu, "")), "");
  const schlicht = (text) => verbunden(gesprochen(text)).replace(/[0134@$]/g, (eines) => ZIFFERN[eines]).replace(/([aou])e/g, "$1");

  // Every text in words of somebody's own, with its path.
  function texte(felder, werte, pfad) {
    return felder.flatMap(function ({ feld, art, abschnitt, mindestens, teil }) {
      const wert = werte[feld];
      const hier = [...pfad, feld];
      if (art === "text") return wert?.trim() && mindestens !== 3 ? [[hier, wert.trim()]] : [];
      if (art === "abschnitt") return wert ? texte(formular.abschnitte[abschnitt], wert, hier) : [];
      return teil?.art === "abschnitt" ? liste(wert).flatMap(([nummer, eines]) => texte(formular.abschnitte[teil.abschnitt], eines, [...hier, nummer])) : [];
    });
  }

  function hatTelefon(text) {
    const gesehen = ohne("keine_nummer", ohne("o", klein(text), "0"), " ; ");
    const ziffern = ([fund]) => (/^(\+|00)/.test(fund) ? fund.replace(/\(\s*0\s*\)/g, "") : fund).replace(/[^0-9+]/g, "");
    return gibt("angesagt", gesehen) || gibt("gesprochen", gesehen)
      || je(daten.muster.gewaehlt, gesehen).some((fund) => /^(\+|00)[1-9]\d{6,14}$|^0[1-9]\d{3,14}$/.test(ziffern(fund)));
  }
  const IM_TEXT = [["telefon", "eine Telefonnummer", hatTelefon], ["email", "eine E-Mail-Adresse", (text) => gibt("mail", klein(text))]];

  function* imText(pfad, text, { einwilligung }) {
    const feld = pfad.at(-1);
    for (const { was, muster: eines } of daten.regeln["X-04"]?.muster || []) if (muster(eines).test(text)) yield ["X-04", pfad, `${feld}: Etwas darin sieht aus wie ${was}.`];
    for (const [key, was, stehtIn] of IM_TEXT) {
      const frei = einwilligung?.umfang?.includes(key);
      if (stehtIn(text)) yield ["X-11", pfad, `${feld}: Etwas darin sieht aus wie ${was}${frei ? "." : `; die Einwilligung umfasst ${key} nicht.`}`, frei && `Schreiben Sie sie nur unter kontakt in das Feld ${key}.`, frei && "hinweis"];
    }
    if (!feld.startsWith("beschreibung")) return;
    const html = muster(daten.muster.html).exec(text);
    if (html) yield ["FO-07", pfad, `${feld}: ${zitat(html[0], 30)} sieht nach HTML aus.`];
    for (const { index, 2: ziel } of je(daten.muster.verweis, text)) {
      const heil = ziel.startsWith("mailto:") ? adressen.email(ziel.slice(7)) : ziel.startsWith("https://") && !adressen.netz(ziel);
      if (text[index - 1] === "!") yield ["FO-07", pfad, `${feld}: Bilder sind nicht vorgesehen.`];
      else if (!heil) yield ["FO-07", pfad, `${feld}: Der Link auf ${zitat(ziel)} ist nicht vorgesehen.`, "Links beginnen mit https:// oder mailto: und führen zu einer Adresse, wie FO-08 sie zulässt."];
    }
  }

  // Signs that imitate a seal, what only this directory says, and words of certification that no proof carries.
  function* behauptet(pfad, text, nachweise) {
    const { status, ausnahmen, woerter, beschrieben } = daten.regeln["S-10"];
    const [alle, siegel] = daten.zeichen.map((klasse) => muster(`(?=[\\p{So}\\p{Sm}\\p{Sk}\\p{Po}])[${klasse}]`));
    const feld = pfad.at(-1);
    for (const eines of new Set(ohne("punkt", text, " "))) {
      if (alle.test(eines)) yield ["S-10", pfad, `${feld}: Das Zeichen ${zitat(eines)} wirkt wie ein Gütezeichen.`, "Löschen Sie das Zeichen, oder schreiben Sie in Worten, was gemeint ist.", siegel.test(eines) && "fehler"];
    }
    const fremd = text.match(/\p{L}{3,}/gu)?.find((eines) => /[^\0-\x7f]/.test(eines) && [...eines].every((zeichen) => zeichen in daten.gleich));
    if (fremd) yield ["S-11", pfad, `${feld}: ${zitat(fremd)} steht in einer anderen Schrift, sieht aber aus wie lateinisch.`];
    const gesagt = schlicht(text);
    const bejaht = (eines) => je(eines, gesagt).some(({ 0: { length }, index }) => !gibt("verneint", gesagt.slice(Math.max(0, index - 25), index + length + 15)));
    if (status.some(bejaht)) yield ["S-10", pfad, `${feld} klingt nach einer Feststellung der Redaktion.`, "Streichen Sie die Stelle. Was die Redaktion eingesehen hat, zeigt das Verzeichnis selbst.", "fehler"];
    const saetze = ohne("getan", gesagt.replace(muster(ausnahmen, "gu"), " "), " ").split(/(?<=[a-z]{3}[.!?])\s|\n\s*\n/).map((satz) => (gibt("selbst", satz) ? satz : ohne("vorgang", satz, " ")));
    for (const [genannt, stamm, arten] of woerter) {
      if ((beschrieben.includes(feld) && arten.some((typ) => nachweise.includes(typ))) || !saetze.some((satz) => satz.includes(stamm))) continue;
      const gezeigt = text.split(/\s+/).find((eines) => schlicht(eines).includes(stamm))?.replace(/^[.,;:!?()*_„“]+|[.,;:!?()*_„“]+$/g, "") ?? genannt;
      yield ["S-10", pfad, `${feld} enthält ${zitat(gezeigt)}; ein Nachweis dazu ist nicht eingetragen (möglich: ${arten.map((typ) => wort("nachweistypen", typ)).join(", ")}).`];
    }
  }

  const gefaltet = (text = "") => klein(text).normalize("NFKD").replace(/\p{M}/gu, "");

  // What is said of a key that no Kreis of today has: message and hint.
  function keinKreis(schluessel) {
    const kreis = schluessel.slice(0, 5);
    if (daten.ehemals[kreis]) return [daten.ehemals[kreis], "Schreiben Sie den Schlüssel, den Sie meinen."];
    const bekannt = !/^\d{5}/.test(kreis) || !landkarte.kreise?.length || landkarte.kreise.some(([einer]) => einer === kreis);
    return bekannt ? null : [`Einen Kreis mit dem Schlüssel ${kreis} gibt es nicht.`];
  }

  function* gegend(pfad, { kreise, ausnahmen, bundeslaender = [] } = {}) {
    const genannt = [["kreise", kreise, bundeslaender], ["ausnahmen.kreise", ausnahmen?.kreise, []]];
    for (const [wo, schluessel, laender] of genannt.flatMap(([weg, alle, neben]) => liste(alle).map(([nummer, einer]) => [[...pfad, ...weg.split("."), nummer], einer, neben]))) {
      const [, name, land] = landkarte.kreise?.find(([einer]) => einer === schluessel) || [];
      if (keinKreis(schluessel)) yield ["R-07", wo, ...keinKreis(schluessel)];
      else if (laender.includes(land)) yield ["R-12", wo, `${name} (${schluessel}) liegt in ${wort("bundeslaender", land)}, das schon als Ganzes genannt ist.`];
    }
  }

  // Whether a link to informierBar leads there and is about a place that it may describe.
  function* beiInformierbar(pfad, url, { plz = "", ort, ags }) {
    const { hosts, ags: land } = daten.regeln["B-05"];
    const [, host] = /^https?:\/\/(?:[^/?#]*@)?([^/?#:]+)/i.exec(url) || [];
    if (host && !hosts.includes(host.toLowerCase())) yield ["B-05", pfad, `${zitat(url)} führt nicht zu informierBar.`, "", "fehler"];
    else if (host && !(ags ? ags.startsWith(land) : daten.gebiete[plz.slice(0, 3)] ?? true)) yield ["B-05", pfad, `${zitat(ort)} liegt nicht in Nordrhein-Westfalen; informierBar beschreibt nur Orte dort.`];
  }

  // What an entry says of its places, as far as three digits and keys tell.
  function* anOrten({ standorte, einzugsgebiet, beispiel }) {
    yield* gegend(["einzugsgebiet"], einzugsgebiet);
    for (const [nummer, ort] of liste(standorte)) {
      const hier = ["standorte", nummer];
      const { plz = "", strasse = "", ags = "" } = ort;
      const gleich = ({ strasse: andere, plz: zahl_, ort: name, bezeichnung }) => JSON.stringify([andere, zahl_, name, bezeichnung].map(gefaltet));
      const erster = standorte.find((einer) => gleich(einer) === gleich(ort));
      if (erster !== ort) yield ["R-08", hier, `Der Standort ${zitat(ort.id)} hat dieselbe Adresse wie ${zitat(erster.id)}.`];
      if (/^\d{5}$/.test(plz) && !(plz.slice(0, 3) in daten.gebiete)) yield ["R-01", [...hier, "plz"], `Eine Postleitzahl ${plz} gibt es in Deutschland nicht.`];
      if (keinKreis(ags)) yield ["R-07", [...hier, "ags"], ...keinKreis(ags)];
      if (muster(`^(?:${daten.muster.postfach})$`, "iu").test(strasse.trim())) yield ["R-15", [...hier, "strasse"], `${zitat(strasse)} ist ein Postfach; dort trifft man niemanden.`];
      const url = landkarte.mitSchema(ort.barrierefreiheit?.informierbar_url || "");
      if (!(beispiel === "true" && /^https?:\/\/example\.org(?![^/?#])/.test(url))) yield* beiInformierbar([...hier, "barrierefreiheit", "informierbar_url"], url, ort);
      yield* gegend([...hier, "einzugsgebiet"], ort.einzugsgebiet);
    }
  }

  function* erreichbar({ website, standorte, kontakt = {} }) {
    const orte = liste(standorte).map(([nummer, ort]) => [["standorte", nummer, "barrierefreiheit", "informierbar_url"], ort.barrierefreiheit?.informierbar_url]);
    for (const [pfad, adresse] of [[["website"], website], ...orte].filter(([, eine]) => eine)) {
      const falsch = adressen.netz(landkarte.mitSchema(adresse));
      if (falsch) yield ["FO-08", pfad, ...falsch];
    }
    const { email, telefon } = kontakt;
    if (email && !adressen.email(email)) yield ["FO-08", ["kontakt", "email"], `${zitat(email)} ist keine E-Mail-Adresse.`, adressen.rat.email(email)];
    if (telefon && !adressen.telefon(telefon)) yield ["FO-08", ["kontakt", "telefon"], `${zitat(telefon)} ist keine Telefonnummer, die man wählen kann.`, adressen.rat.telefon(telefon)];
  }

  // `recht`: traeger, basis, from, until, the rule that alone speaks of it.
  function* rechtsgrundlage(pfad, { leistungsart }, { traeger, jahr }, basis, heute) {
    const [, , ab, bis, code] = daten.recht.find(([wer, was]) => wer === traeger && was === basis) || [];
    const paar = `${wort("rechtsgrundlagen", basis)} bei ${zitat(wort("leistungstraeger", traeger))}`;
    const moeglich = daten.recht.filter(([wer]) => wer === traeger).map(([, was]) => was);
    const damals = zahl(jahr) >= zahl(ab?.slice(0, 4)) && zahl(jahr) <= zahl(bis?.slice(0, 4));
    if (!ab && moeglich.length > 0) yield ["T-02", pfad, `${paar} ist nicht vorgesehen.`, `Hier sind möglich: ${moeglich.join(", ")}.`];
    else if (!ab && leistungsart !== "jobcoaching_ap") yield ["T-02", pfad, `${paar} ist nicht vorgesehen.`, "Lassen Sie rechtsgrundlagen hier weg."];
    else if (heute > bis) yield code && !(jahr && damals) ? [code, pfad, `${paar} gilt nicht für Aufträge nach dem ${bis}.`] : [code || "T-09", pfad, `${paar} galt nur bis ${bis} und wird nicht mehr angezeigt.`, "", "warnung"];
    else if (!code && heute < ab) yield ["T-09", pfad, `${paar} gilt erst ab ${ab}.`];
    else if (!code && zahl(jahr) && zahl(jahr) < zahl(ab?.slice(0, 4))) yield ["T-09", pfad, `${paar} gilt erst seit ${ab}, der Auftrag ist von ${jahr}.`, "", "warnung"];
  }

  function* alles(art, eintrag, heute) {
    const gueltig = liste(eintrag.nachweise).filter(([, { gueltig_bis: bis }]) => !bis || tag(bis) >= tag(heute)).map(([, { typ }]) => typ);
    for (const [pfad, text] of texte(formular.arten[art].felder, eintrag, [])) {
      yield* imText(pfad, text, eintrag);
      yield* behauptet(pfad, text, gueltig);
    }
    yield* erreichbar(eintrag);
    yield* anOrten(eintrag);
    for (const [nummer, { bezug, dokument_im_repo: dokument }] of liste(eintrag.nachweise)) {
      if (dokument === "true") yield ["Q-11", ["nachweise", nummer, "dokument_im_repo"], "dokument_im_repo ist true."];
      if (daten.regeln["Q-11"]?.endungen.some((endung) => bezug?.toLowerCase().endsWith(endung))) yield ["Q-11", ["nachweise", nummer, "bezug"], `${zitat(bezug)} nennt eine Datei.`];
    }
    for (const [a, angebot] of liste(eintrag.angebote)) for (const [l, traeger] of liste(angebot.leistungstraeger)) {
      for (const [r, basis] of liste(traeger.rechtsgrundlagen)) yield* rechtsgrundlage(["angebote", a, "leistungstraeger", l, "rechtsgrundlagen", r], angebot, traeger, basis, heute);
    }
  }

  // What these rules find in the entry `eintrag` of the kind `art` on the day `heute`, as landkarte.bedingungen says it; `satz` is for a person who sees no file.
  landkarte.urteil = (art, eintrag, heute) => [...alles(art, eintrag, heute)].filter(([code]) => daten.regeln[code]).map(function ([code, pfad, meldung, rat, schwere]) {
    const satz = meldung.replace(/^[a-z_]+: /, "").replace(/^[a-z_]+ (?=enthält|klingt)/, "Der Text ").replace(/; die Einwilligung.*/, ", die nicht freigegeben ist.").replace(/ \(\d{5}\)/g, "");
    const ganz = rat && ["FO-08", "R-07", "S-10"].includes(code) ? `${satz} ${rat}` : satz;
    return { pfad, code, schwere: schwere || daten.regeln[code].schwere, meldung, hinweis: rat || daten.regeln[code].tipp, satz: ganz };
  });
})();

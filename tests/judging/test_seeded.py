"""A mistake of every kind, made in valid entries: each is reported once, on its line, with its code, and nothing else is.

The valid entries are the templates and a few demonstration entries, without their comments.
"""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.judging.test_rules import judged

TEMPLATES = {"anbieter": "anbieter", "jobcoach": "jobcoaches", "freiberuflich": "jobcoaches"}
EXAMPLES = (
    "anbieter/beispiel-coaching-detmold",
    "anbieter/beispiel-ifd-nuernberg",
    "anbieter/beispiel-taubstark-koeln",
    "anbieter/beispiel-werkstaetten-hamburg",
    "jobcoaches/jc-g6h2zr",
    "jobcoaches/jc-7va3qe",
    "jobcoaches/jc-p6z2fk",
    "jobcoaches/jc-x8m5dw",
    "jobcoaches/jc-y8f4cp",
    "pruefungen/jc-p6z2fk",
)
COMMENT_LINE = re.compile(r"^ *#.*\n|^\n", re.MULTILINE)

FREI, KOELN, HAMBURG = "jobcoaches/freiberuflich", "anbieter/beispiel-taubstark-koeln", "anbieter/beispiel-werkstaetten-hamburg"
IFD, IFD_COACH = "anbieter/beispiel-ifd-nuernberg", "jobcoaches/jc-g6h2zr"
UNRELATED = (KOELN, HAMBURG)
COACH, VERMERK = "jobcoaches/jc-p6z2fk", "pruefungen/jc-p6z2fk"


class Seed(NamedTuple):
    """``old`` becomes ``new`` in the file; the finding stands on the first line that changed, or on the one that begins with ``at``."""

    kind: str
    code: str
    old: str
    new: str
    at: str = ""
    file: str = FREI


LONG = "Ich begleite Menschen und Betriebe. " * 50
PROSE = "Ich begleite Menschen und Betriebe, wenn nach längerer Krankheit der Wiedereinstieg ansteht."
NAME = "  vorname: Erika\n  nachname: Beispiel"
TEXT = f"""\
beschreibung: |
  {PROSE}
  - Ich komme ein- bis dreimal in der Woche an den Arbeitsplatz.
  - Ich arbeite mit und übe vor Ort.
"""
EASY = """\
beschreibung_leichte_sprache: |
  Ich bin Jobcoach.
  Ich komme an Ihren Arbeits-Platz.
  Dort übe ich mit Ihnen.
"""
PROCESS = """\
    prozess:
      betriebsextern: true
      am_arbeitsplatz: true
      mitarbeit: true
      beteiligte: [person, fuehrungskraefte, kolleginnen]
      phasen: [initiierung, analyse_planung, selbstintegration, intervention, stabilisierung_abschluss]
      frequenz_pro_woche: {von: 1, bis: 3}
      stunden_pro_termin: {von: 1, bis: 4}
      stundenkontingent: vorab_festgelegt
      dokumentation: [massnahmenplan, zwischenbericht, abschlussbericht]
      zielvereinbarung: dreiseitig
      freiwillig: true
      ohne_ifd_moeglich: true
"""
CONSENT = """\
einwilligung:
  vom: 2026-03-09
  textfassung: 2026-03
  umfang:
    - funktion
    - telefon
    - email
  liegt_bei: Geschäftsführung der Beispielwerkstätten
"""
PROFESSION = """\
grundqualifikation:
  - bezeichnung: Ergotherapeutin
    gruppe: therapeutisch
    abschluss: 2009
"""
GOES_ON = "  - {kurs: sonstige, titel: Zweiter Kurs, abschluss: 2027-01-31, status: laufend}\n"
SAME_SITE = '  - {id: leipzig, bezeichnung: Haus Süd, plz: "04109", ort: Leipzig}\n'
IFD_FIELD = "    handlungsfelder:\n      - sicherung\n"
SURVEY = "      informierbar_url: https://informierbar.de/x\n"
SITE = "    adresse_veroeffentlichen: false"
RENTE = "      - traeger: rentenversicherung\n        rechtsgrundlagen: [sgb9_49_8_2a]"

YAML = (
    Seed("a tab", "FO-01", "  vorname", "\tvorname", at="vorname"),
    Seed("a quotation mark that is not closed", "FO-01", 'plz: "04109"', 'plz: "04109'),
    Seed("a bracket that is not closed", "FO-01", "[arbeitspaedagogisch]", "[arbeitspaedagogisch"),
    Seed("a brace that is not closed", "FO-01", "davon_zielgruppe: 8}", "davon_zielgruppe: 8"),
    Seed("a colon too few", "FO-01", "anbieter: selbst", "anbieter selbst"),
    Seed("a colon too many", "FO-01", "bezeichnung: Ergo", "bezeichnung: Beruf: Ergo"),
    Seed("text after the quotation mark", "FO-01", '"04109"', '"04109" Leipzig'),
    Seed("a key twice", "FO-01", "lizenz: cc_by_4_0\n", "lizenz: cc_by_4_0\nlizenz: cc0_1_0\n"),
    Seed("a key twice in a section", "FO-01", "  nachname: Beispiel\n", "  nachname: Beispiel\n  vorname: Eva\n"),
    Seed("an anchor", "FO-01", "id: freiberuflich", "id: &kennung freiberuflich"),
    Seed("an alias", "FO-01", "lizenz: cc_by_4_0", "lizenz: *frei"),
    Seed("a merge key", "FO-01", "  funktion: Jobcoach", "  <<: *kontakt\n  funktion: Jobcoach"),
    Seed("a tag", "FO-01", "id: freiberuflich", "id: !kennung freiberuflich"),
    Seed("a list as a key", "FO-01", "anbieter: selbst", "[a, b]: selbst"),
    Seed("a second document", "FO-01", "website: https", "---\nwebsite: https"),
    Seed("a directive", "FO-01", "art: jobcoach\n", "%YAML 9.9\n---\nart: jobcoach\n", at="%YAML"),
    Seed("uneven indentation of keys", "FO-01", "  nachname", "   nachname"),
    Seed("uneven indentation of a list", "FO-01", "  - code: en", " - code: en"),
    Seed("a backslash between double quotes", "FO-01", '"04109"', '"04\\q109"'),
    Seed("an at sign at the beginning", "FO-01", "email: frei", "email: @frei"),
    Seed("a list that begins in the line of its key", "FO-01", "grundqualifikation:\n  - bez", "grundqualifikation: - bez"),
    Seed("another encoding", "FO-01", "bezeichnung: Büro", "bezeichnung: B\udcfcro"),
    Seed("brackets within brackets", "FO-01", "website: https", f"konto: {'[' * 20}{']' * 20}\nwebsite: https"),
    Seed("too many values", "FO-01", "[bag_ub]", f"[{', '.join(['bag_ub'] * 2100)}]"),
    Seed("too many bytes", "FO-01", "art: jobcoach\n", f"art: jobcoach #{66_000 * 'x'}\n", at="art"),
    Seed("a byte order mark", "FO-11", "art: jobcoach\n", "\ufeffart: jobcoach\n"),
    Seed("line ends with CR", "FO-11", "schema: 1\n", "schema: 1\r\n", at="art"),
    Seed("a control character as an escape", "FO-09", "bezeichnung: Büro", 'bezeichnung: "B\\u0007ro"'),
    Seed("a space without width", "FO-09", "nachname: Bei", "nachname: Bei\u200b"),
    Seed("a change of direction", "FO-09", "nachname: Bei", "nachname: Bei\u202e"),
    Seed("a soft hyphen", "FO-09", "ort: Leip", "ort: Leip\u00ad"),
)

SHAPE = (
    Seed("another art", "FO-02", "art: jobcoach\n", "art: jobcoch\n"),
    Seed("the art of another folder", "FO-02", "art: jobcoach\n", "art: anbieter\n"),
    Seed("no art", "FO-02", "art: jobcoach\n", "", at="schema"),
    Seed("a version that does not exist yet", "FO-02", "schema: 1", "schema: 2"),
    Seed("the id of another file", "FO-03", "id: freiberuflich", "id: jemand"),
    Seed("a misspelt field", "FO-04", "\nbranchen:", "\nbrachen:"),
    Seed("a misspelt field that is required", "FO-04", "\nlizenz:", "\nlizens:"),
    Seed("a misspelt field of a section", "FO-04", "  funktion:", "  funktionn:"),
    Seed("a misspelt field of a list", "FO-04", "    gruppe:", "    grupe:"),
    Seed("a field with a capital letter", "FO-04", "\nwebsite:", "\nWebsite:"),
    Seed("a field with its umlaut", "FO-04", "\nkapazitaet:", "\nkapazität:"),
    Seed("a field that exists nowhere", "FO-04", "\nwebsite:", "\nxyzzy: 1\nwebsite:"),
    Seed("a field of another section", "FO-04", "    ort: Leipzig", "    ort: Leipzig\n    telefon: 030 23125000"),
    Seed("no day", "FO-05", "\nstand: 2026-10-01", "", at="art"),
    Seed("no contact", "FO-05", "  funktion: Jobcoach\n", "", at="kontakt"),
    Seed("an Angebot of no kind", "FO-05", "    leistungsart: jobcoaching_ap\n", "", at="- id: jobcoaching"),
    Seed("a Sprache of no level", "FO-05", "  - code: en\n    niveau: b2", "  - code: en", at="- code: en"),
    Seed("no consent for anything", "FO-05", "umfang: [name, telefon, email, qualifikation, adresse]", "umfang: []"),
    Seed("an empty value", "FO-05", "lizenz: cc_by_4_0", "lizenz:"),
    Seed("a tilde", "FO-05", "lizenz: cc_by_4_0", "lizenz: ~"),
    Seed("null", "FO-05", "traegerart: freiberuflich", "traegerart: null"),
    Seed("an empty list where one is required", "FO-05", "kontaktwege: [telefon, email]", "kontaktwege: []"),
    Seed("an empty item of a list", "FO-05", "branchen: [lager_logistik, ", "branchen: [lager_logistik, ~, "),
    Seed("a German day", "FO-06", "\nstand: 2026-10-01", "\nstand: 01.10.2026"),
    Seed("a day that does not exist", "FO-06", "erhoben_am: 2026-09-01", "erhoben_am: 2026-09-31"),
    Seed("29 February in another year", "FO-06", "  vom: 2026-10-01", "  vom: 2026-02-29"),
    Seed("a thirteenth month", "FO-06", "  ab: 2027-01-15", "  ab: 2027-13-15"),
    Seed("a day with the time", "FO-06", "fortbildung_letzte: 2026-03-01", "fortbildung_letzte: 2026-03-01T10:00"),
    Seed("only a year", "FO-06", "ausgestellt: 2018-06-30", "ausgestellt: 2018"),
    Seed("a day in words", "FO-06", "\nstand: 2026-10-01", "\nstand: gestern"),
    Seed("a name that is too long", "FO-07", "ort: Leipzig", f"ort: Leipzig{'g' * 120}"),
    Seed("a name of blanks", "FO-07", "ort: Leipzig", 'ort: "  "'),
    Seed("a name of signs", "FO-07", "bezeichnung: Büro", 'bezeichnung: "---"'),
    Seed("a text that is too short", "FO-07", TEXT, "beschreibung: Kurz und gut.\n"),
    Seed("a text that is too long", "FO-07", f"  {PROSE}", f"  {LONG}", at="beschreibung: |"),
    Seed("a PLZ of four digits", "FO-10", '"04109"', '"4109"'),
    Seed("a PLZ with a letter", "FO-10", '"04109"', "D-04109"),
    Seed("a Kreis by its name", "FO-10", 'kreise: ["14713"]', "kreise: [Leipzig]"),
    Seed("an AGS of six digits", "FO-10", 'ags: "14713"', 'ags: "147130"'),
    Seed("yes in German", "FO-10", "kennenlerngespraech: true", "kennenlerngespraech: ja"),
    Seed("a number in words", "FO-10", "faelle_abgeschlossen: 25", "faelle_abgeschlossen: viele"),
    Seed("half a place", "FO-10", "  plaetze: 2", "  plaetze: 2.5"),
    Seed("a comma in a number", "FO-10", "        von: 60", "        von: 60,50"),
    Seed("a number below its range", "FO-10", "mobilitaet: {umkreis_km: 60", "mobilitaet: {umkreis_km: 0"),
    Seed("a number above its range", "FO-10", "  umkreis_km: 50", "  umkreis_km: 5000"),
    Seed("a negative number", "FO-10", "faelle_abgeschlossen: 25", "faelle_abgeschlossen: -1"),
    Seed("a number of 40 digits", "FO-10", "faelle_abgeschlossen: 25", f"faelle_abgeschlossen: {'9' * 40}"),
    Seed("a year of two digits", "FO-10", "jobcoaching_seit: 2018", "jobcoaching_seit: 18"),
    Seed("no number at all", "FO-10", "    lat: 50.9387", "    lat: .nan", file=KOELN),
    Seed("a latitude beyond the pole", "FO-10", "    lat: 50.9387", "    lat: 509.387", file=KOELN),
    Seed("a list instead of a value", "FO-10", "ort: Leipzig", "ort: [Leipzig]"),
    Seed("a value instead of a list", "FO-10", "branchen: [lager_logistik, buero_verwaltung]", "branchen: lager_logistik"),
    Seed("a value instead of a section", "FO-10", "mobilitaet: {umkreis_km: 60, oepnv: true, pkw: true}", "mobilitaet: Auto"),
    Seed("a section instead of a value", "FO-10", "ort: Leipzig", "ort: {name: Leipzig}"),
    Seed("a section instead of a list", "FO-10", "zusatzqualifikation: [arbeitspaedagogisch]", "zusatzqualifikation: {a: b}"),
    Seed("a key of no vocabulary", "FO-10", "lizenz: cc_by_4_0", "lizenz: gpl_3"),
    Seed("a misspelt key in a list", "FO-10", "[psychisch, autismus]", "[psychich, autismus]"),
    Seed("a label instead of its key", "FO-10", "status: frei", "status: Frei"),
    Seed("a ratio in words", "FO-10", 'personalschluessel: "1:1"', "personalschluessel: eins zu eins"),
    Seed("an account with a blank", "FO-10", "\nlizenz:", "\nkonto: mein konto\nlizenz:"),
    Seed("an id with an umlaut", "FO-10", "  - id: leipzig", "  - id: büro"),
    Seed("a form of communication nobody knows", "B-01", "[lautsprache, ", "[rauchzeichen, "),
    Seed("a feature of another dimension", "B-04", "zugaenglichkeit: [stufenlos, ", "zugaenglichkeit: [wc_rollstuhl, "),
    Seed("a language in words", "B-06", "code: en", "code: englisch"),
    Seed("a level nobody knows", "B-06", "niveau: b2", "niveau: gut"),
    Seed("a field of work nobody knows", "D-08", "handlungsfelder: [sicherung, ", "handlungsfelder: [erhalt, "),
    Seed("a lump sum for nothing", "K-03", "zweck: vorbereitung", "zweck: sonstiges"),
    Seed("a version of the standard nobody knows", "S-03", "standardfassung: fassung_2019", "standardfassung: fassung_2031"),
    Seed("a network nobody knows", "S-09", "netzwerke: [bag_ub]", "netzwerke: [rotary]"),
    Seed("a payer nobody knows", "T-01", "traeger: rentenversicherung", "traeger: rente"),
    Seed("an Amt nobody knows", "T-05", "amt: sn", "amt: sachsen"),
    Seed("health of the coach", "X-02", "\nanbieter: selbst", "\ngdb: 50\nanbieter: selbst"),
    Seed("a verdict on a site", "B-03", SITE, f"{SITE}\n    barrierefrei: true"),
    Seed("a Prüfvermerk of one's own", "Q-19", "\nwebsite:", "\ngeprueft_am: 2026-10-01\nwebsite:"),
)

CONTENT = (
    Seed("read through tomorrow", "FO-06", "\nstand: 2026-10-01", "\nstand: 2026-11-02"),
    Seed("capacity of tomorrow", "FO-06", "  status: frei\n  stand: 2026-10-01", "  status: frei\n  stand: 2026-11-02"),
    Seed("HTML", "FO-07", PROSE, f"{PROSE} <b>Neu</b>", at="beschreibung: |"),
    Seed("an image", "FO-07", PROSE, f"{PROSE} ![Bild](https://example.org/a.png)", at="beschreibung: |"),
    Seed("a script as a link", "FO-07", PROSE, f"{PROSE} [hier](javascript:x)", at="beschreibung: |"),
    Seed("an e-mail address without its host", "FO-08", "email: freiberuflich@example.org", "email: freiberuflich@"),
    Seed("a telephone number that cannot be", "FO-08", "+49 30 23125 001", "+49 30 1"),
    Seed("a website without https", "FO-08", "website: https", "website: http"),
    Seed("a website of words", "FO-08", "https://freiberuflich.example.org/", "meine Seite"),
    Seed("a website with a password", "FO-08", "https://frei", "https://ich:geheim@frei"),
    Seed("two Standorte of one id", "FO-12", "\nstandorte:\n", f"\nstandorte:\n{SAME_SITE}", at="- id: leipzig"),
    Seed("a PLZ that does not exist", "R-01", '"04109"', '"00000"'),
    Seed("a PLZ of another town", "R-02", "ort: Leipzig", "ort: Hamburg"),
    Seed("a point in another country", "R-03", "    lat: 50.9387", "    lat: 40.9387", file=KOELN),
    Seed("half a point", "R-03", "    lon: 6.9547\n", "", at="lat", file=KOELN),
    Seed("a Kreis that does not exist", "R-07", 'kreise: ["14713"]', 'kreise: ["99999"]'),
    Seed("an AGS that does not exist", "R-07", 'ags: "14713"', 'ags: "99999"'),
    Seed("somebody from within", "D-01", "betriebsextern: true", "betriebsextern: false"),
    Seed("no word on the process", "D-01", PROCESS, "", at="- id: jobcoaching"),
    Seed("away from the workplace", "D-02", "am_arbeitsplatz: true", "am_arbeitsplatz: false"),
    Seed("only watching", "D-03", "      mitarbeit: true", "      mitarbeit: false"),
    Seed("without those who lead", "D-04", "[person, fuehrungskraefte, kolleginnen]", "[person, kolleginnen]"),
    Seed("without an end", "D-05", "    dauer_monate: {von: 4, bis: 9}", "    unbefristet: true"),
    Seed("without a plan", "D-06", "[massnahmenplan, zwischenbericht", "[zwischenbericht"),
    Seed("only in a workshop", "D-07", "einsatzorte: [allgemeiner_arbeitsmarkt]", "einsatzorte: [wfbm_intern]"),
    Seed("no field of work", "D-08", "    handlungsfelder: [sicherung, anbahnung]\n", "", at="- id: jobcoaching"),
    Seed("a start that nobody pays for", "D-09", f"{IFD_FIELD}    anl", f"{IFD_FIELD}      - anbahnung\n    anl", file=IFD),
    Seed("neither alone nor combined", "D-10", "    kombination: einzelstehend\n", "", at="- id: jobcoaching"),
    Seed(
        "for nobody", "D-11", "    personenkreis: [schwerbehindert, gleichgestellt, von_behinderung_bedroht]\n", "", at="- id: jobcoaching"
    ),
    Seed("a phase too few", "P-01", "intervention, stab", "stab"),
    Seed("phases in another order", "P-01", "initiierung, analyse_planung", "analyse_planung, initiierung"),
    Seed("no self-integration", "P-02", "selbstintegration, ", ""),
    Seed("once a month", "P-03", "frequenz_pro_woche: {von: 1, bis: 3}", "frequenz_pro_woche: {von: 0.25, bis: 0.25}"),
    Seed("nine times a week", "P-04", "frequenz_pro_woche: {von: 1, bis: 3}", "frequenz_pro_woche: {von: 1, bis: 9}"),
    Seed("eight hours at a time", "P-05", "stunden_pro_termin: {von: 1, bis: 4}", "stunden_pro_termin: {von: 1, bis: 8}"),
    Seed("for two years", "P-06", "dauer_monate: {von: 4, bis: 9}", "dauer_monate: {von: 4, bis: 24}"),
    Seed("from more to less", "P-06", "dauer_monate: {von: 4, bis: 9}", "dauer_monate: {von: 9, bis: 4}"),
    Seed("as many hours as it takes", "P-07", "vorab_festgelegt", "nach_bedarf"),
    Seed("one for two", "P-08", '"1:1"', '"1:2"'),
    Seed("one for five", "P-09", '"1:1"', '"1:5"'),
    Seed("goals without the company", "P-10", "zielvereinbarung: dreiseitig", "zielvereinbarung: zweiseitig"),
    Seed("no report", "P-11", "[massnahmenplan, zwischenbericht, abschlussbericht]", "[massnahmenplan]"),
    Seed("against somebody's will", "P-12", "      freiwillig: true", "      freiwillig: false"),
    Seed("a year of aftercare", "P-13", "    kombination: einzelstehend", "    kombination: einzelstehend\n    nachbetreuung_monate: 12"),
    Seed("no word on the IFD", "P-14", "      ohne_ifd_moeglich: true\n", "", at="prozess:"),
    Seed("an IFD that does not say who coaches", "P-15", "\ntraegerart: freiberuflich", "\ntraegerart: ifd", at="prozess:"),
    Seed("no declaration", "S-01", "  selbstverpflichtung: {datum: 2026-10-01, unterzeichnet_von: Inhaberin}\n", "", at="qualitaet:"),
    Seed("a declaration of tomorrow", "S-01", "{datum: 2026-10-01", "{datum: 2026-11-02"),
    Seed("an old declaration", "S-02", "{datum: 2026-10-01", "{datum: 2024-10-01"),
    Seed("a declaration to no version", "S-03", "  standardfassung: fassung_2019\n", "", at="qualitaet:"),
    Seed("no quality management", "S-04", "  qm_system: eigenes\n", "", at="qualitaet:"),
    Seed("no concept against violence", "S-05", "gewaltschutzkonzept: true", "gewaltschutzkonzept: false"),
    Seed("no case is discussed", "S-06", "fallbesprechung: {intervision: monatlich, supervision: quartalsweise}\n", "", at="qualitaet:"),
    Seed("no coach", "S-07", "jobcoaches_anzahl: 5\n", "", at="art", file=KOELN),
    Seed(
        "no additional qualification at an IFD",
        "S-08",
        "zusatzqualifikation:\n  - psychosozial\n  - arbeitspaedagogisch\n",
        "",
        at="art",
        file=IFD_COACH,
    ),
    Seed("a seal from nobody", "S-10", "ansteht.", "ansteht, und bin geprüft.", at="beschreibung: |"),
    Seed("no profession", "Q-01", PROFESSION, "", at="art"),
    Seed(
        "a year of experience",
        "Q-02",
        "{jahre: 12, davon_zielgruppe: 8}\njobcoaching_seit: 2018",
        "{jahre: 1, davon_zielgruppe: 1}\njobcoaching_seit: 2026",
    ),
    Seed("a part that is more than the whole", "Q-03", "davon_zielgruppe: 8", "davon_zielgruppe: 13"),
    Seed("a profession of next year", "Q-03", "    abschluss: 2009", "    abschluss: 2027"),
    Seed("a course that goes on", "Q-07", "    status: abgeschlossen\n", f"    status: abgeschlossen\n{GOES_ON}"),
    Seed("a course of 159 UE", "Q-05", "    ue: 160", "    ue: 159"),
    Seed("a course of no extent", "Q-09", "    ue: 160", "    ue: 1001"),
    Seed("a course that ends before it begins", "Q-08", "beginn: 2017-09-01", "beginn: 2019-09-01", at="abschluss: 2018"),
    Seed("a training of tomorrow", "Q-08", "fortbildung_letzte: 2026-03-01", "fortbildung_letzte: 2026-11-02"),
    Seed("a course without a proof", "Q-10", "    bezug: lwl\n", "", at="- kurs: lwl"),
    Seed("a proof in the directory", "Q-11", "    vorgelegt_bei: redaktion", "    vorgelegt_bei: redaktion\n    dokument_im_repo: true"),
    Seed("a proof that has run out", "Q-12", "    gueltig_bis: 2027-11-03", "    gueltig_bis: 2026-10-31", file=HAMBURG),
    Seed("a training three years ago", "Q-18", "fortbildung_letzte: 2026-03-01", "fortbildung_letzte: 2023-03-01"),
    Seed("a Prüfvermerk of no result", "FO-10", "status: bestaetigt", "status: gesehen", file=VERMERK),
    Seed("a Prüfvermerk of no course", "FO-05", "    kurs: lwl\n", "", at="weiterbildung_160ue:", file=VERMERK),
    Seed("a digest that is none", "FO-10", "  id: 8cc6e1", "  id: xcc6e1", file=VERMERK),
    Seed("a name that has changed since", "Q-22", "  nachname: Musterberg", "  nachname: Musterfeld", at="einwilligung:", file=COACH),
    Seed("a basis of another payer", "T-02", RENTE, RENTE.replace("sgb9_49_8_2a", "sgb9_61")),
    Seed("the Jobcenter", "T-03", "traeger: rentenversicherung", "traeger: jobcenter", at="rechtsgrundlagen: [sgb9_49_8_2a]"),
    Seed("the health insurance", "T-04", RENTE, "      - traeger: krankenkasse"),
    Seed("an Amt without its name", "T-05", "        amt: sn\n", "", at="- traeger: integrationsamt"),
    Seed("an Amt far away", "T-06", "amt: sn", "amt: sh"),
    Seed("on top of another benefit", "T-07", "    kombination: einzelstehend", "    kombination: einzelstehend\n    aufstockung: true"),
    Seed("an order without a year", "T-08", "        jahr: 2026\n", "", at="status: beauftragt"),
    Seed("sign language without a level", "B-02", "[lautsprache, leichte_sprache]", "[lautsprache, dgs]"),
    Seed("a survey from another Land", "B-05", "      erhoben_am", f"{SURVEY}      erhoben_am", file=IFD),
    Seed("nothing easy to read", "B-07", EASY, "", at="beschreibung:"),
    Seed("only the telephone", "B-08", "kontaktwege: [telefon, email]", "kontaktwege: [telefon]"),
    Seed("a year old", "A-01", "\nstand: 2026-10-01", "\nstand: 2025-10-31"),
    Seed("capacity of long ago", "A-02", "  status: frei\n  stand: 2026-10-01", "  status: frei\n  stand: 2026-08-02"),
    Seed("a waiting list until yesterday", "A-03", "  ab: 2027-03-01", "  ab: 2026-10-31", file=KOELN),
    Seed("room for nobody", "A-04", "  plaetze: 2", "  plaetze: 0"),
    Seed("for nothing", "K-01", "        von: 60", "        von: 0"),
    Seed("a daily rate", "K-02", "        bis: 75", "        bis: 600"),
    Seed("a coach that does not exist", "C-01", "  - jc-y8f4cp", "  - jc-y8f4cp\n  - jc-niemand", file=IFD),
    Seed("the standard without an offer of it", "C-05", "qualitaet:\n", "qualitaet:\n  standardfassung: fassung_2019\n", file=HAMBURG),
    Seed("coaching that is none", "C-06", "ganzen Übergang", "ganzen Übergang im Jobcoaching", at="beschreibung: |", file=HAMBURG),
    Seed("no consent", "X-01", CONSENT, "", at="art", file=HAMBURG),
    Seed("a consent of tomorrow", "X-01", "  vom: 2026-10-01", "  vom: 2026-11-02"),
    Seed("a street", "X-03", SITE, "    strasse: Musterweg 1\n    adresse_veroeffentlichen: true", at="strasse"),
    Seed("a file number", "X-04", "ansteht.", "ansteht (Aktenzeichen 12 345/26).", at="beschreibung: |"),
    Seed("success without a source", "X-05", "ansteht.", "ansteht, in 92 % der Fälle mit Erfolg.", at="beschreibung: |"),
    Seed("coaching for applications", "X-06", "ansteht.", "ansteht, auch als Bewerbungscoaching.", at="beschreibung: |"),
    Seed("an address that nobody released", "X-07", "umfang: [name, telefon, email, ", "umfang: [name, telefon, ", at="email:"),
    Seed("a hidden street", "X-07", SITE, f"    strasse: Musterweg 1\n{SITE}"),
    Seed("an example that does not say so", "X-08", NAME, "  vorname: Erika\n  nachname: Berg", at="name:"),
)
SEEDS = (*YAML, *SHAPE, *CONTENT)


def valid_entries(folder: Path, examples: Iterable[str] = EXAMPLES) -> Path:
    """The entries without a mistake."""
    sources = {f"{place}/{name}": ROOT / "coaches" / "vorlagen" / f"{name}.yaml" for name, place in TEMPLATES.items()}
    sources |= {name: ROOT / "coaches" / f"{name}.yaml" for name in examples}
    for name, source in sources.items():
        target = folder / f"{name}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(COMMENT_LINE.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return valid_entries(tmp_path_factory.mktemp("valid") / "coaches")


@pytest.fixture(scope="module")
def unrelated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates and who names none of the others and is named by none: what is wrong there concerns those even less."""
    return valid_entries(tmp_path_factory.mktemp("unrelated") / "coaches", UNRELATED)


def damaged(before: str, seed: Seed) -> str:
    assert before.count(seed.old) == 1, f"{seed.kind}: the place is not clear"
    return before.replace(seed.old, seed.new)


def guilty_line(before: str, after: str, at: str) -> int:
    lines = after.split("\n")
    if at:
        return next(number for number, line in enumerate(lines, start=1) if line.strip().startswith(at))
    return next(number for number, (old, new) in enumerate(zip(before.split("\n"), lines, strict=False), start=1) if old != new)


def test_there_are_a_hundred_kinds_of_mistakes() -> None:
    assert len({seed.kind for seed in SEEDS}) == len(SEEDS) >= 100


def test_without_a_mistake_there_is_no_finding(valid: Path) -> None:
    assert judged(valid.parent).findings == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.code} {seed.kind}")
def test_a_mistake_is_found_once_on_its_line_and_nothing_else(seed: Seed, valid: Path, unrelated: Path, tmp_path: Path) -> None:
    others = unrelated if seed.file in (FREI, *UNRELATED) else valid
    shutil.copytree(others, tmp_path / "coaches", copy_function=os.link)  # most are only read
    target = tmp_path / "coaches" / f"{seed.file}.yaml"
    before = target.read_text(encoding="utf-8")
    after = damaged(before, seed)
    target.unlink()
    target.write_bytes(after.encode("utf-8", "surrogateescape"))
    assert [(finding.file, finding.line, finding.code) for finding in judged(tmp_path).findings] == [
        (f"coaches/{seed.file}.yaml", guilty_line(before, after, seed.at), seed.code)
    ]

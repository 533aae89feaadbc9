"""The command line in German. Imports nothing heavy, so that --help answers at once."""

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, NoReturn

HELP = """\
Landkarte JobcoachingAP: aus den Einträgen in coaches/ entsteht die Website in site/.

Aufruf:  python build.py [BEFEHL] [ANGABEN]

Befehle:
  build    prüft alle Einträge und baut die Website (ohne Befehl dasselbe)
  check    prüft nur; Rückgabewert 1, wenn ein Eintrag einen Fehler hat. Mit Dateien dahinter, zum Beispiel
           check coaches/anbieter/meine-organisation.yaml, zählen und erscheinen nur deren Befunde; mit --changed-since die
           der geänderten Dateien und was die Änderung in anderen Dateien neu auslöst
           --fix berichtigt vorher, was sicher ist: Tippfehler in Feldern und Werten, ja, 62,50, 01.10.2026, Anführungszeichen von Word
  new      fragt, was ein neuer Eintrag mindestens braucht, und schreibt ihn nach coaches/anbieter oder coaches/jobcoaches
  review   fasst für die Redaktion zusammen, was ein Vorschlag ändert: python build.py review --base STAND; wessen Eintrag es ist,
           welche Angaben sich ändern, Befunde, Stufe, wie der Eintrag erscheint. Beurteilt nichts; Rückgabewert 0
  comment  sagt aus einer Zusammenfassung und den vorhandenen Kommentaren, welcher Kommentar zu schreiben ist (als JSON);
           traut der Zusammenfassung nicht
  attest   schreibt für die Redaktion einen Prüfvermerk: python build.py attest KENNUNG; was fehlt, wird gefragt
  import   übernimmt eine zugesandte Datei als Eintrag: python build.py import DATEI; hat sie Fehler, nennt er sie und schreibt nichts
  forget   löscht einen Eintrag für immer: python build.py forget KENNUNG; nennt danach, was von Hand zu tun bleibt
  serve    zeigt die Website auf http://127.0.0.1:8000 und baut sie neu, sobald sich Einträge, Vorlagen oder Code ändern; Ende mit Strg+C
  worklist zeigt der Redaktion, was ausläuft, überfällig ist oder neu angesehen werden muss
  lookup   schlägt Adressen bei einem Nominatim-Server nach und schreibt ihre Punkte nach coaches/orte.csv; braucht das Netz und in
           pyproject.toml unter [tool.landkarte.suche] eine kennung
  schema   schreibt neu, woran Editoren die Felder erkennen: coaches/vorlagen/*.schema.json (nach Änderungen am Modell)
  geodata  holt Postleitzahlen und Grenzen aus dem Netz nach .geodata/; von da an sind Orte genau statt nur ungefähr bekannt

Angaben:
  --today JJJJ-MM-TT   der Tag, für den gebaut oder geprüft wird (sonst SOURCE_DATE_EPOCH, sonst heute)
  --ohne-beispiele     lässt die erfundenen Beispiel-Einträge weg
  --publish            bricht ab, solange Angaben zum Betreiber in pyproject.toml oder die Daten von geodata fehlen
  --format text|github Schreibweise der Befunde; github setzt sie als Anmerkung an die Zeile
                       (check: auch json; worklist: text|markdown|json; review: markdown|json)
  --fix                check: berichtigt vorher, was nur eine Bedeutung haben kann; sonst bleibt jedes Zeichen, wie es ist
  --port NUMMER        serve: ein anderer Port als 8000
  --changed-since STAND  (check) vergleicht mit einem Stand in git: einem Zweig, einer Marke oder einem Commit
  --help               diese Hilfe

Angaben zu review und comment:
  --base STAND         womit review vergleicht: mit dem Commit, an dem der Vorschlag von STAND abzweigt
  --author KONTO       von wem der Vorschlag kommt; review nennt dann Änderungen an fremden Einträgen
  --out ORDNER         schreibt zusammenfassung.md und für jeden Eintrag eine Karte (SVG) nach ORDNER statt auf den Bildschirm
  --text DATEI         (comment) die Zusammenfassung
  --comments DATEI     (comment) die vorhandenen Kommentare, wie die Plattform sie nennt (JSON)

Angaben zu attest (STATUS ist bestaetigt oder nicht_bestaetigt):
  --geprueft-von FUNKTION     wer den Nachweis angesehen hat; eine Funktion, keine Privatperson
  --geprueft-am JJJJ-MM-TT    der Tag der Einsicht (sonst der Tag, für den der Befehl läuft)
  --weiterbildung STATUS      Nachweis einer Weiterbildung, dazu --kurs und --beleg, wo der Eintrag mehrere nennt
  --pool STATUS               Aufnahme in einen Pool, dazu --bei STELLE und, wo der Eintrag mehrere nennt, --welcher-pool
  --ersetzen                  überschreibt einen vorhandenen Prüfvermerk (import: einen vorhandenen Eintrag)

Beispiele:
  python build.py
  python build.py --ohne-beispiele --publish
  python build.py check --today 2026-12-31
  python build.py check --changed-since origin/main
  python build.py check --format json coaches/anbieter/beispiel-bbw-gotha.yaml
  python build.py check --fix coaches/anbieter/meine-organisation.yaml
  python build.py review --base origin/main --author beispiel-konto --out vorschau
  python build.py comment --text vorschau/zusammenfassung.md --comments kommentare.json
  python build.py attest jc-7k3m9q --geprueft-von Redaktion --weiterbildung bestaetigt
  python build.py worklist --format markdown
  python build.py new
  python build.py import ~/Downloads/zugesandt.yaml
  python build.py forget jc-7k3m9q
  python build.py serve --ohne-beispiele --port 8001
  python build.py geodata

Rückgabewerte: 0 in Ordnung · 1 Fehler in Einträgen, genannten Dateien oder der Änderung (check), abgelehnt (attest, forget,
                import, new) · 2 Aufruf nicht verstanden · 3 nicht gelungen, site/ und .geodata/ unverändert (lookup: was gefunden
                ist, bleibt) · 130 abgebrochen
"""

OK, FINDINGS, USAGE, FAILED = 0, 1, 2, 3

FORMATS = {
    "build": ("text", "github"),
    "check": ("text", "github", "json"),
    "geodata": ("text", "github"),
    "schema": ("text", "github"),
    "review": ("markdown", "json"),
    "comment": ("json",),
    "worklist": ("text", "markdown", "json"),
}
"""What a command can write, if more or else than text; the first is what it writes unless asked."""
TEXT = ("text",)
BELONGS = {
    "check": ("since", "fix"),
    "review": ("base", "author", "out"),
    "comment": ("text", "comments"),
    "attest": ("answers", "seen_on", "replace"),
    "import": ("replace",),
    "serve": ("port",),
}
"""What only this command takes, or it and another, by the names in Options."""
NEEDED = {"review": ("base",), "comment": ("text", "comments")}
CALLED = {"since": "--changed-since", "replace": "--ersetzen"} | dict.fromkeys(("answers", "seen_on"), "Angaben zum Prüfvermerk")
"""How people know what is not called as in Options."""
ANSWERS = ("geprueft_von", "weiterbildung", "kurs", "beleg", "pool", "welcher_pool", "bei")


PORT = 8000


class UsageError(Exception):
    """The command line was not understood; the message is German."""


# A dataclass would do, but importing those takes a tenth of the time in which --help answers.
class Options(NamedTuple):
    """What the person asked for. ``help`` is the text to print instead, or empty."""

    command: str = "build"
    today: date | None = None
    examples: bool = True
    publish: bool = False
    format: str = "text"
    help: str = ""
    id: str = ""
    """The entry that attest or forget is about."""
    answers: Mapping[str, str] = MappingProxyType({})
    """What attest need not ask, by the names in ANSWERS."""
    seen_on: date | None = None
    replace: bool = False
    fix: bool = False
    """Whether check corrects what is certain before it judges."""
    port: int = PORT
    """Where serve shows the site."""
    files: tuple[str, ...] = ()
    """The files that check is about, as they were typed; none means all. For import the one to be taken."""
    since: str = ""
    """The revision that check compares with."""
    base: str = ""
    """The revision that review compares with."""
    author: str = ""
    """The account that a change comes from."""
    out: str = ""
    """The folder that review writes to; empty: print."""
    text: str = ""
    comments: str = ""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise not_understood(_german(message))


def _german(message: str) -> str:
    for english, german in (
        ("unrecognized arguments:", "unbekannt:"),
        ("expected one argument", "es fehlt ein Wert"),
        ("invalid choice:", "nicht möglich:"),
        ("choose from", "möglich sind"),
        ("ambiguous option:", "mehrdeutig:"),
        ("ignored explicit argument", "hat keinen Wert:"),
        ("argument ", ""),
    ):
        message = message.replace(english, german)
    return message


def _day(text: str) -> date:
    try:
        # fromisoformat would read 20261101 and 2026-W44-7 as well
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag der Form JJJJ-MM-TT") from None


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Nummer bis 65535")
    return int(text)


def repeated(options: Options) -> list[str]:
    """The words with which a build is called that looks as ``options`` want it."""
    return [
        *(["--today", options.today.isoformat()] if options.today else []),
        *([] if options.examples else ["--ohne-beispiele"]),
        *(["--publish"] if options.publish else []),
    ]


def parse(arguments: Sequence[str], commands: Sequence[str]) -> Options:
    """The options in ``arguments``; UsageError when they cannot be understood."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("command", nargs="?", choices=commands, default="build", metavar="BEFEHL")
    parser.add_argument("--today", type=_day)
    parser.add_argument("--ohne-beispiele", dest="examples", action="store_false")
    parser.add_argument("--publish", action="store_true")
    parser.add_argument("--format", choices=("text", "github", "markdown", "json"))
    parser.add_argument("--port", type=_port, default=PORT)
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("-h", "--help", dest="help", action="store_const", const=HELP, default="")
    parser.add_argument("--changed-since", dest="since")
    for name in (*BELONGS["review"], *BELONGS["comment"]):
        parser.add_argument(option(name), default="")
    parser.add_argument("words", nargs="*")
    for key in ANSWERS:
        parser.add_argument(option(key), default=argparse.SUPPRESS)
    parser.add_argument("--geprueft-am", dest="seen_on", type=_day)
    parser.add_argument("--ersetzen", dest="replace", action="store_true")
    # intermixed: a file may also stand behind --format
    found = vars(parser.parse_intermixed_args(arguments))
    answers = {key: found.pop(key) for key in ANSWERS if key in found}
    words = found.pop("words")
    found["format"] = found["format"] or FORMATS.get(found["command"], TEXT)[0]
    if found["since"] == "":  # an unset variable of a workflow must not mean: check everything
        raise not_understood("--changed-since braucht einen Stand")
    found["since"] = found["since"] or ""
    about = {"files": tuple(words)} if found["command"] in ("check", "import") else {"id": " ".join(words)}
    options = Options(**found, **about, answers=answers)
    if not options.help:
        _refuse_what_does_not_belong(options)
    return options


def option(key: str) -> str:
    """How an answer is spelled on the command line."""
    return "--" + key.replace("_", "-")


def _refuse_what_does_not_belong(options: Options) -> None:
    if options.format not in FORMATS.get(options.command, TEXT):
        raise not_understood(f"--format {options.format} gibt es bei {options.command} nicht")
    given = [name for names in BELONGS.values() for name in names if getattr(options, name) != Options._field_defaults[name]]
    for name in given:
        if name not in BELONGS.get(options.command, ()):
            commands = " oder ".join(command for command, names in BELONGS.items() if name in names)
            raise not_understood(f"{CALLED.get(name, option(name))} nur nach {commands}")
    for name in NEEDED.get(options.command, ()):
        if not getattr(options, name):
            raise not_understood(f"{options.command} braucht {option(name)}")
    about_one = options.command in ("attest", "forget")
    if about_one and not options.id:
        raise not_understood(f"{options.command} braucht eine Kennung, zum Beispiel {options.command} jc-7k3m9q")
    if about_one and " " in options.id:
        raise not_understood(f"mehr als eine Kennung: {options.id}")
    if options.id and not about_one:
        raise not_understood(f"{options.id} nur nach attest oder forget")
    if options.since and options.files:
        raise not_understood("--changed-since nur ohne genannte Dateien")
    if options.command == "import" and len(options.files) != 1:
        raise not_understood("import braucht genau eine Datei, zum Beispiel import zugesandt.yaml")


def not_understood(reason: str) -> UsageError:
    """The error that says why, and where help is."""
    return UsageError(f"Der Aufruf ist nicht verständlich ({reason}). Hilfe: python build.py --help")

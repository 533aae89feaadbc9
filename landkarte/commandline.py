"""The command line in German. Imports nothing heavy, so that --help answers at once."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

HELP = """\
Landkarte JobcoachingAP: aus den Einträgen in coaches/ entsteht die Website in site/.

Aufruf:  python build.py [BEFEHL] [ANGABEN]

Befehle:
  build    prüft alle Einträge und baut die Website (ohne Befehl dasselbe)
  check    prüft nur; Rückgabewert 1, wenn ein Eintrag einen Fehler hat

Angaben:
  --today JJJJ-MM-TT   der Tag, für den gebaut oder geprüft wird (sonst SOURCE_DATE_EPOCH, sonst heute)
  --ohne-beispiele     lässt die erfundenen Beispiel-Einträge weg
  --publish            bricht ab, solange Angaben zum Betreiber in pyproject.toml fehlen
  --format text|github Schreibweise der Befunde; github setzt sie als Anmerkung an die Zeile
  --help               diese Hilfe

Beispiele:
  python build.py
  python build.py --ohne-beispiele --publish
  python build.py check --today 2026-12-31

Rückgabewerte: 0 in Ordnung · 1 Fehler in Einträgen (nur check) · 2 Aufruf nicht verstanden · 3 nicht gelungen, site/ unverändert
"""


class UsageError(Exception):
    """The command line was not understood; the message is German."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person asked for. ``help`` is the text to print instead, or empty."""

    command: str = "build"
    today: date | None = None
    examples: bool = True
    publish: bool = False
    format: str = "text"
    help: str = ""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"Der Aufruf ist nicht verständlich ({_german(message)}). Hilfe: python build.py --help")


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


def parse(arguments: Sequence[str], commands: Sequence[str]) -> Options:
    """The options in ``arguments``; UsageError when they cannot be understood."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("command", nargs="?", choices=commands, default="build", metavar="BEFEHL")
    parser.add_argument("--today", type=_day)
    parser.add_argument("--ohne-beispiele", dest="examples", action="store_false")
    parser.add_argument("--publish", action="store_true")
    parser.add_argument("--format", choices=("text", "github"), default="text")
    parser.add_argument("-h", "--help", dest="help", action="store_const", const=HELP, default="")
    return Options(**vars(parser.parse_args(arguments)))

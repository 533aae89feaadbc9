"""What the form needs to judge in the browser those rules that are functions, but look at nothing besides an entry and the day.

Patterns, words and thresholds are the ones by which this program judges; ``templates/static/js/eintragen/urteil.js`` and
``templates/static/js/eintragen/adressen.js`` say how. ``tests/browser/test_urteil.py`` hands mistakes through both.
"""

import re
import unicodedata
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from landkarte.entries import telephone
from landkarte.ground import scripts
from landkarte.judging import WHOLE, contact_data, hosts, wording
from landkarte.judging.rules import form, struktur
from landkarte.places import streets
from landkarte.places.meaning import undecided
from landkarte.places.tables import plz_gebiete
from landkarte.standard import law, rules, rules_on

CODES = WHOLE | {"FO-07", "FO-08", "R-01", "R-15", "S-10", "X-11"}
"""What the browser judges so; of the last six not words of links, foreign numbers and punycode, a PLZ by more than three digits, a
Postfach among other words, names of letters and of people."""
_PATTERNS = {
    "html": form.HTML, "verweis": form.LINK, "host": form.HOST, "adresse": form.PLAIN_URL, "email": form.PLAIN_EMAIL,
    "lateinisch": hosts.PLAIN, "keine_nummer": contact_data.NO_NUMBER, "gewaehlt": contact_data.DIALLED,
    "angesagt": contact_data.ANNOUNCED, "gesprochen": contact_data.SPOKEN, "o": contact_data.LETTER_O, "mail": contact_data.MAIL,
    "gesperrt": wording.SPACED, "getrennt": wording.JOINED, "punkt": wording.BULLET, "verneint": struktur.DENIED,
    "vorgang": struktur.PROCESS, "getan": struktur.DONE, "selbst": struktur.ONESELF, "telefon": telephone.WRITTEN,
    "kein_teil": telephone.NO_PART, "postfach": re.compile(streets.BOX.replace("*+", "*")),
}  # fmt: skip


def data(day: date) -> dict[str, Any]:
    """Everything that the scripts ask for, ready for JSON; thresholds are those of the rules in force on ``day``."""
    known = {code: regel for code, regel in rules_on(day).items() if code in CODES}
    return {
        "regeln": {code: {"schwere": one.schwere, "tipp": one.tipp, **_spelled(code, one.werte)} for code, one in known.items()},
        "muster": {name: scripts.pattern(found.pattern) for name, found in _PATTERNS.items()},
        "gleich": wording.ALIKE,
        "besonders": form.SPECIAL_HOSTS,
        "zeichen": [_signs(True, False), _signs(True)],
        "gebiete": {
            plz: int(any(kreis.startswith(rules()["B-05"].werte["ags"]) for kreis in area.kreise)) for plz, area in plz_gebiete().items()
        },
        "ehemals": undecided(),
        "recht": [[*key, str(row.gueltig_ab), str(row.gueltig_bis), row.regel] for key, row in law().items()],
        "nummern": telephone.german(),
    }


def _spelled(code: str, werte: dict[str, Any]) -> dict[str, Any]:
    """The thresholds of a rule as the scripts look at them."""
    match code:
        case "X-04":
            return {"muster": [{"was": one["was"], "muster": scripts.pattern(one["muster"])} for one in werte["muster"]]}
        case "S-10":
            return {
                "woerter": [[word, wording.plain(word), kinds] for word, kinds in werte["woerter"].items()],
                "ausnahmen": scripts.pattern(struktur.exempt(tuple(werte["ausnahmen"])).pattern),
                "status": [scripts.pattern(one.pattern) for one in struktur.status(tuple(werte["status"]))],
                "beschrieben": sorted(struktur.DESCRIBED),
            }
    return werte


def _signs(*wanted: bool | None) -> str:
    """The inside of a character class: signs that are no writing, and do or do not imitate a seal. What lies between is no such sign."""
    runs = groupby(_kinds(), lambda one: one[1] in wanted)
    return "".join(f"{first}-{[first, *(char for char, _ in rest)][-1]}" for told, ((first, _), *rest) in runs if told)


@cache
def _kinds() -> list[tuple[str, bool | None]]:
    """Every such sign outside ASCII, and whether ``marks`` takes it for a seal; None where it has nothing against it."""
    every = map(chr, (*range(0x80, 0xD800), *range(0xE000, 0x20000)))
    signs = [char for char in every if unicodedata.category(char) in wording.SIGNS]
    return [(char, next((seal for _, seal in wording.marks(char)), None)) for char in signs]

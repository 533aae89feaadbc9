"""The rules of the standard for the page that lists them all, and for the page of each."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from landkarte.entries.model import eintraege, teile
from landkarte.ground.text import day, listed
from landkarte.site.pages.markup import raised_ap
from landkarte.site.pages.spelling import number
from landkarte.standard import Regel, read, versions

# What readers ask first comes first; the form of the files is for those who write them.
_ORDER = ("D", "P", "S", "Q", "T", "R", "B", "A", "K", "C", "X", "FO")

LEVELS = {
    "fehler": ("Fehler", "Fehler: Eintrag erscheint nicht", "Der Eintrag erscheint nicht, bis das behoben ist."),
    "warnung": (
        "Warnung",
        "Warnung: Eintrag erscheint mit Anmerkung",
        "Der Eintrag erscheint; seine Seite nennt die Regel, wenn sie Leser*innen betrifft.",
    ),
    "hinweis": ("Hinweis", "Hinweis an den Anbieter", "Nur für den Anbieter. Auf der Seite des Eintrags steht davon nichts."),
}
KINDS = {
    "belegt": ("belegt", "Die Regel steht so in der genannten Quelle."),
    "abgeleitet": ("abgeleitet", "Die Regel folgt aus der genannten Quelle, steht dort aber nicht als Regel."),
    "vorschlag": ("Vorschlag", "Die Regel schlägt dieses Verzeichnis selbst vor. Keine gefundene Quelle verlangt sie."),
}

# Names of fields that are words of a German sentence, too; they stay unmarked.
_ALSO_GERMAN = {"ab", "aufgenommen", "ausgestellt", "bei", "bis", "stand", "vom", "von", "freiwillig", "unbefristet", "betriebsextern"}
_WORD = re.compile(r"(?<![\w/.-])[a-z][a-z0-9_]*(?![\w/*-])")


class Regelteil(NamedTuple):
    """One version of a rule as the page shows it."""

    regel: Regel
    prueft: Markup
    tipp: Markup
    schwelle: str
    folge: str
    """What follows when it is not met."""
    gilt: str
    frueher: tuple["Regelteil", ...] = ()

    @property
    def url(self) -> str:
        """The address of its page, relative to the site."""
        return f"regel/{self.regel.code}.html"


class Regelgruppe(NamedTuple):
    """The rules of one group by their codes."""

    anker: str
    titel: str
    regeln: tuple[Regelteil, ...]

    @property
    def arten(self) -> Counter[str]:
        """How many of them are belegt, abgeleitet, Vorschlag."""
        return Counter(teil.regel.art for teil in self.regeln)


def groups() -> tuple[Regelgruppe, ...]:
    """All rules; a code whose letters are not in the order is a ValueError (our own mistake)."""
    found: dict[str, list[Regelteil]] = {}
    for _, known in sorted(versions().items(), key=lambda item: _rank(item[0])):
        older = tuple(_part(regel) for regel in known[:-1])
        found.setdefault(known[-1].gruppe, []).append(_part(known[-1], older))
    return tuple(Regelgruppe(f"gruppe-{parts[0].regel.code.split('-')[0].lower()}", name, tuple(parts)) for name, parts in found.items())


def total(gruppen: Iterable[Regelgruppe]) -> Counter[str]:
    """How many rules of all groups are belegt, abgeleitet, Vorschlag."""
    return sum((gruppe.arten for gruppe in gruppen), Counter[str]())


def _rank(code: str) -> tuple[int, int]:
    letters, digits = code.split("-")
    return _ORDER.index(letters), int(digits)


def _part(regel: Regel, older: tuple[Regelteil, ...] = ()) -> Regelteil:
    first, last = regel.gueltig_ab, regel.gueltig_bis
    return Regelteil(
        regel=regel,
        prueft=fields_marked(regel.prueft),
        tipp=fields_marked(regel.tipp),
        schwelle=thresholds(regel.werte),
        folge=_consequence(regel),
        gilt=f"Gilt vom {day(first)} bis zum {day(last)}" if last else f"Gilt seit {day(first)}",
        frueher=older,
    )


def _consequence(regel: Regel) -> str:
    if regel.eintrag_erscheint and regel.schwere == "fehler":
        return "Fehler: Eintrag erscheint trotzdem"
    return "Warnung an Anbieter und Redaktion" if regel.nur_redaktion and regel.schwere == "warnung" else LEVELS[regel.schwere][1]


def thresholds(werte: Mapping[str, Any]) -> str:
    """The numbers of a rule in words; nothing if it has none."""
    words = read("schwellen.toml")
    return listed(words[key].format(*map(number, _numbers(value))) for key, value in werte.items() if _numbers(value))


def _numbers(value: object) -> list[float]:
    values = value if isinstance(value, list) else [value]
    numbers = [one for one in values if isinstance(one, int | float)]
    return numbers if len(numbers) == len(values) else []


@cache
def fields_marked(text: str) -> Markup:
    """``text`` with the names of fields as <code>: in German a noun without a capital looks like a mistake."""
    return Markup(_WORD.sub(_code, str(raised_ap(text))))


def _code(found: re.Match[str]) -> str:
    word = found[0]
    return f"<code>{word}</code>" if "_" in word or word in _keys() else word


@cache
def _keys() -> frozenset[str]:
    parts = [part for module in (teile, eintraege) for part in vars(module).values() if is_dataclass(part)]
    return frozenset({field.name for part in parts for field in fields(part)} - _ALSO_GERMAN | {"true", "false"})

"""German spellings of numbers, lists and addresses."""

import re
from collections.abc import Collection
from functools import cache
from urllib.parse import quote

from landkarte.standard import vocabulary

_GERMAN = str.maketrans(",.", ".,")
_SHORT = 40
_ABBREVIATED = re.compile(r"\(([A-Z]{2,4})\)$")


def number(value: float) -> str:
    """1,5 · 12 · 1.500"""
    return f"{value:,.2f}".rstrip("0").rstrip(".").translate(_GERMAN)


def euro(value: float) -> str:
    """60 € · 62,50 €"""
    digits = f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
    return digits.translate(_GERMAN) + " €"


def span(low: float, high: float, one: str, many: str) -> str:
    """4 bis 9 Monate · 1 Monat · bis zu 24 Monate"""
    if low == high:
        return counted(low, one, many)
    if low == 0:
        return f"bis zu {counted(high, one, many)}"
    return f"{number(low)} bis {number(high)} {many}"


def counted(value: float, one: str, many: str) -> str:
    """1 Platz · 3 Plätze"""
    return f"{number(value)} {one if value == 1 else many}"


@cache
def short(name: str, key: str) -> str:
    """The words for one key, in the short form that its label names where there is one: DGS."""
    words = vocabulary(name).labels[key]
    found = _ABBREVIATED.search(words)
    return found[1] if found else words


def label(name: str, key: str | None) -> str:
    """The words for one key of the vocabulary ``name``; nothing for no key."""
    return vocabulary(name).labels[key] if key else ""


def labels(name: str, keys: Collection[str]) -> list[str]:
    """The words for several keys, in the order of the vocabulary."""
    return [words for key, words in vocabulary(name).labels.items() if key in keys] if keys else []


def yes_no(value: bool | None, yes: str, no: str) -> str:
    """One of two wordings; nothing if nothing was said."""
    return "" if value is None else yes if value else no


def short_address(address: str) -> str:
    """An address as the text of its link: without the protocol, of a long one only the host."""
    shown = address.split("//", 1)[-1].removeprefix("www.").rstrip("/")
    return shown if len(shown) <= _SHORT else shown.partition("/")[0]


def mail(address: str) -> str:
    """A mailto: link; nothing in ``address`` can add a subject or a copy."""
    return "mailto:" + quote(address, safe="@")

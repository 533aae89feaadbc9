"""Words and days as people read and compare them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
NOT_ASCII = re.compile("[^\0-\x7f]")
UNUSUAL = re.compile("[^\0-\x7f\u00c0-\u024f\u2010-\u201f]")
"""What is neither a Latin letter nor a dash or quotation mark. Most texts have none, and what looks for disguises can pass over them."""
_DAY = re.compile(r"(?:[A-Za-z]{2,10}[.,]*\s)?([0-9]{1,2})(?:\.\s?|/|\s)([0-9]{1,2}|[A-Za-zä]{3,9})(?:\.\s?|/|\s)([0-9]{4}|[0-9]{2})")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(text: str) -> str:
    """``text`` for comparing and sorting: ü = ue = u is not yet decided here, only case, accents and ß.

    In the browser ``templates/static/js/finden/woerter.js``.
    """
    plain = text.casefold()
    if plain.isascii():  # most names are, and there are many
        return plain
    return NOT_ASCII.sub(lambda one: "" if unicodedata.category(one[0])[0] == "M" else one[0], unicodedata.normalize("NFKD", plain))


def without_umlauts(text: str) -> str:
    """``text`` in small letters, ä written as ae and ß as ss: how keys and ids are spelled."""
    return text.casefold().translate(_UMLAUTS)


def day(value: date) -> str:
    """1. November 2026; in the browser ``templates/static/js/gemeinsam/deutsch.js``."""
    return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"


def as_iso(spelled: str) -> str | None:
    """28.11.26, 28/11/2026, Fr, 28. Nov. 2026 → 2026-11-28, whether there is such a day or not; None for what is spelled otherwise."""
    found = _DAY.fullmatch(spelled.strip())
    named = [number for number, name in enumerate(_MONTHS, 1) if found and name.casefold().startswith(found[2].casefold())]
    if not found or (found[2].isalpha() and len(named) != 1):
        return None
    year = found[3] if len(found[3]) == 4 else f"{20 if int(found[3]) < 50 else 19}{found[3]}"
    return f"{year}-{named[0] if named else int(found[2]):02}-{int(found[1]):02}"


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in the order in which it came first."""
    return tuple(dict.fromkeys(words))


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """What belongs to each key; keys and values in the order in which they came."""
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def listed(words: Iterable[str]) -> str:
    """Detmold, Lemgo und Bielefeld"""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} und {last}" if first else last

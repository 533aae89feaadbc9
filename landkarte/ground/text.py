"""Words and days as people read and compare them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
NOT_ASCII = re.compile("[^\0-\x7f]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(text: str) -> str:
    """``text`` for comparing and sorting: ü = ue = u is not yet decided here, only case, accents and ß.

    In the browser ``templates/static/js/finden/woerter.js``.
    """
    plain = text.casefold()
    if plain.isascii():  # most names are, and there are many
        return plain
    return NOT_ASCII.sub(lambda one: "" if unicodedata.combining(one[0]) else one[0], unicodedata.normalize("NFKD", plain))


def without_umlauts(text: str) -> str:
    """``text`` in small letters, ä written as ae and ß as ss: how keys and ids are spelled."""
    return text.casefold().translate(_UMLAUTS)


def day(value: date) -> str:
    """1. November 2026; in the browser ``templates/static/js/gemeinsam/deutsch.js``."""
    return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in the order in which it came first."""
    return tuple(dict.fromkeys(words))


def listed(words: Iterable[str]) -> str:
    """Detmold, Lemgo und Bielefeld"""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} und {last}" if first else last

"""Words and days as people read and compare them."""

import unicodedata
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def folded(text: str) -> str:
    """``text`` for comparing and sorting: ü = ue = u is not yet decided here, only case, accents and ß.

    In the browser ``templates/static/js/finden/suche.js``.
    """
    plain = text.casefold()
    if plain.isascii():  # most names are, and there are many
        return plain
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))


def day(value: date) -> str:
    """1. November 2026; in the browser ``templates/static/js/gemeinsam/deutsch.js``."""
    return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in the order in which it came first."""
    return tuple(dict.fromkeys(words))


def listed(words: Iterable[str]) -> str:
    """A, B und C"""
    *first, last = words
    return f"{', '.join(first)} und {last}" if first else last

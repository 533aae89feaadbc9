"""Which words stand in the entries, and in which: data for ``templates/static/js/finden/wortschatz.js``.

Words lie in the order in which they are compared, in files of at most 30 kB, so a question loads only those around its words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from landkarte.directory import Directory, Listing, summary
from landkarte.entries.model import Leistungserbringer, Person
from landkarte.entries.model.eintraege import areas
from landkarte.entries.telephone import read
from landkarte.ground.scripts import as_json, some_of
from landkarte.ground.text import UNUSUAL, folded, grouped
from landkarte.places.names import kreis_name
from landkarte.places.tables import kreise

LARGEST = 30_000
"""Bytes of a file."""

_WORD = re.compile(r"[^\W_]+")
_UMLAUT = re.compile("([aou])e")


@dataclass(slots=True)
class _Found:
    """The rows of those who have a word in a text, in the name, and by place in the name of that place."""

    text: list[int] = field(default_factory=list)
    name: list[int] = field(default_factory=list)
    orte: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def row(self, word: str) -> list[Any]:
        """[word, rows, rows, place, rows, …]; empty ones at the end are not written."""
        places = [part for place, rows in sorted(self.orte.items()) for part in (place, some_of(rows))]
        rest = [some_of(self.text), some_of(self.name), *places]
        while not rest[-1]:
            rest.pop()
        return [word, *rest]


def files(directory: Directory) -> list[tuple[str, list[Any]]]:
    """Each file as (its first word as it is compared, its rows); what is compared as the same word is never parted."""
    alike = grouped((compared(word), found.row(word)) for word, found in sorted(_index(directory).items()))
    parted: list[tuple[str, list[Any]]] = []
    size = LARGEST
    for key, rows in sorted(alike.items()):
        own = len(as_json(rows).encode())
        if size + own > LARGEST:
            parted.append((key, []))
            size = 100  # what is around the rows
        parted[-1][1].extend(rows)
        size += own
    return parted


def guesses(parted: Iterable[tuple[str, list[Any]]]) -> str:
    """Every word that a word with a slip may have meant: none with a digit, for another number is another number."""
    words = {compared(row[0]) for _, rows in parted for row in rows}
    return " ".join(sorted(word for word in words if len(word) > 2 and not any(map(str.isnumeric, word))))


@cache
def compared(word: str) -> str:
    """``folded``, and ü = ue = u; in the browser ``templates/static/js/finden/woerter.js``."""
    return _UMLAUT.sub(r"\1", folded(word))


def _index(directory: Directory) -> dict[str, _Found]:
    index: defaultdict[str, _Found] = defaultdict(_Found)
    for row, listing in enumerate(directory.providers):
        for word in _words([listing.name]):
            index[word].name.append(row)
        for town in summary.towns(listing):
            for word in _words([town]):
                index[word].orte[town].append(row)
        for word in _words(_texts(listing)):
            index[word].text.append(row)
    return index


def _words(texts: Iterable[str]) -> set[str]:
    """Each once, however short, for all words of a name must be found."""
    text = unicodedata.normalize("NFC", " ".join(texts)).casefold()
    return set((_with_marks() if UNUSUAL.search(text) else _WORD).findall(text))


@cache
def _with_marks() -> re.Pattern[str]:
    """Words of scripts that write some vowels as marks. It is ten times as slow, and most texts have none."""
    marks = "".join(char for char in map(chr, range(0x300, 0x1F000)) if unicodedata.category(char)[0] == "M")
    return re.compile(rf"(?:[^\W_]|[{marks}])+")


def _texts(listing: Listing) -> Iterator[str]:
    """Every other public text of an entry."""
    entry = listing.entry
    yield from (coach.name for coach in listing.team if isinstance(coach.entry, Person) and coach.entry.name)
    for angebot in listing.angebote:
        yield from (angebot.titel or "", angebot.beschreibung or "", angebot.auftraggeber or "")
    if isinstance(entry, Leistungserbringer):
        yield from (entry.beschreibung, entry.beschreibung_leichte_sprache or "", entry.rechtsform or "", summary.area(entry))
        keys = {key for _, area in areas(entry) for key in area.kreise} | {place.kreis for place in listing.places if place.kreis}
        yield from map(kreis_name, keys & kreise().keys())
        yield from (standort.bezeichnung or "" for standort in entry.standorte)
        number = read(entry.kontakt.telefon or "")
        yield number.e164.replace("+49", "0").lstrip("+") if number else ""

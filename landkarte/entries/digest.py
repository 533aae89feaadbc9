"""What a Prüfvermerk is bound to: one SHA-256 per checked path of an entry, over the values as they are written in the file.

A path is a key ("name") or the items of a list with the same mark ("weiterbildungen[kurs=lwl]"), never a position. Values
are compared as text, in Unicode form NFC: quotation marks, order of keys and items, comments and line ends leave no trace,
and an absent value is neither an empty one nor a default.

What makes a person is one path with one digest over all of it: a telephone number or a name alone is guessed from its digest in
seconds, all of it together by nobody who does not have it anyway.
"""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from landkarte.entries.model import Pruefvermerk
from landkarte.ground.diagnostics import KeyPath
from landkarte.ground.text import grouped

PERSON = "person"
"""The path of what makes a person."""
ALWAYS = ("art", "beispiel", "id", PERSON)
"""Checked whatever the Prüfvermerk says: who it is about, and whether the entry is judged on the fixed day of examples."""

_MARKS = {"nachweise": ("typ", "bezug"), "pools": ("pool",), "weiterbildungen": ("kurs",)}
# characters that would end a mark, and the one that spells them
_SPELLED = str.maketrans({char: f"%{ord(char):02X}" for char in "%[],="})


class Change(NamedTuple):
    """A checked path that no longer holds what the Prüfvermerk was about, and where it stands in the entry (nearest place)."""

    path: str
    at: KeyPath


def marked(section: str, **mark: str | None) -> str:
    """The path of list items: ``marked("weiterbildungen", kurs="lwl")`` is "weiterbildungen[kurs=lwl]"."""
    parts = (f"{key}={unicodedata.normalize('NFC', value.strip()).translate(_SPELLED)}" for key, value in mark.items() if value)
    return f"{section}[{','.join(parts)}]"


def digests(data: Mapping[str, Any]) -> dict[str, str]:
    """The digest of every path that a Prüfvermerk could check; ``data`` is the plain tree of an entry's file."""
    found = {key: _sha256([data[key]] if key in data else []) for key in ALWAYS if key != PERSON}
    found[PERSON] = _sha256([_person(data)])
    items = grouped((path, item) for path, _, item in _items(data))
    return found | {path: _sha256(values) for path, values in items.items()}


def changes(vermerk: Pruefvermerk, data: Mapping[str, Any]) -> tuple[Change, ...]:
    """Where the entry no longer says, or the Prüfvermerk never secured, what was checked."""
    of_person: KeyPath = ("einwilligung",)
    if is_older(vermerk):
        return (Change(PERSON, of_person),)
    now = digests(data)
    paths = sorted({*_needed(vermerk), *vermerk.pruefsummen})
    twice = repeated(data)
    lost = [path for path in paths if path in twice or path not in now or now[path] != vermerk.pruefsummen.get(path)]
    if not lost:
        return ()
    places: dict[str, KeyPath] = {path: at for path, at, _ in reversed(list(_items(data)))} | {PERSON: of_person}
    return tuple(Change(path, places.get(path, (path.partition("[")[0],))) for path in lost)


def is_older(vermerk: Pruefvermerk) -> bool:
    """Whether the Prüfvermerk is from before persons were bound: it may be about somebody else by now, and must be renewed."""
    return PERSON not in vermerk.pruefsummen


def repeated(data: Mapping[str, Any]) -> set[str]:
    """Paths that several items share: nobody can say which of them was seen."""
    return {path for path, count in Counter(path for path, _, _ in _items(data)).items() if count > 1}


def _needed(vermerk: Pruefvermerk) -> Iterator[str]:
    """The paths without which a Prüfvermerk would not be about what it confirms."""
    yield from ALWAYS
    course, pool = vermerk.ergebnis.weiterbildung_160ue, vermerk.ergebnis.pool
    if course and course.status == "bestaetigt":
        yield marked("weiterbildungen", kurs=course.kurs)
        yield marked("nachweise", typ=course.beleg, bezug=course.kurs)
    if pool and pool.status == "bestaetigt":
        yield marked("pools", pool=pool.pool)


def _person(data: Mapping[str, Any]) -> list[Any]:
    """What makes a person: name (or none), employer, how to reach her, when she agreed and where that lies; with the id as salt."""
    contact, consent = data.get("kontakt") or {}, data.get("einwilligung") or {}
    return [
        *map(data.get, ("id", "name", "anbieter", "website")),
        *map(consent.get, ("vom", "liegt_bei")),
        *map(contact.get, ("funktion", "person", "telefon", "email")),
    ]


def _items(data: Mapping[str, Any]) -> Iterator[tuple[str, KeyPath, Any]]:
    """Every list item that has a mark, with its path and its place."""
    for section, keys in _MARKS.items():
        for number, item in enumerate(data.get(section) or ()):
            yield marked(section, **{key: item.get(key) for key in keys}), (section, number), item


def _sha256(values: list[Any]) -> str:
    """Of one value, or of all items that share a mark, in an order of their own."""
    spelled = sorted(
        unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))) for value in values
    )
    return hashlib.sha256(f"[{','.join(spelled)}]".encode()).hexdigest()

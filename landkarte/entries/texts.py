"""Every text of an entry that somebody wrote in words of their own, in one walk over the model."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from landkarte.entries.model import Eintrag
from landkarte.entries.model.werte import Firma, Freitext, Funktion, Kurztext, Satz
from landkarte.ground.diagnostics import KeyPath

_WRITTEN = (Kurztext, Firma, Funktion, Satz, Freitext)
_SENTENCES = frozenset({"beschreibung", "beschreibung_leichte_sprache", "erreichbarkeit", "hinweis"})


def every_text(entry: Eintrag) -> Iterator[tuple[KeyPath, str]]:
    """Every text in free words with its path: names, functions, titles, sentences. Keys, numbers and addresses are none."""
    return _below(entry, ())


def sentences(entry: Eintrag) -> Iterator[tuple[KeyPath, str]]:
    """Those in which an offer is described: descriptions, notes and the titles of offers."""
    return ((path, text) for path, text in every_text(entry) if path[-1] in _SENTENCES or (path[0], path[-1]) == ("angebote", "titel"))


def _below(section: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    kind: type = type(section)
    texts, sections = _plan(kind)
    for key in texts:
        if text := getattr(section, key):
            yield (*path, key), text
    for key in sections:
        value = getattr(section, key)
        if isinstance(value, tuple):
            for number, one in enumerate(value):
                yield from _below(one, (*path, key, number))
        elif value is not None:
            yield from _below(value, (*path, key))


@cache
def _plan(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a section that are texts, and those that are sections with texts or lists of them."""
    hints = get_type_hints(kind, include_extras=True)
    inner = {field.name: _inner(hints[field.name]) for field in fields(kind)}
    return (
        tuple(key for key, types in inner.items() if any(one in _WRITTEN for one in types)),
        tuple(key for key, types in inner.items() if any(isinstance(one, type) and is_dataclass(one) and any(_plan(one)) for one in types)),
    )


def _inner(hint: Any) -> tuple[Any, ...]:
    """What a field may hold, apart from None and from being a list."""
    origin = get_origin(hint)
    if origin in (Union, UnionType, tuple):
        return tuple(one for part in get_args(hint) for one in _inner(part))
    return (hint,)

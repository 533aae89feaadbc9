"""What a change says differently, field by field, in the words of the field. Pure.

Works on the values as they are written, so that an entry with mistakes can be compared as well; the types of the model say
what each field is called and which vocabulary its words come from. Items of a list are matched by what names them, not by
their position.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, NamedTuple, get_args, get_type_hints

from landkarte.desk.review.words import Quote, Words
from landkarte.entries.fields import singular, title
from landkarte.entries.model import teile
from landkarte.entries.model.werte import Aus
from landkarte.ground.lines import is_day
from landkarte.ground.text import day
from landkarte.places.names import kreis_name
from landkarte.places.tables import kreise
from landkarte.standard import vocabulary

_LONG = 120
"""Of longer texts only the part that differs is shown, with some letters around it."""
_AROUND = 40

_MARKS = {
    "grundqualifikation": ("bezeichnung",), "leistungstraeger": ("traeger", "amt"), "nachweise": ("typ", "bezug"),
    "pauschalen": ("zweck",), "pools": ("pool",), "sprachen": ("code",), "weiterbildungen": ("kurs",),
}  # fmt: skip
"""The fields that name one section of a list; elsewhere its id."""


class _Shape(NamedTuple):
    """What may stand in a field: a section or a plain value, one or many, of which vocabulary."""

    base: type = str
    many: bool = False
    vocabulary: str = ""

    @property
    def section(self) -> bool:
        """Whether it has fields of its own; a name and a span are told as one value."""
        return hasattr(self.base, "__dataclass_fields__") and self.base not in (teile.Name, teile.Spanne)


def differences(before: Mapping[str, Any], after: Mapping[str, Any], kinds: Sequence[type]) -> list[Words]:
    """Every difference between two states of an entry, in the order of the fields; ``kinds`` are the types of the two."""
    shapes: dict[str, _Shape] = {}
    for kind in kinds:
        shapes |= {key: shape for key, shape in _shapes(kind).items() if key not in shapes}
    return list(_in_section((), before, after, shapes))


@cache
def _shapes(kind: type) -> dict[str, _Shape]:
    return {key: _shape(hint) for key, hint in get_type_hints(kind, include_extras=True).items()}


def _shape(hint: Any) -> _Shape:
    """Through optional fields, lists, and what an annotation adds."""
    arguments = [argument for argument in get_args(hint) if argument not in (NoneType, Ellipsis)]
    if not arguments or not (isinstance(arguments[0], type) or get_args(arguments[0])):
        return _Shape(hint if isinstance(hint, type) else str)  # a Literal has words, not types
    inner = _shape(arguments[0])
    words = next((mark.vokabular for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Aus)), inner.vocabulary)
    return _Shape(inner.base, inner.many or getattr(hint, "__origin__", None) is tuple, words)


def _in_section(where: Words, before: Mapping[str, Any], after: Mapping[str, Any], shapes: Mapping[str, _Shape]) -> Iterator[Words]:
    unknown = sorted({*before, *after} - set(shapes))
    for key in (*shapes, *unknown):
        old, new = before.get(key), after.get(key)
        if old != new:
            name = title(key) if key in shapes else Quote(key)
            yield from _in_field((*where, name), key, old, new, shapes.get(key, _Shape()))


def _in_field(name: Words, key: str, old: Any, new: Any, shape: _Shape) -> Iterator[Words]:
    if shape.many and _all((old, new), list):
        tell = _in_items if shape.section else _in_list
        yield from tell(name, key, old or [], new or [], shape)
    elif shape.section and not shape.many and _all((old, new), dict):
        yield from _in_section((*name, ", "), old or {}, new or {}, _shapes(shape.base))
    else:
        yield _told(name, _spelled(old, key, shape), _spelled(new, key, shape))


def _all(values: Iterable[Any], kind: type) -> bool:
    return all(value is None or isinstance(value, kind) for value in values)


def _in_items(name: Words, key: str, old: list[Any], new: list[Any], shape: _Shape) -> Iterator[Words]:
    marks, shapes = _MARKS.get(key, ("id",)), _shapes(shape.base)
    before, after = (_named(items, marks, shapes) for items in (old, new))
    if list(before.values()) == list(after.values()):
        yield (*name, ": anders aufgebaut")
    elif before == after:
        yield (*name, ": nur die Reihenfolge geändert")
    for mark in dict.fromkeys((*before, *after)):
        if mark not in after:
            yield (*name[:-1], singular(key), Quote(mark[0], " "), " entfernt")
            continue
        item: Words = (*name[:-1], f"{singular(key)} ", Quote(mark[0]))
        if mark not in before:
            yield (*item, " neu")
        own = {field: value for field, value in after[mark].items() if mark in before or field not in marks}
        yield from _in_section((*item, ": "), before.get(mark, {}), own, shapes)


def _named(items: list[Any], marks: tuple[str, ...], shapes: Mapping[str, _Shape]) -> dict[tuple[str, int], dict[str, Any]]:
    """The sections of a list by the words that name them, and a number where several have the same."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    seen: Counter[str] = Counter()
    for item in items:
        if isinstance(item, dict):
            words = ", ".join(filter(None, (_spelled(item.get(mark), mark, shapes[mark]) for mark in marks)))
            seen[words] += 1
            found[words, seen[words]] = item
    return found


def _in_list(name: Words, key: str, old: list[Any], new: list[Any], shape: _Shape) -> Iterator[Words]:
    one = shape._replace(many=False)
    came = [_spelled(value, key, one) for value in new if value not in old]
    gone = [_spelled(value, key, one) for value in old if value not in new]
    if came:
        yield (*name, " ergänzt: ", Quote(", ".join(map(str, came))))
    if gone:
        yield (*name, " entfernt", Quote(", ".join(map(str, gone)), ": "))
    if not came and not gone:
        yield (*name, ": nur die Reihenfolge oder Wiederholungen geändert")


def _told(name: Words, old: str | None, new: str | None) -> Words:
    if old is None:
        return (*name, " ergänzt: ", Quote(new or ""))
    if new is None:
        return (*name, " entfernt", Quote(old, "; war "))
    if old == new:
        return (*name, ": nur die Schreibweise geändert")
    if max(len(old), len(new)) > _LONG:
        old, new = _where_they_differ(old, new)
    return (*name, " geändert", Quote(old, " von "), " auf ", Quote(new))


def _where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Of two long texts the part that differs."""
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    start, rest = max(0, head - _AROUND), max(0, tail - _AROUND)
    return _between(old, start, len(old) - rest), _between(new, start, len(new) - rest)


def _between(text: str, start: int, end: int) -> str:
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _spelled(value: Any, key: str, shape: _Shape) -> str | None:
    """A value as readers see it; None if there is none."""
    if value is None:
        return None
    if isinstance(value, dict) and _all(value.values(), str):
        if shape.base is teile.Spanne:
            return " ".join(filter(None, (value.get("von"), "bis", value.get("bis"))))
        if shape.base is teile.Name:
            return teile.full_name(*map(value.get, ("titel", "vorname", "nachname")))
    if not isinstance(value, str):
        return "(anders aufgebaut)"
    text = " ".join(value.split())
    if shape.vocabulary:
        known = vocabulary(shape.vocabulary).werte
        return known[text].label if text in known else text
    if shape.base is bool:
        return {"true": "ja", "false": "nein"}.get(text, text)
    if shape.base is date and is_day(text):
        return day(date.fromisoformat(text))
    return kreis_name(text) if key == "kreise" and text in kreise() else text

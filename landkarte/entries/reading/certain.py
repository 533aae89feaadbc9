"""Which mistakes of an entry have only one possible meaning. Stricter than the hints: what could be meant otherwise stays as it is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rapidfuzz.distance import OSA

from landkarte.entries.model.werte import with_scheme
from landkarte.entries.reading import misread, shape, tree
from landkarte.entries.reading.repair import Correction, Spans, around
from landkarte.ground.diagnostics import KeyPath
from landkarte.ground.text import without_umlauts
from landkarte.standard import vocabularies, vocabulary

_TRUTH = {"ja": "true", "yes": "true", "wahr": "true", "true": "true", "nein": "false", "no": "false", "falsch": "false", "false": "false"}
# three digits after the comma could as well be thousands
_COMMA = re.compile(r"(-?[0-9]+),([0-9]{1,2}|[0-9]{4,})")
_CURLY = re.compile(rf"[„“”‚‘’«»]([^{misread.CURLY}\"'\\]+)[“”‘’»«]")
_ID = re.compile("[a-z][a-z0-9-]*")
_NUMBERS = frozenset({"float_parsing", "float_type", "int_parsing", "int_type"})
_SEPARATORS = re.compile(r"[\s/-]+")


Meant = Callable[[Any], Iterable[tuple[KeyPath, str]]]
"""Paths of an entry, and the values that are meant there."""


def corrections(text: str, adapter: TypeAdapter[Any], kind: type, meant: Meant) -> Iterator[Correction]:
    """What is certain in the text of an entry of type ``kind``, and what is ``meant`` in it once it is one."""
    data = tree.parse(text).data
    if data is None:
        return
    spans = Spans(text)
    yield from _curly(spans)
    yield from _schemes(spans)
    try:
        wanted = meant(adapter.validate_python(data))
        places = ((spans.values[path], path, value) for path, value in wanted if path in spans.values)
        yield from (place.corrected(path, value, quote=not _ID.fullmatch(value)) for place, path, value in places)
    except ValidationError as error:
        raws = error.errors(include_url=False)
        if any(raw["loc"] == ("art",) for raw in raws):
            return  # of another kind, where other fields and values are meant
        yield from _keys(data, [raw["loc"] for raw in raws if raw["type"] == "unexpected_keyword_argument"], kind, spans)
        found = {}
        for raw in raws:
            value = _meant(raw, data) if raw["loc"] in spans.values and isinstance(raw["input"], str) else None
            if value is not None:
                found[raw["loc"]] = (value, raw["type"] == "string_pattern_mismatch")
        refused = _refused(adapter, data, {path: value for path, (value, _) in found.items()})
        yield from (spans.values[path].corrected(path, *told) for path, told in found.items() if path not in refused)


def _curly(spans: Spans) -> Iterator[Correction]:
    """Quotation marks of Word around a whole value; what stands between them is what is read already."""
    for path, span in spans.values.items():
        if not span.style and (found := _CURLY.fullmatch(span.value)):
            yield Correction(path, span.line, span.start, span.end, f'"{found[1]}"', found[1])


def _schemes(spans: Spans) -> Iterator[Correction]:
    """https:// before a web address that is read so already."""
    for path, span in spans.values.items():
        meant = with_scheme(span.value) if path[-1:] in (("website",), ("informierbar_url",)) else span.value
        if meant != span.value:
            yield span.corrected(path, str(meant))


def _keys(data: Any, unknown: Sequence[tuple[str | int, ...]], kind: type, spans: Spans) -> Iterator[Correction]:
    found = [(path, target) for path in unknown if path in spans.keys and (target := _key(data, path, kind))]
    wanted = Counter((*path[:-1], target) for path, target in found)
    for path, target in found:
        if wanted[(*path[:-1], target)] == 1:
            yield spans.keys[path].corrected(path, target, of_key=True)


def _key(data: Any, path: tuple[str | int, ...], kind: type) -> str | None:
    """The known key that an unknown one must be; one that stands there already cannot be meant."""
    here = around(data, path)
    if shape.unknown_key(path, kind).code != "FO-04":
        return None
    return _spelled(str(path[-1]), [key for key in shape.fields(shape.type_at(kind, path[:-1])) if key not in here])


def _meant(raw: Any, data: Any) -> str | None:
    """The one value that can be meant, or None."""
    word, path = raw["input"].strip(), raw["loc"]
    match raw["type"]:
        case "wahrheit":
            return _TRUTH.get(word.casefold())
        case "datum":
            found = raw.get("ctx", {}).get("gemeint")
            return str(found) if found and word[-4:].isdigit() and "/" not in word else None
        case "vokabular":
            found, here = _of_vocabulary(raw["ctx"]["name"], word), around(data, path)
            return None if isinstance(here, list) and found in here else found
        case "string_pattern_mismatch" if path[-1] == "plz" and re.fullmatch("[1-9][0-9]{3}", word):
            return f"0{word}"
        case problem if problem in _NUMBERS and (found := _COMMA.fullmatch(word)):
            return f"{found[1]}.{found[2]}"
    return None


def _of_vocabulary(name: str, word: str) -> str | None:
    own = vocabulary(name)
    if any(word in other.werte and other.regel == own.regel != "FO-10" for other in vocabularies().values()):
        return None  # it belongs into another field
    plain = _plain(word)
    called = {key for key, wert in own.werte.items() if plain in map(_plain, (key, wert.label, *wert.synonyme))}
    return called.pop() if len(called) == 1 else None if called else _spelled(word, own.werte)


def _spelled(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is apart from case, umlauts, blanks and at most two slips; None if a second one is nearly as near."""
    plain = _plain(word)
    apart = sorted((OSA.distance(plain, _plain(other)), other) for other in known)
    limit = 2 if len(plain) >= 8 else 1 if len(plain) >= 4 else 0
    if not apart or apart[0][0] > limit or (len(apart) > 1 and apart[1][0] <= max(limit, apart[0][0] + 1)):
        return None
    return apart[0][1]


def _plain(word: str) -> str:
    return _SEPARATORS.sub("_", without_umlauts(word))


def _refused(adapter: TypeAdapter[Any], data: Any, values: Mapping[KeyPath, str]) -> set[KeyPath]:
    """Where something of shape would still be wrong with these values. ``data`` has them afterwards."""
    for path, value in values.items():
        around(data, path)[path[-1]] = value
    try:
        adapter.validate_python(data)
    except ValidationError as error:
        return {raw["loc"] for raw in error.errors(include_url=False)}
    return set()

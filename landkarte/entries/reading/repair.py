"""Where every key and value stands in a YAML text, and corrections that are certain → the same text with nothing else changed. Pure; what
is certain others say, and they read the text, too.

A correction replaces characters of one line. It is made only if the text can still be read afterwards and says what it said,
apart from the one key or value that was meant.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import count
from operator import attrgetter, getitem
from typing import Any, NamedTuple

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from landkarte.ground.diagnostics import KeyPath

_ROUNDS = 6
"""What stands below a misspelt key can be judged only when the key is right."""


class Correction(NamedTuple):
    """At ``path`` the characters from ``start`` to ``end`` become ``new``: its key, or else the value that it then has.

    ``line`` counts from 1, ``start`` and ``end`` from 0 at the beginning of the text.
    """

    path: KeyPath
    line: int
    start: int
    end: int
    new: str
    value: str
    """What a reader then finds there: the key, or the value without its quotation marks."""
    of_key: bool = False


class Repair(NamedTuple):
    """What was corrected in a line, for people."""

    line: int
    old: str
    new: str


class Span:
    """Where a key or value stands: its line from 1, its first character and the one after its last."""

    def __init__(self, event: Any) -> None:
        self.line: int = event.start_mark.line + 1
        self.start: int = event.start_mark.index
        self.end: int = event.end_mark.index
        self.one_line: bool = event.start_mark.line == event.end_mark.line
        self.style: str = event.style or ""
        self.value: str = event.value

    def corrected(self, path: KeyPath, value: str, quote: bool = False, *, of_key: bool = False) -> Correction:
        mark = self.style if self.style in ("'", '"') else '"' if quote else ""
        return Correction(path, self.line, self.start, self.end, f"{mark}{value}{mark}", value, of_key)


class Spans:
    """Where every key and every single value of a text stands; nothing that is there twice or reaches over more than one line.

    The text is one that ``tree.parse`` could read.
    """

    def __init__(self, text: str) -> None:
        self.keys: dict[KeyPath, Span] = {}
        self.values: dict[KeyPath, Span] = {}
        twice: set[KeyPath] = set()
        for path, event, value in walked(text, attrgetter("value")):
            if event is not value:
                if path in self.keys:
                    twice.add(path)
                self.keys[path] = Span(event)
            if type(value) is ScalarEvent:
                self.values[path] = Span(value)
        for known in (self.keys, self.values):
            for path, span in list(known.items()):
                here = text[span.start : span.end]
                spelled = here if not span.style else here[1:-1]
                if any(path[: len(one)] == one for one in twice) or not span.one_line or spelled != span.value:
                    del known[path]


def walked(text: str, called: Callable[[Any], str]) -> Iterator[tuple[KeyPath, Any, Any]]:
    """Every key and every item of a list: its path, the event of the library that begins it, and the one that begins its value.

    In the path a key is what it is ``called``.
    """
    events = yaml.parse(text, Loader=yaml.CBaseLoader)
    sections: list[tuple[KeyPath, Iterator[int] | None]] = []
    for event in events:
        path: KeyPath = ()
        value = event
        if type(event) in (MappingEndEvent, SequenceEndEvent):
            sections.pop()
            continue
        if sections:
            around, numbers = sections[-1]
            if numbers:
                path = (*around, next(numbers))
            elif type(event) is ScalarEvent:
                path, value = (*around, called(event)), next(events)
            else:
                return  # no entry has such a key
            yield path, event, value
        if type(value) in (MappingStartEvent, SequenceStartEvent):
            sections.append((path, count() if type(value) is SequenceStartEvent else None))


def rewritten(text: str, values: Mapping[KeyPath, str]) -> str:
    """``text`` with other single values at these paths and nothing else changed. What stands over several lines stays as it is."""
    places = Spans(text).values
    for path in sorted(values.keys() & places.keys(), key=lambda path: places[path].start, reverse=True):
        one = places[path].corrected(path, values[path])
        text = f"{text[: one.start]}{one.new}{text[one.end :]}"
    return text


Certain = Callable[[str], Iterable[Correction]]
Parsed = Callable[[str], Any]
"""The plain data of a text; None if it cannot be read."""


def repaired(text: str, certain: Certain, parsed: Parsed) -> tuple[str, list[Repair]]:
    """``text`` with everything corrected that is ``certain``, and what was, by line. Doing it twice changes nothing more."""
    done: list[Repair] = []
    for _ in range(_ROUNDS):
        places = {one.start: one for one in reversed(list(certain(text)))}  # the first at a place; what follows is found again
        # from the end, so that places further up stay where they are
        text, made = _made(text, [one for _, one in sorted(places.items(), reverse=True)], parsed)
        if not made:
            break
        done += made
    return text, sorted(done, key=lambda repair: repair.line)


def _made(text: str, wanted: list[Correction], parsed: Parsed) -> tuple[str, list[Repair]]:
    """The text with all corrections that change nothing else, and those. All are tried at once, for to read it after each would
    take the square of the time; where something else would change, each half by itself."""
    after, expected = text, parsed(text)
    if not wanted or expected is None:
        return text, []
    for one in wanted:
        after = f"{after[: one.start]}{one.new}{after[one.end :]}"
        _correct(expected, one)
    # spelled out, plain data are the same only with the keys in the same order
    if all("\n" not in text[one.start : one.end] for one in wanted) and repr(parsed(after)) == repr(expected):
        return after, [Repair(one.line, text[one.start : one.end], one.new) for one in wanted]
    if len(wanted) == 1:
        return text, []
    half = len(wanted) // 2
    text, last = _made(text, wanted[:half], parsed)
    text, first = _made(text, wanted[half:], parsed)
    return text, last + first


def _correct(data: Any, one: Correction) -> None:
    here, last = around(data, one.path), one.path[-1]
    if one.of_key:
        renamed = {one.value if key == last else key: value for key, value in here.items()}
        here.clear()
        here.update(renamed)
    else:
        here[last] = one.value


def around(data: Any, path: KeyPath) -> Any:
    """The section or list in which the value at ``path`` stands."""
    return reduce(getitem, path[:-1], data)

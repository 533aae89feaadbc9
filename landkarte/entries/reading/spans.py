"""YAML text → from where to where every key and every single value stands, for whoever corrects the text and not the data."""

from collections.abc import Mapping
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from landkarte.entries.reading.repair import Correction
from landkarte.ground.diagnostics import KeyPath


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
        self._twice: set[KeyPath] = set()
        self._events = yaml.parse(text, Loader=yaml.CBaseLoader)
        for _ in range(2):
            next(self._events)
        self._node(next(self._events), ())
        for known in (self.keys, self.values):
            for path, span in list(known.items()):
                here = text[span.start : span.end]
                spelled = here if not span.style else here[1:-1]
                if any(path[: len(twice)] == twice for twice in self._twice) or not span.one_line or spelled != span.value:
                    del known[path]

    def _node(self, event: Any, path: KeyPath) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self.values[path] = Span(event)
        elif kind is SequenceStartEvent:
            number = 0
            while type(event := next(self._events)) is not SequenceEndEvent:
                self._node(event, (*path, number))
                number += 1
        elif kind is MappingStartEvent:
            while type(event := next(self._events)) is not MappingEndEvent:
                here = (*path, event.value)
                if here in self.keys:
                    self._twice.add(here)
                self.keys[here] = Span(event)
                self._node(next(self._events), here)


def rewritten(text: str, values: Mapping[KeyPath, str]) -> str:
    """``text`` with other single values at these paths and nothing else changed. What stands over several lines stays as it is."""
    places = Spans(text).values
    for path in sorted(values.keys() & places.keys(), key=lambda path: places[path].start, reverse=True):
        one = places[path].corrected(path, values[path])
        text = f"{text[: one.start]}{one.new}{text[one.end :]}"
    return text

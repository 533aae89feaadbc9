"""YAML text → plain data and the place of every key. Besides ``writer`` and ``repair`` the only module that knows the YAML library.

Works on the event stream, so that size, depth, aliases and tags are refused before anything is built from them: the
library's own loaders falsify values (01067 becomes 567), let the second of two equal keys win and can be killed by a
file of a few hundred bytes.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from landkarte.entries.reading import damaged, misread
from landkarte.entries.reading.letters import MANY, Problem, damages, misleads, not_allowed, place
from landkarte.entries.reading.messages import TOO_MANY
from landkarte.entries.reading.repair import walked
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.standard import rules

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NO_KEY = "Ein Feldname muss ein einfaches Wort sein.", "Setzen Sie Werte, die mit [ oder { beginnen, in Anführungszeichen."
_BEFORE_CUT = re.compile(f"[ \t]+(?={misread.CUT.pattern})")


class _Unreadable(Exception):
    """Reading cannot go on after this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class Tree:
    """The plain data of one document: dict, list, str or None. ``data`` is None if it could not be read."""

    data: Any
    problems: list[Problem]


def parse(text: str) -> Tree:
    """Read one document. Never raises for any text; what is wrong stands in ``problems``."""
    if refused := list(islice(not_allowed(text), MANY)):
        return Tree(None, refused)
    reader = _Reader(text)
    try:
        return Tree(reader.document(), reader.problems)
    except _Unreadable as error:
        problem = error.problem
    except yaml.MarkedYAMLError as error:
        if left := list(islice(misread.left_over(text), MANY)):
            return Tree(None, [Problem(*place(text, at), "FO-01", *told) for at, told in left])
        problem = _cut_off(error, reader.problems) or _translated(error, text.split("\n"))
    except yaml.YAMLError:
        # ReaderError carries no place; what it refuses was looked for above, so this is rare.
        problem = Problem(1, 1, "FO-09", "Die Datei enthält ein Zeichen, das YAML nicht erlaubt.")
    return Tree(None, [*(one for one in reader.problems if (one.line, one.column) != (problem.line, problem.column)), problem])


def positions(text: str, paths: Iterable[KeyPath]) -> list[tuple[int, int]]:
    """Line and column, from 1, of each path, or of the nearest section around it when it is missing, as far as the text can be read."""
    asked = [[path[:end] for end in range(len(path), 0, -1)] for path in paths]
    wanted, found = set(chain.from_iterable(asked)), dict[KeyPath, tuple[int, int]]()
    key = _Reader("").node
    with suppress(yaml.YAMLError):
        for path, event, _ in walked(text, lambda event: key(event, 0) or ""):
            if path in wanted:
                found.setdefault(path, (event.start_mark.line + 1, event.start_mark.column + 1))
    return [next((found[part] for part in parts if part in found), (1, 1)) for parts in asked]


class _Reader:
    """Builds the data from events, in plain loops, for it does so once per entry."""

    def __init__(self, text: str) -> None:
        self.next_event = yaml.CBaseLoader(text).get_event
        self.text = text
        self.escapes = "\\" in text
        self.damaged = damaged.ANY.search(text) is not None
        self.cuts = misread.CUT.search(text) is not None
        limits = rules()["FO-01"].werte
        self.max_nodes: int = limits["knoten_hoechstens"]
        self.max_depth: int = limits["tiefe_hoechstens"]
        self.nodes = 0
        self.problems: list[Problem] = []

    def document(self) -> dict[str, Any]:
        self.next_event()
        if type(self.next_event()) is StreamEndEvent:
            raise _Unreadable(Problem(1, 1, "FO-01", "Die Datei ist leer."))
        data = self.node(self.next_event(), 1)
        self.next_event()
        after = self.next_event()
        if type(after) is not StreamEndEvent:
            raise _unreadable(after, "Hier beginnt ein zweites Dokument (---).", "Legen Sie für jeden Eintrag eine eigene Datei an.")
        if not isinstance(data, dict):
            raise _Unreadable(Problem(1, 1, "FO-01", "Die Datei besteht nicht aus Zeilen der Form „feld: wert“."))
        return data

    def node(self, event: Any, depth: int) -> Any:
        self.nodes += 1
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _forbidden(event)
        if self.nodes > self.max_nodes:
            raise _unreadable(event, TOO_MANY.text.format(hoechstens=self.max_nodes), TOO_MANY.hint)
        if kind is ScalarEvent:
            value: str = event.value
            if self.escapes and misleads(value):
                self.problems.append(_at(event, "FO-09", "Der Wert enthält als \\-Folge ein unlesbares oder irreführendes Zeichen."))
            if self.damaged:
                self.problems += damages(value, self.text, event.start_mark.index)
            if event.style:
                return value
            if self.cuts and (cut := _BEFORE_CUT.match(self.text, event.end_mark.index)):
                message, hint = misread.CUT_TOLD
                self.problems.append(Problem(*place(self.text, cut.end()), "FO-13", message.format(wert=quoted(value)), hint))
            if value[:1] in misread.CURLY and misread.IN_CURLY.fullmatch(value):
                self.problems.append(_at(event, "FO-01", *misread.CURLY_TOLD))
                return value.strip(misread.CURLY + "\"'")
            return None if value in NULLS else value
        if depth > self.max_depth:
            raise _unreadable(event, f"Die Verschachtelung ist tiefer als {self.max_depth} Ebenen.", "Prüfen Sie Einrückung und Klammern.")
        return self.mapping(depth) if kind is MappingStartEvent else self.sequence(depth)

    def mapping(self, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        next_event = self.next_event
        while type(event := next_event()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                raise _forbidden(event) if type(event) is AliasEvent else _unreadable(event, *_NO_KEY)
            key = self.node(event, depth) or ""
            if key in data:
                self.problems.append(
                    _at(event, "FO-01", f"Das Feld {quoted(key)} steht hier zum zweiten Mal.", "Behalten Sie nur einen der beiden.")
                )
            data[key] = self.node(next_event(), depth + 1)
        return data

    def sequence(self, depth: int) -> list[Any]:
        data: list[Any] = []
        while type(event := self.next_event()) is not SequenceEndEvent:
            data.append(self.node(event, depth + 1))
        return data


def _at(event: Any, code: str, message: str, hint: str = "") -> Problem:
    return Problem(event.start_mark.line + 1, event.start_mark.column + 1, code, message, hint)


def _unreadable(event: Any, message: str, hint: str) -> _Unreadable:
    return _Unreadable(_at(event, "FO-01", message, hint))


def _forbidden(event: Any) -> _Unreadable:
    if type(event) is AliasEvent or event.anchor is not None:
        return _unreadable(
            event,
            "Ein Wert darf nicht mit & oder * beginnen.",
            "Schreiben Sie den Wert aus; beginnt ein Text mit & oder *, setzen Sie ihn in Anführungszeichen.",
        )
    return _unreadable(
        event,
        "Ein Wert darf nicht mit ! beginnen.",
        "Löschen Sie das Wort, das mit ! beginnt, oder setzen Sie den Text in Anführungszeichen.",
    )


def _cut_off(error: yaml.MarkedYAMLError, problems: list[Problem]) -> Problem | None:
    """The value within brackets that was cut, so that they are not closed."""
    begins = error.context_mark.line if error.context_mark and "expected ',' or" in (error.problem or "") else None
    within = [one for one in problems if begins is not None and one.hint == misread.CUT_TOLD[1] and one.line > begins]
    return replace(within[-1], code="FO-01") if within else None


def _translated(error: yaml.MarkedYAMLError, lines: list[str]) -> Problem:
    said = f"{error.context or ''} {error.problem or ''}"
    # what is not closed or has no colon is only noticed further down; it begins at the context
    began = any(part in said for part in ("unexpected end of stream", "expected ':'", "expected ',' or"))
    mark = (began and error.context_mark) or error.problem_mark or error.context_mark
    line, column = (min(mark.line + 1, len(lines)), mark.column + 1) if mark else (1, 1)
    return Problem(*misread.explained(said, line, column, lines))

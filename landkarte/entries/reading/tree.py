"""YAML text → plain data and the place of every key. Besides ``writer`` and ``spans`` the only module that knows the YAML library.

Works on the event stream, so that size, depth, aliases and tags are refused before anything is built from them: the
library's own loaders falsify values (01067 becomes 567), let the second of two equal keys win and can be killed by a
file of a few hundred bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from landkarte.entries.reading import misread
from landkarte.entries.reading.messages import (
    INVISIBLE,
    INVISIBLE_SIGNS,
    LONE_SIGNS,
    MISLEADING,
    MISLEADING_SIGNS,
    OTHER_LETTERS,
    STACKED_SIGNS,
    TOO_MANY,
)
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.standard import rules

MANY = 20
"""A file in another encoding consists of invisible characters; nobody reads more findings than this."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# The form looks for the same signs: templates/static/js/eintragen/werte.js.
_MISLEADING = re.compile(MISLEADING_SIGNS)
_UNUSUAL = re.compile(f"[{LONE_SIGNS}{STACKED_SIGNS}{OTHER_LETTERS}]")
_INVISIBLE = re.compile(INVISIBLE_SIGNS)

# What Word makes of a blank, where a blank indents or follows a field's name; in a text it stays.
_FIXED_BLANK = re.compile(r"^[ -]*([\u00a0\u2007\u202f])|^[ -]*[a-z_]+:([\u00a0\u2007\u202f])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the text itself; line and column count from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


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
    return _parse(text, None)


def positions(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Line and column, from 1, of every key and list item, as far as the text can be read."""
    found: dict[KeyPath, tuple[int, int]] = {}
    _parse(text, found)
    return found


def _parse(text: str, places: dict[KeyPath, tuple[int, int]] | None) -> Tree:
    invisible = list(islice(_invisible(text), MANY))
    if invisible:
        return Tree(None, invisible)
    reader = _Reader(text, places)
    try:
        return Tree(reader.document(), reader.problems)
    except _Unreadable as error:
        problem = error.problem
    except yaml.MarkedYAMLError as error:
        problem = _translated(error, text.split("\n"))
    except yaml.YAMLError:
        # ReaderError carries no place; what it refuses was looked for above, so this is rare.
        problem = Problem(1, 1, "FO-09", "Die Datei enthält ein Zeichen, das YAML nicht erlaubt.")
    return Tree(None, list(dict.fromkeys((*reader.problems, problem))))


class _Reader:
    """Builds the data from events. Runs once per entry of the directory, hence the plain loops; places are kept on demand."""

    def __init__(self, text: str, places: dict[KeyPath, tuple[int, int]] | None) -> None:
        self.next_event = yaml.CBaseLoader(text).get_event
        self.escapes = "\\" in text
        limits = rules()["FO-01"].werte
        self.max_nodes: int = limits["knoten_hoechstens"]
        self.max_depth: int = limits["tiefe_hoechstens"]
        self.nodes = 0
        self.places = places
        self.problems: list[Problem] = []

    def document(self) -> dict[str, Any]:
        self.next_event()
        if type(self.next_event()) is StreamEndEvent:
            raise _Unreadable(Problem(1, 1, "FO-01", "Die Datei ist leer."))
        data = self.node(self.next_event(), (), 1)
        self.next_event()
        after = self.next_event()
        if type(after) is not StreamEndEvent:
            raise _unreadable(after, "Hier beginnt ein zweites Dokument (---).", "Legen Sie für jeden Eintrag eine eigene Datei an.")
        if not isinstance(data, dict):
            raise _Unreadable(Problem(1, 1, "FO-01", "Die Datei besteht nicht aus Zeilen der Form „feld: wert“."))
        return data

    def node(self, event: Any, path: KeyPath, depth: int) -> Any:
        self.nodes += 1
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _forbidden(event)
        if self.nodes > self.max_nodes:
            raise _unreadable(event, TOO_MANY.text.format(hoechstens=self.max_nodes), TOO_MANY.hint)
        if kind is ScalarEvent:
            value: str = event.value
            if self.escapes and (_INVISIBLE.search(value) or _MISLEADING.search(value)):
                self.problems.append(_at(event, "FO-09", "Der Wert enthält als \\-Folge ein unsichtbares oder irreführendes Zeichen."))
            if event.style:
                return value
            if value[:1] in misread.CURLY and misread.IN_CURLY.fullmatch(value):
                self.problems.append(_at(event, "FO-01", *misread.CURLY_TOLD))
                return value.strip(misread.CURLY + "\"'")
            return None if value in NULLS else value
        if depth > self.max_depth:
            raise _unreadable(event, f"Die Verschachtelung ist tiefer als {self.max_depth} Ebenen.", "Prüfen Sie Einrückung und Klammern.")
        return self.mapping(path, depth) if kind is MappingStartEvent else self.sequence(path, depth)

    def mapping(self, path: KeyPath, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        next_event = self.next_event
        while type(event := next_event()) is not MappingEndEvent:
            key = self.node(event, path, depth) if type(event) is ScalarEvent else self.no_key(event)
            key = "" if key is None else key
            if key in data:
                self.problems.append(
                    _at(event, "FO-01", f"Das Feld {quoted(key)} steht hier zum zweiten Mal.", "Behalten Sie nur einen der beiden.")
                )
            here = self.place(event, path, key) if self.places is not None else path
            data[key] = self.node(next_event(), here, depth + 1)
        return data

    def no_key(self, event: Any) -> str:
        if type(event) is AliasEvent:
            raise _forbidden(event)
        raise _unreadable(
            event, "Ein Feldname muss ein einfaches Wort sein.", "Setzen Sie Werte, die mit [ oder { beginnen, in Anführungszeichen."
        )

    def sequence(self, path: KeyPath, depth: int) -> list[Any]:
        data: list[Any] = []
        while type(event := self.next_event()) is not SequenceEndEvent:
            here = self.place(event, path, len(data)) if self.places is not None else path
            data.append(self.node(event, here, depth + 1))
        return data

    def place(self, event: Any, path: KeyPath, part: str | int) -> KeyPath:
        assert self.places is not None
        here = (*path, part)
        self.places.setdefault(here, (event.start_mark.line + 1, event.start_mark.column + 1))
        return here


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


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _invisible(text: str) -> Iterator[Problem]:
    # Nearly every file has neither, which is far quicker to see.
    if text.replace("\n", "").isprintable() and not _UNUSUAL.search(text):
        return
    for match in _MISLEADING.finditer(text):
        yield Problem(*_place(text, match.start()), MISLEADING.code, MISLEADING.text.format(wert=quoted(match.group(), 12)))
    for match in _FIXED_BLANK.finditer(text):
        message = "Vor oder nach dem Feldnamen steht ein geschütztes Leerzeichen, wie Word es setzt."
        yield Problem(*_place(text, match.end() - 1), "FO-09", message, "Löschen Sie die Leerzeichen dort und tippen Sie sie neu.")
    for match in _INVISIBLE.finditer(text):
        yield Problem(*_place(text, match.start()), INVISIBLE.code, INVISIBLE.text.format(zeichen=f"U+{ord(match.group()):04X}"))


def _translated(error: yaml.MarkedYAMLError, lines: list[str]) -> Problem:
    said = f"{error.context or ''} {error.problem or ''}"
    # what is not closed or has no colon is only noticed further down; it begins at the context
    began = any(part in said for part in ("unexpected end of stream", "expected ':'", "expected ',' or"))
    mark = (began and error.context_mark) or error.problem_mark or error.context_mark
    line, column = (min(mark.line + 1, len(lines)), mark.column + 1) if mark else (1, 1)
    return Problem(*misread.explained(said, line, column, lines))

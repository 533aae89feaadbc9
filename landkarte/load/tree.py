"""YAML text → plain data and the place of every key. The only module that knows the YAML library.

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

from landkarte.diagnostics import KeyPath, quoted
from landkarte.standard import rules

MANY = 20
"""A file in another encoding consists of invisible characters; nobody reads more findings than this."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

# The parser's own words, by the part of its message that identifies them.
_GERMAN = (
    (
        "cannot start any token",
        "Hier steht ein Zeichen, das YAML so nicht erlaubt (oft ein Tabulator, @ oder `).",
        "Rücken Sie mit Leerzeichen ein und setzen Sie den Wert in Anführungszeichen.",
    ),
    (
        "mapping values are not allowed",
        "Hier steht ein Doppelpunkt an einer Stelle, an der kein Schlüssel stehen kann.",
        "Setzen Sie den ganzen Wert in Anführungszeichen, oder prüfen Sie die Einrückung und den Doppelpunkt der Zeile davor.",
    ),
    (
        "did not find expected key",
        "Die Einrückung passt nicht zu den Zeilen darüber, oder nach einem schließenden Anführungszeichen folgt noch Text.",
        "Alle Schlüssel eines Abschnitts beginnen in derselben Spalte; Anführungszeichen umschließen den ganzen Wert.",
    ),
    (
        "did not find expected '-' indicator",
        "Die Liste ist nicht gleichmäßig eingerückt.",
        "Alle Striche einer Liste stehen untereinander.",
    ),
    (
        "could not find expected ':'",
        "Nach dem Schlüssel fehlt der Doppelpunkt.",
        "Schreiben Sie „schluessel: wert“; längere Texte beginnen mit | und sind eingerückt.",
    ),
    (
        "found unexpected end of stream",
        "Ein Anführungszeichen oder eine Klammer wird nicht geschlossen.",
        "Schließen Sie es am Ende des Wertes.",
    ),
    (
        "did not find expected ',' or",
        "In der Klammer, die hier beginnt, fehlt ein Komma, oder sie wird nicht geschlossen.",
        "Trennen Sie die Werte durch Kommas und schließen Sie die Klammer.",
    ),
    ("found a tab character", "Hier steht ein Tabulator.", "Rücken Sie mit Leerzeichen ein, je Ebene zwei."),
    (
        "block sequence entries are not allowed",
        "Hier kann keine Liste beginnen.",
        "Die Liste beginnt in der Zeile nach dem Schlüssel, eingerückt.",
    ),
    (
        "found unknown escape character",
        "Der umgekehrte Schrägstrich ist in doppelten Anführungszeichen ein Sonderzeichen.",
        "Verwenden Sie einfache Anführungszeichen.",
    ),
    ("found incompatible YAML document", "Diese YAML-Fassung ist nicht vorgesehen.", "Löschen Sie die Zeile, die mit % beginnt."),
)


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
        problem = _translated(error, text.count("\n") + 1)
    except yaml.YAMLError:
        # ReaderError carries no place; what it refuses was looked for above, so this is rare.
        problem = Problem(1, 1, "FO-09", "Die Datei enthält ein Zeichen, das YAML nicht erlaubt.")
    return Tree(None, [*reader.problems, problem])


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
            raise _Unreadable(Problem(1, 1, "FO-01", "Die Datei besteht nicht aus „schluessel: wert“-Zeilen."))
        return data

    def node(self, event: Any, path: KeyPath, depth: int) -> Any:
        self.nodes += 1
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _forbidden(event)
        if self.nodes > self.max_nodes:
            raise _unreadable(event, f"Die Datei hat mehr als {self.max_nodes} Schlüssel und Werte.", "Kürzen Sie Listen und Texte.")
        if kind is ScalarEvent:
            value: str = event.value
            if self.escapes and _INVISIBLE.search(value):
                self.problems.append(_at(event, "FO-09", "Der Wert enthält als \\-Folge ein unsichtbares Zeichen."))
            return None if value in NULLS and not event.style else value
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
                    _at(event, "FO-01", f"Der Schlüssel {quoted(key)} steht hier zum zweiten Mal.", "Behalten Sie nur einen der beiden.")
                )
            here = self.place(event, path, key) if self.places is not None else path
            data[key] = self.node(next_event(), here, depth + 1)
        return data

    def no_key(self, event: Any) -> str:
        if type(event) is AliasEvent:
            raise _forbidden(event)
        raise _unreadable(
            event, "Ein Schlüssel muss ein einfaches Wort sein.", "Setzen Sie Werte, die mit [ oder { beginnen, in Anführungszeichen."
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
            "Anker (&) und Verweise (*) sind nicht vorgesehen.",
            "Schreiben Sie den Wert aus; beginnt ein Text mit & oder *, setzen Sie ihn in Anführungszeichen.",
        )
    return _unreadable(
        event,
        f"Die Typangabe {quoted(event.tag)} ist nicht vorgesehen.",
        "Löschen Sie das Wort, das mit ! beginnt, oder setzen Sie den Text in Anführungszeichen.",
    )


def _invisible(text: str) -> Iterator[Problem]:
    # True for nearly every file, and far quicker to see; of the characters sought only the last counts as printable.
    if text.replace("\n", "").isprintable() and "\ufffc" not in text:
        return
    for match in _INVISIBLE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        yield Problem(line, column, "FO-09", f"Hier steht das unsichtbare Zeichen U+{ord(match.group()):04X}.")


def _translated(error: yaml.MarkedYAMLError, last_line: int) -> Problem:
    said = f"{error.context or ''} {error.problem or ''}"
    # what is not closed or has no colon is only noticed further down; it begins at the context
    began = any(part in said for part in ("unexpected end of stream", "expected ':'", "expected ',' or"))
    mark = (began and error.context_mark) or error.problem_mark or error.context_mark
    line, column = (min(mark.line + 1, last_line), mark.column + 1) if mark else (1, 1)
    for part, message, hint in _GERMAN:
        if part in said:
            return Problem(line, column, "FO-01", message, hint)
    return Problem(
        line,
        column,
        "FO-01",
        "Ab hier ist die Datei kein gültiges YAML.",
        "Prüfen Sie diese und die vorige Zeile auf Einrückung, Doppelpunkte und Anführungszeichen.",
    )

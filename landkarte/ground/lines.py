"""A table beside the entries as its lines: those that are not changed keep their text, with all remarks between them. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from landkarte.ground.diagnostics import Diagnostic, placed, quoted
from landkarte.standard import Regel

_LONGEST = 200
"""Letters of a message that tells the columns."""
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_COMMAS = "Excel trennt mit „;“ und kann es nicht anders. Nehmen Sie die frühere Fassung, und ändern Sie sie in einem Texteditor."


class Keyed(Protocol):
    """What a line says. No two lines may have the same key; by it they are sorted."""

    @property
    def key(self) -> tuple[str, ...]:
        """What the line is about."""


R = TypeVar("R", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Line(Generic[R]):
    """A line of the file: its number from 1 and its text; ``row`` is None for remarks, the header and what cannot be read."""

    number: int
    text: str
    row: R | None = None

    @property
    def is_remark(self) -> bool:
        """Whether the line is empty or begins with #."""
        return not self.text.strip() or self.text.startswith("#")


def parse(text: str, header: str, read: Callable[[str], R | str], file: str, rule: Regel) -> tuple[tuple[Line[R], ...], list[Diagnostic]]:
    """The lines of the table in ``file`` and what is wrong with them, by ``rule``. An empty text has no lines and no findings.

    ``header`` is the first line that is no remark, its columns parted by "," or ";"; ``read`` makes a row of a line, or says why not.
    """
    lines: tuple[Line[R], ...] = ()
    if text.strip():
        lines = tuple(Line(number, line) for number, line in enumerate(text.rstrip("\n").split("\n"), start=1))
    content = [line for line in lines if not line.is_remark]
    problem = _wrong_header(content[0].text if content else "", header) if lines else ""
    if problem:
        hint = _NO_COMMAS if ";" in problem and ";" not in header else f"Die erste Zeile ohne # heißt: {header}"
        return lines, [placed(file, content[0].number if content else 1, 1, rule, problem, hint)]
    rows: dict[int, R] = {}
    seen: dict[tuple[str, ...], int] = {}
    findings = []
    for line in content[1:]:
        row = read(line.text)
        if not isinstance(row, str) and row.key in seen:
            row = f"{', '.join(row.key)} steht schon in Zeile {seen[row.key]}; nur jene zählt."
        if isinstance(row, str):
            findings.append(placed(file, line.number, 1, rule, row))
        else:
            rows[line.number] = row
            seen[row.key] = line.number
    return tuple(replace(line, row=rows.get(line.number)) for line in lines), findings


def dump(lines: tuple[Line[R], ...], header: str) -> str:
    """The text of the table; one without lines begins with its header."""
    return "\n".join([line.text for line in lines] or [header]) + "\n"


def inserted(lines: tuple[Line[R], ...], new: Line[R], header: str) -> tuple[Line[R], ...]:
    """The lines with ``new``, which has a row, where the order of keys wants it."""
    assert new.row is not None
    lines = lines or (Line(0, header),)
    at = next((index for index, line in enumerate(lines) if line.row and line.row.key > new.row.key), len(lines))
    while lines[at - 1].is_remark:  # a remark stays with the line below it
        at -= 1
    return (*lines[:at], new, *lines[at:])


def is_day(text: str) -> bool:
    """Whether ``text`` is a day of the calendar, spelled JJJJ-MM-TT."""
    try:
        return bool(_ISO.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _wrong_header(text: str, header: str) -> str:
    if text == header:
        return ""
    if not text:
        return "Die Zeile mit den Namen der Spalten fehlt; keine Zeile wird gelesen."
    separator = ";" if ";" in header else ","
    if separator == "," and ";" in text and "," not in text:
        return "Zwischen den Spalten steht „;“, wie Excel es schreibt; keine Zeile wird gelesen."
    columns, names = header.split(separator), text.split(separator)
    unknown = ", ".join(quoted(name) for name in names if name not in columns)
    missing = ", ".join(quoted(name) for name in columns if name not in names)
    parts = [f"unbekannt: {unknown[:_LONGEST]}"] * bool(unknown) + [f"es fehlt: {missing}"] * bool(missing)
    return f"Die Spalten sind nicht die erwarteten ({'; '.join(parts) or 'andere Reihenfolge'}); keine Zeile wird gelesen."

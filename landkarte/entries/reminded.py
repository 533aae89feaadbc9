"""coaches/erinnert.csv: on which days somebody was reminded of an entry, a line each. Text ↔ lines; no file is opened here.

The table says an id and a day, and nothing about a person. Whoever was asked twice and does not answer is published no longer.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from landkarte.entries.model import Eintrag
from landkarte.entries.model.werte import is_id
from landkarte.ground.diagnostics import Diagnostic, quoted
from landkarte.ground.lines import Line, inserted, is_day
from landkarte.ground.lines import dump as dumped
from landkarte.ground.lines import parse as parsed
from landkarte.standard import rules
from landkarte.standard.days import months_later

FILE = "coaches/erinnert.csv"
HEADER = "id;tag"


class Reminded(NamedTuple):
    """A reminder: of which entry, and when."""

    id: str
    tag: date

    @property
    def key(self) -> tuple[str, str]:
        """What the sort order goes by, and no two have in common."""
        return self.id, self.tag.isoformat()


Lines = tuple[Line[Reminded], ...]


def parse(text: str, today: date) -> tuple[Lines, list[Diagnostic]]:
    """The lines of the file and what is wrong with them (rule A-06). An empty text has no lines and no findings."""
    return parsed(text, HEADER, lambda line: _row(line, today), FILE, rules()["A-06"])


def put(lines: Lines, id_: str, day: date) -> Lines:
    """The lines with one more, where the order of ids and days wants it."""
    row = Reminded(id_, day)
    known = any(line.row == row for line in lines)
    return lines if known else inserted(lines, Line(0, ";".join(row.key), row), HEADER)


dump = partial(dumped, header=HEADER)
"""The text of the file."""


def renamed(lines: Lines, old: str, new: str) -> Lines:
    """The lines with those about the entry ``old`` as lines about ``new``."""
    kept = tuple(line for line in lines if not (line.row and line.row.id == old))
    for line in lines:
        kept = put(kept, new, line.row.tag) if line.row and line.row.id == old else kept
    return kept


def days_of(lines: Lines) -> dict[str, tuple[date, ...]]:
    """By id on which days somebody was reminded of the entry, in their order."""
    days: dict[str, tuple[date, ...]] = {}
    for row in sorted(line.row for line in lines if line.row):
        days[row.id] = (*days.get(row.id, ()), row.tag)
    return days


def is_due(last: date, day: date) -> bool:
    """Whether a reminder of ``day`` names what holds until ``last``: it is over, or soon."""
    return last - day < timedelta(rules()["A-05"].werte["tage"])


def review_until(entry: Eintrag) -> date:
    """The last day before an entry is due to be looked through."""
    return months_later(entry.stand, rules()["A-01"].werte["warnung_monate"]) - timedelta(1)


def published_until(entry: Eintrag, reminded: Iterable[date]) -> date | None:
    """The last day on which an entry that nobody looks through is still published; None before the second reminder of that."""
    needed = rules()["A-05"].werte
    told = [day for day in reminded if is_due(review_until(entry), day)][: needed["mindestens"]]
    if len(told) < needed["mindestens"]:
        return None
    return max(months_later(entry.stand, needed["monate"]), told[-1] + timedelta(needed["tage"])) - timedelta(1)


def _row(text: str, today: date) -> Reminded | str:
    """The row of a line, or what is wrong with it."""
    id_, _, tag = text.partition(";")
    if not is_id(id_) or not is_day(tag):
        return f"Die Zeile {quoted(text)} ist nicht eine Kennung, ein Semikolon und ein Tag der Form JJJJ-MM-TT."
    day = date.fromisoformat(tag)
    return f"Der Tag {day} liegt in der Zukunft." if day > today else Reminded(id_, day)

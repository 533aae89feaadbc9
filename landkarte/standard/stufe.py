"""What is said of a coach's Stufe: shared by the grading, the pages and the exports. Nobody enters it and nobody inherits it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from landkarte.standard import Kriterium, StufenKey, stufen

State = Literal["fulfilled", "not_fulfilled", "not_listed", "not_proven", "unknown"]


class Criterion(NamedTuple):
    """One reason of a Stufe: what is asked, how it stands, since when and by whose word."""

    asked: Kriterium
    state: State
    detail: str = ""
    """What the state rests on, in words: the course, the proof, what has changed."""
    since: date | None = None
    source: str = ""
    """Whose statement it is."""

    @property
    def state_label(self) -> str:
        """The words a reader sees for the state."""
        return stufen().zustaende[self.state]


class Grade(NamedTuple):
    """The Stufe of one coach on one day; ``stufe`` is None where nothing can be said."""

    stufe: StufenKey | None
    seit: date | None
    wording: str
    criteria: tuple[Criterion, ...]
    """Everything that was looked at, in the order of the standard."""
    next: StufenKey | None
    missing: tuple[Criterion, ...]
    """What keeps the coach from ``next``."""

    @property
    def titel(self) -> str:
        """The title of the Stufe, which names an act; empty without a Stufe."""
        return stufen().stufen[self.stufe].titel if self.stufe else ""


def counts(grades: Iterable[Grade]) -> dict[StufenKey, int]:
    """How many coaches stand where, in the order of the standard: all that a provider shows."""
    found = Counter(grade.stufe for grade in grades)
    return {key: found[key] for key in stufen().stufen if found[key]}

"""What a rule may look at besides its entry, and what it hands back."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from landkarte.diagnostics import KeyPath
from landkarte.model import Anbieter, Eintrag
from landkarte.standard import Level


@dataclass(frozen=True, slots=True)
class Found:
    """Where in the entry, what is wrong, and level or hint where the rule knows better than the standard's defaults."""

    path: KeyPath
    message: str
    hint: str = ""
    level: Level | None = None


@dataclass(frozen=True)
class World:
    """All entries with the file each stands in, the ids of all files (readable or not), and the days on which to judge."""

    entries: tuple[tuple[str, Eintrag], ...]
    ids: frozenset[str]
    today: date
    example_day: date

    def day_for(self, entry: Eintrag) -> date:
        """Demonstration entries are judged on a fixed day, so that they do not grow stale."""
        return self.example_day if entry.beispiel else self.today

    @cached_property
    def by_id(self) -> dict[str, Eintrag]:
        """Entry by id."""
        return {entry.id: entry for _, entry in self.entries}

    @cached_property
    def id_count(self) -> Counter[str]:
        """How many files carry an id."""
        return Counter(entry.id for _, entry in self.entries)

    @cached_property
    def named_by(self) -> dict[str, list[str]]:
        """Coach id → ids of the providers that name her."""
        return _grouped((coach, entry.id) for _, entry in self.entries if isinstance(entry, Anbieter) for coach in entry.jobcoaches)

    @cached_property
    def alike(self) -> dict[str, list[str]]:
        """A mark that two providers should not share (see ``consistency.marks``) → their ids."""
        from landkarte.check.consistency import marks

        return _grouped((mark, entry.id) for _, entry in self.entries for _, mark in marks(entry))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: sorted(set(values)) for key, values in groups.items()}

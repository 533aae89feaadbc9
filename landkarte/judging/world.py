"""What a rule may look at besides its entry, and what it hands back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from landkarte.entries.digest import Change
from landkarte.entries.model import Anbieter, Angebot, Eintrag, Leistungserbringer, Pruefvermerk
from landkarte.ground.diagnostics import KeyPath
from landkarte.ground.text import grouped
from landkarte.judging.alike import Alike
from landkarte.standard import Level, Regel


class Found(NamedTuple):
    """Where in the entry, what is wrong, and level or hint where the rule knows better than the standard's defaults."""

    path: KeyPath
    message: str
    hint: str = ""
    level: Level | None = None


Reaches = Callable[[Leistungserbringer, str, float], bool]
"""Whether a provider lies in or serves the territory of an Amt, give or take some kilometres. In doubt, yes."""


@dataclass(frozen=True)
class World:
    """All entries with the file each stands in, the ids of all files (readable or not), the days on which to judge.

    ``vermerke`` are the Prüfvermerke by the id of the entry they are about.
    """

    entries: tuple[tuple[str, Eintrag], ...]
    ids: frozenset[str]
    today: date
    example_day: date
    vermerke: Mapping[str, Pruefvermerk] = field(default_factory=dict)
    reaches: Reaches = lambda entry, amt, slack_km: True
    """What the places know of an Amt's territory; handed in, because rules know no places."""
    changed: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """By id: what no longer stands in the entry as its Prüfvermerk saw it."""
    withdrawn: Mapping[str, date] = field(default_factory=dict)
    """The ids of entries that were withdrawn, and since when."""
    reminded: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    """By id on which days somebody was reminded of an entry."""

    def day_for(self, entry: Eintrag) -> date:
        """Demonstration entries are judged on a fixed day, so that they do not grow stale."""
        return self.example_day if entry.beispiel else self.today

    def called(self, id_: str, kind: type[Eintrag]) -> Eintrag | None:
        """The entry with this id; of an Anbieter and a Person who both have it, the one that is meant."""
        found = self.by_id.get(id_, ())
        return next((entry for entry in found if isinstance(entry, kind)), found[0] if found else None)

    @cached_property
    def by_id(self) -> dict[str, list[Eintrag]]:
        """The entries with each id: one, unless it is given twice."""
        return grouped((entry.id, entry) for _, entry in self.entries)

    @cached_property
    def formerly(self) -> dict[str, list[str]]:
        """Former id → ids of the entries that claim it."""
        return _ids((old, entry.id) for _, entry in self.entries for old in entry.fruehere_ids)

    @cached_property
    def named_by(self) -> dict[str, list[str]]:
        """Coach id → ids of the providers that name her."""
        return _ids((coach, entry.id) for _, entry in self.entries if isinstance(entry, Anbieter) for coach in entry.jobcoaches)

    @cached_property
    def alike(self) -> Alike:
        """All entries by what two of them should not share."""
        return Alike(entry for _, entry in self.entries)


def _ids(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    return {key: sorted(set(values)) for key, values in grouped(pairs).items()}


Rule = Callable[[Eintrag, World, Regel], Iterable[Found]]
"""Judges one entry by the version of the rule that is in force on the entry's day."""

OfferRule = Callable[[Angebot, Leistungserbringer, World, Regel], Iterable[Found]]
"""Judges one Angebot; paths are relative to it."""

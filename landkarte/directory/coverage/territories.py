"""Who has a Standort in a Land or in the territory of an Amt, and who serves it from elsewhere."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import dist, inf
from statistics import fmean
from typing import NamedTuple

from landkarte.directory import Directory
from landkarte.ground.text import grouped
from landkarte.places.distance import Vector, vector
from landkarte.places.reach import Reason, area_served, centres
from landkarte.places.tables import kreise_of_amt, kreise_of_land, land_of_amt
from landkarte.standard import vocabulary


class Territory(NamedTuple):
    """Who has a Standort in a Land or in the territory of an Amt, by name, and who serves it from elsewhere, nearest first; numbers."""

    here: list[int]
    also: list[tuple[int, Reason]]

    @property
    def all(self) -> list[int]:
        """Both together."""
        return [*self.here, *(number for number, _ in self.also)]


class Territories:
    """The Länder, by kuerzel, and the territories of the Ämter, by key. Most of these are a whole Land."""

    def __init__(self, directory: Directory) -> None:
        self._providers = directory.providers

    def land(self, kuerzel: str) -> Territory:
        """Who is there for a Land."""
        return self._territory({kuerzel}, self.served[kuerzel], kreise_of_land(kuerzel))

    def amt(self, key: str) -> Territory:
        """Who is there for the territory of an Amt. A Standort whose Kreis is not known lies there if its whole Land does."""
        whole = land_of_amt(key)
        return self.land(whole) if whole else self._territory({*kreise_of_amt(key)}, self.served[key], kreise_of_amt(key))

    @cached_property
    def served(self) -> dict[str, dict[int, Reason]]:
        """By Land and by Amt: who serves a Kreis of it, and how much of it."""
        found: dict[str, dict[int, Reason]] = {land: {} for land in vocabulary("bundeslaender").werte}
        for number, listing in enumerate(self._providers):
            for land, reason in listing.laender.items():
                found[land][number] = reason
        for amt in vocabulary("aemter").werte:
            whole = land_of_amt(amt)
            reasons = enumerate(area_served(listing.bases, listing.kreise, kreise_of_amt(amt)) for listing in self._providers)
            found[amt] = found[whole] if whole else {number: reason for number, reason in reasons if reason}
        return found

    def _territory(self, area: set[str], served: Mapping[int, Reason], own: Iterable[str]) -> Territory:
        """``area`` are keys of Länder or Kreise, ``own`` the Kreise in it; ``served`` are the numbers of those who serve it."""
        here = {number for key in area for number in self._standorte.get(key, ())}
        places = [centres()[ags] for ags in own]
        centre = tuple(fmean(axis) for axis in zip(*places, strict=True))
        # whatever is named as Einzugsgebiet, it brings nobody further up
        away = {number: min((dist(point, centre) for point in self._points[number]), default=inf) for number in served.keys() - here}
        return Territory(sorted(here), [(number, served[number]) for number in sorted(away, key=lambda one: (away[one], one))])

    @cached_property
    def _points(self) -> list[list[Vector]]:
        """By number: where the Standorte lie."""
        return [[vector(base.lat, base.lon) for base in listing.bases] for listing in self._providers]

    @cached_property
    def _standorte(self) -> dict[str, set[int]]:
        """By key of a Land and of a Kreis: who has a Standort there, as far as that is known."""
        places = ((number, place) for number, listing in enumerate(self._providers) for place in listing.places)
        there = grouped((key, number) for number, place in places for key in (place.land, place.kreis) if key)
        return {key: set(numbers) for key, numbers in there.items()}

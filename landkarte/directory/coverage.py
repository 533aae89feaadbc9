"""Who serves every Kreis, Land and Amt, and the counts that show white spots: one index, used by pages, feeds and tables.

Only ``reach`` decides who serves a place; its answers stand in the listings already and are turned round here, from "the
Kreise of a provider" to "the providers of a Kreis". Whoever works bundesweit is kept apart, because that would fill every
white spot. Distances are kilometres as the crow flies, from the centre of a Kreis to the nearest Standort that serves it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import dist, inf, pi, sin
from typing import NamedTuple

from landkarte.directory import Directory, Listing, staff
from landkarte.directory.tally import Counts, features_of, packed, unpacked
from landkarte.entries.model import Einzugsgebiet
from landkarte.places.distance import EARTH_KM, Vector, km_apart, vector
from landkarte.places.reach import OF_AN_AREA, Reason, centres
from landkarte.places.tables import kreise, of_the_day

NEAR_KM = 50
"""How far from the centre of a Kreis a Standort may lie to be called near."""
FEW = 10
"""So many are shown with a Kreis of those who work bundesweit, and of those who are near but do not serve it."""

_KM_PER_DEGREE = 111
"""Of latitude, a little less than it is, so that a window of degrees is never too narrow."""
Hit = tuple[float, int, Reason, bool]
"""That a provider serves a Kreis: kilometres, number of the provider, why, and whether the Standort is only roughly known.

A plain tuple sorts by distance and costs little, where there are hundreds of thousands.
"""
Near = tuple[float, int, bool]
"""That a provider has a Standort near a Kreis which it does not serve, as far as it says: the same without a reason."""


class Territory(NamedTuple):
    """Who has a Standort in a Land or in the territory of an Amt, and who serves it from elsewhere, by reason; numbers."""

    here: list[int]
    also: dict[Reason, list[int]]

    @property
    def all(self) -> list[int]:
        """Both together."""
        return [*self.here, *(number for numbers in self.also.values() for number in numbers)]


class _National(NamedTuple):
    """Somebody who works bundesweit: the Standorte that do, each with the Kreise it leaves out."""

    number: int
    points: list[tuple[Vector, frozenset[str]]]
    elsewhere: frozenset[str]
    """The Kreise (AGS) not served bundesweit: because they are served more closely, or because every Standort leaves them out."""


@of_the_day
def kreise_of_amt(amt: str) -> tuple[str, ...]:
    """The Kreise (AGS) in the territory of an Amt."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.amt == amt)


@of_the_day
def kreise_of_land(land: str) -> tuple[str, ...]:
    """The Kreise (AGS) of a Land."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.land == land)


class Coverage:
    """Every answer about one directory. Numbers are positions in its ``providers``; what costs is made when first asked."""

    def __init__(self, directory: Directory) -> None:
        self._providers = directory.providers
        self._staff = staff(directory)
        self.core = [listing.offers_jobcoaching_ap for listing in directory.providers]
        """By number: whether a provider offers JobcoachingAP itself and not only something related."""
        self._territories: dict[str, Territory] = {}
        self._served: dict[str, dict[int, Reason]] = {}

    def regional(self, ags: str, core: bool) -> list[Hit]:
        """Everybody who serves a Kreis more closely than bundesweit, nearest first: with JobcoachingAP (``core``), or without."""
        kinds = self.core
        return [hit for hit in self._regional[ags] if kinds[hit[1]] == core]

    def bundesweit(self, ags: str, core: bool) -> tuple[list[Hit], int]:
        """The nearest FEW who serve a Kreis as a part of Germany only, and how many there are; ``core`` as above."""
        centre = centres()[ags]
        found = [
            (dist(point, centre), number, point)
            for point, number, without, elsewhere in self._national_points[core]
            if ags not in elsewhere and ags not in without
        ]
        shown: dict[int, Hit] = {}
        for _, number, point in sorted(found):
            if len(shown) == FEW:
                break
            if number not in shown:
                km = km_apart(point, centre)
                shown[number] = (km, number, "bundesweit", _is_rough(self._rough[number], centre, km))
        return list(shown.values()), len({number for _, number, _ in found})

    def near(self, ags: str) -> tuple[list[Near], int]:
        """The nearest FEW with a Standort within NEAR_KM of the centre who offer JobcoachingAP but not here, and how many there are.

        Where nobody at all serves the Kreis, those at any distance. Whoever leaves it out in so many words is not counted.
        """
        counts = self.counts(ags)
        alone = not counts.regional[0] and not counts.bundesweit[0]
        limit = inf if alone else NEAR_KM
        centre, lat = centres()[ags], kreise()[ags].lat
        latitudes, places = self._places
        window = slice(bisect_left(latitudes, lat - limit / _KM_PER_DEGREE), bisect_right(latitudes, lat + limit / _KM_PER_DEGREE))
        chord = 2 * sin(min(limit / EARTH_KM, pi) / 2)  # cheaper to compare than kilometres
        # whoever works bundesweit serves the Kreis or leaves it out
        spoken = {number for _, number, _, _ in self._regional[ags]}.union([one.number for one in self._national], self._left_out[ags])
        within = [
            (far, number, point, rough)
            for point, number, rough in places[window]
            if number not in spoken and (far := dist(point, centre)) <= chord
        ]
        found: dict[int, Near] = {}
        for _, number, point, rough in sorted(within):
            if len(found) == FEW:
                break
            if number not in found:
                found[number] = (km_apart(point, centre), number, rough)
        return list(found.values()), len({number for _, number, _, _ in within})

    def counts(self, ags: str) -> Counts:
        """The counts of a Kreis."""
        return self._counts[ags]

    def counts_of_land(self, kuerzel: str) -> Counts:
        """The counts of a Land; who serves one Kreis of it regionally counts once, as regional."""
        return self._counted(self._served_of_land[kuerzel])

    def counts_of_amt(self, amt: str) -> Counts:
        """The same for the territory of an Amt."""
        return self._counted(self._served_of_amt(amt))

    def land(self, kuerzel: str) -> Territory:
        """Who is there for a Land."""
        if kuerzel not in self._territories:
            self._territories[kuerzel] = self._territory({kuerzel}, self._served_of_land[kuerzel])
        return self._territories[kuerzel]

    def amt(self, amt: str) -> Territory:
        """Who is there for the territory of an Amt. A Standort whose Kreis is not known lies there if its whole Land does."""
        whole = _land_of(amt)
        if whole:
            return self.land(whole)
        if amt not in self._territories:
            self._territories[amt] = self._territory({*kreise_of_amt(amt)}, self._served_of_amt(amt))
        return self._territories[amt]

    def national(self) -> list[int]:
        """Everybody who works bundesweit, in the order of the directory."""
        return [one.number for one in self._national]

    def listings(self, numbers: Iterable[int]) -> list[Listing]:
        """The providers with these numbers."""
        return [self._providers[number] for number in numbers]

    def counts_of_all(self) -> Counts:
        """The counts of all providers, wherever they work: those who do not work bundesweit, and those who do."""
        national = {one.number for one in self._national}
        return self._counted({number: "bundesweit" if number in national else "land" for number in range(len(self._providers))})

    def _served_of_amt(self, amt: str) -> dict[int, Reason]:
        whole = _land_of(amt)
        if whole:
            return self._served_of_land[whole]
        if amt not in self._served:
            self._served[amt] = self._serving(kreise_of_amt(amt))
        return self._served[amt]

    def _serving(self, area: tuple[str, ...]) -> dict[int, Reason]:
        """Who serves some of these Kreise, and how much of them."""
        found: dict[int, Reason] = {one.number: "bundesweit" for one in self._national if not one.elsewhere.issuperset(area)}
        for ags in area:
            for _, number, reason, _ in self._regional[ags]:
                known = found.get(number)
                if known != reason:
                    found[number] = min(known or reason, reason, key=OF_AN_AREA.index)
        return found

    def _counted(self, served: Mapping[int, Reason]) -> Counts:
        regional = sum([self._packed[number] for number, reason in served.items() if reason != "bundesweit"])
        bundesweit = sum([self._packed[number] for number, reason in served.items() if reason == "bundesweit"])
        return Counts(unpacked(regional), unpacked(bundesweit))

    def _territory(self, area: set[str], served: Mapping[int, Reason]) -> Territory:
        """``area`` are keys of Länder or Kreise; ``served`` are the numbers of those who serve it."""
        here = {number for key in area for number in self._standorte.get(key, ())}
        also: dict[Reason, list[int]] = {}
        for number in sorted(served.keys() - here):
            also.setdefault(served[number], []).append(number)
        return Territory(sorted(here), {reason: also[reason] for reason in OF_AN_AREA if reason in also})

    @cached_property
    def _regional(self) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = {ags: [] for ags in kreise()}
        middle = centres()
        for number, (listing, rough) in enumerate(zip(self._providers, self._rough, strict=True)):
            for ags, (reason, km) in listing.kreise.items():
                found[ags].append((km, number, reason, _is_rough(rough, middle[ags], km) if rough else False))
        for hits in found.values():
            hits.sort()
        return found

    @cached_property
    def _national(self) -> list[_National]:
        found = []
        for number, listing in enumerate(self._providers):
            bases = [base for base in listing.bases if base.gebiet.bundesweit]
            if bases:
                without = [_exceptions(base.gebiet) for base in bases]
                points = [(vector(base.lat, base.lon), out) for base, out in zip(bases, without, strict=True)]
                found.append(_National(number, points, frozenset.intersection(*without) | listing.kreise.keys()))
        return found

    @cached_property
    def _national_points(self) -> dict[bool, list[tuple[Vector, int, frozenset[str], frozenset[str]]]]:
        """For JobcoachingAP and for related offers: every Standort with its provider, and the Kreise it or all of them leave out."""
        found: dict[bool, list[tuple[Vector, int, frozenset[str], frozenset[str]]]] = {True: [], False: []}
        for one in self._national:
            found[self.core[one.number]] += [(point, one.number, without, one.elsewhere) for point, without in one.points]
        return found

    @cached_property
    def _left_out(self) -> dict[str, set[int]]:
        """By AGS: the providers of which a Standort leaves that Kreis out."""
        found: dict[str, set[int]] = {ags: set() for ags in kreise()}
        for number, listing in enumerate(self._providers):
            for base in listing.bases:
                for ags in _exceptions(base.gebiet):
                    found[ags].add(number)
        return found

    @cached_property
    def _places(self) -> tuple[list[float], list[tuple[Vector, int, bool]]]:
        """Every Standort with JobcoachingAP from south to north: latitudes; point, number, whether it is only roughly known."""
        found = sorted(
            (place.lat, place.lon, number, place.precision == "ungefaehr")
            for number, (listing, core) in enumerate(zip(self._providers, self.core, strict=True))
            for place in (listing.places if core else ())
        )
        return [lat for lat, *_ in found], [(vector(lat, lon), number, rough) for lat, lon, number, rough in found]

    @cached_property
    def _standorte(self) -> dict[str, set[int]]:
        """By key of a Land and of a Kreis: who has a Standort there, as far as that is known."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for number, listing in enumerate(self._providers):
            for place in listing.places:
                for key in (place.land, place.kreis):
                    if key:
                        found[key].add(number)
        return found

    @cached_property
    def _served_of_land(self) -> dict[str, dict[int, Reason]]:
        """By Land: who serves a Kreis of it, and how much of it."""
        found: dict[str, dict[int, Reason]] = {kreis.land: {} for kreis in kreise().values()}
        for number, listing in enumerate(self._providers):
            for land, reason in listing.laender.items():
                found[land][number] = reason
        return found

    @cached_property
    def _rough(self) -> list[bool | list[Vector]]:
        """By number: whether the Standorte are only roughly known; where some are and some are not, the points of those."""
        found: list[bool | list[Vector]] = []
        for listing in self._providers:
            rough = [place for place in listing.places if place.precision == "ungefaehr"]
            mixed = 0 < len(rough) < len(listing.places)
            found.append([vector(place.lat, place.lon) for place in rough] if mixed else bool(rough))
        return found

    @cached_property
    def _counts(self) -> dict[str, Counts]:
        found = {}
        for ags, hits in self._regional.items():
            regional = sum([self._packed[number] for _, number, _, _ in hits])
            found[ags] = Counts(unpacked(regional), unpacked(self._packed_bundesweit[ags]))
        return found

    @cached_property
    def _packed(self) -> list[int]:
        """By number: the features of a provider."""
        return [packed(features_of(listing, self._staff.get(listing.entry.id, ()))) for listing in self._providers]

    @cached_property
    def _packed_bundesweit(self) -> dict[str, int]:
        """The features of those who serve each Kreis bundesweit."""
        everywhere = sum(self._packed[one.number] for one in self._national)
        found = dict.fromkeys(kreise(), everywhere)
        for one in self._national:
            for ags in one.elsewhere:
                found[ags] -= self._packed[one.number]
        return found


def _is_rough(rough: bool | list[Vector], centre: Vector, km: float) -> bool:
    """Whether the Standort at this distance from the centre is only roughly known."""
    return rough if isinstance(rough, bool) else any(km_apart(point, centre) == km for point in rough)


def _exceptions(gebiet: Einzugsgebiet) -> frozenset[str]:
    """The Kreise that an area leaves out."""
    out = gebiet.ausnahmen
    if out is None:
        return frozenset()
    named = {*out.kreise, *(ags for land in out.bundeslaender for ags in kreise_of_land(land))}
    return frozenset(named.intersection(kreise()))


@of_the_day
def _land_of(amt: str) -> str | None:
    """The Land whose territory is that of the Amt; None where the Amt is there for a part of it."""
    land = kreise()[kreise_of_amt(amt)[0]].land
    return land if len(kreise_of_land(land)) == len(kreise_of_amt(amt)) else None

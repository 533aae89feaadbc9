"""Who serves every Kreis, Land and Amt, and the counts that show white spots: one index, used by pages, feeds and tables.

Only ``reach`` decides who serves a place; its answers stand in the listings already and are turned round here, from "the
Kreise of a provider" to "the providers of a Kreis". Whoever works bundesweit is kept apart, because that would fill every
white spot. Distances are kilometres as the crow flies, from the centre of a Kreis to the nearest Standort that serves it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import compress
from math import dist, inf, pi, sin
from typing import NamedTuple

from landkarte.directory import Directory, Listing, staff
from landkarte.distance import EARTH_KM, Vector, km_apart, vector
from landkarte.geo import kreise
from landkarte.model import Einzugsgebiet
from landkarte.reach import OF_AN_AREA, Reason, centres
from landkarte.tally import Counts, Feature, features_of, packed, unpacked

NEAR_KM = 50
"""How far from the centre of a Kreis a Standort may lie to be called near."""
FEW = 10
"""So many are shown with a Kreis of those who work bundesweit, and of those who are near but do not serve it."""

_KM_PER_DEGREE = 111
"""Of latitude, a little less than it is, so that a window of degrees is never too narrow."""
class Hit(NamedTuple):
    """That a provider serves a Kreis: why, how far away its nearest Standort is, and whether that is only roughly known."""

    listing: Listing
    reason: Reason
    km: float
    approximate: bool


class Near(NamedTuple):
    """That a provider has a Standort near a Kreis which it does not serve, as far as it says."""

    listing: Listing
    km: float
    approximate: bool


class Territory(NamedTuple):
    """Who has a Standort in a Land or in the territory of an Amt, and who serves it from elsewhere, by reason."""

    here: tuple[Listing, ...]
    also: dict[Reason, list[Listing]]

    @property
    def all(self) -> list[Listing]:
        """Both together."""
        return [*self.here, *(listing for listings in self.also.values() for listing in listings)]


class _National(NamedTuple):
    """Somebody who works bundesweit: the Standorte that do, each with the Kreise it leaves out."""

    number: int
    points: list[tuple[Vector, frozenset[str]]]
    elsewhere: frozenset[str]
    """The Kreise (AGS) not served bundesweit: because they are served more closely, or because every Standort leaves them out."""


@cache
def kreise_of_amt(amt: str) -> tuple[str, ...]:
    """The Kreise (AGS) in the territory of an Amt."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.amt == amt)


@cache
def kreise_of_land(land: str) -> tuple[str, ...]:
    """The Kreise (AGS) of a Land."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.land == land)


class Coverage:
    """Every answer about one directory. Numbers are positions in its ``providers``; what costs is made when first asked."""

    def __init__(self, directory: Directory) -> None:
        self._providers = directory.providers
        self._staff = staff(directory)
        self._core = [listing.offers_jobcoaching_ap for listing in directory.providers]

    def regional(self, ags: str, core: bool) -> list[Hit]:
        """Everybody who serves a Kreis more closely than bundesweit, nearest first: with JobcoachingAP (``core``), or without."""
        providers, kinds, rough = self._providers, self._core, self._rough
        return [
            Hit(providers[number], why, km, self._is_rough(number, ags, km) if rough[number] else False)
            for km, number, why in self._regional[ags]
            if kinds[number] == core
        ]

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
                shown[number] = Hit(self._providers[number], "bundesweit", km, self._is_rough(number, ags, km))
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
        spoken = {number for _, number, _ in self._regional[ags]}.union([one.number for one in self._national], self._left_out[ags])
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
                found[number] = Near(self._providers[number], km_apart(point, centre), rough)
        return list(found.values()), len({number for _, number, _, _ in within})

    def counts(self, ags: str) -> Counts:
        """The counts of a Kreis."""
        regional = sum([self._packed[number] for _, number, _ in self._regional[ags]])
        return Counts(unpacked(regional), unpacked(self._packed_bundesweit[ags]))

    def counts_of_land(self, kuerzel: str) -> Counts:
        """The counts of a Land; who serves one Kreis of it regionally counts once, as regional."""
        return self._counted(self._reasons_of_land(kuerzel))

    def counts_of_amt(self, amt: str) -> Counts:
        """The same for the territory of an Amt."""
        return self._counted(self._reasons_of_amt(amt))

    def land(self, kuerzel: str) -> Territory:
        """Who is there for a Land."""
        return self._territory({kuerzel}, self._reasons_of_land(kuerzel))

    def amt(self, amt: str) -> Territory:
        """Who is there for the territory of an Amt. A Standort whose Kreis is not known lies there if its whole Land does."""
        whole = _land_of(amt)
        return self._territory({whole} if whole else {*kreise_of_amt(amt)}, self._reasons_of_amt(amt))

    def national(self) -> list[Listing]:
        """Everybody who works bundesweit, in the order of the directory."""
        return [self._providers[one.number] for one in self._national]

    def offers_core(self) -> list[Listing]:
        """Everybody who offers JobcoachingAP, in the order of the directory."""
        return list(compress(self._providers, self._core))

    def features_of(self, listing: Listing) -> set[Feature]:
        """What a provider of JobcoachingAP and its coaches can do."""
        return features_of(listing, self._staff.get(listing.entry.id, ()))

    def _reasons_of_land(self, kuerzel: str) -> list[Reason | None]:
        return [listing.laender.get(kuerzel) for listing in self._providers]

    def _reasons_of_amt(self, amt: str) -> list[Reason | None]:
        whole, own = _land_of(amt), kreise_of_amt(amt)
        if whole:
            return self._reasons_of_land(whole)
        reasons: list[Reason | None] = [None] * len(self._providers)
        for one in self._national:
            if not one.elsewhere.issuperset(own):
                reasons[one.number] = "bundesweit"
        for ags in own:
            for _, number, reason in self._regional[ags]:
                reasons[number] = min(reasons[number] or reason, reason, key=OF_AN_AREA.index)
        return reasons

    def _counted(self, reasons: Iterable[Reason | None]) -> Counts:
        regional = bundesweit = 0
        for one, reason in zip(self._packed, reasons, strict=True):
            if reason == "bundesweit":
                bundesweit += one
            elif reason:
                regional += one
        return Counts(unpacked(regional), unpacked(bundesweit))

    def _territory(self, area: set[str], reasons: Iterable[Reason | None]) -> Territory:
        """``area`` are keys of Länder or Kreise."""
        here: list[Listing] = []
        also: dict[Reason, list[Listing]] = {}
        for listing, inside, reason in zip(self._providers, self._inside, reasons, strict=True):
            if not area.isdisjoint(inside):
                here.append(listing)
            elif reason:
                also.setdefault(reason, []).append(listing)
        return Territory(tuple(here), {reason: also[reason] for reason in OF_AN_AREA if reason in also})

    def _is_rough(self, number: int, ags: str, km: float) -> bool:
        """Whether the Standort at this distance from the centre is only roughly known."""
        known = self._rough[number]
        return known if isinstance(known, bool) else any(km_apart(point, centres()[ags]) == km for point in known)

    @cached_property
    def _regional(self) -> dict[str, list[tuple[float, int, Reason]]]:
        found: dict[str, list[tuple[float, int, Reason]]] = {ags: [] for ags in kreise()}
        for number, listing in enumerate(self._providers):
            for ags, one in listing.kreise.items():
                found[ags].append((one.km, number, one.reason))
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
            found[self._core[one.number]] += [(point, one.number, without, one.elsewhere) for point, without in one.points]
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
            for number, (listing, core) in enumerate(zip(self._providers, self._core, strict=True))
            for place in (listing.places if core else ())
        )
        return [lat for lat, *_ in found], [(vector(lat, lon), number, rough) for lat, lon, number, rough in found]

    @cached_property
    def _inside(self) -> list[tuple[str | None, ...]]:
        """By number: the Länder and Kreise in which a Standort lies, as far as they are known."""
        return [tuple(key for place in listing.places for key in (place.land, place.kreis)) for listing in self._providers]

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
    def _packed(self) -> list[int]:
        """By number: the features of a provider."""
        return [packed(self.features_of(listing)) for listing in self._providers]

    @cached_property
    def _packed_bundesweit(self) -> dict[str, int]:
        """The features of those who serve each Kreis bundesweit."""
        everywhere = sum(self._packed[one.number] for one in self._national)
        found = dict.fromkeys(kreise(), everywhere)
        for one in self._national:
            for ags in one.elsewhere:
                found[ags] -= self._packed[one.number]
        return found


def _exceptions(gebiet: Einzugsgebiet) -> frozenset[str]:
    """The Kreise that an area leaves out."""
    out = gebiet.ausnahmen
    if out is None:
        return frozenset()
    named = {*out.kreise, *(ags for land in out.bundeslaender for ags in kreise_of_land(land))}
    return frozenset(named.intersection(kreise()))


@cache
def _land_of(amt: str) -> str | None:
    """The Land whose territory is that of the Amt; None where the Amt is there for a part of it."""
    land = kreise()[kreise_of_amt(amt)[0]].land
    return land if len(kreise_of_land(land)) == len(kreise_of_amt(amt)) else None

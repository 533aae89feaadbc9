"""Who serves every Kreis, and who has a Standort near one that they do not serve: one index, so that nobody asks every provider."""

from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from heapq import nsmallest
from itertools import islice
from math import dist, inf, pi, sin
from typing import NamedTuple

from landkarte.directory import Directory, Listing
from landkarte.entries.model import Einzugsgebiet
from landkarte.ground.text import grouped
from landkarte.places.distance import EARTH_KM, KM_PER_DEGREE, Vector, km_apart, vector
from landkarte.places.reach import Reason, centres
from landkarte.places.tables import kreise, kreise_of_land

NEAR_KM = 50
"""How far from the centre of a Kreis a Standort may lie to be called near."""
FEW = 10
"""So many are shown with a Kreis of those who are near but do not serve it."""
MANY = 50
"""So many are shown with a Kreis of those who serve it: the nearest, whether they name the Kreis or work bundesweit."""

Hit = tuple[float, int, Reason, bool]
"""That a provider serves a Kreis: kilometres, number of the provider, why, and whether the Standort is only roughly known.

A plain tuple sorts by distance and costs little, where there are hundreds of thousands.
"""
Near = tuple[float, int, bool]
"""That a provider has a Standort near a Kreis which it does not serve, as far as it says: the same without a reason."""


class National(NamedTuple):
    """Somebody who works bundesweit, and where the Standorte lie."""

    number: int
    points: list[Vector]
    elsewhere: frozenset[str]
    """The Kreise (AGS) not served bundesweit: because they are served more closely, or because every Standort leaves them out."""


class Served:
    """The Kreise, by AGS. Numbers are positions in the ``providers`` of the directory."""

    def __init__(self, directory: Directory) -> None:
        self._providers = directory.providers
        self.core = [listing.offers_jobcoaching_ap for listing in directory.providers]
        """By number: whether a provider offers JobcoachingAP itself and not only something related."""
        # pages and data sets ask the same
        self.serving, self.near = cache(self._serving), cache(self._near)

    def _serving(self, ags: str, core: bool) -> list[Hit]:
        """The nearest MANY who serve a Kreis, whatever they name it by: with JobcoachingAP (``core``), or without."""
        centre = centres()[ags]
        near = nsmallest(MANY, ((min(dist(point, centre) for point in one.points), one) for one in self._nationwide(ags, core)))
        far: list[Hit] = []
        for _, (number, points, _) in near:
            km = min(km_apart(point, centre) for point in points)
            far.append((km, number, "bundesweit", _is_rough(self._rough[number], centre, km)))
        return sorted([*self.regional(ags, core)[:MANY], *far])[:MANY]

    def regional(self, ags: str, core: bool) -> list[Hit]:
        """Everybody who serves a Kreis more closely than bundesweit, nearest first; ``core`` as above."""
        kinds = self.core
        return [hit for hit in self._regional[ags] if kinds[hit[1]] == core]

    def bundesweit(self, ags: str, core: bool) -> int:
        """How many serve a Kreis as a part of Germany only; ``core`` as above."""
        return len(self._nationwide(ags, core))

    def _nationwide(self, ags: str, core: bool) -> list[National]:
        return [one for one in self.national if self.core[one.number] == core and ags not in one.elsewhere]

    def _near(self, ags: str) -> tuple[list[Near], int]:
        """The nearest FEW with a Standort within NEAR_KM of the centre who offer JobcoachingAP but not here, and how many there are.

        Where nobody at all serves the Kreis, those at any distance. Whoever leaves it out in so many words is not counted.
        """
        limit = NEAR_KM if self.regional(ags, True) or self._nationwide(ags, True) else inf
        centre, lat = centres()[ags], kreise()[ags].lat
        latitudes, places = self._places
        window = slice(bisect_left(latitudes, lat - limit / KM_PER_DEGREE), bisect_right(latitudes, lat + limit / KM_PER_DEGREE))
        chord = 2 * sin(min(limit / EARTH_KM, pi) / 2)  # cheaper to compare than kilometres
        # whoever works bundesweit serves the Kreis or leaves it out
        spoken = {hit[1] for hit in self._regional[ags]} | {one.number for one in self.national} | {*self._left_out.get(ags, ())}
        found = [
            (far, number, point, rough)
            for point, number, rough in places[window]
            if number not in spoken and (far := dist(point, centre)) <= chord
        ]
        nearest: dict[int, tuple[Vector, bool]] = {}
        for _, number, point, rough in sorted(found):
            nearest.setdefault(number, (point, rough))
        shown = [(km_apart(point, centre), number, rough) for number, (point, rough) in islice(nearest.items(), FEW)]
        return shown, len(nearest)

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
    def national(self) -> list[National]:
        """Everybody who works bundesweit, in the order of the directory."""
        found = []
        for number, listing in enumerate(self._providers):
            without = [_exceptions(base.gebiet) for base in listing.bases if base.gebiet.bundesweit]
            if without:
                points = [vector(base.lat, base.lon) for base in listing.bases]
                found.append(National(number, points, frozenset.intersection(*without) | listing.kreise.keys()))
        return found

    @cached_property
    def _left_out(self) -> dict[str, list[int]]:
        """By AGS: the providers of which a Standort leaves that Kreis out."""
        areas = ((number, base.gebiet) for number, listing in enumerate(self._providers) for base in listing.bases)
        return grouped((ags, number) for number, gebiet in areas for ags in _exceptions(gebiet))

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
    def _rough(self) -> list[bool | list[Vector]]:
        """By number: whether the Standorte are only roughly known; where some are and some are not, the points of those."""
        found: list[bool | list[Vector]] = []
        for listing in self._providers:
            rough = [place for place in listing.places if place.precision == "ungefaehr"]
            mixed = 0 < len(rough) < len(listing.places)
            found.append([vector(place.lat, place.lon) for place in rough] if mixed else bool(rough))
        return found


def _is_rough(rough: bool | list[Vector], centre: Vector, km: float) -> bool:
    """Whether the Standort at this distance from the centre is only roughly known."""
    return rough if isinstance(rough, bool) else any(km_apart(point, centre) == km for point in rough)


def left_out(listing: Listing) -> frozenset[str]:
    """The Kreise (AGS) that a provider leaves out in so many words and serves from no Standort."""
    areas = [base.gebiet for base in listing.bases]
    national = [_exceptions(gebiet) for gebiet in areas if gebiet.bundesweit]
    # whoever works bundesweit from one Standort leaves out what each of these leaves out
    named = frozenset.intersection(*national) if national else frozenset[str]().union(*map(_exceptions, areas))
    return named - listing.kreise.keys()


def _exceptions(gebiet: Einzugsgebiet) -> frozenset[str]:
    """The Kreise that an area leaves out."""
    out = gebiet.ausnahmen
    if out is None:
        return frozenset()
    named = {*out.kreise, *(ags for land in out.bundeslaender for ags in kreise_of_land(land))}
    return frozenset(named.intersection(kreise()))

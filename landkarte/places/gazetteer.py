"""What is known of a postal code, a place name and a point: exactly with the official data, else from our own small tables.

Coordinates are WGS 84 degrees, distances kilometres.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import NamedTuple

from landkarte.ground.text import folded, grouped
from landkarte.places.distance import distance_km
from landkarte.places.exact import Exact
from landkarte.places.tables import Ortschaft, orte, plz_gebiete

AREA_KM = 22
"""Nine of ten postcodes lie within this distance of the middle of their three-digit area (head of data/plz_gebiete.csv)."""
PLZ_KM = 5
"""A PLZ has 43 km² on average, the area of a circle of 3.7 km; in the country more."""
TOWN_KM = 10
"""Around the middle of a town: a circle of this radius covers 300 km², more than nearly every town has."""

_KM_PER_DEGREE = 111.2
_DIRECTIONS = 8


class Area(NamedTuple):
    """Where the places with a postal code lie: centre, how far from it they may well be, the Kreise (AGS) it touches."""

    lat: float
    lon: float
    radius_km: float
    kreise: tuple[str, ...]
    exact: bool
    """Whether the places with this postal code are known: not where only its first three digits are, nor where it belongs to a
    company (Großempfänger), for that may be anywhere in its Kreis."""


Ring = list[tuple[float, float]]
"""[lon, lat], …"""


class Gazetteer:
    """The places of Germany, as far as they are known here; ``exact`` are the official data, if there are any."""

    def __init__(self, exact: Exact | None = None) -> None:
        self.exact = exact

    def area(self, plz: str) -> Area | None:
        """The area of a PLZ; None if its first three digits are not in use."""
        known = self.exact.plz.get(plz) if self.exact else None
        if known and known.kreise:
            return Area(known.lat, known.lon, TOWN_KM if known.firma else PLZ_KM, known.kreise, not known.firma)
        around = plz_gebiete().get(plz[:3])
        return Area(around.lat, around.lon, AREA_KM, around.kreise, False) if around else None

    def towns(self, name: str) -> Sequence[Ortschaft]:
        """The places that are called so, whatever the case and the accents; without exact data larger ones, with their main PLZ only."""
        return self._towns.get(folded(name), ())

    def names(self, plz: str) -> Sequence[str]:
        """What the places with a PLZ are called."""
        return self._names.get(plz, ())

    def near(self, lat: float, lon: float) -> Ortschaft:
        """The larger town that lies nearest to a point."""
        return min(orte(), key=lambda ort: distance_km(lat, lon, ort.lat, ort.lon))

    def outside(self, lat: float, lon: float, ags: str, slack_km: float) -> bool:
        """Whether a point lies outside a Kreis by more than ``slack_km``; False where the borders are not known."""
        rings = self._borders.get(ags, ())
        north = slack_km / _KM_PER_DEGREE
        east = north / cos(radians(lat))
        angles = [2 * pi * number / _DIRECTIONS for number in range(_DIRECTIONS)]
        around = [(lon + east * sin(angle), lat + north * cos(angle)) for angle in angles]
        return bool(rings) and not any(_inside(rings, *point) for point in [(lon, lat), *around])

    @cached_property
    def _towns(self) -> dict[str, list[Ortschaft]]:
        return grouped((folded(town.name), town) for town in (self.exact.orte if self.exact else orte()))

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        return grouped((plz, town.name) for town in (self.exact.orte if self.exact else orte()) for plz in town.plz)

    @cached_property
    def _borders(self) -> dict[str, list[Ring]]:
        files = self.exact.kreisgrenzen.values() if self.exact else ()
        return {ags: [ring for polygon in polygons for ring in polygon] for file in files for ags, polygons in json.loads(file).items()}


def _inside(rings: Sequence[Ring], lon: float, lat: float) -> bool:
    """Whether a point lies in an area with holes: a line from it to the east crosses the borders an odd number of times."""
    crossed = False
    for ring in rings:
        for (lon1, lat1), (lon2, lat2) in pairwise(ring):
            if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) * (lon2 - lon1) / (lat2 - lat1):
                crossed = not crossed
    return crossed

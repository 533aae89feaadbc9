"""The small map on the page of a Kreis: its Land in outline, the Kreis in it, larger towns, and where those sit who are listed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from landkarte.directory import Directory
from landkarte.ground.text import unique
from landkarte.places.tables import current, kreise, orte, outlines
from landkarte.site.pages.atlas import SHRINK, Frame, Polygons

_SIZE, _EDGE = 340, 24
"""Units, which are pixels on a large screen: the longer side, and the room around the Land."""
_LETTER, _LINE, _MARK = 7, 15, 8
"""Width of a letter, height of a line, and how far a mark reaches from its middle."""
_FROM_AFAR = 2
"""The last rank of towns that are named."""


class _Land(NamedTuple):
    frame: Frame
    width: int
    height: int
    path: str
    kreise: Mapping[str, Polygons]
    """By the keys of exact data; none without them."""


class Kreiskarten:
    """Draws the maps. What is drawn of a Land is the same for all its Kreise, so it is made once."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._land = cache(self._drawn)

    def of(self, ags: str, numbers: Iterable[int]) -> dict[str, object]:
        """For ``teile/kreiskarte.html``; ``numbers`` are those of the providers to be marked, as far as they lie in the picture."""
        kreis, land = kreise()[ags], self._land(kreise()[ags].land)
        marks = {}
        for place in (place for number in numbers for place in self._directory.providers[number].places):
            x, y = map(round, land.frame.point(place.lon, place.lat))
            if 0 < x < land.width and 0 < y < land.height:
                marks[x, y] = place
        x, y = map(round, land.frame.point(kreis.lon, kreis.lat))
        borders = [polygon for key, polygons in land.kreise.items() if ags in current(key) for polygon in polygons]
        return {
            "land": land,
            "kreis": land.frame.path(borders),
            "mitte": (x, y),
            "marken": [(*point, place.precision == "ungefaehr") for point, place in sorted(marks.items(), key=lambda mark: mark[0])],
            "orte": sorted(unique(place.standort.ort for place in marks.values())),
            "namen": list(_names(land, kreis.land, [(*point, _MARK, _MARK) for point in (*marks, (x, y))])),
        }

    def _drawn(self, kuerzel: str) -> _Land:
        exact = self._directory.exact
        outline: Polygons = (json.loads(exact.laendergrenzen) if exact else outlines())[kuerzel]
        lons, lats = zip(*(point for polygon in outline for ring in polygon for point in ring), strict=True)
        width, height = (max(lons) - min(lons)) * SHRINK, max(lats) - min(lats)
        scale = (_SIZE - 2 * _EDGE) / max(width, height)
        frame = Frame(min(lons) - _EDGE / scale / SHRINK, max(lats) + _EDGE / scale, scale, 1)
        sides = (round(side * scale) + 2 * _EDGE for side in (width, height))
        return _Land(frame, *sides, frame.path(outline), json.loads(exact.kreisgrenzen[kuerzel]) if exact else {})


def _names(land: _Land, kuerzel: str, taken: list[tuple[float, float, float, float]]) -> Iterator[tuple[int, int, int, str]]:
    """The larger towns of the Land with point and line of the name, each above or below its point, where nothing is ``taken``."""
    for ort in sorted(orte(), key=lambda ort: ort.rang):
        if ort.rang > _FROM_AFAR or kreise()[ort.kreis].land != kuerzel:
            continue
        x, y = map(round, land.frame.point(ort.lon, ort.lat))
        half = len(ort.name) * _LETTER / 2
        for middle in (y - _LINE, y + _LINE) if half < x < land.width - half else ():
            if all(abs(x - x2) > half + wide or abs(middle - y2) > _LINE / 2 + high for x2, y2, wide, high in taken):
                taken.append((x, middle, half, _LINE / 2))
                yield x, y, middle, ort.name
                break

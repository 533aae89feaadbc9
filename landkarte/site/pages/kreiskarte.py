"""The small map on the page of a Kreis: its Land in outline, the Kreis in it, larger towns, and where those sit who are listed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from landkarte.directory import Directory
from landkarte.places.tables import current, kreise, orte, outlines
from landkarte.site.pages.atlas import SHRINK, Frame, Polygons

_SIZE, _EDGE = 340, 24  # pixels on a large screen: the longer side, and the room around the Land
_LETTER, _LINE, _MARK = 8, 16, 7  # width of a letter, height of a line, and how far a mark reaches from its middle
_LAST_RANK = 2  # of the towns that are named


class _Land(NamedTuple):
    frame: Frame
    width: int
    height: int
    path: str
    kreise: Mapping[str, Polygons]
    towns: Sequence[tuple[int, int, str]]
    """The larger ones, the largest first."""


class Kreiskarten:
    """Draws the maps. What is drawn of a Land is the same for all its Kreise, so it is made once."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._land = cache(self._drawn)

    def of(self, ags: str, numbers: Iterable[int]) -> dict[str, object]:
        """For ``teile/kreiskarte.html``; ``numbers`` are those of the providers to be marked, as far as they lie in the picture."""
        land = self._land(kreise()[ags].land)
        middle = land.frame.on_grid(kreise()[ags].lon, kreise()[ags].lat)
        places = [place for number in numbers for place in self._directory.providers[number].places]
        marks = {land.frame.on_grid(place.lon, place.lat): place for place in places}
        inside = land.width - _MARK, land.height - _MARK
        marks = {(x, y): place for (x, y), place in sorted(marks.items()) if _MARK < x < inside[0] and _MARK < y < inside[1]}
        return {
            "land": land,
            "kreis": land.frame.path(polygon for key, polygons in land.kreise.items() if ags in current(key) for polygon in polygons),
            "mitte": middle,
            "marken": [(*point, place.precision == "ungefaehr") for point, place in marks.items()],
            "orte": sorted({place.standort.ort for place in marks.values()}),
            "namen": list(_names(land, [(*point, _MARK, _MARK) for point in (*marks, middle)])),
        }

    def _drawn(self, kuerzel: str) -> _Land:
        exact = self._directory.exact
        outline: Polygons = (json.loads(exact.laendergrenzen) if exact else outlines())[kuerzel]
        lons, lats = zip(*(point for polygon in outline for ring in polygon for point in ring), strict=True)
        width, height = (max(lons) - min(lons)) * SHRINK, max(lats) - min(lats)
        scale = (_SIZE - 2 * _EDGE) / max(width, height)
        frame = Frame(min(lons) - _EDGE / scale / SHRINK, max(lats) + _EDGE / scale, scale, 1)
        parts = json.loads(exact.kreisgrenzen[kuerzel]) if exact else {}
        large = sorted((ort for ort in orte() if ort.rang <= _LAST_RANK and kreise()[ort.kreis].land == kuerzel), key=lambda ort: ort.rang)
        towns = [(*frame.on_grid(ort.lon, ort.lat), ort.name) for ort in large]
        return _Land(frame, round(width * scale) + 2 * _EDGE, round(height * scale) + 2 * _EDGE, frame.path(outline), parts, towns)


def _names(land: _Land, taken: list[tuple[float, float, float, float]]) -> Iterator[tuple[int, int, int, str]]:
    """The larger towns with point and line of the name, above or below it where nothing is ``taken`` (middle, half width and height)."""
    for x, y, name in land.towns:
        half = len(name) * _LETTER / 2
        for line in (y - _LINE, y + _LINE) if half < x < land.width - half else ():
            if all(abs(x - x2) > half + wide or abs(line - y2) > _LINE / 2 + high for x2, y2, wide, high in taken):
                taken.append((x, line, half, _LINE / 2))
                yield x, y, line, name
                break

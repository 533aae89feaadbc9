"""A map of Germany as SVG: the Länder in outline, and in every Kreis a mark for how many work there.

Nothing in it has a colour: classes say what a mark means, the style sheet and the reader's settings decide how it looks. Marks
differ in size and filling, too, so that the map can be read in print and without colours.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, radians
from typing import NamedTuple

from markupsafe import Markup

from landkarte.places.exact import Exact
from landkarte.places.names import kreis_name
from landkarte.places.tables import kreise, outlines

STEPS = ((0, 0), (1, 1), (2, 4), (5, 9), (10, None))
"""From how many to how many providers a step goes; the first are the white spots."""
_PLAIN = ' fill="none" stroke="currentColor"'
"""How a white spot looks where no style sheet is at hand."""
SHRINK = cos(radians(51.2))
"""A degree of longitude is that much shorter than one of latitude in the middle of Germany."""
RADIUS = (4.5, 4.5, 5.5, 7, 8.5)
"""Of the circle on each step."""

Polygons = list[list[list[list[float]]]]
"""Polygons, each a list of rings of [lon, lat]."""


class Frame(NamedTuple):
    """What a drawing shows: where its upper left corner lies, its units per degree of latitude, and the grid on which lines run."""

    west: float
    north: float
    scale: float
    grid: int

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """In units from the upper left corner."""
        return (lon - self.west) * SHRINK * self.scale, (self.north - lat) * self.scale

    def path(self, polygons: Iterable[list[list[list[float]]]]) -> str:
        """The rings of the polygons on the grid, where neighbours still share their points; each step from the one before."""
        return "".join(_ring([self.on_grid(lon, lat) for lon, lat in ring]) for polygon in polygons for ring in polygon)

    def on_grid(self, lon: float, lat: float) -> tuple[int, int]:
        """The same, on the grid."""
        x, y = self.point(lon, lat)
        return round(x / self.grid) * self.grid, round(y / self.grid) * self.grid


GERMANY = Frame(5.8, 55.1, 100, 2)


def step(number: int) -> int:
    """The step on which a number of providers stands."""
    return next(place for place, (_, last) in enumerate(STEPS) if last is None or number <= last)


def drawing(counts: Mapping[str, int], exact: Exact | None) -> str:
    """The inside of the SVG: ``counts`` is the number of providers by AGS. White spots lie on top, so that none is hidden.

    With ``exact`` data the borders below are those of Kreise and Länder, else the outlines of our own making.
    """
    marks: list[list[str]] = [[] for _ in STEPS]
    for ags, number in counts.items():
        on = step(number)
        x, y = GERMANY.point(kreise()[ags].lon, kreise()[ags].lat)
        words = Markup("<title>{}: {}</title>").format(kreis_name(ags), number)
        marks[on].append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS[on]}">{words}</circle>')
    groups = [f'<g class="menge-{on}"{"" if on else _PLAIN}>\n' + "\n".join(marks[on]) + "\n</g>" for on in reversed(range(len(STEPS)))]
    return "\n".join([*_borders(exact), *groups])


def _borders(exact: Exact | None) -> Iterator[str]:
    lands: Mapping[str, Polygons] = json.loads(exact.laendergrenzen) if exact else outlines()
    yield _group("laender", lands)
    for file in exact.kreisgrenzen.values() if exact else ():
        yield _group("kreisgrenzen", json.loads(file))


def _group(name: str, areas: Mapping[str, Polygons]) -> str:
    paths = "\n".join(f'<path d="{GERMANY.path(polygons)}"/>' for polygons in areas.values())
    return f'<g class="{name}" fill="none" stroke="currentColor">\n{paths}\n</g>'


def view_box() -> str:
    """What of the plane the drawing takes."""
    width, height = GERMANY.point(15.1, 47.2)
    return f"0 0 {width:.0f} {height:.0f}"


def svg_file(counts: Mapping[str, int], exact: Exact | None, title: str) -> bytes:
    """The same drawing as a file that can be opened by itself."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box()}" role="img">'
    return Markup("{}\n<title>{}</title>\n{}\n</svg>\n").format(Markup(head), title, Markup(drawing(counts, exact))).encode()


def _ring(points: Sequence[tuple[int, int]]) -> str:
    (x, y), *_ = points
    steps = ((x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points) if (x1, y1) != (x2, y2))
    return f"M{x} {y}l" + " ".join(f"{right} {down}" for right, down in steps) + "z"

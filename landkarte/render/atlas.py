"""A map of Germany as SVG: the Länder in outline, and in every Kreis a mark for how many work there.

Nothing in it has a colour: classes say what a mark means, the style sheet and the reader's settings decide how it looks. Marks
differ in size and filling, too, so that the map can be read in print and without colours.
"""

from collections.abc import Callable, Mapping
from math import cos, radians

from markupsafe import Markup

from landkarte.geo import Kreis, kreise, outlines
from landkarte.summary import kreis_name

STEPS = ((0, 0), (1, 1), (2, 4), (5, 9), (10, None))
"""From how many to how many providers a step goes; the first are the white spots."""
_WEST, _NORTH, _SOUTH, _EAST = 5.8, 55.1, 47.2, 15.1
_SCALE = 100
_SHRINK = cos(radians(51.2))
"""A degree of longitude is that much shorter than one of latitude in the middle of Germany."""
RADIUS = (4.5, 4.5, 5.5, 7, 8.5)
"""Of the circle on each step."""

Shape = Callable[[Kreis, int], tuple[str, str]]
"""The SVG element for a Kreis on a step: its name and attributes. Where boundaries are known it is a path, here a circle."""


def step(number: int) -> int:
    """The step on which a number of providers stands."""
    return next(place for place, (_, last) in enumerate(STEPS) if last is None or number <= last)


def circle(kreis: Kreis, on: int) -> tuple[str, str]:
    """A circle at the centre of the Kreis, larger from step to step."""
    x, y = _point(kreis.lon, kreis.lat)
    return "circle", f'cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS[on]}"'


def drawing(counts: Mapping[str, int], shape: Shape = circle) -> str:
    """The inside of the SVG: ``counts`` is the number of providers by AGS. White spots lie on top, so that none is hidden."""
    marks: list[list[str]] = [[] for _ in STEPS]
    for ags, number in counts.items():
        on = step(number)
        words = Markup("<title>{}: {}</title>").format(kreis_name(ags), number)
        tag, attributes = shape(kreise()[ags], on)
        marks[on].append(f"<{tag} {attributes}>{words}</{tag}>")
    groups = [f'<g class="menge-{on}"{_plain(on)}>\n' + "\n".join(marks[on]) + "\n</g>" for on in reversed(range(len(STEPS)))]
    lands = "\n".join(f'<path d="{_path(polygons)}"/>' for polygons in outlines().values())
    return f'<g class="laender" fill="none" stroke="currentColor">\n{lands}\n</g>\n' + "\n".join(groups)


def view_box() -> str:
    """What of the plane the drawing takes."""
    width, height = _point(_EAST, _SOUTH)
    return f"0 0 {width:.0f} {height:.0f}"


def svg_file(counts: Mapping[str, int], title: str) -> bytes:
    """The same drawing as a file that can be opened by itself."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box()}" role="img">'
    return Markup("{}\n<title>{}</title>\n{}\n</svg>\n").format(Markup(head), title, Markup(drawing(counts))).encode()


def _plain(on: int) -> str:
    """How a mark looks where no style sheet is at hand."""
    return ' fill="none" stroke="currentColor"' if on == 0 else ""


def _point(lon: float, lat: float) -> tuple[float, float]:
    return (lon - _WEST) * _SHRINK * _SCALE, (_NORTH - lat) * _SCALE


def _path(polygons: list[list[list[list[float]]]]) -> str:
    parts = []
    for polygon in polygons:
        for ring in polygon:
            points = [_point(lon, lat) for lon, lat in ring]
            parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z")
    return "".join(parts)

"""A small map of one entry as a picture of its own: Germany in outline, where the Standorte lie, where the provider works."""

from collections.abc import Iterator
from html import escape
from math import cos, radians

from landkarte.directory import Listing
from landkarte.places.placing import Place
from landkarte.places.tables import kreise, laender, outlines

_WEST, _NORTH = 5.6, 55.2
_HEIGHT, _WIDTH = 800, 640
_PER_DEGREE = 98.0
"""Units of the picture in one degree of latitude, which is 111 km."""
_NARROWER = cos(radians(51))
_KM = _PER_DEGREE / 111
_STYLE = (
    ".land{fill:#f4f4f4;stroke:#555}.ganz{fill:#cfe3f5}.kreis{fill:#1a5f9e}.umkreis{fill:#1a5f9e;fill-opacity:.2;stroke:#1a5f9e}"
    ".ungefaehr{fill:none;stroke:#8a1f11;stroke-width:3;stroke-dasharray:6 4}.punkt{fill:#8a1f11;stroke:#fff;stroke-width:2}"
)


def picture(listing: Listing, words: str) -> bytes:
    """The SVG; ``words`` say the same for those who do not see it."""
    shapes = "\n".join((*_lands(listing), *_areas(listing), *map(_point, listing.places)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="titel worte">\n'
        f'<title id="titel">Lage von {_text(listing.name)}</title>\n<desc id="worte">{_text(words)}</desc>\n'
        f"<style>{_STYLE}</style>\n{shapes}\n</svg>\n"
    ).encode()


def _lands(listing: Listing) -> Iterator[str]:
    """The Länder; those that are named as a whole, and all of them for bundesweit, stand out."""
    areas = [place.gebiet for place in listing.places if place.gebiet]
    for land in laender():
        whole = any(area.bundesweit or land.kuerzel in area.bundeslaender for area in areas)
        rings = (ring for polygon in outlines()[land.kuerzel] for ring in polygon)
        path = "".join(f"M{' '.join(_at(lat, lon) for lon, lat in ring)}Z" for ring in rings)
        yield f'<path class="land{" ganz" if whole else ""}" d="{path}"/>'


def _areas(listing: Listing) -> Iterator[str]:
    for place in listing.places:
        if place.gebiet and place.gebiet.umkreis_km and not place.gebiet.bundesweit:
            yield _circle("umkreis", place.lat, place.lon, place.gebiet.umkreis_km * _KM)
    named = {key for place in listing.places if place.gebiet for key in place.gebiet.kreise if key in kreise()}
    yield from (_circle("kreis", kreise()[key].lat, kreise()[key].lon, 5) for key in sorted(named))


def _point(place: Place) -> str:
    if place.radius_km:
        return _circle("ungefaehr", place.lat, place.lon, max(8, place.radius_km * _KM))
    return _circle("punkt", place.lat, place.lon, 8)


def _circle(kind: str, lat: float, lon: float, radius: float) -> str:
    x, y = _at(lat, lon).split(",")
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{radius:.1f}"/>'


def _at(lat: float, lon: float) -> str:
    return f"{(lon - _WEST) * _PER_DEGREE * _NARROWER:.1f},{(_NORTH - lat) * _PER_DEGREE:.1f}"


def _text(words: str) -> str:
    """Text and nothing else, as far as XML can hold it."""
    return escape("".join(char for char in words if char.isprintable()))

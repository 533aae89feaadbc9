"""How far two points lie apart, and whether a point can lie in Germany at all. Points are WGS 84 degrees."""

from math import asin, cos, dist, radians, sin

from landkarte.standard import rules

EARTH_KM = 6371.0
KM_PER_DEGREE = 111
"""Of latitude, a little less than it is, so that a window of degrees is never too narrow."""

Vector = tuple[float, float, float]
"""A point on the unit sphere; where one is compared with many, its angles need to be worked out only once."""


def vector(lat: float, lon: float) -> Vector:
    """The point as a vector."""
    north, east = radians(lat), radians(lon)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def km_apart(one: Vector, other: Vector) -> float:
    """Great-circle distance of two vectors in kilometres; in the browser ``templates/static/js/finden/wer.js``."""
    return 2 * EARTH_KM * asin(min(1.0, dist(one, other) / 2))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in kilometres."""
    return km_apart(vector(lat1, lon1), vector(lat2, lon2))


def in_germany(lat: float, lon: float) -> bool:
    """Whether the point lies in the rectangle around Germany (rule R-03)."""
    box = rules()["R-03"].werte
    return bool(box["lat"][0] <= lat <= box["lat"][1] and box["lon"][0] <= lon <= box["lon"][1])

"""How far two points lie apart, and whether a point can lie in Germany at all."""

from math import asin, cos, radians, sin, sqrt

from landkarte.standard import rules

EARTH_KM = 6371.0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    north, east = radians(lat2 - lat1), radians(lon2 - lon1)
    chord = sin(north / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def in_germany(lat: float, lon: float) -> bool:
    """Whether the point lies in the rectangle around Germany (rule R-03)."""
    box = rules()["R-03"].werte
    return bool(box["lat"][0] <= lat <= box["lat"][1] and box["lon"][0] <= lon <= box["lon"][1])

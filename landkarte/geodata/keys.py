"""What both publishers' data have in common: keys of Kreise, and the part of the world they are about."""

# The postal data and the boundaries may be older than the merger.
_MERGED = {"16056": "16063"}
"""Eisenach into the Wartburgkreis, 2021-07-01."""

_LON, _LAT = (5.5, 15.5), (47.0, 55.5)


def current(key: str) -> str:
    """The AGS of the Kreis that has taken over ``key``, or ``key`` itself."""
    return _MERGED.get(key, key)


def in_germany(lon: float, lat: float) -> bool:
    """Whether a point (WGS 84 degrees) lies in the box around Germany; swapped coordinates never do."""
    return _LON[0] <= lon <= _LON[1] and _LAT[0] <= lat <= _LAT[1]

"""Keys of Kreise, which both publishers use."""

# The postal data and the boundaries may be older than the merger.
_MERGED = {"16056": "16063"}
"""Eisenach into the Wartburgkreis, 2021-07-01."""


def current(key: str) -> str:
    """The AGS of the Kreis that has taken over ``key``, or ``key`` itself."""
    return _MERGED.get(key, key)

"""Who serves a place, and why: Umkreis ∪ Kreise ∪ Länder ∪ bundesweit, minus Ausnahmen, for every Standort of a provider.

The browser decides the same for a postal code (templates/static/js/wer.js); a test holds both against each other.
Coordinates are WGS 84 degrees, distances kilometres as the crow flies.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal, NamedTuple, get_args

from landkarte.geo import Kreis, kreise
from landkarte.model import Einzugsgebiet

EARTH_KM = 6371.0
_KM_PER_DEGREE = 111.0
"""Of latitude, a little less than it is, so that a window of degrees is never too narrow."""

Reason = Literal["kreise", "umkreis", "land", "bundesweit"]
"""What of an Einzugsgebiet holds; the most telling first."""
REASONS: tuple[Reason, ...] = get_args(Reason)
_RANK = {reason: rank for rank, reason in enumerate(REASONS)}


class Base(NamedTuple):
    """A Standort as far as it matters here: where it lies, and the Einzugsgebiet that applies to it."""

    lat: float
    lon: float
    gebiet: Einzugsgebiet


@dataclass(frozen=True, slots=True)
class Reach:
    """That a provider serves a place: the most telling reason, and the distance of the nearest Standort that does."""

    reason: Reason
    km: float


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    north, east = radians(lat2 - lat1), radians(lon2 - lon1)
    chord = sin(north / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def reason(gebiet: Einzugsgebiet, kreis: Kreis, km: float) -> Reason | None:
    """Why a Standort with this Einzugsgebiet serves a place in ``kreis`` that is ``km`` away, or None. An Ausnahme always wins."""
    out = gebiet.ausnahmen
    if out and (kreis.ags in out.kreise or kreis.land in out.bundeslaender):
        return None
    if kreis.ags in gebiet.kreise:
        return "kreise"
    if gebiet.umkreis_km and km <= gebiet.umkreis_km:
        return "umkreis"
    if kreis.land in gebiet.bundeslaender:
        return "land"
    return "bundesweit" if gebiet.bundesweit else None


def reach(bases: Iterable[Base], kreis: Kreis, lat: float, lon: float) -> Reach | None:
    """How a provider with these Standorte serves the place at ``lat``/``lon`` in ``kreis``; None if none of them does."""
    found: Reach | None = None
    for base in bases:
        km = distance_km(base.lat, base.lon, lat, lon)
        why = reason(base.gebiet, kreis, km)
        if why and found is None:
            found = Reach(why, km)
        elif why and found:
            found = Reach(min(found.reason, why, key=_RANK.__getitem__), min(found.km, km))
    return found


def kreise_served(bases: Sequence[Base]) -> dict[str, Reach]:
    """The Kreise (AGS, sorted) that a provider serves more closely than bundesweit, each seen from its centre."""
    keys = {kreis.ags for base in bases for kreis in _candidates(base)}
    found = ((ags, reach(bases, kreis, kreis.lat, kreis.lon)) for ags in sorted(keys) for kreis in (kreise()[ags],))
    return {ags: one for ags, one in found if one and one.reason != "bundesweit"}


def laender_served(bases: Sequence[Base], served: Mapping[str, Reach]) -> dict[str, Reason]:
    """The Länder (kuerzel, sorted) in which a provider serves a Kreis, and how far; ``served`` are its ``kreise_served``.

    A Land that is named as a whole counts as that, whatever else is named in it.
    """
    named = {land for base in bases for land in base.gebiet.bundeslaender}
    national = [base for base in bases if base.gebiet.bundesweit]
    found: dict[str, Reason] = {}
    for land, own in _kreise_of_laender().items():
        near = [served[kreis.ags].reason for kreis in own if kreis.ags in served]
        if near:
            found[land] = "land" if land in named and "land" in near else min(near, key=_RANK.__getitem__)
        elif any(nationwide(base, kreis) for base in national for kreis in own):
            found[land] = "bundesweit"
    return dict(sorted(found.items()))


def nationwide(base: Base, kreis: Kreis) -> bool:
    """Whether a Standort is there for all of Germany, ``kreis`` included."""
    out = base.gebiet.ausnahmen
    return base.gebiet.bundesweit and not (out and (kreis.ags in out.kreise or kreis.land in out.bundeslaender))


def _candidates(base: Base) -> Iterator[Kreis]:
    """The Kreise that may be served more closely than bundesweit; few are looked at that are not."""
    gebiet = base.gebiet
    yield from (kreise()[ags] for ags in gebiet.kreise if ags in kreise())
    for land in gebiet.bundeslaender:
        yield from _kreise_of_laender()[land]
    if gebiet.umkreis_km:
        height = gebiet.umkreis_km / _KM_PER_DEGREE
        rows = _by_latitude()
        first = bisect_left(rows, base.lat - height, key=lambda kreis: kreis.lat)
        last = bisect_right(rows, base.lat + height, key=lambda kreis: kreis.lat)
        yield from rows[first:last]


@cache
def _by_latitude() -> list[Kreis]:
    return sorted(kreise().values(), key=lambda kreis: kreis.lat)


@cache
def _kreise_of_laender() -> dict[str, list[Kreis]]:
    found: dict[str, list[Kreis]] = {}
    for kreis in kreise().values():
        found.setdefault(kreis.land, []).append(kreis)
    return found

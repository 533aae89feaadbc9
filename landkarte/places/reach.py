"""Who serves a place, and why: Umkreis ∪ Kreise ∪ Länder ∪ bundesweit, minus Ausnahmen, for every Standort of a provider.

The browser decides the same for a postal code (templates/static/js/finden/wer.js); a test holds both against each other.
Coordinates are WGS 84 degrees, distances kilometres as the crow flies.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from landkarte.entries.model import Einzugsgebiet
from landkarte.places.distance import Vector, km_apart, vector
from landkarte.places.tables import Kreis, kreise, of_the_day

_KM_PER_DEGREE = 111.0
"""Of latitude, a little less than it is, so that a window of degrees is never too narrow."""

Reason = Literal["kreise", "umkreis", "land", "bundesweit"]
"""What of an Einzugsgebiet holds; the most telling first."""
REASONS: tuple[Reason, ...] = get_args(Reason)
OF_AN_AREA: tuple[Reason, ...] = ("land", "kreise", "umkreis", "bundesweit")
"""The same for a Land or the territory of an Amt: whoever names it as a whole serves more of it."""
_RANK = {reason: rank for rank, reason in enumerate(REASONS)}


class Base(NamedTuple):
    """A Standort as far as it matters here: where it lies, and the Einzugsgebiet that applies to it."""

    lat: float
    lon: float
    gebiet: Einzugsgebiet


class Reach(NamedTuple):
    """That a provider serves a place: the most telling reason, and the distance of the nearest Standort that does."""

    reason: Reason
    km: float


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
    return _reach([(vector(base.lat, base.lon), base.gebiet) for base in bases], kreis, vector(lat, lon))


def _reach(bases: Iterable[tuple[Vector, Einzugsgebiet]], kreis: Kreis, place: Vector) -> Reach | None:
    found: Reach | None = None
    for point, gebiet in bases:
        km = km_apart(point, place)
        why = reason(gebiet, kreis, km)
        if why and found:
            found = Reach(min(found.reason, why, key=_RANK.__getitem__), min(found.km, km))
        elif why:
            found = Reach(why, km)
    return found


def kreise_served(bases: Sequence[Base]) -> dict[str, Reach]:
    """The Kreise (AGS, sorted) that a provider serves more closely than bundesweit, each seen from its centre."""
    points = [(vector(base.lat, base.lon), base.gebiet) for base in bases]
    middle = centres()
    found: dict[str, Reach] = {}
    for ags in sorted({ags for base in bases for ags in _candidates(base)}):
        one = _reach(points, kreise()[ags], middle[ags])
        if one and one.reason != "bundesweit":
            found[ags] = one
    return found


def laender_served(bases: Sequence[Base], served: Mapping[str, Reach]) -> dict[str, Reason]:
    """The Länder (kuerzel, sorted) in which a provider serves a Kreis, and how much of them; ``served`` are its ``kreise_served``."""
    found: dict[str, Reason] = {}
    for ags, one in served.items():
        land = kreise()[ags].land
        found[land] = min(found.get(land, one.reason), one.reason, key=OF_AN_AREA.index)
    national = [base for base in bases if base.gebiet.bundesweit]
    for land, own in _kreise_of_laender().items() if national else ():
        if land not in found and any(nationwide(base, kreis) for base in national for kreis in own):
            found[land] = "bundesweit"
    return dict(sorted(found.items()))


def nationwide(base: Base, kreis: Kreis) -> bool:
    """Whether a Standort is there for all of Germany, ``kreis`` included."""
    out = base.gebiet.ausnahmen
    return base.gebiet.bundesweit and not (out and (kreis.ags in out.kreise or kreis.land in out.bundeslaender))


def _candidates(base: Base) -> Iterator[str]:
    """The Kreise (AGS) that may be served more closely than bundesweit; few are named that are not."""
    gebiet = base.gebiet
    yield from (ags for ags in gebiet.kreise if ags in kreise())
    for land in gebiet.bundeslaender:
        yield from (kreis.ags for kreis in _kreise_of_laender()[land])
    if gebiet.umkreis_km:
        height = gebiet.umkreis_km / _KM_PER_DEGREE
        latitudes, keys = _by_latitude()
        yield from keys[bisect_left(latitudes, base.lat - height) : bisect_right(latitudes, base.lat + height)]


@of_the_day
def _by_latitude() -> tuple[list[float], list[str]]:
    rows = sorted((kreis.lat, kreis.ags) for kreis in kreise().values())
    return [lat for lat, _ in rows], [ags for _, ags in rows]


@of_the_day
def centres() -> dict[str, Vector]:
    """The centre of every Kreis, by AGS."""
    return {ags: vector(kreis.lat, kreis.lon) for ags, kreis in kreise().items()}


@of_the_day
def _kreise_of_laender() -> dict[str, list[Kreis]]:
    found: dict[str, list[Kreis]] = {}
    for kreis in kreise().values():
        found.setdefault(kreis.land, []).append(kreis)
    return found

"""Who serves a place, and why: Umkreis ∪ Kreise ∪ Länder ∪ bundesweit, minus Ausnahmen, for every Standort of a provider.

The browser decides the same for a postal code (templates/static/js/finden/wer.js); a test holds both against each other.
Coordinates are WGS 84 degrees, distances kilometres as the crow flies.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Literal, NamedTuple, get_args

from landkarte.entries.model import Einzugsgebiet
from landkarte.places.distance import KM_PER_DEGREE, Vector, km_apart, vector
from landkarte.places.tables import Kreis, kreise, kreise_of_land, laender, of_the_day

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
    """That a provider serves a place: the most telling reason, and the distance of its nearest Standort, whichever of them serves.

    Lists are sorted by that distance: who names more Kreise or Länder comes no nearer.
    """

    reason: Reason
    km: float


def reason(gebiet: Einzugsgebiet, kreis: Kreis, km: float) -> Reason | None:
    """Why a Standort with this Einzugsgebiet serves a place in ``kreis`` that is ``km`` away, or None. An Ausnahme always wins."""
    if _left_out(gebiet, kreis):
        return None
    if kreis.ags in gebiet.kreise:
        return "kreise"
    if gebiet.umkreis_km and km <= gebiet.umkreis_km:
        return "umkreis"
    if kreis.land in gebiet.bundeslaender:
        return "land"
    return "bundesweit" if gebiet.bundesweit else None


def of_points(bases: Sequence[Base]) -> list[tuple[Vector, Einzugsgebiet]]:
    """Where each Standort lies, and its Einzugsgebiet."""
    return [(vector(base.lat, base.lon), base.gebiet) for base in bases]


def reach(bases: Iterable[tuple[Vector, Einzugsgebiet]], kreis: Kreis, place: Vector) -> Reach | None:
    """How a provider with Standorte at these points serves a ``place`` in ``kreis``; None if none of them does."""
    nearest, best = inf, len(REASONS)
    for point, gebiet in bases:
        km = km_apart(point, place)
        nearest = min(nearest, km)
        why = reason(gebiet, kreis, km)
        if why:
            best = min(best, _RANK[why])
    return Reach(REASONS[best], nearest) if best < len(REASONS) else None


def kreise_served(bases: Sequence[Base]) -> dict[str, Reach]:
    """The Kreise (AGS, sorted) that a provider serves more closely than bundesweit, each seen from its centre."""
    points, middle = of_points(bases), centres()
    near = sorted({ags for base in bases for ags in _candidates(base)})
    return {ags: one for ags in near if (one := reach(points, kreise()[ags], middle[ags])) and one.reason != "bundesweit"}


def laender_served(bases: Sequence[Base], served: Mapping[str, Reach]) -> dict[str, Reason]:
    """The Länder (kuerzel, sorted) in which a provider serves a Kreis, and how much of them; ``served`` are its ``kreise_served``."""
    national = any(base.gebiet.bundesweit for base in bases)
    lands = {land.kuerzel for land in laender()} if national else {kreise()[ags].land for ags in served}
    return {land: found for land in sorted(lands) if (found := area_served(bases, served, kreise_of_land(land)))}


def area_served(bases: Sequence[Base], served: Mapping[str, Reach], area: Sequence[str]) -> Reason | None:
    """How much of these Kreise (AGS) a provider serves, or None where it is none of them; ``served`` are its ``kreise_served``."""
    reasons = [served[ags].reason for ags in area if ags in served]
    if reasons:
        return min(reasons, key=OF_AN_AREA.index)
    national = [base.gebiet for base in bases if base.gebiet.bundesweit]
    return "bundesweit" if any(not _left_out(gebiet, kreise()[ags]) for gebiet in national for ags in area) else None


def _left_out(gebiet: Einzugsgebiet, kreis: Kreis) -> bool:
    out = gebiet.ausnahmen
    return out is not None and (kreis.ags in out.kreise or kreis.land in out.bundeslaender)


def _candidates(base: Base) -> Iterator[str]:
    """The Kreise (AGS) that may be served more closely than bundesweit; few are named that are not."""
    gebiet = base.gebiet
    yield from (ags for ags in gebiet.kreise if ags in kreise())
    for land in gebiet.bundeslaender:
        yield from kreise_of_land(land)
    if gebiet.umkreis_km:
        height = gebiet.umkreis_km / KM_PER_DEGREE
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

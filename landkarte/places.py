"""Where a Standort lies and which Länder an entry serves, from the small tables of ``geo``; offline.

Coordinates are WGS 84 degrees, distances kilometres as the crow flies.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

from landkarte.diagnostics import Finding, KeyPath, quoted, stamped
from landkarte.directory import Place, Point, PointKey, Served, folded
from landkarte.distance import distance_km, in_germany
from landkarte.geo import Kreis, Ort, PlzGebiet, kreise, orte, plz_gebiete
from landkarte.model import Eintrag, Einzugsgebiet, Leistungserbringer, Standort
from landkarte.standard import rules

KM_PER_DEGREE = 111
"""Of latitude."""
AREA_KM = 22
"""Nine of ten postcodes lie within this distance of the middle of their three-digit area (head of geo/plz_gebiete.csv)."""
TOWN_KM = 10
"""Around the middle of a town: a circle of this radius covers 300 km², more than nearly every town has."""
CITIES = ("kreisfreie_stadt", "stadtkreis")
STRONGEST: tuple[Served, ...] = get_args(Served)


@cache
def _towns() -> dict[str, list[Ort]]:
    """The larger towns by folded name."""
    found: dict[str, list[Ort]] = {}
    for ort in orte():
        found.setdefault(folded(ort.name), []).append(ort)
    return found


def findings(file: str, entry: Eintrag) -> list[Finding]:
    """Places that do not exist: PLZ areas, Kreise, coordinates outside Germany."""
    if not isinstance(entry, Leistungserbringer):
        return []
    problems = [stamped(file, path, rules()[code], message) for path, code, message in _problems(entry)]
    return problems or [stamped(file, path, rules()[code], message) for path, code, message in _contradictions(entry)]


def _problems(entry: Leistungserbringer) -> Iterator[tuple[KeyPath, str, str]]:
    yield from _unknown_kreise(("einzugsgebiet",), entry.einzugsgebiet)
    for number, site in enumerate(entry.standorte):
        here: KeyPath = ("standorte", number)
        yield from _unknown_kreise((*here, "einzugsgebiet"), site.einzugsgebiet)
        if site.plz[:3] not in plz_gebiete():
            yield (*here, "plz"), "R-01", f"Eine Postleitzahl {site.plz} gibt es in Deutschland nicht."
        if site.ags and site.ags[:5] not in kreise():
            yield (*here, "ags"), "R-07", f"Einen Kreis mit dem Schlüssel {site.ags[:5]} gibt es nicht."
        if (site.lat is None) != (site.lon is None):
            yield (*here, "lat" if site.lon is None else "lon"), "R-03", "lat und lon gehören zusammen; eines fehlt."
        elif site.lat is not None and site.lon is not None and not in_germany(site.lat, site.lon):
            yield (*here, "lat"), "R-03", f"Der Punkt {site.lat} / {site.lon} liegt nicht in Deutschland."


def _contradictions(entry: Leistungserbringer) -> Iterator[tuple[KeyPath, str, str]]:
    """What a Standort says about its place twice, and differently; without exact data only as far as three digits tell."""
    for number, site in enumerate(entry.standorte):
        area = plz_gebiete()[site.plz[:3]]
        if site.ags and site.ags[:5] not in area.kreise:
            names = ", ".join(kreise()[key].name for key in area.kreise)
            found = f"Die Postleitzahl {site.plz} liegt nicht im Kreis {kreise()[site.ags[:5]].name} (möglich: {names})."
            yield ("standorte", number, "ags"), "R-02", found
        town = _towns().get(folded(site.ort))
        if town and not any(ort.kreis in area.kreise for ort in town):
            yield ("standorte", number, "ort"), "R-02", f"Die Postleitzahl {site.plz} gehört nicht zu {quoted(site.ort)}."
        if site.lat is not None and site.lon is not None:
            away = distance_km(site.lat, site.lon, area.lat, area.lon)
            if away > rules()["R-02"].werte["km_hoechstens"]:
                yield (
                    ("standorte", number, "lat"),
                    "R-02",
                    f"Der Punkt liegt {away:.0f} km vom Gebiet der Postleitzahl {site.plz} entfernt.",
                )


def _unknown_kreise(path: KeyPath, area: Einzugsgebiet | None) -> Iterator[tuple[KeyPath, str, str]]:
    named = {} if area is None else {(*path, "kreise"): area.kreise}
    if area and area.ausnahmen:
        named[(*path, "ausnahmen", "kreise")] = area.ausnahmen.kreise
    for where, keys in named.items():
        for number, key in enumerate(keys):
            if key not in kreise():
                yield (*where, number), "R-07", f"Einen Kreis mit dem Schlüssel {key} gibt es nicht."


def places(entry: Eintrag, points: Mapping[PointKey, Point] | None = None) -> tuple[Place, ...]:
    """The places of a provider, one per Standort (none for a coach of an organisation). Needs an entry without findings.

    ``points`` are those of coaches/orte.csv; they serve a Standort that states no coordinates of its own.
    """
    if not isinstance(entry, Leistungserbringer):
        return ()
    return tuple(_place(site, (points or {}).get((entry.id, site.id))) for site in entry.standorte)


def _place(site: Standort, point: Point | None = None) -> Place:
    area = plz_gebiete()[site.plz[:3]]
    town = _town_of(site, area)
    stated = site.ags[:5] if site.ags and site.ags[:5] in area.kreise else None
    kreis = stated or (town.kreis if town else area.kreise[0] if len(area.kreise) == 1 else None)
    lands = {kreise()[key].land for key in ([kreis] if kreis else area.kreise)}
    land = lands.pop() if len(lands) == 1 else None
    if site.lat is not None and site.lon is not None:
        return Place(site, site.lat, site.lon, "angegeben", kreis, land)
    if point and point.genauigkeit == "ort":
        return Place(site, point.lat, point.lon, "ungefaehr", kreis, land, TOWN_KM, point)
    if point:
        return Place(site, point.lat, point.lon, "nachgeschlagen", kreis, land, 0, point)
    near = town or area
    return Place(site, near.lat, near.lon, "ungefaehr", kreis, land, _radius_km(town, area) if town else AREA_KM)


def _radius_km(town: Ort, area: PlzGebiet) -> int:
    """How far from the middle of its town a Standort may well lie: in Berlin, a whole postcode area may be off."""
    off = distance_km(town.lat, town.lon, area.lat, area.lon) if kreise()[town.kreis].art in CITIES and area.kreise == (town.kreis,) else 0
    return TOWN_KM + round(off)


def _town_of(site: Standort, area: PlzGebiet) -> Ort | None:
    """The larger town that the Standort names, if its Kreis touches the postal code area."""
    found = [ort for ort in _towns().get(folded(site.ort), ()) if ort.kreis in area.kreise]
    return found[0] if len(found) == 1 else None


def served(entry: Eintrag, at: tuple[Place, ...]) -> dict[str, Served]:
    """Länder that an entry with the places ``at`` serves, with the strongest reason, in the order of their keys."""
    if not isinstance(entry, Leistungserbringer):
        return {}
    reasons: defaultdict[str, set[Served]] = defaultdict(set)
    for place in at:
        area = place.standort.einzugsgebiet or entry.einzugsgebiet
        if place.land:
            reasons[place.land].add("standort")
        for land, reason in _by_area(area, place) if area else ():
            reasons[land].add(reason)
    return {land: min(found, key=STRONGEST.index) for land, found in sorted(reasons.items())}


def _by_area(area: Einzugsgebiet, place: Place) -> Iterator[tuple[str, Served]]:
    """Länder of an area with every reason; a Land counts by Umkreis when the centre of one of its Kreise lies within."""
    out = area.ausnahmen
    without = set(out.kreise) if out else set()
    lost = set(out.bundeslaender) | _emptied(without) if out else set()
    for key in area.kreise:
        if key not in without and kreise()[key].land not in lost:
            yield kreise()[key].land, "kreise"
    yield from ((land, "land") for land in area.bundeslaender if land not in lost)
    if area.umkreis_km:
        for kreis in kreise().values():
            if kreis.land not in lost and kreis.ags not in without and _within(kreis, place, area.umkreis_km):
                yield kreis.land, "umkreis"
    if area.bundesweit:
        yield from ((land, "bundesweit") for land in sorted({kreis.land for kreis in kreise().values()} - lost))


def _emptied(without: set[str]) -> set[str]:
    """Länder of which no Kreis is left."""
    return {kreise()[key].land for key in without} - {kreis.land for kreis in kreise().values() if kreis.ags not in without}


def _within(kreis: Kreis, place: Place, radius_km: float) -> bool:
    # most Kreise are ruled out without trigonometry
    return abs(kreis.lat - place.lat) * KM_PER_DEGREE <= radius_km and distance_km(kreis.lat, kreis.lon, place.lat, place.lon) <= radius_km


def reaches(entry: Leistungserbringer, amt: str, slack_km: float) -> bool:
    """Whether a Standort or its area touches the territory of ``amt``. Where the tables cannot tell, it does."""
    return any(_in_territory(site, amt) or _serves(site, entry, amt, slack_km) for site in entry.standorte)


@cache
def _territory(amt: str) -> list[Kreis]:
    return [kreis for kreis in kreise().values() if kreis.amt == amt]


@cache
def _keys(amt: str) -> frozenset[str]:
    """The Kreise and Länder in which the territory lies."""
    return frozenset(key for kreis in _territory(amt) for key in (kreis.ags, kreis.land))


@cache
def _latitudes(amt: str) -> tuple[float, float]:
    """The southernmost and the northernmost centre of its Kreise."""
    found = sorted(kreis.lat for kreis in _territory(amt))
    return found[0], found[-1]


def _in_territory(site: Standort, amt: str) -> bool:
    area = plz_gebiete().get(site.plz[:3])
    possible = (site.ags[:5],) if site.ags else area.kreise if area else ()
    return any(key not in kreise() or kreise()[key].amt == amt for key in possible) or area is None


def _serves(site: Standort, entry: Leistungserbringer, amt: str, slack_km: float) -> bool:
    area = site.einzugsgebiet or entry.einzugsgebiet
    if area is None:
        return False
    own = _territory(amt)
    if area.bundesweit or not _keys(amt).isdisjoint((*area.kreise, *area.bundeslaender)):
        return True
    if not area.umkreis_km:
        return False
    place, radius_km = _place(site), area.umkreis_km + slack_km
    south, north = _latitudes(amt)
    if (south - place.lat) * KM_PER_DEGREE > radius_km or (place.lat - north) * KM_PER_DEGREE > radius_km:
        return False
    return any(_within(kreis, place, radius_km) for kreis in own)

"""Where a Standort lies, and whether what an entry says about that is so; offline.

Coordinates are WGS 84 degrees, distances kilometres as the crow flies.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from landkarte.entries.model import Eintrag, Einzugsgebiet, Leistungserbringer, Standort
from landkarte.entries.model.eintraege import understood
from landkarte.ground.diagnostics import Finding, KeyPath, quoted, stamped
from landkarte.ground.text import folded
from landkarte.places import meaning
from landkarte.places.distance import distance_km, in_germany, km_apart, vector
from landkarte.places.gazetteer import TOWN_KM, Area, Gazetteer
from landkarte.places.points import Point, Points, address_of
from landkarte.places.reach import centres
from landkarte.places.tables import Ortschaft, current, kreise, kreise_of_amt, of_the_day, plz_gebiete
from landkarte.standard import rules

Precision = Literal["angegeben", "nachgeschlagen", "ungefaehr"]


class Place(NamedTuple):
    """Where a Standort lies: WGS 84 degrees, how exact they are, and the Kreis (AGS, 5 digits) and Land (kuerzel) if known."""

    standort: Standort
    lat: float
    lon: float
    precision: Precision
    kreis: str | None
    land: str | None
    gebiet: Einzugsgebiet | None
    """The area that applies here: its own, else that of the entry."""
    radius_km: float = 0
    """Where the place is only roughly known: how far from the point it may well lie."""
    point: Point | None = None
    """Where the degrees come from coaches/orte.csv: the point as it stands there."""


def findings(file: str, entry: Eintrag, gazetteer: Gazetteer) -> list[Finding]:
    """Places that do not exist or contradict each other, and coordinates that lie elsewhere."""
    if not isinstance(entry, Leistungserbringer):
        return []
    problems = [*_unknown_plz(file, entry, gazetteer), *meaning.findings(file, entry)]
    if any(problem.level == "fehler" for problem in problems):
        return problems
    contradictions = _contradictions(meaning.renewed(entry), gazetteer)
    return [*problems, *(stamped(file, path, rules()["R-02"], message) for path, message in contradictions)]


def _unknown_plz(file: str, entry: Leistungserbringer, gazetteer: Gazetteer) -> Iterator[Finding]:
    """Postal codes that there are not. Of those that only the official data do not name a warning: the data may be older."""
    for number, site in enumerate(entry.standorte):
        here: KeyPath = ("standorte", number, "plz")
        if site.plz[:3] not in plz_gebiete():
            yield stamped(file, here, rules()["R-01"], f"Eine Postleitzahl {site.plz} gibt es in Deutschland nicht.")
        elif gazetteer.exact and site.plz not in gazetteer.exact.plz:
            message = f"Die Postleitzahl {site.plz} steht nicht in den Daten von GeoNames; sie kann neu sein oder zu einem Betrieb gehören."
            yield stamped(file, here, rules()["R-01"], message, level="warnung")


def _contradictions(entry: Leistungserbringer, gazetteer: Gazetteer) -> Iterator[tuple[KeyPath, str]]:
    """What a Standort says about its place twice, and differently; without exact data only as far as three digits tell."""
    for number, site in enumerate(entry.standorte):
        area = _area(site, gazetteer)
        here: KeyPath = ("standorte", number)
        if site.ags and site.ags[:5] not in area.kreise:
            names = ", ".join(kreise()[key].name for key in area.kreise)
            stated = kreise()[site.ags[:5]].name
            told = f"Nach den Daten von GeoNames liegt die Postleitzahl {site.plz} nicht im Kreis {stated} (möglich: {names})."
            yield (*here, "ags"), told
        if _in_another_town(site, area, gazetteer):
            yield (*here, "ort"), f"Nach den Daten von GeoNames gehört die Postleitzahl {site.plz} nicht zu {quoted(site.ort)}."
        elsewhere = _elsewhere(site, area, gazetteer)
        if elsewhere:
            yield (*here, "lat"), elsewhere


def _in_another_town(site: Standort, area: Area, gazetteer: Gazetteer) -> bool:
    """Whether the Standort names a town that does not have its PLZ. Halle may be Halle (Saale); a city has all PLZ of its Kreis."""
    towns = gazetteer.towns(site.ort)
    if not towns or any(_belongs(town, site, area) for town in towns):
        return False
    cities = [kreise()[ags].name for ags in area.kreise if kreise()[ags].is_town]
    here = _words(site.ort)
    return not any(here in there or there in here for there in map(_words, [*gazetteer.names(site.plz), *cities]))


def _words(name: str) -> str:
    return " ".join(["", *re.findall(r"\w+", folded(name)), ""])


def _elsewhere(site: Standort, area: Area, gazetteer: Gazetteer) -> str:
    """Where the point lies, if that is not where the Standort says it is."""
    if site.lat is None or site.lon is None or not in_germany(site.lat, site.lon):  # of a point abroad R-03 tells
        return ""
    limits = rules()["R-02"].werte
    away = distance_km(site.lat, site.lon, area.lat, area.lon)
    if away > limits["km_genau" if area.exact else "km_hoechstens"]:
        return f"Der Punkt liegt bei {_nearest(site.lat, site.lon, gazetteer)}, {away:.0f} km von {site.plz} {site.ort}."
    if site.ags and site.ags[:5] in area.kreise and gazetteer.outside(site.lat, site.lon, site.ags[:5], limits["km_grenze"]):
        return f"Der Punkt liegt bei {_nearest(site.lat, site.lon, gazetteer)}, nicht im angegebenen Kreis {_spelled(site.ags[:5])}."
    return ""


def _nearest(lat: float, lon: float, gazetteer: Gazetteer) -> str:
    town = gazetteer.near(lat, lon)
    return f"{town.name} (Kreis {_spelled(town.kreis)})"


def _spelled(ags: str) -> str:
    return f"{kreise()[ags].name}, {ags}"


def places(entry: Eintrag, points: Points, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of a provider, one per Standort (none for a coach of an organisation). Needs an entry without findings.

    ``points`` are those of coaches/orte.csv; they serve a Standort that states no coordinates of its own.
    """
    if not isinstance(entry, Leistungserbringer):
        return ()
    found = [points.get(((entry.id, site.id), address)) if (address := address_of(site)) else None for site in entry.standorte]
    return tuple(_place(site, entry, point, gazetteer) for site, point in zip(entry.standorte, found, strict=True))


def _place(site: Standort, entry: Leistungserbringer, point: Point | None, gazetteer: Gazetteer) -> Place:
    area = _area(site, gazetteer)
    town = _town_of(site, area, gazetteer)
    stated = site.ags[:5] if site.ags and site.ags[:5] in area.kreise else None
    kreis = stated or (town.kreis if town else area.kreise[0] if len(area.kreise) == 1 else None)
    lands = {kreise()[key].land for key in ([kreis] if kreis else area.kreise)}
    land = lands.pop() if len(lands) == 1 else None
    area_here = site.einzugsgebiet or entry.einzugsgebiet
    gebiet = understood(area_here) if area_here else None
    if site.lat is not None and site.lon is not None:
        return Place(site, site.lat, site.lon, "angegeben", kreis, land, gebiet)
    if point and point.genauigkeit == "ort":
        return Place(site, point.lat, point.lon, "ungefaehr", kreis, land, gebiet, TOWN_KM, point)
    if point:
        return Place(site, point.lat, point.lon, "nachgeschlagen", kreis, land, gebiet, 0, point)
    if town and not area.exact:
        return Place(site, town.lat, town.lon, "ungefaehr", kreis, land, gebiet, _radius_km(town, area))
    return Place(site, area.lat, area.lon, "ungefaehr", kreis, land, gebiet, area.radius_km)


def _radius_km(town: Ortschaft, area: Area) -> int:
    """How far from the middle of its town a Standort may well lie: in Berlin, a whole postcode area may be off."""
    off = distance_km(town.lat, town.lon, area.lat, area.lon) if kreise()[town.kreis].is_town and area.kreise == (town.kreis,) else 0
    return TOWN_KM + round(off)


def _area(site: Standort, gazetteer: Gazetteer) -> Area:
    area = gazetteer.area(site.plz)
    assert area is not None, "an entry with such a PLZ has a finding and is not placed"
    return area


def _town_of(site: Standort, area: Area, gazetteer: Gazetteer) -> Ortschaft | None:
    """The place that the Standort names, if only one of that name belongs to the postal code."""
    found = [town for town in gazetteer.towns(site.ort) if _belongs(town, site, area)]
    return found[0] if len(found) == 1 else None


def _belongs(town: Ortschaft, site: Standort, area: Area) -> bool:
    return site.plz in town.plz if area.exact else town.kreis in area.kreise


def reaches(entry: Leistungserbringer, amt: str, slack_km: float, gazetteer: Gazetteer) -> bool:
    """Whether a Standort or its area touches the territory of ``amt``. Where the tables cannot tell, it does."""
    return any(_in_territory(site, amt, gazetteer) or _serves(site, entry, amt, slack_km, gazetteer) for site in entry.standorte)


@of_the_day
def _keys(amt: str) -> frozenset[str]:
    """The Kreise and Länder in which the territory lies."""
    return frozenset(key for ags in kreise_of_amt(amt) for key in (ags, kreise()[ags].land))


def _in_territory(site: Standort, amt: str, gazetteer: Gazetteer) -> bool:
    area = gazetteer.area(site.plz)
    possible = (site.ags[:5],) if site.ags else area.kreise if area else ()
    return any(key not in kreise() or kreise()[key].amt == amt for key in possible) or area is None


def _serves(site: Standort, entry: Leistungserbringer, amt: str, slack_km: float, gazetteer: Gazetteer) -> bool:
    area = site.einzugsgebiet or entry.einzugsgebiet
    if area is None:
        return False
    named = (ags for key in area.kreise for ags in current(key))
    if area.bundesweit or not _keys(amt).isdisjoint((*named, *area.bundeslaender)):
        return True
    if not area.umkreis_km:
        return False
    place = _place(site, entry, None, gazetteer)
    point, radius_km = vector(place.lat, place.lon), area.umkreis_km + slack_km
    return any(km_apart(centres()[ags], point) <= radius_km for ags in kreise_of_amt(amt))

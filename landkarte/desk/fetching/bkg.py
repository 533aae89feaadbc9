"""Boundaries of the BKG (Bundesamt für Kartographie und Geodäsie): Kreise and Länder as GeoJSON of its web feature services.

Format: VG250 and VG5000, https://gdz.bkg.bund.de; the service writes the names of properties small, older files in capitals.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Set
from datetime import date
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from landkarte.desk.fetching.download import Converted
from landkarte.desk.fetching.publishers import ChangedFormat, current, notes
from landkarte.places import exact
from landkarte.places.distance import in_germany
from landkarte.places.tables import kreise

_TOLERANCE = 0.005
"""Degrees: a bend of the border goes when its triangle is smaller than a square with this side, about a third of a km²."""
_DECIMALS = 3
_WATER = {"1", "2"}
"""Values of the property gf (Geofaktor) for sea and lakes; 3 and 4 are land."""
_OUTSIDE = 0.1
"""The largest share of a Land that may lie outside of it: what simplifying adds to a small one, and far less than a wrong key."""

Polygons = list[list[list[list[float]]]]


def attribution(today: date) -> dict[str, str]:
    """As the BKG wants it: with the year in which the data were fetched."""
    return {
        "titel": f"Grenzen der Kreise und Länder: © GeoBasis-DE / BKG {today.year} (Daten verändert)",
        "adresse": "https://www.bkg.bund.de",
        "lizenz": "Datenlizenz Deutschland – Namensnennung 2.0",
        "lizenz_adresse": "https://www.govdata.de/dl-de/by-2-0",
    }


def converted(kreise_json: bytes, laender_json: bytes, last: exact.Exact | None) -> Converted:
    """The boundaries in two GeoJSON files, simplified, and of ``last`` those of missing Kreise; GeodataError when they cannot be right.

    The publisher's Länder reach into the sea. Drawn are therefore the Kreise of a Land together, which also lets both have
    every point of a border in common; its own shape only proves that keys and places belong together.
    """
    krs, lan = _features("Die Datei der Kreise", kreise_json), _features("Die Datei der Länder", laender_json)
    kuerzel = {ags[:2]: kreis.land for ags, kreis in kreise().items()}
    try:
        found = _areas("Die Datei der Kreise", krs)
        whole = [key for key in sorted(found) if key in kreise()]
        missing = kreise().keys() - found.keys()
        told = notes("Die Datei des BKG", found.keys() - kreise().keys(), missing)
        simple = dict(zip(whole, shapely.coverage_simplify([found[key] for key in whole], _TOLERANCE), strict=True))
        simple |= {key: area for key, area in _last(last).items() if key in missing}
        given = _areas("Die Datei der Länder", lan)
        _refuse_other("Die Datei der Länder", given.keys(), kuerzel.keys())
        drawn = {key: shapely.union_all([area for ags, area in simple.items() if ags[:2] == key]) for key in kuerzel}
        for key, area in drawn.items():
            if not area or shapely.difference(area, given[key]).area > _OUTSIDE * area.area:
                raise ChangedFormat("Die Datei der Länder", f"die Kreise mit dem Schlüssel {key}… liegen nicht in ihrem Land")
    except ShapelyError:
        raise ChangedFormat("Die Datei des BKG", "eine Fläche ist keine") from None
    of_land = {land: {ags: area for ags, area in simple.items() if kreise()[ags].land == land} for land in sorted(kuerzel.values())}
    files = {exact.kreisdatei(land): _json(areas) for land, areas in of_land.items()}
    files[exact.LAENDER] = _json({kuerzel[key]: area for key, area in drawn.items()})
    return Converted(files, f"{len(simple)} Kreise, {len(drawn)} Länder", _stand(krs), told)


def _features(file: str, data: bytes) -> list[dict[str, Any]]:
    """The features of a collection, the names of their properties in small letters."""
    try:
        collection = json.loads(data)
    except (ValueError, RecursionError):  # an error of the service comes as XML
        raise ChangedFormat(file, "sie ist kein JSON") from None
    try:
        features = [
            {**feature, "properties": {name.lower(): value for name, value in feature["properties"].items()}}
            for feature in collection["features"]
        ]
    except (KeyError, TypeError, AttributeError):
        raise ChangedFormat(file, "sie enthält keine Flächen mit Eigenschaften") from None
    matched = collection.get("numberMatched")
    if isinstance(matched, int) and matched > len(features):
        raise ChangedFormat(file, f"sie enthält nur {len(features)} von {matched} Flächen")
    return features


def _last(last: exact.Exact | None) -> dict[str, Any]:
    """The areas of Kreise as they were stored before."""
    stored = {key: area for data in (last.kreisgrenzen if last else {}).values() for key, area in json.loads(data).items()}
    return {current(key): shapely.buffer(shape({"type": "MultiPolygon", "coordinates": area}), 0) for key, area in stored.items()}


def _refuse_other(file: str, found: Set[str], known: Set[str]) -> None:
    if unknown := sorted(found - known):
        raise ChangedFormat(file, f"ein Land mit dem Schlüssel {unknown[0]} gibt es nicht")
    if missing := sorted(known - found):
        raise ChangedFormat(file, f"sie enthält nur {len(known) - len(missing)} von {len(known)} Gebieten, es fehlt etwa {missing[0]}")


def _areas(file: str, features: list[dict[str, Any]]) -> dict[str, Any]:
    """Land areas by key."""
    parts: defaultdict[str, list[Any]] = defaultdict(list)
    for feature in features:
        properties = feature["properties"]
        if str(properties.get("gf")) in _WATER:
            continue
        key = properties.get("ars") or properties.get("ags")
        if not isinstance(key, str):
            raise ChangedFormat(file, "bei einer Fläche fehlt der Schlüssel (ars oder ags)")
        parts[current(key)].append(_area(file, key, feature))
    return {key: own[0] if len(own) == 1 else shapely.union_all(own) for key, own in parts.items()}


def _area(file: str, key: str, feature: Mapping[str, Any]) -> Any:
    try:
        area = shapely.force_2d(shape(feature["geometry"]))
        west, south, east, north = area.bounds
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise ChangedFormat(file, f"das Gebiet {key} hat keine Fläche") from None
    if area.geom_type not in ("Polygon", "MultiPolygon") or area.area == 0:
        raise ChangedFormat(file, f"das Gebiet {key} hat keine Fläche")
    if not in_germany(south, west) or not in_germany(north, east):
        raise ChangedFormat(file, f"das Gebiet {key} liegt nicht in Deutschland; erwartet werden Länge und Breite in WGS 84")
    return area


def _stand(features: list[dict[str, Any]]) -> date | None:
    """The latest day on which one of the areas has changed, where the service tells."""
    told = [str(feature["properties"].get(name)) for feature in features for name in ("beginn", "wsk")]
    days = [text[:10] for text in told if re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)]
    try:
        return date.fromisoformat(max(days)) if days else None
    except ValueError:
        return None


def _json(areas: Mapping[str, Any]) -> bytes:
    polygons = {key: _polygons(area) for key, area in sorted(areas.items())}
    return json.dumps(polygons, separators=(",", ":")).encode()


def _polygons(area: Any) -> Polygons:
    """Rings of [lon, lat]. What three decimals leave of an islet or a lake may be nothing."""
    parts = shapely.get_parts(shapely.normalize(area)).tolist()
    rings = [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts]
    return [[ring for ring in own if ring] for own in rings if own[0]]


def _ring(line: Any) -> list[list[float]]:
    points: list[list[float]] = []
    for lon, lat in line.coords:
        point = [round(lon, _DECIMALS), round(lat, _DECIMALS)]
        if not points or point != points[-1]:
            points.append(point)
    return points if len(points) > 3 else []

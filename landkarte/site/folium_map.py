"""The map: Folium draws it once, and its script becomes a file. The only door to Folium.

No text of an entry passes through Folium, whose popups and tooltips are live JavaScript. What it drew gets coordinates and the
numbers of rows, as the search knows them. Popups and names are made in the browser, with textContent.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from landkarte.directory import Directory, summary
from landkarte.ground import scripts, workers
from landkarte.places import tables
from landkarte.places.exact import Exact

_MAX_ZOOM = 17
_MIN_ZOOM = 5
_SMALL = 3
_FIRST = 200
"""About so many providers, from all of the alphabet, are on the map at once; the others follow: thousands take a slow telephone a while."""
_DIGEST = sha256().digest_size

# One marker of the cluster; what it looks like and does is decided in the script marken.js.
_CALLBACK = "function (row) { return window.landkarte.marke(row); }"


Pin = tuple[float, float, int, int, float, int]
"""lat, lon, number of the row in daten/verzeichnis.js, number of the town in it, km within which it lies (0: exact), 1 if looked up."""


def files(directory: Directory, kept: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of the map as (path in the site, content). What Folium drew is kept in the folder ``kept``."""
    points = _points(directory)
    step = len(directory.providers) // _FIRST + 1
    data = f"var data = {json.dumps([pin for pin in points if pin[2] % step == 0])};".encode()
    yield "karte/karte.js", scripts.named("zeichneKarte", _known_or_drawn(kept / "folium.karte").replace(b"var data = [];", data))
    yield "karte/standorte.js", scripts.script("standorte", [pin for pin in points if pin[2] % step])
    yield "karte/grundkarte.js", _base_layer(directory.exact)
    yield "karte/orte.js", scripts.script("kleinereOrte", _towns(small=True))
    if directory.exact:
        yield "karte/laender.js", scripts.named("laender", directory.exact.laendergrenzen)
        for kuerzel, polygons in directory.exact.kreisgrenzen.items():
            yield f"karte/kreise-{kuerzel.lower()}.js", scripts.named(f"kreise{kuerzel}", polygons)


def _points(directory: Directory) -> list[Pin]:
    """One for every Standort."""
    return [
        (place.lat, place.lon, row, towns.index(summary.town(place.standort)), place.radius_km, int(looked_up))
        for row, listing in enumerate(directory.providers)
        for towns in [summary.towns(listing)]
        for place in listing.places
        for looked_up in [place.point is not None and place.point.von == "nachgeschlagen"]
    ]


def _known_or_drawn(kept: Path) -> bytes:
    """What ``_drawn`` makes. To load Folium takes a third of a second, so that is kept until versions or this module change.

    A damaged file is simply made anew, as that of a compiled template is; where none can be, Folium draws every time.
    """
    made_of = repr(([version(name) for name in ("folium", "branca", "jinja2")], Path(__file__).read_bytes())).encode()
    with suppress(OSError):
        found = kept.read_bytes()
        if sha256(made_of + found[_DIGEST:]).digest() == found[:_DIGEST]:
            return found[_DIGEST:]
    drawn = workers.apart(_drawn)
    with suppress(OSError):
        kept.write_bytes(sha256(made_of + drawn).digest() + drawn)
    return drawn


def _drawn() -> bytes:
    """Folium's script for the map, still without points, as a function."""
    import folium
    from folium.plugins import FastMarkerCluster

    karte = folium.Map(
        location=[51.2, 10.4],
        tiles=None,
        zoom_start=_MIN_ZOOM,
        zoom_control=False,
        zoom_snap=0.25,
        scroll_wheel_zoom=False,
        # Spelled for Leaflet: Folium's own max_zoom is for tiles only, and without one the clusters stay invisible.
        minZoom=_MIN_ZOOM,
        maxZoom=_MAX_ZOOM,
    )
    gruppe = FastMarkerCluster(  # type: ignore[no-untyped-call]
        [],
        callback=_CALLBACK,
        icon_create_function="function (cluster) { return window.landkarte.haufen(cluster); }",
        show_coverage_on_hover=False,
        max_cluster_radius=50,
    )
    for element, name in ((karte, "landkarte"), (gruppe, "standorte")):
        element._id = name  # random otherwise
        element.default_js, element.default_css = [], []  # addresses of foreign hosts
    gruppe.add_to(karte)
    figure: Any = karte.get_root()
    figure.render()
    result = f"return {{karte: {karte.get_name()}, gruppe: {gruppe.get_name()}}};"
    return f"function () {{\n{figure.script.render()}\n{result}\n}}".encode()


def _towns(small: bool) -> list[list[Any]]:
    """Name, lat, lon and rank of towns: those that are named from afar, or the small ones (rank 3) that only a near view shows."""
    return [[ort.name, ort.lat, ort.lon, ort.rang] for ort in tables.orte() if (ort.rang == _SMALL) is small]


def _base_layer(exact: Exact | None) -> bytes:
    """The drawn layer that shows where in Germany one is: Länder, larger towns, and outlines of our own making by Land (kuerzel).

    With exact data the boundaries take the place of these; ``grenzen`` is the year in which they were fetched.
    """
    layer: dict[str, Any] = {
        "laender": [[land.name, land.lat, land.lon] for land in tables.laender()],
        "orte": _towns(small=False),
    }
    if exact:
        layer["grenzen"] = max(quelle.geladen_am.year for quelle in exact.quellen)
    else:
        layer["umrisse"] = tables.outlines()
    return scripts.script("grundkarte", layer)

"""The map: Folium draws it once, and its script becomes a file. The only door to Folium.

No text of an entry passes through Folium, whose popups and tooltips are live JavaScript: it gets coordinates and the numbers
of rows, as the search knows them. Popups and names are made in the browser, with textContent.
"""

from collections.abc import Callable, Iterator
from typing import Any

from landkarte.directory import Directory, summary
from landkarte.ground import scripts
from landkarte.places import tables
from landkarte.places.exact import Exact

_MAX_ZOOM = 17
_MIN_ZOOM = 5
_SMALL = 3
_FIRST = 200
"""About so many providers, from all of the alphabet, are on the map at once; the others follow: thousands take a slow telephone a while."""

# One marker of the cluster; what it looks like and does is decided in the script marken.js.
_CALLBACK = "function (row) { return window.landkarte.marke(row); }"


Pin = tuple[float, float, int, int, float, int]
"""lat, lon, number of the row in daten/verzeichnis.js, number of the town in it, km within which it lies (0: exact), 1 if looked up."""


def files(directory: Directory, drawn: Callable[[list[Pin]], bytes]) -> Iterator[tuple[str, bytes]]:
    """Each file of the map as (path in the site, content); ``drawn`` makes the script from the points, as ``script`` does."""
    points = _points(directory)
    step = len(directory.providers) // _FIRST + 1
    yield "karte/karte.js", drawn([pin for pin in points if pin[2] % step == 0])
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


def ready() -> Callable[[list[Pin]], bytes]:
    """``script``, once Folium is loaded, which takes a third of a second."""
    import folium.plugins  # noqa: F401

    return script


def script(points: list[Pin]) -> bytes:
    """Folium's script for the map, as the body of ``landkarte.zeichneKarte``."""
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
        points,
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
    body = figure.script.render()
    result = f"return {{karte: {karte.get_name()}, gruppe: {gruppe.get_name()}}};"
    return scripts.named("zeichneKarte", f"function () {{\n{body}\n{result}\n}}".encode())


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

"""Exact official data from their publishers: downloaded, verified, converted, and stored as a whole or not at all.

The only door to shapely, and with ``lookup`` to the network. Nothing here is needed for a build; what it stores,
``landkarte.places.exact`` describes and reads.
"""

from datetime import date
from pathlib import Path

from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.fetching import bkg, geonames, store
from landkarte.desk.fetching.download import Download, fetch, in_time
from landkarte.desk.fetching.errors import GeodataError
from landkarte.desk.terminal import say
from landkarte.ground.settings import Geodaten
from landkarte.places import exact

__all__ = ["GeodataError", "get_geodata", "update"]


def get_geodata(call: Call) -> int:
    """Fetch the exact official data that builds then find by themselves."""
    for line in f"Gespeichert in {exact.FOLDER}/: {update(call.settings.geodaten, call.root / exact.FOLDER, call.today)}".split("\n"):
        say(line)
    return OK


def update(addresses: Geodaten, folder: Path, today: date) -> str:
    """Put into ``folder`` what the publishers offer ``today``, and say in German what that was.

    What ``folder`` knows of a Kreis that a publisher does not have stays, and that is said. GeodataError when anything fails;
    ``folder`` is then as it was.
    """
    last = _last(folder)
    labels = {"postleitzahlen": "Postleitzahlen", "kreise": "Kreise", "laender": "Länder"}
    postal, *areas = in_time(lambda: [_fetched(key, getattr(addresses, key), label) for key, label in labels.items()])
    codes = geonames.read(postal.data, last)
    borders = bkg.read(areas[0].data, areas[1].data, last)
    files = geonames.files(codes) | bkg.files(borders)
    sources = [
        store.source(geonames.ATTRIBUTION, codes.stand, today, [postal]),
        store.source(bkg.attribution(today), borders.stand, today, areas),
    ]
    store.replace(folder, files | store.about(sources, files))
    stands = f"GeoNames vom {codes.stand:%d.%m.%Y}, BKG {f'vom {borders.stand:%d.%m.%Y}' if borders.stand else 'ohne Angabe des Tages'}"
    told = f"{geonames.counted(files)}, {len(borders.kreise)} Kreise, {len(borders.laender)} Länder; Stand: {stands}."
    return "\n".join([told, *(f"Warnung: {note}" for note in (*codes.notes, *borders.notes))])


def _last(folder: Path) -> exact.Exact | None:
    """What was stored before, if that can be used."""
    try:
        return exact.read(folder)
    except exact.DamagedGeodata:
        return None


def _fetched(key: str, address: str, label: str) -> Download:
    if not address:
        raise GeodataError(f"In pyproject.toml fehlt unter [tool.landkarte.geodaten] die Adresse {key}.")
    return Download(address, fetch(address, label))

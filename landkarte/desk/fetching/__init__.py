"""Exact official data from their publishers: downloaded, verified, converted, and stored as a whole or not at all.

The only door to shapely, and with ``lookup`` to the network. Nothing here is needed for a build; what it stores,
``landkarte.places.exact`` describes and reads.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.fetching import bkg, geonames
from landkarte.desk.fetching.download import Download, fetch, in_time
from landkarte.desk.fetching.publishers import GeodataError
from landkarte.desk.terminal import say
from landkarte.ground import exchange
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
    last = None  # what was stored before, if that can be used
    with suppress(exact.DamagedGeodata):
        last = exact.read(folder)
    labels = {"postleitzahlen": "Postleitzahlen", "kreise": "Kreise", "laender": "Länder"}
    postal, *areas = in_time(lambda: [fetch(key, getattr(addresses, key), label) for key, label in labels.items()])
    codes = geonames.converted(postal.data, last)
    borders = bkg.converted(areas[0].data, areas[1].data, last)
    files = codes.files | borders.files
    sources = [
        _source(geonames.ATTRIBUTION, codes.stand, today, [postal]),
        _source(bkg.attribution(today), borders.stand, today, areas),
    ]
    _replace(folder, files | _about(sources, files))
    stands = f"GeoNames vom {codes.stand:%d.%m.%Y}, BKG {f'vom {borders.stand:%d.%m.%Y}' if borders.stand else 'ohne Angabe des Tages'}"
    told = f"{codes.counted}, {borders.counted}; Stand: {stands}."
    return "\n".join([told, *(f"Warnung: {note}" for note in (*codes.notes, *borders.notes))])


def _source(told: Mapping[str, str], stand: date | None, today: date, downloads: Sequence[Download]) -> dict[str, Any]:
    """A source as quelle.json names it: what is ``told`` of the publisher, and what was loaded."""
    return {
        **told,
        "stand": stand and stand.isoformat(),
        "geladen_am": today.isoformat(),
        "abrufe": [
            {"adresse": download.address, "bytes": len(download.data), "sha256": sha256(download.data).hexdigest()}
            for download in downloads
        ],
    }  # fmt: skip


def _about(sources: Sequence[Mapping[str, Any]], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """quelle.json: the sources, and the checksum of every one of ``files``."""
    checksums = {path: sha256(data).hexdigest() for path, data in sorted(files.items())}
    text = json.dumps({"format": exact.FORMAT, "quellen": sources, "dateien": checksums}, ensure_ascii=False, indent=1)
    return {exact.QUELLE: f"{text}\n".encode()}


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Let ``folder`` hold exactly ``files``; GeodataError when that fails, and it holds what it held."""
    folder = Path(os.path.realpath(folder))
    with exchange.renewed(folder, partial(_tidy, folder), _explained) as new:
        for path, data in files.items():
            target = new / path
            with _explained(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)


def _explained(place: object) -> AbstractContextManager[None]:
    failed = f"Die Geodaten konnten nicht gespeichert werden, es scheiterte an „{place}“"
    return exchange.explained(lambda why, remedy: GeodataError(f"{failed}: {why}. {remedy} und starten Sie den Befehl noch einmal."))


def _tidy(folder: Path) -> None:
    """Bring back a folder that was taken away, and delete what an earlier run, or this one, has left beside it."""
    with _explained(folder):
        exchange.bring_back(folder)
        # only a folder of ours, or an empty one, is replaced with all that is in it
        if os.path.lexists(folder) and os.listdir(folder) and not (folder / exact.QUELLE).exists():
            raise GeodataError(f"„{folder}“ enthält etwas anderes als Geodaten und wird deshalb nicht ersetzt. Verschieben Sie den Ordner.")
        for ending in ("neu", "alt"):
            left = exchange.beside(folder, ending)
            if left.exists():
                shutil.rmtree(left)

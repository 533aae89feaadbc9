"""Files → the folder, all at once; what was there before stays until then, and for good when anything goes wrong."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from landkarte.desk.fetching.download import Download
from landkarte.desk.fetching.errors import GeodataError
from landkarte.ground import exchange
from landkarte.places import exact


def source(told: Mapping[str, str], stand: date | None, today: date, downloads: Sequence[Download]) -> dict[str, Any]:
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


def about(sources: Sequence[Mapping[str, Any]], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """quelle.json: the sources, and the checksum of every one of ``files``."""
    checksums = {path: sha256(data).hexdigest() for path, data in sorted(files.items())}
    text = json.dumps({"format": exact.FORMAT, "quellen": sources, "dateien": checksums}, ensure_ascii=False, indent=1)
    return {exact.QUELLE: f"{text}\n".encode()}


def replace(folder: Path, files: Mapping[str, bytes]) -> None:
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


def _refuse_foreign(folder: Path) -> None:
    """Only a folder of ours, or an empty one, is replaced with all that is in it."""
    if os.path.lexists(folder) and os.listdir(folder) and not (folder / exact.QUELLE).exists():
        raise GeodataError(f"„{folder}“ enthält etwas anderes als Geodaten und wird deshalb nicht ersetzt. Verschieben Sie den Ordner.")


def _tidy(folder: Path) -> None:
    """Bring back a folder that was taken away, and delete what an earlier run, or this one, has left beside it."""
    with _explained(folder):
        exchange.bring_back(folder)
        _refuse_foreign(folder)
        for ending in ("neu", "alt"):
            left = exchange.beside(folder, ending)
            if left.exists():
                shutil.rmtree(left)

"""Files → the folder, all at once; what was there before stays until then, and for good when anything goes wrong."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from landkarte.desk.fetching.download import Download
from landkarte.desk.fetching.errors import GeodataError
from landkarte.ground import exchange
from landkarte.places import exact

Attribution = tuple[str, str, str, str]
"""Title, address of the publisher, licence, address of the licence."""


def source(told: Attribution, stand: date | None, today: date, downloads: Sequence[Download]) -> dict[str, Any]:
    """A source as quelle.json names it."""
    titel, adresse, lizenz, lizenz_adresse = told
    return {
        "titel": titel,
        "adresse": adresse,
        "lizenz": lizenz,
        "lizenz_adresse": lizenz_adresse,
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
    new = exchange.beside(folder, "neu")
    target = folder
    try:
        lock = exchange.lock(exchange.beside(folder, "lock"))
        try:
            exchange.bring_back(folder)
            _refuse_foreign(folder)
            _tidy(folder)
            for path, data in files.items():
                target = new / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            exchange.replace(folder, new)
        finally:
            # What cannot be deleted now lies beside the folder, not in it; the next run tries again.
            with suppress(OSError):
                _tidy(folder)
            exchange.unlock(lock)
    except OSError as error:
        why, remedy = exchange.reason(error)
        raise GeodataError(
            f"Die Geodaten konnten nicht gespeichert werden, es scheiterte an „{error.filename or target}“: {why}. "
            f"{remedy} und starten Sie den Befehl noch einmal."
        ) from error


def _refuse_foreign(folder: Path) -> None:
    """Only a folder of ours, or an empty one, is replaced with all that is in it."""
    if os.path.lexists(folder) and os.listdir(folder) and not (folder / exact.QUELLE).exists():
        raise GeodataError(f"„{folder}“ enthält etwas anderes als Geodaten und wird deshalb nicht ersetzt. Verschieben Sie den Ordner.")


def _tidy(folder: Path) -> None:
    """Delete what an earlier run, or this one, has left beside the folder."""
    for ending in ("neu", "alt"):
        left = exchange.beside(folder, ending)
        if left.exists():
            shutil.rmtree(left)

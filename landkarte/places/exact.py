"""Exact official data, as ``build.py geodata`` puts it into the folder `.geodata/`; reading asks nobody and parses no polygon.

The folder, all text UTF-8, all coordinates WGS 84 degrees:

- ``plz.csv`` with the columns plz, lat, lon, kreise, firma, sorted by plz: the median of the points of a PLZ, four decimals;
  its Kreise (AGS) separated by blanks, the one with most places first, none for a German PLZ abroad (Jungholz); firma is 1
  where a PLZ belongs to companies only (Großempfänger), else 0.
- ``orte.csv`` with the columns name, kreis, plz, lat, lon, sorted by name and kreis: each place once per name and Kreis, with
  all its PLZ, sorted and separated by blanks, and the median of its points. Names of companies are not in it.
- ``kreise/<kuerzel>.json``, one for every Land, small letters: {"05766": [polygon, …], …}, sorted; a polygon is a list of
  rings, the outer one first, a ring is a list of [lon, lat] with three decimals, its last point the first. Neighbours have
  the points of their border in common.
- ``laender.json``: the same by kuerzel of the Land ("NW"), made of the same points.
  Kreise have the keys of the day on which all that was fetched; reading takes them as the Kreise that have their territory now.
- ``quelle.json``: {"format": 1, "quellen": […], "dateien": {path: sha256}}; every source has the fields of ``Quelle`` (days as
  JJJJ-MM-TT, stand may be null) and under ``abrufe`` the address, the size in bytes and the sha256 of what was downloaded.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from landkarte.ground.errors import OperatorError
from landkarte.ground.text import unique
from landkarte.places.tables import Ortschaft, current, kreise, kreiswechsel, laender

FOLDER = ".geodata"
"""Below the folder of the project."""
FORMAT = 1
PLZ, ORTE, LAENDER, QUELLE = "plz.csv", "orte.csv", "laender.json", "quelle.json"
PLZ_COLUMNS = ("plz", "lat", "lon", "kreise", "firma")
ORTE_COLUMNS = ("name", "kreis", "plz", "lat", "lon")


class DamagedGeodata(OperatorError):
    """The folder is there and cannot be used; the message (German) says why and what helps."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(
            f"Die Geodaten in „{folder}“ sind nicht brauchbar: {what}. "
            "Rufen Sie python build.py geodata noch einmal auf, oder löschen Sie den Ordner."
        )


class Postleitzahl(NamedTuple):
    """Median of its points; its Kreise (AGS), the main one first; whether it belongs to companies only (Großempfänger)."""

    lat: float
    lon: float
    kreise: tuple[str, ...]
    firma: bool


class Quelle(NamedTuple):
    """Who published it, as the licence wants it said; ``stand`` is None where the publisher does not tell."""

    titel: str
    adresse: str
    lizenz: str
    lizenz_adresse: str
    stand: date | None
    geladen_am: date


@dataclass(frozen=True, slots=True)
class Exact:
    """Everything in the folder; polygons as the bytes of their files, by kuerzel of the Land ("NW")."""

    plz: dict[str, Postleitzahl]
    orte: tuple[Ortschaft, ...]
    quellen: tuple[Quelle, ...]
    kreisgrenzen: dict[str, bytes]
    laendergrenzen: bytes


def kreisdatei(kuerzel: str) -> str:
    """The path of the polygons of a Land's Kreise below the folder."""
    return f"kreise/{kuerzel.lower()}.json"


def read(folder: Path) -> Exact | None:
    """What lies in ``folder``, checked against its checksums; None where there is no folder, DamagedGeodata when it is not whole."""
    try:
        if not folder.exists():
            return None
        about = json.loads((folder / QUELLE).read_bytes())
        if about["format"] != FORMAT:
            raise DamagedGeodata(folder, f"das Format {about['format']} kennt dieses Programm nicht")
        content = {path: (folder / path).read_bytes() for path in about["dateien"]}
        for path, data in content.items():
            if sha256(data).hexdigest() != about["dateien"][path]:
                raise DamagedGeodata(folder, f"{path} ist verändert")
        return _exact(folder, about, content)
    except OSError as error:
        raise DamagedGeodata(folder, f"{Path(error.filename or QUELLE).name} fehlt oder ist nicht lesbar") from None
    # what the checksums do not cover is quelle.json itself
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error):
        raise DamagedGeodata(folder, f"{QUELLE} ist beschädigt") from None


def _exact(folder: Path, about: Mapping[str, Any], content: Mapping[str, bytes]) -> Exact:
    @cache  # hundreds of PLZ share a Kreis
    def keys(text: str) -> tuple[str, ...]:
        found = {key: current(key) for key in text.split()}
        if unknown := [key for key, now in found.items() if not now]:
            raise DamagedGeodata(folder, f"sie nennen einen Kreis {unknown[0]}, den dieses Programm nicht kennt")
        return unique(ags for now in found.values() for ags in now)

    plz, orte = _told_apart(
        {
            plz: Postleitzahl(float(lat), float(lon), keys(own), firma == "1")
            for plz, lat, lon, own, firma in _rows(content[PLZ])
        },
        [
            Ortschaft(name, ags, tuple(plz.split()), float(lat), float(lon))
            for name, kreis, plz, lat, lon in _rows(content[ORTE])
            for ags in keys(kreis)
        ],
    )  # fmt: skip
    return Exact(
        plz=plz,
        orte=tuple(orte),
        quellen=tuple(_quelle(source) for source in about["quellen"]),
        kreisgrenzen={land.kuerzel: content[kreisdatei(land.kuerzel)] for land in laender()},
        laendergrenzen=content[LAENDER],
    )  # fmt: skip


def _told_apart(plz: dict[str, Postleitzahl], orte: list[Ortschaft]) -> tuple[dict[str, Postleitzahl], list[Ortschaft]]:
    """What belongs to a town that became a Kreis, in data that are older and count it to the Kreis that it left.

    These are the places of its name with their PLZ; a PLZ of companies may lie in either.
    """
    there = {ort.kreis for ort in orte}
    for one in kreiswechsel():
        left = one.alt[:5]
        if left == one.alt or one.neu in there or one.neu not in kreise():
            continue
        own = {code for ort in orte if (ort.kreis, ort.name) == (left, one.name) for code in ort.plz}
        others = {code for ort in orte if ort.kreis == left and ort.name != one.name for code in ort.plz}
        orte = [ort._replace(kreis=one.neu) if (ort.kreis, ort.name) == (left, one.name) else ort for ort in orte]
        for code, known in plz.items():
            if left in known.kreise and (code in own or known.firma):
                kept = [ags for ags in known.kreise if ags != left or code not in own - others]
                plz[code] = known._replace(kreise=(one.neu, *kept) if code in own else (*kept, one.neu))
    return plz, orte


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[1:]


def _quelle(source: Mapping[str, Any]) -> Quelle:
    stand = source["stand"] and date.fromisoformat(source["stand"])
    titel, adresse, lizenz, lizenz_adresse = (source[name] for name in ("titel", "adresse", "lizenz", "lizenz_adresse"))
    return Quelle(titel, adresse, lizenz, lizenz_adresse, stand, date.fromisoformat(source["geladen_am"]))

"""The small tables of our own making: Kreise, larger towns, three-digit postal code areas, drawn outlines of the Länder.

Coordinates are WGS 84 degrees. Source, method and licence stand in the head of each file.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Land:
    """One of the 16 Länder: kuerzel, name, where to write it on a map."""

    kuerzel: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Kreis:
    """One of the 400 Kreise: AGS, name without its kind, kind, Land, Amt, centre."""

    ags: str
    name: str
    art: str
    land: str
    amt: str
    lat: float
    lon: float

    @property
    def is_town(self) -> bool:
        """Whether it is a town by itself."""
        return self.art in ("kreisfreie_stadt", "stadtkreis")


@dataclass(frozen=True, slots=True)
class Ort:
    """A larger town with its main PLZ; ``rang`` 1 is drawn on a map of Germany, 3 only close up."""

    name: str
    kreis: str
    plz: str
    lat: float
    lon: float
    rang: int


@dataclass(frozen=True, slots=True)
class PlzGebiet:
    """A three-digit postal code area: centre and the Kreise it touches."""

    lat: float
    lon: float
    kreise: tuple[str, ...]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@cache
def laender() -> tuple[Land, ...]:
    """The Länder, as the table sorts them."""
    return tuple(Land(row["kuerzel"], row["name"], float(row["lat"]), float(row["lon"])) for row in _rows("laender.csv"))


@cache
def kreise() -> dict[str, Kreis]:
    """The Kreise by AGS."""
    return {
        row["ags"]: Kreis(row["ags"], row["name"], row["art"], row["land"], row["amt"], float(row["lat"]), float(row["lon"]))
        for row in _rows("kreise.csv")
    }


@cache
def kreise_of_land(kuerzel: str) -> tuple[str, ...]:
    """The Kreise (AGS) of a Land."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.land == kuerzel)


@cache
def kreise_of_amt(key: str) -> tuple[str, ...]:
    """The Kreise (AGS) in the territory of an Amt."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.amt == key)


@cache
def land_of_amt(key: str) -> str | None:
    """The Land (kuerzel) whose territory is that of the Amt; None where the Amt is there for a part of it."""
    own = kreise_of_amt(key)
    land = kreise()[own[0]].land
    return land if len(kreise_of_land(land)) == len(own) else None


@cache
def orte() -> tuple[Ort, ...]:
    """The larger towns, as the table sorts them."""
    return tuple(
        Ort(row["name"], row["kreis"], row["plz"], float(row["lat"]), float(row["lon"]), int(row["rang"])) for row in _rows("orte.csv")
    )


@cache
def plz_gebiete() -> dict[str, PlzGebiet]:
    """The postal code areas by their first three digits."""
    return {row["plz3"]: PlzGebiet(float(row["lat"]), float(row["lon"]), tuple(row["kreise"].split())) for row in _rows("plz_gebiete.csv")}


@cache
def outlines() -> dict[str, Any]:
    """Land (kuerzel) → polygons, each a list of rings of [lon, lat]; our own drawing."""
    drawn: dict[str, Any] = json.loads((FOLDER / "umrisse.json").read_text(encoding="utf-8"))["laender"]
    return drawn

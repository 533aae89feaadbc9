"""The small tables of our own making: Kreise, regions, larger towns, names of several towns, postal code areas, outlines of the Länder.

Coordinates are WGS 84 degrees. Source, method and licence stand in the head of each file. Which Kreise there are depends on
the day: a Kreis exists from its first day until the one on which it became another.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from landkarte.ground.text import unique

Asked = TypeVarTuple("Asked")
Known = TypeVar("Known")

FOLDER = Path(__file__).parent / "data"
_DAY: ContextVar[date] = ContextVar("day", default=date.max)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Within the block there are the Kreise of that day; without one, every change that the tables know has happened."""
    before = _DAY.set(day)
    try:
        yield
    finally:
        _DAY.reset(before)


def of_the_day(made: Callable[[*Asked], Known]) -> Callable[[*Asked], Known]:
    """Keep, like ``functools.cache``, what depends on which Kreise there are."""
    kept: Callable[..., Known] = cache(lambda day, *asked: made(*asked))

    @wraps(made)
    def known(*asked: *Asked) -> Known:
        return kept(_DAY.get(), *asked)

    return known


class Land(NamedTuple):
    """One of the 16 Länder: kuerzel, name, where to write it on a map."""

    kuerzel: str
    name: str
    lat: float
    lon: float


class Kreis(NamedTuple):
    """A Kreis or a kreisfreie Stadt: AGS, name without its kind, kind, Land, Amt, centre."""

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


class Kreiswechsel(NamedTuple):
    """That on ``tag`` the Kreis with the AGS ``neu`` took over all or some of ``alt``, called ``name``: an AGS, or of a
    Gemeinde that left its Kreis and became one (8 digits)."""

    tag: date
    alt: str
    name: str
    neu: str

    @property
    def goes_on(self) -> bool:
        """Whether this says only that a Kreis which grew is still the same."""
        return self.alt == self.neu


class Ortschaft(NamedTuple):
    """A place by name and Kreis (AGS): all its PLZ that are known, the main one first where it is a larger town, median of its points."""

    name: str
    kreis: str
    plz: tuple[str, ...]
    lat: float
    lon: float
    rang: int = 0
    """Of a larger town: 1 is drawn on a map of Germany, 3 only close up."""


class PlzGebiet(NamedTuple):
    """A three-digit postal code area: centre, the Kreise it touches, and the last two digits of each known PLZ in it."""

    lat: float
    lon: float
    kreise: tuple[str, ...]
    endungen: frozenset[int]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@cache
def laender() -> tuple[Land, ...]:
    """The Länder, as the table sorts them."""
    return tuple(Land(row["kuerzel"], row["name"], float(row["lat"]), float(row["lon"])) for row in _rows("laender.csv"))


@cache
def kreiswechsel() -> tuple[Kreiswechsel, ...]:
    """How Kreise have changed, by day."""
    rows = _rows("kreiswechsel.csv")
    return tuple(Kreiswechsel(date.fromisoformat(row["tag"]), row["alt"], row["name"], row["neu"]) for row in rows)


@of_the_day
def kreise() -> dict[str, Kreis]:
    """The Kreise by AGS."""
    grown = {(one.tag, one.alt) for one in kreiswechsel() if one.goes_on}
    gone = {one.alt for one in kreiswechsel() if one.tag <= _DAY.get() and (one.tag, one.alt) not in grown}
    to_come = {one.neu for one in kreiswechsel() if one.tag > _DAY.get() and (one.tag, one.neu) not in grown}
    return {
        row["ags"]: Kreis(row["ags"], row["name"], row["art"], row["land"], row["amt"], float(row["lat"]), float(row["lon"]))
        for row in _rows("kreise.csv")
        if row["ags"] not in gone | to_come
    }


@of_the_day
def kreise_of_land(kuerzel: str) -> tuple[str, ...]:
    """The Kreise (AGS) of a Land."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.land == kuerzel)


@of_the_day
def kreise_of_amt(key: str) -> tuple[str, ...]:
    """The Kreise (AGS) in the territory of an Amt."""
    return tuple(ags for ags, kreis in kreise().items() if kreis.amt == key)


@of_the_day
def land_of_amt(key: str) -> str | None:
    """The Land (kuerzel) whose territory is that of the Amt; None where the Amt is there for a part of it."""
    own = kreise_of_amt(key)
    land = kreise()[own[0]].land
    return land if len(kreise_of_land(land)) == len(own) else None


@of_the_day
def successors(key: str) -> tuple[str, ...]:
    """The Kreise (AGS) that took over a former Kreis, or a Gemeinde that left one (8 digits); none where there is no such change."""
    heirs = [one.neu for one in kreiswechsel() if one.alt == key not in kreise()]
    return unique(ags for heir in heirs for ags in ((heir,) if heir in kreise() else successors(heir)))


@of_the_day
def current(ags: str) -> tuple[str, ...]:
    """The Kreise that have the territory of ``ags``: itself, its successors, or those that it will come from; none if unknown."""
    if ags in kreise():
        return (ags,)
    return successors(ags) or unique(key for one in kreiswechsel() if one.neu == ags for key in current(one.alt[:5]))


@of_the_day
def orte() -> tuple[Ortschaft, ...]:
    """The larger towns with their main PLZ, as the table sorts them."""
    return tuple(
        Ortschaft(row["name"], current(row["kreis"])[0], (row["plz"],), float(row["lat"]), float(row["lon"]), int(row["rang"]))
        for row in _rows("orte.csv")
    )


@of_the_day
def namesakes() -> tuple[tuple[str, str], ...]:
    """Names that towns in several Kreise have, or whose first word they have, each with such a Kreis (AGS); without ``orte``."""
    named = ((row["name"], ags) for row in _rows("gleichnamige.csv") for key in row["kreise"].split() for ags in current(key))
    return tuple(dict.fromkeys(named))


@of_the_day
def regionen() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Regions that are groups of whole Kreise: name, other names, Kreise (AGS)."""

    def named(key: str) -> tuple[str, ...]:
        return current(key) if len(key) == 5 else tuple(ags for ags in kreise() if ags.startswith(key))

    return tuple(
        (row["name"], tuple(filter(None, row["andere"].split("|"))), unique(ags for key in row["kreise"].split() for ags in named(key)))
        for row in _rows("regionen.csv")
    )


@of_the_day
def plz_gebiete() -> dict[str, PlzGebiet]:
    """The postal code areas by their first three digits."""
    return {
        row["plz3"]: PlzGebiet(
            float(row["lat"]),
            float(row["lon"]),
            unique(ags for key in row["kreise"].split() for ags in current(key)),
            frozenset(map(int, re.findall("..", row["endungen"]))),
        )
        for row in _rows("plz_gebiete.csv")
    }  # fmt: skip


@cache
def outlines() -> dict[str, Any]:
    """Land (kuerzel) → polygons, each a list of rings of [lon, lat]; our own drawing."""
    drawn: dict[str, Any] = json.loads((FOLDER / "umrisse.json").read_text(encoding="utf-8"))["laender"]
    return drawn

"""Doubled entries: labelled pairs as people write them, what is said of them, and directories in which everything is the same."""

import csv
import random
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from rapidfuzz.distance import OSA

from landkarte import check
from landkarte.check import World, alike
from landkarte.model import Eintrag
from tests.conftest import DAY
from tests.invented import coach, freelancer, provider

PAIRS = Path(__file__).parent / "paare/paare.csv"
HELD_OUT = 3
"""Every third pair was held out: words and points of the standard were chosen by the others only."""

Row = dict[str, str]
Pair = tuple[Eintrag, Eintrag]


def entry_of(row: Row, key: str) -> Eintrag:
    """The entry that a row describes."""
    vorname, _, nachname = row["name"].partition("/")
    if row["art"] == "jobcoach":
        return coach(key, vorname, nachname, row["anbieter"]) if row["name"] else coach(key, "-", "-", row["anbieter"], name=None)
    site = {key: row[key] for key in ("strasse", "plz", "ort") if row[key]}
    contact = {key: row[key] for key in ("telefon", "email") if row[key]}
    fields: dict[str, object] = {
        "standorte": [{"id": "ort", **site}],
        "kontakt": {"funktion": "Koordination", "kontaktwege": ["post"], **contact},
        "website": row["website"] or None,
    }
    if row["art"] == "anbieter":
        return provider(key, row["name"], **fields)
    return freelancer(key, vorname, nachname, **fields) if row["name"] else freelancer(key, "-", "-", name=None, **fields)


@cache
def pairs() -> dict[int, tuple[bool, str, Pair]]:
    """By number: whether it is the same twice, why people write it so, and the two entries."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";"))
    both = zip(rows[::2], rows[1::2], strict=True)
    return {
        int(a["paar"]): (a["doppelt"] == "ja", a["warum"], (entry_of(a, f"paar-{a['paar']}-a"), entry_of(b, f"paar-{b['paar']}-b")))
        for a, b in both
        if (a["paar"], a["doppelt"]) == (b["paar"], b["doppelt"])
    }


def world(entries: Iterable[Eintrag]) -> World:
    known = tuple((f"coaches/{entry.id}.yaml", entry) for entry in entries)
    return World(known, frozenset(entry.id for _, entry in known), DAY, DAY)


def found(entry: Eintrag, among: World) -> dict[str, tuple[str, ...]]:
    return dict(check.duplicates(entry, among))


def verdicts(numbers: Iterable[int]) -> Counter[tuple[bool, bool]]:
    """How often (it is the same, it is found)."""
    counted: Counter[tuple[bool, bool]] = Counter()
    for number in numbers:
        same, _, pair = pairs()[number]
        counted[same, bool(found(pair[0], world(pair)))] += 1
    return counted


def precision(counted: Counter[tuple[bool, bool]]) -> float:
    return counted[True, True] / (counted[True, True] + counted[False, True])


def recall(counted: Counter[tuple[bool, bool]]) -> float:
    return counted[True, True] / (counted[True, True] + counted[True, False])

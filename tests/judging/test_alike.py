"""Doubled entries: labelled pairs as people write them, what is said of them, and directories in which everything is the same."""

import csv
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from landkarte import judging
from landkarte.entries.model import Eintrag
from landkarte.judging import World, alike
from landkarte.judging.rules import zusammenhang
from landkarte.standard import rules
from tests.conftest import DAY, ROOT
from tests.invented import coach, freelancer, provider

PAIRS = ROOT / "tests/paare/paare.csv"
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
    """By id: who is probably the same, and what both share."""
    return {other.id: (*match.signals, match.likeness) for match in among.alike.matches(entry) for other in match.entries}


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


def test_there_are_many_pairs_of_both_kinds() -> None:
    kinds = Counter(same for same, _, _ in pairs().values())
    assert kinds[True] >= 60
    assert kinds[False] >= 90


@pytest.mark.parametrize("only", [range(1), range(HELD_OUT)], ids=["held out", "all"])
def test_pairs_are_told_apart(only: range) -> None:
    counted = verdicts(number for number in pairs() if number % HELD_OUT in only)
    assert precision(counted) >= 0.95
    assert recall(counted) >= 0.85


def test_whoever_has_a_double_is_one() -> None:
    """Both entries of every pair say so, or neither, and for the same reasons, in any company and order."""
    everybody = [entry for _, _, pair in pairs().values() for entry in pair]
    shuffled = list(everybody)
    random.Random(3).shuffle(shuffled)
    together, mixed = world(everybody), world(shuffled)
    known = {entry.id: entry for entry in everybody}
    for entry in everybody:
        others = found(entry, together)
        assert others == found(entry, mixed)
        assert all(entry.id in found(known[other], together) for other in others)
    for _, _, (one, other) in pairs().values():
        assert (other.id in found(one, together)) is (other.id in found(one, world([other, one])))


BRIDGE = "Beispiel Ahornbrücke gGmbH"


def fields(plz: str = "32756", ort: str = "Detmold", website: str = "", strasse: str = "", **contact: str) -> dict[str, Any]:
    site = {"id": "ort", "plz": plz, "ort": ort, **({"strasse": strasse} if strasse else {})}
    return {
        "standorte": [site],
        "kontakt": {"funktion": "Koordination", "kontaktwege": ["post"], **contact},
        "website": website or None,
    }


def messages(one: Eintrag, *others: Eintrag) -> list[str]:
    """What C-03 says of the first of some entries."""
    return [
        finding.message
        for finding in judging.findings(world([one, *others]))
        if finding.code == "C-03" and finding.file == f"coaches/{one.id}.yaml"
    ]


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (
            provider("eins", BRIDGE, **fields("33602", "Bielefeld", telefon="030 23125 101")),
            provider("zwei", "Beispiel Ahornbrücke e. V. – Jobcoaching", **fields(telefon="+49 (0)30 23125-101")),
            "„zwei“ hat die gleiche Telefonnummer und einen sehr ähnlichen Namen („Beispiel Ahornbrücke e. V. – Jobcoaching“).",
        ),
        (
            provider("eins", BRIDGE, **fields(strasse="Musterstraße 5 a", website="https://www.ahornbruecke.example/")),
            provider("zwei", BRIDGE, **fields(strasse="Musterstr. 5A", email="post@detmold.ahornbruecke.example")),
            "„zwei“ hat die gleiche Adresse, die gleiche Domain und den gleichen Namen.",
        ),
        (
            provider("eins", BRIDGE, **fields(email="post@ahornbruecke.example")),
            provider("zwei", "Beispiel Horizonte", **fields("24103", "Kiel", email="Post@Ahornbruecke.example")),
            "„zwei“ hat die gleiche E-Mail-Adresse und die gleiche Domain.",
        ),
        (
            coach("eins", "Erika", "Musterahorn", "beispiel"),
            coach("zwei", "Erika", "Musterahhorn", "beispiel"),
            "„zwei“ hat den gleichen Anbieter und einen sehr ähnlichen Namen.",
        ),
    ],
)
def test_the_message_says_what_both_share(one: Eintrag, other: Eintrag, message: str) -> None:
    assert messages(one, other) == [message]


def test_a_message_names_no_person() -> None:
    one = provider("eins", "Praxis Erika Musterahorn", **fields(telefon="030 23125 101"))
    other = freelancer("zwei", "Erika", "Musterahorn-Birke", **fields(telefon="030 23125 101"))
    [told] = messages(one, other)
    assert "Birke" not in told


def test_doubles_for_the_same_reasons_are_told_together() -> None:
    many = [provider(f"fall-{number}", BRIDGE, **fields()) for number in range(6)]
    assert messages(*many) == [
        "„fall-1“, „fall-2“, „fall-3“ und 2 weitere haben die gleiche Postleitzahl und den gleichen Namen.",
    ]


def test_a_mailbox_that_everybody_can_have_says_nothing() -> None:
    one, other = (
        provider(key, BRIDGE, **fields(plz, ort, email=f"{key}@web.de"))
        for key, plz, ort in (("a", "32756", "Detmold"), ("b", "24103", "Kiel"))
    )
    assert messages(one, other) == []


def test_an_id_that_two_files_have_is_no_double_of_itself() -> None:
    assert messages(provider("eins", BRIDGE), freelancer("eins", "Erika", "Ahornbrücke")) == []


MANY = 2_000


@pytest.mark.parametrize(
    "changes",
    [
        {"telefon": "030 23125 101"},
        {"website": "https://beispielverband.example/"},
        {"email": "post@beispielverband.example"},
        {"strasse": "Musterturm 1"},
    ],
    ids=lambda changes: next(iter(changes)),
)
@pytest.mark.parametrize("same_name", [True, False], ids=["one name", "many names"])
def test_thousands_of_entries_that_share_something_are_not_compared_with_each_other(
    changes: dict[str, str], same_name: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: Counter[str] = Counter()
    likeness = alike._likeness

    def counted(one: alike._Print, other: alike._Print) -> alike.Likeness:
        compared["names"] += 1
        return likeness(one, other)

    monkeypatch.setattr(alike, "_likeness", counted)
    shared = fields(**changes)
    first = provider("fall", BRIDGE, **shared)
    names = (BRIDGE if same_name else f"Beispiel Haus {number:05}" for number in range(MANY))
    entries = [replace(first, id=f"fall-{number:05}", name=name) for number, name in enumerate(names)]
    among = world(entries)
    some = entries[::20]
    for entry in some:
        assert len(found(entry, among)) <= 100
        assert sum(map(len, messages_of(entry, among))) < 1_000
    assert compared["names"] <= 2 * 60 * len(some)
    assert bool(found(entries[0], among)) is (same_name or "email" in changes)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([BRIDGE] * 2_000, "und 1996 weitere haben"),
        # each of these names is its own, and nobody compares all of them with all
        ([f"Beispiel Haus {number:05}" for number in range(200)], "und mindestens 17 weitere haben"),
    ],
    ids=["one name", "many names"],
)
def test_of_very_many_the_number_is_true(names: list[str], told: str) -> None:
    first = provider("fall", BRIDGE, **fields(email="post@beispielverband.example"))
    entries = [replace(first, id=f"fall-{number:05}", name=name) for number, name in enumerate(names)]
    among = world(entries)
    for entry in entries[::50]:
        assert [told in message for message in messages_of(entry, among)] == [True]


def messages_of(entry: Eintrag, among: World) -> list[str]:
    return [finding.message for finding in zusammenhang.no_duplicate(entry, among, rules()["C-03"])]

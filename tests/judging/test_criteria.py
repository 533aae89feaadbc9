"""What each criterion of a Stufe says of a coach, in words that a reader sees, and of which course, proof and pool it speaks."""

from dataclasses import replace
from typing import Any

import pytest

from landkarte.judging.grading import grade
from landkarte.standard import rules
from landkarte.standard.stufe import Grade
from tests.conftest import DAY
from tests.judging.test_grading import ADMITTED, COURSE, POOL, PROOF, SEEN, UNLISTED, coach, detail, graded, provider, state, vermerk

RELATED = ("uebergangsmanagement", "unterstuetzte_beschaeftigung")
BARE = coach(weiterbildungen=[], nachweise=[])
SAID: dict[str, tuple[Grade, dict[str, str]]] = {
    "all that can be": (
        grade(
            coach(pools=[POOL], nachweise=[PROOF | {"gueltig_bis": "2027-12-31"}]),
            provider(),
            replace(vermerk(SEEN | ADMITTED), pruefsummen={"name": "0" * 64, "kurs": "1" * 64}),
            (),
            DAY,
        ),
        {
            "anbieter": "fulfilled 2026-10-01",
            "jobcoaching_ap": "fulfilled 2026-10-01",
            "selbstverpflichtung": "fulfilled 2026-02-02 unterzeichnet von: Geschäftsführung",
            "freigegeben": "fulfilled 2026-10-01",
            "kurs": "fulfilled 2018-06-29 „Weiterbildung Jobcoaching“ (LWL), 160 UE, Abgeschlossen",
            "umfang": "fulfilled None 160 UE angegeben, mindestens 160 UE verlangt",
            "nachweis": "fulfilled 2018-06-30 Weiterbildungsnachweis, gültig bis 31. Dezember 2027",
            "eingesehen": "fulfilled 2026-10-05 Weiterbildungsnachweis",
            "pool": "fulfilled 2025-05-12 Jobcoach-Pool Niedersachsen",
            "pool_bestaetigt": "fulfilled 2026-10-05 bestätigt von: Koordinierungsstelle",
            "aktuell": "fulfilled 2026-10-05 vom 5. Oktober 2026, zu erneuern ab 5. Oktober 2028",
            "unveraendert": "fulfilled 2026-10-05 kurs, name",
        },
    ),
    "nobody employs her, no extent, no proof": (
        grade(coach(weiterbildungen=[COURSE | {"ue": None}], nachweise=[]), None, None, (), DAY),
        {
            "anbieter": "unknown None",
            "jobcoaching_ap": "unknown None",
            "selbstverpflichtung": "unknown None",
            "freigegeben": "fulfilled 2026-10-01",
            "kurs": "fulfilled 2018-06-29 „Weiterbildung Jobcoaching“ (LWL), Abgeschlossen",
            "umfang": "unknown None mindestens 160 UE verlangt, keine angegeben",
            "nachweis": "not_proven None zu diesem Kurs ist keiner angegeben",
            "eingesehen": "not_proven None",
        },
    ),
    "no course, two related offers, no commitment": (
        grade(
            BARE,
            provider(angebote=[{"id": kind[:9], "leistungsart": kind} for kind in RELATED], qualitaet=None),
            vermerk(),
            (),
            DAY,
        ),
        {
            "anbieter": "fulfilled 2026-10-01",
            "jobcoaching_ap": "not_fulfilled 2026-10-01",
            "selbstverpflichtung": "not_fulfilled None",
            "verwandt": "fulfilled 2026-10-01 Übergangsmanagement, Unterstützte Beschäftigung",
            "freigegeben": "fulfilled 2026-10-01",
            "kurs": "unknown None Der Eintrag nennt keine Weiterbildung.",
            "aktuell": "fulfilled 2026-10-05 vom 5. Oktober 2026, zu erneuern ab 5. Oktober 2028",
            "unveraendert": "fulfilled 2026-10-05",
        },
    ),
}


@pytest.mark.parametrize("whose", SAID)
def test_each_criterion_says_how_it_stands_since_when_and_why(whose: str) -> None:
    found, expected = SAID[whose]
    assert {one.asked.key: f"{one.state} {one.since} {one.detail}".rstrip() for one in found.criteria} == expected


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ({"status": "laufend", "abschluss": None}, ("not_fulfilled", "„Weiterbildung Jobcoaching“ (LWL), 160 UE, Läuft noch")),
        (
            {"abschluss": None},
            ("unknown", "„Weiterbildung Jobcoaching“ (LWL), 160 UE, Abgeschlossen; der Tag des Abschlusses fehlt"),
        ),
    ],
)
def test_a_missing_day_is_a_gap_only_where_the_course_has_ended(course: dict[str, Any], expected: tuple[str, str]) -> None:
    found = graded(coach(weiterbildungen=[COURSE | course]))
    assert (state(found, "kurs"), detail(found, "kurs")) == expected


def test_a_course_that_goes_on_does_not_come_before_one_that_has_ended() -> None:
    going_on = COURSE | {"titel": "Läuft", "ue": "200", "status": "laufend", "abschluss": "2018-06-29"}
    assert "„Die andere“" in detail(graded(coach(weiterbildungen=[going_on, UNLISTED])), "kurs")


def test_the_list_asks_no_extent_of_a_course_that_is_not_on_it() -> None:
    found = graded(coach(weiterbildungen=[UNLISTED | {"ue": "20"}]))
    assert "umfang" not in {one.asked.key for one in found.criteria}


def test_of_several_proofs_the_one_that_was_seen_counts_even_if_another_is_valid_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard names one kind of proof today; should it name a second one, what was seen stays what counts."""
    monkeypatch.setitem(rules()["Q-10"].werte, "nachweistypen", ["weiterbildungszertifikat", "sprachnachweis"])
    person = coach(nachweise=[PROOF | {"gueltig_bis": "2027-01-31"}, PROOF | {"typ": "sprachnachweis", "gueltig_bis": "2030-01-31"}])
    assert "31. Januar 2030" in detail(graded(person), "nachweis")
    assert "31. Januar 2027" in detail(graded(person, note=vermerk()), "nachweis")

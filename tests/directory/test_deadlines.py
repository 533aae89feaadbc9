"""Until when something holds, and what is counted as soon over."""

from datetime import date

import pytest

from landkarte.directory.deadlines import Bucket, bucket, last_days, running_out, vermerk_until
from landkarte.entries.digest import Change
from landkarte.entries.model import Pruefvermerk, adapter
from landkarte.entries.reminded import published_until, review_until
from tests.invented import CONSENT, TODAY, coach, directory, provider

PROOF = {"typ": "weiterbildungszertifikat", "vorgelegt_bei": "auf_anfrage"}
AGREED = {**CONSENT, "umfang": ["name", "qualifikation"]}


def test_a_proof_without_an_end_never_runs_out() -> None:
    proofs = [PROOF, {**PROOF, "gueltig_bis": "2026-11-10"}]
    entry = coach("jc-1", "Mia", "Muster", "beispiel-a", nachweise=proofs, einwilligung=AGREED)
    assert list(last_days(entry, None)) == [("eintrag", date(2027, 9, 30)), ("nachweis", date(2026, 11, 10))]
    assert running_out(directory([entry])) == {"eintrag": {}, "nachweis": {"30": 1}, "vermerk": {}}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-10-31", None), ("2026-11-01", "30"), ("2026-11-30", "30"), ("2026-12-01", "60"), ("2026-12-30", "60"),
        ("2026-12-31", "90"), ("2027-01-29", "90"), ("2027-01-30", None),
    ],
)  # fmt: skip
def test_what_is_over_today_is_over_and_the_rest_is_counted_by_thirty_days(last: str, expected: Bucket | None) -> None:
    assert bucket(date.fromisoformat(last), TODAY) == expected


def test_the_last_day_is_the_one_before_the_months_are_over() -> None:
    entry = provider("beispiel-a", "A", stand="2025-11-01")
    assert review_until(entry) == date(2026, 10, 31)
    assert vermerk_until(date(2024, 11, 1)) == date(2026, 10, 31)


def test_an_entry_stays_until_two_reminders_and_thirty_days_are_over_and_never_less_than_two_years() -> None:
    entry = provider("beispiel-a", "A", stand="2024-02-29")
    early, second, late = date(2025, 1, 28), date(2025, 3, 1), date(2026, 2, 20)
    assert [published_until(entry, days) for days in ((), (early, second), (second,))] == [None, None, None], "too early to tell of it"
    assert published_until(entry, (second, date(2025, 4, 1), late)) == date(2026, 2, 27)
    assert published_until(entry, (second, late)) == date(2026, 3, 21)
    assert published_until(entry, (early, second, late, date(2026, 3, 22))) == date(2026, 3, 21), "a third one gives no more time"


def test_what_a_coach_did_not_release_is_not_even_counted() -> None:
    proof = [{"typ": "weiterbildungszertifikat", "gueltig_bis": "2026-11-10", "vorgelegt_bei": "auf_anfrage"}]
    silent = coach("jc-1", "Mia", "Muster", "beispiel-a", nachweise=proof)
    open_ = coach("jc-2", "Max", "Muster", "beispiel-a", nachweise=proof, einwilligung=AGREED)
    assert running_out(directory([silent]))["nachweis"] == {}
    assert running_out(directory([silent, open_]))["nachweis"] == {"30": 1}
    old = provider("alt", "Alt", stand="2025-12-20")
    assert running_out(directory([old]))["eintrag"] == {"60": 1}


NOTED = {
    "art": "pruefvermerk", "schema": "1", "id": "jc-1", "geprueft_am": "2024-11-20", "geprueft_von": "Redaktion",
    "ergebnis": {}, "naechste_pruefung": "2026-11-20", "pruefsummen": {},
}  # fmt: skip
VERMERK = adapter(Pruefvermerk).validate_python(NOTED)


def test_a_prüfvermerk_is_counted_only_where_it_may_be_shown() -> None:
    for agreed, expected in ((AGREED, {"30": 1}), (CONSENT, {})):
        mia = coach("jc-1", "Mia", "Muster", "beispiel-a", einwilligung=agreed)
        listed = directory([provider("beispiel-a", "A", jobcoaches=["jc-1"]), mia], vermerke=[VERMERK])
        assert running_out(listed)["vermerk"] == expected


def test_a_prüfvermerk_of_what_has_changed_since_runs_out_all_the_same() -> None:
    changes = {"jc-1": [Change("weiterbildungen[kurs=lwl]", ("weiterbildungen",))]}
    mia = coach("jc-1", "Mia", "Muster", "beispiel-a", einwilligung=AGREED)
    listed = directory([provider("beispiel-a", "A", jobcoaches=["jc-1"]), mia], vermerke=[VERMERK], changed=changes)
    assert running_out(listed)["vermerk"] == {"30": 1}

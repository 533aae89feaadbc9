"""Age: what counts as twelve months or ninety days, also at the ends of months and in leap years."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from landkarte.directory import summary
from landkarte.entries.reading import load
from landkarte.judging import World, findings
from landkarte.standard import rules
from landkarte.standard.days import months_later, months_old, older_than_days
from tests.conftest import ROOT

ENTRIES = ROOT / "tests/examples"
DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 1), 12, date(2026, 11, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
    assert months_old(day, later, months)
    assert not months_old(day, later - timedelta(days=1), months)


def test_days_are_over_on_the_day_after() -> None:
    assert not older_than_days(date(2026, 8, 3), DAY, 90)
    assert older_than_days(date(2026, 8, 2), DAY, 90)


def test_an_entry_of_a_year_ago_is_marked_and_one_of_two_years_ago_not_published_when_two_reminders_had_no_answer() -> None:
    loaded = load(ENTRIES / "A-01" / "schlecht")

    def found(**reminded: tuple[date, ...]) -> dict[str, str]:
        world = World(tuple(loaded.entries()), loaded.ids, DAY, DAY, reminded={"zwei-jahre": reminded.get("zwei", ())})
        return {f"{Path(one.file).stem} {one.code}": f"{one.level} {one.message}" for one in findings(world) if one.code[0] == "A"}

    shown = found()
    assert sorted(shown) == ["ein-jahr A-01", "knapp-zwei-jahre A-01", "zwei-jahre A-01", "zwei-jahre A-05"]
    assert {words.partition(" ")[0] for words in shown.values()} == {"warnung"}
    assert "erscheint noch, denn wir haben noch nicht zweimal daran erinnert" in shown["zwei-jahre A-05"]
    gone = found(zwei=(date(2025, 11, 1), date(2025, 12, 1)))["zwei-jahre A-05"]
    assert gone.startswith("fehler ")
    assert "nicht mehr veröffentlicht" in gone


def test_the_site_hides_a_capacity_on_the_day_the_rule_warns() -> None:
    (_, entry), *_ = load(ENTRIES / "A-02" / "gut").entries()
    assert entry.kapazitaet is not None
    last_day = entry.kapazitaet.stand + timedelta(days=rules()["A-02"].werte["tage"])
    assert summary.capacity(entry.kapazitaet, last_day)
    assert not summary.capacity(entry.kapazitaet, last_day + timedelta(days=1))

"""The list of courses has versions; levels that a rule decides itself; a Prüfvermerk belongs to a coach."""

import shutil
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from landkarte.judging import RULES, World, findings
from landkarte.judging.conditions import each_coach
from landkarte.judging.rules import qualifikation
from landkarte.standard import course_rule, course_rules, vocabulary
from tests.invented import provider
from tests.judging.test_rules import ENTRIES, gathered


def levels(case: Path, tmp_path: Path, code: str) -> dict[str, str]:
    """File stem → level of the findings of ``code``."""
    return {Path(finding.file).stem: finding.level for finding in gathered(case, tmp_path).findings if finding.code == code}


def test_the_list_of_courses_covers_every_day_and_names_known_courses() -> None:
    found = course_rules()
    assert (found[0].gueltig_ab, found[-1].gueltig_bis) == (date.min, date.max)
    assert all(newer.gueltig_ab - older.gueltig_bis == timedelta(days=1) for older, newer in pairwise(found))
    assert all(set(rule.kurse) <= set(vocabulary("kurse").werte) for rule in found)


@pytest.mark.parametrize(("day", "art"), [(date(2025, 12, 31), "belegt"), (date(2026, 1, 1), "vorschlag")])
def test_from_2026_on_the_list_is_the_directorys_own_proposal(day: date, art: str) -> None:
    assert course_rule(day).art == art


def test_a_course_is_judged_by_the_list_of_the_day_it_was_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older, newer = course_rules()
    rules = qualifikation.by_the_list((older, newer._replace(ue_mindestens=200)))
    monkeypatch.setitem(RULES, "Q-05", each_coach(rules["Q-05"]))
    assert set(levels(ENTRIES / "Q-05" / "gut", tmp_path, "Q-05")) == {"jc-abschluss-2026-01-01"}


def test_without_quality_management_only_supported_employment_is_refused(tmp_path: Path) -> None:
    assert levels(ENTRIES / "S-04" / "schlecht", tmp_path, "S-04") == {
        "ifd": "warnung",
        "ub": "fehler",
        "ub-keines": "fehler",
        "mit-ub-angebot": "fehler",
    }


def test_years_before_the_profession_are_possible_and_contradictions_are_not(tmp_path: Path) -> None:
    assert levels(ENTRIES / "Q-03" / "schlecht", tmp_path, "Q-03") == {
        "jc-jahre-18": "warnung",
        "jc-jahre-80": "fehler",
        "jc-seit-1970": "warnung",
        "jc-seit-2004": "warnung",
        "jc-teil-groesser": "fehler",
        "jc-abschluss-2027": "fehler",
        "jc-seit-2027": "fehler",
    }


def test_a_provider_has_no_pruefvermerk(tmp_path: Path) -> None:
    case = tmp_path / "fall"
    shutil.copytree(ENTRIES / "Q-21" / "gut", case)
    (case / "pruefungen" / "jc-vermerkt.yaml").rename(case / "pruefungen" / "traeger.yaml")
    vermerk = case / "pruefungen" / "traeger.yaml"
    vermerk.write_text(vermerk.read_text(encoding="utf-8").replace("id: jc-vermerkt", "id: traeger"), encoding="utf-8")
    checked = gathered(case, tmp_path)
    assert [finding.file for finding in checked.findings if finding.code == "Q-21"] == ["coaches/pruefungen/traeger.yaml"]
    assert "traeger" in {listing.entry.id for listing in checked.directory.all}


def test_a_span_without_a_beginning_is_said_to_have_none() -> None:
    offers = [{"id": "a", "leistungsart": "jobcoaching_ap", "dauer_monate": {"bis": "9"}}]
    entry = provider("beispiel-a", "Beispiel A", angebote=offers)
    found = findings(World((("a.yaml", entry),), frozenset(), date(2026, 11, 1), date(2026, 11, 1)))
    [message] = [one.message for one in found if one.code == "P-06"]
    assert message == "Dauer in Monaten: Es fehlt, ab wie vielen; vorgesehen sind mindestens 2."

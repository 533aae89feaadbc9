"""The law data: who pays on which basis, since when, read when; and what an entry hears about it."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from landkarte.entries.reading import load
from landkarte.judging import World, findings
from landkarte.judging.rules import leistungstraeger
from landkarte.standard import Rechtszeile, law, rules, vocabularies, vocabulary
from tests.conftest import ROOT

ENTRIES = ROOT / "tests/examples"
DAY = date(2026, 11, 1)
JOBCOACHING = ("rentenversicherung", "sgb9_49_8_2a")


def levels(case: Path, code: str, day: date = DAY) -> Counter[str]:
    loaded = load(case)
    found = findings(World(tuple(loaded.entries()), loaded.ids, day, day))
    return Counter(finding.level for finding in found if finding.code == code)


def test_every_payer_and_every_basis_has_its_row_except_the_krankenkasse() -> None:
    assert {traeger for traeger, _ in law()} == set(vocabulary("leistungstraeger").werte) - {"krankenkasse"}
    assert {basis for _, basis in law()} == set(vocabulary("rechtsgrundlagen").werte)


def test_a_text_is_recent_for_twelve_months_and_never_where_a_change_was_not_read() -> None:
    texts = {text.titel: text for row in law().values() for text, _ in row.quellen}
    assert texts["SGB III"].recently_read(date(2027, 4, 15))
    assert not texts["SGB III"].recently_read(date(2027, 4, 16))
    assert not texts["SGB IX"].recently_read(DAY)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (DAY + timedelta(days=1), date.max, {"fehler": 1}),
        (DAY, DAY, {}),
        (date(2024, 1, 1), DAY - timedelta(days=1), {"warnung": 1}),
    ],
)
def test_a_basis_to_come_is_an_error_and_an_expired_one_a_warning(
    first: date, last: date, expected: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: dict[tuple[str, str], Rechtszeile] = {**law(), JOBCOACHING: law()[JOBCOACHING]._replace(gueltig_ab=first, gueltig_bis=last)}
    monkeypatch.setattr(leistungstraeger, "law", lambda: rows)
    assert levels(ENTRIES / "T-02" / "gut", "T-09") == expected


def test_an_order_of_a_jobcenter_from_before_2025_is_only_a_warning() -> None:
    assert levels(ENTRIES / "T-03" / "schlecht", "T-03") == {"fehler": 3, "warnung": 1}
    assert levels(ENTRIES / "T-03" / "schlecht", "T-03", date(2026, 1, 1)) == {"fehler": 3, "warnung": 1}


def test_every_closed_list_belongs_to_a_rule() -> None:
    assert {vocabulary.regel for vocabulary in vocabularies().values()} <= set(rules())


def hints_of(code: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in load(ENTRIES / code / "schlecht").findings:
        found.setdefault(Path(finding.file).stem, set()).add(finding.hint)
    return found


def test_a_word_of_everyday_speech_leads_to_the_key() -> None:
    assert hints_of("T-01") == {
        "umgangssprache": {"Meinten Sie „unfallversicherung“?"},
        "verschrieben": {"Meinten Sie „rentenversicherung“?"},
    }
    assert hints_of("B-01") == {"umgangssprache": {"Meinten Sie „dgs“ oder „taktile_gebaerdensprache“?", "Meinten Sie „braille“?"}}
    assert [finding.message for finding in load(ENTRIES / "B-04" / "schlecht").findings if "wc_rollstuhl" in finding.message] == [
        "zugaenglichkeit, 2. Angabe: „wc_rollstuhl“ gehört nicht hierher, sondern zu „Nutzbarkeit“."
    ]

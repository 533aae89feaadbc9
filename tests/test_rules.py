"""Every rule by its examples: entries/<CODE>/gut has nothing to complain of, entries/<CODE>/schlecht says on the guilty lines what.

A line that ends with ``#~ CODE`` (or several codes) must get exactly these findings, and no other line any.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import build
from landkarte import check, load
from landkarte.diagnostics import Diagnostic
from landkarte.settings import Betreiber, Settings
from landkarte.standard import rules
from tests.conftest import DAY

ENTRIES = Path(__file__).parent / "entries"
CODES = sorted(path.name for path in ENTRIES.iterdir() if path.name != "vorbilder")
PLACE_CODES = {"R-01", "R-03", "R-07"}
MARKER = re.compile(rb"#~ ([A-Z0-9 -]+)$")

Place = tuple[str, int, str]


def gathered(case: Path, tmp_path: Path, today: date = DAY, example_day: date = DAY) -> build.Checked:
    """The entries of ``case`` after the whole way: read, checked, placed."""
    shutil.copytree(case, tmp_path / "coaches")
    settings = Settings(titel="Beispiel", beispiel_stichtag=example_day, betreiber=Betreiber())
    return build.gather(tmp_path, settings, today, True)


def marked(case: Path) -> Iterator[Place]:
    """File, line and code of every marker."""
    for path in case.rglob("*.*"):
        lines = path.read_bytes().splitlines()
        for number, line in enumerate(lines, start=1):
            for code in (found[1].decode().split() if (found := MARKER.search(line)) else ()):
                yield f"coaches/{path.relative_to(case).as_posix()}", number, code


def found_in(findings: list[Diagnostic]) -> set[Place]:
    return {(finding.file, finding.line, finding.code) for finding in findings}


def test_every_rule_is_stated_implemented_and_shown() -> None:
    implemented = set(load.SHAPE_CODES) | set(check.RULES) | PLACE_CODES
    assert set(rules()) == implemented == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_good_entries_are_published_without_a_word(code: str, tmp_path: Path) -> None:
    case = ENTRIES / code / "gut"
    checked = gathered(case, tmp_path)
    assert [finding for finding in checked.findings if finding.code == code or finding.level == "fehler"] == []
    published = {listing.entry.id for listing in checked.directory.all}
    assert published == {path.stem for path in case.rglob("*.yaml")} != set()


@pytest.mark.parametrize("code", CODES)
def test_bad_entries_get_their_findings_and_no_others(code: str, tmp_path: Path) -> None:
    case = ENTRIES / code / "schlecht"
    checked = gathered(case, tmp_path)
    expected = set(marked(case))
    assert found_in(checked.findings) == expected
    assert code in {found for _, _, found in expected}
    refused = {Path(finding.file).stem for finding in checked.findings if finding.level == "fehler"}
    assert {listing.entry.id for listing in checked.directory.all} == {path.stem for path in case.rglob("*.yaml")} - refused


@pytest.mark.parametrize("code", check.RULES)
def test_without_its_rule_the_examples_fail(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(check.RULES, code, lambda entry, world: ())
    case = ENTRIES / code / "schlecht"
    assert found_in(gathered(case, tmp_path).findings) != set(marked(case))


def test_a_finding_says_what_the_standard_says(tmp_path: Path) -> None:
    for finding in gathered(ENTRIES / "C-04" / "schlecht", tmp_path).findings:
        assert (finding.level, finding.hint) == (rules()["C-04"].schwere, rules()["C-04"].tipp)


def test_a_one_sided_link_is_a_warning_and_a_link_into_the_void_an_error(tmp_path: Path) -> None:
    findings = gathered(ENTRIES / "C-01" / "schlecht", tmp_path).findings
    levels = {Path(finding.file).stem: finding.level for finding in findings if finding.code == "C-01"}
    assert levels == {
        "unbekannter-coach": "fehler",
        "jc-unbekannter-anbieter": "fehler",
        "wird-nicht-genannt": "warnung",
        "jc-ungenannt": "warnung",
        "jc-ohne-anbieter": "hinweis",
        "jc-anbieter-unlesbar": "hinweis",
    }


def test_demonstration_entries_are_judged_on_their_own_day(tmp_path: Path) -> None:
    entry = tmp_path / "fall" / "anbieter" / "morgen.yaml"
    shutil.copytree(ENTRIES / "FO-06" / "schlecht", tmp_path / "fall")
    entry.write_text(entry.read_text(encoding="utf-8") + "beispiel: true\n", encoding="utf-8")
    findings = gathered(tmp_path / "fall", tmp_path, DAY, date(2026, 11, 2)).findings
    assert [finding for finding in findings if finding.file.endswith("morgen.yaml")] == []


@pytest.mark.parametrize(("size", "codes"), [(64 * 1024, []), (64 * 1024 + 1, ["FO-01"])])
def test_a_file_may_have_64_kib_and_no_byte_more(size: int, codes: list[str], tmp_path: Path) -> None:
    entry = tmp_path / "fall" / "anbieter" / "einfach.yaml"
    shutil.copytree(ENTRIES / "FO-11" / "gut", tmp_path / "fall")
    entry.write_bytes(entry.read_bytes() + b"#")
    entry.write_bytes(entry.read_bytes().ljust(size, b"x"))
    assert [finding.code for finding in gathered(tmp_path / "fall", tmp_path).findings] == codes


def test_a_rule_applies_from_its_first_to_its_last_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    for number, (last_day, expected) in enumerate([(DAY, True), (date(2026, 10, 31), False)]):
        monkeypatch.setitem(rules(), "C-04", replace(rules()["C-04"], gueltig_bis=last_day))
        findings = gathered(ENTRIES / "C-04" / "schlecht", tmp_path / str(number)).findings
        assert bool(findings) is expected

"""Every rule by its examples: examples/<CODE>/gut breaks no rule CODE, examples/<CODE>/schlecht does, and both say where.

A line that ends with ``#~ CODE`` (or several codes) must get exactly these findings, and no other line any. Their level is
the rule's own; where a rule has two, the other one is named: ``#~ CODE=hinweis``. In a table (.csv), where a line ends with
its last cell, the marker has a line of its own above the line that is meant.
"""

import re
import shutil
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import build
from landkarte import judging, standard
from landkarte.desk.call import Checked
from landkarte.entries import reading, reminded, withdrawn
from landkarte.ground.diagnostics import Diagnostic
from landkarte.ground.settings import Betreiber, Settings
from landkarte.places import points
from landkarte.standard import rules, rules_on, vocabularies
from tests.conftest import DAY, ROOT

ENTRIES = ROOT / "tests/examples"
CODES = sorted(path.name for path in ENTRIES.iterdir() if path.name != "vorbilder")
PLACE_CODES = {"R-01", "R-02", "R-07"}
POINT_CODES = {"R-09", "R-10", "R-11"}
WITHDRAWN_CODES = {"C-09"}
REMINDED_CODES = {"A-06"}
READ_CODES = {vocabulary.regel for vocabulary in vocabularies().values()} | {
    "FO-01", "FO-02", "FO-03", "FO-04", "FO-05", "FO-06", "FO-07", "FO-09", "FO-11", "FO-13", "X-02", "Q-19", "Q-21", "B-03",
}  # fmt: skip
DECIDED = [("load", code) for code in sorted(READ_CODES)] + [("check", code) for code in judging.RULES]
DECIDED += [("places", code) for code in sorted(PLACE_CODES)]
DECIDED += [("points", code) for code in sorted(POINT_CODES)]
DECIDED += [("withdrawn", code) for code in sorted(WITHDRAWN_CODES)] + [("reminded", code) for code in sorted(REMINDED_CODES)]
"""Where each rule is decided; some are decided in part while reading, in part by a function."""
MARKER = re.compile(r"#~ ([A-Za-z0-9= -]+)$")

Place = tuple[str, int, str, str]


@pytest.mark.parametrize("stem", sorted(path.stem for path in (ROOT / "landkarte/standard/regeln").glob("*.toml")))
def test_a_rule_is_described_and_decided_in_files_of_one_name(stem: str) -> None:
    text = (ROOT / f"landkarte/standard/regeln/{stem}.toml").read_text(encoding="utf-8")
    group: dict[str, Any] = vars(import_module(f"landkarte.judging.rules.{stem}"))["RULES"]
    assert set(group) == {rule["code"] for rule in tomllib.loads(text)["regel"]} & set(judging.RULES)


def test_every_group_of_rules_is_described_and_joined() -> None:
    groups = sorted(path.stem for path in (ROOT / "landkarte/judging/rules").glob("[!_]*.py"))
    assert groups == sorted(path.stem for path in (ROOT / "landkarte/standard/regeln").glob("*.toml"))
    decided = [code for stem in groups for code in vars(import_module(f"landkarte.judging.rules.{stem}"))["RULES"]]
    assert sorted(decided) == sorted(judging.RULES)


def gathered(case: Path, tmp_path: Path, today: date = DAY, example_day: date = DAY) -> Checked:
    """The entries of ``case`` after the whole way: read, checked, placed."""
    shutil.copytree(case, tmp_path / "coaches")
    return judged(tmp_path, today, example_day)


def judged(root: Path, today: date = DAY, example_day: date = DAY) -> Checked:
    """The same of what lies below ``root``/coaches."""
    return build.gather(root, Settings(titel="Beispiel", beispiel_stichtag=example_day, betreiber=Betreiber()), today, True)


def marked(case: Path) -> set[Place]:
    """File, line, code and level of every marker."""
    return {
        (f"coaches/{path.relative_to(case).as_posix()}", number + (path.suffix == ".csv"), code, level or rules()[code].schwere)
        for path in case.rglob("*.*")
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if (found := MARKER.search(line.decode("latin-1")))
        for code, _, level in (mark.partition("=") for mark in found[1].split())
    }


def found_in(findings: Iterable[Diagnostic]) -> set[Place]:
    return {(finding.file, finding.line, finding.code, finding.level) for finding in findings}


def test_every_rule_is_stated_implemented_and_shown() -> None:
    implemented = READ_CODES | set(judging.RULES) | PLACE_CODES | POINT_CODES | WITHDRAWN_CODES | REMINDED_CODES
    assert set(rules()) == implemented == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_good_entries_are_published_and_keep_the_rule(code: str, tmp_path: Path) -> None:
    case = ENTRIES / code / "gut"
    checked = gathered(case, tmp_path)
    expected = marked(case)
    assert found_in(checked.findings) == expected
    assert [mark for mark in expected if code in mark or "fehler" in mark] == []
    published = {listing.entry.id for listing in checked.directory.all}
    assert published == {path.stem for path in case.rglob("*.yaml")} != set()


@pytest.mark.parametrize("code", CODES)
def test_bad_entries_get_their_findings_and_no_others(code: str, tmp_path: Path) -> None:
    case = ENTRIES / code / "schlecht"
    checked = gathered(case, tmp_path)
    expected = marked(case)
    assert found_in(checked.findings) == expected
    assert code in {found for _, _, found, _ in expected}
    refused = {finding.file for finding in checked.findings if finding.level == "fehler" and not rules()[finding.code].eintrag_erscheint}
    files = {f"coaches/{path.relative_to(case).as_posix()}" for path in case.glob("[aj]*/*.yaml")}
    assert {listing.entry.id for listing in checked.directory.all} == {Path(file).stem for file in files - refused}


def silence(where: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the rule yield nothing: its function in check, or what load and places say in its name."""
    if where == "check":
        return monkeypatch.setitem(judging.RULES, code, lambda entry, world, regel: ())
    read, orphans, located = reading.read, reading._orphans, reading.located
    parse, known, gone, told = points.parse, points.known, withdrawn.parse, reminded.parse

    def silent(result: tuple[Any, list[Diagnostic]]) -> tuple[Any, list[Diagnostic]]:
        value, findings = result
        return value, [found for found in findings if found.code != code]

    if where == "points":
        monkeypatch.setattr(points, "parse", lambda text: silent(parse(text)))
        return monkeypatch.setattr(points, "known", lambda *rows: silent(known(*rows)))
    if where == "withdrawn":
        return monkeypatch.setattr(withdrawn, "parse", lambda text, today: silent(gone(text, today)))
    if where == "reminded":
        return monkeypatch.setattr(reminded, "parse", lambda text, today: silent(told(text, today)))
    if where == "places":  # an entry that names no existing place must still be refused
        return monkeypatch.setattr(reading, "located", lambda *asked: [one for one in located(*asked) if one.code != code])

    def read_silently(path: Path, file: str) -> tuple[reading.Source | None, list[Diagnostic]]:
        source, findings = read(path, file)
        return source, [found for found in findings if found.code != code]

    monkeypatch.setattr(reading, "read", read_silently)
    monkeypatch.setattr(reading, "_orphans", lambda *known: [found for found in orphans(*known) if found.code != code])


@pytest.mark.parametrize(("where", "code"), DECIDED)
def test_without_its_rule_the_examples_fail(where: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silence(where, code, monkeypatch)
    case = ENTRIES / code / "schlecht"
    assert found_in(gathered(case, tmp_path).findings) != marked(case)


def test_a_finding_says_what_the_standard_says(tmp_path: Path) -> None:
    for finding in gathered(ENTRIES / "C-04" / "schlecht", tmp_path).findings:
        assert (finding.level, finding.hint) == (rules()["C-04"].schwere, rules()["C-04"].tipp)


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
    findings = gathered(tmp_path / "fall", tmp_path).findings
    assert [finding.code for finding in findings if finding.level == "fehler"] == codes


@pytest.mark.parametrize(("last_day", "applies"), [(DAY, True), (date(2026, 10, 31), False)])
def test_a_rule_applies_up_to_its_last_day(last_day: date, applies: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending = {"C-04": (replace(rules()["C-04"], gueltig_bis=last_day),)}
    monkeypatch.setattr(standard, "versions", lambda: ending)
    rules_on.cache_clear()
    findings = gathered(ENTRIES / "C-04" / "schlecht", tmp_path).findings
    rules_on.cache_clear()
    assert bool(findings) is applies


def test_no_rule_warns_and_then_says_that_nothing_need_be_done() -> None:
    needless = re.compile("müssen nichts|brauchen .{0,10}nichts|nichts zu tun")
    assert [code for code, rule in rules().items() if rule.schwere != "hinweis" and needless.search(rule.tipp)] == []


def test_advice_on_ways_to_call_names_none_that_is_there(tmp_path: Path) -> None:
    hints = {Path(one.file).stem: one.hint for one in gathered(ENTRIES / "B-08" / "schlecht", tmp_path).findings if one.code == "B-08"}
    assert "email" not in hints["nur-einer"]
    assert "textnachricht" in hints["nur-einer"]
    assert "email" in hints["zweimal-derselbe"]


def test_all_laender_one_by_one_are_read_as_bundesweit(tmp_path: Path) -> None:
    found = {listing.entry.id: listing for listing in gathered(ENTRIES / "R-13" / "schlecht", tmp_path).directory.all}
    assert [base.gebiet.bundesweit for base in found["alle"].bases] == [True]
    assert found["alle"].kreise == {}

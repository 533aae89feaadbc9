"""The browser judges an entry as the command line does: the same conditions, one list of findings."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from landkarte import judging
from landkarte.entries import reading
from landkarte.entries.model import Anbieter, Eintrag, Jobcoach
from landkarte.ground.diagnostics import quoted
from landkarte.judging import RULES, World
from landkarte.judging.conditions import Condition
from tests.bench import entries as bench
from tests.browser.conftest import computed
from tests.conftest import DAY, ROOT
from tests.judging.test_seeded import SEEDS, damaged, valid_entries

SCRIPTS = [ROOT / "templates" / "static" / "js" / "eintragen" / f"{name}.js" for name in ("angaben", "bedingungen")]
JUDGE = """([regeln, faelle]) => faelle.map(({art, daten, heute}) =>
    window.landkarte.bedingungen(regeln[heute], art, daten, heute)
        .map(({pfad, code, schwere, meldung, hinweis}) => [pfad, code, schwere, meldung, hinweis]))"""
CODES = {code for code, rule in RULES.items() if isinstance(rule, Condition)}
Case = tuple[str, Eintrag, dict[str, Any]]


def art(entry: Eintrag) -> str:
    return "anbieter" if isinstance(entry, Anbieter) else "jobcoach" if isinstance(entry, Jobcoach) else "freiberuflich"


@pytest.fixture
def judge(page: Page) -> Any:
    """What the browser finds in entries of a kind, each on its day."""
    for script in SCRIPTS:
        page.add_script_tag(content=script.read_text(encoding="utf-8"))

    def judged(cases: list[tuple[str, dict[str, Any], date]]) -> Any:
        rules = {str(day): judging.conditions_data(day) for day in {day for _, _, day in cases}}
        plain = [{"art": kind, "daten": data, "heute": str(day)} for kind, data, day in cases]
        return computed(page, JUDGE, [rules, plain])

    return judged


def readable(paths: Iterator[Path]) -> list[Case]:
    """Every file that is an entry, with its values as they are written."""
    sources = [reading.read(path, str(path))[0] for path in paths]
    return [(source.file, source.entry, source.data()) for source in sources if source and isinstance(source.entry, Eintrag)]


def compared(cases: list[Case], judge: Any, today: date) -> set[str]:
    """Both judge the same; the codes of what they found."""
    world = World(tuple((file, entry) for file, entry, _ in cases), frozenset(), today, DAY)
    expected: dict[str, list[Any]] = {file: [] for file, _, _ in cases}
    for one in judging.findings(world):
        if one.code in CODES:
            expected[one.file].append([list(one.path), one.code, one.level, one.message, one.hint])
    found = judge([(art(entry), data, world.day_for(entry)) for _, entry, data in cases])
    assert dict(zip(expected, found, strict=True)) == expected
    return {one[1] for every in found for one in every}


def test_every_example_of_the_rules_is_judged_alike(judge: Any) -> None:
    cases = readable(path for path in sorted((ROOT / "tests/examples").rglob("*.yaml")) if path.parent.name in ("anbieter", "jobcoaches"))
    assert compared(cases, judge, DAY) == CODES


@pytest.mark.parametrize("today", [DAY, date(2028, 2, 29), date(2031, 5, 31)])
def test_the_demonstration_is_judged_alike_on_every_day(today: date, judge: Any) -> None:
    folders = (ROOT / "coaches" / "anbieter", ROOT / "coaches" / "jobcoaches")
    cases = readable(path for folder in folders for path in sorted(folder.glob("*.yaml")))
    assert len(cases) > 20
    compared(cases, judge, today)


def test_every_mistake_is_judged_alike(tmp_path: Path, judge: Any) -> None:
    valid = valid_entries(tmp_path / "ohne")
    files = []
    for number, seed in enumerate(SEEDS):
        source = valid / f"{seed.file}.yaml"
        file = tmp_path / str(number) / f"{seed.file}.yaml"
        file.parent.mkdir(parents=True)
        file.write_bytes(damaged(source.read_text(encoding="utf-8"), seed).encode("utf-8", "surrogateescape"))
        files.append(file)
    cases = readable(path for path in files if path.parent.name != "pruefungen")
    assert len(cases) > 60
    compared(cases, judge, DAY)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every section and list with each of its keys or positions."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, (dict, list)):
            yield from places(value)


WORDS = {
    "personalschluessel": ("1:1", "1:2", "1:4"),
    "traegerart": ("ifd", "ub_traeger", "freiberuflich", "wfbm"),
    "leistungsart": ("jobcoaching_ap", "unterstuetzte_beschaeftigung"),
    "traeger": ("integrationsamt", "krankenkasse", "rentenversicherung"),
    "typ": ("dgs_nachweis", "qm_zertifikat"),
    "qm_system": ("keines",),
    "id": ("jobcoaching", "muster"),
}
ODD: tuple[Any, ...] = ("", "x", "1:9", "2026-02-30", "29.2.2024", "1e3", "nan", [], {}, [""], ["x", {}], {"von": "x"}, [[]], None)


def changed(key: Any, value: Any, r: random.Random, shapes: bool) -> Any:
    """Another value of the same type; with ``shapes``, of any."""
    if shapes and r.random() < 0.5:
        return copy.deepcopy(r.choice(ODD))  # a list that is changed later must not come to lie in itself
    if isinstance(value, list):
        return r.choice([[], value[1:], value[:1], value[::-1], value + value[:1]])
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return r.choice([bench.TODAY + timedelta(days=r.randint(-1200, 400)), date(2024, 2, 29), date(2025, 11, 2)])
    if isinstance(value, int):
        return r.choice([0, 1, 2.5, "6.0", "0.00001", 12, "007", 300, 3 * value])
    return r.choice(WORDS.get(key, (value,)))


def mutated(count: int, r: random.Random, shapes: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Generated entries in which some values are missing or others."""
    for file, data in bench.entries("full", count):
        for _ in range(r.randint(1, 6)):
            section, key = r.choice(list(places(data)))
            if isinstance(section, dict) and r.random() < 0.2:
                del section[key]
            else:
                section[key] = changed(key, section[key], r, shapes)
        yield file, data


def test_entries_with_any_values_are_judged_alike(tmp_path: Path, judge: Any) -> None:
    r = random.Random(7)
    for file, data in mutated(320, r, False):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(bench.yaml(data), encoding="utf-8")
    cases = readable(iter(sorted(tmp_path.rglob("*.yaml"))))
    assert len(cases) > 100
    assert len(compared(cases, judge, bench.TODAY)) > 30


def test_the_ends_of_months_and_long_ids_are_judged_alike(tmp_path: Path, judge: Any) -> None:
    text = (ROOT / "coaches" / "vorlagen" / "freiberuflich.yaml").read_text(encoding="utf-8").replace("\nbeispiel: true", "")
    site = f'  - {{id: {"l" * 64}, plz: "04109", ort: Leipzig}}\n'
    text = text.replace("\nstandorte:\n", f"\nstandorte:\n{site}{site}")
    for day in ("2024-02-29", "2024-03-31", "2025-02-28", "2025-03-31"):
        file = tmp_path / day / "jobcoaches" / "freiberuflich.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(text.replace("\nstand: 2026-10-01", f"\nstand: {day}"), encoding="utf-8")
    cases = readable(iter(sorted(tmp_path.rglob("*.yaml"))))
    assert len(cases) == 4
    for day in ("2026-02-27", "2026-02-28", "2026-03-01", "2026-03-28", "2026-03-30", "2026-03-31"):
        assert {"A-01", "FO-12"} <= compared(cases, judge, date.fromisoformat(day))


def test_long_values_are_quoted_alike_and_no_sign_is_cut(judge: Any) -> None:
    values = ["x" * 58 + "🙂" + "x" * 9, "🙂" * 60, "🙂" * 61, "x" * 59 + "👩\u200d💻", "e\u0301" * 40]
    found = judge([("anbieter", {"standorte": [{"id": value}, {"id": value}]}, DAY) for value in values])
    told = [message for every in found for _, code, _, message, _ in every if code == "FO-12"]
    assert told == [f"standorte: {quoted(value)} steht zweimal." for value in values]


def test_what_is_no_entry_yet_is_judged_without_complaint(judge: Any) -> None:
    written = json.loads(json.dumps([data for _, data in mutated(320, random.Random(11), True)], default=str))
    kinds = ("anbieter", "freiberuflich", "jobcoach")
    assert len(judge([(kinds[number % 3], data, DAY) for number, data in enumerate([*written, {}])])) == len(written) + 1


def test_who_needs_more_than_the_entry_is_named() -> None:
    more = {regel.code for regel in judging.needs_more(DAY)}
    assert {"C-01", "FO-08", "T-06"} <= more
    assert more | CODES | judging.WHOLE == {*RULES, *judging.OF_PLACES}

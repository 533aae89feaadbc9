"""The worklist: every deadline on its day, in three spellings, without names and without a word that does harm."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

import build
from landkarte.desk import worklist
from landkarte.desk.commandline import OK, Options
from landkarte.desk.worklist import GROUPS, Task, tasks
from landkarte.entries import reminded
from landkarte.entries.digest import Change
from landkarte.entries.model import Eintrag, Person
from landkarte.ground import settings
from landkarte.ground.diagnostics import Diagnostic
from landkarte.judging import World
from tests.conftest import DAY, ROOT
from tests.judging.test_grading import PROOF, coach, provider, vermerk


def world(day: date, *entries: Eintrag, **known: Any) -> World:
    return World(tuple((f"{entry.id}.yaml", entry) for entry in entries), frozenset(), day, day, **known)


def found_on(day: date, *reminded: date, **fields: Any) -> list[tuple[str, date | None, str]]:
    """Group, day and wording of what is to do for one coach; without fields there is nothing."""
    entry = coach(**{"stand": str(day)} | fields)
    found = tasks(world(day, entry, reminded={entry.id: reminded}), [])
    return [(task.group, task.day, task.what) for task in found]


def groups(day: date, **fields: Any) -> list[str]:
    return [group for group, _, _ in found_on(day, **fields)]


@pytest.mark.parametrize(("left", "group"), [(-1, "abgelaufen"), (0, "30"), (29, "30"), (30, "60"), (59, "60"), (60, "90"), (89, "90")])
def test_what_runs_out_stands_in_its_group(left: int, group: str) -> None:
    last = DAY + timedelta(left)
    assert found_on(DAY, nachweise=[PROOF | {"gueltig_bis": str(last)}]) == [(group, last, "Nachweis „Weiterbildungsnachweis“ läuft ab")]


def test_what_holds_longer_is_no_task() -> None:
    assert found_on(DAY, nachweise=[PROOF | {"gueltig_bis": str(DAY + timedelta(90))}, PROOF]) == []


def test_an_entry_becomes_due_after_twelve_months_and_overdue_after_twenty_four_and_two_reminders() -> None:
    assert groups(date(2026, 10, 31), stand="2025-11-01") == ["30"]
    assert found_on(DAY, stand="2025-11-01") == [("abgelaufen", date(2026, 10, 31), "fällig: seit 2025-11-01 nicht durchgesehen")]
    twice, last = (date(2025, 11, 1), date(2025, 12, 1)), date(2026, 10, 31)
    still = "fällig: seit 2024-11-01 nicht durchgesehen; erscheint noch, weil nicht zweimal erinnert"
    assert found_on(DAY, twice[0], stand="2024-11-01") == [("abgelaufen", date(2025, 10, 31), still)]
    assert [group for group, *_ in found_on(last, *twice, stand="2024-11-01")] == ["abgelaufen", "30"]
    gone = "nicht mehr veröffentlicht, denn seit 2024-11-01 nicht durchgesehen"
    assert found_on(DAY, *twice, stand="2024-11-01") == [("nicht_veroeffentlicht", last, gone)]


@pytest.mark.parametrize(("day", "told"), [("2026-12-24", True), ("2026-11-01", False)])
@pytest.mark.parametrize(
    "arguments", ["worklist --format json", "worklist --ohne-beispiele", "attest jc-d2x8fm --geprueft-von niemand --ersetzen"]
)
def test_the_day_of_the_examples_is_told_where_it_is_not_today(
    arguments: str, day: str, told: bool, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "ROOT", project)
    build.main([*arguments.split(), "--today", day])
    said = "Für erfundene Beispiele gilt der 2026-11-01 (beispiel_stichtag in pyproject.toml).\n"
    assert (said in capsys.readouterr().err) == (told and "--ohne" not in arguments)


def test_overdue_in_the_list_is_unpublished_on_the_site(project: Path) -> None:
    """On every day alike: what the list calls overdue is what the directory leaves out."""
    path = project / "coaches/anbieter/beispiel-bbw-gotha.yaml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("beispiel:")]
    path.write_text("".join("stand: 2026-10-31\n" if line.startswith("stand:") else line for line in lines), encoding="utf-8")
    operator = settings.read(project / "pyproject.toml")
    last, over = date(2028, 10, 30), date(2028, 10, 31)
    for day, reminders, published in ((over, 1, True), (last, 2, True), (over, 2, False)):
        days = ("2027-11-01", "2027-12-01")[:reminders]
        (project / reminded.FILE).write_text("\n".join([reminded.HEADER, *(f"{path.stem};{one}" for one in days)]) + "\n", encoding="utf-8")
        checked = build.gather(project, operator, day, True)
        overdue = {task.id for task in tasks(checked.world, []) if task.group == "nicht_veroeffentlicht"}
        assert (path.stem in {listing.entry.id for listing in checked.directory.all}) is published
        assert overdue == (set() if published else {path.stem})


def test_capacity_is_shown_for_ninety_days_and_stands_apart() -> None:
    capacity = {"status": "frei", "stand": "2026-08-03"}
    for day in (DAY - timedelta(89), DAY, DAY + timedelta(1)):
        assert found_on(day, kapazitaet=capacity)[0][:2] == ("plaetze", DAY)
    found = tasks(world(DAY, coach(kapazitaet=capacity, stand="2025-11-01")), [])
    assert [line for line in worklist.as_text(found, {}).splitlines() if not line.startswith("  ")] == [
        "Anbieter: traeger",
        "",
        "Freie Plätze: traeger",
    ]


def test_a_prüfvermerk_runs_out_where_the_stufe_does() -> None:
    entry = coach()
    for day, group in ((date(2026, 10, 31), "30"), (DAY, "abgelaufen")):
        found = tasks(world(day, entry, vermerke={entry.id: vermerk(geprueft_am="2024-11-01")}), [])
        assert (group, date(2026, 10, 31), "Prüfvermerk vom 2024-11-01 läuft ab") in [(task.group, task.day, task.what) for task in found]


def lost(path: str = "person") -> list[Task]:
    entry, changed = coach(), Change(path, ("name",))
    bound = replace(vermerk(), pruefsummen={"person": 64 * "0"})
    return tasks(world(DAY, entry, vermerke={entry.id: bound}, changed={entry.id: (changed,)}), [])


def test_a_lost_prüfvermerk_names_the_fields() -> None:
    assert [(task.group, task.named, task.what) for task in lost()] == [
        ("vermerk", ("person",), "stimmt nicht mit dem Prüfvermerk vom 2026-10-05 überein")
    ]


def test_a_suspected_duplicate_is_taken_from_the_findings() -> None:
    finding = Diagnostic("coaches/anbieter/eins.yaml", 1, 1, "C-03", "warnung", "„zwei“ hat dieselbe E-Mail-Adresse.", "")
    other = Diagnostic("coaches/anbieter/eins.yaml", 1, 1, "C-04", "warnung", "anderes", "")
    found = tasks(world(DAY), [finding, other])
    assert [(task.group, task.id, task.named) for task in found] == [("dublette", "eins", ("„zwei“ hat dieselbe E-Mail-Adresse.",))]


@pytest.mark.parametrize(
    "evil", ["`](javascript:x) <img src=x> @redaktion", "##[error]x", "::error::x", "a\u202eb\x1b[31m\n::error::", "| --- |"]
)
def test_words_of_entries_are_harmless_in_every_spelling(evil: str) -> None:
    found = lost(f"nachweise[typ=x,bezug={evil}]")
    called = {found[0].provider: evil}
    text, markdown, data = worklist.as_text(found, called), worklist.as_text(found, {}, public=True), worklist.as_json(found, called)
    for spelled in (text, markdown, data):
        assert not any(char in spelled for char in "\u202e\x1b")
        assert "##[" not in spelled
    assert len(text.splitlines()) == 2
    assert not any(line.startswith("::") for line in (text + markdown).splitlines())
    line = next(line for line in markdown.splitlines() if line.startswith("- "))
    outside = "".join(line.split("`")[::2])
    assert line.count("`") == 6
    assert not any(char in outside for char in "<>@[]|")
    assert json.loads(data)["aufgaben"][0]["id"] == "jc-eins"


def test_the_order_is_that_of_urgency_and_days_in_any_order_of_files() -> None:
    checked = build.gather(ROOT, settings.read(ROOT / "pyproject.toml"), DAY, True)
    found = tasks(checked.world, checked.findings)
    turned = replace(checked.world, entries=tuple(reversed(checked.world.entries)))
    assert found == tasks(turned, checked.findings[::-1])
    assert len(found) == len(set(found))
    blocks = [list(tasks) for _, tasks in groupby(found, key=lambda task: (task.group == "plaetze", task.provider))]
    assert len(blocks) == len({(block[0].group == "plaetze", block[0].provider) for block in blocks}), "each provider stands there once"
    for many in ([block[0] for block in blocks], *blocks):
        keys = [(GROUPS.index(task.group), task.day or date.min) for task in many]
        assert keys == sorted(keys)


def test_what_a_platform_may_show_names_nobody_the_maintainers_read_whom_to_call(capsys: pytest.CaptureFixture[str]) -> None:
    names = {
        word
        for listing in build.gather(ROOT, settings.read(ROOT / "pyproject.toml"), DAY, True).directory.coaches
        if isinstance(listing.entry, Person) and listing.entry.name
        for word in (listing.entry.name.nachname,)
    }
    said = {}
    for spelling in ("text", "markdown", "json"):
        assert build.run(ROOT, Options("worklist", format=spelling), DAY) == OK
        said[spelling] = capsys.readouterr().out
        assert "jc-u3w6ei" in said[spelling]
    assert not [name for name in names if name in said["markdown"]]
    assert "@" not in said["markdown"]
    for spelling in ("text", "json"):
        assert "Petra Musterhof, +49 30 23125 012, jobcoaching.detmold@example.org" in said[spelling]


def test_without_examples_there_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    build.run(ROOT, Options("worklist", examples=False), DAY)
    build.run(ROOT, Options("worklist", examples=False, format="json"), DAY)
    assert capsys.readouterr().out == 'Nichts zu tun.\n{\n  "aufgaben": []\n}\n'


def test_a_provider_has_deadlines_of_its_own() -> None:
    entry = provider(stand="2025-11-01", kapazitaet={"status": "keine", "stand": "2026-11-01"})
    assert [task.group for task in tasks(world(DAY, entry), [])] == ["abgelaufen"]


def test_a_prüfvermerk_without_its_entry_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "coaches/jobcoaches/jc-t6e8bz.yaml").unlink()
    assert build.run(project, Options("worklist"), DAY) == OK
    assert "coaches/pruefungen/jc-t6e8bz.yaml" in capsys.readouterr().out

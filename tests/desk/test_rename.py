"""An entry that takes another name keeps everything: coaches, Prüfvermerke, places and its old address, also when a run is killed."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import FINDINGS, OK
from landkarte.entries import withdrawn
from landkarte.entries.reading import writer
from landkarte.places import exact
from tests.conftest import DAY, FEW, make_project
from tests.desk.test_forget import LINE, contents, gathered, looked_up
from tests.desk.test_storage import at_once, command
from tests.systems import only_unix

OLD, NEW = "beispiel-coaching-detmold", "beispiel-coaching-lippe"
COACHES = ("jc-7va3qe", "jc-p6z2fk", "jc-x8m5dw")
ATTESTED = "jc-p6z2fk"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A provider with three coaches, one of whom has a Prüfvermerk, and a looked-up place."""
    root = make_project(tmp_path / "projekt", only=FEW)
    looked_up(root, LINE.format(OLD))
    return root


def rename(root: Path, old: str = OLD, new: str = NEW) -> int:
    return command(root, "rename", id=old, new_id=new)


def shown(root: Path) -> dict[str, object]:
    """What readers see of coaches and providers, whatever these are called: name, Stufe, how many belong together."""
    found = gathered(root).directory
    return {
        "grades": {id_: grade.stufe for id_, grade in found.grades.items()},
        "employers": {one.entry.id: one.employer is not None for one in found.coaches},
        "teams": sorted(len(one.team) for one in found.providers),
    }


def renamed_by_hand(root: Path) -> None:
    path = root / f"coaches/anbieter/{OLD}.yaml"
    text = path.read_text(encoding="utf-8").replace(f"id: {OLD}\n", f"id: {NEW}\nfruehere_ids: [{OLD}]\n")
    path.with_name(f"{NEW}.yaml").write_text(text, encoding="utf-8")
    path.unlink()


def test_the_whole_act(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, saw = contents(project), shown(project)
    found = {(one.code, one.message) for one in gathered(project).findings}
    assert rename(project) == OK
    after = contents(project)
    assert shown(project) == saw
    assert {(one.code, one.message.replace(NEW, OLD)) for one in gathered(project).findings} <= found
    changed = {file for file in before.keys() | after.keys() if before.get(file) != after.get(file)}
    files = {f"anbieter/{OLD}.yaml", f"anbieter/{NEW}.yaml", *(f"jobcoaches/{id_}.yaml" for id_ in COACHES), "orte.csv"}
    assert changed == files | {f"pruefungen/{ATTESTED}.yaml"}
    own = before[f"anbieter/{OLD}.yaml"].replace(f"\nid: {OLD}\n".encode(), f"\nid: {NEW}\nfruehere_ids: [{OLD}]\n".encode())
    assert after[f"anbieter/{NEW}.yaml"] == own
    assert LINE.format(NEW).encode() in after["orte.csv"]
    capsys.readouterr()
    assert rename(project) == OK
    assert (capsys.readouterr().out, contents(project)) == ("", after)


def test_settings_and_geographic_data_are_not_needed(project: Path) -> None:
    (project / exact.FOLDER).mkdir()
    (project / "pyproject.toml").unlink()
    assert rename(project) == OK
    assert f"anbieter/{NEW}.yaml" in contents(project)


def test_a_coach_takes_her_pruefvermerk_along(project: Path) -> None:
    saw = gathered(project).directory.grades[ATTESTED].stufe
    assert rename(project, ATTESTED, "jc-2c3d4e") == OK
    assert gathered(project).directory.grades["jc-2c3d4e"].stufe == saw
    assert [file for file in contents(project) if ATTESTED in file] == []
    assert b"- jc-2c3d4e  # Pflege" in contents(project)[f"anbieter/{OLD}.yaml"]


def test_what_a_pruefvermerk_no_longer_held_it_does_not_hold_afterwards(project: Path) -> None:
    path = project / f"coaches/jobcoaches/{ATTESTED}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("website: https://", "website: https://neu."), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("nachname: ", "nachname: Neu-"), encoding="utf-8")
    assert ATTESTED in gathered(project).world.changed
    assert rename(project) == OK
    assert ATTESTED in gathered(project).world.changed


@only_unix
def test_wherever_it_is_killed_the_next_run_does_the_rest(project: Path, tmp_path: Path) -> None:
    whole = tmp_path / "ganz"
    shutil.copytree(project, whole, symlinks=True)
    assert rename(whole) == OK
    steps = 0

    def killed_after(number: int, root: Path) -> Callable[[], int]:
        def work() -> int:
            done, replaced, linked, unlinked = 0, os.replace, os.link, Path.unlink

            def step(act: Callable[..., None]) -> Callable[..., None]:
                def stepped(*given: object, **options: object) -> None:
                    nonlocal done
                    if done == number:
                        os.kill(os.getpid(), signal.SIGKILL)
                    done += 1
                    act(*given, **options)

                return stepped

            writer.os.replace, writer.os.link = step(replaced), step(linked)  # type: ignore[attr-defined]
            Path.unlink = step(unlinked)  # type: ignore[method-assign]
            return rename(root)

        return work

    while True:
        root = tmp_path / f"versuch-{steps}"
        shutil.copytree(project, root, symlinks=True)
        if at_once(killed_after(steps, root)) == [OK]:
            break
        assert rename(root) == OK
        assert contents(root) == contents(whole)
        steps += 1
    assert steps == 7  # the entry, three coaches, a Prüfvermerk, the table; the old file


def test_who_renames_by_hand_keeps_the_coaches(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saw = shown(project)
    renamed_by_hand(project)
    checked = gathered(project)
    hints = [one for one in checked.findings if one.code == "C-01"]
    assert [(one.file, one.level) for one in hints] == [(f"coaches/jobcoaches/{id_}.yaml", "hinweis") for id_ in COACHES]
    assert f"der Eintrag heißt jetzt „{NEW}“" in hints[0].message
    assert shown(project) == saw
    command(project, "check", fix=True)
    capsys.readouterr()
    written = {id_: f"\nanbieter: {NEW}\n".encode() in contents(project)[f"jobcoaches/{id_}.yaml"] for id_ in COACHES}
    assert written == {id_: id_ != ATTESTED for id_ in COACHES}
    assert shown(project) == saw
    assert rename(project) == OK
    assert shown(project) == saw
    assert not [one for one in gathered(project).findings if one.code == "C-01"]


def test_a_coach_with_another_id_stays_with_her_provider(project: Path) -> None:
    saw = len(gathered(project).directory.coaches)
    path = project / "coaches/jobcoaches/jc-7va3qe.yaml"
    text = path.read_text(encoding="utf-8").replace("id: jc-7va3qe\n", "id: jc-2c3d4e\nfruehere_ids:\n  - jc-7va3qe\n")
    path.with_name("jc-2c3d4e.yaml").write_text(text, encoding="utf-8")
    path.unlink()
    checked = gathered(project)
    assert len(checked.directory.coaches) == saw
    assert [(one.file, one.level) for one in checked.findings if one.code == "C-01"] == [(f"coaches/anbieter/{OLD}.yaml", "hinweis")]
    command(project, "check", fix=True)
    assert b"  - jc-2c3d4e\n" in contents(project)[f"anbieter/{OLD}.yaml"]


def test_of_two_who_claim_an_id_neither_gets_the_coaches(project: Path) -> None:
    renamed_by_hand(project)
    text = (project / f"coaches/anbieter/{NEW}.yaml").read_text(encoding="utf-8")
    (project / "coaches/anbieter/beispiel-zweite.yaml").write_text(text.replace(f"id: {NEW}", "id: beispiel-zweite"), encoding="utf-8")
    found = [(one.file, one.level) for one in gathered(project).findings if "Einen Eintrag" in one.message and one.code == "C-01"]
    assert found == [(f"coaches/jobcoaches/{id_}.yaml", "fehler") for id_ in COACHES]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"id: {OLD}\nfruehere_ids:\n  - a-eins\n", f"id: {NEW}\nfruehere_ids:\n  - {OLD}\n  - a-eins\n"),
        (f"id: {OLD}\nfruehere_ids: [a-eins, a-zwei]\n", f"id: {NEW}\nfruehere_ids: [{OLD}, a-eins, a-zwei]\n"),
        (f"id: {OLD}\nfruehere_ids: [a-eins, {NEW}]\n", f"id: {NEW}\nfruehere_ids: [a-eins, {OLD}]\n"),
        (f'id: "{OLD}"  # bleibt\n', f'id: "{NEW}"  # bleibt\nfruehere_ids: [{OLD}]\n'),
        (f"id: {OLD}\r\n", f"id: {NEW}\r\nfruehere_ids: [{OLD}]\r\n"),
    ],
)
def test_only_what_is_meant_changes_in_the_file(before: str, after: str, project: Path) -> None:
    path = project / f"coaches/anbieter/{OLD}.yaml"
    text = path.read_bytes().replace(b"\n", b"\r\n" if "\r" in before else b"\n")
    ends = "\r\n" if "\r" in before else "\n"
    written = text.replace(f"id: {OLD}{ends}".encode(), before.encode(), 1)
    path.write_bytes(written)
    assert rename(project) == OK
    assert contents(project)[f"anbieter/{NEW}.yaml"] == written.replace(before.encode(), after.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("beispiel-niemand", NEW),
        (OLD, "beispiel-bbw-gotha"),
        (OLD, "index"),
        (OLD, "Ä b"),
        (OLD, "../x"),
        (OLD, "jc-2c3d4e"),
        (OLD, "beispiel-gegangen"),
        (OLD, OLD),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(old: str, new: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (project / withdrawn.FILE).open("a", encoding="utf-8") as table:
        table.write("anbieter;beispiel-gegangen;2026-10-01\n")
    before = contents(project)
    assert rename(project, old, new) == FINDINGS
    assert capsys.readouterr().out.startswith("Abgelehnt: ")
    assert contents(project) == before


def test_what_an_id_is_made_of_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rename(project, OLD, "Neckar Ü") == FINDINGS
    told = capsys.readouterr().out
    assert "„Neckar Ü“ kann die Kennung dieses Eintrags nicht sein." in told
    assert "Kleinbuchstaben, Ziffern und Bindestriche" in told


def test_a_stranger_who_claims_the_id_gets_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """His file looks like the beginning of the same act, but is not what that would have written."""
    text = (project / "coaches/anbieter/beispiel-bbw-gotha.yaml").read_text(encoding="utf-8")
    stranger = text.replace("id: beispiel-bbw-gotha\n", f"id: {NEW}\nfruehere_ids: [{OLD}]\n")
    (project / f"coaches/anbieter/{NEW}.yaml").write_text(stranger, encoding="utf-8")
    before = contents(project)
    assert rename(project) == FINDINGS
    assert f"In {NEW}.yaml lässt sich die Kennung nicht sicher ersetzen" in capsys.readouterr().out
    assert contents(project) == before


def test_the_command_needs_two_ids(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(build, "ROOT", project)
    assert build.main(["rename", OLD]) == 2
    assert "rename braucht zwei Kennungen und nicht mehr" in capsys.readouterr().err
    assert build.main(["rename", OLD, NEW, "--today", str(DAY)]) == OK


def test_a_stranger_who_claims_the_id_costs_nobody_a_coach(project: Path) -> None:
    renamed_by_hand(project)
    saw = len(gathered(project).directory.coaches)
    stranger = project / "coaches/anbieter/beispiel-bbw-gotha.yaml"
    stranger.write_text(stranger.read_text(encoding="utf-8") + f"fruehere_ids: [{OLD}]\n", encoding="utf-8")
    checked = gathered(project)
    assert len(checked.directory.coaches) == saw
    assert not [one for one in checked.findings if one.code == "C-01" and one.level == "fehler"]

"""Whatever writes to coaches/ does so alone, whole or not at all, and leaves no draft: however many commands run, however they end."""

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import build
from landkarte.desk import storage
from landkarte.desk.commandline import FINDINGS, OK, Options
from landkarte.entries import reading
from landkarte.ground import exchange
from landkarte.ground.errors import OperatorError
from landkarte.places import points
from tests.conftest import DAY, FEW, ROOT, make_project, with_code
from tests.desk.test_forget import FREELANCER, LINE, looked_up, tombstones
from tests.systems import FORK, only_linux, only_unix

if sys.platform != "win32":
    import resource

pytestmark = only_unix


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A project with two providers and their coaches."""
    return make_project(tmp_path / "projekt", only=FEW)


def at_once(*works: Callable[[], int]) -> list[int | None]:
    """The exit codes of processes that begin together."""
    together = FORK.Barrier(len(works))

    def begun(work: Callable[[], int]) -> None:
        together.wait(60)
        sys.exit(work())

    processes = [FORK.Process(target=begun, args=(work,)) for work in works]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    return [process.exitcode for process in processes]


def command(root: Path, name: str, **options: Any) -> int:
    return build.run(root, Options(name, **options), DAY)


def hidden(root: Path) -> list[str]:
    return [path.name for path in reading.everything(root / "coaches") if path.name.startswith(".")]


# --- Several commands at once ---


def test_four_withdrawals_at_once_are_four_lines(few: Path) -> None:
    coaches = [id_ for id_ in FEW if id_.startswith("jc-")]
    assert at_once(*(lambda id_=id_: command(few, "forget", id=id_) for id_ in coaches)) == [OK] * 4
    assert tombstones(few) == [f"jobcoach;{id_};{DAY}" for id_ in sorted(coaches)]


def test_of_two_imports_of_one_id_the_second_is_refused(few: Path, tmp_path: Path) -> None:
    sent = tmp_path / "zugesandt.yaml"
    shutil.copy(ROOT / "coaches/anbieter/beispiel-weserwege-bremen.yaml", sent)
    assert sorted(at_once(*[lambda: command(few, "import", files=(str(sent),))] * 2), key=str) == [OK, FINDINGS]


def test_who_waits_says_so_and_ends_by_sigterm_as_by_an_interrupt(few: Path) -> None:
    with_code(few)
    with exchange.locked(exchange.beside(few / "coaches", "lock")):
        argv = [sys.executable, "build.py", "forget", "jc-7va3qe"]
        with subprocess.Popen(argv, cwd=few, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stderr
            assert process.stderr.readline().startswith("Ein anderer Befehl ändert gerade coaches/; dieser hier wartet")
            process.terminate()
            assert process.wait(60) == 130
            assert process.stderr.read().startswith("Abgebrochen")
    assert (few / "coaches/jobcoaches/jc-7va3qe.yaml").exists()


# --- Commands that end in the middle of a save ---


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_save_that_is_killed_leaves_one_whole_file_and_no_draft(name: str, tmp_path: Path) -> None:
    target = tmp_path / "coaches/anbieter/haus.yaml"
    texts = [f"name: {letter * 50_000}\n" for letter in "ab"]
    target.parent.mkdir(parents=True)
    target.write_text(texts[0], encoding="utf-8")

    def work(begun: object) -> None:
        if name == "SIGHUP":  # whoever runs the tests by nohup ignores it
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        build.stop_as_interrupted()
        try:
            begun.set()  # type: ignore[attr-defined]
            while True:
                for text in texts:
                    storage.save_entry(target, text)
        except KeyboardInterrupt:
            os._exit(130)

    moments = random.Random(14)
    for _ in range(12):
        begun = FORK.Event()
        process = FORK.Process(target=work, args=(begun,))
        process.start()
        assert begun.wait(60)
        time.sleep(moments.uniform(0.001, 0.03))  # the moment is what is tried
        assert process.pid
        os.kill(process.pid, signal.Signals[name])
        process.join(60)
        assert process.exitcode == (-9 if name == "SIGKILL" else 130)
        assert target.read_text(encoding="utf-8") in texts
        if name == "SIGKILL":
            with storage.alone(tmp_path):
                pass
        assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("name", [".jc-7va3qe.yaml.0123abcd.neu", ".abepl82a.neu"])
def test_what_a_killed_save_left_is_swept_by_forget_and_told(name: str, few: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under the name that a draft has, and the one that it had."""
    entry = few / "coaches/jobcoaches/jc-7va3qe.yaml"
    shutil.copy(entry, entry.with_name(name))
    assert command(few, "forget", id="jc-7va3qe") == OK
    assert hidden(few) == []
    told = f"Aufgeräumt, Rest eines abgebrochenen Speicherns: jobcoaches/{name}\n"
    assert capsys.readouterr().err == told


def test_git_does_not_see_drafts_and_the_lock() -> None:
    for path in ("coaches/jobcoaches/.jc-7va3qe.yaml.0123abcd.neu", "coaches/.orte.csv.0123abcd.neu", ".coaches.lock"):
        assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0


# --- What a file that is changed keeps ---


def test_a_corrected_file_keeps_its_mode(few: Path) -> None:
    path = few / "coaches/anbieter/beispiel-coaching-detmold.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("beispiel: true", "beispiel: ja"), encoding="utf-8")
    path.chmod(0o460)
    command(few, "check", fix=True)
    assert "beispiel: true" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o460


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "haus.yaml"
    path.write_text("alt\n", encoding="utf-8")
    os.chown(path, 1234, 2345)
    storage.save_entry(path, "neu\n")
    status = path.stat()
    assert (status.st_uid, status.st_gid, path.read_text(encoding="utf-8")) == (1234, 2345, "neu\n")


def test_a_table_of_windows_keeps_its_line_ends(few: Path) -> None:
    table = few / points.FILE
    looked_up(few, LINE.format("jc-7va3qe"), LINE.format("jc-zzz999"))
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    before = table.read_bytes()
    assert command(few, "forget", id="jc-7va3qe") == OK
    assert table.read_bytes() == before.replace(LINE.format("jc-7va3qe").encode() + b"\r\n", b"")


# --- What stands in the way ---

ATTEST = {"id": "jc-x8m5dw", "answers": {"geprueft_von": "Redaktion", "weiterbildung": "bestaetigt"}, "replace": True}
WRITERS: dict[str, tuple[str, dict[str, Any]]] = {
    "attest": ("pruefungen/jc-x8m5dw.yaml", ATTEST),
    "schema": ("vorlagen/anbieter.schema.json", {}),
}


@pytest.mark.parametrize("name", WRITERS)
def test_no_link_is_written_through_or_replaced(name: str, few: Path, tmp_path: Path) -> None:
    file, options = WRITERS[name]
    path, foreign = few / "coaches" / file, tmp_path / "fremd"
    foreign.write_text("bleibt\n", encoding="utf-8")
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(foreign)
    with pytest.raises(OperatorError, match=rf"{path.name} lässt sich nicht schreiben \(dort liegt eine symbolische Verknüpfung\)"):
        command(few, name, **options)
    assert path.is_symlink()
    assert foreign.read_text(encoding="utf-8") == "bleibt\n"
    path.unlink()
    shutil.rmtree(path.parent)
    path.parent.symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(OperatorError, match=f"coaches/{path.parent.name} ist eine Verknüpfung"):
        command(few, name, **options)
    assert not (tmp_path / path.name).exists()


@only_linux
@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_is_full_is_told_and_the_old_file_stays(name: str, few: Path) -> None:
    file, options = WRITERS[name]
    path = few / "coaches" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("alt\n", encoding="utf-8")

    def work() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, resource.RLIM_INFINITY))
        with pytest.raises(OperatorError, match=r"lässt sich nicht schreiben \(die Datei ist größer als hier erlaubt\)"):
            command(few, name, **options)
        return 0

    assert at_once(work) == [0]
    assert path.read_text(encoding="utf-8") == "alt\n"
    assert hidden(few) == []


def test_an_entry_that_changes_while_a_person_answers_is_not_attested(
    few: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def reply(question: str) -> str:
        assert command(few, "forget", id="jc-x8m5dw") == OK
        return "Redaktion"

    monkeypatch.setattr("builtins.input", reply)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert command(few, "attest", id="jc-x8m5dw", answers={"weiterbildung": "bestaetigt"}) == FINDINGS
    assert "Abgelehnt: Der Eintrag ist inzwischen geändert oder gelöscht." in capsys.readouterr().out
    assert not (few / "coaches/pruefungen/jc-x8m5dw.yaml").exists()


def written_everywhere(root: Path, files: Sequence[str], text: str) -> None:
    for file in files:
        path = root / "coaches" / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_forget_names_what_looks_like_a_copy_or_tells_of_the_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its name or by what stands in it, wherever below coaches/; the person's name is never printed."""
    few, id_ = make_project(tmp_path / "projekt", only=[FREELANCER]), FREELANCER
    names = (".{}.yaml.swp", "#{}.yaml#", "{} (Kopie).yaml", "{} - Kopie.yaml", "{} copy.yaml", "Kopie von {}.yaml")
    entry = few / f"coaches/jobcoaches/{id_}.yaml"
    name = (reading.data(entry) or {})["name"]
    called = f"{name['vorname']} {name['nachname']}"
    copies = [f"jobcoaches/{name.format(id_)}" for name in names] + [f"alt/{id_}.yaml", f"{id_}.yaml"]
    written_everywhere(few, copies, "x\n")
    written_everywhere(few, ["alt/.liste.txt"], f"{called.upper().replace(' ', chr(10))}, Termin am Montag\n")
    written_everywhere(few, ["alt/liste.csv"], f"{name['nachname']}, {name['vorname']};Montag\n")
    written_everywhere(few, ["notiz.txt"], f"Rückruf {id_.upper()}\n")
    written_everywhere(few, ["andere.txt"], f"{id_}x, x-{id_}, {called}er\n")
    gone = [f"jobcoaches/{id_}.yaml{ending}" for ending in ("~", ".orig", ".rej", ".bak")]
    written_everywhere(few, gone, "x\n")
    assert command(few, "forget", id=id_) == OK
    told = capsys.readouterr().out
    lines = {line.removeprefix("Von Hand: coaches/") for line in told.splitlines() if line.startswith("Von Hand: ")}
    looks = " sieht aus wie eine Kopie des Eintrags. Sehen Sie die Datei an, und löschen Sie sie."
    assert {f"{file}{looks}" for file in copies} | {
        "alt/.liste.txt nennt den Namen.",
        "alt/liste.csv nennt den Namen.",
        "notiz.txt nennt die Kennung.",
    } <= lines
    assert not [line for line in lines if line.startswith("andere.txt")]
    assert called not in told
    assert [file for file in gone if (few / "coaches" / file).exists()] == []
    assert command(few, "forget", id=id_) == OK
    assert f"Sonst ist von {id_} nichts mehr da" in capsys.readouterr().out

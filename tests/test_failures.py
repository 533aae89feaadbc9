"""What happens to people: a full disk, no file handles, no memory, a process that is killed. One German line, and what was there stays."""

import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import FAILED
from landkarte.ground import workers
from landkarte.ground.errors import OperatorError
from tests.conftest import DAY, make_project, with_code
from tests.systems import only_linux, only_unix, unreadable
from tests.test_build import run

if sys.platform != "win32":
    import resource

ONE_LINE = re.compile(r"Nicht gelungen[^\n]* und starten Sie den Befehl noch einmal\.\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with one entry, in which the command can be run."""
    return with_code(make_project(tmp_path / "projekt", only={"beispiel-bbw-gotha"}))


def limited(root: Path, limit: Callable[[], None], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, preexec_fn=limit)


@only_linux
@pytest.mark.parametrize("arguments", ["--help", "check"])
def test_a_full_disk_for_the_output_is_told(arguments: str, project: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, str(project / "build.py"), arguments], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert done.returncode == FAILED
    assert ONE_LINE.fullmatch(done.stderr)
    assert "kein Platz" in done.stderr


@only_linux
def test_where_not_even_the_reason_can_be_written_the_exit_code_tells(project: Path) -> None:
    with open("/dev/full", "w") as full:
        assert (
            subprocess.run([sys.executable, str(project / "build.py"), "--help"], stdout=full, stderr=full, check=False).returncode
            == FAILED
        )


def built(project: Path, monkeypatch: pytest.MonkeyPatch, part: Callable[[], build.File]) -> int:
    """``build`` as the command line starts it, of a site with one file."""
    monkeypatch.setattr(build, "ROOT", project)
    monkeypatch.setattr(build, "parts", lambda root, published: [lambda: [part()]])
    return build.main(["build", "--today", str(DAY)])


@only_linux
def test_a_build_whose_output_cannot_be_written_leaves_the_old_site(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(OSError), open("/dev/full", "w") as full:  # closing it writes what is left once more
        monkeypatch.setattr(sys, "stdout", full)
        code = built(project, monkeypatch, lambda: ("neu.html", b""))
    monkeypatch.undo()
    assert code == FAILED
    assert ONE_LINE.fullmatch(capsys.readouterr().err)
    assert not (project / "site").exists()


@only_unix
def test_a_build_of_which_a_process_is_killed_leaves_the_old_site(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 2)

    def part() -> build.File:
        workers.apart(lambda: os.kill(os.getpid(), signal.SIGKILL))
        return "karte.html", b""

    assert built(project, monkeypatch, part) == FAILED
    said = capsys.readouterr().err
    assert re.fullmatch(r"Ein Teil des Programms wurde von außen beendet[^\n]*; es ist nichts geändert\.[^\n]*\n", said)
    assert not (project / "site").exists()


@only_unix
def test_without_file_handles_nothing_is_done(project: Path) -> None:
    done = limited(project, lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8)))
    assert done.returncode == FAILED
    assert ONE_LINE.fullmatch(done.stderr)
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    "error",
    [
        SystemError("<class 'pydantic'> returned NULL without setting an exception"),
        ImportError("_pydantic_core.so: failed to map segment from shared object", name="pydantic_core"),
    ],
)
def test_what_libraries_raise_that_get_no_memory_is_told(
    error: Exception, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def part() -> build.File:
        raise error

    assert built(project, monkeypatch, part) == FAILED
    said = capsys.readouterr().err
    assert ONE_LINE.fullmatch(said.removeprefix("pydantic_core lässt sich nicht laden. "))
    assert "Arbeitsspeicher" in said


@pytest.mark.parametrize("folder", ["static/css", "texte/rat"])
def test_a_folder_of_the_templates_that_cannot_be_read_leaves_the_old_site(
    folder: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Skipped, all that lies there would be missing on a site that says nothing of it."""
    unreadable(monkeypatch, project / "templates" / folder)
    monkeypatch.setattr(build, "ROOT", project)
    assert build.main(["build", "--today", str(DAY)]) == FAILED
    said = capsys.readouterr().err
    assert "keine Berechtigung" in said
    assert folder in said
    assert not (project / "site").exists()


@pytest.mark.parametrize("processors", [1, 2])
def test_without_memory_nothing_is_done(
    processors: int, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    assert built(project, monkeypatch, lambda: ("zu-gross.html", bytes(sys.maxsize // 2))) == FAILED
    said = capsys.readouterr().err
    assert ONE_LINE.fullmatch(said)
    assert "Arbeitsspeicher" in said
    assert not (project / "site").exists()


def test_a_process_that_dies_in_the_middle_of_its_work_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("there is one process")
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01)
        return number

    with pytest.raises(OperatorError, match="von außen beendet"):
        workers.mapped(work, range(20), "Zahlen")


@pytest.mark.parametrize(
    ("function", "at", "error", "told"),
    [
        ("listdir", "jobcoaches", errno.EACCES, "jobcoaches“: keine Berechtigung"),
        ("lstat", "anbieter", errno.EACCES, "anbieter“: keine Berechtigung"),
        ("open", "beispiel-bbw-gotha.yaml", errno.EMFILE, "zu viele Dateien"),
        ("open", "beispiel-bbw-gotha.yaml", errno.EIO, "der Datenträger antwortet nicht"),
    ],
)
def test_what_keeps_all_entries_from_being_read_does_not_leave_them_out(
    function: str, at: str, error: int, told: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = getattr(os, function)

    def refused(path: object = ".", *arguments: object, **named: object) -> object:
        if isinstance(path, Path) and path.name == at:
            raise OSError(error, os.strerror(error), str(path))
        return original(path, *arguments, **named)

    monkeypatch.setattr(build, "ROOT", project)
    monkeypatch.setattr(os, function, refused)
    assert build.main(["check"]) == FAILED
    said = capsys.readouterr()
    assert ONE_LINE.fullmatch(said.err)
    assert told in said.err
    assert said.out == ""


def test_a_file_in_the_place_of_the_entries_is_told(project: Path) -> None:
    (project / "coaches").rename(project / "weg")
    (project / "coaches").touch()
    done = run(project, "check")
    assert done.returncode == FAILED
    assert ONE_LINE.fullmatch(done.stderr)

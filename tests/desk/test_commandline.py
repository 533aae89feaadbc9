"""What a person sees who types a command: German words, the right exit code, the right day, a bar only while somebody is watching."""

import io
import json
import multiprocessing
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import FAILED, FINDINGS, OK, USAGE, Options, UsageError, parse
from landkarte.desk.commands import COMMANDS as TABLE
from landkarte.ground import progress, workers
from landkarte.ground.errors import OperatorError
from tests.conftest import DAY, FEW, ROOT, make_project, with_code
from tests.systems import FORK, only_unix

COMMANDS = list(TABLE)
ENGLISH = re.compile(
    r"\b(usage|error|invalid|choose|from|expected|arguments?|unrecognized|options?|ambiguous|ignored|explicit|required|following|allowed"
    r"|with|the|not|least|missing|unknown|value|command|show|must)\b",
    re.IGNORECASE,
)
SAMPLES = {"JJJJ-MM-TT": "2026-11-01", "NUMMER": "8001"}
"""What can be given where help says so; of a choice the first, elsewhere anything."""


def run(*arguments: str, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python build.py`` as a person would call it."""
    command = [sys.executable, str(root / "build.py"), *arguments]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_help_is_german_and_loads_nothing_heavy() -> None:
    program = "import sys, build; code = build.main(['--help']); print(code, *sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    code, *modules = done.stderr.split()
    assert code == "0"
    assert {"pydantic", "folium", "jinja2", "tqdm", "yaml", "markdown", "phonenumbers", "multiprocessing", "shapely"}.isdisjoint(modules)
    assert done.stdout.startswith("Landkarte JobcoachingAP: aus den Einträgen")
    assert re.findall(r"^  ([a-z]+)  ", done.stdout, re.M) == COMMANDS
    assert len(done.stdout.splitlines()) < 30


def help_of(command: str) -> str:
    return parse([command, "--help"]).help


def options_of(command: str) -> dict[str, str]:
    """The options that the help of a command shows, each with what stands behind it."""
    return {found[1]: found[2] or "" for found in re.finditer(r"^  (--[a-z-]+)(?: (\S+))?", help_of(command), re.M)}


def called(command: str, *more: str) -> list[str]:
    """A call with all that the help of the command says is needed."""
    line = help_of(command).splitlines()[0].removeprefix("Aufruf:  python build.py ")
    return [*line.removesuffix(" [ANGABEN]").replace("[DATEI …]", "").split(), *more]


EVERY_OPTION = {option: value for command in COMMANDS for option, value in options_of(command).items()}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_takes_what_its_help_shows_and_nothing_else(command: str) -> None:
    shown = options_of(command)
    for option, value in (EVERY_OPTION | shown).items():
        given = [option, *([SAMPLES.get(value, value.split("|")[0])] if value else [])]
        for call in ([*given, *called(command)], called(command, *given)):
            if option in shown:
                assert parse(call).command == command
            else:
                with pytest.raises(UsageError, match=rf"{option} gibt es nur bei .*build\.py {command} --help$"):
                    parse(call)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_german_and_its_examples_are_understood(command: str) -> None:
    text = help_of(command)
    assert not ENGLISH.search(text)
    examples = re.findall(r"^  python build\.py(.*)", text, re.M)
    assert {parse(shlex.split(example)).command for example in examples} == {command}


def wrong(command: str) -> Iterator[list[str]]:
    """Calls of a command that cannot be understood."""
    good = called(command)
    yield from ([*good, more] for more in ("--bunt", "-x", "-hx", "--help=1", "--help1"))
    for option, value in options_of(command).items():
        yield [*good, option[:-1]]
        yield from ([*good, option], [*good, option, "--help"], [option, "--", *good]) if value else ([*good, f"{option}=ja"],)
        if "|" in value or value in SAMPLES:
            yield from ([*good, option, given] for given in ("", "xml", "-1"))
        if option in good:
            at = good.index(option)
            yield from (good[:at] + good[at + 2 :], [*good[: at + 1], "", *good[at + 2 :]])
    if "KENNUNG" in good or good == [command, "DATEI"]:
        yield from ([command], [command, ""])
    if "[DATEI …]" not in help_of(command):
        yield [*good, "jc-abcdef"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_call_is_told_in_german_with_the_way_to_the_help_of_the_command(command: str) -> None:
    for call in wrong(command):
        with pytest.raises(UsageError) as caught:
            parse(call)
        told = str(caught.value)
        assert told.startswith("Der Aufruf ist nicht verständlich ("), call
        assert told.endswith(f"Hilfe: python build.py {command} --help"), call
        assert not ENGLISH.search(re.sub(r"--[a-z-]+", "", told)), call
        assert "\n" not in told


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ("chekc", "check"), ("Check", "check"), ("worklits --format json", "worklist"), ("--today 2026-11-01 atest jc-abcdef", "attest"),
        ("--pubish", "--publish"), ("--tod 2026-11-01", "--today"), ("--hilfe", "--help"), ("attest jc-abcdef --kusr lwl", "--kurs"),
        ("--tody 2026-11-01 check", "--today"), ("check --Fix", "--fix"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_was_probably_meant(arguments: str, meant: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"Meinten Sie {meant}?")):
        parse(arguments.split())


@pytest.mark.parametrize(
    "arguments",
    ["bauen", "x\ny", "\x1b[31m", "--bunt", "--bunt\n", "--today 2026-02-30", "--today 2025-02-29", "--today 20261101",
     "--today 2026-W44-7", "--today 1.11.2026", "--today=", "-- --bunt"],
)  # fmt: skip
def test_what_is_not_understood_is_said_in_one_line(arguments: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(arguments.split(" "))
    assert "Meinten Sie" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_what_is_not_understood_ends_with_2_and_one_line() -> None:
    done = run("--bunt")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_what_is_understood() -> None:
    assert parse([]) == Options()
    assert parse(["--today", "2024-02-29"]).today == date(2024, 2, 29)
    assert parse(["check", "--ohne-beispiele", "--format", "github"]) == Options("check", None, False, False, "github")
    assert parse(["--publish", "build"]) == Options(publish=True)
    assert parse(["check", "a.yaml", "--format", "json", "b.yaml"]) == Options("check", format="json", files=("a.yaml", "b.yaml"))
    assert parse(["--format=json", "check", "--", "-a.yaml"]) == Options("check", format="json", files=("-a.yaml",))
    assert parse(["review", "--author=", "--base", "main"]) == Options("review", format="markdown", base="main")


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        *(("0", date(1970, 1, 1)), ("-86400", date(1969, 12, 31))),
        *(("1796079599", date(2026, 11, 30)), ("1796079600", date(2026, 12, 1))),  # 22:59:59 UTC is the last second of a day in winter
        *(("1782856799", date(2026, 6, 30)), ("1782856800", date(2026, 7, 1))),  # 21:59:59 UTC in summer
    ],
)
def test_source_date_epoch_is_the_day_in_germany(epoch: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build.today_from(Options()) == day
    assert build.today_from(Options(today=DAY)) == DAY


@only_unix
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Berlin"])
def test_the_day_is_the_day_in_germany_wherever_the_program_runs(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Night(datetime):
        """Half past midnight in Germany, the 30th; in UTC still the 29th."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Night":
            return cls.fromtimestamp(1795995000, tz)

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(build, "datetime", Night)
    with monkeypatch.context() as abroad:
        abroad.setenv("TZ", zone)
        time.tzset()
        assert build.today_from(Options()) == date(2026, 11, 30)
    time.tzset()


@pytest.mark.parametrize("epoch", ["", "heute", "2026-11-01", "1.5", "9" * 30])
def test_a_wrong_source_date_epoch_is_told_and_nothing_is_done(epoch: str) -> None:
    done = run("check", SOURCE_DATE_EPOCH=epoch)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "SOURCE_DATE_EPOCH muss eine Zahl von Sekunden seit 1970 sein.\n"


@pytest.mark.parametrize("command", [[], ["worklist"], ["erinnern", "../briefe", "--trocken"]])
def test_a_clock_that_begins_anew_is_told(command: list[str]) -> None:
    done = run(*command, SOURCE_DATE_EPOCH="0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Am 1970-01-01 gab es dieses Verzeichnis noch nicht. Stimmt die Uhr")


def entries(tmp_path: Path, code: str, kind: str) -> Path:
    return make_project(tmp_path / "projekt", ROOT / "tests/examples" / code / kind)


@pytest.mark.parametrize(("code", "kind", "expected"), [("FO-06", "gut", 0), ("FO-06", "schlecht", 1), ("C-04", "schlecht", 0)])
def test_check_fails_only_for_errors(code: str, kind: str, expected: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.run(entries(tmp_path, code, kind), Options("check"), DAY) == expected
    assert not (tmp_path / "projekt/site").exists()
    *findings, summary = capsys.readouterr().out.splitlines()
    assert bool(findings) == (kind == "schlecht")
    assert re.match(r"[0-9]+ Anbieter, [0-9]+ Jobcoaches; [0-9]+ Fehler, [0-9]+ Warnungen, [0-9]+ Hinweise\.( Bei |$)", summary)


def test_findings_come_sorted_by_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build.run(entries(tmp_path, "FO-10", "schlecht"), Options("check"), DAY)
    places = [(found[1], int(found[2])) for found in re.finditer(r"(?m)^([^:\n]+):([0-9]+):", capsys.readouterr().out)]
    assert len(places) > 10
    assert places == sorted(places)


def test_check_for_the_platform_writes_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build.run(entries(tmp_path, "C-04", "schlecht"), Options("check", format="github"), DAY)
    finding, _ = capsys.readouterr().out.splitlines()
    assert finding.startswith("::warning file=coaches/anbieter/buero.yaml,line=8,col=1::C-04: ")


@pytest.fixture
def two_broken(project: Path) -> Path:
    """The demonstration entries, two of which have an error and one a warning of the other's making."""
    for name in ("anbieter/beispiel-bbw-gotha", "jobcoaches/jc-d2x8fm"):
        path = project / "coaches" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("schema: 1", "schema: 7"), encoding="utf-8")
    return project


def checked_files(root: Path, *files: str, spelling: str = "text") -> int:
    return build.run(root, Options("check", format=spelling, files=files), DAY)


def test_check_of_named_files_tells_and_counts_only_them(two_broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gotha, sound = "coaches/anbieter/beispiel-bbw-gotha.yaml", "coaches/anbieter/beispiel-verband-berlin.yaml"
    assert checked_files(two_broken) == FINDINGS
    everything = capsys.readouterr().out.splitlines()
    assert checked_files(two_broken, gotha, sound) == FINDINGS
    *findings, summary = capsys.readouterr().out.splitlines()
    assert findings == [line for line in everything if line.startswith((gotha, sound))]
    assert "; in den genannten Dateien 1 Fehler, " in summary
    assert summary.endswith("Bei 1 Datei folgen weitere Prüfungen, sobald sie lesbar ist.")
    assert checked_files(two_broken, sound) == OK
    assert " in den genannten Dateien 0 Fehler, " in capsys.readouterr().out


def test_the_whole_directory_is_judged_though_one_file_is_named(two_broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a provider's list of coaches says is only right or wrong together with their files."""
    (two_broken / "coaches/jobcoaches/jc-d2x8fm.yaml").unlink()
    weser = "coaches/anbieter/beispiel-weserwege-bremen.yaml"
    checked_files(two_broken, weser)
    told = capsys.readouterr().out
    assert "jc-d2x8fm" in told
    assert {line.split(":")[0] for line in told.splitlines()[:-1]} == {weser}


@pytest.mark.parametrize("folder", ["", "coaches", "coaches/anbieter"])
def test_a_file_may_be_named_from_where_a_person_is(folder: str, two_broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(two_broken / folder)
    path = two_broken / "coaches/anbieter/beispiel-bbw-gotha.yaml"
    capitals = [str(path).upper()] if sys.platform == "win32" else []
    for typed in (str(path), os.path.relpath(path), f"./{os.path.relpath(path)}", "coaches/anbieter/beispiel-bbw-gotha.yaml", *capitals):
        assert checked_files(two_broken, typed) == FINDINGS


@pytest.mark.parametrize("table", ["orte.csv", "zurueckgezogen.csv"])
def test_a_table_can_be_named_as_well(table: str, two_broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (two_broken / "coaches" / table).write_text("nichts davon\n", encoding="utf-8")
    checked_files(two_broken, f"coaches/{table}")
    finding, _ = capsys.readouterr().out.splitlines()
    assert finding.startswith(f"coaches/{table}:1:1 ")


@pytest.mark.parametrize(
    "typed",
    ["coaches/anbieter/nein.yaml", "nein.yaml", "coaches/anbieter", "coaches", ".", "", "../pyproject.toml", "pyproject.toml",
     "coaches/vorlagen/anbieter.yaml", "coaches/anbieter/../../pyproject.toml", "build", "a\x1b[31m"],
)  # fmt: skip
def test_a_file_that_is_not_read_is_told_and_nothing_is_judged(
    typed: str, two_broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "ROOT", two_broken)
    assert build.main(["check", "coaches/anbieter/beispiel-bbw-gotha.yaml", typed]) == USAGE
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err.startswith("Unter den Dateien des Verzeichnisses in coaches/ gibt es nicht: ")
    assert "\x1b" not in told.err


def test_check_for_programs_is_one_list_whose_keys_are_documented(two_broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gotha = "coaches/anbieter/beispiel-bbw-gotha.yaml"
    assert checked_files(two_broken, gotha, spelling="json") == FINDINGS
    [finding, *_] = json.loads(capsys.readouterr().out)
    assert finding["datei"] == gotha
    assert (finding["zeile"], finding["spalte"], finding["schwere"]) == (2, 1, "fehler")
    explained = re.findall(r"^\| `([a-z]+)` \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("--format json")[1], re.M)
    assert explained[: len(finding)] == list(finding)
    assert checked_files(two_broken, "coaches/anbieter/beispiel-verband-berlin.yaml", spelling="json") == OK
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_a_project_without_settings_is_told_in_one_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)
    (tmp_path / "landkarte").symlink_to(ROOT / "landkarte", target_is_directory=True)
    done = run("check", root=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("pyproject.toml ist nicht lesbar")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--today", "2026-11-01"]])
def test_a_reader_who_stops_early_sees_no_traceback(arguments: list[str]) -> None:
    theirs, ours = os.pipe()
    os.close(theirs)
    buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    done = subprocess.run(command, env=buffered, stdout=ours, stderr=subprocess.PIPE, text=True, check=False)
    os.close(ours)
    assert (done.returncode, done.stderr) == (FAILED, "")


@only_unix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_whoever_closes_a_stream_gets_the_same_exit_code(closed: str, tmp_path: Path) -> None:
    root = with_code(make_project(tmp_path / "projekt", only=FEW))
    command = f"'{sys.executable}' '{root / 'build.py'}' check --today 2026-11-01 {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (OK, "")


@pytest.mark.parametrize("total", [0, 1, 2, 7, 999, 1000, 2001])
@pytest.mark.parametrize("processors", [1, 2, 3, 8])
def test_every_item_is_worked_on_once_and_answered_in_its_place(
    total: int, processors: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    log = tmp_path / "log"
    log.touch()

    def work(number: int) -> str:
        with log.open("a") as file:
            file.write(f"{number}\n")
        return f"answer {number}"

    assert workers.mapped(work, range(total), "Arbeit") == [f"answer {number}" for number in range(total)]
    assert sorted(map(int, log.read_text().split())) == list(range(total))


class Trouble(Exception):
    """Something a worker did not expect."""


@pytest.fixture
def both() -> threading.Barrier:
    """Lets nobody pass before two processes have come."""
    return FORK.Barrier(2, timeout=60)


@pytest.mark.parametrize("where", ["parent", "child"])
def test_an_exception_in_any_process_arrives(where: str, both: threading.Barrier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    parent = os.getpid()

    def work(number: int) -> None:
        both.wait()
        if (os.getpid() == parent) == (where == "parent"):
            raise Trouble("Platte voll")

    with pytest.raises(Trouble, match="Platte voll"):
        workers.mapped(work, range(2), "Arbeit")
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_noticed(both: threading.Barrier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    parent = os.getpid()

    def work(number: int) -> None:
        both.wait()
        if os.getpid() != parent:
            os._exit(9)

    with pytest.raises(OperatorError, match="von außen beendet"):
        workers.mapped(work, range(2), "Arbeit")


def test_what_is_done_apart_comes_back_and_what_it_raises_too() -> None:
    def fail() -> int:
        raise Trouble("kein Platz")

    assert workers.apart(lambda: 42) == 42
    with pytest.raises(Trouble, match="kein Platz"):
        workers.apart(fail)
    assert multiprocessing.active_children() == []


def alone(program: str) -> subprocess.CompletedProcess[str]:
    """What a program with two processors does in a process group of its own, until its last process has ended."""
    head = "import os, signal, time; from multiprocessing import get_context; from landkarte.ground import workers"
    command = [sys.executable, "-c", f"{head}\nworkers._processors = lambda: 2\n{program}"]
    return subprocess.run(command, cwd=ROOT, start_new_session=True, capture_output=True, text=True, timeout=60, check=False)


@only_unix
def test_an_interrupt_is_told_once_by_one_process() -> None:
    program = """
begun = get_context("fork").Event()
parent = os.getpid()
def prepare():
    if os.getpid() == parent:
        begun.wait()
        os.killpg(0, signal.SIGINT)
    begun.set()
    time.sleep(0.5)
try:
    workers.mapped(lambda number: prepare(), range(2), 'Arbeit')
except KeyboardInterrupt:
    print("Abgebrochen")
"""
    done = alone(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Abgebrochen\n", "")


@only_unix
def test_no_process_outlives_a_build_that_was_killed() -> None:
    program = """
begun = get_context("fork").Event()
parent = os.getpid()
def work(number):
    if os.getpid() == parent:
        begun.wait()
        os.kill(parent, signal.SIGTERM)
        time.sleep(60)
    begun.set()
    time.sleep(0.5)
    return bytes(1_000_000)  # more than a pipe takes while nobody reads
workers.mapped(work, range(2), "Arbeit")
"""
    done = alone(program)
    assert (done.returncode, done.stderr) == (-signal.SIGTERM, "")


def seen_on_a_terminal(work: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> str:
    """What ``work`` writes to standard error when that is a terminal."""
    ours, theirs = os.openpty()
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        work()
    written = b""
    with suppress(OSError):  # the end of a pseudo terminal
        while part := os.read(ours, 65536):
            written += part
    os.close(ours)
    return written.decode()


@only_unix
@pytest.mark.parametrize(("total", "shown"), [(30, "30/30"), (None, "30/?")])
def test_long_work_shows_a_bar_on_the_terminal(
    total: int | None, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    done: list[int] = []
    threads = threading.active_count()
    seen = seen_on_a_terminal(lambda: done.extend(progress.shown(range(30), total, "Einträge [red]")), monkeypatch)
    assert done == list(range(30))
    assert "Einträge [red]" in seen
    assert shown in seen
    assert threading.active_count() == threads, "the next step forks"
    assert capsys.readouterr().out == ""


@only_unix
def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    assert seen_on_a_terminal(lambda: done.extend(progress.shown(range(3), 3, "Einträge")), monkeypatch) == ""
    assert done == [0, 1, 2]


def test_without_a_terminal_there_is_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", -1)
    assert list(progress.shown(range(3), 3, "Einträge")) == [0, 1, 2]
    assert stream.getvalue() == ""

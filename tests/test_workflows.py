"""The workflows: nobody's text becomes a command, only one job may write, and what they call does what they need."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from landkarte.desk.commandline import FAILED, FINDINGS
from landkarte.places import exact
from tests import publishers
from tests.conftest import FEW, ROOT, make_project, ready_to_publish
from tests.repositories import commit, edit, git, made

FOLDER = ROOT / ".github/workflows"
WORKFLOWS = {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted(FOLDER.iterdir())}
DETMOLD, GOTHA = "coaches/anbieter/beispiel-coaching-detmold.yaml", "coaches/anbieter/beispiel-bbw-gotha.yaml"


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in WORKFLOWS[name]["jobs"].values() for step in job["steps"]]


def step(name: str, title: str) -> dict[str, Any]:
    [found] = [step for step in steps(name) if step.get("name") == title]
    return found


# --- What must never be ---


@pytest.mark.parametrize("persona", ["regular", "auditor"])
def test_zizmor_finds_nothing(persona: str) -> None:
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--no-config", "--format", "json", "--persona", persona, ".github"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_nothing_unless_a_job_says_so(name: str) -> None:
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 20
        for one in job["steps"]:
            assert "secrets." not in json.dumps(one)
            assert "${{" not in one.get("run", "")
            assert "uses" not in one or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one["uses"])
            if one.get("uses", "").startswith("actions/checkout@"):
                assert one["with"]["persist-credentials"] == "false"


def test_every_pin_names_its_version() -> None:
    for path in FOLDER.iterdir():
        lines = [line for line in path.read_text("utf-8").splitlines() if "uses:" in line]
        assert all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in lines)


def test_only_the_job_that_comments_may_write_and_it_runs_nothing_of_the_branch() -> None:
    rights = {name: [job["permissions"] for job in workflow["jobs"].values()] for name, workflow in WORKFLOWS.items()}
    assert rights == {
        "pruefung": [{"contents": "read"}],
        "tests": [{"contents": "read"}, {"contents": "read"}],
        "kommentar": [{"actions": "read", "contents": "read", "pull-requests": "write"}],
        "veroeffentlichen": [{"contents": "read"}, {"pages": "write", "id-token": "write"}, {"actions": "write"}],
    }
    [checkout] = [one for one in steps("kommentar") if "uses" in one]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert not any(re.search(r"\b(pip|npm|npx|make)\b", one.get("run", "")) for one in steps("kommentar"))
    assert WORKFLOWS["kommentar"]["on"]["workflow_run"]["workflows"] == [WORKFLOWS["pruefung"]["name"]]


def test_updates_wait_some_days() -> None:
    updates = yaml.load((ROOT / ".github/dependabot.yml").read_text("utf-8"), yaml.BaseLoader)["updates"]
    assert {one["package-ecosystem"] for one in updates} == {"github-actions", "pip", "npm"}
    assert all(int(one["cooldown"]["default-days"]) >= 7 for one in updates)
    folders = [folder for one in updates for folder in one.get("directories", [one.get("directory")])]
    assert all((ROOT / folder.strip("/")).is_dir() for folder in folders)


# --- What they call, in a repository ---


class Runner:
    """Runs the steps of a workflow as the platform would: bash, a folder for results, a file for the summary."""

    def __init__(self, root: Path, temporary: Path) -> None:
        if sys.platform == "win32":
            pytest.skip("the platform runs these steps on Linux, in its bash")
        self.root, self.temporary = root, temporary
        temporary.mkdir()
        self.summary = temporary / "step-summary.md"

    def run(self, name: str, title: str, **environment: str) -> subprocess.CompletedProcess[str]:
        one = step(name, title)
        assert set(one.get("env", {})) <= set(environment) | {"GH_TOKEN"}
        surroundings = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"} | environment
        surroundings |= {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_REPOSITORY": "beispiel/karte",
        }
        surroundings["PATH"] = f"{self.temporary / 'bin'}{os.pathsep}{surroundings['PATH']}"
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", one["run"]]
        return subprocess.run(command, cwd=self.root, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False)


def with_program(root: Path) -> Path:
    """The program in the project, and what "Einrichten" sets up."""
    shutil.copy(ROOT / "build.py", root)
    (root / "landkarte").symlink_to(ROOT / "landkarte", target_is_directory=True)
    (root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return root


def test_the_commands_that_set_up_are_those_of_the_lock_files() -> None:
    for name, lock in {"pruefung": "requirements.txt", "veroeffentlichen": "requirements.txt", "tests": "tests/requirements.txt"}.items():
        told = step(name, "Einrichten")["run"]
        assert "--require-hashes --only-binary :all:" in told
        assert f"-r {lock}\n" in told
    assert "npm ci --omit=dev --ignore-scripts" in step("veroeffentlichen", "Einrichten")["run"]
    assert "npm ci --ignore-scripts" in step("tests", "Einrichten")["run"]


def test_every_command_of_the_program_is_tried_here() -> None:
    tried = {"Prüfen", "Zusammenfassen", "Kommentar schreiben", "Exakte Geodaten holen", "Bauen", "Was für die Redaktion zu tun ist"}
    assert {one["name"] for name in WORKFLOWS for one in steps(name) if "build.py" in one.get("run", "")} == tried


PLATFORM = """\
#!/usr/bin/env python3
# Answers as the platform's own tool would, from files, and writes down what it was asked to write.
import json, os, pathlib, subprocess, sys
here = pathlib.Path(os.environ["RUNNER_TEMP"])
asked = sys.argv[1:]
with (here / "gefragt").open("a") as log:
    log.write(json.dumps(asked) + chr(10))
if asked[:2] == ["api", "--paginate"]:
    print(json.dumps([json.loads((here / ("dateien-dort.json" if "/files?" in asked[-1] else "unten.json")).read_text())]))
elif "--input" in asked:
    body = json.loads(pathlib.Path(asked[asked.index("--input") + 1]).read_text())["body"]
    below = json.loads((here / "unten.json").read_text())
    if "PATCH" in asked:
        number = int(next(word for word in asked if "/issues/comments/" in word).rpartition("/")[2])
        next(one for one in below if one["id"] == number)["body"] = body
    else:
        below.append({"id": 100 + len(below), "body": body, "user": {"type": "Bot"}})
    (here / "unten.json").write_text(json.dumps(below))
elif asked[:3] == ["api", "--method", "GET"]:
    there = (here / "vorschlaege.json").read_text()
    print(subprocess.run(["jq", "-r", asked[asked.index("--jq") + 1]], input=there, capture_output=True, text=True, check=True).stdout)
elif "PUT" in asked:
    pass
else:
    sys.exit(f"unexpected: {asked}")
"""


@pytest.fixture
def fork(tmp_path: Path) -> Runner:
    """The merge of a stranger's branch into main, as the platform checks it out: main is its first parent."""
    root = with_program(made(tmp_path / "projekt"))
    edit(root / DETMOLD, "+49 30 23125 012", "+49 30 23125 013")
    edit(root / DETMOLD, "funktion: ", '"@redaktion #1": x\n  funktion: ')
    (root / "coaches/anbieter/-x\n::error::.yaml").write_text("id: x\n", encoding="utf-8")
    commit(root)
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "vorschlag")
    runner = Runner(root, tmp_path / "temp")
    (runner.temporary / "bin").mkdir()
    (runner.temporary / "bin/gh").write_text(PLATFORM, encoding="utf-8")
    (runner.temporary / "bin/gh").chmod(0o755)
    (runner.temporary / "unten.json").write_text(json.dumps([{"id": 3, "body": "Hallo", "user": {"type": "User"}}]), encoding="utf-8")
    changed = [{"filename": DETMOLD, "status": "modified"}]
    (runner.temporary / "dateien-dort.json").write_text(json.dumps(changed), encoding="utf-8")
    (runner.temporary / "vorschlaege.json").write_text(json.dumps([proposed(7)]), encoding="utf-8")
    return runner


def proposed(number: int, sha: str = "0" * 40, base: str = "main") -> dict[str, object]:
    """A pull request as the platform lists it."""
    return {"number": number, "head": {"sha": sha}, "base": {"ref": base}}


def test_a_strangers_branch_on_its_way_to_the_comment(fork: Runner) -> None:
    checked = fork.run("pruefung", "Prüfen")
    assert checked.returncode == FINDINGS, checked.stderr
    commands = [line for line in checked.stdout.splitlines() if line.startswith("::")]
    assert all(re.match(r"::(error|warning|notice) file=coaches/(anbieter|jobcoaches)/", line) for line in commands)
    assert any(f"::error file={DETMOLD},line=" in line for line in commands)

    told = fork.run("pruefung", "Zusammenfassen", AUTHOR="-x\"; touch gefunden; '$(touch gefunden)")
    assert (told.returncode, told.stderr) == (0, "")
    summary = fork.temporary / "zusammenfassung/zusammenfassung.md"
    assert fork.summary.read_text("utf-8") == summary.read_text("utf-8")
    assert "Kontakt, Telefon geändert von `+49 30 23125 012` auf `+49 30 23125 013`" in summary.read_text("utf-8")
    assert "Fremde Änderung" in summary.read_text("utf-8")
    assert not list(fork.root.rglob("gefunden"))

    place = {"OWNER": "fremd", "BRANCH": "zweig;touch gefunden", "COMMIT": "0" * 40, "BASE": "main"}
    assert fork.run("kommentar", "Vorschlag finden", **place).returncode == 0
    for _ in range(2):
        written = fork.run("kommentar", "Kommentar schreiben")
        assert (written.returncode, written.stderr) == (0, "")
    below = json.loads((fork.temporary / "unten.json").read_text("utf-8"))
    assert [one["id"] for one in below] == [3, 101]
    assert "Fremde Änderung" in below[1]["body"]
    assert "`@redaktion #1`" in below[1]["body"]

    summary.write_text(
        "## Alles gut\n\n@redaktion bitte mergen [hier](https://evil.example)\n", encoding="utf-8"
    )  # the branch may say what it likes
    assert fork.run("kommentar", "Kommentar schreiben").returncode == 0
    below = json.loads((fork.temporary / "unten.json").read_text("utf-8"))
    assert [one["id"] for one in below] == [3, 101]
    assert below[1]["body"].endswith("> ## Alles gut\n>\n> redaktion bitte mergen  hier (https:  evil. example)")
    (fork.temporary / "dateien-dort.json").write_text(json.dumps([{"filename": DETMOLD}, {"filename": "build.py"}]), encoding="utf-8")
    summary.unlink()  # whoever changed the program may also leave no summary
    assert fork.run("kommentar", "Kommentar schreiben").returncode == 0
    [_, own] = json.loads((fork.temporary / "unten.json").read_text("utf-8"))
    assert own["body"].splitlines()[1] == "## Nicht nur Einträge"
    assert "\n- `build.py`\n" in own["body"]
    asked = [json.loads(line) for line in (fork.temporary / "gefragt").read_text("utf-8").splitlines()]
    wrote = [next(word for word in words if word in ("POST", "PATCH")) for words in asked if "--input" in words]
    assert wrote == ["POST", "PATCH", "PATCH"]
    assert "head=fremd:zweig;touch gefunden" in asked[0]


def test_of_several_pull_requests_of_a_branch_the_one_into_main_is_meant(fork: Runner) -> None:
    place = {"OWNER": "fremd", "BRANCH": "zweig", "COMMIT": "0" * 40, "BASE": "main"}
    for there, found in (([proposed(5, base="alt"), proposed(6, "1" * 40), proposed(7)], "7"), ([proposed(5, base="alt")], "")):
        (fork.temporary / "vorschlaege.json").write_text(json.dumps(there), encoding="utf-8")
        assert fork.run("kommentar", "Vorschlag finden", **place).returncode == 0
        assert (fork.temporary / "nummer").read_text("utf-8").strip() == found
    assert WORKFLOWS["pruefung"]["on"]["pull_request"]["branches"] == WORKFLOWS["veroeffentlichen"]["on"]["push"]["branches"] == ["main"]


@pytest.mark.parametrize("name", ["pruefung", "veroeffentlichen"])
def test_what_only_a_build_makes_stops_a_run_before_it_can_run(name: str, fork: Runner) -> None:
    titles = [one.get("name") for one in steps(name)]
    assert titles.index("Nur Geschriebenes") < titles.index("Einrichten")
    assert fork.run(name, "Nur Geschriebenes").returncode == 0
    smuggled = fork.root / "unter/__pycache__/\n::error::.cache"
    smuggled.parent.mkdir(parents=True)
    smuggled.write_text("x", encoding="utf-8")
    (fork.root / "unter/.gitignore").write_text("!__pycache__/\n", encoding="utf-8")
    git(fork.root, "add", "--force", "--", str(smuggled))
    done = fork.run(name, "Nur Geschriebenes")
    assert done.returncode == 1
    assert done.stdout == 'Gehört nicht in das Repository: "unter/__pycache__/\\n::error::.cache"\n'


def test_without_a_pull_request_or_anything_to_say_nothing_is_written(fork: Runner) -> None:
    (fork.temporary / "nummer").write_text("7\n", encoding="utf-8")
    assert fork.run("kommentar", "Kommentar schreiben").returncode == 0
    assert len(json.loads((fork.temporary / "unten.json").read_text("utf-8"))) == 1, "only entries, and no summary"
    (fork.temporary / "nummer").write_text("\n", encoding="utf-8")
    (fork.temporary / "gefragt").unlink()
    assert "nichts zu schreiben" in fork.run("kommentar", "Kommentar schreiben").stdout
    assert not (fork.temporary / "gefragt").exists()


CURL = """\
#!/usr/bin/env python3
# Hands out the website as it was published, if it is there.
import os, pathlib, shutil, sys
here = pathlib.Path(os.environ["RUNNER_TEMP"])
with (here / "gefragt").open("a") as log:
    log.write(sys.argv[-1] + chr(10))
online = here / "online" / sys.argv[-1].rpartition("/")[2]
if not online.exists():
    sys.exit(22)
shutil.copy(online, sys.argv[sys.argv.index("--output") + 1])
"""


@pytest.fixture
def nightly(tmp_path: Path) -> Runner:
    """Two real entries, one of which has an error, of an operator who has done everything."""
    root = with_program(ready_to_publish(make_project(tmp_path / "projekt", only=FEW)))
    for file in (DETMOLD, GOTHA):
        edit(root / file, "beispiel: true\n", "")
    edit(root / DETMOLD, "traegerart: ", "traegerart: falsch-")
    runner = Runner(root, tmp_path / "temp")
    (runner.temporary / "bin").mkdir()
    for name, text in {"curl": CURL, "gh": PLATFORM}.items():
        (runner.temporary / "bin" / name).write_text(text, encoding="utf-8")
        (runner.temporary / "bin" / name).chmod(0o755)
    return runner


def test_every_night_the_good_entries_are_published(nightly: Runner) -> None:
    root = nightly.root
    settings = root / "pyproject.toml"
    with publishers.published(publishers.served("klein")) as publisher:
        publishers.named_in(settings, publisher.addresses)
        fetched = nightly.run("veroeffentlichen", "Exakte Geodaten holen")
        assert (fetched.returncode, "::warning::" in fetched.stdout) == (0, False), fetched.stderr
    failed = nightly.run("veroeffentlichen", "Exakte Geodaten holen")  # nobody answers any more
    assert (failed.returncode, "::warning::" in failed.stdout) == (0, True), failed.stderr
    first = nightly.run("veroeffentlichen", "Letzten Stand holen")
    assert (first.returncode, "::warning::" in first.stdout) == (0, True), first.stderr
    built = nightly.run("veroeffentlichen", "Bauen")
    assert built.returncode == 0, built.stderr
    assert f"::error file={DETMOLD},line=" in built.stdout
    assert "::warning::" not in built.stdout
    assert (root / "site/anbieter/beispiel-bbw-gotha.html").exists()
    assert not (root / "site/anbieter/beispiel-coaching-detmold.html").exists()
    assert step("veroeffentlichen", "Website bereitlegen")["with"]["path"] == "site"
    listed = nightly.run("veroeffentlichen", "Was für die Redaktion zu tun ist")
    assert (listed.returncode, listed.stdout) == (0, "")
    assert nightly.summary.read_text("utf-8").strip()

    cached = nightly.temporary / "vorher/stand.json"
    assert cached.read_bytes() == (root / "site/daten/stand.json").read_bytes()
    (root / GOTHA).unlink()
    stopped = nightly.run("veroeffentlichen", "Bauen")
    assert (stopped.returncode, "beispiel-bbw-gotha" in stopped.stderr) == (FAILED, True), stopped.stdout
    assert cached.read_bytes() == (root / "site/daten/stand.json").read_bytes()


def test_what_the_website_says_goes_before_the_cache_and_nonsense_before_nothing(nightly: Runner) -> None:
    cached, online = nightly.temporary / "vorher/stand.json", nightly.temporary / "online/stand.json"
    for folder in (cached.parent, online.parent):
        folder.mkdir()
    row = {"inhalt": "00000000-0000-8000-8000-000000000000", "seit": "2026-10-01"}
    good = json.dumps({"schema": 1, "eintraege": {"alt": row}})
    cached.write_text(good, encoding="utf-8")
    for broken in (
        "<!doctype html><title>Diese Domain ist zu verkaufen</title>",
        '{"schema":1,"eintraege":[1]}',
        '{"schema":2,"eintraege":{}}',
        good.replace("2026-10-01", "2999-01-01"),
    ):
        online.write_text(broken, encoding="utf-8")
        done = nightly.run("veroeffentlichen", "Letzten Stand holen")
        assert (done.returncode, "::warning::" in done.stdout, cached.read_text("utf-8")) == (0, True, good), done.stderr
    online.write_text('{"schema":1,"eintraege":{}}', encoding="utf-8")
    done = nightly.run("veroeffentlichen", "Letzten Stand holen")
    assert (done.returncode, done.stdout, cached.read_text("utf-8")) == (0, "", '{"schema":1,"eintraege":{}}'), done.stderr
    assert set((nightly.temporary / "gefragt").read_text("utf-8").split()) == {"https://landkarte.example.org/daten/stand.json"}


def test_the_cache_keeps_geodata_and_what_was_published_last() -> None:
    cache = step("veroeffentlichen", "Was vom letzten Mal noch gut ist")["with"]
    assert cache["path"].split() == [exact.FOLDER, "${{", "runner.temp", "}}/vorher"]
    assert cache["key"].startswith(cache["restore-keys"])
    assert cache["key"].endswith("${{ github.run_id }}-${{ github.run_attempt }}"), "each night keeps what is good then"
    titles = [one.get("name") for one in steps("veroeffentlichen")]
    order = ["Was vom letzten Mal noch gut ist", "Letzten Stand holen", "Exakte Geodaten holen", "Bauen"]
    assert [title for title in titles if title in order] == order


def test_the_nightly_run_keeps_its_schedule_awake(nightly: Runner) -> None:
    done = nightly.run("veroeffentlichen", "Wachhalten")
    assert done.returncode == 0, done.stderr
    [asked] = [json.loads(line) for line in (nightly.temporary / "gefragt").read_text("utf-8").splitlines()]
    assert asked[-2:] == ["PUT", "repos/beispiel/karte/actions/workflows/veroeffentlichen.yml/enable"]
    assert (FOLDER / "veroeffentlichen.yml").is_file()


# --- Which changes are tested, and with what ---


def ignored(file: str, pattern: str) -> bool:
    """As the platform reads a pattern of paths: two stars stand for anything, one for anything but a slash."""
    spelled = re.escape(pattern).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return bool(re.fullmatch(spelled, file))


@pytest.mark.parametrize(
    ("files", "tested"),
    [
        ([DETMOLD], False),
        ([DETMOLD, "coaches/orte.csv", "coaches/pruefungen/jc-d2x8fm.yaml", "coaches/vorlagen/anbieter.yaml"], False),
        ([DETMOLD, "landkarte/write.py"], True),
        (["requirements.txt", "tests/requirements.txt"], True),
        (["package-lock.json"], True),
        ([".github/workflows/pruefung.yml"], True),
        (["coaches.py"], True),
        (["tests/coaches/x.py"], True),
        (["README.md"], True),
    ],
)
def test_whoever_changes_more_than_entries_is_tested(files: list[str], tested: bool) -> None:
    asked = WORKFLOWS["tests"]["on"]["pull_request"]
    assert list(asked) == ["paths-ignore"]  # nobody is left out: no branch, no author
    assert any(not any(ignored(file, pattern) for pattern in asked["paths-ignore"]) for file in files) == tested
    assert WORKFLOWS["tests"]["on"]["push"] == {"branches": ["main"]}


def test_the_oldest_python_that_is_promised_is_tried() -> None:
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    tried = WORKFLOWS["tests"]["jobs"]["linux"]["strategy"]["matrix"]["python"]
    assert f">={min(tried, key=lambda version: int(version.removeprefix('3.')))}" == promised


def test_what_tests_the_program_does_so(tmp_path: Path) -> None:
    root = with_program(make_project(tmp_path / "projekt", only=FEW))
    runner = Runner(root, tmp_path / "temp")
    called = tmp_path / "python"
    called.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    called.chmod(0o755)
    built = runner.run("tests", "Bauen", PYTHON=str(called))
    assert built.stdout == "build.py\n", "which test_setup.py calls"
    (root / "tests/browser").mkdir(parents=True)
    (root / "tests/test_a.py").write_text("def test_a(): pass\n", encoding="utf-8")
    (root / "tests/browser/test_b.py").write_text("def test_b(): assert not 'a browser'\n", encoding="utf-8")
    tested = runner.run("tests", "Tests ohne Browser", PYTHON=".venv/bin/python", PYTEST_XDIST_AUTO_NUM_WORKERS="0")
    assert (tested.returncode, "[100%]" in tested.stdout) == (0, True), tested.stdout
    assert (ROOT / "tests/browser").is_dir()
    planned = Runner(ROOT, tmp_path / "plan").run("tests", "Alles prüfen", MAKEFLAGS="-n")
    assert (planned.returncode, "-m pytest" in planned.stdout) == (0, True), planned.stderr

"""What platforms run: nobody's text becomes a command, only one job may write, and what they call does what they need."""

import gzip
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
from tests.conftest import FEW, ROOT, make_project, ready_to_publish, with_code, without_regions
from tests.repositories import commit, edit, git, made

FOLDER, FORGEJO, GITLAB = ROOT / ".github/workflows", ROOT / ".forgejo/workflows", ROOT / ".gitlab-ci.yml"


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


WORKFLOWS = {path.stem: read(path) for path in sorted(FOLDER.iterdir())}
ELSEWHERE = {f"forgejo {path.stem}": read(path) for path in sorted(FORGEJO.iterdir())}
ALSO = {
    f"{name} gitlab": [
        {"name": title, "run": "\n".join(job[key])} for key, title in {"script": "Lauf", "after_script": "Danach"}.items() if key in job
    ]
    for name, job in read(GITLAB).items()
    if "script" in job
}
"""GitLab's jobs, with their lines as the other platforms have them: one step, and one for what comes after it."""
DETMOLD, GOTHA = "coaches/anbieter/beispiel-coaching-detmold.yaml", "coaches/anbieter/beispiel-bbw-gotha.yaml"


def steps(name: str) -> list[dict[str, Any]]:
    return ALSO[name] if name in ALSO else [step for job in (WORKFLOWS | ELSEWHERE)[name]["jobs"].values() for step in job["steps"]]


def step(name: str, title: str) -> dict[str, Any]:
    [found] = [step for step in steps(name) if step.get("name") == title]
    return found


# --- What must never be ---


@pytest.mark.parametrize("persona", ["regular", "auditor"])
def test_zizmor_finds_nothing(persona: str) -> None:
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--no-config", "--format", "json", "--persona", persona, ".github"]
    command += map(str, FORGEJO.iterdir())
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize("name", WORKFLOWS | ELSEWHERE)
def test_a_workflow_may_do_nothing_unless_a_job_says_so(name: str) -> None:
    workflow = (WORKFLOWS | ELSEWHERE)[name]
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


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.gitlab-ci", ["--data-transform", "gitlab-ci", str(GITLAB)]),
        ("vendor.github-workflows", [*map(str, FOLDER.iterdir()), *map(str, FORGEJO.iterdir())]),
    ],
)
def test_each_platform_knows_every_word_of_its_files(schema: str, files: list[str]) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "check-jsonschema"), "--builtin-schema", schema, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_where_nothing_has_run_yet_the_files_and_the_document_say_so() -> None:
    betrieb = (ROOT / "BETRIEB.md").read_text("utf-8")
    for path in (GITLAB, *FORGEJO.iterdir()):
        assert path.read_text("utf-8").startswith("# Noch nie auf der Plattform gelaufen")
    for named in ("`.gitlab-ci.yml`", "`.forgejo/workflows/`"):
        assert re.search(rf"(?m)^.*{re.escape(named)}.*noch nie auf der Plattform gelaufen", betrieb)


def test_what_a_stranger_proposes_gets_no_right_to_write_on_any_platform() -> None:
    rights = {name: [job["permissions"] for job in workflow["jobs"].values()] for name, workflow in ELSEWHERE.items()}
    read_only = [{"contents": "read"}]
    assert rights == {"forgejo pruefung": read_only, "forgejo tests": read_only, "forgejo veroeffentlichen": [{"contents": "write"}]}
    assert "pull_request" not in ELSEWHERE["forgejo veroeffentlichen"]["on"]
    jobs = read(GITLAB)
    assert "cache" not in jobs["pruefung"] | jobs["tests"]
    assert [rule["if"] for rule in jobs["pages"]["rules"]] == ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"]


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
        for name, body in MACHINE.items():
            tool(temporary / "bin" / name, body)
        self.summary = temporary / "step-summary.md"

    def run(self, name: str, title: str, **environment: str) -> subprocess.CompletedProcess[str]:
        one = step(name, title)
        assert set(one.get("env", {})) <= set(environment) | {"GH_TOKEN"}
        surroundings = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"} | environment
        surroundings |= {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_REPOSITORY": "beispiel/karte",
        } | ({} if name in ALSO else {"GITHUB_ACTIONS": "true"})
        surroundings["PATH"] = f"{self.temporary / 'bin'}{os.pathsep}{surroundings['PATH']}"
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", one["run"]]
        return subprocess.run(command, cwd=self.root, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False)


MACHINE = {
    "python3": 'case "$*" in "-m venv .venv") echo "python3 $*" >> "$RUNNER_TEMP/eingerichtet";; *) exec "{python}" "$@";; esac',
    "npm": 'echo "npm $*" >> "$RUNNER_TEMP/eingerichtet"',
    "apt-get": 'echo "apt-get $*" >> "$RUNNER_TEMP/eingerichtet"',
}
"""Tools that set something up: they only write down that they were asked."""
PYTHON = 'case "$*" in "-m pip install "*) echo "pip $*" >> "$RUNNER_TEMP/eingerichtet";; *) exec "{python}" "$@";; esac'


def tool(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body.format(python=sys.executable)}\n", encoding="utf-8")
    path.chmod(0o755)


def with_program(root: Path) -> Path:
    """The program in the project, and what "Einrichten" sets up."""
    with_code(root)
    (root / ".ci").symlink_to(ROOT / ".ci", target_is_directory=True)
    tool(root / ".venv/bin/python", PYTHON)
    return root


@pytest.mark.parametrize(
    ("name", "title", "lock", "libraries"),
    [
        ("pruefung", "Einrichten", "requirements.txt", None),
        ("veroeffentlichen", "Einrichten", "requirements.txt", "ci --omit=dev --ignore-scripts"),
        ("forgejo pruefung", "Einrichten", "requirements.txt", None),
        ("forgejo veroeffentlichen", "Einrichten", "requirements.txt", "ci --omit=dev --ignore-scripts"),
    ],
)
def test_what_sets_up_takes_only_what_the_lock_files_name(name: str, title: str, lock: str, libraries: str | None, tmp_path: Path) -> None:
    root = tmp_path / "projekt"
    root.mkdir()
    runner = Runner(with_program(root), tmp_path / "temp")
    done = runner.run(name, title)
    assert done.returncode == 0, done.stderr
    asked = (runner.temporary / "eingerichtet").read_text("utf-8")
    assert re.search(rf"(?m)^pip .*--require-hashes --only-binary :all: -r {lock}$", asked)
    assert [line.startswith(f"npm {libraries} ") for line in asked.splitlines() if line.startswith("npm")] == [True] * bool(libraries)
    assert [line.split()[-1] for line in asked.splitlines() if "apt-get install" in line] == ["python3-venv"] * name.startswith("forgejo")


def test_the_tests_on_other_systems_set_up_from_their_lock() -> None:
    told = step("tests", "Einrichten")["run"]
    assert "--require-hashes --only-binary :all: -r tests/requirements.txt\n" in told
    assert "npm ci --ignore-scripts" in told


def test_every_command_of_the_program_is_tried_here() -> None:
    tried = {"Prüfen", "Zusammenfassen", "Kommentar schreiben", "Was für die Redaktion zu tun ist", "Lauf", "Danach"}
    tried |= {"Nur Geschriebenes", "Einrichten", "Letzten Stand holen", "Exakte Geodaten holen", "Bauen", "Ausliefern"}
    calling = re.compile(r"build\.py|\.ci/steps")
    assert {one["name"] for name in WORKFLOWS | ELSEWHERE | ALSO for one in steps(name) if calling.search(one.get("run", ""))} == tried


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


def test_what_only_a_build_makes_stops_a_run_before_it_can_run(fork: Runner) -> None:
    names = ["pruefung", "veroeffentlichen", "forgejo pruefung", "forgejo veroeffentlichen"]
    for name in names:
        titles = [one.get("name") for one in steps(name)]
        assert titles.index("Nur Geschriebenes") < titles.index("Einrichten")
        assert fork.run(name, "Nur Geschriebenes").returncode == 0
    smuggled = fork.root / "unter/__pycache__/\n::error::.cache"
    smuggled.parent.mkdir(parents=True)
    smuggled.write_text("x", encoding="utf-8")
    (fork.root / "unter/.gitignore").write_text("!__pycache__/\n", encoding="utf-8")
    git(fork.root, "add", "--force", "--", str(smuggled))
    for name in names:
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

    cached = root / ".vorher/stand.json"
    assert cached.read_bytes() == (root / "site/daten/stand.json").read_bytes()
    (root / GOTHA).unlink()
    stopped = nightly.run("veroeffentlichen", "Bauen")
    assert (stopped.returncode, "beispiel-bbw-gotha" in stopped.stderr) == (FAILED, True), stopped.stdout
    assert cached.read_bytes() == (root / "site/daten/stand.json").read_bytes()


def test_what_the_website_says_goes_before_the_cache_and_nonsense_before_nothing(nightly: Runner) -> None:
    cached, online = nightly.root / ".vorher/stand.json", nightly.temporary / "online/stand.json"
    for folder in (cached.parent, online.parent):
        folder.mkdir()
    row = {"inhalt": "00000000-0000-8000-8000-000000000000", "seit": "2026-10-01"}
    good = json.dumps({"schema": 1, "eintraege": {"alt": row}})
    cached.write_text(good, encoding="utf-8")
    for broken in ("<!doctype html><title>Diese Domain ist zu verkaufen</title>", good.replace("2026-10-01", "2999-01-01")):
        online.write_text(broken, encoding="utf-8")
        done = nightly.run("veroeffentlichen", "Letzten Stand holen")
        assert (done.returncode, "::warning::" in done.stdout, cached.read_text("utf-8")) == (0, True, good), done.stderr
    online.write_text('{"schema":1,"eintraege":{}}', encoding="utf-8")
    done = nightly.run("veroeffentlichen", "Letzten Stand holen")
    assert (done.returncode, done.stdout, cached.read_text("utf-8")) == (0, "", '{"schema":1,"eintraege":{}}'), done.stderr
    assert set((nightly.temporary / "gefragt").read_text("utf-8").split()) == {"https://landkarte.example.org/daten/stand.json"}


def test_the_cache_keeps_geodata_and_what_was_published_last() -> None:
    cache = step("veroeffentlichen", "Was vom letzten Mal noch gut ist")["with"]
    assert cache["path"].split() == [exact.FOLDER, ".vorher"]
    assert read(GITLAB)["pages"]["cache"]["paths"] == [f"{exact.FOLDER}/", ".vorher/"]
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


# --- The same on the other platforms ---


def test_gitlab_judges_a_strangers_branch_and_keeps_the_summary(fork: Runner) -> None:
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(fork.root, "rev-parse", "HEAD^1").strip()}
    checked = fork.run("pruefung gitlab", "Lauf", **base)
    assert (checked.returncode, f"{DETMOLD}:" in checked.stdout, "\n::" in checked.stdout) == (FINDINGS, True, False), checked.stderr
    told = fork.run("pruefung gitlab", "Danach", **base)
    assert (told.returncode, told.stderr) == (0, "")
    kept = fork.root / read(GITLAB)["pruefung"]["artifacts"]["paths"][0] / "zusammenfassung.md"
    assert told.stdout.endswith(kept.read_text("utf-8"))
    assert "Kontakt, Telefon geändert von `+49 30 23125 012` auf `+49 30 23125 013`" in told.stdout


def test_gitlab_publishes_at_night_with_a_compressed_twin_of_what_is_text(nightly: Runner) -> None:
    root = nightly.root
    without_regions(root / "build.py")
    (root / ".gitignore").write_text((ROOT / ".gitignore").read_text("utf-8"), encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    with publishers.published(publishers.served("klein")) as publisher:
        publishers.named_in(root / "pyproject.toml", publisher.addresses)
        built = nightly.run("pages gitlab", "Lauf")
    assert (built.returncode, "Achtung: Die Website zeigt keinen" in built.stdout) == (0, True), built.stderr
    assert "exakten Geodaten ließen sich nicht" not in built.stdout
    public = root / read(GITLAB)["pages"]["artifacts"]["paths"][0]
    page = public / "anbieter/beispiel-bbw-gotha.html"
    assert gzip.decompress(Path(f"{page}.gz").read_bytes()) == page.read_bytes()
    assert (list(public.glob(".*")), (root / ".vorher/stand.json").read_bytes()) == ([], (public / "daten/stand.json").read_bytes())
    listed = nightly.run("pages gitlab", "Danach")
    assert (listed.returncode, bool(listed.stdout.strip())) == (0, True), listed.stderr


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """A repository as Forgejo has it, without files of its own."""
    git(tmp_path, "init", "--quiet", "--bare", "forge.git")
    return tmp_path / "forge.git"


def test_forgejo_fetches_a_strangers_branch_and_judges_it(fork: Runner, forge: Path, tmp_path: Path) -> None:
    git(fork.root, "push", "--quiet", str(forge), "HEAD^1:refs/heads/main", "HEAD^2:refs/pull/7/head")
    root = tmp_path / "geholt"
    root.mkdir()
    runner = Runner(root, tmp_path / "dort")
    fetched = runner.run("forgejo pruefung", "Dateien holen", FROM=str(forge), REF="refs/pull/7/head")
    assert fetched.returncode == 0, fetched.stderr
    with_program(root)
    checked = runner.run("forgejo pruefung", "Prüfen")
    assert (checked.returncode, f"{DETMOLD}:" in checked.stdout) == (FINDINGS, True), checked.stderr
    told = runner.run("forgejo pruefung", "Zusammenfassen", AUTHOR="fremd")
    assert (told.returncode, "Fremde Änderung" in told.stdout) == (0, True), told.stderr


def test_forgejo_leaves_one_commit_without_a_past_that_the_next_night_remembers(nightly: Runner, forge: Path, tmp_path: Path) -> None:
    root = nightly.root
    without_regions(root / "build.py")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    git(root, "push", "--quiet", str(forge), "main")
    with publishers.published(publishers.served("klein")) as publisher:
        publishers.named_in(root / "pyproject.toml", publisher.addresses)
        built = nightly.run("forgejo veroeffentlichen", "Bauen")
    assert built.returncode == 0, built.stderr
    listed = nightly.run("forgejo veroeffentlichen", "Was für die Redaktion zu tun ist")
    assert (listed.returncode, bool(listed.stdout.strip())) == (0, True), listed.stderr
    published = (root / "site/daten/stand.json").read_text("utf-8")
    shutil.rmtree(root / "site/regel")  # most of the rest, and alike
    for _ in range(2):
        sent = nightly.run("forgejo veroeffentlichen", "Ausliefern", TO=str(forge), TOKEN="geheim")
        assert sent.returncode == 0, sent.stderr
        assert git(forge, "rev-list", "--count", "pages") == "1"
    own = {".gitignore", ".landkarte"}
    assert git(forge, "ls-tree", "--name-only", "pages").splitlines() == sorted({path.name for path in (root / "site").iterdir()} - own)
    (tmp_path / "neu").mkdir()
    again = Runner(tmp_path / "neu", tmp_path / "morgen")
    fetched = again.run("forgejo veroeffentlichen", "Dateien holen", FROM=str(forge), REF="refs/heads/main")
    assert (fetched.returncode, (again.root / ".vorher/stand.json").read_text("utf-8")) == (0, published), fetched.stderr
    assert (again.root / "coaches").is_dir()


# --- Which changes are tested, and with what ---


def ignored(file: str, pattern: str) -> bool:
    """As platforms read a pattern of paths: two stars stand for anything, also for no folder at all, one for anything but a slash."""
    spelled = re.escape(pattern).replace(r"\*\*/", "(.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
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


def test_all_platforms_test_the_program_where_more_than_entries_changes() -> None:
    assert ELSEWHERE["forgejo tests"]["on"]["pull_request"] == WORKFLOWS["tests"]["on"]["pull_request"]
    [rule] = read(GITLAB)["tests"]["rules"]
    named = git(ROOT, "ls-files", "-z").rstrip("\0").split("\0")
    tested = [file for file in named if any(ignored(file, pattern) for pattern in rule["changes"])]
    assert tested == [file for file in named if not file.startswith("coaches/")]
    assert ALSO["tests gitlab"][0]["run"] == step("forgejo tests", "Alles prüfen")["run"] == ".ci/run"


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

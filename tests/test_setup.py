"""Setting up and the documents: what they tell people to type is typed here."""

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest
import yaml

import build
from landkarte.ground.settings import Betreiber
from landkarte.standard import rules, vocabulary
from tests import publishers
from tests.conftest import FEW, copy_entries, few_parts, ready_to_publish, without_regions
from tests.previews import Preview
from tests.repositories import commit, git
from tests.systems import only_unix

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "BETRIEB.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "landkarte/README.md")
CONSENT = "coaches/vorlagen/einwilligung-2026-10.md"
LOCKS = ("requirements.txt", "tests/requirements.txt")
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".nominatim", ".hugo", ".site.*", ".geodata*", ".vorher", "public", "node_modules", ".*_cache", ".hypothesis",
    "*.pyc.*", "*.tmp",
)  # fmt: skip
"""The last two are what others just write into __pycache__; the rest of that comes along, or each command would translate it anew."""
# Under "make test" these would change what an inner make prints; a set date would change what a build says.
FOREIGN = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "SOURCE_DATE_EPOCH", "LANDKARTE_CHROMIUM")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def run(argv: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    if sys.platform == "win32" and argv[0] in ("make", "cp", "bash"):
        pytest.skip("what is typed on Unix")
    env = {key: value for key, value in os.environ.items() if key not in FOREIGN} | environment
    return subprocess.run(argv, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False)


def succeeds(argv: list[str], folder: Path) -> str:
    result = run(argv, folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def typed(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """``python build.py …`` in this process, which has loaded the program already; a build makes no pages of entries and regions."""
    argv = shlex.split(command)[2:]
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        patch.setattr(build, "ROOT", folder)
        patch.setattr(build, "parts", few_parts)
        return subprocess.CompletedProcess(argv, build.main(argv), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with few entries, in a folder with a blank and an umlaut; it shares the browser libraries."""
    copy = tmp_path_factory.mktemp("checkout") / "Länder Karte"
    shutil.copytree(ROOT, copy, ignore=lambda folder, names: NOT_COPIED(folder, names) | ({"site"} if Path(folder) == ROOT else set()))
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.rmtree(copy / "coaches")
    copy_entries(ROOT / "coaches", copy / "coaches", only=FEW)
    return copy


# --- The commands of the documents ---


def commands() -> list[str]:
    """Every line of the shell blocks in the documents, without its remark, once; whoever activated .venv writes it shorter."""
    blocks = [block for name in DOCUMENTS for block in re.findall(r"^```(?:sh|bat)\n(.*?)^```", text_of(name), re.M | re.S)]
    lines = [line.strip() if "'" in line else line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return sorted({line.removeprefix(".venv/bin/") for line in lines} - {""})


def dry_make(command: str, project: Path) -> None:
    assert succeeds(["make", "-n", *shlex.split(command)[1:]], project)


def run_python(command: str, project: Path) -> None:
    assert succeeds([sys.executable, *shlex.split(command)[1:]], project)


def run_here(command: str, project: Path) -> None:
    done = typed(command, project)
    assert (done.returncode, bool(done.stdout)) == (0, True), done


def fetch(command: str, project: Path) -> None:
    """Exact data, from this machine instead of the publishers."""
    settings = project / "pyproject.toml"
    before = settings.read_text(encoding="utf-8")
    try:
        with publishers.published(publishers.served("klein")) as publisher:
            publishers.named_in(settings, publisher.addresses)
            run_here(command, project)
    finally:
        settings.write_text(before, encoding="utf-8")


def fetches(command: str, project: Path) -> None:
    fetch(command, project)
    shutil.rmtree(project / ".geodata")


def refuses_then_publishes(command: str, project: Path) -> None:
    """Publishing needs the operator and exact data; with everything that BETRIEB says there must be, it works."""
    settings = project / "pyproject.toml"
    before = settings.read_text(encoding="utf-8")
    refused = typed(command, project)
    assert refused.returncode != 0
    assert "betreiber.name" in refused.stderr
    try:
        fetch("python build.py geodata", project)
        ready_to_publish(project)
        run_here(command, project)
    finally:
        settings.write_text(before, encoding="utf-8")
        shutil.copy(ROOT / CONSENT, project / CONSENT)
        shutil.rmtree(project / ".geodata")


def copies(command: str, project: Path) -> None:
    succeeds(shlex.split(command), project)
    (project / shlex.split(command)[-1]).unlink()


def checks_ones_own_file(command: str, project: Path) -> None:
    """The file is the one that the command before told to copy."""
    entry = project / shlex.split(command)[-1]
    template = (project / "coaches/vorlagen/anbieter.yaml").read_text(encoding="utf-8")
    entry.write_text(template.replace("id: anbieter\n", f"id: {entry.stem}\n", 1), encoding="utf-8")
    try:
        told = typed(command, project)
    finally:
        entry.unlink()
    assert (told.returncode in (0, 1), told.stderr) == (True, "")
    assert " in den genannten Dateien " in told.stdout


@contextmanager
def coaches_come_back(project: Path) -> Iterator[None]:
    """As they are now, whatever is done to them."""
    before = project / "coaches.vorher"
    shutil.copytree(project / "coaches", before)
    try:
        yield
    finally:
        shutil.rmtree(project / "coaches")
        before.rename(project / "coaches")


def forgets(command: str, project: Path) -> None:
    with coaches_come_back(project):
        run_here(command.replace("KENNUNG", "jc-x8m5dw"), project)
        assert not (project / "coaches/jobcoaches/jc-x8m5dw.yaml").exists()


def renames(command: str, project: Path) -> None:
    """And back again, so that both addresses go on to lead there."""
    with coaches_come_back(project):
        run_here(command.replace("ALT", "jc-x8m5dw").replace("NEU", "jc-2c3d4e"), project)
        assert not (project / "coaches/jobcoaches/jc-x8m5dw.yaml").exists()
        run_here(command.replace("ALT", "jc-2c3d4e").replace("NEU", "jc-x8m5dw"), project)


def attests(command: str, project: Path) -> None:
    """Of an entry that names one course, by a function of the maintainers."""
    run_here(command.replace("KENNUNG", "jc-x8m5dw").replace("FUNKTION", "Redaktion"), project)
    (project / "coaches/pruefungen/jc-x8m5dw.yaml").unlink()


def imports(command: str, project: Path) -> None:
    """The template, filled in by somebody, as a file or in a folder beside the project."""
    sent = project / "zugesandt.yaml"
    template = (project / "coaches/vorlagen/anbieter.yaml").read_text(encoding="utf-8")
    sent.write_text(template.replace("id: anbieter\n", "id: beispiel-neu\n", 1), encoding="utf-8")
    folder = project.parent / "eingang"
    folder.mkdir(exist_ok=True)
    if "POSTFACH" in command:
        sent = sent.rename(folder / sent.name)
    run_here(command.replace("DATEI", sent.name).replace("POSTFACH", shlex.quote(str(folder))), project)
    sent.unlink()
    (project / "coaches/anbieter/beispiel-neu.yaml").unlink()


def writes_letters(command: str, project: Path) -> None:
    """To a row of a table beside the project, or into a folder there, once the settings say who writes."""
    settings = project / "pyproject.toml"
    before = settings.read_bytes()
    ready_to_publish(project)
    settings.write_text(re.sub('(?m)^email = "Muster"', 'email = "a@example.org"', settings.read_text(encoding="utf-8")), encoding="utf-8")
    table = project.parent / "liste.csv"
    table.write_text("Name;E-Mail;Ort\nUte Neumann;ute@neumann.example.org;Detmold\n", encoding="utf-8")
    try:
        folder = shlex.quote(str(project.parent / "Briefe"))
        told = typed(command.replace("TABELLE", f"{shlex.quote(str(table))} --quelle Liste").replace("ORDNER", folder), project)
    finally:
        settings.write_bytes(before)
        shutil.copy(ROOT / CONSENT, project / CONSENT)
    assert told.returncode == 0, told.stderr


def shows_until_interrupted(command: str, project: Path) -> None:
    """On a port that is free, and without the Länder; test_serve.py looks at what it shows."""
    program = project / "build.py"
    without_regions(program)
    try:
        with Preview([sys.executable, *shlex.split(command)[1:], "--port", "0"], project) as preview:
            preview.says("^http://127.0.0.1:")
            preview.says("^Gebaut: ")
            assert preview.stop() == 0
    finally:
        shutil.copy(ROOT / program.name, program)


def compares(command: str, project: Path) -> None:
    """With origin/main, as somebody has it who fetched the repository, and with a commit of before the day that is named."""
    with in_git(project):
        run_here(command.replace("STAND", "HEAD"), project)


def collects(command: str, project: Path) -> None:
    assert "::" in succeeds([sys.executable, *shlex.split(command)[1:], "--collect-only", "-p", "no:cacheprovider"], project)


def is_part_of_make(command: str, project: Path) -> None:
    """Slow or reaching for the network; what people type by hand must at least be what make does."""
    words = [word for word in shlex.split(command) if word not in ("python", "python3", "py")]
    planned = succeeds(["make", "-n", "-B", "site", "test"], project)
    assert any(all(word in line for word in words) for line in planned.splitlines())


def installs_what_make_asks_for(command: str, project: Path) -> None:
    packages = set(shlex.split(command)[4:]) - {"make", "git"}
    assert packages == {"python3-venv", "npm", "chromium"}


def installs_a_server_that_is_tested(command: str, project: Path) -> None:
    assert set(shlex.split(command)[4:]) - {"curl"} < set(re.findall(r"^\s*install (nginx.*)$", text_of(".ci/run"), re.M)[0].split())


def names_steps(command: str, project: Path) -> None:
    """What each of them does, test_workflows.py tries."""
    succeeds(["bash", "-n", ".ci/steps"], project)
    assert set(command.split()[1:]) <= set(re.findall(r"^(\w+)\(\) \{", text_of(".ci/steps"), re.M))


def clones(command: str, project: Path) -> None:
    """Whoever has done so has what the commands below it need."""
    with with_origin(project) as origin:
        succeeds(shlex.split(command.replace("ADRESSE", shlex.quote(str(origin)))), origin.parent)
        assert (origin.parent / "landkarte/Makefile").is_file()
        shutil.rmtree(origin.parent / "landkarte")


@cache
def committed(project: Path) -> Path:
    """What git keeps of the project, on main, and of its origin: packed, so that a command soon has a copy of both to itself."""
    kept, origin = project.parent / "committed", project.parent / "origin.git"
    git(project.parent, "init", "--quiet", "--bare", str(origin))
    git(project, "init", "--quiet")
    git(project, "config", "user.name", "Redaktion")
    git(project, "config", "user.email", "redaktion@example.org")
    git(project, "remote", "add", "origin", str(origin))
    commit(project, "2026-10-31T12:00:00+0100")
    git(project, "gc", "--quiet")
    git(project, "push", "--quiet", "--set-upstream", "origin", "main")
    kept.mkdir()
    (project / ".git").rename(kept / ".git")
    origin.rename(kept / origin.name)
    return kept


@contextmanager
def in_git(project: Path) -> Iterator[Path]:
    """The project in git, as its origin has it."""
    kept, origin = committed(project), project.parent / "origin.git"
    try:
        shutil.copytree(kept / ".git", project / ".git")
        shutil.copytree(kept / origin.name, origin)
        yield origin
    finally:
        shutil.rmtree(origin)
        shutil.rmtree(project / ".git")


@contextmanager
def with_origin(project: Path) -> Iterator[Path]:
    """And one entry changed since."""
    changed = project / "coaches/zurueckgezogen.csv"
    before = changed.read_bytes()
    try:
        with in_git(project) as origin:
            changed.write_bytes(before + b"anbieter;beispiel-fort;2026-10-01\n")
            yield origin
    finally:
        changed.write_bytes(before)


def goes_on_in_git(command: str, project: Path) -> None:
    """As it is typed after the lines above it: what is to be committed is added, what is to be taken back is committed."""
    with with_origin(project):
        if "commit" in command:
            git(project, "add", "coaches")
        if "revert" in command:
            commit(project)
        succeeds(shlex.split(command), project)


def is_activation(command: str, project: Path) -> None:
    """Only for a person's own shell."""


def asks_for_a_kennung(command: str, project: Path) -> None:
    """Without a name nobody is asked; with one, test_lookup.py asks."""
    refused = typed(command, project)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "kennung" in refused.stderr


RULES: dict[str, Callable[[str, Path], None]] = {
    r"make [a-z-]+": dry_make,
    r"python build\.py lookup": asks_for_a_kennung,
    r"python build\.py --publish --ohne-beispiele": refuses_then_publishes,
    r"python build\.py geodata": fetches,
    r"python build\.py attest KENNUNG .*": attests,
    r"python build\.py forget KENNUNG": forgets,
    r"python build\.py rename ALT NEU": renames,
    r"python build\.py import (DATEI|POSTFACH)": imports,
    r"python build\.py (einladen TABELLE|erinnern ORDNER).*": writes_letters,
    r"python build\.py serve": shows_until_interrupted,
    r"python build\.py ((check --changed-since|review --base) origin/main|bericht .*)": compares,
    r"python build\.py check coaches/\S+": checks_ones_own_file,
    r"python build\.py( --help)?": run_python,
    r"python build\.py .*": run_here,
    r"python3 -c .*": run_python,
    r"python -m pytest .*": collects,
    r"python -m (ruff check|mypy)|node_modules/\.bin/eslint .*": is_part_of_make,
    r"(python3|py) -m venv \.venv": is_part_of_make,
    r"python -m pip install --require-hashes -r requirements\.txt": is_part_of_make,
    r"npm ci --omit=dev": is_part_of_make,
    r"cp coaches/vorlagen/\S+ coaches/\S+": copies,
    r"\. \.venv/bin/activate|\.venv\\Scripts\\activate|cd landkarte": is_activation,
    r"\.ci/steps.*": names_steps,
    r"git clone ADRESSE landkarte": clones,
    r"git (config|pull|add|commit|push|checkout|branch|revert) ?.*": goes_on_in_git,
    r"sudo apt-get install -y nginx-light curl": installs_a_server_that_is_tested,
    r"sudo apt-get install -y .*": installs_what_make_asks_for,
}


@pytest.mark.parametrize("command", commands())
def test_every_command_in_the_documents_works(command: str, project: Path) -> None:
    rule = next((rule for pattern, rule in RULES.items() if re.fullmatch(pattern, command)), None)
    assert rule, f"No rule says how to try: {command}"
    rule(command, project)


def test_a_night_of_ones_own_does_what_is_typed_by_hand() -> None:
    betrieb = text_of("BETRIEB.md").split("### Eigener Server")[1]
    [line] = re.findall(r"^```crontab\n(.*)\n```", betrieb, re.M)
    nightly = [command.strip().replace(" --quiet", "") for command in line.split("&&")]
    assert re.fullmatch(r"\d+ \d+ \* \* \*  cd /srv/landkarte", nightly[0])
    assert nightly[1:] == betrieb.split("```")[1].strip().splitlines()[2:]


def test_the_readme_begins_with_the_two_commands() -> None:
    first = [line.split("#")[0].strip() for line in text_of("README.md").split("```")[1].splitlines()]
    assert first == ["sh", "make site", "make test", ".venv/bin/python build.py"]


TARGETS = [name for name in re.findall(r"^([\w-]+):", text_of("Makefile"), re.M) if not name.startswith("needs-")]


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_the_makefile_is_explained_and_can_be_planned(target: str, project: Path) -> None:
    assert f"| `make {target}` |" in text_of("CONTRIBUTING.md")
    assert succeeds(["make", "-n", target], project)


def test_only_the_bench_installs_hugo(project: Path) -> None:
    assert "--target .hugo" in succeeds(["make", "-n", "bench"], project)
    assert "hugo" not in succeeds(["make", "-n", "site", "test", "serve", "bench-browser"], project)


def test_before_a_commit_runs_what_make_runs_before_the_tests(project: Path) -> None:
    hooks = [hook for repo in yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]]
    planned = succeeds(["make", "-n", "test"], project).splitlines()
    tests = next(number for number, line in enumerate(planned) if "-m pytest" in line)
    assert [hook["entry"] for hook in hooks] == planned[tests - len(hooks) : tests]


def test_make_help_names_and_explains_every_target() -> None:
    assert re.findall(r"^make (\S+) +\S.+", succeeds(["make", "help"], ROOT), re.M) == TARGETS


def test_no_script_excuses_itself_from_eslint(tmp_path: Path) -> None:
    for number, excuse in enumerate(("/* eslint-disable */", "/* eslint eqeqeq: off */ /* global fehlt */", "// eslint-disable-next-line")):
        (tmp_path / f"{number}.js").write_text(f"{excuse}\nvoid (fehlt == 1);\n", encoding="utf-8")
    shutil.copy(ROOT / "tests/eslint.config.mjs", tmp_path)
    eslint = ["node", str(ROOT / "node_modules/eslint/bin/eslint.js"), "--config", "eslint.config.mjs", "--format", "json", "*.js"]
    found = json.loads(run(eslint, tmp_path).stdout)
    assert [{"no-undef", "eqeqeq"} - {message["ruleId"] for message in one["messages"]} for one in found] == [set()] * 3


# --- What the documents say ---


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    links = [link.partition("#") for link in re.findall(r"\]\(([^)]+)\)", text_of(name)) if "://" not in link]
    named = [((ROOT / name).parent / link if link else ROOT / name, anchor) for link, _, anchor in links]
    assert [path for path, _ in named if not path.exists()] == []
    assert [(path, anchor) for path, anchor in named if anchor and anchor not in anchors_of(path)] == []


def anchors_of(document: Path) -> set[str]:
    """Where links into a document can lead: its headings, spelled as hosting platforms do."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_version_has_its_day_and_the_newest_is_the_projects() -> None:
    headings = [heading for heading in re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.M) if heading != "In Arbeit"]
    versions = [found[1] for heading in headings if (found := re.fullmatch(r"(\d+\.\d+\.\d+) \(\d{1,2}\. [A-ZÄa-zä]+ \d{4}\)", heading))]
    assert len(versions) == len(headings)
    assert versions == sorted(versions, key=lambda version: [int(part) for part in version.split(".")], reverse=True)
    assert versions[0] == tomllib.loads(text_of("pyproject.toml"))["project"]["version"]


def test_contributing_lists_only_folders_that_exist() -> None:
    folders = re.findall(r"^\| `([^`]+)` \|", text_of("CONTRIBUTING.md").split("| Ordner | Inhalt |")[1], re.M)
    assert folders
    assert [folder for folder in folders if not (ROOT / folder).exists()] == []


def test_betrieb_explains_every_table_of_the_settings_and_what_may_be_left_empty() -> None:
    explained = re.findall(r"^\| `\[(tool\.landkarte[a-z.]*)\]` \|", text_of("BETRIEB.md"), re.M)
    assert sorted(explained) == sorted(re.findall(r"^\[(tool\.landkarte[a-z.]*)\]$", text_of("pyproject.toml"), re.M))
    for key in Betreiber.OPTIONAL:
        assert f"`{key}`" in text_of("BETRIEB.md")


def test_a_setting_that_waits_behind_a_mark_can_be_read_without_it() -> None:
    waiting = re.findall(r"^# ([a-z_]+ = .*)$", text_of("pyproject.toml"), re.M)
    assert "barriere_stand" in {key for line in waiting for key in tomllib.loads(line)}


def test_betrieb_knows_only_messages_that_are_said() -> None:
    rows = re.findall(r"^\| („.+?) \|", text_of("BETRIEB.md").split("## Wenn etwas nicht gelingt")[1], re.M)
    speaking = [ROOT / "build.py", ROOT / "Makefile", *(ROOT / "landkarte").rglob("*.py"), ROOT / ".ci/steps"]
    said = "".join(path.read_text(encoding="utf-8") for path in speaking)
    assert rows
    assert [message for row in rows for message in re.findall("„(.+?)“", row) if message not in said] == []


def test_contributing_explains_every_licence_and_every_group_of_rules() -> None:
    text = text_of("CONTRIBUTING.md")
    licences = re.findall(r"^\| `([a-z0-9_]+)` \|", text.split("## Lizenz Ihrer Angaben")[1], re.M)
    assert licences == list(vocabulary("lizenzen").werte)
    groups = re.findall(r"^\| `([A-Z]+)-…` \|", text, re.M)
    assert set(groups) == {code.split("-")[0] for code in rules()}


def test_the_findings_shown_in_contributing_are_the_real_ones(project: Path) -> None:
    shown = re.search(r"^```text\n(.*?)^```", text_of("CONTRIBUTING.md"), re.M | re.S)
    assert shown
    entry = project / "coaches" / "anbieter" / "meine-organisation.yaml"
    template = (ROOT / "coaches/vorlagen/anbieter.yaml").read_text(encoding="utf-8")
    entry.write_text(template.replace("kontaktwege: [telefon, email]", "kontaktwege: [telefon, emial]"), encoding="utf-8")
    try:
        result = typed("python build.py check", project)
    finally:
        entry.unlink()
    assert result.returncode == 1
    about_it = [line for line in result.stdout.splitlines() if entry.name in line]
    assert about_it == shown[1].splitlines()


def test_the_readme_promises_no_more_than_the_rules_find() -> None:
    """The field names that it gives as examples of what is found are those that the rule looks for."""
    promised = re.search(r"Feldnamen wie\s+`(\w+)` oder `(\w+)`", text_of("README.md"))
    assert promised
    assert set(promised.groups()) <= set(rules()["X-02"].werte["schluessel"])


# --- What is missing on the machine ---


def tools(folder: Path, **scripts: str) -> str:
    """A PATH that holds nothing but the given shell scripts."""
    for name, body in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return str(folder)


FAILS_AT = 'case "$2" in *{}*) exit 1;; esac'
GOOD = "exit 0"


@only_unix
@pytest.mark.parametrize(
    ("scripts", "environment", "line"),
    [
        ({}, {}, "sudo apt-get install -y python3 python3-venv"),
        ({"python3": FAILS_AT.format("ensurepip")}, {}, "sudo apt-get install -y python3-venv"),
        ({"python3": FAILS_AT.format("version_info")}, {}, "sudo apt-get install -y python3.11-venv && make test PYTHON=python3.11"),
        ({"python3": GOOD}, {}, "sudo apt-get install -y nodejs npm"),
        ({"python3": GOOD, "node": GOOD}, {}, "sudo apt-get install -y nodejs npm"),
        ({"python3": GOOD, "node": "exit 1", "npm": GOOD}, {}, "sudo snap install node --classic"),
        ({"python3": GOOD, "node": GOOD, "npm": GOOD}, {}, "sudo apt-get install -y chromium || sudo snap install chromium"),
        (
            {"python3": GOOD, "node": GOOD, "npm": GOOD, "chromium": GOOD},
            {"LANDKARTE_CHROMIUM": "/nowhere/chromium"},
            "sudo apt-get install -y chromium || sudo snap install chromium",
        ),
    ],
    ids=["python", "python3-venv", "old python", "node", "npm", "old node", "chromium", "LANDKARTE_CHROMIUM"],
)
def test_make_names_what_is_missing_with_the_line_that_installs_it(
    scripts: dict[str, str], environment: dict[str, str], line: str, project: Path, tmp_path: Path
) -> None:
    make = shutil.which("make")
    assert make
    result = run([make, "test"], project, PATH=tools(tmp_path, **scripts), **environment)
    assert result.returncode != 0
    said = result.stderr.splitlines()
    assert said[0].startswith("Es fehlt: ")
    assert said[1] == f"Bitte einmal ausführen: {line}"
    assert not (project / ".venv").exists()


@only_unix
def test_make_names_what_a_nominatim_of_ones_own_needs(project: Path, tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make
    said = run([make, "test-lookup"], project, PATH=tools(tmp_path, python3=GOOD)).stderr.splitlines()
    assert said[0].startswith("Es fehlt: PostgreSQL mit PostGIS")
    packages = "postgresql postgresql-postgis osm2pgsql g++ pkg-config libicu-dev python3-dev"
    assert said[1] == f"Bitte einmal ausführen: sudo apt-get install -y {packages}"
    assert not (project / ".nominatim").exists()


@only_unix
@pytest.mark.parametrize("browser", ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"])
def test_every_known_browser_is_found(browser: str, project: Path, tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make
    assert run([make, "needs-browser"], project, PATH=tools(tmp_path, **{browser: GOOD})).returncode == 0


def fake_machine(folder: Path, pip: str) -> str:
    """Tools that only leave the files that make looks for; ``pip`` is what an installation does."""
    python = f'case "$*" in *"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; *"pip install"*) {pip};; esac'
    npm = "mkdir -p node_modules; echo npm >>installed"
    path = tools(folder, python3=python, node=GOOD, npm=npm)
    return f"{path}{os.pathsep}/usr/bin{os.pathsep}/bin"


@only_unix
def test_make_installs_once_again_after_a_changed_lock_and_after_an_interruption(tmp_path: Path) -> None:
    """Driven with tools that only note that they were called."""
    checkout = tmp_path / "Länder Karte"
    (checkout / "tests").mkdir(parents=True)
    for name in ("Makefile", "package.json", "package-lock.json", *LOCKS):
        shutil.copy(ROOT / name, checkout / name)
    machine = tmp_path / "bin"
    machine.mkdir()
    log = checkout / "installed"

    def make_site(pip: str) -> list[str]:
        log.unlink(missing_ok=True)
        run(["make", "site"], checkout, PATH=fake_machine(machine, pip))
        return log.read_text(encoding="utf-8").split() if log.exists() else []

    assert make_site("echo cut-off >>installed; exit 1") == ["cut-off"]
    assert make_site("echo pip >>installed") == ["pip", "npm"]
    assert make_site("echo pip >>installed") == []
    later = (checkout / ".venv/.site-installed").stat().st_mtime + 5
    os.utime(checkout / "requirements.txt", (later, later))
    assert make_site("echo pip >>installed") == ["pip"]


@only_unix
@pytest.mark.parametrize(
    ("status", "hangs", "said"), [(200, False, "sind geholt"), (503, False, "waren nicht zu holen"), (200, True, "waren nicht zu holen")]
)
def test_setting_up_tries_once_for_exact_data_and_never_fails_or_waits_for_long(
    status: int, hangs: bool, said: str, project: Path, tmp_path: Path
) -> None:
    checkout, released = tmp_path / "Länder Karte", threading.Event()
    shutil.copytree(project, checkout, ignore=shutil.ignore_patterns("coaches", "templates", "tests"), symlinks=True)
    (checkout / ".venv/bin").mkdir(parents=True)
    tools(checkout / ".venv/bin", python=f'exec "{sys.executable}" "$@"')
    (checkout / ".venv/.site-installed").touch()
    patience = ["GEODATA_SECONDS=0.5"] if hangs else []
    with publishers.published(publishers.served("klein")) as publisher:
        publishers.named_in(checkout / "pyproject.toml", publisher.addresses)
        if status != 200:
            publisher.answers[publishers.ZIP] = publishers.Answer(status=status)
        if hangs:
            publisher.waiting = released.wait
        told = succeeds(["make", ".venv/.geodata-tried", *patience], checkout).splitlines()
        released.set()
    assert [said in line for line in told] == [True]
    assert (checkout / ".geodata").exists() == ("geholt;" in told[0])
    assert "geodata" not in succeeds(["make", "-n", "site"], checkout), "once is enough"


def test_make_alone_builds_the_site_and_says_where_it_lies(project: Path) -> None:
    planned = succeeds(["make", "-n"], project)
    assert planned == succeeds(["make", "-n", "site"], project)
    assert planned.splitlines()[-1] == "echo 'Fertig: site/index.html im Browser öffnen.'"


@only_unix
@pytest.mark.parametrize("broken", ["pip install", "npm ci"])
def test_without_the_packages_the_last_words_are_german(broken: str, tmp_path: Path) -> None:
    checkout, machine = tmp_path / "checkout", tmp_path / "bin"
    (checkout / "tests").mkdir(parents=True)
    machine.mkdir()
    for name in ("Makefile", "package.json", "package-lock.json", *LOCKS):
        shutil.copy(ROOT / name, checkout / name)
    path = fake_machine(machine, "exit 1" if broken == "pip install" else "true")
    tools(machine, npm='case "$1" in ci) exit 1;; esac')
    said = run(["make"], checkout, PATH=path).stderr.splitlines()
    asked = "Kein Zugang zum Paketverzeichnis? Bitte Internetverbindung und Proxy prüfen, dann make noch einmal aufrufen."
    assert [line for line in said if not line.startswith("make: ")] == [asked]


def test_npm_does_not_advertise_itself() -> None:
    assert "update-notifier=false" in text_of(".npmrc").splitlines()


# --- Locks ---


def pins(lock: str) -> dict[str, set[str]]:
    """Requirement with version and marker → its hashes."""
    found: dict[str, set[str]] = {}
    for line in text_of(lock).replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            requirement, *hashes = line.split("--hash=")
            found[requirement.strip()] = {hash_.strip() for hash_ in hashes}
    return found


@pytest.mark.parametrize("lock", [*LOCKS, "tests/nominatim/requirements.txt", "tests/bench/requirements.txt"])
def test_every_python_requirement_is_pinned_with_hashes_and_names_no_address(lock: str) -> None:
    for requirement, hashes in pins(lock).items():
        assert re.match(r"[a-z0-9.-]+==[0-9][0-9a-z.]*( ;|$)", requirement)
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", hash_) for hash_ in hashes)
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|/", text_of(lock))


def test_the_locks_hold_what_the_project_declares_and_agree_with_each_other() -> None:
    declared = tomllib.loads(text_of("pyproject.toml"))

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[=<>; ]", requirement)[0] for requirement in requirements}

    site, test = (pins(lock) for lock in LOCKS)
    assert names(declared["project"]["dependencies"]) <= names(list(site))
    assert names(declared["dependency-groups"]["dev"]) <= names(list(test))
    # the tests may need everywhere what the site needs on one system only
    assert [name for name, hashes in site.items() if test.get(name, test.get(name.partition(" ;")[0])) != hashes] == []


def test_the_browser_libraries_are_locked_without_an_address() -> None:
    lock = json.loads(text_of("package-lock.json"))
    declared = json.loads(text_of("package.json"))
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())
    for name, version in (declared["dependencies"] | declared["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version


def test_the_ci_script_is_a_script_that_bash_accepts() -> None:
    succeeds(["bash", "-n", ".ci/run"], ROOT)
    assert os.access(ROOT / ".ci/run", os.X_OK)

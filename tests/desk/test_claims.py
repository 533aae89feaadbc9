"""Old addresses cannot be stolen: an id that vanishes is told, and so is one that somebody else takes."""

import json
import shutil
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import FINDINGS, OK, Options
from landkarte.ground import settings
from tests.conftest import DAY, ROOT
from tests.repositories import commit, edit, git

OWNER = "beispiel-konto-detmold"
OLD = "beispiel-coaching-detmold"
GOTHA = "beispiel-bbw-gotha"


def file(root: Path, id_: str) -> Path:
    return root / f"coaches/anbieter/{id_}.yaml"


def told(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[tuple[str, str]]]:
    """What check says of ids: by code the file and the level. What is an error ends it with exit code 1."""
    code = build.run(root, Options("check", since="main", format="json", examples=True), DAY)
    found = json.loads(capsys.readouterr().out)
    assert code == (FINDINGS if any(one["schwere"] == "fehler" for one in found) else OK)
    about: dict[str, list[tuple[str, str]]] = {}
    for one in found:
        if one["code"] in ("C-07", "C-08", "C-09"):
            about.setdefault(one["code"], []).append((Path(one["datei"]).stem, one["schwere"]))
    return about


def newcomer(root: Path, id_: str, old: str = "", konto: str = "fremd") -> None:
    """A stranger's new entry: another provider than that of ``OLD``, with ``id_`` or with ``old`` among its former ids."""
    text = (ROOT / "tests/examples/FO-11/gut/anbieter/einfach.yaml").read_text("utf-8").replace("id: einfach", f"id: {id_}", 1)
    more = (f"konto: {konto}\n" if konto else "") + (f"fruehere_ids: [{old}]\n" if old else "")
    file(root, id_).write_text(text.rstrip("\n") + "\n" + more, encoding="utf-8")


@pytest.mark.parametrize("line", ["", f"anbieter;{OLD};2026-11-01\n"])
def test_who_goes_leaves_a_line(repository: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    file(repository, OLD).unlink()
    with (repository / "coaches/zurueckgezogen.csv").open("a", encoding="utf-8") as table:
        table.write(line)
    assert told(repository, capsys) == ({} if line else {"C-09": [(OLD, "warnung")]})
    assert build.run(repository, Options("review", base="main", author=OWNER, format="markdown"), DAY) == OK
    assert (f"anbieter;{OLD};2026-11-01" in capsys.readouterr().out.replace("`", "")) is not bool(line)


def test_a_former_id_that_nobody_names_any_more_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(file(repository, OLD), "lizenz: ", "fruehere_ids: [noch-frueher]\nlizenz: ")
    commit(repository)
    git(repository, "branch", "--force", "main")
    edit(file(repository, OLD), "fruehere_ids: [noch-frueher]\n", "")
    assert told(repository, capsys) == {"C-09": [(OLD, "warnung")]}


@pytest.mark.parametrize(("konto", "expected"), [(OWNER, ""), (OWNER.upper(), ""), ("fremd", "fehler"), ("", "fehler")])
def test_an_heir_has_the_same_account(repository: Path, capsys: pytest.CaptureFixture[str], konto: str, expected: str) -> None:
    file(repository, OLD).unlink()
    newcomer(repository, "neuer-name", OLD, konto)
    assert told(repository, capsys) == ({"C-07": [("neuer-name", expected)]} if expected else {})


def test_a_stranger_does_not_get_a_former_id_as_his_own(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(file(repository, OLD), "lizenz: ", "fruehere_ids: [noch-frueher]\nlizenz: ")
    commit(repository)
    git(repository, "branch", "--force", "main")
    newcomer(repository, "noch-frueher")
    assert ("noch-frueher", "fehler") in told(repository, capsys)["C-07"]


def test_without_accounts_only_the_same_entry_is_the_heir(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = file(repository, GOTHA).read_text("utf-8")
    file(repository, GOTHA).unlink()
    renamed = text.replace(f"id: {GOTHA}", f"id: neuer-name\nfruehere_ids: [{GOTHA}]", 1)
    file(repository, "neuer-name").write_text(renamed, encoding="utf-8")
    assert told(repository, capsys) == {}
    edit(file(repository, "neuer-name"), "plz: ", "bezeichnung: Haus Neu\n    plz: ")
    assert told(repository, capsys) == {"C-07": [("neuer-name", "warnung")]}


def test_a_line_that_is_deleted_with_the_claim_still_counts(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = repository / "coaches/zurueckgezogen.csv"
    before = table.read_text("utf-8")
    table.write_text(f"{before}anbieter;weg;2026-10-01\n", encoding="utf-8")
    commit(repository)
    git(repository, "branch", "--force", "main")
    newcomer(repository, "weg")
    assert told(repository, capsys) == {"C-08": [("weg", "fehler")]}
    table.write_text(before, encoding="utf-8")
    assert told(repository, capsys) == {"C-08": [("weg", "warnung")]}


@pytest.mark.parametrize(("there", "comes"), [("jobcoaches", "anbieter"), ("anbieter", "jobcoaches")])
def test_a_file_of_the_same_name_takes_no_page_down(tmp_path: Path, there: str, comes: str) -> None:
    root = tmp_path / "projekt"
    for folder in (there, comes):
        (root / "coaches" / folder).mkdir(parents=True)
        shutil.copy(ROOT / f"tests/examples/C-07/schlecht/{folder}/doppelt.yaml", root / "coaches" / folder)
    shutil.copy(ROOT / "pyproject.toml", root)
    arrives = root / f"coaches/{comes}/doppelt.yaml"
    kept = arrives.read_bytes()
    arrives.unlink()
    [before] = gathered(root)
    arrives.write_bytes(kept)
    assert before in gathered(root)


def gathered(root: Path) -> list[str]:
    return [listing.url for listing in build.gather(root, settings.read(root / "pyproject.toml"), DAY, True).directory.all]

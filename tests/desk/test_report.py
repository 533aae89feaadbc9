"""bericht: what has changed since a day or a revision; nothing of who is gone, and nothing in a strange name is obeyed."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import OK, Options, UsageError
from landkarte.ground.errors import OperatorError
from tests.conftest import EACH, make_project
from tests.repositories import commit, edit, git

TODAY = date(2026, 11, 30)
GOTHA, DETMOLD = "coaches/anbieter/beispiel-bbw-gotha.yaml", "coaches/anbieter/beispiel-coaching-detmold.yaml"
BERLIN = "coaches/anbieter/beispiel-verband-berlin.yaml"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Entries that are in git since the evening of 2 November; one is judged on the day of the report, as real ones are."""
    root = make_project(tmp_path_factory.mktemp("git") / "projekt", only=EACH)
    (root / ".gitignore").write_text("node_modules\ntemplates\n", encoding="utf-8")
    edit(root / GOTHA, "\nbeispiel: true\n", "\n")
    git(root, "init", "--quiet")
    commit(root, "2026-11-02T23:30:00+0100")
    return root


@pytest.fixture
def root(begun: Path, tmp_path: Path) -> Path:
    """A copy of them to change."""
    return Path(shutil.copytree(begun, tmp_path / "projekt", symlinks=True))


def report(root: Path, capsys: pytest.CaptureFixture[str], since: str = "2026-11-02", today: date = TODAY) -> str:
    capsys.readouterr()
    assert build.run(root, Options("bericht", since=since), today) == OK
    return capsys.readouterr().out


def part(text: str, heading: str) -> str:
    """What stands below a heading that begins so, with its number."""
    return text.split(f"\n## {heading}", 1)[1].split("\n## ")[0]


def test_who_came_changed_and_was_looked_through_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.move(root / BERLIN, root / "anderswo.yaml")
    commit(root, "2026-11-10T12:00:00+0100")
    shutil.move(root / "anderswo.yaml", root / BERLIN)
    edit(root / DETMOLD, "ort: Detmold", "ort: Lage")
    edit(root / GOTHA, "stand: 2026", "stand: 2026-11-20 #")
    commit(root, "2026-11-20T12:00:00+0100")
    text = report(root, capsys, "2026-11-10")
    assert part(text, "Neu") == ": 1\n\n- `Muster-Verband Vielfalt im Betrieb Berlin e. V.`, Anbieter, `10969 Berlin`\n"
    assert "- `Beispiel Coaching gGmbH Detmold`\n  - Standort `detmold`: Ort geändert auf `Lage`\n" in part(text, "Geändert: 1")
    assert "\nDurchgesehen und sonst unverändert: 1\n" in text
    assert "| Berlin | 0 → 1 | 1 → 0 |" in text
    assert "- Nicht mehr: Berlin, " in part(text, "Weiße Flecken")


def test_who_is_gone_is_counted_and_not_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither who was withdrawn, nor who expired or has a mistake, nor what somebody no longer says."""
    (root / BERLIN).unlink()
    with (root / "coaches/zurueckgezogen.csv").open("a", encoding="utf-8") as table:
        table.write("anbieter;beispiel-verband-berlin;2026-11-10\n")
    edit(root / "coaches/anbieter/beispiel-weserwege-bremen.yaml", "traegerart: ", "traegerart: falsch-")
    (root / "coaches/jobcoaches/jc-x8m5dw.yaml").unlink()
    number = next(line for line in (root / DETMOLD).read_text(encoding="utf-8").splitlines() if line.strip().startswith("telefon:"))
    edit(root / DETMOLD, f"{number}\n", "")
    text = report(root, capsys)
    gone = part(text, "Nicht mehr da: ")
    assert [line[:20] for line in gone.splitlines() if line.startswith("-")] == [
        "- 1 zurückgezogen; w", "- 1 mit einem Fehler", "- 1 ohne Datei und o",
    ]  # fmt: skip
    for word in ("verband-berlin", "Vielfalt im Betrieb", "weserwege", "Weserwege", "jc-x8m5dw", number.split(":")[1].strip(" '\"")):
        assert word not in text, word
    assert "Telefon entfernt" in part(text, "Geändert")
    old = "beispiel-bbw-gotha"
    (root / "coaches/erinnert.csv").write_text(f"id;tag\n{old};2029-04-01\n{old};2029-05-15\n", encoding="utf-8")
    late = report(root, capsys, today=date(2029, 7, 1))
    assert "abgelaufen, weil niemand" in part(late, "Nicht mehr da: ")
    assert part(late, "Neu").startswith(": 0")


def test_a_pruefvermerk_that_came_was_lost_or_ran_out_is_told_of_who_shows_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vermerke = root / "coaches/pruefungen"
    hers = vermerke / "jc-p6z2fk.yaml"
    first = report(root, capsys)
    assert first.count(": keiner") >= 3
    kept = hers.read_text(encoding="utf-8")
    hers.unlink()
    text = part(report(root, capsys), "Prüfvermerke")
    [lost] = [line for line in text.splitlines() if line.startswith("- Zählt nicht mehr")]
    assert "keiner" not in lost
    name = lost.split(": ")[1]
    commit(root, "2026-11-12T12:00:00+0100")
    hers.write_text(kept, encoding="utf-8")
    assert f"- Neu oder erneuert: {name}\n" in report(root, capsys, "2026-11-12")


def test_a_new_id_is_no_new_entry(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.run(root, Options("rename", id="beispiel-verband-berlin", new_id="beispiel-anders-berlin"), TODAY) == OK
    text = report(root, capsys)
    assert part(text, "Neu").startswith(": 0")
    assert part(text, "Nicht mehr da").startswith(": 0")
    assert "ändert auf `beispiel-anders-berlin`" in part(text, "Geändert: 1")


def test_nothing_in_a_strange_name_is_obeyed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root / DETMOLD, "name: Beispiel Coaching gGmbH Detmold", 'name: "Beispiel @alle [x](https://example.org) <b> | # gGmbH"')
    text = report(root, capsys)
    assert "- `Beispiel @alle [x](https://example.org) <b> | # gGmbH`\n  - Name geändert auf `Beispiel @alle" in text
    assert text.count("@alle") == 2


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("2026-11-01", "Am Ende des 1. November 2026 gab es hier noch keinen Commit."),
        ("2026-12-01", "der 1. Dezember 2026 liegt nach dem 30. November 2026"),
        ("9999-12-31", "liegt nach dem 30. November 2026"),
        ("0001-01-01", "gab es hier noch keinen Commit."),
        ("2026-02-30", "Den Stand „2026-02-30“ gibt es in diesem Repository nicht"),
        ("gibtesnicht", "Den Stand „gibtesnicht“ gibt es"),
        ("--output=x", "So heißt kein Stand in git"),
    ],
)
def test_a_state_that_is_not_there_is_said_in_german(begun: Path, since: str, says: str) -> None:
    with pytest.raises(UsageError) as told:
        build.run(begun, Options("bericht", since=since), TODAY)
    assert says in str(told.value)


@pytest.mark.parametrize("moment", ["253402300800", "9223372036854775807"])
def test_a_commit_of_a_year_that_there_is_not_lies_ahead(moment: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "commit").write_text(re.sub("(?m)^(committer .*) .* ", rf"\g<1> {moment} ", git(root, "cat-file", "commit", "HEAD")) + "\n")
    name = git(root, "hash-object", "-t", "commit", "-w", "--literally", str(tmp_path / "commit"))
    with pytest.raises(UsageError, match=r"liegt nach dem 30\. November"):
        build.run(root, Options("bericht", since=name), TODAY)


def test_a_shallow_clone_says_what_helps_and_a_folder_without_git_that_there_is_nothing(begun: Path, tmp_path: Path) -> None:
    source = Path(shutil.copytree(begun, tmp_path / "lang", symlinks=True))
    commit(source, "2026-11-20T12:00:00+0100")
    git(tmp_path, "clone", "--quiet", "--depth", "1", source.as_uri(), "kurz")
    with pytest.raises(UsageError, match="git fetch --unshallow holt den Rest"):
        build.run(tmp_path / "kurz", Options("bericht", since="2026-11-10"), TODAY)
    shutil.rmtree(source / ".git")
    with pytest.raises(OperatorError, match="es gibt nichts zu vergleichen"):
        build.run(source, Options("bericht", since="2026-11-10"), TODAY)


def test_what_a_branch_held_before_it_was_merged_does_not_count(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the day that is asked for the entry was a proposal only."""
    (root / BERLIN).rename(root / "weg.yaml")
    commit(root, "2026-11-03T12:00:00+0100")
    git(root, "switch", "--quiet", "--create", "vorschlag")
    (root / "weg.yaml").rename(root / BERLIN)
    commit(root, "2026-11-05T12:00:00+0100")
    git(root, "switch", "--quiet", "-")
    git(root, "merge", "--quiet", "--no-ff", "vorschlag", "--message", "x", GIT_COMMITTER_DATE="2026-11-20T12:00:00+0100")
    assert part(report(root, capsys, "2026-11-06"), "Neu").startswith(": 1")

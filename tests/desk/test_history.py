"""A change in git: which files it touches, what it breaks elsewhere, and that nothing a stranger puts into a branch is run or followed."""

import os
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import FINDINGS, OK, Options, UsageError, parse
from landkarte.desk.review import history
from landkarte.ground.diagnostics import as_code, visible
from landkarte.ground.errors import OperatorError
from tests.conftest import DAY, FEW, make_project
from tests.repositories import commit, edit, git

PROVIDER = "coaches/anbieter/beispiel-coaching-detmold.yaml"
GOOD = "coaches/anbieter/beispiel-bbw-gotha.yaml"


def check(root: Path, since: str = "main", spelling: str = "text") -> int:
    return build.run(root, Options("check", since=since, format=spelling), DAY)


def test_only_what_the_change_touches_is_judged(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository / GOOD, "leistungsart: ", "leistungsart: falsch-")
    commit(repository)
    git(repository, "branch", "--force", "main")  # the mistake is on main already
    assert check(repository) == OK
    assert "durch die Änderung 0 Fehler" in capsys.readouterr().out
    edit(repository / PROVIDER, "traegerart: ", "traegerart: falsch-")
    assert check(repository) == FINDINGS
    shown = capsys.readouterr().out
    assert f"{PROVIDER}:" in shown
    assert GOOD not in shown


def test_what_the_change_breaks_elsewhere_counts(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coach = next(path for path in (repository / "coaches/jobcoaches").iterdir() if "\nanbieter: beispiel-" in path.read_text("utf-8"))
    provider = coach.read_text("utf-8").split("\nanbieter: ")[1].split("\n")[0]
    (repository / f"coaches/anbieter/{provider}.yaml").unlink()
    assert check(repository, spelling="github") == FINDINGS
    shown = capsys.readouterr().out
    assert f"::error file=coaches/jobcoaches/{coach.name},line=" in shown
    assert "C-01" in shown


def test_commits_changes_in_the_tree_and_new_files_are_all_named(repository: Path) -> None:
    edit(repository / PROVIDER, "stand: ", "stand:  ")
    commit(repository)
    (repository / GOOD).unlink()
    new = "coaches/anbieter/-x.yaml"
    (repository / new).write_text("id: x\n", encoding="utf-8")
    os.utime(repository / "pyproject.toml", (0, 0))  # touched, and the same
    base = history.base(repository, "main")
    assert list(history.changes(repository, base).items()) == [(new, "neu"), (GOOD, "gelöscht"), (PROVIDER, "geändert")]


def test_what_main_did_meanwhile_is_not_the_change(repository: Path) -> None:
    edit(repository / PROVIDER, "stand: ", "stand:  ")
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    edit(repository / GOOD, "stand: ", "stand:  ")
    commit(repository)
    git(repository, "switch", "--quiet", "vorschlag")
    assert list(history.changes(repository, history.base(repository, "main"))) == [PROVIDER]


@pytest.mark.parametrize(
    "revision", ["gibtesnicht", "HEAD~99", "-x", "--output=x", "", "a b", "a\nb", "main:coaches", "main..HEAD", "$(touch x)", "HEAD^{tree}"]
)
def test_an_unknown_revision_is_said_in_german(begun: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="Stand"):
        history.base(begun, revision)
    assert not (begun / "x").exists()


def test_an_unknown_revision_on_the_command_line_was_not_understood(begun: Path) -> None:
    with pytest.raises(UsageError, match="Den Stand „gibtesnicht“ gibt es in diesem Repository nicht"):
        check(begun, "gibtesnicht")


def test_without_a_repository_that_is_said(tmp_path: Path) -> None:
    for root in (make_project(tmp_path / "a", only=FEW), make_project(tmp_path / "b/unten", only=FEW)):
        if root.name == "unten":
            git(root.parent, "init", "--quiet")
        with pytest.raises(OperatorError, match="nicht die oberste Ebene einer Arbeitskopie von git"):
            check(root)


def test_branches_without_a_common_beginning(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--orphan", "fremd")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "leer")
    with pytest.raises(UsageError, match="keinen gemeinsamen Vorgänger"):
        history.base(repository, "main")


@pytest.mark.parametrize(
    "arguments",
    [
        "build --changed-since main",
        "worklist --changed-since main",
        "check --changed-since",
        "check --changed-since=",
        "check a.yaml --changed-since main",
    ],
)
def test_where_it_does_not_belong(arguments: str) -> None:
    with pytest.raises(UsageError):
        parse(arguments.split())


HOSTILE = [
    "a\n::error::b.yaml", "::stop-commands::x.yaml", "%0A::error::.yaml", "-x.yaml", "--output=gefunden", "'\"$(touch gefunden)`.yaml",
    "ä ö.yaml", "\udcff.yaml", "a\tb.yaml", ":(glob)**", "*.yaml", "##[error]x.yaml", "\u202egpj.yaml",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_names(small_repository: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = f"coaches/anbieter/{name}"
    (small_repository / path).write_text("id: x\n", encoding="utf-8")
    base = history.base(small_repository, "main")
    assert history.changes(small_repository, base) == {path: "neu"}
    commit(small_repository)
    assert history.changes(small_repository, base) == {path: "neu"}
    assert check(small_repository, spelling="github") == FINDINGS
    shown = capsys.readouterr().out.splitlines()
    *annotations, summary = shown
    assert annotations
    assert all(line.startswith(("::error file=coaches/anbieter/", "::warning file=coaches/anbieter/")) for line in annotations)
    assert "durch die Änderung" in summary
    git(small_repository, "branch", "--force", "main")
    (small_repository / path).unlink()
    assert history.changes(small_repository, history.base(small_repository, "main")) == {path: "gelöscht"}
    assert check(small_repository) == OK  # and the state before could be read
    assert not list(small_repository.rglob("gefunden"))


def test_links_and_submodules_are_not_followed(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "geheim.yaml"
    secret.write_text("id: geheimnis\n", encoding="utf-8")
    (repository / "coaches/anbieter/verweis.yaml").symlink_to(secret)
    within = repository / "coaches/jobcoaches/unter"
    within.mkdir()
    git(within, "init", "--quiet")
    (within / "a.yaml").write_text("id: geheimnis\n", encoding="utf-8")
    commit(within)
    commit(repository)
    assert check(repository) == FINDINGS
    first = capsys.readouterr().out
    assert "geheimnis" not in first
    assert "verweis.yaml:1:1 Fehler FO-01" in first
    assert "jobcoaches/unter:1:1 Fehler FO-01" in first
    # both are on main now: the same findings on both sides, and none that a change causes
    git(repository, "branch", "--force", "main")
    target = tmp_path / "damals"
    history.restore(repository, history.base(repository, "main"), ["coaches", "coaches/anbieter", "coaches/jobcoaches"], target)
    assert not (target / "coaches/anbieter/verweis.yaml").exists()
    assert list((target / "coaches/jobcoaches/unter").iterdir()) == []
    assert check(repository) == OK
    assert "durch die Änderung 0 Fehler" in capsys.readouterr().out


def test_what_is_too_large_is_not_unpacked(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = repository / "coaches/anbieter/gross.yaml"
    with large.open("wb") as file:
        file.truncate(40_000_000)
    commit(repository)
    git(repository, "branch", "--force", "main")
    history.restore(repository, history.base(repository, "main"), ["coaches/anbieter"], tmp_path / "damals")
    assert (tmp_path / "damals/coaches/anbieter/gross.yaml").stat().st_size < 20_000_000
    assert check(repository) == OK
    assert "gross.yaml" not in capsys.readouterr().out


def test_a_state_that_cannot_be_laid_out_here_is_told_in_one_line(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "damals").write_text("x", encoding="utf-8")
    with pytest.raises(OperatorError, match="Der frühere Stand lässt sich hier nicht herstellen"):
        history.restore(repository, "HEAD", ["coaches/anbieter"], tmp_path / "damals")


def test_nothing_of_the_branch_or_the_surroundings_is_run(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spy = tmp_path / "spion"
    spy.write_text(f"#!/bin/sh\necho > '{tmp_path}/gefunden'\n", encoding="utf-8")
    spy.chmod(0o755)
    (repository / ".gitattributes").write_text("*.yaml diff=spion filter=spion\n", encoding="utf-8")
    hooks = repository / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout"):
        (hooks / hook).symlink_to(spy)
    for key in ("diff.external", "diff.spion.command", "diff.spion.textconv", "core.fsmonitor", "core.pager"):
        git(repository, "config", key, str(spy))
    config = tmp_path / "fremd.cfg"
    config.write_text(f'[diff]\n external = {spy}\n[filter "spion"]\n clean = {spy}\n', encoding="utf-8")
    for key, value in {
        "GIT_EXTERNAL_DIFF": spy,
        "GIT_CONFIG_GLOBAL": config,
        "GIT_CONFIG_SYSTEM": config,
        "GIT_PAGER": spy,
        "GIT_DIR": tmp_path,
    }.items():
        monkeypatch.setenv(key, str(value))
    edit(repository / PROVIDER, "stand: ", "stand:  ")
    found = history.changes(repository, history.base(repository, "main"))
    history.restore(repository, "HEAD", ["coaches/anbieter"], tmp_path / "damals")
    assert list(found) == [".gitattributes", PROVIDER]
    assert not (tmp_path / "gefunden").exists()


@pytest.mark.parametrize("name", ["unter/__pycache__/x.cache", "site/-x\n::error::.html", ".venv/evil.pth"])
def test_what_only_a_build_makes_cannot_come_with_a_change(small_repository: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (small_repository / ".gitignore").write_text("templates\nnode_modules\n", encoding="utf-8")  # what the change says of it does not count
    (small_repository / name).parent.mkdir(parents=True, exist_ok=True)
    (small_repository / name).write_text("x", encoding="utf-8")
    commit(small_repository)
    assert check(small_repository, spelling="github") == FINDINGS
    [error, _] = capsys.readouterr().out.splitlines()
    assert error.startswith(f"::error file={visible(name).replace(':', '%3A')},line=1,col=1::FO-03: ")
    assert build.run(small_repository, Options("review", format="markdown", base="main"), DAY) == OK
    told = capsys.readouterr().out
    assert f"- {as_code(name)} Fehler `FO-03` in Zeile 1: " in told
    git(small_repository, "branch", "--force", "main")
    (small_repository / name).unlink()
    commit(small_repository)
    assert check(small_repository) == OK  # it can be taken out again


def test_what_lies_in_the_tree_from_a_build_is_no_change(repository: Path) -> None:
    (repository / "site").mkdir(exist_ok=True)
    (repository / "site/x.html").write_text("x", encoding="utf-8")
    edit(repository / PROVIDER, "stand: ", "stand:  ")
    assert check(repository) == OK

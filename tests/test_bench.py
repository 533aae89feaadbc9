"""The benchmark: its entries are good ones, and both builds it compares still run."""

import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from build import gather
from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach, teile
from landkarte.ground import settings
from tests.bench import entries, picture, run

ROOT = Path(__file__).parent.parent
COUNT = 20


@pytest.mark.parametrize("kind", ["small", "full"])
def test_entries_are_without_an_error(kind: entries.Kind, tmp_path: Path) -> None:
    entries.write(tmp_path / "coaches", kind, COUNT)
    checked = gather(tmp_path, settings.read(ROOT / "pyproject.toml"), entries.TODAY, examples=False)
    # random full entries contradict themselves here and there, which costs a warning and no more
    kept = checked.findings if kind == "small" else [finding for finding in checked.findings if finding.level == "fehler"]
    assert kept == []
    assert len(checked.directory.all) == COUNT


def test_full_entries_use_every_field() -> None:
    text = "".join(entries.yaml(data) for _, data in entries.entries("full", COUNT))
    written = set(re.findall(r"^ *(?:- )?([a-z0-9_]+):", text, re.MULTILINE))
    sections = {part for part in vars(teile).values() if part.__class__ is type and part.__module__ == teile.__name__}
    known = {field.name for part in {Anbieter, Jobcoach, Freiberufler, *sections} for field in fields(part)}
    assert known <= written


@pytest.mark.parametrize(("kind", "expected"), [("small", 2_400), ("full", 4_300)])
def test_sizes_are_those_that_run_py_claims(kind: entries.Kind, expected: int) -> None:
    sizes = [len(entries.yaml(data).encode()) for _, data in entries.entries(kind, 200)]
    assert sum(sizes) / len(sizes) == pytest.approx(expected, rel=0.1)


def test_an_entry_does_not_depend_on_how_many_there_are() -> None:
    assert list(entries.entries("full", 8)) == list(entries.entries("full", COUNT))[:8]


def test_both_builds_make_a_page_of_every_entry(tmp_path: Path) -> None:
    builds = [run.ours(tmp_path / "ours", "small", COUNT)]
    if run.HUGO.exists():  # only make bench installs it
        builds.append(run.hugos(tmp_path / "hugo", COUNT))
    for build in builds:
        build.change()
        build.build_anew()
        pages = [page.read_text(encoding="utf-8") for page in sorted((build.output / "anbieter").glob("muster-*.html"))]
        assert len(pages) == COUNT
        assert "Ahorn-Muster 00000" in pages[0]
        assert " neu</h1>" in pages[0].replace("</bdi>", "")
        assert "muster-00019" in (build.output / "sitemap.xml").read_text(encoding="utf-8")
    measured = run.steps(builds[0].output.parent)
    assert set(measured) >= set(run.STEPS)
    assert min(measured.values()) >= 0


def test_prints_every_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Of builds that write one file each; the real ones are done above."""

    def one_file(folder: Path, kind: entries.Kind, count: int) -> run.Contender:
        program = f"import os; os.makedirs({str(folder / 'site')!r}, exist_ok=True); open({str(folder / 'site/index.html')!r}, 'w')"
        return run.Contender("Landkarte", (sys.executable, "-c", program), folder / "site", lambda: None)

    monkeypatch.setattr(run, "ours", one_file)
    monkeypatch.setattr(run, "steps", lambda folder: dict.fromkeys(run.STEPS, 0.001))
    [measured, _] = run.everything(tmp_path, {COUNT: 1, 2 * COUNT: 1})
    assert (measured["wer"], measured["eintraege"], measured["dateien"]) == ("Landkarte", COUNT, 1)
    least, median, most = measured["neu_rechenzeit"]
    assert 0 < least <= median <= most
    printed = capsys.readouterr().out
    assert re.search(r"Landkarte +40 +\d+,\d\d ", printed)
    assert re.search(r"voll +20( +[\d.]+){9}", printed)
    about = {"tag": "2026-11-30", "python": "3.11", "hugo": "v0", "prozessoren": 2, "hilfe_ms": 60, "rechner": run.machine()}
    each = [measured | {"wer": who, "eintraege": count} for who in ("Landkarte", "Hugo") for count in (20, 40)]
    made = about | {"klein": each, "voll": each}
    assert re.search(r"\| 40 voll \| Landkarte \| 1 \|( [\d, bis]+ \|){4} \d+ MB \| 1 Dateien, 0 MB \|", picture.table(made))
    assert picture.drawn(made).count("<polyline") == 3


def test_names_the_command_that_brings_hugo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(run, "HUGO", tmp_path / "hugo")
    assert run.main(run.ROUNDS) == 2
    assert "make bench" in capsys.readouterr().err


def test_what_is_measured_keeps_its_bytecode_as_users_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asks = "import sys; sys.exit('kein Bytecode' if sys.dont_write_bytecode else 0)"
    run.Contender("Landkarte", (sys.executable, "-c", asks), tmp_path, lambda: None).build()

"""The whole way from entries to site/, as the person at the command line sees it."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import build
from landkarte import standard
from landkarte.desk.commandline import FAILED, OK, Options
from landkarte.ground.errors import OperatorError
from landkarte.places import exact
from landkarte.places.tables import laender
from tests import publishers
from tests.conftest import DAY, FEW, ROOT, few_parts, make_project, of_two_laender, unnamed, with_code

BROKEN = "art: anbieter\nschema: 1\nid: beispiel-kaputt\nname: [\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with a few entries: more would say the same."""
    return make_project(tmp_path / "projekt", only=FEW)


def on_one_processor() -> None:
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])


def run(root: Path, *arguments: str, one_processor: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python build.py`` in ``root``, from another folder, with little but the given environment."""
    variables = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "HOME") if key in os.environ} | environment
    command = [sys.executable, str(root / "build.py"), *arguments]
    limit = on_one_processor if one_processor and hasattr(os, "sched_setaffinity") else None  # elsewhere a build takes one anyway
    return subprocess.run(command, cwd="/", env=variables, capture_output=True, text=True, encoding="utf-8", check=False, preexec_fn=limit)


def content(site: Path) -> dict[str, str]:
    """Every file of a site with the hash of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def build_site(root: Path, whole: bool = True, **options: bool) -> Path:
    """Build in this process and return the site, or most of it where it does not matter what else there is."""
    with pytest.MonkeyPatch.context() as patch:
        if not whole:
            patch.setattr(build, "parts", of_two_laender)
        assert build.run(root, Options(**options), DAY) == OK  # type: ignore[arg-type]
    return root / "site"


def many(root: Path, count: int) -> None:
    """Copies of one entry."""
    text = (root / "coaches/anbieter/beispiel-coaching-detmold.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^jobcoaches:\n(?:  .*\n)+", "", text)
    for number in range(count):
        id_ = f"beispiel-kopie-{number:04}"
        copy = re.sub(r"(?m)^id: .*$", f"id: {id_}", text, count=1)
        copy = re.sub(r"(?m)^(\s+email: ).*$", rf"\g<1>kopie-{number}@example.org", copy)
        (root / f"coaches/anbieter/{id_}.yaml").write_text(copy, encoding="utf-8")


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    """Folder, locale, time zone, hash seed and the number of processors leave no trace."""
    first, second = (with_code(make_project(tmp_path / name)) for name in ("eins", "zwei mit Leerzeichen ü"))
    here = run(first, "--today", "2026-11-01", TZ="Pacific/Kiritimati", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONHASHSEED="1")
    there = run(second, "--today", "2026-11-01", one_processor=True, TZ="America/Los_Angeles", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert (here.returncode, there.returncode) == (OK, OK), here.stderr + there.stderr
    sites = [content(root / "site") for root in (first, second)]
    assert len(sites[0]) > 800
    assert sites[0] == sites[1]


def test_second_build_changes_nothing(project: Path) -> None:
    site = build_site(project, whole=False)
    before = {path: path.stat().st_ino for path in site.rglob("*.html")}
    assert len(before) > 200
    build_site(project, whole=False)
    assert {path: path.stat().st_ino for path in site.rglob("*.html")} == before


def test_an_error_leaves_out_one_entry_and_no_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "coaches/anbieter/beispiel-kaputt.yaml").write_text(BROKEN, encoding="utf-8")
    site = build_site(project, whole=False)
    assert "coaches/anbieter/beispiel-kaputt.yaml:5:1 Fehler FO-01" in capsys.readouterr().out
    assert not (site / "anbieter/beispiel-kaputt.html").exists()
    assert (site / "anbieter/beispiel-coaching-detmold.html").exists()


def test_a_removed_entry_vanishes_without_a_trace(project: Path) -> None:
    site = build_site(project, whole=False)
    gone = project / "coaches/anbieter/beispiel-coaching-detmold.yaml"
    found = re.search(r"(?m)^name: (.*)$", gone.read_text(encoding="utf-8"))
    assert found
    name = found.group(1).strip("\"'")
    assert any(name.encode() in path.read_bytes() for path in site.rglob("*") if path.is_file())
    gone.unlink()
    site = build_site(project)
    assert not (site / "anbieter/beispiel-coaching-detmold.html").exists()
    assert [path for path in site.rglob("*") if path.is_file() and name.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    "damage", [b"{% if %}", b"{{ does_not_exist }}", b"{{ 1 + titel_ap }}", b'{% include "weg.html" %}', b"\xff", None],
)  # fmt: skip
def test_a_broken_template_is_told_in_one_line_and_leaves_the_old_site(project: Path, damage: bytes | None) -> None:
    (project / "site").mkdir()
    (project / "site/.landkarte").touch()
    before = content(project / "site")
    (project / "templates").unlink()
    shutil.copytree(ROOT / "templates", project / "templates")
    base = project / "templates/base.html"
    lines = base.read_bytes().count(b"\n") + 1
    if damage is None:
        base.unlink()
    else:
        base.write_bytes(base.read_bytes() + damage + b"\n")
    with pytest.raises(OperatorError, match=r"Aus der Vorlage templates/\w+\.html,? .*wird keine Seite \(.*\)\. Die bish") as told:
        build.run(project, Options(), DAY)
    assert "\n" not in str(told.value)
    assert damage in (None, b"\xff", b'{% include "weg.html" %}') or f"base.html, Zeile {lines}, wird" in str(told.value)
    assert content(project / "site") == before
    assert not [path for path in project.iterdir() if path.name.startswith(".site.neu")]


def test_without_examples_there_is_no_trace_of_them(project: Path, site: Path) -> None:
    assert "erfundene Beispiel-Einträge" in (site / "index.html").read_text(encoding="utf-8")
    without = build_site(project, examples=False)
    assert not list(without.glob("anbieter/*.html"))
    assert not list(without.glob("jobcoach/*.html"))
    for path in without.rglob("*.html"):
        assert "erfundene Beispiel-Einträge" not in path.read_text(encoding="utf-8").split("<main", 1)[0], path


def test_exact_data_come_with_one_command_or_an_exit_code(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_code(project)
    monkeypatch.setattr(build, "ROOT", root)
    with publishers.published(publishers.served("klein")) as publisher:
        publishers.named_in(project / "pyproject.toml", publisher.addresses)
        done = run(root, "geodata", "--today", "2026-11-01")
        assert (done.returncode, done.stderr) == (OK, "")
        assert done.stdout.startswith("Gespeichert in .geodata/: 8.")
        before = content(root / exact.FOLDER)
        publisher.answers[publishers.KREISE] = publishers.Answer(status=503)
        assert build.main(["geodata"]) == FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"127\.0\.0\.1 gibt .* \(HTTP 503\)\. .* Geodaten sind unverändert\.\n", err)
    assert content(root / exact.FOLDER) == before
    assert "2026-11-01" in (root / exact.FOLDER / "quelle.json").read_text(encoding="utf-8")


def test_exact_data_are_found_and_named_with_source_day_and_licence(site: Path, exact_site: Path) -> None:
    rough, exact = ((root / "quellen.html").read_text(encoding="utf-8") for root in (site, exact_site))
    assert "python build.py geodata" in rough
    assert "ungefähr" in rough
    assert "python build.py geodata" not in exact
    assert re.search(r"GeoNames \(Daten verändert\)</a>, <a [^>]+>CC BY 4\.0</a>, Stand 30\. März 2026, abgerufen am 1\. Nov", exact)
    assert re.search(r"<a href=\"https://www\.bkg\.bund\.de\"[^>]*>[^<]*© GeoBasis-DE / BKG 2026 \(Daten verändert\)</a>", exact)
    assert "https://www.govdata.de/dl-de/by-2-0" in exact


def test_the_borders_of_exact_data_are_part_of_the_site(site: Path, exact_site: Path) -> None:
    rough, exact = (set(map(unnamed, content(root))) for root in (site, exact_site))
    added = {path for path in exact - rough if path.startswith("karte/")}
    assert added == {"karte/laender.js", *(f"karte/kreise-{land.kuerzel.lower()}.js" for land in laender())}
    sizes = [next(root.glob("karte/*/grundkarte.js")).stat().st_size for root in (site, exact_site)]
    assert sizes[1] < sizes[0], "outlines of our own making are left out"


def test_a_local_build_marks_what_the_operator_still_owes(site: Path) -> None:
    assert "<mark>Noch nicht angegeben</mark>" in (site / "impressum.html").read_text(encoding="utf-8")


@pytest.fixture
def quick(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``build.main`` in the project, without the pages of entries and regions: whole sites are built elsewhere."""
    monkeypatch.setattr(build, "ROOT", project)
    monkeypatch.setattr(build, "parts", few_parts)


def test_missing_libraries_are_named_with_the_command(project: Path, quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "node_modules").unlink()
    assert build.main([]) == FAILED
    assert re.fullmatch(r"[^\n]*npm ci[^\n]*\n", capsys.readouterr().err)


def test_a_folder_that_is_not_ours_is_not_emptied(project: Path, quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "site").mkdir()
    (project / "site/wichtig.txt").write_text("bleibt", encoding="utf-8")
    assert build.main([]) == FAILED
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert (project / "site/wichtig.txt").read_text(encoding="utf-8") == "bleibt"


def test_the_day_comes_from_the_option_then_from_the_environment(project: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    assert build.main([]) == OK
    from_environment = content(project / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert build.main(["--today", "2026-11-01"]) == OK
    assert content(project / "site") == from_environment
    assert build.main(["--today", "2026-11-02"]) == OK
    assert content(project / "site") != from_environment


def test_building_needs_no_network(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*asked: object, **named: object) -> NoReturn:
        raise RuntimeError("network")

    for owner, name in ((socket.socket, "connect"), (socket, "getaddrinfo"), (socket, "create_connection")):
        monkeypatch.setattr(owner, name, refuse)
    build_site(project)


def test_nothing_that_was_not_released_leaves_the_repository(project: Path) -> None:
    """Name, telephone and e-mail that the consent does not cover occur in no byte of the output."""
    path = project / "coaches/anbieter/beispiel-coaching-detmold.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(\s+telefon: ).*$", r"\g<1>+49 30 23125 987", text)
    text = re.sub(r"(?m)^(\s+email: ).*$", r"\g<1>unveroeffentlicht@example.org", text)
    text = re.sub(r"(?m)^( *)umfang:\n(?: +- \w+\n)+", r"\g<1>umfang: [name, funktion]\n", text)
    path.write_text(text, encoding="utf-8")
    site = build_site(project)
    assert (site / "anbieter/beispiel-coaching-detmold.html").exists()
    for secret in (b"unveroeffentlicht@", b"23125 987", b"23125987"):
        assert [file for file in site.rglob("*") if file.is_file() and secret in file.read_bytes()] == []


def test_a_qualification_that_was_not_released_is_nowhere_and_neither_is_a_rule_on_it(tmp_path: Path) -> None:
    """That the extent of a course is too small would tell that there is a course; the entry waits until it is taken out of the file."""
    project = make_project(tmp_path / "projekt", only={"beispiel-weserwege-bremen", "jc-d2x8fm"})
    path = project / "coaches/jobcoaches/jc-d2x8fm.yaml"
    told = standard.rules()["Q-05"].titel
    page = build_site(project, whole=False) / "jobcoach/jc-d2x8fm.html"
    assert told in page.read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^ +- qualifikation\n|, qualifikation(?=[,\]])", "", text), encoding="utf-8")
    site = build_site(project)
    assert not page.exists()
    assert told not in (site / "anbieter/beispiel-weserwege-bremen.html").read_text(encoding="utf-8")
    profession = "Sozialpädagogin (B. A.)"
    assert profession in path.read_text(encoding="utf-8")
    assert [file for file in site.rglob("*") if file.is_file() and profession.encode() in file.read_bytes()] == []

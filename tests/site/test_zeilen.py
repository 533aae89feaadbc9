"""The lines on the page about the data work as they are printed: each says who works regionally in the Kreis of the example."""

import functools
import html
import http.server
import io
import json
import re
import shutil
import subprocess
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from landkarte.site.datasets import described
from landkarte.site.pages import Renderer
from tests.conftest import ROOT
from tests.invented import directory, provider


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the demonstration site is served."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    with pytest.MonkeyPatch.context() as patch, http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        patch.setattr(http.server.SimpleHTTPRequestHandler, "log_message", lambda *_: None)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def lines(address: str) -> dict[str, str]:
    """By program what the page of a site at that address prints."""
    published = directory([provider("beispiel-a", "Beispiel A")])
    published = replace(published, settings=replace(published.settings, adresse=address))
    _, page = Renderer(published, ROOT / "templates").data(described(defaultdict(int)))
    return {name: html.unescape(text) for name, text in re.findall(r'<pre data-mit="(\w+)">(.*?)</pre>', page.decode(), re.DOTALL)}


@pytest.fixture(scope="module")
def expected(site: Path) -> set[tuple[str, str, int]]:
    """Id, reason and distance, from the file of the Kreis."""
    rows = json.loads((site / "daten/kreis/05766.json").read_text("utf-8"))["jobcoaching_ap"]["anbieter"]
    found = {(row["id"], row["grund"], row["km"]) for row in rows if row["grund"] != "bundesweit"}
    assert len(found) > 1
    return found


@pytest.fixture(scope="module")
def fetched(lines: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the lines for curl fetch."""
    needs("curl")
    folder = tmp_path_factory.mktemp("geholt")
    shell(lines["curl"], folder)
    return folder


def needs(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")


def shell(command: str, folder: Path) -> str:
    return subprocess.run(["sh", "-ec", command], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def test_there_are_lines_for_every_program_named(lines: dict[str, str]) -> None:
    assert lines.keys() == {"curl", "jq", "pandas", "R", "duckdb", "excel", "libreoffice", "qgis"}


def test_curl(fetched: Path, site: Path) -> None:
    names = {path.name for path in fetched.iterdir()}
    assert names == {"anbieter.csv", "reichweite.csv", "anbieter.geojson"}
    assert all((fetched / name).read_bytes() == (site / "daten" / name).read_bytes() for name in names)


def test_jq(lines: dict[str, str], expected: set[tuple[str, str, int]], tmp_path: Path) -> None:
    needs("curl")
    needs("jq")
    rows = [line.split("\t") for line in shell(lines["jq"], tmp_path).splitlines()]
    assert {(id_, why, int(km)) for id_, why, km in rows} == expected


def test_pandas(lines: dict[str, str], expected: set[tuple[str, str, int]]) -> None:
    with redirect_stdout(io.StringIO()) as told:
        exec(lines["pandas"], {})
    head, *rows = [line.split(",") for line in told.getvalue().split("\n") if line]
    assert head == ["id", "name", "grund", "km"]
    assert {(row[0], row[-2], int(float(row[-1]))) for row in rows} >= expected


def test_duckdb(lines: dict[str, str], expected: set[tuple[str, str, int]], fetched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fetched)
    found = duckdb.sql(lines["duckdb"])
    assert found is not None
    assert {(id_, why, int(km)) for id_, _, why, km in found.fetchall()} >= expected


def test_r(lines: dict[str, str], expected: set[tuple[str, str, int]], tmp_path: Path) -> None:
    needs("Rscript")
    (tmp_path / "zeilen.R").write_text(lines["R"], encoding="utf-8")
    told = shell("Rscript zeilen.R", tmp_path)
    assert all(id_ in told for id_, _, _ in expected)


def test_libreoffice(lines: dict[str, str], fetched: Path) -> None:
    needs("soffice")
    shell(lines["libreoffice"], fetched)
    assert (fetched / "reichweite.ods").stat().st_size > 1000

"""The preview as a person has it: a real process, a real address, a file that changes, and Strg+C."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from landkarte.desk import preview
from landkarte.desk.commandline import FAILED, OK, UsageError, parse
from tests.conftest import DAY, ROOT, make_project, without_regions
from tests.previews import PATIENCE, Preview


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the whole project with one entry and without pages of Länder, so that it is built soon."""
    root = make_project(tmp_path / "projekt", only={"beispiel-bbw-gotha"})
    for name in ("templates", "landkarte"):
        (root / name).unlink(missing_ok=True)
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copy(ROOT / "build.py", root)
    without_regions(root / "build.py")
    return root


def begun(root: Path) -> Preview:
    return Preview([sys.executable, str(root / "build.py"), "serve", "--today", str(DAY), "--port", "0"], root)


@pytest.fixture
def running(project: Path) -> Iterator[tuple[Preview, str, Path]]:
    with begun(project) as preview:
        found = re.search(r"http://127\.0\.0\.1:[0-9]+/", preview.says("http://"))
        assert found
        preview.says("^Gebaut: 1 Anbieter, 0 Jobcoaches; [0-9]+ Fehler, ")
        yield preview, found[0], project


def test_strg_c_during_the_first_build_ends_everybody_in_one_line(project: Path) -> None:
    with begun(project) as preview:
        preview.says("http://")
        assert preview.stop() == OK
        assert preview.rest() == ["Beendet."]


def page(url: str | Request) -> str:
    with urlopen(url, timeout=PATIENCE) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return str(answer.read().decode())


def changed(path: Path, old: str, new: str) -> None:
    """As an editor saves: a new file in the place of the old one."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    draft = path.with_name(".entwurf")
    draft.write_text(text.replace(old, new, 1), encoding="utf-8")
    draft.replace(path)


def test_whatever_the_site_is_made_of_changes_it(running: tuple[Preview, str, Path]) -> None:
    preview, url, root = running
    entry = root / "coaches/anbieter/beispiel-bbw-gotha.yaml"
    assert "Beispiel" in page(f"{url}anbieter/beispiel-bbw-gotha.html")
    name = next(line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("name: "))
    changed(entry, name, "name: Beispiel Umbenannt")
    preview.says("^Geändert: coaches/anbieter/beispiel-bbw-gotha.yaml")
    preview.says("^Gebaut: ")
    assert "Beispiel Umbenannt" in page(f"{url}anbieter/beispiel-bbw-gotha.html")
    assert not (root / "site").exists()
    for _ in range(2):  # a file of its own is watched again after it was put in place anew
        changed(root / "pyproject.toml", 'titel = "', 'titel = "Neu ')
        preview.says("^Gebaut: ")
    assert "Neu Neu Landkarte" in page(url)
    changed(root / "landkarte/entries/model/eintraege.py", "        return entry.name\n", '        return f"{entry.name} (anderer Code)"\n')
    preview.says("^Gebaut: ")
    assert "Beispiel Umbenannt (anderer Code)" in page(f"{url}anbieter/beispiel-bbw-gotha.html")
    assert preview.stop() == OK
    assert preview.says("^Beendet")


def test_a_build_that_fails_says_so_and_the_old_site_stays(running: tuple[Preview, str, Path]) -> None:
    preview, url, root = running
    before = page(url)
    changed(root / "pyproject.toml", "[tool.landkarte]", "[tool.landkartee]")
    preview.says("pyproject.toml")
    preview.says("^Der Bau ist nicht gelungen")
    assert page(url) == before
    changed(root / "pyproject.toml", "[tool.landkartee]", "[tool.landkarte]")
    preview.says("^Gebaut: ")
    assert page(url).partition('<script src="/.stand')[0] == before.partition('<script src="/.stand')[0]
    before = page(url)
    changed(root / "templates/jobcoach.html", "{%", "{% wenn")  # of a page that nobody looks at
    preview.says("^Der Bau ist nicht gelungen")
    assert page(url) == before
    changed(root / "templates/jobcoach.html", "{% wenn", "{%")
    preview.says("^Gebaut: ")
    (root / "templates/static/js/karte/karte.js").unlink()
    preview.says("^Geändert: ")
    assert preview.says(".").startswith("Nicht gelungen bei ")


Shown = Callable[..., preview.Server]


@pytest.fixture(scope="module")
def shown() -> Iterator[Shown]:
    """A server that shows the files it is given; a point in a name is written _. It is one for all: to end it takes half a second."""
    with preview.Server(0) as server:

        def renewed(**files: bytes) -> preview.Server:
            server.renewed({name.replace("_", "."): content for name, content in files.items()}.get)
            return server

        yield renewed


def test_a_page_learns_that_there_is_a_new_one(shown: Shown) -> None:
    server = shown(index_html=b"alt", daten_js=b"Entwurf")
    script = re.search(r'<script src="/\.stand\.js\?(\w+)" defer></script>', page(server.url))
    assert script
    assert page(f"{server.url}daten.js") == "Entwurf"
    assert page(f"{server.url}.stand") == script[1]
    server.renewed({"index.html": b"neu"}.get)
    assert page(f"{server.url}.stand") != script[1]
    assert page(server.url).startswith("neu")


def test_nothing_but_the_site_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: Shown) -> None:
    (tmp_path / "pyproject.toml").write_text("geheim", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    server = shown(index_html=b"Entwurf")
    assert page(server.url).startswith("Entwurf")
    for outside in ("pyproject.toml", "../pyproject.toml", "%2e%2e/pyproject.toml", "..%2fpyproject.toml"):
        with pytest.raises(HTTPError) as refused:
            page(server.url + outside)
        refused.value.close()


def test_a_foreign_name_for_this_machine_reads_nothing(shown: Shown) -> None:
    server = shown(index_html=b"Entwurf")
    port = urlsplit(server.url).port
    for name in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert page(Request(server.url, headers={"Host": name})).startswith("Entwurf")
    for name in (f"evil.example:{port}", "evil.example", f"127.0.0.1.evil.example:{port}", ""):
        with pytest.raises(HTTPError) as refused:
            page(Request(server.url, headers={"Host": name}))
        assert refused.value.code == 421
        refused.value.close()


def test_a_port_that_is_taken_is_told_in_one_line(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, str(project / "build.py"), "serve", "--port", str(port)],
            capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (FAILED, "", 1)
    assert done.stderr.startswith(f"Auf 127.0.0.1:{port} lässt sich nichts anzeigen")
    assert "--port" in done.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        "serve --port",
        "serve --port x",
        "serve --port 65536",
        "serve --port -1",
        "build --port 8001",
        "serve a",
    ],
)
def test_a_port_that_cannot_be_is_not_understood(arguments: str) -> None:
    with pytest.raises(UsageError):
        parse(arguments.split())


def asked(url: str, **headers: str) -> tuple[int, str | None]:
    """The status of an answer, and whose pages may have it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, headers=named), timeout=PATIENCE) as answer:
            return answer.status, answer.headers["Cross-Origin-Resource-Policy"]
    except HTTPError as refused:
        with refused:
            return refused.code, refused.headers["Cross-Origin-Resource-Policy"]


def test_the_page_of_another_site_reads_nothing(shown: Shown) -> None:
    """A script of any website can name this one in <script src>: the browser is told to keep it, and says whose page asked."""
    server = shown(daten_js=b"Entwurf")
    for name in ("daten.js", ".stand.js", ".stand"):
        url = server.url + name
        assert {asked(url), asked(url, Sec_Fetch_Site="none"), asked(url, Sec_Fetch_Site="same-origin")} == {(200, "same-origin")}
        assert {asked(url, Sec_Fetch_Site=site) for site in ("cross-site", "same-site", "")} == {(421, "same-origin")}


@pytest.mark.parametrize("path", ["%00", "daten.js%00.html", "x" * 5000, "%ff", "daten.js/x"])
def test_an_address_that_cannot_be_is_not_found_and_nothing_is_printed(path: str, capfd: pytest.CaptureFixture[str], shown: Shown) -> None:
    server = shown(daten_js=b"Entwurf")
    assert asked(server.url + path)[0] == 404
    with socket.create_connection(("127.0.0.1", urlsplit(server.url).port or 0)) as gone:
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        gone.sendall(b"GET /daten.js HTTP/1.0\r\n")
    assert asked(f"{server.url}daten.js")[0] == 200
    assert capfd.readouterr() == ("", "")

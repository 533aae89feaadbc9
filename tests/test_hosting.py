"""The blocks of BETRIEB.md for nginx and Apache, in the real programs: in the root of a server and below a path."""

import gzip
import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from tests import servers

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo[+]json",
    ".html": "text/html; charset=utf-8",
    ".js": "(text|application)/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg[+]xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "(text|application)/xml; charset=utf-8",
    ".yaml": "text/yaml; charset=utf-8",
}


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Hosted(NamedTuple):
    """A site as a real server hands it out."""

    site: Path
    address: str

    def ask(self, path: str, **headers: str) -> Answer:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        connection.request("GET", parts.path + path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@pytest.fixture(
    scope="module",
    params=[(program, below) for program in (servers.nginx, servers.apache) for below in ("/", "/landkarte/")],
    ids=lambda param: f"{param[0].__name__} {param[1]}",
)
def hosted(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    program, below = request.param
    with program(site, tmp_path_factory.mktemp("server"), below) as address:
        yield Hosted(site, address)


def test_every_kind_of_file_has_its_type_and_text_comes_compressed(hosted: Hosted) -> None:
    kinds = {path.suffix: path for path in sorted(hosted.site.rglob("[!.]*")) if path.is_file()}
    assert set(kinds) == set(TYPES)
    for suffix, path in kinds.items():
        plain = hosted.ask(str(path.relative_to(hosted.site)))
        assert (plain.status, plain.body) == (200, path.read_bytes())
        assert re.fullmatch(TYPES[suffix], plain.headers["Content-Type"]), suffix
        small = hosted.ask(str(path.relative_to(hosted.site)), Accept_Encoding="gzip")
        if suffix != ".png" and len(plain.body) > 1000:
            assert (small.headers["Content-Encoding"], gzip.decompress(small.body)) == ("gzip", plain.body), suffix
            assert "Accept-Encoding" in small.headers["Vary"]


def test_only_what_is_named_by_its_content_is_kept_and_all_else_asked_for_again(hosted: Hosted) -> None:
    [digest] = [folder.name for folder in (hosted.site / "static").iterdir() if re.fullmatch("[0-9a-f]{12}", folder.name)]
    kept = {f"static/{digest}/css/landkarte.css": "max-age=86400, immutable", f"static/{'0' * 12}/css/landkarte.css": "no-cache"}
    for path in ("", "index.html", "daten/anbieter.json", "daten/stand.json", "land/nw.xml", "nichts.html"):
        kept[path] = "no-cache"
    assert {path: hosted.ask(path).headers["Cache-Control"] for path in kept} == kept
    for path in ("index.html", "daten/anbieter.json"):
        mark = hosted.ask(path, Accept_Encoding="gzip").headers["ETag"]
        again = hosted.ask(path, Accept_Encoding="gzip", If_None_Match=mark)
        assert (again.status, again.body) == (304, b""), path


def test_pages_data_and_what_is_missing_carry_the_same_rules(hosted: Hosted) -> None:
    page = (hosted.site / "index.html").read_text("utf-8")
    own = re.search('http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert own
    for path in ("index.html", "daten/anbieter.csv", "land/nw.xml", "static/favicon.svg", "nichts.html", "einbetten.html", "einbetten"):
        headers = hosted.ask(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert f'<meta name="referrer" content="{headers["Referrer-Policy"]}">' in page
        assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
        framed = "*" if path.startswith("einbetten") else "'none'"
        rules = [one.strip() for one in headers["Content-Security-Policy"].split(";")]
        assert sorted(rules) == sorted([*(one.strip() for one in own[1].split(";")), "media-src 'self'", f"frame-ancestors {framed}"])
        assert headers["Access-Control-Allow-Origin"] == ("*" if path.startswith(("daten/", "land/")) else None)


def test_what_is_not_there_says_so_on_a_page_and_nothing_else_is_shown(hosted: Hosted) -> None:
    page = (hosted.site / "404.html").read_bytes()
    for path in ("nichts.html", "nichts/darunter/x", "static/", ".landkarte", ".gitignore", ".htaccess", "daten/.x"):
        answer = hosted.ask(path)
        assert (answer.status, answer.body) == (404, page), path


def test_a_folder_and_a_name_without_its_ending_lead_to_the_page(hosted: Hosted) -> None:
    moved = hosted.ask("kreis")
    assert (moved.status, urlsplit(moved.headers["Location"]).path) == (301, f"{urlsplit(hosted.address).path}kreis/")
    for path, file in {
        "": "index.html",
        "kreis/": "kreis/index.html",
        "wer-zahlt": "wer-zahlt.html",
        "kreis/05766": "kreis/05766.html",
    }.items():
        answer = hosted.ask(path)
        assert (answer.status, answer.body) == (200, (hosted.site / file).read_bytes()), path

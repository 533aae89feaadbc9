"""Browser libraries: copied with what they need and their licence, or named when they are missing."""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import refused
from landkarte.ground.settings import Betreiber
from landkarte.site import assets
from landkarte.site.pages import consent
from tests.conftest import ROOT, unnamed
from tests.systems import only_unix

if sys.platform != "win32":
    import resource

STATIC, MODULES = ROOT / "templates" / "static", ROOT / "node_modules"
JS = STATIC / "js"
SCRIPTS = sorted(JS.rglob("*.js"))


def test_every_library_comes_with_its_licence() -> None:
    files = dict(assets.files(STATIC, MODULES))
    for library in ("leaflet", "leaflet.markercluster"):
        licence = files[f"bibliotheken/{library}/LICENSE.txt"].decode()
        assert "Redistribution and use" in licence or "Permission is hereby granted" in licence


def test_every_image_that_a_style_sheet_names_is_there() -> None:
    files = dict(assets.files(STATIC, MODULES))
    assert b"url(images/layers.png)" in files["bibliotheken/leaflet/leaflet.css"]
    assert files["bibliotheken/leaflet/images/layers.png"].startswith(b"\x89PNG")


def test_own_files_are_copied_as_they_are() -> None:
    files = dict(assets.files(STATIC, MODULES))
    assert files[f"static/{assets.own(STATIC)[0]}/css/landkarte.css"] == (STATIC / "css" / "landkarte.css").read_bytes()


def test_every_script_is_part_of_one_that_pages_load() -> None:
    assert {JS / f"{part}.js" for parts in assets.BUNDLES.values() for part in parts} == set(SCRIPTS)
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    assert [name for name in assets.BUNDLES if f"{{{{ eigenes }}}}js/{name}" not in templates] == []


def test_scripts_are_shipped_joined_and_in_no_other_way() -> None:
    files = dict(assets.files(STATIC, MODULES))
    shipped = {unnamed(path): content for path, content in files.items() if path.startswith("static/") and path.endswith(".js")}
    assert shipped.keys() == {f"{assets.SCRIPTS}/{name}" for name in assets.BUNDLES}
    for path in SCRIPTS:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        assert [line for line in lines if line.count("`") % 2] == [], "whatever goes on in the next line could look like a comment there"
        assert any(assets.lean(path.read_bytes()) in content for content in shipped.values()), path.name


def test_comments_do_not_travel() -> None:
    scripts = [content for path, content in assets.files(STATIC, MODULES) if path.startswith("static/") and path.endswith(".js")]
    assert not any(re.search(rb"^\s*//", content, re.MULTILINE) for content in scripts)
    assert assets.lean(b'  // one\n  a("b // c"); // two\n  d = "//e";\n') == b'a("b // c");\nd = "//e";\n'


def in_folder(files: Iterable[tuple[str, bytes]]) -> tuple[str, list[tuple[str, bytes]]]:
    with assets.in_folder(files) as (name, found):
        return name, list(found)


def test_a_folder_has_another_name_as_soon_as_a_byte_in_it_is_another() -> None:
    files = [("static/js/a.js", b"a"), ("static/css/b.css", b"b")]
    name, found = in_folder(files)
    assert found == [(f"static/{name}/css/b.css", b"b"), (f"static/{name}/js/a.js", b"a")]
    assert in_folder(reversed(files)) == (name, found)
    others = [[("static/js/a.js", b"a"), ("static/css/b.css", b"B")], [("static/js/A.js", b"a"), files[1]], files[:1]]
    assert len({name, *(in_folder(other)[0] for other in others)}) == 4


@only_unix
def test_where_no_room_is_left_to_wait_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with pytest.raises(OSError) as caught:  # noqa: PT011
            in_folder([("static/a.js", b"x" * 9000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused(caught.value).startswith(f"Nicht gelungen bei „{tmp_path}“: die Datei ist größer als hier erlaubt. Heben Sie")


GIVEN = re.compile(r"\blandkarte\.(\w+) (?:\|\|)?= |Object\.assign\(landkarte, {([^}]*)}")
USED = re.compile(r"\blandkarte\.(\w+)|const {([^}]*)} = landkarte;")
IF_THERE = re.compile(r"\blandkarte\.(\w+)\?\.()")
DATA = {
    *("eintraege", "suchworte", "karten", "verzeichnis", "orte", "gebiete", "datensaetze", "formular", "kreise"),
    *("grundkarte", "kleinereOrte", "laender", "zeichneKarte", "standorte"),
}
"""What the generated scripts below daten/ and karte/ give."""


PAGES = ["start.js formate.js kartenteile.js", "merken.js", "merkliste.js", "eintragen.js ortsnamen.js", "vermutung.js"]
"""The scripts that pages load, together with what they load later."""


def named(pattern: re.Pattern[str], text: str) -> set[str]:
    return {name for one, several in pattern.findall(text) for name in ([one] if one else re.findall(r"\w+", several))}


@pytest.mark.parametrize("page", PAGES)
def test_what_a_script_uses_of_others_is_on_its_page(page: str) -> None:
    texts = {part: (JS / f"{part}.js").read_text(encoding="utf-8") for name in page.split() for part in assets.BUNDLES[name]}
    given = set.union(DATA, *(named(GIVEN, text) for text in texts.values()))
    assert {part: missing for part, text in texts.items() if (missing := named(USED, text) - named(IF_THERE, text) - given)} == {}


def test_what_is_decided_in_browser_and_python_is_named_on_both_sides() -> None:
    firsts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").splitlines()[0] for path in SCRIPTS}
    modules = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "landkarte").rglob("*.py")}
    by_scripts = {(path, name) for path, text in firsts.items() for name in re.findall(r"landkarte/[\w/]+\.py", text)}
    by_modules = {(name, path) for path, text in modules.items() for name in re.findall(r"templates/static/js/[\w/]+\.js", text)}
    assert by_scripts
    assert sorted(by_scripts ^ by_modules) == []


def test_every_script_is_short_enough_to_read() -> None:
    assert SCRIPTS
    assert [path.name for path in SCRIPTS if len(path.read_text(encoding="utf-8").splitlines()) >= 200] == []


def test_a_missing_library_is_said_in_one_line_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(assets.MissingLibrary) as error:
        list(assets.files(STATIC, tmp_path))
    assert "npm ci" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_lock_file_has_hashes_and_no_address_of_a_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = {name: package for name, package in packages.items() if name}
    assert {"node_modules/leaflet", "node_modules/leaflet.markercluster"} <= locked.keys()
    assert [name for name, package in locked.items() if "resolved" in package or not package["integrity"].startswith("sha512-")] == []


@pytest.fixture
def vorlagen(tmp_path: Path) -> Path:
    folder = tmp_path / "coaches/vorlagen"
    shutil.copytree(ROOT / "coaches/vorlagen", folder)
    return folder


def test_templates_and_schemas_are_published_and_nothing_else_that_lies_there(vorlagen: Path, tmp_path: Path) -> None:
    known = dict(assets.templates(vorlagen))
    assert known == {
        f"{'vorlagen' if path.suffix == '.yaml' else 'schema'}/{path.name}": path.read_bytes()
        for path in vorlagen.iterdir()
        if path.suffix != ".md"
    }
    secret = tmp_path / "geheim"
    secret.write_text("# geheim\n", encoding="utf-8")
    for name in ("passwort.yaml", "passwort.schema.json", "einwilligung-9999-12.md"):
        (vorlagen / name).symlink_to(secret)
    (vorlagen / "notizen.yaml").write_text("geheim")
    assert dict(assets.templates(vorlagen)) == known
    blatt = consent.sheet(vorlagen, Betreiber())
    assert blatt
    assert "geheim" not in blatt[0]


def test_a_template_that_is_a_link_or_missing_is_told(vorlagen: Path, tmp_path: Path) -> None:
    (vorlagen / "jobcoach.yaml").rename(tmp_path / "jobcoach.yaml")
    with pytest.raises(OperatorError, match=r"jobcoach\.yaml lässt sich nicht lesen \(das fehlt"):
        dict(assets.templates(vorlagen))
    (vorlagen / "jobcoach.yaml").symlink_to(tmp_path / "jobcoach.yaml")
    with pytest.raises(OperatorError, match=r"jobcoach\.yaml lässt sich nicht lesen \(dort liegt eine symbolische Verknüpfung\)"):
        dict(assets.templates(vorlagen))

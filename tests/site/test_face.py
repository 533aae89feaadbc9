"""The operator's face: pictures that can be used are on every page, and of the others the build names key, file and remedy."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from landkarte.ground.settings import Gesicht
from landkarte.site import face
from landkarte.site.pages import Renderer
from tests.invented import SETTINGS, directory
from tests.pages import TEMPLATES, Page, examples, text_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><g id="a"/></defs><use href="#a"/>{}</svg>'
OURS = (TEMPLATES / "static/zeichen.png").read_bytes()


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """Own static files with a few pictures."""
    folder = tmp_path / "bild"
    folder.mkdir()
    (folder / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    (folder / "zeichen.png").write_bytes(OURS)
    return tmp_path


def test_pictures_that_can_be_used_are_found_and_without_any_ours_are(static: Path) -> None:
    own = Gesicht(logo="logo.svg", logo_text="Verband", favicon="logo.svg", zeichen="zeichen.png")
    assert face.read(own, static) == (face.Face("static/bild/logo.svg", "static/bild/logo.svg", "static/bild/zeichen.png"), [])
    assert face.read(Gesicht(), static) == (face.Face(), [])
    assert all((TEMPLATES / path).is_file() for path in face.Face()[1:])


@pytest.mark.parametrize(
    ("key", "name", "content", "says"),
    [
        ("logo", "fehlt.svg", None, "fehlt.svg lässt sich nicht lesen.*die Datei gehört nach templates/static/bild"),
        ("logo", "neu.png", b"\x89PNG\r\n\x1a\n" + bytes(200_001), "neu.png ist größer als 200 kB"),
        ("favicon", "neu.png", b"GIF89a", "neu.png ist kein PNG"),
        ("favicon", "neu.svg", OURS, "neu.svg ist kein SVG"),
        ("logo", "neu.svg", SVG.format("<script>x()</script>"), "In neu.svg steht „<script“.*als einfaches SVG"),
        ("logo", "neu.svg", SVG.format("<svg:script>x()</svg:script>"), "In neu.svg steht „<svg:script“"),
        ("logo", "neu.svg", SVG.format('<g onload="x()"/>'), "In neu.svg steht „onload=“"),
        ("logo", "neu.svg", SVG.format('<image href="https://example.org/a.png"/>'), 'In neu.svg steht „href="“'),
        ("logo", "neu.svg", SVG.format("<style>@import 'x';</style>"), "In neu.svg steht „@import“"),
        ("logo", "neu.svg", SVG.format("<g style='fill:url(https://example.org/#a)'/>"), "In neu.svg steht „url[(]“"),
        ("logo", "neu.svg", "<!DOCTYPE svg>" + SVG.format(""), "In neu.svg steht „<!DOCTYPE“"),
        ("zeichen", "logo.svg", None, "logo.svg muss ein quadratisches PNG mit mindestens 180 × 180 Punkten sein"),
        ("zeichen", "neu.png", OURS[:16] + bytes(3) + b"\x64" + OURS[20:], "neu.png muss ein quadratisches PNG"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_with_its_key(
    static: Path, key: str, name: str, content: str | bytes | None, says: str
) -> None:
    if content is not None:
        (static / "bild" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    found, [line] = face.read(Gesicht(**{"logo_text": "Verband", key: name}), static)
    assert found == face.Face(), "ours stands there"
    assert re.match(rf"gesicht\.{key} in pyproject\.toml: {says}.*\.$", line), line


def test_a_logo_needs_words_for_those_who_do_not_see_it(static: Path) -> None:
    found, [line] = face.read(Gesicht(logo="logo.svg"), static)
    assert (found.logo, "logo_text" in line) == ("", True)


def test_own_pages_stand_in_the_menu_and_at_the_foot_and_not_among_the_advice(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    for path in TEMPLATES.iterdir():
        if path.name not in ("texte", "__pycache__"):
            (templates / path.name).symlink_to(path)
    (templates / "texte/seite").mkdir(parents=True)
    (templates / "texte/leser.toml").write_text((TEMPLATES / "texte/leser.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for name, place in (("ueber-uns", "menue"), ("foerderung", "fuss")):
        head = f'+++\ntitel = "Seite {name}"\nbeschreibung = "Wer wir sind."\nfuer = "{place}"\nplatz = 1\nstand = 2026-10-30\n+++\n'
        (templates / f"texte/seite/{name}.md").write_text(f"{head}**Wir**<script>x()</script>", encoding="utf-8")
    gesicht = Gesicht(fusszeile="Gefördert vom **Land**. <b onclick='x()'>x</b>")
    pages = dict(Renderer(replace(examples(), settings=replace(SETTINGS, gesicht=gesicht)), templates).common())
    html = pages["stufen.html"].decode()
    head, foot = html.split("<main")[0], html.split("</main>")[1]
    assert '<a href="seite/ueber-uns.html">' in head
    assert "foerderung" not in head
    assert '<a href="seite/foerderung.html">' in foot
    assert "Gefördert vom <strong>Land</strong>. &lt;b" in foot
    assert "Seite ueber-uns" not in Page(pages["rat/index.html"].decode().split("<main")[1].split("</main>")[0]).text
    own = pages["seite/ueber-uns.html"].decode()
    assert '<a href="../seite/ueber-uns.html" aria-current="page">' in own
    assert "<strong>Wir</strong>" in own
    assert "<script>x" not in own
    assert "keine Rechtsberatung" not in own


def test_an_empty_directory_says_what_it_is_how_one_joins_and_where_else_to_look() -> None:
    [(_, content), _] = Renderer(directory([]), TEMPLATES).searching("0123456789ab")
    section = content.decode().split('aria-labelledby="leer"')[1].split("</section>")[0]
    links = {link.partition("#")[0] for link in Page(section).links()}
    assert {"standard.html", "eintragen.html", "mitmachen.html", "land/index.html", "rat/index.html"} <= links
    assert "Sie suchen jemanden?" in text_of(section)
    [(_, full), _] = Renderer(examples(), TEMPLATES).searching("0123456789ab")
    assert "Zurzeit steht hier niemand" not in full.decode()

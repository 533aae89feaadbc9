"""Pages as readers get them: complete, linked, of one frame, and true about who answers for them."""

import re
import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from landkarte.directory import memory
from landkarte.entries.model import Anbieter
from landkarte.ground.errors import OperatorError
from landkarte.site.pages import Renderer
from landkarte.site.pages.markup import Texts
from landkarte.standard import rules_since, search_words, stellen, vocabularies, vocabulary
from tests import invented
from tests.conftest import ROOT, unnamed
from tests.invented import SETTINGS, directory, provider
from tests.pages import (
    OPERATOR,
    ORGANISATION,
    TEMPLATES,
    Page,
    common,
    example_pages,
    example_parsed,
    example_site,
    examples,
    made,
    page_in,
    site,
    text_of,
)

_ADDRESSES = {wert.zusatz["kontakt"].get("adresse") for wert in vocabulary("aemter").werte.values()} | {
    stelle.adresse for stelle in stellen().eaa.values()
}
"""Of the offices that every page of a Kreis, Land or Amt names."""

# Frame


@pytest.mark.parametrize("example", [True, False])
def test_invented_entries_are_announced_on_every_page(example: bool) -> None:
    pages = site(invented.directory([provider("beispiel-eins", "Beispiel Eins", beispiel=example)]))
    for url, html in pages.items():
        if url.endswith(".html"):
            assert ("Vorführung:" in html) == example, url
    assert ("frei erfunden" in pages["anbieter/beispiel-eins.html"]) == example


def test_every_page_has_language_title_one_heading_and_a_strict_policy() -> None:
    pages = example_site()
    titles = set()
    for url, parsed in example_parsed().items():
        assert parsed.every("html") == [{"lang": "de"}], url
        assert len(parsed.every("h1")) == 1, url
        assert len(parsed.every("main")) == 1, url
        policy = next(meta["content"] for meta in parsed.every("meta") if meta.get("http-equiv") == "Content-Security-Policy")
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
        assert "unsafe" not in policy
        assert all(meta["content"] for meta in parsed.every("meta") if meta.get("name") == "description"), url
        titles.add(re.findall("<title>(.+)</title>", pages[url])[0])
        levels = [int(tag[1]) for tag, _ in parsed.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels)), url
        ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), url
    assert len(titles) == sum(url.endswith(".html") for url in pages)


def test_links_stay_inside_the_site_and_lead_somewhere() -> None:
    pages = example_site()
    anchors = {url: {attributes.get("id") for _, attributes in parsed.tags} for url, parsed in example_parsed().items()}
    for url, parsed in example_parsed().items():
        for link in parsed.links():
            own = "/" not in url or url.startswith(("regel/", "rat/", "leicht/")) or link in _ADDRESSES
            if re.match("(https|mailto|tel):", link) or (own and link.startswith("http://")):  # some of our sources know no https
                continue
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(url), path)) if path else url
            assert not path.startswith(("/", "..")) or "/" in url, (url, link)
            if not target.startswith(("static/", "bibliotheken/")):
                assert target in pages, (url, link)
                # "?" begins what a script reads, not the name of a place
                assert anchor[:1] in ("", "?") or anchor in anchors[target], (url, link)


def test_what_the_search_names_as_an_answer_is_a_page() -> None:
    pages = example_site()
    for seite in search_words()["seite"]:
        path, _, anchor = seite["adresse"].partition("#")
        assert path in pages, seite["titel"]
        assert not anchor or f'id="{anchor}"' in pages[path], seite["titel"]


def test_a_missing_page_links_absolutely_once_the_address_is_known() -> None:
    html = example_pages(adresse="https://karte.example.org/ort/")["404.html"]
    assert 'href="https://karte.example.org/ort/a-z/index.html"' in html
    assert 'href="https://karte.example.org/ort/static/css/landkarte.css"' in unnamed(html)


def test_search_engines_learn_of_real_entries_only() -> None:
    real, invented_one = provider("echt", "Echter Anbieter"), provider("beispiel-eins", "Beispiel", beispiel=True)
    published = replace(directory([real, invented_one]), settings=replace(SETTINGS, adresse="https://karte.example.org/"))
    pages = common(published) | {one.url: page_in(published, one.entry.id) for one in published.all}
    assert "<loc>https://karte.example.org/anbieter/echt.html</loc><lastmod>2026-10-01</lastmod>" in pages["sitemap.xml"]
    assert pages["sitemap.xml"].count("<lastmod>") == pages["sitemap.xml"].count("<loc>") > 500
    assert "beispiel-eins" not in pages["sitemap.xml"]
    assert "Sitemap: https://karte.example.org/sitemap.xml" in pages["robots.txt"]
    assert 'content="noindex"' in pages["anbieter/beispiel-eins.html"]
    assert 'content="noindex"' not in pages["anbieter/echt.html"]
    assert "sitemap.xml" not in example_site()


def test_a_list_is_as_new_as_what_came_changed_or_went_and_a_text_as_it_says() -> None:
    entry = provider("echt", "Echter Anbieter")
    first = replace(directory([entry]), before={})
    known = memory.seen(first.all[0], first)
    days = {}
    for name, before in {"same": {"echt": known._replace(seit=date(2026, 10, 15))}, "gone": {"weg": known, "echt": known}}.items():
        published = replace(directory([entry]), settings=replace(SETTINGS, adresse="https://karte.example.org/"), before=before)
        sitemap = common(replace(published, today=date(2026, 11, 5)))["sitemap.xml"]
        days[name] = dict(re.findall(r"<loc>https://karte.example.org/(\S*)</loc><lastmod>(\S*)</lastmod>", sitemap))
    assert (days["same"]["kreis/05766.html"], days["gone"]["kreis/05766.html"]) == ("2026-10-15", "2026-11-05")
    assert days["same"]["rat/wer-macht-was.html"] == "2026-11-30"
    assert days["same"]["standard.html"] == f"{rules_since(date(2026, 11, 5))}"


def test_who_shares_a_page_shares_its_title_its_words_and_a_picture_of_ours() -> None:
    shared = {
        one["property"]: one["content"]
        for one in Page(example_pages(adresse="https://karte.example.org/ort/")["stufen.html"]).every("meta")
        if "property" in one
    }
    assert shared["og:title"] == "Was heißt welche Stufe?"
    assert shared["og:url"] == "https://karte.example.org/ort/stufen.html"
    assert shared["og:image"] == "https://karte.example.org/ort/static/zeichen.png"
    assert len(shared["og:description"]) > 40
    without = [one.get("property") for one in Page(example_pages()["stufen.html"]).every("meta")]
    assert "og:title" in without
    assert {"og:url", "og:image"}.isdisjoint(without), "nobody would find them without an address"
    picture = (ROOT / "templates/static/zeichen.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert picture[16:20] == picture[20:24], "as wide as high"


def test_two_renderers_make_the_same_bytes() -> None:
    assert example_site() == site(examples())


@pytest.mark.parametrize("damage", ["cut off", "not a folder"])
def test_damaged_compiled_templates_are_compiled_anew(damage: str, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("__pycache__"))
    directory = invented.directory([provider("haus", "Beispiel Haus")])
    made = Renderer(directory, templates).entry(directory.providers[0])
    kept = templates / "__pycache__"
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:30])
    if damage == "not a folder":
        shutil.rmtree(kept)
        kept.touch()
    assert Renderer(directory, templates).entry(directory.providers[0]) == made


@pytest.mark.parametrize("template", ["anbieter.html", "impressum.html"])
def test_a_template_that_asks_for_something_unknown_fails(template: str, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    path = tmp_path / "templates" / template
    path.write_text(path.read_text(encoding="utf-8") + "{% block main %}{{ gibt_es_nicht }}{% endblock %}", encoding="utf-8")
    path.write_text(
        re.sub(r"{% block main %}(?!{{ gibt).*?{% endblock %}", "", path.read_text(encoding="utf-8"), flags=re.S), encoding="utf-8"
    )
    directory = invented.directory([made(Anbieter, ORGANISATION)])
    renderer = Renderer(directory, tmp_path / "templates")
    with pytest.raises(OperatorError, match="gibt_es_nicht"):
        list(map(renderer.entry, directory.all)) + list(renderer.common())


# Legal pages


def test_what_the_operator_has_not_said_is_marked_and_no_page_names_a_file_of_settings() -> None:
    pages = example_site()
    unsaid = "<mark>Noch nicht angegeben</mark>"
    assert pages["impressum.html"].count(unsaid) > 5
    assert unsaid in pages["datenschutz.html"]
    assert "Diese Website wurde noch nicht bewertet." in pages["barrierefreiheit.html"]
    assert [url for url, html in pages.items() if url.endswith(".html") and "pyproject" in html] == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("030 / 23125-000", '<a href="tel:+493023125000">+49 30 23125000</a>'),
        ("116117", "<dd>116117</dd>"),
        ("030 1 oder 030 2", "<dd>030 1 oder 030 2</dd>"),
    ],
)
def test_only_a_number_that_can_be_dialled_is_a_link(written: str, shown: str) -> None:
    pages = example_pages(betreiber=replace(OPERATOR, telefon=written))
    assert all(shown in re.sub(r"\s*(</?dd>)\s*", r"\1", pages[url]) for url in ("impressum.html", "barrierefreiheit.html"))


def test_what_the_operator_said_is_shown() -> None:
    pages = example_site(betreiber=OPERATOR)
    assert not [url for url, html in pages.items() if "<mark>" in html]
    assert "Digitale-Dienste-Gesetz" in pages["impressum.html"]
    assert "§ 18 Abs. 2" in pages["impressum.html"]
    assert "Beispiel-Rechenzentrum" in pages["datenschutz.html"]
    assert "§ 25 Abs. 2 Nr. 2 des Telekommunikation-Digitale-Dienste-Datenschutz-Gesetzes" in pages["datenschutz.html"]
    statement = text_of(pages["barrierefreiheit.html"])
    assert "Selbstbewertung: teilweise vereinbar" in statement
    assert "Bewertet am 1. Oktober 2026" in statement
    assert "noch nicht bewertet" not in statement
    assert "innerhalb eines Monats" in statement
    assert "Beispiel-Schlichtungsstelle" in statement
    assert not [url for url, html in pages.items() if "TMG" in html]


def test_every_vocabulary_names_its_source() -> None:
    text = text_of(example_pages()["quellen.html"]).replace(" ", "")
    for one in vocabularies().values():
        assert one.quelle.replace(" ", "") in text, one.name
    for licence in ("CCBY4.0", "ODbL", "BSD-2-Clause", "js-yaml:MIT", "GeoBasis-DE/BKG"):
        assert licence in text


def test_the_gender_star_is_no_emphasis() -> None:
    text = "Für Kolleg*innen und Umschüler*innen, **fett** und *kursiv*."
    assert Texts()(text) == "<p>Für Kolleg*innen und Umschüler*innen, <strong>fett</strong> und <em>kursiv</em>.</p>"

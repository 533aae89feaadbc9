"""An address once given stays: a former one leads to the entry, and no two entries can claim the same."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

import build
from landkarte.render import Renderer
from landkarte.settings import Betreiber, Settings
from tests.conftest import DAY, ROOT
from tests.test_render import Page

ENTRIES = ROOT / "tests/entries/C-07"
SETTINGS = Settings(titel="Beispiel", beispiel_stichtag=DAY, betreiber=Betreiber())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two entries, each with former ids of its own."""
    shutil.copytree(ENTRIES / "gut", tmp_path / "coaches")
    return tmp_path


def gathered(root: Path, examples: bool = True) -> build.Checked:
    return build.gather(root, SETTINGS, DAY, examples)


def pages(checked: build.Checked, adresse: str = "") -> dict[str, str]:
    """Every page that entries have, by its address."""
    published = replace(checked.directory, settings=replace(SETTINGS, adresse=adresse))
    renderer = Renderer(published, ROOT / "templates")
    made = [file for listing in published.all for file in build.page(renderer, listing)]
    assert len(dict(made)) == len(made), "no address twice"
    return {url: content.decode() for url, content in made}


def edited(root: Path, name: str, before: str, after: str) -> None:
    path = root / "coaches" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def target(url: str, html: str) -> str:
    """Where a page sends its reader at once, relative to the site."""
    [refresh] = [meta["content"] for meta in Page(html).every("meta") if meta.get("http-equiv") == "refresh"]
    found = re.fullmatch(r"0; url=(\S+)", refresh)
    assert found
    return normpath(join(dirname(url), found[1]))


def told(checked: build.Checked) -> set[str]:
    return {f"{Path(finding.file).stem} {finding.level}: {finding.message}" for finding in checked.findings}


# --- Former ids ---


def test_every_old_address_leads_to_the_entry_whichever_kind_it_was(root: Path) -> None:
    made = pages(gathered(root))
    old = {url: target(url, html) for url, html in made.items() if 'http-equiv="refresh"' in html}
    assert old == {
        **dict.fromkeys(["anbieter/alt-eins.html", "jobcoach/alt-eins.html"], "anbieter/umbenannt.html"),
        **dict.fromkeys(["anbieter/alt-zwei.html", "jobcoach/alt-zwei.html"], "anbieter/umbenannt.html"),
        "jobcoach/jc-2b3c4d.html": "anbieter/umbenannt.html",
        **dict.fromkeys(["anbieter/alt-drei.html", "jobcoach/alt-drei.html"], "anbieter/anderer.html"),
    }
    assert set(made) - set(old) == {"anbieter/umbenannt.html", "anbieter/anderer.html"}


def test_the_old_address_says_where_the_entry_is_and_is_not_for_search_engines(root: Path) -> None:
    page = Page(pages(gathered(root), "https://karte.example.org/")["anbieter/alt-eins.html"])
    assert "Dieser Eintrag hat eine neue Adresse" in page.text
    assert "Er steht jetzt hier: Beispiel umbenannt" in page.text
    assert "../anbieter/umbenannt.html" in page.links()
    assert {"name": "robots", "content": "noindex"} in page.every("meta")
    assert {"rel": "canonical", "href": "https://karte.example.org/anbieter/umbenannt.html"} in page.every("link")


def test_the_built_site_has_them_and_no_list_names_them(site: Path) -> None:
    for url in ("anbieter/beispiel-netzwerk-rostock.html", "jobcoach/beispiel-netzwerk-rostock.html"):
        assert target(url, (site / url).read_text(encoding="utf-8")) == "anbieter/beispiel-netzwerk-ostsee.html"
    assert (site / "jobcoach/jc-w1l6yo.html").exists()
    assert not (site / "anbieter/jc-w1l6yo.html").exists()
    linking = [path for path in site.rglob("*.html") if "beispiel-netzwerk-rostock" in path.read_text(encoding="utf-8")]
    assert linking == []


def test_search_engines_hear_of_the_new_address_only(root: Path) -> None:
    published = replace(gathered(root).directory, settings=replace(SETTINGS, adresse="https://karte.example.org/"))
    sitemap = dict(Renderer(published, ROOT / "templates").common())["sitemap.xml"].decode()
    assert "anbieter/umbenannt.html" in sitemap
    assert "alt-eins" not in sitemap


def test_an_entry_that_is_not_published_leads_nobody_anywhere(root: Path) -> None:
    edited(root, "anbieter/umbenannt.yaml", "stand: 2026-10-01", "stand: 2027-10-01")
    edited(root, "anbieter/anderer.yaml", "stand: 2026-10-01", "stand: 2026-10-01\nbeispiel: true")
    assert set(pages(gathered(root))) == {"anbieter/anderer.html", "anbieter/alt-drei.html", "jobcoach/alt-drei.html"}
    assert pages(gathered(root, examples=False)) == {}


def test_what_two_entries_claim_leads_to_neither_and_takes_neither_down(tmp_path: Path) -> None:
    shutil.copytree(ENTRIES / "schlecht", tmp_path / "coaches")
    checked = gathered(tmp_path)
    made = pages(checked)
    assert {url for url in made if url.startswith("anbieter/")} == {
        *(f"anbieter/{id_}.html" for id_ in ("bleibt", "greift-zu", "alt-zwei", "alt-drei")),
    }
    assert 'http-equiv="refresh"' not in made["anbieter/bleibt.html"]
    lost = "die alte Adresse führt deshalb nicht zu diesem Eintrag."
    assert told(checked) == {
        f"bleibt fehler: Die Kennung „alt-eins“ steht unter fruehere_ids auch bei „greift-zu“; {lost}",
        "bleibt hinweis: Diese Kennung steht unter fruehere_ids auch bei „greift-zu“. Die Seite bleibt bei diesem Eintrag.",
        f"greift-zu fehler: Die Kennung „alt-eins“ steht unter fruehere_ids auch bei „bleibt“; {lost}",
        f"greift-zu fehler: Die Kennung „bleibt“ hat jetzt ein anderer Eintrag; {lost}",
        f"greift-zu fehler: „greift-zu“ ist die jetzige Kennung; {lost}",
        f"greift-zu fehler: Die Kennung „index“ ist reserviert; {lost}",
    }


def test_a_file_that_cannot_be_read_keeps_its_address(root: Path) -> None:
    (root / "coaches/anbieter/alt-eins.yaml").write_text("name: [\n", encoding="utf-8")
    made = pages(gathered(root))
    assert "anbieter/alt-eins.html" not in made
    assert "anbieter/alt-zwei.html" in made


def test_a_strangers_file_of_the_same_id_neither_takes_nor_adds_an_address(root: Path) -> None:
    before = pages(gathered(root))
    (root / "coaches/jobcoaches").mkdir()
    stranger = root / "coaches/jobcoaches/umbenannt.yaml"
    shutil.copy(ROOT / "tests/entries/FO-03/schlecht/jobcoaches/doppelt.yaml", stranger)
    edited(root, "jobcoaches/umbenannt.yaml", "id: doppelt", "id: umbenannt\nfruehere_ids: [alt-vier]")
    checked = gathered(root)
    assert "umbenannt" in {entry.id for file, entry in checked.world.entries if file.startswith("coaches/jobcoaches")}
    assert set(pages(checked)) == set(before)


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ("[Alt-Eins]", "Alt-Eins"),
        ("[../index]", "../index"),
        (f"[{', '.join(f'alt-{number}' for number in range(21))}]", "zu viele Angaben; möglich sind höchstens 20"),
    ],
)
def test_no_other_spelling_and_no_crowd_of_them(ids: str, words: str, root: Path) -> None:
    path = root / "coaches/anbieter/anderer.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"fruehere_ids:\n  - .*\n", f"fruehere_ids: {ids}\n", text), encoding="utf-8")
    checked = gathered(root)
    assert [words in finding.message for finding in checked.findings] == [True]
    assert not [url for url, html in pages(checked).items() if "Beispiel anderer" in html]

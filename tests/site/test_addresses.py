"""An address once given stays: a former one leads to the entry, and no two entries can claim the same."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

import build
from landkarte.desk.call import Checked
from landkarte.desk.storage import save_table
from landkarte.entries import withdrawn
from landkarte.entries.withdrawn import Withdrawn
from landkarte.ground.errors import OperatorError
from landkarte.ground.settings import Betreiber, Settings
from landkarte.site.pages import Renderer
from tests.conftest import DAY, ROOT
from tests.pages import Page
from tests.systems import pipe

ENTRIES = ROOT / "tests/examples/C-07"
SETTINGS = Settings(titel="Beispiel", beispiel_stichtag=DAY, betreiber=Betreiber())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two entries, each with former ids of its own."""
    shutil.copytree(ENTRIES / "gut", tmp_path / "coaches")
    return tmp_path


def gathered(root: Path, examples: bool = True) -> Checked:
    return build.gather(root, SETTINGS, DAY, examples)


def pages(checked: Checked, adresse: str = "") -> dict[str, str]:
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


def told(checked: Checked) -> set[str]:
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
        *(f"anbieter/{id_}.html" for id_ in ("bleibt", "doppelt", "greift-zu", "alt-zwei", "alt-drei")),
    }
    assert 'http-equiv="refresh"' not in made["anbieter/bleibt.html"]
    lost = "die alte Adresse führt deshalb nicht zu diesem Eintrag."
    assert told(checked) == {
        "doppelt fehler: Die Kennung „doppelt“ gibt es zweimal, bei den Anbietern und bei den Jobcoaches.",
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


def test_a_strangers_file_of_the_same_id_takes_no_address(root: Path) -> None:
    before = pages(gathered(root))
    (root / "coaches/jobcoaches").mkdir()
    stranger = root / "coaches/jobcoaches/umbenannt.yaml"
    shutil.copy(ROOT / "tests/examples/C-07/schlecht/jobcoaches/doppelt.yaml", stranger)
    edited(root, "jobcoaches/umbenannt.yaml", "id: doppelt", "id: umbenannt\nfruehere_ids: [alt-vier]")
    checked = gathered(root)
    assert "umbenannt" in {entry.id for file, entry in checked.world.entries if file.startswith("coaches/jobcoaches")}
    now = pages(checked)
    assert {url: now[url] for url in before} == before
    assert set(now) - set(before) == {"jobcoach/umbenannt.html", "anbieter/alt-vier.html", "jobcoach/alt-vier.html"}


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


# --- Entries that were withdrawn ---

HEADER = ";".join(withdrawn.COLUMNS)


def listed(root: Path, *rows: str) -> Checked:
    (root / withdrawn.FILE).write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return gathered(root)


def common(checked: Checked) -> dict[str, str]:
    """Every page that is no entry's."""
    return {url: content.decode() for url, content in Renderer(checked.directory, ROOT / "templates").common()}


def told_of_the_table(checked: Checked) -> list[tuple[str, int, str, str]]:
    return [(found.code, found.line, found.level, found.message) for found in checked.findings if found.file == withdrawn.FILE]


def test_the_table_that_is_shipped_has_only_its_header() -> None:
    assert (ROOT / withdrawn.FILE).read_text(encoding="utf-8") == f"{HEADER}\n" == withdrawn.dump(())


def test_the_address_of_a_withdrawn_entry_says_so_and_helps(root: Path) -> None:
    checked = listed(root, "anbieter;weg;2026-10-01", "jobcoach;jc-2c3d4e;2026-11-01")
    made = common(checked)
    page = Page(made["anbieter/weg.html"])
    assert "Diesen Eintrag gibt es nicht mehr Er wurde am 1. Oktober 2026 zurückgezogen. So kommen Sie weiter:" in page.text
    ways = {"index.html", "land/index.html", "a-z/index.html", "bundesweit.html", "barrierefreiheit.html#rueckmeldung"}
    assert {f"../{way}" for way in ways} <= set(page.links())
    assert {"name": "robots", "content": "noindex"} in page.every("meta")
    assert "1. November 2026" in made["jobcoach/jc-2c3d4e.html"]
    assert [url for url, html in made.items() if "weg.html" in html] == []


@pytest.mark.parametrize("kind", ["anbieter", "jobcoach"])
@pytest.mark.parametrize("id_", ["umbenannt", "alt-eins"])
def test_a_withdrawn_id_does_not_come_back_without_a_new_consent(kind: str, id_: str, root: Path) -> None:
    checked = listed(root, f"{kind};{id_};2026-10-01")
    [finding] = [finding for finding in checked.findings if finding.level == "fehler"]
    assert (finding.code, finding.file) == ("C-08", "coaches/anbieter/umbenannt.yaml")
    assert finding.message == f"Der Eintrag „{id_}“ wurde am 2026-10-01 zurückgezogen; seine Kennung wird nicht wieder vergeben."
    assert "neue Einwilligung; dann löscht die Redaktion die Zeile in coaches/zurueckgezogen.csv" in finding.hint
    assert set(pages(checked)) == {"anbieter/anderer.html", "anbieter/alt-drei.html", "jobcoach/alt-drei.html"}
    assert "zurückgezogen" in common(checked)[f"{kind}/{id_}.html"]
    assert "anbieter/umbenannt.html" in pages(listed(root))


def test_a_page_never_stands_in_the_way_of_another(root: Path) -> None:
    """Even on a day before the rule is in force, when the entry is published."""
    for name in ("umbenannt", "anderer"):
        path = root / f"coaches/anbieter/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("2026-10", "2025-10"), encoding="utf-8")
    rows = ("anbieter;alt-eins;2025-10-01", "anbieter;umbenannt;2025-10-01", "anbieter;weg;2025-10-01")
    (root / withdrawn.FILE).write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    checked = build.gather(root, SETTINGS, date(2025, 11, 1), True)
    assert "anbieter/umbenannt.html" in pages(checked)
    assert set(pages(checked)) & set(common(checked)) == set()
    assert "anbieter/weg.html" in common(checked)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("anbieter;weg", "2 Spalten statt 3"),
        ("anbieter;weg;2026-10-01;Umzug", "4 Spalten statt 3"),
        ("<<<<<<< HEAD", "1 Spalten statt 3"),
        ("Anbieter;weg;2026-10-01", "art ist „Anbieter“; möglich sind anbieter, jobcoach."),
        ("pruefvermerk;weg;2026-10-01", "art ist „pruefvermerk“"),
        ("anbieter;Weg;2026-10-01", "id ist „Weg“, keine Kennung"),
        ("anbieter;../index;2026-10-01", "id ist „../index“, keine Kennung"),
        ("anbieter; weg;2026-10-01", "id ist „ weg“, keine Kennung"),
        ("anbieter;index;2026-10-01", "id ist „index“, keine Kennung"),
        (f"anbieter;{'x' * 65};2026-10-01", "keine Kennung"),
        ("anbieter;;2026-10-01", "id ist „“, keine Kennung"),
        ("anbieter;jc-2c3d4e;2026-10-01", "Kennungen wie „jc-2c3d4e“ haben nur Jobcoaches"),
        ("anbieter;weg;1.10.2026", "tag ist „1.10.2026“, kein Tag der Form JJJJ-MM-TT"),
        ("anbieter;weg;2026-02-30", "tag ist „2026-02-30“"),
        ("anbieter;weg;٢٠٢٦-١٠-٠١", "kein Tag der Form"),
        ("anbieter;weg;2026-11-02", "Der Tag 2026-11-02 liegt in der Zukunft."),
        ("anbieter;da;2026-10-02", "anbieter, da steht schon in Zeile 2; nur jene zählt."),
    ],
)
def test_a_broken_line_is_told_and_the_others_count(row: str, words: str, root: Path) -> None:
    checked = listed(root, "anbieter;da;2026-10-01", row, "jobcoach;da;2026-10-01")
    [(code, line, level, message)] = told_of_the_table(checked)
    assert (code, line, level) == ("C-09", 3, "fehler")
    assert words in message
    assert [one.url for one in checked.directory.withdrawn] == ["anbieter/da.html", "jobcoach/da.html"]
    assert {one.tag for one in checked.directory.withdrawn} == {date(2026, 10, 1)}
    assert len(checked.directory.providers) == 2


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("art,id,tag", "unbekannt: „art,id,tag“; es fehlt: „art“, „id“, „tag“"),
        ("id;art;tag", "andere Reihenfolge"),
        ("art;id;tag;name", "unbekannt: „name“"),
        ("# nichts", "Die Zeile mit den Namen der Spalten fehlt"),
    ],
)
def test_other_columns_are_named_and_no_line_is_guessed(header: str, words: str, root: Path) -> None:
    (root / withdrawn.FILE).write_text(f"{header}\n" + "anbieter;weg;2026-10-01\n" * (header[0] != "#"), encoding="utf-8")
    checked = gathered(root)
    [(code, line, level, message)] = told_of_the_table(checked)
    assert (code, line, level) == ("C-09", 1, "fehler")
    assert words in message
    assert checked.directory.withdrawn == ()
    assert [finding.hint for finding in checked.findings] == [f"Die erste Zeile ohne # heißt: {HEADER}"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.symlink_to("/etc/passwd"), "eine Verknüpfung (Link)"),
        (pipe, "ein Gerät oder eine Pipe"),
        (os.mkdir, "ein Ordner"),
        (lambda path: path.write_bytes(b"art;id;tag\nanbieter;b\xfcro;2026-10-01\n"), "als UTF-8"),
    ],
)
def test_whatever_lies_there_is_told_and_stops_nothing(make: Callable[[Path], object], words: str, root: Path) -> None:
    make(root / withdrawn.FILE)
    checked = gathered(root)
    [(code, _, level, message)] = told_of_the_table(checked)
    assert (code, level) == ("FO-01", "fehler")
    assert words in message
    assert len(checked.directory.providers) == 2


def test_without_the_table_nothing_is_missing(root: Path) -> None:
    assert gathered(root).findings == []
    assert told_of_the_table(listed(root)) == []


def test_a_line_is_added_in_order_once_and_remarks_stay(root: Path) -> None:
    remarked = f"# Kopf\n{HEADER}\nanbieter;a;2026-10-01\n# zu b\njobcoach;b;2026-10-01\n"
    lines, findings = withdrawn.parse(remarked, DAY)
    for new in (
        Withdrawn("jobcoach", "a", DAY),
        Withdrawn("anbieter", "a-b", DAY),
        Withdrawn("anbieter", "a", DAY),
        Withdrawn("jobcoach", "c", DAY),
    ):
        lines = withdrawn.put(lines, new)
    save_table(root, withdrawn.FILE, withdrawn.dump(lines))
    assert (root / withdrawn.FILE).read_text(encoding="utf-8").splitlines() == [
        "# Kopf",
        HEADER,
        "anbieter;a;2026-10-01",
        "anbieter;a-b;2026-11-01",
        "jobcoach;a;2026-11-01",
        "# zu b",
        "jobcoach;b;2026-10-01",
        "jobcoach;c;2026-11-01",
    ]
    assert findings == []
    assert [one.url for one in gathered(root).directory.withdrawn][1:3] == ["anbieter/a-b.html", "jobcoach/a.html"]


def test_a_table_that_cannot_be_written_is_as_it_was(root: Path) -> None:
    (root / withdrawn.FILE).mkdir()
    with pytest.raises(OperatorError, match=r"coaches/zurueckgezogen\.csv lässt sich nicht schreiben .*; die Datei ist, wie sie war"):
        save_table(root, withdrawn.FILE, withdrawn.dump(()))
    assert sorted(path.name for path in (root / "coaches").iterdir()) == ["anbieter", "zurueckgezogen.csv"]

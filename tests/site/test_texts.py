"""The texts of the editors: a wrong head is told in German, sources stand in the sentence, Leichte Sprache keeps its rules."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from landkarte.directory import Directory, facets
from landkarte.entries import reading
from landkarte.site.pages import texts
from tests import invented
from tests.conftest import ROOT
from tests.invented import SETTINGS
from tests.pages import TEMPLATES, Page, common, example_pages, example_site, examples, text_of

TEXTS = TEMPLATES / "texte"
HEAD = """+++
titel = "Ein Text"
beschreibung = "Worum es geht."
fuer = "alle"
platz = 1
stand = 2026-11-30

[quellen]
gesetz = { titel = "SGB IX: das Gesetz", adresse = "https://example.org/__{}.html", stand = "Stand 29. Juli 2026" }
+++
"""
BODY = "Das sagt das Gesetz [[gesetz § 49 Abs. 8]].\n\n## Für Sie\n\n[Weiter](rat/index.html)\n"

Written = Callable[[str], texts.Text]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where texts lie; there is none yet."""
    folder = tmp_path / "texte"
    (folder / "rat").mkdir(parents=True)
    (folder / "leser.toml").write_text('alle = "Für alle"', encoding="utf-8")
    return folder


@pytest.fixture
def written(folder: Path) -> Written:
    """The text that a file of this content becomes."""

    def read(content: str) -> texts.Text:
        put(folder, content)
        [[text]], wrong = texts.read(folder)[0].values(), texts.read(folder)[1]
        assert wrong == []
        return text

    return read


def put(folder: Path, content: str, name: str = "rat/ein-text.md", encoding: str = "utf-8") -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding=encoding)


def test_a_sentence_names_its_source_with_the_paragraph_and_the_day(written: Written) -> None:
    text = written(HEAD + BODY)
    assert text.url == "rat/ein-text.html"
    assert text_of(text.html) == "Das sagt das Gesetz ( § 49 Abs. 8 SGB IX , Stand 29. Juli 2026) . Für Sie Weiter"
    assert list(Page(text.html).links()) == ["https://example.org/__49.html", "../rat/index.html"]
    assert text.abschnitte == (("fuer-sie", "Für Sie"),)


def test_a_citation_stays_on_one_line(written: Written) -> None:
    assert ">§\xa049 Abs.\xa08 SGB\xa0IX</a>" in written(HEAD + BODY).html


def test_html_of_a_text_stays_clean(written: Written) -> None:
    text = written(HEAD + BODY + '<script>x()</script><b onclick="x()">fett</b> [x](javascript:x) <img src="https://example.org/x.png">')
    assert {tag for tag, _ in Page(text.html).tags} == {"p", "span", "a", "h2"}
    assert "javascript" not in text.html


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("+++\ntitel", "titel", "beginnt nicht mit einem Kopf"),
        ('titel = "Ein Text"', "titel = Ein Text", r"Der Kopf ist nicht zu lesen \(Zeile 2\)"),
        ('titel = "Ein Text"', "", "Im Kopf fehlt titel"),
        ('titel = "Ein Text"', 'titel = ""', "Im Kopf fehlt titel"),
        ("platz = 1", 'platz = "1"', "Im Kopf fehlt platz.*eine Zahl"),
        ("stand = 2026-11-30", 'stand = "November"', "Im Kopf fehlt stand.*ein Tag wie 2026-11-30"),
        ("platz = 1", "platz = 1\nautor = 1", "Der Kopf kennt nicht: autor"),
        ('fuer = "alle"', 'fuer = "ale"', "fuer = „ale“ gibt es nicht. Erlaubt sind alle"),
        ("platz = 1", 'platz = 1\nteil = "fehlt"', "teil = „fehlt“ gibt es in templates/teile nicht"),
        ("[quellen]\n", 'quellen = "SGB IX"\n[anderes]\n', "Im Kopf fehlt quellen.*ein Abschnitt"),
        (', stand = "Stand 29. Juli 2026"', "", "Die Quelle gesetz braucht genau titel, adresse und stand"),
        ("29. Juli 2026", "neulich", "im stand ein Jahr"),
        ("[[gesetz §", "[[gesezt §", r"\[\[gesezt § 49 Abs. 8\]\] nennt eine Quelle, die im Kopf nicht steht"),
        ("Abs. 8]]", "Abs. 8]", r"Nach \[\[gesetz § 49 Abs. 8\]\. fehlt \]\]"),
        ("2026-11-30", "30.11.2026", r"Zeile 6\); schreiben Sie den Tag so: 2026-11-30\."),
        ("2026-11-30", "3.1.2026", "schreiben Sie den Tag so: 2026-01-03"),
        ('"Ein Text"', "„Ein Text“", "Zeile 2\\); schreiben Sie gerade Anführungszeichen"),
        (" [[gesetz § 49 Abs. 8]]", "", "Zeile 9: .*kein Satz nennt sie: gesetz"),
        ('titel = "SGB IX: das Gesetz"', "titel = 5", 'Zeile 9: Die Quelle gesetz braucht.*je in "…"'),
        ('adresse = "https://example.org/__{}.html"', "adresse = 5", "Zeile 9: Die Quelle gesetz braucht"),
        ('"Stand 29. Juli 2026"', "2026-07-29", "Zeile 9: Die Quelle gesetz braucht"),
        ("platz = 1", f"platz = {'[' * 3000}", "Zeile 5: Diese Zeile ist zu lang; kürzen Sie sie auf 500 Zeichen"),
        ("platz = 1", f"platz = 1{'0' * 5000}", "Zeile 5: Diese Zeile ist zu lang; kürzen Sie sie auf 500 Zeichen"),
        ("platz = 1", "platz = 1\nteil = " + "[\n" * 3000, "zu tief verschachtelt"),
        ("platz = 1", f'platz = 1\nteil = "{"x" * 5000}"', "Zeile 6: Diese Zeile ist zu lang; kürzen Sie sie auf 500 Zeichen"),
        ("platz = 1", f'platz = 1\nteil = "{"x" * 400}"', "Zeile 6: teil = .* gibt es in templates/teile nicht"),
        ('titel = "Ein Text"', f'titel = "{"x" * 5000}"', "Zeile 2: Diese Zeile ist zu lang; kürzen Sie sie auf 500 Zeichen"),
        ("platz = 1", 'platz = 1\nteil = "kopf"', "Zeile 6: teil = „kopf“ gibt es in templates/teile nicht für Texte, nur eaa, leicht"),
        ("platz = 1", "platz = true", "Zeile 5: Im Kopf fehlt platz"),
        ("2026-11-30", "2026-11-31", r"Der Kopf ist nicht zu lesen \(Zeile 6\)"),
        ("2026-11-30", "2026-11-30T10:00:00", "Zeile 6: Im Kopf fehlt stand"),
        (BODY, "[" * 3000, r"Zeile 11: Nach \[+ fehlt"),
        (BODY, "1. " * 3000, "zu tief verschachtelt"),
    ],
)
def test_what_is_wrong_with_a_text_is_told_in_german(folder: Path, wrong: str, right: str, told: str) -> None:
    """In one line; the other texts are there."""
    content = HEAD + BODY
    assert wrong in content
    put(folder, content, "rat/guter-text.md")
    put(folder, content.replace(wrong, right))
    found, [line] = texts.read(folder)
    assert re.match(rf"templates/texte/rat/ein-text\.md: .*({told})", line)
    assert re.search(r"[^.?!]\.$", line)
    assert [text.url for text in found["Für alle"]] == ["rat/guter-text.html"]


@pytest.mark.parametrize(
    ("name", "encoding", "told"),
    [
        ("ein-text", "latin-1", "Zeile 13: Hier steht ein Zeichen, meist ein Umlaut, in einer anderen Zeichenkodierung als UTF-8"),
        ("Ein-Text", "utf-8", "Der Dateiname wird zur Adresse"),
        ("für-alle", "utf-8", "Der Dateiname wird zur Adresse"),
        ("ein text", "utf-8", "Der Dateiname wird zur Adresse"),
        ("index", "utf-8", "Der Dateiname wird zur Adresse"),
        ("tiefer/text", "utf-8", "Der Dateiname wird zur Adresse"),
        ("../neu/text", "utf-8", "Der Dateiname wird zur Adresse: in rat"),
        ("../text", "utf-8", "Der Dateiname wird zur Adresse: in rat"),
    ],
)
def test_a_file_that_cannot_be_a_page_is_told_in_german(folder: Path, name: str, encoding: str, told: str) -> None:
    content = (HEAD + BODY).replace("[[gesetz §", "[[gesetz Nr.")
    put(folder, content, f"rat/{name}.md", encoding)
    found, [line] = texts.read(folder)
    assert line.startswith(f"templates/texte/{f'rat/{name}'.removeprefix('rat/../')}.md: {told}")
    assert found == {"Für alle": []}


@pytest.mark.parametrize("damage", [b"alle = Alle", b"\xff", b"# niemand", None])
def test_without_whom_texts_are_for_there_is_one_line_and_no_text(folder: Path, damage: bytes | None) -> None:
    put(folder, HEAD + BODY)
    (folder / "leser.toml").write_bytes(damage) if damage else (folder / "leser.toml").unlink()
    found, [line] = texts.read(folder)
    assert (found, line.startswith("templates/texte/leser.toml: ")) == ({}, True)


def test_a_day_that_lies_ahead_and_links_that_lead_nowhere_are_told(written: Written) -> None:
    links = "[a](wer-zahlt.html) [b](wer-zalt.html)\n[c](index.html#?anlass=x&amt=y) [d](#fuer-sie) [e](#fuer-si)\n"
    text = written(f"{HEAD}{links}[f](wer-zahlt.html#da) [g](wer-zahlt.html#weg)\n{BODY}")
    site = {"index.html": b"", "rat/index.html": b"", "wer-zahlt.html": b'<p id="da">', text.url: text.html.encode()}
    told = [line.partition(" führt ins Leere. ")[0] for line in texts.doubts([text], site.get, date(2026, 11, 30))]
    assert told == [
        f"templates/texte/rat/ein-text.md: Zeile {line}: Der Link „{link}“"
        for line, link in ((11, "wer-zalt.html"), (12, "#fuer-si"), (13, "wer-zahlt.html#weg"))
    ]
    [first, *_] = texts.doubts([text], site.get, date(2026, 11, 29))
    assert first.startswith("templates/texte/rat/ein-text.md: Zeile 6: 2026-11-30 liegt in der Zukunft. Tragen Sie")


def test_every_text_says_of_when_it_is_and_on_what_it_rests() -> None:
    for group in texts.read(TEXTS)[0].values():
        for text in group:
            page = text_of(example_pages()[text.url])
            assert "30. November 2026" in page
            assert all(quelle["titel"].split("JobcoachingAP")[0] in page for quelle in text.quellen.values())
            assert text.quellen or text.fuer == "leicht", "only what tells how to use the site needs no source"


def test_each_case_ends_in_a_search_that_finds_something() -> None:
    published = invented.directory([entry for _, entry in reading.load(ROOT / "coaches").entries()])
    found = {facet.name: {option.key for option in facet.options} for facet in facets.counted(published)}
    cases = texts.read(TEXTS)[0]["So geht es: fünf Fälle"]
    assert len(cases) == 5
    for case in cases:
        last = [link for link in Page(case.html).links() if "index.html#?" in link][-1]
        assert case.abschnitte[-1][1] == "So finden Sie Ähnliches"
        for name, key in parse_qsl(last.partition("#?")[2], strict_parsing=True):
            assert key in found[name], last


EASY = [*(TEXTS / "leicht").glob("*.md"), *(TEMPLATES / "teile").glob("leicht-*.html"), TEMPLATES / "leicht.html"]
FORBIDDEN = (
    *("man", "des", "deren", "dessen", "würde", "würden", "könnte", "könnten", "hätte", "hätten", "wäre", "wären", "sollte", "sollten"),
    *("müsste", "dürfte", "möge", "bzw.", "z. B.", "z.B.", "d. h.", "usw.", "etc.", "ggf.", "u. a.", "gemäß", "hinsichtlich", "bezüglich"),
    *("aufgrund", "sowie", "jedoch", "sofern", "wurde", "wurden", "obwohl", "mittels", "infolge", "§", "%", "&", ";", "*innen", "/in"),
)
WORDS, LETTERS = 12, 15


@pytest.mark.parametrize("path", EASY, ids=lambda path: path.name)
def test_leichte_sprache_keeps_its_rules(path: Path) -> None:
    """Short sentences, one statement each; long words are joined by hyphens; no forms that many do not understand."""
    content = path.read_text(encoding="utf-8")
    head, _, body = content.rpartition("+++\n")
    easy = [*re.findall(r'^(?:titel|beschreibung) = "(.+)"$', head.split("[quellen]")[0], re.M), body]
    told = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>|\[\[.*?\]\]|\]\([^)]*\)", " ", "\n".join(easy), flags=re.S)
    sentences = [part.strip(" -*#[]0123456789.") for line in told.splitlines() for part in re.split(r"(?<=[.?!:])\s+", line)]
    wrong = [sentence for sentence in sentences if len(sentence.split()) > WORDS or sentence.count(",") > 1]
    words = [word for word in re.findall(r"\w+", told) if len(word) > LETTERS]
    forms = [form for form in FORBIDDEN if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", told, re.I)]
    assert (wrong, words, forms) == ([], [], [])


def test_leichte_sprache_is_one_click_from_every_page() -> None:
    pages = [html for url, html in example_site().items() if url.endswith(".html")]
    assert pages
    assert all(re.search(r'href="[^"]*leicht/index\.html"', html) for html in pages)


def with_operator(**said: object) -> Directory:
    return replace(examples(), settings=replace(SETTINGS, betreiber=replace(SETTINGS.betreiber, **said)))  # type: ignore[arg-type]


def test_the_seven_texts_in_leichter_sprache_say_who_has_read_them() -> None:
    easy = [url for url in example_site() if url.startswith("leicht/")]
    assert len(easy) == 7
    told = common(with_operator(leicht_pruefgruppe="Beispielgruppe", leicht_stand=date(2026, 10, 5)))
    for url in easy:
        assert "noch keine Prüf-Gruppe gelesen" in text_of(example_pages()[url])
        read = text_of(told[url])
        assert "keine Prüf-Gruppe" not in read
        assert "Beispielgruppe" in read
        assert "5. Oktober 2026" in read


def test_the_statement_says_whether_there_is_a_film_in_gebaerdensprache() -> None:
    none = example_pages()["barrierefreiheit.html"]
    assert "Es gibt noch kein Video." in text_of(none)
    assert "media-src" not in none
    told = common(with_operator(dgs_video="dgs.mp4", dgs_text="Was die Landkarte ist.", dgs_stand=date(2026, 10, 5)))
    for url in ("barrierefreiheit.html", "leicht/barrierefreiheit.html"):
        page = Page(told[url])
        assert [video["src"].removeprefix("../") for video in page.every("video")] == ["static/video/dgs.mp4"]
        assert "Was die Landkarte ist." in page.text
        assert "5. Oktober 2026" in page.text
        assert "kein Video" not in page.text
        assert "media-src 'self';" in next(meta["content"] for meta in page.every("meta") if meta.get("http-equiv"))


def test_half_a_statement_is_none() -> None:
    told = common(with_operator(leicht_pruefgruppe="Beispielgruppe", dgs_video="dgs.mp4", dgs_stand=date(2026, 10, 5)))
    assert "noch keine Prüf-Gruppe gelesen" in told["leicht/index.html"]
    assert "Es gibt noch kein Video." in told["barrierefreiheit.html"]
    assert "<video" not in told["barrierefreiheit.html"] + told["leicht/barrierefreiheit.html"]


def test_who_comes_from_leichte_sprache_is_led_to_the_text_in_it() -> None:
    links = list(Page(example_pages()["leicht/finden.html"]).links())
    entries = [link for link in links if link.endswith("#leichte-sprache")]
    assert len(entries) == 2, "the provider and the freelancer; the coach has no text of that kind"

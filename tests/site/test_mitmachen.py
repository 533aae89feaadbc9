"""How entries stay true and how people join: what the links say when they are opened, and what the pages promise and what not."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from landkarte.directory import Directory
from landkarte.entries.model import Eintrag
from landkarte.ground.settings import Betreiber, Mitmachen, Settings
from landkarte.site.pages import Renderer
from landkarte.site.pages.consent import sheet
from tests import invented
from tests.conftest import ROOT
from tests.invented import SETTINGS, coach, freelancer, provider
from tests.pages import Page, example_pages, example_site

EMAIL = "redaktion@example.org"
PLATFORM = "https://platform.example.org/new?title={betreff}&body={text}"
BY_EMAIL = replace(SETTINGS, betreiber=Betreiber(email=EMAIL))
ON_PLATFORM = replace(SETTINGS, mitmachen=Mitmachen(fehler_melden=PLATFORM))
BOTH = replace(BY_EMAIL, mitmachen=ON_PLATFORM.mitmachen)
WORDS = ("Gibt es nicht mehr", "Fehler melden")


def renderer(*entries: Eintrag, settings: Settings = SETTINGS) -> tuple[Renderer, Directory]:
    directory = replace(invented.directory(entries), settings=settings)
    return Renderer(directory, ROOT / "templates"), directory


def section(entry: Eintrag, settings: Settings = SETTINGS) -> str:
    """The section "Stimmt das noch?" on the page of ``entry``."""
    made, directory = renderer(entry, settings=settings)
    html = made.entry(directory.all[0])[1].decode()
    found = re.search(r'<section class="stimmt".*?</section>', html, re.S)
    assert found
    return found[0]


def links(html: str) -> dict[str, str]:
    """Every link by its words, or by its label where it has one."""
    found = {}
    for attributes, words in re.findall(r"<a ([^>]*)>([^<]*)</a>", html):
        label = re.search('aria-label="([^"]*)"', attributes)
        [address] = Page(f"<a {attributes}></a>").links()
        found[label[1] if label else words] = address
    return found


def opened(address: str) -> tuple[str, str, str]:
    """Where a filled-in link leads, with its subject and its text, as whoever opens it sees them."""
    parts = urlsplit(address)
    told = parse_qs(parts.query, strict_parsing=True, keep_blank_values=True)
    keys = ("subject", "body") if parts.scheme == "mailto" else ("title", "body")
    assert set(told) == set(keys)
    [[subject], [text]] = (told[key] for key in keys)
    return f"{parts.scheme}:{parts.netloc}{unquote(parts.path)}", subject, text.replace("\r\n", "\n")


ENTRIES: dict[str, Eintrag] = {
    "anbieter": provider("beispiel-haus", "Beispiel Haus"),
    "freiberuflich": freelancer("jc-4t6w2z", "Anja", "Muster"),
    "jobcoach": coach("jc-7k3m9q", "Mia", "Muster", "beispiel-haus"),
}
every_entry = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())


# --- Staying true ---


@every_entry
def test_the_form_is_two_links_away_whatever_is_set(entry: Eintrag) -> None:
    id_ = entry.id
    for settings in (SETTINGS, BY_EMAIL, BOTH):
        found = links(section(entry, settings))
        assert found["Stimmt noch"] == f"../eintragen.html#?stimmt={id_}"
        assert found["Ändern"] == f"../eintragen.html#?aendern={id_}"


@every_entry
@pytest.mark.parametrize(
    ("settings", "goal"),
    [(BY_EMAIL, f"mailto:{EMAIL}"), (ON_PLATFORM, "https:platform.example.org/new"), (BOTH, "https:platform.example.org/new")],
)
def test_a_report_names_the_entry_and_its_page(entry: Eintrag, settings: Settings, goal: str) -> None:
    found = links(section(entry, replace(settings, adresse="https://karte.example.org/")))
    id_ = entry.id
    for words in WORDS:
        where, subject, text = opened(found[words])
        assert where == goal
        assert id_ in subject
        assert f"Kennung: {id_}\n" in text
        folder = "anbieter" if id_ == "beispiel-haus" else "jobcoach"
        assert f"Seite: https://karte.example.org/{folder}/{id_}.html\n" in text


@every_entry
def test_whoever_has_no_program_for_mail_can_copy_the_address(entry: Eintrag) -> None:
    assert EMAIL in re.sub("<[^>]*>", "", section(entry, BY_EMAIL))


def test_who_withdraws_needs_no_reason_and_may_be_anybody() -> None:
    _, _, text = opened(links(section(ENTRIES["jobcoach"], BY_EMAIL))["Gibt es nicht mehr"])
    assert "Einen Grund müssen Sie nicht nennen." in text
    assert "mein eigener Eintrag" in text
    assert "jemand anderes" in text
    assert "nichts über die Gesundheit" in text


def test_a_reader_is_asked_what_is_wrong() -> None:
    _, _, text = opened(links(section(ENTRIES["anbieter"], ON_PLATFORM))["Fehler melden"])
    assert "Name: Beispiel Haus\n" in text
    assert "Was stimmt nicht?\n" in text


@pytest.mark.parametrize("kind", ["freiberuflich", "jobcoach"])
def test_no_report_carries_the_name_of_a_person(kind: str) -> None:
    """What is written on a platform can no longer be withdrawn; the id tells the maintainers enough."""
    assert "Muster" in renderer(ENTRIES[kind])[1].all[0].name
    assert "Muster" not in unquote(section(ENTRIES[kind], BOTH))


def test_where_there_are_both_ways_nobody_needs_an_account() -> None:
    found = links(section(ENTRIES["anbieter"], BOTH))
    for words in WORDS:
        assert opened(found[f"{words}: per E-Mail"])[0] == f"mailto:{EMAIL}"
        assert opened(found[f"{words}: per E-Mail"])[1:] == opened(found[words])[1:]


def test_without_an_address_no_link_is_dead() -> None:
    html = section(ENTRIES["anbieter"])
    assert set(links(html)) == {"Stimmt noch", "Ändern", "Zum Impressum"}
    assert "hat der Betreiber noch nicht angegeben" in html


HOSTILE = "Haus&body=x\u2028Bcc: alle@example.org {text} {betreff} %0A {0.__class__} \x85#?cc=x " + "ä" * 25


def test_no_name_can_add_to_a_report() -> None:
    entry = replace(provider("beispiel-haus", "Beispiel Haus"), name=HOSTILE)
    for settings in (BY_EMAIL, ON_PLATFORM):
        _, _, text = opened(links(section(entry, settings))["Fehler melden"])
        [name] = [line for line in text.splitlines() if line.startswith("Name: ")]
        assert name.startswith("Name: Haus&body=x Bcc: alle@example.org {text} {betreff} %0A {0.__class__}")
        assert name.endswith("ä" * 25)
        assert text.endswith("Gesundheit eines Menschen.\n")


def test_an_operators_address_adds_no_recipient() -> None:
    settings = replace(SETTINGS, betreiber=Betreiber(email="a@example.org?bcc=b@example.org"))
    assert opened(links(section(ENTRIES["anbieter"], settings))["Fehler melden"])[0] == "mailto:a@example.org?bcc=b@example.org"


# --- The page for whoever wants to join ---


def joining(**settings: object) -> Page:
    return Page(example_pages(**settings)["mitmachen.html"])


def test_what_the_operator_has_not_stated_is_not_promised() -> None:
    text = joining().text
    assert "Der Betreiber ist noch nicht angegeben." in text
    assert "Wie lange das dauert, hat der Betreiber noch nicht angegeben." in text
    assert "Seine E-Mail-Adresse ist noch nicht angegeben." in text
    assert "Werktag" not in text


def test_what_the_operator_has_stated_is_there() -> None:
    page = joining(
        betreiber=Betreiber(name="Beispielverein", email=EMAIL),
        mitmachen=Mitmachen(antwort_werktage=5),
        repository="https://platform.example.org/karte",
    )
    assert "Beispielverein" in page.text
    assert "innerhalb von 5 Werktagen eine Antwort" in page.text
    assert {f"mailto:{EMAIL}", "https://platform.example.org/karte"} <= set(page.links())
    assert "noch nicht angegeben" not in page.text


def test_a_platform_is_known_where_the_form_leads_to_it() -> None:
    page = joining(mitmachen=Mitmachen(neue_datei="https://platform.example.org/new/{ordner}?filename={datei}"))
    assert "Am Ende des Formulars führt ein Knopf dorthin." in page.text
    assert "Wo das ist, hat der Betreiber noch nicht angegeben." not in page.text


def test_a_link_is_only_spoken_of_where_entries_have_it() -> None:
    assert "„Gibt es nicht mehr“" not in joining().text
    assert "„Gibt es nicht mehr“" in joining(betreiber=Betreiber(email=EMAIL)).text
    assert "„Gibt es nicht mehr“" in joining(mitmachen=Mitmachen(fehler_melden=PLATFORM)).text


def test_every_page_leads_to_it() -> None:
    for url, html in example_site(adresse="https://karte.example.org/").items():
        if url.endswith(".html") and "Hauptnavigation" in html:
            assert re.search('href="[^"]*mitmachen.html"', html), url


def test_it_names_every_way_in_and_what_is_needed() -> None:
    assert {"eintragen.html", "einwilligung.html", "stufen.html", "standard.html", "daten/index.html"} <= set(joining().links())


# --- The text of consent ---


def test_the_page_of_the_consent_says_what_the_file_says() -> None:
    """Word for word: who signs the page signs the version that the entry names."""
    source = (ROOT / "coaches/vorlagen/einwilligung-2026-10.md").read_text(encoding="utf-8")
    plain = re.sub(r"^(#+|>|- \[ \]) |[`_☐\\]", "", source, flags=re.M)
    shown = example_site()["einwilligung.html"].replace("<sup>AP</sup>", "AP").replace("☐", "")
    article = re.sub(r'<p class="nicht-druck">.*?</p>', "", re.findall("<article.*?</article>", shown, re.S)[0])
    assert "".join(Page(article).text.split()) == "".join(plain.split())


def test_the_page_of_the_consent_can_be_filled_in_on_paper() -> None:
    html = example_site()["einwilligung.html"]
    assert html.count("☐ ") == 7
    assert html.count('<span class="leerzeile"></span>') == 8
    assert "___" not in html
    assert "<code>textfassung: 2026-10</code>" in html


def test_the_page_of_the_consent_says_who_answers_for_the_website() -> None:
    known = Betreiber(name="Muster *e. V.* <b>", strasse="Weg 1", plz="32756", ort="Detmold", email="a_b_c@example.org", telefon="+49 1-2")
    blatt = sheet(ROOT / "coaches/vorlagen", known)
    assert blatt
    shown = blatt[1]
    assert "<p>Name und Anschrift: Muster *e. V.* &lt;b&gt;, Weg 1, 32756 Detmold</p>" in shown
    assert "<p>E-Mail und Telefon: a_b_c@example.org, +49 1-2</p>" in shown
    assert '<p>Fragen zum Datenschutz beantwortet: <span class="leerzeile"></span></p>' in shown
    assert shown.count('<span class="leerzeile"></span>') == 6


def test_the_newest_text_of_consent_is_published(tmp_path: Path) -> None:
    for version, words in (("2026-10", "Alt."), ("2027-02", "Neu.")):
        (tmp_path / f"einwilligung-{version}.md").write_text(f"# Einwilligung\n\n## Worum es geht\n\n{words}\n", encoding="utf-8")
    html = renderer()[0].consent(tmp_path)[1].decode()
    assert "Neu." in html
    assert "Alt." not in html


def test_without_a_text_of_consent_the_page_says_so(tmp_path: Path) -> None:
    html = renderer()[0].consent(tmp_path)[1].decode()
    assert "hat der Betreiber noch nicht hinterlegt" in html

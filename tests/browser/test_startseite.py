"""The start page as readers use it: search, list, address, and what is left without scripts."""

import os
import re
import shutil
from functools import cache
from pathlib import Path
from time import time

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import EVIL, TELEPHONE, Folder, NewPage, answered, axe, chromium, drawn, made, seen, visit, write
from tests.invented import directory, provider


@pytest.fixture
def page(without_map: Page) -> Page:
    """A telephone: what is asked of the list alone needs no map. Who looks at both takes ``new_page``."""
    return without_map


def ask(page: Page, words: str) -> Locator:
    """Ask for words; returns the status sentence."""
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")  # who only types is answered as well, but after a pause
    return page.locator(".treffer [role=status]")


def search(page: Page, words: str) -> Locator:
    """Ask for other words than before; returns the status sentence once they are answered."""
    with answered(page):
        return ask(page, words)


def names(page: Page) -> list[str]:
    return page.locator(".treffer h3").all_inner_texts()


def in_the_list(site: Path) -> int:
    return (site / "index.html").read_text(encoding="utf-8").count("<li data-eintrag=")


def test_a_search_narrows_the_list_and_says_so(new_page: NewPage, web: str, site: Path) -> None:
    page = new_page()
    page.goto(web)
    total = in_the_list(site)
    page.get_by_role("searchbox").fill("Coaching gGmbH")
    status = page.locator(".treffer [role=status]")
    expect(status).to_have_text(re.compile(rf"^\d+ von {total} Anbietern zu „Coaching gGmbH“$"))
    assert 1 <= len(names(page)) < total
    assert names(page)[0] == "Beispiel Coaching gGmbH Detmold"
    page.get_by_role("searchbox").fill("")
    expect(status).to_have_text(f"{total} Anbieter nach dem Alphabet")
    assert len(names(page)) == total


def test_a_card_of_the_search_is_the_card_of_the_page(page: Page, web: str) -> None:
    page.goto(web)
    card = page.locator("li[data-eintrag]", has_text="Beispiel Coaching gGmbH Detmold")
    compact = """element => {
        const copy = element.cloneNode(true);
        copy.querySelector('[data-feld=warum]')?.closest('[data-zeile]').remove();
        return copy.outerHTML.replace(/\\s+/g, ' ').replace(/> </g, '><');
    }"""
    written = card.evaluate(compact)
    search(page, "Coaching gGmbH")
    expect(page.locator(".treffer [role=status]")).to_contain_text("Coaching gGmbH")
    assert card.evaluate(compact) == written


def test_every_card_of_the_search_is_the_card_of_the_page(page: Page, web: str) -> None:
    page.goto(web)
    texts = """items => Object.fromEntries(items.map(item => {
        const copy = item.cloneNode(true);
        copy.querySelector('[data-feld=warum]')?.closest('[data-zeile]').remove();
        return [item.dataset.eintrag, copy.textContent.replace(/\\s+/g, ' ').trim()];
    }))"""
    cards = page.locator("li[data-eintrag]")
    written = cards.evaluate_all(texts)
    expect(search(page, "Beispiel Jobcoaching")).to_contain_text("Beispiel Jobcoaching")
    built = cards.evaluate_all(texts)
    assert len(built) > 5
    assert built == {number: written[number] for number in built}


def test_umlauts_and_small_slips_do_not_matter(page: Page, large: str) -> None:
    page.goto(large)
    for words in ("Müßiggang Grüße", "Muessiggang Gruesse", "mussiggang grusse", "MÜSSIG", "Müsiggang"):
        expect(search(page, words)).to_contain_text(f"1 von 314 Anbietern zu „{words}“")
        assert names(page) == ["Beispiel Müßiggang Grüße"], words


def test_all_words_must_match(page: Page, large: str) -> None:
    page.goto(large)
    expect(search(page, "Nachbar in Detmold")).to_contain_text("1 von 314")
    expect(search(page, "Nachbar Pflege")).to_contain_text("Kein Anbieter gefunden zu „Nachbar Pflege“")
    expect(page.locator(".keine-treffer")).to_be_visible()
    page.get_by_role("button", name="Suche leeren").click()
    expect(page.locator(".keine-treffer")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_words_of_everyday_find_the_words_of_the_field(page: Page, web: str) -> None:
    page.goto(web)
    for words in ("Arbeitstraining", "Job-Coaching", "Jobcoaching", "Gebärdensprache", "Pflegeheim"):
        expect(search(page, words)).to_have_text(re.compile(rf"^\d+ von \d+ Anbietern zu „{words}“$"))


def test_the_status_speaks_once_per_search(page: Page, web: str) -> None:
    """However fast this machine is, the clock of the page says that a tenth of a second lies between two letters."""
    page.clock.install()
    page.goto(web)
    expect(search(page, "Depression")).to_contain_text("„Depression“")  # from now on the search answers at once
    page.evaluate(
        """window.gesagt = [];
        const status = document.querySelector(".treffer [role=status]");
        new MutationObserver(() => window.gesagt.push(status.textContent)).observe(status, {childList: true, characterData: true});"""
    )
    page.get_by_role("searchbox").select_text()
    page.clock.pause_at(page.evaluate("Date.now() + 60000"))
    for letter in "Autismus":
        page.keyboard.type(letter)
        page.clock.run_for(100)
    page.clock.resume()
    expect(page.locator(".treffer [role=status]")).to_contain_text("„Autismus“")
    said = page.evaluate("window.gesagt")
    assert len(said) == 1
    assert re.fullmatch(r"\d+ von \d+ Anbietern zu „Autismus“", said[0])


def test_the_address_keeps_the_search(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.goto(web)
    expect(search(page, "Büro & Küche")).to_contain_text("„Büro & Küche“")
    assert page.url == web + "#?q=B%C3%BCro+%26+K%C3%BCche"
    expect(search(page, "Autismus")).to_contain_text("„Autismus“")
    page.reload()
    expect(page.locator(".treffer [role=status]")).to_contain_text("„Autismus“")
    page.locator(".treffer h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("Autismus")
    expect(page.locator(".treffer [role=status]")).to_contain_text("„Autismus“")


def test_an_anchor_is_not_a_search(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.goto(web)
    expect(search(page, "Autismus")).to_contain_text("„Autismus“")
    hits = names(page)
    page.evaluate("location.hash = '#karte-titel'")
    expect(page.get_by_role("searchbox")).to_have_value("Autismus")
    assert names(page) == hits
    page.evaluate("location.hash = '#?q=Depression'")
    expect(page.locator(".treffer [role=status]")).to_contain_text("„Depression“")


def test_more_than_300_providers_come_in_portions(page: Page, large: str) -> None:
    page.goto(large)
    status = page.locator(".treffer [role=status]")
    expect(status).to_have_text("Die ersten 50 von 314 Anbietern nach dem Alphabet")
    expect(page.get_by_role("link", name="Alle Anbieter von A bis Z")).to_be_visible()
    assert len(names(page)) == 50
    expect(search(page, "Pflege")).to_contain_text("310 von 314")
    assert len(names(page)) == 50
    page.get_by_role("button", name="Weitere anzeigen").click()
    assert len(names(page)) == 100
    expect(page.locator(".treffer h3 a").nth(50)).to_be_focused()


def test_with_the_keyboard_from_the_search_to_a_page(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.goto(web)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.get_by_role("searchbox").evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("Coaching gGmbH")
    page.keyboard.press("Enter")
    expect(page.locator(".treffer [role=status]")).to_contain_text("„Coaching gGmbH“")
    link = page.get_by_role("link", name="Beispiel Coaching gGmbH Detmold")
    for _ in range(10):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beispiel Coaching gGmbH Detmold")


def test_from_the_search_to_the_number_no_click_and_twelve_tabs_at_most(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.goto(web)
    page.get_by_role("searchbox").focus()
    with answered(page):
        page.keyboard.insert_text("Autismus Lager 32791 Lage")  # at once: no answer comes to a part of it
        page.keyboard.press("Enter")
    expect(page.locator(".treffer h3")).not_to_have_count(0)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.eintrag a[href^=\"tel:+49\"]')"):
            return
    pytest.fail("no number within twelve Tab stops")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (375, 667)])
def test_the_first_hit_is_seen_without_scrolling(new_page: NewPage, web: str, width: int, height: int) -> None:
    page = new_page(viewport={"width": width, "height": height})
    page.goto(web)
    for words in ("32791", "Autismus Lager 32791 Lage", "Coaching"):
        with answered(page):
            page.get_by_role("searchbox").fill(words)
        hit = page.locator(".eintrag h3 a").first.bounding_box()
        assert hit
        assert hit["y"] + hit["height"] <= height, words


def test_after_a_search_on_a_telephone_no_way_and_no_warning_is_cut_off(new_page: NewPage, web: str) -> None:
    page = new_page(viewport={"width": 375, "height": 667})
    page.goto(web)
    search(page, "32791")
    ways = page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link")
    warning = page.get_by_role("region", name="Vorführung").get_by_role("paragraph")
    for shown in [*ways.all(), warning]:
        box = shown.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 375
    expect(ways.last).to_have_text("Leichte Sprache")
    assert warning.inner_text() == "Vorführung: Dieses Verzeichnis enthält erfundene Beispiel-Einträge."
    assert warning.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_open_filters_say_how_many_there_are_and_lead_to_them(new_page: NewPage, web: str, site: Path) -> None:
    page = new_page()
    page.goto(web)
    page.get_by_text("Eingrenzen").click()
    show = page.get_by_role("button", name="Anbieter zeigen")
    expect(show).to_have_text(f"{in_the_list(site)} Anbieter zeigen")
    page.locator("[data-facette=kommunikation] summary").click()
    page.locator("input[name=kommunikation][value=dgs]").check()
    expect(page.locator(".treffer h3")).not_to_have_count(in_the_list(site))
    found = page.locator(".treffer h3").count()
    assert found > 0
    expect(show).to_have_text(f"{found} Anbieter zeigen")
    show.click()
    expect(page.locator("#treffer-titel")).to_be_focused()
    expect(show).to_be_hidden()


def test_without_a_question_the_order_is_the_alphabet(page: Page, web: str) -> None:
    page.goto(web)
    order = page.get_by_label("Sortierung").locator("option:checked")
    expect(order).to_have_text("Alphabetisch")
    search(page, "Detmold")
    expect(order).to_have_text("Passung")
    search(page, "")
    expect(order).to_have_text("Alphabetisch")


def test_without_scripts_the_list_is_complete_and_no_control_is_dead(new_page: NewPage, web: str, site: Path) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(web)
    assert page.locator(".treffer h3").count() == in_the_list(site) > 20
    controls = page.locator("button, input, select, summary")
    assert controls.count() > 100
    expect(controls.filter(visible=True)).to_have_count(0)
    expect(page.locator("main > noscript p")).to_be_visible()


def test_from_a_file_list_and_search_work(new_page: NewPage, site: Path) -> None:
    page = new_page()
    page.goto((site / "index.html").as_uri())
    expect(search(page, "Coaching gGmbH")).to_contain_text("„Coaching gGmbH“")
    assert "Beispiel Coaching gGmbH Detmold" in names(page)
    page.reload()
    expect(page.locator(".treffer [role=status]")).to_contain_text("„Coaching gGmbH“")


def test_a_name_with_code_in_it_is_only_text(new_page: NewPage, large: str) -> None:
    page = new_page()
    page.goto(large)
    expect(search(page, "onerror")).to_contain_text("1 von 314")
    assert names(page) == [EVIL]
    page.goto(large + "#?q=<img src=x onerror=alert(1)>")
    expect(page.locator(".treffer [role=status]")).to_contain_text("„<img src=x onerror=alert(1)>“")


def test_nothing_is_wider_than_a_small_telephone(new_page: NewPage, web: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(web)
    for words in ("", "Detmold", "xyzxyz"):
        if words:
            expect(search(page, words)).to_contain_text(words)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, words


def test_axe_has_nothing_to_say_about_an_answer(new_page: NewPage, web: str) -> None:
    """Of the page as it comes, ``test_seitentypen`` asks the same."""
    page = new_page()
    visit(page, web)
    for words in ("Detmold", "xyzxyz"):
        expect(search(page, words)).to_contain_text(words)
        for look in seen(page, "light", "dark"):
            assert axe(page) == [], (words, look)


def test_a_missing_browser_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDKARTE_CHROMIUM", "no-such-browser")
    with pytest.raises(pytest.fail.Exception, match="apt-get install -y chromium"):
        chromium()


def test_a_word_said_often_in_a_name_ranks_nobody_higher(page: Page, serve: Folder, tmp_path: Path) -> None:
    plain, stuffed = "Beispiel Autismus", "Beispiel Autismus Autismus Autismus Autismus"
    others = [provider(f"beispiel-{number}", f"Beispiel Nummer {number}") for number in range(5)]
    write(tmp_path, made(directory([provider("beispiel-schlicht", plain), provider("beispiel-voll", stuffed), *others]), whole=False))
    page.goto(serve(tmp_path))
    expect(search(page, "Autismus")).to_have_text(re.compile("^2 von "))
    assert names(page) == [plain, stuffed]


@pytest.mark.parametrize(("missing", "asked"), [("worte/*", "Holz"), ("karten/*", "Gotha"), ("eintraege", "Holz"), ("gebiete", "Gotha")])
def test_what_does_not_load_is_said_and_asked_for_again(missing: str, asked: str, browser: Browser, web: str) -> None:
    """A line that breaks off for a moment: no answer is no "Niemand", and the same question once more is answered."""
    page = browser.new_page(viewport=TELEPHONE)
    page.route(f"**/daten/*/{missing}.js", lambda route: route.abort())
    page.goto(web)
    status = page.locator(".treffer [role=status]")
    page.get_by_role("searchbox").fill(asked)
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Die Suche lässt sich nicht laden")
    page.unroute_all()
    page.keyboard.press("Enter")
    expect(status).not_to_contain_text("nicht laden")
    page.close()


UNWANTED = [
    ("keine Werkstatt", "Nicht beachtet: „keine Werkstatt“.", ""),
    ("ohne eigene Werkstatt", "Nicht beachtet: „ohne eigene Werkstatt“.", ""),
    ("Autismus, aber keine Sucht", "Verstanden: „Autismus“ als Behinderungsart. Nicht beachtet: „keine Sucht“.", "Autismus"),
    ("ohne IFD", "Verstanden: „ohne IFD“ als Beauftragung", "kein IFD"),
]
"""What is asked, what is said of it, and what finds the same."""


def test_what_somebody_does_not_want_is_not_what_is_found(page: Page, web: str) -> None:
    page.goto(web)
    for asked, told, like in UNWANTED:
        search(page, asked)
        expect(page.locator(".antwort-verstanden")).to_contain_text(told)
        found = sorted(names(page))
        search(page, like)
        assert found == sorted(names(page)), asked


@cache
def files(*texts: str) -> tuple[tuple[str, bytes], ...]:
    """Those of a site with an entry for each text; without pages of entries and regions."""
    entries = [
        provider(f"beispiel-{number}", f"Beispiel {number}", beschreibung=f"Wir arbeiten in Betrieben, auch {text}.")
        for number, text in enumerate(texts)
    ]
    return tuple(made(directory(entries), whole=False))


def publish(site: Path, *texts: str) -> None:
    """The site as a whole, in place of what was there."""
    shutil.rmtree(site, ignore_errors=True)
    write(site, files(*texts))


@pytest.mark.parametrize("before", ["", "Lötstation", "Karte"])
def test_a_page_from_before_a_publication_says_so_and_answers_once_it_is_loaded_anew(
    before: str, browser: Browser, serve: Folder, tmp_path: Path
) -> None:
    """New data have other numbers and other files: read by an old page, they would say "Niemand" of words that are there."""
    site = tmp_path / "site"
    publish(site, "an der Lötstation", "an der Drehbank")
    earlier = time() - 3600
    for file in site.rglob("*"):  # servers tell two publications apart by the second
        os.utime(file, (earlier, earlier))
    page = browser.new_page(viewport=None if before == "Karte" else TELEPHONE)
    page.goto(serve(site))
    if before == "Lötstation":
        expect(ask(page, before)).to_have_text(re.compile("^1 von 2 "))
    elif before == "Karte":
        page.locator("#karte-titel").scroll_into_view_if_needed()
        drawn(page)
    publish(site, "am Aalkutter", "an der Lötstation", "an der Drehbank")
    status = ask(page, "Drehbank")
    expect(status).to_contain_text("inzwischen neu erschienen")
    status.get_by_role("button", name="Seite neu laden").click()
    expect(status).to_have_text(re.compile("^1 von 3 "))
    assert names(page) == ["Beispiel 2"]
    page.close()


def test_a_map_that_does_not_load_says_so(browser: Browser, web: str) -> None:
    page = browser.new_page()
    page.route("**/karte/*/karte.js", lambda route: route.abort())
    page.goto(web)
    page.locator("#karte-titel").scroll_into_view_if_needed()
    expect(page.get_by_role("group", name="Karte der Standorte")).to_contain_text("Die Karte lässt sich nicht laden. Seite neu laden")
    page.close()


@pytest.fixture(scope="module")
def strange(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a site with two providers, one of whom speaks strange words."""
    text = "Wir sprechen ελληνικός, नमस्ते, سَلَامٌ \u200f und toString; __proto__, constructor und 3fach <b> sind Wörter, déjà."
    root = tmp_path_factory.mktemp("fremd")
    speaks = provider("beispiel-a", "Beispiel A", beschreibung=text)
    write(root, made(directory([speaks, provider("beispiel-c", "Beispiel C")]), whole=False))
    return serve(root)


def test_a_strange_word_is_found_as_it_stands_in_a_text(page: Page, strange: str) -> None:
    page.goto(strange)
    for asked in ("ΕΛΛΗΝΙΚΟΣ", "नमस्ते", "سَلَامٌ", "سلام", "toString", "__proto__", "constructor", "3fach", "<b>", "DÉJÀ"):
        search(page, asked)
        found = page.locator(".treffer [data-eintrag]").filter(visible=True)
        expect(found, asked).to_have_count(1) if asked != "<b>" else expect(found.first).to_be_visible()

"""Old and wrong addresses in a real browser, with and without scripts."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Folder, NewPage, made, write
from tests.invented import directory, provider

OLD_AND_NEW = {
    "anbieter/beispiel-netzwerk-rostock.html": "anbieter/beispiel-netzwerk-ostsee.html",
    "jobcoach/beispiel-netzwerk-rostock.html": "anbieter/beispiel-netzwerk-ostsee.html",
    "jobcoach/jc-w1l6yo.html": "jobcoach/jc-t6e8bz.html",
}


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_lands_on_the_new_page(new_page: NewPage, web: str, scripts: bool) -> None:
    page = new_page(java_script_enabled=scripts)
    for old, new in OLD_AND_NEW.items():
        page.goto(web + old)
        expect(page).to_have_url(web + new)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.go_back()
        assert page.url == "about:blank", f"{old} leaves no trap on the way back"


def test_an_old_address_works_from_the_disk(new_page: NewPage, site: Path) -> None:
    page = new_page(offline=True)
    page.goto((site / "jobcoach/jc-w1l6yo.html").as_uri())
    expect(page).to_have_url((site / "jobcoach/jc-t6e8bz.html").as_uri())


@pytest.fixture(scope="module")
def lost(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a small site that knows its own address, with its page for addresses that do not exist."""
    root = tmp_path_factory.mktemp("verlaufen")
    address = serve(root)
    published = directory([provider("beispiel-detmold", "Beispiel Detmold")])
    write(root, made(replace(published, settings=replace(published.settings, adresse=address)), whole=False))
    return address


def wrong(page: Page, site: str, path: str) -> None:
    """Open an address that does not exist and answer as a host of such sites does."""
    missing = page.request.get(f"{site}404.html").body()
    page.route(f"{site}{path}", lambda route: route.fulfill(body=missing, content_type="text/html"))
    page.goto(f"{site}{path}")


SAYING = {
    "anbieter/tief/unten/beispiel-detmold.html": "beispiel detmold",
    "beispiel_detmold/": "beispiel detmold",
    "anbieter/M%C3%BCller%20%26%20S%C3%B6hne.HTM": "Müller Söhne",
    "x/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E": "img src x onerror alert 1",
    f"x/{'lang-' * 40}": ("lang " * 12).strip(),
}


def test_a_wrong_address_offers_a_search_for_what_it_says(without_map: Page, lost: str) -> None:
    page = without_map
    for path, words in SAYING.items():
        wrong(page, lost, path)
        page.get_by_role("link", name=f"Nach „{words}“ suchen", exact=True).click()
        expect(page).to_have_url(re.compile(f"^{re.escape(lost)}index\\.html#\\?q="))
        expect(page.get_by_role("searchbox")).to_have_value(words)


def test_an_address_that_says_nothing_offers_no_search_for_it(page: Page, lost: str) -> None:
    for path in ("404.html", "x/index.html", "jobcoach/jc-2b3c4d.html", "x/%FF.html", "x/---.html"):
        wrong(page, lost, path)
        expect(page.get_by_role("link", name="Suchen nach Ort, Name oder Thema"), path).to_be_visible()
        expect(page.locator("[data-module=vermutung]"), path).to_be_hidden()


def test_a_wrong_address_helps_without_scripts_from_any_depth(new_page: NewPage, lost: str) -> None:
    page = new_page(java_script_enabled=False)
    for name in ("Suchen nach", "Bundesländern", "von A bis Z", "Bundesweite Anbieter", "Rückmeldung geben, wenn"):
        wrong(page, lost, "anbieter/tief/unten/beispiel-detmold.html")
        expect(page.get_by_role("link", name="Nach „")).to_have_count(0)
        page.get_by_role("main").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1), name).not_to_have_text("Seite nicht gefunden")
        assert page.url.startswith(lost)

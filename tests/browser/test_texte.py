"""The texts of the editors as their readers use them: led to Leichte Sprache, to a search that finds something, to one sheet of paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Folder, NewPage, visit


@pytest.fixture(scope="module")
def web(serve: Folder, site: Path) -> str:
    return serve(site)


def test_who_comes_from_leichte_sprache_reads_the_text_in_it_first(new_page: NewPage, web: str) -> None:
    """From the list without scripts, and from a search for Leichte Sprache."""
    plain = new_page(java_script_enabled=False)
    visit(plain, web + "leicht/finden.html")
    plain.get_by_role("link", name="Beispiel Coaching gGmbH Detmold").click()
    page = new_page()
    visit(page, web + "leicht/finden.html")
    page.get_by_role("link", name="Hier ist die Liste").click()
    page.locator(".karten").get_by_role("link", name="Beispiel Coaching gGmbH Detmold").click()
    for one in (plain, page):
        headings = one.locator("main h2").evaluate_all("all => all.map(e => [e.getBoundingClientRect().top, e.id])")
        sections = [name for _, name in sorted(headings) if name != "seiteninhalt"]
        assert sections[0] == "leichte-sprache"


def test_a_case_leads_to_others_like_it(new_page: NewPage, web: str) -> None:
    page = new_page()
    visit(page, f"{web}rat/fall-massnahme.html")
    page.get_by_role("heading", name="So finden Sie Ähnliches").locator("xpath=following::a[1]").click()
    expect(page.locator(".treffer-zahl")).to_have_text(re.compile(r"^\d+ von \d+ Anbietern"))
    assert page.locator(".filter-marken li").count() == 1


def test_the_full_name_finds_what_it_means(new_page: NewPage, web: str) -> None:
    page = new_page()
    visit(page, f"{web}index.html#?q=Integration+durch+Qualifizierung+im+Betrieb")
    expect(page.locator(".treffer-zahl")).to_contain_text("zu „Integration durch Qualifizierung im Betrieb“")
    expect(page.locator(".karten .marke-verwandt").first).to_be_visible()


def test_the_sheet_of_a_clinic_is_one_page(new_page: NewPage, web: str) -> None:
    page = new_page()
    visit(page, web + "rat/kliniken.html")
    assert max(map(int, re.findall(rb"/Count (\d+)", page.pdf(format="A4")))) == 1

"""Staying true and joining in a real browser: what is left without scripts, and what is left on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage

ENTRIES = {"anbieter": "anbieter/beispiel-coaching-detmold.html", "jobcoach": "jobcoach/jc-4f7q2m.html"}


@pytest.mark.parametrize("address", ENTRIES.values(), ids=ENTRIES.keys())
def test_the_way_to_the_form_needs_no_script_and_is_not_printed(new_page: NewPage, web: str, address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(web + address)
    section = page.get_by_role("region", name="Stimmt das noch?")
    id_ = Path(address).stem
    for words, word in (("Stimmt noch", "stimmt"), ("Ändern", "aendern")):
        expect(section.get_by_role("link", name=words, exact=True)).to_have_attribute("href", f"../eintragen.html#?{word}={id_}")
    expect(section).to_be_visible()
    page.emulate_media(media="print")
    expect(section).to_be_hidden()


def test_the_consent_on_paper_is_the_text_and_the_lines_to_write_on(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.goto(web + "einwilligung.html")
    hint = page.get_by_text("Drucken Sie diese Seite aus")
    expect(hint).to_be_visible()
    page.emulate_media(media="print")
    expect(hint).to_be_hidden()
    for line in page.locator(".leerzeile").all():
        box = line.bounding_box()
        assert box
        assert box["width"] > 150

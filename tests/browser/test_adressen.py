"""Old and wrong addresses in a real browser, with and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage

OLD_AND_NEW = {
    "anbieter/beispiel-netzwerk-rostock.html": "anbieter/beispiel-netzwerk-ostsee.html",
    "jobcoach/beispiel-netzwerk-rostock.html": "anbieter/beispiel-netzwerk-ostsee.html",
    "jobcoach/jc-w1l6yo.html": "jobcoach/jc-t6e8bz.html",
}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW.items())
def test_an_old_address_lands_on_the_new_page(new_page: NewPage, web: str, old: str, new: str, scripts: bool) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(web + old)
    expect(page).to_have_url(web + new)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    assert page.url == "about:blank", "the old address leaves no trap on the way back"


def test_an_old_address_works_from_the_disk(new_page: NewPage, site: Path) -> None:
    page = new_page(offline=True)
    page.goto((site / "jobcoach/jc-w1l6yo.html").as_uri())
    expect(page).to_have_url((site / "jobcoach/jc-t6e8bz.html").as_uri())

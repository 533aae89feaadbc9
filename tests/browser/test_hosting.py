"""The site below a path of a real nginx, reached by names without their ending: search, map and form work as they do anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import servers
from tests.browser.conftest import answered, visit


@pytest.fixture(scope="module")
def hosted(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.nginx(site, tmp_path_factory.mktemp("server"), "/landkarte/") as address:
        yield address


def test_search_map_and_form_work_below_a_path(page: Page, hosted: str) -> None:
    visit(page, hosted)
    with answered(page):
        page.get_by_role("searchbox").fill("32756 Detmold")
        page.keyboard.press("Enter")
    page.get_by_role("link", name="Beispiel Coaching gGmbH Detmold").first.click()
    expect(page).to_have_url(f"{hosted}anbieter/beispiel-coaching-detmold.html")
    page.goto(page.url.removesuffix(".html"))
    page.get_by_role("link", name="Stimmt noch").click()
    expect(page.get_by_role("heading", name="So sieht Ihr Eintrag aus")).to_be_focused()
    visit(page, f"{hosted}index")
    visit(page, f"{hosted}index")

"""The pictures of README: renewed by a command, small, of invented entries, and described by what they show."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pictures import FOLDER, PICTURES, shown
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
LARGEST = 150_000


def test_every_picture_of_the_readme_is_made_by_the_command_and_small() -> None:
    assert re.findall(r"!\[[^\]]+\]\(\.github/bilder/(\S+)\)", README) == list(PICTURES)
    assert [name for name in PICTURES if (FOLDER / name).stat().st_size > LARGEST] == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_is_said_of_it_and_nobody_real(name: str, browser: Browser, site: Path) -> None:
    described = re.search(rf"!\[([^\]]+)\]\(\.github/bilder/{name}\)", README)
    assert described
    with shown(browser, site, PICTURES[name]) as page:
        assert len(page.screenshot()) <= LARGEST
        for words in ["Vorführung", *re.findall("„(.+?)“", described[1])]:
            expect(page.get_by_text(words).first).to_be_in_viewport()

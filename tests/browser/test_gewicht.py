"""What readers must load, in bytes as they travel. Times depend on the machine: they are figures of ``make bench-browser``."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.bench import run, serving
from tests.browser.conftest import TELEPHONE, NewPage
from tests.conftest import without_regions

ENTRIES = 1_000
START_PAGE = 62_000
START_REQUESTS = 10
ENTRY_PAGE = 10_000
FORM_PAGE = 71_000


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """A site of entries that use every field, compressed as web servers do."""
    root = tmp_path_factory.mktemp("gewicht") / "projekt"
    contender = run.ours(root, "full", ENTRIES)
    without_regions(root / "build.py")
    contender.build()
    with serving.served(contender.output) as server:
        yield server


def open_page(new_page: NewPage, server: serving.Server, path: str) -> tuple[Page, list[str]]:
    """A page on a telephone when it has everything that it asks for by itself; the kinds of what it asked for."""
    server.asked.clear()
    page = new_page(viewport=TELEPHONE)
    kinds: list[str] = []
    page.on("request", lambda request: kinds.append(request.resource_type))
    page.goto(server.address + path, wait_until="networkidle")
    return page, kinds


def test_the_start_page_is_light_before_the_map_is_asked_for(new_page: NewPage, full: serving.Server) -> None:
    page, kinds = open_page(new_page, full, "")
    assert page.get_by_role("searchbox").is_visible()
    assert sum(file.size for file in full.asked) <= START_PAGE, full.asked
    assert len(kinds) <= START_REQUESTS, full.asked
    assert "font" not in kinds
    assert not any(file.path.startswith(("karte/", "bibliotheken/", "daten/")) for file in full.asked)


def test_the_form_is_light_before_somebody_begins(new_page: NewPage, full: serving.Server) -> None:
    page, _ = open_page(new_page, full, "eintragen.html")
    assert page.get_by_role("button", name="Neuen Eintrag beginnen").is_visible()
    assert sum(file.size for file in full.asked) <= FORM_PAGE, full.asked


def test_no_page_of_an_entry_is_heavy(full: serving.Server) -> None:
    sizes = {page: len(serving.packed(page)) for kind in ("anbieter", "jobcoach") for page in full.folder.glob(f"{kind}/*.html")}
    assert len(sizes) >= ENTRIES
    assert max(sizes.values()) <= ENTRY_PAGE, max(sizes, key=lambda page: sizes[page])


def test_a_page_of_an_entry_asks_for_no_font_and_no_map(new_page: NewPage, full: serving.Server) -> None:
    _, kinds = open_page(new_page, full, "anbieter/muster-00000.html")
    assert "font" not in kinds
    assert not any(file.path.startswith(("karte/", "bibliotheken/")) for file in full.asked)

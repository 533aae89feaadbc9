"""What serve shows, in a browser that obeys what the pages allow."""

import re
import threading
from pathlib import Path

from playwright.sync_api import Page, expect

from landkarte.desk import preview
from tests.browser.conftest import visit


def test_a_page_is_loaded_again_once_as_soon_as_there_is_a_new_one(page: Page, site: Path) -> None:
    asked: list[str] = []
    never = threading.Event()

    def read(name: str) -> bytes | None:
        return (site / name).read_bytes() if (site / name).is_file() else None

    def renewed(name: str) -> bytes | None:
        asked.append(name)
        never.wait(1)  # as long as it may take to make a page
        return (read(name) or b"").replace(b"<title>", b"<title>Neu: ")

    with preview.Server(0) as server:
        server.renewed(read)
        visit(page, server.url + "stufen.html")
        expect(page).not_to_have_title(re.compile("^Neu: "))
        server.renewed(renewed)
        expect(page).to_have_title(re.compile("^Neu: "))
        page.goto("about:blank")  # or the page asks a server that has ended
    assert asked.count("stufen.html") == 1

"""make bilder: the two pictures of README, of the demonstration entries as of a fixed day, for .github/bilder.

A test takes them, too, and looks whether they show what README says of them.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

import build
from landkarte.desk.commandline import Options
from tests.browser.conftest import FLAGS, chromium
from tests.conftest import DAY, ROOT, make_project

FOLDER = ROOT / ".github" / "bilder"
_SCALE = 0.7
"""Pixels of the picture per pixel of the page: still easy to read, and small."""


class Picture(NamedTuple):
    """The upper end of a page: its address relative to the site, and how large a window shows it."""

    address: str
    width: int
    height: int
    complete: str
    """What is there, and how often, once the page has answered: a selector."""
    number: int


PICTURES = {
    "startseite.png": Picture("index.html#?q=Detmold", 1200, 1150, ".karte .leaflet-marker-icon[role=button]", 3),
    "anbieter.png": Picture("anbieter/beispiel-coaching-detmold.html", 1100, 1120, "h1", 1),
}
"""By name of the file."""


@contextmanager
def shown(browser: Browser, site: Path, picture: Picture) -> Iterator[Page]:
    """The page of a picture, as a window of its size shows it."""
    window: ViewportSize = {"width": picture.width, "height": picture.height}
    with browser.new_page(viewport=window, device_scale_factor=_SCALE, reduced_motion="reduce", color_scheme="light") as page:
        page.goto(f"{site.as_uri()}/{picture.address}")
        expect(page.locator(picture.complete)).to_have_count(picture.number)
        yield page


def main() -> None:
    """Take every picture anew."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = make_project(Path(folder) / "projekt")
        with redirect_stdout(StringIO()):  # findings of the demonstration entries
            build.run(root, Options(), DAY)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS.split())
        for name, picture in PICTURES.items():
            with shown(browser, root / "site", picture) as page:
                page.screenshot(path=FOLDER / name)
        browser.close()


if __name__ == "__main__":
    main()

"""A real browser, a web server on this machine, and pages that fail a test when they complain or leave the site."""

import functools
import http.server
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, Request, Route, expect, sync_playwright

import build
from landkarte.desk.commandline import OK
from landkarte.directory import Directory
from landkarte.ground.settings import Betreiber, Mitmachen
from tests.conftest import ROOT
from tests.invented import DETMOLD, directory, provider
from tests.invented import site as place

# Nothing that a browser does of its own accord may reach the network. Only the last list of features counts, so this one repeats
# what Playwright switches off; processes kept in reserve and the address bar's own pages cost more than the pages of most tests.
_FEATURES = (
    "AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,LensOverlay,MediaRouter,"
    "NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning,"
    "SpareRendererForSitePerProcess,WebUIOmniboxAimPopup,WebUIOmniboxPopup"
)
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    f" --disable-background-networking --disable-component-update --disable-sync --disable-features={_FEATURES}"
)
# The first is the same browser without what a window needs; a test takes it half the processor time.
_CANDIDATES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6338030000ce00cdd46690b00000000049454e44ae426082"
)

TELEPHONE = {"width": 412, "height": 823}
MARKS = ".karte .leaflet-marker-icon[role=button]"
OSM = "tile.openstreetmap.org"
# The start page tells its map by this event that a question was answered, also the one that a page was opened with.
_MARK_ANSWERS = """
    document.addEventListener("landkarte:treffer", () => { document.documentElement.dataset.beantwortet = ""; });
"""
# Milliseconds. Long, because a wait ends when there is something to see: it is spent only where a test fails.
_PATIENCE = 60_000
expect.set_options(timeout=_PATIENCE)
EVIL = "Beispiel <img src=x onerror=alert(1)> ${alert(2)}"

Folder = Callable[[Path], str]
NewPage = Callable[..., Page]
Look = Literal["light", "dark", "forced"]
"""The colours of the page, or those that a reader's system forces upon it."""


def chromium() -> str:
    """The browser of this machine; without one the tests fail and say how to get it."""
    wanted = os.environ.get("LANDKARTE_CHROMIUM")
    found = next((path for name in ([wanted] if wanted else _CANDIDATES) if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("Es fehlt: Chromium. Bitte einmal ausführen: sudo apt-get install -y chromium", pytrace=False)
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's own driver; it downloads nothing."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests."""
    started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS.split())
    yield started
    started.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Folder]:
    """Give a folder an address on this machine, with a slash at its end."""
    servers: dict[Path, http.server.ThreadingHTTPServer] = {}

    def address(folder: Path) -> str:
        if folder not in servers:
            handler = functools.partial(_Quiet, directory=str(folder))
            servers[folder] = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}/"

    yield address
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def web(serve: Folder, site: Path) -> str:
    """The address of the demonstration site."""
    return serve(site)


@pytest.fixture(scope="session")
def exact_web(serve: Folder, exact_site: Path) -> str:
    """The address of the demonstration site with exact data."""
    return serve(exact_site)


@pytest.fixture(scope="session")
def large(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a site with more providers than the start page lists, some of them made to hurt."""
    entries = [
        provider("beispiel-boese", EVIL, standorte=[place("Kiel", "24103", 54.32, 10.13)]),
        provider("beispiel-grusse", "Beispiel Müßiggang Grüße", standorte=[place("Passau", "94032", 48.57, 13.45)]),
        provider("beispiel-nachbar", "Beispiel Nachbar", standorte=[{**DETMOLD, "plz": "32754"}]),
        provider("beispiel-ungefaehr", "Beispiel Ungefähr", standorte=[{"id": "mitte", "plz": "99084", "ort": "Erfurt"}]),
    ]
    for number in range(310):
        here = place("Lemgo", "32657", 48.5 + number % 20 * 0.3, 8 + number // 20 * 0.3)
        entries.append(provider(f"beispiel-{number:03}", f"Beispiel Nummer {number:03}", standorte=[here], branchen=["pflege"]))
    root = tmp_path_factory.mktemp("gross")
    write(root, made(directory(entries), whole=False))
    return serve(root)


@pytest.fixture(scope="session")
def operated(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site whose operator has said how entries are handed in."""
    asked = Mitmachen(
        neue_datei="https://plattform.example/neu/{ordner}?name={datei}&text={inhalt}",
        datei_aendern="https://plattform.example/aendern/{pfad}",
        antwort_werktage=10,
    )
    kontakt = {"funktion": "Koordination", "telefon": "+49 30 23125 001", "email": "eins@example.org", "kontaktwege": ["telefon", "email"]}
    angebot = {"id": "uebergang", "leistungsart": "uebergangsmanagement"}
    fields = {"einzugsgebiet": {"umkreis_km": "50"}, "kontakt": kontakt, "angebote": [angebot]}
    published = directory([provider("beispiel-eins", "Beispiel Eins", **fields)])
    own = replace(published.settings, mitmachen=asked, betreiber=Betreiber(name="Beispiel-Stelle", email="post@example.org"))
    root = tmp_path_factory.mktemp("betrieben")
    write(root, made(replace(published, settings=own)))
    return serve(root)


@pytest.fixture
def taken_in(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Page], Path]:
    """Save the file that the form made, take it into the project as maintainers do, and build the site; returns the file."""

    def handed_in(page: Page) -> Path:
        with page.expect_download() as download:
            page.get_by_role("button", name="Datei speichern").click()
        sent = project / download.value.suggested_filename
        download.value.save_as(sent)
        monkeypatch.setattr(build, "ROOT", project)
        for command in (["import", str(sent)], ["build"]):
            assert build.main(command) == OK
        return sent

    return handed_in


def made(published: Directory, whole: bool = True) -> Iterator[tuple[str, bytes]]:
    """Every file of the site; unless ``whole``, without the pages of entries and of regions, which is half the work."""
    return chain.from_iterable(part() for part in build.parts(ROOT, published) if whole or not isinstance(part, functools.partial))


def write(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Put files where they belong."""
    for path, content in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


@pytest.fixture
def allowed_hosts() -> set[str]:
    """Hosts besides this machine that a test expects to be asked."""
    return set()


@pytest.fixture
def new_page(browser: Browser, allowed_hosts: set[str]) -> Iterator[NewPage]:
    """Open a page with the options of a browser context. Complaints and requests that leave the machine fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def asked(request: Request) -> None:
        if _foreign(request.url, allowed_hosts):
            complaints.append(f"fremd: {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a reader who goes on to another page
            complaints.append(f"fehlt: {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def watch(page: Page) -> None:
        page.on("console", said)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", asked)
        page.on("requestfailed", failed)

    def opened(**options: object) -> Page:
        settings = {"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}, **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_init_script(_MARK_ANSWERS)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        watch(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _foreign(url: str, allowed: set[str]) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("file", "data", "blob", "about", "mailto") and parts.hostname not in {"127.0.0.1", *allowed}


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page at 1280 x 900, with reduced motion."""
    return new_page()


@pytest.fixture
def without_map(new_page: NewPage) -> Page:
    """A telephone, on which no map is drawn unasked: for those who ask much, and of the list alone."""
    return new_page(viewport=TELEPHONE)


@pytest.fixture
def tiles(page: Page, allowed_hosts: set[str]) -> list[str]:
    """Answer OpenStreetMap from here; the list collects what was asked."""
    asked: list[str] = []
    allowed_hosts.add(OSM)

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=_PIXEL, content_type="image/png")

    page.route(f"https://{OSM}/**", answer)
    return asked


def drawn(page: Page) -> Locator:
    """Markers and clusters, once the map is drawn and they have their names."""
    page.wait_for_function(
        "marks => document.querySelector(marks)?.checkVisibility() && !document.querySelector(`${marks}[aria-label=Standort]`)", arg=MARKS
    )
    return page.locator(MARKS)


def visit(page: Page, address: str) -> None:
    """Open a page and go on when its scripts have done what they do unasked."""
    page.goto(address)
    if page.locator("[data-module=karte]").count():
        drawn(page)
    if page.locator("[data-module=merkliste]").count():
        expect(page.locator("[data-module=merkliste]")).to_be_visible()


def is_answered(page: Page) -> None:
    """Go on when the start page shows what its address or its fields ask for."""
    # It looks in every frame, a locator twice a second. A function it is because the pages forbid what makes one of a string.
    page.wait_for_function("() => 'beantwortet' in document.documentElement.dataset")


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """Whatever is done within: go on when the start page has answered it."""
    page.evaluate("delete document.documentElement.dataset.beantwortet")
    yield
    is_answered(page)


def ask(page: Page, words: str) -> Locator:
    """Ask the start page, without its pause after typing, and go on when it has answered; returns the sentence it says."""
    field = page.get_by_role("searchbox")
    with answered(page):
        field.fill(words)
        field.press("Enter")
    return page.locator(".treffer [role=status]")


def all_asked(page: Page) -> None:
    """Go on when every request is known that a page has made until its next frame: they are told in their order, and this is one more."""
    with page.expect_request("**/favicon.svg?zuletzt"):
        page.evaluate(
            """requestAnimationFrame(() => requestAnimationFrame(() => {
                new Image().src = document.querySelector("link[rel=icon]").href + "?zuletzt";
            }))"""
        )


def seen(page: Page, *looks: Look) -> Iterator[Look]:
    """The page in one look after the other, and then as it was."""
    for look in looks:
        page.emulate_media(color_scheme="dark" if look == "dark" else "light", forced_colors="active" if look == "forced" else "none")
        yield look
    page.emulate_media(color_scheme="light", forced_colors="none")


def computed(page: Page, function: str, given: object = None) -> Any:
    """What a function makes of data in the page. Both travel as JSON: Playwright takes every value apart, which for many is slow."""
    return json.loads(page.evaluate(f"async (given) => JSON.stringify(await ({function})(JSON.parse(given)))", json.dumps(given)))


def anew(page: Page, address: str) -> None:
    """Open an address from the beginning, also where only what follows its # is another."""
    page.goto("about:blank")
    page.goto(address)


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now: rule and element."""
    if page.evaluate("!window.axe"):
        page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
            .flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 150)}`))"""
    )
    return found

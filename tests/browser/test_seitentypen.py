"""Every page type in a real browser, driven by one table: a template without a row fails."""

import html.parser
import json
import os
import re
import shutil
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page

import build
from landkarte.desk.commandline import OK, Options
from landkarte.directory import url_of
from landkarte.entries import reading
from landkarte.entries.model import Leistungserbringer
from tests.browser.conftest import Folder, NewPage, axe, seen, visit
from tests.conftest import DAY, ROOT, few_parts, make_project
from tests.repositories import edit

PAGES = {
    "index.html": "index.html",
    "anbieter.html": "anbieter/beispiel-coaching-detmold.html",
    "jobcoach.html": "jobcoach/jc-4f7q2m.html",
    "laender.html": "land/index.html",
    "land.html": "land/nw.html",
    "aemter.html": "amt/index.html",
    "amt.html": "amt/lwl.html",
    "kreise.html": "kreis/index.html",
    "kreis.html": "kreis/05766.html",
    "bundesweit.html": "bundesweit.html",
    "abdeckung.html": "abdeckung.html",
    "a-z.html": "a-z/b.html",
    "standard.html": "standard.html",
    "regel.html": "regel/Q-05.html",
    "stufen.html": "stufen.html",
    "kosten.html": "kosten.html",
    "wer-zahlt.html": "wer-zahlt.html",
    "abgrenzung.html": "abgrenzung.html",
    "neu.html": "neu.html",
    "rat.html": "rat/index.html",
    "text.html": "rat/wer-macht-was.html",
    "leicht.html": "leicht/finden.html",
    "impressum.html": "impressum.html",
    "datenschutz.html": "datenschutz.html",
    "barrierefreiheit.html": "barrierefreiheit.html",
    "quellen.html": "quellen.html",
    "mitmachen.html": "mitmachen.html",
    "einwilligung.html": "einwilligung.html",
    "umgezogen.html": "anbieter/beispiel-netzwerk-rostock.html",
    "zurueckgezogen.html": "anbieter/beispiel-zurueckgezogen.html",
    "daten.html": "daten/index.html",
    "einbetten.html": "einbetten.html",
    "merkliste.html": "merkliste.html",
    "eintragen.html": "eintragen.html",
    "404.html": "404.html",
}
"""Template → a page made from it."""

UNLINKED = {"404.html", "umgezogen.html", "zurueckgezogen.html"}
"""Templates of pages that are there for old and wrong addresses; no other page leads to them."""
REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=(\S+)">\n')
DIVIDED = "<h1>Den Kreisschlüssel"
"""On the page of a former Kreis that became several: it leads on to all of them, and nothing leads to it."""


@pytest.fixture(scope="module")
def site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration site, but the page that sends its readers on stands still, so that it can be looked at."""
    copy = tmp_path_factory.mktemp("still") / "site"
    shutil.copytree(site, copy, copy_function=os.link)
    still = copy / PAGES["umgezogen.html"]
    text, found = REFRESH.subn("", still.read_text(encoding="utf-8"))
    assert found == 1
    still.unlink()
    still.write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def web(serve: Folder, site: Path) -> str:
    """The address of that site."""
    return serve(site)


def test_every_template_has_a_row() -> None:
    frames = {"base.html"}
    templates = {path.name for path in (ROOT / "templates").glob("*.html")}
    assert templates - frames == set(PAGES)


SMALL = """() => [...document.querySelectorAll("button, input, select, summary, nav a, h3 a")]
    .filter(e => e.checkVisibility() && !e.closest(".sprunglink"))
    .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
    .filter(([, box]) => box.height > 0 && (box.height < 24 || box.width < 24))
    .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
"""WCAG 2.5.8: controls of less than 24 pixels, links within sentences excepted."""

LARGE = """() => {
    document.documentElement.style.fontSize = "200%";
    for (const element of document.querySelectorAll("body *")) {
        element.style.lineHeight = "1.5"; element.style.letterSpacing = "0.12em"; element.style.wordSpacing = "0.16em";
    }
}"""
"""Text at 200 % with the spacing of WCAG 1.4.12; the rule is set through CSSOM, as a reader's extension does."""


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_a_page_keeps_nobody_out_in_any_size_or_colour(new_page: NewPage, web: str, address: str) -> None:
    """One visit: the window is made narrower, the colours change, the page goes on paper, the letters grow."""
    page = new_page()
    visit(page, web + address)
    says_where_one_is(page)
    skips_to_the_content(page)
    for look in seen(page, "light", "dark"):
        assert axe(page) == [], look
    for width in (1280, 320, 375):
        assert width_at(page, width) <= width
    assert page.evaluate(SMALL) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="print")
    assert not page.get_by_role("banner").get_by_role("navigation").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    page.emulate_media(media="screen")
    page.evaluate(LARGE)
    assert width_at(page, 640) <= 640, "large text and wide spacing lose nothing"


def width_at(page: Page, width: int) -> int:
    """How wide the content is in a window of this width, in CSS pixels: more has to be scrolled sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    return int(page.evaluate("document.documentElement.scrollWidth"))


def says_where_one_is(page: Page) -> None:
    """Language, title, headings that leave out no level, the ways that every page must have, and that the entries are invented."""
    assert page.locator("html").get_attribute("lang") == "de"
    assert len(page.title()) > 10
    levels = [int(level) for level in page.eval_on_selector_all("h1,h2,h3,h4,h5", "all => all.map(e => e.tagName[1])")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), levels
    footer = page.get_by_role("contentinfo")
    for name in ("Impressum", "Datenschutz", "Barrierefreiheit"):
        assert footer.get_by_role("link", name=re.compile(name)).count() >= 1, name
    assert page.get_by_text("erfundene Beispiel-Einträge").count() >= 1


def skips_to_the_content(page: Page) -> None:
    """The first stop of the keyboard leads to the content."""
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page.locator(target).evaluate("e => e.tagName") == "MAIN"
    page.evaluate("document.activeElement.blur()")


def test_with_a_face_of_the_operators_own_a_page_keeps_nobody_out(
    new_page: NewPage, serve: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Logo, menu, footer and a page of its own, of an empty directory: in both colours, on a telephone, and asking nobody else."""
    root = make_project(tmp_path / "projekt", only=["niemand"])
    (root / "templates").unlink()
    shutil.copytree(ROOT / "templates", root / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "templates/static/bild").mkdir()
    shutil.copy(ROOT / "templates/static/zeichen.png", root / "templates/static/bild/logo.png")
    edit(root / "pyproject.toml", 'logo = ""\n', 'logo = "logo.png"\n')
    edit(root / "pyproject.toml", 'logo_text = ""', 'logo_text = "Musterverband"')
    edit(root / "pyproject.toml", 'fusszeile = ""', 'fusszeile = "Gefördert vom [Ministerium](https://example.org)."')
    head = 'titel = "Über uns"\nbeschreibung = "Wer wir sind."\nfuer = "menue"\nplatz = 1\nstand = 2026-10-30'
    (root / "templates/texte/seite").mkdir()
    (root / "templates/texte/seite/ueber-uns.md").write_text(f"+++\n{head}\n+++\n## Wir\n\nEin Verband.\n", encoding="utf-8")
    monkeypatch.setattr(build, "parts", few_parts)
    assert build.run(root, Options(examples=False), DAY) == OK
    page = new_page()
    page.goto(serve(root / "site"))
    assert page.get_by_role("heading", name="Zurzeit steht hier niemand").is_visible()
    page.get_by_role("link", name="Über uns").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/seite/ueber-uns.html")
    assert page.get_by_role("banner").get_by_role("img", name="Musterverband").evaluate("e => e.naturalWidth") == 512
    assert page.get_by_role("contentinfo").get_by_role("link", name="Ministerium").is_visible()
    for look in seen(page, "light", "dark"):
        assert axe(page) == [], look
    assert width_at(page, 320) <= 320
    assert page.evaluate(SMALL) == []


def test_every_page_opens_from_the_disk_without_a_network(new_page: NewPage, site: Path) -> None:
    page = new_page(offline=True)
    for address in PAGES.values():
        page.goto((site / address).as_uri())
        assert page.get_by_role("heading", level=1).count() == 1, address


DEAD = """all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))"""


def test_without_scripts_no_control_is_dead(new_page: NewPage, web: str) -> None:
    """Nothing can be pressed or filled in that only a script would answer; what HTML itself can do may stay."""
    page = new_page(java_script_enabled=False)
    for address in PAGES.values():
        page.goto(web + address)
        controls = page.locator("button, input, select, textarea, form, [role=button], a:not([href]), a[href^='#?']")
        assert controls.evaluate_all(DEAD) == [], address


def test_all_pages_are_valid_html(site: Path) -> None:
    """html-validate with its standard and accessibility presets, on one page of every type."""
    config = site.parent / ".htmlvalidate.json"
    config.write_text(
        json.dumps(
            {
                "root": True,
                "extends": ["html-validate:standard", "html-validate:a11y"],
                "rules": {
                    # formatting, not validity: the pages are made by a machine
                    "no-trailing-whitespace": "off",
                    "long-title": "off",
                },
            }
        ),
        encoding="utf-8",
    )
    command = [
        "node",
        str(ROOT / "node_modules/html-validate/bin/html-validate.mjs"),
        "--config",
        str(config),
        *(str(site / address) for address in (*PAGES.values(), "jobcoach/jc-w1l6yo.html")),  # the last one sends its readers on
    ]
    done = subprocess.run(command, cwd=site.parent, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.targets.append(value)
            if name == "id" and value:
                self.ids.add(value)


@cache
def _read(page: Path) -> _Links:
    parser = _Links()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def _goal(page: Path, link: str) -> Path:
    """Where a link leads; without a path to its own page."""
    return Path(os.path.normpath(page.parent / unquote(link))) if link else page


def test_no_link_within_the_site_is_broken(site: Path) -> None:
    pages = {path: _read(path) for path in site.rglob("*.html")}
    files = {path for path in site.rglob("*") if path.is_file()}
    broken = []
    for path, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme or target.startswith("#?"):
                continue
            goal = _goal(path, parts.path)
            if goal not in files or (
                # "?" begins what a script reads, not the name of a place
                parts.fragment[:1] not in ("", "?") and goal.suffix == ".html" and parts.fragment not in pages[goal].ids
            ):
                broken.append(f"{path.relative_to(site)}: {target}")
    assert len(pages) > 60
    assert broken == []


def test_every_page_is_reached_in_three_steps_without_scripts(site: Path) -> None:
    """From the start page through links alone."""
    reached = {site / "index.html"}
    for _ in range(3):
        for path in sorted(reached):
            for target in _read(path).targets:
                parts = urlsplit(target)
                goal = _goal(path, "" if parts.scheme else parts.path)
                if goal.suffix == ".html" and goal.is_file():
                    reached.add(goal)
    texts = {path: path.read_text(encoding="utf-8") for path in set(site.rglob("*.html")) - reached}
    rest = {path for path, text in texts.items() if DIVIDED not in text and not REFRESH.search(text)}
    assert rest == {site / PAGES[template] for template in UNLINKED}


@pytest.mark.parametrize("entry", ["anbieter/beispiel-coaching-detmold", "jobcoach/jc-h2v5np", "jobcoach/jc-7va3qe"])
def test_an_entry_prints_on_two_pages(page: Page, web: str, entry: str) -> None:
    page.goto(f"{web}{entry}.html")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


def test_a_printed_entry_tells_how_it_goes_and_a_sentence_a_line_in_leichte_sprache(page: Page, web: str) -> None:
    page.goto(f"{web}anbieter/beispiel-coaching-detmold.html")
    page.emulate_media(media="print")
    for part in ("Verfahren", "Phasen"):
        assert page.locator(".angebot").get_by_role("heading", name=part).bounding_box()
    sentences = page.locator(".leicht p")
    tops = sentences.evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    assert len(set(tops)) == len(tops) > 3
    size = "e => getComputedStyle(e).fontSize"
    assert sentences.first.evaluate(size) == page.locator("#zielgruppe ~ .liste dd").first.evaluate(size)


def test_who_pays_fits_on_one_page_of_paper_and_is_answered_with_the_keyboard_alone(new_page: NewPage, web: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(web + PAGES["wer-zahlt.html"])
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    for answer in ("Nein, er wird noch gesucht", "Nein", "Ja, eines davon stimmt"):
        page.locator("summary:visible").get_by_text(answer, exact=True).last.focus()
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Wahrscheinlich zuständig: die Rentenversicherung").is_visible()
    page.locator(".weg").get_by_text("Die Sätze der Gesetze dazu").locator("visible=true").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("„nach den §§ 49 bis 54 des Neunten Buches“").locator("visible=true").is_visible()


def test_on_a_phone_all_cases_are_read_without_moving_the_table(page: Page, web: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(web + PAGES["wer-zahlt.html"])
    assert page.locator(".tabelle").evaluate("table => table.scrollWidth <= table.clientWidth")


def test_of_the_answers_to_one_question_only_the_last_chosen_is_open(page: Page, web: str) -> None:
    page.goto(web + PAGES["wer-zahlt.html"])
    for answer in ("Ja, einen Arbeitsplatz oder einen Ausbildungsplatz", "Ja, von einem Arbeitsunfall oder einer Berufskrankheit", "Nein"):
        page.locator("summary:visible").get_by_text(answer, exact=True).click()
    shown = page.locator(".antworten > details[open] > summary").all_inner_texts()
    assert shown == ["Ja, einen Arbeitsplatz oder einen Ausbildungsplatz", "Nein"]


SITES = pytest.mark.parametrize("kind", ["site", "exact_site"])
WAYS = ("land", "kreis", "amt", "a-z")


@SITES
def test_without_scripts_a_text_takes_the_place_of_the_map(
    new_page: NewPage, serve: Folder, request: pytest.FixtureRequest, kind: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(serve(request.getfixturevalue(kind)))
    assert not page.get_by_role("heading", name="Karte", exact=True).is_visible()
    text = page.locator(".suchergebnis noscript p")
    assert text.is_visible()
    assert text.inner_text().startswith("Die Karte braucht JavaScript. Was sie zeigt, steht auch in Listen: ")
    links = text.locator("a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    assert links == [f"{way}/index.html" for way in WAYS]
    treffer = page.locator(".treffer").bounding_box()
    place = text.bounding_box()
    assert treffer
    assert place
    assert place["x"] >= treffer["x"] + treffer["width"], "beside the list, where the map would be"


@SITES
def test_without_scripts_every_provider_is_three_clicks_away_by_every_list(
    new_page: NewPage, serve: Folder, request: pytest.FixtureRequest, kind: str
) -> None:
    """Start page, list of lists, list, entry; only links that can be seen count. Coaches stand in the list from A to Z, too."""
    folder = request.getfixturevalue(kind)
    page = new_page(java_script_enabled=False)
    root = serve(folder)

    def visible(address: str) -> set[str]:
        page.goto(root + address)
        shown = page.eval_on_selector_all("a[href]", "all => all.filter(e => e.checkVisibility()).map(e => e.href.split('#')[0])")
        return {link.removeprefix(root) for link in shown}

    entries = [entry for _, entry in reading.load(ROOT / "coaches").entries()]
    start = visible("index.html")
    for way in WAYS:
        wanted = {url_of(entry) for entry in entries if way == "a-z" or isinstance(entry, Leistungserbringer)}
        assert f"{way}/index.html" in start
        lists = visible(f"{way}/index.html")
        for chosen in _enough(folder, way, wanted):
            assert chosen in lists
            wanted -= visible(chosen)
        assert wanted == set(), way


def _enough(folder: Path, way: str, wanted: set[str]) -> list[str]:
    """As few lists as will do, for there are 400 Kreise; a list that is left out could only add to what the others show."""
    lists = [path for path in sorted((folder / way).glob("*.html")) if path.name != "index.html"]
    found = {f"{way}/{path.name}": set(re.findall(r'href="\.\./([^"]+)"', path.read_text(encoding="utf-8"))) & wanted for path in lists}
    chosen, missing = [], set(wanted)
    while missing and any(shown & missing for shown in found.values()):
        best = max(found, key=lambda url: len(found[url] & missing))
        chosen.append(best)
        missing -= found[best]
    return chosen

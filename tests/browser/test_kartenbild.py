"""What one sees on the map: the place asked for and those who come there, names that cover nothing, colours, and room for it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from landkarte.places import exact
from tests.browser import conftest
from tests.browser.conftest import MARKS, Folder, NewPage, axe, drawn, made, seen, write
from tests.invented import DETMOLD, directory, provider, site

PASSAU, MUNICH = site("Passau", "94032", 48.57, 13.45), site("München", "80331", 48.14, 11.57)
PROVIDERS = [
    provider("nah", "Anbieter Nah", standorte=[DETMOLD, PASSAU], einzugsgebiet={"kreise": ["05766"]}),
    provider("land", "Anbieter Land", standorte=[site("Köln", "50667", 50.94, 6.96)], einzugsgebiet={"bundeslaender": ["NW"]}),
    provider("bund", "Anbieter Bund", standorte=[MUNICH], einzugsgebiet={"bundesweit": "true"}),
]
WIDTHS = {375: 812, 1280: 900, 1920: 1080}
PIN, OUTLINE, LAND = ".marke-gesucht[role=img]", ".karte-gesucht", ".karte-land"

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""
Pages = dict[str, str]
"""By kind of data, rough or exact: the address of a site."""


@pytest.fixture(scope="module")
def few(serve: Folder, tmp_path_factory: pytest.TempPathFactory, exact_data: Path) -> Pages:
    """A site with one provider of the Kreis Lippe, one of its Land and one of everywhere."""
    published, pages = directory(PROVIDERS), {}
    for kind, found in (("ungefähr", None), ("genau", exact.read(exact_data))):
        root = tmp_path_factory.mktemp("wenige")
        write(root, made(replace(published, exact=found), whole=False))
        pages[kind] = serve(root)
    return pages


@pytest.fixture(scope="module")
def demonstration(web: str, exact_web: str) -> Pages:
    """The demonstration site."""
    return {"ungefähr": web, "genau": exact_web}


def ask(page: Page, words: str) -> None:
    conftest.ask(page, words)
    # what comes with a place comes later; without exact data only Länder have an outline
    said = page.locator(".legende-ort:visible").filter(has_text=re.compile("Grenze"))
    if page.evaluate("Boolean(landkarte.ort)"):
        expect(said).to_have_count(1)


def boxes(page: Page, *selectors: str) -> list[list[Box]]:
    """For each selector the boxes of its elements, all of one moment."""
    found: list[list[list[float]]] = page.evaluate(
        """selectors => selectors.map((one) => [...document.querySelectorAll(one)].map((element) => element.getBoundingClientRect())
            .map((box) => [box.left, box.top, box.right, box.bottom]))""",
        selectors,
    )
    return [[(left, top, right, bottom) for left, top, right, bottom in some] for some in found]


def lies_in(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def in_view(page: Page, selector: str) -> list[bool]:
    """For each such element: whether the map shows all of it."""
    [area], found = boxes(page, ".karte-flaeche", selector)
    return [lies_in(box, area) for box in found]


def marker(name: str) -> str:
    return f'{MARKS}[aria-label^="{name}"]'


@pytest.mark.parametrize("kind", ["ungefähr", "genau"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_place_its_kreis_and_who_comes_there_are_all_in_view(new_page: NewPage, few: Pages, kind: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": WIDTHS[width]})
    page.goto(few[kind])
    page.locator(".karte-flaeche").scroll_into_view_if_needed()
    drawn(page)
    for words, name in {"32791": "32791 Lage, Kreis Lippe", "Kreis Lippe": "Kreis Lippe"}.items():
        ask(page, words)
        expect(page.locator(PIN)).to_have_attribute("aria-label", f"Gesuchter Ort: {name}")
        expect(page.locator(".legende-ort").first).to_contain_text(f"Gesucht: {name}")
        assert in_view(page, PIN) == [True]
        assert in_view(page, OUTLINE) == ([True] if kind == "genau" else []), "without exact data no border is made up"
        assert in_view(page, f"{marker('Anbieter Nah, Detmold')}, {marker('Anbieter Land')}") == [True, True]
        assert True not in in_view(page, f"{marker('Anbieter Bund')}, {marker('Anbieter Nah, Passau')}")
    unknown = page.get_by_text("Die Grenze dieses Gebiets kennt die Karte nicht.")
    expect(unknown).to_be_visible(visible=kind == "ungefähr")
    expect(page.get_by_text("Wer bundesweit arbeitet, kann außerhalb des Ausschnitts sitzen.")).to_be_visible()
    page.get_by_role("button", name="Suche leeren").or_(page.get_by_role("searchbox")).first.fill("")
    expect(page.locator(f"{PIN}, {OUTLINE}, .legende-ort:visible")).to_have_count(0)


@pytest.mark.parametrize("kind", ["ungefähr", "genau"])
def test_the_map_shows_and_outlines_the_area_asked_for_and_whoever_works_everywhere_never_sets_it(
    page: Page, few: Pages, kind: str
) -> None:
    page.goto(few[kind])
    drawn(page)
    ask(page, "Uckermark")
    assert in_view(page, PIN) == [True]
    assert True not in in_view(page, marker("Anbieter Bund"))
    ask(page, "Anbieter Bund")
    assert in_view(page, LAND) == [True] * 16, "the whole country, and not Munich"
    ask(page, "Anbieter Nah")
    assert in_view(page, f"{marker('Anbieter Nah, Detmold')}, {marker('Anbieter Nah, Passau')}") == [True, True]
    assert False in in_view(page, LAND)
    for words, number in {"Bayern": 1, "LWL": 27 if kind == "genau" else 0}.items():
        ask(page, words)
        expect(page.locator(OUTLINE)).to_have_count(number)
        assert all(in_view(page, OUTLINE)), words
        expect(page.locator(PIN)).to_have_count(0)
    assert in_view(page, marker("Anbieter Nah, Detmold")) == [True]


def test_an_area_that_is_only_chosen_is_outlined_as_one_that_is_typed(page: Page, few: Pages) -> None:
    for chosen, number in {"bundeslaender=BY": 1, "bundeslaender=NW&kreis=05766": 1, "bundeslaender=NW&amt=lwl": 27}.items():
        page.goto(f"{few['genau']}#?{chosen}")
        drawn(page)
        expect(page.locator(OUTLINE), chosen).to_have_count(number)
        assert all(in_view(page, OUTLINE)), chosen
        page.get_by_role("button", name="Alle Filter entfernen").or_(page.locator(".filter-marke")).last.click()
        expect(page.locator(OUTLINE), chosen).to_have_count(0)


def test_a_view_that_somebody_chose_stays(page: Page, few: Pages) -> None:
    page.goto(f"{few['genau']}#?q=Uckermark&karte=48.5,11.5,7")
    expect(page.locator(OUTLINE)).to_be_attached()
    drawn(page)
    assert in_view(page, PIN) == [False]
    assert in_view(page, marker("Anbieter Bund")) == [True]


def test_openstreetmap_keeps_the_place_and_gets_closer(page: Page, few: Pages, tiles: list[str]) -> None:
    page.goto(f"{few['genau']}#?q=32791")
    expect(page.locator(OUTLINE)).to_be_attached()
    page.get_by_text("Genauere Karte von OpenStreetMap").click()
    page.locator(".kacheln button").click()
    closer = page.get_by_role("button", name="Vergrößern", exact=True)
    for _ in range(9):
        closer.click()
    expect(page.locator(f"{PIN}, {OUTLINE}")).to_have_count(2)
    assert max(int(re.findall(r"/(\d+)/\d+/\d+\.png", url)[0]) for url in tiles) > 12
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("BKG")
    page.get_by_role("button", name="Zustimmung zurücknehmen").click()
    expect(page.locator(".karte-ort")).not_to_have_count(0)


NAMES = ".leaflet-namen-pane span"
EMPTY = """async (buttons, names) => {
    const [area, closer] = [document.querySelector(".karte-flaeche"), document.querySelector("[data-karte=naeher]")];
    const frame = () => new Promise(requestAnimationFrame);
    const liesIn = (inner, outer) =>
        outer.left <= inner.left && outer.top <= inner.top && inner.right <= outer.right && inner.bottom <= outer.bottom;
    const named = () => [...document.querySelectorAll(names)]
        .some((name) => liesIn(name.getBoundingClientRect(), area.getBoundingClientRect()));
    const empty = [];
    for (const button of buttons) {
        button.click();
        await frame();
        closer.click();
        for (let frames = 0; frames < 100 && !named(); frames++) await frame(); // names of small towns come from a file of their own
        if (!named()) empty.push(button.innerText);
    }
    return empty;
}"""
"""Of all these buttons those after which the map, a step closer, names nothing."""


@pytest.mark.parametrize("kind", ["ungefähr", "genau"])
def test_to_show_on_the_map_never_ends_on_an_empty_sheet(new_page: NewPage, demonstration: Pages, kind: str) -> None:
    page = new_page(viewport={"width": 375, "height": 812})
    page.goto(demonstration[kind])
    page.locator(".karte-flaeche").scroll_into_view_if_needed()
    drawn(page)
    buttons = page.get_by_role("button", name="Auf der Karte zeigen")
    assert buttons.count() > 20
    assert buttons.evaluate_all(EMPTY, NAMES) == []


@pytest.mark.parametrize("kind", ["ungefähr", "genau"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_covers_a_marker_another_name_a_dot_or_an_edge(new_page: NewPage, demonstration: Pages, kind: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": WIDTHS[width]})
    page.goto(demonstration[kind])
    page.locator(".karte-flaeche").scroll_into_view_if_needed()
    drawn(page)
    for look in views(page):
        expect(page.locator(NAMES)).not_to_have_count(0)  # they come after the markers, those of small towns later
        [area], names, others = boxes(page, ".karte-flaeche", NAMES, f"{MARKS}, {PIN}, .karte-ort, .leaflet-control-attribution")
        assert all(lies_in(name, area) for name in names), look
        pairs = [*combinations(names, 2), *((name, other) for name in names for other in others)]
        assert [pair for pair in pairs if overlap(*pair)] == [], look


def views(page: Page) -> Iterator[str]:
    """The map as it comes, closer, and after questions."""
    yield "as it comes"
    for name in ("Vergrößern", "Nach rechts", "Vergrößern", "Vergrößern"):
        page.get_by_role("button", name=name, exact=True).click()
        yield name
    for words in ("32791", "Uckermark", "Nordrhein-Westfalen", "Autismus"):
        ask(page, words)
        yield words


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


_COLOURS = """() => {
  const of = (selector, name, part) => getComputedStyle(document.querySelector(selector), part)[name];
  return {
    grounds: [of(".karte-land", "fill"), of(".karte-flaeche", "backgroundColor")],
    Land: of(".karte-land", "stroke"), Kreis: of(".karte-kreisgrenze", "stroke"), gesucht: of(".karte-gesucht", "stroke"),
    Ort: of(".karte-ort:not(.gesucht)", "backgroundColor", "::before"), Name: of(".karte-ort:not(.gesucht) span", "color"),
    Marke: of(".marke-ort span", "backgroundColor"),
  };
}"""


def test_borders_and_towns_stand_out_from_land_and_water(page: Page, exact_web: str) -> None:
    page.goto(f"{exact_web}#?q=32791")
    drawn(page)
    for selector in (OUTLINE, ".karte-kreisgrenze", ".karte-ort:not(.gesucht)"):
        expect(page.locator(selector).first).to_be_attached()
    for look in seen(page, "light", "dark"):
        assert_contrast(page.evaluate(_COLOURS), look)
        assert axe(page) == [], look


def assert_contrast(colours: dict[str, Any], look: str) -> None:
    grounds = colours.pop("grounds")
    for what, colour in colours.items():
        assert min(contrast(colour, ground) for ground in grounds) >= (4.5 if what == "Name" else 3), (look, what, colour)


def contrast(one: str, other: str) -> float:
    """As WCAG counts it, of two colours like rgb(1, 2, 3)."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_map_stays_beside_the_list_and_takes_the_width_of_a_large_window(new_page: NewPage, web: str) -> None:
    areas = {}
    for width in (1280, 1920):
        page = new_page(viewport={"width": width, "height": WIDTHS[width]})
        page.goto(web)
        drawn(page)
        page.mouse.wheel(0, 2500)
        assert page.evaluate(
            """async () => {
                const ende = performance.now() + 60_000;
                while (scrollY <= 1000 && performance.now() < ende) await new Promise(requestAnimationFrame);
                return scrollY > 1000;
            }"""
        )
        [area], [cards, *_] = boxes(page, ".karte-flaeche", ".treffer")
        assert cards[2] < area[0], "beside each other"
        assert lies_in(area, (0, 0, width, WIDTHS[width])), "still in the window"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        areas[width] = area
    assert areas[1920][2] > 1920 - 64
    assert areas[1920][2] - areas[1920][0] > 1.5 * (areas[1280][2] - areas[1280][0])


KREISE = ("05766", "05112", "12073", "09162", "11000", "04011")


@pytest.mark.parametrize("kind", ["ungefähr", "genau"])
def test_the_small_map_of_a_kreis_needs_no_script_and_covers_no_mark(new_page: NewPage, demonstration: Pages, kind: str) -> None:
    page = new_page(java_script_enabled=False)
    for ags in KREISE:
        page.goto(f"{demonstration[kind]}kreis/{ags}.html")
        assert page.locator(".kreiskarte > svg path.karte-gesucht").count() == (1 if kind == "genau" else 0)
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            [area], names, marks, outline = boxes(
                page,
                ".kreiskarte > svg",
                ".kreiskarte text",
                ".kreiskarte > svg :is(.karte-marke, .karte-etwa)",
                ".kreiskarte > svg .karte-gesucht",
            )
            assert max(area[2] - area[0], area[3] - area[1]) > 250
            assert all(lies_in(box, area) for box in (*names, *marks, *outline))
            pairs = [*combinations(names, 2), *((name, mark) for name in names for mark in marks)]
            assert [pair for pair in pairs if overlap(*pair)] == [], (ags, width)


_SMALL = """() => {
  const of = (selector, name) => getComputedStyle(document.querySelector(`.kreiskarte > ${selector}`))[name];
  return {
    grounds: [of("svg .karte-land", "fill"), of("svg", "backgroundColor")],
    Land: of("svg .karte-land", "stroke"), gesucht: of("svg .karte-gesucht", "stroke"),
    Ort: of("svg .karte-stadt", "fill"), Name: of("svg text", "fill"), Marke: of("svg .karte-marke", "fill"),
  };
}"""


def test_the_small_map_leads_to_the_large_one(page: Page, exact_web: str) -> None:
    page.goto(f"{exact_web}kreis/05766.html")
    for look in seen(page, "light", "dark"):
        assert_contrast(page.evaluate(_SMALL), look)
    page.get_by_role("link", name="Auf der großen Karte zeigen").click()
    expect(page.locator(PIN)).to_have_attribute("aria-label", "Gesuchter Ort: Kreis Lippe")
    expect(page.locator(OUTLINE)).to_be_attached()

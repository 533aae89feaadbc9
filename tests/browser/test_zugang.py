"""Finding for everybody: with the keyboard alone, with large letters, in every state."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage, axe, seen


def status(page: Page) -> Locator:
    return page.locator(".treffer [role=status]")


@pytest.mark.parametrize(  # every two of the six meet
    ("way", "look", "width"), [("http", "light", 375), ("http", "dark", 1280), ("file", "light", 1280), ("file", "dark", 375)]
)
def test_the_whole_way_with_the_keyboard_alone(new_page: NewPage, web: str, site: Path, width: int, look: str, way: str) -> None:
    """From a PLZ to a value, to a remembered provider, to the Merkliste on paper."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=look)
    page.add_init_script("window.print = () => { document.documentElement.dataset.gedruckt = 'ja'; }")
    page.goto(web if way == "http" else (site / "index.html").as_uri())

    def reach(target: Locator) -> None:
        wanted = target.element_handle()
        for _ in range(80):
            if page.evaluate("element => element === document.activeElement", wanted):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"not reached: {target}")

    reach(page.get_by_role("searchbox"))
    page.keyboard.type("32756")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("3 Anbieter arbeiten hier")
    reach(page.locator(".filter > summary"))
    page.keyboard.press("Enter")
    reach(page.locator('[data-facette="kommunikation"] > summary'))
    page.keyboard.press("Enter")
    reach(page.locator('input[value="dgs"]'))
    page.keyboard.press("Space")
    expect(status(page)).to_contain_text("2 Anbieter arbeiten hier")
    reach(page.locator("[data-merken]").first)
    page.keyboard.press("Enter")
    page.locator("h1").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    reach(page.locator(".zur-merkliste a"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merkliste")
    expect(page.locator("table")).to_be_visible()
    reach(page.get_by_role("button", name="Vergleich drucken"))
    page.keyboard.press("Enter")
    expect(page.locator("html[data-gedruckt]")).to_have_count(1)


STATES = {
    "filter": "#?branchen=pflege",
    "nobody": "#?q=Detmold&branchen=kultur&kommunikation=lormen",
    "radius": "#?q=Detmold&umkreis=100",
    "words": "#?q=Detmold+Gartenbau",
}


def open_filter(page: Page) -> None:
    """Open it and wait for its numbers."""
    if not page.locator(".filter").evaluate("element => element.open"):
        page.locator(".filter > summary").click()
    everybody = page.locator(".karten[data-anzahl]").get_attribute("data-anzahl")
    expect(page.locator(".filter-zeigen button")).not_to_have_text(f"{everybody} Anbieter zeigen")


def open_everything(page: Page) -> None:
    open_filter(page)
    summaries = page.locator(".filter summary:visible, .mitnehmen summary:visible")
    summaries.evaluate_all("all => all.forEach((one) => { one.parentElement.open = true; })")


@pytest.mark.parametrize("state", STATES)
def test_axe_has_nothing_to_say_about_any_state_on_paper_or_on_a_screen(page: Page, web: str, state: str) -> None:
    page.goto(web + STATES[state])
    expect(page.locator(".filter-marken, .lockern").locator("visible=true").first).to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert axe(page) == []
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    open_everything(page)
    for look in seen(page, "light", "dark", "forced"):
        assert axe(page) == [], look


BOXES = """all => all.map((one) => {
    const { x, width, height } = one.getBoundingClientRect();
    return [one.outerHTML.slice(0, 120), x, width, height];
})"""


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_lost_when_it_is_large(new_page: NewPage, web: str, state: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(web + STATES[state])
    expect(page.locator(".filter-marken, .lockern").locator("visible=true").first).to_be_visible()
    open_filter(page)
    for window, size in ((320, "100%"), (640, "200%")):
        page.set_viewport_size({"width": window, "height": 640})
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= window
        boxes = page.locator("main :is(button, select, summary, input):visible").evaluate_all(BOXES)
        assert len(boxes) > 10
        assert [box for box in boxes if min(box[2:]) < 24 or box[1] < 0 or box[1] + box[2] > window] == [], size


COVERED = """() => {
    const element = document.activeElement;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const inside = (x, y) => {
        const hit = document.elementFromPoint(x, y);
        return hit && (element.contains(hit) || hit.closest("label")?.contains(element));
    };
    const points = [[left + 3, top + 3], [right - 3, bottom - 3], [(left + right) / 2, (top + bottom) / 2]];
    const covered = points.some(([x, y]) => inside(x, y)) ? "" : element.outerHTML.slice(0, 150);
    return [covered, element === document.querySelector(".fuss a")];
}"""
"""What has the focus, if something lies over it; and whether it is the first link of the foot."""


@pytest.mark.parametrize("width", [375, 1280])
def test_what_has_the_focus_is_never_covered(new_page: NewPage, web: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    page.goto(web + STATES["radius"])
    expect(page.locator(".filter-marke")).to_have_count(1)
    open_everything(page)
    page.locator(".marke").focus()
    reached, at_the_foot = 0, False
    while not at_the_foot:
        page.keyboard.press("Tab")
        covered, at_the_foot = page.evaluate(COVERED)
        assert covered == ""
        reached += 1
        assert reached < 300
    assert reached > 40

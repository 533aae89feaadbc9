"""The map: for keyboards and screen readers, in step with the list, and silent towards others until the reader agrees."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

import build
from landkarte.desk.commandline import OK, Options
from tests.browser.conftest import EVIL, MARKS, Folder, NewPage, all_asked, answered, ask, axe, drawn, seen
from tests.conftest import DAY, ROOT, make_project


def labels(elements: Locator) -> list[str]:
    found: list[str] = elements.evaluate_all("all => all.map((one) => one.getAttribute('aria-label') || '')")
    return found


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def consent(page: Page) -> Locator:
    """Open the part about OpenStreetMap; returns its button."""
    drawn(page)
    page.get_by_text("Genauere Karte von OpenStreetMap").click()
    return page.locator(".kacheln button")


def test_by_keyboard_every_marker_and_cluster_is_reached_and_has_a_name_or_the_map_is_skipped(page: Page, web: str) -> None:
    page.goto(web)
    names = labels(drawn(page))
    page.locator("#map_landkarte").focus()
    reached = []
    for _ in names:
        page.keyboard.press("Tab")
        reached += labels(page.locator("[role=button]:focus"))
    assert sorted(reached) == sorted(names)
    cluster = re.compile(r"\d+ Standorte, mit Eingabetaste vergrößern")
    assert any(map(cluster.fullmatch, reached))
    assert all(cluster.fullmatch(name) or re.fullmatch(r".+, .+", name) for name in reached)
    page.get_by_role("link", name="Karte überspringen").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("footer :focus")).to_have_count(1)


def test_enter_opens_a_popup_that_says_how_far_it_is_and_escape_leads_back(page: Page, web: str) -> None:
    page.goto(web)
    drawn(page)
    ask(page, "32791")
    marker = page.get_by_role("button", name="Beispiel Coaching gGmbH Detmold, Detmold")
    marker.focus()
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog", name="Beispiel Coaching gGmbH Detmold")
    expect(popup.get_by_role("link").first).to_be_focused()
    expect(popup.locator("a[href^='tel:']")).to_have_text(re.compile(r"^\+49 "))
    expect(popup).to_contain_text("32756 Detmold")
    expect(popup).to_contain_text("JobcoachingAP")
    expect(popup).to_contain_text(re.compile(r"Standort [\w\s]*\d+\skm entfernt"))
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(marker).to_be_focused()
    page.keyboard.press("Space")
    expect(popup.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beispiel Coaching gGmbH Detmold")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_cluster_that_opens_hands_the_focus_on(new_page: NewPage, web: str, motion: str) -> None:
    page = new_page(reduced_motion=motion)
    page.goto(web)
    drawn(page)
    page.locator(".marke-haufen[role=button]").first.focus()
    [before] = labels(focused(page))
    page.keyboard.press("Enter")
    expect(page.locator(f"{MARKS}:focus")).to_have_count(1)
    expect(page.locator(f"{MARKS}:focus")).not_to_have_attribute("aria-label", before)


def shown_on_map(page: Page) -> int:
    """Standorte behind all markers and clusters in view."""
    return sum(int(match[1]) if (match := re.match(r"(\d+) Standorte,", name)) else 1 for name in labels(drawn(page)))


def sites_in_list(page: Page) -> int:
    """Standorte of all providers in the list."""
    towns = page.locator(".treffer [data-feld=orte]").all_inner_texts()
    return sum(text.count(",") + 1 for text in towns)


def test_list_and_map_show_the_same(page: Page, web: str) -> None:
    page.goto(web)
    assert shown_on_map(page) == sites_in_list(page)
    for words in ("Autismus", "Bayern", "Rückkehr Psychiatrie", "Detmold", "32805", "LWL"):
        ask(page, words)
        assert shown_on_map(page) == sites_in_list(page), words
    ask(page, "Frankfurt")
    expect(page.locator(MARKS)).to_have_count(0)  # a question back shows nobody


def test_the_names_on_the_map_are_those_of_the_list_and_code_in_them_is_only_text(page: Page, large: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(large)
    drawn(page)
    for words, expected in {"Nachbar": "Beispiel Nachbar, Detmold", "Müßiggang": "Beispiel Müßiggang Grüße, Passau"}.items():
        ask(page, words)
        assert labels(drawn(page)) == [expected]
    ask(page, "onerror")
    page.get_by_role("button", name=f"{EVIL}, Kiel", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("link")).to_have_text(EVIL)


def test_a_search_from_before_the_map_was_drawn_counts(page: Page, large: str) -> None:
    page.goto(large + "#?q=Nachbar")
    expect(page.get_by_role("button", name="Beispiel Nachbar, Detmold")).to_be_visible()
    expect(page.locator(MARKS)).to_have_count(1)


def test_a_rough_position_is_drawn_and_named_as_such(page: Page, large: str) -> None:
    page.goto(large)
    drawn(page)
    ask(page, "Ungefähr")
    marker = page.get_by_role("button", name="Beispiel Ungefähr, Erfurt, Lage nur ungefähr bekannt")
    expect(marker).to_have_attribute("aria-label", re.compile("im Umkreis von etwa 22 km$"))
    expect(marker).to_have_class(re.compile("marke-ungefaehr"))
    area = page.locator(".karte-umkreis")
    box = area.bounding_box()
    assert box
    assert box["width"] > 50, "an area, and no point"
    marker.click()
    expect(page.get_by_role("dialog")).to_contain_text("Die Lage ist nur ungefähr bekannt: im Umkreis von etwa 22 km um diesen Punkt.")
    expect(page.locator(".legende")).to_contain_text("Lage nur ungefähr bekannt: irgendwo in dem gestrichelten Kreis")
    ask(page, "Nachbar")
    expect(area).to_have_count(0)


def test_a_point_that_was_looked_up_names_its_source(page: Page, web: str, serve: Folder, tmp_path: Path) -> None:
    root = make_project(tmp_path / "projekt", ROOT / "tests/examples/R-10/gut")
    assert build.run(root, Options(), DAY) == OK
    page.goto(serve(root / "site"))
    page.get_by_role("button", name="Beispiel haus, Detmold", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Dieser Punkt ist aus der Adresse nachgeschlagen (OpenStreetMap).")
    source = page.locator(".leaflet-control-attribution")
    expect(source).to_contain_text("nachgeschlagene Punkte: © OpenStreetMap-Mitwirkende, ODbL")
    page.goto(web)
    drawn(page)
    expect(source).not_to_contain_text("ODbL")


def test_nothing_is_asked_of_openstreetmap_before_consent_or_after_withdrawal(page: Page, web: str, tiles: list[str]) -> None:
    page.goto(web)
    button = consent(page)
    page.get_by_role("button", name="Vergrößern", exact=True).click()
    assert tiles == []
    expect(page.locator(".kacheln")).to_contain_text("IP-Adresse")
    button.press("Enter")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert tiles
    assert all(re.fullmatch(r"https://tile\.openstreetmap\.org/\d+/\d+/\d+\.png", url) for url in tiles)
    expect(page.get_by_role("link", name="OpenStreetMap-Mitwirkende")).to_be_visible()
    expect(page.locator(".karte-land")).to_have_count(0)
    page.get_by_role("button", name="Zustimmung zurücknehmen").click()
    expect(page.locator(".leaflet-tile")).to_have_count(0)
    expect(page.locator(".karte-land")).to_have_count(16)
    tiles.clear()
    for name in ("Vergrößern", "Nach rechts", "Ganz Deutschland"):
        page.get_by_role("button", name=name, exact=True).click()
    all_asked(page)
    assert tiles == []


def test_beside_a_long_list_everything_below_the_map_can_be_reached(page: Page, web: str) -> None:
    page.goto(web)
    drawn(page)
    page.evaluate("scrollTo(0, 1500)")
    page.get_by_text("Genauere Karte von OpenStreetMap").click()
    for key in ("Tab", "Tab"):  # a link, then the button
        page.keyboard.press(key)
    agree = page.get_by_role("button", name="Zustimmen und OpenStreetMap laden")
    expect(agree).to_be_focused()
    expect(agree).to_be_in_viewport(ratio=1)


def test_nothing_is_kept_on_the_device(page: Page, web: str, tiles: list[str]) -> None:
    page.goto(web)
    consent(page).press("Enter")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    tiles.clear()
    page.reload()
    drawn(page)
    assert tiles == []


def test_from_a_file_the_map_works_and_says_why_there_are_no_tiles(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    drawn(page)
    expect(page.locator(".karte-land")).to_have_count(16)
    page.get_by_text("Genauere Karte von OpenStreetMap").click()
    expect(page.get_by_text("Sie haben sie als Datei geöffnet")).to_be_visible()
    expect(page.locator(".kacheln button")).to_have_count(0)


def asked_borders(page: Page) -> list[str]:
    """Collects of which Länder the page asks for the Kreise."""
    asked: list[str] = []
    page.on("request", lambda request: asked.extend(re.findall(r"/kreise-(..)\.js", request.url)))
    return asked


def zoom_in(page: Page, times: int) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Vergrößern", exact=True).click()


def names_laender(page: Page) -> None:
    page.locator(".karte-landname span").first.wait_for()
    named = {name.replace("-\n", "-") for name in page.locator(".karte-landname").all_inner_texts()}
    assert {"Mecklenburg-Vorpommern", "Sachsen-Anhalt", "Nordrhein-Westfalen", "Bayern", "Niedersachsen"} <= named


def test_exact_borders_take_the_place_of_the_drawing_and_kreise_in_view_come_when_the_map_is_close(page: Page, exact_web: str) -> None:
    asked = asked_borders(page)
    page.goto(exact_web)
    drawn(page)
    expect(page.locator(".karte-land")).to_have_count(16)
    names_laender(page)
    sources = page.locator(".leaflet-control-attribution")
    expect(sources).to_contain_text("© GeoBasis-DE / BKG 2026 (Daten verändert, dl-de/by-2-0)")
    expect(sources.get_by_role("link", name="BKG")).to_have_attribute("href", "https://www.bkg.bund.de")
    assert asked == []
    ask(page, "Coaching gGmbH Detmold")
    zoom_in(page, 2)
    expect(page.locator(".karte-kreisgrenze").first).to_be_attached()
    all_asked(page)
    assert "nw" in asked
    assert {"by", "bw", "sn", "be", "mv", "sl"}.isdisjoint(asked)
    page.get_by_role("button", name="Ganz Deutschland").click()
    expect(page.locator(".karte-kreisgrenze")).to_have_count(0)
    zoom_in(page, 3)
    expect(page.locator(".karte-kreisgrenze").first).to_be_attached()
    assert len(asked) == len(set(asked)), "each file is asked for once"


def test_kreise_give_way_to_openstreetmap(page: Page, exact_web: str, tiles: list[str]) -> None:
    page.goto(exact_web)
    button = consent(page)
    ask(page, "Coaching gGmbH Detmold")
    expect(page.locator(".karte-kreisgrenze").first).to_be_attached()
    button.click()
    expect(page.locator(".karte-kreisgrenze, .karte-land")).to_have_count(0)
    assert tiles
    button.click()
    expect(page.locator(".karte-kreisgrenze").first).to_be_attached()
    expect(page.locator(".karte-land")).to_have_count(16)


def test_without_exact_data_the_map_draws_and_asks_for_no_borders(page: Page, web: str) -> None:
    asked = asked_borders(page)
    page.goto(web)
    drawn(page)
    expect(page.locator(".karte-land")).to_have_count(16)
    names_laender(page)
    expect(page.locator(".leaflet-control-attribution")).not_to_contain_text("BKG")
    ask(page, "Coaching gGmbH Detmold")
    zoom_in(page, 2)
    all_asked(page)
    assert asked == []


def test_from_a_file_the_map_has_its_exact_borders(page: Page, exact_site: Path) -> None:
    page.goto((exact_site / "index.html").as_uri())
    drawn(page)
    expect(page.locator(".karte-land")).to_have_count(16)
    ask(page, "Coaching gGmbH Detmold")
    expect(page.locator(".karte-kreisgrenze").first).to_be_attached()


def test_the_controls_of_the_map_are_large_enough_and_move_it(page: Page, web: str) -> None:
    page.goto(web)
    drawn(page)
    controls = page.locator(f".karte button:visible, .karte summary, {MARKS}").evaluate_all(
        """all => all.map((one) => [one, one.getBoundingClientRect()]).map(([one, { width, height }]) =>
            [one.outerHTML, one.ariaLabel && !one.className.includes("marke") ? 44 : 30, Math.min(width, height)])"""
    )
    assert len(controls) > 10
    assert [html for html, least, size in controls if size < least] == []
    page.locator("#map_landkarte").scroll_into_view_if_needed()
    corner = page.locator(".karte-land").first
    for name in ("Vergrößern", "Verkleinern", "Nach links", "Nach oben", "Nach unten", "Nach rechts"):
        before = corner.bounding_box()
        page.get_by_role("button", name=name, exact=True).click()
        assert corner.bounding_box() != before, name


def test_the_wheel_scrolls_the_page_until_the_map_is_used(page: Page, web: str) -> None:
    page.goto(web)
    names = labels(drawn(page))
    page.locator("#map_landkarte").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => window.scrollY > 0")
    assert labels(drawn(page)) == names


def test_axe_has_nothing_to_say_about_an_open_popup_and_the_consent(page: Page, web: str) -> None:
    page.goto(web)
    expect(consent(page)).to_be_visible()
    page.locator(".marke-ort[role=button]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    for look in seen(page, "light", "dark"):
        assert axe(page) == [], look


def test_a_torn_part_of_the_map_in_a_link_hides_nobody(page: Page, web: str) -> None:
    page.goto(web)
    drawn(page)
    for torn in ("NaN", ",,,x", "54,9,47", "54.0,9.0,47.0,10.0"):
        with answered(page):
            page.evaluate("torn => { location.hash = `?ausschnitt=${torn}`; }", torn)
        expect(page.locator(".treffer [role=status]"), torn).to_have_text(re.compile(r"^\d+ Anbieter$"))
        expect(page.locator(".filter-marke"), torn).to_have_count(0)

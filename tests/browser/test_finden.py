"""Narrowing as readers do it: counts that are true, nothing hidden silently, and a link that brings all of it back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage, axe
from tests.browser.test_karte import marks, shown_on_map, sites_in_list

STATUS = ".treffer [role=status]"


def status(page: Page) -> Locator:
    return page.locator(STATUS)


def panel(page: Page) -> Page:
    """Open everything that narrows."""
    page.locator(".filter > summary").click()
    page.wait_for_function("window.landkarte.eintraege && window.landkarte.gebiete")
    return page


def group(page: Page, name: str) -> Locator:
    """A group of values, opened."""
    found = page.locator(f'[data-facette="{name}"]')
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def choose(page: Page, name: str, value: str) -> None:
    group(page, name).locator(f'input[value="{value}"]').check()


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q="))


def cards(page: Page) -> list[str]:
    return page.locator(".treffer h3").all_inner_texts()


def number(text: str) -> int:
    found = re.search(r"\((\d+)\)|: (\d+)", text)
    assert found, text
    return int(found[1] or found[2])


@pytest.mark.parametrize("name", ["leistungsarten", "anlaesse", "kommunikation", "stufen", "kapazitaetsstatus", "geschlechter"])
def test_the_number_beside_a_value_is_the_number_of_its_hits(page: Page, web: str, name: str) -> None:
    page.goto(web)
    labels = group(panel(page), name).locator("label:visible")
    for position in range(labels.count()):
        promised = number(labels.nth(position).inner_text())
        labels.nth(position).locator("input").check()
        expect(page.locator(".filter-marke")).to_have_count(1)
        expect(page.locator(".treffer h3")).to_have_count(promised)
        page.locator(".filter-marke").click()
        expect(page.locator(".filter-marke")).to_have_count(0)


def test_within_a_group_one_is_enough_and_between_groups_all_must_be_true(page: Page, web: str) -> None:
    page.goto(web)
    panel(page)
    choose(page, "branchen", "pflege")
    expect(page.locator(".filter-marke")).to_have_count(1)
    care = cards(page)
    choose(page, "branchen", "handwerk")
    expect(page.locator(".filter-marke")).to_have_count(2)
    either = cards(page)
    assert set(care) < set(either)
    choose(page, "kommunikation", "dgs")
    expect(page.locator(".filter-marke")).to_have_count(3)
    assert set(cards(page)) < set(either)


def test_a_value_that_leads_nowhere_is_not_offered_but_a_chosen_one_stays(page: Page, web: str) -> None:
    page.goto(web)
    panel(page)
    choose(page, "branchen", "kultur")
    search(page, "Kiel")
    expect(status(page)).to_contain_text("Kein Eintrag im Verzeichnis passt zu allen Filtern")
    expect(page.locator('input[value="kultur"]')).to_be_visible()
    for label in page.locator(".facette label:visible").all():
        assert label.locator("input").is_checked() or number(label.inner_text()) > 0


def test_what_is_not_shown_is_said(page: Page, web: str) -> None:
    page.goto(web)
    panel(page)
    search(page, "Detmold")
    expect(status(page)).to_contain_text("3 Anbieter arbeiten hier")
    page.locator("#umkreis").select_option("25")
    expect(status(page)).to_contain_text("im Umkreis von 25")
    expect(page.locator(".versteckt")).to_have_text("Nicht gezeigt: 2 weitere außerhalb des Umkreises.")
    page.locator("#umkreis").select_option("bundesweit")
    expect(status(page)).to_contain_text("26 Anbieter in ganz Deutschland, davon arbeiten 3 am gesuchten Ort")
    page.goto(web + "#?geschlechter=divers")
    expect(page.locator(".versteckt")).to_contain_text("wegen „Geschlecht“, davon")


def test_no_hits_say_what_to_loosen_and_how_many_that_gives(page: Page, web: str) -> None:
    address = web + "#?q=Detmold&branchen=kultur&kommunikation=lormen"
    page.goto(address)
    expect(page.locator(".lockern")).to_be_visible()
    offers = page.locator(".lockern button").all_inner_texts()
    assert "Ohne alle Filter: 3 Anbieter" in offers
    for offer in offers:
        page.goto("about:blank")
        page.goto(address)
        page.get_by_role("button", name=offer).click()
        expect(page.locator(".lockern")).to_be_hidden()
        served = page.locator(".treffer h3").count() - page.locator('.gruppe:has-text("In der Nähe") + ul h3').count()
        assert served == number(offer)


def test_several_words_that_no_entry_has_together_are_offered_alone(page: Page, web: str) -> None:
    page.goto(web)
    search(page, "Autismus Quantenphysik")
    offer = page.locator(".lockern a")
    expect(offer).to_have_count(1)
    promised = number(offer.inner_text())
    offer.click()
    expect(status(page)).to_contain_text("„Autismus“")
    assert len(cards(page)) == promised


def test_land_amt_and_kreis_narrow_step_by_step(page: Page, web: str) -> None:
    page.goto(web)
    panel(page)
    expect(page.locator("#kreis")).to_be_hidden()
    page.locator("#bundeslaender").select_option("NW")
    expect(page.locator(".filter-marke")).to_have_text("Bundesland: Nordrhein-Westfalen entfernen")
    in_land = len(cards(page))
    options = [text for text in page.locator("#kreis option:not([disabled])").all_inner_texts() if "(" in text]
    promised = number(next(text for text in options if text.startswith("Kreis Lippe")))
    page.locator("#kreis").select_option("05766")
    expect(page.locator(".filter-marke")).to_have_count(2)
    assert len(cards(page)) == promised < in_land
    page.locator("#kreis").select_option("")
    page.locator("#bundeslaender").select_option("")
    expect(page.locator("#kreis")).to_be_hidden()


def test_the_order_can_be_chosen(page: Page, web: str) -> None:
    page.goto(web + "#?q=Autismus")
    expect(status(page)).to_contain_text("„Autismus“")
    page.locator("#sortiert").select_option("name")
    expect(page).to_have_url(re.compile("sortiert=name"))
    by_name = [int(card.get_attribute("data-eintrag") or "") for card in page.locator(".treffer li[data-eintrag]").all()]
    assert by_name == sorted(by_name)
    expect(page.locator('#sortiert option[value="entfernung"]')).to_be_disabled()
    page.locator("#sortiert").select_option("stand")
    expect(page).to_have_url(re.compile("sortiert=stand"))
    years = [re.findall(r"\d{4}", text)[0] for text in page.locator("[data-feld=stand]").all_inner_texts()]
    assert years == sorted(years, reverse=True)


def test_every_hit_of_a_search_says_why(page: Page, web: str) -> None:
    page.goto(web)
    search(page, "Gebärdensprache")
    expect(status(page)).to_contain_text("„Gebärdensprache“")
    reasons = page.locator("[data-feld=warum]").all_inner_texts()
    assert len(reasons) == len(cards(page)) > 0
    assert all(reason.strip() for reason in reasons)


def test_a_link_brings_everything_back_and_so_does_the_way_back(page: Page, new_page: NewPage, web: str) -> None:
    page.goto(web)
    marks(page)
    panel(page)
    search(page, "Autismus")
    choose(page, "kommunikation", "schriftlich")
    expect(page).to_have_url(re.compile("kommunikation=schriftlich"))
    page.locator("#sortiert").select_option("name")
    page.get_by_role("button", name="In diesem Kartenausschnitt suchen").click()
    expect(page).to_have_url(re.compile("ausschnitt="))
    page.locator("[data-merken]").first.click()
    expect(page).to_have_url(re.compile("merk="))
    there = new_page()
    there.goto(page.url)
    expect(there.locator(".filter-marke")).to_have_count(2)
    assert status(there).inner_text() == status(page).inner_text()
    assert cards(there) == cards(page)
    assert there.locator("#sortiert").input_value() == "name"
    assert there.locator('[data-merken][aria-pressed="true"]').count() == 1
    page.go_back()
    expect(page.locator(".filter-marke")).to_have_count(1)
    page.go_forward()
    expect(page.locator(".filter-marke")).to_have_count(2)


@pytest.mark.parametrize(
    "fragment",
    [
        "branchen=quatsch&anlaesse=__proto__",
        "sortiert=kaffee",
        "umkreis=-3&q=Detmold",
        "kreis=99999&amt=x",
        "bundeslaender=%3Cb%3E",
        "karte=a,b,c",
    ],
)
def test_nonsense_in_a_link_narrows_nothing(page: Page, web: str, fragment: str) -> None:
    page.goto(f"{web}#?{fragment}")
    page.locator("#map_landkarte").scroll_into_view_if_needed()
    expect(page.locator(".treffer h3").first).to_be_visible()
    expect(page.locator(".filter-marke")).to_have_count(0)


@pytest.mark.parametrize(
    "fragment",
    [
        "branchen=handwerk",
        "bundeslaender=NW",
        "q=Detmold&umkreis=200",
        "leistungsarten=unterstuetzte_beschaeftigung",
        "kapazitaetsstatus=frei",
    ],
)
def test_list_and_map_hold_the_same_set(page: Page, web: str, fragment: str) -> None:
    page.goto(f"{web}#?{fragment}")
    expect(page.locator(".filter-marke")).to_have_count(1)
    marks(page)
    assert shown_on_map(page) == sites_in_list(page)


def test_a_card_shows_itself_on_the_map_and_the_map_shows_the_card(page: Page, large: str) -> None:
    page.goto(large)
    search(page, "Müßiggang")
    expect(status(page)).to_contain_text("1 von 314")
    page.get_by_role("button", name=re.compile("^Auf der Karte zeigen")).click()
    popup = page.get_by_role("dialog", name="Beispiel Müßiggang Grüße")
    expect(popup.get_by_role("link", name="Beispiel Müßiggang Grüße")).to_be_focused()
    popup.get_by_role("button", name="In der Liste zeigen").click()
    expect(page.locator(".treffer h3 a")).to_be_focused()


def test_one_choice_is_announced_once(page: Page, web: str) -> None:
    page.goto(web)
    panel(page)
    page.evaluate(
        f"""window.gesagt = [];
        const status = document.querySelector("{STATUS}");
        new MutationObserver(() => window.gesagt.push(status.textContent)).observe(status, {{childList: true, characterData: true}});"""
    )
    choose(page, "branchen", "pflege")
    expect(status(page)).to_have_text("4 von 26 Anbietern")
    assert page.evaluate("window.gesagt") == ["4 von 26 Anbietern"]


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("way", ["http", "file"])
def test_the_whole_way_with_the_keyboard_alone(new_page: NewPage, web: str, site: Path, width: int, look: str, way: str) -> None:
    """From a PLZ to a value, to a remembered provider, to the Merkliste on paper."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=look)
    page.add_init_script("window.print = () => { document.documentElement.dataset.gedruckt = 'ja'; }")
    page.goto(web if way == "http" else (site / "index.html").as_uri())

    def reach(target: Locator) -> None:
        for _ in range(80):
            if target.evaluate("element => element === document.activeElement"):
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
    "words": "#?q=Autismus+Quantenphysik",
}


@pytest.mark.parametrize(
    "look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["light", "dark", "forced"]
)
@pytest.mark.parametrize("state", STATES)
def test_axe_has_nothing_to_say_about_any_state(new_page: NewPage, web: str, state: str, look: dict[str, str]) -> None:
    page = new_page(**look)
    page.goto(web + STATES[state])
    expect(page.locator(".filter-marken, .lockern").locator("visible=true").first).to_be_visible()
    for summary in page.locator(".filter summary:visible, .mitnehmen summary").all():
        if not summary.evaluate("element => element.parentElement.open"):
            summary.click()
    assert axe(page) == []


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (640, "200%")])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_lost_when_it_is_large(new_page: NewPage, web: str, state: str, width: int, size: str) -> None:
    page = new_page(viewport={"width": width, "height": 640})
    page.goto(web + STATES[state])
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    expect(page.locator(".filter-marken, .lockern").locator("visible=true").first).to_be_visible()
    if not page.locator(".filter").evaluate("element => element.open"):
        page.locator(".filter > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for control in page.locator("main :is(button, select, summary, input):visible").all():
        box = control.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width

"""The Merkliste as readers use it: remember, compare, ask, pass on, and leave no trace that was not wanted."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import TELEPHONE, NewPage, ask, axe, seen, visit

FIVE = ["beispiel-akademie-kiel", "beispiel-coaching-detmold", "beispiel-bbw-gotha", "beispiel-ub-dresden", "jc-4f7q2m"]
DETMOLD = "anbieter/beispiel-coaching-detmold.html"
KIEL = "anbieter/beispiel-akademie-kiel.html"
KEPT = """() => ({
    lokal: {...localStorage}, sitzung: {...sessionStorage}, kekse: document.cookie,
})"""
NOTHING = {"lokal": {}, "sitzung": {}, "kekse": ""}


def linked(web: str, ids: list[str], more: str = "") -> str:
    return f"{web}merkliste.html#?merk={','.join(ids)}{more}"


def remembered(page: Page) -> list[str]:
    """The names in the list, once it is there."""
    expect(page.locator("[data-module=merkliste]")).to_be_visible()
    return page.locator(".gemerkt li p:first-child a").all_inner_texts()


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=title, exact=True))


def columns(page: Page) -> list[str]:
    return page.get_by_role("columnheader").get_by_role("link").all_inner_texts()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this name has the focus."""
    here = "() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.value || ''; }"
    for _ in range(60):
        page.keyboard.press("Tab")
        if re.search(name, page.evaluate(here)):
            return
    pytest.fail(f"no way to {name} by keyboard")


def test_the_whole_way_by_keyboard(page: Page, web: str) -> None:
    page.goto(web + DETMOLD)
    tab_to(page, "^Merken: Beispiel Coaching gGmbH Detmold$")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Gemerkt: Beispiel Coaching")).to_have_attribute("aria-pressed", "true")
    page.goto(web + KIEL)
    tab_to(page, "^Merken: ")
    page.keyboard.press("Enter")
    tab_to(page, r"^Merkliste \(2\)$")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader")).to_have_count(2)
    assert columns(page) == ["Beispiel Coaching gGmbH Detmold", "Beispiel Akademie Kieler Förde"]
    tab_to(page, "^Nach unten: Beispiel Coaching")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader").first).to_contain_text("Kieler Förde")
    expect(page.get_by_role("button", name="Nach oben: Beispiel Coaching")).to_be_focused()
    tab_to(page, "^Entfernen: Beispiel Coaching")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Entfernen: Beispiel Akademie")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Beispiel Coaching gGmbH Detmold ist nicht mehr gemerkt.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Noch ist kein Anbieter gemerkt")).to_be_focused()
    assert page.evaluate(KEPT) == NOTHING


def test_before_somebody_asks_nothing_is_stored_and_then_only_ids(page: Page, web: str) -> None:
    for address in ("index.html", DETMOLD, "merkliste.html", "datenschutz.html"):
        visit(page, web + address)
        assert page.evaluate(KEPT) == NOTHING, address
    page.goto(linked(web, FIVE, "&q=Detmold"))
    expect(page.get_by_role("table")).to_be_visible()
    assert len(remembered(page)) == 5
    assert page.evaluate(KEPT) == NOTHING, "whoever looks at a link has not asked for anything"
    page.goto(web + DETMOLD)
    page.get_by_role("button", name="Merken").click()
    assert page.evaluate(KEPT) == {**NOTHING, "sitzung": {"landkarte-merkliste": "beispiel-coaching-detmold"}}
    page.get_by_role("link", name="Merkliste (1)").click()
    page.get_by_label("Auf diesem Gerät behalten").check()
    assert page.evaluate(KEPT) == {**NOTHING, "lokal": {"landkarte-merkliste": "beispiel-coaching-detmold"}}
    page.get_by_label("Auf diesem Gerät behalten").uncheck()
    assert page.evaluate(KEPT) == {**NOTHING, "sitzung": {"landkarte-merkliste": "beispiel-coaching-detmold"}}


def test_what_is_kept_on_the_device_is_there_in_the_next_window(page: Page, web: str) -> None:
    page.goto(web + DETMOLD)
    page.get_by_role("button", name="Merken").click()
    page.get_by_role("link", name="Merkliste (1)").click()
    page.get_by_label("Auf diesem Gerät behalten").check()
    context = page.context
    page.close()
    later = context.new_page()
    later.goto(web + "merkliste.html")
    expect(later.locator(".gemerkt li")).to_have_count(1)


def test_windows_side_by_side_share_the_list_and_closing_them_forgets_it(page: Page, web: str) -> None:
    page.goto(web + DETMOLD)
    page.get_by_role("button", name="Merken").click()
    other = page.context.new_page()
    other.goto(web + KIEL)
    expect(other.get_by_role("link", name="Merkliste (1)")).to_be_visible()
    other.get_by_role("button", name="Merken").click()
    expect(page.get_by_role("link", name="Merkliste (2)")).to_be_visible()
    context = page.context
    page.close()
    other.close()
    later = context.new_page()
    later.goto(web + "merkliste.html")
    expect(later.get_by_role("heading", name="Noch ist kein Anbieter gemerkt")).to_be_visible()


@pytest.mark.parametrize("where", ["merkliste.html", "datenschutz.html"])
def test_emptying_removes_every_trace(page: Page, web: str, where: str) -> None:
    page.goto(web + DETMOLD)
    page.get_by_role("button", name="Merken").click()
    page.get_by_role("link", name="Merkliste (1)").click()
    page.get_by_label("Auf diesem Gerät behalten").check()
    page.goto(web + where)
    page.get_by_role("button", name="Merkliste leeren").click()
    expect(page.get_by_text("Auf Ihrem Gerät ist nichts mehr gespeichert.")).to_be_visible()
    assert page.evaluate(KEPT) == NOTHING


def test_a_removal_can_be_taken_back(page: Page, web: str) -> None:
    page.goto(linked(web, FIVE))
    page.get_by_role("button", name="Merkliste leeren").click()
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator(".gemerkt li")).to_have_count(5)


def test_a_link_shows_the_same_to_somebody_else(new_page: NewPage, web: str) -> None:
    mine = new_page()
    mine.goto(linked(web, FIVE, "&q=32756"))
    mine.get_by_label("Vergleichen: Beispiel Coaching gGmbH Detmold").uncheck()
    mine.get_by_role("button", name="Nach oben: Beispiel Akademie").or_(
        mine.get_by_role("button", name="Nach unten: Beispiel Akademie")
    ).click()
    expect(mine.get_by_role("columnheader")).to_have_count(3)
    names, compared = remembered(mine), columns(mine)
    theirs = new_page()
    theirs.goto(mine.url)
    expect(theirs.get_by_role("columnheader")).to_have_count(3)
    assert (remembered(theirs), columns(theirs)) == (names, compared)
    assert row(theirs, "Entfernung").inner_text() == row(mine, "Entfernung").inner_text()


def test_a_list_that_came_with_a_link_is_added_to_the_own_one_once_it_is_changed(page: Page, web: str) -> None:
    page.goto(web + KIEL)
    page.get_by_role("button", name="Merken").click()
    page.goto(linked(web, FIVE[1:4]))
    expect(page.locator(".herkunft")).to_contain_text("kommt aus einem Link. Ihre eigene Merkliste (1 weitere) bleibt erhalten")
    assert len(remembered(page)) == 3
    page.get_by_role("button", name="Entfernen: Beispiel Coaching").click()
    expect(page.locator(".herkunft")).to_be_hidden()
    assert page.evaluate(KEPT)["sitzung"]["landkarte-merkliste"] == "beispiel-bbw-gotha,beispiel-ub-dresden,beispiel-akademie-kiel"


def test_back_and_forward_lead_through_lists_and_places(page: Page, web: str) -> None:
    page.goto(linked(web, FIVE[:2]))
    assert len(remembered(page)) == 2
    page.goto(linked(web, FIVE[:3]))
    expect(page.locator(".gemerkt li")).to_have_count(3)
    page.get_by_label("Postleitzahl oder Ort").fill("Detmold")
    page.keyboard.press("Enter")
    expect(row(page, "Entfernung")).to_contain_text("km entfernt")
    page.go_back()
    expect(page.get_by_role("rowheader", name="Entfernung", exact=True)).to_have_count(0)
    page.go_back()
    expect(page.locator(".gemerkt li")).to_have_count(2)
    page.go_forward()
    page.go_forward()
    expect(page.locator(".gemerkt li")).to_have_count(3)
    expect(row(page, "Entfernung")).to_contain_text("km entfernt")


def test_going_back_does_not_bring_back_what_was_removed_elsewhere(page: Page, web: str) -> None:
    page.goto(web + KIEL)
    page.get_by_role("button", name="Merken").click()
    page.goto(web + DETMOLD)
    page.get_by_role("button", name="Merken").click()
    page.get_by_role("link", name="Merkliste (2)").click()
    assert len(remembered(page)) == 2
    page.get_by_role("link", name="Beispiel Akademie Kieler Förde").first.click()
    page.get_by_role("button", name="Gemerkt: Beispiel Akademie").click()
    page.go_back()
    expect(page.locator(".gemerkt li")).to_have_count(1)
    expect(page.locator(".herkunft")).to_be_hidden()


STRANGE = [
    "__proto__,constructor",
    "../../boese",
    "<img src=x onerror=alert(1)>",
    "gibt-es-nicht",
    "a" * 5000,
    ",".join(f"x{n}" for n in range(9999)),
]


def test_strange_ids_are_left_aside(page: Page, web: str) -> None:
    for hostile in STRANGE:
        page.goto(linked(web, [hostile, FIVE[1]] if len(hostile) < 20_000 else [FIVE[1], hostile], "&auswahl=__proto__"))
        expect(page.locator(".gemerkt li"), hostile[:50]).to_have_count(1)
        page.goto(linked(web, [hostile]))
        expect(page.get_by_role("heading", name="Noch ist kein Anbieter gemerkt"), hostile[:50]).to_be_visible()


def test_of_five_four_are_compared_and_a_fifth_waits(page: Page, web: str) -> None:
    page.goto(linked(web, FIVE))
    expect(page.get_by_role("columnheader")).to_have_count(4)
    fifth = page.get_by_label("Vergleichen: Beispiel").or_(page.locator(".gemerkt li").nth(4).get_by_role("checkbox")).last
    fifth.click()
    expect(page.get_by_text("Nebeneinander passen 4.")).to_be_visible()
    expect(fifth).not_to_be_checked()
    page.get_by_label("Vergleichen: Beispiel Akademie").uncheck()
    expect(page.get_by_role("columnheader")).to_have_count(3)
    fifth.check()
    expect(page.get_by_role("columnheader")).to_have_count(4)
    assert "Beispiel Akademie Kieler Förde" not in columns(page)
    for box in page.locator(".gemerkt li").get_by_role("checkbox").all():
        box.uncheck()
    expect(page.get_by_text("Wählen Sie oben mindestens einen Anbieter aus.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Wählen Sie oben mindestens einen Anbieter aus.")).to_be_visible()


def test_the_table_says_what_decides_and_what_is_missing(page: Page, web: str) -> None:
    page.goto(linked(web, FIVE[:2], "&q=Detmold"))
    titles = (
        *("Entfernung", "Kontakt", "Ziel", "Anlässe", "Branchen", "Erfahrung mit", "Personenkreis", "Verständigung", "Kapazität"),
        *("Einzugsgebiet", "Wer bezahlt", "Dauer", "Kosten", "Kennenlerngespräch", "Von uns gesehen", "Stand der Angaben"),
    )
    for title in titles:
        expect(row(page, title).get_by_role("cell"), title).to_have_count(2)
    kiel, detmold = row(page, "Kosten").get_by_role("cell").all_inner_texts()
    assert kiel.endswith("keine Angabe")
    assert "Stundensatz: " in detmold
    assert "Angabe vom" in detmold
    assert "Kommt in den Kreis Lippe" in row(page, "Entfernung").inner_text()
    assert "Nennt diesen Ort nicht als Einzugsgebiet" in row(page, "Entfernung").inner_text()
    assert "Weiterbildungsnachweis eingesehen: Anja Musterberg" in row(page, "Von uns gesehen").inner_text()
    assert row(page, "Kontakt").locator("a[href^='tel:+49'], a[href^='mailto:']").count() == 4


def test_a_place_that_may_be_several_is_asked_about(page: Page, web: str) -> None:
    page.goto(linked(web, FIVE[:2], "&q=Neustadt"))
    choices = page.locator(".ort-wahl a")
    expect(choices.first).to_be_visible()
    choices.first.click()
    expect(row(page, "Entfernung")).to_contain_text("km entfernt")
    page.get_by_label("Postleitzahl oder Ort").fill("Xyzhausen")
    page.keyboard.press("Enter")
    expect(page.locator(".ort-satz")).to_contain_text("kennen wir nicht als Ort")


def test_number_and_distance_stand_in_the_list(page: Page, web: str) -> None:
    page.goto(linked(web, [FIVE[1]], "&q=32791"))
    expect(page.locator(".gemerkt li a[href^='tel:+49']")).to_have_count(1)
    expect(page.locator(".gemerkt .entfernung")).to_have_text(re.compile(r"\d+\skm entfernt"))


def test_the_text_names_the_chosen_ones_and_is_copied(page: Page, web: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(linked(web, FIVE[:2], "&q=Detmold"))
    text = page.get_by_label("Text der Anfrage")
    expect(text).to_have_value(re.compile("Arbeitsort: Detmold, Kreis Lippe"))
    expect(text).to_have_value(re.compile(re.escape(f"Telefon +49 30 23125012\n   {web}{DETMOLD}\n   Angaben vom 19. Oktober 2026")))
    page.get_by_role("button", name="Text kopieren").click()
    expect(page.get_by_text("Kopiert.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == text.input_value()
    assert "merkliste.html" not in copied, "a provider needs no list of the others"


@pytest.mark.parametrize("place", ["Detmold", "Autismus 32756"])
def test_names_are_passed_on_with_the_reason_and_where_nothing_can_be_copied_they_are_marked(page: Page, web: str, place: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(linked(web, FIVE, f"&q={place}"))
    page.get_by_role("button", name="5 Namen weitergeben").click()
    text = page.get_by_label("Text zum Weitergeben")
    expect(text).to_be_focused()
    marked = page.evaluate("getSelection().toString()")
    assert marked == text.input_value()
    assert marked.count("   Telefon +49") == 5
    assert "   Kommt in den Kreis Lippe, Standort" in marked
    assert ("; Autismus-Spektrum\n" in marked) == place.startswith("Autismus")
    assert re.search(rf"Nebeneinander: {re.escape(web)}merkliste\.html#\?q={place.replace(' ', '.')}&merk={','.join(FIVE)}$", marked)


def test_own_words_in_the_text_are_kept(page: Page, web: str) -> None:
    page.goto(linked(web, FIVE[:3]))
    text = page.get_by_label("Text der Anfrage")
    expect(text).to_have_value(re.compile("Gotha"))
    text.fill("Meine eigenen Worte")
    page.get_by_label("Vergleichen: Beispiel Akademie").uncheck()
    expect(page.get_by_role("button", name="Text für die neue Auswahl erstellen")).to_be_visible()
    expect(text).to_have_value("Meine eigenen Worte")
    page.get_by_role("button", name="Text für die neue Auswahl erstellen").click()
    expect(text).not_to_have_value(re.compile("Kieler Förde"))
    expect(text).to_have_value(re.compile("Guten Tag"))


def test_works_from_the_disk(new_page: NewPage, site: Path) -> None:
    page = new_page(offline=True)
    page.goto((site / DETMOLD).as_uri())
    page.get_by_role("button", name="Merken").click()
    page.get_by_role("link", name="Merkliste (1)").click()
    expect(page.get_by_role("columnheader")).to_have_count(1)
    page.get_by_label("Postleitzahl oder Ort").fill("32756")
    page.keyboard.press("Enter")
    expect(row(page, "Entfernung")).to_contain_text("km entfernt")
    assert "file:" not in page.get_by_label("Text der Anfrage").input_value(), "an address on this disk helps nobody else"


def test_works_where_storage_is_blocked(page: Page, web: str) -> None:
    page.add_init_script(
        "for (const n of ['localStorage', 'sessionStorage']) Object.defineProperty(window, n, {get() { throw new DOMException('nein'); }});"
    )
    page.goto(web + DETMOLD)
    page.get_by_role("button", name="Merken").click()
    page.get_by_role("link", name="Merkliste (1)").click()
    expect(page.get_by_role("columnheader")).to_have_count(1)
    page.get_by_role("button", name="Entfernen").click()
    expect(page.get_by_role("heading", name="Noch ist kein Anbieter gemerkt")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Noch ist kein Anbieter gemerkt")).to_be_visible()


def test_whoever_cannot_be_commissioned_cannot_be_remembered(page: Page, web: str, site: Path) -> None:
    employed = next(path for path in sorted((site / "jobcoach").glob("*.html")) if "Jobcoach bei" in path.read_text("utf-8"))
    page.goto(f"{web}jobcoach/{employed.name}")
    assert page.get_by_role("button", name="Merken").count() == 0
    page.goto(web + "jobcoach/jc-4f7q2m.html")
    expect(page.get_by_role("button", name="Merken: ")).to_be_visible()


def test_without_scripts_it_says_what_it_needs(new_page: NewPage, web: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(web + "merkliste.html")
    expect(page.locator("noscript p")).to_contain_text("Die Merkliste braucht JavaScript")
    expect(page.locator("noscript a[href='a-z/index.html']")).to_be_visible()
    page.goto(web + DETMOLD)
    assert page.get_by_text("Merken", exact=True).is_hidden()


@pytest.mark.parametrize("number", [0, 1, 4, 5])
def test_no_barrier_that_a_machine_finds_in_any_state(page: Page, web: str, number: int) -> None:
    visit(page, linked(web, FIVE[:number], "&q=Neustadt" if number == 4 else "&q=Detmold"))
    expect(page.get_by_role("columnheader")).to_have_count(min(number, 4))
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for look in seen(page, "light", "dark"):
            assert axe(page) == [], (width, look)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_fits_a_very_small_screen_and_says_whose_every_value_is(new_page: NewPage, web: str) -> None:
    page = new_page(viewport={"width": 320, "height": 800})
    page.goto(linked(web, FIVE, "&q=Detmold"))
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [cell.split("\n")[0] for cell in row(page, "Kosten").get_by_role("cell").all_inner_texts()] == remembered(page)[:4]


def test_prints_the_comparison_for_a_file(page: Page, web: str) -> None:
    page.goto(linked(web, FIVE, "&q=Detmold"))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # A4 portrait less its margins
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".druckkopf")).to_have_text(
        re.compile(r"^Landkarte JobcoachingAP, abgerufen am \d+\. \w+ \d{4}\. Arbeitsort: Detmold")
    )
    for name in ("Entfernen: Beispiel Akademie", "Text kopieren", "Vergleich drucken"):
        assert page.get_by_role("button", name=name).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.get_by_role("columnheader").first.is_visible()


def card(page: Page, name: str) -> Locator:
    return page.locator("li[data-eintrag]", has_text=name)


def test_cards_of_the_list_can_be_remembered_before_and_after_a_search(without_map: Page, web: str) -> None:
    page = without_map
    page.goto(web)
    expect(page.get_by_role("link", name=re.compile(r"^Merkliste \("))).to_have_count(0)
    card(page, "Beispiel Akademie Kieler Förde").get_by_role("button", name="Merken: Beispiel Akademie Kieler Förde").click()
    expect(page.get_by_role("link", name="Merkliste (1)")).to_be_visible()
    status = ask(page, "Detmold")
    expect(status).to_contain_text("Detmold")
    button = card(page, "Beispiel Coaching gGmbH Detmold").locator("[data-merken]")
    before = status.inner_text()
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    assert status.inner_text() == before
    page.get_by_role("searchbox").fill("")
    expect(card(page, "Beispiel Akademie Kieler Förde").locator("[data-merken]")).to_have_text("✓ Gemerkt")
    expect(card(page, "Beispiel Coaching gGmbH Detmold").locator("[data-merken]")).to_have_text("✓ Gemerkt")


def test_the_way_from_a_search_to_the_comparison_takes_the_place_along(without_map: Page, web: str) -> None:
    page = without_map
    page.goto(web + "#?q=Detmold")
    card(page, "Beispiel Coaching gGmbH Detmold").locator("[data-merken]").click()
    page.get_by_role("link", name="Merkliste (1)").click()
    expect(row(page, "Entfernung")).to_contain_text("Kommt in den Kreis Lippe")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("Detmold")
    expect(card(page, "Beispiel Coaching gGmbH Detmold").locator("[data-merken]")).to_have_attribute("aria-pressed", "true")


def test_the_address_of_a_search_carries_the_list_to_somebody_else(new_page: NewPage, web: str) -> None:
    mine = new_page(viewport=TELEPHONE)
    mine.goto(web + "#?q=Detmold")
    card(mine, "Beispiel Coaching gGmbH Detmold").locator("[data-merken]").click()
    expect(mine.get_by_role("link", name="Merkliste (1)")).to_be_visible()
    theirs = new_page(viewport=TELEPHONE)
    theirs.goto(mine.url)
    expect(theirs.get_by_role("searchbox")).to_have_value("Detmold")
    expect(theirs.get_by_role("link", name="Merkliste (1)")).to_be_visible()
    expect(card(theirs, "Beispiel Coaching gGmbH Detmold").locator("[data-merken]")).to_have_attribute("aria-pressed", "true")
    assert theirs.evaluate(KEPT) == NOTHING


def test_cards_with_their_buttons_have_no_barrier(page: Page, web: str) -> None:
    page.goto(web + "#?q=Detmold")
    button = card(page, "Beispiel Coaching gGmbH Detmold").locator("[data-merken]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    for look, width in zip(seen(page, "light", "dark"), (1280, 375), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert axe(page) == [], look


def test_a_link_of_a_megabyte_is_read_as_far_as_a_list_may_be_long(page: Page, web: str) -> None:
    page.goto(linked(web, [FIVE[0], *["a"] * 500_000, FIVE[1]]))
    expect(page.locator(".gemerkt li")).to_have_count(1)
    assert remembered(page) == ["Beispiel Akademie Kieler Förde"]

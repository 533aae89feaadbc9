"""Narrowing the list: what a filter promises is what it keeps, nothing is hidden silently, and the address knows it all."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NewPage, anew, answered, ask, drawn, is_answered


@pytest.fixture
def page(without_map: Page) -> Page:
    """The list is narrowed with or without a map; whoever needs one takes ``with_map``."""
    return without_map


@pytest.fixture
def with_map(new_page: NewPage) -> Page:
    """A page that draws the map beside the list."""
    return new_page()


def number(text: str) -> int:
    """The first number of a German text."""
    found = re.search(r"\d+(\.\d{3})*", text)
    assert found, text
    return int(found[0].replace(".", ""))


def status(page: Page) -> Locator:
    return page.locator(".treffer [role=status]")


def hits(page: Page) -> list[str]:
    """The names of the cards, in their order."""
    return page.locator(".treffer h3").all_inner_texts()


def opened(page: Page, address: str) -> Page:
    """Open the start page and its filters, with every group unfolded and counted."""
    page.goto(address)
    is_answered(page)
    with answered(page):  # once more, now with numbers
        page.locator(".filter > summary").click()
    page.locator("details.facette").evaluate_all("alle => alle.forEach((einer) => { einer.open = true; })")
    return page


def value(page: Page, group: str, key: str) -> Locator:
    """The checkbox of a value."""
    return page.locator(f'[data-facette="{group}"] input[value="{key}"]')


def count(box: Locator) -> int:
    """The count beside a checkbox."""
    return number(box.locator("xpath=ancestor::label").locator(".zahl").inner_text())


def every_value(page: Page) -> list[tuple[str, str]]:
    """Group and key of every value that is offered."""
    found: list[list[str]] = page.locator("details.facette input:enabled").evaluate_all(
        "alle => alle.filter((einer) => einer.checkVisibility()).map((einer) => [einer.name, einer.value])"
    )
    return [(group, key) for group, key in found]


def with_filters(address: str, **chosen: str) -> str:
    return address + "#?" + "&".join(f"{name}={wert}" for name, wert in chosen.items())


def shown(page: Page) -> int:
    """Cards that are hits: whoever is only near the place comes in a group of its own and is none."""
    return page.locator(".treffer li[data-eintrag]").count()


CHOSEN = """async (boxes) => {
    const asked = (box) => new URLSearchParams(location.hash.slice(2)).getAll(box.name).includes(box.value);
    const click = (...several) => new Promise((done, fail) => {
        const answered = () => several.every((box) => asked(box) === box.checked) && done(); // not yet by the answer to what was before
        document.addEventListener("landkarte:treffer", answered);
        setTimeout(fail, 60_000, new Error("no answer"));
        several.forEach((box) => box.click());
    });
    await click(boxes[0]);
    await click(boxes[0]); // now the counts are those of the script and no longer those that came with the page
    const offered = boxes.filter((one) => one.checkVisibility() && !one.disabled);
    const promised = offered.map((box) => box.closest("label").querySelector(".zahl").textContent);
    const found = [];
    for (const [place, box] of offered.entries()) {
        const last = offered.slice(Math.max(place - 1, 0), place);
        if (box.disabled) await click(...last.splice(0)); // nobody has both
        await click(...last, box);
        const cards = document.querySelectorAll(".treffer li[data-eintrag]").length;
        found.push([`${box.name}=${box.value}`, promised[place], document.querySelector(".treffer [role=status]").textContent, cards]);
    }
    return found;
}"""
"""Choose one value after the other that can be seen: the value, what stood beside it, the sentence, the number of cards."""


def test_every_count_is_the_number_of_hits_after_choosing(page: Page, web: str) -> None:
    opened(page, web)
    chosen = page.locator("details.facette input:enabled").evaluate_all(CHOSEN)
    assert len(chosen) > 20
    assert [one for one in chosen if {number(one[1]), number(one[2])} != {one[3]}] == []


def two_values(page: Page) -> list[tuple[str, str, str]]:
    """Of every group that has two values, the first two."""
    groups: dict[str, list[str]] = {}
    for group, key in every_value(page):
        groups.setdefault(group, []).append(key)
    return [(group, *keys[:2]) for group, keys in groups.items() if len(keys) > 1]  # type: ignore[misc]


def listed(page: Page, fragment: str) -> set[str]:
    """The names behind a link to a result."""
    with answered(page):
        page.evaluate("fragment => { location.hash = fragment; }", fragment)
    expect(page.locator(".filter-marken li").first).to_be_visible()
    return set(hits(page))


def test_within_a_group_one_is_enough_and_between_groups_all_must_apply(page: Page, web: str) -> None:
    pairs = two_values(opened(page, web))
    assert len(pairs) >= 3
    for group, one, other in pairs:
        both = listed(page, f"?{group}={one}&{group}={other}")
        assert both == listed(page, f"?{group}={one}") | listed(page, f"?{group}={other}")
    (first, one, _), (second, other, _) = pairs[:2]
    crossed = listed(page, f"?{first}={one}&{second}={other}")
    assert crossed == listed(page, f"?{first}={one}") & listed(page, f"?{second}={other}")


OFFERED = """(groups) => groups.map((group) => [group.querySelector(".facette-wahl").innerText,
    [...group.querySelectorAll("input:enabled")].filter((box) => box.checkVisibility())
        .map((box) => [box.closest("label").querySelector(".zahl").innerText, box.checked])
]).filter(([, boxes]) => boxes.length)"""
"""Of every group that offers something: its sentence, and the count beside each value with whether it is chosen."""


def test_what_cannot_narrow_is_not_offered_but_what_is_chosen_stays(page: Page, web: str) -> None:
    opened(page, web)
    group, key = every_value(page)[0]
    with answered(page):
        value(page, group, key).check()
    total = number(status(page).inner_text())
    offered = page.locator("details.facette").evaluate_all(OFFERED)
    assert len(offered) > 3
    for alike, boxes in offered:
        counts = [(number(text), checked) for text, checked in boxes]
        assert all(found > 0 or checked for found, checked in counts)
        assert any(checked or found < total for found, checked in counts) != (alike == "alle gleich")
    # Words that nobody has beside it: the value is down to nought, and can still be taken back.
    ask(page, "xyzxyz")
    expect(value(page, group, key)).to_be_visible()
    assert count(value(page, group, key)) == 0
    value(page, group, key).uncheck()
    expect(page.locator(".filter-marken")).to_be_hidden()


def test_what_a_filter_hides_is_said_with_numbers(page: Page, web: str) -> None:
    opened(page, web)
    total = number(status(page).inner_text())
    for group, key in sorted(dict(reversed(every_value(page))).items()):  # the first of each group
        box = value(page, group, key)
        left = count(box)
        if left == total:
            continue
        with answered(page):
            box.check()
        line = page.locator(".versteckt")
        expect(line).to_contain_text("Nicht gezeigt: ")
        text = line.inner_text()
        assert number(text) == total - left
        silent = re.search(r"davon (\d+) ohne Angabe", text)
        assert not silent or 0 < int(silent[1]) < total - left
        with answered(page):
            box.uncheck()
        expect(line).to_be_hidden()


def test_the_radius_says_how_many_are_outside(page: Page, web: str) -> None:
    opened(page, web + "#?q=Detmold")
    serving = {name for titles in in_groups(page, "h3")[:2] for name in titles}
    assert number(status(page).inner_text().split(": ")[1]) == len(serving)
    with answered(page):
        page.locator("#umkreis").select_option("bundesweit")
    expect(page.locator(".treffer .versteckt")).to_be_hidden()
    everywhere = shown(page)
    seen = []
    for km in ("25", "50", "100", "150", "200"):
        with answered(page):
            page.locator("#umkreis").select_option(km)
        expect(status(page)).to_contain_text(f"{km}\u00a0km")
        promised = number(page.locator(f'#umkreis option[value="{km}"]').inner_text().split("(")[1])
        assert shown(page) == promised
        outside = len(serving - set(hits(page)))
        said = page.locator(".versteckt").inner_text()
        assert re.search(rf" {outside} weiterer? außerhalb des Umkreises\.$", said) if outside else said == ""
        distances = [
            1 if "unter" in why else number(re.split(r"Standort ", why)[-1]) for why in page.locator("[data-feld=warum]").all_inner_texts()
        ]
        assert all(distance <= int(km) for distance in distances)
        assert len(distances) == promised
        seen.append(promised)
    assert seen == sorted(seen)
    assert seen[0] < seen[-1] < everywhere


NO_HITS = [
    "#?q=Detmold&umkreis=25&bundeslaender=BY",
    "#?q=Beispiel+Akademie+Kieler+F%C3%B6rde&bundeslaender=SN",
    "#?q=Detmold+Gartenbau&umkreis=25",
]


def test_every_offer_leads_to_the_number_it_names(page: Page, web: str) -> None:
    offers = page.locator(".lockern").locator("button, a")
    for fragment in NO_HITS:
        anew(page, web + fragment)
        expect(status(page)).to_contain_text("Kein ")
        expect(offers.first).to_be_visible()
        for text in offers.all_inner_texts():
            page.goto(web + fragment)
            offers.get_by_text(text, exact=True).click()
            expect(status(page)).not_to_contain_text("Kein ")
            expect(page.locator("#treffer-titel")).to_be_focused()
            assert number(status(page).inner_text().split(": ")[-1]) == number(text.split(": ")[-1]), fragment


def test_what_would_find_nobody_either_is_not_offered(page: Page, web: str) -> None:
    page.goto(web + "#?q=Detmold+Gartenbau&bundeslaender=SH")
    expect(status(page)).to_contain_text("Kein ")
    expect(page.locator(".filter-marken")).to_be_visible()
    expect(page.locator(".lockern").get_by_text("Nur „")).to_have_count(0)


def test_all_filters_go_at_once(page: Page, web: str) -> None:
    opened(page, web)
    everybody = hits(page)
    (group, one, other), (second, third, _), *_ = two_values(page)
    for name, key in ((group, one), (group, other), (second, third)):
        value(page, name, key).check()
    expect(page.locator(".filter-marke")).to_have_count(3)
    page.get_by_role("button", name="Alle Filter entfernen").click()
    expect(page.locator(".filter-marken")).to_be_hidden()
    expect(page.locator(".versteckt")).to_be_hidden()
    expect(page.locator("#treffer-titel")).to_be_focused()
    assert hits(page) == everybody
    assert page.url == web
    assert page.locator(".filter input:checked").count() == 0


def test_a_filter_is_taken_back_by_its_mark(page: Page, web: str) -> None:
    opened(page, web)
    (group, one, other), *_ = two_values(page)
    value(page, group, one).check()
    value(page, group, other).check()
    page.locator(".filter-marke").first.click()
    expect(value(page, group, one)).not_to_be_checked()
    expect(value(page, group, other)).to_be_checked()


def in_groups(page: Page, field: str) -> list[list[str]]:
    """What the cards say in a field, group by group."""
    groups: list[list[str]] = page.locator(".treffer ul.karten:not([hidden])").evaluate_all(
        "(listen, feld) => listen.map((liste) => [...liste.children].map((karte) => karte.querySelector(feld).textContent.trim()))", field
    )
    return groups


MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]


def day(text: str) -> tuple[int, int, int]:
    """A date such as 1. Oktober 2026, to be compared."""
    found = re.search(r"(\d+)\. (\w+) (\d{4})", text)
    assert found, text
    return int(found[3]), MONTHS.index(found[2]), int(found[1])


def test_the_order_can_be_chosen_within_the_groups(page: Page, web: str) -> None:
    opened(page, web)
    alphabet = hits(page)
    ask(page, "Detmold")
    order = page.get_by_label("Sortierung")
    with answered(page):
        order.select_option("name")
    expect(page).to_have_url(re.compile("sortiert=name"))
    for group in in_groups(page, "h3"):
        assert group == sorted(group, key=alphabet.index)
    titles = page.locator("h2.gruppe:visible").all_inner_texts()
    with answered(page):
        order.select_option("stand")
    expect(page).to_have_url(re.compile("sortiert=stand"))
    for group in in_groups(page, "[data-feld=stand]"):
        days = [day(text) for text in group]
        assert days == sorted(days, reverse=True)
    with answered(page):
        order.select_option("entfernung")
    expect(page).to_have_url(re.compile("sortiert=entfernung"))
    for group in in_groups(page, "[data-feld=warum]"):
        near = [0 if "unter" in why else number(why.rsplit("Standort ", 1)[-1]) for why in group]
        assert near == sorted(near)
    assert page.locator("h2.gruppe:visible").all_inner_texts() == titles
    ask(page, "Autismus")
    expect(order.locator("[value=entfernung]")).to_be_disabled()


def test_from_the_land_to_its_amt_and_its_kreis(page: Page, web: str) -> None:
    opened(page, web)
    land = page.locator("#bundeslaender")
    expect(page.locator("#kreis")).to_be_hidden()
    land.select_option("NW")
    expect(page.locator(".filter-marken")).to_contain_text("Nordrhein-Westfalen")
    for name in ("amt", "kreis"):
        select = page.locator(f"#{name}")
        expect(select).to_be_visible()
        texts = select.locator("option:not([disabled])").all_inner_texts()
        assert len(texts) > 2
        for text in texts[1:3]:
            with answered(page):
                select.select_option(label=text)
            expect(page.locator(".filter-marken")).to_contain_text(text.rsplit(" (", 1)[0].removeprefix("Kreis "))
            assert shown(page) == number(text.rsplit("(", 1)[1])
        select.select_option("")
        expect(page.locator(".filter-marke")).to_have_count(1)
    page.locator("#kreis").select_option("05766")
    expect(page.locator(".filter-marke")).to_have_count(2)
    land.select_option("")
    expect(page.locator(".filter-marken")).to_be_hidden()
    expect(page.locator("#kreis")).to_have_value("")


def test_another_land_begins_anew_and_an_amt_offers_its_own_kreise(page: Page, web: str) -> None:
    opened(page, web)
    land = page.locator("#bundeslaender")
    land.select_option("NW")
    expect(page.locator(".filter-marke")).to_have_count(1)
    in_land = page.locator("#kreis option").count()
    page.locator("#amt").select_option("lwl")
    expect(page.locator(".filter-marke")).to_have_count(2)
    assert page.locator("#kreis option").count() < in_land
    page.locator("#kreis").select_option("05766")
    expect(page.locator(".filter-marke")).to_have_count(3)
    text = land.locator("[value=SH]").inner_text()
    with answered(page):
        land.select_option("SH")
    expect(page.locator(".filter-marke")).to_have_count(1)
    assert shown(page) == number(text.rsplit("(", 1)[1])
    page.locator(".filter-marke").click()
    expect(page.locator("#kreis")).to_be_hidden()


PLACES = "all => all.map((one) => one.getBoundingClientRect()).map(({ x, y, height }) => [x, y + scrollY, height])"


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_in_open_filters_moves_when_their_numbers_come(new_page: NewPage, web: str, width: int) -> None:
    """On a slow line they come late, and somebody is about to press."""
    late: list[Route] | None = []
    page = new_page(viewport={"width": width, "height": 900})
    page.route("**/merkmale/*.js", lambda route: route.continue_() if late is None else late.append(route))
    page.goto(web + "#?q=Detmold")
    is_answered(page)
    with page.expect_request("**/merkmale/*.js"):
        page.locator(".filter > summary").click()
    page.locator("details.facette").evaluate_all("alle => alle.forEach((einer) => { einer.open = true; })")
    things = page.locator(".filter :is(p, summary, label):visible")
    before = things.evaluate_all(PLACES)
    show = page.locator(".filter-zeigen button")
    said = show.inner_text()
    held, late = late, None
    for route in held or ():
        route.continue_()
    expect(show).not_to_have_text(said)
    assert page.locator(".facette-wahl").get_by_text("alle gleich").count() > 0
    assert things.evaluate_all(PLACES) == before


STATE = (
    "#?q=Detmold&sortiert=name&leistungsarten={}&umkreis=200&karte=51.5000,9.5000,8&merk=beispiel-coaching-detmold,beispiel-akademie-kiel"
)
SHOWN = """() => ({
    felder: [...document.querySelectorAll("form.suche [name], #sortiert")].map(
        (feld) => [feld.name, feld.type === "checkbox" ? feld.checked : feld.value]),
    satz: document.querySelector(".treffer [role=status]").textContent,
    karten: [...document.querySelectorAll(".treffer li[data-eintrag]")].map((karte) => karte.dataset.eintrag),
    marken: [...document.querySelectorAll(".filter-marken li")].map((marke) => marke.textContent),
    gemerkt: [...document.querySelectorAll("[data-merken][aria-pressed=true]")].map((knopf) => knopf.dataset.merken),
    merkliste: document.querySelector(".zur-merkliste a").textContent,
    karte: document.querySelector(".leaflet-marker-pane")?.textContent,
})"""


def state(page: Page) -> dict[str, object]:
    """Everything a reader sees of a result, once the page and its map are done."""
    drawn(page)
    found: dict[str, object] = page.evaluate(SHOWN)
    return found


def test_a_link_says_the_same_after_a_reload_and_to_somebody_else(new_page: NewPage, web: str) -> None:
    page = opened(new_page(), web + "#?q=Detmold&umkreis=200")
    key = next(key for group, key in every_value(page) if group == "leistungsarten")
    anew(page, web + STATE.format(key))
    expect(page.locator(".filter-marke")).to_have_count(2)
    mine = state(page)
    assert mine["merkliste"] == "Merkliste (2)"
    page.reload()
    expect(page.locator(".filter-marke")).to_have_count(2)
    assert state(page) == mine
    other = new_page()
    other.goto(page.url)
    expect(other.locator(".filter-marke")).to_have_count(2)
    assert state(other) == mine


def test_back_and_forward_go_through_filters_order_and_map(with_map: Page, web: str) -> None:
    page = with_map
    opened(page, web)
    states = [state(page)]
    steps: list[Callable[[], object]] = [
        lambda: page.locator("#bundeslaender").select_option("NW"),
        lambda: value(page, *every_value(page)[0]).check(),
        lambda: page.get_by_label("Sortierung").select_option("stand"),
        lambda: page.get_by_role("button", name="In diesem Kartenausschnitt suchen").click(),
        lambda: page.locator(".filter-marke").first.click(),
    ]
    for step in steps:
        with answered(page):
            step()
        states.append(state(page))
    for then in reversed(states[:-1]):
        with answered(page):
            page.go_back()
        assert state(page) == then
    for then in states[1:]:
        with answered(page):
            page.go_forward()
        assert state(page) == then


NONSENSE = [
    "ausschnitt=NaN,a,b,c&karte=NaN,NaN,NaN&umkreis=7&bundeslaender=XX&amt=nichts&kreis=99999",
    "ausschnitt=60,10,40,5&karte=1e999,5,7&handlungsfelder=<b>x</b>&branchen=constructor&__proto__=1&toString=2&sortiert=zufall",
    "ausschnitt=&karte=51,10,-3&merk=../../x,<script>alert(1)</script>,Constructor&unbekannt=1&noch=eins&%=%&%zz",
    "&".join(f"ausschnitt={number}&" + "&".join(f"handlungsfelder={4 * number + one}" for one in range(4)) for number in range(500))
    + "&karte=51,10,99999",
]
"""Each narrows nothing, and so do several at once."""


def test_nonsense_in_the_address_narrows_nothing(with_map: Page, web: str) -> None:
    page = with_map
    page.goto(web)
    everybody = set(hits(page))
    for fragment in NONSENSE:
        anew(page, f"{web}#?{fragment}")
        expect(page.locator(".karte .leaflet-map-pane")).to_be_attached()
        is_answered(page)
        assert set(hits(page)) == everybody, fragment[:100]
        expect(page.locator(".filter-marken")).to_be_hidden()
        expect(page.locator(".zur-merkliste")).to_be_hidden()
        ask(page, "Autismus")
        expect(status(page)).to_have_text(re.compile(r"^\d+ von \d+ Anbietern zu „Autismus“$"))


def test_every_hit_says_why(page: Page, web: str) -> None:
    page.goto(web)
    for words in ("Autismus", "Autismus Pflege", "Gebärdensprache", "Coaching gGmbH", "Depression", "Büro", "LWL", "Detmold"):
        ask(page, words)
        cards = page.locator(".treffer li[data-eintrag]").count()
        reasons = page.locator(".treffer li[data-eintrag] [data-feld=warum]").all_inner_texts()
        assert len([reason for reason in reasons if reason.strip()]) == cards > 0, words


FILTERS = [
    "bundeslaender=NW",
    "bundeslaender=SN&sortiert=stand",
    "q=Detmold&umkreis=100",
    "q=Detmold&umkreis=bundesweit",
    "ausschnitt=50,6,53,11",
]
ON_THE_MAP = """() => window.landkarte.alleMarken.filter((marke) => marke.__parent).map((marke) => String(marke.options.zeile))"""


def test_list_and_map_hold_the_same(with_map: Page, web: str) -> None:
    page = with_map
    page.goto(web)
    drawn(page)
    for fragment in FILTERS:
        with answered(page):
            page.evaluate("fragment => { location.hash = fragment; }", f"?{fragment}")
        expect(page.locator(".filter-marken")).to_be_visible()
        expect(page.locator(".karte .leaflet-marker-icon").first).to_be_attached()
        cards = page.locator(".treffer li[data-eintrag]").evaluate_all("alle => alle.map((karte) => karte.dataset.eintrag).sort()")
        with_a_site: set[str] = set(page.evaluate("() => window.landkarte.alleMarken.map((marke) => String(marke.options.zeile))"))
        assert set(page.evaluate(ON_THE_MAP)) == set(cards) & with_a_site, fragment
        assert cards


def test_from_the_card_to_the_map_and_back_beyond_the_first_fifty(with_map: Page, large: str) -> None:
    page = with_map
    page.goto(large + "#?q=Pflege")
    expect(status(page)).to_contain_text("310 von 314")
    page.get_by_role("button", name="Weitere anzeigen").click()
    card = page.locator(".treffer li[data-eintrag]").nth(70)
    name = card.locator("h3").inner_text()
    row = int(card.get_attribute("data-eintrag") or "")
    card.get_by_role("button", name=re.compile("Auf der Karte zeigen")).click()
    popup = page.get_by_role("dialog", name=name)
    expect(popup).to_be_visible()
    page.reload()
    is_answered(page)
    expect(page.locator(".treffer li[data-eintrag]")).to_have_count(50)
    page.evaluate("nummer => window.landkarte.zeigeInListe(nummer)", row)
    expect(page.locator(".treffer h3 a:focus")).to_have_text(name)


def test_the_part_of_the_map_narrows_and_can_be_taken_back(with_map: Page, web: str) -> None:
    page = with_map
    opened(page, web)
    everybody = hits(page)
    expect(page.locator(".karte .leaflet-marker-icon").first).to_be_attached()
    for _ in range(2):
        page.get_by_role("button", name="Vergrößern", exact=True).click()
    with answered(page):
        page.get_by_role("button", name="In diesem Kartenausschnitt suchen").click()
    assert 0 < len(hits(page)) < len(everybody)
    expect(page.locator(".versteckt")).to_have_text(
        f"Nicht gezeigt: {len(everybody) - len(hits(page))} weitere außerhalb des Kartenausschnitts."
    )
    expect(page).to_have_url(re.compile("ausschnitt="))
    page.locator(".filter-marke").click()
    expect(page.locator(".filter-marken")).to_be_hidden()
    assert hits(page) == everybody


def test_the_status_speaks_once_per_filter(page: Page, web: str) -> None:
    opened(page, web)
    page.evaluate(
        """window.gesagt = [];
        const status = document.querySelector(".treffer [role=status]");
        const merke = () => window.gesagt.push(status.textContent);
        new MutationObserver(merke).observe(status, {childList: true, characterData: true, subtree: true});"""
    )
    total = number(status(page).inner_text())
    group, key = next((group, key) for group, key in every_value(page) if count(value(page, group, key)) < total)
    with answered(page):
        value(page, group, key).check()
    assert page.evaluate("window.gesagt") == [status(page).inner_text()]
    with answered(page):
        value(page, group, key).uncheck()
    assert page.evaluate("window.gesagt.length") == 2


def test_from_a_file_the_whole_way_works(new_page: NewPage, site: Path) -> None:
    page = opened(new_page(offline=True), (site / "index.html").as_uri())
    ask(page, "32756")
    with answered(page):
        page.locator("#umkreis").select_option("100")
    assert number(page.locator("#umkreis option:checked").inner_text().split("(")[1]) == shown(page) > 0
    before = page.url
    page.reload()
    expect(page.locator(".filter-marke")).to_have_count(1)
    assert page.url == before
    page.locator(".treffer").get_by_role("button", name=re.compile("Auf der Karte zeigen")).first.click()
    expect(page.locator(".leaflet-popup")).to_be_visible()
    page.locator(".leaflet-popup").get_by_role("button", name=re.compile("In der Liste zeigen")).click()
    expect(page.locator(".treffer h3 a").first).to_be_focused()

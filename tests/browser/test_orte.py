"""Asking for a place: what is understood, who is shown and why, and that nothing is ever guessed."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from landkarte.places.names import into_kreis
from landkarte.places.tables import kreise, namesakes
from landkarte.site import search_places
from tests.browser.conftest import Folder, NewPage, ask, axe, made, seen, write
from tests.conftest import unnamed
from tests.invented import directory, provider, site
from tests.site.test_search_places import EXACT

NOT_IN_BAVARIA = {"bundesweit": "true", "ausnahmen": {"bundeslaender": ["BY"]}}
RELATED = [{"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung"}]
PROVIDERS = [
    provider("umkreis", "Anbieter Umkreis", einzugsgebiet={"umkreis_km": "30"}, behinderungsarten=["autismus"]),
    provider("kreis", "Anbieter Kreis", standorte=[site("Höxter", "37671", 51.77, 9.38)], einzugsgebiet={"kreise": ["05766"]}),
    provider("land", "Anbieter Land", standorte=[site("Köln", "50667", 50.94, 6.96)], einzugsgebiet={"bundeslaender": ["NW"]}),
    provider("bund", "Anbieter Bund", standorte=[site("Hamburg", "20095", 53.55, 10.0)], einzugsgebiet=NOT_IN_BAVARIA),
    provider("nah", "Anbieter Nah", standorte=[site("Bielefeld", "33602", 52.02, 8.53)], einzugsgebiet={"kreise": ["05711"]}),
    provider("verwandt", "Anbieter Verwandt", einzugsgebiet={"umkreis_km": "10"}, angebote=RELATED, behinderungsarten=["autismus"]),
]

NOBODY = "Kein Eintrag im Verzeichnis nennt diesen Ort als Einzugsgebiet. Das heißt nicht, dass es kein Angebot gibt."


@pytest.fixture
def page(without_map: Page) -> Page:
    """What is understood and who is listed does not depend on the map."""
    return without_map


@pytest.fixture(scope="module")
def rough(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site with the tables that the project brings."""
    root = tmp_path_factory.mktemp("ungefaehr")
    write(root, made(directory(PROVIDERS), whole=False))
    return serve(root)


@pytest.fixture(scope="module")
def exact(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same site with exact data for a few numbers and places."""
    root, published = tmp_path_factory.mktemp("genau"), directory(PROVIDERS)
    write(root, made(published, whole=False))
    [stand] = (path.parent.name for path in root.glob("daten/*/orte.js"))
    write(root, ((path.replace("/", f"/{stand}/", 1), data) for path, data in search_places.files(replace(published, exact=EXACT))))
    return serve(root)


def names(page: Page) -> list[str]:
    return page.locator(".treffer h3").all_inner_texts()


def reasons(page: Page) -> dict[str, str]:
    """The line "Warum" of every card, by name."""
    cards = page.locator(".treffer .eintrag").all()
    return {
        card.locator("h3").inner_text(): card.locator("[data-feld=warum]").inner_text().replace("\N{NO-BREAK SPACE}", " ") for card in cards
    }


def offered(page: Page) -> list[str]:
    return page.locator(".antwort-wahl a").all_inner_texts()


def understood(page: Page, texts: list[str]) -> list[list[str]]:
    """What each text may mean: ids of places, or why it is none."""
    found: list[list[str]] = page.evaluate(
        """async texts => {
            const all = [];
            for (const text of texts) {
                await landkarte.wo.bereite(text);
                const found = landkarte.wo.deute(text);
                all.push(found.orte ? found.orte.map(({id}) => id).sort() : [found.art]);
            }
            return all;
        }""",
        texts,
    )
    return found


def test_a_place_says_who_serves_it_and_why_nearest_first(page: Page, rough: str) -> None:
    page.goto(rough)
    expect(ask(page, "32756 Detmold")).to_have_text(
        "32756 Detmold, Kreis Lippe: 5 Anbieter arbeiten hier, davon 1 bundesweit; 1 davon bietet etwas Ähnliches an, kein JobcoachingAP"
    )
    assert list(reasons(page).items()) == [
        ("Anbieter Umkreis", "Standort etwa 1 km entfernt"),
        ("Anbieter Verwandt", "Standort etwa 1 km entfernt"),
        ("Anbieter Kreis", "Kommt in den Kreis Lippe, Standort etwa 39 km entfernt"),
        ("Anbieter Land", "Arbeitet in ganz Nordrhein-Westfalen, Standort etwa 173 km entfernt"),
        ("Anbieter Bund", "Bundesweit, Standort etwa 194 km entfernt"),
        ("Anbieter Nah", "Standort etwa 26 km entfernt"),
    ]
    headings = page.locator(".treffer h2:visible").all_inner_texts()
    assert headings == ["Anbieter", "In der Nähe, nennen diesen Ort aber nicht als Einzugsgebiet"]
    related = page.locator(".eintrag", has_text="Anbieter Verwandt")
    expect(related).to_contain_text("Verwandtes Angebot")


def test_whoever_finds_nobody_is_told_whom_to_ask_at_that_place(page: Page, rough: str) -> None:
    page.goto(rough)
    told = page.locator(".wen-fragen")
    expect(told).to_be_hidden()
    everywhere = ["EUTB", "0800 4 5555 00 (Stand: Juni 2024)"]
    for words, there in {
        "Passau": ["ZBFS-Inklusionsamt (Quelle ohne Datum)", "(EAA): Integrationsfachdienste (Quelle ohne Datum)"],
        "Autismus München": ["ZBFS-Inklusionsamt"],
        "Quastenflosser": ["auf der Seite Ihres Bundeslandes"],
        "00000": ["auf der Seite Ihres Bundeslandes"],
    }.items():
        ask(page, words)
        expect(told).to_be_visible()
        for one in (*there, *everywhere):
            expect(told).to_contain_text(one, use_inner_text=True)
        assert ("ZBFS" in told.inner_text()) == ("ZBFS" in there[0]), words
        assert "LWL" not in told.inner_text()
    ask(page, "Detmold")
    expect(told).to_be_hidden()


def test_the_card_of_an_answer_is_the_card_of_the_page_and_the_place_leads_on_to_its_pages(page: Page, rough: str) -> None:
    page.goto(rough)
    card = page.locator("li[data-eintrag]", has_text="Anbieter Kreis")
    compact = "element => element.outerHTML.replace(/\\s+/g, ' ').replace(/> </g, '><')"
    written = card.evaluate(compact)
    expect(ask(page, "Detmold")).to_contain_text("Detmold, Kreis Lippe: 5 Anbieter")
    card.locator("[data-feld=warum]").evaluate("line => line.closest('[data-zeile]').remove()")
    assert card.evaluate(compact) == written
    for name, address in {"Seite für den Kreis Lippe": "kreis/05766.html", "Land Nordrhein-Westfalen": "land/nw.html"}.items():
        expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute("href", address)
    expect(page.get_by_role("link", name="LWL-Inklusionsamt Arbeit")).to_have_attribute("href", "amt/lwl.html")


def test_where_nobody_goes_the_nearest_are_named_and_where_else_to_look(page: Page, rough: str) -> None:
    page.goto(rough)
    expect(ask(page, "91541")).to_have_text(f"91541 Rothenburg ob der Tauber, Landkreis Ansbach: {NOBODY}")
    found = reasons(page)
    # neither those who leave Bavaria out nor those with related offers only
    assert found.keys() == {"Anbieter Umkreis", "Anbieter Kreis", "Anbieter Land", "Anbieter Nah"}
    kilometres = [int(re.sub(r"\D", "", reason)) for reason in found.values()]
    assert kilometres == sorted(kilometres)
    expect(page.get_by_role("heading", name="Die nächsten Anbieter")).to_be_visible()
    expect(page.get_by_role("link", name="Seite für den Landkreis Ansbach")).to_be_visible()
    neighbours = page.get_by_role("list", name="Kreise in der Nähe").get_by_role("link")
    assert "Landkreis Würzburg" in neighbours.all_inner_texts()
    assert [re.fullmatch(r"kreis/\d{5}\.html", link.get_attribute("href") or "") for link in neighbours.all()].count(None) == 0


NO_PLZ = {
    "00000": "Die Postleitzahl 00000 kennen wir nicht. Bitte prüfen Sie die Ziffern.",
    "000": "Mit 000 beginnt keine deutsche Postleitzahl, die wir kennen. Bitte prüfen Sie die Ziffern.",
    "3275": "Eine Postleitzahl hat fünf Ziffern, „3275“ hat vier.",
    "3": "Eine Postleitzahl hat fünf Ziffern, „3“ hat eine.",
    "327560": "Eine Postleitzahl hat fünf Ziffern, „327560“ hat sechs.",
    "00000 Detmold": "Die Postleitzahl 00000 kennen wir nicht. Bitte prüfen Sie die Ziffern.",
    "99999": "Die Postleitzahl 99999 kennen wir nicht. Bitte prüfen Sie die Ziffern.",
    "77777": "Die Postleitzahl 77777 kennen wir nicht. Bitte prüfen Sie die Ziffern.",
    "11111": "Die Postleitzahl 11111 kennen wir nicht. Bitte prüfen Sie die Ziffern.",
    "99999 Detmold": "Die Postleitzahl 99999 kennen wir nicht. Bitte prüfen Sie die Ziffern.",
}


def test_digits_that_are_no_plz_are_explained_never_guessed_and_lead_on(page: Page, rough: str) -> None:
    page.goto(rough)
    for text, sentence in NO_PLZ.items():
        expect(ask(page, text)).to_have_text(sentence)
        assert names(page) == []
        expect(page.locator(".antwort-hinweis"), text).to_contain_text("Ort")
    expect(ask(page, "327")).to_contain_text("Postleitzahlen 327…, Kreis Lippe: 5 Anbieter arbeiten hier")
    expect(ask(page, "1067")).to_contain_text("hat vier")
    page.get_by_role("link", name="01067").click()
    expect(page.locator(".treffer [role=status]")).to_contain_text("01067 Dresden")
    expect(ask(page, "32701")).to_have_text("Die Postleitzahl 32701 kennen wir nicht. Bitte prüfen Sie die Ziffern.")
    page.get_by_role("link", name="Postleitzahlen 327…").click()
    expect(page.locator(".treffer [role=status]")).to_contain_text("Postleitzahlen 327…, Kreis Lippe: 5 Anbieter")


def test_more_than_one_meaning_is_a_question_for_the_keyboard_too_and_a_page_answers_all_the_same(page: Page, rough: str) -> None:
    page.goto(rough)
    status = ask(page, "Frankfurt")
    expect(status).to_have_text("„Frankfurt“ kann mehreres heißen. Bitte wählen Sie.")
    main, oder = "Stadt Frankfurt am Main", "Stadt Frankfurt (Oder)"
    assert offered(page) == [main, oder, "Nach dem Wort „Frankfurt“ suchen"]
    assert names(page) == []
    for _ in range(4):  # the button, "Eingrenzen", the first meaning, the second
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=oder)).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Frankfurt (Oder): ")
    expect(page.get_by_role("heading", name="Anbieter", exact=True)).to_be_focused()
    expect(ask(page, "EUTB Lage")).to_contain_text("„Lage“ kann mehreres heißen.")
    expect(page.locator(".antwort-themen a").first).to_contain_text("Teilhabeberatung")
    expect(page.locator(".antwort-wahl a").first).to_have_text("Lage, Kreis Lippe, Nordrhein-Westfalen")


def test_the_choice_is_in_the_address_and_the_way_back_is_the_question(page: Page, rough: str) -> None:
    page.goto(rough)
    status = ask(page, "Frankfurt")
    expect(status).to_contain_text("Bitte wählen Sie")
    page.get_by_role("link", name="Frankfurt (Oder)").click()
    expect(status).to_contain_text("Frankfurt (Oder)")
    assert page.url == rough + "#?q=Frankfurt&wo=ort-15230-12053"
    page.reload()
    expect(status).to_contain_text("Frankfurt (Oder)")
    page.go_back()
    expect(status).to_contain_text("Bitte wählen Sie")
    page.go_forward()
    expect(status).to_contain_text("Frankfurt (Oder)")
    page.get_by_role("searchbox").press("Enter")
    expect(status).to_contain_text("Frankfurt (Oder)")
    expect(ask(page, "Rostock")).to_contain_text("Rostock")
    assert page.url == rough + "#?q=Rostock"


def test_a_choice_that_the_words_do_not_allow_is_a_question_again(page: Page, rough: str) -> None:
    page.goto(rough + "#?q=Frankfurt&wo=kreis-05766")
    expect(page.locator(".treffer [role=status]")).to_contain_text("Bitte wählen Sie")


def test_a_town_goes_before_the_kreis_of_its_name_and_a_kreis_is_known_without_that_word(page: Page, rough: str) -> None:
    page.goto(rough)
    status = ask(page, "Kassel")
    expect(status).to_contain_text("Kassel: ")
    assert offered(page) == ["Landkreis Kassel"]
    page.get_by_role("link", name="Landkreis Kassel").click()
    expect(status).to_contain_text("Landkreis Kassel: ")
    assert page.url == rough + "#?q=Kassel&wo=kreis-06633"
    expect(ask(page, "Hochsauerland")).to_contain_text("Hochsauerlandkreis: ")


def test_a_slip_in_the_name_of_a_place_is_understood_and_said_or_two_are_offered(page: Page, rough: str) -> None:
    page.goto(rough)
    expect(ask(page, "Detmolt")).to_contain_text("Detmold, Kreis Lippe: ")
    expect(page.locator(".antwort-hinweis")).to_contain_text("Wir zeigen Detmold; „Detmolt“ steht nicht im Verzeichnis.")
    page.get_by_role("link", name="Nach dem Wort „Detmolt“ suchen").click()
    expect(page.locator(".treffer [role=status]")).to_contain_text("zu „Detmolt“")
    expect(ask(page, "Paderbron")).to_contain_text("„Paderbron“")
    assert offered(page) == ["Paderborn", "Kreis Paderborn"]
    page.get_by_role("link", name="Paderborn", exact=True).click()
    expect(page.locator(".treffer [role=status]")).to_contain_text("Paderborn, Kreis Paderborn: ")
    expect(ask(page, "Neustatd")).to_contain_text("„Neustatd“")
    assert len(offered(page)) == 3


def test_a_number_in_two_kreise_is_asked_only_when_it_matters(page: Page, rough: str) -> None:
    page.goto(rough)
    status = ask(page, "33100")
    expect(status).to_have_text("33100 lässt sich nicht auf einen Kreis festlegen. Bitte wählen Sie.")
    assert offered(page) == ["Kreis Lippe, Nordrhein-Westfalen", "Kreis Paderborn, Nordrhein-Westfalen"]
    page.get_by_role("link", name="Kreis Lippe").click()
    expect(status).to_contain_text("33100, Kreis Lippe: ")
    assert "Anbieter Kreis" in names(page)
    expect(ask(page, "015")).to_contain_text("Landkreis")  # one Kreis
    expect(ask(page, "013")).to_contain_text("Postleitzahlen 013…, Dresden oder Landkreis Bautzen: Kein Anbieter aus der Region")


def test_exact_numbers_answer_exactly_and_load_only_what_is_asked(page: Page, exact: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(unnamed(request.url.removeprefix(exact))))
    page.goto(exact)
    expect(ask(page, "32756")).to_have_text(
        "32756 Detmold, Kreis Lippe: 5 Anbieter arbeiten hier, davon 1 bundesweit; 1 davon bietet etwas Ähnliches an, kein JobcoachingAP"
    )
    assert reasons(page)["Anbieter Umkreis"] == "Standort unter 1 km entfernt"
    assert [path for path in loaded if re.match("daten/(plz|orte)/", path)] == ["daten/plz/3.js"]
    expect(ask(page, "39999")).to_contain_text("Die Postleitzahl 39999 kennen wir nicht.")
    expect(ask(page, "32839")).to_have_text("Die Postleitzahl 32839 liegt in mehreren Kreisen. Bitte wählen Sie.")
    expect(ask(page, "Neuenkirchen")).to_contain_text("Bitte wählen Sie")
    assert [path for path in loaded if re.match("daten/(plz|orte)/", path)] == ["daten/plz/3.js", "daten/orte/n.js"]


SPELLINGS = {
    "kreis-05766": ["Lippe", "Kreis Lippe", "kreis  lippe", "LIPPE", "Lippe-Kreis", "Kr. Lippe"],
    "ort-32756-05766": ["Detmold", "detmold", "DETMOLD", " Detmold ", "Stadt Detmold", "in Detmold"],
    "plz-32756-05766": ["32756", "32756 Detmold", "32756, Detmold", "D-32756 Detmold", "32 756", "Detmold 32756"],
    "kreis-06633": ["Landkreis Kassel", "LK Kassel", "landkreis kassel", "Lkr. Kassel", "Kassel Landkreis"],
    "ort-34117-06611": ["Kassel", "Stadt Kassel", "kreisfreie Stadt Kassel"],
    "ort-60311-06412": [
        "Frankfurt/Main",
        "Frankfurt a. M.",
        "Frankfurt a.M.",
        "frankfurt am main",
        "Frankfurt (Main)",
        "Frankfurt M",
        "Frankfurt Hessen",
    ],
    "ort-15230-12053": ["Frankfurt (Oder)", "Frankfurt/Oder", "Frankfurt a. d. Oder", "frankfurt oder", "Frankfurt O."],
    "ort-06108-15002": ["Halle Saale", "Halle (Saale)", "Halle/Saale", "Halle a. d. Saale", "halle/s."],
    "ort-50667-05315": ["Köln", "Koeln", "Koln", "KÖLN", "ko\u0308ln"],
    "ort-33098-05774": ["Paderborn"],
    "kreis-05774": ["Kreis Paderborn"],
    "ort-45403-05117": ["Mülheim an der Ruhr", "Muelheim/Ruhr", "Mülheim a. d. Ruhr", "mulheim ruhr", "Mülheim (Ruhr)"],
    "ort-66606-10046": ["St. Wendel", "Sankt Wendel", "St Wendel"],
    "ort-06886-15091": ["Wittenberg", "Lutherstadt Wittenberg"],
    "ort-91541-09571": ["Rothenburg ob der Tauber", "Rothenburg o. d. T.", "Rothenburg Tauber"],
    "kreis-05382": ["Rhein-Sieg-Kreis", "Rhein Sieg Kreis", "Kreis Rhein-Sieg"],
    "kreis-05962": ["Märkischer Kreis", "Maerkischer Kreis", "markischer kreis"],
    "kreis-03241": ["Region Hannover"],
    "ort-10115-11000": ["Berlin"],
    "land-be": ["Land Berlin"],
    "land-nw": ["NRW", "nrw", "Nordrhein-Westfalen", "Nordrhein Westfalen", "nordrhein-westfalen"],
    "land-by": ["Bayern", "Freistaat Bayern"],
    "land-bw": ["Baden-Württemberg", "Baden-Wuerttemberg", "BaWü", "BW"],
    "land-mv": ["Mecklenburg-Vorpommern", "Meck-Pomm", "MV"],
    "amt-lwl": ["LWL", "lwl", "LWL-Inklusionsamt", "LWL Integrationsamt", "LWL-Inklusionsamt Arbeit", "Westfalen-Lippe"],
    "amt-lvr": ["LVR", "LVR-Inklusionsamt", "Rheinland", "Landschaftsverband Rheinland"],
    "amt-bw": ["KVJS", "KVJS Integrationsamt", "KVJS-Inklusionsamt", "Integrations- und Inklusionsamt Baden-Württemberg"],
    "amt-by": ["ZBFS", "Inklusionsamt Bayern", "Integrationsamt Bayern"],
    "amt-be": ["Inklusionsamt Berlin", "Integrationsamt Berlin", "LAGeSo Integrationsamt", "Integrations- und Inklusionsamt Berlin"],
    "amt-mv": ["LAGuS", "LAGuS Integrationsamt", "Integrations- und Inklusionsamt Mecklenburg-Vorpommern"],
    "amt-sl": ["Inklusionsamt Saarland", "Integrationsamt Saarland", "Landesamt für Soziales – Integrationsamt"],
    "amt-hh": ["Zentrum für Teilhabe", "Integrationsamt Hamburg", "Integrations- oder Inklusionsamt Hamburg"],
    "amt-st": ["Integrationsamt Sachsen-Anhalt", "Landesverwaltungsamt – Integrationsamt", "Integrations-/Inklusionsamt Sachsen-Anhalt"],
    "amt-th": ["Integrationsamt Thüringen", "integrationsamt thueringen"],
}


def test_a_region_is_answered_for_its_kreise_and_where_nobody_works_with_no_silent_zero(page: Page, rough: str) -> None:
    page.goto(rough)
    for text in ("OWL", "Ostwestfalen", "Region OWL", "im Ostwestfalen-Lippe"):
        expect(ask(page, text)).to_contain_text("Ostwestfalen-Lippe: 6 Anbieter arbeiten hier, davon 1 bundesweit")
        pages = page.locator(".antwort-seiten a").all_inner_texts()
        assert {"Seite für die Stadt Bielefeld", "Seite für den Kreis Lippe"} <= set(pages), text
    expect(ask(page, "Autismus Allgäu")).to_contain_text("Allgäu, zu „Autismus“: ")
    expect(ask(page, "Allgäu")).to_have_text("Allgäu: Kein Anbieter aus der Region, 1 arbeitet bundesweit")


SEVERAL = {
    "Halle": ["Stadt Halle (Saale)", "Halle (Westf.), Kreis Gütersloh, Nordrhein-Westfalen"],
    "Bernau": [
        "Bernau bei Berlin, Landkreis Barnim, Brandenburg",
        "Bernau, Landkreis Waldshut, Baden-Württemberg",
        "Bernau am Chiemsee, Landkreis Rosenheim, Bayern",
    ],
    "Neuenkirchen": ["Neuenkirchen, Kreis Steinfurt, Nordrhein-Westfalen"],
    "Münster": ["Stadt Münster", "Münster, Landkreis Darmstadt-Dieburg, Hessen"],
    "Markt": ["Markt Indersdorf, Landkreis Dachau, Bayern", "Markt Bibart, Landkreis Neustadt an der Aisch-Bad Windsheim, Bayern"],
    "Hohen": ["Hohen Neuendorf, Landkreis Oberhavel, Brandenburg"],
}


def test_a_name_of_towns_in_several_kreise_is_asked_about_and_is_no_spelling_of_another_name(page: Page, rough: str) -> None:
    page.goto(rough)
    # Neuenkirchen has no ü: it is never Neunkirchen
    for name, other in (("Neuenkirchen", "Neunkirchen"), ("Neunkirchen", "Neuenkirchen")):
        expect(ask(page, name)).to_have_text(f"„{name}“ kann mehreres heißen. Bitte wählen Sie.")
        assert all(choice.startswith(f"{name}") for choice in offered(page)[:-1])
        assert other not in " ".join(offered(page))
    for name, choices in SEVERAL.items():
        expect(ask(page, name)).to_have_text(f"„{name}“ kann mehreres heißen. Bitte wählen Sie.")
        assert set(choices) <= set(offered(page)), name
    ask(page, "Neuenkirchen")
    page.get_by_role("link", name="Neuenkirchen, Kreis Steinfurt").click()
    expect(page.locator(".treffer [role=status]")).to_contain_text("Neuenkirchen, Kreis Steinfurt: ")
    expect(page.locator(".antwort-hinweis")).to_contain_text("ab der Mitte des Kreises")


def test_a_second_word_tells_towns_of_one_name_apart(page: Page, rough: str) -> None:
    page.goto(rough)
    meant = {
        "Halle Westfalen": ["ort-33790-05754"],
        "Halle (Westf.)": ["ort-33790-05754"],
        "33790": ["plz-33790-05754"],
        "Neuenkirchen Steinfurt": ["ort-neuenkirchen-05566"],
        "48485 Neuenkirchen": ["plz-48485-05566"],
        "Bernau am Chiemsee": ["ort-bernau-am-chiemsee-09187"],
        "Markt Indersdorf": ["ort-markt-indersdorf-09174"],
        "Märkisch-Oderland": ["kreis-12064"],
    }
    assert dict(zip(meant, understood(page, list(meant)), strict=True)) == meant
    for text in ("Halle Westfalen", "33790"):
        ask(page, text)
        expect(page.locator(".treffer [role=status]")).to_contain_text("Halle (Westf.), Kreis Gütersloh")
    found = names(page)
    ask(page, "Halle Westfalen")
    assert names(page) == found


def test_a_name_that_nobody_knows_is_said_to_be_unknown_and_hides_nobody_after_a_plz(page: Page, rough: str) -> None:
    page.goto(rough)
    expect(ask(page, "Quastenhausen")).to_have_text("Kein Anbieter gefunden zu „Quastenhausen“")
    unknown = "„Quastenhausen“ kennen wir auch nicht als Ort. Ist ein Ort gemeint, geben Sie bitte seine Postleitzahl ein."
    expect(page.locator(".antwort-hinweis")).to_have_text(unknown)
    expect(ask(page, "32756 Xyzhausen")).to_contain_text("32756 Detmold, Kreis Lippe: 5 Anbieter")
    expect(page.locator(".antwort-hinweis")).to_contain_text("Zu „Xyzhausen“ wissen wir nichts; die Antwort gilt für 32756.")


AMBIGUOUS = {
    "Frankfurt": ["ort-15230-12053", "ort-60311-06412"],
    "Oldenburg": ["kreis-03458", "ort-23758-01055", "ort-26122-03403"],
    "Bremen": ["land-hb", "ort-28195-04011"],
    "Brandenburg": ["land-bb", "ort-14770-12051"],
    "Landesamt für Gesundheit und Soziales": ["amt-be", "amt-mv"],
    "Fachstelle": ["amt-lvr", "amt-lwl"],
    "örtliche Fürsorgestelle": ["amt-lvr", "amt-lwl"],
    "Integrations- und Inklusionsamt NRW": ["amt-lvr", "amt-lwl"],
    "32756 Köln": ["ort-50667-05315", "plz-32756-05766"],
}
NO_PLACE = ["Autismus", "Gebärdensprache", "Detmolt", "Det", "Integrationsamt", "Kreis", "Stadt", "in", "§ 185", "24/7", "DGS", "…"]


def test_every_spelling_means_its_place_what_may_be_several_all_of_them_and_words_none(page: Page, rough: str) -> None:
    page.goto(rough)
    assert dict(zip(AMBIGUOUS, understood(page, list(AMBIGUOUS)), strict=True)) == AMBIGUOUS
    assert understood(page, NO_PLACE) == [["worte"]] * len(NO_PLACE)
    asked = [(text, [meaning]) for meaning, texts in SPELLINGS.items() for text in texts]
    found = understood(page, [text for text, _ in asked])
    wrong = {text: ids for (text, meant), ids in zip(asked, found, strict=True) if ids != meant}
    assert wrong == {}
    shared = sorted({name for name, _ in namesakes() if not re.search(r"[ (/.-]", name)})
    answered = [name for name, ids in zip(shared, understood(page, shared), strict=True) if len({one[-5:] for one in ids}) < 2]
    assert answered == []
    assert len(shared) > 700


EXACT_MEANINGS = {
    "Neuenkirchen": ["ort-29643-03357", "ort-48485-05566"],
    "48485 Neuenkirchen": ["plz-48485-05566"],
    "Neuenkirchen, Kreis Steinfurt": ["ort-48485-05566"],
    "Neuenkirchen Niedersachsen": ["ort-29643-03357"],
    "Unglingen": ["ort-39576-15090"],
    "32839 Steinheim": ["plz-32839-05762"],
    "Detmold": ["ort-32756-05766"],
    "32839": ["plz-32839-05762", "plz-32839-05766"],
    "327": ["plz-327-05766"],
    "Neunkirchen": ["ort-66538-10043"],
    "Hamburg": ["ort-20095-02000"],
    "Halle (Saale)": ["ort-06108-15002"],
}


def test_exact_places_are_told_apart_by_number_kreis_or_land(page: Page, exact: str) -> None:
    page.goto(exact)
    asked: list[Any] = list(EXACT_MEANINGS)
    assert dict(zip(asked, understood(page, asked), strict=True)) == EXACT_MEANINGS


def test_words_and_a_place_are_both_heard_and_where_nobody_has_both_is_no_white_spot(page: Page, rough: str) -> None:
    page.goto(rough)
    for text in ("Autismus Detmold", "Autismus in Detmold", "Detmold Autismus", "Autismus 32756", "32756 Autismus"):
        expect(ask(page, text)).to_contain_text("Detmold, Kreis Lippe, zu „Autismus")
        assert names(page) == ["Anbieter Umkreis", "Anbieter Verwandt"], text
        page.get_by_role("link", name="Alle Anbieter für").click()
        expect(page.locator(".treffer [role=status]")).to_contain_text("Detmold, Kreis Lippe: 5 Anbieter")
    nobody = "Kein Eintrag im Verzeichnis passt zu beidem. Das heißt nicht, dass es kein Angebot gibt."
    expect(ask(page, "Rostock Autismus")).to_have_text(f"Rostock, zu „Autismus“: {nobody}")
    page.get_by_role("link", name="Alle Anbieter für Rostock").click()
    expect(page.locator(".treffer [role=status]")).to_contain_text("Kein Anbieter aus der Region, 1 arbeitet bundesweit")


def test_on_a_small_screen_the_answer_comes_into_view(page: Page, rough: str) -> None:
    page.set_viewport_size({"width": 375, "height": 500})
    page.goto(rough)
    expect(page.locator(".treffer [role=status]")).not_to_be_in_viewport()
    expect(ask(page, "32756")).to_contain_text("32756 Detmold")
    expect(page.locator(".treffer [role=status]")).to_be_in_viewport(ratio=0.95)
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_an_address_with_a_book_in_it_does_not_stop_the_page(page: Page, rough: str) -> None:
    page.goto(rough + "#?q=" + "autismus+" * 2000)
    expect(page.locator(".treffer [role=status]")).to_contain_text("zu „autismus autismus")
    assert len(page.get_by_role("searchbox").input_value()) <= 200


def test_a_part_of_a_town_gets_the_answer_for_the_town(page: Page, rough: str) -> None:
    """Whether nobody knows the part, or somewhere else there is a smaller place of its name, which is one step away."""
    page.goto(rough)
    expect(ask(page, "Detmold-Xyzhausen")).to_contain_text("Detmold, Kreis Lippe: 5 Anbieter")
    expect(page.locator(".antwort-hinweis")).to_contain_text("Zu „Xyzhausen“ wissen wir nichts; die Antwort gilt für Detmold.")
    for text, part in {"Detmold Xyzhausen": "Xyzhausen", "Detmold, Xyz": "Xyz", "in Detmold Bad Xyz": "Bad Xyz"}.items():
        expect(ask(page, text)).to_contain_text("Detmold, Kreis Lippe: 5 Anbieter")
        expect(page.locator(".antwort-hinweis")).to_contain_text(f"Zu „{part}“ wissen wir nichts; die Antwort gilt für Detmold.")
    expect(ask(page, "Frankfurt-Xyzheim")).to_have_text("„Frankfurt“ kann mehreres heißen. Bitte wählen Sie.")
    expect(ask(page, "Xyz-Detmold")).to_have_text("„Xyz“ steht in keinem Eintrag. Detmold: 2 von 6 Anbietern")
    assert understood(page, ["München-Land", "Kassel-Land", "Baden-Baden", "Rhein-Sieg-Kreis", "-"]) == [
        ["kreis-09184"],
        ["kreis-06633"],
        ["ort-76530-08211"],
        ["kreis-05382"],
        ["worte"],
    ]
    for text in ("Berlin Neukölln", "Hamburg Altona", "München Pasing", "Köln Porz", "Hamburg Horn", "Berlin Buch", "in Köln Holweide"):
        city, part = text.removeprefix("in ").split()
        expect(ask(page, text)).to_contain_text(f"{city}: ")
        expect(page.locator(".antwort-hinweis")).to_contain_text(f"Zu „{part}“ wissen wir nichts; die Antwort gilt für {city}.")
    expect(ask(page, "Stuttgart Bad Cannstatt")).to_contain_text("Stuttgart: ")
    expect(page.locator(".antwort-hinweis")).to_contain_text("Zu „Bad Cannstatt“ wissen wir nichts; die Antwort gilt für Stuttgart.")
    expect(ask(page, "Berlin Buch")).to_contain_text("Berlin: ")
    assert "Buch, Landkreis Neu-Ulm, Bayern" in offered(page)


def test_two_towns_side_by_side_are_asked_about_and_a_name_with_a_place_in_it_is_found(page: Page, rough: str) -> None:
    """The second may be a part of the first, like Buch of Berlin and of nothing else that the reader means."""
    page.goto(rough)
    assert understood(page, ["Berlin Detmold", "Detmold, Bielefeld"]) == [
        ["ort-10115-11000", "ort-32756-05766"],
        ["ort-32756-05766", "ort-33602-05711"],
    ]
    expect(ask(page, "Berlin Detmold")).to_have_text("„Berlin Detmold“ kann mehreres heißen. Bitte wählen Sie.")
    page.get_by_role("link", name="Detmold, Kreis Lippe").click()
    expect(page.locator(".treffer [role=status]")).to_contain_text("Detmold, Kreis Lippe: 5 Anbieter")
    expect(ask(page, "Anbieter Nah Rostock")).to_contain_text("Rostock")
    expect(ask(page, "Nah Bielefeld")).to_contain_text("Bielefeld, zu „Nah“: 1 Anbieter arbeitet hier")
    expect(ask(page, "Nah Detmold")).to_contain_text("Detmold")


def test_whoever_means_the_word_gets_the_word(page: Page, rough: str) -> None:
    page.goto(rough)
    expect(ask(page, "Detmold")).to_contain_text("arbeiten hier")
    page.get_by_role("link", name="Nach dem Wort „Detmold“ suchen").click()
    expect(page.locator(".treffer [role=status]")).to_have_text("2 von 6 Anbietern zu „Detmold“")
    assert page.url == rough + "#?q=Detmold&wo=wort"


def test_a_land_and_an_amt_name_those_inside_first(page: Page, web: str) -> None:
    page.goto(web)
    for text, inside in {
        "Bayern": "Standort in diesem Land",
        "LWL": "Standort in diesem Gebiet",
    }.items():
        expect(ask(page, text)).to_contain_text("Anbieter arbeite")
        assert next(iter(reasons(page).values())) == inside


def test_a_place_is_announced_once(page: Page, rough: str) -> None:
    page.goto(rough)
    page.evaluate(
        """window.gesagt = [];
        const status = document.querySelector(".treffer [role=status]");
        new MutationObserver(() => window.gesagt.push(status.textContent)).observe(status, {childList: true, characterData: true});"""
    )
    page.get_by_role("searchbox").fill("32756 Detmold")
    expect(page.locator(".treffer [role=status]")).to_contain_text("arbeiten hier")
    assert page.evaluate("window.gesagt.length") == 1
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_from_a_file_a_place_is_answered(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    expect(ask(page, "32756")).to_contain_text("32756 Detmold, Kreis Lippe: ")


def test_data_of_places_is_loaded_when_the_field_is_first_used(page: Page, rough: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(unnamed(request.url.removeprefix(rough))))
    page.goto(rough, wait_until="networkidle")
    assert not {"daten/orte.js", "daten/gebiete.js"} & set(loaded)
    with page.expect_request_finished(lambda request: request.url.endswith("/gebiete.js")):
        page.get_by_role("searchbox").focus()
    assert {"daten/orte.js", "daten/gebiete.js"} <= set(loaded)


ANSWERS = {
    "32756 Detmold": "arbeiten hier",
    "Rothenburg o.d.T.": "nennt diesen Ort",
    "Frankfurt": "wählen",
    "Kassel": "Kassel",
    "3275": "hat vier",
    "Detmolt": "Detmold",
}


def test_axe_has_nothing_to_say_about_any_answer(page: Page, rough: str) -> None:
    page.goto(rough)
    for text, sentence in ANSWERS.items():
        expect(ask(page, text)).to_contain_text(sentence)
        for look in seen(page, "light", "dark", "forced"):
            assert axe(page) == [], (text, look)


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (640, "200%")])
def test_no_answer_is_wider_than_the_window(new_page: NewPage, rough: str, width: int, size: str) -> None:
    page = new_page(viewport={"width": width, "height": 640})
    page.goto(rough)
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    for text, sentence in {**ANSWERS, "Neustadt": "wählen", "Kommunaler Sozialverband Sachsen": "Sachsen"}.items():
        expect(ask(page, text)).to_contain_text(sentence)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, text
    for link in page.locator(".antwort a:visible").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 24


def test_every_kreis_is_declined_as_on_the_pages(page: Page, rough: str) -> None:
    page.goto(rough)
    page.evaluate("landkarte.bereiteFrageVor('')")
    why = "landkarte.antwort.warum({art: 'kreis', kreise: [kreis]}, {grund: 'kreise', km: 3})"
    said = page.evaluate(f"landkarte.orte.kreise.map((_, kreis) => {why})")
    assert said == [f"Kommt {into_kreis(ags)}, Standort 3\u00a0km entfernt" for ags in kreise()]

"""The short way through the form, as the three kinds of people go it: from the first question to the page that is published."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect

from landkarte.entries import reading
from tests.browser.conftest import NewPage
from tests.browser.test_eintragen import leads_to, to_copy
from tests.browser.test_formularworte import FORM

QUESTIONS = 12
CLICKS_TO_CHANGE = 4


def begin(page: Page, address: str, who: str) -> None:
    page.goto(address + FORM)
    page.get_by_label(who).check()
    page.get_by_role("button", name="Neuen Eintrag beginnen").click()


def on(page: Page, progress: str) -> Locator:
    """The fields, once this is what is asked."""
    expect(page.locator(".fortschritt")).to_have_text(progress)
    return page.locator(".felder")


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Weiter", exact=True).click()


def place(page: Page, progress: str) -> None:
    fields = on(page, progress)
    fields.get_by_role("textbox", name="Postleitzahl").fill("32756")
    page.keyboard.press("Tab")
    expect(fields.get_by_role("textbox", name="Ort", exact=True)).to_have_value("Detmold")
    expect(fields.get_by_role("combobox", name="Kreis")).to_have_value("Kreis Lippe")
    go_on(page)


def offering(page: Page, first: int) -> None:
    """From how one reaches somebody to how long she coaches: five questions that organisations and freelancers answer alike."""
    fields = on(page, f"Frage {first} von 12")
    fields.get_by_role("textbox", name="Telefon").fill("+49 30 23125 001")
    fields.get_by_role("textbox", name="E-Mail").fill("wege@example.org")
    fields.get_by_role("textbox", name="Funktion").fill("Koordination Jobcoaching")
    page.keyboard.press("Tab")
    for way in ("Telefon", "E-Mail"):
        expect(fields.get_by_role("group", name="Kontaktwege").get_by_role("checkbox", name=way).first).to_be_checked()
    go_on(page)
    fields = on(page, f"Frage {first + 1} von 12")
    fields.get_by_role("combobox", name="Leistungsart").select_option("jobcoaching_ap")
    fields.get_by_role("checkbox", name="Arbeitsplatz behalten").check()
    fields.get_by_role("checkbox", name="Menschen mit Schwerbehinderung").check()
    go_on(page)
    fields = on(page, f"Frage {first + 2} von 12")
    fields.get_by_role("textbox", name="Beschreibung").fill("Wir kommen in den Betrieb, arbeiten eine Zeit lang mit und üben vor Ort.")
    go_on(page)
    on(page, f"Frage {first + 3} von 12").get_by_role("textbox", name="Umkreis in Kilometern").fill("50")
    go_on(page)
    on(page, f"Frage {first + 4} von 12")
    page.get_by_role("button", name="Ja, alles trifft zu").click()
    go_on(page)
    fields = on(page, f"Frage {first + 5} von 12")
    fields.get_by_role("group", name="1. Angebot").get_by_role("textbox", name="Bis", exact=True).first.fill("9")
    go_on(page)


def consent(page: Page, progress: str, *scopes: str, where: str = "") -> None:
    fields = on(page, progress)
    fields.get_by_role("textbox", name="Tag der Einwilligung").fill("1. Okt. 26")
    for scope in scopes:
        fields.get_by_role("checkbox", name=scope).check()
    if where:
        fields.get_by_role("textbox", name="Wo die Einwilligung liegt").fill(where)
    go_on(page)
    expect(page.get_by_role("heading", name="So sieht Ihr Eintrag aus")).to_be_focused()


def commitment(page: Page, progress: str) -> None:
    fields = on(page, progress)
    page.get_by_label(re.compile("Ab heute verpflichte")).check()
    fields.get_by_role("textbox", name="Unterzeichnet von").fill("Geschäftsführung")


def published(sent: Path) -> str:
    """The pages that became of what was handed in as a file of the project."""
    written = re.findall(r"id: (\S+)\nlizenz", sent.read_text(encoding="utf-8"))
    kinds = {path.stem: path for folder in ("anbieter", "jobcoach") for path in (sent.parent / "site" / folder).glob("*.html")}
    return "".join(kinds[id_].read_text(encoding="utf-8") for id_ in written)


def organisation(page: Page, web: str) -> None:
    begin(page, web, "Organisation, die Jobcoaching anbietet")
    fields = on(page, f"Frage 2 von {QUESTIONS}")
    expect(page.locator(".befunde:visible")).to_have_count(0)
    fields.get_by_role("textbox", name="Name").fill("Beispiel Neue Wege gGmbH")
    fields.get_by_role("combobox", name="Trägerart").select_option("bildungstraeger")
    go_on(page)
    place(page, "Frage 3 von 12")
    offering(page, 4)
    commitment(page, "Frage 10 von 12")
    go_on(page)
    consent(page, "Frage 11 von 12", "Telefonnummer", "Funktion", where="Geschäftsstelle")
    expect(page.locator(".ergebnis-satz")).to_have_text("Der Eintrag kann so eingereicht werden.")
    expect(page.locator("#vorschau")).to_contain_text("Beispiel Neue Wege gGmbH")


def test_an_organisation_and_its_coaches_are_handed_in_in_one_sitting(page: Page, web: str, taken_in: Callable[[Page], Path]) -> None:
    organisation(page, web)
    for name in ("Erika", "Maxi"):
        page.get_by_role("button", name="Weiteren Jobcoach eintragen").click()
        on(page, "Frage 2 von 6").get_by_role("textbox", name="Vorname").fill(name)
        page.locator(".felder").get_by_role("textbox", name="Nachname").fill("Beispiel")
        go_on(page)
        fields = on(page, "Frage 3 von 6")
        expect(fields.get_by_role("combobox", name="Organisation, bei der Sie arbeiten")).to_have_value("Beispiel Neue Wege gGmbH")
        fields.get_by_role("combobox", name="Beschäftigungsform").select_option("angestellt")
        go_on(page)
        fields = on(page, "Frage 4 von 6")
        fields.get_by_role("textbox", name="Bezeichnung").fill("Ergotherapeutin")
        fields.get_by_role("combobox", name="Gruppe").select_option("therapeutisch")
        go_on(page)
        consent(page, "Frage 5 von 6", "Qualifikation", *(["Name"] if name == "Erika" else []))
        expect(page.locator(".einreichen")).to_be_hidden()
        page.get_by_role("button", name="Zurück zur Organisation").click()
    expect(page.locator(".mappe li")).to_have_count(2)
    expect(page.locator(".mappe li").first).to_contain_text("Erika Beispiel (fertig)")
    sent = taken_in(page)
    assert sent.name == "sammlung-beispiel-neue-wege-ggmbh.yaml"
    pages = published(sent)
    assert "Beispiel Neue Wege gGmbH" in pages
    assert "Erika Beispiel" in pages
    assert "Maxi" not in pages  # she did not release her name
    assert "Jobcoach (Name auf Anfrage)" in pages


def test_somebody_who_works_alone_is_asked_her_name_and_shows_it_only_if_she_wants(
    page: Page, operated: str, taken_in: Callable[[Page], Path]
) -> None:
    begin(page, operated, "Jobcoach, freiberuflich")
    fields = on(page, "Frage 2 von 12")
    fields.get_by_role("textbox", name="Vorname").fill("Ute")
    fields.get_by_role("textbox", name="Nachname").fill("Musterfrau")
    go_on(page)
    place(page, "Frage 3 von 12")
    offering(page, 4)
    commitment(page, "Frage 10 von 12")
    page.locator(".felder").get_by_role("textbox", name="Bezeichnung").first.fill("Ergotherapeutin")
    page.locator(".felder").get_by_role("combobox", name="Gruppe").first.select_option("therapeutisch")
    go_on(page)
    on(page, "Frage 11 von 12")
    card = page.locator(".frage-karte")
    expect(card).to_contain_text("Jobcoach (Name auf Anfrage)")
    page.locator(".felder").get_by_role("checkbox", name="Name", exact=False).first.check()
    expect(card).to_contain_text("Ute Musterfrau")
    page.locator(".felder").get_by_role("checkbox", name="Name", exact=False).first.uncheck()
    page.get_by_role("button", name="„Redaktion des Verzeichnisses, erklärt mit der Einreichung“ übernehmen").click()
    consent(page, "Frage 11 von 12", "Telefonnummer", "E-Mail-Adresse", "Qualifikation", "Funktion")
    expect(page.locator(".ergebnis-frei")).to_contain_text("Nicht in der Datei, weil die Einwilligung es nicht umfasst: Name.")
    page.get_by_role("button", name="Alles als eine Nachricht kopieren").click()
    message = page.locator(".dateitext").input_value()
    assert "An: post@example.org" in message
    assert "willige ein, dass über mich veröffentlicht wird: Funktion, Telefonnummer, E-Mail-Adresse, Qualifikation." in message
    assert "Musterfrau" not in message
    sent = taken_in(page)
    assert re.fullmatch(r"jc-\w{6}\.yaml", sent.name)
    pages = published(sent)
    assert "Jobcoach (Name auf Anfrage)" in pages
    assert "Musterfrau" not in pages


def test_an_employed_coach_chooses_her_organisation_by_its_name(page: Page, web: str) -> None:
    begin(page, web, "Jobcoach, bei einem Anbieter angestellt")
    on(page, "Frage 2 von 6")
    go_on(page)  # the name is her choice
    fields = on(page, "Frage 3 von 6")
    provider = fields.get_by_role("combobox", name="Organisation, bei der Sie arbeiten")
    provider.fill("Niemand gGmbH")
    go_on(page)
    expect(provider).to_have_accessible_description(re.compile("ist nicht in der Liste. Wählen Sie eine Organisation"))
    provider.fill("beispiel coaching ggmbh detmold")
    fields.get_by_role("combobox", name="Beschäftigungsform").select_option("angestellt")
    go_on(page)
    fields = on(page, "Frage 4 von 6")
    fields.get_by_role("textbox", name="Bezeichnung").fill("Ergotherapeutin")
    fields.get_by_role("combobox", name="Gruppe").select_option("therapeutisch")
    go_on(page)
    consent(page, "Frage 5 von 6", "Qualifikation", where="Geschäftsstelle")
    assert reading.plain(to_copy(page))["anbieter"] == "beispiel-coaching-detmold"


def test_a_coach_who_gets_a_link_begins_with_what_is_known(page: Page, web: str, new_page: NewPage) -> None:
    organisation(page, web)
    page.get_by_role("button", name="Weiteren Jobcoach eintragen").click()
    on(page, "Frage 2 von 6")
    page.go_back()
    expect(page.locator(".mappe li")).to_have_count(1)
    page.get_by_role("button", name="Link zum Selbstausfüllen: 1. Jobcoach").click()
    expect(page.locator(".mappe li")).to_contain_text("füllt den Eintrag selbst aus")
    expect(page.locator(".mappe-link")).to_contain_text("wer die E-Mail befördert, kann es lesen")
    link = page.get_by_label("Link für 1. Jobcoach").input_value()
    assert "#" in link
    assert "teil=" in link.partition("#")[2]
    coach = new_page()
    coach.goto(link)
    expect(coach.locator(".formular-satz")).to_contain_text("Beispiel Neue Wege gGmbH hat diesen Eintrag für Sie begonnen")
    go_on(coach)
    expect(coach.get_by_role("combobox", name="Organisation, bei der Sie arbeiten")).to_have_value("Beispiel Neue Wege gGmbH")
    sent = to_copy(page)
    assert "---" not in sent
    assert re.search(r"jobcoaches:\n +- jc-\w{6}\n", sent)


@pytest.mark.parametrize("broken", ["x", "%00", "e30", "bnVsbA=="])
def test_a_link_that_did_not_arrive_whole_leads_to_the_beginning(broken: str, page: Page, web: str) -> None:
    page.goto(f"{web}{FORM}#?teil={broken}")
    expect(page.get_by_role("heading", name="Wer wird eingetragen?")).to_be_visible()


@pytest.mark.parametrize(
    ("art", "data", "progress"),
    [
        ("anbieter", {"id": "lippe-coaching", "name": "Lippe Coaching"}, "Frage 2 von 12"),
        ("freiberuflich", {"id": "jc-abc234", "name": {"vorname": "Ute", "nachname": "Lippe Coaching"}}, "Frage 2 von 12"),
        ("jobcoach", {"id": "jc-abc234", "name": {"nachname": "Lippe Coaching"}, "anbieter": "lippe"}, "Frage 2 von 6"),
    ],
)
def test_an_invitation_says_where_its_data_come_from_and_has_them_looked_through(
    art: str, data: dict[str, object], progress: str, page: Page, web: str
) -> None:
    contact = {"kontakt": {"kontaktwege": ["email"], "email": "info@lippe.example.org"}}
    told = {"art": art, "quelle": "Mitgliederliste, Stand März", "firma": "Lippe gGmbH", "daten": {**data, **contact, "konto": "fremd"}}
    page.goto(link_of(web, told))
    expect(page.locator(".formular-satz")).to_contain_text("Diese Angaben haben wir aus: Mitgliederliste, Stand März. Sehen Sie jede durch")
    name = on(page, progress).get_by_role("textbox", name="Name" if art == "anbieter" else "Nachname", exact=True)
    expect(name).to_have_value("Lippe Coaching")
    name.fill("Lippe Coaching")
    [begun] = page.evaluate("JSON.parse(sessionStorage.getItem('landkarte-entwuerfe')).map(({ daten }) => daten)")
    assert begun["id"] == data["id"]
    assert art == "jobcoach" or begun["kontakt"]["email"] == "info@lippe.example.org"
    assert "konto" not in begun
    assert not {"vom", "umfang"} & begun["einwilligung"].keys()


HOSTILE = {
    "__proto__": {"fremd": "1"}, "constructor": "1", "id": "jc-abc234",
    "anbieter": "beispiel-boese", "konto": "boese", "stand": "2099-01-01",
    "einwilligung": {"umfang": ["name", "telefon"], "erteilt_am": "2026-01-01", "textfassung": "2019-01", "liegt_bei": "Büro"},
    "beschaeftigungsform": ["angestellt"], "name": {"vorname": "<img src=x onerror=alert(1)>", "nachname": {"toString": "x"}},
}  # fmt: skip


def link_of(web: str, told: object) -> str:
    return f"{web}{FORM}#?teil={urlsafe_b64encode(json.dumps(told).encode()).decode()}"


def test_a_link_neither_agrees_for_her_nor_says_whose_her_entry_is(page: Page, web: str) -> None:
    """What it may bring is what the organisation knows; all else is hers to say, and no draft of hers goes for it."""
    page.goto(f"{web}{FORM}#?art=jobcoach")
    go_on(page)
    page.get_by_role("combobox", name="Organisation, bei der Sie arbeiten").fill("eigene")
    page.goto(link_of(web, {"firma": "<b>Böse</b> " * 99, "daten": HOSTILE}))
    expect(page.locator(".formular-satz")).to_contain_text("<b>Böse</b>")
    go_on(page)
    expect(page.locator(".weiter-satz")).to_contain_text("Hier fehlt noch etwas")
    go_on(page)
    page.get_by_role("combobox", name="Organisation, bei der Sie arbeiten").fill("andere")
    begun, kept = page.evaluate("JSON.parse(sessionStorage.getItem('landkarte-entwuerfe')).map(({ daten }) => daten)")
    assert begun["name"] == {"vorname": "<img src=x onerror=alert(1)>"}
    assert begun["einwilligung"]["liegt_bei"] == "Büro"
    assert begun["einwilligung"].keys() & {"umfang", "erteilt_am", "liegt_im_repo"} == set()
    assert begun.keys() & {"konto", "fremd", "constructor"} == set()
    assert begun["stand"] == page.evaluate("landkarte.heute()")
    assert begun["einwilligung"]["textfassung"] == kept["einwilligung"]["textfassung"]
    assert (begun["anbieter"], kept["anbieter"]) == ("andere", "eigene")


@pytest.mark.parametrize(
    "told", [{"firma": {"toString": 1}, "daten": {}}, {"firma": "x", "daten": None}, {"firma": "x", "daten": {"id": ["1"] * 20_000}}]
)
def test_a_link_that_no_organisation_sent_leads_to_the_beginning(told: object, page: Page, web: str) -> None:
    page.goto(link_of(web, told))
    expect(page.get_by_role("heading", name="Wer wird eingetragen?")).to_be_visible()


def test_a_number_that_is_wrong_is_four_clicks_from_the_page_of_the_entry(page: Page, operated: str) -> None:
    page.goto(operated + "anbieter/beispiel-eins.html")
    clicks = [
        page.get_by_role("link", name="Ändern", exact=True),
        page.get_by_role("button", name="Ändern: Telefon und E-Mail"),
        page.get_by_role("button", name="Eintrag ansehen und einreichen"),
        page.get_by_role("button", name="Per E-Mail einreichen"),
    ]
    assert len(clicks) <= CLICKS_TO_CHANGE
    clicks[0].click()
    clicks[1].click()
    expect(page.get_by_role("heading", name="Wie erreicht man Sie?")).to_be_focused()
    page.locator(".felder").get_by_role("textbox", name="Telefon").fill("+49 30 23125 009")
    clicks[2].click()
    with page.expect_download() as download, page.expect_request("mailto:**"):
        clicks[3].click()
    assert "telefon: +49 30 23125 009" in Path(download.value.path()).read_text(encoding="utf-8")


def test_the_keys_of_the_browser_go_back_and_forward(page: Page, web: str) -> None:
    begin(page, web, "Organisation, die Jobcoaching anbietet")
    on(page, "Frage 2 von 12").get_by_role("textbox", name="Name").fill("Beispiel Hin und Her")
    page.locator(".felder").get_by_role("combobox", name="Trägerart").select_option("verband")
    go_on(page)
    on(page, "Frage 3 von 12")
    page.go_back()
    expect(on(page, "Frage 2 von 12").get_by_role("textbox", name="Name")).to_have_value("Beispiel Hin und Her")
    page.go_forward()
    on(page, "Frage 3 von 12")
    page.reload()
    on(page, "Frage 3 von 12")
    page.get_by_role("button", name="Mehr angeben").click()
    expect(page.get_by_role("textbox", name="Website (freiwillig)")).to_be_visible()
    page.go_back()
    on(page, "Frage 3 von 12")
    expect(page.get_by_role("textbox", name="Website (freiwillig)")).to_be_hidden()
    for _ in range(2):
        page.go_back()
    expect(page.get_by_role("heading", name="Wer wird eingetragen?")).to_be_visible()
    expect(page.get_by_role("button", name="Weiterschreiben: Organisation, die Jobcoaching anbietet, Beispiel Hin und Her")).to_be_visible()


def test_of_the_sentences_nothing_is_ticked_and_what_is_unticked_stays_open(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich&frage=angebot")
    page.locator(".felder").get_by_role("combobox", name="Leistungsart").select_option("jobcoaching_ap")
    for _ in range(3):
        page.get_by_role("button", name=re.compile("^(Weiter)$")).click()
        if page.locator(".weiter-satz").inner_text():
            go_on(page)
    expect(page.get_by_role("heading", name="Was davon trifft auf Ihre Arbeit zu?")).to_be_visible()
    ticks = page.locator(".frage-saetze input")
    assert [tick.is_checked() for tick in ticks.all()] == [False] * 11
    page.get_by_role("button", name="Ja, alles trifft zu").click()
    assert all(tick.is_checked() for tick in ticks.all())
    page.get_by_label("Eine Fachkraft begleitet eine Person, nicht mehrere zugleich.").uncheck()
    page.get_by_label("Es gibt einen Zwischenbericht und einen Abschlussbericht.").uncheck()
    offer = page.evaluate("JSON.parse(sessionStorage.getItem('landkarte-entwuerfe'))[0].daten.angebote[0]")
    assert "personalschluessel" not in offer
    assert offer["prozess"]["dokumentation"] == ["massnahmenplan"]
    assert offer["prozess"]["mitarbeit"] == "true"


def test_what_is_missing_is_said_once_and_can_wait(page: Page, web: str) -> None:
    begin(page, web, "Organisation, die Jobcoaching anbietet")
    fields = on(page, "Frage 2 von 12")
    go_on(page)
    expect(page.locator(".weiter-satz")).to_contain_text("Hier fehlt noch etwas, oder es stimmt nicht.")
    expect(fields.get_by_role("textbox", name="Name")).to_be_focused()
    expect(fields.get_by_role("textbox", name="Name")).to_have_accessible_description(re.compile("Bitte füllen Sie dieses Feld aus."))
    fields.get_by_role("textbox", name="Name").fill("Beispiel Neue Wege gGmbH")
    fields.get_by_role("combobox", name="Trägerart").select_option("verband")
    expect(page.locator(".weiter-satz")).to_be_empty()
    go_on(page)
    on(page, "Frage 3 von 12")
    go_on(page)
    expect(page.locator(".weiter-satz")).not_to_be_empty()
    go_on(page)
    on(page, "Frage 4 von 12")


def test_fields_stand_in_the_order_of_the_questions(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=anbieter&frage=ort")
    names = on(page, "Frage 3 von 12").locator("label:visible").all_inner_texts()
    assert [name.removesuffix(" (freiwillig)") for name in names] == ["Postleitzahl", "Ort", "Kreis", "Straße"]


def test_what_was_added_by_mistake_can_be_taken_away_where_it_is_asked(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=jobcoach&frage=beruf")
    page.get_by_role("button", name="Weiterbildung hinzufügen").click()
    page.get_by_role("button", name="1. Weiterbildung entfernen").click()
    expect(page.locator(".felder").get_by_role("group", name="1. Weiterbildung")).to_have_count(0)
    expect(page.get_by_role("button", name="1. Beruf oder Studium entfernen")).to_be_hidden()


def test_the_overview_says_what_was_answered_and_leads_to_what_is_missing(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=anbieter&frage=name")
    name_in(page).fill("Beispiel Neue Wege gGmbH")
    page.locator(".felder").get_by_role("combobox", name="Trägerart").select_option("verband")
    go_on(page)
    on(page, "Frage 3 von 12")
    page.goto(page.url.replace("frage=ort", "frage=karte"))
    expect(page.locator(".fragenliste li").first).to_contain_text("Beispiel Neue Wege gGmbH, Verband oder Verein")
    page.get_by_role("link", name="1. Angebot, Leistungsart").click()
    page.locator(".felder").get_by_role("combobox", name="Leistungsart").select_option("jobcoaching_ap")
    page.locator(".felder").get_by_role("checkbox", name="Arbeitsplatz behalten").check()
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    expect(page.locator(".fragenliste")).to_contain_text("JobcoachingAP, Arbeitsplatz behalten")
    page.get_by_role("link", name=re.compile("Die Fachkraft kommt von außen")).click()
    expect(page.get_by_role("heading", name="Was davon trifft auf Ihre Arbeit zu?")).to_be_focused()
    expect(page.locator(".frage-satz sup")).to_have_text("AP")


def test_the_overview_answers_in_words(page: Page, web: str) -> None:
    organisation(page, web)
    answers = page.locator(".fragenliste li > span").all_inner_texts()
    assert {
        "Gebiet Umkreis in Kilometern 50",
        "Arbeitsweise 11 von 11 Sätzen treffen zu",
        "Dauer und Termine Dauer in Monaten bis 9",
        "Qualität Ab heute verpflichten wir uns auf den Standard, Geschäftsführung",
    } <= {" ".join(one.split()) for one in answers}


def test_an_organisation_is_asked_to_agree_only_to_what_has_an_effect(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=anbieter&frage=einwilligung")
    boxes = on(page, "Frage 11 von 12").get_by_role("group", name="Umfang der Einwilligung", exact=True).get_by_role("checkbox")
    assert [box.get_attribute("aria-label") for box in boxes.all()] == ["Funktion", "Telefonnummer", "E-Mail-Adresse"]


def test_what_she_typed_is_looked_at_before_she_says_what_is_public(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich&frage=kontakt")
    fields = on(page, "Frage 4 von 12")
    fields.get_by_role("textbox", name="Telefon").fill("0521/12345-67 (Fr. Müller)")
    fields.get_by_role("textbox", name="E-Mail").fill("ute@example.org")
    go_on(page)
    expect(fields.get_by_role("textbox", name="Telefon")).to_have_accessible_description(re.compile("keine Telefonnummer"))


def test_years_and_days_may_be_said_in_words(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=jobcoach&frage=beruf")
    year = on(page, "Frage 4 von 6").get_by_role("textbox", name="Abschluss").first
    year.fill("seit 2019")
    year.blur()
    expect(year).to_have_value("2019")
    page.goto(web + FORM + "#?art=jobcoach&frage=einwilligung")
    day = on(page, "Frage 5 von 6").get_by_role("textbox", name="Tag der Einwilligung")
    day.fill("heute")
    day.blur()
    expect(day).to_have_value(re.compile(r"^\d+\.\d+\.\d{4}$"))


MANY_COACHES = """() => {
  const entwuerfe = JSON.parse(sessionStorage.getItem("landkarte-entwuerfe"));
  const coach = entwuerfe.find(({ art }) => art === "jobcoach");
  const viele = Array.from({ length: 200 }, (_, stelle) => {
    const ende = [...String(stelle).padStart(6, "0")].map((ziffer) => "abcdefghjk"[ziffer]).join("");
    return { ...coach, nummer: `${coach.nummer}-${stelle}`, daten: { ...coach.daten, id: `jc-${ende}` } };
  });
  sessionStorage.setItem("landkarte-entwuerfe", JSON.stringify([...entwuerfe, ...viele]));
}"""


def test_more_than_can_be_handed_in_at_once_is_told_beforehand(page: Page, web: str) -> None:
    organisation(page, web)
    page.get_by_role("button", name="Weiteren Jobcoach eintragen").click()
    on(page, "Frage 2 von 6")
    go_on(page)
    on(page, "Frage 3 von 6").get_by_role("combobox", name="Beschäftigungsform").select_option("angestellt")
    go_on(page)
    fields = on(page, "Frage 4 von 6")
    fields.get_by_role("textbox", name="Bezeichnung").fill("Ergotherapeutin")
    fields.get_by_role("combobox", name="Gruppe").select_option("therapeutisch")
    go_on(page)
    consent(page, "Frage 5 von 6", "Qualifikation")
    page.evaluate(MANY_COACHES)
    page.get_by_role("button", name="Zurück zur Organisation").click()
    expect(page.locator(".ergebnis-satz")).to_contain_text("zu viel, um es auf einmal einzureichen")
    expect(page.locator(".einreichen")).to_be_hidden()


# --- Drafts ---


def name_in(page: Page) -> Locator:
    return page.locator(".felder").get_by_role("textbox", name="Name")


def second(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def test_two_windows_never_overwrite_each_other(page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.get_by_label("Auf diesem Gerät aufheben, was ich schreibe").check()
    begin(page, web, "Organisation, die Jobcoaching anbietet")
    name_in(page).fill("Erstes Fenster")
    other = second(page.context, page.url)
    expect(name_in(other)).to_have_value("Erstes Fenster")

    def known(text: str, to: Page) -> None:
        """A device tells its windows a moment later what is new."""
        to.wait_for_function("text => localStorage.getItem('landkarte-entwuerfe').includes(text)", arg=text)

    name_in(page).fill("Erstes Fenster, weiter")
    known("weiter", to=other)
    name_in(other).fill("Zweites Fenster")
    expect(other.locator(".formular-satz")).to_contain_text("in einem anderen Fenster geändert")
    known("Zweites Fenster", to=page)
    name_in(page).fill("Erstes Fenster, noch weiter")
    drafts = "JSON.parse(localStorage.getItem('landkarte-entwuerfe')).map(({ daten }) => daten.name)"
    assert sorted(page.evaluate(drafts)) == ["Erstes Fenster, noch weiter", "Zweites Fenster"]


def test_whoever_leaves_with_something_unsaved_is_warned_and_a_draft_goes_when_it_was_handed_in(page: Page, operated: str) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(operated + FORM + "#?aendern=beispiel-eins&frage=kontakt")
    page.locator(".felder").get_by_role("textbox", name="Telefon").fill("+49 30 23125 009")
    assert page.evaluate("sessionStorage.length") == 1
    page.goto("about:blank")
    assert asked == ["beforeunload"]
    page.goto(operated + FORM + "#?aendern=beispiel-eins&frage=kontakt")
    page.locator(".felder").get_by_role("textbox", name="Telefon").fill("+49 30 23125 008")
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    leads_to(page, "Auf der Plattform einreichen")
    expect(page.locator(".einreichen-meldung")).not_to_have_text("")
    left = "JSON.parse(sessionStorage.getItem('landkarte-entwuerfe') || '[]').map(({ daten }) => daten.kontakt.telefon)"
    assert "+49 30 23125 008" not in page.evaluate(left)
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_a_browser_may_fill_in_what_is_the_persons_own(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich&frage=alles")
    wanted = {"vorname": "given-name", "nachname": "family-name", "plz": "postal-code", "email": "email", "telefon": "tel"}
    for field, token in wanted.items():
        expect(page.locator(f".felder [data-feld={field}] input").first).to_have_attribute("autocomplete", token)

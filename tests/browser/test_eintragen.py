"""The form in a real browser, as a person meets it: from an empty page, a draft or an entry to what is handed in."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from landkarte.directory import summary
from landkarte.entries import reading
from tests.browser.conftest import Folder, NewPage, axe, made, seen, write
from tests.browser.test_formularworte import FORM, THROUGH_THE_FIELDS
from tests.conftest import DAY, ROOT
from tests.invented import directory, provider


def opened_from(page: Page, file: Path) -> None:
    """The form with an entry from a file."""
    page.locator("[type=file]").set_input_files(file)
    page.locator(".felder .feld").first.wait_for()


def submitted(page: Page) -> str:
    """The file that the form makes."""
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    return to_copy(page)


def to_copy(page: Page) -> str:
    """The text that a person may copy, once she is asked to hand it in: that is a moment after the heading."""
    expect(page.locator(".einreichen")).to_be_visible()
    return page.locator(".dateitext").input_value()


def test_a_template_goes_through_the_hands_of_a_person_unchanged(page: Page, web: str) -> None:
    for name in ("anbieter", "freiberuflich", "jobcoach"):
        page.goto(web + FORM)
        template = ROOT / "coaches" / "vorlagen" / f"{name}.yaml"
        opened_from(page, template)
        text = submitted(page)
        assert page.evaluate(THROUGH_THE_FIELDS, [template.read_text(encoding="utf-8")]) == [text]


# --- From the empty form to the published page ---


def fill(page: Page, **values: str) -> None:
    """Type into fields by their label."""
    for label, value in values.items():
        page.locator(".felder").get_by_role("textbox", name=label.replace("_", " "), exact=True).first.fill(value)


def fill_in(page: Page) -> None:
    """What an organisation needs, typed as people type it."""
    felder = page.locator(".felder")
    fill(page, Name="Beispiel Neue Wege gGmbH", Beschreibung="Wir kommen in den Betrieb, arbeiten eine Zeit lang mit und üben vor Ort.")
    felder.get_by_label("Trägerart").select_option("bildungstraeger")
    consent = felder.get_by_role("group", name="Einwilligung", exact=True).first
    consent.get_by_label("Tag der Einwilligung").fill("1.10.2026")
    consent.get_by_label("Telefonnummer", exact=False).check()
    consent.get_by_label("Funktion", exact=False).check()
    consent.get_by_label("Wo die Einwilligung liegt").fill("Redaktion des Verzeichnisses")
    standort = felder.get_by_role("group", name="1. Standort")
    standort.get_by_label("Postleitzahl").fill("32756")
    standort.get_by_label("Ort", exact=True).fill("Detmold")
    page.locator(".felder > [data-feld=einzugsgebiet]").get_by_label("Umkreis in Kilometern").fill("50")
    kontakt = felder.get_by_role("group", name="Kontakt", exact=True)
    kontakt.get_by_role("textbox", name="Funktion").fill("Koordination Jobcoaching")
    kontakt.get_by_role("checkbox", name="Telefon", exact=False).first.check()
    kontakt.get_by_role("checkbox", name="E-Mail").check()
    kontakt.get_by_role("textbox", name="Telefon (freiwillig)").fill("+49 30 23125 001")
    felder.get_by_role("group", name="1. Angebot").get_by_label("Leistungsart").select_option("uebergangsmanagement")
    page.keyboard.press("Tab")


def test_from_the_empty_form_to_the_published_page(page: Page, web: str, project: Path, taken_in: Callable[[Page], Path]) -> None:
    page.goto(web + FORM)
    page.get_by_label("Organisation, die Jobcoaching anbietet").check()
    page.get_by_role("button", name="Neuen Eintrag beginnen").click()
    page.get_by_role("button", name="Mehr angeben").click()
    expect(page.get_by_role("heading", name="Organisation, die Jobcoaching anbietet: alle Angaben")).to_be_focused()
    fill_in(page)
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    expect(page.get_by_role("heading", name="So sieht Ihr Eintrag aus")).to_be_focused()
    expect(page.locator(".ergebnis-fehler")).to_have_text("")
    expect(page.locator(".ergebnis-satz")).to_have_text("Der Eintrag kann so eingereicht werden.")
    assert taken_in(page).name == "beispiel-neue-wege-ggmbh.yaml"
    published = project / "site" / "anbieter" / "beispiel-neue-wege-ggmbh.html"
    assert "Beispiel Neue Wege gGmbH" in published.read_text(encoding="utf-8")


# --- Changing what is there ---


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_still_true_needs_no_more_than_the_day_in_germany(zone: str, new_page: NewPage, web: str) -> None:
    page = new_page(timezone_id=zone)
    page.clock.set_fixed_time("2026-11-24T23:30:00Z")
    page.goto(web + "anbieter/beispiel-coaching-detmold.html")
    page.get_by_role("link", name="Stimmt noch").click()
    expect(page.get_by_role("heading", name="So sieht Ihr Eintrag aus")).to_be_focused()
    expect(page.locator(".stimmt-satz")).to_contain_text("nur der Tag Ihrer Durchsicht in der Datei beispiel-coaching-detmold.yaml")
    assert to_copy(page) == "stand: 2026-11-25"
    page.get_by_role("button", name="Ändern: Name und Art").click()
    fill(page, Name="Beispiel Anders")
    assert reading.plain(submitted(page))["name"] == "Beispiel Anders"
    expect(page.locator(".stimmt-satz")).to_be_hidden()


def test_a_change_begins_with_what_is_public(page: Page, serve: Folder, tmp_path: Path) -> None:
    hidden = {
        "konto": "beispiel-geheim",
        "kontakt": {"funktion": "Koordination", "telefon": "+49 30 23125 001", "email": "geheim@example.org", "kontaktwege": ["telefon"]},
        "einwilligung": {"vom": "2026-10-01", "textfassung": "2026-10", "umfang": ["telefon"], "liegt_bei": "Geschäftsstelle"},
    }
    write(tmp_path, made(directory([provider("beispiel-eins", "Beispiel Eins", **hidden)])))
    page.goto(serve(tmp_path) + FORM + "#?aendern=beispiel-eins&frage=alles")
    expect(page.locator(".felder").get_by_role("textbox", name="Name", exact=True)).to_have_value("Beispiel Eins")
    expect(page.get_by_role("textbox", name="Telefon (freiwillig)")).to_have_value("+49 30 23125 001")
    expect(page.get_by_role("textbox", name="E-Mail (freiwillig)")).to_have_value("")
    expect(page.locator(".formular-satz")).to_contain_text("Konto")
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [word for word in (b"beispiel-geheim", b"geheim@example") if word in everything] == []


def test_an_entry_that_does_not_exist_is_said_to_be_missing(browser: Browser, web: str) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        for id_ in ("gibt-es-nicht", "../../etc", "__proto__", "x" * 300, "%00", "constructor"):
            page.goto("about:blank")
            page.goto(f"{web}{FORM}#?aendern={id_}")
            expect(page.locator(".beginn-satz"), id_[:50]).to_contain_text("gibt es auf dieser Website nicht")
    finally:
        context.close()


def test_what_every_object_has_is_no_entry_and_no_kind(page: Page, serve: Folder, tmp_path: Path) -> None:
    write(tmp_path, made(directory([provider("or", "Beispiel Eins")])))  # its data are in the file where "constructor" is looked for
    for state in ("art=constructor", "aendern=constructor"):
        page.goto("about:blank")
        page.goto(f"{serve(tmp_path)}{FORM}#?{state}")
        expect(page.get_by_role("heading", name="Wer wird eingetragen?"), state).to_be_visible()


# --- The card, the drafts, the ways to hand in ---


LINES = """(cards) => cards.map((card) =>
    [card.querySelector("h3 a").getAttribute("href"), [...card.querySelectorAll("[data-zeile]")].map((line) => line.innerText)])"""
PREVIEWS = """async (ids) => {
    const preview = document.querySelector("#vorschau");
    const all = [];
    for (const id of ids) {
        preview.replaceChildren();
        const shown = new Promise((done) => new MutationObserver((_, observer) => {
            if (!preview.querySelector("h3")?.checkVisibility()) return;
            observer.disconnect();
            done();
        }).observe(document.body, { attributes: true, childList: true, subtree: true }));
        location.hash = `?stimmt=${id}`;
        await shown;
        all.push([...preview.querySelectorAll("[data-zeile]")].map((line) => line.innerText));
    }
    return all;
}"""
"""Of each entry the lines of the card that the form shows where it asks whether all is still true."""


def test_the_card_is_the_one_that_the_list_will_show(page: Page, web: str, site: Path) -> None:
    page.goto(web)
    shown = {Path(address).stem: lines for address, lines in page.locator(".karten > li:visible").evaluate_all(LINES)}
    assert len(shown) > 20
    page.clock.set_fixed_time(f"{DAY}T12:00:00")
    page.goto(web + FORM)
    for id_, made_here in zip(shown, page.evaluate(PREVIEWS, list(shown)), strict=True):
        # the form puts words of a list in the order of their vocabulary, and shows a number as it was typed
        assert [_words(line) for line in made_here if not line.startswith("Stand")] == [
            _words(line) for line in shown[id_] if not line.startswith(("Nachweis", "Stand"))
        ], id_


def test_what_is_no_day_is_not_on_the_card(page: Page, web: str) -> None:
    page.goto(web + FORM)
    typed = {"stand": "gestern", "kapazitaet": {"status": "frei", "plaetze": "zwei", "stand": "2026-10-01", "ab": "bald"}}
    card = "landkarte.vorschau(document.querySelector('#eintrag-vorlage'), 'anbieter', daten, landkarte.formular, '2026-11-01')"
    shown = page.evaluate(f"daten => {card}.innerText", typed)
    assert "(Angabe vom 1. Oktober 2026)" in shown
    assert not re.search("Invalid|gestern|bald|zwei|NaN", shown)


@pytest.mark.parametrize("today", ["2026-11-19", "2026-11-20", "2026-11-21"])
def test_a_free_place_is_free_once_its_day_has_come(today: str, page: Page, web: str) -> None:
    page.goto(web + FORM)
    room = {"status": "frei", "plaetze": "2", "stand": "2026-11-01", "ab": "2026-11-20"}
    card = f"landkarte.vorschau(document.querySelector('#eintrag-vorlage'), 'anbieter', {{ kapazitaet }}, landkarte.formular, '{today}')"
    shown = page.evaluate(f"(kapazitaet) => {card}.innerText", room)
    said = summary.capacity(provider("beispiel-a", "Beispiel A", kapazitaet=room).kapazitaet, date.fromisoformat(today))
    assert said in shown
    assert ("2 Plätze frei ab" in shown) == (today == "2026-11-19")


def _words(line: str) -> list[str]:
    return sorted(re.findall(r"\w+", re.sub(r"(?<=\d) (?=\d)", "", line) if line.startswith("Telefon") else line))


def test_a_draft_stays_on_the_device_only_as_long_as_somebody_wants(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.goto(web + FORM + "#?art=anbieter&frage=alles")
    fill(page, Name="Beispiel Entwurf")
    page.get_by_role("button", name="Unterbrechen").click()
    expect(page.locator(".beginn-satz")).to_contain_text("vergisst ihn, wenn Sie das Fenster schließen")
    page.reload()
    expect(page.get_by_text("Organisation, die Jobcoaching anbietet, Beispiel Entwurf")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Weiterschreiben: Organisation").click()
    expect(page.locator(".felder").get_by_role("textbox", name="Name", exact=True)).to_have_value("Beispiel Entwurf")
    page.get_by_label("Entwurf auf diesem Gerät behalten").check()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [1, 0]
    page.get_by_role("button", name="Unterbrechen").click()
    expect(page.locator(".beginn-satz")).to_have_text("Ihr Entwurf liegt unten.")
    page.get_by_role("button", name="Entwurf löschen").click()
    expect(page.locator(".beginn-satz")).to_have_text("Der Entwurf ist gelöscht.")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


NO_DRAFTS = [
    "kein JSON",
    "[1, null, {}]",
    '{"art": 1}',
    '[{"art": "pruefvermerk", "nummer": "1", "daten": {}}]',
    '[{"art": "constructor", "nummer": "1", "daten": {}}]',
]


def test_what_is_no_draft_is_left_alone(page: Page, web: str) -> None:
    page.goto(web + FORM)
    for stored in NO_DRAFTS:
        page.evaluate("(text) => sessionStorage.setItem('landkarte-entwuerfe', text)", stored)
        page.reload()
        expect(page.get_by_role("heading", name="Wer wird eingetragen?"), stored).to_be_visible()
        expect(page.locator(".entwuerfe"), stored).to_be_hidden()


DAMAGED = [
    {"einwilligung": 5, "name": "x", "id": {"a": "b"}},
    {"einwilligung": None, "standorte": [None], "nachweise": 7, "__proto__": {"x": 1}},
    {"einwilligung": {"umfang": "name"}, "name": {"vorname": 1, "nachname": {}}, "weiterbildungen": [None, 1, "x"]},
    ["x"],
]


@pytest.mark.parametrize("values", DAMAGED)
def test_of_a_damaged_draft_the_rest_can_be_gone_on_with(values: object, page: Page, web: str) -> None:
    """Also where it is that of a coach of the organisation that is open."""
    page.goto(web + FORM)
    drafts = [{"nummer": "1", "art": "anbieter", "daten": values}]
    drafts += [{"nummer": art, "art": art, "daten": values, "mappe": "1"} for art in ("jobcoach", "constructor")]
    page.evaluate("(text) => sessionStorage.setItem('landkarte-entwuerfe', text)", json.dumps(drafts))
    page.goto(web + FORM + "#?entwurf=1&frage=karte")
    page.reload()
    expect(page.locator(".mappe li")).to_have_count(1)
    expect(page.locator(".mappe li")).to_contain_text("1. Jobcoach (noch offen")


def leads_to(page: Page, name: str) -> str:
    """The address that a button opens in a new window; nothing is asked of that host."""
    page.evaluate(
        """() => {
            delete document.documentElement.dataset.geoeffnet;
            window.open = (address) => { document.documentElement.dataset.geoeffnet = address; return null; };
        }"""
    )
    page.get_by_role("button", name=name).click()
    return page.locator("html[data-geoeffnet]").get_attribute("data-geoeffnet") or ""


def test_a_new_entry_is_filled_into_the_page_of_the_platform(page: Page, operated: str) -> None:
    page.goto(operated + FORM + "#?art=anbieter&frage=alles")
    fill_in(page)
    text = submitted(page)
    asked = urlsplit(leads_to(page, "Auf der Plattform einreichen"))
    assert asked.path == "/neu/coaches/anbieter"
    assert parse_qs(asked.query, strict_parsing=True) == {"name": ["beispiel-neue-wege-ggmbh.yaml"], "text": [text]}
    expect(page.locator(".ergebnis")).to_contain_text("innerhalb von 10 Werktagen")
    expect(page.locator(".ergebnis")).to_contain_text("Beispiel-Stelle")


def test_what_is_long_or_there_already_is_copied_first(page: Page, operated: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(operated + FORM + "#?stimmt=beispiel-eins")
    expect(page.locator(".einreichen")).to_be_visible()
    leads_to(page, "Auf der Plattform einreichen")
    expect(page.locator(".einreichen-meldung")).to_contain_text("nur die Zeile, die mit „stand:“ beginnt")
    assert page.evaluate("navigator.clipboard.readText()").startswith("stand: 20")
    page.goto("about:blank")
    page.goto(operated + FORM + "#?aendern=beispiel-eins&frage=alles")
    fill(page, Name="Beispiel Anders")
    submitted(page)
    assert leads_to(page, "Auf der Plattform einreichen") == "https://plattform.example/aendern/coaches/anbieter/beispiel-eins.yaml"
    expect(page.locator(".einreichen-meldung")).to_contain_text("Ersetzen Sie dort den ganzen Text")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".dateitext").input_value()
    page.goto("about:blank")
    page.goto(operated + FORM + "#?art=anbieter&frage=alles")
    fill_in(page)
    for field in page.locator(".felder").get_by_role("textbox", name="Beschreibung").all():
        field.fill("Wir üben im Betrieb. " * 70)
    text = submitted(page)
    assert "text=&" in leads_to(page, "Auf der Plattform einreichen") + "&"
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_an_e_mail_goes_to_the_operator_and_the_file_is_saved_first(page: Page, operated: str) -> None:
    page.goto(operated + FORM + "#?aendern=beispiel-eins&frage=alles")
    submitted(page)
    with page.expect_download() as download, page.expect_request("mailto:**") as mail:
        page.get_by_role("button", name="Per E-Mail einreichen").click()
    assert download.value.suggested_filename == "beispiel-eins.yaml"
    assert mail.value.url.startswith("mailto:post@example.org?subject=%C3%84nderung%3A%20Beispiel%20Eins")


# --- For everybody ---


def test_what_is_wrong_is_told_when_a_field_is_left_and_is_a_link_in_the_end(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich&frage=alles")
    plz = page.get_by_role("textbox", name="Postleitzahl")
    expect(page.locator(".befunde:visible")).to_have_count(0)
    plz.fill("1067")
    plz.press("Tab")
    expect(plz).to_have_attribute("aria-invalid", "true")
    expect(plz).to_have_accessible_description(re.compile("Meinten Sie 01067\\?"))
    plz.fill("01067")
    expect(plz).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    expect(page.locator(".einreichen")).to_be_hidden()
    page.locator(".ergebnis-fehler").get_by_role("link", name="1. Standort, Ort: Bitte füllen Sie dieses Feld aus.").click()
    expect(page.get_by_role("textbox", name="Ort", exact=True)).to_be_focused()


def test_the_list_of_what_is_wrong_names_fields_as_the_form_does(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich&frage=alles")
    page.get_by_label("Tag der Einwilligung").first.fill("gestern")
    page.get_by_role("textbox", name="Postleitzahl").fill("x")
    page.get_by_label("Leistungsart").select_option("jobcoaching_ap")
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    told = page.locator(".ergebnis-fehler")
    for name in (
        "Einwilligung, Tag der Einwilligung: Was ist mit „gestern“ gemeint?",
        "1. Standort, Postleitzahl: „x“ hat nicht die vorgesehene Form",
        "Kontakt, Kontaktwege: Bitte kreuzen Sie mindestens eines an.",
        "1. Angebot, Prozess: Bitte noch angeben. Die Regel dazu: Die Fachkraft kommt von außen",
    ):
        expect(told.get_by_role("link", name=name)).to_have_count(1)


def test_a_telephone_shows_the_keys_that_a_field_needs(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich&frage=alles")
    wanted = {"Postleitzahl": "numeric", "Telefon (freiwillig)": "tel", "E-Mail (freiwillig)": "email", "Website (freiwillig)": "url"}
    for name, keys in wanted.items():
        expect(page.get_by_role("textbox", name=name).first).to_have_attribute("inputmode", keys)


def test_who_begins_without_a_choice_is_led_to_it(page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.get_by_role("button", name="Neuen Eintrag beginnen").press("Enter")
    expect(page.locator(".beginn-satz")).to_have_text("Wählen Sie aus, wer eingetragen wird.")
    expect(page.get_by_label("Organisation, die Jobcoaching anbietet")).to_be_focused()


def test_numbers_days_former_keys_and_web_addresses_are_taken_as_people_write_them(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?aendern=beispiel-coaching-detmold&frage=alles")
    page.locator(".felder .feld").first.wait_for()
    for closed in page.locator("summary", has_text="Technisches").all():
        closed.locator("..").evaluate("details => { details.open = true; }")
    page.get_by_label("Stand", exact=True).last.fill("3.11.2026")
    page.get_by_label("Breite (freiwillig)").first.fill("51,9")
    page.get_by_label("Website (freiwillig)").fill("www.beispiel.example.org/start")
    page.get_by_label("Kreis (freiwillig)").first.fill("06435014")
    text = submitted(page)
    assert "\nstand: 2026-11-03\n" in text
    assert "\n    lat: 51.9\n" in text
    assert re.search(r"\n    ags: \W?06415\W?\n", text)
    assert "\nwebsite: https://www.beispiel.example.org/start\n" in text


NO_ENTRIES = {
    "a: &x [b]\nc: *x\n": "nicht lesen",
    "art: anbieter\n  id: x\n": "nicht lesen",
    "- eine Liste\n": "feld: wert",
    "name: Beispiel\n": "art: anbieter",
    "x" * 70_000: "größer als 64 KiB",
    "art: anbieter\nstandorte: [" + "{}," * 20_000 + "]\n": "mehr als 2000",
}


def test_a_file_that_is_no_entry_is_told_and_nothing_is_lost(page: Page, web: str) -> None:
    for content, said in NO_ENTRIES.items():
        page.goto(web + FORM)
        page.get_by_label("Datei von Ihrem Gerät").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": content.encode()})
        expect(page.locator(".datei-meldung"), content[:50]).to_contain_text(said)
        expect(page.get_by_role("heading", name="Wer wird eingetragen?")).to_be_visible()


def test_a_file_of_somebody_who_is_listed_is_a_change(page: Page, web: str) -> None:
    page.goto(web + FORM)
    opened_from(page, ROOT / "coaches/anbieter/beispiel-coaching-detmold.yaml")
    submitted(page)
    expect(page.locator(".ergebnis [data-datei]").first).to_have_text("beispiel-coaching-detmold.yaml")


NEW = "art: anbieter\nname: Geschäftsstelle für Café-Arbeit\n"


@pytest.mark.parametrize(("encoding", "told"), [("cp1252", 1), ("utf-8", 0), ("utf-8-sig", 0)])
def test_a_file_that_windows_wrote_is_read_and_that_is_said(encoding: str, told: int, page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.get_by_label("Datei von Ihrem Gerät").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": NEW.encode(encoding)})
    expect(page.locator(".felder").get_by_role("textbox", name="Name", exact=True)).to_have_value("Geschäftsstelle für Café-Arbeit")
    expect(page.locator(".formular-satz", has_text="als Windows-1252 gelesen; sehen Sie sich die Umlaute an")).to_have_count(told)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("art: anbieter\nname: Teilhabe #1\n", 2),
        ("art: anbieter\nstandorte:\n  - bezeichnung: #1\n", 3),
        ('art: anbieter\nname: "Haus #1" # so\n', 0),
    ],
)
def test_what_a_file_loses_behind_a_number_sign_is_said(text: str, line: int, page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.get_by_label("Datei von Ihrem Gerät").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": text.encode()})
    page.locator(".felder .feld").first.wait_for()
    expect(page.locator(".formular-satz", has_text=f"In Zeile {line} endet ein Wert vor „ #“")).to_have_count(min(line, 1))


def test_what_word_puts_between_letters_is_taken_out(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?aendern=beispiel-coaching-detmold&frage=alles")
    fill(page, Name="Beispiel Arbeits\u00adplatz\u200bsicherung")
    assert "\nname: Beispiel Arbeitsplatzsicherung\n" in submitted(page)


def test_what_the_form_has_no_field_for_is_named(page: Page, web: str) -> None:
    page.goto(web + FORM)
    text = "art: anbieter\ndiagnose: x\ntraegerart: gibt_es_nicht\n__proto__: {boese: ja}\nstandorte: [{plz: '1', hausmeister: y}]\n"
    page.get_by_label("Datei von Ihrem Gerät").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": text.encode()})
    said = page.locator(".formular-satz")
    for word in ("diagnose", "traegerart › gibt_es_nicht", "standorte › 1 › hausmeister"):
        expect(said).to_contain_text(word)


def test_no_state_of_the_form_keeps_anybody_out(page: Page, web: str) -> None:
    def keeps_nobody_out() -> None:
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for look, width in zip(seen(page, "light", "forced", "dark"), (1280, 1280, 375), strict=True):
            page.set_viewport_size({"width": width, "height": 800})
            assert axe(page) == [], look
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), look

    page.goto(web + FORM)
    keeps_nobody_out()
    page.get_by_label("Datei von Ihrem Gerät").set_input_files(ROOT / "coaches/vorlagen/freiberuflich.yaml")
    page.locator(".felder .feld").first.wait_for()
    keeps_nobody_out()
    page.get_by_role("textbox", name="Postleitzahl").fill("x")
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    expect(page.locator(".ergebnis-fehler li")).to_have_count(1)
    keeps_nobody_out()
    page.goto(web + FORM + "#?art=freiberuflich&frage=angebot")
    page.locator(".felder").get_by_label("Leistungsart").select_option("jobcoaching_ap")
    for asked, heading in (
        ("arbeitsweise", "Was davon trifft auf Ihre Arbeit zu?"),
        ("einwilligung", "Was darf über Sie öffentlich sein?"),
    ):
        page.goto(re.sub(r"frage=\w+", f"frage={asked}", page.url))
        expect(page.get_by_role("heading", name=heading)).to_be_focused()
        keeps_nobody_out()


def test_from_a_disk_everything_works(page: Page, site: Path) -> None:
    page.goto((site / FORM).as_uri() + "#?aendern=beispiel-coaching-detmold&frage=alles")
    assert submitted(page).startswith("# yaml-language-server: $schema=../vorlagen/anbieter.schema.json\n")


def test_without_javascript_the_templates_are_at_hand(new_page: NewPage, web: str, site: Path) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(web + FORM)
    links = page.locator(".ohne-formular a[href^=vorlagen]")
    names = ("anbieter", "freiberuflich", "jobcoach")
    assert [link.get_attribute("href") for link in links.all()] == [f"vorlagen/{name}.yaml" for name in names]
    assert not any(link.get_attribute("download") is not None for link in links.all()), "who may not download reads and copies it"
    assert (site / "vorlagen/anbieter.yaml").read_bytes() == (ROOT / "coaches/vorlagen/anbieter.yaml").read_bytes()
    expect(page.locator("[data-module=eintragen]")).to_be_hidden()


# --- What does not arrive ---


@pytest.fixture
def unreliable(browser: Browser) -> Iterator[Page]:
    """A page whose requests may fail without failing the test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("missing", ["static/*/js/urteil", "daten/*/urteil", "daten/*/kreise", "daten/*/erklaerungen"])
def test_a_part_that_does_not_arrive_is_told_and_comes_when_asked_for_again(missing: str, unreliable: Page, web: str) -> None:
    unreliable.route(f"**/{missing}*", lambda route: route.abort())
    unreliable.goto(web + FORM + "#?art=anbieter&frage=kontakt")
    expect(unreliable.get_by_role("alert")).to_contain_text("Was Sie geschrieben haben, ist nicht verloren.")
    unreliable.locator(".felder").get_by_role("textbox", name="E-Mail").fill("info(at)wege.de")
    unreliable.keyboard.press("Tab")
    unreliable.unroute_all()
    unreliable.get_by_role("button", name="Noch einmal laden").click()
    expect(unreliable.get_by_role("alert")).to_be_hidden()
    expect(unreliable.get_by_role("heading", name="Wie erreicht man Sie?")).to_be_focused()
    mail = unreliable.locator(".felder").get_by_role("textbox", name="E-Mail")
    expect(mail).to_have_value("info(at)wege.de")
    expect(mail).to_have_accessible_description(re.compile("ist keine E-Mail-Adresse"))


def test_whoever_cannot_hand_in_because_a_part_did_not_arrive_is_told(unreliable: Page, web: str) -> None:
    unreliable.route("**/js-yaml*", lambda route: route.abort())
    unreliable.goto(web + FORM + "#?aendern=beispiel-coaching-detmold")
    expect(unreliable.get_by_role("alert")).to_be_visible()
    expect(unreliable.locator(".einreichen")).to_be_hidden()
    unreliable.unroute_all()
    unreliable.get_by_role("button", name="Noch einmal laden").click()
    expect(unreliable.locator(".einreichen")).to_be_visible()
    expect(unreliable.get_by_role("alert")).to_be_hidden()


def test_what_arrives_when_the_entry_is_not_ready_any_more_hands_nothing_in(page: Page, web: str) -> None:
    late: list[Route] = []
    page.route("**/js-yaml*", lambda route: late.append(route))
    page.goto(web + FORM)
    with page.expect_request("**/js-yaml*"):
        page.goto(web + FORM + "#?aendern=beispiel-coaching-detmold")
    page.get_by_role("button", name="Ändern: Name und Art").click()
    fill(page, Name="")
    page.get_by_role("button", name="Eintrag ansehen und einreichen").click()
    expect(page.locator(".ergebnis-fehler li")).to_have_count(1)
    late[0].continue_()
    page.wait_for_function("window.jsyaml")
    expect(page.locator(".einreichen")).to_be_hidden()


def test_an_entry_that_does_not_arrive_is_not_said_to_be_missing(unreliable: Page, web: str) -> None:
    unreliable.route("**/dateien/**", lambda route: route.abort())
    unreliable.goto(web + FORM + "#?aendern=beispiel-coaching-detmold")
    expect(unreliable.locator(".beginn-satz")).to_contain_text("Der Eintrag ist nicht angekommen.")


def test_where_the_form_itself_does_not_arrive_the_templates_are_at_hand(unreliable: Page, web: str) -> None:
    unreliable.route("**/daten/*/formular*", lambda route: route.abort())
    unreliable.goto(web + FORM)
    expect(unreliable.get_by_role("link", name="Jobcoach, freiberuflich")).to_be_visible()

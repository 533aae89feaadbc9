"""Taking along what is shown: files that say what the list says, a link, a note for a file."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vobject
from playwright.sync_api import Page, expect

from landkarte.site.datasets.fields import PROVIDER
from tests.browser.conftest import Folder, NewPage, ask, axe, made, seen, write
from tests.invented import directory, freelancer
from tests.site.test_datasets import CONTACT, EVERYTHING, HOSTILE, full

BEYOND = ["entfernung_km", "warum"]
STREET = {"anbieter": "Musterweg 1", "jobcoach": ""}


@pytest.fixture
def page(without_map: Page) -> Page:
    """What is taken along is the list."""
    return without_map


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site whose providers are made to hurt whoever opens a file about them."""
    entries = [full(f"beispiel-{number:02}", name) for number, name in enumerate(HOSTILE)]
    entries.append(full("beispiel-lang", "Beispiel " + "Ä" * 100, kontakt={**CONTACT, "funktion": "Grüße; an, alle \\ hier"}))
    entries.append(freelancer("jc-1", "Mia", "Muster", einwilligung=EVERYTHING, kontakt={**CONTACT, "telefon": "+49 30 23125 000"}))
    root = tmp_path_factory.mktemp("boese")
    write(root, made(directory(entries)))
    return root


@pytest.fixture
def hostile(serve: Folder, hostile_folder: Path) -> str:
    """Its address."""
    return serve(hostile_folder)


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.get_by_text("Ergebnis mitnehmen").click()
    return page


def searched(page: Page, words: str) -> list[str]:
    """The names of the cards after a search."""
    expect(ask(page, words)).to_contain_text(words)
    return page.locator(".treffer h3").all_inner_texts()


def taken(page: Page, button: str) -> tuple[str, str]:
    """The name and the text of the file that a button saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    path = download.value.path()
    return download.value.suggested_filename, path.read_bytes().decode("utf-8")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def cards(text: str) -> Iterator[Any]:
    found: Iterator[Any] = vobject.readComponents(text)
    return found


def test_a_file_holds_the_cards_that_are_shown_in_their_order(page: Page, web: str) -> None:
    opened(page, web)
    names = searched(page, "Beispiel Jobcoaching")
    assert 1 < len(names) < 26
    _, text = taken(page, "CSV (Excel)")
    assert [row["name"] for row in table(text)] == names
    assert list(table(text)[0]) == [*(field.name for field in PROVIDER), *BEYOND]
    expect(page.get_by_text(f"{len(names)} Anbieter als CSV gespeichert.")).to_be_visible()
    assert [one["name"] for one in json.loads(taken(page, "JSON")[1])["anbieter"]] == names
    points = json.loads(taken(page, "GeoJSON")[1])["features"]
    assert list(dict.fromkeys(point["properties"]["name"] for point in points)) == names
    assert [card.fn.value for card in cards(taken(page, "vCard")[1])] == names
    changed = searched(page, "Gebärdensprache")
    assert changed != names
    assert [row["name"] for row in table(taken(page, "CSV (Excel)")[1])] == changed


def test_whoever_may_save_nothing_copies_the_same_text(page: Page, web: str) -> None:
    opened(page, web)
    searched(page, "Beispiel Jobcoaching")
    for button in ("CSV (Excel)", "JSON", "GeoJSON", "vCard"):
        _, text = taken(page, button)
        shown = page.get_by_label("Zum Kopieren").input_value()
        assert shown.removeprefix("\ufeff") == text.removeprefix("\ufeff").replace("\r\n", "\n")


def test_what_is_too_much_for_a_field_says_so(page: Page, large: str) -> None:
    opened(page, large)
    assert len(taken(page, "JSON")[1]) > 250_000
    expect(page.get_by_text("Zum Kopieren ist das zu viel")).to_be_visible()
    expect(page.get_by_label("Zum Kopieren")).to_be_hidden()


@pytest.mark.parametrize("which", ["web", "hostile", "large"])
def test_everything_is_byte_for_byte_the_file_of_the_site(page: Page, request: pytest.FixtureRequest, which: str) -> None:
    address = request.getfixturevalue(which)
    opened(page, address)
    _, text = taken(page, "CSV (Excel)")
    whole = page.request.get(f"{address}daten/anbieter.csv").body().decode("utf-8")
    head, lines = text.split("\r\n", 1)
    assert head.endswith(";entfernung_km;warum")
    assert head.removesuffix(";entfernung_km;warum") + "\r\n" + lines.replace(";;\r\n", "\r\n") == whole
    assert len(table(text)) > 20


def test_json_and_geojson_hold_what_the_files_of_the_site_hold_and_every_card_can_be_read(page: Page, hostile: str) -> None:
    opened(page, hostile)
    whole = page.request.get(f"{hostile}daten/anbieter.json").json()
    taken_along = json.loads(taken(page, "JSON")[1])
    query = taken_along.pop("abfrage")
    assert set(query) == {"satz", "adresse", "tag"}
    for record in taken_along["anbieter"]:
        assert (record.pop("entfernung_km"), record.pop("warum")) == (None, None)
    for record in whole["anbieter"]:
        del record["kreise"], record["ausgenommen"], record["angebote"]  # what many files would be too large for
    assert taken_along == whole
    points = json.loads(taken(page, "GeoJSON")[1])
    del points["abfrage"]
    for point in points["features"]:
        del point["properties"]["entfernung_km"], point["properties"]["warum"]
    assert points == page.request.get(f"{hostile}daten/anbieter.geojson").json()
    records = taken_along["anbieter"]
    _, text = taken(page, "vCard")
    assert max(len(line.encode()) for line in text.split("\r\n")) == 75
    assert "\n" not in text.replace("\r\n", "")
    assert text.count("BEGIN:VCARD") == len(records) == len(HOSTILE) + 2
    for card, record in zip(cards(text), records, strict=True):
        name = re.sub("[\x85\u2028\u2029]", "\n", record["name"])
        assert card.fn.value == name
        assert card.uid.value == f"landkarte-jobcoachingap:{record['id']}"
        assert set(card.contents) <= {"version", "uid", "fn", "n", "org", "adr", "tel", "email", "url", "note", "rev", "x-abshowas"}
        assert (card.adr.value.code, card.adr.value.city, card.adr.value.street) == ("32756", "Detmold", STREET[record["art"]])
        assert len(card.contents["adr"]) == len(record["standorte"])
        assert card.tel.value == record["telefon"]
        assert card.email.value == "post@example.org"
        assert card.rev.value == "2026-10-01T00:00:00Z"
        assert "Stand der Angaben: 01.10.2026" in card.note.value
        assert ("Beispiel – frei erfunden" in card.note.value) == record["beispiel"]
        assert ("org" in card.contents) == (record["art"] == "anbieter")
        assert record["kontakt_funktion"] in card.note.value


def test_a_file_says_what_was_asked_when_and_by_which_rules(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.clock.set_fixed_time("2026-11-25T14:03:00")
    opened(page, web)
    searched(page, "Coaching gGmbH")
    name, text = taken(page, "JSON")
    assert name == "jobcoaching-2026-11-25.json"
    content = json.loads(text)
    assert content["abfrage"]["satz"] == page.locator(".treffer [role=status]").inner_text()
    assert content["abfrage"]["adresse"] == page.url
    assert content["abfrage"]["tag"] == "2026-11-25"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", content["regelwerk_stand"])
    assert content["stand"] == "2026-11-01"


def test_distance_and_reason_of_the_answer_go_along_and_nobody_shown_means_no_file(page: Page, web: str) -> None:
    opened(page, web)
    page.evaluate(
        """landkarte.gezeigt = () => [
            {nummer: 3, km: 23.449, warum: () => "Nennt den Kreis Lippe."}, {nummer: 1, km: 0.04, warum: () => "=1+1"}]"""
    )
    rows = table(taken(page, "CSV (Excel)")[1])
    assert [(row["entfernung_km"], row["warum"]) for row in rows] == [("23,4", "Nennt den Kreis Lippe."), ("0", "'=1+1")]
    records = json.loads(taken(page, "JSON")[1])["anbieter"]
    assert [(record["entfernung_km"], record["warum"]) for record in records] == [(23.4, "Nennt den Kreis Lippe."), (0, "=1+1")]
    page.evaluate("landkarte.gezeigt = () => []")
    page.get_by_role("button", name="CSV (Excel)").click()
    expect(page.get_by_text("Es gibt nichts zu speichern.")).to_be_visible()


def test_every_card_says_what_the_data_say(page: Page, web: str) -> None:
    opened(page, web)
    records = page.request.get(f"{web}daten/anbieter.json").json()["anbieter"]
    words = page.request.get(f"{web}daten/anbieter.json").json()["begriffe"]["lizenzen"]
    found = list(cards(taken(page, "vCard")[1]))
    assert {card.uid.value: card for card in found}.keys() == {f"landkarte-jobcoachingap:{record['id']}" for record in records}
    for card, record in zip(found, records, strict=True):
        said = {name: card.contents[name][0].value if name in card.contents else None for name in ("fn", "tel", "email", "url", "rev")}
        rev = f"{record['stand']}T00:00:00Z"
        expected = {"fn": record["name"], "tel": record["telefon"], "email": record["email"], "url": record["website"], "rev": rev}
        assert said == expected
        note = dict(line.split(": ", 1) for line in card.note.value.split("\n") if ": " in line)
        assert note.get("Ansprechperson") == record["kontakt_person"]
        assert note.get("Wer antwortet") == record["kontakt_funktion"]
        assert note.get("Nachweis") == record["nachweis"]
        assert note["Quelle"].endswith(f"{record['seite']}. Lizenz: {words[record['lizenz']]}.")
    assert sum("Ansprechperson" in card.note.value for card in found) > 1


def test_works_from_the_disk_and_keeps_the_folder_to_itself(new_page: NewPage, site: Path) -> None:
    page = new_page(offline=True)
    opened(page, (site / "index.html").as_uri())
    names = searched(page, "Coaching gGmbH")
    content = json.loads(taken(page, "JSON")[1])
    assert [record["name"] for record in content["anbieter"]] == names
    assert content["abfrage"]["adresse"] == "index.html#?q=Coaching+gGmbH"
    assert len(table(taken(page, "CSV (Excel)")[1])) == len(names)


def test_the_link_leads_to_the_same_result(new_page: NewPage, web: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    opened(page, web)
    names = searched(page, "Coaching gGmbH")
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_text("Der Link ist kopiert.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    other = new_page()
    other.goto(link)
    expect(other.locator(".treffer [role=status]")).to_contain_text("Coaching gGmbH")
    assert other.locator(".treffer h3").all_inner_texts() == names


def test_a_browser_that_copies_nothing_offers_the_link_to_copy(page: Page, web: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    opened(page, web)
    page.get_by_role("button", name="Link kopieren").click()
    field = page.get_by_label("Zum Kopieren")
    expect(field).to_be_focused()
    expect(field).to_have_value(page.url)
    assert page.evaluate("getSelection().toString()") == page.url
    searched(page, "Coaching gGmbH")
    expect(field).to_be_hidden()


def printed(page: Page) -> str:
    """Everything that is on paper."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return page.locator("body").inner_text()


def test_on_paper_it_is_a_note_for_a_file(new_page: NewPage, web: str) -> None:
    page = new_page(timezone_id="America/New_York")
    page.clock.set_fixed_time("2026-11-24T23:43:00Z")  # in Germany the next day has begun
    page.add_init_script("window.print = () => document.body.append(Object.assign(document.createElement('i'), {id: 'gedruckt'}))")
    opened(page, web)
    name, *_ = searched(page, "Coaching gGmbH")
    assert name == "Beispiel Coaching gGmbH Detmold"
    sentence = page.locator(".treffer [role=status]").inner_text()
    hits = page.locator(".treffer h3").count()
    before = page.locator(".treffer").inner_html()
    page.get_by_role("button", name="Drucken").click()
    page.locator("#gedruckt").wait_for(state="attached")
    text = printed(page)
    for words in ("25. November 2026, 00:43 Uhr", sentence, page.url, "Regelwerk des Verzeichnisses, Stand "):
        assert words in text
    for words in (name, "32756 Detmold, Musterweg 1", "+49 "):
        assert words in text
    note = page.locator(".vermerk")
    expect(note.locator("div", has_text="Treffer").last).to_have_text(re.compile(rf"Treffer\s*{hits}$"))
    assert f"{web}anbieter/beispiel-coaching-detmold.html" in text
    for gone in (".karte", "form", "button", "nav", ".mitnehmen summary"):
        assert not any(element.is_visible() for element in page.locator(gone).all()), gone
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    after = page.locator(".treffer").inner_html()
    assert re.sub(r'(<dd data-vermerk="\w+">)[^<]*|(<p aria-live="polite">)[^<]*', r"\1\2", after) == before


def test_printing_from_the_menu_of_the_browser_is_a_note_as_well(page: Page, web: str) -> None:
    page.goto(web)
    hits = page.locator(".treffer h3").count()
    text = printed(page)
    assert "Regelwerk des Verzeichnisses, Stand" in text
    assert f"{hits} Anbieter nach dem Alphabet" in text
    assert page.locator(".treffer h3").all_inner_texts()[-1] in text


def test_paper_that_lacks_somebody_says_how_many_it_has_and_lacks_nobody_once_the_data_is_there(page: Page, large: str) -> None:
    page.goto(large)
    text = printed(page)
    shown = page.locator(".treffer h3").count()
    assert shown < 314
    assert re.search(rf"Treffer\s+314\. Auf diesem Papier stehen nur {shown}; alle druckt „Drucken“ unter „Ergebnis mitnehmen“\.", text)
    assert page.get_by_role("button", name="Drucken", include_hidden=True).count() == 1
    page.evaluate("landkarte.bereiteAlle().then(() => null)")
    printed(page)
    assert page.locator(".treffer h3").count() == 314


def test_without_scripts_nothing_is_offered_that_does_not_work(new_page: NewPage, web: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(web)
    expect(page.get_by_text("Ergebnis mitnehmen")).to_be_hidden()
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Daten zum Mitnehmen")).to_be_visible()


def test_open_it_has_no_barrier_and_fits_a_small_screen(new_page: NewPage, web: str) -> None:
    page = new_page(viewport={"width": 320, "height": 900})
    opened(page, web)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_label("Zum Kopieren")).to_be_visible()
    for look in seen(page, "light", "dark"):
        assert axe(page) == [], look
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_data_that_cannot_be_loaded_are_not_waited_for(page: Page, web: str) -> None:
    page.route("**/daten/*/datensaetze.js", lambda route: route.fulfill(body=""))
    opened(page, web)
    page.get_by_role("button", name="JSON", exact=True).click()
    expect(page.get_by_text("lassen sich nicht laden")).to_be_visible()

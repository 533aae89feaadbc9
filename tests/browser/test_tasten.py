"""The form without a mouse: from the first question to handing in by keys alone, and what a screen reader hears on the way."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_formularworte import FORM

TABS = 40
"""More than lie between two things that somebody does."""


class Keys:
    """Hands that have no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press, self.type = page.keyboard.press, page.keyboard.type

    def to(self, role: str, name: str | re.Pattern[str], nth: int = 0) -> Locator:
        """Tab on until this has the focus."""
        wanted = self.page.get_by_role(role, name=name).nth(nth)  # type: ignore[arg-type]
        element = wanted.element_handle()  # what has a name is not looked for again with every key
        for _ in range(TABS):
            if element.evaluate("(eines) => eines === document.activeElement"):
                return wanted
            self.press("Tab")
        pytest.fail(f"Mit {TABS} Tab-Tasten nicht erreicht: {role} {name}")

    def write(self, name: str | re.Pattern[str], text: str) -> None:
        self.to("textbox", name)
        self.type(text)

    def tick(self, *names: str | re.Pattern[str]) -> None:
        for name in names:
            self.to("checkbox", name)
            self.press("Space")

    def go_on(self, question: str, progress: str) -> None:
        """Weiter; the next question has the focus, and is told with the progress."""
        self.to("button", re.compile("^Weiter$"))
        self.press("Enter")
        self.asked(question, progress)

    def asked(self, question: str, progress: str) -> None:
        heading = self.page.get_by_role("heading", name=question, exact=True)
        expect(heading).to_be_focused()
        expect(heading).to_have_accessible_description(progress)
        expect(self.page).to_have_title(re.compile(f"^{progress} – {re.escape(question)} – "))
        expect(self.page.get_by_role("form", name=question, exact=True)).to_be_visible()
        assert self.page.evaluate(NAMELESS) == []


NAMELESS = """() => [...document.querySelectorAll(".formular :is(details, fieldset, input, select, textarea)")]
  .filter((eines) => eines.checkVisibility() && !eines.classList.contains("durch"))
  .filter((eines) => eines.matches("details") ? !document.getElementById(eines.getAttribute("aria-labelledby"))?.textContent
    : eines.matches("fieldset") ? !eines.querySelector("legend")?.textContent : eines.labels.length === 0)
  .map((eines) => eines.outerHTML.slice(0, 100))"""
"""What of a question has no name: a group needs a legend or a heading, a field its label."""


def test_an_organisation_hands_in_without_a_mouse(page: Page, web: str) -> None:
    keys = Keys(page)
    page.goto(web + FORM)
    keys.to("radio", "Organisation, die Jobcoaching anbietet")
    keys.press("Space")
    keys.to("button", "Neuen Eintrag beginnen")
    keys.press("Enter")
    keys.asked("Wie heißt Ihre Organisation?", "Frage 2 von 12")
    keys.write("Name", "Beispiel Neue Wege gGmbH")
    keys.to("combobox", "Trägerart")
    keys.type("Bildungst")
    keys.go_on("Wo kann man Sie treffen?", "Frage 3 von 12")
    keys.write("Postleitzahl", "32756")
    keys.press("Tab")
    expect(page.locator(".felder").get_by_role("textbox", name="Ort", exact=True)).to_have_value("Detmold")
    keys.go_on("Wie erreicht man Sie?", "Frage 4 von 12")
    keys.write("Telefon", "05231 97410")
    keys.write("E-Mail", "info(at)wege.de")
    keys.write("Funktion", "Koordination Jobcoaching")
    keys.to("button", re.compile("^Weiter$"))
    keys.press("Enter")
    mail = page.locator(".felder").get_by_role("textbox", name="E-Mail")
    expect(mail).to_be_focused()  # what is wrong has the focus, and is told with the field
    expect(mail).to_have_accessible_description(re.compile("Fehler: „info.at.wege.de“ ist keine E-Mail-Adresse"))
    expect(page.get_by_role("status").filter(has_text="Hier fehlt noch etwas")).to_be_visible()
    keys.press("ControlOrMeta+A")
    keys.type("info@wege.de")
    keys.go_on("Was bieten Sie an, und für wen?", "Frage 5 von 12")
    keys.to("combobox", "Leistungsart")
    keys.press("ArrowDown")
    keys.tick("Arbeitsplatz behalten", "Menschen mit Schwerbehinderung")
    keys.go_on("Was sollen andere über Ihre Arbeit lesen?", "Frage 6 von 12")
    keys.write("Beschreibung", "Wir kommen in den Betrieb, arbeiten eine Zeit lang mit und üben vor Ort.")
    keys.go_on("Wohin kommen Sie?", "Frage 7 von 12")
    keys.write("Umkreis", "ca. 40 km")
    keys.go_on("Was davon trifft auf Ihre Arbeit zu?", "Frage 8 von 12")
    keys.to("button", "Ja, alles trifft zu")
    keys.press("Space")
    keys.go_on("Wie lange und wie oft coachen Sie?", "Frage 9 von 12")
    keys.tick("Allgemeiner Arbeitsmarkt")
    keys.write("Von", "3")
    keys.press("Tab")
    expect(page.locator(".befunde:visible")).to_have_count(0)  # whoever is still in a group is told nothing of it
    keys.type("9")
    keys.go_on("Worauf kann man sich bei Ihnen verlassen?", "Frage 10 von 12")
    keys.tick(re.compile("Ab heute verpflichten wir uns"))
    keys.write("Unterzeichnet von", "Geschäftsführung")
    keys.go_on("Was darf öffentlich sein?", "Frage 11 von 12")
    keys.to("button", re.compile("^„.*2026“ übernehmen$|^„.*“ übernehmen$"))
    keys.press("Enter")
    keys.tick("Telefonnummer", "E-Mail-Adresse")
    keys.to("button", "„Geschäftsstelle“ übernehmen")
    keys.press("Enter")
    keys.to("button", re.compile("^Weiter$"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="So sieht Ihr Eintrag aus")).to_be_focused()
    expect(page.locator(".ergebnis-satz")).to_have_text("Der Eintrag kann so eingereicht werden.")
    keys.to("button", "Datei speichern")
    with page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename == "beispiel-neue-wege-ggmbh.yaml"
    expect(page.get_by_role("status").filter(has_text="Gespeichert")).to_be_visible()

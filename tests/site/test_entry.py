"""The page of an entry: honest about age and consent, and it answers what a funder asks."""

import re
from datetime import date

import pytest

from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach
from landkarte.ground.diagnostics import Diagnostic
from landkarte.standard import rules
from tests.invented import CONSENT, TODAY
from tests.pages import COMMISSIONED, EMPLOYED, EVERYTHING, FREELANCER, ORGANISATION, made, page, text_of

# Consent

SECRETS = {
    "name": ["Anja", "Muster", "anja.example.org"],
    "telefon": ["+49 30 23125123", "tel:+493023125123"],
    "email": ["jobcoaching@example.org"],
    "geschlecht": ["Divers"],
    "qualifikation": ["Ergotherapie", "Kurs Jobcoaching", "Kurs von 2018", "Pool Niedersachsen", "12 Jahre"],
}


@pytest.mark.parametrize("withheld", SECRETS)
def test_what_a_person_did_not_release_is_nowhere_on_her_page(withheld: str) -> None:
    scope = [what for what in EVERYTHING if what != withheld]
    warning = Diagnostic("a.yaml", 1, 1, "C-03", "warnung", f"Gefunden: {', '.join(SECRETS[withheld])}", "")
    entry = made(Freiberufler, FREELANCER, einwilligung={**CONSENT, "umfang": scope})
    html = page(entry, findings=(warning,))
    assert not [secret for secret in SECRETS[withheld] if secret in html]
    released = page(made(Freiberufler, FREELANCER), findings=(warning,))
    assert all(secret in released for secret in SECRETS[withheld])


def test_without_any_consent_only_the_work_is_shown() -> None:
    html = page(made(Freiberufler, FREELANCER, einwilligung=None))
    assert not [secret for secrets in SECRETS.values() for secret in secrets if secret in html]
    assert "Koordination Jobcoaching" not in html
    assert "Arbeitsplatz behalten" in html


def test_a_contact_person_needs_a_consent_of_her_own() -> None:
    kontakt = {**COMMISSIONED["kontakt"], "einwilligung": None}  # type: ignore[dict-item]
    html = page(made(Anbieter, ORGANISATION, kontakt=kontakt))
    assert "Beispielperson" not in html
    assert "Koordination Jobcoaching" in html
    assert "Beispielperson" in page(made(Anbieter, ORGANISATION))


def test_an_address_that_is_not_public_shows_postcode_and_town_only() -> None:
    site_ = {"id": "a", "plz": "37073", "ort": "Göttingen", "strasse": "Geheimweg 7", "adresse_veroeffentlichen": False}
    html = page(made(Freiberufler, FREELANCER, standorte=[site_]))
    assert "37073 Göttingen" in html
    assert "Geheimweg" not in html


# Dates


@pytest.mark.parametrize(("today", "shown"), [(date(2027, 1, 13), True), (date(2027, 1, 14), False)])
def test_a_capacity_is_shown_for_90_days(today: date, shown: bool) -> None:
    text = text_of(page(made(Anbieter, ORGANISATION), today=today))
    assert ("2 Plätze frei" in text) == shown
    assert ("älter als 90 Tage, nicht mehr gezeigt" in text) != shown


def test_invented_entries_do_not_grow_stale() -> None:
    assert "2 Plätze frei" in page(made(Anbieter, ORGANISATION, beispiel=True), today=date(2030, 1, 1))


@pytest.mark.parametrize(
    ("today", "words"), [(date(2027, 4, 30), "gültig bis 30. April 2027"), (date(2027, 5, 1), "abgelaufen am 30. April 2027")]
)
def test_a_proof_expires_on_the_day_after(today: date, words: str) -> None:
    assert words in text_of(page(made(Anbieter, ORGANISATION), today=today))


# What a funder asks


def test_a_provider_page_answers_in_the_order_in_which_people_ask() -> None:
    html = page(made(Anbieter, ORGANISATION), made(Jobcoach, EMPLOYED))
    titles = re.findall(r"<h2 id=\"[^\"]+\">([^<]+)</h2>", html)
    assert titles == [
        "Auf dieser Seite",
        "In Leichter Sprache",
        "Für wen und wo",
        "Freie Plätze und Antwort",
        "Wer bezahlt",
        "Wie ist das belegt?",
        "Angebote und Ablauf",
        "Standorte und Zugänglichkeit",
        "In eigenen Worten",
        "Stand und Lizenz",
        "Stimmt das noch?",
    ]
    text = text_of(html)
    for words in (
        "LWL-Inklusionsamt Arbeit",
        "1 bis 3 Termine je Woche",
        "60 € bis 72,50 € (Angabe vom 1. September 2026)",
        "Eine Fachkraft für 5 Personen",
        "kein Jobcoaching AP nach der Definition",
        "Wir haben dazu nichts gesehen.",
        "Eine Klingel hängt neben der Tür.",
        "ausgenommen: Bielefeld",
        "Kreis Lippe",
        "Dr. Anja Muster",
        "Creative Commons Namensnennung 4.0",
    ):
        assert words in text, words
    assert 'href="tel:+493023125123"' in html
    assert 'href="mailto:jobcoaching@example.org"' in html
    assert not re.search("zertifiziert|barrierefrei[^h]|anerkannt", text.replace("Erklärung zur Barrierefreiheit", ""), re.IGNORECASE)


def test_whoever_opens_an_entry_first_learns_whom_to_call() -> None:
    for html in (page(made(Anbieter, ORGANISATION)), page(made(Freiberufler, FREELANCER))):
        top = html[html.index("</h1>") : html.index("<h2")]
        assert re.findall(r'href="(tel:|mailto:|https:)', top) == ["tel:", "mailto:", "https:"]


def test_a_coach_of_an_organisation_is_reached_through_it() -> None:
    html = page(made(Jobcoach, EMPLOYED), made(Anbieter, ORGANISATION))
    top = html[html.index("</h1>") : html.index("<h2")]
    assert 'href="../anbieter/beispiel-org.html"' in top
    assert 'href="tel:+493023125123"' in top
    assert "tel:" not in page(made(Jobcoach, EMPLOYED))


@pytest.mark.parametrize(
    ("status", "today", "words"),
    [
        ("frei", TODAY, "Plätze frei ab 3. Februar 2027 (Angabe"),
        ("warteliste", TODAY, "Warteliste, Platz voraussichtlich ab 3. Februar 2027 (Angabe"),
        ("keine", TODAY, "Zurzeit kein Platz, wieder ab 3. Februar 2027 (Angabe"),
        ("keine", date(2027, 2, 3), "Zurzeit kein Platz (Angabe"),
        ("warteliste", date(2027, 2, 3), "Warteliste (Angabe"),
    ],
)
def test_the_day_from_which_there_is_room_is_no_day_until_which(status: str, today: date, words: str) -> None:
    capacity = {"status": status, "ab": "2027-02-03", "stand": today.isoformat()}
    assert words in text_of(page(made(Anbieter, ORGANISATION, kapazitaet=capacity), today=today))


@pytest.mark.parametrize(("days", "words"), [(1, "innerhalb von 1 Werktag"), (5, "innerhalb von 5 Werktagen")])
def test_a_page_says_how_soon_somebody_answers(days: int, words: str) -> None:
    contact = {**COMMISSIONED["kontakt"], "antwort_werktage": days}  # type: ignore[dict-item]
    assert words in text_of(page(made(Freiberufler, FREELANCER, kontakt=contact)))


def test_a_provider_names_its_coaches_with_their_stufe() -> None:
    html = page(made(Anbieter, ORGANISATION), made(Jobcoach, EMPLOYED))
    assert re.search(r'jc-7k3m9q.html"><bdi>Dr. Anja Muster</bdi></a>: Selbstauskunft nach dem Standard', html)


def test_how_it_is_done_is_folded() -> None:
    html = page(made(Anbieter, ORGANISATION))
    folded = "".join(re.findall(r"<details>.*?</details>", html, re.DOTALL))
    assert "1 bis 3 Termine je Woche" in folded
    assert html.count("1 bis 3 Termine je Woche") == folded.count("1 bis 3 Termine je Woche")


def test_easy_language_puts_every_sentence_on_its_own_line() -> None:
    html = page(made(Anbieter, ORGANISATION))
    assert "<p>Wir helfen bei der Arbeit.</p>\n<p>Ein Jobcoach kommt in den Betrieb.</p>" in html


def test_a_rhythm_inside_a_line_keeps_its_nouns() -> None:
    text = text_of(page(made(Jobcoach, EMPLOYED, fallbesprechung={"intervision": "monatlich", "supervision": "bei_bedarf"})))
    assert "Intervision: monatlich" in text
    assert "Supervision: bei Bedarf" in text


def test_coach_and_provider_link_to_each_other_only_if_both_say_so() -> None:
    provider_, mine, stranger = made(Anbieter, ORGANISATION), made(Jobcoach, EMPLOYED), made(Jobcoach, EMPLOYED, id="jc-9x8y7z")
    html = page(provider_, mine, stranger)
    assert 'href="../jobcoach/jc-7k3m9q.html"' in html
    assert "jc-9x8y7z" not in html
    assert 'href="../anbieter/beispiel-org.html"' in page(mine, provider_)
    assert "beispiel-org" not in page(mine)


def test_readers_see_the_warnings_but_not_the_hints() -> None:
    found = (Diagnostic("a.yaml", 1, 1, "C-03", "warnung", "", ""), Diagnostic("a.yaml", 1, 1, "C-02", "hinweis", "", ""))
    text = text_of(page(made(Anbieter, ORGANISATION), findings=found))
    assert f"{rules()['C-03'].titel}. {rules()['C-03'].warum}" in text
    assert rules()["C-02"].titel not in text

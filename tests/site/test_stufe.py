"""What pages say of a Stufe: what was seen, by whom and when, and never more than that."""

import re
from dataclasses import replace

import pytest

from landkarte.directory import summary
from landkarte.entries.digest import Change
from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach, Pruefvermerk, adapter
from tests import invented
from tests.invented import CONSENT, Fields
from tests.pages import EMPLOYED, EVERYTHING, FREELANCER, ORGANISATION, Page, common, made, page, page_in, text_of
from tests.site.test_text import PAYLOADS

# Stufen

PROVEN: Fields = {
    **EMPLOYED,
    "nachweise": [{"typ": "weiterbildungszertifikat", "bezug": "lwl", "ausgestellt": "2018-06-30", "vorgelegt_bei": "redaktion"}],
}
SEEN: Fields = {
    "art": "pruefvermerk",
    "schema": "1",
    "id": "jc-7k3m9q",
    "geprueft_am": "2026-10-05",
    "geprueft_von": "Redaktion",
    "ergebnis": {"weiterbildung_160ue": {"status": "bestaetigt", "kurs": "lwl", "beleg": "weiterbildungszertifikat"}},
    "naechste_pruefung": "2028-10-05",
    "pruefsummen": {},
}
ADMITTED: Fields = {**SEEN, "ergebnis": {"pool": {"status": "bestaetigt", "pool": "niedersachsen", "bei": "Koordinierungsstelle"}}}


def coach_page(data: Fields, note: Fields | None = None, changed: tuple[Change, ...] = (), **changes: object) -> str:
    """The page of a coach of the invented organisation, with what the maintainers noted."""
    person = made(Jobcoach, data, **changes)
    notes = [adapter(Pruefvermerk).validate_python(note)] if note else []
    directory = invented.directory([made(Anbieter, ORGANISATION), person], vermerke=notes, changed={person.id: changed})
    return page_in(directory, person.id)


def test_a_coach_page_says_what_was_seen_by_whom_and_when() -> None:
    text = text_of(coach_page(PROVEN, SEEN))
    assert "Weiterbildungsnachweis eingesehen „Kurs Jobcoaching“ (LWL), 160 UE: " in text
    assert "eingesehen am 5. Oktober 2026 (Redaktion). Seit 5. Oktober 2026." in text
    assert "✓ erfüllt Die Redaktion hat den Nachweis eingesehen." in text
    assert "Datum: 5. Oktober 2026 · Quelle: Prüfvermerk: Redaktion" in text
    assert "Für die nächste Stufe fehlt" not in text
    html = coach_page(PROVEN, SEEN)
    assert 'href="../stufen.html"' in html
    assert 'href="../regel/Q-20.html"' in html


def test_a_pool_is_named_with_the_authority_that_confirmed_it() -> None:
    text = text_of(coach_page(PROVEN, ADMITTED))
    assert "In einen Pool aufgenommen Jobcoach-Pool Niedersachsen: aufgenommen am 10. Mai 2025" in text
    assert "bestätigt durch: Koordinierungsstelle" in text


def test_without_a_note_it_is_the_word_of_the_provider_and_the_page_says_what_is_missing() -> None:
    text = text_of(coach_page(PROVEN))
    assert "Selbstauskunft nach dem Standard Angaben des Anbieters" in text
    assert "○ nicht belegt Die Redaktion hat den Nachweis eingesehen." in text
    assert "Nächste Stufe: „Weiterbildungsnachweis eingesehen“ Der Nachweis muss der Redaktion vorgelegt werden" in text


def test_too_short_a_course_is_not_fulfilled_in_words() -> None:
    short = [{"kurs": "lwl", "titel": "Kurs", "ue": 159, "abschluss": "2018-06-30", "status": "abgeschlossen"}]
    assert "✗ nicht erfüllt Die Weiterbildung hatte den verlangten Umfang. 159 UE" in text_of(coach_page(PROVEN, weiterbildungen=short))


def test_a_course_that_no_list_names_is_told_without_a_verdict() -> None:
    other = [{"kurs": "hawk", "titel": "Kurs", "ue": 80, "abschluss": "2018-06-30", "status": "abgeschlossen"}]
    text = text_of(coach_page(PROVEN, weiterbildungen=other))
    assert "– nicht auf der Liste Eine Weiterbildung aus der Liste des Verzeichnisses ist abgeschlossen. „Kurs“" in text
    assert "✗" not in text


def test_a_related_offer_is_not_called_less() -> None:
    related = made(Anbieter, ORGANISATION, angebote=[{"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung"}], qualitaet=None)
    directory = invented.directory([related, made(Jobcoach, PROVEN)])
    text = text_of(page_in(directory, "jc-7k3m9q"))
    assert "Verwandtes Angebot Der Anbieter nennt kein Jobcoaching AP nach der Definition" in text
    assert 'href="../abgrenzung.html">Verwandtes Angebot' in page_in(directory, "beispiel-org")


def test_the_page_says_why_a_note_no_longer_counts() -> None:
    old = text_of(coach_page(PROVEN, {**SEEN, "geprueft_am": "2024-11-01"}))
    assert "Der Prüfvermerk vom 1. November 2024, zu erneuern ab 1. November 2026, zählt zurzeit nicht." in old
    change = Change("weiterbildungen[kurs=lwl]", ("weiterbildungen", 0))
    changed = text_of(coach_page(PROVEN, SEEN, (change,)))
    assert "Der Prüfvermerk zählt nicht mehr. Seit der Einsicht geändert: Weiterbildung." in changed
    for text in (old, changed):
        assert "Selbstauskunft nach dem Standard Angaben des Anbieters" in text


def test_a_withheld_qualification_is_not_told_by_the_stufe_either() -> None:
    """Whoever hides a seen proof and whoever has none have the same page, to the byte."""
    withheld = {**CONSENT, "umfang": [what for what in EVERYTHING if what != "qualifikation"]}
    plain = coach_page({**PROVEN, "weiterbildungen": [], "nachweise": [], "pools": []}, einwilligung=withheld)
    for note in (SEEN, ADMITTED, {**SEEN, "geprueft_am": "2020-01-01"}):
        assert coach_page(PROVEN, note, einwilligung=withheld) == plain
    change = Change("weiterbildungen[kurs=lwl]", ("weiterbildungen", 0))
    assert coach_page(PROVEN, SEEN, (change,), einwilligung=withheld) == plain
    text = text_of(plain)
    assert "Die Angaben zur Qualifikation sind nicht veröffentlicht." in text
    assert "Möglich ist dann nur „Selbstauskunft nach dem Standard“ oder „Verwandtes Angebot“." in text
    assert "Was sonst fehlt, zeigt das Verzeichnis erst nach dieser Freigabe." in text


def test_a_provider_counts_its_coaches_and_inherits_nothing() -> None:
    organisation = made(Anbieter, ORGANISATION, jobcoaches=["jc-7k3m9q", "jc-8a2b3c"])
    others = [made(Jobcoach, EMPLOYED, id="jc-8a2b3c"), made(Jobcoach, EMPLOYED, id="jc-9x8y7z")]
    directory = invented.directory([organisation, made(Jobcoach, PROVEN), *others], vermerke=[adapter(Pruefvermerk).validate_python(SEEN)])
    html = page_in(directory, "beispiel-org")
    team = "Jobcoaches Dr. Anja Muster : Weiterbildungsnachweis eingesehen Dr. Anja Muster : Selbstauskunft nach dem Standard Eine Stufe"
    assert team in text_of(html)
    assert "Ein Anbieter hat keine eigene Stufe." in text_of(html)
    [listing] = directory.providers
    named = "Weiterbildungsnachweis eingesehen: Dr. Anja Muster"
    assert summary.proven(listing) == f"{named}; Eigene Angabe (1 Jobcoach), kein Nachweis gesehen"
    crowd = replace(listing, team=listing.team[:1] * 5)
    assert summary.proven(crowd) == "Weiterbildungsnachweis eingesehen: 5 Jobcoaches"
    alone = text_of(page(organisation))
    assert "Eine Stufe gehört zur Person." not in alone


def test_a_card_names_the_act_and_its_day() -> None:
    own = made(Freiberufler, {**FREELANCER, "nachweise": PROVEN["nachweise"]})
    note = adapter(Pruefvermerk).validate_python({**SEEN, "id": own.id})
    html = common(invented.directory([own], vermerke=[note]))["index.html"]
    assert '<dd data-feld="nachweis">Weiterbildungsnachweis eingesehen am 5. Oktober 2026</dd>' in html
    html = common(invented.directory([own]))["index.html"]
    assert '<dd data-feld="nachweis">Eigene Angabe, kein Nachweis gesehen</dd>' in html
    html = common(invented.directory([made(Anbieter, ORGANISATION), made(Jobcoach, EMPLOYED)]))["index.html"]
    assert '<dd data-feld="nachweis">Eigene Angabe (1 Jobcoach), kein Nachweis gesehen</dd>' in html


def test_no_list_is_ordered_by_stufe() -> None:
    freelancers = [made(Freiberufler, {**FREELANCER, "nachweise": PROVEN["nachweise"]}, id=f"jc-{letter * 6}") for letter in "abc"]
    note = adapter(Pruefvermerk).validate_python({**SEEN, "id": "jc-cccccc"})
    for notes in ([], [note]):
        html = common(invented.directory(freelancers, vermerke=notes))["index.html"]
        links = re.findall(r'<h3><a href="jobcoach/([^"]+).html"', html)
        assert links == ["jc-aaaaaa", "jc-bbbbbb", "jc-cccccc"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_noted_about_a_coach_stays_text(payload: str) -> None:
    calm = {tag for note in (SEEN, ADMITTED) for tag, _ in Page(coach_page(PROVEN, note)).tags}
    pool = {"status": "bestaetigt", "pool": "niedersachsen", "bei": payload}
    for ergebnis in (SEEN["ergebnis"], {"pool": pool}):
        attacked = Page(coach_page(PROVEN, {**SEEN, "geprueft_von": payload, "ergebnis": ergebnis}))
        assert {tag for tag, _ in attacked.tags} <= calm
        assert attacked.every("script") == [{"type": "application/ld+json"}], "what never runs"
        assert " ".join(payload.split()) in attacked.text

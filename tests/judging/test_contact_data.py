"""Telephone numbers, e-mail addresses and names that hide in prose; and honest numbers that nobody is to be blamed for."""

from time import process_time
from typing import Any, cast

import pytest

from landkarte.entries.model import Anbieter, Jobcoach
from landkarte.ground.diagnostics import Finding
from landkarte.judging import World, findings
from landkarte.judging.contact_data import FINDERS
from landkarte.judging.wording import plain
from tests.conftest import DAY
from tests.invented import CONSENT
from tests.pages import EMPLOYED, ORGANISATION, made

CONTACT = cast(Any, ORGANISATION["kontakt"])


def found(text: str, field: str = "erreichbarkeit", umfang: tuple[str, ...] = ("funktion",), person: str = "") -> list[Finding]:
    """The findings of X-11 in a provider with ``text`` in a field, and in a coach of it called ``person``."""
    kontakt = CONTACT | {field: text} if field != "beschreibung" else CONTACT
    more = {"beschreibung": text} if field == "beschreibung" else {}
    provider = made(Anbieter, ORGANISATION, kontakt=kontakt, einwilligung=CONSENT | {"umfang": [*umfang]}, **more)
    entries: list[tuple[str, Any]] = [("coaches/anbieter/a.yaml", provider)]
    if person:
        first, last = person.split()
        coach = made(Jobcoach, EMPLOYED, name={"vorname": first, "nachname": last}, einwilligung=CONSENT | {"umfang": ["qualifikation"]})
        entries.append(("coaches/jobcoaches/b.yaml", coach))
    world = World(tuple(entries), frozenset(entry.id for _, entry in entries), DAY, DAY)
    return [one for one in findings(world) if one.code == "X-11" and one.file.endswith("a.yaml")]


@pytest.mark.parametrize(
    "text",
    [
        "Koordination, 05231 977123",
        "Koordination 0521 – 123 45",
        "05 21 / 1 23 45 - 67",
        "(0521) 12345",
        "+49 (0) 521 12345",
        "0049 521 12345",
        "0171.2345678",
        "0\u00a0521\u00a0123\u00a045",
        "O521 12345",
        "Tel. 12 34 56",
        "Durchwahl: 12345",
        "Handy 0 1 7 1 2 3 4 5 6 7",
        "null fünf zwei eins, eins zwei drei vier fünf",
        "0521 eins zwei drei vier fünf",
        "０５２１ １２３４５",
        "info@wege.de",
        "info (at) wege punkt de",
        "info [at] wege [dot] de",
        "info at wege.de",
        "info(ät)wege.de",
        "info @ wege . de",
        "vorname.nachname＠wege.de",
        "info{at}mail.wege{punkt}de",
        "infoⓐwege.de",
        "info Ⓐ wege.de",
        "infoⓐⓣwegeⓓⓞⓣde",
        "info⒜wege.de",
        "info🄐wege.de",
        "info🅐wege.de",
        "info 🅰 wege.de",
        "info﹫wege.de",
        "info (ät), wege, punkt de",
        "info, at, wege, punkt, de",
        "info; [at] wege; [dot] de",
        "⓿❺❷❶ ❶❷❸❹❺",
        "⓪⑤②① ①②③④⑤",
    ],
)
@pytest.mark.parametrize("field", ["funktion", "erreichbarkeit", "beschreibung"])
def test_whoever_did_not_release_it_is_not_published(text: str, field: str) -> None:
    [one] = found(text if field != "beschreibung" else f"Wir begleiten Menschen und Betriebe im Kreis. {text}", field)
    assert (one.path[-1], one.level) == (field, "fehler")
    assert text not in one.message


@pytest.mark.parametrize(("text", "what"), [("0521 12345", "telefon"), ("info@wege.de", "email")])
def test_what_is_released_belongs_into_its_own_field(text: str, what: str) -> None:
    assert [one.level for one in found(text, umfang=("funktion", what))] == ["hinweis"]


@pytest.mark.parametrize(
    "text",
    [
        "Mo–Fr 8–16 Uhr",
        "Mo bis Do 08:00–16:00 Uhr, Fr 08.00 - 12.30",
        "Mo 08.00 bis 12.00 und 13.00 bis 16.30 Uhr",
        "nach § 185 Abs. 5 SGB IX",
        "innerhalb von 24 Std.",
        "24 Std. am Tag, 7 Tage",
        "seit 2019/2020, erneut 2021–2023",
        "01067 Dresden, 04109 Leipzig",
        "PLZ 04109 – 04357",
        "am 01.10.2026 und 02.11.2026",
        "bis 2026-10-01",
        "von 01/2019 - 12/2020, zuletzt 05.2021",
        "0,5 Stellen und 0–12 Monate",
        "10.000 Euro im Jahr, 1.200,50 Euro",
        "Paragraf 49 Abs. 8 Satz 1 Nr. 2a SGB IX",
        "1 bis 3 Termine, 4 bis 9 Monate, 160 UE",
        "ISO 9001:2015 und ISO 29993",
        "AZAV-Zulassung 2024 bis 2029",
        "eins zwei drei, los geht es",
        "Telefon oder Textnachricht, auch abends",
        "Jobcoaching@Work und Social Media",
        "Rufen Sie an, wir sind von 8 bis 12 da",
        "Raum 0.12, Haus 3, 2. OG",
    ],
)
def test_honest_numbers_are_no_finding(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["Frau Sommer", "Erika Sommer", "Sommer, Erika", "E. Sommer", "Koordination: Frau Dr. Sommer", "ERIKA SOMMER"]
)
def test_a_coach_who_did_not_release_her_name_is_not_named_by_her_provider(text: str) -> None:
    assert [one.level for one in found(text, "funktion", person="Erika Sommer")] == ["fehler"]


def test_a_word_that_is_a_name_as_well_is_no_name() -> None:
    assert found("Im Sommer nur vormittags", person="Erika Sommer") == []


@pytest.mark.parametrize("piece", ["a_", "-_-_", "a_at_", "a@1_dot_", "a@1-", "ⓐ", "0 ", "null ", "tel 1 "])
def test_no_text_keeps_the_check_busy(piece: str) -> None:
    """These once took a minute and more: a rule that reads strangers' texts must be done in no time."""
    text = piece * (1500 // len(piece))
    begin = process_time()
    assert len([finder(text) for _, finder in FINDERS.values()]) == 2
    plain(text)
    assert process_time() - begin < 1

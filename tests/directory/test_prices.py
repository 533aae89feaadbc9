"""What it costs by the entries: spans of five or more, each provider once, with the age of what is stated."""

from collections.abc import Sequence
from datetime import date

from landkarte.directory.prices import Spanne, spans
from landkarte.entries.model import Eintrag
from tests import invented
from tests.pages import common, text_of


def priced(
    number: int, low: float, high: float, day: str = "2026-09-01", kind: str = "jobcoaching_ap", sums: Sequence[invented.Fields] = ()
) -> Eintrag:
    """A provider with one offer and what it costs."""
    konditionen = {"stundensatz_eur": {"von": low, "bis": high, "stand": day}, "pauschalen": sums}
    offer = {"id": "jc", "leistungsart": kind, "handlungsfelder": ["sicherung"], "konditionen": konditionen}
    return invented.provider(f"beispiel-{number}", f"Beispiel {number}", angebote=[offer])


def found(entries: list[Eintrag]) -> list[Spanne]:
    return list(spans(invented.directory(entries).providers))


def test_five_providers_make_a_span_for_germany_and_for_their_land() -> None:
    entries = [priced(number, 50 + number, 60 + number, f"2026-0{number + 1}-01") for number in range(5)]
    germany, land = found(entries)
    assert germany == Spanne("Deutschland", "Stundensatz", 5, 50, 64, date(2026, 1, 1), date(2026, 5, 1))
    assert land == germany._replace(gebiet="Nordrhein-Westfalen")


def test_of_four_nothing_is_said_however_many_offers_they_have() -> None:
    twice = invented.provider(
        "beispiel-9",
        "Beispiel 9",
        angebote=[
            {"id": key, "leistungsart": "jobcoaching_ap", "konditionen": {"stundensatz_eur": {"von": 40, "bis": 90, "stand": "2026-01-01"}}}
            for key in ("eins", "zwei")
        ],
    )
    assert found([twice, *(priced(number, 60, 60) for number in range(3))]) == []


def test_one_slip_is_not_the_span_of_germany() -> None:
    """What rule K-02 finds unusual is left out."""
    entries = [priced(number, 50, 60) for number in range(5)]
    assert [(one.anzahl, one.bis) for one in found([*entries, priced(7, 50, 100_000)])] == [(5, 60), (5, 60)]


def test_another_kind_of_service_is_no_price_of_jobcoaching() -> None:
    others = [priced(number, 20, 20, kind="unterstuetzte_beschaeftigung") for number in range(9)]
    assert found(others) == []
    assert found([*others[5:], *(priced(number, 60, 60) for number in range(4))]) == []


def test_a_lump_sum_has_its_purpose_and_the_age_of_its_entry() -> None:
    sums: list[invented.Fields] = [{"zweck": "vorbereitung", "eur": 300}]
    rate, lump = [one for one in found([priced(number, 60, 75, sums=sums) for number in range(5)]) if one.gebiet == "Deutschland"]
    assert (rate.zweck, lump.zweck) == ("Stundensatz", "Vorbereitung")
    assert (lump.von, lump.bis, lump.anzahl, lump.aelteste) == (300, 300, 5, date(2026, 10, 1))


def costs(entries: list[Eintrag]) -> str:
    return text_of(common(invented.directory(entries))["kosten.html"])


def test_the_page_on_costs_shows_the_span_beside_what_sources_state() -> None:
    text = costs([priced(number, 50, 60 + number) for number in range(5)])
    assert "Deutschland Stundensatz 50 € bis 64 € 5 1. September 2026" in text
    assert "2020, Westfalen-Lippe Rund 550.000 Euro für etwa 200 Coachings" in text
    assert "2016, Göttingen 40 bis 50 Euro Honorar, dazu 300 Euro Pauschale" in text
    assert "Dazu gibt es noch zu wenige Angaben." in costs([priced(1, 50, 60)])

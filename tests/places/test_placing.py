"""Where an entry lies."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from landkarte.entries.model import Anbieter, Einzugsgebiet, Jobcoach, Standort
from landkarte.entries.model.teile import Ausnahmen
from landkarte.entries.reading import load
from landkarte.places import meaning, tables
from landkarte.places.exact import Exact, Postleitzahl
from landkarte.places.gazetteer import Gazetteer
from landkarte.places.placing import Place, findings, places
from landkarte.places.tables import Ortschaft, kreise, orte, plz_gebiete
from tests.conftest import ROOT


@cache
def entry() -> Anbieter:
    [(_, found)] = load(ROOT / "tests/examples/FO-11/gut").entries()
    assert isinstance(found, Anbieter)
    return found


def site(plz: str, ort: str, **more: Any) -> Standort:
    return Standort(id="ort", plz=plz, ort=ort, **more)


def place(plz: str, ort: str, exact: Exact | None = None, **more: Any) -> Place:
    [found] = places(replace(entry(), standorte=(site(plz, ort, **more),)), {}, Gazetteer(exact))
    return found


def test_given_coordinates_are_kept() -> None:
    found = place("32756", "Detmold", lat=51.936, lon=8.878)
    assert (found.lat, found.lon, found.precision) == (51.936, 8.878, "angegeben")


def test_a_larger_town_stands_for_its_standort() -> None:
    leipzig = next(ort for ort in orte() if ort.name == "Leipzig")
    for name in ("Leipzig", "LEIPZIG"):
        found = place("04109", name)
        assert (found.lat, found.lon, found.precision, found.kreis) == (leipzig.lat, leipzig.lon, "ungefaehr", "14713")


def test_the_radius_reaches_a_postcode_area_at_the_edge_of_a_city() -> None:
    assert [place(plz, ort).radius_km for plz, ort in (("32756", "Detmold"), ("10117", "Berlin"), ("13591", "Berlin"))] == [10, 11, 22]
    assert place("04886", "Klein-Beispielhausen").radius_km == 22
    assert place("13591", "Berlin", lat=52.53, lon=13.15).radius_km == 0


def test_a_small_town_lies_in_the_middle_of_its_area() -> None:
    area = plz_gebiete()["048"]
    found = place("04886", "Klein-Beispielhausen")
    assert (found.lat, found.lon, found.precision) == (area.lat, area.lon, "ungefaehr")


def test_a_town_of_the_same_name_elsewhere_is_another_town() -> None:
    hessen, brandenburg = place("60311", "Frankfurt am Main"), place("15230", "Frankfurt (Oder)")
    assert (hessen.land, brandenburg.land) == ("HE", "BB")
    area = plz_gebiete()["048"]
    assert (place("04886", "München").lat, place("04886", "München").kreis) == (area.lat, None)


def test_a_leading_zero_counts() -> None:
    assert place("01067", "Dresden").land == "SN"
    assert place("10670", "Dresden").land != "SN"


def test_the_kreis_comes_from_the_ags_then_from_the_town_then_from_the_area() -> None:
    assert place("32756", "Nirgendwo", ags="05766020").kreis == "05766"
    assert place("32756", "Nirgendwo", ags="03252").land == "NW", "an AGS elsewhere cannot move a Standort"
    assert place("04109", "Leipzig").kreis == "14713"
    alone = next(plz for plz, area in plz_gebiete().items() if len(area.kreise) == 1)
    assert place(f"{alone}00", "Nirgendwo").kreis == plz_gebiete()[alone].kreise[0]


def test_an_area_of_two_laender_leaves_the_land_open() -> None:
    between = next(plz for plz, area in plz_gebiete().items() if len({kreise()[key].land for key in area.kreise}) > 1)
    found = place(f"{between}00", "Nirgendwo")
    assert (found.kreis, found.land) == (None, None)


def test_a_coach_of_an_organisation_has_no_place() -> None:
    coaches = [found for _, found in load(ROOT / "tests/examples/C-04/gut").entries() if isinstance(found, Jobcoach)]
    assert coaches
    assert {places(coach, {}, Gazetteer()) for coach in coaches} == {()}


def test_every_area_that_exists_has_a_place() -> None:
    for plz in plz_gebiete():
        found = place(f"{plz}00", "Nirgendwo")
        assert 47 < found.lat < 56
        assert 5 < found.lon < 16


def test_an_old_key_counts_as_the_kreis_that_took_over() -> None:
    old = replace(
        entry(),
        standorte=(site("99817", "Eisenach", ags="16056000"),),
        einzugsgebiet=Einzugsgebiet(kreise=("16056", "16063"), ausnahmen=Ausnahmen(kreise=("03152", "03156"))),
    )
    [found] = places(meaning.renewed(old), {}, Gazetteer())
    assert found.kreis == "16063"
    assert found.gebiet
    assert found.gebiet.kreise == ("16063",)
    assert found.gebiet.ausnahmen == Ausnahmen(kreise=("03159",))
    assert [(one.code, one.level) for one in findings("x.yaml", old, Gazetteer())] == [("R-07", "hinweis")] * 4


def test_an_old_key_is_told_with_its_successors() -> None:
    def told(key: str) -> tuple[str, str, str]:
        named = replace(entry(), einzugsgebiet=Einzugsgebiet(kreise=(key,)))
        [found] = findings("x.yaml", named, Gazetteer())
        return found.level, found.message, found.hint

    level, message, hint = told("16056")
    assert (level, message) == (
        "hinweis", "Den Schlüssel 16056 (Eisenach) gibt es seit dem 1. Juli 2021 nicht mehr; heute: Wartburgkreis (16063).",
    )  # fmt: skip
    assert "16063" in hint
    level, message, _ = told("13052")
    assert level == "fehler"
    assert "Mecklenburgische Seenplatte (13071) oder Vorpommern-Greifswald (13075)" in message
    with tables.on(date(2025, 12, 31)):
        level, message, _ = told("06415")
    assert (level, message) == ("fehler", "Einen Kreis mit dem Schlüssel 06415 gibt es erst ab dem 1. Januar 2026.")


def test_a_kreis_and_the_one_it_left_are_two() -> None:
    assert place("63450", "Hanau").kreis == "06415"
    assert place("63450", "Hanau", ags="06415000").kreis == "06415"
    assert place("63477", "Maintal").kreis == "06435"
    with tables.on(date(2025, 12, 31)):
        assert place("63450", "Hanau").kreis == "06435"


@pytest.mark.parametrize("ort", ["33602 Bielefeld", "D-33602 Bielefeld", "Bielefeld 33602", "Bielefeld (33602)", "33602, Bielefeld"])
def test_a_postal_code_in_the_town_is_understood_or_told(ort: str) -> None:
    assert [(code, level) for code, level, _ in found(None, "33602", ort)] == [("R-02", "hinweis")]
    there = replace(entry(), standorte=(site("33602", ort),))
    assert list(meaning.meant(there)) == [(("standorte", 0, "ort"), "Bielefeld")]
    assert meaning.renewed(there).standorte[0].ort == "Bielefeld"
    [(code, level, message)] = found(None, "33604", ort)
    assert (code, level) == ("R-02", "warnung")
    assert ort in message
    assert "33604" in message


def test_a_town_that_is_only_a_postal_code_is_told() -> None:
    assert [(code, level) for code, level, _ in found(None, "33602", "33602")] == [("R-02", "warnung")]


BIELEFELD = [[8.4, 51.9], [8.7, 51.9], [8.7, 52.1], [8.4, 52.1], [8.4, 51.9]]
LIPPE = [[8.7, 51.8], [9.2, 51.8], [9.2, 52.2], [8.7, 52.2], [8.7, 51.8]]
EXACT = Exact(
    plz={
        "32756": Postleitzahl(51.9376, 8.8783, ("05766",), False),
        "32760": Postleitzahl(51.93, 8.9, ("05766", "05711"), False),
        "33602": Postleitzahl(52.02, 8.53, ("05711",), False),
        "33599": Postleitzahl(52.02, 8.54, ("05711",), True),
        "33729": Postleitzahl(52.05, 8.6, ("05711",), False),
        "06108": Postleitzahl(51.48, 11.97, ("15002",), False),
        "99999": Postleitzahl(51.0, 10.0, (), True),
    },
    orte=(
        Ortschaft("Detmold", "05766", ("32756", "32760"), 51.9376, 8.8783),
        Ortschaft("Bielefeld", "05711", ("33602",), 52.02, 8.53),
        Ortschaft("Beispielbrake", "05711", ("33729",), 52.05, 8.6),
        Ortschaft("Halle, Saale", "15002", ("06108",), 51.48, 11.97),
        Ortschaft("Halle", "03255", ("37620",), 51.99, 9.56),
    ),
    quellen=(),
    kreisgrenzen={"NW": json.dumps({"05711": [[BIELEFELD]], "05766": [[LIPPE]]}).encode()},
    laendergrenzen=b"{}",
)


def found(exact: Exact | None, plz: str, ort: str, **more: Any) -> list[tuple[str, str, str]]:
    """Code, level and message of what is said about a Standort."""
    provider = replace(entry(), standorte=(site(plz, ort, **more),))
    return [(one.code, one.level, one.message) for one in findings("x.yaml", provider, Gazetteer(exact))]


def test_with_exact_data_a_postal_code_is_known_itself() -> None:
    rough, exact = place("32756", "Nirgendwo"), place("32756", "Nirgendwo", EXACT)
    assert (exact.lat, exact.lon, exact.kreis, exact.precision) == (51.9376, 8.8783, "05766", "ungefaehr")
    assert exact.radius_km < rough.radius_km


def test_the_town_tells_the_kreis_of_a_postal_code_in_two() -> None:
    assert place("32760", "Nirgendwo", EXACT).kreis is None
    assert place("32760", "Detmold", EXACT).kreis == "05766"
    assert place("32760", "Nirgendwo", EXACT, ags="05711").kreis == "05711"


def test_a_postal_code_that_the_exact_data_do_not_know_is_placed_roughly_and_told() -> None:
    [(code, level, message)] = found(EXACT, "32799", "Neustadt-Beispiel")
    assert (code, level) == ("R-01", "warnung")
    assert "32799" in message
    assert place("32799", "Neustadt-Beispiel", EXACT).lat == plz_gebiete()["327"].lat
    assert place("99999", "Firma", EXACT).lat == plz_gebiete()["999"].lat, "a PLZ abroad or without a Kreis"


def test_with_exact_data_a_town_of_another_postal_code_is_told() -> None:
    assert found(EXACT, "32756", "DETMOLD") == []
    [(code, _, message)] = found(EXACT, "32756", "Bielefeld")
    assert code == "R-02"
    assert "32756" in message
    assert found(EXACT, "32756", "Ortsteil, den niemand kennt") == []


def test_a_postal_code_of_a_company_says_nothing_against_a_town_in_its_kreis() -> None:
    assert found(EXACT, "33599", "Bielefeld") == []
    assert found(EXACT, "33599", "Bielefeld", lat=51.8, lon=8.5) == [], "the company may be anywhere in the Kreis"
    assert place("33599", "Bielefeld", EXACT).kreis == "05711"
    [(code, _, message)] = found(EXACT, "33599", "Detmold")
    assert code == "R-02"
    assert "33599" in message


def test_a_city_has_all_postal_codes_of_its_kreis_and_a_town_may_be_called_in_short() -> None:
    assert found(EXACT, "33729", "Bielefeld") == []
    assert found(EXACT, "06108", "Halle") == []
    assert [code for code, _, _ in found(EXACT, "33602", "Halle")] == ["R-02"]


def test_a_point_elsewhere_is_told_with_both_places() -> None:
    assert found(None, "32756", "Detmold", lat=52.02, lon=8.53) == [], "without exact data 30 km are no contradiction"
    [(code, _, message)] = found(EXACT, "32756", "Detmold", lat=52.02, lon=8.53)
    assert code == "R-02"
    assert message == "Der Punkt liegt bei Bielefeld (Kreis Bielefeld, 05711), 26 km von 32756 Detmold."
    [(_, _, far)] = found(None, "32756", "Detmold", lat=48.14, lon=11.58)
    assert "bei München" in far
    assert "32756 Detmold" in far


def test_a_point_outside_the_stated_kreis_is_told_beyond_two_kilometres() -> None:
    inside, border, beyond = 8.9, 8.69, 8.66
    assert [len(found(EXACT, "32756", "Detmold", ags="05766", lat=51.95, lon=lon)) for lon in (inside, border, beyond)] == [0, 0, 1]
    [(code, _, message)] = found(EXACT, "32756", "Detmold", ags="05766", lat=51.95, lon=beyond)
    assert code == "R-02"
    assert "nicht im angegebenen Kreis Lippe, 05766" in message
    assert found(EXACT, "32756", "Detmold", lat=51.95, lon=beyond) == [], "no Kreis is stated"

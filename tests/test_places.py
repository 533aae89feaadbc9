"""Where an entry lies."""

from dataclasses import replace
from functools import cache
from typing import Any

from landkarte.directory import Place
from landkarte.geo import kreise, orte, plz_gebiete
from landkarte.load import load
from landkarte.model import Anbieter, Jobcoach, Standort
from landkarte.places import places
from tests.conftest import ROOT


@cache
def entry() -> Anbieter:
    [(_, found)] = load(ROOT / "tests/entries/FO-11/gut").entries()
    assert isinstance(found, Anbieter)
    return found


def site(plz: str, ort: str, **more: Any) -> Standort:
    return Standort(id="ort", plz=plz, ort=ort, **more)


def place(plz: str, ort: str, **more: Any) -> Place:
    [found] = places(replace(entry(), standorte=(site(plz, ort, **more),)))
    return found


def test_given_coordinates_are_kept() -> None:
    found = place("32756", "Detmold", lat=51.936, lon=8.878)
    assert (found.lat, found.lon, found.precision) == (51.936, 8.878, "angegeben")


def test_a_larger_town_stands_for_its_standort() -> None:
    leipzig = next(ort for ort in orte() if ort.name == "Leipzig")
    for name in ("Leipzig", "LEIPZIG"):
        found = place("04109", name)
        assert (found.lat, found.lon, found.precision, found.kreis) == (leipzig.lat, leipzig.lon, "ungefaehr", "14713")


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
    coaches = [found for _, found in load(ROOT / "tests/entries/C-04/gut").entries() if isinstance(found, Jobcoach)]
    assert coaches
    assert {places(coach) for coach in coaches} == {()}


def test_every_area_that_exists_has_a_place() -> None:
    for plz in plz_gebiete():
        found = place(f"{plz}00", "Nirgendwo")
        assert 47 < found.lat < 56
        assert 5 < found.lon < 16

"""Where an entry lies and which Länder it serves."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landkarte.directory import Place, Served
from landkarte.distance import distance_km
from landkarte.geo import kreise, orte, plz_gebiete
from landkarte.load import load
from landkarte.model import Anbieter, Einzugsgebiet, Jobcoach, Standort
from landkarte.model.teile import Ausnahmen
from landkarte.places import places, served
from landkarte.standard import vocabulary
from tests.conftest import ROOT

CASES = settings(max_examples=100, deadline=None)
LAENDER = sorted(vocabulary("bundeslaender").werte)


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


def reasons(*sites: Standort, area: Einzugsgebiet | None = None) -> dict[str, Served]:
    """Länder that an entry with these Standorte and this area serves."""
    provider = replace(entry(), standorte=sites, einzugsgebiet=area)
    return served(provider, places(provider))


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
    assert reasons(site(f"{between}00", "Nirgendwo")) == {}


def test_a_coach_of_an_organisation_has_no_place() -> None:
    coaches = [found for _, found in load(ROOT / "tests/entries/C-04/gut").entries() if isinstance(found, Jobcoach)]
    assert coaches
    assert {places(coach) for coach in coaches} == {()}
    assert [served(coach, ()) for coach in coaches] == [{}] * len(coaches)


DETMOLD = site("32756", "Detmold", ags="05766", lat=51.936, lon=8.878)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (None, {"NW": "standort"}),
        (Einzugsgebiet(umkreis_km=10), {"NW": "standort"}),
        (Einzugsgebiet(umkreis_km=40), {"NI": "umkreis", "NW": "standort"}),
        (Einzugsgebiet(kreise=("03252", "05774")), {"NI": "kreise", "NW": "standort"}),
        (Einzugsgebiet(bundeslaender=("HE", "SH")), {"HE": "land", "NW": "standort", "SH": "land"}),
        (Einzugsgebiet(bundesweit=True), dict.fromkeys(LAENDER, "bundesweit") | {"NW": "standort"}),
        (Einzugsgebiet(kreise=("03252",), bundeslaender=("NI", "HE"), umkreis_km=40), {"HE": "land", "NI": "kreise", "NW": "standort"}),
        (Einzugsgebiet(kreise=("03252",), ausnahmen=Ausnahmen(kreise=("03252",))), {"NW": "standort"}),
        (Einzugsgebiet(kreise=("03252",), ausnahmen=Ausnahmen(bundeslaender=("NI",))), {"NW": "standort"}),
        (Einzugsgebiet(umkreis_km=40, ausnahmen=Ausnahmen(bundeslaender=("NI",))), {"NW": "standort"}),
        (Einzugsgebiet(bundeslaender=("NI", "HE"), ausnahmen=Ausnahmen(bundeslaender=("NI",))), {"HE": "land", "NW": "standort"}),
        (Einzugsgebiet(bundeslaender=("NI",), ausnahmen=Ausnahmen(kreise=("03252",))), {"NI": "land", "NW": "standort"}),
        (Einzugsgebiet(bundeslaender=("HH",), ausnahmen=Ausnahmen(kreise=("02000",))), {"NW": "standort"}),
        (
            Einzugsgebiet(bundesweit=True, ausnahmen=Ausnahmen(bundeslaender=("BY",), kreise=("02000", "09162"))),
            dict.fromkeys(sorted({*LAENDER} - {"BY", "HH"}), "bundesweit") | {"NW": "standort"},
        ),
    ],
)  # fmt: skip
def test_the_laender_of_an_area_with_the_strongest_reason(area: Einzugsgebiet | None, expected: dict[str, Served]) -> None:
    assert reasons(DETMOLD, area=area) == expected
    assert list(expected) == sorted(expected)


def test_a_standort_with_an_area_of_its_own_uses_that_one() -> None:
    own = replace(DETMOLD, einzugsgebiet=Einzugsgebiet(bundeslaender=("SL",)))
    assert reasons(own, area=Einzugsgebiet(bundesweit=True)) == {"NW": "standort", "SL": "land"}
    leipzig = site("04109", "Leipzig")
    everything = reasons(own, leipzig, area=Einzugsgebiet(bundesweit=True))
    assert everything == dict.fromkeys(LAENDER, "bundesweit") | {"NW": "standort", "SL": "land", "SN": "standort"}


def test_the_order_of_the_standorte_does_not_matter() -> None:
    near = replace(DETMOLD, einzugsgebiet=Einzugsgebiet(umkreis_km=40))
    named = replace(DETMOLD, einzugsgebiet=Einzugsgebiet(kreise=("03252",)))
    assert reasons(near, named) == reasons(named, near) == {"NI": "kreise", "NW": "standort"}


def test_known_distances() -> None:
    assert distance_km(52.52, 13.405, 53.55, 9.99) == pytest.approx(255, abs=3)  # Berlin and Hamburg
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.2, abs=0.1)


latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@CASES
@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_the_same_both_ways(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there, back = distance_km(lat1, lon1, lat2, lon2), distance_km(lat2, lon2, lat1, lon1)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016
    assert distance_km(lat1, lon1, lat1, lon1) == 0


@CASES
@given(st.floats(47.2, 55.1), st.floats(5.8, 15.1), st.integers(1, 1000), st.integers(1, 1000))
def test_a_wider_radius_never_loses_a_land(lat: float, lon: float, one: int, other: int) -> None:
    here = replace(DETMOLD, lat=lat, lon=lon)
    small, wide = (reasons(here, area=Einzugsgebiet(umkreis_km=radius)) for radius in sorted((one, other)))
    assert set(small) <= set(wide)


def test_every_area_that_exists_has_a_place(tmp_path: Path) -> None:
    for plz in plz_gebiete():
        found = place(f"{plz}00", "Nirgendwo")
        assert 47 < found.lat < 56
        assert 5 < found.lon < 16

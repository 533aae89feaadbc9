"""Who serves a place, and why."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landkarte.entries.model import Einzugsgebiet
from landkarte.entries.model.teile import Ausnahmen
from landkarte.places.distance import distance_km, vector
from landkarte.places.reach import REASONS, Base, Reach, Reason, kreise_served, laender_served, of_points, reach
from landkarte.places.tables import kreise
from landkarte.standard import vocabulary

CASES = settings(max_examples=100, deadline=None)
LAENDER = sorted(vocabulary("bundeslaender").werte)
DETMOLD = (51.936, 8.878)
LIPPE, SCHAUMBURG, HAMELN, PADERBORN = "05766", "03257", "03252", "05774"


def at_detmold(**area: object) -> Base:
    return Base(*DETMOLD, Einzugsgebiet(**area))  # type: ignore[arg-type]


def asked(bases: Sequence[Base], ags: str) -> Reach | None:
    """For the centre of a Kreis."""
    kreis = kreise()[ags]
    return reach(of_points(bases), kreis, vector(kreis.lat, kreis.lon))


def why(bases: Sequence[Base], ags: str) -> Reason | None:
    found = asked(bases, ags)
    return found.reason if found else None


def laender(*bases: Base) -> dict[str, Reason]:
    return laender_served(bases, kreise_served(bases))


@pytest.mark.parametrize(
    ("base", "kreis", "expected"),
    [
        (at_detmold(umkreis_km=20), LIPPE, "umkreis"),
        (at_detmold(umkreis_km=20), SCHAUMBURG, None),
        (at_detmold(kreise=(SCHAUMBURG,)), SCHAUMBURG, "kreise"),
        (at_detmold(kreise=(SCHAUMBURG,)), LIPPE, None),
        (at_detmold(bundeslaender=("NI",)), SCHAUMBURG, "land"),
        (at_detmold(bundesweit=True), "09162", "bundesweit"),
        (at_detmold(bundesweit=True, bundeslaender=("NW",), umkreis_km=50, kreise=(LIPPE,)), LIPPE, "kreise"),
        (at_detmold(bundesweit=True, bundeslaender=("NW",), umkreis_km=50), LIPPE, "umkreis"),
        (at_detmold(bundesweit=True, bundeslaender=("NW",)), LIPPE, "land"),
        (at_detmold(bundesweit=True, kreise=(LIPPE,), ausnahmen=Ausnahmen(kreise=(LIPPE,))), LIPPE, None),
        (at_detmold(bundesweit=True, ausnahmen=Ausnahmen(bundeslaender=("NW",))), LIPPE, None),
        (at_detmold(bundesweit=True, ausnahmen=Ausnahmen(bundeslaender=("NW",))), SCHAUMBURG, "bundesweit"),
    ],
)
def test_the_most_telling_reason(base: Base, kreis: str, expected: Reason | None) -> None:
    assert why([base], kreis) == expected


def test_each_standort_has_its_own_area_and_the_nearest_counts_whichever_serves() -> None:
    paderborn = Base(51.72, 8.75, Einzugsgebiet(bundeslaender=("NW",)))
    far = Base(48.14, 11.58, Einzugsgebiet(kreise=(LIPPE,)))
    found = asked([paderborn, far, at_detmold(kreise=(PADERBORN,))], LIPPE)
    assert found is not None
    assert found.reason == "kreise", "Munich comes to Lippe by name"
    assert found.km == pytest.approx(distance_km(*DETMOLD, kreise()[LIPPE].lat, kreise()[LIPPE].lon))


def test_an_exception_of_one_standort_binds_only_that_one() -> None:
    one, other = at_detmold(bundesweit=True, ausnahmen=Ausnahmen(kreise=(LIPPE,))), at_detmold(bundeslaender=("NW",))
    assert why([one], LIPPE) is None
    assert why([one, other], LIPPE) == "land"


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ({"umkreis_km": 1}, {}),
        ({"umkreis_km": 20}, {"NW": "umkreis"}),
        ({"umkreis_km": 40}, {"NI": "umkreis", "NW": "umkreis"}),
        ({"kreise": (HAMELN, PADERBORN)}, {"NI": "kreise", "NW": "kreise"}),
        ({"bundeslaender": ("HE", "SH")}, {"HE": "land", "SH": "land"}),
        ({"bundesweit": True}, dict.fromkeys(LAENDER, "bundesweit")),
        ({"kreise": (HAMELN,), "bundeslaender": ("NI", "HE")}, {"HE": "land", "NI": "land"}),
        ({"kreise": (HAMELN,), "ausnahmen": Ausnahmen(kreise=(HAMELN,))}, {}),
        ({"kreise": (HAMELN,), "ausnahmen": Ausnahmen(bundeslaender=("NI",))}, {}),
        ({"umkreis_km": 40, "ausnahmen": Ausnahmen(bundeslaender=("NI",))}, {"NW": "umkreis"}),
        ({"bundeslaender": ("NI",), "ausnahmen": Ausnahmen(kreise=(HAMELN,))}, {"NI": "land"}),
        ({"bundeslaender": ("HH",), "ausnahmen": Ausnahmen(kreise=("02000",))}, {}),
        (
            {"bundesweit": True, "kreise": (HAMELN,), "ausnahmen": Ausnahmen(bundeslaender=("BY",), kreise=("02000", "09162"))},
            {land: "kreise" if land == "NI" else "bundesweit" for land in LAENDER if land not in ("BY", "HH")},
        ),
    ],
)
def test_the_laender_of_an_area(area: dict[str, object], expected: dict[str, Reason]) -> None:
    assert laender(at_detmold(**area)) == expected
    assert list(expected) == sorted(expected)


def test_nobody_serves_nothing() -> None:
    assert (kreise_served([]), laender(), asked([], LIPPE)) == ({}, {}, None)


def test_known_distances() -> None:
    assert distance_km(52.52, 13.405, 53.55, 9.99) == pytest.approx(255, abs=3)  # Berlin and Hamburg
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.2, abs=0.1)


latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)
keys = st.lists(st.sampled_from(sorted(kreise())), max_size=4, unique=True).map(tuple)
laender_keys = st.lists(st.sampled_from(LAENDER), max_size=3, unique=True).map(tuple)
exceptions = st.none() | st.builds(Ausnahmen, kreise=keys, bundeslaender=laender_keys)
areas = st.builds(
    Einzugsgebiet,
    umkreis_km=st.none() | st.integers(1, 1000),
    kreise=keys,
    bundeslaender=laender_keys,
    bundesweit=st.booleans(),
    ausnahmen=exceptions,
)
bases = st.builds(Base, st.floats(47.3, 55), st.floats(5.9, 15), areas)
providers = st.lists(bases, max_size=3)


@CASES
@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_the_same_both_ways(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there, back = distance_km(lat1, lon1, lat2, lon2), distance_km(lat2, lon2, lat1, lon1)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016
    assert distance_km(lat1, lon1, lat1, lon1) == 0


@CASES
@given(bases)
def test_a_listed_kreis_is_served_unless_it_is_an_exception(base: Base) -> None:
    out = base.gebiet.ausnahmen
    for ags in base.gebiet.kreise:
        excluded = out is not None and (ags in out.kreise or kreise()[ags].land in out.bundeslaender)
        assert why([base], ags) == (None if excluded else "kreise")


@CASES
@given(providers, st.sampled_from(sorted(kreise())))
def test_an_exception_of_every_standort_always_wins(standorte: list[Base], ags: str) -> None:
    without = [base._replace(gebiet=_except(base.gebiet, ags)) for base in standorte]
    assert asked(without, ags) is None
    assert ags not in kreise_served(without)


def _except(gebiet: Einzugsgebiet, ags: str) -> Einzugsgebiet:
    parts = {name: getattr(gebiet, name) for name in ("umkreis_km", "kreise", "bundeslaender", "bundesweit")}
    return Einzugsgebiet(**parts, ausnahmen=Ausnahmen(kreise=(ags,)))


@CASES
@given(providers, bases, st.sampled_from(sorted(kreise())))
def test_one_more_standort_never_loses_a_place(standorte: list[Base], more: Base, ags: str) -> None:
    before, after = asked(standorte, ags), asked([*standorte, more], ags)
    if before:
        assert after is not None
        assert after.km <= before.km
        assert REASONS.index(after.reason) <= REASONS.index(before.reason)


@CASES
@given(st.floats(47.2, 55.1), st.floats(5.8, 15.1), st.integers(1, 1000), st.integers(1, 1000), keys, exceptions)
def test_a_wider_radius_never_loses_a_kreis(
    lat: float, lon: float, one: int, other: int, named: tuple[str, ...], out: Ausnahmen | None
) -> None:
    small, wide = (
        kreise_served([Base(lat, lon, Einzugsgebiet(umkreis_km=radius, kreise=named, ausnahmen=out))]) for radius in sorted((one, other))
    )
    assert set(small) <= set(wide)


@CASES
@given(providers)
def test_the_list_of_kreise_says_the_same_as_asking_for_each(standorte: list[Base]) -> None:
    """The list leaves out at once what is far away; nothing may be lost by that."""
    each = {ags: found for ags in kreise() if (found := asked(standorte, ags)) and found.reason != "bundesweit"}
    assert kreise_served(standorte) == each
    served = {ags for ags in kreise() if asked(standorte, ags)}
    assert set(laender(*standorte)) == {kreise()[ags].land for ags in served}


@CASES
@given(providers)
def test_the_order_of_the_standorte_does_not_matter(standorte: list[Base]) -> None:
    assert kreise_served(standorte) == kreise_served(standorte[::-1])
    assert laender(*standorte) == laender(*standorte[::-1])

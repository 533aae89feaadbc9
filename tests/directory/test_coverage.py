"""The index of who serves what says the same as asking each provider, and the counts add up."""

import csv
import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landkarte.directory import Directory, Listing
from landkarte.directory.coverage import Coverage
from landkarte.directory.coverage.counts import columns, features
from landkarte.directory.coverage.served import MANY, NEAR_KM
from landkarte.places.distance import distance_km, vector
from landkarte.places.names import in_kreis, into_kreis
from landkarte.places.reach import Reach, of_points, reach
from landkarte.places.tables import kreise, kreise_of_amt, kreise_of_land
from landkarte.standard import vocabulary
from tests.invented import Fields, coach, directory, provider, site
from tests.pages import data_sets

LIPPE, HERFORD, PASSAU, KIEL = "05766", "05758", "09262", "01002"
RELATED = [{"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung"}]
LAENDER = sorted(vocabulary("bundeslaender").werte)
AEMTER = sorted(vocabulary("aemter").werte)


def asked(listing: Listing, ags: str) -> Reach | None:
    kreis = kreise()[ags]
    return reach(of_points(listing.bases), kreis, vector(kreis.lat, kreis.lon))


def names(published: Directory, numbers: Sequence[int]) -> list[str]:
    return [published.providers[number].name for number in numbers]


def regional(published: Directory, ags: str, core: bool = True) -> list[str]:
    return names(published, [hit[1] for hit in Coverage(published).kreise.regional(ags, core)])


def near(published: Directory, ags: str) -> list[str]:
    return names(published, [one[1] for one in Coverage(published).kreise.near(ags)[0]])


areas = st.fixed_dictionaries(
    {},
    optional={
        "umkreis_km": st.integers(1, 400).map(str),
        "kreise": st.lists(st.sampled_from([LIPPE, HERFORD, PASSAU, KIEL]), max_size=3, unique=True),
        "bundeslaender": st.lists(st.sampled_from(LAENDER), max_size=2, unique=True),
        "bundesweit": st.sampled_from(["true", "false"]),
        "ausnahmen": st.fixed_dictionaries(
            {}, optional={"kreise": st.just([LIPPE]), "bundeslaender": st.lists(st.sampled_from(LAENDER), max_size=2, unique=True)}
        ),
    },
)
standorte = st.lists(st.tuples(st.floats(47.5, 54.9), st.floats(6, 14.9), areas), min_size=1, max_size=2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(standorte, st.booleans()), max_size=4))
def test_every_list_and_count_is_what_reach_says_of_each_provider(wanted: list[tuple[list[tuple[float, float, object]], bool]]) -> None:
    entries = []
    for number, (sites, core) in enumerate(wanted):
        made = [{**site("Ort", f"1000{place}", lat, lon), "einzugsgebiet": area} for place, (lat, lon, area) in enumerate(sites)]
        entries.append(provider(f"nr-{number}", f"Nr {number}", standorte=made, **({} if core else {"angebote": RELATED})))
    published = directory(entries)
    coverage = Coverage(published)
    for ags in kreise():
        for core in (True, False):
            kept = [listing for listing in published.providers if listing.offers_jobcoaching_ap == core]
            known = [(found, listing) for listing in kept if (found := asked(listing, ags))]
            close = sorted((found.km, listing.name, found.reason) for found, listing in known if found.reason != "bundesweit")
            assert [(km, published.providers[number].name, why) for km, number, why, _ in coverage.kreise.regional(ags, core)] == close
            far = sorted((found.km, listing.name) for found, listing in known if found.reason == "bundesweit")
            shown = coverage.kreise.serving(ags, core)
            everybody = sorted([*far, *((km, name) for km, name, _ in close)])
            assert [(km, published.providers[number].name) for km, number, _, _ in shown] == everybody
            assert coverage.kreise.bundesweit(ags, core) == len(far)
            if core:
                counts = coverage.counts.kreise[ags]
                assert (counts.regional[0], counts.bundesweit[0]) == (len(close), len(far))
    for land in LAENDER:
        reasons = [listing.laender.get(land) for listing in published.providers if listing.offers_jobcoaching_ap]
        counts = coverage.counts.territory(land)
        assert counts.bundesweit[0] == reasons.count("bundesweit")
        assert counts.regional[0] == len(reasons) - reasons.count("bundesweit") - reasons.count(None)
    for amt in AEMTER:
        best = [{found.reason for ags in kreise_of_amt(amt) if (found := asked(one, ags))} for one in published.providers]
        offered = [found for found, listing in zip(best, published.providers, strict=True) if listing.offers_jobcoaching_ap]
        counts = coverage.counts.territory(amt)
        assert counts.bundesweit[0] == offered.count({"bundesweit"})
        assert counts.regional[0] == sum(bool(found - {"bundesweit"}) for found in offered)


def test_the_territories_divide_germany() -> None:
    for parts in ([kreise_of_amt(amt) for amt in AEMTER], [kreise_of_land(land) for land in LAENDER]):
        assert sorted(ags for part in parts for ags in part) == sorted(kreise())


def test_an_exception_takes_a_provider_from_the_kreis_and_from_what_is_near() -> None:
    entries = [
        provider("alle", "Alle", einzugsgebiet={"bundeslaender": ["NW"]}),
        provider("ohne", "Ohne", einzugsgebiet={"bundeslaender": ["NW"], "ausnahmen": {"kreise": [LIPPE]}}),
        provider("still", "Still", einzugsgebiet={"kreise": [PASSAU]}),
        provider("nirgends", "Nirgends", einzugsgebiet={"bundesweit": "true", "ausnahmen": {"kreise": [LIPPE]}}),
    ]
    published = directory(entries)
    assert regional(published, LIPPE) == ["Alle"]
    assert near(published, LIPPE) == ["Still"]
    assert regional(published, HERFORD) == ["Alle", "Ohne"]
    assert Coverage(published).kreise.bundesweit(LIPPE, True) == 0


def test_near_is_near_unless_there_is_nobody_else() -> None:
    away = provider("fern", "Fern", standorte=[site("Kiel", "24103", 54.32, 10.13)], einzugsgebiet={"kreise": [KIEL]})
    here = provider("hier", "Hier", einzugsgebiet={"kreise": [LIPPE]})
    assert near(directory([away]), LIPPE) == ["Fern"], "white spot: the nearest, however far"
    assert near(directory([away, here]), LIPPE) == [], "served: only within NEAR_KM"
    assert near(directory([away, here]), HERFORD) == ["Hier", "Fern"]
    km = Coverage(directory([here])).kreise.near(HERFORD)[0][0][0]
    assert km == pytest.approx(distance_km(51.94, 8.88, kreise()[HERFORD].lat, kreise()[HERFORD].lon))
    assert km < NEAR_KM


def test_only_the_nearest_are_shown_of_many_and_the_number_of_all_is_told() -> None:
    places = [site("Ort", "10115", 48 + number / 10, 10) for number in range(MANY + 5)]
    areas: list[Fields] = [{"bundesweit": "true"}, {"kreise": [KIEL]}]
    many = [provider(f"nr-{n:02}", f"Nr {n:02}", standorte=[place], einzugsgebiet=areas[n % 2]) for n, place in enumerate(places)]
    found = Coverage(directory(many)).kreise
    shown = found.serving(KIEL, True)
    assert (len(shown), found.bundesweit(KIEL, True) + len(found.regional(KIEL, True))) == (MANY, MANY + 5)
    assert names(directory(many), [hit[1] for hit in shown[:3]]) == ["Nr 54", "Nr 53", "Nr 52"]


@settings(max_examples=60, deadline=None)
@given(standorte, standorte, areas, st.sampled_from([LIPPE, HERFORD, PASSAU, KIEL]))
def test_naming_more_places_brings_nobody_further_up(
    own: list[tuple[float, float, Fields]], other: list[tuple[float, float, Fields]], more: Fields, ags: str
) -> None:
    def made(sites: list[tuple[float, float, Fields]], **fields: object) -> Directory:
        houses = [{**site("Ort", f"1000{n}", lat, lon), "einzugsgebiet": {**area, **fields}} for n, (lat, lon, area) in enumerate(sites)]
        rival = [{**site("Ort", f"1000{n}", lat, lon), "einzugsgebiet": area} for n, (lat, lon, area) in enumerate(other)]
        return directory([provider("ich", "Mittel", standorte=houses), provider("andere", "Nachbar", standorte=rival)])

    def place(published: Directory, numbers: list[int]) -> int | None:
        return names(published, numbers).index("Mittel") if "Mittel" in names(published, numbers) else None

    before, after = made(own), made(own, **more)
    kreis = [place(one, [hit[1] for hit in Coverage(one).kreise.serving(ags, True)]) for one in (before, after)]
    land = [place(one, Coverage(one).territories.land("BY").all) for one in (before, after)]
    for then, now in (kreis, land):
        assert then is None or now is None or now >= then


def test_a_distance_is_rough_if_the_nearest_standort_is() -> None:
    exact = site("Detmold", "32756", 51.94, 8.88)
    rough = {"id": "mitte", "plz": "99084", "ort": "Erfurt"}  # lies at 51 N, 10 E in these tests
    published = directory([provider("beide", "Beide", standorte=[exact, rough], einzugsgebiet={"bundeslaender": ["NW", "TH"]})])
    coverage = Coverage(published)
    assert [hit[3] for hit in coverage.kreise.regional(LIPPE, True)] == [False]
    assert [hit[3] for hit in coverage.kreise.regional("16063", True)] == [True]


def test_what_coaches_can_do_counts_for_their_provider() -> None:
    entries = [
        provider("beispiel-a", "A", jobcoaches=["jc-1"], einzugsgebiet={"kreise": [LIPPE]}),
        coach("jc-1", "Mia", "Muster", "beispiel-a", kommunikation=["dgs", "lautsprache"]),
        provider("beispiel-b", "B", einzugsgebiet={"kreise": [LIPPE]}, kommunikation=["dgs"], angebote=RELATED),
    ]
    counts = dict(zip(features(), Coverage(directory(entries)).counts.kreise[LIPPE].regional, strict=True))
    assert counts["", "anbieter"] == 1, "related offers do not count"
    assert counts["handlungsfelder", "sicherung"] == 1
    assert counts["handlungsfelder", "anbahnung"] == 0
    assert counts["kommunikation", "dgs"] == 1


# As a file


def table(published: Directory) -> list[list[str]]:
    data = data_sets(published, Coverage(published))["daten/abdeckung.csv"]
    assert data.startswith(b"\xef\xbb\xbfags;kreis;land;amt;anbieter_regional;anbieter_bundesweit;")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_has_a_line_for_every_kreis_and_no_formula() -> None:
    hostile = provider("boese", "=HYPERLINK(1)", einzugsgebiet={"kreise": [LIPPE]}, kommunikation=["dgs"])
    head, *lines = table(directory([hostile, provider("weit", "Weit", einzugsgebiet={"bundesweit": "true"})]))
    assert head == ["ags", "kreis", "land", "amt", *columns()]
    assert sorted(line[0] for line in lines) == sorted(kreise())
    assert not [cell for line in (head, *lines) for cell in line if re.match(r"[=+\-@\t\r]", cell)]
    found = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    wanted = {"kreis": "Kreis Lippe", "amt": "lwl", "anbieter_regional": "1", "dgs_regional": "1", "dgs_bundesweit": "0"}
    assert wanted.items() <= found[LIPPE].items()
    assert [found[PASSAU][key] for key in ("anbieter_regional", "anbieter_bundesweit")] == ["0", "1"]


def test_the_columns_of_the_csv_are_a_promise() -> None:
    assert columns()[:8] == (
        "anbieter_regional", "anbieter_bundesweit", "sicherung_regional", "sicherung_bundesweit",
        "anbahnung_regional", "anbahnung_bundesweit", "dgs_regional", "dgs_bundesweit",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ags", "where", "whither"),
    [
        (LIPPE, "im Kreis Lippe", "in den Kreis Lippe"),
        ("06611", "in Kassel", "nach Kassel"),
        ("03241", "in der Region Hannover", "in die Region Hannover"),
        ("10041", "im Regionalverband Saarbrücken", "in den Regionalverband Saarbrücken"),
        ("05962", "im Märkischen Kreis", "in den Märkischen Kreis"),
        ("14521", "im Erzgebirgskreis", "in den Erzgebirgskreis"),
    ],
)
def test_a_kreis_in_a_sentence(ags: str, where: str, whither: str) -> None:
    assert (in_kreis(ags), into_kreis(ags)) == (where, whither)

"""What the search field knows about places: complete, small, and nothing that the reader page may not show."""

import gzip
import json
import re
from base64 import b64decode
from dataclasses import replace
from typing import Any

import pytest

from landkarte.directory import Directory
from landkarte.places.exact import Exact, Postleitzahl
from landkarte.places.tables import Ortschaft, kreise, laender, orte, plz_gebiete
from landkarte.site import search_places
from landkarte.standard import vocabulary
from tests.invented import DETMOLD, Fields, directory, provider

LIPPE, HOEXTER, ROSTOCK = "05766", "05762", "13072"
EXACT = Exact(
    plz={
        "32756": Postleitzahl(51.9363, 8.8789, (LIPPE,), False),
        "32839": Postleitzahl(51.84, 9.11, (HOEXTER, LIPPE), False),
        "18299": Postleitzahl(53.9, 12.3, (ROSTOCK,), False),
        "87491": Postleitzahl(47.57, 10.45, (), False),
    },
    orte=(
        Ortschaft("Detmold", LIPPE, ("32760", "32756"), 51.9361, 8.8781),
        Ortschaft("Neuenkirchen", "05566", ("48485",), 52.24, 7.37),
        Ortschaft("Neuenkirchen", "03357", ("29643",), 53.03, 9.7),
        Ortschaft("Ünglingen", "15090", ("39576",), 52.6, 11.8),
        Ortschaft("(Nieder-)Ünglingen", "15090", ("39577",), 52.61, 11.81),
        Ortschaft("Hamburg", "02000", ("20095",), 53.55, 10.0),
        Ortschaft("Hamburg", "01062", ("22113",), 53.55, 10.1),
        Ortschaft("Halle", "15002", ("06100",), 51.48, 11.97),
        Ortschaft("Steinheim", HOEXTER, ("32839",), 51.87, 9.09),
    ),
    quellen=(),
    kreisgrenzen={},
    laendergrenzen=b"{}",
)


def written(published: Directory) -> dict[str, Any]:
    """The data of each script by its path; the name after window.landkarte is what the scripts of the page expect."""
    found = {}
    for path, content in search_places.files(published):
        match = re.fullmatch(r"window\.landkarte = window\.landkarte \|\| \{\};\nwindow\.landkarte\.(\w+) = (.*);\n", content.decode())
        assert match
        assert match[1] == path.removeprefix("daten/").removesuffix(".js").replace("plz/", "plz_").replace("orte/", "orte_")
        found[path] = json.loads(match[2])
    return found


@pytest.fixture(scope="module")
def common() -> dict[str, Any]:
    found: dict[str, Any] = written(directory([]))["daten/orte.js"]
    return found


@pytest.fixture(scope="module")
def exact() -> dict[str, Any]:
    return written(replace(directory([]), exact=EXACT))


def served(published: Directory) -> dict[str, Any]:
    """What the browser gets to know about where they are: columns turned back into rows."""
    found: dict[str, Any] = written(published)["daten/gebiete.js"]
    return found | {name: [*map(list, zip(*found[name], strict=True))] for name in ("standorte", "bereiche")}


def areas(*standorte: Fields, **fields: object) -> dict[str, Any]:
    """The same about one provider."""
    return served(directory([provider("beispiel-a", "Beispiel A", standorte=list(standorte), **fields)]))


def test_every_land_amt_kreis_town_and_area_is_there(common: dict[str, Any]) -> None:
    assert [row[0] for row in common["laender"]] == [land.kuerzel for land in laender()]
    assert [row[0] for row in common["aemter"]] == list(vocabulary("aemter").werte)
    assert [row[0] for row in common["kreise"]] == list(kreise())
    assert {row[0] for row in common["orte"]} == {ort.name for ort in orte()}
    assert common["gebiete"].keys() == plz_gebiete().keys()
    assert common["plzDateien"] == ""


def test_a_kreis_says_its_name_its_amt_and_with_its_key_its_land(common: dict[str, Any]) -> None:
    rows = {row[0]: row for row in common["kreise"]}
    assert rows[LIPPE][1:3] == ["Kreis Lippe", 0]
    assert rows["06611"][1:3] == ["Kassel", 1]
    for ags, _, _, amt, _, _ in rows.values():
        key, _, land, _ = common["aemter"][amt]
        assert key == kreise()[ags].amt
        assert common["laender"][land][0] == common["laender"][int(ags[:2]) - 1][0] == kreise()[ags].land


@pytest.mark.parametrize(
    ("name", "amt"),
    [("LWL", "lwl"), ("LWL-Inklusionsamt", "lwl"), ("LVR", "lvr"), ("KVJS", "bw"), ("ZBFS", "by"), ("LWV Hessen", "he"), ("LSJV", "rp")],
)
def test_short_names_of_an_amt_lead_to_it_alone(common: dict[str, Any], name: str, amt: str) -> None:
    assert [key for key, label, _, names in common["aemter"] if name in (label, *names)] == [amt]


def test_a_name_of_the_whole_land_is_not_the_name_of_one_of_its_two_aemter(common: dict[str, Any]) -> None:
    assert not any({"NRW", "Nordrhein-Westfalen"} & set(names) for _, _, _, names in common["aemter"])


def test_what_two_aemter_of_a_land_are_called_leads_to_both(common: dict[str, Any]) -> None:
    for word in ("Fachstelle", "örtliche Fürsorgestelle", "Inklusionsamt NRW"):
        assert [key for key, _, _, names in common["aemter"] if word in names] == ["lvr", "lwl"]


def test_the_more_important_town_comes_first(common: dict[str, Any]) -> None:
    rang = {(ort.name, ort.kreis): ort.rang for ort in orte()}
    ranks = [rang[row[0], common["kreise"][row[1]][0]] for row in common["orte"]]
    assert ranks == sorted(ranks)


def test_a_standort_says_where_it_lies_and_which_area_applies() -> None:
    hidden: Fields = {"id": "lemgo", "plz": "32657", "ort": "Lemgo", "adresse_veroeffentlichen": "false"}
    found = areas({**DETMOLD, "einzugsgebiet": {"umkreis_km": "30"}}, hidden, einzugsgebiet={"bundesweit": "true"})
    nrw = [land.kuerzel for land in laender()].index("NW")
    assert found["standorte"] == [[51.94, 8.88, 0, 0, -1, nrw], [51.0, 10.0, 1, 1, -1, nrw]]
    assert found["bereiche"] == [[30, [], [], 0, [], []], [0, [], [], 1, [], []]]


def test_a_standort_without_an_area_has_none() -> None:
    found = areas(DETMOLD)
    assert [row[3] for row in found["standorte"]] == [-1]
    assert found["bereiche"] == []


def test_an_area_names_kreise_laender_and_what_is_left_out() -> None:
    numbers = list(kreise())
    area = {"kreise": [HOEXTER, LIPPE], "bundeslaender": ["SH"], "ausnahmen": {"kreise": [ROSTOCK], "bundeslaender": ["HH"]}}
    assert areas(DETMOLD, einzugsgebiet=area)["bereiche"] == [
        [0, [numbers.index(HOEXTER), numbers.index(LIPPE)], [0], 0, [numbers.index(ROSTOCK)], [1]]
    ]


def test_the_rows_are_those_of_the_search() -> None:
    entries = [provider("beispiel-b", "Zuletzt", standorte=[DETMOLD, DETMOLD | {"id": "zwei"}]), provider("beispiel-a", "Anfangs")]
    assert served(directory(entries))["anzahlen"] == [1, 2]
    assert len(served(directory(entries))["standorte"]) == 3


def test_the_same_area_stands_once_and_ten_thousand_stay_small() -> None:
    entries = [provider(f"beispiel-{n:03}", f"Beispiel {n:03}", einzugsgebiet={"kreise": [LIPPE, HOEXTER]}) for n in range(100)]
    content = dict(search_places.files(directory(entries)))["daten/gebiete.js"]
    assert len(served(directory(entries))["bereiche"]) == 1
    assert len(content) < 100 * 40


def test_without_exact_data_what_every_question_loads_is_small_and_names_of_several_towns_are_loaded_by_letter() -> None:
    content = {path: len(gzip.compress(data)) for path, data in search_places.files(directory([]))}
    assert content.pop("daten/orte.js") + content.pop("daten/gebiete.js") < 33_000
    assert {re.sub("[a-z].js$", "*.js", path) for path in content} == {"daten/orte/*.js"}
    assert max(content.values()) < 4_000


def test_without_exact_data_a_town_that_shares_its_name_lies_in_the_middle_of_its_kreis(common: dict[str, Any]) -> None:
    rows = written(directory([]))["daten/orte/n.js"]
    steinfurt = list(kreise()).index("05566")
    middle = [kreise()["05566"].lat, kreise()["05566"].lon]
    assert [row for row in rows if row[1] == steinfurt and row[0] == "Neuenkirchen"] == [["Neuenkirchen", steinfurt, "", *middle]]
    assert "n" in common["ortDateien"]


def test_every_area_says_which_of_its_numbers_there_are(common: dict[str, Any]) -> None:
    packed = common["gebiete"]["999"][3]
    bits = int.from_bytes(b64decode(packed + "=" * (-len(packed) % 4)), "little")
    assert [f"999{ending:02}" for ending in range(100) if bits >> ending & 1][-1] == "99998"
    assert {ending for ending in range(100) if bits >> ending & 1} == plz_gebiete()["999"].endungen


def test_exact_numbers_are_split_by_their_first_digit_and_name_their_place(exact: dict[str, Any]) -> None:
    number = {ags: index for index, ags in enumerate(kreise())}
    assert exact["daten/orte.js"]["plzDateien"] == "13"
    assert exact["daten/plz/1.js"] == {"18299": [53.9, 12.3, [number[ROSTOCK]]]}
    assert exact["daten/plz/3.js"] == {
        "32756": [51.9363, 8.8789, [number[LIPPE]], "Detmold"],
        "32839": [51.84, 9.11, [number[HOEXTER], number[LIPPE]], "Steinheim"],
    }


def test_smaller_places_are_split_by_their_first_letter(exact: dict[str, Any]) -> None:
    assert exact["daten/orte.js"]["ortDateien"] == "hnsu"
    assert [row[0] for row in exact["daten/orte/n.js"]] == ["(Nieder-)Ünglingen", "Neuenkirchen", "Neuenkirchen"]
    assert exact["daten/orte/u.js"] == [["Ünglingen", list(kreise()).index("15090"), "39576", 52.6, 11.8]]


def test_a_larger_town_becomes_exact_and_keeps_its_main_number_in_front(exact: dict[str, Any]) -> None:
    assert "daten/orte/d.js" not in exact
    [row] = [row for row in exact["daten/orte.js"]["orte"] if row[0] == "Detmold"]
    assert row[2:] == ["32756 32760", 51.9361, 8.8781]


def test_a_larger_town_is_the_same_without_what_we_add_to_its_name() -> None:
    halle = replace(
        EXACT, plz={"33790": Postleitzahl(52.06, 8.36, ("05754",), False)}, orte=(Ortschaft("Halle", "05754", ("33790",), 52.06, 8.36),)
    )
    found = written(replace(directory([]), exact=halle))
    assert found["daten/plz/3.js"]["33790"][3:] == ["Halle (Westf.)"]
    assert found["daten/orte.js"]["ortDateien"] == ""


def test_the_same_input_gives_the_same_bytes_in_every_order() -> None:
    turned = replace(EXACT, plz=dict(reversed(EXACT.plz.items())), orte=EXACT.orte[::-1])
    first, second = (list(search_places.files(replace(directory([]), exact=exact))) for exact in (EXACT, turned))
    assert first == second

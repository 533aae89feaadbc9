"""Exact official data: what is stored of what the publishers offer, and that nothing changes when something goes wrong.

Everything runs on invented data. Whoever has stored copies of the real files sees the first tests run on these, too.
"""

import contextlib
import ctypes
import gc
import json
import os
import re
import shutil
import signal
import socket
import sys
import threading
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from landkarte.desk import fetching
from landkarte.desk.fetching import download, geonames
from landkarte.desk.fetching.publishers import GeodataError
from landkarte.ground.settings import Geodaten
from landkarte.places import exact, tables
from landkarte.places.tables import kreise, laender
from tests import publishers
from tests.conftest import DAY, made_once
from tests.places.test_tables import Vieleck, im_land
from tests.publishers import KREISE, LAENDER, ZIP, Answer, Features, Publisher, Row, row
from tests.systems import FORK

if sys.platform != "win32":
    import resource

UNCHANGED = "Die bisherigen Geodaten sind unverändert."


def read(folder: Path) -> exact.Exact:
    found = exact.read(folder)
    assert found
    return found


def tree(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and in those below it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def polygons(data: bytes) -> dict[str, list[Vieleck]]:
    found = json.loads(data)
    return {key: [[[(lon, lat) for lon, lat in ring] for ring in rings] for rings in areas] for key, areas in found.items()}


def all_kreise(found: exact.Exact) -> dict[str, list[Vieleck]]:
    return {key: area for data in found.kreisgrenzen.values() for key, area in polygons(data).items()}


# --- What is stored ---


@pytest.fixture(scope="module", params=publishers.kinds())
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(kind: str, tmp_path_factory: pytest.TempPathFactory, exact_data: Path) -> Path:
    """What the command stores of each kind of offer; of the small one it is at hand."""
    if kind == "klein":
        return exact_data
    target = tmp_path_factory.mktemp(kind) / ".geodata"
    with publishers.published(publishers.served(kind)) as publisher:
        fetching.update(publisher.addresses, target, DAY)
    return target


@pytest.fixture(scope="module")
def found(folder: Path) -> exact.Exact:
    return read(folder)


def test_every_postal_code_has_a_point_and_known_kreise(found: exact.Exact) -> None:
    assert len(found.plz) > 8000
    assert list(found.plz) == sorted(found.plz)
    for plz, place in found.plz.items():
        assert re.fullmatch("[0-9]{5}", plz)
        assert 47 < place.lat < 55.5
        assert 5.5 < place.lon < 15.5
        assert set(place.kreise) <= kreise().keys()
    assert [plz for plz, place in found.plz.items() if not place.kreise] == [publishers.ABROAD]
    assert any(len(place.kreise) > 1 for place in found.plz.values())
    assert any(place.firma for place in found.plz.values())


def test_every_place_is_there_once_with_all_its_postal_codes(found: exact.Exact) -> None:
    assert len({(ort.name, ort.kreis) for ort in found.orte}) == len(found.orte)
    assert [(ort.name, ort.kreis) for ort in found.orte] == sorted((ort.name, ort.kreis) for ort in found.orte)
    assert {ort.kreis for ort in found.orte} == kreise().keys()
    for ort in found.orte:
        assert ort.plz == tuple(sorted(set(ort.plz)))
        for plz in ort.plz:
            assert ort.kreis in found.plz[plz].kreise
            assert not found.plz[plz].firma
    detmold = next(ort for ort in found.orte if (ort.name, ort.kreis) == ("Detmold", "05766"))
    assert "32756" in detmold.plz
    assert abs(detmold.lat - 51.94) < 0.03


def test_companies_are_no_places(found: exact.Exact) -> None:
    assert not [ort.name for ort in found.orte if re.search(r"GmbH|\bAG\b|Finanzamt", ort.name)]


def drawn(kind: str) -> list[str]:
    """The Kreise with an area of their own; the reference data are older than Hanau's."""
    return [key for key in kreise() if kind != "referenz" or key != "06415"]


def test_every_kreis_lies_around_its_centre(kind: str, found: exact.Exact) -> None:
    areas = all_kreise(found)
    assert sorted(areas) == drawn(kind)
    outside = [key for key in areas if not im_land(kreise()[key].lon, kreise()[key].lat, areas[key])]
    assert len(outside) <= 8
    assert im_land(*publishers.EISENACH, areas["16063"]), "Eisenach belongs to the Wartburgkreis"


def test_one_file_for_the_kreise_of_every_land(kind: str, found: exact.Exact) -> None:
    assert found.kreisgrenzen.keys() == {land.kuerzel for land in laender()}
    for kuerzel, data in found.kreisgrenzen.items():
        assert list(polygons(data)) == [key for key in drawn(kind) if kreise()[key].land == kuerzel]


def edges(areas: dict[str, list[Vieleck]]) -> Counter[tuple[Any, Any]]:
    """How often each edge is drawn in each direction."""
    counted: Counter[tuple[Any, Any]] = Counter()
    for area in areas.values():
        for rings in area:
            for ring in rings:
                assert ring[0] == ring[-1]
                assert len(ring) > 3
                counted.update(pairwise(ring))
    return counted


def test_neighbours_share_their_border(found: exact.Exact) -> None:
    """Simplified apart from each other, they would gape and overlap; nearly every edge has its partner, or is coast and state border."""
    drawn = edges(all_kreise(found))
    lonely = {edge for edge in drawn if edge[::-1] not in drawn}
    outline = set(edges(polygons(found.laendergrenzen)))
    assert max(drawn.values()) == 1
    assert lonely <= outline
    assert len(lonely) < len(drawn) / 4


def test_the_laender_are_drawn_along_their_kreise(found: exact.Exact) -> None:
    areas = polygons(found.laendergrenzen)
    assert list(areas) == sorted(land.kuerzel for land in laender())
    assert edges(areas).keys() <= edges(all_kreise(found)).keys()
    for kuerzel, data in found.kreisgrenzen.items():
        key = min(polygons(data))
        assert im_land(kreise()[key].lon, kreise()[key].lat, areas[kuerzel])
    assert not any(im_land(7.9, 54.6, area) for area in areas.values()), "the North Sea is not drawn"


def test_borders_are_simplified(kind: str, folder: Path) -> None:
    given = json.loads(publishers.served(kind)[KREISE])
    points = len(re.findall(r"\[-?[0-9.]+, ?-?[0-9.]+", json.dumps(given)))
    stored = sum(data.count(b"],[") for path, data in tree(folder).items() if path.startswith("kreise/"))
    assert stored < points
    assert not re.search(rb"\.[0-9]{4}", (folder / "laender.json").read_bytes())


def test_source_date_and_licence_are_written_down(kind: str, folder: Path, found: exact.Exact) -> None:
    geonames, bkg = found.quellen
    assert (geonames.lizenz, geonames.stand, geonames.geladen_am) == ("CC BY 4.0", date(2026, 3, 30), DAY)
    assert "© GeoBasis-DE / BKG 2026 (Daten verändert)" in bkg.titel
    assert bkg.adresse == "https://www.bkg.bund.de"
    assert bkg.lizenz_adresse == "https://www.govdata.de/dl-de/by-2-0"
    assert bkg.stand == (date(2026, 1, 1) if kind == "klein" else None)
    fetched = [fetch for source in json.loads((folder / "quelle.json").read_bytes())["quellen"] for fetch in source["abrufe"]]
    files = publishers.served(kind)
    assert [fetch["sha256"] for fetch in fetched] == [sha256(files[path]).hexdigest() for path in (ZIP, KREISE, LAENDER)]
    assert all(fetch["adresse"].startswith("http://127.0.0.1:") for fetch in fetched)


# --- On invented data only ---

FEW = 1
"""Villages for eleven, which are sooner read."""
FEW_ARE_PLAUSIBLE = (1_000, 12_500)


def few_rows() -> list[Row]:
    return publishers.rows(FEW)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """With few villages; that so few are refused otherwise is a test below."""
    monkeypatch.setattr(geonames, "_PLAUSIBLE", FEW_ARE_PLAUSIBLE)
    with publishers.published(publishers.served("klein", FEW)) as started:
        yield started


@pytest.fixture(scope="session")
def few_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command stored of few villages a month ago; to be copied."""

    def fetched(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch, publishers.published(publishers.served("klein", FEW)) as started:
            patch.setattr(geonames, "_PLAUSIBLE", FEW_ARE_PLAUSIBLE)
            fetching.update(started.addresses, folder / exact.FOLDER, date(2026, 10, 1))

    return made_once(tmp_path_factory, "geodaten-wenige", fetched) / exact.FOLDER


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / ".geodata"


@pytest.fixture
def old(few_data: Path, target: Path) -> dict[str, bytes]:
    """The folder holds data of an earlier run; these are its files."""
    shutil.copytree(few_data, target)
    return tree(target)


def beside(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {target.name}


def test_the_same_downloads_give_the_same_bytes(publisher: Publisher, tmp_path: Path) -> None:
    for name in ("eins", "zwei"):
        (tmp_path / name).mkdir()
        fetching.update(publisher.addresses, tmp_path / name / ".geodata", DAY)
    assert tree(tmp_path / "eins" / ".geodata") == tree(tmp_path / "zwei" / ".geodata")


def test_the_message_says_what_was_stored(target: Path) -> None:
    with publishers.published(publishers.served("klein")) as publisher:
        told = fetching.update(publisher.addresses, target, DAY)
    assert re.fullmatch(
        r"8\.\d{3} Postleitzahlen \(298 nur von Großempfängern\), 1\.\d{3} Orte, 401 Kreise, 16 Länder; "
        r"Stand: GeoNames vom 30\.03\.2026, BKG vom 01\.01\.2026\.",
        told,
    )


def test_a_point_far_away_does_not_move_its_postal_code(exact_data: Path) -> None:
    place = read(exact_data).plz[publishers.OUTLIER]
    assert (place.lat, place.lon) == (51.12, 13.1)


def test_the_kreis_with_most_places_comes_first(exact_data: Path) -> None:
    assert read(exact_data).plz[publishers.TWO_KREISE].kreise == ("14627", "14522")


def test_a_name_with_a_comma_stays_whole(exact_data: Path) -> None:
    assert "Musterhausen, Oberdorf" in {ort.name for ort in read(exact_data).orte}


def test_what_has_no_legal_form_in_its_name_is_a_company_among_companies(exact_data: Path) -> None:
    found = read(exact_data)
    assert found.plz[publishers.OF_A_COMPANY].firma
    assert "Finanzamt" not in {ort.name for ort in found.orte}


def test_companies_in_no_order_are_told_by_their_legal_form(publisher: Publisher, target: Path) -> None:
    table = sorted(few_rows(), key=lambda cells: cells[1])
    publisher.files[ZIP] = publishers.zipped(table)
    fetching.update(publisher.addresses, target, DAY)
    found = read(target)
    assert found.plz[publishers.OF_A_COMPANY].firma
    assert not found.plz["32756"].firma
    assert not any("GmbH" in ort.name for ort in found.orte)


def test_new_data_replace_the_old_whole(publisher: Publisher, target: Path) -> None:
    fetching.update(publisher.addresses, target, date(2025, 1, 1))
    (target / "liegengeblieben.txt").write_text("x")
    fetching.update(publisher.addresses, target, DAY)
    assert {quelle.geladen_am for quelle in read(target).quellen} == {DAY}
    assert not (target / "liegengeblieben.txt").exists()
    assert beside(target) == {".geodata.lock"}


# --- Publishers of another age ---


def named(key: str, other: str) -> Callable[[Features], None]:
    """Give one area the key of another Kreis."""

    def change(features: Features) -> None:
        for feature in features:
            if feature["properties"]["ars"] == key:
                feature["properties"] |= {"ars": other, "ags": other}

    return change


def keyed(key: str, other: str) -> Callable[[list[Row]], list[Row]]:
    """Count all rows of one Kreis to another."""
    return lambda table: [(*cells[:8], other, *cells[9:]) if cells[8] == key else cells for cells in table]


def before_hanau(publisher: Publisher, path: str) -> None:
    """The file as it was while Hanau belonged to the Main-Kinzig-Kreis."""
    if path == ZIP:
        changed_rows(keyed("06415", "06435"))(publisher)
    else:
        changed_areas(KREISE, named("06415", "06435"))(publisher)


@pytest.mark.parametrize("older", [(), (ZIP,), (KREISE,), (ZIP, KREISE)])
def test_a_new_kreis_is_there_whatever_the_age_of_the_publishers(older: tuple[str, ...], publisher: Publisher, target: Path) -> None:
    for path in older:
        before_hanau(publisher, path)
    told = fetching.update(publisher.addresses, target, DAY)
    assert told.count("\n") == len(older)
    assert all("Hanau (06415)" in line for line in told.split("\n")[1:])
    found = read(target)
    assert next(ort.kreis for ort in found.orte if ort.name == "Hanau") == "06415"
    assert found.plz["63450"].kreise[0] == "06415"
    assert found.plz["63477"].kreise == ("06435",)
    assert ("06415" in all_kreise(found)) == (KREISE not in older)


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("path", [ZIP, KREISE])
def test_what_a_publisher_no_longer_has_stays_as_it_was(path: str, publisher: Publisher, target: Path) -> None:
    before = read(target)
    before_hanau(publisher, path)
    assert "Warnung: " in fetching.update(publisher.addresses, target, DAY)
    after = read(target)
    assert all_kreise(after)["06415"] == all_kreise(before)["06415"]
    assert [ort for ort in after.orte if ort.kreis == "06415"] == [ort for ort in before.orte if ort.kreis == "06415"]
    assert after.plz["63450"] == before.plz["63450"]


@pytest.mark.usefixtures("old")
def test_a_kreis_that_only_a_publisher_knows_is_told_and_its_places_stay_where_they_were(publisher: Publisher, target: Path) -> None:
    before = read(target)
    changed_rows(keyed("05766", "05999"))(publisher)
    changed_areas(KREISE, named("05766", "05999"))(publisher)
    told = fetching.update(publisher.addresses, target, DAY)
    assert told.count("einen Kreis 05999, den landkarte/places/data/kreise.csv nicht kennt") == 2
    after = read(target)
    assert (after.plz, after.orte) == (before.plz, before.orte)
    assert all_kreise(after)["05766"] == all_kreise(before)["05766"]


def test_without_earlier_data_a_kreis_that_only_a_publisher_knows_is_left_out(publisher: Publisher, target: Path) -> None:
    changed_rows(keyed("05766", "05999"))(publisher)
    changed_areas(KREISE, named("05766", "05999"))(publisher)
    fetching.update(publisher.addresses, target, DAY)
    found = read(target)
    assert "05766" not in {ort.kreis for ort in found.orte} | all_kreise(found).keys()
    assert found.plz["32756"].kreise == ()


def test_a_land_without_any_area_is_refused(publisher: Publisher, target: Path) -> None:
    changed_areas(KREISE, named("02000", "02999"))(publisher)
    with pytest.raises(GeodataError, match="02… liegen nicht in ihrem Land"):
        fetching.update(publisher.addresses, target, DAY)


def test_stored_data_are_read_with_the_kreise_of_the_day(exact_data: Path) -> None:
    with tables.on(date(2025, 12, 31)):
        found = read(exact_data)
    assert found.plz["63450"].kreise == ("06435",)
    assert "06415" not in {ort.kreis for ort in found.orte}


# --- What goes wrong ---


def changed_rows(change: Callable[[list[Row]], list[Row]]) -> Callable[[Publisher], None]:
    def prepare(publisher: Publisher) -> None:
        publisher.files[ZIP] = publishers.zipped(change(few_rows()))

    return prepare


def changed_areas(path: str, change: Callable[[Features], Features | None]) -> Callable[[Publisher], None]:
    def prepare(publisher: Publisher) -> None:
        features = publishers.areas()[path == LAENDER]
        publisher.files[path] = publishers.collection(change(features) or features)

    return prepare


def answer(path: str, **fields: Any) -> Callable[[Publisher], None]:
    def prepare(publisher: Publisher) -> None:
        publisher.answers[path] = Answer(**fields)

    return prepare


def broken_off(path: str) -> Callable[[Publisher], None]:
    def prepare(publisher: Publisher) -> None:
        publisher.answers[path] = Answer(body=publisher.files[path][:5000], length=len(publisher.files[path]))

    return prepare


def damaged_zip(publisher: Publisher) -> None:
    with zipfile.ZipFile(BytesIO(publisher.files[ZIP])) as archive:
        text = archive.read("DE.txt")
    publisher.files[ZIP] = publisher.files[ZIP].replace(text[:100], b"x" * 100)


def encrypted_zip(publisher: Publisher) -> None:
    """The bit that says so, beside the file and in the list at the end."""
    zipped = bytearray(publisher.files[ZIP])
    zipped[6] |= 1
    zipped[zipped.index(b"PK\1\2") + 8] |= 1
    publisher.files[ZIP] = bytes(zipped)


def other_zip(**fields: str) -> Callable[[Publisher], None]:
    def prepare(publisher: Publisher) -> None:
        publisher.files[ZIP] = publishers.zipped(few_rows(), **fields)

    return prepare


def only_half(publisher: Publisher) -> None:
    publisher.files[KREISE] = publishers.collection(publishers.areas()[0], numberMatched=4000)


def rename_keys(features: Features) -> None:
    for feature in features:
        feature["properties"] = {"schluessel": feature["properties"]["ars"]}


def swap(coordinates: Any) -> Any:
    return coordinates[::-1] if isinstance(coordinates[0], float) else [swap(part) for part in coordinates]


def turn_around(features: Features) -> None:
    for feature in features:
        feature["geometry"]["coordinates"] = swap(feature["geometry"]["coordinates"])


def unknown_key(features: Features) -> None:
    features[7]["properties"] |= {"ars": "03999", "ags": "03999"}


def exchange_keys(features: Features) -> None:
    bavaria, saxony = (next(one for one in features if one["properties"]["ars"] == key) for key in ("09", "14"))
    bavaria["geometry"], saxony["geometry"] = saxony["geometry"], bavaria["geometry"]


def empty_shape(features: Features) -> None:
    features[3]["geometry"] = None


def points_only(features: Features) -> None:
    features[3]["geometry"] = {"type": "Point", "coordinates": [10.0, 51.0]}


def open_ring(features: Features) -> None:
    features[3]["geometry"] = {"type": "Polygon", "coordinates": [[[10.0, 51.0], [10.1, 51.0]]]}


WRONG: dict[str, tuple[Callable[[Publisher], None], str]] = {
    "404": (answer(ZIP, status=404), r"kennt die Adresse http://127\S+/DE\.zip\S* nicht \(HTTP 404\).*\[tool\.landkarte\.geodaten\]"),
    "500": (answer(LAENDER, status=500), r"127\.0\.0\.1 gibt die Daten nicht heraus \(HTTP 500\)\. Versuchen Sie es später"),
    "zip broken off": (broken_off(ZIP), "Übertragung von 127.0.0.1 ist abgebrochen"),
    "json broken off": (broken_off(KREISE), "Übertragung von 127.0.0.1 ist abgebrochen"),
    "cut off unnoticed": (answer(KREISE, body=b'{"type": "FeatureCollection", "feat'), "Datei der Kreise .* kein JSON"),
    "a page instead of a zip": (answer(ZIP, body=b"<html>Wartung</html>"), "keine heile ZIP-Datei"),
    "a page instead of areas": (answer(LAENDER, body=b"<ows:ExceptionReport/>"), "Datei der Länder .* kein JSON"),
    "nothing at all": (answer(ZIP), "keine heile ZIP-Datei"),
    "an encrypted zip": (encrypted_zip, "keine heile ZIP-Datei"),
    "brackets without end": (answer(KREISE, body=b"[" * 100_000), "Datei der Kreise .* kein JSON"),
    "led to http": (answer(ZIP, status=302, location="http://x.example/"), "leitet zu „http://x.example/“, nicht zu https"),
    "led to a file": (answer(ZIP, status=301, location="ftp://x.example/"), "leitet zu „ftp://x.example/“, nicht zu https"),
    "led nowhere": (answer(ZIP, status=302, location="http://[::1/x"), "Übertragung von 127.0.0.1 ist abgebrochen"),
    "wrong checksum": (damaged_zip, "keine heile ZIP-Datei"),
    "other file in the zip": (other_zip(name="AT.txt"), "enthält keine DE.txt"),
    "other encoding": (other_zip(encoding="latin-1"), "nicht in UTF-8"),
    "column less": (changed_rows(lambda table: [cells[:-1] for cells in table]), "DE.txt, Zeile 1, .* 11 statt 12 Spalten"),
    "columns exchanged": (changed_rows(lambda table: [(*cells[:9], cells[10], cells[9], "") for cells in table]), "nicht in Deutschland"),
    "no number": (changed_rows(lambda table: [(*cells[:9], "x", *cells[10:]) for cells in table]), "keine Zahl"),
    "not a postal code": (changed_rows(lambda table: [*table, ("DE", "1234", *table[0][2:])]), "Postleitzahl oder Ort fehlt"),
    "Kreise without places": (changed_rows(lambda table: [cells for cells in table if cells[8][:3] != "091"]), "nur 378 von 401 Kreisen"),
    "unknown Kreise": (
        changed_rows(lambda table: [(*cells[:8], cells[8].replace("091", "099"), *cells[9:]) for cells in table]),
        "GeoNames .* 24 Kreise kennt dieses Programm nicht, etwa 09961",
    ),
    "no Kreise": (
        changed_rows(lambda table: [*table, *(row(f"{number:05}", "Neudorf", "", 51, 9) for number in range(500))]),
        "bei 501 Zeilen fehlt der Kreisschlüssel",
    ),
    "no properties": (changed_areas(KREISE, rename_keys), "Datei der Kreise .* fehlt der Schlüssel"),
    "many areas less": (changed_areas(KREISE, lambda features: features[25:]), "nur 376 von 401 Kreisen, es fehlt etwa 01001"),
    "an unknown Land": (changed_areas(LAENDER, unknown_key), "ein Land mit dem Schlüssel 03999 gibt es nicht"),
    "a Land less": (changed_areas(LAENDER, lambda features: features[1:]), "nur 15 von 16 Gebieten, es fehlt etwa 01"),
    "a part of the areas": (only_half, "nur 402 von 4000 Flächen"),
    "no features": (answer(KREISE, body=b'{"type": "Topology", "objects": {}}'), "keine Flächen mit Eigenschaften"),
    "other coordinates": (changed_areas(KREISE, turn_around), "liegt nicht in Deutschland; erwartet werden Länge und Breite in WGS 84"),
    "no shape": (changed_areas(KREISE, empty_shape), "Gebiet 01004 hat keine Fläche"),
    "a point": (changed_areas(KREISE, points_only), "Gebiet 01004 hat keine Fläche"),
    "an open ring": (changed_areas(KREISE, open_ring), "Gebiet 01004 hat keine Fläche|eine Fläche ist keine"),
    "keys exchanged": (changed_areas(LAENDER, exchange_keys), "09… liegen nicht in ihrem Land"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_right_is_told_and_the_old_data_stay(wrong: str, publisher: Publisher, target: Path, old: dict[str, bytes]) -> None:
    prepare, told = WRONG[wrong]
    prepare(publisher)
    assert_refused(told, publisher, target, old)


@pytest.mark.parametrize("location", ["http://x.example/", "http://[::1/x"])
def test_whoever_is_led_nowhere_leaves_no_connection_open(location: str, publisher: Publisher) -> None:
    answer(ZIP, status=302, location=location)(publisher)

    def refused() -> None:
        with pytest.raises(GeodataError) as caught:  # which lives until garbage is looked for, as it names this frame
            download.fetch("postleitzahlen", publisher.addresses.postleitzahlen, "Postleitzahlen")
        assert "127.0.0.1" in str(caught.value)

    with warnings.catch_warnings(record=True) as left:
        warnings.simplefilter("always")
        refused()
        gc.collect()
    assert [str(warning.message) for warning in left] == []


def test_few_postal_codes_are_refused(target: Path, old: dict[str, bytes]) -> None:
    with publishers.published(publishers.served("klein") | {ZIP: publishers.zipped(publishers.rows()[::2])}) as half:
        assert_refused(r"nennt \d+ Postleitzahlen statt 8000 bis 12500", half, target, old)


def assert_refused(told: str, publisher: Publisher, target: Path, old: dict[str, bytes]) -> None:
    with pytest.raises(GeodataError, match=told) as caught:
        fetching.update(publisher.addresses, target, DAY)
    message = str(caught.value)
    assert message.endswith(UNCHANGED)
    assert "\n" not in message
    assert tree(target) == old
    assert beside(target) == set()


def test_nobody_there_is_told(target: Path, old: dict[str, bytes]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    addresses = Geodaten(postleitzahlen=f"http://127.0.0.1:{port}/", kreise="http://127.0.0.1:1/", laender="http://127.0.0.1:1/")
    with pytest.raises(GeodataError, match=r"Keine Verbindung zu 127\.0\.0\.1\. Prüfen Sie die Internetverbindung"):
        fetching.update(addresses, target, DAY)
    assert tree(target) == old


def test_somebody_who_does_not_answer_is_given_up(publisher: Publisher, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_PATIENCE", 0.05)
    over = threading.Event()
    publisher.waiting = over.wait
    try:
        with pytest.raises(GeodataError, match=r"127\.0\.0\.1 antwortet nicht"):
            fetching.update(publisher.addresses, target, DAY)
    finally:
        over.set()
    assert not target.exists()


@pytest.mark.parametrize("drip", [b"x", b"HTTP/1.0 200 OK\r\n\r\nx"], ids=["before an answer", "within it"])
def test_who_sends_a_byte_now_and_then_is_given_up(drip: bytes, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_WHOLE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def send() -> None:
            with contextlib.suppress(OSError):
                here, _ = server.accept()
                here.sendall(drip)
                while not over.wait(0.01):
                    here.sendall(b"x")
                here.close()

        over = threading.Event()
        sending = threading.Thread(target=send)
        sending.start()
        try:
            with pytest.raises(GeodataError, match="Minuten ist nicht alles da"):
                fetching.update(Geodaten(postleitzahlen=f"http://127.0.0.1:{server.getsockname()[1]}/"), target, DAY)
        finally:
            over.set()
            sending.join()
    assert not target.exists()


def test_who_never_stops_sending_is_stopped(publisher: Publisher, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_MOST", 100_000)
    with pytest.raises(GeodataError, match=r"schickt mehr als"):
        fetching.update(publisher.addresses, target, DAY)


NO_ADDRESS = [
    *("", "DE.zip", "file:///etc/passwd", "ftp://example.org/DE.zip", "https:///DE.zip"),
    *("http://[::1/x", "http://127.0.0.1:port/x", "https://example.org/Straße.zip", "https://öffentlich.example/", "http://127.0.0.1/a b"),
    "http://127.0.0.1/\n",
]


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_an_address_that_is_none_is_told(address: str, target: Path) -> None:
    with pytest.raises(GeodataError, match=r"\[tool\.landkarte\.geodaten\]"):
        fetching.update(Geodaten(postleitzahlen=address), target, DAY)


def in_child(work: Callable[[], object]) -> int | None:
    process = FORK.Process(target=work)
    process.start()
    process.join(60)
    return process.exitcode


def test_a_full_disk_is_told_and_the_old_data_stay(publisher: Publisher, target: Path, old: dict[str, bytes]) -> None:
    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
        with pytest.raises(GeodataError, match=r"\.geodata\.neu/plz\.csv“: die Datei ist größer .* unverändert\.$"):
            fetching.update(publisher.addresses, target, DAY)

    assert in_child(work) == 0
    assert tree(target) == old
    assert beside(target) == {".geodata.lock"}


@pytest.mark.parametrize("step", ["after three files", "before the exchange", "between the renames"])
def test_a_killed_run_leaves_the_old_data_and_the_next_one_tidies(
    step: str, publisher: Publisher, target: Path, old: dict[str, bytes]
) -> None:
    publisher.files[ZIP] = publishers.zipped([*few_rows(), row("01853", "Neudorf", "14522", 51.1, 13.1)])

    def work() -> None:
        written = 0
        write, rename = Path.write_bytes, os.rename

        def write_bytes(path: Path, data: bytes) -> int:
            nonlocal written
            written += 1
            if step == "after three files" and written == 4:
                os.kill(os.getpid(), signal.SIGKILL)
            return write(path, data)

        def renamed(one: Path, other: Path) -> None:
            if step == "between the renames":
                rename(one, other)
            os.kill(os.getpid(), signal.SIGKILL)

        Path.write_bytes = write_bytes  # type: ignore[method-assign, assignment]
        os.rename = renamed  # type: ignore[assignment]
        ctypes.CDLL = lambda _: object()  # type: ignore[assignment, misc]  # a system that cannot exchange in one step
        fetching.update(publisher.addresses, target, DAY)

    assert in_child(work) == -signal.SIGKILL
    if step != "between the renames":
        assert tree(target) == old
    fetching.update(publisher.addresses, target, DAY)
    assert "01853" in read(target).plz
    assert beside(target) == {".geodata.lock"}


def test_two_runs_at_once_do_not_mix(publisher: Publisher, target: Path) -> None:
    days = [date(2026, 1, day) for day in range(1, 5)]
    together = FORK.Barrier(len(days))

    def work(day: date) -> None:
        together.wait(60)
        fetching.update(publisher.addresses, target, day)

    processes = [FORK.Process(target=work, args=(day,)) for day in days]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * len(days)
    assert len({quelle.geladen_am for quelle in read(target).quellen}) == 1
    assert beside(target) == {".geodata.lock"}


def test_a_folder_of_somebody_else_is_not_replaced(publisher: Publisher, target: Path) -> None:
    target.mkdir()
    (target / "wichtig.txt").write_text("bleibt")
    with pytest.raises(GeodataError, match="enthält etwas anderes als Geodaten"):
        fetching.update(publisher.addresses, target, DAY)
    assert tree(target) == {"wichtig.txt": b"bleibt"}


# --- Reading ---


def test_without_the_folder_there_is_no_exact_data(target: Path) -> None:
    assert exact.read(target) is None


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"51.", b"52.", 1))


def resealed(folder: Path, name: str, old: str, new: str) -> None:
    """Write something else into a file, with the checksum that it then has, as an older or a later program might."""
    data = (folder / name).read_bytes().replace(old.encode(), new.encode())
    about = json.loads((folder / "quelle.json").read_text())
    about["dateien"][name] = sha256(data).hexdigest()
    (folder / name).write_bytes(data)
    (folder / "quelle.json").write_text(json.dumps(about))


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a changed byte": (lambda folder: spoil(folder / "plz.csv"), r"plz\.csv ist verändert"),
    "changed borders": (lambda folder: spoil(folder / "kreise/nw.json"), r"kreise/nw\.json ist verändert"),
    "a file less": (lambda folder: (folder / "laender.json").unlink(), r"laender\.json fehlt oder ist nicht lesbar"),
    "no quelle.json": (lambda folder: (folder / "quelle.json").unlink(), r"quelle\.json fehlt"),
    "an empty quelle.json": (lambda folder: (folder / "quelle.json").write_text(""), r"quelle\.json ist beschädigt"),
    "another quelle.json": (lambda folder: (folder / "quelle.json").write_text("[]"), r"quelle\.json ist beschädigt"),
    "nothing listed": (
        lambda folder: (folder / "quelle.json").write_text('{"format": 1, "quellen": [], "dateien": {}}'), r"quelle\.json ist beschädigt",
    ),
    "lists in lists": (lambda folder: (folder / "quelle.json").write_text("[" * 100_000), r"quelle\.json ist beschädigt"),
    "an endless cell": (lambda folder: resealed(folder, "plz.csv", "firma", "0" * 200_000), r"quelle\.json ist beschädigt"),
    "a Kreis of a PLZ": (lambda folder: resealed(folder, "plz.csv", "05766", "05999"), "Kreis 05999, den dieses Programm nicht kennt"),
    "a Kreis of a place": (lambda folder: resealed(folder, "orte.csv", "05766", "05999"), "einen Kreis 05999"),
    "a later format": (lambda folder: (folder / "quelle.json").write_text('{"format": 2}'), "Format 2 kennt dieses Programm nicht"),
    "a file instead": (lambda folder: folder.rename(folder.with_name("x")).joinpath("plz.csv").rename(folder), r"quelle\.json fehlt"),
}  # fmt: skip


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_data_are_refused_with_the_remedy(damage: str, target: Path) -> None:
    do, told = DAMAGES[damage]
    do(target)
    with pytest.raises(exact.DamagedGeodata, match=told) as caught:
        exact.read(target)
    assert "python build.py geodata" in str(caught.value)
    assert "\n" not in str(caught.value)

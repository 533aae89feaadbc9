"""The map's files: reproducible, made of numbers only, and of nobody else's server."""

import json
import re
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from landkarte.directory import Directory
from landkarte.ground import workers
from landkarte.places import exact
from landkarte.site import folium_map
from tests.invented import DETMOLD, directory, provider, site

NOWHERE = Path("/dev/null")
EVIL = "Beispiel `${alert(1)}` </script><img src=x onerror=alert(1)>"


@pytest.fixture
def published() -> Directory:
    hidden = {"id": "lemgo", "plz": "32657", "ort": "Geheimort", "adresse_veroeffentlichen": "false"}
    return directory([provider("beispiel-b", "Beispiel B"), provider("beispiel-a", EVIL, standorte=[hidden, DETMOLD])])


def written(published: Directory, kept: Path = NOWHERE) -> dict[str, str]:
    return {path: data.decode() for path, data in folium_map.files(published, kept)}


def test_two_runs_give_the_same_bytes(published: Directory) -> None:
    assert written(published) == written(published)


def test_what_folium_drew_is_kept_for_all_points_until_the_copy_is_damaged(
    published: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = Mock(side_effect=lambda work: work())
    monkeypatch.setattr(workers, "apart", drawing)
    first = written(published, tmp_path)
    assert written(published, tmp_path) == first
    assert drawing.call_count == 1
    (copy,) = tmp_path.iterdir()
    whole = copy.read_bytes()
    assert b"51.2" in whole
    for damaged in (whole[:-1], whole.replace(b"51.2", b"52.2"), b""):
        copy.write_bytes(damaged)
        assert written(published, tmp_path) == first
    assert drawing.call_count == 4
    other = directory([provider("beispiel-a", "Beispiel A")])
    assert written(other, tmp_path)["karte/karte.js"] == written(other)["karte/karte.js"] != first["karte/karte.js"]
    assert drawing.call_count == 5, "only where nothing can be kept"


def test_the_map_gets_points_and_row_numbers_and_no_text_of_an_entry(published: Directory) -> None:
    script = written(published)["karte/karte.js"]
    data = re.search(r"var data = (.*);", script)
    assert data
    # rows in the order of the directory: "Beispiel `…" sorts before "Beispiel B"
    assert json.loads(data[1]) == [[51.0, 10.0, 0, 0, 22, 0], [51.94, 8.88, 0, 1, 0, 0], [51.94, 8.88, 1, 0, 0, 0]]
    assert not re.search("alert|Beispiel|Detmold|Geheimort", script)


def test_two_sites_in_one_town_share_its_name() -> None:
    twice = [site("Lemgo", "32657", 52.0, 8.9), site("Lemgo", "32657", 52.1, 8.9, id="zwei"), DETMOLD]
    script = written(directory([provider("beispiel-a", "Beispiel A", standorte=twice)]))["karte/karte.js"]
    assert "[[52.0, 8.9, 0, 0, 0, 0], [52.1, 8.9, 0, 0, 0, 0], [51.94, 8.88, 0, 1, 0, 0]]" in script


def test_no_file_names_a_foreign_host(published: Directory) -> None:
    for text in written(published).values():
        assert not re.search(r"https?:|//[a-z]|<[a-z/!]", text)


def test_the_clusters_would_stay_invisible_without_a_maximal_zoom(published: Directory) -> None:
    assert re.search(r'"maxZoom": \d+', written(published)["karte/karte.js"])


def test_the_drawn_layer_knows_all_laender_and_larger_towns(published: Directory) -> None:
    text = written(published)["karte/grundkarte.js"]
    layer = json.loads(text[text.index("grundkarte = ") + len("grundkarte = ") : text.rindex(";")])
    assert len(layer["laender"]) == len(layer["umrisse"]) == 16
    assert {rank for *_, rank in layer["orte"]} == {1, 2}
    assert re.search(r'kleinereOrte = \[\["\w+",[\d.]+,[\d.]+,3\]', written(published)["karte/orte.js"])
    assert all(47 < lat < 51 and 8.9 < lon < 14 for polygon in layer["umrisse"]["BY"] for ring in polygon for lon, lat in ring)


def test_exact_borders_take_the_place_of_our_drawing(published: Directory, exact_data: Path) -> None:
    found = exact.read(exact_data)
    assert found
    files = {path: data.decode() for path, data in folium_map.files(replace(published, exact=found), NOWHERE)}
    assert '"grenzen":2026' in files["karte/grundkarte.js"]
    assert not re.search("umrisse", files["karte/grundkarte.js"])
    name, value = files["karte/kreise-nw.js"].split("\n")[1].removesuffix(";").split(" = ", 1)
    assert name == "window.landkarte.kreiseNW"
    assert json.loads(value) == json.loads(found.kreisgrenzen["NW"])

"""coaches/orte.csv: which points count, what a reviewer is told, and that nothing in it stops an entry."""

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from landkarte.desk.call import Checked
from landkarte.desk.commandline import FINDINGS, OK, Options
from landkarte.desk.storage import stored
from landkarte.entries import reading
from landkarte.entries.model import Anbieter, Freiberufler
from landkarte.ground.settings import Betreiber, Settings
from landkarte.places import points
from landkarte.places.placing import Place
from landkarte.places.points import FILE, Address, Herkunft, Point, Row, dump, parse, put, tidied
from tests.conftest import DAY, ROOT
from tests.systems import pipe

HEADER = ",".join(points.COLUMNS)
SOURCE = "© OpenStreetMap-Mitwirkende, ODbL (nominatim.openstreetmap.org)"
FOUND = f'haus,eins,Musterweg 1,32756,Detmold,51.936,8.878,hausnummer,"{SOURCE}",2026-10-01,nachgeschlagen'
# Two Standorte at Musterweg 1, 32756 Detmold: eins and zwei (and drei, vier).
ENTRIES = ROOT / "tests/examples/R-09/gut"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ENTRIES, tmp_path / "coaches")
    (tmp_path / FILE).unlink()
    return tmp_path


def buildable(root: Path) -> Path:
    """The same folder with all that a build needs."""
    shutil.copy(ROOT / "pyproject.toml", root)
    for name in ("templates", "node_modules"):
        (root / name).symlink_to(ROOT / name, target_is_directory=True)
    return root


def gathered(root: Path) -> Checked:
    return build.gather(root, Settings(titel="Beispiel", beispiel_stichtag=DAY, betreiber=Betreiber()), DAY, True)


def written(root: Path, *rows: str) -> Checked:
    (root / FILE).write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return gathered(root)


def places(checked: Checked) -> list[Place]:
    [listing] = checked.directory.providers
    return list(listing.places)


def told(checked: Checked) -> list[tuple[str, int, str, str]]:
    return [(finding.code, finding.line, finding.level, finding.message) for finding in checked.findings if finding.file == FILE]


# --- Points ---


def test_the_table_that_is_shipped_explains_itself_and_is_in_order() -> None:
    text = (ROOT / FILE).read_text(encoding="utf-8")
    lines, findings = parse(text)
    assert (findings, dump(lines)) == ([], text)
    remarks = [line for line in text.splitlines() if line.startswith("#")]
    for word in (*points.COLUMNS, "hausnummer", "strasse", "nicht_gefunden", "hand"):
        assert any(word in remark for remark in remarks)


@pytest.mark.parametrize(
    ("genauigkeit", "precision", "radius"),
    [("hausnummer", "nachgeschlagen", 0), ("strasse", "nachgeschlagen", 0), ("ort", "ungefaehr", 10)],
)
def test_a_point_places_its_standort_and_says_how_exactly(genauigkeit: str, precision: str, radius: float, root: Path) -> None:
    checked = written(root, FOUND.replace("hausnummer", genauigkeit))
    assert told(checked) == []
    place, other, *_ = places(checked)
    assert (place.lat, place.lon, place.precision, place.radius_km) == (51.936, 8.878, precision, radius)
    assert place.point
    assert (place.point.genauigkeit, place.point.quelle, place.point.tag) == (genauigkeit, SOURCE, date(2026, 10, 1))
    assert (other.precision, other.point) == ("ungefaehr", None)
    assert place.kreis == other.kreis


def test_without_a_point_the_radius_says_how_little_is_known(root: Path) -> None:
    assert {(place.precision, place.radius_km) for place in places(gathered(root))} == {("ungefaehr", 10)}
    entry = root / "coaches/anbieter/haus.yaml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("ort: Detmold", "ort: Klein-Beispielhausen"), encoding="utf-8")
    assert {(place.precision, place.radius_km) for place in places(gathered(root))} == {("ungefaehr", 22)}


def test_what_the_entry_says_itself_comes_first(root: Path) -> None:
    entry = root / "coaches/anbieter/haus.yaml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("ort: Detmold}", "ort: Detmold, lat: 51.9, lon: 8.9}"), encoding="utf-8")
    assert {(place.lat, place.precision, place.point) for place in places(written(root, FOUND))} == {(51.9, "angegeben", None)}


def test_an_address_that_was_not_found_gives_no_point(root: Path) -> None:
    checked = written(root, FOUND.replace("51.936,8.878,hausnummer", ",,nicht_gefunden"))
    assert (told(checked), places(checked)[0].precision) == ([], "ungefaehr")


def test_pages_and_data_say_where_a_point_comes_from_and_how_exact_it_is(root: Path) -> None:
    by_hand = FOUND.replace("eins", "zwei").replace("hausnummer", "strasse").replace(f'"{SOURCE}"', "<b>Lageplan</b>")
    (root / FILE).write_text(
        "\n".join([HEADER, FOUND, by_hand.replace("nachgeschlagen", "hand"), FOUND.replace("eins", "drei").replace("hausnummer", "ort")]),
        encoding="utf-8",
    )
    assert build.run(buildable(root), Options(), DAY) == OK
    page = (root / "site/anbieter/haus.html").read_text(encoding="utf-8")
    rough = "Der Punkt auf der Karte zeigt nur ungefähr, wo der Standort liegt: im Umkreis von etwa 10 km."
    assert [unescape(text) for text in re.findall(r'<p class="neben">(Der Punkt.*?)</p>', page)] == [
        f"Der Punkt ist aus der Adresse nachgeschlagen, auf die Hausnummer genau, am 1. Oktober 2026. Quelle: {SOURCE}.",
        "Der Punkt ist von Hand gesetzt, auf die Straße genau, am 1. Oktober 2026. Quelle: <b>Lageplan</b>.",
        f"{rough} Der Punkt ist aus der Adresse nachgeschlagen, auf den Ort genau, am 1. Oktober 2026. Quelle: {SOURCE}.",
        rough,
    ]
    assert "<b>Lageplan" not in page
    features = json.loads((root / "site/daten/anbieter.geojson").read_text(encoding="utf-8"))["features"]
    told = [[feature["properties"][key] for key in ("genauigkeit", "umkreis_km", "punktquelle")] for feature in features]
    assert told == [
        ["nachgeschlagen", None, SOURCE],
        ["nachgeschlagen", None, "<b>Lageplan</b>"],
        ["ungefaehr", 10, SOURCE],
        ["ungefaehr", 10, None],
    ]
    drawn = re.search(r"var data = (.*);", next(root.glob("site/karte/*/karte.js")).read_text(encoding="utf-8"))
    assert drawn
    assert [(radius, looked_up) for *_, radius, looked_up in json.loads(drawn[1])] == [(0, 1), (0, 0), (10, 1), (10, 0)]


def test_an_entry_that_cannot_be_read_for_now_keeps_its_points(root: Path) -> None:
    entry = root / "coaches/anbieter/haus.yaml"
    entry.write_text(entry.read_text(encoding="utf-8") + "kaputt", encoding="utf-8")
    assert told(written(root, FOUND)) == []
    lines, _ = parse((root / FILE).read_text(encoding="utf-8"))
    assert tidied(lines, [], frozenset({"haus"})) == (lines, [])
    assert tidied(lines, [], frozenset())[1] == ["Einen Eintrag „haus“ gibt es nicht mehr"]


@pytest.mark.parametrize("street", ["", "strasse: Anderer Weg 2, "])
def test_a_strangers_file_of_the_same_id_takes_no_point_away_and_gets_none(street: str, root: Path) -> None:
    (root / "coaches/jobcoaches").mkdir()
    shutil.copy(ROOT / "tests/examples/C-07/schlecht/jobcoaches/doppelt.yaml", root / "coaches/jobcoaches/haus.yaml")
    stranger = root / "coaches/jobcoaches/haus.yaml"
    stranger.write_text(stranger.read_text(encoding="utf-8").replace("id: doppelt", "id: haus"), encoding="utf-8")
    same = (
        stranger.read_text(encoding="utf-8")
        .replace("{id: detmold, ", f"{{id: eins, {street}")
        .replace("[name, email,", "[name, email, adresse,")
    )
    stranger.write_text(same, encoding="utf-8")
    checked = written(root, FOUND)
    assert {type(entry) for _, entry in checked.world.entries if entry.id == "haus"} == {Anbieter, Freiberufler}
    precisions = {one.url: one.places[0].precision for one in checked.directory.providers}
    assert told(checked) == []
    assert precisions == {"anbieter/haus.html": "nachgeschlagen", "jobcoach/haus.html": "ungefaehr"}
    lines, _ = stored(root, points.FILE, points.parse)
    assert tidied(lines, [entry for _, entry in checked.world.entries], checked.loaded.ids) == (lines, [])


# --- What is wrong with a line ---


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("51.936", "51,936", "12 Spalten statt 11"),
        ("51.936", '"51,936"', "lat ist „51,936“, keine Zahl mit Dezimalpunkt"),
        ("51.936", "nan", "lat ist „nan“"),
        ("51.936", "-51.936", "lat ist „-51.936“"),
        ("51.936", "1e1", "lat ist „1e1“"),
        ("51.936", "", "lat ist „“"),
        ("8.878", "٨.٨", "lon ist „٨.٨“"),
        ("51.936,8.878", "8.878,51.936", "8.878 / 51.936 liegt nicht in Deutschland"),
        ("51.936,8.878", "48.137,11.575", "km vom Gebiet der Postleitzahl 32756 (Detmold) entfernt"),
        ("hausnummer", "genau", "genauigkeit ist „genau“; möglich sind hausnummer, strasse, ort, nicht_gefunden"),
        ("hausnummer", "nicht_gefunden", "Bei nicht_gefunden bleibt lat leer"),
        ("nachgeschlagen", "Hand", "von ist „Hand“; möglich sind nachgeschlagen, hand"),
        ("2026-10-01", "1.10.2026", "tag ist „1.10.2026“, kein Tag der Form JJJJ-MM-TT"),
        ("2026-10-01", "2026-02-30", "tag ist „2026-02-30“"),
        ("32756", "3276", "plz ist „3276“, keine fünf Ziffern (Excel lässt führende Nullen weg)"),
        ("Musterweg 1", "", "Die Spalte strasse ist leer"),
        ("Musterweg 1", " Musterweg 1", "In der Spalte strasse steht ein unsichtbares Zeichen oder ein Leerzeichen am Rand"),
        ("Musterweg 1", "Muster\u202eweg 1", "In der Spalte strasse steht ein unsichtbares Zeichen"),
        ("Musterweg 1", "x" * 201, "Der Wert der Spalte strasse ist länger als 200 Zeichen"),
        ("Musterweg 1", "@Musterweg 1", "Der Wert der Spalte strasse beginnt mit „@“; eine Tabellenkalkulation führt ihn als Formel aus"),
        (SOURCE, "=1+1", "Der Wert der Spalte quelle beginnt mit „=“"),
        (f'"{SOURCE}"', f'"{SOURCE}', "Die Anführungszeichen stimmen nicht"),
        (FOUND, "<<<<<<< HEAD", "1 Spalten statt 11"),
    ],
)
def test_a_broken_line_is_told_and_the_next_one_counts(old: str, new: str, words: str, root: Path) -> None:
    assert old in FOUND
    checked = written(root, FOUND.replace(old, new, 1), FOUND.replace("eins", "zwei"))
    [(code, line, level, message)] = told(checked)
    assert (code, line, level) == ("R-09", 2, "fehler")
    assert words in message
    assert [place.precision for place in places(checked)] == ["ungefaehr", "nachgeschlagen", "ungefaehr", "ungefaehr"]


def test_of_two_lines_the_first_counts(root: Path) -> None:
    checked = written(root, FOUND, FOUND.replace("51.936", "51.9"))
    assert [message for *_, message in told(checked)] == ["haus, eins steht schon in Zeile 2; nur jene zählt."]
    assert places(checked)[0].lat == 51.936


@pytest.mark.parametrize(
    ("header", "line", "words"),
    [
        (HEADER.replace(",", ";"), 2, "Zwischen den Spalten steht „;“, wie Excel es schreibt"),
        (HEADER.replace("tag", "datum"), 2, "unbekannt: „datum“; es fehlt: „tag“"),
        (HEADER + ",notiz", 2, "unbekannt: „notiz“"),
        (HEADER.replace("lat,lon", "lon,lat"), 2, "andere Reihenfolge"),
        ("#", 3, "es fehlt: „eintrag“"),
    ],
)
def test_other_columns_are_named_and_no_line_is_guessed(header: str, line: int, words: str, root: Path) -> None:
    (root / FILE).write_text(f"# Bemerkung\n{header}\n{FOUND}\n", encoding="utf-8")
    checked = gathered(root)
    [(code, found, level, message)] = told(checked)
    assert (code, found, level) == ("R-09", line, "fehler")
    assert words in message
    assert {place.precision for place in places(checked)} == {"ungefaehr"}


def test_only_remarks_and_an_empty_file(root: Path) -> None:
    (root / FILE).write_text("# noch nichts\n", encoding="utf-8")
    assert [message for *_, message in told(gathered(root))] == ["Die Zeile mit den Namen der Spalten fehlt; keine Zeile wird gelesen."]
    (root / FILE).write_text("", encoding="utf-8")
    assert told(gathered(root)) == []


def _table() -> str:
    return f"{HEADER}\n{FOUND}\n"


FILES: dict[str, tuple[Callable[[Path], object], str, str, bool]] = {
    "a link": (lambda path: path.symlink_to("/etc/passwd"), "FO-01", "eine Verknüpfung (Link)", False),
    "a link to nothing": (lambda path: path.symlink_to("nirgendwo"), "FO-01", "eine Verknüpfung (Link)", False),
    "a pipe": (pipe, "FO-01", "ein Gerät oder eine Pipe", False),
    "a folder": (os.mkdir, "FO-01", "ein Ordner", False),
    "too large": (lambda path: path.write_bytes(b"#" * (16 * 1024 * 1024 + 1)), "FO-01", "größer als 16384 KiB", False),
    "latin-1": (lambda path: path.write_bytes(_table().replace("Muster", "Müster").encode("latin-1")), "FO-01", "als UTF-8", False),
    "utf-16": (lambda path: path.write_bytes(_table().encode("utf-16")), "FO-01", "als UTF-8", False),
    "bom": (lambda path: path.write_text("\ufeff" + _table(), encoding="utf-8"), "FO-11", "BOM", True),
    "crlf": (lambda path: path.write_bytes(_table().replace("\n", "\r\n").encode()), "FO-11", "CRLF", True),
}


@pytest.mark.parametrize("case", FILES)
def test_whatever_lies_there_is_told_and_stops_nothing(case: str, root: Path) -> None:
    make, code, words, counts = FILES[case]
    make(root / FILE)
    checked = gathered(root)
    [(found, line, _, message)] = told(checked)
    assert (found, line) == (code, 2 if case == "latin-1" else 1)
    assert words in message
    assert places(checked)[0].precision == ("nachgeschlagen" if counts else "ungefaehr")


def test_the_check_of_a_pull_request_fails_and_the_build_does_not(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    buildable(root)
    (root / FILE).write_text("unsinn\n", encoding="utf-8")
    assert build.run(root, Options("check"), DAY) == FINDINGS
    assert build.run(root, Options(), DAY) == OK
    assert (root / "site/anbieter/haus.html").exists()
    assert "coaches/orte.csv:1:1 Fehler R-09" in capsys.readouterr().out


# --- Writing ---


def row(eintrag: str, standort: str, lat: float | None = 51.936, von: Herkunft = "nachgeschlagen") -> Row:
    point = None if lat is None else Point(lat, 8.878, "strasse", SOURCE, DAY, von)
    return Row((eintrag, standort), Address("Musterweg 1", "32756", "Detmold"), point, SOURCE, DAY, von)


def test_lines_come_in_the_order_of_ids_and_others_keep_their_text() -> None:
    remarked = f'# Kopf\n{HEADER}\n# zu b\nb,eins,Musterweg 1,32756,Detmold,51.93600,8.8780,ort,"Q",2026-10-01,nachgeschlagen\n# Ende\n'
    lines, _ = parse(remarked)
    for new in (row("c", "eins"), row("a", "zwei"), row("a", "eins", None)):
        lines = put(lines, new)
    head, header, *rest = dump(lines).splitlines()
    assert (head, header) == ("# Kopf", HEADER)
    assert [line[:6] for line in rest] == ["a,eins", "a,zwei", "# zu b", "b,eins", "c,eins", "# Ende"]
    assert remarked.splitlines()[3] in rest
    assert rest[0].split(",")[5:8] == ["", "", "nicht_gefunden"]


def test_what_a_person_set_is_never_replaced() -> None:
    lines = put((), row("a", "eins", von="hand"))
    assert put(lines, row("a", "eins", 51.9)) == lines
    replaced = put(put((), row("a", "eins")), row("a", "eins", 51.9))
    assert [line.row.point.lat for line in replaced if line.row and line.row.point] == [51.9]


letters = st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u2028")
cells = st.text(letters, min_size=1, max_size=40).filter(lambda text: not text.startswith(("=", "+", "-", "@")))


@given(cells, cells, st.floats(51.8, 52.1))
def test_what_is_written_can_be_read(strasse: str, quelle: str, lat: float) -> None:
    new = replace(row("a", "eins", round(lat, 6)), address=Address(strasse, "32756", 'Detmold, Kreis "Lippe"'), quelle=quelle)
    assert new.point
    new = replace(new, point=replace(new.point, quelle=quelle))
    lines, findings = parse(dump(put((), new)))
    assert (findings, [line.row for line in lines if line.row]) == ([], [new])


def test_a_table_that_is_not_there_is_begun_with_its_header(root: Path) -> None:
    lines, findings = stored(root, points.FILE, points.parse)
    assert (dump(lines), findings) == (f"{HEADER}\n", [])


def test_an_organisation_without_its_own_coordinates_is_the_ordinary_case() -> None:
    [(_, entry)] = reading.load(ENTRIES).entries()
    assert isinstance(entry, Anbieter)
    assert {points.address_of(site) for site in entry.standorte} == {Address("Musterweg 1", "32756", "Detmold")}
    assert points.address_of(replace(entry.standorte[0], strasse=None)) is None

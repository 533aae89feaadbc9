"""The data for other programs: every file keeps to its published description, and changes are told by day without telling on anybody."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from csvw import CSVW
from jsonschema import Draft202012Validator, FormatChecker

from landkarte.directory import Directory, assemble, memory
from landkarte.directory.coverage import Coverage
from landkarte.entries.withdrawn import Withdrawn
from landkarte.site.datasets import regions, schemas
from landkarte.site.feeds import Feeds
from tests.browser.conftest import made, write
from tests.invented import SETTINGS, TODAY, directory, provider
from tests.pages import Page, common, data_sets, examples, text_of
from tests.site.test_datasets import full

JSON = [f"{name}.json" for name in ("anbieter", "jobcoaches", "aenderungen", "kreis/05766", "kreis/01001", "land/nw", "amt/lwl", "amt/hh")]


def check(site: Path, name: str) -> dict[str, Any]:
    """The file, once it is what the schema says that it names."""
    content: dict[str, Any] = json.loads((site / "daten" / name).read_text("utf-8"))
    schema = json.loads((site / content["beschreibung"]).read_text("utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(content)
    assert [f"{error.json_path}: {error.message}"[:200] for error in errors] == []
    return content


@pytest.mark.parametrize("name", [*JSON, "anbieter.geojson"])
def test_every_file_is_what_its_schema_says(site: Path, name: str) -> None:
    assert check(site, name)["schema"] == "1"


def test_every_json_file_below_daten_names_a_schema(site: Path) -> None:
    others = {"felder.json", "stand.json"}  # described by the W3C; for the next build alone
    files = [path for path in (site / "daten").rglob("*json") if path.name not in others and path.parent.name != "schema"]
    assert len(files) > 400
    assert [path for path in files if not (site / json.loads(path.read_text("utf-8"))["beschreibung"]).is_file()] == []


@pytest.mark.parametrize(
    ("name", "path", "wrong"),
    [
        ("anbieter.json", ["anbieter", 0, "kapazitaet_status"], "sehr viel"),
        ("anbieter.json", ["anbieter", 0, "telefon_e164"], "0049 30 1"),
        ("anbieter.json", ["anbieter", 0, "angebote", 0, "leistungsart"], "anderes"),
        ("jobcoaches.json", ["jobcoaches", 0, "stufe_seit"], "gestern"),
        ("kreis/05766.json", ["jobcoaching_ap", "anbieter", 0, "grund"], "nah"),
        ("land/nw.json", ["land"], "XX"),
        ("aenderungen.json", ["tage", 0, "neu"], None),
    ],
)
def test_a_schema_refuses_what_it_does_not_mean(site: Path, name: str, path: list[str | int], wrong: object) -> None:
    content = json.loads((site / "daten" / name).read_text("utf-8"))
    schema = json.loads((site / content["beschreibung"]).read_text("utf-8"))
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    assert not Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(content)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose numbers have decimals and whose texts have what CSV itself is made of."""
    rate = {"von": "62.5", "bis": "12345.67", "stand": "2026-10-01"}
    offer = {
        "id": "jc",
        "leistungsart": "jobcoaching_ap",
        "dauer_monate": {"von": "0.5", "bis": "6"},
        "konditionen": {"stundensatz_eur": rate},
    }
    offers = [offer, {**offer, "id": "zwei", "titel": 'Titel "mit"; allem'}]
    root = tmp_path_factory.mktemp("schwer")
    write(root, made(directory([full("beispiel-a", 'Beispiel "A"; B', angebote=offers), *(one.entry for one in examples().all)])))
    return root


@pytest.mark.parametrize("which", ["site", "hard"])
@pytest.mark.filterwarnings("error")
def test_a_strict_reader_of_csv_on_the_web_accepts_every_table(request: pytest.FixtureRequest, which: str) -> None:
    folder: Path = request.getfixturevalue(which) / "daten"
    read = CSVW(str(folder / "felder.json"), validate=True)
    assert read.is_valid
    assert [str(warning.message) for warning in read.warnings] == []
    tables = {str(one.url): list(one) for one in read.tables}
    assert {folder / name for name in tables} == set(folder.glob("*.csv"))
    assert [row["id"] for row in tables["anbieter.csv"]] == [row["id"] for row in check(folder.parent, "anbieter.json")["anbieter"]]
    if which == "hard":
        rates = [
            (float(row["stundensatz_von_eur"]), float(row["stundensatz_bis_eur"]))
            for row in tables["angebote.csv"]
            if row["angebot"] == "zwei"
        ]
        assert rates == [(62.5, 12345.67)]


def test_who_works_bundesweit_fills_no_file_of_a_kreis() -> None:
    everywhere = [full(f"weit-{number:03}", f"Weit {number:03}", einzugsgebiet={"bundesweit": "true"}) for number in range(120)]
    here = [full(f"hier-{number:02}", f"Hier {number:02}", einzugsgebiet={"kreise": ["05766"]}) for number in range(60)]
    published = directory([*everywhere, *here])
    told = json.loads(dict(regions.of_land(published, Coverage(published), "NW"))["daten/kreis/05766.json"])["jobcoaching_ap"]
    assert (told["regional"], told["bundesweit"]) == (60, 120)
    assert {one["id"] for one in told["anbieter"]} >= {entry.id for entry in here}
    assert len(told["anbieter"]) < 120


def changes(published: Directory) -> dict[str, dict[str, list[str]]]:
    """By day what a file says of it, without what is empty."""
    rows = json.loads(dict(memory.files(published))["daten/aenderungen.json"])["tage"]
    assert [row["tag"] for row in rows] == sorted((row["tag"] for row in rows), reverse=True)
    return {row.pop("tag"): {what: ids for what, ids in row.items() if ids} for row in rows}


def test_changes_are_told_by_day_from_publication_to_publication() -> None:
    entries = {key: provider(key, f"Beispiel {key}") for key in ("alt", "bleibt", "geht")}
    monday = replace(directory(entries.values()), before={})
    assert changes(monday) == {"2026-11-01": {"neu": ["alt", "bleibt", "geht"]}}

    del entries["geht"]
    entries |= {"alt": provider("alt", "Beispiel anders"), "neu": provider("neu", "Beispiel neu")}
    tuesday = replace(directory(entries.values()), today=TODAY + timedelta(1), before=next_time(monday))
    assert changes(tuesday) == {
        "2026-11-02": {"neu": ["neu"], "geaendert": ["alt"], "gegangen": ["geht"]},
        "2026-11-01": {"neu": ["alt", "bleibt"]},
    }
    wednesday = replace(tuesday, today=TODAY + timedelta(2), before=next_time(tuesday))
    assert changes(wednesday) == {"2026-11-02": {"neu": ["neu"], "geaendert": ["alt"]}, "2026-11-01": {"neu": ["alt", "bleibt"]}}


def next_time(published: Directory) -> Any:
    """What the next publication is handed."""
    return memory.parse(dict(memory.files(published))["daten/stand.json"], published.today)


def test_of_whom_nobody_saw_the_coming_is_known_as_changed() -> None:
    """The first publication without a memory, and a memory of before there was a day of coming."""
    published = directory([provider("alt", "Beispiel", stand="2026-10-20")])
    assert changes(published) == {"2026-10-20": {"geaendert": ["alt"]}}
    assert b"zuerst" not in dict(memory.files(published))["daten/stand.json"]
    assert changes(replace(published, today=TODAY + timedelta(5), before=next_time(published))) == {"2026-10-20": {"geaendert": ["alt"]}}


def test_who_is_new_is_listed_with_the_day_on_which_it_was_seen() -> None:
    """The latest first, of a day by name; not who was there before somebody took note, and who has a new id is not new."""
    monday = replace(directory([provider("b", "Beispiel B"), provider("a", "Beispiel A")]), before={})
    assert memory.newest(directory([provider("a", "Beispiel A")]), 9) == [], "without a memory nobody knows"
    entries = [provider("b", "Beispiel B"), provider("neu-a", "Beispiel A", fruehere_ids=["a"]), provider("c", "Beispiel C")]
    listings = [replace(one, former=one.entry.fruehere_ids) for one in directory(entries).all]
    tuesday = assemble(SETTINGS, TODAY + timedelta(1), listings)
    later = replace(tuesday, before=next_time(monday))
    found = [(f"{day}", one.entry.id) for day, one in memory.newest(later, 9)]
    assert found == [("2026-11-02", "c"), ("2026-11-01", "neu-a"), ("2026-11-01", "b")]
    assert memory.newest(later, 1) == memory.newest(later, 9)[:1]
    wednesday = replace(tuesday, today=TODAY + timedelta(2), before=next_time(later))
    assert [(f"{day}", one.entry.id) for day, one in memory.newest(wednesday, 9)] == found
    shown = common(later)["neu.html"]
    assert [link for link in Page(shown.split("<main")[1]).links() if link.startswith("anbieter/")] == [
        f"anbieter/{id_}.html" for _, id_ in found
    ]
    assert "2. November 2026 : Anbieter, 32756 Detmold" in text_of(shown)
    assert "bekannt, seit wann" in text_of(common(tuesday)["neu.html"])


def test_who_is_missing_by_accident_did_not_go() -> None:
    """Whoever deletes what is told as gone would not get it back: a return from an accident is no news."""
    before = replace(directory([provider("bleibt", "Beispiel"), provider("fehlt", "Beispiel fehlt")]), before={})
    later = {"before": next_time(before), "today": TODAY + timedelta(1)}
    accident = replace(directory([provider("bleibt", "Beispiel")]), missing=("fehlt",), **later)
    assert changes(accident) == {"2026-11-01": {"neu": ["bleibt"]}}
    withdrawn = replace(accident, missing=(), withdrawn=(Withdrawn("anbieter", "fehlt", TODAY + timedelta(1)),))
    assert changes(withdrawn) == {"2026-11-02": {"gegangen": ["fehlt"]}, "2026-11-01": {"neu": ["bleibt"]}}


def test_of_a_withdrawn_person_nothing_is_left_but_the_id_of_the_table() -> None:
    known = directory([provider("bleibt", "Beispiel"), provider("jc-weg", "Gundula Verschwiegen")])
    later = replace(directory([provider("bleibt", "Beispiel")]), before=next_time(replace(known, before={})), today=date(2026, 11, 9))
    gone = replace(later, withdrawn=(Withdrawn("jobcoach", "jc-weg", date(2026, 11, 8)),))
    assert changes(gone)["2026-11-08"] == {"gegangen": ["jc-weg"]}
    assert "2026-11-09" not in changes(gone)
    everything = b"".join(content for _, content in files(gone))
    assert b"Verschwiegen" not in everything
    assert everything.count(b"jc-weg") == 1


def files(published: Directory) -> Iterator[tuple[str, bytes]]:
    coverage = Coverage(published)
    yield from data_sets(published, coverage).items()
    yield from schemas.files(published)
    yield from regions.of_land(published, coverage, "NW")
    yield Feeds(published, coverage).of_germany()
    yield from memory.files(published)


def test_the_feed_of_germany_holds_the_newest_two_hundred() -> None:
    entries = [provider(f"beispiel-{number:03}", f"Beispiel {number:03}", stand="2026-10-20") for number in range(205)]
    published = directory([*entries, provider("beispiel-neu", "Beispiel Neu", stand="2026-10-30")])
    path, content = Feeds(published, Coverage(published)).of_germany()
    assert path == "land/index.xml"
    titles = [one.text for one in ElementTree.fromstring(content).iter("{http://www.w3.org/2005/Atom}title")]
    assert len(titles) == 201
    assert titles[1] == "Beispiel Neu"
    assert re.search('href="../land/index.html"', content.decode())

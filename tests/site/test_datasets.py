"""The data sets: complete, described, harmless to open, and without anything that nobody released."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import phonenumbers
import pytest

import build
from landkarte.directory import Directory
from landkarte.directory.coverage import Coverage
from landkarte.entries import reading
from landkarte.entries.model import Anbieter
from landkarte.site.datasets.fields import COACH, COVERAGE, PROVIDER, SITE
from landkarte.site.datasets.sheets import harmless
from landkarte.site.pages import Renderer
from landkarte.standard import rules_since, versions, vocabularies
from tests.conftest import ROOT
from tests.invented import CONSENT, DETMOLD, TODAY, coach, directory, freelancer, provider, site
from tests.pages import data_sets, joined

EVERYTHING = {**CONSENT, "umfang": ["name", "funktion", "telefon", "email", "adresse", "qualifikation", "geschlecht"]}
NOTHING = {**CONSENT, "umfang": ["qualifikation"]}
CONTACT = {"funktion": "Koordination", "telefon": "030 23125-042", "email": "post@example.org", "kontaktwege": ["telefon"]}
MORE = ("kreise", "ausgenommen", "angebote")
"""What an object of JSON has beyond the fields of the table."""
HOSTILE = [
    '=HYPERLINK("https://example.org","x")', "+49 Beispiel", "-2+3 Beispiel", "@SUM(A1) Beispiel", "  =1+1 Beispiel", "\u00a0=1+1 Beispiel",
    "\u200b=1+1 Beispiel", "\x0b=1+1 Beispiel", "＝1+1 Beispiel", "＋1 Beispiel", "－1 Beispiel", "＠SUM Beispiel",
    'Beispiel "A"; B, C \\ D', "</script><script>alert(1)</script>", "Beispiel \u2028 \u2029 Zeile", "Beispiel\x85Zeile",
    "' Beispiel", '"Beispiel"', "Beispiel | Trenner",
]  # fmt: skip


def written(published: Directory) -> dict[str, str]:
    return {path: data.decode() for path, data in data_sets(published, Coverage(published)).items()}


def table(text: str) -> list[dict[str, str]]:
    """A CSV file as a program reads it."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def browser_rows(text: str) -> dict[str, Any]:
    match = re.fullmatch(r"window\.landkarte = window\.landkarte \|\| \{\};\nwindow\.landkarte\.datensaetze = (.*);\n", text)
    assert match
    found: dict[str, Any] = json.loads(match[1])
    return found


def full(key: str = "beispiel-a", name: str = "Beispiel A", **fields: object) -> Any:
    street = {**DETMOLD, "strasse": "Musterweg 1"}
    dresden = site("Dresden", "01067", 51.05, 13.74)
    return provider(
        key,
        name,
        **{
            "beispiel": "true",
            "einwilligung": EVERYTHING,
            "kontakt": CONTACT,
            "standorte": [street, dresden],
            "einzugsgebiet": {"umkreis_km": "50"},
            "branchen": ["pflege"],
            "sprachen": [{"code": "pl", "niveau": "b2"}],
            "kapazitaet": {"status": "frei", "plaetze": "2", "stand": "2026-10-01"},
            "website": "https://example.org/",
            **fields,
        },
    )


def test_one_line_says_what_the_page_says() -> None:
    [row] = table(written(directory([full()]))["daten/anbieter.csv"])
    expected = {
        "id": "beispiel-a",
        "name": "Beispiel A",
        "beispiel": "ja",
        "verwandt": "nein",
        "seite": "anbieter/beispiel-a.html",
        "leistungsarten": "JobcoachingAP",
        "standorte": "32756 Detmold, Musterweg 1 | 01067 Dresden",
        "einzugsgebiet": "50 km um Detmold und Dresden",
        "kontakt_funktion": "Koordination",
        "telefon": "0049 30 23125042",
        "email": "post@example.org",
        "website": "https://example.org/",
        "kapazitaet": "2 Plätze frei (Angabe vom 1. Oktober 2026)",
        "kapazitaet_stand": "2026-10-01",
        "sprachen": "Polnisch",
        "stand": "2026-10-01",
        "lizenz": "Creative Commons Namensnennung 4.0",
    }
    assert {key: row[key] for key in expected} == expected


def test_a_german_excel_opens_it_with_a_double_click() -> None:
    data = data_sets(published := directory([full()]), Coverage(published))
    for name in ("anbieter", "jobcoaches", "abdeckung"):
        text = data[f"daten/{name}.csv"]
        assert text.startswith(b"\xef\xbb\xbf")
        assert text.count(b"\n") == text.count(b"\r\n")
        assert b";" in text.splitlines()[0]


def test_json_has_the_keys_and_names_their_words() -> None:
    content = json.loads(written(directory([full()]))["daten/anbieter.json"])
    assert (content["schema"], content["stand"], content["regelwerk_stand"]) == ("1", "2026-11-01", rules_since(TODAY).isoformat())
    assert "im Feld lizenz" in content["lizenz"]
    [record] = content["anbieter"]
    assert list(record) == [*(field.name for field in PROVIDER), *MORE]
    assert record["leistungsarten"] == ["jobcoaching_ap"]
    assert content["begriffe"]["leistungsarten"]["jobcoaching_ap"] == "JobcoachingAP"
    assert record["telefon"] == "+49 30 23125042"
    assert (record["beispiel"], record["nachweis"], record["anlaesse"]) == (True, None, [])


def test_the_day_for_invented_entries_is_told_where_there_are_any() -> None:
    """They are judged on it, not on ``stand``: what is said to be free from a day to come may be past."""
    room = {"status": "frei", "stand": "2026-10-19", "ab": "2026-11-16"}
    for example, day in ((True, TODAY.isoformat()), (False, None)):
        entry = provider("beispiel-a", "Beispiel A", beispiel=str(example).lower(), kapazitaet=room)
        data = written(replace(directory([entry]), today=date(2026, 11, 30)))
        for name in ("anbieter.json", "anbieter.geojson", "jobcoaches.json"):
            assert json.loads(data[f"daten/{name}"])["beispiel_stichtag"] == day
        [record] = json.loads(data["daten/anbieter.json"])["anbieter"]
        assert record["kapazitaet_ab"] == ("2026-11-16" if example else None)


def test_every_site_is_a_point_that_says_how_exact_it_is() -> None:
    hidden = {"id": "lemgo", "plz": "32657", "ort": "Lemgo", "adresse_veroeffentlichen": "false"}
    published = directory([provider("beispiel-a", "Beispiel A", standorte=[{**DETMOLD, "strasse": "Musterweg 1"}, hidden])])
    content = json.loads(written(published)["daten/anbieter.geojson"])
    points = content["features"]
    assert content["type"] == "FeatureCollection"
    assert [point["geometry"]["coordinates"] for point in points] == [[8.88, 51.94], [10.0, 51.0]]
    assert [point["properties"]["genauigkeit"] for point in points] == ["angegeben", "ungefaehr"]
    assert [point["properties"]["umkreis_km"] for point in points] == [None, 22]
    assert [point["properties"]["strasse"] for point in points] == ["Musterweg 1", None]
    assert list(points[0]["properties"]) == [field.name for field in (*PROVIDER, *SITE)]


def test_the_rows_for_the_browser_are_those_of_the_search() -> None:
    published = directory([full("beispiel-b"), full("beispiel-a"), freelancer("jc-1", "Mia", "Muster")])
    data = browser_rows(written(published)["daten/datensaetze.js"])
    names = [name for name, _, _ in data["felder"]]
    assert [row[names.index("id")] for row in data["zeilen"]] == [listing.entry.id for listing in published.providers]
    records = [dict(zip(names, row, strict=True)) for row in data["zeilen"]]
    whole = json.loads(written(published)["daten/anbieter.json"])["anbieter"]
    assert records == [{key: value for key, value in record.items() if key not in MORE} for record in whole]
    assert [len(points) for points in data["orte"]] == [len(listing.places) for listing in published.providers]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_no_harm_and_are_not_lost(name: str) -> None:
    files = written(directory([full(name=name)]))
    text = files["daten/anbieter.csv"]
    [row] = table(text)
    read = row["name"].strip()
    assert read in (name.strip(), f"'{name.strip()}")
    assert not re.match(r"[\s\x00-\x1f\u200b]*[=+\-@＝＋－＠]", row["name"])
    assert json.loads(files["daten/anbieter.json"])["anbieter"][0]["name"] == name.strip()
    assert json.loads(files["daten/anbieter.geojson"])["features"][0]["properties"]["name"] == name.strip()
    script = files["daten/datensaetze.js"]
    assert not re.search("[<>&\u2028\u2029]", script)
    assert browser_rows(script)["zeilen"][0][1] == name.strip()


def test_no_cell_of_any_table_begins_like_a_formula() -> None:
    hostile = "=1+1"
    entries = [
        full(
            name=hostile,
            kontakt={**CONTACT, "funktion": hostile, "telefon": "+49 30 23125 000", "email": "+x@example.org"},
            standorte=[{**DETMOLD, "ort": hostile, "strasse": hostile}],
        ),
        freelancer("jc-1", hostile, hostile, einwilligung=EVERYTHING, kontakt=CONTACT),
    ]
    files = written(directory(entries))
    cells = [cell for path, text in files.items() if path.endswith(".csv") for row in table(text) for cell in row.values()]
    assert len(cells) > 100
    assert [cell for cell in cells if re.match(r"[\s\x00-\x1f]*[=+\-@]", cell)] == []


@pytest.mark.parametrize("text", ["\t=1", "\r=1", "\n=1", "\tBeispiel", "\u2007=1", "﹦1", "﹣1", " @x"])
def test_signs_that_no_entry_may_hold_are_harmless_too(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_words_of_the_vocabularies_are_no_formulas() -> None:
    assert [wert.label for one in vocabularies().values() for wert in one.werte.values() if harmless(wert.label) != wert.label] == []


MEANT = {
    "030 23125-000": "+49 30 23125000",
    "+49 (0) 5231 974-0": "+49 5231 9740",
    "+49 05231 974-0": "+49 5231 9740",
    "05231\u00a0974\u20130": "+49 5231 9740",
    "0800/1234567": "0800 1234567",
    "+43 (0) 1 58858": "+43 1 58858",
}


def test_page_and_files_mean_the_number_that_was_written() -> None:
    """Excel drops the zeros of digits alone; blanks between them make it a text, and nothing in it is a formula."""
    shown = [entry for _, entry in reading.load(ROOT / "coaches").entries() if isinstance(entry, Anbieter) and entry.kontakt.telefon]
    number = {entry.id: phonenumbers.parse(entry.kontakt.telefon or "", "DE") for entry in shown}
    made = [full(f"beispiel-{place}", kontakt={**CONTACT, "telefon": text}) for place, text in enumerate(MEANT)]
    number |= {entry.id: phonenumbers.parse(text, "DE") for entry, text in zip(made, MEANT.values(), strict=True)}
    published = directory([*shown, *made])
    files, render = written(published), Renderer(published, ROOT / "templates")
    by_id = {record["id"]: record for record in json.loads(files["daten/anbieter.json"])["anbieter"]}
    for row in table(files["daten/anbieter.csv"]):
        listing = next(one for one in published.providers if one.entry.id == row["id"])
        link = re.search('href="tel:([^"]*)">([^<]*)<', render.entry(listing)[1].decode())
        assert link
        assert re.fullmatch("0[0-9]+( [0-9]+)+", row["telefon"])
        values = (row["telefon"], by_id[row["id"]]["telefon"], *link.groups())
        assert [phonenumbers.parse(value, "DE") for value in values] == [number[row["id"]]] * 4
    assert [by_id[entry.id]["telefon"] for entry in made] == list(MEANT.values())


def test_nothing_unreleased_is_in_any_file() -> None:
    secret = {"funktion": "Geheimfunktion", "telefon": "030 23125 099", "email": "geheim@example.org", "kontaktwege": ["telefon"]}
    named = {**secret, "funktion": "Koordination", "person": {"vorname": "Gundula", "nachname": "Verschwiegen"}, "einwilligung": NOTHING}
    street = {**DETMOLD, "strasse": "Geheimweg 7"}
    hidden = {"id": "a", "plz": "32756", "ort": "Detmold", "strasse": "Geheimweg 8", "adresse_veroeffentlichen": False}
    entries = [
        freelancer(
            "jc-1",
            "Wilhelmine",
            "Verborgen",
            einwilligung=NOTHING,
            kontakt=secret,
            standorte=[street],
            website="https://verborgen.example.org",
        ),
        provider("beispiel-a", "Beispiel A", einwilligung=EVERYTHING, kontakt=named, standorte=[hidden], jobcoaches=["jc-2"]),
        provider("beispiel-b", "Beispiel B", einwilligung=NOTHING, kontakt=secret),
        coach("jc-2", "Ottokar", "Versteckt", "beispiel-a", einwilligung=NOTHING, website="https://versteckt.example.org"),
        coach("jc-3", "Ottilie", "Fremd", "beispiel-a"),
    ]
    secrets = re.compile("geheim|125 099|gundula|verschwiegen|wilhelmine|verborgen|ottokar|versteckt", re.IGNORECASE)
    assert [(path, secrets.findall(text)) for path, text in written(directory(entries)).items() if secrets.search(text)] == []


def test_a_coach_belongs_to_a_provider_only_if_both_say_so() -> None:
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1"]),
        coach("jc-1", "Mia", "Muster", "beispiel-a"),
        coach("jc-2", "Nora", "Muster", "beispiel-a"),
        freelancer("jc-3", "Olga", "Muster"),
    ]
    rows = json.loads(written(directory(entries))["daten/jobcoaches.json"])["jobcoaches"]
    assert [(row["id"], row["anbieter"], row["anbieter_name"]) for row in rows] == [
        ("jc-1", "beispiel-a", "Beispiel A"),
        ("jc-2", None, None),
        ("jc-3", "selbst", None),
    ]


def test_an_address_makes_pages_absolute() -> None:
    published = directory([full()])
    settings = replace(published.settings, adresse="https://example.org/")
    [row] = table(written(replace(published, settings=settings))["daten/anbieter.csv"])
    assert row["seite"] == "https://example.org/anbieter/beispiel-a.html"


def test_the_description_has_every_column_of_every_table() -> None:
    files = written(directory([full()]))
    described = {one["url"]: one["tableSchema"]["columns"] for one in json.loads(files["daten/felder.json"])["tables"]}
    for path, text in files.items():
        if path.endswith(".csv"):
            head = text.removeprefix("\ufeff").split("\r\n")[0].split(";")
            columns = described.pop(path.removeprefix("daten/"))
            assert [column["name"] for column in columns] == head
            # what a strict reader of CSV on the Web compares
            assert all(cell in column["titles"] for cell, column in zip(head, columns, strict=True))
            assert text.split(";")[0] in columns[0]["titles"], "a reader that does not skip the BOM"
    assert described == {}


def test_a_program_that_follows_the_description_reads_every_value() -> None:
    """CSV on the Web: separator, booleans and words as the description names them."""
    files = written(directory([full()]))
    columns = json.loads(files["daten/felder.json"])["tables"][0]["tableSchema"]["columns"]
    [row] = table(files["daten/anbieter.csv"])
    [record] = json.loads(files["daten/anbieter.json"])["anbieter"]
    for column in columns:
        cell, value = row[column["name"]], record[column["name"]]
        words = {one["skos:notation"]: one["skos:prefLabel"] for one in column.get("skos:member", ())}
        if "separator" in column:
            assert (cell.split(column["separator"]) if cell else []) == [words.get(one, one) for one in value]
        elif isinstance(value, bool):
            assert cell == column["datatype"]["format"].split("|")[0 if value else 1]
        elif words:
            assert cell == words[value]


def test_every_field_is_explained_once_with_an_example() -> None:
    for fields in (PROVIDER, COACH, SITE, COVERAGE):
        names = [field.name for field in fields]
        assert len(set(names)) == len(names)
        assert [field.name for field in fields if not (field.titel and field.bedeutung.endswith(".") and field.example)] == []
    shared = {field.name for field in PROVIDER} & {field.name for field in SITE}
    assert shared == set()


def test_the_page_names_every_file_with_its_size_and_every_field() -> None:
    published = directory([full()])
    pages = Renderer(published, ROOT / "templates")
    made = {path: content for path, content in joined(build.data(ROOT, pages, published)) if path.startswith("daten/")}
    html = made.pop("daten/index.html").decode()
    for path, content in made.items():
        if path.startswith("daten/") and not path.endswith((".js", ".html")):
            assert f'href="../{path}"' in html, path
        if path.startswith("daten/") and path.endswith((".csv", "json")) and "felder" not in path:
            row = html[html.index(f'<th scope="row"><a href="../{path}"') :].split("</tr>")[0]
            assert f'<td class="zahl">{max(1, round(len(content) / 1000))} kB</td>' in row
    for field in (*PROVIDER, *COACH, *SITE, *COVERAGE):
        assert f"<code>{field.name}</code>" in html


def test_the_version_of_the_rules_is_the_day_of_their_last_change() -> None:
    days = sorted({rule.gueltig_ab for known in versions().values() for rule in known})
    assert rules_since(days[-1]) == days[-1]
    assert rules_since(days[0].replace(year=days[0].year - 1)) < days[0]

"""Whole data sets for others, with their description: CSV, JSON, GeoJSON, and the same records for the browser's own export.

Only what is released goes in; which fields there are says ``fields``. Addresses below daten/ do not change.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, repeat
from typing import Any, NamedTuple

from landkarte.directory import Directory
from landkarte.directory.coverage import Coverage
from landkarte.ground.scripts import as_json, harmless, named
from landkarte.places.tables import kreise
from landkarte.site.datasets import details, schemas
from landkarte.site.datasets.details import OFFER, REACH
from landkarte.site.datasets.fields import COACH, COVERAGE, PROVIDER, SITE, Field, Fields, Kreiszahlen, Row, Source, rows, sources
from landkarte.site.datasets.sheets import BETWEEN, FORMULA, NO, YES, sheet
from landkarte.standard import rules_since, vocabulary

SCHEMA = "1"
"""Version of the records: a new one whenever a field goes or changes its meaning."""

_PER_ENTRY = "Je Eintrag im Feld lizenz. Nachgeschlagene Punkte: © OpenStreetMap-Mitwirkende, Open Database License (ODbL)."
_COUNTED = "Namen der Kreise: © GeoBasis-DE / BKG 2021, Datenlizenz Deutschland – Namensnennung 2.0, Daten verändert."

File = tuple[str, Iterable[bytes]]


class Table(NamedTuple):
    """What the files about one thing have in common."""

    name: str
    titel: str
    inhalt: str
    lizenz: str
    fields: Fields
    keys: int = 1
    """How many of the first fields tell one record from all others."""


_TABLES = (
    Table("anbieter", "Anbieter", "Alle Anbieter, ein Datensatz je Anbieter.", _PER_ENTRY, PROVIDER),
    Table("standorte", "Standorte", "Ein Punkt je Standort, dazu die Felder des Anbieters.", _PER_ENTRY, SITE),
    Table("jobcoaches", "Jobcoaches", "Alle Jobcoaches, so weit sie es freigegeben haben.", _PER_ENTRY, COACH),
    Table("angebote", "Angebote", "Alle Angebote, ein Datensatz je Angebot.", _PER_ENTRY, OFFER, 2),
    Table("reichweite", "Reichweite", "Wer in welchem Kreis arbeitet und warum, außer bundesweit.", _PER_ENTRY, REACH, 2),
    Table("abdeckung", "Abdeckung", "Zahl der Anbieter je Kreis.", _COUNTED, COVERAGE),
)
_FILES = (
    ("anbieter.csv", "CSV", "anbieter"),
    ("anbieter.json", "JSON", "anbieter"),
    ("anbieter.geojson", "GeoJSON", "standorte"),
    ("jobcoaches.csv", "CSV", "jobcoaches"),
    ("jobcoaches.json", "JSON", "jobcoaches"),
    ("angebote.csv", "CSV", "angebote"),
    ("reichweite.csv", "CSV", "reichweite"),
    ("abdeckung.csv", "CSV", "abdeckung"),
)
_FOLDER = "daten/"


def files(directory: Directory, coverage: Coverage) -> Iterator[File]:
    """Each file as (path in the site, content in pieces); the first is what a page needs of them to hand on the providers that it shows."""
    providers = sources(directory, directory.providers)
    head = _head(directory, "anbieter", PROVIDER + SITE + details.NESTED + details.PAYER + details.LUMP_SUM)
    yield "daten/datensaetze.js", _for_the_browser(head, providers)
    objects = list(_objects(PROVIDER, rows(PROVIDER, providers)))
    yield "daten/anbieter.csv", sheet(PROVIDER, _rows(objects))
    geo = {"type": "FeatureCollection", **head, "beschreibung": schemas.address(directory, "standorte")}
    yield "daten/anbieter.geojson", _list(geo, "features", chain.from_iterable(map(_features, objects, providers)))
    yield "daten/anbieter.json", _list(head, "anbieter", map(_joined, objects, map(details.of_provider, providers)))
    yield "daten/angebote.csv", sheet(OFFER, rows(OFFER, chain.from_iterable(map(details.offers, providers))))
    yield "daten/reichweite.csv", details.reach(providers)
    del objects
    persons = sources(directory, directory.coaches)
    objects = list(_objects(COACH, rows(COACH, persons)))
    yield "daten/jobcoaches.csv", sheet(COACH, _rows(objects))
    whole = map(_joined, objects, map(details.of_coach, persons))
    yield "daten/jobcoaches.json", _list(_head(directory, "jobcoaches", COACH), "jobcoaches", whole)
    counted = [Kreiszahlen(kreis, coverage.counts.kreise[ags]) for ags, kreis in kreise().items()]
    yield "daten/abdeckung.csv", sheet(COVERAGE, rows(COVERAGE, counted))
    yield "daten/felder.json", [_metadata(directory)]


def described(sizes: Mapping[str, int]) -> dict[str, object]:
    """What the page about the data says: every file with its size (bytes, by path), and the fields of every table."""
    tables = {table.name: table for table in _TABLES}
    return {
        "dateien": [(_FOLDER + name, form, tables[about], _size(sizes[_FOLDER + name])) for name, form, about in _FILES],
        "tabellen": _TABLES,
        "vokabular": vocabulary,
        "trenner": BETWEEN.strip(),
    }


def _size(count: int) -> str:
    """Bytes as people read them."""
    return f"{max(1, round(count / 1000))} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB".replace(".", ",")


def _head(directory: Directory, schema: str, fields: Fields) -> dict[str, Any]:
    """What every file says of itself; ``begriffe`` are the words for the keys in it."""
    names = sorted({field.vokabular for field in fields if field.vokabular})
    return {
        "schema": SCHEMA,
        "beschreibung": schemas.address(directory, schema),
        "titel": directory.settings.titel,
        "adresse": directory.settings.adresse or None,
        "stand": directory.today.isoformat(),
        "beispiel_stichtag": directory.settings.beispiel_stichtag.isoformat() if directory.has_examples else None,
        "regelwerk_stand": rules_since(directory.today).isoformat(),
        "lizenz": _PER_ENTRY,
        "felder": f"{directory.settings.adresse}daten/felder.json",
        "begriffe": {name: vocabulary(name).labels for name in names},
    }


def _objects(fields: Fields, found: Iterable[Row]) -> Iterator[str]:
    """Each row as a JSON object."""
    names = [field.name for field in fields]
    return (as_json(dict(zip(names, row, strict=True))) for row in found)


def _rows(objects: Iterable[str]) -> Iterator[Row]:
    """The rows again: to make them anew takes longer, and to keep those of thousands a multiple of the memory."""
    return (list(json.loads(one).values()) for one in objects)


def _joined(one: str, other: str) -> str:
    """An object with the properties of both."""
    return f"{one[:-1]},{other[1:]}"


def _list(head: Mapping[str, Any], name: str, objects: Iterable[str]) -> Iterator[bytes]:
    """An object with the head and a list of ``objects``; in the browser ``templates/static/js/mitnehmen/formate.js``."""
    return chain([f'{as_json(head)[:-1]},"{name}":['.encode()], _between(map(str.encode, objects)), [b"]}"])


def _between(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces with commas between them."""
    return (comma + piece for comma, piece in zip(chain([b""], repeat(b",")), pieces, strict=False))


def _features(provider: str, source: Source) -> Iterator[str]:
    """One point per Standort with the fields of its provider; ``genauigkeit`` says how exact the point is."""
    for place, site in zip(source.listing.places, _objects(SITE, rows(SITE, source.listing.places)), strict=True):
        geometry = f'{{"type":"Point","coordinates":[{place.lon!r},{place.lat!r}]}}'
        yield f'{{"type":"Feature","geometry":{geometry},"properties":{_joined(provider, site)}}}'


def _for_the_browser(head: Mapping[str, Any], providers: Iterable[Source]) -> Iterator[bytes]:
    """All of it without repeating names; rows are in the order of ``directory.providers``, as those of daten/verzeichnis.js.

    Of a Standort longitude and latitude (GeoJSON names them in this order), and the values of SITE.
    """
    fields = [[field.name, field.form, field.vokabular] for field in PROVIDER]
    first = harmless({"kopf": head, "felder": fields, "ortsfelder": [field.name for field in SITE]})
    yield named("datensaetze", first).removesuffix(b"};\n") + b',"zeilen":['
    yield from _between(map(harmless, rows(PROVIDER, providers)))
    yield b'],"orte":['
    yield from _between(harmless([((one.lon, one.lat), *rows(SITE, [one])) for one in source.listing.places]) for source in providers)
    yield b"]," + harmless({"schreibweise": {"zwischen": BETWEEN, "ja": YES, "nein": NO, "formel": FORMULA}})[1:] + b";\n"


def _metadata(directory: Directory) -> bytes:
    """The CSV files as "CSV on the Web" (W3C) describes tables: programs read them with it, people read its descriptions."""
    csv_files = {about: name for name, form, about in _FILES if form == "CSV"}
    tables = [_csvw(csv_files[table.name], table) for table in _TABLES if table.name in csv_files]
    whole = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "dc:title": directory.settings.titel,
        "dc:modified": directory.today.isoformat(),
        "schema:version": SCHEMA,
        "dialect": {"delimiter": ";", "encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": tables,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _csvw(address: str, table: Table) -> dict[str, Any]:
    columns = [_column(field) for field in table.fields]
    # the file begins with a BOM, for Excel; some readers take it for a part of the first head
    columns[0]["titles"].append(f"\ufeff{table.fields[0].name}")
    return {
        "url": address,
        "dc:title": table.titel,
        "dc:description": table.inhalt,
        "dc:rights": table.lizenz,
        "tableSchema": {"columns": columns, "primaryKey": [field.name for field in table.fields[: table.keys]]},
    }


_NUMBER = {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}}
_TYPES: Mapping[str, object] = {"ja_nein": {"base": "boolean", "format": f"{YES}|{NO}"}, "tag": "date", "zahl": _NUMBER}


def _column(field: Field) -> dict[str, Any]:
    """A column; the words that may stand in it are the members of its collection."""
    # a strict reader holds the head of the file against the titles; the German word stands beside it
    titles = list(dict.fromkeys((field.name, field.titel)))
    column: dict[str, Any] = {"name": field.name, "titles": titles, "dc:description": field.bedeutung}
    column["datatype"] = _TYPES.get(field.form, "string")
    if field.form == "liste":
        column["separator"] = BETWEEN
    if field.vokabular:
        column["skos:member"] = [
            {"skos:notation": key, "skos:prefLabel": wert.label, "skos:definition": wert.erklaerung}
            for key, wert in vocabulary(field.vokabular).werte.items()
        ]
    return column

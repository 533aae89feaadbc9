"""JSON Schema (2020-12) of every JSON file below daten/, published as daten/schema/anbieter.json and so on.

What is fixed stands in schemas.json, what the tables of fields and the vocabularies say is added here. More properties may come, so
nothing is closed; a property that goes or changes its meaning changes ``schema``.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from landkarte.directory import Directory
from landkarte.places.reach import REASONS
from landkarte.site.datasets.details import CRITERION, LUMP_SUM, NESTED, PAYER
from landkarte.site.datasets.fields import COACH, PROVIDER, SITE, Field, Fields
from landkarte.standard import stufen, vocabulary

Node = dict[str, Any]

_TEXT: Node = {"type": ["string", "null"]}
_TYPES: dict[str, Node] = {
    "liste": {"type": "string"},
    "ja_nein": {"type": ["boolean", "null"]},
    "tag": {**_TEXT, "format": "date"},
    "zahl": {"type": ["number", "null"]},
    "e164": {**_TEXT, "pattern": r"^\+[1-9][0-9]{4,14}$"},
}


def address(directory: Directory, name: str) -> str:
    """Where the schema of this name lies."""
    return f"{directory.settings.adresse}daten/schema/{name}.json"


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Each schema as (path in the site, content); of what several need it has what it names."""
    found = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    shared = found.pop("") | _made()
    for name, node in found.items():
        parts = {key: shared[key] for key in node["$defs"]}
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": address(directory, name), **node, "$defs": parts}
        yield f"daten/schema/{name}.json", f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _made() -> dict[str, Node]:
    places = {name: {"enum": list(vocabulary(words).werte)} for name, words in (("land", "bundeslaender"), ("amt", "aemter"))}
    whole = {"anbieter": PROVIDER, "jobcoach": COACH, "standort": SITE}
    parts = {"angebot": NESTED, "zahlung": PAYER, "pauschale": LUMP_SUM, "kriterium": CRITERION}  # which leave out what is empty
    return {
        "grund": {"enum": list(REASONS)},
        "kriterien": {"oneOf": [{"const": one.key, "description": one.text} for one in stufen().kriterien.values()]},
        "ort": {"required": ["seite", "name", "land"], "properties": places},
        **{name: _object(fields) | {"required": [field.name for field in fields]} for name, fields in whole.items()},
        **{name: _object(fields) for name, fields in parts.items()},
    }


def _object(fields: Fields) -> Node:
    return {"type": "object", "properties": {field.name: _field(field) for field in fields}}


def _field(field: Field) -> Node:
    several = field.form == "liste"
    keys = list(vocabulary(field.vokabular).werte) if field.vokabular else []
    node = {"enum": keys if several else [*keys, None]} if keys else _TYPES.get(field.form, _TEXT)
    return {"title": field.titel, "description": field.bedeutung, **({"type": "array", "items": node} if several else node)}

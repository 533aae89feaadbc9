"""JSON Schema (2020-12) of every JSON file below daten/, made of the same tables as the files: daten/schema/anbieter.json and so on.

More properties may come, so nothing is closed; a property that goes or changes its meaning changes ``schema``.
"""

import json
from collections.abc import Iterator
from typing import Any

from landkarte.directory import Directory
from landkarte.places.reach import REASONS
from landkarte.site.datasets.details import CRITERION, LUMP_SUM, NESTED, PAYER
from landkarte.site.datasets.fields import COACH, PROVIDER, SITE, Field, Fields
from landkarte.standard import stufen, vocabulary

Node = dict[str, Any]

_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_AGS = {"type": "string", "pattern": "^[0-9]{5}$"}
_DAY = {"type": "string", "format": "date"}
_KM = {"type": "integer", "minimum": 1}
_COUNT = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}
_REASON = {"enum": list(REASONS)}


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Each schema as (path in the site, content)."""
    for name, node in _files().items():
        own = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": address(directory, name)}
        yield f"daten/schema/{name}.json", f"{json.dumps(own | node, ensure_ascii=False, indent=1)}\n".encode()


def address(directory: Directory, name: str) -> str:
    """Where the schema of this name lies."""
    return f"{directory.settings.adresse}daten/schema/{name}.json"


def _files() -> dict[str, Node]:
    offer = _some(NESTED, zahlungen=_many(_some(PAYER)), pauschalen=_many(_some(LUMP_SUM)))
    provider = _object(PROVIDER, kreise=_map(_map(_KM, _AGS), _REASON), ausgenommen=_many(_AGS), angebote=_many(offer))
    coach = _object(COACH, kriterien=_map(_some(CRITERION), {"enum": list(stufen().kriterien)}))
    point = _fixed(type={"const": "Point"}, coordinates={**_many({"type": "number"}), "minItems": 2, "maxItems": 2})
    feature = _fixed(type={"const": "Feature"}, geometry=point, properties=_object(PROVIDER + SITE))
    hit = _many(_fixed({"grund": _REASON, "etwa": {"const": True}}, id=_ID, km=_KM))
    serving = _fixed(regional=_COUNT, bundesweit=_COUNT, anbieter=hit)
    there = _fixed(mit_standort=_many(_ID), von_ausserhalb=_many(_fixed(id=_ID, grund=_REASON)))
    nationwide = _many(_fixed(id=_ID, ausgenommen=_many(_AGS)))
    place: Node = {"seite": _TEXT, "name": _TEXT, "land": {"enum": list(vocabulary("bundeslaender").werte)}}
    amt = {"enum": list(vocabulary("aemter").werte)}
    return {
        "anbieter": _file(**_HEAD, anbieter=_many(provider)),
        "standorte": _file(type={"const": "FeatureCollection"}, **_HEAD, features=_many(feature)),
        "jobcoaches": _file(**_HEAD, jobcoaches=_many(coach)),
        "kreis": _file(
            **place, amt=amt, ags=_AGS, jobcoaching_ap=serving, verwandt=serving, in_der_naehe=_fixed(anzahl=_COUNT, anbieter=hit)
        ),
        "gebiet": _file({"amt": amt}, **place, jobcoaching_ap=there, verwandt=there),
        "bundesweit": _file(jobcoaching_ap=nationwide, verwandt=nationwide),
        "aenderungen": _file(tage=_many(_fixed(tag=_DAY, neu=_many(_ID), geaendert=_many(_ID), gegangen=_many(_ID)))),
    }


_HEAD: Node = {"titel": _TEXT, "regelwerk_stand": _DAY, "lizenz": _TEXT, "felder": _TEXT, "begriffe": {"type": "object"}}
_TYPES: dict[str, Node] = {
    "text": {"type": ["string", "null"]},
    "telefon": {"type": ["string", "null"]},
    "liste": {"type": "string"},
    "ja_nein": {"type": ["boolean", "null"]},
    "tag": {"type": ["string", "null"], "format": "date"},
    "zahl": {"type": ["number", "null"]},
    "e164": {"type": ["string", "null"], "pattern": r"^\+[1-9][0-9]{4,14}$"},
}


def _file(also: Node | None = None, **properties: Node) -> Node:
    return _fixed(also, schema={"const": "1"}, beschreibung=_TEXT, stand=_DAY, **properties)


def _fixed(also: Node | None = None, **properties: Node) -> Node:
    """An object that has these properties, and may have those of ``also``."""
    return {"type": "object", "required": list(properties), "properties": properties | (also or {})}


def _object(fields: Fields, **more: Node) -> Node:
    """An object with all fields; what is ``more`` the browser's own export does not have."""
    return _fixed(more, **{field.name: _field(field) for field in fields})


def _some(fields: Fields, **more: Node) -> Node:
    """An object that leaves out what is empty."""
    return _fixed({field.name: _field(field) for field in fields} | more)


def _many(item: Node) -> Node:
    return {"type": "array", "items": item}


def _map(value: Node, key: Node) -> Node:
    return {"type": "object", "propertyNames": key, "additionalProperties": value}


def _field(field: Field) -> Node:
    several = field.form == "liste"
    node = {"enum": [*vocabulary(field.vokabular).werte, *([] if several else [None])]} if field.vokabular else _TYPES[field.form]
    return {"title": field.titel, "description": field.bedeutung, **(_many(node) if several else node)}

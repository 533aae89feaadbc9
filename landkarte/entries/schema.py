"""JSON Schema of the entries for editors, generated from the model: German titles, what is allowed, examples.

Editors read YAML with its own guessing (32756 is a number, 01067 as well), the directory reads every value as text. The
schema accepts whatever spelling the directory accepts. Where guessing has lost the spelling it accepts more: a PLZ of
four digits may have been written with a leading zero. The rules of the standard are not in it.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from landkarte.entries.fields import described, described_for, title
from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach, Pruefvermerk, adapter
from landkarte.standard import Vokabular, vocabulary

Node = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KINDS = {
    "anbieter": (Anbieter, "Anbieter", "Eintrag einer Organisation in coaches/anbieter."),
    "freiberuflich": (Freiberufler, "Jobcoach, freiberuflich", "Eintrag in coaches/jobcoaches mit anbieter: selbst."),
    "jobcoach": (Jobcoach, "Jobcoach, angestellt", "Eintrag in coaches/jobcoaches; der Anbieter hat einen eigenen Eintrag."),
    "pruefvermerk": (Pruefvermerk, "Prüfvermerk", "Datei in coaches/pruefungen; die Redaktion schreibt sie mit python build.py attest."),
}

_DIGITS = {"type": ["string", "integer"], "minimum": 0}
# What a pattern of the model means to people: other YAML types it can arrive as, examples, what to say when it does not fit.
_PATTERNS: dict[str, tuple[Node, list[Any], str]] = {
    "^[0-9]{5}$": (_DIGITS | {"maximum": 99_999}, ["32756"], "Fünf Ziffern; mit führender Null am besten in Anführungszeichen."),
    "^[0-9]{5}([0-9]{3})?$": (_DIGITS | {"maximum": 99_999_999}, ["05766", "05766020"], "Fünf oder acht Ziffern."),
    "^1:[1-9][0-9]?$": ({"type": ["string"]}, ["1:1"], "Ein Verhältnis wie \"1:1\"."),
    "^[a-z0-9]+(-[a-z0-9]+)*$": (
        {"type": ["string", "number", "boolean"]},
        ["beispiel-coaching-detmold", "jc-7k3m9q"],
        "Kleinbuchstaben, Ziffern und Bindestriche.",
    ),
    "^[0-9a-f]{64}$": ({"type": ["string", "number"]}, [], "Eine SHA-256-Prüfsumme; python build.py attest schreibt sie."),
    "^[A-Za-z0-9](-?[A-Za-z0-9])*$": ({"type": ["string", "number", "boolean"]}, ["beispiel-konto"], "Ein Benutzername."),
}  # fmt: skip
_WHOLE = r"^\s*[+-]?[0-9_]+(\.0*)?\s*$"
_DECIMAL = r"^\s*[+-]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)([eE][+-]?[0-9]+)?\s*$"


def files() -> Iterator[tuple[str, bytes]]:
    """The schema of every kind of entry as (file name, content)."""
    for name, (kind, called, description) in _KINDS.items():
        schema = {"$schema": DIALECT, "title": called, "description": description} | _schema(kind)
        yield f"{name}.schema.json", (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def bare(kind: type) -> Node:
    """What the model says of ``kind``, its sections under $defs; not to be changed, for whoever asks next gets the same."""
    return adapter(kind).json_schema()


def _schema(kind: type) -> Node:
    raw = bare(kind)
    sections = {name: _section(raw_section, described().get(name, {})) for name, raw_section in raw["$defs"].items()}
    schema = _section(raw, described_for(kind)) | {"$defs": sections}
    if kind is Jobcoach:
        schema["properties"]["anbieter"] |= {"not": {"const": "selbst"}}
    return schema


def _section(raw: Node, told: dict[str, str]) -> Node:
    properties = {key: _property(key, value, told.get(key, "")) for key, value in raw["properties"].items()}
    required = {"required": raw["required"]} if "required" in raw else {}
    return {"type": "object", "properties": properties, **required, "additionalProperties": False}


def _property(key: str, raw: Node, text: str) -> Node:
    """A field: its title and description for people, then what may stand there."""
    value = _value({name: part for name, part in raw.items() if name not in ("title", "description", "default")})
    vokabular = _vocabulary(raw)
    description = text or (vokabular.beschreibung if vokabular else "")
    told = {"title": title(key)} | ({"description": description} if description else {})
    default = {"default": raw["default"]} if raw.get("default") not in (None, []) else {}
    return told | value | default


def _value(raw: Node) -> Node:
    if "anyOf" in raw:
        return _or_empty(_value(raw["anyOf"][0]))
    if "vokabular" in raw:
        vokabular = vocabulary(raw["vokabular"])
        labels = [f"{wert.label}: {wert.erklaerung}" for wert in vokabular.werte.values()]
        return {"type": "string", "enum": list(vokabular.werte), "enumDescriptions": labels}
    if "enum" in raw:
        return raw
    if "const" in raw:
        # editors read the version of the model as a number
        return {"enum": [int(raw["const"]), raw["const"]]} if raw["const"].isdigit() else {"const": raw["const"]}
    if "items" in raw:
        return raw | {"items": _value(raw["items"])}
    if "additionalProperties" in raw:
        return raw | {"additionalProperties": _value(raw["additionalProperties"])}
    match raw.get("type"):
        case "string":
            return _text(raw)
        case "integer" | "number" as kind:
            pattern = _WHOLE if kind == "integer" else _DECIMAL
            return raw | {"type": [kind, "string"], "pattern": pattern, "patternErrorMessage": "Eine Zahl."}
        case "boolean":
            return raw | {"type": ["boolean", "string"], "pattern": "^(true|false)$", "patternErrorMessage": "true oder false."}
    return raw


def _or_empty(value: Node) -> Node:
    """Editors tell more of a list of types than of a choice between schemas."""
    if isinstance(value.get("type"), list):
        return value | {"type": [*value["type"], "null"]}
    return {"anyOf": [value, {"type": "null"}]}


def _text(raw: Node) -> Node:
    if raw.get("format") == "date":
        return {
            "type": ["string"],
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "patternErrorMessage": "Ein Datum schreiben Sie als Jahr-Monat-Tag: 2026-10-01.",
            "examples": ["2026-10-01"],
        }
    if raw.get("pattern") in _PATTERNS:
        types, examples, message = _PATTERNS[raw["pattern"]]
        return raw | types | {"patternErrorMessage": message} | ({"examples": examples} if examples else {})
    least, most = raw["minLength"], raw["maxLength"]
    # blanks around a text do not count, which minLength and maxLength could not say
    if least == 1:
        line, told = rf"(?=.*[\p{{L}}\p{{N}}])\S([^\n\r\t]{{0,{most - 2}}}\S)?", f"Eine Zeile mit höchstens {most} Zeichen."
    else:
        line, told = rf"\S[\s\S]{{{least - 2},{most - 2}}}\S", f"{least} bis {most} Zeichen."
    unquoted = ["number", "boolean"] if least < 10 else []
    return {"type": ["string", *unquoted], "pattern": rf"^\s*{line}\s*$", "patternErrorMessage": told}


def _vocabulary(raw: Node) -> Vokabular | None:
    """The vocabulary of a field, through optional ones and lists."""
    if name := raw.get("vokabular"):
        return vocabulary(name)
    inner = [*raw.get("anyOf", ()), *([raw["items"]] if "items" in raw else [])]
    return next((found for part in inner if (found := _vocabulary(part))), None)

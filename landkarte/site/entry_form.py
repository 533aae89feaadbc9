"""The form of eintragen.html as data: every field of the model, every vocabulary, what is said of a wrong value, and who is listed.

The browser builds the form from it and decides with it. There is no other list of fields: what the model has, the form has.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from landkarte.directory import Directory
from landkarte.entries.fields import described, described_for, singular, title
from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach, teile
from landkarte.entries.model.werte import COACH_LETTERS
from landkarte.entries.reading import messages
from landkarte.entries.reading.writer import as_written
from landkarte.entries.released import SCOPES
from landkarte.entries.schema import bare
from landkarte.ground.scripts import pattern, script
from landkarte.ground.signs import NAMES
from landkarte.ground.text import grouped, unique
from landkarte.places.names import kreis_name
from landkarte.places.tables import kreise, kreiswechsel, successors
from landkarte.standard import rules, vocabularies, vocabulary

Node = dict[str, Any]

KINDS: dict[str, tuple[type, str, str]] = {
    "anbieter": (Anbieter, "anbieter", "Organisation, die Jobcoaching anbietet"),
    "freiberuflich": (Freiberufler, "jobcoaches", "Jobcoach, freiberuflich"),
    "jobcoach": (Jobcoach, "jobcoaches", "Jobcoach, bei einem Anbieter angestellt"),
}
"""By the name of the template: the type, the folder of its entries, and how people call themselves."""

_TOLD = (
    "missing", "datum", "datum_kalender", "string_too_short", "string_too_long", "unleserlich", "string_pattern_mismatch",
    "too_short", "too_long", "int_parsing", "float_parsing", "greater_than_equal", "less_than_equal",
)  # fmt: skip
_ALSO_TOLD = {
    "ohne_text": messages.BLANK, "unlesbar": messages.UNREADABLE, "irrefuehrend": messages.MISLEADING, "reserviert": messages.RESERVED,
    "nur_jobcoaches": messages.ONLY_COACHES, "zu_viele": messages.TOO_MANY, "zu_gross": messages.TOO_LARGE,
}  # fmt: skip
_TOP_LEVEL = re.compile(r"^(?:# )?([a-z_0-9]+):", re.MULTILINE)
_REQUIRED = re.compile(r"^# Pflicht\..*\n(?:# .*\n)*([a-z_0-9]+):", re.MULTILINE)
"""What the templates call "Pflicht": the model asks for it, or a rule does."""


def files(
    directory: Directory, vorlagen: Path, conditions: Sequence[Mapping[str, Any]], judged: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """``daten/formular.js``, and what comes with the first question: ``daten/urteil.js``, ``daten/erklaerungen.js``, ``daten/kreise.js``.

    ``vorlagen`` is the folder of the templates, whose order of fields the form keeps; ``conditions`` are the rules that the
    browser judges, ``judged`` what it needs for the others.
    """
    endings = {ending(listing.entry.id) for listing in directory.all}
    yield "daten/formular.js", script("formular", _form(vorlagen, conditions) | {"endungen": sorted(endings)})
    # what is said of the words of a vocabulary, in their order; Land Bayern needs no explanation
    told = {name: [wert.erklaerung for wert in one.werte.values()] for name, one in vocabularies().items() if name != "bundeslaender"}
    yield "daten/erklaerungen.js", script("erklaerungen", told)
    yield "daten/kreise.js", script("kreise", [[ags, kreis_name(ags), kreis.land] for ags, kreis in kreise().items()])
    yield "daten/urteil.js", script("urteilsdaten", judged)


def entries(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """The entries as the form opens them, by the ending of their id: ``dateien/<ending>.js``."""
    kinds = {kind: name for name, (kind, _, _) in KINDS.items()}
    by_ending = grouped((ending(listing.entry.id), listing.entry) for listing in directory.all)
    for end, alike in sorted(by_ending.items()):
        found = {entry.id: {"art": kinds[type(entry)], "daten": as_written(entry)} for entry in alike}
        yield f"dateien/{end}.js", script(f"dateien_{end.replace('-', '_')}", found)


def ending(id_: str) -> str:
    """The last two characters of an id: of ten thousand entries a browser then loads a handful.

    It decides the same in ``templates/static/js/eintragen/bestand.js``.
    """
    return id_[-2:]


def _form(vorlagen: Path, conditions: Sequence[Mapping[str, Any]]) -> Node:
    told = {key: asdict(messages.MESSAGES[key]) for key in _TOLD} | {key: asdict(message) for key, message in _ALSO_TOLD.items()}
    sections: dict[str, list[Node]] = {}
    kinds = {}
    for name, (kind, folder, called) in KINDS.items():
        raw = bare(kind)
        for section, of_section in raw["$defs"].items():
            order = getattr(teile, section).__pydantic_fields__
            sections[section] = _fields(of_section, described().get(section, {}), order, section)
        path = vorlagen / f"{name}.yaml"
        template = path.read_text(encoding="utf-8") if path.is_file() else ""  # the form goes without its order
        order = unique(key for key in (*_TOP_LEVEL.findall(template), *raw["properties"]) if key in raw["properties"])
        own = _fields(raw, described_for(kind), order)
        wanted = _REQUIRED.findall(template)
        own = [node | ({"gefordert": 1} if node["feld"] in wanted else {}) for node in own]
        kinds[name] = {"titel": called, "ordner": folder, "felder": own}
    _ask_organisation_for_less(kinds["anbieter"], sections)
    _mark_demanded(kinds, sections, conditions)
    used = sorted({message["code"] for message in told.values()})
    return {
        "arten": kinds,
        "abschnitte": sections,
        "vokabulare": {name: [[key, wert.label] for key, wert in one.werte.items()] for name, one in vocabularies().items()},
        "frueher": {one.alt: heirs[0] for one in kreiswechsel() if len(heirs := successors(one.alt)) == 1},
        "meldungen": told,
        "formen": messages.FORMS,
        "zeichennamen": NAMES,
        "irrefuehrend": pattern(messages.MISLEADING_SIGNS),
        "stufen": {code: rules()[code].schwere for code in used},
        "tipps": {code: rules()[code].tipp for code in used},
        "reserviert": rules()["FO-03"].werte["reserviert"],
        "nur_jobcoaches": rules()["FO-03"].werte["nur_jobcoaches"],
        "groesse": rules()["FO-01"].werte,
        "zeichen": COACH_LETTERS,
        "kapazitaet_tage": rules()["A-02"].werte["tage"],
        "regeln": [_silent(condition) for condition in conditions],
        "saetze": {condition["code"]: rules()[condition["code"]].satz for condition in conditions},
        "freigaben": SCOPES,
        "anfang": _asked()["anfang"],
        "fragen": _asked()["frage"],
        "textfassung": max((path.stem.removeprefix("einwilligung-") for path in vorlagen.glob("einwilligung-*.md")), default=""),
    }


@cache
def _asked() -> Node:
    """``fragen.toml``, with the sentences of rules where a question has none of its own."""
    raw = tomllib.loads(Path(__file__).with_name("fragen.toml").read_text(encoding="utf-8"))
    for question in raw["frage"]:
        question["saetze"] = [[one.get("satz", rules()[one["regel"]].satz), one["setzt"]] for one in question.get("saetze", ())]
    return raw


def _silent(condition: Any) -> Any:
    """A condition without the words for maintainers, who see the file: the form speaks by the sentence of the rule."""
    if isinstance(condition, Mapping):
        kept = {key: _silent(value) for key, value in condition.items() if key not in ("hinweis", "worte", "teile") and value != ""}
        return kept | ({"sage": ""} if "sage" in condition else {})
    return [_silent(one) for one in condition] if isinstance(condition, (list, tuple)) else condition


def _ask_organisation_for_less(anbieter: Node, sections: dict[str, list[Node]]) -> None:
    """An organisation agrees to no more than has an effect for it: the other words of the Einwilligung are about a person."""
    less = {"nur": [scope for path, scope in SCOPES.items() if path.startswith("kontakt.")], **_asked()["organisation"]}
    consent = next(node for node in anbieter["felder"] if node["feld"] == "einwilligung")
    sections["EinwilligungDerOrganisation"] = [node | (less if node["feld"] == "umfang" else {}) for node in sections[consent["abschnitt"]]]
    consent["abschnitt"] = "EinwilligungDerOrganisation"


def _mark_demanded(kinds: Mapping[str, Node], sections: Mapping[str, list[Node]], conditions: Sequence[Mapping[str, Any]]) -> None:
    """Mark what the model leaves free but a rule may miss as an error, and what it lies in: nobody is told that it is voluntary."""
    for condition in conditions:
        paths = list(_missed(condition, (), ()))
        for kind in condition["arten"]:
            for path in paths:
                nodes = kinds[kind]["felder"]
                for key in path:
                    node = next((one for one in nodes if one["feld"] == key), None)
                    if node is None:
                        break
                    node["bedingt"] = 1
                    nodes = sections.get(node.get("abschnitt") or node.get("teil", {}).get("abschnitt"), [])


def _missed(condition: Mapping[str, Any], at: tuple[str, ...], empty: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths at which ``condition`` says an error because something is not there; ``empty`` are the fields asked to be so."""
    if "sage" in condition:
        if condition["schwere"] == "fehler" and (condition["bei"] in empty or len(empty) == 1):
            yield (*at, *(condition["bei"] if condition["bei"] in empty else empty[0]).split("."))
        return
    at = (*at, *filter(None, (condition.get("je") or condition.get("in") or "").split(".")))
    for test in condition.get("wenn", ()):
        about = test.get("wert", {})
        if (test["ist"] == "leer" and "nicht" not in test) or "ohne" in about:
            empty = (*empty, about.get("feld", ""))
    for inner in condition.get("dann", ()):
        yield from _missed(inner, at, empty)


def _fields(raw: Node, told: Mapping[str, str], order: Iterable[str], section: str = "") -> list[Node]:
    required = raw.get("required", ())
    return [_field(key, raw["properties"][key], told.get(key, ""), key in required, section) for key in order]


def _field(key: str, raw: Node, text: str, required: bool, section: str) -> Node:
    value = _value(raw)
    names = [value.get("vokabular"), value.get("teil", {}).get("vokabular")]
    text = text or next((vocabulary(name).beschreibung for name in names if name), "")
    node: Node = {"feld": key, "titel": title(key)} | ({"text": text} if text else {}) | value
    node |= _asked()["feld"].get(key, {}) | _asked()["feld"].get(f"{section}.{key}", {})
    if required:
        node |= {"pflicht": 1, "gefordert": 1}
    if value["art"] == "liste":
        node["einzeln"] = singular(key)
    return node | ({"vorgabe": str(raw["default"]).lower()} if value["art"] == "wahrheit" and raw.get("default") is not None else {})


def _value(raw: Node) -> Node:
    """What may stand in a field: its ``art``, and the limits that belong to it."""
    if "anyOf" in raw:
        return _value(raw["anyOf"][0])
    if "vokabular" in raw:
        return {"art": "auswahl", "vokabular": raw["vokabular"]}
    if "const" in raw:
        return {"art": "fest", "wert": raw["const"]}
    if "$ref" in raw:
        return {"art": "abschnitt", "abschnitt": raw["$ref"].rpartition("/")[2]}
    match raw["type"]:
        case "array":
            return {"art": "liste", "teil": _value(raw["items"])} | _limits(raw, "minItems", "maxItems")
        case "boolean":
            return {"art": "wahrheit"}
        case "integer":
            return {"art": "ganzzahl"} | _limits(raw, "minimum", "maximum")
        case "number":
            return {"art": "zahl"} | {key: float(limit) for key, limit in _limits(raw, "minimum", "maximum").items()}
    if raw.get("format") == "date":
        return {"art": "datum"}
    if "pattern" in raw:
        return {"art": "muster", "muster": raw["pattern"]} | _limits(raw, "minLength", "maxLength")
    return {"art": "text"} | _limits(raw, "minLength", "maxLength")


def _limits(raw: Node, least: str, most: str) -> Node:
    return {name: raw[key] for name, key in (("mindestens", least), ("hoechstens", most)) if key in raw}

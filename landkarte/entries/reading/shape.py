"""What pydantic says of an entry's shape, told to a social worker: which rule, what is wrong, what is allowed, what was meant.

The form says the same of what is typed: ``templates/static/js/eintragen/werte.js``.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError
from rapidfuzz import process

from landkarte.entries.model import Freiberufler, Jobcoach
from landkarte.entries.reading import meant
from landkarte.entries.reading.messages import BLANK, EMPTY, FORMS, MESSAGES, OTHER
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.ground.text import without_umlauts
from landkarte.standard import rules, vocabularies, vocabulary

_ALLOWED = re.compile(r"'([^']*)'")
_KINDS = ("anbieter", "jobcoach", "pruefvermerk")
_MANY = 8
"""Nobody reads a longer list of fields."""


class Problem(NamedTuple):
    """One problem of shape at a path of the entry."""

    path: KeyPath
    code: str
    message: str
    hint: str = ""
    meant: str = ""
    """The known key that an unknown one probably stands for."""


def problems(error: ValidationError, kind: type) -> Iterator[Problem]:
    """Every problem of ``error``, which arose when reading an entry of type ``kind``."""
    raws = error.errors(include_url=False)
    if any(raw["loc"] == ("art",) and raw["input"] in _KINDS for raw in raws):
        yield Problem(("art",), "FO-02", "art: Ein Eintrag dieser Art gehört nicht in diesen Ordner.")
        return  # every other field would be wrong, too
    unknown = [unknown_key(raw["loc"], kind) for raw in raws if raw["type"] == "unexpected_keyword_argument"]
    yield from unknown
    misspelt = {(*problem.path[:-1], problem.meant) for problem in unknown}
    for raw in raws:
        cascade = raw["loc"] in misspelt or (raw["type"] == "too_short" and raw["input"])
        if raw["type"] != "unexpected_keyword_argument" and not cascade:
            ctx = raw.get("ctx", {})
            if raw["type"] in ("dataclass_type", "tuple_type"):
                ctx = ctx | {"felder": fields(type_at(kind, raw["loc"]))}
            yield _problem(raw["loc"], raw["type"], ctx, raw["input"])


def _problem(path: KeyPath, kind: str, ctx: dict[str, Any], value: object) -> Problem:
    name = _name(path)
    if value is None and kind not in ("missing", "missing_argument"):
        return Problem(path, EMPTY.code, f"{name} {EMPTY.text}", EMPTY.hint)
    told = MESSAGES.get(kind, OTHER)
    has = len(str(value).strip())
    if kind == "string_too_short" and not has:
        told = BLANK
    code = "FO-02" if path in (("art",), ("schema",)) else vocabulary(ctx["name"]).regel if kind == "vokabular" else told.code
    if kind == "vokabular" and (elsewhere := _in_another_list(ctx["name"], str(value))):
        return Problem(path, code, f"{name}: {quoted(value)} gehört nicht hierher, sondern zu {quoted(elsewhere)}.")
    words = ctx | {"wert": quoted(value), "hat": has, "form": FORMS.get(ctx.get("pattern", ""))}
    words |= {"fehlen": ctx.get("min_length", 0) - has, "zuviel": has - (ctx.get("max_length") or 0)}
    hint = told.hint.format_map(words) or _hint(kind, ctx, value)
    return Problem(path, code, f"{name}: {told.text.format_map(words)}", hint)


def _name(path: KeyPath) -> str:
    """The last key of the path, with the position in its list: „sprachen, 2. Angabe“."""
    keys = [part for part in path if isinstance(part, str)]
    label = keys[-1] if keys else "Eintrag"
    return f"{label}, {path[-1] + 1}. Angabe" if path and isinstance(path[-1], int) else label


def unknown_key(path: KeyPath, kind: type) -> Problem:
    """What is wrong with a key that an entry of type ``kind`` has not at this place."""
    key = str(path[-1])
    for code in ("X-02", "B-03", "Q-19"):
        if key.casefold() in rules()[code].werte["schluessel"]:
            return Problem(path, code, f"Das Feld {quoted(key)} ist nicht erlaubt: {rules()[code].titel}.")
    known = fields(type_at(kind, path[:-1]))
    alike = _meant(key, known)
    if kind is Jobcoach and len(path) == 1 and key in fields(Freiberufler):
        return Problem(
            path,
            "FO-04",
            f"Das Feld {quoted(key)} gehört zum Anbieter, nicht zum angestellten Jobcoach.",
            "Tragen Sie es beim Anbieter ein; wer freiberuflich arbeitet, schreibt anbieter: selbst.",
        )
    hint = meant.suggestion(quoted(alike)) if alike else _possible(key, known) if known else ""
    return Problem(path, "FO-04", f"Das Feld {quoted(key)} gibt es hier nicht.", hint, alike or "")


def _possible(key: str, known: list[str]) -> str:
    """The fields that are possible, as far as they can be read at a glance: those spelled most alike."""
    if len(known) <= _MANY:
        return f"Hier sind möglich: {', '.join(known)}."
    nearest = [field for field, *_ in process.extract(key.casefold(), known, limit=_MANY)]
    return f"Hier sind unter anderem möglich: {', '.join(nearest)}. Alle Felder zeigt die Vorlage."


def _meant(word: str, known: list[str]) -> str | None:
    found = process.extractOne(word.casefold(), known, score_cutoff=70)
    return str(found[0]) if found else None


@cache
def fields(kind: type) -> list[str]:
    """The keys of a section of this type."""
    return list(getattr(kind, "__pydantic_fields__", {}))


def type_at(kind: type, path: KeyPath) -> type:
    """The section type at ``path``, through optional fields and lists."""
    here: Any = kind
    for part in path:
        if isinstance(part, str):
            here = here.__pydantic_fields__[part].annotation
        here = next((arg for arg in _flattened(here) if hasattr(arg, "__pydantic_fields__")), object)
    return here if isinstance(here, type) else object


def _flattened(annotation: Any) -> Iterator[Any]:
    yield annotation
    for arg in get_args(annotation):
        yield from _flattened(arg)


def _hint(kind: str, ctx: dict[str, Any], value: object) -> str:
    """What to do, as far as it depends on the value."""
    text = str(value)
    match kind:
        case "literal_error":
            return _hint_among(_ALLOWED.findall(ctx["expected"]), text)
        case "vokabular":
            own = vocabulary(ctx["name"])
            called = [key for key, wert in own.werte.items() if without_umlauts(text) in map(without_umlauts, (wert.label, *wert.synonyme))]
            return _hint_among(list(own.werte), text, called)
        case "datum":
            return meant.suggestion(ctx["gemeint"]) if "gemeint" in ctx else ""
        case "wahrheit":
            return meant.truth(text)
        case "string_pattern_mismatch":
            return _PATTERN_HINTS[ctx["pattern"]](text)
        case "int_parsing" | "int_type" | "int_from_float":
            return meant.number(text, whole=True)
        case "float_parsing" | "float_type" | "finite_number":
            return meant.number(text, whole=False)
        case "tuple_type" if ctx["felder"]:
            return f"Jede Angabe beginnt mit „- “ und hat eigene Felder: {', '.join(ctx['felder'][:_MANY])}."
        case "tuple_type":
            return meant.listed(value) if isinstance(value, str) else ""
        case "dataclass_type":  # a word where fields belong
            hint = meant.span(text) if ctx["felder"] == ["von", "bis"] else ""
            return hint or f"Schreiben Sie darunter, eingerückt: {', '.join(f'{field}: …' for field in ctx['felder'][:_MANY])}"
    return ""


def _in_another_list(name: str, word: str) -> str:
    """The title of the vocabulary that has the word, where the two are easily confused."""
    own = vocabulary(name)
    others = (other.titel for other in vocabularies().values() if word in other.werte and other.regel == own.regel != "FO-10")
    return next(others, "")


def _hint_among(allowed: list[str], word: str, called: Sequence[str] = ()) -> str:
    """Hint at the keys that people call so, else at the one spelled alike, else at all."""
    alike = _meant(word, allowed)
    found = called or ([alike] if alike else [])
    if found:
        return meant.suggestion(" oder ".join(map(quoted, found)))
    return f"Möglich: {', '.join(allowed[:20])}{' …' if len(allowed) > 20 else ''}."


_PATTERN_HINTS: dict[str, Callable[[str], str]] = {
    "^[0-9]{5}$": meant.five_digits,
    "^[0-9]{5}([0-9]{3})?$": meant.municipality,
    "^1:[1-9][0-9]?$": meant.ratio,
    "^[a-z0-9]+(-[a-z0-9]+)*$": lambda text: f"Schreiben Sie zum Beispiel {meant.id_from(text)}.",
    "^[0-9a-f]{64}$": lambda text: "Schreiben Sie den Prüfvermerk mit build.py attest neu.",
    "^[A-Za-z0-9](-?[A-Za-z0-9])*$": lambda text: "Schreiben Sie nur den Namen, ohne @ und ohne Adresse.",
}

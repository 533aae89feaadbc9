"""What pydantic says of an entry's shape, told to a social worker: which rule, what is wrong, what is allowed, what was meant."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError
from rapidfuzz import process

from landkarte.diagnostics import KeyPath, quoted
from landkarte.model import Freiberufler, Jobcoach
from landkarte.standard import rules

_ALLOWED = re.compile(r"'([^']*)'")
_KINDS = ("anbieter", "jobcoach", "pruefvermerk")


@dataclass(frozen=True, slots=True)
class Problem:
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
    unknown = [_unknown_key(raw["loc"], kind) for raw in raws if raw["type"] == "unexpected_keyword_argument"]
    yield from unknown
    meant = {(*problem.path[:-1], problem.meant) for problem in unknown}
    for raw in raws:
        cascade = raw["loc"] in meant or (raw["type"] == "too_short" and raw["input"])
        if raw["type"] != "unexpected_keyword_argument" and not cascade:
            yield _problem(raw["loc"], raw["type"], raw.get("ctx", {}), raw["input"])


def _problem(path: KeyPath, kind: str, ctx: dict[str, Any], value: object) -> Problem:
    name = _name(path)
    if value is None and kind not in ("missing", "missing_argument"):
        return Problem(path, "FO-05", f"{name} ist leer.")
    code, tell = _MESSAGES.get(kind, ("FO-10", _other))
    message, hint = tell(ctx, value)
    if path in (("art",), ("schema",)):
        code = "FO-02"
    return Problem(path, code, f"{name}: {message}", hint)


def _name(path: KeyPath) -> str:
    """The last key of the path, with the position in its list: „sprachen, 2. Angabe“."""
    keys = [part for part in path if isinstance(part, str)]
    label = keys[-1] if keys else "Eintrag"
    return f"{label}, {path[-1] + 1}. Angabe" if path and isinstance(path[-1], int) else label


def _unknown_key(path: KeyPath, kind: type) -> Problem:
    key = str(path[-1])
    for code in ("X-02", "B-03", "Q-19"):
        if key.casefold() in rules()[code].werte["schluessel"]:
            return Problem(path, code, f"Das Feld {quoted(key)} ist nicht erlaubt: {rules()[code].titel}.")
    known = _fields(_type_at(kind, path[:-1]))
    meant = _meant(key, known)
    if kind is Jobcoach and len(path) == 1 and key in _fields(Freiberufler):
        return Problem(
            path,
            "FO-04",
            f"Das Feld {quoted(key)} gehört zum Anbieter, nicht zum angestellten Jobcoach.",
            "Tragen Sie es beim Anbieter ein; wer freiberuflich arbeitet, schreibt anbieter: selbst.",
        )
    hint = f"Meinten Sie {quoted(meant)}?" if meant else f"Hier sind möglich: {', '.join(known)}." if known else ""
    return Problem(path, "FO-04", f"Das Feld {quoted(key)} gibt es hier nicht.", hint, meant or "")


def _meant(word: str, known: list[str]) -> str | None:
    found = process.extractOne(word.casefold(), known, score_cutoff=70)
    return str(found[0]) if found else None


@cache
def _fields(kind: type) -> list[str]:
    return list(getattr(kind, "__pydantic_fields__", {}))


def _type_at(kind: type, path: KeyPath) -> type:
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


def _literal(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    allowed = _ALLOWED.findall(ctx["expected"])
    meant = _meant(str(value), allowed)
    hint = f"Meinten Sie {quoted(meant)}?" if meant else f"Möglich: {', '.join(allowed[:20])}{' …' if len(allowed) > 20 else ''}."
    return f"{quoted(value)} ist hier nicht vorgesehen.", hint


def _date(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    hint = f"Meinten Sie {ctx['gemeint']}?" if "gemeint" in ctx else ""
    return f"{quoted(value)} ist kein Datum der Form JJJJ-MM-TT.", hint


_PATTERNS = {
    "^[0-9]{5}$": "fünf Ziffern",
    "^[0-9]{5}([0-9]{3})?$": "fünf oder acht Ziffern",
    "^1:[1-9][0-9]?$": "ein Verhältnis wie 1:1",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "Kleinbuchstaben, Ziffern und Bindestriche",
    "^[0-9a-f]{64}$": "eine SHA-256-Prüfsumme",
    "^[A-Za-z0-9](-?[A-Za-z0-9])*$": "ein Benutzername",
}


def _pattern(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    return f"{quoted(value)} hat nicht die vorgesehene Form ({_PATTERNS[ctx['pattern']]}).", ""


def _other(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    return f"{quoted(value)} passt hier nicht.", ""


def _fixed(text: str) -> Callable[[dict[str, Any], object], tuple[str, str]]:
    return lambda ctx, value: (text.format(wert=quoted(value), **ctx), "")


_MISSING = ("FO-05", _fixed("Das Feld fehlt."))
_NUMBER = ("FO-10", _fixed("{wert} ist keine Zahl."))
_SECTION = ("FO-10", _fixed("Hier gehört ein Abschnitt mit eingerückten Feldern hin, nicht {wert}."))

_MESSAGES: dict[str, tuple[str, Callable[[dict[str, Any], object], tuple[str, str]]]] = {
    "missing": _MISSING,
    "missing_argument": _MISSING,
    "missing_keyword_only_argument": _MISSING,
    "literal_error": ("FO-10", _literal),
    "wahrheit": ("FO-10", _fixed("{wert} ist weder true noch false.")),
    "datum": ("FO-06", _date),
    "datum_kalender": ("FO-06", _fixed("Den Tag {wert} gibt es nicht.")),
    "string_too_short": ("FO-07", _fixed("Der Text ist zu kurz; es braucht mindestens {min_length} Zeichen.")),
    "string_too_long": ("FO-07", _fixed("Der Text ist zu lang; möglich sind höchstens {max_length} Zeichen.")),
    "string_pattern_mismatch": ("FO-10", _pattern),
    "string_type": ("FO-10", _fixed("Hier gehört ein einzelner Wert hin, keine Liste und kein Abschnitt.")),
    "tuple_type": ("FO-10", _fixed("Hier gehört eine Liste hin: je Zeile ein Strich und ein Wert.")),
    "too_short": ("FO-05", _fixed("Mindestens eine Angabe ist nötig.")),
    "dataclass_type": _SECTION,
    "dict_type": _SECTION,
    "int_parsing": _NUMBER,
    "int_parsing_size": ("FO-10", _fixed("{wert} ist als Zahl zu groß.")),
    "int_type": _NUMBER,
    "int_from_float": ("FO-10", _fixed("{wert} ist keine ganze Zahl.")),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than_equal": ("FO-10", _fixed("{wert} ist kleiner als {ge}.")),
    "less_than_equal": ("FO-10", _fixed("{wert} ist größer als {le}.")),
}

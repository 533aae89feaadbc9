"""What pydantic says of an entry's shape, told to a social worker: which rule, what is wrong, what is allowed, what was meant."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError
from rapidfuzz import process

from landkarte.diagnostics import KeyPath, quoted
from landkarte.load import meant
from landkarte.model import Freiberufler, Jobcoach
from landkarte.standard import rules, vocabularies, vocabulary

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ALLOWED = re.compile(r"'([^']*)'")
_KINDS = ("anbieter", "jobcoach", "pruefvermerk")
_MANY = 8
"""Nobody reads a longer list of fields."""


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
        return Problem(path, "FO-05", f"{name} ist leer.", "Tragen Sie einen Wert ein. Was nicht Pflicht ist, können Sie auch löschen.")
    code, tell = _MESSAGES.get(kind, ("FO-10", _other))
    message, hint = tell(ctx, value)
    if path in (("art",), ("schema",)):
        code = "FO-02"
    if kind == "vokabular":
        code = vocabulary(ctx["name"]).regel
    return Problem(path, code, f"{name}: {message}", hint)


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


def _literal(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    allowed = _ALLOWED.findall(ctx["expected"])
    return _not_among(allowed, value)


def _vocabulary(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    own, word = vocabulary(ctx["name"]), str(value)
    elsewhere = [other.titel for other in vocabularies().values() if word in other.werte and other.regel == own.regel != "FO-10"]
    if elsewhere:
        return f"{quoted(word)} gehört nicht hierher, sondern zu {quoted(elsewhere[0])}.", ""
    called = [key for key, wert in own.werte.items() if plain(word) in map(plain, (wert.label, *wert.synonyme))]
    return _not_among(list(own.werte), value, called)


def _not_among(allowed: list[str], value: object, called: Sequence[str] = ()) -> tuple[str, str]:
    """Hint at the keys that people call so, else at the one spelled alike, else at all."""
    alike = _meant(str(value), allowed)
    found = called or ([alike] if alike else [])
    hint = (
        meant.suggestion(" oder ".join(map(quoted, found)))
        if found
        else f"Möglich: {', '.join(allowed[:20])}{' …' if len(allowed) > 20 else ''}."
    )
    return f"{quoted(value)} ist hier nicht vorgesehen.", hint


def plain(word: str) -> str:
    """``word`` for comparing, in small letters and without umlauts."""
    return word.casefold().translate(_UMLAUTS)


def _date(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    hint = meant.suggestion(ctx["gemeint"]) if "gemeint" in ctx else ""
    return f"{quoted(value)} ist kein Datum der Form JJJJ-MM-TT.", hint


_PATTERNS: dict[str, tuple[str, Callable[[str], str]]] = {
    "^[0-9]{5}$": ("fünf Ziffern", meant.five_digits),
    "^[0-9]{5}([0-9]{3})?$": ("fünf oder acht Ziffern", meant.municipality),
    "^1:[1-9][0-9]?$": ("ein Verhältnis wie 1:1", meant.ratio),
    "^[a-z0-9]+(-[a-z0-9]+)*$": ("Kleinbuchstaben, Ziffern und Bindestriche", meant.new_id),
    "^[0-9a-f]{64}$": ("eine SHA-256-Prüfsumme", lambda text: "Schreiben Sie den Prüfvermerk mit build.py attest neu."),
    "^[A-Za-z0-9](-?[A-Za-z0-9])*$": ("ein Benutzername", lambda text: "Schreiben Sie nur den Namen, ohne @ und ohne Adresse."),
}


def _pattern(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    form, hint = _PATTERNS[ctx["pattern"]]
    return f"{quoted(value)} hat nicht die vorgesehene Form ({form}).", hint(str(value))


def _truth(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    return f"{quoted(value)} ist weder true noch false.", meant.truth(str(value))


def _whole_number(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    return f"{quoted(value)} ist keine ganze Zahl.", meant.number(str(value), whole=True)


def _number(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    return f"{quoted(value)} ist keine Zahl.", meant.number(str(value), whole=False)


def _too_short(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    has, needs = len(str(value).strip()), ctx["min_length"]
    if not has:
        return "Der Text ist leer.", "Schreiben Sie etwas hinein. Was nicht Pflicht ist, können Sie auch löschen."
    return f"Der Text ist zu kurz: Er hat {has} Zeichen, nötig sind mindestens {needs}.", f"Ergänzen Sie mindestens {needs - has} Zeichen."


def _too_long(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    has, limit = len(str(value).strip()), ctx["max_length"]
    return f"Der Text ist zu lang: Er hat {has} Zeichen, möglich sind höchstens {limit}.", f"Kürzen Sie um {has - limit} Zeichen."


def _section(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    """A word where fields belong; ``felder`` are the fields that belong there."""
    hint = meant.span(str(value)) if ctx["felder"] == ["von", "bis"] else ""
    possible = ", ".join(f"{field}: …" for field in ctx["felder"][:_MANY])
    return f"Hier gehören eigene Felder hin, nicht {quoted(value)}.", hint or f"Schreiben Sie darunter, eingerückt: {possible}"


def _list(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    found = "Hier gehört eine Liste hin: je Zeile ein Strich und ein Wert."
    if ctx["felder"]:
        return found, f"Jede Angabe beginnt mit „- “ und hat eigene Felder: {', '.join(ctx['felder'][:_MANY])}."
    return found, meant.listed(value) if isinstance(value, str) else ""


def _other(ctx: dict[str, Any], value: object) -> tuple[str, str]:
    return f"{quoted(value)} passt hier nicht.", ""


def _fixed(text: str, hint: str = "") -> Callable[[dict[str, Any], object], tuple[str, str]]:
    return lambda ctx, value: (text.format(wert=quoted(value), **ctx), hint)


_MISSING = ("FO-05", _fixed("Das Feld fehlt."))
_WHOLE_NUMBER = ("FO-10", _whole_number)
_NUMBER = ("FO-10", _number)
_CHECK = "Prüfen Sie die Zahl und die Einheit."

_MESSAGES: dict[str, tuple[str, Callable[[dict[str, Any], object], tuple[str, str]]]] = {
    "missing": _MISSING,
    "missing_argument": _MISSING,
    "missing_keyword_only_argument": _MISSING,
    "literal_error": ("FO-10", _literal),
    "vokabular": ("FO-10", _vocabulary),
    "wahrheit": ("FO-10", _truth),
    "datum": ("FO-06", _date),
    "datum_kalender": ("FO-06", _fixed("Den Tag {wert} gibt es nicht.", "Prüfen Sie Monat und Tag; die Reihenfolge ist Jahr-Monat-Tag.")),
    "string_too_short": ("FO-07", _too_short),
    "string_too_long": ("FO-07", _too_long),
    "unleserlich": (
        "FO-07",
        _fixed("{wert} ist nicht lesbar.", "Schreiben Sie in eine einzige Zeile, mit Buchstaben oder Ziffern."),
    ),
    "string_pattern_mismatch": ("FO-10", _pattern),
    "string_type": (
        "FO-10",
        _fixed(
            "Hier gehört ein einzelner Wert hin, keine Liste und keine eigenen Felder.", "Schreiben Sie den Wert hinter den Doppelpunkt."
        ),
    ),
    "tuple_type": ("FO-10", _list),
    "too_short": ("FO-05", _fixed("Mindestens eine Angabe ist nötig.")),
    "too_long": ("FO-07", _fixed("Das sind zu viele Angaben; möglich sind höchstens {max_length}.", "Fassen Sie Angaben zusammen.")),
    "dataclass_type": ("FO-10", _section),
    "dict_type": ("FO-10", _fixed("Hier gehören eingerückte Zeilen hin, nicht {wert}.")),
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": ("FO-10", _fixed("{wert} ist als Zahl zu groß.", _CHECK)),
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than_equal": ("FO-10", _fixed("{wert} ist kleiner als {ge}.", _CHECK)),
    "less_than_equal": ("FO-10", _fixed("{wert} ist größer als {le}.", _CHECK)),
}

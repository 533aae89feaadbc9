"""How the data of conditions are judged: filled in for one version of a rule, and read as functions.

The words and what they mean are in ``conditions``; the other half of them is in ``templates/static/js/eintragen/bedingungen.js``.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter, ge, gt, lt
from typing import Any

from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.judging.world import Found
from landkarte.standard import Regel, vocabulary
from landkarte.standard.days import months_old, older_than_days

Data = dict[str, Any]
Get = Callable[[Any, date, Any], Any]
"""From an item, the day and the item's entry to a value or a truth."""
Judge = Callable[[Any, date, Any], Sequence[Found]]
"""From the same to what is found."""

KINDS: dict[str, type] = {"anbieter": Anbieter, "freiberuflich": Freiberufler, "jobcoach": Jobcoach}
"""The kinds of entry by the names that conditions use."""
_PART = re.compile(r"\{([a-z_.]+):?([a-z_]*)\}")
_COMPARED = {"kleiner": lt, "groesser": gt, "mindestens": ge}
_PASSED = {"monate": months_old, "tage": older_than_days}


def filled(data: Any, regel: Regel) -> Any:
    """A condition, or a part of it, with the thresholds and words of this version of a rule."""
    match data:
        case {"schwelle": key}:
            return regel.werte[key]
        case {"werte": key, "ausser": besides}:
            found, left_out = regel.werte[key], regel.werte.get(besides, ())
            return [one for one in ([found] if isinstance(found, (str, int)) else found) if one not in left_out]
        case {"regel": key}:
            return getattr(regel, key)
        case {"sage": text}:
            vocabularies = {form for name, form in _PART.findall(text) if not name.startswith("regel.") and form not in ("", *_SPELLED)}
            words = {form: vocabulary(form).labels for form in sorted(vocabularies)}
            return {key: filled(value, regel) for key, value in data.items()} | {"worte": words}
        case dict():
            return {key: filled(value, regel) for key, value in data.items()}
        case list():
            return [filled(value, regel) for value in data]
        case str() if "{regel." in data:
            return _PART.sub(lambda part: _spelled(regel.werte[part[1][6:]], part[2]) if part[1][:6] == "regel." else part[0], data)
    return data


_SPELLED: dict[str, Callable[[Any], str]] = {
    "zahl": lambda value: f"{value:g}".replace(".", ","),
    "zitat": quoted,
    "und": lambda values: " und ".join(map(str, values)),
}


def _spelled(value: Any, form: str) -> str:
    if form in _SPELLED:
        return _SPELLED[form](value)
    values = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return ", ".join(vocabulary(form).label(one) if form else str(one) for one in values)


def _path(dotted: str) -> KeyPath:
    return tuple(dotted.split(".")) if dotted else ()


def below(prefix: KeyPath, one: Found) -> Found:
    """What was found in a part, seen from where the part is."""
    return Found((*prefix, *one.path), one.message, one.hint, one.level)


def _getter(path: str) -> Callable[[Any], Any]:
    keys = path.split(".")
    if len(keys) == 1:
        return attrgetter(path) if path else lambda item: item

    def get(item: Any) -> Any:
        for key in keys:
            item = getattr(item, key, None)
        return item

    return get


def _value(data: Data) -> Get:
    if "heute" in data:
        return lambda item, day, entry: day
    if "fest" in data:
        fixed = data["fest"] if not isinstance(data["fest"], str) else date.fromisoformat(data["fest"])
        return lambda item, day, entry: fixed
    get = _getter(data["feld"])
    match data:
        case {"vom": "eintrag"}:
            return lambda item, day, entry: get(entry)
        case {"als": "anzahl"}:
            return lambda item, day, entry: len(set(get(item)))
        case {"zaehle": [test]}:
            holds = _test(test)
            return lambda item, day, entry: sum(holds(one, day, entry) for one in get(item))
        case {"als": "jahre_her"}:
            more = data.get("plus", 0) - data.get("minus", 0)
            return lambda item, day, entry: None if (year := get(item)) is None else day.year - year + more
        case {"als": "teilnehmende"}:
            return lambda item, day, entry: int(ratio[2:]) if (ratio := get(item)) else None
        case {"ohne": keys}:
            return lambda item, day, entry: [key for key in keys if key not in known] if (known := get(item)) else keys
        case {"genannt": keys}:
            return lambda item, day, entry: [key for key in keys if getattr(item, key)]
    return lambda item, day, entry: get(item)


def _test(data: Data) -> Get:
    holds = _affirmed(data)
    return (lambda item, day, entry: not holds(item, day, entry)) if data.get("nicht") else holds


def _affirmed(data: Data) -> Get:
    how, keys = data["ist"], data.get("von", ())
    inner = [_test(one) for one in data.get("fuer", ())]
    if how == "oder":
        return lambda item, day, entry: any(holds(item, day, entry) for holds in inner)
    if how == "art":
        kinds = tuple(KINDS[name] for name in keys)
        return lambda item, day, entry: isinstance(entry, kinds)
    value = _value(data["wert"])
    match how:
        case "leer":  # false and 0 are statements
            return lambda item, day, entry: not (one := value(item, day, entry)) and one != 0
        case "wahr" | "falsch":
            truth = how == "wahr"
            return lambda item, day, entry: value(item, day, entry) is truth
        case "eines":
            return lambda item, day, entry: value(item, day, entry) in keys
        case "anderes":
            return lambda item, day, entry: (one := value(item, day, entry)) is not None and one not in keys
        case "ausserhalb":
            least, most = keys
            return lambda item, day, entry: (one := value(item, day, entry)) is not None and not least <= one <= most
        case "ungeordnet":
            return lambda item, day, entry: list(known := value(item, day, entry)) != [key for key in keys if key in known]
        case "enthaelt":
            apart = frozenset(keys).isdisjoint
            return lambda item, day, entry: not apart(value(item, day, entry))
        case "sagt":
            return lambda item, day, entry: any(map(value(item, day, entry).casefold().__contains__, keys))
        case "gibt":
            return lambda item, day, entry: any(inner[0](one, day, entry) for one in value(item, day, entry))
    limit = _value(data["als"])
    if how in _PASSED:
        passed = _PASSED[how]
        return lambda item, day, entry: (one := value(item, day, entry)) is not None and passed(one, day, limit(item, day, entry))
    compare = _COMPARED[how]

    def compared(item: Any, day: date, entry: Any) -> bool:
        one = value(item, day, entry)
        other = None if one is None else limit(item, day, entry)
        return other is not None and compare(one, other)

    return compared


def judged(data: Data) -> Judge:
    """A function that judges items by a condition that is filled in."""
    if "sage" in data:
        return _speaker(data)
    judges = [judged(one) for one in data["dann"]]

    def all_speak(item: Any, day: date, entry: Any) -> Sequence[Found]:
        return [one for judge in judges for one in judge(item, day, entry)]

    judge = judges[0] if len(judges) == 1 else all_speak
    match data:
        case {"erste": _}:

            def one_speaks(item: Any, day: date, entry: Any) -> Sequence[Found]:
                for judge in judges:
                    if found := judge(item, day, entry):
                        return found
                return ()

            return one_speaks
        case {"wenn": tests}:
            held = [_test(one) for one in tests]

            def tested(item: Any, day: date, entry: Any) -> Sequence[Found]:
                for holds in held:  # not all(): with it all rules together take a fifth longer
                    if not holds(item, day, entry):
                        return ()
                return judge(item, day, entry)

            return tested
        case {"je": key, "leistungsart": leistungsart}:
            return lambda item, day, entry: [
                below((key, number), found)
                for number, one in enumerate(getattr(item, key))
                if not leistungsart or one.leistungsart == leistungsart
                for found in judge(one, day, entry)
            ]
        case {"in": path}:
            section, at = _getter(path), _path(path)

            def inside(item: Any, day: date, entry: Any) -> Sequence[Found]:
                part = section(item)
                found = () if part is None else judge(part, day, entry)
                return [below(at, one) for one in found] if found else ()

            return inside
        case {"einmal": path, "kennung": key}:
            get, own = _getter(path), _getter(key)

            def twice(item: Any, day: date, entry: Any) -> Sequence[Found]:
                elements = get(item)
                keys = [own(one) for one in elements]
                if len(keys) == len(set(keys)):
                    return ()
                again = [number for number, one in enumerate(keys) if one in keys[:number]]
                return [below((path, number), found) for number in again for found in judge(elements[number], day, entry)]

            return twice
    return judge


def _speaker(data: Data) -> Judge:
    path, text, parts = _path(data["bei"]), data["sage"], data["teile"]
    values = {name: _value(parts.get(name) or {"feld": "" if name == "wert" else name}) for name, _ in _PART.findall(text)}

    def said(*where: Any) -> Sequence[Found]:
        message = _PART.sub(lambda part: _spelled(values[part[1]](*where), part[2]), text)
        return (Found(path, message, data["hinweis"], data["schwere"]),)

    return said

"""Rules as data: conditions that this program and a form in the browser (``templates/static/js/bedingungen.js``) judge alike.

A condition is called like a rule's function; ``data`` describes it with the rule's thresholds and texts filled in, ready for JSON.
A rule that needs no more than the entry and the day is put together from the words below; what they cannot say stays a function.
A new word needs its lines in ``_value``, ``_affirmed`` or ``_judged`` here and in the script; ``tests/browser/test_bedingungen.py``
compares both.

A path such as ``konditionen.stundensatz_eur`` leads from the item at hand (the entry, an element of ``each``, the section of ``within``)
to a value, which is None where a part of the path is missing; "" is the item itself. Thresholds are named by their key in the rule's
``werte``. Texts have parts in braces: a path, ``wert`` for the item, ``regel.`` with the key of a threshold, or what ``found`` is
given. After a colon stands their spelling: ``zahl``, ``zitat``, ``und``, or the vocabulary whose labels are meant.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter, ge, gt, lt
from typing import Any

from landkarte.check.world import Found, OfferRule, Rule, World
from landkarte.days import months_old, older_than_days
from landkarte.diagnostics import KeyPath, quoted
from landkarte.model import Anbieter, Eintrag, Freiberufler, Jobcoach, Leistungserbringer, Person
from landkarte.standard import Level, Regel, vocabulary

Data = dict[str, Any]
Get = Callable[[Any, date, Any], Any]
"""From an item, the day and the item's entry to a value or a truth."""
Judge = Callable[[Any, date, Any], Sequence[Found]]
"""From the same to what is found."""

_KINDS: dict[str, type] = {"anbieter": Anbieter, "freiberuflich": Freiberufler, "jobcoach": Jobcoach}
_PART = re.compile(r"\{([a-z_.]+):?([a-z_]*)\}")
_COMPARED = {"kleiner": lt, "groesser": gt, "mindestens": ge}
_PASSED = {"monate": months_old, "tage": older_than_days}


@dataclass(frozen=True, slots=True)
class Condition:
    """What is found in an item, as data with open thresholds."""

    described: Data
    kind: type = Eintrag
    """As a rule: whom it is about."""

    def data(self, regel: Regel) -> Data:
        """The condition with the thresholds and texts of this version of a rule."""
        arten = [name for name, kind in _KINDS.items() if issubclass(kind, self.kind)]
        return {"arten": arten, "dann": [_filled(self.described, regel)]}

    def of(self, regel: Regel) -> Judge:
        """A function that judges items by this version of a rule."""
        return _judge(_filled(self.described, regel))

    def __call__(self, entry: Eintrag, world: World, regel: Regel) -> Iterable[Found]:
        """Judge one entry; for many, ``of`` prepares it once."""
        return self.of(regel)(entry, world.day_for(entry), entry) if isinstance(entry, self.kind) else ()


# What a test looks at: a path, or one of these.

TODAY: Data = {"heute": True}


def field(path: str, otherwise: float | None = None) -> Data:
    """The value at ``path``; ``otherwise`` is the number that the model puts where nothing is written."""
    return {"feld": path} if otherwise is None else {"feld": path, "sonst": otherwise}


def of_entry(path: str) -> Data:
    """The value at ``path`` of the whole entry."""
    return {"feld": path, "vom": "eintrag"}


def count(path: str) -> Data:
    """How many different values a list has."""
    return {"feld": path, "als": "anzahl"}


def participants(path: str) -> Data:
    """The 4 of "1:4"."""
    return {"feld": path, "als": "teilnehmende"}


def missing(path: str, keys: str | Sequence[str], besides: str = "") -> Data:
    """Which of ``keys`` a list does not have; those of the threshold ``besides`` do not count."""
    return {"feld": path, "ohne": _keys(keys, besides)}


def named(*keys: str) -> Data:
    """Which of these fields are filled in."""
    return {"feld": "", "genannt": list(keys)}


def _wert(what: str | Data) -> Data:
    return field(what) if isinstance(what, str) else what


def _keys(keys: str | Sequence[Any], besides: str = "") -> Any:
    return {"werte": keys, "ausser": besides} if isinstance(keys, str) else list(keys)


# Tests.


def absent(what: str | Data) -> Data:
    """Nothing is stated; false and 0 are statements."""
    return {"ist": "leer", "wert": _wert(what)}


def given(what: str | Data) -> Data:
    """Something is stated."""
    return unless(absent(what))


def true(path: str) -> Data:
    """Said to be so."""
    return {"ist": "wahr", "wert": field(path)}


def false(path: str) -> Data:
    """Said not to be so; of no use where the model puts false if nothing is written."""
    return {"ist": "falsch", "wert": field(path)}


def one_of(what: str | Data, keys: str | Sequence[str]) -> Data:
    """The value is among ``keys``: those of a threshold, or these very ones."""
    return {"ist": "eines", "wert": _wert(what), "von": _keys(keys)}


def other_than(what: str | Data, keys: str | Sequence[str]) -> Data:
    """A value is stated, and none of ``keys``."""
    return {"ist": "anderes", "wert": _wert(what), "von": _keys(keys)}


def less(what: str | Data, limit: str | float | Data) -> Data:
    """A number or a day is before a threshold, a number or another value; what is not stated is not compared."""
    return _compared("kleiner", what, limit)


def more(what: str | Data, limit: str | float | Data) -> Data:
    """A number or a day is after it."""
    return _compared("groesser", what, limit)


def at_least(what: str | Data, limit: str | float | Data) -> Data:
    """A number or a day is not before it."""
    return _compared("mindestens", what, limit)


def months_gone(path: str, months: str) -> Data:
    """So many months have passed since the day at ``path``."""
    return _compared("monate", path, months)


def days_gone(path: str, days: str) -> Data:
    """More than so many days have passed since the day at ``path``."""
    return _compared("tage", path, days)


def _compared(how: str, what: str | Data, limit: str | float | Data) -> Data:
    against = {"fest": {"schwelle": limit} if isinstance(limit, str) else limit}
    return {"ist": how, "wert": _wert(what), "als": limit if isinstance(limit, dict) else against}


def outside(path: str, ends: str) -> Data:
    """A number is stated and does not lie between the two ends of the threshold."""
    return {"ist": "ausserhalb", "wert": field(path), "von": _keys(ends)}


def out_of_order(path: str, order: str) -> Data:
    """The values of a list do not stand once each in the order of the threshold."""
    return {"ist": "ungeordnet", "wert": field(path), "von": _keys(order)}


def some(what: str | Data, test: Data) -> Data:
    """``test`` holds for an element of a list."""
    return {"ist": "gibt", "wert": _wert(what), "fuer": [test]}


def only(path: str, test: Data) -> Data:
    """``test`` holds for every element of a list."""
    return unless(some(path, unless(test)))


def includes(what: str | Data, keys: str | Sequence[str]) -> Data:
    """A list has one of ``keys``."""
    return {"ist": "enthaelt", "wert": _wert(what), "von": _keys(keys)}


def unless(test: Data) -> Data:
    """``test`` does not hold."""
    return {**test, "nicht": not test.get("nicht", False)}


def either(*tests: Data) -> Data:
    """One of the tests holds."""
    return {"ist": "oder", "fuer": list(tests)}


def of_kind(kind: type) -> Data:
    """The entry is an instance of this class of the model."""
    return {"ist": "art", "von": [name for name, known in _KINDS.items() if issubclass(known, kind)]}


# What is found, and where.


def found(at: str, text: str, *tests: Data, hint: str = "", level: Level | None = None, **parts: Data) -> Condition:
    """``text`` is found at the path ``at`` if all tests hold; ``parts`` are those parts of it that are no paths."""
    said = {"bei": at, "sage": text, "teile": parts, "hinweis": hint or {"regel": "tipp"}, "schwere": level or {"regel": "schwere"}}
    return when(*tests, then=Condition(said)) if tests else Condition(said)


def when(*tests: Data, then: Condition) -> Condition:
    """What ``then`` finds if all tests hold."""
    return Condition({"wenn": list(tests), "dann": [then.described]})


def first(*conditions: Condition) -> Condition:
    """What the first condition finds that finds anything."""
    return Condition({"erste": True, "dann": [one.described for one in conditions]})


def every(*conditions: Condition) -> Condition:
    """What all conditions find."""
    return Condition({"dann": [one.described for one in conditions]})


def each(key: str, *conditions: Condition, leistungsart: str = "") -> Condition:
    """What is found in the elements of a list, or in those of this ``leistungsart``."""
    return Condition({"je": key, "leistungsart": leistungsart, "dann": [one.described for one in conditions]})


def within(path: str, *conditions: Condition) -> Condition:
    """What is found in a section, where there is one."""
    return Condition({"in": path, "dann": [one.described for one in conditions]})


def once(path: str, key: str = "") -> Condition:
    """No two elements of a list are the same, or have the same ``key``."""
    return Condition({"einmal": path, "kennung": key, "dann": [found("", f"{path}: {{{key or 'wert'}:zitat}} steht zweimal.").described]})


def required(path: str, text: str = "", hint: str = "", level: Level | None = None) -> Condition:
    """Something is stated."""
    return found(path, text or f"{path} fehlt.", absent(path), hint=hint, level=level)


def is_true(key: str) -> Condition:
    """Said to be so."""
    return when(unless(true(key)), then=every(required(key), found(key, f"{key} ist false.", false(key))))


def is_as_wanted(key: str) -> Condition:
    """The value that the threshold of the same name wants."""
    other = found(key, f"{key} ist {{{key}}}, vorgesehen ist {{regel.{key}}}.", other_than(key, key))
    return when(unless(one_of(key, key)), then=every(required(key), other))


def complete(key: str, keys: str, besides: str = "", level: Level | None = None) -> Condition:
    """A list has all ``keys``; it and its vocabulary have the same name."""
    lacking = missing(key, keys, besides)
    return found(key, f"Bei {key} fehlt: {{fehlt:{key}}}.", given(lacking), level=level, fehlt=lacking)


def not_ahead(key: str, hint: str = "") -> Condition:
    """A day is not in the future."""
    return found(key, f"{key}: Der Tag {{{key}}} liegt in der Zukunft.", more(key, TODAY), hint=hint)


def in_bounds(path: str, what: str, *bounds: str) -> Condition:
    """A Spanne goes from less to more, and from the threshold ``mindestens`` to ``hoechstens``, or keeps one of these ``bounds``."""
    von = field("von", 0)
    ends = {
        "mindestens": found("von", f"{what}: {{von:zahl}} ist weniger als {{regel.mindestens:zahl}}.", less(von, "mindestens"), von=von),
        "hoechstens": found("bis", f"{what}: {{bis:zahl}} ist mehr als {{regel.hoechstens:zahl}}.", more("bis", "hoechstens")),
    }
    swapped = found("von", f"{what}: von ({{von:zahl}}) ist größer als bis ({{bis:zahl}}).", more("von", field("bis")))
    return within(path, first(swapped, every(*(ends[bound] for bound in bounds))))


# Whom a rule is about; for functions, too.


def each_coach(judge: Callable[[Any, World, Regel], Iterable[Found]]) -> Rule:
    """A rule on entries that judges every coach, employed or freelance."""
    return _of(Person, judge)


def each_provider(judge: Callable[[Any, World, Regel], Iterable[Found]]) -> Rule:
    """A rule on entries that judges every provider, organisation or freelancer."""
    return _of(Leistungserbringer, judge)


def _of(kind: type, judge: Callable[[Any, World, Regel], Iterable[Found]]) -> Rule:
    if isinstance(judge, Condition):
        return replace(judge, kind=kind)
    return lambda entry, world, regel: judge(entry, world, regel) if isinstance(entry, kind) else ()


def each_offer(judge: Condition | OfferRule) -> Rule:
    """A rule on entries that judges every Angebot."""
    if isinstance(judge, Condition):
        return each_provider(each("angebote", judge))

    def judged(entry: Any, world: World, regel: Regel) -> Iterable[Found]:
        offers = enumerate(entry.angebote)
        return [_below(("angebote", number), one) for number, offer in offers for one in judge(offer, entry, world, regel)]

    return each_provider(judged)


def each_jobcoaching_ap(condition: Condition) -> Rule:
    """A rule on entries that judges every Angebot that is JobcoachingAP itself."""
    return each_provider(each("angebote", condition, leistungsart="jobcoaching_ap"))


def each_process(condition: Condition) -> Rule:
    """A rule on entries that judges ``prozess`` of every Angebot that is JobcoachingAP, where it is stated."""
    return each_jobcoaching_ap(within("prozess", condition))


# Filled in for one version of a rule, and read as functions: the other half of the same words is in the script.


def _filled(data: Any, regel: Regel) -> Any:
    match data:
        case {"schwelle": key}:
            return regel.werte[key]
        case {"werte": key, "ausser": besides}:
            found, left_out = regel.werte[key], regel.werte.get(besides, ())
            return [one for one in ([found] if isinstance(found, str) else found) if one not in left_out]
        case {"regel": key}:
            return getattr(regel, key)
        case {"sage": text}:
            vocabularies = {form for name, form in _PART.findall(text) if not name.startswith("regel.") and form not in ("", *_SPELLED)}
            words = {form: {key: wert.label for key, wert in vocabulary(form).werte.items()} for form in sorted(vocabularies)}
            return {key: _filled(value, regel) for key, value in data.items()} | {"worte": words}
        case dict():
            return {key: _filled(value, regel) for key, value in data.items()}
        case list():
            return [_filled(value, regel) for value in data]
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


def _below(prefix: KeyPath, one: Found) -> Found:
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
        return lambda item, day, entry: data["fest"]
    get = _getter(data["feld"])
    match data:
        case {"vom": "eintrag"}:
            return lambda item, day, entry: get(entry)
        case {"als": "anzahl"}:
            return lambda item, day, entry: len(set(get(item)))
        case {"als": "teilnehmende"}:
            return lambda item, day, entry: int(ratio[2:]) if (ratio := get(item)) else None
        case {"ohne": keys}:
            return lambda item, day, entry: [key for key in keys if key not in known] if (known := get(item)) else keys
        case {"genannt": keys}:
            return lambda item, day, entry: [key for key in keys if getattr(item, key)]
    return lambda item, day, entry: get(item)


def _test(data: Data) -> Get:
    """Plain fields are looked up without going through ``_value``: most tests are about one, and a call takes longer than they do."""
    how, wanted = data["ist"], not data.get("nicht", False)
    inner = [_test(one) for one in data.get("fuer", ())]
    if how == "oder":
        return lambda item, day, entry: any(holds(item, day, entry) for holds in inner) is wanted
    if how == "art":
        kinds = tuple(_KINDS[name] for name in data["von"])
        return lambda item, day, entry: isinstance(entry, kinds) is wanted
    value, keys, plain = _value(data["wert"]), data.get("von", ()), data["wert"].keys() <= {"feld", "sonst"}
    get = _getter(data["wert"]["feld"])
    match how:
        case "leer" if plain:
            return lambda item, day, entry: (not (one := get(item)) and one != 0) is wanted
        case "leer":
            return lambda item, day, entry: (not value(item, day, entry)) is wanted
        case "wahr" | "falsch":
            truth = how == "wahr"
            return lambda item, day, entry: (get(item) is truth) is wanted
        case "eines" if plain:
            return lambda item, day, entry: (get(item) in keys) is wanted
        case "eines":
            return lambda item, day, entry: (value(item, day, entry) in keys) is wanted
        case "anderes":
            return lambda item, day, entry: ((one := value(item, day, entry)) is not None and one not in keys) is wanted
        case "ausserhalb":
            least, most = keys
            return lambda item, day, entry: ((one := value(item, day, entry)) is not None and not least <= one <= most) is wanted
        case "ungeordnet":
            return lambda item, day, entry: (list(known := get(item)) != [key for key in keys if key in known]) is wanted
        case "enthaelt":
            apart = frozenset(keys).isdisjoint
            return lambda item, day, entry: (not apart(value(item, day, entry))) is wanted
        case "gibt":
            holds = inner[0]

            def exists(item: Any, day: date, entry: Any) -> bool:
                for one in value(item, day, entry):
                    if holds(one, day, entry):
                        return wanted
                return not wanted

            return exists
    limit, against = _value(data["als"]), data["als"].get("fest")
    if how in _PASSED:
        passed = _PASSED[how]
        return lambda item, day, entry: ((one := get(item)) is not None and passed(one, day, against)) is wanted
    compare = _COMPARED[how]
    if plain and against is not None:
        return lambda item, day, entry: ((one := get(item)) is not None and compare(one, against)) is wanted

    def compared(item: Any, day: date, entry: Any) -> bool:
        one = get(item) if plain else value(item, day, entry)
        other = None if one is None else limit(item, day, entry)
        return (other is not None and compare(one, other)) is wanted

    return compared


def _judge(data: Data) -> Judge:
    if "sage" in data:
        return _speaker(data)
    judges = [_judge(one) for one in data["dann"]]

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
            test, *others = [_test(one) for one in tests]
            if not others:
                return lambda item, day, entry: judge(item, day, entry) if test(item, day, entry) else ()

            def tested(item: Any, day: date, entry: Any) -> Sequence[Found]:
                if not test(item, day, entry):
                    return ()
                for holds in others:
                    if not holds(item, day, entry):
                        return ()
                return judge(item, day, entry)

            return tested
        case {"je": key, "leistungsart": leistungsart}:
            return lambda item, day, entry: [
                _below((key, number), found)
                for number, one in enumerate(getattr(item, key))
                if not leistungsart or one.leistungsart == leistungsart
                for found in judge(one, day, entry)
            ]
        case {"in": path}:
            section, at = _getter(path), _path(path)

            def inside(item: Any, day: date, entry: Any) -> Sequence[Found]:
                part = section(item)
                found = () if part is None else judge(part, day, entry)
                return [_below(at, one) for one in found] if found else ()

            return inside
        case {"einmal": path, "kennung": key}:
            get, own = _getter(path), _getter(key)

            def twice(item: Any, day: date, entry: Any) -> Sequence[Found]:
                elements = get(item)
                keys = [own(one) for one in elements]
                if len(keys) == len(set(keys)):
                    return ()
                again = [number for number, one in enumerate(keys) if one in keys[:number]]
                return [_below((path, number), found) for number in again for found in judge(elements[number], day, entry)]

            return twice
    return judge


def _speaker(data: Data) -> Judge:
    path, text, parts = _path(data["bei"]), data["sage"], data["teile"]
    values = {name: _value(parts.get(name) or field("" if name == "wert" else name)) for name, _ in _PART.findall(text)}

    def said(*where: Any) -> Sequence[Found]:
        message = _PART.sub(lambda part: _spelled(values[part[1]](*where), part[2]), text)
        return (Found(path, message, data["hinweis"], data["schwere"]),)

    return said

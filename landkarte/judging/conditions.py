"""Rules as data: conditions that this program and a form in the browser (``templates/static/js/eintragen/bedingungen.js``) judge alike.

The rules call this module ``c``. A condition is called like a rule's function; ``data`` describes it with the rule's thresholds and texts
filled in, ready for JSON. A rule that needs no more than the entry and the day is put together from the words below; what they cannot say
stays a function. A new word needs its lines in ``reading_conditions`` and in the script; ``test_bedingungen`` compares both.

A path such as ``konditionen.stundensatz_eur`` leads from the item at hand (the entry, an element of ``each``, the section of ``within``)
to a value, which is None where a part of the path is missing; "" is the item itself. Thresholds are named by their key in the rule's
``werte``. Texts have parts in braces: a path, ``wert`` for the item, ``regel.`` with the key of a threshold, or what ``found`` is
given. After a colon stands their spelling: ``zahl``, ``zitat``, ``und``, or the vocabulary whose labels are meant.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from landkarte.entries.model import Eintrag, Leistungserbringer, Person
from landkarte.judging.reading_conditions import KINDS, Data, Judge, below, filled, judged
from landkarte.judging.world import Found, OfferRule, Rule, World
from landkarte.standard import Level, Regel


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """What is found in an item, as data with open thresholds."""

    described: Data
    kind: type = Eintrag
    """As a rule: whom it is about."""

    def data(self, regel: Regel) -> Data:
        """The condition with the thresholds and texts of this version of a rule."""
        arten = [name for name, kind in KINDS.items() if issubclass(kind, self.kind)]
        return {"arten": arten, "dann": [filled(self.described, regel)]}

    def of(self, regel: Regel) -> Judge:
        """A function that judges items by this version of a rule."""
        return judged(filled(self.described, regel))

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


def such(path: str, test: Data) -> Data:
    """How many elements of a list ``test`` holds for."""
    return {"feld": path, "zaehle": [test]}


def years_ago(path: str, plus: str = "", minus: str = "") -> Data:
    """How many years lie between a year and this one; a threshold of years more or less."""
    return {"feld": path, "als": "jahre_her", **{key: {"schwelle": one} for key, one in (("plus", plus), ("minus", minus)) if one}}


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


def _among(how: str, what: str | Data, keys: str | Sequence[str]) -> Data:
    """A value beside ``keys``: those of a threshold, or these very ones."""
    return {"ist": how, "wert": _wert(what), "von": _keys(keys)}


one_of = partial(_among, "eines")
"""The value is among ``keys``."""
other_than = partial(_among, "anderes")
"""A value is stated, and none of ``keys``."""
includes = partial(_among, "enthaelt")
"""A list has one of ``keys``."""
outside = partial(_among, "ausserhalb")
"""A number is stated and does not lie between the two ends of the threshold."""
out_of_order = partial(_among, "ungeordnet")
"""The values of a list do not stand once each in the order of the threshold."""
says = partial(_among, "sagt")
"""A text has one of the words of the threshold, in capital letters or small ones."""


def _compared(how: str, what: str | Data, limit: str | float | date | Data) -> Data:
    """A value beside a threshold, a number, a day or another value; what is not stated is not compared."""
    against = {"fest": {"schwelle": limit} if isinstance(limit, str) else str(limit) if isinstance(limit, date) else limit}
    return {"ist": how, "wert": _wert(what), "als": limit if isinstance(limit, dict) else against}


less = partial(_compared, "kleiner")
"""A number or a day is before it."""
more = partial(_compared, "groesser")
"""A number or a day is after it."""
at_least = partial(_compared, "mindestens")
"""A number or a day is not before it."""
months_gone = partial(_compared, "monate")
"""So many months have passed since the day."""
days_gone = partial(_compared, "tage")
"""More than so many days have passed since the day."""


def some(what: str | Data, test: Data) -> Data:
    """``test`` holds for an element of a list."""
    return {"ist": "gibt", "wert": _wert(what), "fuer": [test]}


def only(path: str, test: Data) -> Data:
    """``test`` holds for every element of a list."""
    return unless(some(path, unless(test)))


def unless(test: Data) -> Data:
    """``test`` does not hold."""
    return {**test, "nicht": not test.get("nicht", False)}


def either(*tests: Data) -> Data:
    """One of the tests holds."""
    return {"ist": "oder", "fuer": list(tests)}


def both(*tests: Data) -> Data:
    """All tests hold."""
    return unless(either(*map(unless, tests)))


def of_kind(kind: type) -> Data:
    """The entry is an instance of this class of the model."""
    return {"ist": "art", "von": [name for name, known in KINDS.items() if issubclass(known, kind)]}


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
        "mindestens": first(
            found("von", f"{what}: Es fehlt, ab wie vielen; vorgesehen sind mindestens {{regel.mindestens:zahl}}.", less(von, 0.001)),
            found("von", f"{what}: {{von:zahl}} ist weniger als {{regel.mindestens:zahl}}.", less("von", "mindestens")),
        ),
        "hoechstens": found("bis", f"{what}: {{bis:zahl}} ist mehr als {{regel.hoechstens:zahl}}.", more("bis", "hoechstens")),
    }
    swapped = found("von", f"{what}: von ({{von:zahl}}) ist größer als bis ({{bis:zahl}}).", more("von", field("bis")))
    return within(path, first(swapped, every(*(ends[bound] for bound in bounds))))


# Whom a rule is about; for functions, too.


def _of(kind: type, judge: Callable[[Any, World, Regel], Iterable[Found]]) -> Rule:
    if isinstance(judge, Condition):
        return replace(judge, kind=kind)
    return lambda entry, world, regel: judge(entry, world, regel) if isinstance(entry, kind) else ()


each_coach = partial(_of, Person)
"""A rule on entries that judges every coach, employed or freelance."""
each_provider = partial(_of, Leistungserbringer)
"""A rule on entries that judges every provider, organisation or freelancer."""


def each_offer(judge: Condition | OfferRule) -> Rule:
    """A rule on entries that judges every Angebot."""
    if isinstance(judge, Condition):
        return each_provider(each("angebote", judge))

    def each_judged(entry: Any, world: World, regel: Regel) -> Iterable[Found]:
        offers = enumerate(entry.angebote)
        return [below(("angebote", number), one) for number, offer in offers for one in judge(offer, entry, world, regel)]

    return each_provider(each_judged)


def each_jobcoaching_ap(condition: Condition) -> Rule:
    """A rule on entries that judges every Angebot that is JobcoachingAP itself."""
    return each_provider(each("angebote", condition, leistungsart="jobcoaching_ap"))


def each_process(condition: Condition) -> Rule:
    """A rule on entries that judges ``prozess`` of every Angebot that is JobcoachingAP, where it is stated."""
    return each_jobcoaching_ap(within("prozess", condition))

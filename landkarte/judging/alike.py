"""Which entries are probably one provider, or one coach, entered twice: shared signals, their points, and why.

Providers are compared by name, place, telephone, domain and e-mail address; employed coaches by name and provider. Words and
points stand in the standard (rule C-03). A verdict depends on the two entries alone, never on their order or on others.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import OSA

from landkarte.entries import telephone
from landkarte.entries.model import Anbieter, Eintrag, Jobcoach, Leistungserbringer, Person
from landkarte.ground.text import folded, grouped, unique, without_umlauts
from landkarte.judging import hosts
from landkarte.places import tables
from landkarte.standard import rules

Signal = Literal["email", "telefon", "durchwahl", "adresse", "plz", "ort", "domain", "anbieter"]
Likeness = Literal["gleich", "sehr_aehnlich", "aehnlich", "schwach", "allgemein", "unbekannt", "verschieden"]
"""How alike two names are: ``schwach`` share a part that proves little, ``allgemein`` have only words that many names have,
and of ``unbekannt`` one has no name of its own."""


TOLD = 3
"""So many of those who are the same are called by their ids; a message must not grow with the number of entries."""


class Match(NamedTuple):
    """Other entries that are probably the same, between which nothing compared differs; and what is shared, the most telling first."""

    entries: tuple[Eintrag, ...]
    """The first of them by id; of thousands the others are only counted."""
    many: int
    signals: tuple[Signal, ...]
    likeness: Likeness


class _Name(NamedTuple):
    own: tuple[str, ...]
    """The words that make this name its own, as they follow each other; places are among them."""
    places: frozenset[str]
    kinds: frozenset[str]
    """Words that many names have: Praxis, Akademie, Jobcoaching."""
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    """First names and surnames, where it is a person's name."""


class _Print(NamedTuple):
    """What is compared of an entry. Unknown is empty."""

    entry: Eintrag
    name: _Name
    email: str
    phone: str
    domains: frozenset[str]
    addresses: frozenset[str]
    plz: frozenset[str]
    orte: frozenset[str]
    """Towns with the first digit of their PLZ, because there is more than one Neustadt."""
    towns: frozenset[str]
    employer: str
    keys: tuple[str, ...] = ()
    """What another entry must have one of to be compared at all."""

    @property
    def order(self) -> tuple[tuple[str, ...], tuple[str, ...], str, str]:
        return (self.name.own, self.name.first, self.entry.id, getattr(self.entry, "art", ""))


class Alike:
    """All entries by what they share, so that each is compared with few others and never with all."""

    def __init__(self, entries: Iterable[Eintrag]) -> None:
        # those between which nothing differs are compared as one, or ten thousand copies would be compared with each other
        same = grouped((one[1:], one) for one in map(_print, entries)).values()
        firsts = sorted(((min(twins, key=lambda one: one.order), twins) for twins in same), key=lambda one: one[0].order)
        self._twins = {id(first): sorted([one.entry for one in twins], key=lambda entry: entry.id) for first, twins in firsts}
        self._own = grouped((one.entry.id, first) for first, twins in firsts for one in twins)
        self._blocks = grouped((key, first) for first, _ in firsts for key in first.keys)

    def matches(self, entry: Eintrag) -> list[Match]:
        """The entries that are probably the same as ``entry``, which is one of them."""
        prints = self._own[entry.id]
        own = next(one for one in prints if len(prints) == 1 or entry in self._twins[id(one)])
        near = {id(other): other for key in own.keys for other in self._neighbours(key, own)}
        found = []
        for other in near.values():
            twins = self._twins[id(other)]
            # an id twice is a mistake of its own
            count = len(twins) - sum(one is other for one in prints)
            if count and (shared := compared(own, other)):
                others = [twin for twin in twins[: TOLD + len(prints)] if twin.id != entry.id]
                found.append(Match(tuple(others[:TOLD]), count, *shared))
        return sorted(found, key=lambda match: (match.entries[0].id, match.signals))

    def all_compared(self, entry: Eintrag) -> bool:
        """Whether ``entry`` was compared with all who share something with it, so that nobody is missing among its matches."""
        return all(len(self._blocks[key]) <= _values()["vergleiche_hoechstens"] for one in self._own[entry.id] for key in one.keys)

    def _neighbours(self, key: str, own: _Print) -> Sequence[_Print]:
        """Who shares a key. Where very many do, only those with the next names, so that the work does not grow with their square."""
        block = self._blocks[key]
        if len(block) <= _values()["vergleiche_hoechstens"]:
            return block
        reach = _values()["vergleiche_hoechstens"] // 2
        # as if the last were followed by the first: so each is a neighbour of its neighbours
        here = bisect_left(block, own.order, key=lambda one: one.order)
        return [block[(here + step) % len(block)] for step in range(-reach, reach + 1)]


def keys(entry: Eintrag) -> tuple[str, ...]:
    """What another entry must have one of to be compared with ``entry``."""
    return _print(entry).keys


def compared(one: _Print, other: _Print) -> tuple[tuple[Signal, ...], Likeness] | None:
    """What both share and how alike their names are, or nothing where that is too little."""
    values = _values()
    points, signals = _shared(one, other, values["punkte"])
    if points + values["namen"]["gleich"] < values["schwelle"]:
        return None
    likeness = _likeness(one, other) if one.order < other.order else _likeness(other, one)
    return (signals, likeness) if points + values["namen"][likeness] >= values["schwelle"] else None


def _shared(one: _Print, other: _Print, points: dict[Signal, int]) -> tuple[int, tuple[Signal, ...]]:
    """What both share, and how many points it is worth."""
    found: list[Signal] = []
    if one.employer:
        found += ["anbieter"] if one.employer == other.employer else []
    else:
        if one.email and one.email == other.email:
            found.append("email")
        if one.phone and one.phone == other.phone:
            found.append("telefon")
        elif one.phone[:6] == other.phone[:6] and one.phone and _same_switchboard(one.phone, other.phone):
            found.append("durchwahl")
        if not one.addresses.isdisjoint(other.addresses):
            found.append("adresse")
        elif not one.plz.isdisjoint(other.plz):
            found.append("plz")
        elif not one.orte.isdisjoint(other.orte):
            found.append("ort")
        if not one.domains.isdisjoint(other.domains):
            found.append("domain")
    return sum([points[signal] for signal in found]), tuple(found)


# --- What is compared of an entry ---


_NONE: frozenset[str] = frozenset()


def _print(entry: Eintrag) -> _Print:
    if not isinstance(entry, Leistungserbringer):
        name, employer = _name(entry, _NONE), entry.anbieter if isinstance(entry, Jobcoach) else ""
        keys = [f"{employer} {part}" for word in name.last for part in _ends(word)]
        return _Print(entry, name, "", "", _NONE, _NONE, _NONE, _NONE, _NONE, employer, tuple(keys))
    towns = frozenset([_ort(site.ort) for site in entry.standorte])
    orte = frozenset([f"{site.plz[0]} {_ort(site.ort)}" for site in entry.standorte])
    contact = entry.kontakt
    email = contact.email.casefold() if contact.email else ""
    number = telephone.read(contact.telefon) if contact.telefon else None
    phone = number.e164 if number else ""
    named = (_domain(hosts.host(entry.website or "")), _domain(email.rpartition("@")[2]))
    domains = frozenset([domain for domain in named if domain])
    addresses = frozenset([f"{site.plz} {street}" for site in entry.standorte if site.strasse and (street := _street(site.strasse))])
    plz = frozenset([site.plz for site in entry.standorte])
    name = _name(entry, towns)
    keys = [key for key in (email, phone, *domains, *addresses) if key]
    for ort in orte:
        keys += [f"{ort} {part}" for word in name.own if word not in name.places for part in _ends(word)]
    return _Print(entry, name, email, phone, domains, addresses, plz, orte, towns, "", unique(keys))


def _ends(word: str) -> tuple[str, ...]:
    """The beginning and the end of a word: a typing error spoils one of them at most. No digit of a number may be another."""
    return (word[:4], f"-{word[-4:]}") if word.isalpha() else (word,)


# --- Names ---

_WORD = re.compile(r"[^\W_]+\.?")
_INITIALS = re.compile(r"\b([^\W\d_])\. ?([^\W\d_])\b\.?")
_SPELLING = (("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("y", "i"), ("dt", "t"))


def plain(text: str) -> str:
    """``text`` without case, accents and umlauts: ä is written as ae."""
    return folded(text if text.isascii() else without_umlauts(unicodedata.normalize("NFKC", text)))


def _name(entry: Eintrag, towns: Collection[str]) -> _Name:
    if isinstance(entry, Person):
        if entry.name is None:
            return _Name((), _NONE, _NONE)
        first, last = _tokens(entry.name.vorname or ""), _tokens(entry.name.nachname)
        own = tuple(word for word in (*first, *last) if _sort(word) != "fuellwort")
        return _Name(own, _NONE, _NONE, first, last)
    assert isinstance(entry, Anbieter)
    sorts = [(word, _sort(word)) for word in _tokens(entry.name)]
    words = unique(_town(word) if sort == "ort" else word for word, sort in sorts if sort in ("ort", "eigen"))
    places = frozenset([*towns, *(_town(word) for word, sort in sorts if sort == "ort")])
    return _Name(words, places if words else _NONE, frozenset([word for word, sort in sorts if sort == "allgemein"]))


def _tokens(text: str) -> tuple[str, ...]:
    written, full = plain(text), _values()["abkuerzungen"]
    if "." in written:
        written = _INITIALS.sub(r"\1\2", written)  # e. V. is one word, and not Ev.
        return tuple([full.get(word) or full.get(word.rstrip("."), word) for word in _WORD.findall(written)])
    return tuple([full.get(word, word) for word in _WORD.findall(written)])


@lru_cache(maxsize=65536)
def _sort(word: str) -> Literal["fuellwort", "allgemein", "ort", "eigen"]:
    values, bare = _words(), word.rstrip(".")
    if bare in values["fuellwoerter"] or bare in values["rechtsformen"]:
        return "fuellwort"
    if bare in values["allgemein"]:
        return "allgemein"
    return "ort" if _town(bare) in _towns() else "eigen"


@cache
def _towns() -> frozenset[str]:
    names = [*(ort.name for ort in tables.orte()), *(kreis.name for kreis in tables.kreise().values())]
    words = {word for name in names for word in _WORD.findall(plain(name))}
    return frozenset(word for word in words if len(word) > 3)


@lru_cache(maxsize=4096)
def _town(word: str) -> str:
    """The town of an adjective: Kieler, Bremer."""
    bare = word.rstrip(".")
    for town in (bare.removesuffix("er"), f"{bare.removesuffix('er')}en"):
        if bare.endswith("er") and town in _towns():
            return town
    return bare


def _likeness(one: _Print, other: _Print) -> Likeness:
    a, b = one.name, other.name
    if a.last and b.last:
        return _persons(a, b)
    if not (a.own or a.kinds) or not (b.own or b.kinds):
        return "unbekannt"
    left_a, left_b, exact = _unmatched(a.own, b.own)
    # a town that only one of them says is no difference where the other lies in it
    left_a, left_b = ([word for word in left if word not in at.towns] for left, at in ((left_a, other), (left_b, one)))
    names_a, names_b = ([word for word in left if word not in name.places] for left, name in ((left_a, a), (left_b, b)))
    kinds_a, kinds_b = a.kinds - b.kinds, b.kinds - a.kinds
    towns = len(left_a) > len(names_a), len(left_b) > len(names_b)
    own_a, own_b = set(a.own) - a.places, set(b.own) - b.places
    if (names_a and names_b) or all(towns):
        return "verschieden"
    if not own_a and not own_b:
        return "allgemein" if a.kinds and not (kinds_a and kinds_b) and not any(towns) else "unbekannt"
    if not own_a or not own_b:
        return "unbekannt"
    if kinds_a and kinds_b:
        return "schwach"
    if names_a or names_b or (any(towns) and one.orte.isdisjoint(other.orte)):
        return "aehnlich"
    return "gleich" if exact and not (any(towns) or kinds_a or kinds_b) else "sehr_aehnlich"


def _persons(a: _Name, b: _Name) -> Likeness:
    """Father and daughter share the surname; only who shares the first name as well can be one person."""
    left_a, left_b, _ = _unmatched(tuple(map(_spelled, a.first)), tuple(map(_spelled, b.first)), typing_errors=False)
    if left_a and left_b:
        return "verschieden"
    last_a, last_b, exact = _unmatched(a.last, b.last)
    if last_a and last_b:
        return "schwach"
    return "gleich" if exact and not (left_a or left_b or last_a or last_b) else "sehr_aehnlich"


def _spelled(word: str) -> str:
    """One spelling for names that sound the same: Stefan, Stephan."""
    for written, sound in _SPELLING:
        word = word.replace(written, sound)
    return word


def _unmatched(a: Sequence[str], b: Sequence[str], typing_errors: bool = True) -> tuple[list[str], list[str], bool]:
    """The words of each that the other does not have, and whether all others are the same to the letter."""
    left_a, left_b = [word for word in a if word not in b], [word for word in b if word not in a]
    exact = True
    for word in list(left_a):
        meant = next((known for known in left_b if _abbreviated(word, known) or (typing_errors and _mistyped(word, known))), None)
        if meant is not None:
            exact = False
            left_a.remove(word)
            left_b.remove(meant)
    if left_a and "".join(left_a) == "".join(left_b):  # one word or two
        return [], [], False
    return left_a, left_b, exact


def _abbreviated(word: str, other: str) -> bool:
    return (word.endswith(".") and other.startswith(word[:-1])) or (other.endswith(".") and word.startswith(other[:-1]))


def _mistyped(word: str, other: str) -> bool:
    """Whether few letters differ; digits must not."""
    if not (word.isalpha() and other.isalpha()):
        return False
    shorter = min(len(word), len(other))
    allowed: int = sum([shorter >= step for step in _values()["tippfehler_ab_buchstaben"]])
    return allowed > 0 and OSA.distance(word, other, score_cutoff=allowed) <= allowed


# --- Telephone, place, domain ---

_STREET = re.compile(r"(.*?[^\W\d_].*?)[ ,]*([0-9]+)(?![0-9.]) ?([a-z](?![a-z]))?")
_NO_LETTER = re.compile(r"[\W_]+")
_MOBILE = ("+4915", "+4916", "+4917")
_COMMON_DIGITS = 5
"""So many digits, the area code included, must be the same for a switchboard."""


def _same_switchboard(one: str, other: str) -> bool:
    """Whether two numbers differ in their last digits only. Mobile telephones have no switchboard."""
    digits = _values()["durchwahl_stellen"]
    shared = max(len(one), len(other)) - digits
    return shared >= len("+49") + _COMMON_DIGITS and one[:shared] == other[:shared] and not one.startswith(_MOBILE)


@lru_cache(maxsize=4096)
def _ort(name: str) -> str:
    """The first word of a town that says something: Frankfurt am Main and Frankfurt, Bad Salzuflen and Salzuflen are one."""
    words = _WORD.findall(plain(name))
    return next((word for word in words if len(word) > 3), words[0]) if words else ""


@lru_cache(maxsize=4096)
def _street(written: str) -> str:
    """Street and number in one spelling; without a number it is no address."""
    found = _STREET.match(plain(written))
    if not found:
        return ""
    street = _NO_LETTER.sub("", found[1])
    for long, short in (("strasse", "str"), ("platz", "pl")):
        street = street.replace(long, short)
    return f"{street} {found[2]}{found[3] or ''}"


@lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    """The domain that somebody owns: without www and other subdomains. Empty where everybody can have an address."""
    words, labels = _words(), host.split(".")
    two = ".".join(labels[-2:])
    if two in words["ohne_aussage"] or len(labels) < 2:
        return ""
    if two in words["mietadressen"]:
        return ".".join(labels[-3:]) if len(labels) > 2 and labels[-3] != "www" else ""
    return two


def _values() -> dict[str, Any]:
    return rules()["C-03"].werte


@cache
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in _values().items() if isinstance(value, list)}

"""The standard as data: vocabularies, rules and law, read from the TOML files beside this module.

Everything here can be replaced without touching code: each vocabulary and each rule names its source.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

from landkarte.standard.days import months_old

FOLDER = Path(__file__).parent

Level = Literal["fehler", "warnung", "hinweis"]


class Wert(NamedTuple):
    """One value of a vocabulary. ``zusatz`` holds the keys that only some vocabularies have (address of a licence …)."""

    key: str
    label: str
    erklaerung: str
    synonyme: tuple[str, ...]
    zusatz: dict[str, Any]


class Vokabular(NamedTuple):
    """A closed list of values in the order in which readers should see them."""

    name: str
    titel: str
    beschreibung: str
    quelle: str
    werte: dict[str, Wert]
    regel: str
    """The rule that a value outside the list breaks."""
    labels: dict[str, str]
    """The words a reader sees for every key."""

    def label(self, key: str) -> str:
        """The words a reader sees for ``key``."""
        return self.labels[key]


@dataclass(frozen=True, slots=True, eq=False)
class Regel:
    """One rule of the standard as a file of ``regeln/`` states it; ``werte`` holds its thresholds and word lists."""

    code: str
    gruppe: str
    titel: str
    satz: str
    """What it asks, in words without a name of a field."""
    beispiel: str
    """What does not meet it, in the same words."""
    prueft: str
    warum: str
    tipp: str
    schwere: Level
    art: Literal["belegt", "abgeleitet", "vorschlag"]
    quelle: str
    gueltig_ab: date
    gueltig_bis: date | None = None
    werte: dict[str, Any] = field(default_factory=dict)
    nur_redaktion: bool = False
    """Whether its findings are for maintainers only; readers of the entry's page do not see them."""
    eintrag_erscheint: bool = False
    """Whether it is about a table beside the entries, or what a stranger can cause: not even an error of it takes an entry down."""

    def in_force(self, day: date) -> bool:
        """Whether the rule applies on ``day`` (both ends included)."""
        return self.gueltig_ab <= day and (self.gueltig_bis is None or day <= self.gueltig_bis)


class Rechtsquelle(NamedTuple):
    """A law that rows rest on; ``gelesen`` is the state of the text that was read, ``adresse`` the official page of its § {}."""

    titel: str
    adresse: str
    gelesen: date
    hinweis: str = ""
    offen: bool = False
    """Whether the law may have become another since."""

    def recently_read(self, day: date) -> bool:
        """Whether it was read recently enough; else a page says "nicht aktuell geprüft"."""
        return not self.offen and not months_old(self.gelesen, day, read("recht.toml")["aktuell_monate"])


class Rechtszeile(NamedTuple):
    """When one Leistungsträger can pay on one legal basis. Without ``quellen`` it is no law but this directory's own."""

    traeger: str
    rechtsgrundlage: str
    wann: str
    quellen: tuple[tuple[Rechtsquelle, tuple[str, ...]], ...]
    """Each law with its paragraphs."""
    gueltig_ab: date = date.min
    gueltig_bis: date = date.max
    regel: str = ""
    """The rule that alone judges this pair, where there is one."""

    def state(self, day: date) -> Literal["kuenftig", "gilt", "abgelaufen"]:
        """Whether the basis is in force on ``day`` (both ends included)."""
        return "kuenftig" if day < self.gueltig_ab else "gilt" if day <= self.gueltig_bis else "abgelaufen"


class Kursregel(NamedTuple):
    """Which job coaching courses are on the list, and from how many UE; one version as ``kurse.toml`` states it."""

    titel: str
    kurse: tuple[str, ...]
    ue_mindestens: int
    erklaerung: str
    art: Literal["belegt", "abgeleitet", "vorschlag"]
    quelle: str
    gueltig_ab: date = date.min
    gueltig_bis: date = date.max


class Nachbar(NamedTuple):
    """An offer that is called Jobcoaching or comes near it: its own purpose, what is different, and how the two go together."""

    key: str
    titel: str
    auch: str
    leistung: str
    unterschied: str
    zusammen: str
    quelle: str


@cache
def read(file: str | Path) -> dict[str, Any]:
    """What a TOML file states, not to be changed; a name is that of one beside this module."""
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))


@cache
def vocabularies() -> dict[str, Vokabular]:
    """All vocabularies by name; a name that two files define is a ValueError."""
    found: dict[str, Vokabular] = {}
    for path in sorted((FOLDER / "vokabulare").glob("*.toml")):
        for name, raw in read(path).items():
            if name in found:
                raise ValueError(f"{path.name}: vocabulary {name} is defined twice")
            werte = {key: _wert(key, dict(value)) for key, value in raw["werte"].items()}
            labels = {key: wert.label for key, wert in werte.items()}
            found[name] = Vokabular(name, raw["titel"], raw["beschreibung"], raw["quelle"], werte, raw.get("regel", "FO-10"), labels)
    return found


def _wert(key: str, raw: dict[str, Any]) -> Wert:
    return Wert(key, raw.pop("label"), raw.pop("erklaerung"), tuple(raw.pop("synonyme")), raw)


def vocabulary(name: str) -> Vokabular:
    """The vocabulary called ``name``; an unknown name is a KeyError (our own mistake)."""
    return vocabularies()[name]


@cache
def versions() -> dict[str, tuple[Regel, ...]]:
    """Every rule by code, oldest version first, in the order of the files; two versions never overlap."""
    found: dict[str, list[Regel]] = {}
    for path in sorted((FOLDER / "regeln").glob("*.toml")):
        for raw in read(path)["regel"]:
            regel = Regel(**raw)
            found.setdefault(regel.code, []).append(regel)
    for code, known in found.items():
        known.sort(key=lambda regel: regel.gueltig_ab)
        for older, newer in pairwise(known):
            if older.gueltig_bis is None or older.gueltig_bis >= newer.gueltig_ab:
                raise ValueError(f"rule {code}: two versions are in force on {newer.gueltig_ab}")
    return {code: tuple(known) for code, known in found.items()}


@cache
def rules() -> dict[str, Regel]:
    """The newest version of every rule by code."""
    return {code: known[-1] for code, known in versions().items()}


@cache
def rules_on(day: date) -> dict[str, Regel]:
    """The version of every rule that is in force on ``day``."""
    return {code: regel for code, known in versions().items() for regel in known if regel.in_force(day)}


@cache
def rules_since(day: date) -> date:
    """The day since which the rules are what they are on ``day``: the version of the whole."""
    turns = [regel.gueltig_ab for known in versions().values() for regel in known]
    turns += [regel.gueltig_bis + timedelta(days=1) for known in versions().values() for regel in known if regel.gueltig_bis]
    return max((turn for turn in turns if turn <= day), default=date.min)


StufenKey = Literal["a", "b", "c", "v"]


class Stufe(NamedTuple):
    """One Stufe: the criteria it needs, the one whose day counts, and the Stufe after it."""

    key: StufenKey
    titel: str
    erklaerung: str
    wortlaut: str
    braucht: tuple[str, ...]
    seit: str
    naechste: StufenKey | None


class Kriterium(NamedTuple):
    """What a Stufe asks, the rule behind it (a code, or empty), whose statement it is, and what to do when it is open."""

    key: str
    text: str
    regel: str
    quelle: str
    offen: str


class Stufen(NamedTuple):
    """All Stufen in the order in which they are tried, the criteria, and the words for their states."""

    stelle: str
    """Whose proposal the Stufen are."""
    zustaende: dict[str, str]
    stufen: dict[StufenKey, Stufe]
    kriterien: dict[str, Kriterium]


@cache
def stufen() -> Stufen:
    """The Stufen of a coach; a Stufe that asks for an unknown criterion is a KeyError (our own mistake)."""
    raw = read("stufen.toml")
    kriterien = {one["key"]: Kriterium(**one) for one in raw["kriterium"]}
    found: dict[StufenKey, Stufe] = {}
    for one in raw["stufe"]:
        found[one["key"]] = Stufe(**one | {"braucht": tuple(one["braucht"]), "naechste": one["naechste"] or None})
        for key in (*one["braucht"], one["seit"]):
            kriterien[key]
    return Stufen(raw["stelle"], raw["zustaende"], found, kriterien)


@cache
def law() -> dict[tuple[str, str], Rechtszeile]:
    """The row of every pair (Leistungsträger, Rechtsgrundlage), in the order of the file; a pair that may not be is missing."""
    sources = {key: Rechtsquelle(**raw) for key, raw in read("recht.toml")["quellen"].items()}
    found: dict[tuple[str, str], Rechtszeile] = {}
    for raw in read("recht.toml")["zeile"]:
        named = tuple((sources[key], tuple(paragraphs)) for key, paragraphs in raw["quellen"].items())
        row = Rechtszeile(**raw | {"quellen": named})
        pair = (row.traeger, row.rechtsgrundlage)
        if pair in found or row.traeger not in vocabulary("leistungstraeger").werte:
            raise ValueError(f"recht.toml: {pair} stands twice or names an unknown Leistungsträger")
        if row.rechtsgrundlage not in vocabulary("rechtsgrundlagen").werte:
            raise ValueError(f"recht.toml: unknown Rechtsgrundlage {row.rechtsgrundlage}")
        found[pair] = row
    return found


class Stelle(NamedTuple):
    """Somebody to ask: who it is, what for, how to reach them, how old that is. An empty ``name`` was not to be found."""

    name: str = ""
    wozu: str = ""
    adresse: str = ""
    telefon: str = ""
    email: str = ""
    stand: str = ""
    quelle: str = ""


class Stellen(NamedTuple):
    """Whom to ask where the directory has nobody, and the day on which that was collected."""

    gelesen: date
    bundesweit: dict[str, Stelle]
    eaa: dict[str, Stelle]
    """The Einheitliche Ansprechstelle für Arbeitgeber of every Land."""


@cache
def stellen() -> Stellen:
    """What ``stellen.toml`` states."""
    raw = read("stellen.toml")
    bundesweit, eaa = ({key: Stelle(**one) for key, one in raw[kind].items()} for kind in ("bundesweit", "eaa"))
    return Stellen(raw["gelesen"], bundesweit, eaa)


def search_words() -> dict[str, Any]:
    """What ``suchworte.toml`` states: the words of a question that describe nobody, and the pages that some questions ask for."""
    return read("suchworte.toml")


@cache
def course_rules() -> tuple[Kursregel, ...]:
    """Every version of the list of courses, oldest first; the oldest has no first day, the newest no last one."""
    return tuple(Kursregel(**raw | {"kurse": tuple(raw["kurse"])}) for raw in read("kurse.toml")["kursregel"])


def course_rule(day: date) -> Kursregel:
    """The version by which a course is judged that was completed on ``day``."""
    return next(rule for rule in reversed(course_rules()) if rule.gueltig_ab <= day)


@cache
def neighbours() -> tuple[Nachbar, ...]:
    """All neighbouring offers in the order of the file."""
    return tuple(Nachbar(**one) for one in read("abgrenzung.toml")["angebot"])

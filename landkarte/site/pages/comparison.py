"""Providers side by side: what an entry's page says about what decides, as data for the Merkliste."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from landkarte.directory import Directory, Listing
from landkarte.entries.model import Angebot, Leistungserbringer, Person
from landkarte.ground.scripts import script
from landkarte.ground.text import day
from landkarte.site.pages.entry import quality, room, suits
from landkarte.site.pages.offers import conditions
from landkarte.site.pages.persons import contact
from landkarte.site.pages.spelling import counted, label
from landkarte.site.pages.standing import SYMBOLS, detail, headcount, standing
from landkarte.standard import stufen
from landkarte.standard.stufe import Criterion, Grade, State

PER_FILE = 100
"""Providers per file: whoever compares four of ten thousand does not load all of them."""

# Titles as on an entry's page, which is where the values come from.
_OFFER = ("Leistungsarten", "Handlungsfeld", "Anlässe", "Kommunikation", "Sprachen", "Kapazität", "Einzugsgebiet")
_DGS = "Niveau in Gebärdensprache"
_COMMITMENT = "Selbstverpflichtung auf den Standard"
_LAST = "Stand der Angaben"

# What the provider itself answers for stands in rows of its own; that it names its coaches is why they are counted at all.
_OF_PROVIDER = ("anbieter", "jobcoaching_ap", "selbstverpflichtung", "verwandt")


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """``daten/vergleich/<n>.js``, each with ``gruppen`` ([title, titles of rows]) and ``zeilen`` (per provider, per row: values).

    The order of ``directory.providers`` numbers them.
    """
    asked = [kriterium for key, kriterium in stufen().kriterien.items() if key not in _OF_PROVIDER]
    groups = (
        ("", (*_OFFER, "Kosten", _COMMITMENT)),
        ("Was bei den Jobcoaches belegt ist", ("Stufe", *(kriterium.text for kriterium in asked))),
        ("", ("Kontakt", _LAST)),
    )
    keys = tuple(kriterium.key for kriterium in asked)
    lines = [_line(listing, directory.day_for(listing.entry), keys) for listing in directory.providers]
    for number, start in enumerate(range(0, len(lines), PER_FILE)):
        yield f"daten/vergleich/{number}.js", script(f"vergleich_{number}", {"gruppen": groups, "zeilen": lines[start : start + PER_FILE]})


def _line(listing: Listing, today: date, keys: tuple[str, ...]) -> list[Sequence[str]]:
    """The values of every row; none where nothing is said."""
    entry = listing.entry
    assert isinstance(entry, Leistungserbringer)
    known = dict(suits(listing) + room(entry, today) + (quality(entry.qualitaet) if entry.qualitaet else []))
    if _DGS in known:
        known["Kommunikation"] = [*known["Kommunikation"], *(f"{_DGS}: {words}" for words in known[_DGS])]
    grades, own = listing.grades, listing.grade
    return [
        *(known.get(title, ()) for title in _OFFER),
        [line for angebot in listing.angebote for line in _costs(angebot, len(listing.angebote) == 1)],
        known.get(_COMMITMENT, ()),
        _own(entry, own) if isinstance(entry, Person) and own else _of_team(grades),
        *(_reason([one for grade in grades for one in grade.criteria if one.asked.key == key], own is not None) for key in keys),
        _reached(entry),
        [day(entry.stand)],
    ]


def _costs(angebot: Angebot, only: bool) -> list[str]:
    about = "" if only else f"{angebot.titel or label('leistungsarten', angebot.leistungsart)}, "
    return [f"{about}{name}: {', '.join(values)}" for name, values in (conditions(angebot.konditionen) if angebot.konditionen else [])]


def _own(person: Person, grade: Grade) -> list[str]:
    """The Stufe of a freelancer: what was done and by whom, and why a Prüfvermerk no longer counts."""
    return [part for part in (grade.titel or "Ohne Stufe", grade.wording, *standing(person, grade).erloschen) if part]


def _of_team(grades: Sequence[Grade]) -> list[str]:
    return [f"{number}: {titel}" for titel, number in headcount(grades)] or ["Kein Jobcoach mit eigenem Eintrag"]


def _reason(found: Sequence[Criterion], one_person: bool) -> list[str]:
    """How a criterion stands: of one person with what it rests on, of a team with how many."""
    if one_person:
        return [part for one in found for part in (_state(one.state), detail(one), f"Datum: {day(one.since)}" if one.since else "") if part]
    numbers = Counter(one.state for one in found)
    return [f"{_state(state)}: {counted(numbers[state], 'Jobcoach', 'Jobcoaches')}" for state in SYMBOLS if numbers[state]]


def _state(state: State) -> str:
    return f"{SYMBOLS[state]} {stufen().zustaende[state]}"


def _reached(entry: Leistungserbringer) -> list[str]:
    """Who answers and how; never more than the entry's page shows."""
    kontakt = contact(entry)
    if kontakt is None:
        return []
    return [part for part in (kontakt.person, kontakt.funktion, kontakt.telefon and kontakt.telefon.shown, kontakt.email) if part]

"""What a list of providers can be narrowed by: shared by the form of the start page and by the data of the search."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from landkarte.directory import Directory, Listing, summary
from landkarte.entries.model import Leistungserbringer, Person
from landkarte.standard import stufen, vocabulary

Term = tuple[str, str]
"""A value a provider has: (name of the vocabulary, or ``stufen``; key)."""

TITLES = {
    "leistungsarten": "Leistungsart",
    "handlungsfelder": "Ziel",
    "anlaesse": "Anlass",
    "branchen": "Branche",
    "behinderungsarten": "Behinderungsart",
    "personenkreis": "Personenkreis",
    "kommunikation": "Kommunikation",
    "sprachen": "Sprache",
    "kapazitaetsstatus": "Kapazität",
    "leistungstraeger": "Leistungsträger",
    "rechtsgrundlagen": "Rechtsgrundlage",
    "beauftragung": "Beauftragung",
    "stufen": "Stufe der Jobcoaches",
    "zusatzleistungen": "Zusatzleistung",
    "zugaenglichkeit": "Zugänglichkeit",
    "nutzbarkeit": "Ausstattung der Räume",
    "auffindbarkeit": "Orientierung im Gebäude",
    "beschaeftigungsformen": "Beschäftigungsform",
    "geschlechter": "Geschlecht",
}
"""The facets in the order in which a caseworker asks, by vocabulary."""

LAND = "bundeslaender"
"""Länder in which a provider works or has a Standort; the form offers them as a list of their own."""

_OF_OFFERS = ("handlungsfelder", "anlaesse", "personenkreis", "zusatzleistungen")
_OF_ENTRIES = ("branchen", "behinderungsarten", "kommunikation")
_OF_ROOMS = ("zugaenglichkeit", "nutzbarkeit", "auffindbarkeit")
_BEAUFTRAGUNG = {
    "kennenlerngespraech": ("Kennenlerngespräch vor dem Auftrag", "Kennenlerngespräch", "Kennenlernen"),
    "ohne_ifd": ("Auch ohne Integrationsfachdienst (IFD)", "ohne IFD", "ohne Integrationsfachdienst", "kein IFD"),
}
"""What is stated as possible or not, and is therefore in no vocabulary, with the words for it."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet, and how many providers have it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that occur, in the order of the vocabulary."""

    name: str
    titel: str
    options: tuple[Option, ...]
    narrows: bool
    """Whether one of its values is true of some providers only; in the browser ``templates/static/js/finden/facetten.js``."""


def keys(name: str) -> Iterable[str]:
    """Every value of a vocabulary, or of what stands in none, in its order."""
    if name == "beauftragung":
        return _BEAUFTRAGUNG
    return stufen().stufen if name == "stufen" else vocabulary(name).werte


def words(term: Term) -> tuple[str, ...]:
    """What readers call a term: its label, then its synonyms."""
    name, key = term
    if name == "stufen":
        return tuple(stufe.titel for own, stufe in stufen().stufen.items() if own == key)
    if name == "beauftragung":
        return _BEAUFTRAGUNG[key]
    wert = vocabulary(name).werte[key]
    # whoever says "Autismus" asks for no quiet room
    return (wert.label,) if name in _OF_ROOMS else (wert.label, *wert.synonyme)


def terms(listing: Listing, directory: Directory) -> Iterator[Term]:
    """Everything by which a provider can be chosen, some of it more than once: what it says itself, and what its team says.

    Nothing that a person did not release, and no Kapazität that is too old to rely on.
    """
    for one in (listing, *listing.team):
        entry = one.entry
        yield from ((field, key) for field in _OF_ENTRIES for key in getattr(entry, field))
        yield from (("sprachen", sprache.code) for sprache in entry.sprachen)
        if isinstance(entry, Person):
            yield "beschaeftigungsformen", entry.beschaeftigungsform
            if entry.geschlecht:
                yield "geschlechter", entry.geschlecht
            if entry.kennenlerngespraech:
                yield "beauftragung", "kennenlerngespraech"
    for angebot in listing.angebote:
        yield "leistungsarten", angebot.leistungsart
        yield from ((field, key) for field in _OF_OFFERS for key in getattr(angebot, field))
        if angebot.prozess and angebot.prozess.ohne_ifd_moeglich:
            yield "beauftragung", "ohne_ifd"
        for bezug in angebot.leistungstraeger:
            yield "leistungstraeger", bezug.traeger
            yield from (("rechtsgrundlagen", key) for key in bezug.rechtsgrundlagen)
    yield from (("stufen", grade.stufe) for grade in listing.grades if grade.stufe)
    kapazitaet = listing.entry.kapazitaet
    if kapazitaet and summary.capacity(kapazitaet, directory.day_for(listing.entry)):
        yield "kapazitaetsstatus", kapazitaet.status
    if isinstance(listing.entry, Leistungserbringer):
        rooms = [site.barrierefreiheit for site in listing.entry.standorte if site.barrierefreiheit]
        yield from ((field, key) for facts in rooms for field in _OF_ROOMS for key in getattr(facts, field))
        yield from ((LAND, place.land) for place in listing.places if place.land)
        yield from ((LAND, land) for land in listing.laender)


def counted(directory: Directory) -> list[Facet]:
    """The facets with their counts over all providers; those first that ``TITLES`` names first, the Länder last."""
    found = Counter(term for listing in directory.providers for term in set(terms(listing, directory)))
    return [_facet(name, titel, found, len(directory.providers)) for name, titel in (*TITLES.items(), (LAND, "Bundesland"))]


def _facet(name: str, titel: str, found: Counter[Term], providers: int) -> Facet:
    options = tuple(Option(key, words((name, key))[0], found[name, key]) for key in keys(name) if found[name, key])
    return Facet(name, titel, options, any(option.count < providers for option in options))

"""The directory as data for search and map. Only what may be public goes in."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from landkarte.directory import Directory, Listing, facets, summary
from landkarte.directory.facets import Term
from landkarte.directory.summary import Summary
from landkarte.entries.model import Leistungserbringer, Person
from landkarte.entries.model.eintraege import areas
from landkarte.entries.telephone import read
from landkarte.ground.scripts import script
from landkarte.places.names import kreis_name
from landkarte.places.tables import kreise
from landkarte.standard import search_words

_WORD = re.compile(r"[^\W_]+")

_COLUMNS = (
    "name url orte laender leistungsarten handlungsfelder kommunikation gebiet kapazitaet nachweis stand beispiel verwandt begriffe worte"
    " telefon"
)

_SEARCHED = {
    "einsatzorte": "Einsatzort",
    "traegerarten": "Trägerart",
    **facets.TITLES,
    facets.LAND: "Bundesland",
}
"""Every vocabulary whose words can be searched for, with the name under which an answer says so."""


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Each data file as (path in the site, content)."""
    yield "daten/eintraege.js", script("eintraege", _rows(directory))
    yield "daten/suchworte.js", script("suchworte", search_words())


def _rows(directory: Directory) -> dict[str, Any]:
    """One row per provider, in the order of ``directory.providers``: the map refers to rows by their number.

    Words of vocabularies stand once in ``begriffe`` ([key, label, synonyms…]); rows name them by number, and ``vokabulare``
    says which numbers belong to which vocabulary (from, up to but not including), and what readers call it. Values that nobody
    has are among them: only of a word that is understood the search may say that nobody has it.
    """
    terms = [set(_terms(listing, directory)) for listing in directory.providers]
    begriffe = [(name, key) for name in sorted(_SEARCHED) for key in facets.keys(name)]
    number = {term: index for index, term in enumerate(begriffe)}
    names = [name for name, _ in begriffe]
    return {
        "vokabulare": {name: [names.index(name), names.index(name) + names.count(name), _SEARCHED[name]] for name in sorted(_SEARCHED)},
        "begriffe": [[key, *facets.words((name, key))] for name, key in begriffe],
        "felder": _COLUMNS.split(),
        "zeilen": [
            _row(listing, summary.of(listing, directory), {number[term] for term in own}, number)
            for listing, own in zip(directory.providers, terms, strict=True)
        ],
    }


def _row(listing: Listing, card: Summary, terms: set[int], number: dict[Term, int]) -> list[Any]:
    shown = {name: [number[name, key] for key in getattr(card, name)] for name in ("leistungsarten", "handlungsfelder", "kommunikation")}
    laender = sorted({number["bundeslaender", place.land] for place in listing.places if place.land})
    rest = terms.difference(laender, *shown.values())
    return [
        listing.name,
        listing.url,
        summary.towns(listing),
        laender,
        *shown.values(),
        card.gebiet,
        card.kapazitaet,
        card.nachweis,
        listing.entry.stand.isoformat(),
        int(listing.entry.beispiel),
        int(not listing.offers_jobcoaching_ap),
        sorted(rest),
        _words(listing),
        card.telefon.shown if card.telefon else "",
    ]


def _terms(listing: Listing, directory: Directory) -> Iterator[Term]:
    """Everything by which a provider can be chosen, and what else of vocabularies it can be found by."""
    yield from facets.terms(listing, directory)
    for angebot in listing.angebote:
        yield from (("einsatzorte", key) for key in angebot.einsatzorte)
    if isinstance(listing.entry, Leistungserbringer):
        yield "traegerarten", listing.entry.traegerart


def _words(listing: Listing) -> str:
    """Every other public word of an entry once, however short, for all words of a name must be found; the search folds them itself."""
    entry = listing.entry
    texts = [coach.name for coach in listing.team if isinstance(coach.entry, Person) and coach.entry.name]
    for angebot in listing.angebote:
        texts += [angebot.titel or "", angebot.beschreibung or "", angebot.auftraggeber or ""]
    if isinstance(entry, Leistungserbringer):
        texts += [entry.beschreibung, entry.beschreibung_leichte_sprache or "", entry.rechtsform or ""]
        texts += [kreis_name(key) for key in _kreis_keys(listing, entry)]
        texts += [standort.bezeichnung or "" for standort in entry.standorte]
        number = read(entry.kontakt.telefon or "")
        texts.append(number.e164.replace("+49", "0").lstrip("+") if number else "")
    return " ".join(sorted(set(_WORD.findall(unicodedata.normalize("NFC", " ".join(texts)).casefold()))))


def _kreis_keys(listing: Listing, entry: Leistungserbringer) -> list[str]:
    keys = {key for _, area in areas(entry) for key in area.kreise} | {place.kreis for place in listing.places if place.kreis}
    return sorted(keys & kreise().keys())

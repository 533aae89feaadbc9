"""The directory as data for search and map. Only what may be public goes in."""

import re
from collections.abc import Iterator
from typing import Any

from landkarte import summary
from landkarte.directory import Directory, Listing, may_show, staff
from landkarte.geo import kreise
from landkarte.model import Angebot, Leistungserbringer
from landkarte.scripts import script
from landkarte.standard import vocabularies, vocabulary
from landkarte.summary import Summary

_WORD = re.compile(r"[^\W_]+")

_COLUMNS = (
    "name url orte laender leistungsarten handlungsfelder kommunikation gebiet kapazitaet nachweis stand beispiel verwandt begriffe worte"
)

# What of an offer can be searched for, as (field, vocabulary).
_OFFER_FIELDS = (
    ("anlaesse", "anlaesse"),
    ("personenkreis", "personenkreis"),
    ("einsatzorte", "einsatzorte"),
    ("zusatzleistungen", "zusatzleistungen"),
)
_ENTRY_FIELDS = ("behinderungsarten", "branchen", "kommunikation")

Card = tuple[Listing, Summary]
Term = tuple[str, str]
"""A value of a vocabulary: (name of the vocabulary, key)."""


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Each data file as (path in the site, content)."""
    team = staff(directory)
    cards = [(listing, summary.of(listing, directory, team.get(listing.entry.id, ()))) for listing in directory.providers]
    yield "daten/eintraege.js", script("eintraege", _rows(directory, cards, team))


def _rows(directory: Directory, cards: list[Card], team: dict[str, list[Listing]]) -> dict[str, Any]:
    """One row per provider, in the order of ``directory.providers``: the map refers to rows by their number.

    Words of vocabularies stand once in ``begriffe`` ([label, synonyms…]); rows name them by number.
    """
    coaches = [team.get(listing.entry.id, []) for listing, _ in cards]
    used = {term for (listing, _), people in zip(cards, coaches, strict=True) for term in _terms(listing, people)}
    begriffe = [(name, key) for name, vokabular in sorted(vocabularies().items()) for key in vokabular.werte if (name, key) in used]
    number = {term: index for index, term in enumerate(begriffe)}
    return {
        "begriffe": [[vocabulary(name).label(key), *vocabulary(name).werte[key].synonyme] for name, key in begriffe],
        "felder": _COLUMNS.split(),
        "zeilen": [
            _row(listing, card, {number[term] for term in _terms(listing, people)}, number, _words(listing, people, directory))
            for (listing, card), people in zip(cards, coaches, strict=True)
        ],
    }


def _row(listing: Listing, card: Summary, terms: set[int], number: dict[Term, int], words: str) -> list[Any]:
    shown = {name: [number[name, key] for key in getattr(card, name)] for name in ("leistungsarten", "handlungsfelder", "kommunikation")}
    laender = sorted({number["bundeslaender", place.land] for place in listing.places if place.land})
    rest = terms.difference(laender, *shown.values())
    return [
        listing.name,
        listing.url,
        card.orte,
        laender,
        *shown.values(),
        card.gebiet,
        card.kapazitaet,
        card.nachweis,
        card.stand,
        int(listing.entry.beispiel),
        int(not listing.offers_jobcoaching_ap),
        sorted(rest),
        words,
    ]


def _terms(listing: Listing, coaches: list[Listing]) -> Iterator[Term]:
    for entry in (listing.entry, *(coach.entry for coach in coaches)):
        yield from ((field, key) for field in _ENTRY_FIELDS for key in getattr(entry, field))
        yield from (("sprachen", sprache.code) for sprache in entry.sprachen)
    for angebot in listing.angebote:
        yield from _offer_terms(angebot)
    if isinstance(listing.entry, Leistungserbringer):
        yield "traegerarten", listing.entry.traegerart
    yield from (("bundeslaender", place.land) for place in listing.places if place.land)
    yield from (("bundeslaender", land) for land in listing.laender)


def _offer_terms(angebot: Angebot) -> Iterator[Term]:
    yield "leistungsarten", angebot.leistungsart
    yield from (("handlungsfelder", key) for key in angebot.handlungsfelder)
    yield from ((name, key) for field, name in _OFFER_FIELDS for key in getattr(angebot, field))
    yield from (("leistungstraeger", bezug.traeger) for bezug in angebot.leistungstraeger)


def _words(listing: Listing, coaches: list[Listing], directory: Directory) -> str:
    """Every other public word of an entry once; the search folds them itself.

    Of a Stufe the title, not its day: "20" is looked for as the beginning of a postcode.
    """
    entry = listing.entry
    texts = [coach.name for coach in coaches if may_show(coach.entry, "name")]
    texts += [grade.titel for grade in summary.graded(listing, directory, coaches)]
    for angebot in listing.angebote:
        texts += [angebot.titel or "", angebot.beschreibung or "", angebot.auftraggeber or ""]
    if isinstance(entry, Leistungserbringer):
        texts += [entry.beschreibung, entry.beschreibung_leichte_sprache or "", entry.rechtsform or ""]
        texts += [summary.kreis_name(key) for key in _kreis_keys(listing, entry)]
        texts += [standort.bezeichnung or "" for standort in entry.standorte]
        # the card names a few towns only, and those are words already
        texts += summary.towns(listing)[summary.TOWNS_BY_NAME :]
    return " ".join(sorted(word for word in set(_WORD.findall(" ".join(texts).casefold())) if len(word) > 2))


def _kreis_keys(listing: Listing, entry: Leistungserbringer) -> list[str]:
    areas = [entry.einzugsgebiet, *(standort.einzugsgebiet for standort in entry.standorte)]
    keys = {key for area in areas if area for key in area.kreise} | {place.kreis for place in listing.places if place.kreis}
    return sorted(keys & kreise().keys())

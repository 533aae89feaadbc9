"""The directory as data for search, cards and map. Only what may be public goes in.

Nobody loads all of it: ``eintraege.js`` says what there is and where; then a question asks for the words of a vocabulary that it
means, for the files around its other words (``search_words.py``), and for the cards that it shows.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from landkarte.directory import Directory, Listing, facets, summary
from landkarte.directory.facets import Term
from landkarte.directory.summary import Summary
from landkarte.entries.model import Leistungserbringer
from landkarte.ground.scripts import part, script, some_of
from landkarte.site import search_words
from landkarte.site.search_places import kreis_numbers
from landkarte.standard import search_words as phrases

_COLUMNS = "name url orte leistungsarten handlungsfelder kommunikation gebiet kapazitaet nachweis stand beispiel verwandt telefon"
_PER_FILE = 64  # cards

_SEARCHED = {
    "einsatzorte": "Einsatzort",
    "traegerarten": "Trägerart",
    **facets.TITLES,
    facets.LAND: "Bundesland",
}
"""Every vocabulary whose words can be searched for, with the name under which an answer says so."""


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Each data file as (path in the site, content)."""
    begriffe = {name: list(facets.keys(name)) for name in sorted(_SEARCHED)}
    number = {term: index for index, term in enumerate((name, key) for name, keys in begriffe.items() for key in keys)}
    cards = [_card(listing, summary.of(listing, directory), number) for listing in directory.providers]
    near = _neighbours(directory)
    words = search_words.files(directory)
    yield "daten/eintraege.js", script("eintraege", _head(directory, begriffe, number, [*near], [first for first, _ in words]))
    yield "daten/suchworte.js", script("suchworte", phrases())
    yield "daten/verzeichnis.js", script("verzeichnis", [card[:3] for card in cards])
    having: dict[Term, list[int]] = defaultdict(list)
    for row, listing in enumerate(directory.providers):
        for term in set(_terms(listing, directory)):
            having[term].append(row)
    for name, keys in begriffe.items():
        yield f"daten/merkmale/{name}.js", script(f"merkmale_{name}", [some_of(having[name, key]) for key in keys])
    yield "daten/merkmale/stand.js", script("merkmale_stand", [listing.entry.stand.isoformat() for listing in directory.providers])
    for file, start in enumerate(range(0, len(cards), _PER_FILE)):
        yield f"daten/karten/a{file}.js", part("karten", dict(enumerate(cards[start : start + _PER_FILE], start)))
    for file, rows in enumerate(near.values()):
        yield f"daten/karten/k{file}.js", part("karten", {row: cards[row] for row in sorted(rows)})
    for file, (_, found) in enumerate(words):
        yield f"daten/worte/{file}.js", script(f"worte_{file}", found)
    yield "daten/vermutungen.js", script("vermutungen", search_words.guesses(words))


def _head(directory: Directory, begriffe: dict[str, list[str]], number: dict[Term, int], kreise: list[int], worte: list[str]) -> Any:
    """How many providers there are, who offers something related only, and what of the rest is where.

    Words of vocabularies stand once in ``begriffe`` ([key, label, synonyms…]); all else names them by number, and ``vokabulare``
    says which numbers belong to which vocabulary (from, up to but not including), and what readers call it. Values that nobody
    has are among them: only of a word that is understood the search may say that nobody has it.
    """
    first = {name: number[name, keys[0]] for name, keys in begriffe.items()}
    related = [row for row, listing in enumerate(directory.providers) if not listing.offers_jobcoaching_ap]
    return {
        "anzahl": len(directory.providers),
        "verwandt": some_of(related),
        "vokabulare": {name: [first[name], first[name] + len(keys), _SEARCHED[name]] for name, keys in begriffe.items()},
        "begriffe": [[key, *facets.words((name, key))] for name, key in number],
        "felder": _COLUMNS.split(),
        "jeDatei": _PER_FILE,
        "kreise": kreise,
        "worte": worte,
    }


def _card(listing: Listing, card: Summary, number: dict[Term, int]) -> list[Any]:
    return [
        listing.name,
        listing.url,
        summary.towns(listing),
        *([number[name, key] for key in getattr(card, name)] for name in ("leistungsarten", "handlungsfelder", "kommunikation")),
        card.gebiet,
        card.kapazitaet,
        card.nachweis,
        listing.entry.stand.isoformat(),
        int(listing.entry.beispiel),
        int(not listing.offers_jobcoaching_ap),
        card.telefon.shown if card.telefon else "",
    ]


def _neighbours(directory: Directory) -> dict[int, set[int]]:
    """Who has a Standort in neighbouring Kreise, by the number of the first of them: as many as make a file."""
    there: dict[int, set[int]] = defaultdict(set)
    for row, listing in enumerate(directory.providers):
        for place in listing.places:
            if place.kreis:
                there[kreis_numbers()[place.kreis]].add(row)
    near: dict[int, set[int]] = {}
    for kreis, rows in sorted(there.items()):
        last = [*near.values()][-1:]
        if last and len(last[0]) < _PER_FILE:
            last[0].update(rows)
        else:
            near[kreis] = rows
    return near


def _terms(listing: Listing, directory: Directory) -> Iterator[Term]:
    """Everything by which a provider can be chosen, and what else of vocabularies it can be found by."""
    yield from facets.terms(listing, directory)
    for angebot in listing.angebote:
        yield from (("einsatzorte", key) for key in angebot.einsatzorte)
    if isinstance(listing.entry, Leistungserbringer):
        yield "traegerarten", listing.entry.traegerart

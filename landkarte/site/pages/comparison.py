"""Providers side by side: what an entry's page says about what decides, as data for the Merkliste. Nothing is scored."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from landkarte.directory import Directory, Listing, summary
from landkarte.entries.model import Angebot, Leistungserbringer, Person
from landkarte.ground.scripts import script
from landkarte.ground.text import day
from landkarte.site.pages.entry import room, suits
from landkarte.site.pages.offers import conditions, duration, payer
from landkarte.site.pages.persons import contact
from landkarte.site.pages.spelling import counted, label, yes_no
from landkarte.site.pages.standing import lapsed

PER_FILE = 100
"""Providers per file: whoever compares four of ten thousand does not load all of them."""

# In the order in which people ask. These are titled as on an entry's page, which is where all values come from.
_SUITS = ("Leistungsarten", "Ziel", "Anlässe", "Branchen", "Erfahrung mit", "Personenkreis")
_WAYS = ("Kommunikation", "Niveau in Gebärdensprache", "Sprachen")
_ROWS = (
    *("Kontakt", *_SUITS, "Verständigung", "Kapazität", "Einzugsgebiet", "Wer bezahlt", "Dauer", "Kosten", "Kennenlerngespräch"),
    *("Von uns gesehen", "Stand der Angaben"),
)


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """``daten/vergleich/<n>.js``, each with ``merkmale`` (titles of rows) and ``zeilen`` (per provider, per row: values).

    The order of ``directory.providers`` numbers them.
    """
    for number, start in enumerate(range(0, len(directory.providers), PER_FILE)):
        lines = [_line(listing, directory.day_for(listing.entry)) for listing in directory.providers[start : start + PER_FILE]]
        yield f"daten/vergleich/{number}.js", script(f"vergleich_{number}", {"merkmale": _ROWS, "zeilen": lines})


def _line(listing: Listing, today: date) -> list[Sequence[str]]:
    """The values of every row; none where nothing is said."""
    entry = listing.entry
    assert isinstance(entry, Leistungserbringer)
    known = dict(suits(listing) + room(entry, today))
    return [
        _reached(entry),
        *(known.get(title, ()) for title in _SUITS),
        [f"{title}: {value}" if title == _WAYS[1] else value for title in _WAYS for value in known.get(title, ())],
        *(known.get(title, ()) for title in ("Kapazität", "Einzugsgebiet")),
        _of_offers(listing, lambda offer: [": ".join(payer(bezug)) for bezug in offer.leistungstraeger]),
        _of_offers(listing, lambda offer: list(filter(None, [duration(offer)]))),
        _of_offers(listing, lambda offer: [f"{name}: {', '.join(values)}" for name, values in conditions(offer.konditionen)]),
        _meets(listing),
        _seen(listing),
        [day(entry.stand)],
    ]


def _of_offers(listing: Listing, said: Callable[[Angebot], list[str]]) -> list[str]:
    """What is said of JobcoachingAP, for that is compared, or else of whatever is offered; of several offers a line for each."""
    angebote = [one for one in listing.angebote if one.leistungsart == "jobcoaching_ap"] or listing.angebote
    if len(angebote) == 1:
        return said(angebote[0])
    lines = [(angebot.titel or label("leistungsarten", angebot.leistungsart), "; ".join(said(angebot))) for angebot in angebote]
    return [f"{name}: {line}" for name, line in lines if line]


def _meets(listing: Listing) -> list[str]:
    """Whether one can get to know a freelancer before; of a team, with how many of it."""
    entry = listing.entry
    if isinstance(entry, Person):
        return list(filter(None, [yes_no(entry.kennenlerngespraech, "möglich", "nicht möglich")]))
    ready = sum(isinstance(one.entry, Person) and bool(one.entry.kennenlerngespraech) for one in listing.team)
    return [f"möglich: {counted(ready, 'Jobcoach', 'Jobcoaches')}"] if ready else []


def _seen(listing: Listing) -> list[str]:
    """What of the proofs was seen; of a freelancer also why a Prüfvermerk no longer counts."""
    own = lapsed(listing.grade) if isinstance(listing.entry, Person) and listing.grade else ()
    return [summary.proven(listing) or "Nichts", *own]


def _reached(entry: Leistungserbringer) -> list[str]:
    """Who answers and how; never more than the entry's page shows."""
    kontakt = contact(entry)
    if kontakt is None:
        return []
    return [part for part in (kontakt.telefon and kontakt.telefon.shown, kontakt.email, kontakt.person, kontakt.funktion) if part]

"""What JobcoachingAP costs by what the entries state: spans per Land and for Germany, never of so few that one could be guessed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from landkarte.directory import Listing
from landkarte.standard import rules, vocabulary

MINDESTENS = 5
"""Of fewer entries nothing is said: a span of two would name both."""
RATE = "Stundensatz"


class Spanne(NamedTuple):
    """What ``anzahl`` entries of a Land, or of Germany, state between them."""

    gebiet: str
    zweck: str
    anzahl: int
    von: float
    bis: float
    aelteste: date
    neueste: date


def spans(listings: Iterable[Listing]) -> Iterator[Spanne]:
    """Germany first, then the Länder in their order; of each the hourly rate, then what lump sums are for."""
    stated: defaultdict[tuple[str, str], list[tuple[str, float, float, date]]] = defaultdict(list)
    for listing in listings:
        for zweck, von, bis, tag in _stated(listing):
            for land in {"DE", *(place.land or "" for place in listing.places)}:
                stated[land, zweck].append((listing.entry.id, von, bis, tag))
    for land, name in {"DE": "Deutschland", **vocabulary("bundeslaender").labels}.items():
        for zweck in (RATE, *vocabulary("pauschalzwecke").labels.values()):
            if (anzahl := len({id_ for id_, *_ in stated[land, zweck]})) >= MINDESTENS:
                _, low, high, days = zip(*stated[land, zweck], strict=True)
                yield Spanne(name, zweck, anzahl, min(low), max(high), min(days), max(days))


def _stated(listing: Listing) -> Iterator[tuple[str, float, float, date]]:
    """Every price of JobcoachingAP itself; a lump sum is as old as its entry."""
    for konditionen in (one.konditionen for one in listing.angebote if one.leistungsart == "jobcoaching_ap" and one.konditionen):
        usual = rules()["K-02"].werte  # one slip of a day's rate would be the span of all Germany
        if (satz := konditionen.stundensatz_eur) and usual["von"] <= satz.von and satz.bis <= usual["bis"]:
            yield RATE, satz.von, satz.bis, satz.stand
        for one in konditionen.pauschalen:
            yield vocabulary("pauschalzwecke").label(one.zweck), one.eur, one.eur, listing.entry.stand

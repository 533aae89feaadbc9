"""What is counted where coverage is shown: providers of JobcoachingAP, and what they can do.

Counts are added up many thousand times, so all features of a provider are ones in a single number, each in bits of its own.
"""

from functools import cache
from typing import NamedTuple

from landkarte.directory import Listing
from landkarte.standard import vocabulary

_BITS = 20
"""Room for a million providers."""

Feature = tuple[str, str]
"""(vocabulary, key); ("", "anbieter") is the provider itself."""


class Counts(NamedTuple):
    """How many providers of JobcoachingAP serve a place, regionally and bundesweit; each in the order of ``features``."""

    regional: tuple[int, ...]
    bundesweit: tuple[int, ...]


@cache
def features() -> tuple[Feature, ...]:
    """All that is counted: providers, then each Handlungsfeld and each way of communication beyond Lautsprache."""
    fields = [("handlungsfelder", key) for key in vocabulary("handlungsfelder").werte]
    ways = [("kommunikation", key) for key in vocabulary("kommunikation").werte if key != "lautsprache"]
    return (("", "anbieter"), *fields, *ways)


def columns() -> tuple[str, ...]:
    """The counts as columns of a table: regional, then bundesweit, for each feature."""
    return tuple(f"{key}_{where}" for _, key in features() for where in Counts._fields)


def features_of(listing: Listing) -> set[Feature]:
    """What a provider and its coaches can do, as far as JobcoachingAP is concerned; nothing where that is not offered."""
    core = [angebot for angebot in listing.angebote if angebot.leistungsart == "jobcoaching_ap"]
    if not core:
        return set()
    fields = {("handlungsfelder", key) for angebot in core for key in angebot.handlungsfelder}
    ways = {("kommunikation", key) for one in (listing, *listing.team) for key in one.entry.kommunikation}
    return {("", "anbieter")} | fields | ways


def packed(found: set[Feature]) -> int:
    """The features as ones in a single number, ready to be added to others."""
    return sum(1 << _BITS * place for place, feature in enumerate(features()) if feature in found)


def unpacked(total: int) -> tuple[int, ...]:
    """The counts in a sum of such numbers, in the order of ``features``."""
    return tuple((total >> _BITS * place) & ((1 << _BITS) - 1) for place in range(len(features())))

"""What is counted where coverage is shown: providers of JobcoachingAP, and what they can do.

Counts are added up many thousand times, so all features of a provider are ones in a single number, each in bits of its own.
"""

from functools import cache, cached_property
from typing import NamedTuple

from landkarte.directory import Directory, Listing
from landkarte.directory.coverage.served import Served
from landkarte.directory.coverage.territories import Territories
from landkarte.places.tables import kreise
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


class Counting:
    """The counts of every Kreis, Land (by kuerzel) and Amt (by key)."""

    def __init__(self, directory: Directory, served: Served, territories: Territories) -> None:
        self._providers = directory.providers
        self._served = served
        self._territories = territories

    def territory(self, key: str) -> Counts:
        """Those of a Land or of the territory of an Amt; who serves one Kreis of it regionally counts once, as regional."""
        served = self._territories.served[key]
        regional = sum([self._packed[number] for number, reason in served.items() if reason != "bundesweit"])
        bundesweit = sum([self._packed[number] for number, reason in served.items() if reason == "bundesweit"])
        return Counts(_unpacked(regional), _unpacked(bundesweit))

    def all(self) -> Counts:
        """Those of all providers, wherever they work: who does not work bundesweit, and who does."""
        return Counts(_unpacked(sum(self._packed) - self._everywhere), _unpacked(self._everywhere))

    @cached_property
    def kreise(self) -> dict[str, Counts]:
        """The counts of every Kreis, by AGS."""
        regional, bundesweit = dict.fromkeys(kreise(), 0), dict.fromkeys(kreise(), self._everywhere)
        for listing, ones in zip(self._providers, self._packed, strict=True):
            for ags in listing.kreise:
                regional[ags] += ones
        for one in self._served.national:
            for ags in one.elsewhere:
                bundesweit[ags] -= self._packed[one.number]
        return {ags: Counts(_unpacked(regional[ags]), _unpacked(bundesweit[ags])) for ags in regional}

    @cached_property
    def _everywhere(self) -> int:
        """The features of all who work bundesweit, added up."""
        return sum(self._packed[one.number] for one in self._served.national)

    @cached_property
    def _packed(self) -> list[int]:
        """By number: the features of a provider, ready to be added to others."""
        return list(map(_packed, self._providers))


def _packed(listing: Listing) -> int:
    """What a provider and its coaches can do, as far as JobcoachingAP is concerned; nothing where that is not offered."""
    core = [angebot for angebot in listing.angebote if angebot.leistungsart == "jobcoaching_ap"]
    if not core:
        return 0
    fields = {("handlungsfelder", key) for angebot in core for key in angebot.handlungsfelder}
    ways = {("kommunikation", key) for one in (listing, *listing.team) for key in one.entry.kommunikation}
    found = {("", "anbieter")} | fields | ways
    return sum(1 << _BITS * place for place, feature in enumerate(features()) if feature in found)


def _unpacked(total: int) -> tuple[int, ...]:
    """The counts in a sum of such numbers, in the order of ``features``."""
    return tuple((total >> _BITS * place) & ((1 << _BITS) - 1) for place in range(len(features())))

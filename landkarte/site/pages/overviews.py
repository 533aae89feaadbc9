"""Pages over many entries: the Länder, the alphabet, the sources."""

import re
from typing import NamedTuple

from landkarte.directory import Directory, Listing
from landkarte.directory.coverage import Coverage
from landkarte.directory.coverage.territories import Territory
from landkarte.ground.text import folded, grouped
from landkarte.places.names import land_label
from landkarte.site.pages.regions import land_url
from landkarte.standard import vocabulary

_WEB = re.compile(r"(https?://[^\s;,)]+)")
OTHERS = "andere"
DIGITS = "0-9"


class Land(NamedTuple):
    """Who has a Standort in a Land, and who else works there."""

    kuerzel: str
    name: str
    territory: Territory
    url: str
    """Its page, relative to the site."""
    feed: str


def laender(coverage: Coverage) -> list[Land]:
    """All 16 Länder in alphabetical order."""
    there = coverage.territories.land
    found = [Land(key, land_label(key), there(key), land_url(key), f"land/{key.lower()}.xml") for key in vocabulary("bundeslaender").werte]
    return sorted(found, key=lambda land: folded(land.name))


def letter(name: str) -> str:
    """The page of the alphabet on which ``name`` stands: Ä is found under A."""
    first = folded(name.lstrip())[:1]
    if "a" <= first <= "z":
        return first
    return DIGITS if first.isdigit() else OTHERS


def alphabet(directory: Directory) -> dict[str, list[Listing]]:
    """All entries by the page of the alphabet: digits, a to z, what is left."""
    found = grouped((letter(listing.name), listing) for listing in directory.all)
    order = [DIGITS, *map(chr, range(ord("a"), ord("z") + 1)), OTHERS]
    return {key: sorted(found[key], key=lambda listing: (folded(listing.name), listing.entry.id)) for key in order if key in found}


def linked(text: str) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is a web address to link."""
    return [(piece, number % 2 == 1) for number, piece in enumerate(_WEB.split(text)) if piece]

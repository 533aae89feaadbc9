"""Pages over many entries: one per Land, the alphabet, the sources."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from landkarte.directory import Directory, Listing, folded, land_label
from landkarte.standard import vocabulary

_REASONS = {
    "land": "Im ganzen Land",
    "kreise": "In einzelnen Kreisen",
    "umkreis": "Im Umkreis eines Standorts",
    "bundesweit": "Bundesweit",
}
_WEB = re.compile(r"https?://[^\s;,)]+")
OTHERS = "andere"
DIGITS = "0-9"


@dataclass(frozen=True, slots=True)
class Land:
    """Who has a Standort in a Land, and who else works there, with the reason in words."""

    kuerzel: str
    name: str
    hier: Sequence[Listing]
    auch: Sequence[tuple[str, Sequence[Listing]]]

    @property
    def url(self) -> str:
        """Its page, relative to the site."""
        return f"land/{self.kuerzel.lower()}.html"

    @property
    def auch_anzahl(self) -> int:
        """How many serve the Land from elsewhere."""
        return sum(len(listings) for _, listings in self.auch)


def laender(directory: Directory) -> list[Land]:
    """All 16 Länder in alphabetical order."""
    found = [_land(kuerzel, directory) for kuerzel in vocabulary("bundeslaender").werte]
    return sorted(found, key=lambda land: folded(land.name))


def _land(kuerzel: str, directory: Directory) -> Land:
    here: list[Listing] = []
    by_reason: dict[str, list[Listing]] = {}
    for listing in directory.providers:
        if any(place.land == kuerzel for place in listing.places):
            here.append(listing)
        elif reason := listing.laender.get(kuerzel):
            by_reason.setdefault(reason, []).append(listing)
    others = [(words, by_reason[reason]) for reason, words in _REASONS.items() if reason in by_reason]
    return Land(kuerzel, land_label(kuerzel), here, others)


def letter(name: str) -> str:
    """The page of the alphabet on which ``name`` stands: Ä is found under A."""
    first = folded(name.lstrip())[:1]
    if "a" <= first <= "z":
        return first
    return DIGITS if first.isdigit() else OTHERS


def alphabet(directory: Directory) -> dict[str, list[Listing]]:
    """All entries by the page of the alphabet: digits, a to z, what is left."""
    found: dict[str, list[Listing]] = {}
    for listing in directory.all:
        found.setdefault(letter(listing.name), []).append(listing)
    order = [DIGITS, *map(chr, range(ord("a"), ord("z") + 1)), OTHERS]
    return {key: sorted(found[key], key=lambda listing: (folded(listing.name), listing.entry.id)) for key in order if key in found}


def linked(text: str) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is a web address to link."""
    pieces, end = [], 0
    for match in _WEB.finditer(text):
        pieces += [(text[end : match.start()], False), (match.group(), True)]
        end = match.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]

"""One Atom feed (RFC 4287) per Land, per Amt and for Germany, with items for the providers that are there or work there.

A feed tells changes of meaning, not of spelling: the id of an item is the digest over what an agency decides by, its day the one
since which it is so (``landkarte/directory/memory.py``). Whoever changes one of these gets a new item; whoever corrects a
description, a telephone number or only ``stand`` does not. A feed holds the newest 200.

Ids are ``urn:uuid``, so that they stay the same when the site moves or gets its first address. Without an address links are
relative to the feed, which RFC 4287 allows.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from html import escape

from landkarte.directory import Directory, Listing, memory, summary
from landkarte.directory.coverage import Coverage
from landkarte.entries.model import Leistungserbringer
from landkarte.places.names import land_label
from landkarte.site.pages.spelling import labels
from landkarte.standard import vocabulary

_NEWEST = 200
_BEGINNING = date(2026, 11, 1)
"""The day of a feed without an item."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feeds:
    """The feeds of one directory; the same provider is in many of them, so its item is made once."""

    def __init__(self, directory: Directory, coverage: Coverage) -> None:
        self._directory = directory
        self._territories = coverage.territories
        self._seen = cache(lambda number: memory.seen(directory.providers[number], directory))
        self._item = cache(self._made)
        # a feed lies one folder below the start page
        self._site = directory.settings.adresse or "../"

    def of_land(self, kuerzel: str) -> Iterator[tuple[str, bytes]]:
        """The feeds of a Land and of its Ämter as (path in the site, content)."""
        whole = self._territories.land(kuerzel)
        content = self._content(whole.all)
        yield self._feed(f"land/{kuerzel.lower()}", land_label(kuerzel), content)
        for key, wert in vocabulary("aemter").werte.items():
            if wert.zusatz["land"] == kuerzel:
                own = self._territories.amt(key)  # most often the very same
                yield self._feed(f"amt/{key}", wert.label, content if own == whole else self._content(own.all))

    def of_germany(self) -> tuple[str, bytes]:
        """The feed of all providers."""
        return self._feed("land/index", "Deutschland", self._content(range(len(self._directory.providers))))

    def _content(self, numbers: Iterable[int]) -> tuple[str, bytes]:
        """The newest moment and the newest items, the last one first."""
        newest = sorted(numbers, key=lambda number: self._seen(number).seit, reverse=True)[:_NEWEST]
        updated = self._seen(newest[0]).seit if newest else _BEGINNING
        return _moment(updated), "".join(map(self._item, newest)).encode()

    def _feed(self, page: str, name: str, content: tuple[str, bytes]) -> tuple[str, bytes]:
        updated, items = content
        settings = self._directory.settings
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">',
            f"<id>urn:uuid:{memory.uuid('feed', page)}</id>",
            f"<title>{_text(f'{settings.titel}: {name}')}</title>",
            "<subtitle>Neue Anbieter und Änderungen, die für eine Beauftragung wichtig sind. Alle Angaben sind Selbstauskunft.</subtitle>",
            f"<updated>{updated}</updated>",
            f"<author><name>{_text(settings.betreiber.name or settings.titel)}</name></author>",
            f'<link rel="alternate" type="text/html" href="{_text(self._site)}{page}.html"/>',
            *([f'<link rel="self" type="application/atom+xml" href="{_text(self._site)}{page}.xml"/>'] if settings.adresse else []),
            "",
        ]
        return f"{page}.xml", b"".join(("\n".join(lines).encode(), items, b"</feed>\n"))

    def _made(self, number: int) -> str:
        """The item of the provider with this number."""
        listing, seen = self._directory.providers[number], self._seen(number)
        entry = listing.entry
        assert isinstance(entry, Leistungserbringer)
        example = '<category term="beispiel" label="Beispiel, frei erfunden"/>\n' if entry.beispiel else ""
        return (
            f"<entry>\n<id>urn:uuid:{seen.inhalt}</id>\n<title>{_text(listing.name)}</title>\n"
            f"<updated>{_moment(seen.seit)}</updated>\n{example}"
            f'<link rel="alternate" type="text/html" href="{_text(self._site + listing.url)}"/>\n'
            f"<summary>{_text(_words(listing, entry, self._directory.day_for(entry)))}</summary>\n</entry>\n"
        )


def _words(listing: Listing, entry: Leistungserbringer, today: date) -> str:
    """The same for people, without what does not matter."""
    said = [
        ("Ort", ", ".join(summary.towns(listing))),
        ("Angebot", ", ".join(labels("leistungsarten", {angebot.leistungsart for angebot in entry.angebote}))),
        ("Ziel", ", ".join(labels("handlungsfelder", {key for angebot in entry.angebote for key in angebot.handlungsfelder}))),
        ("Arbeitet in", summary.area(entry)),
        ("Kapazität", summary.capacity(entry.kapazitaet, today)),
        ("Verständigung", ", ".join(labels("kommunikation", memory.ways(listing)))),
    ]
    return ". ".join(f"{name}: {words}" for name, words in said if words) + "."


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(words: str) -> str:
    """Text and nothing else, as far as XML can hold it."""
    return escape(_NOT_IN_XML.sub("", words))

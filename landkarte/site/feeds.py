"""One Atom feed (RFC 4287) per Land and per Amt, with an item for every provider that is there or works there.

A feed tells changes of meaning, not of spelling. A site without a memory cannot know what was there before, so the id of an
item holds a digest over what an agency decides by: name, Standorte and Einzugsgebiet, the offers with Handlungsfeldern,
Anlässen, Personenkreis and Leistungsträgern, communication and languages, whether there is room, the Stufen of the coaches.
Whoever changes one of these gets a new item; whoever corrects a description, a telephone number or only ``stand`` does not.

Ids are ``urn:uuid``, so that they stay the same when the site moves or gets its first address. Without an address links are
relative to the feed, which RFC 4287 allows. The day of an item is the newest on which something of the digest may have changed:
when the entry and those of its coaches were looked through, consent, room, what was seen by the maintainers, what ran out. So a
new item is never dated before the one it replaces, as long as ``stand`` tells of the change. It is never the day of the build.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from html import escape
from operator import itemgetter

from landkarte.directory import Directory, Listing, summary
from landkarte.directory.coverage import Coverage
from landkarte.directory.coverage.territories import Territory
from landkarte.directory.deadlines import last_days
from landkarte.entries.model import Angebot, Einzugsgebiet, Leistungserbringer
from landkarte.places.names import land_label
from landkarte.site.pages.spelling import labels
from landkarte.standard import vocabulary
from landkarte.standard.stufe import Grade

_BEGINNING = date(2026, 11, 1)
"""The day of a feed without an item."""
_SEEN = ("a", "b")
"""The Stufen whose day is that of an act of the maintainers."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "landkarte-jobcoachingap"


class Feeds:
    """The feeds of one directory; the same provider is in many of them, so its item is made once."""

    def __init__(self, directory: Directory, coverage: Coverage) -> None:
        self._directory = directory
        self._territories = coverage.territories
        self._items: dict[str, tuple[str, str]] = {}
        # a feed lies one folder below the start page
        self._site = directory.settings.adresse or "../"

    def of_land(self, kuerzel: str) -> Iterator[tuple[str, bytes]]:
        """The feeds of a Land and of its Ämter as (path in the site, content)."""
        whole = self._territories.land(kuerzel)
        content = self._content(whole)
        yield self._feed(f"land/{kuerzel.lower()}", land_label(kuerzel), content)
        for key, wert in vocabulary("aemter").werte.items():
            if wert.zusatz["land"] == kuerzel:
                own = self._territories.amt(key)  # most often the very same
                yield self._feed(f"amt/{key}", wert.label, content if own == whole else self._content(own))

    def _content(self, territory: Territory) -> tuple[str, bytes]:
        """The newest moment and all items, the newest first."""
        providers = self._directory.providers
        items = sorted((self._item(providers[number]) for number in territory.all), key=itemgetter(0), reverse=True)
        return items[0][0] if items else _moment(_BEGINNING), "".join(item for _, item in items).encode()

    def _feed(self, page: str, name: str, content: tuple[str, bytes]) -> tuple[str, bytes]:
        updated, items = content
        settings = self._directory.settings
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">',
            f"<id>{_urn('feed', page)}</id>",
            f"<title>{_text(f'{settings.titel}: {name}')}</title>",
            "<subtitle>Neue Anbieter und Änderungen, die für eine Beauftragung wichtig sind. Alle Angaben sind Selbstauskunft.</subtitle>",
            f"<updated>{updated}</updated>",
            f"<author><name>{_text(settings.betreiber.name or settings.titel)}</name></author>",
            f'<link rel="alternate" type="text/html" href="{_text(self._site)}{page}.html"/>',
            *([f'<link rel="self" type="application/atom+xml" href="{_text(self._site)}{page}.xml"/>'] if settings.adresse else []),
            "",
        ]
        return f"{page}.xml", b"".join(("\n".join(lines).encode(), items, b"</feed>\n"))

    def _item(self, listing: Listing) -> tuple[str, str]:
        """The moment of an item and its XML."""
        made = self._items.get(listing.url)
        if made is None:
            made = self._items[listing.url] = self._made(listing)
        return made

    def _made(self, listing: Listing) -> tuple[str, str]:
        entry = listing.entry
        assert isinstance(entry, Leistungserbringer)
        grades = listing.grades
        ways = {way for one in (listing, *listing.team) for way in one.entry.kommunikation}
        moment = _moment(max(self._days(listing)))
        example = '<category term="beispiel" label="Beispiel, frei erfunden"/>\n' if entry.beispiel else ""
        return moment, (
            f"<entry>\n<id>{_urn(entry.id, *_meaning(listing, entry, ways, grades))}</id>\n<title>{_text(listing.name)}</title>\n"
            f"<updated>{moment}</updated>\n{example}"
            f'<link rel="alternate" type="text/html" href="{_text(self._site + listing.url)}"/>\n'
            f"<summary>{_text(_words(listing, entry, ways, self._directory.day_for(entry)))}</summary>\n</entry>\n"
        )

    def _days(self, listing: Listing) -> Iterator[date]:
        """Every day on which something of the item may have changed."""
        for one in (listing, *listing.team):
            entry, grade, today = one.entry, one.grade, self._directory.day_for(one.entry)
            yield entry.stand
            if entry.einwilligung:
                yield entry.einwilligung.vom
            if entry.kapazitaet:
                yield entry.kapazitaet.stand
            if grade and grade.seit and grade.stufe in _SEEN:
                yield grade.seit
            yield from (last + timedelta(1) for kind, last in last_days(entry, grade) if kind != "eintrag" and last < today)


def _meaning(listing: Listing, entry: Leistungserbringer, ways: set[str], grades: list[Grade]) -> tuple[object, ...]:
    """What an agency decides by; the order in which an entry names things does not matter."""
    shared = _area(entry.einzugsgebiet)
    sites = [(site.plz, site.ort, _area(site.einzugsgebiet) if site.einzugsgebiet else shared) for site in entry.standorte]
    return (
        listing.name,
        sorted(sites, key=str) if len(sites) > 1 else sites,
        sorted(map(_offer, entry.angebote), key=str),
        sorted(ways),
        entry.dgs_niveau,
        sorted((sprache.code, sprache.niveau) for sprache in entry.sprachen),
        entry.kapazitaet and entry.kapazitaet.status,
        sorted(str(grade.stufe) for grade in grades),
    )


def _area(gebiet: Einzugsgebiet | None) -> object:
    if gebiet is None:
        return None
    out = gebiet.ausnahmen
    without = (sorted(out.kreise), sorted(out.bundeslaender)) if out else None
    return gebiet.umkreis_km, sorted(gebiet.kreise), sorted(gebiet.bundeslaender), gebiet.bundesweit, without


def _offer(angebot: Angebot) -> object:
    payers = {(bezug.traeger, bezug.amt or "", bezug.status) for bezug in angebot.leistungstraeger}
    return (
        angebot.leistungsart,
        sorted(angebot.handlungsfelder),
        sorted(angebot.anlaesse),
        sorted(angebot.personenkreis),
        sorted(payers),
    )


def _words(listing: Listing, entry: Leistungserbringer, ways: set[str], today: date) -> str:
    """The same for people, without what does not matter."""
    kinds = {angebot.leistungsart for angebot in entry.angebote}
    fields = {key for angebot in entry.angebote for key in angebot.handlungsfelder}
    said = [
        ("Ort", ", ".join(summary.towns(listing))),
        ("Angebot", ", ".join(labels("leistungsarten", kinds))),
        ("Handlungsfeld", ", ".join(labels("handlungsfelder", fields))),
        ("Arbeitet in", summary.area(entry)),
        ("Kapazität", summary.capacity(entry.kapazitaet, today)),
        ("Verständigung", ", ".join(labels("kommunikation", ways))),
    ]
    return ". ".join(f"{name}: {words}" for name, words in said if words) + "."


def _urn(*parts: object) -> str:
    """An id that is the same for the same parts: a UUID (version 8, variant 10) from the beginning of their SHA-256."""
    digest = sha256(json.dumps([_NAMESPACE, *parts], ensure_ascii=False).encode()).digest()
    hexed = digest.hex()
    return f"urn:uuid:{hexed[:8]}-{hexed[8:12]}-8{hexed[13:16]}-8{hexed[17:20]}-{hexed[20:32]}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(words: str) -> str:
    """Text and nothing else, as far as XML can hold it."""
    return escape(_NOT_IN_XML.sub("", words))

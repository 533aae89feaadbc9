"""One line per provider for the long lists of a place. The same provider stands on many pages, so its line is made once."""

from collections.abc import Iterable
from functools import cache
from itertools import chain

from markupsafe import Markup, escape

from landkarte.directory import Directory, Listing, summary
from landkarte.directory.coverage.served import Hit, Near
from landkarte.entries.model import Leistungserbringer
from landkarte.ground.text import unique
from landkarte.places.names import into_kreis
from landkarte.places.reach import Reason
from landkarte.site.pages.markup import raised_ap
from landkarte.site.pages.spelling import counted, labels, short

_REASONS: dict[Reason, str] = {
    "umkreis": "arbeitet im Umkreis",
    "land": "arbeitet im ganzen Land",
    "bundesweit": "arbeitet bundesweit",
}
_OF_AN_AREA: dict[Reason, str] = {
    "land": "Arbeitet im ganzen Land",
    "kreise": "Kommt in einzelne Kreise",
    "umkreis": "Umkreis eines Standorts reicht bis hierher",
    "bundesweit": "Arbeitet bundesweit",
}
"""In the browser ``templates/static/js/finden/antwort.js``."""


class Rows:
    """Makes the items of a list: name, town and what a caseworker asks first; between them what differs from page to page.

    ``root`` is the way from the page to the start page. Hits name providers by their number in the directory.
    """

    def __init__(self, directory: Directory, root: str) -> None:
        self._directory = directory
        self._root = root
        self._frame = cache(self._made)

    def hits(self, ags: str, hits: Iterable[Hit]) -> Markup:
        """Who serves the Kreis, each with distance and reason."""
        why = {"kreise": escape(f"kommt {into_kreis(ags)}"), **_REASONS}
        return Markup("".join(f"<p>{distance(km, rough)}, {why[reason]}</p>".join(self._frame(who)) for km, who, reason, rough in hits))

    def reasons(self, found: Iterable[tuple[int, Reason]]) -> Markup:
        """Who serves a Land or an Amt from elsewhere, each with how much of it."""
        return Markup("".join(f"<p>{_OF_AN_AREA[reason]}</p>".join(self._frame(number)) for number, reason in found))

    def near(self, found: Iterable[Near]) -> Markup:
        """Who has a Standort nearby, each with its distance."""
        return Markup("".join(f"<p>{distance(km, rough)}</p>".join(self._frame(number)) for km, number, rough in found))

    def said(self, found: Iterable[tuple[int, str]]) -> Markup:
        """Each provider with some words about it."""
        return Markup("".join(f"<p>{raised_ap(words)}</p>".join(self._frame(number)) for number, words in found))

    def plain(self, numbers: Iterable[int]) -> Markup:
        """Each provider with no more than its line."""
        return Markup("".join(chain.from_iterable(map(self._frame, numbers))))

    def _made(self, number: int) -> tuple[str, str]:
        """What of a line comes before and after the words of a page; markup."""
        listing = self._directory.providers[number]
        mark = Markup(' <span class="marke-beispiel">Beispiel</span>') if listing.entry.beispiel else ""
        phone = summary.phone(listing)
        call = Markup(' · <a href="{0.link}">{0.shown}</a>').format(phone) if phone else ""
        item = Markup('<li><a href="{}{}"><bdi>{}</bdi></a>, {}{}{}')
        head = item.format(self._root, listing.url, listing.name, _towns(listing), mark, call)
        facts = " · ".join(self._facts(listing))
        return str(head), f"<p>{raised_ap(facts)}</p></li>\n" if facts else "</li>\n"

    def _facts(self, listing: Listing) -> list[str]:
        """What is offered, whether there is room, where the coaches stand, how one can make oneself understood."""
        entry = listing.entry
        today = self._directory.day_for(entry)
        ways = [way for way in entry.kommunikation if way != "lautsprache"]
        room = summary.capacity(entry.kapazitaet, today)
        proven = summary.proven(listing)
        return [*_offered(listing), *filter(None, (room, proven)), *(short("kommunikation", way) for way in ways)]


def _offered(listing: Listing) -> list[str]:
    """The Handlungsfelder of JobcoachingAP; of whoever does not offer that, the kinds of service."""
    if listing.offers_jobcoaching_ap:
        offers = [angebot for angebot in listing.angebote if angebot.leistungsart == "jobcoaching_ap"]
        return labels("handlungsfelder", {key for angebot in offers for key in angebot.handlungsfelder})
    return labels("leistungsarten", {angebot.leistungsart for angebot in listing.angebote})


def _towns(listing: Listing) -> str:
    """The town of the first Standort, and how many more there are."""
    assert isinstance(listing.entry, Leistungserbringer)
    first, *others = unique(standort.ort for standort in listing.entry.standorte)
    return f"{first} und {counted(len(others), 'weiterer Ort', 'weitere Orte')}" if others else first


def distance(km: float, approximate: bool) -> str:
    """Standort 12 km entfernt · Standort etwa 12 km entfernt"""
    return f"Standort {'etwa ' if approximate else ''}{whole_km(km)} km entfernt"


def whole_km(km: float) -> int:
    """A distance as people and files read it: no more exact than the centre of a Kreis is."""
    return max(1, int(km + 0.5))

"""What the pages of the Kreise, the Ämter and the Länder say: who works there and why, and where to go from there."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from heapq import nsmallest
from itertools import islice
from math import ceil, dist
from typing import Any, NamedTuple

from markupsafe import Markup

from landkarte.directory import Directory, Listing
from landkarte.directory.coverage import Coverage
from landkarte.directory.coverage.served import FEW, MANY, NEAR_KM
from landkarte.directory.coverage.territories import Territory
from landkarte.directory.summary import area
from landkarte.entries.model import Leistungserbringer
from landkarte.ground.text import folded
from landkarte.places.distance import km_apart
from landkarte.places.names import in_kreis, in_land, kreis_name, land_label
from landkarte.places.reach import centres
from landkarte.places.tables import kreise, kreise_of_amt, kreise_of_land, kreiswechsel, land_of_amt, successors
from landkarte.site.pages import linked_data
from landkarte.site.pages.kreiskarte import Kreiskarten
from landkarte.site.pages.offers import agreed
from landkarte.site.pages.rows import Rows
from landkarte.site.pages.spelling import label
from landkarte.standard import Stelle, Wert, vocabulary

_NEIGHBOURS = 8
_PER_PAGE = 300
_AGS = 5
"""Digits in the key of a Kreis; that of a Gemeinde has more."""
_ARTEN = {"kreisfreie_stadt": "Kreisfreie Stadt", "stadtkreis": "Stadtkreis"}


class Kreisteil(NamedTuple):
    """A Kreis in a list: its page, and how many providers of JobcoachingAP serve it regionally and bundesweit."""

    ags: str
    name: str
    url: str
    regional: int
    bundesweit: int


class Amtteil(NamedTuple):
    """One of the 17 Ämter: its page, its Land and its territory in words."""

    key: str
    titel: str
    gebiet: str
    land: str
    land_name: str
    kontakt: Stelle
    beleg: Mapping[str, str]
    """Where its name stands, and how old that is."""
    bestaetigt: Mapping[str, Any] | None
    """What the Amt told the maintainers, and on which day."""
    url: str
    """Its page, relative to the site."""
    feed: str
    land_url: str
    geteilt: bool
    """Whether the Land has another Amt."""


def kreis_url(ags: str) -> str:
    """The page of a Kreis; the key is official and stays. In the browser ``templates/static/js/finden/wo.js``."""
    return f"kreis/{ags}.html"


def former_kreise() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Every key of a Kreis that is no longer one: its name then, and name and page of the Kreise that have its territory now."""
    for ags, name in {one.alt: one.name for one in kreiswechsel() if len(one.alt) == _AGS}.items():
        if heirs := successors(ags):
            yield ags, name, [(kreis_name(heir), kreis_url(heir)) for heir in heirs]


def page_url(url: str, seite: int) -> str:
    """A page of the lists of a Land or an Amt, whose first is at ``url``."""
    return url if seite == 1 else f"{url.removesuffix('.html')}-{seite}.html"


def _pages(number: int) -> int:
    return ceil(number / _PER_PAGE)


def land_url(kuerzel: str) -> str:
    """The page of a Land."""
    return f"land/{kuerzel.lower()}.html"


@cache
def _link(key: str) -> Markup:
    """To the page of a Kreis (AGS) or a Land (kuerzel)."""
    name, url = (kreis_name(key), kreis_url(key)) if key in kreise() else (land_label(key), land_url(key))
    return Markup('<a href="../{}">{}</a>').format(url, name)


def links(listing: Listing) -> Markup:
    """To the pages of the Kreise and Länder that an entry names, and to the Kreise of its Standorte, each once."""
    gebiete = [base.gebiet for base in listing.bases]
    keys = [place.kreis for place in listing.places if place.kreis]
    keys += [ags for gebiet in gebiete for ags in gebiet.kreise if ags in kreise()]
    keys += [land for gebiet in gebiete for land in gebiet.bundeslaender]
    return Markup(", ").join(map(_link, dict.fromkeys(keys)))


class Regions:
    """The variables of those pages, for one directory."""

    def __init__(self, directory: Directory, coverage: Coverage) -> None:
        self._directory = directory
        self._coverage = coverage
        self._rows = Rows(directory, "../")
        self._karten = Kreiskarten(directory)

    @cached_property
    def kreise(self) -> dict[str, Kreisteil]:
        """Every Kreis by AGS, in the order of their names."""
        counted = [(ags, self._coverage.counts.kreise[ags]) for ags in kreise()]
        found = [Kreisteil(ags, kreis_name(ags), kreis_url(ags), one.regional[0], one.bundesweit[0]) for ags, one in counted]
        return {kreis.ags: kreis for kreis in sorted(found, key=lambda kreis: (folded(kreise()[kreis.ags].name), kreis.ags))}

    @cached_property
    def aemter(self) -> dict[str, Amtteil]:
        """Every Amt by its key, by Land and name."""
        found = [_amt(wert) for wert in vocabulary("aemter").werte.values()]
        return {amt.key: amt for amt in sorted(found, key=lambda amt: (folded(amt.land_name), folded(amt.titel)))}

    def kreise_of(self, keys: Iterable[str]) -> list[Kreisteil]:
        """The Kreise with these AGS by name."""
        wanted = set(keys)
        return [kreis for ags, kreis in self.kreise.items() if ags in wanted]

    def by_land(self) -> list[tuple[str, str, list[Kreisteil]]]:
        """Every Land by name: its name, its key, its Kreise."""
        lands = sorted(vocabulary("bundeslaender").werte, key=lambda land: folded(land_label(land)))
        return [(land_label(land), land, self.kreise_of(kreise_of_land(land))) for land in lands]

    def kreis(self, ags: str) -> dict[str, object]:
        """The variables of the page of a Kreis."""
        kreis, served, rows = kreise()[ags], self._coverage.kreise, self._rows
        near, near_number = served.near(ags)
        serving = served.serving(ags, True)
        close = [number for core in (True, False) for _, number, *_ in served.regional(ags, core)[:MANY]]
        return {
            "kreis": self.kreise[ags],
            "land": kreis.land,
            "art": _ARTEN.get(kreis.art, ""),
            "dort": in_kreis(ags),
            "ags": ags,
            "karte": self._karten.of(ags, [*close, *(number for _, number, _ in near)]),
            "zeilen": rows.hits(ags, serving),
            "daten": self._structured(number for _, number, *_ in serving),
            "regional_anzahl": len(served.regional(ags, True)),
            "weit_anzahl": served.bundesweit(ags, True),
            "verwandt": rows.hits(ags, served.serving(ags, False)),
            "verwandt_anzahl": len(served.regional(ags, False)) + served.bundesweit(ags, False),
            "viele": MANY,
            "nahe": rows.near(near),
            "nahe_anzahl": near_number,
            "nahe_km": NEAR_KM,
            "wenige": FEW,
            "nachbarn": [(self.kreise[other], km) for other, km in _nearest(ags)],
            "land_name": land_label(kreis.land),
            "im_land": in_land(kreis.land),
            "land_url": land_url(kreis.land),
            "amt": self.aemter[kreis.amt],
        }

    def amt(self, key: str, seite: int) -> dict[str, object]:
        """The variables of a page of an Amt, the first or one with more of its lists."""
        territory = self._coverage.territories.amt(key)
        _, ohne, anzahl = self.counts_of_amt(key)
        return {
            "amt": self.aemter[key],
            "kreise": self.kreise_of(kreise_of_amt(key)),
            "ohne": ohne,
            "anzahl": anzahl,
            **self.lists(territory, self.aemter[key].url, seite),
            "nennen": self._rows.said(self._named_by.get(key, ())),
            "im_land": in_land(self.aemter[key].land),
            "nachbarn": [amt for amt in self.aemter.values() if amt.land == self.aemter[key].land and amt.key != key],
        }

    def counts_of_amt(self, key: str) -> tuple[int, int, int]:
        """How many Kreise an Amt has, how many of them have no regional entry, how many providers serve it regionally."""
        own = kreise_of_amt(key)
        return len(own), sum(not self.kreise[ags].regional for ags in own), self._coverage.counts.territory(key).regional[0]

    def nationwide(self) -> dict[str, object]:
        """The variables of the list of everybody who works bundesweit, each with its area in words."""
        found: dict[str, object] = {}
        rows = Rows(self._directory, "")
        for name, core in (("kern", True), ("verwandt", False)):
            numbers = [one.number for one in self._coverage.kreise.national if self._coverage.kreise.core[one.number] == core]
            entries = ((number, self._directory.providers[number].entry) for number in numbers)
            said = [(number, area(entry)) for number, entry in entries if isinstance(entry, Leistungserbringer)]
            found |= {name: rows.said(said), f"{name}_anzahl": len(numbers)}
        return found

    def pages(self, territory: Territory) -> range:
        """The numbers of the pages that the longest list of a Land or an Amt takes."""
        core = sum(self._coverage.kreise.core[number] for number in territory.here)
        return range(1, max(1, _pages(core), _pages(len(territory.here) - core)) + 1)

    def lists(self, territory: Territory, url: str, seite: int) -> dict[str, object]:
        """Who serves a territory, with JobcoachingAP and with related offers only, as a page of it shows them; ``url`` is its first."""
        groups = {name: self._groups(territory, core, url, seite) for name, core in (("kern", True), ("verwandt", False))}
        first = [number for number in territory.all if self._coverage.kreise.core[number]]
        return {**groups, "seite": seite, "daten": self._structured(first) if seite == 1 else ""}

    def _structured(self, numbers: Iterable[int]) -> Markup:
        """The beginning of a list for search engines."""
        near = map(self._directory.providers.__getitem__, islice(numbers, FEW))
        return linked_data.of_list(near, self._directory.settings.adresse or "../")

    def _groups(self, territory: Territory, core: bool, url: str, seite: int) -> list[dict[str, object]]:
        """Those with a Standort there by name, then the nearest MANY of the others, each with the reason. A short list is on every page."""
        kinds = self._coverage.kreise.core
        here = [number for number in territory.here if kinds[number] == core]
        also = [(number, reason) for number, reason in territory.also if kinds[number] == core]
        near = also[:MANY]
        titel, pages = "Mit Standort im Gebiet", _pages(len(here))
        start = (seite - 1) * _PER_PAGE if seite <= pages else 0
        shown = here[start : start + _PER_PAGE]
        if pages > 1:
            titel += f", {start + 1} bis {start + len(shown)} von {len(here)}"
        seiten = [(number, page_url(url, number)) for number in range(1, pages + 1)]
        names = ("titel", "zeilen", "gezeigt", "anzahl", "seiten")
        found = (
            (titel, self._rows.plain(shown), len(here), len(here), seiten),
            ("Von außerhalb, die nächsten zuerst", self._rows.reasons(near), len(near), len(also), ()),
        )
        return [dict(zip(names, group, strict=True)) for group in found if group[3]]

    @cached_property
    def _named_by(self) -> dict[str, list[tuple[int, str]]]:
        """By key of the Amt: who names it as Leistungsträger, and how far that is agreed, as they say themselves."""
        found: dict[str, list[tuple[int, str]]] = {}
        for number, listing in enumerate(self._directory.providers):
            said: dict[str, dict[str, None]] = {}
            for angebot in listing.angebote:
                for bezug in angebot.leistungstraeger:
                    if bezug.amt:
                        said.setdefault(bezug.amt, {})[f"{label('leistungsarten', angebot.leistungsart)}: {agreed(bezug)}"] = None
            for amt, words in said.items():
                found.setdefault(amt, []).append((number, "; ".join(words)))
        return found


def _amt(wert: Wert) -> Amtteil:
    key, mehr, land = wert.key, wert.zusatz, wert.zusatz["land"]
    told = Stelle(**mehr["kontakt"]), mehr["beleg"], mehr.get("bestaetigt")
    links = f"amt/{key}.html", f"amt/{key}.xml", land_url(land)
    return Amtteil(key, wert.label, wert.erklaerung, land, land_label(land), *told, *links, land_of_amt(key) is None)


def _nearest(ags: str) -> list[tuple[str, int]]:
    """The Kreise whose centres are nearest, with whole kilometres; neighbours as far as centres can tell."""
    own = centres()[ags]
    found = nsmallest(_NEIGHBOURS + 1, zip(map(partial(dist, own), centres().values()), centres(), strict=True))
    return [(key, round(km_apart(own, centres()[key]))) for _, key in found if key != ags]

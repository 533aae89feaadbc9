"""The words that the steps share once entries are checked and placed: what is published, where it lies, whom it serves."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from landkarte.diagnostics import Diagnostic
from landkarte.geo.exact import Exact
from landkarte.model import Anbieter, Angebot, Eintrag, Einzugsgebiet, Jobcoach, Leistungserbringer, Person, Standort
from landkarte.reach import Base, Reach, Reason, kreise_served, laender_served
from landkarte.settings import Settings
from landkarte.standard import rules, vocabulary
from landkarte.stufe import Grade

Precision = Literal["angegeben", "nachgeschlagen", "ungefaehr"]
Genauigkeit = Literal["hausnummer", "strasse", "ort"]
Herkunft = Literal["nachgeschlagen", "hand"]
Art = Literal["anbieter", "jobcoach"]
"""The kind of an entry, as its file says it; it is the folder of its page, too."""


PointKey = tuple[str, str]
"""Id of an entry, id of one of its Standorte."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of coaches/orte.csv: WGS 84 degrees, how exact it is, whose data it is, and since when; ``hand``: a person set it."""

    lat: float
    lon: float
    genauigkeit: Genauigkeit
    quelle: str
    tag: date
    von: Herkunft


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Standort lies: WGS 84 degrees, how exact they are, and the Kreis (AGS, 5 digits) and Land (kuerzel) if known."""

    standort: Standort
    lat: float
    lon: float
    precision: Precision
    kreis: str | None
    land: str | None
    gebiet: Einzugsgebiet | None
    """The area that applies here: its own, else that of the entry."""
    radius_km: float = 0
    """Where the place is only roughly known: how far from the point it may well lie."""
    point: Point | None = None
    """Where the degrees come from coaches/orte.csv: the point as it stands there."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One published entry with everything that pages, map and search need. A coach of an organisation has no places."""

    entry: Eintrag
    name: str
    url: str
    places: tuple[Place, ...]
    kreise: Mapping[str, Reach]
    """Kreise (AGS) that the entry serves more closely than bundesweit."""
    laender: Mapping[str, Reason]
    """Länder (kuerzel) in which the entry serves a Kreis."""
    findings: tuple[Diagnostic, ...]
    """Warnings and hints that readers see with the entry."""

    @property
    def bases(self) -> tuple[Base, ...]:
        """The Standorte as far as it matters for whom they serve."""
        return bases(self.places)

    @property
    def angebote(self) -> tuple[Angebot, ...]:
        """The offers; a coach of an organisation has none of her own."""
        return self.entry.angebote if isinstance(self.entry, Leistungserbringer) else ()

    @property
    def offers_jobcoaching_ap(self) -> bool:
        """Whether one of the offers is JobcoachingAP itself and not a related one."""
        return any(angebot.leistungsart == "jobcoaching_ap" for angebot in self.angebote)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An entry that is gone: what kind it was, its id, and since when."""

    art: Art
    id: str
    tag: date

    @property
    def key(self) -> tuple[Art, str]:
        """What the sort order goes by, and no two have in common."""
        return self.art, self.id

    @property
    def url(self) -> str:
        """The page that it had, relative to the site."""
        return _url(self.art, self.id)


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that is published, by folded name then id; ``today`` decides every date on the site."""

    settings: Settings
    today: date
    providers: tuple[Listing, ...]
    """Whoever can be commissioned: organisations and freelancers."""
    coaches: tuple[Listing, ...]
    """All coaches: those of organisations and the freelancers (who are in both tuples)."""
    grades: Mapping[str, Grade] = field(default_factory=dict)
    """The Stufe of every coach, by id."""
    exact: Exact | None = None
    """The official geographic data, if there are any."""
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Former ids that lead to an entry and to no other, by its id."""
    withdrawn: tuple[Withdrawn, ...] = ()
    """Entries that are gone and whose ids nobody has now, by kind and id."""

    @property
    def all(self) -> tuple[Listing, ...]:
        """Every entry once."""
        own = {listing.entry.id for listing in self.providers}
        return self.providers + tuple(listing for listing in self.coaches if listing.entry.id not in own)

    def day_for(self, entry: Eintrag) -> date:
        """The day on which an entry is judged: today; a fixed one for invented entries, so that they do not grow stale."""
        return self.settings.beispiel_stichtag if entry.beispiel else self.today

    @property
    def has_examples(self) -> bool:
        """Whether invented demonstration entries are among them."""
        return any(listing.entry.beispiel for listing in self.all)


def bases(places: Iterable[Place]) -> tuple[Base, ...]:
    """The places that have an area, each with it."""
    return tuple(Base(place.lat, place.lon, place.gebiet) for place in places if place.gebiet)


def public_name(entry: Eintrag) -> str:
    """The name under which an entry is published; a person who did not release her name has none."""
    if isinstance(entry, Anbieter):
        return entry.name
    assert isinstance(entry, Person)
    return str(entry.name) if entry.name and may_show(entry, "name") else "Jobcoach (Name auf Anfrage)"


def may_show(entry: Eintrag, what: str) -> bool:
    """Whether the entry's Einwilligung covers ``what`` (a key of the vocabulary einwilligungsumfang)."""
    return entry.einwilligung is not None and what in entry.einwilligung.umfang


def url_of(entry: Eintrag) -> str:
    """The page of an entry, relative to the site."""
    return _url("jobcoach" if isinstance(entry, Person) else "anbieter", entry.id)


def former_urls(id_: str) -> tuple[str, ...]:
    """Where an entry with a former id may have had its page: as a coach, and unless such ids are kept for coaches as a provider.

    A freelancer may have become an organisation, and the other way round; an old link must not care.
    """
    arten: tuple[Art, ...] = ("jobcoach",) if id_.startswith(rules()["FO-03"].werte["nur_jobcoaches"]) else ("anbieter", "jobcoach")
    return tuple(_url(art, id_) for art in arten)


def _url(art: Art, id_: str) -> str:
    return f"{art}/{id_}.html"


def folded(text: str) -> str:
    """``text`` for comparing and sorting: ü = ue = u is not yet decided here, only case, accents and ß.

    In the browser ``templates/static/js/finden/suche.js``.
    """
    plain = text.casefold()
    if plain.isascii():  # most names are, and there are many
        return plain
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))


def in_order(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    """By folded name, then id: the same order on every machine."""
    return tuple(sorted(listings, key=lambda listing: (_sorted_under(listing), listing.entry.id)))


def _sorted_under(listing: Listing) -> str:
    """Persons under their surname, everything from its first letter or digit on: no sign may push an entry to the top."""
    entry = listing.entry
    shown = isinstance(entry, Person) and entry.name is not None and listing.name == str(entry.name)
    name = f"{entry.name.nachname} {entry.name.vorname}" if shown and isinstance(entry, Person) and entry.name else listing.name
    return re.sub(r"^[\W_]+", "", folded(name))


def land_label(kuerzel: str) -> str:
    """The name of a Land."""
    return vocabulary("bundeslaender").label(kuerzel)


def staff(directory: Directory) -> dict[str, list[Listing]]:
    """The coaches of each organisation, by its id; both must name each other, or a stranger could put herself on its page."""
    named = {listing.entry.id: listing.entry.jobcoaches for listing in directory.providers if isinstance(listing.entry, Anbieter)}
    found: dict[str, list[Listing]] = {key: [] for key in named}
    for coach in directory.coaches:
        if isinstance(coach.entry, Jobcoach) and coach.entry.id in named.get(coach.entry.anbieter, ()):
            found[coach.entry.anbieter].append(coach)
    return found


def notes(ids: Mapping[str, str], found: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """The warnings that readers see with an entry, by id; ``ids`` names the entry of each file."""
    kept: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for finding in found:
        if finding.level == "warnung" and finding.file in ids and not rules()[finding.code].nur_redaktion:
            kept[ids[finding.file]].append(finding)
    return {id_: tuple(sorted(findings, key=lambda finding: finding.key)) for id_, findings in kept.items()}


def assemble(
    settings: Settings,
    today: date,
    entries: Iterable[Eintrag],
    placed: Mapping[str, tuple[Place, ...]],
    findings: Mapping[str, tuple[Diagnostic, ...]],
    grades: Mapping[str, Grade] | None = None,
    exact: Exact | None = None,
    former: Mapping[str, tuple[str, ...]] | None = None,
    withdrawn: Iterable[Withdrawn] = (),
) -> Directory:
    """The published directory; ``placed``, ``findings``, ``grades`` and ``former`` are looked up by id."""
    listings = [_listing(entry, placed[entry.id], findings.get(entry.id, ())) for entry in entries]
    providers = in_order(listing for listing in listings if isinstance(listing.entry, Leistungserbringer))
    coaches = in_order(listing for listing in listings if isinstance(listing.entry, Person))
    ids = {listing.entry.id for listing in listings}.union(*(former or {}).values())
    gone = tuple(sorted((one for one in withdrawn if one.id not in ids), key=lambda one: one.key))
    return Directory(settings, today, providers, coaches, grades or {}, exact, former or {}, gone)


def _listing(entry: Eintrag, places: tuple[Place, ...], findings: tuple[Diagnostic, ...]) -> Listing:
    own = bases(places)
    kreise = kreise_served(own)
    return Listing(entry, public_name(entry), url_of(entry), places, kreise, laender_served(own, kreise), findings)

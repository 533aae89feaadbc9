"""The words that the steps share once entries are checked and placed: what is published, where it lies, whom it serves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from landkarte.entries.model import Anbieter, Angebot, Eintrag, Jobcoach, Leistungserbringer, Person
from landkarte.entries.model.eintraege import public_name
from landkarte.entries.withdrawn import Art, Withdrawn, page_url
from landkarte.ground.diagnostics import Diagnostic
from landkarte.ground.settings import Settings
from landkarte.ground.text import folded
from landkarte.places.exact import Exact
from landkarte.places.placing import Place
from landkarte.places.reach import Base, Reach, Reason, kreise_served, laender_served
from landkarte.standard import rules
from landkarte.standard.stufe import Grade


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


def url_of(entry: Eintrag) -> str:
    """The page of an entry, relative to the site."""
    return page_url("jobcoach" if isinstance(entry, Person) else "anbieter", entry.id)


def former_urls(id_: str) -> tuple[str, ...]:
    """Where an entry with a former id may have had its page: as a coach, and unless such ids are kept for coaches as a provider.

    A freelancer may have become an organisation, and the other way round; an old link must not care.
    """
    arten: tuple[Art, ...] = ("jobcoach",) if id_.startswith(rules()["FO-03"].werte["nur_jobcoaches"]) else ("anbieter", "jobcoach")
    return tuple(page_url(art, id_) for art in arten)


def in_order(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    """By folded name, then id: the same order on every machine."""
    return tuple(sorted(listings, key=lambda listing: (_sorted_under(listing), listing.entry.id)))


def _sorted_under(listing: Listing) -> str:
    """Persons under their surname, everything from its first letter or digit on: no sign may push an entry to the top."""
    entry = listing.entry
    shown = isinstance(entry, Person) and entry.name is not None and listing.name == str(entry.name)
    name = f"{entry.name.nachname} {entry.name.vorname or ''}" if shown and isinstance(entry, Person) and entry.name else listing.name
    return re.sub(r"^[\W_]+", "", folded(name))


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

"""The words that the steps share once entries are checked and placed: what is published, where it lies, whom it serves."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from landkarte.entries.model import Anbieter, Angebot, Eintrag, Einzugsgebiet, Jobcoach, Leistungserbringer, Person
from landkarte.entries.model.eintraege import offers, public_name
from landkarte.entries.withdrawn import Art, Withdrawn, page_url
from landkarte.ground.diagnostics import Diagnostic
from landkarte.ground.settings import Settings
from landkarte.ground.text import folded, grouped
from landkarte.places.exact import Exact
from landkarte.places.placing import Place
from landkarte.places.reach import Base, Reach, Reason, kreise_served, laender_served
from landkarte.standard import rules
from landkarte.standard.stufe import Grade

Link = tuple[str, str]
"""A name and the address of its page, relative to the site."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One published entry with everything that pages, map and search need. A coach of an organisation has no places."""

    entry: Eintrag
    """As far as it is released (``landkarte/entries/released.py``)."""
    name: str
    url: str
    places: tuple[Place, ...]
    kreise: Mapping[str, Reach]
    """Kreise (AGS) that the entry serves more closely than bundesweit."""
    laender: Mapping[str, Reason]
    """Länder (kuerzel) in which the entry serves a Kreis."""
    findings: tuple[Diagnostic, ...]
    """Warnings and hints that readers see with the entry."""
    grade: Grade | None
    """The Stufe of a coach."""
    former: tuple[str, ...]
    """Former ids that lead to the entry and to no other."""
    team: tuple["Listing", ...] = ()
    """The coaches of an organisation."""
    employer: "Listing | None" = None
    """The organisation of a coach."""

    @property
    def grades(self) -> list[Grade]:
        """The Stufen to be named with a provider: a freelancer's own, else those of the team."""
        persons = (self,) if isinstance(self.entry, Person) else self.team
        return [person.grade for person in persons if person.grade]

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
        return isinstance(self.entry, Leistungserbringer) and offers(self.entry, "jobcoaching_ap")


class Seen(NamedTuple):
    """What was published of an entry, as a digest of what an agency decides by, and since when that is so."""

    inhalt: str
    seit: date
    zuerst: date | None = None
    """The day on which the entry came, if that was seen."""


Memory = Mapping[str, Seen]
"""By id what was published."""


@dataclass(frozen=True)
class Directory:
    """Everything that is published, by folded name then id; ``today`` decides every date on the site."""

    settings: Settings
    today: date
    providers: tuple[Listing, ...]
    """Whoever can be commissioned: organisations and freelancers."""
    coaches: tuple[Listing, ...]
    """All coaches: those of organisations and the freelancers (who are in both tuples)."""
    exact: Exact | None = None
    """The official geographic data, if there are any."""
    withdrawn: tuple[Withdrawn, ...] = ()
    """Entries that are gone and whose ids nobody has now, by kind and id."""
    before: Memory | None = None
    """What the last publication says (``landkarte/directory/memory.py``), if it is known."""
    missing: tuple[str, ...] = ()
    """Ids of ``before`` that vanished by accident: they are not published, and remembered until they are back or withdrawn."""

    @cached_property
    def all(self) -> tuple[Listing, ...]:
        """Every entry once."""
        return self.providers + tuple(listing for listing in self.coaches if not isinstance(listing.entry, Leistungserbringer))

    @cached_property
    def grades(self) -> dict[str, Grade]:
        """The Stufe of every coach, by id."""
        return {listing.entry.id: listing.grade for listing in self.coaches if listing.grade}

    def day_for(self, entry: Eintrag) -> date:
        """The day on which an entry is judged: today; a fixed one for invented entries, so that they do not grow stale."""
        return self.settings.beispiel_stichtag if entry.beispiel else self.today

    @property
    def has_examples(self) -> bool:
        """Whether invented demonstration entries are among them."""
        return any(listing.entry.beispiel for listing in self.all)


_NO_AREA = Einzugsgebiet()


def bases(places: Iterable[Place]) -> tuple[Base, ...]:
    """The places, each with its area; whoever names none for a place serves nobody from there."""
    return tuple(Base(place.lat, place.lon, place.gebiet or _NO_AREA) for place in places)


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
    shown = entry.name if isinstance(entry, Person) else None
    name = f"{shown.nachname} {shown.vorname or ''}" if shown else listing.name
    return re.sub(r"^[\W_]+", "", folded(name))


def notes(found: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """The warnings that readers see with an entry, by its file."""
    shown = ((one.file, one) for one in found if one.level == "warnung" and not rules()[one.code].nur_redaktion)
    return {file: tuple(sorted(findings, key=lambda finding: finding.key)) for file, findings in grouped(shown).items()}


def listed(
    entry: Eintrag,
    places: tuple[Place, ...],
    findings: tuple[Diagnostic, ...] = (),
    grade: Grade | None = None,
    former: tuple[str, ...] = (),
) -> Listing:
    """An entry with what was found out about it alone; who works for whom, ``assemble`` adds."""
    own = bases(places)
    kreise = kreise_served(own)
    laender = laender_served(own, kreise)
    return Listing(entry, public_name(entry), url_of(entry), places, kreise, laender, findings, grade, former)


def assemble(
    settings: Settings, today: date, listings: Iterable[Listing], exact: Exact | None = None, withdrawn: Iterable[Withdrawn] = ()
) -> Directory:
    """The published directory: every entry in its order, coaches with their organisation, organisations with their coaches."""
    known = in_order(listings)
    named = {listing.entry.id: listing for listing in known if isinstance(listing.entry, Anbieter)}
    coaches = tuple(_employed(listing, named) for listing in known if isinstance(listing.entry, Person))
    teams = grouped((one.entry.anbieter, one) for one in coaches if isinstance(one.entry, Jobcoach) and one.employer)
    staffed = (replace(one, team=tuple(teams[one.entry.id])) if one.entry.id in teams else one for one in known)
    providers = tuple(listing for listing in staffed if isinstance(listing.entry, Leistungserbringer))
    ids = {id_ for listing in known for id_ in (listing.entry.id, *listing.former)}
    gone = tuple(sorted((one for one in withdrawn if one.id not in ids), key=lambda one: one.key))
    return Directory(settings, today, providers, coaches, exact, gone)


def _employed(coach: Listing, providers: Mapping[str, Listing]) -> Listing:
    """With the organisation that she works for: both must name each other, or a stranger could put herself on its page."""
    employer = providers.get(coach.entry.anbieter) if isinstance(coach.entry, Jobcoach) else None
    named = employer is not None and isinstance(employer.entry, Anbieter) and coach.entry.id in employer.entry.jobcoaches
    return replace(coach, employer=employer) if named else coach

"""What of an entry's address and contact is released: one decision for pages, data and the lookup of points."""

import re
from dataclasses import dataclass

from landkarte.entries import telephone
from landkarte.entries.model import Anbieter, Eintrag, Kontakt, Leistungserbringer, Person, Standort
from landkarte.entries.model.eintraege import may_show

_WEB = re.compile(r"https://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call and how; empty where it is not released."""

    funktion: str
    person: str
    telefon: telephone.Number | None
    email: str


def contact(entry: Leistungserbringer) -> Contact:
    """The Kontakt of a provider, as far as its Einwilligung goes, and that of the person who is named beside it."""
    kontakt = entry.kontakt
    own = kontakt.einwilligung
    return Contact(
        funktion=kontakt.funktion if _function_released(entry) else "",
        person=str(kontakt.person) if kontakt.person and own and "name" in own.umfang else "",
        telefon=telephone.read(kontakt.telefon) if kontakt.telefon and _released(entry, kontakt, "telefon") else None,
        email=(kontakt.email or "") if _released(entry, kontakt, "email") else "",
    )


def _released(entry: Eintrag, kontakt: Kontakt, what: str) -> bool:
    """Whether the entry's Einwilligung covers ``what``, and that of the person who is named beside it."""
    person_agrees = kontakt.person is None or (kontakt.einwilligung is not None and what in kontakt.einwilligung.umfang)
    return may_show(entry, what) and person_agrees


def _function_released(entry: Eintrag) -> bool:
    if may_show(entry, "funktion"):
        return True
    # The function of an organisation names nobody; it goes with the number or the address it answers for.
    return isinstance(entry, Anbieter) and (may_show(entry, "telefon") or may_show(entry, "email"))


def website(entry: Eintrag) -> str:
    """The website; that of a person mostly carries her name and needs the same consent."""
    return web(entry.website) if isinstance(entry, Anbieter) or may_show(entry, "name") else ""


def web(link: str | None) -> str:
    """``link`` if it may be one: https only."""
    return link if link and _WEB.fullmatch(link) else ""


def address(entry: Eintrag, site: Standort) -> bool:
    """Whether the address of a Standort may be public, and so be sent to a server and stored."""
    return site.adresse_veroeffentlichen and (not isinstance(entry, Person) or may_show(entry, "adresse"))


def street(entry: Eintrag, site: Standort) -> str:
    """Street and number of a Standort; empty where there is none or where it is not released."""
    return (site.strasse or "") if address(entry, site) else ""

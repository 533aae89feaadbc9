"""What a page says, once more for search engines: schema.org in JSON-LD. Nothing stands here that the page does not say in words.

That a proof was seen is told in the words of the Stufe, which name who saw it, and only where somebody did.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from landkarte.directory import Listing
from landkarte.entries.model import Anbieter, Leistungserbringer, Person
from landkarte.ground.scripts import harmless
from landkarte.site.pages.persons import Kontaktteil
from landkarte.site.pages.sites import area
from landkarte.site.pages.spelling import label

_SEEN = ("a", "b")
"""The Stufen that rest on what somebody saw or confirmed."""


def of_entry(listing: Listing, page: Mapping[str, Any], site: str) -> Markup:
    """The organisation or person of an entry; ``page`` are the variables of its page, ``site`` is where the start page lies."""
    entry, employer, grade = listing.entry, listing.employer, listing.grade
    person = isinstance(entry, Person)
    node = _node(
        "Person" if person else "Organization",
        url=site + listing.url,
        name=str(entry.name or "") if isinstance(entry, Anbieter | Person) else "",
        disambiguatingDescription="Beispiel – frei erfunden" if entry.beispiel else "",
        sameAs=page["website"],
        jobTitle="Jobcoach" if person else "",
        worksFor=employer and _node("Organization", name=employer.name, url=site + employer.url),
    )
    if isinstance(entry, Leistungserbringer):
        node |= _contact(page["kontakt"]) | {"address": list(map(_address, page["standorte"])), "makesOffer": _offers(entry)}
    if grade and grade.stufe in _SEEN:
        node["hasCredential"] = _node("EducationalOccupationalCredential", name=grade.titel, description=grade.wording)
    return _block(node)


def _node(kind: str, **values: object) -> dict[str, object]:
    """Something of this kind with what is known of it."""
    return {"@type": kind} | {key: value for key, value in values.items() if value}


def _contact(contact: Kontaktteil) -> dict[str, object]:
    known: dict[str, object] = {"telephone": contact.telefon.shown if contact.telefon else "", "email": contact.email}
    if contact.person or contact.funktion:
        known["contactPoint"] = _node("ContactPoint", name=contact.person, contactType=contact.funktion)
    return {key: value for key, value in known.items() if value}


def _address(site: Mapping[str, Any]) -> dict[str, object]:
    postcode, _, town = site["ort"].partition(" ")
    return _node("PostalAddress", streetAddress=site["strasse"], postalCode=postcode, addressLocality=town)


def _offers(entry: Leistungserbringer) -> dict[str, object]:
    """All services in one offer, with the area in the words of the page; an Ausnahme stays with what it is taken from."""
    areas = map(area, dict.fromkeys((entry.einzugsgebiet, *(one.einzugsgebiet for one in entry.standorte))))
    served = [one for words in areas for one in ([", ".join(words)] if words and words[-1].startswith("ausgenommen") else words)]
    services = [_node("Service", serviceType=label("leistungsarten", one.leistungsart), name=one.titel) for one in entry.angebote]
    return _node("Offer", itemOffered=services, areaServed=served)


def of_list(listings: Iterable[Listing], site: str) -> Markup:
    """Whom a list names, in its order; invented ones, whom a search engine would take for real, are left out."""
    real = (listing for listing in listings if not listing.entry.beispiel)
    items = [_node("ListItem", position=place, url=site + listing.url) for place, listing in enumerate(real, 1)]
    return _block(_node("ItemList", itemListElement=items)) if items else Markup()


def _block(node: Mapping[str, object]) -> Markup:
    data = harmless({"@context": "https://schema.org", **node}).decode()
    return Markup(f'<script type="application/ld+json">{data}</script>\n')

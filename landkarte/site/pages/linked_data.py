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
    entry, employer = listing.entry, listing.employer
    person = isinstance(entry, Person)
    node = {
        "@type": "Person" if person else "Organization",
        "url": site + listing.url,
        "name": str(entry.name or "") if isinstance(entry, Anbieter | Person) else "",
        "disambiguatingDescription": "Beispiel – frei erfunden" if entry.beispiel else "",
        "sameAs": page["website"],
        "jobTitle": "Jobcoach" if person else "",
        "worksFor": {"@type": "Organization", "name": employer.name, "url": site + employer.url} if employer else "",
    }
    if isinstance(entry, Leistungserbringer):
        node |= {**_contact(page["kontakt"]), "address": list(map(_address, page["standorte"])), "makesOffer": _offers(entry)}
    if listing.grade and listing.grade.stufe in _SEEN:
        credential = {"@type": "EducationalOccupationalCredential", "name": listing.grade.titel, "description": listing.grade.wording}
        node["hasCredential"] = credential
    return _block({key: value for key, value in node.items() if value})


def _contact(contact: Kontaktteil) -> dict[str, object]:
    told = {"telephone": contact.telefon.shown if contact.telefon else "", "email": contact.email}
    answering = {"name": contact.person, "contactType": contact.funktion}
    named = {key: value for key, value in answering.items() if value}
    return {**told, "contactPoint": {"@type": "ContactPoint", **named} if named else ""}


def _address(site: Mapping[str, Any]) -> dict[str, str]:
    street = {"streetAddress": site["strasse"]} if site["strasse"] else {}
    postcode, _, town = site["ort"].partition(" ")
    return {"@type": "PostalAddress", **street, "postalCode": postcode, "addressLocality": town}


def _offers(entry: Leistungserbringer) -> dict[str, object]:
    """All services in one offer, with the area in the words of the page; an Ausnahme stays with what it is taken from."""
    areas = [area(gebiet) for gebiet in dict.fromkeys((entry.einzugsgebiet, *(one.einzugsgebiet for one in entry.standorte))) if gebiet]
    served = [one for words in areas for one in ([", ".join(words)] if words and words[-1].startswith("ausgenommen") else words)]
    services = [
        {"@type": "Service", "serviceType": label("leistungsarten", one.leistungsart), **({"name": one.titel} if one.titel else {})}
        for one in entry.angebote
    ]
    return {"@type": "Offer", "itemOffered": services, **({"areaServed": served} if served else {})}


def of_list(listings: Iterable[Listing], site: str) -> Markup:
    """Whom a list names, in its order; invented ones, whom a search engine would take for real, are left out."""
    real = [listing for listing in listings if not listing.entry.beispiel]
    items = [{"@type": "ListItem", "position": place, "url": site + listing.url} for place, listing in enumerate(real, 1)]
    return _block({"@type": "ItemList", "itemListElement": items}) if items else Markup()


def _block(node: Mapping[str, object]) -> Markup:
    data = harmless({"@context": "https://schema.org", **node}).decode()
    return Markup(f'<script type="application/ld+json">{data}</script>\n')

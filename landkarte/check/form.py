"""Rules on form that need more than one value, the day, or a library that knows addresses."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from landkarte.check.world import Found, World
from landkarte.diagnostics import KeyPath, quoted
from landkarte.model import Eintrag, Leistungserbringer

_HTML = re.compile(r"<[a-zA-Z/!?][^>]{0,200}")
_LINK = re.compile(r"(!?)\[[^\]]{0,300}\](?:\(\s*<?\s*|:\s+<?)([^)\s>]*)")
_HOST = re.compile(r"([a-z0-9äöüß]([a-z0-9äöüß-]{0,61}[a-z0-9äöüß])?\.)+[a-z][a-z0-9-]*[a-z]", re.IGNORECASE)


def unique_id(entry: Eintrag, world: World) -> Iterator[Found]:
    """No id in two folders."""
    if world.id_count[entry.id] > 1:
        yield Found(("id",), f"Die Kennung {quoted(entry.id)} gibt es zweimal, bei den Anbietern und bei den Jobcoaches.")


def days_not_ahead(entry: Eintrag, world: World) -> Iterator[Found]:
    """Days on which something was stated or issued are not in the future."""
    for path, day in _past_days(entry):
        if day > world.day_for(entry):
            yield Found(path, f"{path[-1]}: Der Tag {day} liegt in der Zukunft.")


def _past_days(entry: Eintrag) -> Iterator[tuple[KeyPath, date]]:
    yield ("stand",), entry.stand
    if entry.kapazitaet:
        yield ("kapazitaet", "stand"), entry.kapazitaet.stand
    for number, proof in enumerate(entry.nachweise):
        if proof.ausgestellt:
            yield ("nachweise", number, "ausgestellt"), proof.ausgestellt


def harmless_text(entry: Eintrag, world: World) -> Iterator[Found]:
    """Markdown without HTML, images and unsafe links."""
    for path, text in _texts(entry):
        html = _HTML.search(text)
        if html:
            yield Found(path, f"{path[-1]}: {quoted(html.group(), 30)} sieht nach HTML aus.")
        for image, target in _LINK.findall(text):
            if image:
                yield Found(path, f"{path[-1]}: Bilder sind nicht vorgesehen.")
            elif not target.lower().startswith(("https://", "http://", "mailto:")):
                yield Found(
                    path, f"{path[-1]}: Der Link auf {quoted(target)} ist nicht vorgesehen.", "Links beginnen mit https:// oder mailto:."
                )


def _texts(entry: Eintrag) -> Iterator[tuple[KeyPath, str]]:
    if not isinstance(entry, Leistungserbringer):
        return
    yield ("beschreibung",), entry.beschreibung
    if entry.beschreibung_leichte_sprache:
        yield ("beschreibung_leichte_sprache",), entry.beschreibung_leichte_sprache
    for number, offer in enumerate(entry.angebote):
        if offer.beschreibung:
            yield ("angebote", number, "beschreibung"), offer.beschreibung


def reachable(entry: Eintrag, world: World) -> Iterator[Found]:
    """E-mail, telephone and web addresses that can work."""
    for path, address in _web_addresses(entry):
        yield from _web_problem(path, address)
    if not isinstance(entry, Leistungserbringer):
        return
    if entry.kontakt.email and not _is_email(entry.kontakt.email):
        yield Found(("kontakt", "email"), f"{quoted(entry.kontakt.email)} ist keine E-Mail-Adresse.")
    if entry.kontakt.telefon and not _is_phone(entry.kontakt.telefon):
        yield Found(("kontakt", "telefon"), f"{quoted(entry.kontakt.telefon)} ist keine gültige Telefonnummer.")


def _web_addresses(entry: Eintrag) -> Iterator[tuple[KeyPath, str]]:
    if entry.website:
        yield ("website",), entry.website
    if isinstance(entry, Leistungserbringer):
        for number, site in enumerate(entry.standorte):
            if site.barrierefreiheit and site.barrierefreiheit.informierbar_url:
                yield ("standorte", number, "barrierefreiheit", "informierbar_url"), site.barrierefreiheit.informierbar_url


def _web_problem(path: KeyPath, address: str) -> Iterator[Found]:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.username is None and bool(_HOST.fullmatch(parts.hostname or ""))
    except ValueError:
        sound = False
    if not sound or any(char.isspace() or char in "\"'<>\\`" for char in address):
        yield Found(path, f"{quoted(address)} ist keine Web-Adresse, die veröffentlicht werden kann.")
    elif parts.scheme == "http":
        yield Found(path, f"{quoted(address)} beginnt mit http statt https.", level="warnung")


def _is_email(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


@cache
def _is_phone(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "DE"))
    except phonenumbers.NumberParseException:
        return False

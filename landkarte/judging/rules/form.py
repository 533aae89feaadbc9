"""Rules on form that need more than one value, the day, or a library that knows addresses."""

import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import urlsplit

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from landkarte.entries import telephone
from landkarte.entries.model import Anbieter, Eintrag, Leistungserbringer
from landkarte.entries.texts import every_text
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.judging import conditions as c
from landkarte.judging import hosts
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel

HTML = re.compile(r"<[a-zA-Z/!?][^>]{0,200}")
# begins with a character that seldom occurs, because that is found fast; whether a "!" stands before it is looked up
LINK = re.compile(r"\[([^\]]{0,300})\](?:\(\s*<?\s*|:\s+<?)([^)\s>]*)")
# Latin letters with their accents, as registries allow them: café, łódź; those of other scripts could pass for them.
_LETTER = "a-z0-9\u00df-\u00f6\u00f8-\u017f"
HOST = re.compile(rf"([{_LETTER}]([{_LETTER}-]{{0,61}}[{_LETTER}])?\.)+[a-z][a-z0-9-]*[a-z]")

_MARKDOWN = ("beschreibung", "beschreibung_leichte_sprache")
_LINK_HINT = "Links beginnen mit https:// oder mailto: und führen zu einer Adresse, wie FO-08 sie zulässt."
_NO_BLANKS = "Schreiben Sie die Adresse ohne Leerzeichen."
_LOOKS_HINT = "Tippen Sie die Adresse neu, mit lateinischen Buchstaben und mit Punkten von der Tastatur."
_PHONE_HINT = (
    "Schreiben Sie die Nummer mit Vorwahl und nur mit Ziffern, zum Beispiel +49 30 23125000. "
    "Kurze Nummern wie 115 und Nummern mit Sondergebühr gehen nicht."
)

# What nearly everybody writes is accepted at once: the libraries would accept it, too, but take fifty times as long.
_SHORT = 60
_PLAIN_HOST = r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}"
PLAIN_URL = re.compile(rf"https://{_PLAIN_HOST}(?:/[\w./-]*)?", re.ASCII)
PLAIN_EMAIL = re.compile(rf"[a-z0-9]+(?:[._-][a-z0-9]+)*@{_PLAIN_HOST}")
SPECIAL_HOSTS = tuple(f".{name}" for name in SPECIAL_USE_DOMAIN_NAMES)


def _past(key: str) -> c.Condition:
    return c.not_ahead(key, "Tragen Sie einen Tag ein, der schon war.")


def harmless_text(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Markdown without HTML, images and unsafe links."""
    for path, text in every_text(entry):
        if path[-1] not in _MARKDOWN:
            continue
        html = HTML.search(text)
        if html:
            yield Found(path, f"{path[-1]}: {quoted(html.group(), 30)} sieht nach HTML aus.")
        for link in LINK.finditer(text):
            target = link[2]
            if text.startswith("!", link.start() - 1, link.start()):
                yield Found(path, f"{path[-1]}: Bilder sind nicht vorgesehen.")
            else:
                yield from _link_problem(path, link[1], target)


def _link_problem(path: KeyPath, words: str, target: str) -> Iterator[Found]:
    if target.startswith("mailto:"):
        sound = _is_email(target.removeprefix("mailto:"))
    else:
        sound = target.startswith("https://") and not any(_web_problem(path, target))
    if not sound:
        yield Found(path, f"{path[-1]}: Der Link auf {quoted(target)} ist nicht vorgesehen.", _LINK_HINT)
    elif hosts.misleads(words, target):
        yield Found(
            path, f"{path[-1]}: Der Link zeigt {quoted(words)}, führt aber zu {quoted(target)}.", "Beschreiben Sie den Link in Worten."
        )


def reachable(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """E-mail, telephone and web addresses that can work."""
    for path, address in _web_addresses(entry):
        yield from _web_problem(path, address)
    if not isinstance(entry, Leistungserbringer):
        return
    if entry.kontakt.email and not _is_email(entry.kontakt.email):
        yield Found(("kontakt", "email"), f"{quoted(entry.kontakt.email)} ist keine E-Mail-Adresse.", _email_hint(entry.kontakt.email))
    if entry.kontakt.telefon and not telephone.read(entry.kontakt.telefon):
        message = f"{quoted(entry.kontakt.telefon)} ist keine Telefonnummer, die man wählen kann."
        yield Found(("kontakt", "telefon"), message, _phone_hint(entry.kontakt.telefon))


def _web_addresses(entry: Eintrag) -> Iterator[tuple[KeyPath, str]]:
    if entry.website:
        yield ("website",), entry.website
    if isinstance(entry, Leistungserbringer):
        for number, site in enumerate(entry.standorte):
            if site.barrierefreiheit and site.barrierefreiheit.informierbar_url:
                yield ("standorte", number, "barrierefreiheit", "informierbar_url"), site.barrierefreiheit.informierbar_url


def _web_problem(path: KeyPath, address: str) -> Iterator[Found]:
    if len(address) <= _SHORT and PLAIN_URL.fullmatch(address):
        return
    try:
        parts = urlsplit(address)
        host = normalize("NFC", parts.hostname or "")
        sound = parts.scheme in ("http", "https") and parts.username is None and bool(HOST.fullmatch(host))
    except ValueError:
        sound = False
    if not sound or any(char.isspace() or char in "\"'<>\\`" for char in address):
        yield Found(path, f"{quoted(address)} ist keine Web-Adresse, die veröffentlicht werden kann.", _web_hint(address))
    elif hosts.looks_like_another(parts.hostname or ""):
        yield Found(path, f"{quoted(address)} hat Zeichen, die anderen zum Verwechseln gleichen.", _LOOKS_HINT)
    elif parts.scheme == "http":
        message = f"{quoted(address)} beginnt mit http statt https und erscheint deshalb nicht."
        yield Found(path, message, f"Meinten Sie https{address[4:]}?", level="warnung")


def _web_hint(address: str) -> str:
    meant = f"https://{re.sub('^http://', '', address)}"
    if PLAIN_URL.fullmatch(meant):
        return f"Meinten Sie {meant}?"
    return _NO_BLANKS if " " in address else "Schreiben Sie zum Beispiel https://www.example.org/."


def _email_hint(address: str) -> str:
    if " " in address:
        return _NO_BLANKS
    return "Prüfen Sie die Schreibweise." if "@" in address else "Es fehlt das @; schreiben Sie zum Beispiel jobcoaching@example.org."


def _phone_hint(written: str) -> str:
    number = telephone.first(written)
    return f"Schreiben Sie eine einzige Nummer und nichts dazu, zum Beispiel {number.shown}." if number else _PHONE_HINT


def _is_email(address: str) -> bool:
    if len(address) <= _SHORT and PLAIN_EMAIL.fullmatch(address) and not address.endswith(SPECIAL_HOSTS):
        return True
    try:
        domain = validate_email(address, check_deliverability=False).domain
    except EmailNotValidError:
        return False
    return not hosts.looks_like_another(domain)


RULES: dict[str, Rule] = {
    "FO-06": c.every(
        _past("stand"),
        c.within("kapazitaet", _past("stand")),
        c.each("nachweise", _past("ausgestellt")),
        c.when(
            c.of_kind(Leistungserbringer),
            then=c.every(
                c.each("standorte", c.within("barrierefreiheit", _past("erhoben_am"))),
                c.each("angebote", c.within("konditionen.stundensatz_eur", _past("stand"))),
            ),
        ),
    ),
    "FO-07": harmless_text,
    "FO-08": reachable,
    # ids within an entry, and the coaches that a provider names
    "FO-12": c.every(
        c.once("fruehere_ids"),
        c.when(c.of_kind(Leistungserbringer), then=c.every(c.once("standorte", "id"), c.once("angebote", "id"))),
        c.when(c.of_kind(Anbieter), then=c.once("jobcoaches")),
    ),
}

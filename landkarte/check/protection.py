"""Rules that protect the people in the directory."""

import re
from collections.abc import Iterator
from functools import cache

from landkarte.check.form import texts
from landkarte.check.world import Found, World
from landkarte.diagnostics import KeyPath, quoted
from landkarte.model import Eintrag, Einwilligung, Leistungserbringer, Person, Standort
from landkarte.standard import Regel

_ONLY_DIGITS = bytes(byte if chr(byte) in "0123456789" else ord(" ") for byte in range(256))


def consent(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """A dated consent for the entry and for a named contact person."""
    yield from _consent_problem(("einwilligung",), entry.einwilligung, entry, world)
    if isinstance(entry, Leistungserbringer) and entry.kontakt.person:
        yield from _consent_problem(("kontakt", "einwilligung"), entry.kontakt.einwilligung, entry, world)


def _consent_problem(path: KeyPath, given: Einwilligung | None, entry: Eintrag, world: World) -> Iterator[Found]:
    if given is None:
        whose = "der Kontaktperson" if path[0] == "kontakt" else "zur Veröffentlichung"
        yield Found(path, f"Die Einwilligung {whose} fehlt.")
    elif given.vom > world.day_for(entry):
        yield Found((*path, "vom"), f"Die Einwilligung vom {given.vom} liegt in der Zukunft.", "Tragen Sie den Tag der Unterschrift ein.")


def nothing_unreleased(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """What a person did not release does not stand in the public file, nor an address that must not be public."""
    consent = entry.einwilligung
    for path, value, what in _personal(entry):
        hidden = what == "adresse" and not _site(entry, path).adresse_veroeffentlichen
        # without any consent rule X-01 has said all there is to say
        unreleased = isinstance(entry, Person) and consent is not None and what not in consent.umfang
        if value is not None and (hidden or unreleased):
            why = "die Adresse soll nicht öffentlich sein" if hidden else f"die Einwilligung umfasst {what} nicht"
            yield Found(path, f"{path[-1]} steht in der Datei, aber {why}.")


def _site(entry: Eintrag, path: KeyPath) -> Standort:
    """The Standort that ``path`` leads into."""
    assert isinstance(entry, Leistungserbringer)
    assert isinstance(path[1], int)
    return entry.standorte[path[1]]


def _personal(entry: Eintrag) -> Iterator[tuple[KeyPath, object, str]]:
    """Path, value and the key of einwilligungsumfang that releases it."""
    if isinstance(entry, Person):
        yield ("name",), entry.name, "name"
        yield ("geschlecht",), entry.geschlecht, "geschlecht"
    if isinstance(entry, Leistungserbringer):
        yield ("kontakt", "telefon"), entry.kontakt.telefon, "telefon"
        yield ("kontakt", "email"), entry.kontakt.email, "email"
        for number, site in enumerate(entry.standorte):
            for key in ("strasse", "lat", "lon"):
                yield ("standorte", number, key), getattr(site, key), "adresse"


def home_address(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Who works alone is asked whether the street is a home."""
    if entry.traegerart not in regel.werte["traegerarten"]:
        return
    for number, site in enumerate(entry.standorte):
        if site.strasse and site.adresse_veroeffentlichen:
            yield Found(("standorte", number, "strasse"), "Die Straße wird veröffentlicht. Ist das eine Privatwohnung?")


def no_case_data(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """No numbers or days in free text that stand for a person or a case."""
    texts_of_entry = list(_free_texts(entry))
    everything = "\n".join(text for _, text in texts_of_entry)
    # looking for words and counting digits is fast, and hardly any entry gets further
    numbers = everything.encode(errors="ignore").translate(_ONLY_DIGITS).split()
    longest = len(max(numbers, key=len, default=b""))
    for pattern in regel.werte["muster"]:
        if longest < pattern["ziffern_in_folge"] or not any(map(everything.__contains__, pattern["woerter"])):
            continue
        for path, text in texts_of_entry:
            if _compiled(pattern["muster"]).search(text):
                # the message does not repeat what must not be public
                yield Found(path, f"{path[-1]}: Etwas darin sieht aus wie {pattern['was']}.")


def figures_with_source(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A percentage comes with a link to where it is from."""
    for path, text in _free_texts(entry):
        if not any(map(text.__contains__, regel.werte["woerter"])):
            continue
        for paragraph in text.split("\n\n"):
            figure = _compiled(regel.werte["muster"]).search(paragraph)
            if figure and not any(link in paragraph for link in regel.werte["links"]):
                yield Found(path, f"{path[-1]}: {quoted(figure.group())} steht ohne Quelle.")
                break


def no_other_service(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """JobcoachingAP is not described as coaching for applications."""
    related = {number for number, offer in enumerate(entry.angebote) if offer.leistungsart != "jobcoaching_ap"}
    for path, text in _free_texts(entry):
        if related and (path[0] != "angebote" or path[1] in related):
            continue
        word = next(filter(text.__contains__, regel.werte["woerter"]), None)
        if word and not _denied(text, word, regel.werte["verneinung"]):
            yield Found(path, f"{path[-1]}: {quoted(word)} bezeichnet ein anderes Angebot.")


def _denied(text: str, word: str, negations: list[str]) -> bool:
    """Whether every sentence with ``word`` says that this is not what is done."""
    sentences = [sentence.casefold() for sentence in re.split(r"[.!?]\s|\n\s*\n", text) if word in sentence]
    return all(any(negation in sentence for negation in negations) for sentence in sentences)


def _free_texts(entry: Leistungserbringer) -> Iterator[tuple[KeyPath, str]]:
    """Everything that a provider writes in sentences of its own."""
    yield from texts(entry)
    if entry.kontakt.erreichbarkeit:
        yield ("kontakt", "erreichbarkeit"), entry.kontakt.erreichbarkeit
    for number, site in enumerate(entry.standorte):
        if site.barrierefreiheit and site.barrierefreiheit.hinweis:
            yield ("standorte", number, "barrierefreiheit", "hinweis"), site.barrierefreiheit.hinweis
    for number, offer in enumerate(entry.angebote):
        if offer.titel:
            yield ("angebote", number, "titel"), offer.titel
        if offer.konditionen and offer.konditionen.hinweis:
            yield ("angebote", number, "konditionen", "hinweis"), offer.konditionen.hinweis


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)

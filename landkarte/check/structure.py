"""Rules on the structure and the quality management of whoever can be commissioned."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from landkarte.check.form import texts
from landkarte.check.world import Found, World
from landkarte.days import months_old
from landkarte.diagnostics import KeyPath, quoted
from landkarte.model import Anbieter, Freiberufler, Jobcoach, Leistungserbringer, Person
from landkarte.proofs import run_out
from landkarte.standard import Regel, vocabulary


def commitment(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Whoever offers JobcoachingAP has declared itself to the standard, not in the future."""
    if not _offers_jobcoaching_ap(entry):
        return
    given = entry.qualitaet and entry.qualitaet.selbstverpflichtung
    if not given:
        yield Found(("qualitaet", "selbstverpflichtung"), "Die Selbstverpflichtung auf den Standard JobcoachingAP fehlt.")
    elif given.datum > world.day_for(entry):
        yield Found(("qualitaet", "selbstverpflichtung", "datum"), f"datum: Der Tag {given.datum} liegt in der Zukunft.")


def recent_commitment(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The declaration is not too old."""
    if not _offers_jobcoaching_ap(entry):
        return
    given = entry.qualitaet and entry.qualitaet.selbstverpflichtung
    months = regel.werte["monate"]
    if given and months_old(given.datum, world.day_for(entry), months):
        old = f"Die Selbstverpflichtung vom {given.datum} ist mindestens {months} Monate alt."
        yield Found(("qualitaet", "selbstverpflichtung", "datum"), old)


def version_of_standard(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The declaration says to which version of the standard; unknown versions are refused while reading."""
    if not _offers_jobcoaching_ap(entry):
        return
    if entry.qualitaet and entry.qualitaet.selbstverpflichtung and not entry.qualitaet.standardfassung:
        yield Found(("qualitaet", "standardfassung"), "Die Selbstverpflichtung nennt keine Fassung des Standards.")


def quality_management(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The kind of quality management is stated; supported employment may not be commissioned without one."""
    system = entry.qualitaet.qm_system if entry.qualitaet else None
    if system and system not in regel.werte["ohne"]:
        return
    required = entry.traegerart in regel.werte["traegerarten"] or any(
        offer.leistungsart in regel.werte["leistungsarten"] for offer in entry.angebote
    )
    if required:
        needed = "Unterstützte Beschäftigung setzt ein Qualitätsmanagement voraus; angegeben ist keines."
        yield Found(("qualitaet", "qm_system"), needed, level="fehler")
    elif not system:
        yield Found(("qualitaet", "qm_system"), "Zum Qualitätsmanagement gibt es keine Angabe.")


def protection_concept(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A concept against violence exists."""
    stated = entry.qualitaet.gewaltschutzkonzept if entry.qualitaet else None
    if not stated:
        known = "gibt es keine Angabe" if stated is None else "ist false angegeben"
        yield Found(("qualitaet", "gewaltschutzkonzept"), f"Zum Gewaltschutzkonzept {known}.")


def cases_discussed(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Intervision or supervision takes place; a freelancer may say so as a person."""
    stated = [entry.qualitaet and entry.qualitaet.fallbesprechung, entry.fallbesprechung if isinstance(entry, Freiberufler) else None]
    if not any(talks and (talks.intervision or talks.supervision) for talks in stated):
        yield Found(("qualitaet", "fallbesprechung"), "Weder Intervision noch Supervision ist angegeben.")


def has_coach(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """An organisation names its coaches, or says how many there are."""
    if isinstance(entry, Anbieter) and not entry.jobcoaches and not entry.jobcoaches_anzahl and _offers_jobcoaching_ap(entry):
        yield Found(("jobcoaches",), "Der Eintrag nennt keinen Jobcoach und keine Zahl der Jobcoaches.")


def additional_qualification(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """A coach of an IFD or of supported employment states an additional qualification."""
    if person.zusatzqualifikation:
        return
    provider = world.by_id.get(person.anbieter) if isinstance(person, Jobcoach) else person
    if isinstance(provider, Leistungserbringer) and provider.traegerart in regel.werte["traegerarten"]:
        kind = vocabulary("traegerarten").label(provider.traegerart)
        yield Found(("zusatzqualifikation",), f"Der Anbieter ist „{kind}“; eine Zusatzqualifikation ist nicht angegeben.")


def no_bare_verdict(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Words of certification stand only where a proof that has not run out carries them."""
    for path, text in _advertising(entry):
        text = text.casefold()
        for stem, proofs in regel.werte["woerter"].items():
            if stem in text and not _proven(entry, proofs, world.day_for(entry)):
                word = _word(stem, text, tuple(regel.werte["ausnahmen"]))
                if word:
                    kinds = ", ".join(vocabulary("nachweistypen").label(kind) for kind in proofs)
                    yield Found(path, f"{path[-1]} enthält {quoted(word)}; ein Nachweis dazu ist nicht eingetragen (möglich: {kinds}).")


def _offers_jobcoaching_ap(entry: Leistungserbringer) -> bool:
    return any(offer.leistungsart == "jobcoaching_ap" for offer in entry.angebote)


def _advertising(entry: Leistungserbringer) -> Iterator[tuple[KeyPath, str]]:
    yield from texts(entry)
    for number, offer in enumerate(entry.angebote):
        if offer.titel:
            yield ("angebote", number, "titel"), offer.titel


def _proven(entry: Leistungserbringer, kinds: list[str], day: date) -> bool:
    return any(proof.typ in kinds and not run_out(proof, day) for proof in entry.nachweise)


def _word(stem: str, text: str, exceptions: tuple[str, ...]) -> str | None:
    """The first word with ``stem`` that is not part of an exception."""
    words = _pattern(exceptions).sub(" ", text).split()
    return next((word.strip(".,;:!?()*_„“") for word in words if stem in word), None)


@cache
def _pattern(exceptions: tuple[str, ...]) -> re.Pattern[str]:
    spelled = (re.escape(phrase.casefold()).replace("…", r"[\w*:/]*") for phrase in exceptions)
    return re.compile("|".join(spelled).replace(r"\ ", r"\s+"))

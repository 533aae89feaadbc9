"""Rules on the structure and the quality management of whoever can be commissioned."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from landkarte.entries.model import Anbieter, Jobcoach, Leistungserbringer, Person
from landkarte.entries.model.eintraege import may_show
from landkarte.entries.released import SCOPES
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.judging.conditions import (
    Condition,
    absent,
    each_coach,
    each_provider,
    either,
    every,
    false,
    first,
    found,
    given,
    months_gone,
    more,
    not_ahead,
    of_kind,
    one_of,
    required,
    some,
    unless,
    when,
    within,
)
from landkarte.judging.course_proofs import run_out
from landkarte.judging.rules.form import texts
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel, vocabulary

_COMMITMENT, _QM, _PROTECTION = "qualitaet.selbstverpflichtung", "qualitaet.qm_system", "qualitaet.gewaltschutzkonzept"


def _offering(condition: Condition) -> Condition:
    """What is found in whoever offers JobcoachingAP."""
    return when(some("angebote", one_of("leistungsart", ("jobcoaching_ap",))), then=condition)


commitment = _offering(
    every(required(_COMMITMENT, "Die Selbstverpflichtung auf den Standard JobcoachingAP fehlt."), within(_COMMITMENT, not_ahead("datum")))
)
_OLD = "Die Selbstverpflichtung vom {datum} ist mindestens {regel.monate} Monate alt."
recent_commitment = _offering(within(_COMMITMENT, found("datum", _OLD, months_gone("datum", "monate"))))

# unknown versions are refused while reading
_NO_VERSION = "Die Selbstverpflichtung nennt keine Fassung des Standards."
version_of_standard = _offering(when(given(_COMMITMENT), then=required("qualitaet.standardfassung", _NO_VERSION)))

# supported employment may not be commissioned without one
quality_management = first(
    found(
        _QM,
        "Unterstützte Beschäftigung setzt ein Qualitätsmanagement voraus; angegeben ist keines.",
        either(absent(_QM), one_of(_QM, "ohne")),
        either(one_of("traegerart", "traegerarten"), some("angebote", one_of("leistungsart", "leistungsarten"))),
        level="fehler",
    ),
    required(_QM, "Zum Qualitätsmanagement gibt es keine Angabe."),
)
protection_concept = every(
    required(_PROTECTION, "Zum Gewaltschutzkonzept gibt es keine Angabe."),
    found(_PROTECTION, "Zum Gewaltschutzkonzept ist false angegeben.", false(_PROTECTION)),
)

# a freelancer may say so as a person
cases_discussed = found(
    "qualitaet.fallbesprechung",
    "Weder Intervision noch Supervision ist angegeben.",
    *(absent(f"{whose}fallbesprechung.{kind}") for whose in ("qualitaet.", "") for kind in ("intervision", "supervision")),
)

# an organisation names its coaches, or says how many there are
_NO_COACH = required("jobcoaches", "Der Eintrag nennt keinen Jobcoach und keine Zahl der Jobcoaches.")
has_coach = when(of_kind(Anbieter), unless(more("jobcoaches_anzahl", 0)), then=_offering(_NO_COACH))


def additional_qualification(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """A coach of an IFD or of supported employment states an additional qualification."""
    if person.zusatzqualifikation or not may_show(person, SCOPES["zusatzqualifikation"]):
        return
    provider = world.called(person.anbieter, Anbieter) if isinstance(person, Jobcoach) else person
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

RULES: dict[str, Rule] = {
    "S-01": each_provider(commitment),
    "S-02": each_provider(recent_commitment),
    "S-03": each_provider(version_of_standard),
    "S-04": each_provider(quality_management),
    "S-05": each_provider(protection_concept),
    "S-06": each_provider(cases_discussed),
    "S-07": each_provider(has_coach),
    "S-08": each_coach(additional_qualification),
    "S-10": each_provider(no_bare_verdict),
}

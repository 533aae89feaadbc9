"""The criteria of the Stufen: one function each says how it stands, or None where it makes no sense to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from landkarte.entries.model import Leistungserbringer, Nachweis, Person, Pruefvermerk
from landkarte.entries.model.eintraege import BestaetigterPool, BestaetigteWeiterbildung, may_show, offers
from landkarte.entries.model.teile import Poolaufnahme, Weiterbildung
from landkarte.ground.text import day as spelled
from landkarte.standard import course_rule, rules, vocabulary
from landkarte.standard.days import months_later
from landkarte.standard.stufe import State


def about_course(person: Person, kurs: str) -> list[Nachweis]:
    """The proofs of a course; they name it by its key (rule Q-10)."""
    kinds = rules()["Q-10"].werte["nachweistypen"]
    return [proof for proof in person.nachweise if proof.typ in kinds and proof.bezug == kurs]


def run_out(proof: Nachweis, today: date) -> bool:
    """Whether its validity is over; the last day still counts."""
    return proof.gueltig_bis is not None and proof.gueltig_bis < today


@dataclass(frozen=True)
class Case:
    """All that one coach's Stufe depends on."""

    coach: Person
    provider: Leistungserbringer | None
    vermerk: Pruefvermerk | None
    changed: tuple[str, ...]
    today: date

    @cached_property
    def released(self) -> bool:
        """Whether the coach agreed to show her qualification; without that nothing may follow from it."""
        return may_show(self.coach, "qualifikation")

    @cached_property
    def seen(self) -> BestaetigteWeiterbildung | None:
        """What the Prüfvermerk confirms of a course."""
        found = self.vermerk and self.vermerk.ergebnis.weiterbildung_160ue
        return found if found and found.status == "bestaetigt" else None

    @cached_property
    def admitted(self) -> BestaetigterPool | None:
        """What the Prüfvermerk confirms of a pool."""
        found = self.vermerk and self.vermerk.ergebnis.pool
        return found if found and found.status == "bestaetigt" else None

    @cached_property
    def course(self) -> Weiterbildung | None:
        """The course that the Prüfvermerk is about, else the one that comes nearest to the list."""
        named = [one for one in self.coach.weiterbildungen if self.seen and one.kurs == self.seen.kurs]
        return max(named or self.coach.weiterbildungen, key=lambda one: (_listed(one), one.ue or 0), default=None)

    @cached_property
    def proof(self) -> Nachweis | None:
        """The proof of the course; of several, the one that was seen, then the one that is valid longest."""
        about = about_course(self.coach, self.course.kurs) if self.course else []
        seen = [one for one in about if self.seen and one.typ == self.seen.beleg]
        return max(seen or about, key=lambda one: one.gueltig_bis or date.max, default=None)

    @cached_property
    def pool(self) -> Poolaufnahme | None:
        """The admission that the Prüfvermerk is about, else the first."""
        named = [one for one in self.coach.pools if self.admitted and one.pool == self.admitted.pool]
        return next(iter(named or self.coach.pools), None)


class Answer(NamedTuple):
    """How a criterion stands. Without ``source`` it is the one that the standard names."""

    state: State
    detail: str = ""
    since: date | None = None
    source: str = ""


def _published(case: Case) -> Answer:
    return Answer("fulfilled", since=case.provider.stand) if case.provider else Answer("unknown")


def _offers(case: Case) -> Answer:
    if case.provider is None:
        return Answer("unknown")
    return Answer("fulfilled" if offers(case.provider, "jobcoaching_ap") else "not_fulfilled", since=case.provider.stand)


def _related(case: Case) -> Answer | None:
    if case.provider is None or offers(case.provider, "jobcoaching_ap"):
        return None
    kinds = dict.fromkeys(vocabulary("leistungsarten").label(offer.leistungsart) for offer in case.provider.angebote)
    return Answer("fulfilled", ", ".join(kinds), case.provider.stand)


def _committed(case: Case) -> Answer:
    if case.provider is None:
        return Answer("unknown")
    promise = case.provider.qualitaet and case.provider.qualitaet.selbstverpflichtung
    return Answer("fulfilled", f"unterzeichnet von: {promise.unterzeichnet_von}", promise.datum) if promise else Answer("not_fulfilled")


def _released(case: Case) -> Answer:
    consent = case.coach.einwilligung
    return Answer("fulfilled", since=consent.vom) if consent and case.released else Answer("not_fulfilled")


def _completed(case: Case) -> Answer | None:
    if not case.released:
        return None
    course = case.course
    if course is None:
        return Answer("unknown", "Der Eintrag nennt keine Weiterbildung.")
    words = f"{course_in_words(course)}, {vocabulary('weiterbildungsstatus').label(course.status)}"
    if course.status == "abgeschlossen" and course.abschluss is None:
        return Answer("unknown", f"{words}; der Tag des Abschlusses fehlt")
    if course.status != "abgeschlossen":
        return Answer("not_fulfilled", words, course.abschluss)
    return Answer("fulfilled" if _listed(course) else "not_listed", words, course.abschluss)


def course_in_words(course: Weiterbildung) -> str:
    """Title, who gave it, and its extent."""
    extent = f", {course.ue} UE" if course.ue is not None else ""
    return f"„{course.titel}“ ({vocabulary('kurse').label(course.kurs)}){extent}"


def _listed(course: Weiterbildung) -> bool:
    """Whether the course is completed and was on the list on the day of its completion."""
    return course.status == "abgeschlossen" and course.abschluss is not None and course.kurs in course_rule(course.abschluss).kurse


def _extent(case: Case) -> Answer | None:
    course = case.course
    if not case.released or course is None or course.abschluss is None or course.kurs not in course_rule(course.abschluss).kurse:
        return None  # what the list asks of its own courses says nothing of another
    least = course_rule(course.abschluss).ue_mindestens
    if course.ue is None:
        return Answer("unknown", f"mindestens {least} UE verlangt, keine angegeben")
    return Answer("fulfilled" if course.ue >= least else "not_fulfilled", f"{course.ue} UE angegeben, mindestens {least} UE verlangt")


def _proven(case: Case) -> Answer | None:
    if not case.released or case.course is None:
        return None
    if case.proof is None:
        return Answer("not_proven", "zu diesem Kurs ist keiner angegeben")
    return Answer("not_proven" if run_out(case.proof, case.today) else "fulfilled", _described(case.proof), case.proof.ausgestellt)


def _described(proof: Nachweis) -> str:
    until = f", gültig bis {spelled(proof.gueltig_bis)}" if proof.gueltig_bis else ""
    return vocabulary("nachweistypen").label(proof.typ) + until


def _seen(case: Case) -> Answer | None:
    if not case.released or case.course is None:
        return None
    if case.seen is None or case.vermerk is None:
        return Answer("not_proven")
    proof = vocabulary("nachweistypen").label(case.seen.beleg)
    return Answer("fulfilled", proof, case.vermerk.geprueft_am, f"Prüfvermerk: {case.vermerk.geprueft_von}")


def _in_pool(case: Case) -> Answer | None:
    if not case.released or (case.pool is None and case.admitted is None):
        return None
    if case.pool is None:
        return Answer("unknown")
    label = vocabulary("pools").label(case.pool.pool)
    others = set(vocabulary("pools").werte) - {case.pool.pool}
    about = [one for one in case.coach.nachweise if one.typ == "poolaufnahme" and one.bezug not in others]
    if about and all(run_out(one, case.today) for one in about):
        return Answer("not_proven", f"{label}; {_described(about[0])}", case.pool.aufgenommen)
    return Answer("fulfilled", label, case.pool.aufgenommen)


def _admitted(case: Case) -> Answer | None:
    if not case.released or (case.pool is None and case.admitted is None):
        return None
    if case.admitted is None or case.vermerk is None:
        return Answer("not_proven")
    return Answer("fulfilled", f"bestätigt von: {case.admitted.bei}", case.vermerk.geprueft_am, f"Prüfvermerk: {case.vermerk.geprueft_von}")


def _current(case: Case) -> Answer | None:
    if not case.released or case.vermerk is None:
        return None
    noted = case.vermerk.geprueft_am
    ends = months_later(noted, rules()["Q-20"].werte["monate"])
    words = f"vom {spelled(noted)}, zu erneuern ab {spelled(ends)}"
    return Answer("fulfilled" if noted <= case.today < ends else "not_proven", words, noted)


def _unchanged(case: Case) -> Answer | None:
    if not case.released or case.vermerk is None:
        return None
    if case.changed:
        return Answer("not_proven", f"geändert: {', '.join(case.changed)}")
    return Answer("fulfilled", ", ".join(sorted(case.vermerk.pruefsummen)), case.vermerk.geprueft_am)


CRITERIA: dict[str, Callable[[Case], Answer | None]] = {
    "anbieter": _published, "jobcoaching_ap": _offers, "selbstverpflichtung": _committed, "verwandt": _related,
    "freigegeben": _released, "kurs": _completed, "umfang": _extent, "nachweis": _proven, "eingesehen": _seen,
    "pool": _in_pool, "pool_bestaetigt": _admitted, "aktuell": _current, "unveraendert": _unchanged,
}  # fmt: skip

"""Rules on the structure and the quality management of whoever can be commissioned."""

import re
from collections.abc import Iterator
from functools import cache

from landkarte.entries.model import Anbieter, Eintrag, Jobcoach, Leistungserbringer, Person
from landkarte.entries.model.eintraege import may_show
from landkarte.entries.released import SCOPES
from landkarte.entries.texts import every_text
from landkarte.ground.diagnostics import quoted
from landkarte.judging import conditions as c
from landkarte.judging.criteria import run_out
from landkarte.judging.wording import looks_latin, marks, plain
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel, stufen, vocabulary

_COMMITMENT, _QM, _PROTECTION = "qualitaet.selbstverpflichtung", "qualitaet.qm_system", "qualitaet.gewaltschutzkonzept"


def _offering(condition: c.Condition) -> c.Condition:
    """What is found in whoever offers JobcoachingAP."""
    return c.when(c.some("angebote", c.one_of("leistungsart", ("jobcoaching_ap",))), then=condition)


_NO_COMMITMENT = "Die Selbstverpflichtung auf den Standard JobcoachingAP fehlt."
_OLD = "Die Selbstverpflichtung vom {datum} ist mindestens {regel.monate} Monate alt."
_NO_VERSION = "Die Selbstverpflichtung nennt keine Fassung des Standards."
_NO_QM = "Unterstützte Beschäftigung setzt ein Qualitätsmanagement voraus; angegeben ist keines."
_NO_CONCEPT = c.found(_PROTECTION, "Zum Gewaltschutzkonzept ist false angegeben.", c.false(_PROTECTION))
_DISCUSSED = [f"{whose}fallbesprechung.{kind}" for whose in ("qualitaet.", "") for kind in ("intervision", "supervision")]
_NOT_DISCUSSED = "Weder Intervision noch Supervision ist angegeben."
_NO_COACH = c.required("jobcoaches", "Der Eintrag nennt keinen Jobcoach und keine Zahl der Jobcoaches.")


def additional_qualification(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """A coach of an IFD or of supported employment states an additional qualification."""
    if person.zusatzqualifikation or not may_show(person, SCOPES["zusatzqualifikation"]):
        return
    provider = world.called(person.anbieter, Anbieter) if isinstance(person, Jobcoach) else person
    if isinstance(provider, Leistungserbringer) and provider.traegerart in regel.werte["traegerarten"]:
        kind = vocabulary("traegerarten").label(provider.traegerart)
        yield Found(("zusatzqualifikation",), f"Der Anbieter ist „{kind}“; eine Zusatzqualifikation ist nicht angegeben.")


def no_bare_verdict(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Words of certification only where a proof that has not run out carries them; never what this directory alone says, nor seals."""
    proofs = frozenset(proof.typ for proof in entry.nachweise if not run_out(proof, world.day_for(entry)))
    verdicts = status(tuple(regel.werte["status"]))
    for path, text in every_text(entry):
        for sign, seal in marks(text):
            yield Found(path, f"{path[-1]}: Das Zeichen {quoted(sign)} {_LIKE_A_SEAL}", _NO_SIGN, "fehler" if seal else None)
        said = plain(text)
        if any(pattern.search(said) and _affirmed(pattern, said) for pattern in verdicts):
            yield Found(path, f"{path[-1]} klingt nach einer Feststellung der Redaktion.", _NOT_YOURS, "fehler")
        for word, kinds in _claims(said, regel, proofs if path[-1] in DESCRIBED else frozenset()):
            shown = next((one.strip(".,;:!?()*_„“") for one in text.split() if plain(word) in plain(one)), word)
            named = ", ".join(vocabulary("nachweistypen").label(kind) for kind in kinds)
            yield Found(path, f"{path[-1]} enthält {quoted(shown)}; ein Nachweis dazu ist nicht eingetragen (möglich: {named}).")


_LIKE_A_SEAL = "wirkt wie ein Gütezeichen."
_NO_SIGN = "Löschen Sie das Zeichen, oder schreiben Sie in Worten, was gemeint ist."
_NOT_YOURS = "Streichen Sie die Stelle. Was die Redaktion eingesehen hat, zeigt das Verzeichnis selbst."
# Elsewhere, as in a Rechtsform or a function, there is no room to say who certified what.
DESCRIBED = frozenset({"beschreibung", "beschreibung_leichte_sprache", "titel", "hinweis", "erreichbarkeit", "bezug"})
DENIED = re.compile(r"\b(kein\w*|ohne|nicht(?! nur\b| umsonst\b| ohne\b))\b")
# what is done with an application or a workplace, unless it is done with whoever writes
PROCESS = re.compile(
    r"\b(?:wird|werden|habe|haben|hat|kann|konnen|muss|mussen|soll|sollen|lassen|lasst)\b[^.!?]*?\b(?:gepruft|anerkannt)\b"
    r"|\b(?:gepruft|anerkannt) (?:wurde|wurden|hat|haben|ist|sind)\b"
)
DONE = re.compile(r"\b(?:gepruft|anerkannt) (?:wird|werden)\b")
ONESELF = re.compile(r"\b(uns|unser\w*|mich|mir|mein\w*|wir (?:werden|sind|wurden)|ich (?:werde|bin|wurde)|team\w*|\w*coach\w*|qualitat)\b")


def _claims(said: str, regel: Regel, proofs: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """The words of certification that none of the ``proofs`` carries, each with the kinds of proof that could."""
    for word, kinds in regel.werte["woerter"].items():
        stem = plain(word)
        if stem in said and proofs.isdisjoint(kinds) and _claimed(stem, said, tuple(regel.werte["ausnahmen"])):
            yield word, kinds


@cache
def status(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What only this directory says: titles of Stufen that rest on a Prüfvermerk, and the words of a Prüfvermerk."""
    titles = (re.escape(plain(stufe.titel)) for stufe in stufen().stufen.values() if "unveraendert" in stufe.braucht)
    return tuple(re.compile(pattern) for pattern in (*titles, *patterns))


def _affirmed(pattern: re.Pattern[str], said: str) -> bool:
    return any(not DENIED.search(said[max(0, one.start() - 25) : one.end() + 15]) for one in pattern.finditer(said))


def _claimed(word: str, said: str, exceptions: tuple[str, ...]) -> bool:
    """Whether ``word`` is said of whoever writes, and not in an exception."""
    sentences = re.split(r"(?<=[a-z]{3}[.!?])\s|\n\s*\n", DONE.sub(" ", exempt(exceptions).sub(" ", said)))
    return any(word in (one if ONESELF.search(one) else PROCESS.sub(" ", one)) for one in sentences)


@cache
def exempt(exceptions: tuple[str, ...]) -> re.Pattern[str]:
    spelled = (r"\w*".join(map(re.escape, map(plain, phrase.split("…")))) for phrase in exceptions)
    return re.compile("|".join(spelled).replace(r"\ ", r"\s*"))


def look_alike(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Words in letters of another script that read as if they were Latin."""
    for path, text in every_text(entry):
        if word := looks_latin(text):
            yield Found(path, f"{path[-1]}: {quoted(word)} steht in einer anderen Schrift, sieht aber aus wie lateinisch.")


RULES: dict[str, Rule] = {
    "S-01": c.each_provider(_offering(c.every(c.required(_COMMITMENT, _NO_COMMITMENT), c.within(_COMMITMENT, c.not_ahead("datum"))))),
    "S-02": c.each_provider(_offering(c.within(_COMMITMENT, c.found("datum", _OLD, c.months_gone("datum", "monate"))))),
    # unknown versions are refused while reading
    "S-03": c.each_provider(_offering(c.when(c.given(_COMMITMENT), then=c.required("qualitaet.standardfassung", _NO_VERSION)))),
    # supported employment may not be commissioned without one
    "S-04": c.each_provider(
        c.first(
            c.found(
                _QM,
                _NO_QM,
                c.either(c.absent(_QM), c.one_of(_QM, "ohne")),
                c.either(c.one_of("traegerart", "traegerarten"), c.some("angebote", c.one_of("leistungsart", "leistungsarten"))),
                level="fehler",
            ),
            c.required(_QM, "Zum Qualitätsmanagement gibt es keine Angabe."),
        )
    ),
    "S-05": c.each_provider(c.every(c.required(_PROTECTION, "Zum Gewaltschutzkonzept gibt es keine Angabe."), _NO_CONCEPT)),
    # a freelancer may say so as a person
    "S-06": c.each_provider(c.found("qualitaet.fallbesprechung", _NOT_DISCUSSED, *map(c.absent, _DISCUSSED))),
    # an organisation names its coaches, or says how many there are
    "S-07": c.each_provider(c.when(c.of_kind(Anbieter), c.unless(c.more("jobcoaches_anzahl", 0)), then=_offering(_NO_COACH))),
    "S-08": c.each_coach(additional_qualification),
    "S-10": no_bare_verdict,
    "S-11": look_alike,
}

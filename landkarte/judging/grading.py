"""Entry + provider + Prüfvermerk → Stufe, with every reason. Pure; computed per coach on one day, never entered, never inherited.

The first Stufe of ``standard/stufen.toml`` all of whose criteria are fulfilled is the coach's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from landkarte.entries.digest import Change
from landkarte.entries.model import Anbieter, Eintrag, Jobcoach, Leistungserbringer, Person, Pruefvermerk
from landkarte.ground.text import day as spelled
from landkarte.judging.criteria import CRITERIA, Case, course_in_words
from landkarte.standard import Stufe, stufen, vocabulary
from landkarte.standard.stufe import Criterion, Grade


def grade(coach: Person, provider: Leistungserbringer | None, vermerk: Pruefvermerk | None, changed: Sequence[str], today: date) -> Grade:
    """The Stufe of ``coach`` on ``today``.

    ``provider`` is the published provider that names the coach (a freelancer is her own), ``changed`` the paths that no
    longer hold what ``vermerk`` was about.
    """
    case = Case(coach, provider, vermerk, tuple(changed), today)
    standard = stufen()
    asked = ((one, CRITERIA[key](case)) for key, one in standard.kriterien.items())
    found = {one.key: Criterion(one, said.state, said.detail, said.since, said.source or one.quelle) for one, said in asked if said}
    reached = next((stufe for stufe in standard.stufen.values() if not _open(stufe, found)), None)
    target = reached.naechste if reached else "c"
    return Grade(
        stufe=reached.key if reached else None,
        seit=found[reached.seit].since if reached else None,
        wording=reached.wortlaut.format_map(_words(case)) if reached else "",
        criteria=tuple(found.values()),
        next=target,
        missing=tuple(found[key] for key in _open(standard.stufen[target], found) if key in found) if target else (),
    )


def grades(
    published: Iterable[Eintrag],
    vermerke: Mapping[str, Pruefvermerk],
    changed: Mapping[str, Sequence[Change]],
    day_for: Callable[[Eintrag], date],
) -> dict[str, Grade]:
    """The Stufe of every published coach by id; ``vermerke`` and ``changed`` are looked up by id, too."""
    kept = list(published)
    providers = {entry.id: entry for entry in kept if isinstance(entry, Anbieter)}
    paths = {id_: tuple(change.path for change in changes) for id_, changes in changed.items()}
    return {
        entry.id: grade(entry, _provider(entry, providers), vermerke.get(entry.id), paths.get(entry.id, ()), day_for(entry))
        for entry in kept
        if isinstance(entry, Person)
    }


def _provider(coach: Person, providers: Mapping[str, Anbieter]) -> Leistungserbringer | None:
    """Whoever the coach works for, if it is published and names her in turn."""
    if isinstance(coach, Leistungserbringer):
        return coach
    provider = providers.get(coach.anbieter) if isinstance(coach, Jobcoach) else None
    return provider if provider and coach.id in provider.jobcoaches else None


def _open(stufe: Stufe, found: Mapping[str, Criterion]) -> list[str]:
    """The criteria that keep from ``stufe``."""
    return [key for key in stufe.braucht if key not in found or found[key].state != "fulfilled"]


def _words(case: Case) -> dict[str, str]:
    """What the wording of a Stufe may name."""
    words = {"verpflichtet": ""}
    if case.provider and case.provider.qualitaet and case.provider.qualitaet.selbstverpflichtung:
        words["verpflichtet"] = spelled(case.provider.qualitaet.selbstverpflichtung.datum)
    if case.vermerk:
        words |= {"geprueft_am": spelled(case.vermerk.geprueft_am), "geprueft_von": case.vermerk.geprueft_von}
    if case.course and case.seen:
        words |= {"kurs": course_in_words(case.course), "beleg": vocabulary("nachweistypen").label(case.seen.beleg)}
    if case.pool and case.admitted:
        label = vocabulary("pools").label(case.pool.pool)
        words |= {"pool": label, "aufgenommen": spelled(case.pool.aufgenommen), "bei": case.admitted.bei}
    return words

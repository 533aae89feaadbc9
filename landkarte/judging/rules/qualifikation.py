"""Rules on the qualification of coaches.

Q-04, Q-05 and Q-06 answer one question, whether a completed course is on the list and long enough; at most one of them speaks.
"""

from collections.abc import Iterator

from landkarte.entries.model import Person
from landkarte.entries.model.eintraege import may_show
from landkarte.entries.model.teile import Weiterbildung
from landkarte.entries.released import SCOPES
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.judging import conditions as c
from landkarte.judging.criteria import about_course
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Kursregel, Regel, course_rule, vocabulary

# what she does not release she must not write (rule X-07), and nobody asks for it
_RELEASED = (c.given("einwilligung"), c.includes("einwilligung.umfang", (SCOPES["grundqualifikation"],)))
_NO_PROFESSION = c.required("grundqualifikation", "Ein Beruf oder Studium ist nicht angegeben.")
_TOO_FEW = "jahre ist {jahre:zahl}, erwartet werden mindestens {regel.jahre_mindestens}."
experience = c.every(
    c.when(*_RELEASED, then=c.required("berufserfahrung", "Die Berufserfahrung ist nicht angegeben.")),
    c.within("berufserfahrung", c.found("jahre", _TOO_FEW, c.less("jahre", "jahre_mindestens"))),
)

# only what is completed has a day of completion
_COMPLETE = c.one_of("status", ("abgeschlossen",))
_NO_DAY = c.required("abschluss", "status ist abgeschlossen, aber der Tag des Abschlusses fehlt.", level="warnung")
course_state = c.each(
    "weiterbildungen",
    c.found("abschluss", "status ist {status}, aber abschluss ist {abschluss}.", c.given("abschluss"), c.unless(_COMPLETE)),
    c.when(_COMPLETE, then=_NO_DAY),
)

# the planned end of a course that goes on is course_state's business
_EARLY = "Der Abschluss am {abschluss} liegt vor dem Beginn am {beginn}."
course_days = c.every(
    c.each("weiterbildungen", c.not_ahead("beginn"), c.when(_COMPLETE, then=c.not_ahead("abschluss"))),
    c.not_ahead("fortbildung_letzte"),
    c.each("weiterbildungen", c.found("abschluss", _EARLY, c.less("abschluss", c.field("beginn")))),
)

_NO_EXTENT = "{ue:zahl} UE liegen nicht zwischen {regel.ue:und}."
extent_plausible = c.each("weiterbildungen", c.found("ue", _NO_EXTENT, c.outside("ue", "ue")))

recent_training = c.found(
    "fortbildung_letzte",
    "Die letzte Fortbildung am {fortbildung_letzte} liegt mindestens {regel.monate} Monate zurück.",
    c.months_gone("fortbildung_letzte", "monate"),
)


def plausible_years(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """Years do not lie ahead, a part is not more than the whole, and work seldom began before the profession was learned."""
    this_year = world.day_for(person).year
    ahead = [(path, year) for path, year in _years(person) if year > this_year]
    for path, year in ahead:
        yield Found(path, f"{path[-1]}: Das Jahr {year} liegt in der Zukunft.", level="fehler")
    work = person.berufserfahrung
    if work is None:
        return
    if work.davon_zielgruppe is not None and work.davon_zielgruppe > work.jahre:
        more = f"davon_zielgruppe: {work.davon_zielgruppe} ist mehr als die {work.jahre} Jahre insgesamt."
        yield Found(("berufserfahrung", "davon_zielgruppe"), more, level="fehler")
    yield from _too_long(person, work.jahre, this_year, regel)
    first = min((basic.abschluss or 0 for basic in person.grundqualifikation), default=0)
    if first and not ahead and work.jahre > this_year - first + regel.werte["jahre_spielraum"]:
        yield Found(("berufserfahrung", "jahre"), f"{work.jahre} Jahre passen nicht zum ersten Abschluss im Jahr {first}.")


def _too_long(person: Person, years: int, this_year: int, regel: Regel) -> Iterator[Found]:
    """More years than a working life has, or fewer than those as a job coach; job coaching itself has not been there for ever."""
    if years > regel.werte["jahre_arbeitsleben"]:
        yield Found(("berufserfahrung", "jahre"), f"{years} Jahre sind mehr, als ein Arbeitsleben hat.", level="fehler")
    since = person.jobcoaching_seit
    if since and since < regel.werte["jobcoaching_ab"]:
        yield Found(("jobcoaching_seit",), f"Das Jahr {since} liegt vor den Anfängen des Jobcoachings in Deutschland.")
    elif since and this_year - since > years + regel.werte["jahre_spielraum"]:
        yield Found(("jobcoaching_seit",), f"Jobcoaching seit {since} passt nicht zu {years} Jahren Berufserfahrung.")


def _years(person: Person) -> Iterator[tuple[KeyPath, int]]:
    for number, basic in enumerate(person.grundqualifikation):
        if basic.abschluss:
            yield ("grundqualifikation", number, "abschluss"), basic.abschluss
    if person.jobcoaching_seit:
        yield ("jobcoaching_seit",), person.jobcoaching_seit


def has_course(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """A completed course is stated, by whoever releases her qualification."""
    if may_show(person, SCOPES["weiterbildungen"]) and not _completed(person):
        listed = _names(course_rule(world.day_for(person)))
        yield Found(("weiterbildungen",), f"Eine abgeschlossene Weiterbildung zum Jobcoaching ist nicht angegeben (Liste: {listed}).")


def course_long_enough(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """Of the courses on the list, one has the extent that the list names."""
    if _fulfils_the_list(person, world):
        return
    for number, course, rule in _on_the_list(person, world):
        extent = "nicht angegeben" if course.ue is None else f"mit {course.ue} UE angegeben"
        yield Found(("weiterbildungen", number, "ue"), f"Der Umfang ist {extent}; die Liste nennt mindestens {rule.ue_mindestens} UE.")


def course_on_the_list(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """One of the completed courses is on the list."""
    if _on_the_list(person, world):
        return
    for number, course in _completed(person):
        rule = _rule_for(course, person, world)
        name = f"{quoted(course.titel)} ({vocabulary('kurse').label(course.kurs)})"
        absent = f"{name} steht nicht auf der Liste ({_names(rule)}). Das sagt nichts über den Kurs."
        yield Found(("weiterbildungen", number, "kurs"), absent)


def course_proven(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """Every completed course has a proof that names it by its key."""
    for number, course in _completed(person):
        if not about_course(person, course.kurs):
            missing = f"Zur Weiterbildung {quoted(course.titel)} ist kein Nachweis mit bezug: {course.kurs} eingetragen."
            yield Found(("weiterbildungen", number), missing)


def experienced_without_course(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """Long experience without a course of the list."""
    since = person.jobcoaching_seit
    if since and world.day_for(person).year - since >= regel.werte["jahre_mindestens"] and not _on_the_list(person, world):
        yield Found(("jobcoaching_seit",), f"Jobcoaching seit {since}, ohne abgeschlossene Weiterbildung der Liste.")


def pool_group_fits_course(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """The pool's group of those who fulfil its standard goes with a course that does."""
    for number, pool in enumerate(person.pools):
        if pool.gruppe == regel.werte["gruppe"] and not _fulfils_the_list(person, world):
            against = f"Angegeben ist Gruppe {pool.gruppe}, aber keine abgeschlossene Weiterbildung der Liste mit ausreichendem Umfang."
            yield Found(("pools", number, "gruppe"), against)


def _completed(person: Person) -> list[tuple[int, Weiterbildung]]:
    return [(number, course) for number, course in enumerate(person.weiterbildungen) if course.status == "abgeschlossen"]


def _rule_for(course: Weiterbildung, person: Person, world: World) -> Kursregel:
    """The version of the list on the day the course was completed; where that is unknown, on the day of judgement."""
    return course_rule(course.abschluss or world.day_for(person))


def _on_the_list(person: Person, world: World) -> list[tuple[int, Weiterbildung, Kursregel]]:
    judged = [(number, course, _rule_for(course, person, world)) for number, course in _completed(person)]
    return [(number, course, rule) for number, course, rule in judged if course.kurs in rule.kurse]


def _fulfils_the_list(person: Person, world: World) -> bool:
    return any((course.ue or 0) >= rule.ue_mindestens for _, course, rule in _on_the_list(person, world))


def _names(rule: Kursregel) -> str:
    return ", ".join(vocabulary("kurse").label(key) for key in rule.kurse)


RULES: dict[str, Rule] = {
    "Q-01": c.each_coach(c.when(*_RELEASED, then=_NO_PROFESSION)),
    "Q-02": c.each_coach(experience),
    "Q-03": c.each_coach(plausible_years),
    "Q-04": c.each_coach(has_course),
    "Q-05": c.each_coach(course_long_enough),
    "Q-06": c.each_coach(course_on_the_list),
    "Q-07": c.each_coach(course_state),
    "Q-08": c.each_coach(course_days),
    "Q-09": c.each_coach(extent_plausible),
    "Q-10": c.each_coach(course_proven),
    "Q-16": c.each_coach(pool_group_fits_course),
    "Q-17": c.each_coach(experienced_without_course),
    "Q-18": c.each_coach(recent_training),
}

"""Rules on the qualification of coaches.

Q-04, Q-05 and Q-06 answer one question, whether a completed course is on the list and long enough; at most one of them speaks.
"""

from collections.abc import Callable, Sequence

from landkarte.entries.released import SCOPES
from landkarte.judging import conditions as c
from landkarte.judging.reading_conditions import Data
from landkarte.judging.world import Rule
from landkarte.standard import Kursregel, course_rules, vocabulary

# what she does not release she must not write (rule X-07), and nobody asks for it
_RELEASED = (c.given("einwilligung"), c.includes("einwilligung.umfang", (SCOPES["grundqualifikation"],)))
_NO_PROFESSION = c.required("grundqualifikation", "Ein Beruf oder Studium ist nicht angegeben.")
_NO_EXPERIENCE = c.required("berufserfahrung", "Die Berufserfahrung ist nicht angegeben.")
_TOO_FEW = "jahre ist {jahre:zahl}, erwartet werden mindestens {regel.jahre_mindestens}."
_COMPLETE = c.one_of("status", ("abgeschlossen",))
_NO_DAY = c.required("abschluss", "status ist abgeschlossen, aber der Tag des Abschlusses fehlt.", level="warnung")
_EARLY = "Der Abschluss am {abschluss} liegt vor dem Beginn am {beginn}."
_NO_EXTENT = "{ue:zahl} UE liegen nicht zwischen {regel.ue:und}."
_LONG_AGO = "Die letzte Fortbildung am {fortbildung_letzte} liegt mindestens {regel.monate} Monate zurück."


def _ahead(key: str) -> c.Condition:
    return c.found(key, f"{key}: Das Jahr {{{key}}} liegt in der Zukunft.", c.less(c.years_ago(key), 0), level="fehler")


_SINCE, _YEARS, _PART = "jobcoaching_seit", "berufserfahrung.jahre", "davon_zielgruppe"
_MORE = "davon_zielgruppe: {davon_zielgruppe:zahl} ist mehr als die {jahre:zahl} Jahre insgesamt."
_LIFE = "{jahre:zahl} Jahre sind mehr, als ein Arbeitsleben hat."
_TOO_EARLY = "Das Jahr {jobcoaching_seit} liegt vor den Anfängen des Jobcoachings in Deutschland."
_UNLIKE = "Jobcoaching seit {jobcoaching_seit} passt nicht zu {berufserfahrung.jahre:zahl} Jahren Berufserfahrung."
_BEFORE = "{berufserfahrung.jahre:zahl} Jahre sind mehr, als seit dem ersten Abschluss vergangen sind."
_SHORTER = c.less(c.years_ago("abschluss", plus="jahre_spielraum"), c.of_entry(_YEARS))


def _during(rule: Kursregel, day: Data) -> Data:
    return c.both(c.at_least(day, rule.gueltig_ab), c.unless(c.more(day, rule.gueltig_bis)))


def _by(rule: Kursregel) -> Data:
    """Completed while this version of the list was in force; where the day is unknown, the day of judgement counts."""
    day = c.field("abschluss")
    return c.both(_COMPLETE, c.either(_during(rule, day), c.both(c.absent(day), _during(rule, c.TODAY))))


def _listed(rule: Kursregel) -> Data:
    return c.both(_by(rule), c.one_of("kurs", rule.kurse))


def _names(rule: Kursregel) -> str:
    return ", ".join(vocabulary("kurse").label(key) for key in rule.kurse)


_COURSES = "weiterbildungen"
_NO_COURSE = "Eine abgeschlossene Weiterbildung zum Jobcoaching ist nicht angegeben (Liste: %s)."
_NOT_LISTED = "{titel:zitat} ({kurs:kurse}) steht nicht auf der Liste (%s). Das sagt nichts über den Kurs."
_NO_UE, _FEW_UE = (
    "Der Umfang ist nicht angegeben; die Liste nennt mindestens %s UE.",
    "Der Umfang ist mit {ue:zahl} UE angegeben; die Liste nennt mindestens %s UE.",
)
_NOT_FIRST = "Angegeben ist Gruppe {gruppe}, aber keine abgeschlossene Weiterbildung der Liste mit ausreichendem Umfang."
_NEVER = "Jobcoaching seit {jobcoaching_seit}, ohne abgeschlossene Weiterbildung der Liste."


def by_the_list(rules: Sequence[Kursregel]) -> dict[str, c.Condition]:
    """The rules that look at the list of courses, in these versions of it: whoever releases her qualification states a completed course,
    one is on the list and has its extent; the pool's group of those who fulfil its standard goes with such a course."""

    def short(rule: Kursregel) -> Data:
        return c.both(_listed(rule), c.less("ue", rule.ue_mindestens))

    def by_version(at: str, text: Callable[[Kursregel], str], in_force: Callable[[Kursregel], Data], *tests: Data) -> c.Condition:
        return c.every(*(c.found(at, text(rule), in_force(rule), *tests) for rule in rules))

    listed = c.either(*map(_listed, rules))
    long_enough = c.either(*(c.both(_listed(rule), c.at_least("ue", rule.ue_mindestens)) for rule in rules))
    some_listed, some_long_enough = (c.some(c.of_entry(_COURSES), test) for test in (listed, long_enough))
    no_course = by_version(_COURSES, lambda rule: _NO_COURSE % _names(rule), lambda rule: _during(rule, c.TODAY))
    no_extent = by_version("ue", lambda rule: _NO_UE % rule.ue_mindestens, _listed, c.absent("ue"))
    little = by_version("ue", lambda rule: _FEW_UE % rule.ue_mindestens, short)
    not_listed = by_version("kurs", lambda rule: _NOT_LISTED % _names(rule), _by)
    return {
        "Q-04": c.when(*_RELEASED, c.unless(c.some(_COURSES, _COMPLETE)), then=no_course),
        "Q-05": c.when(c.unless(some_long_enough), then=c.each(_COURSES, no_extent, little)),
        "Q-06": c.when(c.unless(some_listed), then=c.each(_COURSES, not_listed)),
        "Q-16": c.each("pools", c.found("gruppe", _NOT_FIRST, c.one_of("gruppe", "gruppe"), c.unless(some_long_enough))),
        "Q-17": c.found(_SINCE, _NEVER, c.at_least(c.years_ago(_SINCE), "jahre_mindestens"), c.unless(some_listed)),
    }


def _proven(kurs: str) -> c.Condition:
    """A completed course has a proof that names it by its key."""
    unproven = "Zur Weiterbildung {titel:zitat} ist kein Nachweis mit bezug: {kurs} eingetragen."
    proof = c.both(c.one_of("typ", "nachweistypen"), c.one_of("bezug", (kurs,)))
    return c.found("", unproven, _COMPLETE, c.one_of("kurs", (kurs,)), c.unless(c.some(c.of_entry("nachweise"), proof)))


RULES: dict[str, Rule] = {
    "Q-01": c.each_coach(c.when(*_RELEASED, then=_NO_PROFESSION)),
    "Q-02": c.each_coach(
        c.every(
            c.when(*_RELEASED, then=_NO_EXPERIENCE),
            c.within("berufserfahrung", c.found("jahre", _TOO_FEW, c.less("jahre", "jahre_mindestens"))),
        )
    ),
    # years do not lie ahead, a part is not more than the whole, and work seldom began before the profession was learned
    "Q-03": c.each_coach(
        c.every(
            c.each("grundqualifikation", _ahead("abschluss")),
            _ahead(_SINCE),
            c.within(
                "berufserfahrung",
                c.found(_PART, _MORE, c.more(_PART, c.field("jahre")), level="fehler"),
                c.found("jahre", _LIFE, c.more("jahre", "jahre_arbeitsleben"), level="fehler"),
            ),
            c.first(
                c.found(_SINCE, _TOO_EARLY, c.less(_SINCE, "jobcoaching_ab")),
                c.found(_SINCE, _UNLIKE, c.more(c.years_ago(_SINCE, minus="jahre_spielraum"), c.field(_YEARS))),
            ),
            c.when(
                c.given("grundqualifikation"),
                c.unless(c.some("grundqualifikation", c.less(c.years_ago("abschluss"), 0))),
                then=c.found(_YEARS, _BEFORE, c.only("grundqualifikation", _SHORTER)),
            ),
        )
    ),
    # only what is completed has a day of completion
    "Q-07": c.each_coach(
        c.each(
            _COURSES,
            c.found("abschluss", "status ist {status}, aber abschluss ist {abschluss}.", c.given("abschluss"), c.unless(_COMPLETE)),
            c.when(_COMPLETE, then=_NO_DAY),
        )
    ),
    # of the planned end of a course that goes on Q-07 speaks
    "Q-08": c.each_coach(
        c.every(
            c.each(_COURSES, c.not_ahead("beginn"), c.when(_COMPLETE, then=c.not_ahead("abschluss"))),
            c.not_ahead("fortbildung_letzte"),
            c.each(_COURSES, c.found("abschluss", _EARLY, c.less("abschluss", c.field("beginn")))),
        )
    ),
    "Q-09": c.each_coach(c.each(_COURSES, c.found("ue", _NO_EXTENT, c.outside("ue", "ue")))),
    "Q-10": c.each_coach(c.each(_COURSES, *map(_proven, vocabulary("kurse").werte))),
    "Q-18": c.each_coach(c.found("fortbildung_letzte", _LONG_AGO, c.months_gone("fortbildung_letzte", "monate"))),
    **{code: c.each_coach(rule) for code, rule in by_the_list(course_rules()).items()},
}

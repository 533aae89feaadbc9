"""Entries → findings: one small pure function per rule of the standard, in the explicit list RULES.

A rule says where and what; code, level and hint come from ``standard/regeln/``. Rules know no files and no clock.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from landkarte.entries.model import Eintrag
from landkarte.entries.model.eintraege import references
from landkarte.ground import workers
from landkarte.ground.diagnostics import Finding, stamped
from landkarte.judging.conditions import (
    Condition,
    complete,
    each_coach,
    each_jobcoaching_ap,
    each_offer,
    each_process,
    each_provider,
    found,
    in_bounds,
    is_as_wanted,
    is_true,
    required,
    true,
)
from landkarte.judging.reading_conditions import Judge
from landkarte.judging.rules import (
    aktualitaet,
    definition,
    form,
    leistungstraeger,
    nachweise,
    ort,
    qualifikation,
    schutz,
    struktur,
    verfahren,
    verstaendigung,
    zusammenhang,
)
from landkarte.judging.rules.zusammenhang import former_ids
from landkarte.judging.world import Rule, World
from landkarte.standard import Regel, rules, rules_on

__all__ = ["RULES", "World", "conditions_data", "findings", "former_ids", "needs_more", "unpublished_links"]

RULES: dict[str, Rule] = {
    "FO-03": form.unique_id,
    "FO-06": form.days_not_ahead,
    "FO-07": form.harmless_text,
    "FO-08": form.reachable,
    "FO-12": form.nothing_twice,
    "D-01": each_jobcoaching_ap(definition.external),
    "D-02": each_process(is_true("am_arbeitsplatz")),
    "D-03": each_process(is_true("mitarbeit")),
    "D-04": each_process(complete("beteiligte", "beteiligte")),
    "D-05": each_jobcoaching_ap(definition.limited_in_time),
    "D-06": each_process(complete("dokumentation", "unterlage")),
    "D-07": each_jobcoaching_ap(definition.open_labour_market),
    "D-08": each_jobcoaching_ap(required("handlungsfelder")),
    "D-09": each_jobcoaching_ap(definition.payer_for_start),
    "D-10": each_jobcoaching_ap(required("kombination")),
    "D-11": each_jobcoaching_ap(definition.persons_match_payer),
    "P-01": each_process(verfahren.five_phases),
    "P-02": each_process(verfahren.self_integration),
    "P-03": each_process(verfahren.weekly),
    "P-04": each_process(in_bounds("frequenz_pro_woche", "Termine je Woche", "hoechstens")),
    "P-05": each_process(verfahren.hours_plausible),
    "P-06": each_jobcoaching_ap(in_bounds("dauer_monate", "Dauer in Monaten", "mindestens", "hoechstens")),
    "P-07": each_process(is_as_wanted("stundenkontingent")),
    "P-08": each_jobcoaching_ap(verfahren.one_to_one),
    "P-09": each_jobcoaching_ap(verfahren.not_a_group),
    "P-10": each_process(is_as_wanted("zielvereinbarung")),
    "P-11": each_process(verfahren.reports),
    "P-12": each_process(is_true("freiwillig")),
    "P-13": each_jobcoaching_ap(verfahren.aftercare_short),
    "P-14": each_process(verfahren.ifd_role_stated),
    "P-15": each_process(verfahren.separation_stated),
    "S-01": each_provider(struktur.commitment),
    "S-02": each_provider(struktur.recent_commitment),
    "S-03": each_provider(struktur.version_of_standard),
    "S-04": each_provider(struktur.quality_management),
    "S-05": each_provider(struktur.protection_concept),
    "S-06": each_provider(struktur.cases_discussed),
    "S-07": each_provider(struktur.has_coach),
    "S-08": each_coach(struktur.additional_qualification),
    "S-10": each_provider(struktur.no_bare_verdict),
    "Q-01": each_coach(required("grundqualifikation", "Ein Beruf oder Studium ist nicht angegeben.")),
    "Q-02": each_coach(qualifikation.experience),
    "Q-03": each_coach(qualifikation.plausible_years),
    "Q-04": each_coach(qualifikation.has_course),
    "Q-05": each_coach(qualifikation.course_long_enough),
    "Q-06": each_coach(qualifikation.course_on_the_list),
    "Q-07": each_coach(qualifikation.course_state),
    "Q-08": each_coach(qualifikation.course_days),
    "Q-09": each_coach(qualifikation.extent_plausible),
    "Q-10": each_coach(qualifikation.course_proven),
    "Q-11": nachweise.no_documents,
    "Q-12": nachweise.still_valid,
    "Q-13": each_coach(nachweise.pool_in_time),
    "Q-14": each_coach(nachweise.pool_confirmed_since),
    "Q-15": each_coach(nachweise.pool_group),
    "Q-16": each_coach(qualifikation.pool_group_fits_course),
    "Q-17": each_coach(qualifikation.experienced_without_course),
    "Q-18": each_coach(qualifikation.recent_training),
    "Q-20": each_coach(nachweise.recent_vermerk),
    "Q-22": each_coach(nachweise.unchanged),
    "T-02": each_offer(leistungstraeger.basis_fits),
    "T-03": each_offer(leistungstraeger.jobcenter_no_longer),
    "T-04": each_jobcoaching_ap(leistungstraeger.pays_for_work),
    "T-05": each_offer(leistungstraeger.amt_named),
    "T-06": each_offer(leistungstraeger.amt_near),
    "T-07": each_offer(
        found("aufstockung", "Das Angebot wird zusätzlich zur Leistung eines anderen Trägers beworben.", true("aufstockung"))
    ),
    "T-08": each_offer(leistungstraeger.year_of_order),
    "T-09": each_offer(leistungstraeger.basis_in_force),
    "T-10": each_offer(leistungstraeger.basis_of_ub),
    "R-04": each_provider(ort.area_named),
    "R-05": each_provider(ort.nationwide_alone),
    "R-06": each_provider(ort.radius_plausible),
    "R-08": each_provider(ort.each_standort_once),
    "R-12": each_provider(ort.area_said_once),
    "R-13": each_provider(ort.nationwide_by_name),
    "B-02": verstaendigung.sign_language_level,
    "B-05": each_provider(verstaendigung.informierbar),
    "B-07": each_provider(verstaendigung.easy_text),
    "B-08": each_provider(verstaendigung.ways_to_call),
    "A-01": aktualitaet.looked_through,
    "A-02": aktualitaet.capacity_recent,
    "A-03": aktualitaet.waiting_list_ahead,
    "A-04": aktualitaet.free_means_room,
    "K-01": each_offer(aktualitaet.rate_sound),
    "K-02": each_offer(aktualitaet.rate_plausible),
    "C-01": zusammenhang.links_resolve,
    "C-02": zusammenhang.one_provider,
    "C-03": zusammenhang.no_duplicate,
    "C-04": zusammenhang.freelancer_is_one,
    "C-05": each_provider(zusammenhang.standard_needs_offer),
    "C-06": zusammenhang.transition_is_not_coaching,
    "C-07": zusammenhang.former_ids_undisputed,
    "C-08": zusammenhang.not_withdrawn,
    "X-01": schutz.consent,
    "X-03": each_provider(schutz.home_address),
    "X-04": each_provider(schutz.no_case_data),
    "X-05": each_provider(schutz.figures_with_source),
    "X-06": each_provider(schutz.no_other_service),
    "X-07": schutz.nothing_unreleased,
    "X-08": form.recognisable_example,
}


def conditions_data(day: date) -> list[dict[str, Any]]:
    """The rules in force on ``day`` that are conditions, for a form in a browser: code, and what ``Condition.data`` says."""
    return [{"code": regel.code, **rule.data(regel)} for rule, regel in _in_force(day) if isinstance(rule, Condition)]


OF_PLACES = frozenset({"R-01", "R-02", "R-03", "R-07"})
"""The rules on entries that are decided while placing them."""


def needs_more(day: date) -> list[Regel]:
    """The rules in force on ``day`` that look at more than the entry says, or in a way that only this program can."""
    functions = {code for code, rule in RULES.items() if not isinstance(rule, Condition)}
    return [regel for code, regel in rules_on(day).items() if code in functions | OF_PLACES]


def findings(world: World) -> list[Finding]:
    """What every rule in force finds in every entry of ``world``."""
    days, kinds = {world.today, world.example_day}, {type(entry) for _, entry in world.entries}
    ready = {(day, kind): about for day in days for kind, about in _ready(day, kinds).items()}

    def judged(one: tuple[str, Eintrag]) -> list[Finding]:
        file, entry = one
        return list(_of_entry(file, entry, world, ready[world.day_for(entry), type(entry)]))

    return [finding for found in workers.mapped(judged, world.entries, "Prüfen") for finding in found]


def _in_force(day: date) -> list[tuple[Rule, Regel]]:
    known = rules_on(day)
    return [(rule, known[code]) for code, rule in RULES.items() if code in known]


Ready = list[tuple[Judge | None, Rule, Regel]]
"""Rules in force; a condition comes with a function that knows its thresholds."""


def _ready(day: date, kinds: Iterable[type]) -> dict[type, Ready]:
    """By kind of entry the rules that are about it."""
    ready = [(rule.of(regel) if isinstance(rule, Condition) else None, rule, regel) for rule, regel in _in_force(day)]
    return {kind: [one for one in ready if not isinstance(one[1], Condition) or issubclass(kind, one[1].kind)] for kind in kinds}


def _of_entry(file: str, entry: Eintrag, world: World, ready: Ready) -> Iterator[Finding]:
    day = world.day_for(entry)
    for judge, rule, regel in ready:
        for one in judge(entry, day, entry) if judge else rule(entry, world, regel):
            yield stamped(file, one.path, regel, one.message, one.hint, one.level)


def unpublished_links(world: World, published: frozenset[str]) -> list[Finding]:
    """Hints for references to entries that exist but are not published; their links are left out."""
    regel = rules()["C-01"]
    return [
        stamped(file, path, regel, f"Der Eintrag „{id_}“ ist zurzeit nicht veröffentlicht; der Verweis wird weggelassen.", level="hinweis")
        for file, entry in world.entries
        for path, id_ in references(entry)
        if id_ in world.ids and id_ not in published
    ]

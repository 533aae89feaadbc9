"""Entries → findings: one small pure function per rule of the standard; every group of rules carries its own list.

A rule says where and what; code, level and hint come from ``standard/regeln/``. Rules know no files and no clock.
"""

from collections.abc import Collection
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from landkarte.entries.model import Eintrag
from landkarte.entries.model.eintraege import references
from landkarte.ground import workers
from landkarte.ground.diagnostics import Finding, stamped
from landkarte.judging.conditions import Condition
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

_GROUPS = (
    form, definition, verfahren, struktur, qualifikation, nachweise, leistungstraeger, ort, verstaendigung, aktualitaet, zusammenhang,
    schutz,
)  # fmt: skip
RULES: dict[str, Rule] = {code: rule for group in _GROUPS for code, rule in group.RULES.items()}


def conditions_data(day: date) -> list[dict[str, Any]]:
    """The rules in force on ``day`` that are conditions, for a form in a browser: code, and what ``Condition.data`` says."""
    return [{"code": regel.code, **rule.data(regel)} for rule, regel in _in_force(day) if isinstance(rule, Condition)]


WHOLE = frozenset({"B-05", "Q-11", "R-07", "R-08", "R-12", "S-11", "T-02", "T-03", "T-09", "X-04"})
"""Of those that are functions or of places, the rules that the browser judges to the last: ``for_browsers``."""
OF_PLACES = frozenset({"R-01", "R-02", "R-07"})
"""The rules on entries that are decided while placing them."""


def needs_more(day: date) -> list[Regel]:
    """The rules in force on ``day`` that look at more than the entry says, or in a way that only this program can, if only in part."""
    functions = {code for code, rule in RULES.items() if not isinstance(rule, Condition)}
    return [regel for code, regel in rules_on(day).items() if code in (functions | OF_PLACES) - WHOLE]


def findings(world: World, files: Collection[str] | None = None) -> list[Finding]:
    """What every rule in force finds in every entry of ``world``, or in those in these ``files``."""
    asked = [one for one in world.entries if files is None or one[0] in files]
    ready = {about: _ready(*about) for about in {(world.day_for(entry), type(entry)) for _, entry in asked}}

    def judged(one: tuple[str, Eintrag]) -> list[Finding]:
        file, entry = one
        day = world.day_for(entry)
        return [
            stamped(file, found.path, regel, found.message, found.hint, found.level)
            for judge, rule, regel in ready[day, type(entry)]
            for found in (judge(entry, day, entry) if judge else rule(entry, world, regel))
        ]

    # what the rules look up in all entries is known after the first, or every process would look it up
    return list(chain.from_iterable([*map(judged, asked[:1]), *workers.mapped(judged, asked[1:], "Prüfen")]))


def _in_force(day: date) -> list[tuple[Rule, Regel]]:
    return [(rule, rules_on(day)[code]) for code, rule in RULES.items() if code in rules_on(day)]


Ready = list[tuple[Judge | None, Rule, Regel]]
"""Rules in force; a condition comes with a function that knows its thresholds."""
_judge = cache(Condition.of)  # the same of the same: neither a condition nor a version of a rule ever changes


def _ready(day: date, kind: type) -> Ready:
    """The rules that are about a kind of entry."""
    about = [(rule, regel) for rule, regel in _in_force(day) if not isinstance(rule, Condition) or issubclass(kind, rule.kind)]
    return [(_judge(rule, regel) if isinstance(rule, Condition) else None, rule, regel) for rule, regel in about]


def unpublished_links(world: World, published: frozenset[str]) -> list[Finding]:
    """Hints for references to entries that exist but are not published; their links are left out."""
    regel = rules()["C-01"]
    return [
        stamped(file, path, regel, f"Der Eintrag „{id_}“ ist zurzeit nicht veröffentlicht; der Verweis wird weggelassen.", level="hinweis")
        for file, entry in world.entries
        for path, id_ in references(entry)
        if id_ in world.ids and id_ not in published
    ]

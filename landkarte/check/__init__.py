"""Entries → findings: one small pure function per rule of the standard, in the explicit list RULES.

A rule says where and what; code, level and hint come from ``standard/regeln.toml``. Rules know no files and no clock.
"""

from collections.abc import Callable, Iterable, Iterator

from landkarte.check import consistency, form, protection
from landkarte.check.world import Found, World
from landkarte.diagnostics import Finding, stamped
from landkarte.model import Eintrag
from landkarte.standard import rules

__all__ = ["RULES", "World", "findings", "unpublished_links"]

Rule = Callable[[Eintrag, World], Iterable[Found]]

RULES: dict[str, Rule] = {
    "FO-03": form.unique_id,
    "FO-06": form.days_not_ahead,
    "FO-07": form.harmless_text,
    "FO-08": form.reachable,
    "C-01": consistency.links_resolve,
    "C-02": consistency.one_provider,
    "C-03": consistency.no_duplicate,
    "C-04": consistency.freelancer_is_one,
    "C-05": consistency.standard_needs_offer,
    "C-06": consistency.transition_is_not_coaching,
    "X-01": protection.consent,
    "X-07": protection.hidden_address,
    "Q-11": protection.no_documents,
}


def findings(world: World) -> list[Finding]:
    """What every rule in force finds in every entry of ``world``."""
    in_force = {
        day: [(code, rule) for code, rule in RULES.items() if rules()[code].in_force(day)] for day in (world.today, world.example_day)
    }
    return [finding for file, entry in world.entries for finding in _of_entry(file, entry, world, in_force[world.day_for(entry)])]


def _of_entry(file: str, entry: Eintrag, world: World, in_force: Iterable[tuple[str, Rule]]) -> Iterator[Finding]:
    for code, rule in in_force:
        for found in rule(entry, world):
            yield stamped(file, found.path, code, found.message, found.hint, found.level)


def unpublished_links(world: World, published: frozenset[str]) -> list[Finding]:
    """Hints for references to entries that exist but are not published; their links are left out."""
    return [
        stamped(file, path, "C-01", f"Der Eintrag „{id_}“ ist zurzeit nicht veröffentlicht; der Verweis wird weggelassen.", level="hinweis")
        for file, entry in world.entries
        for path, id_ in consistency.references(entry)
        if id_ in world.ids and id_ not in published
    ]

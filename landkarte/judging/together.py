"""Which findings can have become others after a change, so that ``serve`` judges only these again.

A finding depends on the entry, the day and the standard, and on other entries only by a word that both have:

| word | by which an entry looks at others |
|---|---|
| its id, former ids, ids that it names | references and their answers, an id twice or claimed, names of coaches, days of the provider |
| what two of them should not share (``alike``) | duplicates |

Of an entry also its Prüfvermerk and what changed since count, of an id whether there is a file of it and whether it was withdrawn.
"""

from dataclasses import replace
from typing import Any, NamedTuple

from landkarte.entries.model import Eintrag
from landkarte.entries.model.eintraege import references
from landkarte.ground.diagnostics import Finding
from landkarte.ground.kept import Anew, Kept
from landkarte.judging import alike, findings
from landkarte.judging.world import World


class _Judged(NamedTuple):
    about: tuple[Any, ...]
    """Entry, its Prüfvermerk, what changed since."""
    words: frozenset[str]
    found: list[Finding]


def judged(world: World, kept: Anew) -> list[Finding]:
    """As ``findings`` of all rules; those that can be no others than last time are ``kept``."""
    if not isinstance(kept, Kept):
        return findings(world)
    before: dict[str, _Judged] = kept.judged.get("entries", {})
    lone = world.ids | {(id_, tag) for id_, tag in world.withdrawn.items()}
    touched = {one if isinstance(one, str) else one[0] for one in lone ^ kept.judged.get("lone", frozenset())}
    now: dict[str, _Judged] = {}
    for file, entry in world.entries:
        about, last = (entry, world.vermerke.get(entry.id), world.changed.get(entry.id)), before.get(file)
        if last and last.about == about:
            now[file] = last
        else:
            now[file] = _Judged(about, _words(entry), [])
            touched |= now[file].words | (last.words if last else set())
    for file in before.keys() - now.keys():
        touched |= before[file].words
    asked = {file for file, one in now.items() if not one.words.isdisjoint(touched)}
    near = {word for file in asked for word in now[file].words}
    part = replace(world, entries=tuple((file, entry) for file, entry in world.entries if not now[file].words.isdisjoint(near)))
    for file in asked:
        now[file] = now[file]._replace(found=[])
    for finding in findings(part, asked):
        now[finding.file].found.append(finding)
    kept.judged = {"entries": now, "lone": lone}
    return [finding for one in now.values() for finding in one.found]


def _words(entry: Eintrag) -> frozenset[str]:
    return frozenset({entry.id, *entry.fruehere_ids, *(id_ for _, id_ in references(entry)), *alike.keys(entry)})

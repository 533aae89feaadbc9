"""Which findings can have become others after a change, so that ``serve`` judges only these again.

A finding depends on the entry, the day and the standard, and on other entries only by a word that both have:

| word | by which an entry looks at others |
|---|---|
| its id, former ids, ids that it names | references and their answers, an id twice or claimed, names of coaches, days of the provider |
| what two of them should not share (``alike``) | duplicates |

Of an entry also its Prüfvermerk and what changed since count, of an id whether there is a file of it, whether it was withdrawn, and when
somebody was reminded of it.
"""

from dataclasses import replace

from landkarte import judging
from landkarte.entries.model import Eintrag
from landkarte.entries.model.eintraege import references
from landkarte.ground.diagnostics import Finding
from landkarte.ground.kept import Kept
from landkarte.judging import alike
from landkarte.judging.world import World


def judged(world: World, kept: Kept) -> list[Finding]:
    """As ``findings``; those that can be no others than last time are ``kept``."""
    if not kept.keeps:
        return judging.findings(replace(world))  # what it looks up in all entries is not kept
    before, lone = kept.judged
    now = {file: (entry, world.vermerke.get(entry.id), world.changed.get(entry.id)) for file, entry in world.entries}
    same = {file for file, about in now.items() if file in before and before[file][0] == about}
    words = {file: before[file][1] if file in same else _words(entry) for file, entry in world.entries}
    alone = world.ids | world.withdrawn.items() | world.reminded.items()
    touched = {one if isinstance(one, str) else one[0] for one in alone ^ lone}
    touched = touched.union(*(words[file] for file in now.keys() - same), *(before[file][1] for file in before.keys() - same))
    asked = {file for file in now if not words[file].isdisjoint(touched)}
    near = frozenset[str]().union(*(words[file] for file in asked))
    part = replace(world, entries=tuple(one for one in world.entries if not words[one[0]].isdisjoint(near)))
    found: dict[str, list[Finding]] = {file: [] if file in asked else before[file][2] for file in now}
    for finding in judging.findings(part, asked):
        found[finding.file].append(finding)
    kept.judged = {file: (about, words[file], found[file]) for file, about in now.items()}, alone
    return [one for those in found.values() for one in those]


def _words(entry: Eintrag) -> frozenset[str]:
    return frozenset({entry.id, *entry.fruehere_ids, *(id_ for _, id_ in references(entry)), *alike.keys(entry)})

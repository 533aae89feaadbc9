"""A reference to an id that an entry had before means that entry: a provider that takes another name keeps its coaches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from landkarte.entries.model import Anbieter, Eintrag, Jobcoach
from landkarte.entries.model.eintraege import references
from landkarte.ground.diagnostics import Finding, KeyPath, quoted, stamped
from landkarte.ground.text import grouped
from landkarte.standard import rules

Meant = Mapping[KeyPath, str]
"""References of an entry that name an id of before, and the id that is meant."""


def meant(entries: Iterable[tuple[str, Eintrag]], ids: frozenset[str]) -> dict[str, Meant]:
    """By file what is meant. An id that somebody has leads nowhere; nor does one that stands there already."""
    known = list(entries)
    claims = grouped((old, entry) for _, entry in known for old in {*entry.fruehere_ids} - ids)
    return {file: found for file, entry in known if (found := dict(_of(entry, claims)))}


def _of(entry: Eintrag, claims: Mapping[str, list[Eintrag]]) -> Iterator[tuple[KeyPath, str]]:
    named = {id_ for _, id_ in references(entry)}
    for path, id_ in references(entry):
        # who became a provider or a freelancer is nobody's employee, and leaves no error behind
        able = [one for one in claims.get(id_, ()) if isinstance(one, Jobcoach if isinstance(entry, Anbieter) else Anbieter)]
        # a stranger may claim any id: of several the one counts that names this entry, too
        heirs = able if len(able) == 1 else [one for one in able if entry.id in {other for _, other in references(one)}]
        if len(heirs) == 1 and heirs[0].id not in named:
            named.add(heirs[0].id)
            yield path, heirs[0].id


def renewed(entry: Eintrag, found: Meant) -> Eintrag:
    """The entry as it is meant."""
    if isinstance(entry, Anbieter) and found:
        return replace(entry, jobcoaches=tuple(found.get(path, id_) for path, id_ in references(entry)))
    return replace(entry, anbieter=found["anbieter",]) if isinstance(entry, Jobcoach) and found else entry


def findings(file: str, found: Meant) -> Iterator[Finding]:
    """A hint for every reference that was followed."""
    for path, id_ in found.items():
        message = f"Diese Kennung ist eine frühere; der Eintrag heißt jetzt {quoted(id_)}. Der Verweis gilt."
        hint = f"Schreiben Sie {id_}; build.py check --fix tut es, und wo es einen Prüfvermerk gibt, build.py rename."
        yield stamped(file, path, rules()["C-01"], message, hint, "hinweis")

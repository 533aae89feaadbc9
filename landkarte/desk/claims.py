"""What becomes of ids in a change: none vanishes without a word, and nobody takes one that was somebody else's. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import PurePosixPath

from landkarte.entries import withdrawn
from landkarte.entries.model import Eintrag
from landkarte.ground.diagnostics import Diagnostic, Finding, KeyPath, quoted, stamped
from landkarte.judging import World
from landkarte.standard import Level, rules

_LINE = "Ist er zurückgezogen, gehört in {file} die Zeile {line}; vor dem Löschen schreibt sie python build.py forget {id}. {renamed}"
_RENAMED = "Heißt er jetzt anders, nennt der neue Eintrag die Kennung unter fruehere_ids."


def vanished(before: World, after: World, deleted: list[str]) -> Iterator[Diagnostic]:
    """Ids, present and former, that nobody has after the change and no line of zurueckgezogen.csv keeps; ``deleted`` are its files."""
    kept = {id_ for _, entry in after.entries for id_ in entry.fruehere_ids} | after.ids | set(after.withdrawn)
    then = dict(before.entries)
    for file in sorted({*then, *deleted}):
        entry = then.get(file)
        for id_ in (PurePosixPath(file).stem, *(entry.fruehere_ids if entry else ())):
            if id_ not in kept:
                yield _vanished(file, id_, after.today)


def _vanished(file: str, id_: str, today: date) -> Diagnostic:
    art = "jobcoach" if PurePosixPath(file).parent.name == "jobcoaches" else "anbieter"
    hint = _LINE.format(file=withdrawn.FILE, line=f"{art};{id_};{today}", id=id_, renamed=_RENAMED)
    message = f"Die Kennung {quoted(id_)} gibt es nach dieser Änderung nicht mehr; jeder könnte ihre Adresse nehmen."
    # only a Warnung: whoever withdraws is not kept waiting
    return Diagnostic(file, 1, 1, "C-09", "warnung", message, hint)


def claimed(before: World, after: World) -> Iterator[Finding]:
    """Ids that an entry has or names after the change and that were those of another, or of one that was withdrawn."""
    holders: defaultdict[str, list[tuple[str, Eintrag]]] = defaultdict(list)
    for file, entry in before.entries:
        for id_ in _ids(entry).values():
            holders[id_].append((file, entry))
    then = dict(before.entries)
    for file, entry in after.entries:
        own = set(_ids(then[file]).values()) if file in then else set()
        for path, id_ in _ids(entry).items():
            if id_ in own:
                continue
            if id_ in before.withdrawn and id_ not in after.withdrawn:
                gone = f"Die Änderung löscht die Zeile, nach der {quoted(id_)} am {before.withdrawn[id_]} zurückgezogen wurde."
                yield stamped(file, path, rules()["C-08"], gone, level="warnung")
            for former in holders[id_]:
                yield from _taken(file, path, id_, entry, former)


def _ids(entry: Eintrag) -> Mapping[KeyPath, str]:
    """The id of an entry and its former ones, by their place."""
    return {("id",): entry.id} | {("fruehere_ids", number): old for number, old in enumerate(entry.fruehere_ids)}


def _taken(file: str, path: KeyPath, id_: str, entry: Eintrag, former: tuple[str, Eintrag]) -> Iterator[Finding]:
    holder, other = former
    then, now = (one.konto.casefold() if one.konto else "" for one in (other, entry))
    if holder == file or (then and then == now) or (then == now and _same(entry, other)):
        return
    level: Level = "warnung" if then == now else "fehler"
    whose = f"dem Eintrag {quoted(holder)} mit " + (f"dem Konto {quoted(other.konto)}" if other.konto else "keinem Konto")
    message = f"Die Kennung {quoted(id_)} gehörte vor der Änderung zu {whose}."
    yield stamped(file, path, rules()["C-07"], message, "Wählen Sie eine andere Kennung; nur die Redaktion gibt eine weiter.", level)


def _same(one: Eintrag, other: Eintrag) -> bool:
    """Whether two entries differ in what they are called only."""
    keys = [field.name for field in fields(one) if field.name not in ("id", "fruehere_ids", "stand")]
    return type(one) is type(other) and all(getattr(one, key) == getattr(other, key) for key in keys)

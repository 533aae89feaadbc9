"""A change: what differs from a revision, what was found there before, and what becomes of ids: none vanishes without a word, and nobody
takes one that was somebody else's."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from landkarte.desk.call import Call, Checked
from landkarte.desk.review import history, is_entry
from landkarte.desk.review.history import Kind
from landkarte.entries import reading, withdrawn
from landkarte.entries.model import Eintrag
from landkarte.ground.diagnostics import Diagnostic, Finding, KeyPath, quoted, stamped
from landkarte.judging import World
from landkarte.places import exact
from landkarte.standard import Level, rules

_LINE = "Ist er zurückgezogen, gehört in {file} die Zeile {line}; vor dem Löschen schreibt sie python build.py forget {id}. {renamed}"
_RENAMED = "Heißt er jetzt anders, nennt der neue Eintrag die Kennung unter fruehere_ids."


class Compared(NamedTuple):
    """A change: the files that differ, by name, and what was found before."""

    changed: Mapping[str, Kind]
    root: Path
    """Where the entries of then lie for the time being."""
    before: Checked
    brought: Sequence[Diagnostic]
    """What is wrong with the files by themselves, whatever stands in them."""

    def caused(self, now: Checked) -> list[Diagnostic]:
        """Of the findings that there are now: those in changed files, and those that were not there before; and what became of ids."""
        known = set(self.before.findings)
        loaded = self.before.loaded  # without examples it does not know theirs
        there = {source.file for source in loaded.sources} | {finding.file for finding in loaded.findings}
        deleted = [file for file, kind in self.changed.items() if kind == "gelöscht" and is_entry(file) and file in there]
        taken = reading.located(now.loaded.sources, list(claimed(self.before.world, now.world)))
        own = (finding for finding in now.findings if finding.file in self.changed or finding not in known)
        return [*self.brought, *vanished(self.before.world, now.world, deleted), *taken, *own]


@contextmanager
def compared(call: Call, revision: str) -> Iterator[Compared]:
    """What differs from where HEAD and ``revision`` went apart; inside, the entries of then can still be read.

    They are judged by the settings, the day and the exact data of now.
    """

    commit = history.base(call.root, revision)
    found = history.changes(call.root, commit)
    brought = list(history.brought(call.root, commit, found))
    with restored(call, commit, call.today) as (then, before):
        yield Compared(found, then, before, brought)


@contextmanager
def restored(call: Call, commit: str, day: date) -> Iterator[tuple[Path, Checked]]:
    """Where the entries of a commit lie for the time being, and what they were on this day, by the settings and the exact data of now."""
    with TemporaryDirectory() as folder:
        then = Path(folder)
        history.restore(call.root, commit, ["coaches", *(f"coaches/{name}" for name in reading.FOLDERS)], then)
        yield then, call.gather(then, call.settings, day, call.options.examples, geodata=call.root / exact.FOLDER)


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

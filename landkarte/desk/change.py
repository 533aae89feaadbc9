"""A change: what differs from a revision, and what was found there before."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from landkarte.desk import claims
from landkarte.desk.call import Call, Checked
from landkarte.desk.review import history, is_entry
from landkarte.desk.review.history import Kind
from landkarte.entries import reading
from landkarte.ground.diagnostics import Diagnostic
from landkarte.places import exact


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
        vanished = claims.vanished(self.before.world, now.world, deleted)
        claimed = reading.located(now.loaded.sources, list(claims.claimed(self.before.world, now.world)))
        own = (finding for finding in now.findings if finding.file in self.changed or finding not in known)
        return [*self.brought, *vanished, *claimed, *own]


@contextmanager
def compared(call: Call, revision: str) -> Iterator[Compared]:
    """What differs from where HEAD and ``revision`` went apart; inside, the entries of then can still be read.

    They are judged by the settings, the day and the exact data of now.
    """

    commit = history.base(call.root, revision)
    found = history.changes(call.root, commit)
    brought = list(history.brought(call.root, commit, found))
    with TemporaryDirectory() as folder:
        then = Path(folder)
        history.restore(call.root, commit, ["coaches", *(f"coaches/{name}" for name in reading.FOLDERS)], then)
        before = call.gather(then, call.settings, call.today, call.options.examples, geodata=call.root / exact.FOLDER)
        yield Compared(found, then, before, brought)

"""What every command gets: where it works, what was asked for, the day, and how entries are read and judged."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from landkarte.desk.storage import stored

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from landkarte.desk.commandline import Options
    from landkarte.desk.letters import Written
    from landkarte.directory import Directory
    from landkarte.entries.reading import Loaded, Source
    from landkarte.ground.diagnostics import Diagnostic
    from landkarte.ground.settings import Settings
    from landkarte.judging import World


class Checked(NamedTuple):
    """What may be published, and everything that was found on the way."""

    directory: Directory
    findings: list[Diagnostic]
    loaded: Loaded
    world: World


class Gather(Protocol):
    """How all entries below a root are read, checked and placed; only build.py knows the order of the steps."""

    def __call__(
        self, root: Path, settings: Settings, today: date, examples: bool, arrived: Sequence[Source] = (), geodata: Path | None = None
    ) -> Checked: ...


class Call:
    """One call of a command. ``root`` is the folder of the project, ``today`` the day for which it is judged."""

    def __init__(self, root: Path, options: Options, today: date, gather: Gather, written: Callable[[Call], Written] | None = None) -> None:
        self.root, self.options, self.today, self.gather, self._written = root, options, today, gather, written

    @cached_property
    def letters(self) -> Written:
        """How words become letters; made when first needed."""
        assert self._written
        return self._written(self)

    @cached_property
    def settings(self) -> Settings:
        """What pyproject.toml says; read when first needed, for not every command can read it."""
        from landkarte.ground import settings

        return settings.read(self.root / "pyproject.toml")

    def gathered(self, examples: bool = True, arrived: Sequence[Source] = ()) -> Checked:
        """The entries as they are now; those that ``arrived`` are judged as if they were there."""
        return self.gather(self.root, self.settings, self.today, examples, arrived)

    def read(self, lenient: bool = False) -> tuple[Loaded, World]:
        """What lies in coaches/, not judged: settings and geographic data may be damaged."""
        from landkarte.entries import reading, withdrawn
        from landkarte.judging import World

        loaded = reading.load(self.root / "coaches", lenient)
        gone, _ = stored(self.root, withdrawn.FILE, partial(withdrawn.parse, today=self.today))
        known = {line.row.id: line.row.tag for line in gone if line.row}
        return loaded, World(tuple(loaded.entries()), loaded.ids, self.today, self.today, withdrawn=known)

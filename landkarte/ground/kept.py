"""What builds that follow each other in one process make only once: the same of the same."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from landkarte.ground import workers

Item = TypeVar("Item", bound=tuple[Any, ...])
Result = TypeVar("Result")


class Anew:
    """Nothing is kept: a build that is the only one."""

    def mapped(self, work: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
        """``work`` of every item, in their order, by several processes. The work may depend on nothing but its item."""
        return workers.mapped(work, items, label)

    def each(self, work: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
        """The same by this process alone, for what takes no longer than handing it on."""
        return [work(item) for item in items]

    def stamp(self, path: Path) -> object:
        """What is another as soon as the file is."""
        return None


ANEW = Anew()


class Kept(Anew):
    """An item begins with its name; for one that equals the one of this name of last time, the result is that of last time."""

    def __init__(self) -> None:
        self._made: dict[str, dict[Any, tuple[Any, Any]]] = {}
        self.judged: dict[str, Any] = {}
        """Of ``landkarte/judging/together.py``, where what an entry is judged by is more than an item can hold."""

    def mapped(self, work: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
        return self._kept(super().mapped, work, items, label)

    def each(self, work: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
        return self._kept(super().each, work, items, label)

    def stamp(self, path: Path) -> object:
        return stamp(path)

    def _kept(self, make: Callable[..., list[Result]], work: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
        before = self._made.get(label, {})
        known = [found if (found := before.get(item[0])) and found[0] == item else None for item in items]
        fresh = [item for item, found in zip(items, known, strict=True) if not found]
        made = iter(zip(fresh, make(work, fresh, label), strict=True))
        now = [found or next(made) for found in known]
        self._made[label] = {one[0][0]: one for one in now}
        return [result for _, result in now]


def stamp(path: Path) -> tuple[int, int, int, int] | None:
    """What tells one state of a file from another; None if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size

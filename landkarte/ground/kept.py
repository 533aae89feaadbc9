"""What builds that follow each other in one process make only once: the same of the same."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from landkarte.ground import workers

Item = TypeVar("Item", bound=tuple[Any, ...])
Result = TypeVar("Result")


class Kept:
    """An item begins with its name; for one that equals the one of this name of last time, the result is that of last time."""

    def __init__(self, keeps: bool = True) -> None:
        self.keeps = keeps
        self._made: dict[str, dict[Any, tuple[Any, Any]]] = {}
        self.judged: tuple[dict[str, Any], frozenset[Any]] = {}, frozenset()
        """Of ``landkarte/judging/together.py``, where what an entry is judged by is more than an item can hold."""

    def mapped(self, work: Callable[[Item], Result], items: Sequence[Item], label: str, alone: bool = False) -> list[Result]:
        """As ``workers.mapped``; ``alone`` by this process, for what takes no longer than handing it on."""
        before = self._made.get(label, {})
        known = [found if (found := before.get(item[0])) and found[0] == item else None for item in items]
        fresh = [item for item, found in zip(items, known, strict=True) if not found]
        # what all look up is known after the first, or every process would look it up
        made = iter([*map(work, fresh[:1]), *(map(work, fresh[1:]) if alone else workers.mapped(work, fresh[1:], label))])
        now = [found or (item, next(made)) for item, found in zip(items, known, strict=True)]
        if self.keeps:
            self._made[label] = {one[0][0]: one for one in now}
        return [result for _, result in now]

    def each(self, work: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
        """``mapped``, alone."""
        return self.mapped(work, items, label, alone=True)


ANEW = Kept(keeps=False)
"""For a build that is the only one."""


def stamp(path: Path) -> tuple[int, int, int, int] | None:
    """What tells one state of a file from another; None if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size

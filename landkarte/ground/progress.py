"""A progress bar for work that takes longer than two seconds, only where a person is watching."""

import sys
import time
from collections.abc import Iterable, Iterator

PATIENCE = 2.0


def shown(numbers: Iterable[int], total: int | None, label: str) -> Iterator[int]:
    """Rising ``numbers`` below ``total`` one by one; on a terminal, a bar on standard error once two seconds have passed.

    Other processes may work on the numbers that are left out. ``total`` is None where nobody knows it.
    """
    if not sys.stderr.isatty():
        yield from numbers
        return
    start = time.monotonic()
    rest = iter(numbers)
    for number in rest:
        yield number
        if time.monotonic() - start > PATIENCE:
            yield from _with_bar(rest, total, label)


def _with_bar(rest: Iterable[int], total: int | None, label: str) -> Iterator[int]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        for number in rest:
            yield number
            bar.update(task, completed=number + 1)

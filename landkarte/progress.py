"""A progress bar for work that takes longer than two seconds, only where a person is watching."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
PATIENCE = 2.0


def shown(items: Sequence[Item], label: str) -> Iterator[Item]:
    """``items`` one by one; on a terminal, a bar on standard error once two seconds have passed."""
    if not sys.stderr.isatty():
        yield from items
        return
    start = time.monotonic()
    for number, item in enumerate(items):
        if time.monotonic() - start > PATIENCE:
            yield from _with_bar(items[number:], label, number, len(items))
            return
        yield item


def _with_bar(rest: Sequence[Item], label: str, done: int, total: int) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, completed=done)
        for item in rest:
            yield item
            bar.advance(task)

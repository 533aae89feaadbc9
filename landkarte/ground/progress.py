"""A progress bar for work that takes longer than two seconds, only where a person is watching."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from threading import RLock

PATIENCE = 2.0
_FORMAT = "{desc} {bar} {n_fmt}/{total_fmt}"


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
    from tqdm import tqdm

    # neither a thread nor a lock between processes: the next step of a build forks, and a fork copies both as they are
    tqdm.monitor_interval = 0
    tqdm.set_lock(RLock())
    # some consoles say that they have no column and no line, which tqdm would believe
    size = {"ncols": os.get_terminal_size(sys.stderr.fileno()).columns or 80, "nrows": 2}
    with tqdm(desc=label, total=total, bar_format=_FORMAT, leave=False, miniters=1, file=sys.stderr, **size) as bar:
        for number in rest:
            yield number
            bar.update(number + 1 - bar.n)
        bar.refresh()

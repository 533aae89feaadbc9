"""Sharing work between processes, where the system can fork; elsewhere one process does it all."""

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection

SMALLEST_SHARE = 250
"""Below this many items a second process costs more than it brings."""


def share(work: Callable[[slice], None], total: int) -> None:
    """Call ``work`` for slices that together cover ``range(total)``; what it raises in any process is raised here.

    The work may depend on nothing but its slice, so that the result is the same with any number of processes.
    """
    count = max(1, min(_processors(), total // SMALLEST_SHARE)) if hasattr(os, "fork") else 1
    slices = [slice(number, None, count) for number in range(count)]
    context = multiprocessing.get_context("fork") if len(slices) > 1 else None
    started = []
    for part in slices[1:]:
        assert context is not None
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(work, part, there))
        process.start()
        there.close()
        started.append((process, here))
    try:
        work(slices[0])
        errors = [_result(here) for _, here in started]
    except BaseException:
        for process, _ in started:
            process.terminate()
        raise
    finally:
        for process, _ in started:
            process.join()
    for error in errors:
        if error is not None:
            raise error


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _run(work: Callable[[slice], None], part: slice, out: Connection) -> None:
    try:
        work(part)
    except BaseException as error:
        out.send(error)
    else:
        out.send(None)


def _result(here: Connection) -> BaseException | None:
    try:
        error: BaseException | None = here.recv()
    except EOFError:
        return RuntimeError("a worker process died without a word")
    return error

"""Sharing work between processes, where the system can fork; elsewhere one process does it all."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from landkarte.ground import progress
from landkarte.ground.errors import OperatorError

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_A_PROCESS = 250
"""One process more for that many items."""
_WIDTH = 4
_PORTIONS = 1000
"""So many numbers fit into a pipe at once, on every system."""


def mapped(work: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
    """``work`` of every item, in their order; what it raises in any process is raised here.

    Items are begun in their order, by whichever process is free. The work may depend on nothing but its item, so that the
    result is the same with any number of processes. ``label`` stands beside the progress bar.
    """
    helpers = min(_processors() - 1, 1 + len(items) // _WORTH_A_PROCESS) if hasattr(os, "fork") and len(items) > 1 else 0
    numbers = _Queue(len(items))

    def some(shown: Callable[[Iterator[int]], Iterator[int]]) -> dict[int, Result]:
        return {number: work(items[number]) for number in shown(iter(numbers))}

    processes: list[tuple[BaseProcess, Connection]] = []
    try:
        for _ in range(helpers):
            processes.append(_start(lambda: some(iter)))
        done = some(lambda taken: progress.shown(taken, len(items), label))
        for _, answer in processes:
            done |= _result(answer)
    except BaseException:
        for process, _ in processes:
            process.terminate()
        raise
    finally:
        for process, _ in processes:
            process.join()
        numbers.close()
    return [done[number] for number in range(len(items))]


def apart(work: Callable[[], Result]) -> Result:
    """The result of ``work``, done where that is possible in a process of its own, with which the memory ends that it took."""
    if not hasattr(os, "fork"):
        return work()
    process, answer = _start(work)
    try:
        result: Result = _result(answer)
    finally:
        process.join()
    return result


class _Queue:
    """The numbers below ``total``, each for the first process that asks. They wait in a pipe, in portions, named by their beginning."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._portion = total // _PORTIONS + 1
        self._pipe, feed = os.pipe()
        os.write(feed, b"".join(start.to_bytes(_WIDTH, "big") for start in range(0, total, self._portion)))
        os.close(feed)

    def __iter__(self) -> Iterator[int]:
        while start := os.read(self._pipe, _WIDTH):
            first = int.from_bytes(start, "big")
            yield from range(first, min(first + self._portion, self._total))

    def close(self) -> None:
        os.close(self._pipe)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _start(work: Callable[[], Any]) -> tuple[BaseProcess, Connection]:
    """A process that works, and the connection on which it will answer."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(work, here, there))
    process.start()
    there.close()
    return process, here


def _help(work: Callable[[], Any], here: Connection, there: Connection) -> None:
    # Ctrl-C reaches every process of a build; one of them says so and ends the others, which have nothing to add
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    here.close()  # or nobody would notice that the parent is gone: a long answer would wait for ever to be read
    answer: tuple[Any, BaseException | None]
    try:
        answer = (work(), None)
    except BaseException as error:
        answer = (None, error)
    with suppress(BrokenPipeError, ConnectionResetError):  # nobody waits any more
        there.send(answer)


def _result(here: Connection) -> Any:
    try:
        result, error = here.recv()
    except (EOFError, ConnectionResetError):
        raise OperatorError(
            "Ein Teil des Programms wurde von außen beendet, meist weil der Arbeitsspeicher nicht reicht; es ist nichts geändert. "
            "Schließen Sie andere Programme und starten Sie den Befehl noch einmal."
        ) from None
    if error is not None:
        raise error
    return result

"""The process in which ``serve`` has the site: it keeps what it read, judged and made, and answers what it is asked."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from landkarte.desk.commandline import OK

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Part = Callable[[], Iterable[tuple[str, bytes]]]
Answer = bytes | None | Literal[False]
"""A file, or that there is none of this name, or that it could not be made."""


class Site:
    """A site whose parts are made when somebody asks for what is in them. The last of them have ``addresses``, which are known before."""

    def __init__(self, parts: Sequence[Part], addresses: Sequence[Sequence[str]]) -> None:
        self._parts, self._common = parts, len(parts) - len(addresses)
        self._own = {address: number for number, those in enumerate(addresses, self._common) for address in those}
        self._made: dict[int, dict[str, bytes]] = {}
        self._seen: dict[str, int] = {}

    def after(self, before: Site | None) -> None:
        """Look for files first where they were ``before``. The first site makes whatever is no entry, and an entry of each kind."""
        if before:
            self._seen = before._seen
            return
        kinds = {address.partition("/")[0]: number for address, number in self._own.items()}
        for number in (*range(self._common), *kinds.values()):
            self._part(number)

    def read(self, path: str) -> bytes | None:
        """The file at an address relative to the site, if there is one."""
        first = self._own.get(path, self._seen.get(path, 0))
        for number in (first, *range(self._common)):
            if path in self._part(number):
                return self._part(number)[path]
        return None

    def _part(self, number: int) -> dict[str, bytes]:
        if number not in self._made:
            self._made[number] = dict(self._parts[number]())
            if number < self._common:
                self._seen |= dict.fromkeys(self._made[number], number)
        return self._made[number]


def answer(pipe: Connection, made: Callable[[], tuple[Site, str]], attempted: Callable[[Callable[[], int]], int]) -> None:
    """Until nobody asks any more: make the site anew for None and answer in a line what came of it; else answer with a file."""
    site: Site | None = None
    answered: Answer = None
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            asked: str | None = pipe.recv()

            def work(asked: str | None = asked) -> int:
                nonlocal site, answered
                if asked is None:
                    new, line = made()
                    new.after(site)
                    site, answered = new, line.encode()
                elif site:
                    answered = site.read(asked)
                return OK

            answered = False
            try:
                attempted(work)
            except Exception:  # our own mistake: the site is shown as it was
                traceback.print_exc()
            if gc.get_freeze_count() == 0:
                gc.freeze()  # looking for garbage among all entries would take as long as the rest
                gc.enable()
            pipe.send(answered)

"""serve: the site on this machine as its files are now, in the memory of a process of its own; ``site/`` stays as it is."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from landkarte.desk.commandline import OK
from landkarte.desk.terminal import say
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import refused

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from landkarte.desk.call import Call

File = tuple[str, bytes | Iterable[bytes]]
"""Address relative to the site, and content: whole, or in pieces that are made when they are asked for, before the next file."""
Part = Callable[[], Iterable[File]]

Answer = bytes | None | Literal[False]
"""A file, or that there is none of this name, or that it could not be made."""
Show = Callable[["Connection"], None]
"""What the other process does: ``answer``."""


class Site:
    """A site whose parts are made when somebody asks for what is in them. The last of them have ``addresses``, which are known before."""

    def __init__(self, parts: Sequence[Part], addresses: Sequence[Sequence[str]]) -> None:
        self._parts, self._common = parts, len(parts) - len(addresses)
        self._own = {address: number for number, those in enumerate(addresses, self._common) for address in those}
        self._made: dict[int, dict[str, bytes]] = {}
        self._seen: dict[str, int] = {}

    def after(self, before: Site | None) -> Site:
        """Files are looked for first where they were ``before``. The first site makes whatever is no entry, and an entry of each kind."""
        kinds = {address.partition("/")[0]: number for address, number in self._own.items()}
        for number in () if before else (*range(self._common), *kinds.values()):
            self._part(number)
        self._seen |= before._seen if before else {}
        return self

    def read(self, path: str) -> bytes | None:
        """The file at an address relative to the site, if there is one."""
        first = self._own.get(path, self._seen.get(path, 0))
        return next((part[path] for part in map(self._part, (first, *range(self._common))) if path in part), None)

    def _part(self, number: int) -> dict[str, bytes]:
        if number not in self._made:
            self._made[number] = {path: data if isinstance(data, bytes) else b"".join(data) for path, data in self._parts[number]()}
            if number < self._common:
                self._seen |= dict.fromkeys(self._made[number], number)
        return self._made[number]


def answer(pipe: Connection, made: Callable[[], tuple[Site, str]]) -> None:
    """Until nobody asks any more: None makes the site anew and gets a line that says what came of it; an address gets its file."""
    import traceback

    site: Site | None = None
    gc.disable()
    with suppress(EOFError, ConnectionError):
        while True:
            asked: str | None = pipe.recv()
            answered: Answer = False
            try:
                if asked is None:
                    new, line = made()
                    site, answered = new.after(site), line.encode()
                elif site:
                    answered = site.read(asked)
            except (OperatorError, OSError) as error:
                say(refused(error) if isinstance(error, OSError) else str(error), aside=True)
            except Exception:  # our own mistake: the site is shown as it was
                traceback.print_exc()
            if not gc.isenabled():
                gc.freeze()  # looking for garbage among all entries would take as long as the rest
                gc.enable()
            pipe.send(answered)


class _Process:
    """One that ``answer``s, with the code, the templates and the settings that there were at its beginning."""

    def __init__(self, show: Show) -> None:
        import multiprocessing
        from threading import Lock

        context, self._lock = multiprocessing.get_context("spawn"), Lock()
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=show, args=(there,))
        mask = getattr(signal, "pthread_sigmask", None)
        # Strg+C is heard here a moment later, and never by whoever is started meanwhile
        before = mask and mask(signal.SIG_BLOCK, {signal.SIGINT})
        self._process.start()
        if mask:
            mask(signal.SIG_SETMASK, before)
        there.close()
        self.end = self._process.terminate

    def ask(self, question: str | None) -> Answer:
        """What it answers; False, too, if it has ended."""
        with self._lock, suppress(EOFError, OSError):
            self._pipe.send(question)
            answered: Answer = self._pipe.recv()
            return answered
        return False


def serve(call: Call, show: Show) -> int:
    """Show the site on this machine: what changes of entries is made anew, and after any other change all of it, by a new process."""
    from multiprocessing import active_children

    from landkarte.desk import preview
    from landkarte.places.exact import FOLDER

    root, told = call.root, False
    site: _Process | None = None
    folders, single = (("coaches", "templates", "landkarte"), ("build.py", "pyproject.toml", FOLDER))
    try:
        with preview.Server(call.options.port) as server:
            say(f"{server.url} zeigt die Website. Beenden mit Strg+C.")
            for changed in preview.changes([root / name for name in folders], [root / name for name in single]):
                if changed:
                    say(f"Geändert: {', '.join(os.path.relpath(path, root) for path in changed[:3])}{' …' if len(changed) > 3 else ''}")
                # what failed may have been other code than that of the process which is still shown
                goes_on = told and all(_is_of_entries(os.path.relpath(path, root)) for path in changed)
                line, old = site.ask(None) if site and goes_on else False, None
                if not line:  # with a process of its own, too, which may have ended because of a new day or the memory
                    fresh = _Process(show)
                    line = fresh.ask(None)
                    old, site = (site, fresh) if line else (fresh, site)
                told = bool(line)
                if site and line:
                    server.renewed(site.ask)
                if old:
                    old.end()
                say(f"Gebaut: {line.decode()}" if line else "Der Bau ist nicht gelungen; zu sehen ist weiter die bisherige Website.")
    except KeyboardInterrupt:
        say("Beendet.")
    finally:
        for process in active_children():  # also one that is not yet shown
            process.terminate()
    return OK


def _is_of_entries(path: str) -> bool:
    """Whether a path below the project is read anew with every change; of the templates for entries pages are made."""
    folder, inside, *_ = *Path(path).parts, "", ""
    return folder == "coaches" and inside not in ("", "vorlagen")

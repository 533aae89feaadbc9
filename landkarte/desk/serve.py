"""serve: the site on this machine, always as its files say now; it is in the memory of a process, and nothing is written."""

from __future__ import annotations

import multiprocessing
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from landkarte.desk.commandline import OK, repeated
from landkarte.desk.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from landkarte.desk.call import Call
    from landkarte.desk.shown import Answer

    Show = Callable[[list[str], Connection], None]
    """What runs in a process of its own and answers on the pipe."""


class _Process:
    """One that has the site in its memory, made of the code, the templates and the settings that there were at its beginning."""

    def __init__(self, call: Call, show: Show) -> None:
        context, self._lock = multiprocessing.get_context("spawn"), Lock()
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=show, args=(repeated(call.options), there))
        self._process.start()
        there.close()
        self.lost = False

    def ask(self, question: str | None) -> Answer:
        """What ``shown.answer`` says; False, too, if the process is ``lost``."""
        with self._lock, suppress(EOFError, OSError):
            self._pipe.send(question)
            answer: Answer = self._pipe.recv()
            return answer
        self.lost = True
        return False

    def end(self) -> None:
        self._process.terminate()
        self._process.join()


def serve(call: Call, show: Show) -> int:
    """Show the site on this machine: what changes of an entry is made anew, and after any other change all of it, by a new process."""
    from landkarte.desk import preview
    from landkarte.places.exact import FOLDER

    root = call.root
    folders, single = (("coaches", "templates", "landkarte"), ("build.py", "pyproject.toml", FOLDER))
    site: _Process | None = None
    told: Answer = False
    try:
        with preview.Server(call.options.port) as server:
            say(f"{server.url} zeigt die Website. Beenden mit Strg+C.")
            for changed in preview.changes([root / name for name in folders], [root / name for name in single]):
                if changed:
                    say(f"Geändert: {', '.join(os.path.relpath(path, root) for path in changed[:3])}{' …' if len(changed) > 3 else ''}")
                # what failed may have been other code than that of the process which is still shown
                goes_on = told is not False and all(_is_of_entries(os.path.relpath(path, root)) for path in changed)
                told = site.ask(None) if site and goes_on else False
                if site is None or not goes_on or site.lost:
                    fresh = _Process(call, show)
                    told = fresh.ask(None)
                    old, site = (site, fresh) if told else (fresh, site)
                    if old:
                        old.end()
                if site and told:
                    server.renewed(site.ask)
                    say(f"Gebaut: {told.decode()}")
                else:
                    say("Der Bau ist nicht gelungen; zu sehen ist weiter die bisherige Website.")
    except KeyboardInterrupt:
        say("Beendet.")
    finally:
        if site:
            site.end()
    return OK


def _is_of_entries(path: str) -> bool:
    """Whether a path below the project is read anew with every change; of the templates for entries pages are made."""
    folder, inside, *_ = *Path(path).parts, "", ""
    return folder == "coaches" and inside not in ("", "vorlagen")

"""serve: the site on this machine, built anew whenever something it is made of changes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from landkarte.desk.commandline import OK, repeated
from landkarte.desk.terminal import say

if TYPE_CHECKING:
    from landkarte.desk.call import Call


def serve(call: Call) -> int:
    """Show the site on this machine and build it anew, in a process of its own, whenever something it is made of changes."""
    from landkarte.desk import preview

    root = call.root
    watched = [root / name for name in ("coaches", "templates", "landkarte", "build.py", "pyproject.toml")]
    try:
        with preview.Server(root / "site", call.options.port) as server:
            say(f"{server.url} zeigt site/. Beenden mit Strg+C.")
            for changed in preview.changes(watched):
                if changed:
                    say(f"Geändert: {', '.join(os.path.relpath(path, root) for path in changed[:3])}{' …' if len(changed) > 3 else ''}")
                rebuild(call)
    except KeyboardInterrupt:
        say("Beendet.")
    return OK


def rebuild(call: Call) -> None:
    """Build with the code as it is now, and tell in a line what came of it; a build that fails leaves site/ as it was."""
    import subprocess

    command = [sys.executable, str(call.root / "build.py"), *repeated(call.options)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode == OK:
        say(f"Gebaut: {done.stdout.splitlines()[-1]}")
        return
    for line in done.stderr.splitlines():
        say(line)
    say("Der Bau ist nicht gelungen; zu sehen ist weiter die bisherige Website.")

"""Real repositories to try a change in."""

import os
import subprocess
from collections.abc import Container
from pathlib import Path

from tests.conftest import FEW, make_project


def git(root: Path, *arguments: str, **settings: str) -> str:
    """What git answers a person, without anything of this machine but these ``settings``."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    surroundings |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | settings
    named = ["-c", "user.name=Beispiel", "-c", "user.email=beispiel@example.org", "-c", "init.defaultBranch=main"]
    named += ["-c", "maintenance.auto=false"]  # or a newer git goes on writing when its command has long ended
    done = subprocess.run(["git", *named, *arguments], cwd=root, env=surroundings, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path, moment: str = "") -> str:
    """Put everything into a commit, at this ``moment`` if not now; its name."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Stand", **({"GIT_COMMITTER_DATE": moment} if moment else {}))
    return git(root, "rev-parse", "HEAD")


def made(root: Path, only: Container[str] = FEW) -> Path:
    """The project with a few of the demonstration entries, in git; the branch ``vorschlag`` has just begun."""
    make_project(root, only=only)
    (root / ".gitignore").write_text("node_modules\ntemplates\nsite\n.geodata\n.venv\n.ci\nlandkarte\n__pycache__\n", encoding="utf-8")
    git(root, "init", "--quiet", "--template=")
    commit(root)
    git(root, "switch", "--quiet", "--create", "vorschlag")
    return root


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first ``old`` of a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

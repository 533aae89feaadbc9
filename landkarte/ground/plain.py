"""Reading what came from elsewhere: a plain file, no link, no more of it than expected; and folders, wholly or not at all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import reason


def plain_bytes(path: Path, limit: int) -> bytes:
    """At most ``limit`` bytes of a plain file; no link is followed. OperatorError says why it cannot be read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(path, flags), "rb") as file:
            # Windows would open what a link leads to
            if not all(stat.S_ISREG(status.st_mode) for status in (os.lstat(path), os.fstat(file.fileno()))):
                raise OperatorError(f"{path.name} ist keine gewöhnliche Datei.")
            return file.read(limit)
    except (OSError, ValueError) as error:
        raise OperatorError(f"{path.name} lässt sich nicht lesen ({reason(error)[0] if isinstance(error, OSError) else error}).") from error


def below(folder: Path) -> Iterator[Path]:
    """What lies below a folder and is none, by name; OSError where one cannot be read, for else what is in it would just be missing."""
    for path in sorted(folder.iterdir()):
        yield from below(path) if path.is_dir() and not path.is_symlink() else [path]

"""Reading what came from elsewhere: a plain file, no link, and no more of it than expected."""

import os
import stat
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

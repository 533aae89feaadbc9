"""What only some systems have. A test that needs it says so by asking here, and ends where it is missing."""

import errno
import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

NO_INTERRUPT = "Windows sends Strg+C to a window, not to a program"
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse some names, and say less of a process")
only_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals, rights, shells or links as Unix has them")


def _skip(_: object) -> NoReturn:
    pytest.skip("Windows cannot copy a running process")


class _Missing:
    Process = Barrier = Event = Value = property(_skip)


# makes processes that are copies of this one
if sys.platform == "win32":
    FORK = _Missing()
else:
    FORK = multiprocessing.get_context("fork")


def pipe(path: Path) -> None:
    """A pipe with a name."""
    if sys.platform == "win32":
        pytest.skip("Windows keeps no pipes among its files")
    os.mkfifo(path)


def unreadable(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A folder that the system does not let us read, whoever we are."""

    def refused(ask: Callable[[str | Path], object], path: str | Path = ".") -> object:
        if str(path) == str(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return ask(path)

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, partial(refused, getattr(os, name)))

"""A preview as a person has it: a real process, and Strg+C."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.systems import NO_INTERRUPT

PATIENCE = 120
"""Seconds for a build on a machine that has much else to do."""


class Preview:
    """A running ``build.py serve``; what it prints can be waited for, and with the block everything ends that was started."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True
        )
        self.lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> "Preview":
        return self

    def __exit__(self, *exception: object) -> None:
        """Whatever a test found: who waits for a program that goes on waits for ever."""
        if sys.platform == "win32":
            self.process.kill()
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert not self._reader.is_alive(), "somebody still writes"

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as said:
            for line in said:
                self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def says(self, pattern: str) -> str:
        """The next line that matches; whatever comes before it is passed over."""
        end, passed = time.monotonic() + PATIENCE, []
        while time.monotonic() < end:
            try:
                line = self.lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                break
            if line is None:
                break
            passed.append(line)
            if re.search(pattern, line):
                return line
        raise AssertionError(f"never said {pattern!r}: {passed}")

    def rest(self) -> list[str]:
        """What it says until nobody is left who could say anything."""
        return list(iter(partial(self.lines.get, timeout=PATIENCE), None))

    def stop(self) -> int:
        """Strg+C reaches everybody who was started from the terminal."""
        if sys.platform == "win32":
            pytest.skip(NO_INTERRUPT)
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)

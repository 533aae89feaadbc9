"""The tables beside the entries, and saving: what cannot be read whole is not written, what cannot be written is told in German."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from landkarte.desk.terminal import say, tell
from landkarte.ground import exchange
from landkarte.ground.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from landkarte.ground.diagnostics import Diagnostic

T = TypeVar("T")

_WAITING = (
    "Ein anderer Befehl ändert gerade coaches/; dieser hier wartet, bis jener fertig ist. Kommt jener nicht weiter, beenden Sie ihn. "
    "Die Sperre endet mit ihm; die Datei .coaches.lock zu löschen hilft nicht."
)


def stored(root: Path, file: str, parse: Callable[[str], tuple[T, list[Diagnostic]]]) -> tuple[T, list[Diagnostic]]:
    """The lines of a table beside the entries, and what is wrong with the file or with a line."""
    from landkarte.entries import reading

    text, unreadable = reading.table(root / file, file)
    lines, broken = parse(text or "")
    # wrong letters are told once, and not again for each line
    return lines, unreadable if any(one.level == "fehler" for one in unreadable) else [*unreadable, *broken]


def usable(root: Path, file: str, parse: Callable[[str], tuple[T, list[Diagnostic]]]) -> T:
    """The lines of a table beside the entries; OperatorError when writing them anew would lose what cannot be read."""
    lines, broken = stored(root, file, parse)
    errors = [finding for finding in broken if finding.level == "fehler"]
    if errors:
        tell(errors, "text")
        raise OperatorError(f"{file} ist nicht ganz lesbar und wird deshalb nicht ergänzt. Bitte zuerst berichtigen.")
    return lines


def save_table(root: Path, file: str, text: str) -> None:
    """Put a table beside the entries in place as a whole, or say that it is as it was."""
    save(root / file, as_there(root / file, text), file, "; die Datei ist, wie sie war")


def save_entry(path: Path, text: str, new: bool = False) -> None:
    """Put the file of an entry in place as a whole, or say that it is as it was; a ``new`` one in nobody's place."""
    if path.parent.is_symlink():
        raise OperatorError(f"coaches/{path.parent.name} ist eine Verknüpfung; dort wird nichts geschrieben. Legen Sie einen Ordner an.")
    save(path, text, path.name, "; es ist nichts geändert", new)


def as_there(path: Path, text: str) -> str:
    """``text`` with the line ends of the file that it takes the place of."""
    return text.replace("\n", "\r\n") if path.is_file() and b"\r\n" in path.read_bytes() else text


def save(path: Path, text: str, called: str, otherwise: str = "", new: bool = False) -> None:
    """Put a file in place as a whole; OperatorError, with what it is ``called`` and what holds ``otherwise``."""
    from landkarte.entries import reading

    with _explained(f"{called} lässt sich nicht schreiben ({{}}){otherwise}."):
        reading.save(path, text, new)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else writes below ``root``/coaches meanwhile: what is read inside stays true. What killed saves have left there goes."""
    from landkarte.entries import reading

    coaches = Path(os.path.realpath(root / "coaches"))
    with ExitStack() as held:
        with _explained("coaches/ lässt sich nicht ändern ({})."):
            held.enter_context(exchange.locked(exchange.beside(coaches, "lock"), lambda: say(_WAITING, aside=True)))
            left = reading.sweep(coaches)
        for path in left:
            say(f"Aufgeräumt, Rest eines abgebrochenen Speicherns: {path.relative_to(coaches).as_posix()}", aside=True)
        yield


def _explained(failed: str) -> AbstractContextManager[None]:
    return exchange.explained(lambda why, remedy: OperatorError(f"{failed.format(why)} {remedy} und rufen Sie den Befehl noch einmal auf."))

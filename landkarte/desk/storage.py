"""The tables beside the entries, and saving: what cannot be read whole is not written, what cannot be written is told in German."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from landkarte.desk.terminal import tell
from landkarte.ground.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from landkarte.ground.diagnostics import Diagnostic
    from landkarte.places.points import Lines

T = TypeVar("T")


def stored(root: Path, file: str, parse: Callable[[str], tuple[T, list[Diagnostic]]]) -> tuple[T, list[Diagnostic]]:
    """The lines of a table beside the entries, and what is wrong with the file or with a line."""
    from landkarte.entries import reading

    text, unreadable = reading.table(root / file, file)
    lines, broken = parse(text or "")
    return lines, [*unreadable, *broken]


def usable(root: Path, file: str, parse: Callable[[str], tuple[T, list[Diagnostic]]]) -> T:
    """The lines of a table beside the entries; OperatorError when writing them anew would lose what cannot be read."""
    lines, broken = stored(root, file, parse)
    errors = [finding for finding in broken if finding.level == "fehler"]
    if errors:
        tell(errors, "text")
        raise OperatorError(f"{file} ist nicht ganz lesbar und wird deshalb nicht ergänzt. Bitte zuerst berichtigen.")
    return lines


def save_points(root: Path, lines: Lines) -> None:
    """Put coaches/orte.csv in place as a whole."""
    from landkarte.places import points

    save_table(root, points.FILE, points.dump(lines))


def save_table(root: Path, file: str, text: str) -> None:
    """Put a table beside the entries in place as a whole, or say that it is as it was."""
    save(root / file, text, file, "; die Datei ist, wie sie war")


def save_entry(path: Path, text: str) -> None:
    """Put the file of an entry in place as a whole, or say that it is as it was."""
    save(path, text, path.name, "; es ist nichts geändert")


def save(path: Path, text: str, called: str, otherwise: str = "") -> None:
    """Put a file in place as a whole; OperatorError, with what it is ``called`` and what holds ``otherwise``."""
    from landkarte.entries import reading

    try:
        reading.save(path, text)
    except OSError as error:
        raise OperatorError(f"{called} lässt sich nicht schreiben ({error.strerror}){otherwise}.") from error

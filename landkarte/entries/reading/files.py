"""What lies in coaches/ → bytes → text. Nothing but a plain file in its folder is opened, and no link is followed."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from landkarte.entries.reading.letters import Problem
from landkarte.entries.reading.messages import TOO_LARGE
from landkarte.ground.diagnostics import quoted
from landkarte.ground.exchange import reason
from landkarte.standard import rules

FOLDERS = ("anbieter", "jobcoaches", "pruefungen")
ELSEWHERE = frozenset({"vorlagen", "erinnert.csv", "orte.csv", "zurueckgezogen.csv"})
"""What also lies in coaches/ and is no entry."""

BOM = "Die Datei beginnt mit einem unsichtbaren Kennzeichen (BOM)."
CRLF = "Die Zeilen enden, wie Windows es schreibt (CRLF)."
ANSI = "Die Datei ist in der alten Kodierung von Windows gespeichert (Windows-1252)."

_OF_THE_MACHINE = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO}
"""What is wrong with no entry: left out because of it, all of them would vanish from the site."""
_GERMAN = re.compile("[\\x00-\x7fÄÖÜäöüß§€°²³·•…–—„“”‚‘’«»àáâçèéêëíîïñóôúû\xa0\xad]*")
_NO_TEXT = frozenset({".docx", ".doc", ".odt", ".rtf", ".pdf", ".pages"})


def names(folder: Path, lenient: bool = False) -> list[Path]:
    """What lies in ``folder``, by name, without hidden files; nothing if it is none or a link or, for whom is ``lenient``, unreadable."""
    bearable = OSError if lenient else FileNotFoundError
    try:
        found = sorted(os.listdir(folder)) if stat.S_ISDIR(os.lstat(folder).st_mode) else []
    except bearable:
        return []
    return [folder / name for name in found if not name.startswith(".")]


def everything(folder: Path) -> Iterator[Path]:
    """Every file and link below ``folder``, hidden or not, by name, and every folder that cannot be read; no link is followed."""
    unread: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda error: unread.append(Path(error.filename))):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(here, name))]
        yield from (Path(here, name) for name in sorted([*files, *links]))
    yield from unread


def astray(coaches: Path) -> Iterator[tuple[str, Problem]]:
    """What lies in coaches/ where nobody reads it: its name and what to do."""
    for path in names(coaches):
        if path.name in ELSEWHERE:
            continue
        mode = os.lstat(path).st_mode
        if path.name in FOLDERS:
            message = f"Das ist kein gewöhnlicher Ordner, sondern {_kind(mode)}."
            if not stat.S_ISDIR(mode):
                yield path.name, _at_start("FO-01", message, "Legen Sie einen Ordner an.")
        elif stat.S_ISDIR(mode):
            message = f"Den Ordner {quoted(path.name)} kennt das Verzeichnis nicht; was darin liegt, wird nicht gelesen."
            yield path.name, _at_start("FO-03", message, "Einträge gehören nach coaches/anbieter oder coaches/jobcoaches.")
        else:
            message = "Die Datei liegt im falschen Ordner und wird nicht gelesen."
            yield path.name, _at_start("FO-03", message, "Verschieben Sie sie nach coaches/anbieter oder coaches/jobcoaches.")


def asked_for(coaches: Path, typed: str) -> str | None:
    """The name under which findings report the file that a person typed; None if it is none of those that are read.

    ``typed`` starts where the person is, or at the project.
    """
    known = {path: path for folder in (coaches, *(coaches / folder for folder in FOLDERS)) for path in names(folder)}
    for start in (Path.cwd(), coaches.parent):
        path = known.get(Path(os.path.abspath(start / typed)))  # on Windows whichever letters are capitals
        if path and (path.is_symlink() or not path.is_dir()):
            return path.relative_to(coaches.parent).as_posix()
    return None


def of_id(coaches: Path, id_: str) -> list[Path]:
    """Every file of an entry, its own first, then the Prüfvermerk; copies that an editor left (jc-7k3m9q.yaml~, .yml, .bak) are in it.

    No id contains a point, so none of them is anybody else's. Folders that cannot be read are left out.
    """
    return [path for folder in FOLDERS for path in names(coaches / folder, lenient=True) if path.name.startswith(f"{id_}.")]


def text_of(path: Path, entry: bool = True, *, ansi: bool = False) -> tuple[str | None, list[Problem]]:
    """The text of the file of an entry, or else of a table beside them, as ``decoded`` has it; None if it is not read."""
    limit = rules()["FO-01" if entry else "R-09"].werte["bytes_hoechstens"]
    raw, problem = _read(path, limit, "Legen Sie den Eintrag als Textdatei an." if entry else "Legen Sie eine Textdatei an.", entry)
    return (None, [problem]) if problem else decoded(raw, table=not entry, ansi=ansi)


def _read(path: Path, limit: int, remedy: str, entry: bool) -> tuple[bytes, Problem | None]:
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            hint = "Legen Sie Einträge ohne Unterordner ab." if entry and stat.S_ISDIR(status.st_mode) else remedy
            return b"", _at_start("FO-01", f"Das ist keine gewöhnliche Datei, sondern {_kind(status.st_mode)}.", hint)
        if entry and path.suffix != ".yaml":
            message = "Der Dateiname endet nicht auf .yaml, deshalb wird die Datei nicht gelesen."
            return b"", _at_start("FO-03", message, _other_ending(path))
        if status.st_size > limit:
            return b"", _at_start(TOO_LARGE.code, TOO_LARGE.text.format(kib=limit // 1024), TOO_LARGE.hint if entry else remedy)
        # O_NOFOLLOW: what lstat saw must still be what is read
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:
            return file.read(limit + 1)[:limit], None
    except FileNotFoundError:
        return b"", _at_start("FO-01", "Diese Datei gibt es nicht.", "Prüfen Sie Ordner und Dateinamen.")
    except OSError as error:
        if error.errno in _OF_THE_MACHINE:
            raise
        return b"", _at_start("FO-01", f"Die Datei lässt sich nicht lesen ({reason(error)[0]}).", "Prüfen Sie die Zugriffsrechte.")


def decoded(raw: bytes, table: bool = False, ansi: bool = False) -> tuple[str | None, list[Problem]]:
    """The text of a file with plain line ends; None if its letters cannot be told. In a ``table`` they cost a line (surrogateescape).

    With ``ansi`` it may be in the old encoding of Windows, if all its letters are such as people write in German.
    """
    problems = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        problems.append(_at_start("FO-11", BOM, ""))
    if b"\r" in raw:
        problems.append(_at_start("FO-11", CRLF, ""))
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return raw.decode("utf-8"), problems
    except UnicodeDecodeError as error:
        if ansi and _GERMAN.fullmatch(old := raw.decode("cp1252", "replace")):
            return old, [*problems, _at_start("FO-11", ANSI, "")]
        place = raw.count(b"\n", 0, error.start) + 1, error.start - raw.rfind(b"\n", 0, error.start)
        message = "Hier steht ein Zeichen, meist ein Umlaut, in einer anderen Zeichenkodierung als UTF-8."
        hint = "Speichern Sie die Datei neu: „Speichern unter“, und wählen Sie bei Codierung „UTF-8“."
        text = raw.decode("utf-8", "surrogateescape") if table and b"\0" not in raw else None
        return text, [Problem(*place, "FO-01", message, hint)]


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "eine Verknüpfung (Link)"
    if stat.S_ISREG(mode):
        return "eine Datei"
    return "ein Ordner" if stat.S_ISDIR(mode) else "ein Gerät oder eine Pipe"


def _other_ending(path: Path) -> str:
    own = path.name.removesuffix(path.suffix).removesuffix(".yaml")
    if path.suffix.casefold() in _NO_TEXT:
        return f"Kopieren Sie den Text in einen Texteditor (in Windows: Editor) und speichern Sie ihn als {own}.yaml."
    return (
        f"Ändern Sie die Endung: {own}.yaml. Windows zeigt Endungen erst, wenn im Explorer unter „Ansicht“ die Dateinamenerweiterungen "
        "eingeblendet sind."
    )


def _at_start(code: str, message: str, hint: str) -> Problem:
    return Problem(1, 1, code, message, hint)

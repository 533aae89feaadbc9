"""Files → entries. Whatever stands in a file, the result is an entry or findings that say where and why; never an exception."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from landkarte.diagnostics import Diagnostic, Finding, KeyPath
from landkarte.load import shape, tree
from landkarte.model import Anbieter, Eintrag, Freiberufler, Jobcoach, Pruefvermerk
from landkarte.standard import rules

SHAPE_CODES = ("FO-01", "FO-02", "FO-03", "FO-04", "FO-05", "FO-06", "FO-07", "FO-09", "FO-10", "FO-11", "X-02", "Q-19", "B-03")
"""The rules that are decided while reading; all others are functions of check.py."""

FOLDERS = ("anbieter", "jobcoaches", "pruefungen")


@dataclass(frozen=True, slots=True)
class Source:
    """One file that became an entry; ``raw`` are its bytes, kept to find the line of a finding."""

    file: str
    raw: bytes
    entry: Eintrag | Pruefvermerk


@dataclass(frozen=True, slots=True)
class Loaded:
    """All files of coaches/: what could be read, what could not, and the ids of both."""

    sources: tuple[Source, ...]
    findings: tuple[Diagnostic, ...]
    ids: frozenset[str]
    """Ids of all files of providers and coaches, readable or not."""

    def entries(self) -> Iterator[tuple[str, Eintrag]]:
        """File name and entry of every provider and coach."""
        for source in self.sources:
            if isinstance(source.entry, Eintrag):
                yield source.file, source.entry


def load(coaches: Path) -> Loaded:
    """Read every entry below ``coaches`` (the folders anbieter, jobcoaches, pruefungen), in the order of their names."""
    sources: list[Source] = []
    findings: list[Diagnostic] = []
    ids: set[str] = set()
    for folder in FOLDERS:
        for path in _names(coaches / folder):
            source, found = read(path, f"{coaches.name}/{folder}/{path.name}")
            findings += found
            if source:
                sources.append(source)
            if folder != "pruefungen":
                ids.add(path.name.removesuffix(".yaml"))
    return Loaded(tuple(sources), tuple(findings), frozenset(ids))


def _names(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [folder / name for name in sorted(os.listdir(folder)) if not name.startswith(".")]


def read(path: Path, file: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read one file; ``file`` is the name under which findings report it, its folder decides the kind of entry."""
    raw, problem = _bytes(path)
    if problem:
        return None, [_diagnostic(file, problem)]
    text, problems = _text(raw)
    if text is None:
        return None, [_diagnostic(file, problem) for problem in problems]
    parsed = tree.parse(text)
    problems += parsed.problems
    entry = None
    if parsed.data is not None:
        entry, found = _entry(parsed.data, path)
        places = tree.positions(text) if found else {}
        problems += [_placed(places, problem) for problem in found]
    findings = [_diagnostic(file, problem) for problem in problems]
    if entry is None or any(finding.level == "fehler" for finding in findings):
        return None, findings
    return Source(file, raw, entry), findings


def located(sources: Iterable[Source], findings: Iterable[Finding]) -> list[Diagnostic]:
    """The findings with line and column, found by reading the files they are about once more."""
    by_file = {source.file: source for source in sources}
    positions: dict[str, dict[KeyPath, tuple[int, int]]] = {}
    result = []
    for finding in findings:
        if finding.file not in positions:
            text, _ = _text(by_file[finding.file].raw)
            positions[finding.file] = tree.positions(text or "")
        line, column = _position(positions[finding.file], finding.path)
        result.append(Diagnostic(finding.file, line, column, finding.code, finding.level, finding.message, finding.hint))
    return result


def _bytes(path: Path) -> tuple[bytes, tree.Problem | None]:
    limit = rules()["FO-01"].werte["bytes_hoechstens"]
    if path.suffix != ".yaml":
        return b"", tree.Problem(1, 1, "FO-03", "Der Dateiname endet nicht auf .yaml, deshalb wird die Datei nicht gelesen.")
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return b"", tree.Problem(
                1,
                1,
                "FO-01",
                f"Das ist keine gewöhnliche Datei, sondern {_kind(status.st_mode)}.",
                "Legen Sie den Eintrag als Textdatei an.",
            )
        if status.st_size > limit:
            return b"", tree.Problem(
                1,
                1,
                "FO-01",
                f"Die Datei ist größer als {limit // 1024} KiB.",
                "Kürzen Sie die Texte; Bilder und Dokumente gehören nicht in den Eintrag.",
            )
        # O_NOFOLLOW: what lstat saw must still be what is read
        with open(
            os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
        ) as file:
            return file.read(limit + 1)[:limit], None
    except OSError as error:
        return b"", tree.Problem(1, 1, "FO-01", f"Die Datei lässt sich nicht lesen ({error.strerror}).", "Prüfen Sie die Zugriffsrechte.")


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "eine Verknüpfung (Link)"
    return "ein Ordner" if stat.S_ISDIR(mode) else "ein Gerät oder eine Pipe"


def _text(raw: bytes) -> tuple[str | None, list[tree.Problem]]:
    problems = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        problems.append(tree.Problem(1, 1, "FO-11", "Die Datei beginnt mit einer unsichtbaren Byte-Reihenfolge-Marke (BOM)."))
    if b"\r" in raw:
        problems.append(tree.Problem(1, 1, "FO-11", "Die Zeilen enden mit CR statt nur mit LF."))
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return raw.decode("utf-8"), problems
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        found = f"Das Byte 0x{raw[error.start]:02X} ist kein UTF-8 (vermutlich ein Umlaut in einer anderen Kodierung)."
        return None, [tree.Problem(line, column, "FO-01", found, "Speichern Sie die Datei in der Kodierung UTF-8.")]


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _type(folder: str, data: dict[str, Any]) -> type:
    if folder == "anbieter":
        return Anbieter
    if folder == "pruefungen":
        return Pruefvermerk
    return Freiberufler if data.get("anbieter") == "selbst" else Jobcoach


def _entry(data: dict[str, Any], path: Path) -> tuple[Eintrag | Pruefvermerk | None, list[shape.Problem]]:
    kind = _type(path.parent.name, data)
    name = _name_problems(data.get("id"), path.stem)
    try:
        return _adapter(kind).validate_python(data), name
    except ValidationError as error:
        return None, name + list(shape.problems(error, kind))


def _name_problems(id_: object, stem: str) -> list[shape.Problem]:
    if not isinstance(id_, str):
        return []
    if id_ != stem:
        return [shape.Problem(("id",), "FO-03", f"Die id „{id_}“ ist nicht der Dateiname „{stem}“.")]
    if id_ in rules()["FO-03"].werte["reserviert"]:
        return [shape.Problem(("id",), "FO-03", f"Die Kennung „{id_}“ ist reserviert.", "Wählen Sie eine andere Kennung.")]
    return []


def _position(positions: dict[KeyPath, tuple[int, int]], path: KeyPath) -> tuple[int, int]:
    """The place of ``path``, or of the nearest section around it when it is missing."""
    while path and path not in positions:
        path = path[:-1]
    return positions.get(path, (1, 1))


def _placed(positions: dict[KeyPath, tuple[int, int]], problem: shape.Problem) -> tree.Problem:
    return tree.Problem(*_position(positions, problem.path), problem.code, problem.message, problem.hint)


def _diagnostic(file: str, problem: tree.Problem) -> Diagnostic:
    rule = rules()[problem.code]
    return Diagnostic(file, problem.line, problem.column, problem.code, rule.schwere, problem.message, problem.hint or rule.tipp)

"""Files → entries. Whatever stands in a file, the result is an entry or findings that say where and why; never an exception."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from landkarte.entries import digest
from landkarte.entries.model import Anbieter, Eintrag, Freiberufler, Jobcoach, Person, Pruefvermerk, adapter
from landkarte.entries.model.werte import is_id
from landkarte.entries.reading import certain, damaged, files, meant, shape, tree
from landkarte.entries.reading.files import FOLDERS, asked_for, everything, of_id
from landkarte.entries.reading.letters import Problem
from landkarte.entries.reading.messages import ONLY_COACHES, RESERVED
from landkarte.entries.reading.repair import Correction, Repair, repaired, rewritten
from landkarte.entries.reading.writer import dump, save, sweep
from landkarte.ground.diagnostics import Diagnostic, Finding, placed, quoted, stamped
from landkarte.ground.kept import ANEW, Kept, stamp
from landkarte.ground.text import grouped
from landkarte.standard import rules

__all__ = [
    "FOLDERS", "Loaded", "Mailed", "Source", "arrived", "asked_for", "certainly", "corrected", "data", "dump", "everything", "kind",
    "load", "located", "mailed", "of_id", "plain", "read", "rewritten", "save", "simple", "sweep", "table",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One file that became an entry. Its text is read again when it is needed: to keep that of thousands would take the memory."""

    file: str
    path: Path
    entry: Eintrag | Pruefvermerk
    sent: str | None = None
    """The text of a file that was sent: it was respelled on the way."""

    def data(self) -> dict[str, Any]:
        """The values as they are written in the file, all of them text; empty if it has become unreadable meanwhile."""
        return dict(tree.parse(self.text()).data or {})

    def text(self) -> str:
        """The file as it is now, with plain line ends; empty if it has become unreadable."""
        return self.sent if self.sent is not None else files.text_of(self.path)[0] or ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """All files of coaches/: what could be read, what could not, and the ids of both."""

    sources: tuple[Source, ...]
    findings: tuple[Diagnostic, ...]
    ids: frozenset[str]
    """Ids of all files of providers and coaches, readable or not."""

    def coach(self, id_: str) -> Source | None:
        """The file of a coach, if it could be read."""
        return next((source for source in self.sources if isinstance(source.entry, Person) and source.entry.id == id_), None)

    def vermerke(self) -> dict[str, Pruefvermerk]:
        """The Prüfvermerke by the id of the entry that each is about."""
        return {source.entry.id: source.entry for source in self.sources if isinstance(source.entry, Pruefvermerk)}

    def changed(self, kept: Kept = ANEW) -> dict[str, tuple[digest.Change, ...]]:
        """By id: what no longer stands in an entry as its Prüfvermerk saw it."""
        vermerke = self.vermerke()
        known = (source for source in self.sources if isinstance(source.entry, Eintrag) and source.entry.id in vermerke)
        pairs = [(source.file, source, vermerke[source.entry.id], stamp(source.path)) for source in known]
        found = kept.each(lambda pair: digest.changes(pair[2], pair[1].data()), pairs, "Vermerke")
        return {source.entry.id: changes for (_, source, *_), changes in zip(pairs, found, strict=True) if changes}

    def without_examples(self, root: Path) -> "Loaded":
        """As if no invented entry lay below ``root``, nor a Prüfvermerk of one. Their ids stay, for somebody may refer to them."""
        entries = {source.file: source.entry.beispiel for source in self.sources if isinstance(source.entry, Eintrag)}
        unread = {finding.file for finding in self.findings} - {source.file for source in self.sources}
        entries |= {file: (data(root / file) or {}).get("beispiel") == "true" for file in unread}
        ids = {Path(file).stem for file, beispiel in entries.items() if beispiel}
        ids -= {Path(file).stem for file, beispiel in entries.items() if not beispiel and "/pruefungen/" not in file}

        def real(about: Source | Diagnostic) -> bool:
            return not entries.get(about.file) and ("/pruefungen/" not in about.file or Path(about.file).stem not in ids)

        return replace(self, sources=tuple(filter(real, self.sources)), findings=tuple(filter(real, self.findings)))

    def joined(self, arrived: Source) -> "Loaded":
        """As if the entry ``arrived`` lay in its folder, instead of the file there that has its id, readable or not."""
        own = arrived.entry.id
        taken = f"coaches/{'anbieter' if isinstance(arrived.entry, Anbieter) else 'jobcoaches'}/{own}.yaml"
        sources = (*(source for source in self.sources if source.file != taken), arrived)
        findings = tuple(finding for finding in self.findings if finding.file != taken)
        return replace(self, sources=sources, findings=findings, ids=self.ids | {own})

    def entries(self) -> Iterator[tuple[str, Eintrag]]:
        """File name and entry of every provider and coach."""
        for source in self.sources:
            if isinstance(source.entry, Eintrag):
                yield source.file, source.entry


def load(coaches: Path, lenient: bool = False, kept: Kept = ANEW) -> Loaded:
    """Read every entry below ``coaches``, in the order of their names; OSError where a folder cannot be read, unless ``lenient``."""
    paths = [path for folder in FOLDERS for path in files.names(coaches / folder, lenient)]
    items = [(f"{coaches.name}/{path.parent.name}/{path.name}", path, stamp(path)) for path in paths]
    results = kept.mapped(lambda item: read(item[1], item[0]), items, "Lesen")
    sources = [source for source, _ in results if source]
    findings = [_diagnostic(f"{coaches.name}/{name}", problem) for name, problem in files.astray(coaches)]
    findings += [finding for _, found in results for finding in found]
    findings += located(sources, _orphans(paths, sources))
    ids = {path.name.removesuffix(".yaml") for path in paths if path.parent.name != "pruefungen"}
    return Loaded(tuple(sources), tuple(findings), frozenset(ids))


def _orphans(paths: Iterable[Path], sources: Iterable[Source]) -> Iterator[Finding]:
    """Prüfvermerke of which there is no coach, readable or not. Where there is none at all, the folder went and not the person."""
    known = {path.stem for path in paths if path.parent.name == "jobcoaches"}
    hint = "" if known else "In coaches/jobcoaches liegt keine Datei: Suchen Sie zuerst diesen Ordner, und holen Sie ihn zurück."
    for source in sources:
        if isinstance(source.entry, Pruefvermerk) and source.entry.id not in known:
            yield stamped(source.file, ("id",), rules()["Q-21"], f"Einen Jobcoach {quoted(source.entry.id)} gibt es nicht.", hint)


def read(path: Path, file: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read one file; ``file`` is the name under which findings report it, its folder decides the kind of entry."""
    text, problems = files.text_of(path)
    if text is None:
        return None, [_diagnostic(file, problem) for problem in problems]
    parsed = tree.parse(text)
    found = _entry(parsed.data, path.parent.name, path.stem) if parsed.data is not None else (None, [])
    return _source(file, path, text, [*problems, *parsed.problems], *found)


def simple(path: Path) -> tuple[str | None, list[Repair], list[Problem]]:
    """The text of an entry's file with plain line ends and whole letters, and what had to be respelled for it.

    None if it cannot be read or is a link, and then why.
    """
    text, respelled = files.text_of(path, ansi=True)
    if text is None:
        return None, [], respelled
    text, done = damaged.repaired(text)
    text, blanks = damaged.blanks(text)
    done += blanks
    if (lists := damaged.listed(text)) != text and plain(lists) == damaged.listed(plain(text)):  # and nothing else is read otherwise
        text, done = lists, [*done, Repair(1, "Aufzählungszeichen aus Word", "Liste mit Strichen")]
    return text, [*(Repair(1, *_SIMPLER[found.message]) for found in respelled), *done], []


def certainly(text: str, folder: str, meant: certain.Meant = lambda entry: ()) -> Iterator[Correction]:
    """The corrections of an entry in ``folder`` that can only be meant so; ``meant`` names those that take more than its shape."""
    type_ = kind(folder, tree.parse(text).data or {})
    return certain.corrections(text, adapter(type_), type_, meant)


def plain(text: str) -> Any:
    """The values of a text as they are written; None if it cannot be read."""
    return tree.parse(text).data


@dataclass(frozen=True, slots=True)
class Mailed:
    """A file from anywhere that is to become an entry: where it belongs, and its text with plain line ends and whole letters.

    ``source`` is None if the findings have an error; ``place`` is its path below coaches/, or empty if that cannot be told.
    """

    source: Source | None
    findings: list[Diagnostic]
    place: str = ""
    text: str = ""
    respelled: Sequence[Repair] = ()
    """What had to be respelled for it."""


_BETWEEN = re.compile(r"^---[ \t]*\n", re.MULTILINE)
"""What stands between the entries of one file, as the form hands over an organisation with its coaches."""


def mailed(path: Path, file: str) -> Iterator[Mailed]:
    """Read a file that lies anywhere: its entry, or its entries between lines ``---``; at least one, each read when it is asked for.

    The ``art`` of an entry decides its folder and its ``id`` the name. ``file`` is how findings call it.
    """
    text, respelled, unread = simple(path)
    if text is None:
        yield Mailed(None, [_diagnostic(file, found) for found in unread])
        return
    parts = list(_parts(text))
    for part in parts if len(parts) > 1 else [text]:
        found = corrected(part, path, file)
        own = found.text.lstrip("\n") if len(parts) > 1 else found.text
        yield replace(found, text=own, respelled=[*respelled, *found.respelled])
        respelled = []


def _parts(text: str) -> Iterator[str]:
    """The texts between lines ``---`` that say something, each on the lines where it stands in the whole."""
    ends = [*(one.span() for one in _BETWEEN.finditer(text)), (len(text), len(text))]
    begins = [0, *(end for _, end in ends)]
    for begin, (end, _) in zip(begins, ends, strict=False):
        if re.search(r"^[^#\s]", text[begin:end], re.MULTILINE):
            yield "\n" * text.count("\n", 0, begin) + text[begin:end]


def corrected(text: str, path: Path, file: str) -> Mailed:
    """As ``arrived``, with what can only be meant in one way put right."""
    folder = _FOLDER_OF.get(str((plain(text) or {}).get("art")), "")
    text, done = repaired(text, lambda text: certainly(text, folder), plain) if folder else (text, [])
    return replace(arrived(text, path, file), respelled=done)


def arrived(text: str, path: Path, file: str) -> Mailed:
    """As ``mailed``, of the text of the file."""
    parsed = tree.parse(text)
    place, entry, found = "", None, list[shape.Problem]()
    if parsed.data is not None:
        folder = _FOLDER_OF.get(str(parsed.data.get("art")))
        if folder is None:
            found = [shape.Problem(("art",), "FO-02", "Die Art des Eintrags fehlt oder ist unbekannt.", _ARTEN)]
        else:
            id_ = parsed.data.get("id")
            entry, found = _entry(parsed.data, folder, id_ if isinstance(id_, str) else "")
            place = f"{folder}/{id_}.yaml" if isinstance(id_, str) and is_id(id_) else ""
    source, findings = _source(file, path, text, parsed.problems, entry, found)
    return Mailed(source and replace(source, sent=text), findings, place, text)


def table(path: Path, file: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of a table beside the entries, and what is wrong with the file; no text if it cannot be read, "" if there is none."""
    if not os.path.lexists(path):
        return "", []
    text, problems = files.text_of(path, entry=False)
    return text, [_diagnostic(file, found) for found in problems]


def located(sources: Iterable[Source], findings: Iterable[Finding], kept: Kept = ANEW) -> list[Diagnostic]:
    """The findings with line and column, in their order, found by reading the files they are about once more."""
    asked = list(findings)
    paths = grouped((finding.file, finding.path) for finding in asked)
    # the same entry may stand in other lines now
    about = [(source.file, source, tuple(paths[source.file]), stamp(source.path)) for source in sources if source.file in paths]
    # no process keeps the positions of more than one file; those of all would be a sixth of a build's memory
    found = kept.mapped(lambda item: tree.positions(item[1].text(), item[2]), about, "Zeilen suchen")
    places = {file: iter(one) for (file, *_), one in zip(about, found, strict=True)}
    return [Diagnostic(one.file, *next(places[one.file]), one.code, one.level, one.message, one.hint) for one in asked]


_SIMPLER = {files.BOM: ("BOM", "ohne BOM"), files.CRLF: ("CRLF", "LF"), files.ANSI: ("Windows-1252", "UTF-8")}
_FOLDER_OF = {"anbieter": "anbieter", "jobcoach": "jobcoaches", "pruefvermerk": "pruefungen"}
_ARTEN = "Schreiben Sie art: anbieter oder art: jobcoach."


def data(path: Path) -> dict[str, Any] | None:
    """The values of a file as they are written, all of them text, even if they are no entry; None if it cannot be read."""
    text, _ = files.text_of(path)
    return None if text is None else tree.parse(text).data


def kind(folder: str, data: Mapping[str, Any]) -> type:
    """The type of what stands in a file of ``folder``."""
    if folder == "anbieter":
        return Anbieter
    if folder == "pruefungen":
        return Pruefvermerk
    return Freiberufler if data.get("anbieter") == "selbst" else Jobcoach


def _entry(data: dict[str, Any], folder: str, stem: str) -> tuple[Eintrag | Pruefvermerk | None, list[shape.Problem]]:
    type_ = kind(folder, data)
    name = _name_problems(data.get("id"), stem, type_)
    try:
        return adapter(type_).validate_python(data), name
    except ValidationError as error:
        return None, name + list(shape.problems(error, type_))


def _name_problems(id_: object, stem: str, kind: type) -> list[shape.Problem]:
    if not isinstance(id_, str):
        return []
    if id_ != stem:
        hint = f"Schreiben Sie id: {stem}" if is_id(stem) else f"Benennen Sie die Datei um, zum Beispiel in {meant.id_from(stem)}.yaml."
        return [shape.Problem(("id",), "FO-03", f"Die id „{id_}“ ist nicht der Dateiname „{stem}“.", hint)]
    limits = rules()["FO-03"].werte
    # the first, or anybody could take a coach's page down with a provider of her id
    of_coaches = kind is Anbieter and id_.startswith(limits["nur_jobcoaches"])
    told = ONLY_COACHES if of_coaches else RESERVED if id_ in limits["reserviert"] else None
    return [shape.Problem(("id",), told.code, told.text.format(wert=quoted(id_)), told.hint)] if told else []


def _source(
    file: str, path: Path, text: str, problems: Iterable[Problem], entry: Eintrag | Pruefvermerk | None, found: Sequence[shape.Problem]
) -> tuple[Source | None, list[Diagnostic]]:
    """The entry, if there is no error; the problems of its text, and those that were ``found`` in its shape, where they stand."""
    places = tree.positions(text, [one.path for one in found]) if found else []
    own = [Problem(*place, one.code, one.message, one.hint) for one, place in zip(found, places, strict=True)]
    findings = [_diagnostic(file, problem) for problem in (*problems, *own)]
    sound = all(finding.level != "fehler" for finding in findings)
    return Source(file, path, entry) if entry and sound else None, findings


def _diagnostic(file: str, problem: Problem) -> Diagnostic:
    return placed(file, problem.line, problem.column, rules()[problem.code], problem.message, problem.hint)

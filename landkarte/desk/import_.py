"""import: a file that was sent becomes an entry, or several."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from landkarte.desk import post
from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.review.differences import differences
from landkarte.desk.review.words import plain
from landkarte.desk.storage import as_there, save_entry
from landkarte.desk.terminal import refuse, say, tell, tell_repairs
from landkarte.entries import reading
from landkarte.entries.reading import Mailed, Source, merging
from landkarte.ground.diagnostics import Diagnostic, in_order

_TABLES = (".csv", ".tsv", ".ods", ".xls", ".xlsx")
_NO_TABLE = (
    "{} ist eine Tabelle und wird nicht übernommen; import nimmt je Eintrag eine Datei (.yaml). Nachgeschlagene Orte gehören in"
    " coaches/orte.csv, zurückgezogene Kennungen in coaches/zurueckgezogen.csv; dort trägt die Redaktion die Zeilen ein."
    " Eine Liste von Personen ist kein Eintrag: Jede Person braucht ihre eigene Datei und ihre eigene Einwilligung."
)


class Taken(NamedTuple):
    """An entry that is to be written: what was sent, where it goes, what stands there, the new text, and what the entry becomes by it."""

    mailed: Mailed
    target: Path
    old: str | None
    text: str
    becomes: Source


def import_entry(call: Call) -> int:
    """Take a file that was sent into coaches/, or say what is wrong with it; exit code 1 when it is not taken.

    What the form hands over for an organisation and its coaches in one file is taken as a whole or not at all.
    """
    options = call.options
    [typed] = options.files
    if Path(typed).suffix.casefold() in _TABLES:
        return refuse(_NO_TABLE.format(typed))
    path = Path(typed)
    if path.suffix.casefold() in post.MANY or (path.is_dir() and path.suffix != ".yaml"):
        from landkarte.desk.importing_many import import_many

        return import_many(call, Path(os.path.abspath(path)))  # answers lie beside it, also where it is called "." or ".."
    taken = []
    for mailed in reading.mailed(Path(typed), typed):
        one = prepared(call.root, mailed, options.replace)
        if isinstance(one, str):
            tell(in_order(mailed.findings if mailed.source is None else []), options.format)
            return refuse(one or f"{typed} hat Fehler und wird nicht übernommen.")
        taken.append(one)
    if len({one.target for one in taken}) < len(taken):
        return refuse(f"In {typed} hat eine Kennung zwei Einträge.")
    found = caused(call, taken)
    tell(in_order(found), options.format)
    if any(finding.level == "fehler" for finding in found):
        return refuse(f"{typed} wird nicht übernommen, solange oben Fehler stehen.")
    put_in_place(taken)
    tell_repairs(typed, [repair for one in taken for repair in one.mailed.respelled])
    for mailed, _, old, text, _ in taken:
        if old is not None:
            _tell_changes(call.root, mailed, old, text)
        say(f"{'Geschrieben' if old is None else 'Nichts geändert' if old == text else 'Ersetzt'}: coaches/{mailed.place}")
    return OK


def caused(call: Call, taken: Sequence[Taken]) -> list[Diagnostic]:
    """What is wrong with the entries, and what they do to others: somebody else's page must not vanish."""
    before = set(call.gathered().findings)
    after = call.gathered(arrived=[one.becomes for one in taken]).findings
    return [finding for finding in (*(finding for one in taken for finding in one.mailed.findings), *after) if finding not in before]


def put_in_place(taken: Sequence[Taken]) -> None:
    """Write all entries, or none where one cannot be written."""
    with ExitStack() as undo:
        for one in taken:
            whole = one.target.read_bytes().decode("utf-8", "surrogateescape") if one.old is not None else None
            save_entry(one.target, as_there(one.target, one.text), new=whole is None)
            undo.callback(one.target.unlink) if whole is None else undo.callback(save_entry, one.target, whole)
        undo.pop_all()  # nothing failed: all of it stays


def prepared(root: Path, mailed: Mailed, replace_: bool) -> Taken | str:
    """What is to be written for one entry, or why not; empty where its findings say so."""
    if mailed.place.startswith("pruefungen/"):
        return "Prüfvermerke werden nicht übernommen; die Redaktion schreibt sie mit python build.py attest."
    if mailed.source is None:
        return ""
    target = root / "coaches" / mailed.place
    old, text = None, mailed.text
    if os.path.lexists(target):
        if not replace_:
            return f"coaches/{mailed.place} gibt es schon; zum Ersetzen: --ersetzen."
        if target.is_symlink() or not target.is_file():
            return f"coaches/{mailed.place} ist keine gewöhnliche Datei und wird nicht ersetzt."
        old = reading.simple(target)[0] or ""
        text = text if text == old else merging.merged(old, text)
    becomes = reading.arrived(text, mailed.source.path, mailed.source.file).source
    if becomes is None:
        return f"coaches/{mailed.place} lässt sich nicht sicher ersetzen. Ändern Sie dort von Hand, zuerst das Feld konto."
    return Taken(mailed, target, old, text, replace(becomes, sent=mailed.source.sent))  # findings name lines of what was sent


def _tell_changes(root: Path, mailed: Mailed, old: str, new: str) -> None:
    """What is different in an entry, what stays although the file that was sent says something else, and which remarks are lost."""
    before, sent, after = map(reading.plain, (old, mailed.text, new))
    if before is None:
        lost = f" konto „{sent['konto']}“ ist nicht übernommen; tragen Sie ein, wem der Eintrag gehört." if sent.get("konto") else ""
        return say(f"Der bisherige Stand ist nicht lesbar: Auch stand ist der der zugesandten Datei.{lost}")
    kinds = [reading.kind(mailed.place.partition("/")[0], values) for values in (before, after)]
    for words in differences(before, after, kinds):
        say(f"Geändert: {plain(words)}")
    for key in ("konto", "stand"):
        if after.get(key) != sent.get(key):
            say(f"Behalten: {key} „{after[key]}“, in der zugesandten Datei: „{sent.get(key) or ''}“")
    # what a template explains to whoever fills it in is no remark of hers
    explained = (reading.simple(path)[0] or "" for path in (root / "coaches" / "vorlagen").glob("*.yaml"))
    kept = {remark for text in (new, *explained) for remark in _remarks(text)}
    for remark in dict.fromkeys((*_remarks(old), *_remarks(mailed.text))):
        if remark not in kept:
            say(f"Entfallen: „{remark}“")


def _remarks(text: str) -> list[str]:
    return [remark.rstrip() for remark in merging.REMARK.findall(text)]

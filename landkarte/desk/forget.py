"""forget: an entry goes for good, with everything that is its own, and people hear what they have to do where no program reaches."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any, get_args

from landkarte import judging
from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.storage import save_table, stored
from landkarte.desk.terminal import refuse, say, show
from landkarte.entries import reading, reminded, withdrawn
from landkarte.entries.model import Anbieter, Eintrag, Jobcoach
from landkarte.entries.model.werte import is_id
from landkarte.entries.withdrawn import Art, Lines, Withdrawn
from landkarte.ground.diagnostics import Diagnostic, quoted
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import explained
from landkarte.ground.lines import Line, dump
from landkarte.ground.text import folded
from landkarte.places import points
from landkarte.standard import rules

_TABLES = (points.FILE, reminded.FILE)


def forget_entry(call: Call) -> int:
    """Delete an entry for good, whatever else cannot be read; exit code 1 when that is refused. An interrupted run is done again."""
    root, id_ = call.root, call.options.id
    files = reading.of_id(root / "coaches", id_)
    if wrong := objection(id_, files):
        return refuse(wrong)
    # broken lines are no obstacle: they keep their text, or go if they begin with the id
    gone, unclear = stored(root, withdrawn.FILE, partial(withdrawn.parse, today=call.today))
    tables: dict[str, tuple[tuple[Line[Any], ...], list[Diagnostic]]] = {
        points.FILE: stored(root, points.FILE, points.parse),
        reminded.FILE: stored(root, reminded.FILE, partial(reminded.parse, today=call.today)),
    }
    unread = "{} ist nicht ganz lesbar. Sehen Sie nach, ob dort noch eine Zeile über den Eintrag steht."
    named = [unread.format(file) for file, (_, broken) in tables.items() if any(one.code == "FO-01" for one in broken)]
    if not files and all(without(lines, [id_]) == lines for lines, _ in tables.values()):
        return nothing_left(id_, gone, [*named, *copies(root, reading.everything(root / "coaches"), [id_], (), named)])
    _, world = call.read(lenient=True)
    entry = next((entry for _, entry in world.entries if entry.id == id_), None)
    former = judging.former_ids(entry, world) if entry else ()
    ids = (id_, *former)
    older = [path for old in former for path in reading.of_id(root / "coaches", old)]
    others, called = [path for path in reading.everything(root / "coaches") if path not in (*older, *files)], names(files)
    # the line comes first: whatever happens next, the entry is not published again
    noted = recorded(gone, id_, [path.parent.name for path in files], former, call.today)
    if unclear and not gone:
        added = ", ".join(line.text for line in noted if line.row)
        named.append(f"{withdrawn.FILE} ist nicht zu lesen. Berichtigen Sie die Datei, und schreiben Sie dort je eine Zeile: {added}.")
    elif noted != gone:
        save_table(root, withdrawn.FILE, withdrawn.dump(noted))
        say(f"Geschrieben: {withdrawn.FILE}")
    for file, (lines, _) in tables.items():
        left = without(lines, ids)
        if left != lines:
            save_table(root, file, dump(left, left[0].text))
            say(f"Zeilen gelöscht: {len(lines) - len(left)} in {file}")
    for path in (*older, *files):  # only its own file knows the former ids: it goes when nothing is left of these
        delete(path)
        say(f"Gelöscht: {path.relative_to(root).as_posix()}")
    named += mentions([(file, other) for file, other in world.entries if other.id != id_], without(tables[points.FILE][0], ids), ids)
    for words in (*named, *copies(root, others, ids, called, named)):
        say(f"Von Hand: {words}")
    if entry is None and noted != gone:
        say(f"Der Eintrag war nicht zu lesen. Hatte er frühere Kennungen, tragen Sie auch diese in {withdrawn.FILE} ein.")
    show(f"\n{runbook(ids, reading.FOLDERS)}", end="")
    return OK


def nothing_left(id_: str, gone: Lines, left: Sequence[str]) -> int:
    """Say since when the entry is gone, or that there never was one, and what may be left of it all the same."""
    for words in left:
        say(f"Von Hand: {words}")
    since = next((line.row.tag for line in gone if line.row and line.row.id == id_), None)
    if since is None:
        return refuse(f"Einen Eintrag {id_} gibt es nicht und gab es nach {withdrawn.FILE} nicht; es ist nichts geändert.")
    say(f"{f'Sonst ist von {id_}' if left else f'Von {id_} ist'} nichts mehr da; zurückgezogen seit {since}.")
    return OK


def delete(path: Path) -> None:
    """Delete a file, or a link and not what it leads to."""
    failed = f"{path.name} in {path.parent.name} lässt sich nicht löschen ({{}}). Was davor gelöscht ist, bleibt gelöscht; "
    with explained(lambda why, _: OperatorError(f"{failed.format(why)}rufen Sie danach denselben Befehl noch einmal auf.")):
        path.unlink(missing_ok=True)


def objection(id_: str, files: Sequence[Path]) -> str:
    """Why a person must do something first (German); empty if the ``files`` of the id can go."""
    if not is_id(id_) or id_ in rules()["FO-03"].werte["reserviert"]:
        return f"{quoted(id_)} kann keine Kennung sein. Eine Datei, die anders heißt als eine Kennung, löschen Sie von Hand."
    if {"anbieter", "jobcoaches"} <= {path.parent.name for path in files}:
        return f"{id_} gibt es unter coaches/anbieter und coaches/jobcoaches. Benennen Sie zuerst um, was bleiben soll."
    if any(path.is_dir() and not path.is_symlink() for path in files):
        return f"Unter den Dateien von {id_} ist ein Ordner. Sehen Sie ihn an, und löschen Sie ihn zuerst von Hand."
    return ""


def recorded(gone: withdrawn.Lines, id_: str, folders: Sequence[str], former: Iterable[str], today: date) -> withdrawn.Lines:
    """The table with a line for the entry and for each of its ``former`` ids, whose addresses led to it.

    ``folders`` are those in which files of the entry lie. Lines that are there already stay, with their day.
    """
    art: Art = "anbieter" if "anbieter" in folders or not {"jobcoaches", "pruefungen"} & set(folders) else "jobcoach"
    known = any(line.row and line.row.id == id_ for line in gone)
    rows = [] if known and not {"anbieter", "jobcoaches"} & set(folders) else [Withdrawn(art, id_, today)]
    rows += [Withdrawn(art, old, today) for old in former]
    for row in rows:
        if row.id.startswith(rules()["FO-03"].werte["nur_jobcoaches"]):
            row = Withdrawn("jobcoach", row.id, row.tag)
        gone = withdrawn.put(gone, row)
    return gone


def without(lines: tuple[Line[Any], ...], ids: Iterable[str]) -> tuple[Line[Any], ...]:
    """The lines of a table about all others; one that is too broken to be read goes as well if it begins with one of the ids."""
    own = re.compile(rf'\s*"?({_any(ids)})"?\s*([,;]|$)')
    headers = (",".join(points.COLUMNS), reminded.HEADER)
    return tuple(line for line in lines if line.text in headers or not own.match(line.text))


def mentions(entries: Iterable[tuple[str, Eintrag]], lines: points.Lines, ids: Sequence[str]) -> Iterator[str]:
    """Where others still name one of the ids, as German lines: what belongs to other people is never changed silently."""
    for file, entry in entries:
        if isinstance(entry, Anbieter) and not {*ids}.isdisjoint(entry.jobcoaches):
            yield f"{file} nennt die Kennung unter jobcoaches."
        if isinstance(entry, Jobcoach) and entry.anbieter in ids:
            yield f"{file} nennt die Kennung bei anbieter; ohne einen anderen Anbieter erscheint dieser Jobcoach nicht."
        if not {*ids}.isdisjoint(entry.fruehere_ids):
            yield f"{file} nennt die Kennung unter fruehere_ids."
    whole = _whole(ids)
    for number, line in enumerate(lines, start=1):
        if line.is_remark and whole.search(line.text):
            yield f"{points.FILE}:{number} nennt die Kennung in einer Bemerkung."


def names(files: Iterable[Path]) -> set[str]:
    """What the entry in the ``files`` is called, whether or not the rest can be read; a person in both orders."""
    found = [name for path in files if (name := (reading.data(path) or {}).get("name"))]
    persons = [[str(name.get(key) or "") for key in ("vorname", "nachname")] for name in found if isinstance(name, dict)]
    return {str(name) for name in found if isinstance(name, str)} | {" ".join(one) for parts in persons for one in permutations(parts)}


def copies(root: Path, paths: Iterable[Path], ids: Iterable[str], called: Iterable[str], told: Sequence[str] = ()) -> Iterator[str]:
    """Which of the ``paths`` look like a copy of the entry or tell of it, as German lines; never what it is ``called``.

    What is ``told`` already of a file is not told again.
    """
    whole, wanted = _whole(ids), [words for name in called if (words := _words(name))]
    for path in paths:
        file = path.relative_to(root).as_posix()
        if whole.search(path.name.casefold()):
            yield f"{file} sieht aus wie eine Kopie des Eintrags. Sehen Sie die Datei an, und löschen Sie sie."
        elif (path.is_file() or path.is_dir()) and not path.is_symlink():
            known = file.endswith((withdrawn.FILE, *_TABLES, ".schema.json")) or any(line.startswith(f"{file} ") for line in told)
            try:
                text = path.read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
                if not known:
                    yield f"{file} ist nicht zu lesen. Sehen Sie selbst nach, ob dort von dem Eintrag die Rede ist."
            if not known and whole.search(text.casefold()):
                yield f"{file} nennt die Kennung."
            if any(f" {name} " in f" {words} " for words in [_words(text)] for name in wanted):
                yield f"{file} nennt den Namen."


def _whole(ids: Iterable[str]) -> re.Pattern[str]:
    """One of the ids where it is no part of another."""
    return re.compile(rf"(?<![\w-])({_any(ids)})(?![\w-])")


def _any(ids: Iterable[str]) -> str:
    return "|".join(map(re.escape, ids))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))


def runbook(ids: Sequence[str], folders: Sequence[str]) -> str:
    """What this program cannot do, in the order in which it is done (German). In each of ``folders`` the entry may have had files."""
    paths = "".join(f" \\\n         --path-glob 'coaches/{folder}/{id_}.*'" for id_ in ids for folder in folders)
    addresses = "\n".join(f"     {', '.join(withdrawn.page_url(art, id_) for art in get_args(Art))}" for id_ in ids)
    text = Path(__file__).with_name("loeschen.txt").read_text(encoding="utf-8")
    return text.format(
        table=withdrawn.FILE, points=points.FILE, reminded=reminded.FILE, any="|".join(ids), paths=paths, addresses=addresses
    )

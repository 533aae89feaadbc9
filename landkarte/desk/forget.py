"""forget: an entry goes for good, with everything that is its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from landkarte.desk.commandline import OK
from landkarte.desk.storage import save_table, usable
from landkarte.desk.terminal import refuse, say, show
from landkarte.ground.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from landkarte.desk.call import Call
    from landkarte.entries.withdrawn import Lines


def forget_entry(call: Call) -> int:
    """Delete an entry for good; exit code 1 when that is refused. A run that was interrupted is done again."""
    from landkarte import judging
    from landkarte.desk import erasure
    from landkarte.entries import reading, withdrawn
    from landkarte.places import points

    root, id_ = call.root, call.options.id
    files = reading.of_id(root / "coaches", id_)
    objection = erasure.objection(id_, files)
    if objection:
        return refuse(objection)
    gone = usable(root, withdrawn.FILE, partial(withdrawn.parse, today=call.today))
    # broken lines are no obstacle: they keep their text, or go if they begin with the id
    lines = usable(root, points.FILE, lambda text: (points.parse(text)[0], []))
    if not files and erasure.without(lines, [id_]) == lines:
        return nothing_left(id_, gone, erasure.copies(root, reading.everything(root / "coaches"), [id_], ()))
    world = call.gathered_roughly().world
    entry = next((entry for _, entry in world.entries if entry.id == id_), None)
    former = judging.former_ids(entry, world) if entry else ()
    ids = (id_, *former)
    older = [path for old in former for path in reading.of_id(root / "coaches", old)]
    left = erasure.without(lines, ids)
    others, called = [path for path in reading.everything(root / "coaches") if path not in (*older, *files)], erasure.names(files)
    # the line comes first: whatever happens next, the entry is not published again
    recorded = erasure.recorded(gone, id_, [path.parent.name for path in files], former, call.today)
    if recorded != gone:
        save_table(root, withdrawn.FILE, withdrawn.dump(recorded))
        say(f"Geschrieben: {withdrawn.FILE}")
    if left != lines:
        save_table(root, points.FILE, points.dump(left))
        say(f"Zeilen gelöscht: {len(lines) - len(left)} in {points.FILE}")
    for path in (*older, *files):  # only its own file knows the former ids: it goes when nothing is left of these
        delete(path)
        say(f"Gelöscht: {path.relative_to(root).as_posix()}")
    named = list(erasure.mentions([(file, other) for file, other in world.entries if other.id != id_], left, ids))
    for words in (*named, *erasure.copies(root, others, ids, called, named)):
        say(f"Von Hand: {words}")
    if entry is None and recorded != gone:
        say(f"Der Eintrag war nicht zu lesen. Hatte er frühere Kennungen, tragen Sie auch diese in {withdrawn.FILE} ein.")
    show(f"\n{erasure.runbook(ids, reading.FOLDERS)}", end="")
    return OK


def nothing_left(id_: str, gone: Lines, copies: Iterable[str]) -> int:
    """Say since when the entry is gone, or that there never was one, and what may be left of it all the same."""
    from landkarte.entries import withdrawn

    left = list(copies)
    for words in left:
        say(f"Von Hand: {words}")
    since = next((line.row.tag for line in gone if line.row and line.row.id == id_), None)
    if since is None:
        return refuse(f"Einen Eintrag {id_} gibt es nicht und gab es nach {withdrawn.FILE} nicht; es ist nichts geändert.")
    say(f"{f'Sonst ist von {id_}' if left else f'Von {id_} ist'} nichts mehr da; zurückgezogen seit {since}.")
    return OK


def delete(path: Path) -> None:
    """Delete a file, or a link and not what it leads to."""
    from landkarte.ground.exchange import explained

    failed = f"{path.name} in {path.parent.name} lässt sich nicht löschen ({{}}). Was davor gelöscht ist, bleibt gelöscht; "
    with explained(lambda why, _: OperatorError(f"{failed.format(why)}rufen Sie danach denselben Befehl noch einmal auf.")):
        path.unlink(missing_ok=True)

"""forget: an entry goes for good, with everything that is its own."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from landkarte import judging
from landkarte.desk import erasure
from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.storage import save_table, stored
from landkarte.desk.terminal import refuse, say, show
from landkarte.entries import reading, withdrawn
from landkarte.entries.withdrawn import Lines
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import explained
from landkarte.places import points


def forget_entry(call: Call) -> int:
    """Delete an entry for good, whatever else cannot be read; exit code 1 when that is refused. An interrupted run is done again."""
    root, id_ = call.root, call.options.id
    files = reading.of_id(root / "coaches", id_)
    objection = erasure.objection(id_, files)
    if objection:
        return refuse(objection)
    # broken lines are no obstacle: they keep their text, or go if they begin with the id
    gone, unclear = stored(root, withdrawn.FILE, partial(withdrawn.parse, today=call.today))
    lines, broken = stored(root, points.FILE, points.parse)
    unread = f"{points.FILE} ist nicht ganz lesbar. Sehen Sie nach, ob dort noch eine Adresse des Eintrags steht."
    named = [unread] * any(one.code == "FO-01" for one in broken)
    if not files and erasure.without(lines, [id_]) == lines:
        return nothing_left(id_, gone, [*named, *erasure.copies(root, reading.everything(root / "coaches"), [id_], (), named)])
    _, world = call.read(lenient=True)
    entry = next((entry for _, entry in world.entries if entry.id == id_), None)
    former = judging.former_ids(entry, world) if entry else ()
    ids = (id_, *former)
    older = [path for old in former for path in reading.of_id(root / "coaches", old)]
    left = erasure.without(lines, ids)
    others, called = [path for path in reading.everything(root / "coaches") if path not in (*older, *files)], erasure.names(files)
    # the line comes first: whatever happens next, the entry is not published again
    recorded = erasure.recorded(gone, id_, [path.parent.name for path in files], former, call.today)
    if unclear and not gone:
        added = ", ".join(line.text for line in recorded if line.row)
        named.append(f"{withdrawn.FILE} ist nicht zu lesen. Berichtigen Sie die Datei, und schreiben Sie dort je eine Zeile: {added}.")
    elif recorded != gone:
        save_table(root, withdrawn.FILE, withdrawn.dump(recorded))
        say(f"Geschrieben: {withdrawn.FILE}")
    if left != lines:
        save_table(root, points.FILE, points.dump(left))
        say(f"Zeilen gelöscht: {len(lines) - len(left)} in {points.FILE}")
    for path in (*older, *files):  # only its own file knows the former ids: it goes when nothing is left of these
        delete(path)
        say(f"Gelöscht: {path.relative_to(root).as_posix()}")
    named += erasure.mentions([(file, other) for file, other in world.entries if other.id != id_], left, ids)
    for words in (*named, *erasure.copies(root, others, ids, called, named)):
        say(f"Von Hand: {words}")
    if entry is None and recorded != gone:
        say(f"Der Eintrag war nicht zu lesen. Hatte er frühere Kennungen, tragen Sie auch diese in {withdrawn.FILE} ein.")
    show(f"\n{erasure.runbook(ids, reading.FOLDERS)}", end="")
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

"""rename: an entry gets another id, wherever that stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.forget import copies, delete
from landkarte.desk.storage import as_there, save_entry, save_table, usable
from landkarte.desk.terminal import refuse, say
from landkarte.entries import digest, reading, reminded
from landkarte.entries.model import Anbieter, Eintrag, Pruefvermerk
from landkarte.entries.model.eintraege import references
from landkarte.entries.model.werte import is_id
from landkarte.entries.reading import Source
from landkarte.ground.diagnostics import quoted
from landkarte.judging import World
from landkarte.places import points
from landkarte.standard import rules


def rename_entry(call: Call) -> int:
    """Give an entry another id; exit code 1 when that is refused. A run that was interrupted is done again, as is a renaming by hand."""
    root, old, new = call.root, call.options.id, call.options.new_id
    loaded, world = call.read()
    objection = objections(world, old, new)
    if objection:
        return refuse(objection)
    lines = usable(root, points.FILE, points.parse)
    told = usable(root, reminded.FILE, partial(reminded.parse, today=call.today))
    written = dict(texts(loaded.sources, old, new))
    unclear = [path.name for path, text in written.items() if not text]
    if unclear:
        return refuse(f"In {', '.join(unclear)} lässt sich die Kennung nicht sicher ersetzen. Ändern Sie sie dort von Hand.")
    for path, text in written.items():
        save_entry(path, text, new=not path.exists())
        say(f"Geschrieben: {path.relative_to(root).as_posix()}")
    tables = {points.FILE: [points.dump(lines), points.dump(points.renamed(lines, old, new))]}
    tables[reminded.FILE] = [reminded.dump(told), reminded.dump(reminded.renamed(told, old, new))]
    for file, (before, after) in tables.items():
        if after != before:
            save_table(root, file, after)
            say(f"Geschrieben: {file}")
    # the old file goes last: as long as it is there, a second run knows everything that the first one knew
    for path in reversed([source.path for source in loaded.sources if source.entry.id == old]):
        delete(path)
        say(f"Gelöscht: {path.relative_to(root).as_posix()}")
    others = [path for path in reading.everything(root / "coaches") if path.name != f"{new}.yaml"]
    for words in copies(root, others, [old], ()):
        say(f"Von Hand: {words}")
    return OK


def objections(world: World, old: str, new: str) -> str:
    """Why the entry cannot have the new id (German); empty if it can, or has it already."""
    form = rules()["FO-03"].werte
    of_old, of_new = ([entry for _, entry in world.entries if entry.id == id_] for id_ in (old, new))
    begun = len(of_new) == 1 and old in of_new[0].fruehere_ids and len({type(entry) for entry in (*of_old, *of_new)}) == 1
    if len(of_old) > 1 or not (of_old or begun):
        return f"Einen lesbaren Eintrag {old} gibt es nicht, oder es gibt ihn zweimal."
    only_coach = new.startswith(form["nur_jobcoaches"]) and isinstance((of_old or of_new)[0], Anbieter)
    if not is_id(new) or new in form["reserviert"] or only_coach:
        return f"{quoted(new)} kann die Kennung dieses Eintrags nicht sein. {rules()['FO-03'].prueft}"
    if (new in world.ids and not begun) or {old, new} & world.withdrawn.keys():
        return f"{new} hat schon ein Eintrag, oder eine der beiden Kennungen ist zurückgezogen."
    if {*world.formerly.get(new, ()), *world.formerly.get(old, ())} - {old, new}:
        return "Eine der beiden Kennungen nennt ein anderer Eintrag unter fruehere_ids."
    return ""


def texts(sources: Sequence[Source], old: str, new: str) -> Iterator[tuple[Path, str]]:
    """Every file that has to be written, with its text; without one where the id cannot be replaced for certain."""
    seals = {source.entry.id: source for source in sources if isinstance(source.entry, Pruefvermerk)}
    for source in sources:
        entry = source.entry
        own = entry.id in (old, new)
        if not isinstance(entry, Eintrag) or not (own or {old, new} & {id_ for _, id_ in references(entry)}):
            continue
        text = reading.rewritten(source.text(), {path: new for path, id_ in references(entry) if id_ == old})
        wanted = {key: _replaced(value, old, new) if key in ("anbieter", "jobcoaches") else value for key, value in source.data().items()}
        if entry.id == old:
            text = _moved(text, entry.fruehere_ids, old, new)
            former = [old if one == new else one for one in entry.fruehere_ids]
            wanted |= {"id": new, "fruehere_ids": former if old in former else [old, *former]}
        yield from _needed(source, new if own else entry.id, text if reading.plain(text) == wanted else "")
        seal = seals.get(entry.id) or (seals.get(old) if own else None)
        if seal:
            before = wanted | {key: old for key in ("id", "anbieter") if wanted.get(key) == new}
            yield from _needed(seal, wanted["id"], _sealed(seal, before, wanted))


def _needed(source: Source, id_: str, text: str) -> Iterator[tuple[Path, str]]:
    """The file that ``source`` becomes under ``id_``, unless it says that already; nothing else is overwritten."""
    path = source.path.with_name(f"{id_}.yaml")
    there = replace(source, path=path).text()
    if not text or there != text:
        yield path, "" if there and path != source.path else as_there(source.path, text)


def _moved(text: str, former: Sequence[str], old: str, new: str) -> str:
    """The text of the entry under its new id, with the old one among those that it had before."""
    text = reading.rewritten(text, {("id",): new} | {("fruehere_ids", number): old for number, one in enumerate(former) if one == new})
    if new in former:
        return text
    if not former:
        return re.sub(r"(?m)^(id:.*\n)", rf"\1fruehere_ids: [{old}]\n", text, count=1)
    text = re.sub(r"(?m)^(fruehere_ids:\s*\[\s*)", rf"\1{old}, ", text, count=1)
    return re.sub(r"(?m)^(fruehere_ids:[ ]*(?:#.*)?\n)([ ]*-[ ]+)", rf"\1\2{old}\n\2", text, count=1)


def _sealed(seal: Source, before: dict[str, Any], after: dict[str, Any]) -> str:
    """The Prüfvermerk of the same person under other ids: what held goes on to hold, what did not still does not."""
    then, now = digest.digests(before), digest.digests(after)
    held = [path for path, one in seal.data()["pruefsummen"].items() if one == then.get(path)]
    return reading.rewritten(seal.text(), {("id",): after["id"], **{("pruefsummen", path): now[path] for path in held}})


def _replaced(value: Any, old: str, new: str) -> Any:
    return [new if one == old else one for one in value] if isinstance(value, list) else new if value == old else value

"""check: judge the entries, all or those of a change, after mending what is certain."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import partial

from landkarte.desk.call import Call, Checked
from landkarte.desk.change import compared
from landkarte.desk.commandline import FINDINGS, OK, UsageError
from landkarte.desk.storage import alone, save_entry
from landkarte.desk.terminal import result, show, tell, tell_repairs
from landkarte.entries import reading
from landkarte.entries.model import Eintrag
from landkarte.entries.model.eintraege import references
from landkarte.entries.reading import repair
from landkarte.ground.diagnostics import KeyPath, visible
from landkarte.judging import following
from landkarte.places import meaning


def check_entries(call: Call) -> int:
    """Only read and check; exit code 1 when an entry, one of the files that were named, or the change has an error."""
    options = call.options
    files = named_files(call)
    where = "in den genannten Dateien " if files else ""
    with alone(call.root) if options.fix else nullcontext():
        checked = call.gathered(options.examples)
        if options.fix and repair_entries(call, {found.file for found in checked.findings if not files or found.file in files}, checked):
            checked = call.gathered(options.examples)
    if files:
        checked = checked._replace(findings=[finding for finding in checked.findings if finding.file in files])
    if options.since:
        where = "durch die Änderung "
        with compared(call, options.since) as change:
            checked = checked._replace(findings=change.caused(checked))
    tell(checked.findings, options.format)
    if options.format != "json":
        show(result(checked, where))
    return FINDINGS if any(finding.level == "fehler" for finding in checked.findings) else OK


def named_files(call: Call) -> frozenset[str]:
    """The files that check is about; UsageError for one that is not read, for nobody would notice a slip."""
    found = {typed: reading.asked_for(call.root / "coaches", typed) for typed in call.options.files}
    unknown = [typed for typed, file in found.items() if file is None]
    if unknown:
        raise UsageError(f"Unter den Dateien des Verzeichnisses in coaches/ gibt es nicht: {visible(', '.join(unknown))}")
    return frozenset(file for file in found.values() if file)


def repair_entries(call: Call, files: Iterable[str], checked: Checked) -> bool:
    """Correct what is certain in the entries among ``files``; whether there was anything.

    A reference to a former id stays where a Prüfvermerk rests on it: rename corrects both.
    """
    followed = following.meant(checked.loaded.entries(), checked.loaded.ids)
    attested = {f"coaches/jobcoaches/{id_}.yaml" for id_ in checked.world.vermerke}

    def meant(entry: Eintrag, file: str) -> Iterator[tuple[KeyPath, str]]:
        yield from meaning.meant(entry)
        named = dict(references(entry))
        yield from () if file in attested else ((path, id_) for path, id_ in followed.get(file, {}).items() if named.get(path) != id_)

    any_done = False
    for file in sorted(files):
        path = call.root / file
        folder = path.parent.name
        # a Prüfvermerk is written by attest; a table is no entry
        text, done, _ = reading.simple(path) if folder in ("anbieter", "jobcoaches") else (None, [], [])
        if text is None:
            continue
        text, corrected = repair.repaired(text, partial(reading.certainly, folder=folder, meant=partial(meant, file=file)), reading.plain)
        done += corrected
        if done:
            save_entry(path, text)
            any_done = True
        # a program that reads findings from standard output must not stumble over it
        tell_repairs(file, done, aside=call.options.format == "json")
    return any_done

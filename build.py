"""Landkarte JobcoachingAP: the table of contents. Every step in its order, the commands, the exit code.

load → check → places → directory → render, draw, export, assets → write. Steps do not know each other; only this file
knows the order. It alone prints and it alone looks at the clock. Heavy imports stand in the functions that need them, so
that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from landkarte.commandline import Options, UsageError, parse
from landkarte.errors import OperatorError

if TYPE_CHECKING:
    from landkarte.diagnostics import Diagnostic
    from landkarte.directory import Directory
    from landkarte.settings import Settings

ROOT = Path(__file__).resolve().parent
OK, FINDINGS, USAGE, FAILED = 0, 1, 2, 3


class Checked(NamedTuple):
    """What may be published, and everything that was found on the way."""

    directory: Directory
    findings: list[Diagnostic]


def gather(root: Path, settings: Settings, today: date, examples: bool) -> Checked:
    """Read, check and place all entries below ``root``/coaches. An entry with an error is left out, all others stay."""
    from landkarte import check, directory, load, places
    from landkarte.diagnostics import in_order

    loaded = load.load(root / "coaches")
    world = check.World(tuple(loaded.entries()), loaded.ids, today, settings.beispiel_stichtag)
    found = check.findings(world)
    found += [finding for file, entry in world.entries for finding in places.findings(file, entry)]
    refused = {finding.file for finding in found if finding.level == "fehler"}
    good = [(file, entry) for file, entry in world.entries if file not in refused]
    found += check.unpublished_links(world, frozenset(entry.id for _, entry in good))
    located = load.located(loaded.sources, found)

    chosen = [(file, entry) for file, entry in good if examples or not entry.beispiel]
    at = {entry.id: places.places(entry) for _, entry in chosen}
    placed = {entry.id: (at[entry.id], places.served(entry, at[entry.id])) for _, entry in chosen}
    notes = directory.notes({file: entry.id for file, entry in chosen}, located)
    published = directory.assemble(settings, today, (entry for _, entry in chosen), placed, notes)
    return Checked(published, in_order([*loaded.findings, *located]))


def common_files(root: Path, published: Directory) -> Iterator[tuple[str, bytes]]:
    """Every file that is not the page of one entry."""
    from landkarte import assets, draw, export, render

    yield from assets.files(root / "templates" / "static", root / "node_modules")
    yield from draw.files(published)
    yield from export.files(published)
    yield from render.Renderer(published, root / "templates").common()


def build(root: Path, options: Options, today: date) -> int:
    """The whole way: entries in, site/ exchanged as a whole."""
    from landkarte import progress, render, settings, workers, write

    chosen = settings.read(root / "pyproject.toml")
    checked = gather(root, chosen, today, options.examples)
    tell(checked.findings, options.format)
    if options.publish:
        refuse_to_publish(chosen, checked.directory)
    pages = render.Renderer(checked.directory, root / "templates")
    with write.replace_site(root / "site") as staging:

        def write_entries(share: slice) -> None:
            for listing in progress.shown(checked.directory.all[share], "Einträge"):
                staging.write(*pages.entry(listing))

        for path, data in common_files(root, checked.directory):
            staging.write(path, data)
        workers.share(write_entries, len(checked.directory.all))
    tell_result(checked)
    return OK


def refuse_to_publish(settings: Settings, published: Directory) -> None:
    """Raise unless the operator is named in full and there is something to publish."""
    from landkarte.settings import SettingsError

    missing = [f"betreiber.{key}" for key in settings.betreiber.missing()] + ([] if settings.adresse else ["adresse"])
    if missing:
        raise SettingsError(f"Zum Veröffentlichen fehlen in pyproject.toml unter [tool.landkarte]: {', '.join(missing)}.")
    if not published.providers:
        raise SettingsError("Kein einziger Eintrag ist veröffentlichbar; die bisherige Website bleibt, wie sie ist.")


def check_entries(root: Path, options: Options, today: date) -> int:
    """Only read and check; exit code 1 when an entry has an error."""
    from landkarte import settings

    checked = gather(root, settings.read(root / "pyproject.toml"), today, options.examples)
    tell(checked.findings, options.format)
    tell_result(checked)
    return FINDINGS if any(finding.level == "fehler" for finding in checked.findings) else OK


def tell(findings: Iterable[Diagnostic], spelling: str) -> None:
    """Print every finding on a line of its own."""
    from landkarte.diagnostics import as_github, as_text

    for finding in findings:
        print(as_github(finding) if spelling == "github" else as_text(finding))


def tell_result(checked: Checked) -> None:
    """One sentence at the end."""
    levels = Counter(finding.level for finding in checked.findings)
    counts = f"{levels['fehler']} Fehler, {levels['warnung']} Warnungen, {levels['hinweis']} Hinweise"
    print(f"{len(checked.directory.providers)} Anbieter, {len(checked.directory.coaches)} Jobcoaches; {counts}.")


def today_from(options: Options) -> date:
    """--today, else SOURCE_DATE_EPOCH, else the day it is."""
    if options.today:
        return options.today
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError("SOURCE_DATE_EPOCH muss eine Zahl von Sekunden seit 1970 sein.") from None


COMMANDS = {"build": build, "check": check_entries}


def main(arguments: list[str]) -> int:
    """Run one command and say in German what went wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal without umlauts must not stop a build
            stream.reconfigure(errors="backslashreplace")
    try:
        options = parse(arguments, list(COMMANDS))
        if options.help:
            print(options.help, flush=True)
            return OK
        code = COMMANDS[options.command](ROOT, options, today_from(options))
        sys.stdout.flush()
        return code
    except UsageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("Abgebrochen; site/ ist unverändert.", file=sys.stderr)
        return 130
    except OperatorError as error:
        print(error, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # whoever read our output has seen enough; point the stream elsewhere so that closing it stays silent
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What commands say to the person at the terminal, and ask."""

from __future__ import annotations

import re
import sys
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from landkarte.desk.commandline import FINDINGS, not_understood
from landkarte.ground.diagnostics import as_github, as_json, as_text, quoted, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from landkarte.desk.call import Checked
    from landkarte.entries.model import Eintrag
    from landkarte.entries.reading.repair import Repair
    from landkarte.ground.diagnostics import Diagnostic
    from landkarte.judging import World


def say(text: str, aside: bool = False) -> None:
    """Print a line at once, for a whole run may take hours; ``aside`` where a program may read the standard output."""
    print(visible(text), file=sys.stderr if aside else sys.stdout, flush=True)


def show(text: str, end: str = "\n", aside: bool = False) -> None:
    """Print what is spelled as it shall be; ``aside`` where a program reads the standard output."""
    print(text, end=end, file=sys.stderr if aside else sys.stdout)


def warn(text: str, spelling: str) -> None:
    """Print a line that nobody shall overlook and that is no finding."""
    print(f"::warning::{visible(text).replace('%', '%25')}" if spelling == "github" else f"Achtung: {visible(text)}")


def ask(command: str, key: str, question: str) -> str:
    """The answer of the person at the terminal; UsageError when nobody sits there, which names the option for it."""
    if sys.stdin.isatty():
        with suppress(EOFError):
            return input(f"{question} ")
    raise not_understood(f"es fehlt --{key.replace('_', '-')}", command)


def tell_example_day(world: World, entries: Iterable[Eintrag]) -> None:
    """Say which day holds for invented ones among the ``entries``, where that is not today."""
    if world.example_day != world.today and any(entry.beispiel for entry in entries):
        say(f"Für erfundene Beispiele gilt der {world.example_day} (beispiel_stichtag in pyproject.toml).", aside=True)


def refuse(*reasons: str) -> int:
    """Say why nothing was written; the exit code for that."""
    for reason in reasons:
        print(f"Abgelehnt: {visible(reason)}")
    return FINDINGS


def tell(findings: Sequence[Diagnostic], spelling: str) -> None:
    """Print every finding on a line of its own, or all as one list for programs."""
    if spelling == "json":
        return print(as_json(findings))
    for finding in findings:
        print(as_github(finding) if spelling == "github" else as_text(finding))


def tell_decisions(decisions: Sequence[str], assumed: Counter[str]) -> None:
    """What a person has to decide, by kind and one by one (where: what), and what was assumed without a question."""
    kinds = Counter(re.split("[.:,]", line.partition(": ")[2])[0] for line in decisions)
    say(f"Zu entscheiden: {len(decisions)}" + "".join(f"; {kind}: {many}" for kind, many in kinds.items()))
    for line in decisions:
        say(f"  {line}")
    for what, many in sorted((+assumed).items()):
        say(f"Ohne Frage angenommen: {what}: {many}")


def tell_repairs(file: str, done: Iterable[Repair], aside: bool = False) -> None:
    """Print on a line of its own what was corrected in a file; ``aside`` as above."""
    for one in done:
        show(visible(f"Berichtigt: {file}:{one.line} {quoted(one.old)} → {quoted(one.new)}"), aside=aside)


def result(checked: Checked, where: str = "") -> str:
    """The line at the end, ``where`` its findings are; it says when files were too wrong for all rules to be asked."""
    levels = Counter(finding.level for finding in checked.findings)
    counts = f"{where}{levels['fehler']} Fehler, {levels['warnung']} Warnungen, {levels['hinweis']} Hinweise"
    unread = {finding.file for finding in checked.loaded.findings} & {finding.file for finding in checked.findings}
    unread -= {source.file for source in checked.loaded.sources}
    files, are = ("Datei", "ist") if len(unread) == 1 else ("Dateien", "sind")
    more = f" Bei {len(unread)} {files} folgen weitere Prüfungen, sobald sie lesbar {are}." if unread else ""
    return f"{len(checked.directory.providers)} Anbieter, {len(checked.directory.coaches)} Jobcoaches; {counts}.{more}"

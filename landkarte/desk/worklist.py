"""What the maintainers have to do: what runs out, what is overdue, what lost its Prüfvermerk, what may stand there twice.

A task names file and id, never a person. Words of an entry stand apart from ours, so that every spelling can defuse them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import NamedTuple

from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.terminal import show, tell_example_day
from landkarte.directory.deadlines import bucket, published_until, review_until, vermerk_until
from landkarte.entries.digest import Change, is_older
from landkarte.entries.model import Eintrag, Person, Pruefvermerk
from landkarte.ground.diagnostics import Diagnostic, as_code, visible
from landkarte.standard import rules, vocabulary

GROUPS = {
    "nicht_veroeffentlicht": "Überfällig und deshalb zurzeit nicht veröffentlicht",
    "abgelaufen": "Abgelaufen oder fällig",
    "vermerk": "Prüfvermerk zählt nicht mehr: Der Eintrag hat sich geändert oder fehlt",
    "dublette": "Verdacht auf doppelte Einträge",
    "30": "Läuft in den nächsten 30 Tagen aus",
    "60": "Läuft in 31 bis 60 Tagen aus",
    "90": "Läuft in 61 bis 90 Tagen aus",
}

_TOLD = {"C-03": "dublette", "Q-21": "vermerk"}
"""Findings that are tasks by themselves, and the group of each."""
_REVIEW = "Bitten Sie den Anbieter, alle Angaben durchzusehen und stand neu zu setzen."


class Task(NamedTuple):
    """One thing to do. ``day`` is the last day on which it holds or held; ``named`` are words of the entry."""

    group: str
    day: date | None
    file: str
    id: str
    what: str
    named: tuple[str, ...]
    remedy: str


def list_work(call: Call) -> int:
    """What the maintainers have to do."""
    checked = call.gathered(call.options.examples)
    world = checked.world
    tell_example_day(world, (entry for _, entry in world.entries))
    found = tasks(world.entries, world.vermerke, world.changed, checked.findings, world.day_for)
    show({"text": as_text, "markdown": as_markdown, "json": as_json}[call.options.format](found))
    return OK


def tasks(
    entries: Iterable[tuple[str, Eintrag]],
    vermerke: Mapping[str, Pruefvermerk],
    changed: Mapping[str, Sequence[Change]],
    findings: Iterable[Diagnostic],
    day_for: Callable[[Eintrag], date],
) -> list[Task]:
    """Everything to do, by group, day and file. ``vermerke`` and ``changed`` are looked up by id."""
    of_rules = [(_TOLD[one.code], one) for one in findings if one.code in _TOLD]
    found = [Task(group, None, one.file, PurePosixPath(one.file).stem, "", (one.message,), one.hint) for group, one in of_rules]
    for file, entry in entries:
        today, vermerk = day_for(entry), vermerke.get(entry.id)
        if isinstance(entry, Person) and vermerk and changed.get(entry.id):
            found.append(_lost(file, vermerk, changed[entry.id]))
            vermerk = None
        for last, what, remedy in _deadlines(entry, today, vermerk):
            group = _group(last, today)
            if group:
                found.append(Task(group, last, file, entry.id, what, (), remedy))
        if today > published_until(entry):
            what = f"seit {entry.stand} nicht durchgesehen"
            found.append(Task("nicht_veroeffentlicht", published_until(entry), file, entry.id, what, (), _REVIEW))
    order = list(GROUPS)
    return sorted(found, key=lambda task: (order.index(task.group), task.day or date.min, task.file, task.what))


def _group(last: date, today: date) -> str | None:
    return "abgelaufen" if last < today else bucket(last, today)


def _deadlines(entry: Eintrag, today: date, vermerk: Pruefvermerk | None) -> Iterator[tuple[date, str, str]]:
    """The last day on which something of an entry holds, what that is, and what is to be done."""
    due, last = review_until(entry), published_until(entry)
    if today <= due:
        yield due, "wird fällig: ein Jahr nicht durchgesehen", _REVIEW
    elif today <= last:
        yield due, f"fällig: seit {entry.stand} nicht durchgesehen", _REVIEW
        if _group(last, today):
            yield last, "wird danach nicht mehr veröffentlicht", _REVIEW
    if entry.kapazitaet:
        since = entry.kapazitaet.stand
        last = since + min(timedelta(rules()["A-02"].werte["tage"]), date.max - since)
        yield last, "Angabe zu freien Plätzen wird nur so lange gezeigt", "Bitten Sie um eine neue Angabe zu freien Plätzen."
    for proof in entry.nachweise:
        if proof.gueltig_bis:
            label = vocabulary("nachweistypen").label(proof.typ)
            yield proof.gueltig_bis, f"Nachweis „{label}“ läuft ab", "Bitten Sie um einen neuen Nachweis."
    if vermerk and isinstance(entry, Person):
        noted = vermerk.geprueft_am
        yield vermerk_until(noted), f"Prüfvermerk vom {noted} läuft ab", "Sehen Sie den Nachweis neu ein: python build.py attest."


def _lost(file: str, vermerk: Pruefvermerk, changes: Sequence[Change]) -> Task:
    noted = f"Prüfvermerk vom {vermerk.geprueft_am}"
    what = f"ist im {noted} noch nicht gesichert" if is_older(vermerk) else f"stimmt nicht mit dem {noted} überein"
    remedy = "Sehen Sie die Angabe neu ein: python build.py attest mit --ersetzen."
    return Task("vermerk", vermerk.geprueft_am, file, vermerk.id, what, tuple(change.path for change in changes), remedy)


def as_text(found: Sequence[Task]) -> str:
    """A line for each task under the heading of its group."""
    return _listed(found, "{}", lambda task: f"  {_day(task)}  {visible(task.file)}  {task.id}: {_what(task, visible)} → {task.remedy}")


def as_markdown(found: Sequence[Task]) -> str:
    """The same for an issue; words of entries become code, in which nothing is obeyed."""
    return _listed(
        found, "## {}\n", lambda task: f"- {_day(task)} {as_code(task.file)} {as_code(task.id)}: {_what(task, as_code)} → {task.remedy}"
    )


def as_json(found: Sequence[Task]) -> str:
    """The same for programs."""
    rows = [
        {
            "gruppe": task.group,
            "tag": task.day.isoformat() if task.day else None,
            "datei": visible(task.file),
            "id": task.id,
            "was": task.what,
            "angaben": [visible(word) for word in task.named],
            "tun": task.remedy,
        }
        for task in found
    ]
    return json.dumps({"aufgaben": rows}, ensure_ascii=False, indent=2)


def _listed(found: Sequence[Task], heading: str, line: Callable[[Task], str]) -> str:
    parts = []
    for group, title in GROUPS.items():
        lines = [line(task) for task in found if task.group == group]
        if lines:
            parts.append("\n".join([heading.format(f"{title} ({len(lines)})"), *lines]))
    return "\n\n".join(parts) or "Nichts zu tun."


def _day(task: Task) -> str:
    return task.day.isoformat() if task.day else "ohne Tag  "


def _what(task: Task, spelled: Callable[[str], str]) -> str:
    return " ".join(part for part in (", ".join(map(spelled, task.named)), task.what) if part)

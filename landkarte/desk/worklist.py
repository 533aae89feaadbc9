"""What the maintainers have to do: what runs out, what is overdue, what lost its Prüfvermerk, what may stand there twice.

By provider. Name and contact stand only where the maintainers alone read; what a platform shows (Markdown) has ids. Words of an entry
stand apart from ours, so that every spelling can defuse them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.terminal import show, tell_example_day
from landkarte.directory.deadlines import bucket, vermerk_until
from landkarte.entries import released
from landkarte.entries.digest import Change, is_older
from landkarte.entries.model import Eintrag, Leistungserbringer, Person, Pruefvermerk
from landkarte.entries.model.eintraege import public_name
from landkarte.entries.reminded import is_due, published_until, review_until
from landkarte.ground.diagnostics import Diagnostic, as_code, visible
from landkarte.judging import World
from landkarte.standard import rules, vocabulary
from landkarte.standard.days import months_old

GROUPS = ("nicht_veroeffentlicht", "abgelaufen", "vermerk", "dublette", "30", "60", "90", "plaetze")
"""Overdue and therefore not published; over or due; a Prüfvermerk that no longer counts; perhaps there twice; what runs out in so many
days; and, apart from all that, statements of free places."""

_TOLD = {"C-03": "dublette", "Q-21": "vermerk"}
"""Findings that are tasks by themselves, and the group of each."""
_ASK = "Schreiben Sie: python build.py erinnern."
_CALL = "Zweimal erinnert: Rufen Sie an."
_SEE = "Sehen Sie den Nachweis neu ein: python build.py attest."


class Task(NamedTuple):
    """One thing to do. ``day`` is the last day on which it holds or held; ``named`` are words of the entry; ``provider`` is an id."""

    group: str
    day: date | None
    file: str
    id: str
    what: str
    named: tuple[str, ...]
    remedy: str
    provider: str = ""


class Deadline(NamedTuple):
    """What of an entry runs out, the last day on which it holds, what to say of it, and what of the entry it is."""

    kind: Literal["eintrag", "ende", "plaetze", "nachweis", "vermerk"]
    last: date
    what: str
    label: str = ""


def list_work(call: Call) -> int:
    """What the maintainers have to do."""
    checked = call.gathered(call.options.examples)
    world = checked.world
    tell_example_day(world, (entry for _, entry in world.entries))
    found = tasks(world, checked.findings)
    called = {entry.id: contact(released.of(entry)) for _, entry in world.entries if provider_of(entry) == entry.id}
    public = call.options.format == "markdown"
    show(as_json(found, called) if call.options.format == "json" else as_text(found, {} if public else called, public))
    return OK


def provider_of(entry: Eintrag) -> str:
    """The id of who answers for an entry: her organisation for a coach, else the entry itself."""
    return entry.id if isinstance(entry, Leistungserbringer) else getattr(entry, "anbieter", entry.id)


def contact(entry: Eintrag) -> str:
    """Name, whom to ask there, telephone and e-mail address, as far as there are any."""
    at = entry.kontakt if isinstance(entry, Leistungserbringer) else None
    ways = (at.person or at.funktion, at.telefon, at.email) if at else ()
    return ", ".join(str(one) for one in (public_name(entry), *ways) if one)


def tasks(world: World, findings: Iterable[Diagnostic]) -> list[Task]:
    """Everything to do: by provider, those first for whom something is urgent, then by group, day and file."""
    of_rules = [(_TOLD[one.code], one) for one in findings if one.code in _TOLD]
    found = [Task(group, None, one.file, PurePosixPath(one.file).stem, "", (one.message,), one.hint) for group, one in of_rules]
    providers = {}
    for file, entry in world.entries:
        providers[entry.id] = provider_of(entry)
        today, vermerk, days = world.day_for(entry), world.vermerke.get(entry.id), world.reminded.get(entry.id, ())
        if isinstance(entry, Person) and vermerk and world.changed.get(entry.id):
            found.append(_lost(file, vermerk, world.changed[entry.id]))
            vermerk = None
        for one in deadlines(entry, today, days, vermerk):
            if group := _group(one, today):
                asked = one.kind == "ende" or sum(is_due(one.last, day) for day in days) > 1
                remedy = _SEE if one.kind == "vermerk" else _CALL if asked else _ASK
                found.append(Task(group, one.last, file, entry.id, one.what, (), remedy))
    found = [task._replace(provider=providers.get(task.id, task.id)) for task in found]
    keys = {task: (GROUPS.index(task.group), task.day or date.min, task.file, task.what) for task in found}
    apart = {task: task.group == "plaetze" for task in found}
    first = {(apart[task], task.provider): keys[task] for task in sorted(found, key=keys.__getitem__, reverse=True)}
    return sorted(found, key=lambda task: (apart[task], first[apart[task], task.provider], task.provider, keys[task]))


def _group(one: Deadline, today: date) -> str | None:
    over = {"ende": "nicht_veroeffentlicht"}.get(one.kind, "abgelaufen")
    group = over if one.last < today else bucket(one.last, today)
    return "plaetze" if group and one.kind == "plaetze" else group


def deadlines(entry: Eintrag, today: date, reminded: Iterable[date], vermerk: Pruefvermerk | None = None) -> Iterator[Deadline]:
    """Everything of an entry that runs out or has, with the days on which somebody was reminded of it."""
    due, last = review_until(entry), published_until(entry, reminded)
    if last and last < today:
        yield Deadline("ende", last, f"nicht mehr veröffentlicht, denn seit {entry.stand} nicht durchgesehen")
    else:
        what = f"fällig: seit {entry.stand} nicht durchgesehen" if due < today else "wird fällig: ein Jahr nicht durchgesehen"
        late = not last and months_old(entry.stand, today, rules()["A-05"].werte["monate"])
        yield Deadline("eintrag", due, f"{what}; erscheint noch, weil nicht zweimal erinnert" if late else what)
        if last:
            yield Deadline("ende", last, "wird danach nicht mehr veröffentlicht")
    if entry.kapazitaet:
        since = entry.kapazitaet.stand
        last = since + min(timedelta(rules()["A-02"].werte["tage"]), date.max - since)
        yield Deadline("plaetze", last, "Angabe zu freien Plätzen wird nur so lange gezeigt")
    for proof in entry.nachweise:
        if proof.gueltig_bis:
            label = vocabulary("nachweistypen").label(proof.typ)
            yield Deadline("nachweis", proof.gueltig_bis, f"Nachweis „{label}“ läuft ab", label)
    if vermerk and isinstance(entry, Person):
        noted = vermerk.geprueft_am
        yield Deadline("vermerk", vermerk_until(noted), f"Prüfvermerk vom {noted} läuft ab")


def _lost(file: str, vermerk: Pruefvermerk, changes: Sequence[Change]) -> Task:
    noted = f"Prüfvermerk vom {vermerk.geprueft_am}"
    what = f"ist im {noted} noch nicht gesichert" if is_older(vermerk) else f"stimmt nicht mit dem {noted} überein"
    remedy = "Sehen Sie die Angabe neu ein: python build.py attest mit --ersetzen."
    return Task("vermerk", vermerk.geprueft_am, file, vermerk.id, what, tuple(change.path for change in changes), remedy)


def as_json(found: Sequence[Task], called: Mapping[str, str]) -> str:
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
            "anbieter": task.provider,
            "kontakt": visible(called.get(task.provider, "")),
        }
        for task in found
    ]
    return json.dumps({"aufgaben": rows}, ensure_ascii=False, indent=2)


def as_text(found: Sequence[Task], called: Mapping[str, str], public: bool = False) -> str:
    """A line for each task under what its provider is ``called``, or its id. In ``public`` it is Markdown: words of entries are code."""
    spelled, begin, heading = (as_code, "- ", "## {}\n") if public else (visible, "  ", "{}")
    parts: dict[str, list[str]] = {}
    for task in found:
        apart = "Freie Plätze: " if task.group == "plaetze" else "Anbieter: "
        what = " ".join(part for part in (", ".join(map(spelled, task.named)), task.what) if part)
        line = f"{begin}{task.day or 'ohne Tag  '}  {spelled(task.file)}  {spelled(task.id)}: {what} → {task.remedy}"
        parts.setdefault(heading.format(apart + spelled(called.get(task.provider, task.provider))), []).append(line)
    return "\n\n".join("\n".join([title, *lines]) for title, lines in parts.items()) or "Nichts zu tun."

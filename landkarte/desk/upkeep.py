"""worklist, lookup, geodata and schema: what the maintainers call now and then to keep the directory in order."""

from __future__ import annotations

import time
from collections import Counter
from functools import reduce
from typing import TYPE_CHECKING

from landkarte.desk.commandline import FAILED, OK
from landkarte.desk.storage import save_points, usable
from landkarte.desk.terminal import say, show

if TYPE_CHECKING:
    from pathlib import Path

    from landkarte.desk.call import Call
    from landkarte.desk.fetching.lookup import Answer
    from landkarte.places.points import Lines


def list_work(call: Call) -> int:
    """What the maintainers have to do."""
    from landkarte.desk import worklist

    options = call.options
    checked = call.gathered(options.examples)
    world = checked.world
    found = worklist.tasks(world.entries, world.vermerke, world.changed, checked.findings, world.day_for)
    spelling = {"text": worklist.as_text, "markdown": worklist.as_markdown, "json": worklist.as_json}[options.format]
    show(spelling(found))
    return OK


def look_up(call: Call) -> int:
    """Fill coaches/orte.csv, every answer at once; exit code 3 when the server failed to answer."""
    from landkarte.desk.fetching import lookup
    from landkarte.places import points

    root, today, suche = call.root, call.today, call.settings.suche
    server = lookup.connect(suche)
    checked = call.gathered()
    entries = [entry for _, entry in checked.world.entries]
    lines, gone = points.tidied(usable_points(root), entries, checked.loaded.ids)
    if gone:
        save_points(root, lines)
    plan = lookup.plan(checked.directory.providers, {line.row.key: line.row for line in lines if line.row}, today)
    for text in (*(f"Zeile entfernt: {words}." for words in gone), *lookup.announced(plan, suche)):
        say(text)
    outcomes: Counter[str] = Counter()
    for number, answer in enumerate(lookup.answers(plan.questions, server, today, time.sleep), start=1):
        keep(root, answer)
        say(f"{number}/{len(plan.questions)} {lookup.as_text(answer)}")
        outcomes[answer.outcome] += 1
    if plan.questions:
        say(lookup.summed(outcomes, len(plan.questions)))
    return FAILED if outcomes["Fehler"] else OK


def usable_points(root: Path) -> Lines:
    """The lines of coaches/orte.csv; OperatorError when writing them anew would lose what cannot be read."""
    from landkarte.places import points

    return usable(root, points.FILE, points.parse)


def keep(root: Path, answer: Answer) -> None:
    """Save an answer. The file is read again, for a person may have worked on it meanwhile."""
    from landkarte.places import points

    if answer.rows:
        save_points(root, reduce(points.put, answer.rows, usable_points(root)))


def get_geodata(call: Call) -> int:
    """Fetch the exact official data that builds then find by themselves."""
    from landkarte.desk import fetching
    from landkarte.places import exact

    stored = fetching.update(call.settings.geodaten, call.root / exact.FOLDER, call.today)
    for line in f"Gespeichert in {exact.FOLDER}/: {stored}".split("\n"):
        say(line)
    return OK


def write_schema(call: Call) -> int:
    """Write the schema for editors beside the templates."""
    from landkarte.entries import schema

    for name, data in schema.files():
        (call.root / "coaches" / "vorlagen" / name).write_bytes(data)
        show(f"Geschrieben: coaches/vorlagen/{name}")
    return OK

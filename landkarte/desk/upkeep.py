"""lookup and schema: what the maintainers call now and then to keep the directory in order."""

from collections import Counter
from functools import partial, reduce

from landkarte.desk.call import Call, Checked
from landkarte.desk.commandline import FAILED, OK
from landkarte.desk.fetching import lookup
from landkarte.desk.fetching.lookup import Answer, Question
from landkarte.desk.storage import alone, save_entry, save_table, stored, usable
from landkarte.desk.terminal import say, show
from landkarte.entries import reading, released, schema, withdrawn
from landkarte.entries.model import Eintrag
from landkarte.places import meaning, points
from landkarte.places.points import PointKey


def look_up(call: Call) -> int:
    """Fill coaches/orte.csv, every answer at once; exit code 3 when the server failed to answer."""
    root, today, suche = call.root, call.today, call.settings.suche
    server = lookup.connect(suche)
    with alone(root):
        checked = call.gathered()
        entries = [entry for _, entry in checked.world.entries]
        lines, gone = points.tidied(usable(root, points.FILE, points.parse), entries, checked.loaded.ids)
        if gone:
            save_table(root, points.FILE, points.dump(lines))
    plan = lookup.plan([listing.entry for listing in checked.directory.providers], points.rows(lines), today)
    for text in (*(f"Zeile entfernt: {words}." for words in gone), *lookup.announced(plan, suche)):
        say(text)
    outcomes: Counter[str] = Counter()
    asked = list(plan.questions)

    def wanted(question: Question) -> bool:
        if not still_open(call, question, checked):
            asked.remove(question)
            say(f"Nicht gesendet, inzwischen geändert oder gelöscht: {', '.join('/'.join(key) for key in question.keys)}")
        return question in asked

    for number, answer in enumerate(lookup.answers(plan.questions, server, suche, today, wanted), start=1):
        kept = keep(call, answer, checked)
        say(f"{number}/{len(asked)} {lookup.as_text(answer) if kept else 'Antwort verworfen: inzwischen geändert oder gelöscht'}")
        outcomes[answer.outcome] += 1
    if plan.questions:
        say(lookup.summed(outcomes, len(asked)))
    return FAILED if outcomes["Fehler"] else OK


def still_open(call: Call, question: Question, checked: Checked) -> set[PointKey]:
    """The Standorte of a question that it is still about: the files are read again, for a person may have worked on them meanwhile."""
    lines, _ = stored(call.root, withdrawn.FILE, partial(withdrawn.parse, today=call.today))
    ids = {id_ for id_, _ in question.keys} - {line.row.id for line in lines if line.row}
    sources = [reading.read(call.root / file, file)[0] for file, entry in checked.world.entries if entry.id in ids]
    entries = [released.of(meaning.renewed(source.entry)) for source in sources if source and isinstance(source.entry, Eintrag)]
    again = lookup.plan(entries, points.rows(usable(call.root, points.FILE, points.parse)), call.today).questions
    return {key for one in again if one.address == question.address for key in one.keys}


def keep(call: Call, answer: Answer, checked: Checked) -> bool:
    """Save an answer, as far as it is still asked for; whether it is."""
    with alone(call.root):
        keys = still_open(call, answer.question, checked)
        rows = [row for row in answer.rows if row.key in keys]
        if rows:
            lines = usable(call.root, points.FILE, points.parse)
            save_table(call.root, points.FILE, points.dump(reduce(points.put, rows, lines)))
    return bool(keys)


def write_schema(call: Call) -> int:
    """Write the schema for editors beside the templates."""
    for name, data in schema.files():
        save_entry(call.root / "coaches" / "vorlagen" / name, data.decode())
        show(f"Geschrieben: coaches/vorlagen/{name}")
    return OK

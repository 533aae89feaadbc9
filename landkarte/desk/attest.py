"""attest: what the maintainers saw of a coach's proofs becomes a Prüfvermerk."""

import os
from functools import partial

from landkarte.desk import vermerk
from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.storage import alone, save_entry
from landkarte.desk.terminal import ask, refuse, show, tell, tell_example_day
from landkarte.directory import Directory
from landkarte.entries import reading
from landkarte.entries.model import Anbieter, Person
from landkarte.ground.diagnostics import visible


def attest_entry(call: Call) -> int:
    """Write down what the maintainers saw; exit code 1 when that is refused."""
    options = call.options
    checked = call.gathered()
    source = checked.loaded.coach(options.id)
    if any(isinstance(entry, Anbieter) and entry.id == options.id for _, entry in checked.loaded.entries()):
        return refuse(f"{options.id} ist ein Anbieter. Prüfvermerke gibt es nur für Jobcoaches, auch für selbstständige.")
    if source is None or not isinstance(source.entry, Person):
        return refuse(f"Einen lesbaren Eintrag {options.id} gibt es unter coaches/jobcoaches nicht.")
    errors = [finding for finding in checked.findings if finding.file == source.file and finding.level == "fehler"]
    if errors:
        tell(errors, options.format)
        return refuse("Der Eintrag hat Fehler; ein Prüfvermerk wird erst danach geschrieben.")
    target = call.root / "coaches" / "pruefungen" / f"{options.id}.yaml"
    if os.path.lexists(target) and not options.replace:
        return refuse(f"{target.name} gibt es in coaches/pruefungen schon; zum Überschreiben: --ersetzen.")
    tell_example_day(checked.world, [source.entry])
    data = source.data()
    answers = vermerk.completed(source.entry, options.answers, partial(ask, options.command))
    day = checked.world.day_for(source.entry)
    seen_on = options.seen_on or day
    objections = vermerk.objections(source.entry, data, answers, seen_on, day)
    if objections:
        return refuse(*objections)
    if answers["geprueft_von"] not in call.settings.geprueft_von:
        known = ", ".join(call.settings.geprueft_von) or "noch nichts"
        return refuse(f"geprueft_von nennt eine Funktion, die in pyproject.toml unter [tool.landkarte] steht: {known}.")
    text = reading.dump(vermerk.vermerk(source.entry, data, answers, seen_on))
    # whoever is asked may take an hour, in which others may work
    with alone(call.root):
        if source.data() != data:
            return refuse("Der Eintrag ist inzwischen geändert oder gelöscht. Sehen Sie ihn an, und rufen Sie attest noch einmal auf.")
        save_entry(target, text, new=not options.replace)
    show(f"Geschrieben: coaches/pruefungen/{target.name}\n\n{text}")
    tell_stufe(call.gathered().directory, options.id)
    return OK


def tell_stufe(published: Directory, id_: str) -> None:
    """Which Stufe follows, or what is still missing."""
    grade = published.grades.get(id_)
    if grade is None:
        show("Der Eintrag ist zurzeit nicht veröffentlicht; eine Stufe hat er deshalb nicht.")
        return
    show(f"Stufe: {grade.titel or 'keine'}" + (f" ({visible(grade.wording)})" if grade.wording else ""))
    for criterion in grade.missing:
        show(f"  fehlt noch: {criterion.asked.offen}" + (f" ({visible(criterion.detail)})" if criterion.detail else ""))

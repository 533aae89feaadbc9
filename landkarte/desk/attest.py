"""attest: what the maintainers saw of a coach's proofs becomes a Prüfvermerk bound to the entry. Refused is what was not checked."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.storage import alone, save_entry
from landkarte.desk.terminal import ask, refuse, show, tell, tell_example_day
from landkarte.directory import Directory
from landkarte.entries import digest, reading
from landkarte.entries.model import Anbieter, Person
from landkarte.entries.model.teile import Weiterbildung
from landkarte.ground.diagnostics import visible
from landkarte.judging.criteria import about_course
from landkarte.standard import course_rule, rules
from landkarte.standard.days import months_later

STATES = ("bestaetigt", "nicht_bestaetigt")
QUESTIONS = {
    "geprueft_von": "Wer hat es angesehen? Nennen Sie die Funktion, keine Privatperson:",
    "weiterbildung": "Nachweis einer Weiterbildung: bestaetigt, nicht_bestaetigt oder leer (nicht angesehen)?",
    "kurs": "Welcher Kurs?",
    "beleg": "Welche Art von Nachweis lag vor?",
    "pool": "Aufnahme in einen Pool: bestaetigt, nicht_bestaetigt oder leer (nicht erfragt)?",
    "welcher_pool": "Welcher Pool?",
    "bei": "Welche Stelle, die den Pool führt, hat die Aufnahme bestätigt?",
}

Answers = Mapping[str, str]
"""By the names of the options of the command."""


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
    answers = completed(source.entry, options.answers)
    day = checked.world.day_for(source.entry)
    seen_on = options.seen_on or day
    if wrong := objections(source.entry, data, answers, seen_on, day):
        return refuse(*wrong)
    if answers["geprueft_von"] not in call.settings.geprueft_von:
        known = ", ".join(call.settings.geprueft_von) or "noch nichts"
        return refuse(f"geprueft_von nennt eine Funktion, die in pyproject.toml unter [tool.landkarte] steht: {known}.")
    text = reading.dump(vermerk(source.entry, data, answers, seen_on))
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


def completed(coach: Person, given: Answers) -> dict[str, str]:
    """``given`` with everything else that is needed: what the entry leaves no choice about is taken, the rest is asked."""
    answers = {key: value.strip() for key, value in given.items()}

    def fill(key: str, possible: Sequence[str] | None = None) -> None:
        if key in answers:
            return
        if possible is None or len(set(possible)) > 1:
            choice = f" Möglich: {', '.join(sorted(set(possible)))}." if possible else ""
            answers[key] = ask("attest", key, QUESTIONS[key] + choice).strip()
        else:
            answers[key] = possible[0] if possible else ""

    fill("geprueft_von")
    if not {"weiterbildung", "pool"} & answers.keys():
        if coach.weiterbildungen:
            fill("weiterbildung")
        if coach.pools:
            fill("pool")
    if answers.get("weiterbildung"):
        fill("kurs", [course.kurs for course in coach.weiterbildungen])
        fill("beleg", [proof.typ for proof in about_course(coach, answers["kurs"])])
    if answers.get("pool"):
        fill("welcher_pool", [pool.pool for pool in coach.pools])
        fill("bei")
    return answers


def objections(coach: Person, data: Mapping[str, Any], answers: Answers, seen_on: date, today: date) -> list[str]:
    """Why nothing can be noted; empty if it can. ``data`` are the values of the entry as they are written."""
    found = list(_objections(coach, answers, seen_on, today))
    if not found:
        twice = sorted(digest.repeated(data).intersection(_checked(coach, answers)))
        found = [f"{path} steht mehrfach im Eintrag; es bliebe offen, was davon Sie gesehen haben." for path in twice]
    return found


def vermerk(coach: Person, data: Mapping[str, Any], answers: Answers, seen_on: date) -> dict[str, object]:
    """The Prüfvermerk as plain data; ``data`` are the values of the entry as they are written."""
    now = digest.digests(data)
    result: dict[str, object] = {}
    if answers.get("weiterbildung"):
        result["weiterbildung_160ue"] = {"status": answers["weiterbildung"], "kurs": answers["kurs"], "beleg": answers["beleg"]}
    if answers.get("pool"):
        result["pool"] = {"status": answers["pool"], "pool": answers["welcher_pool"], "bei": answers["bei"]}
    return {
        "art": "pruefvermerk",
        "schema": 1,
        "id": coach.id,
        "geprueft_am": seen_on,
        "geprueft_von": answers["geprueft_von"],
        "ergebnis": result,
        "naechste_pruefung": months_later(seen_on, rules()["Q-20"].werte["monate"]),
        "pruefsummen": {path: now[path] for path in sorted(_checked(coach, answers))},
    }


def _checked(coach: Person, answers: Answers) -> Iterator[str]:
    """The paths that what was confirmed rests on."""
    yield from digest.ALWAYS
    if answers.get("weiterbildung") == "bestaetigt":
        yield digest.marked("weiterbildungen", kurs=answers["kurs"])
        yield digest.marked("nachweise", typ=answers["beleg"], bezug=answers["kurs"])
    if answers.get("pool") == "bestaetigt":
        yield digest.marked("pools", pool=answers["welcher_pool"])
        if any((proof.typ, proof.bezug) == ("poolaufnahme", answers["welcher_pool"]) for proof in coach.nachweise):
            yield digest.marked("nachweise", typ="poolaufnahme", bezug=answers["welcher_pool"])


def _objections(coach: Person, answers: Answers, seen_on: date, today: date) -> Iterator[str]:
    if seen_on > today:
        yield f"Der Tag {seen_on} liegt in der Zukunft."
    for key in ("geprueft_von", *(("bei",) if answers.get("pool") else ())):
        text = answers.get(key, "")
        if not 1 <= len(text) <= 120 or visible(text) != text:
            yield f"{key}: Bitte 1 bis 120 sichtbare Zeichen."
    states = [answers[key] for key in ("weiterbildung", "pool") if answers.get(key)]
    if any(state not in STATES for state in states):
        yield f"Möglich sind nur {' und '.join(STATES)}, oder nichts."
    elif "bestaetigt" not in states:
        yield "Ein Prüfvermerk, der nichts bestätigt, wird nicht geschrieben."
    if answers.get("weiterbildung"):
        yield from _about_course(coach, answers)
    if answers.get("pool") and answers["welcher_pool"] not in {pool.pool for pool in coach.pools}:
        yield "Eine Aufnahme in diesen Pool nennt der Eintrag nicht."


def _about_course(coach: Person, answers: Answers) -> Iterator[str]:
    courses = [course for course in coach.weiterbildungen if course.kurs == answers["kurs"]]
    if not courses:
        yield "Eine solche Weiterbildung nennt der Eintrag nicht."
    elif answers["weiterbildung"] == "bestaetigt" and all(course.status != "abgeschlossen" for course in courses):
        yield "Diese Weiterbildung ist im Eintrag nicht abgeschlossen."
    elif answers["beleg"] not in {proof.typ for proof in about_course(coach, answers["kurs"])}:
        yield f"Einen solchen Nachweis mit bezug: {answers['kurs']} nennt der Eintrag nicht."
    elif answers["weiterbildung"] == "bestaetigt" and not any(map(_counts, courses)):
        yield "Diese Weiterbildung steht nicht auf der Liste der Kurse, oder ihr Umfang ist kleiner als dort verlangt."


def _counts(course: Weiterbildung) -> bool:
    """Whether the list in force on the day of completion holds the course, and its extent suffices."""
    listed = course_rule(course.abschluss) if course.abschluss else None
    return listed is not None and course.kurs in listed.kurse and (course.ue or 0) >= listed.ue_mindestens

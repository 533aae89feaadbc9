"""new: questions and answers from which an entry is made. Nothing is written before the rules are content with everything."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

from landkarte.desk.commandline import FAILED, OK
from landkarte.desk.storage import save_entry
from landkarte.desk.terminal import refuse, say, say_lines

if TYPE_CHECKING:
    from collections.abc import Collection

    from landkarte.desk.call import Call
    from landkarte.desk.interview import Data, Node
    from landkarte.ground.diagnostics import KeyPath


def new_entry(call: Call) -> int:
    """Ask for what an entry needs and write it; exit code 1 when that is refused."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    try:
        return interview_for(call)
    except (EOFError, KeyboardInterrupt) as stopped:
        say_lines("\nAbgebrochen; es ist nichts geschrieben.")
        return FAILED if isinstance(stopped, EOFError) else 130


def interview_for(call: Call) -> int:
    """The questions in their order, and again for as long as something is wrong."""
    from landkarte.desk import interview
    from landkarte.entries import reading

    world = call.gathered().world
    taken = world.ids | world.withdrawn.keys() | {old for _, entry in world.entries for old in entry.fruehere_ids}
    kind, form = chosen_kind()
    folder = "anbieter" if kind == "anbieter" else "jobcoaches"
    data = interview.settled(form)
    unanswered = interview.required(form, data)
    while unanswered:
        for path in unanswered:
            data = answer_to(form, data, path, folder, proposed(call, data, path, folder), taken)
        text = f"# yaml-language-server: $schema=../vorlagen/{kind}.schema.json\n" + reading.dump(interview.finished(form, data))
        wrong = mistakes(call, text)
        if not wrong:
            return write_new(call, f"coaches/{folder}/{data['id']}.yaml", text, kind)
        unanswered = []
        for said, path in wrong:
            say_lines(f"\nNoch nicht richtig: {said}")
            unanswered += [one for one in interview.open_at(form, data, path) if one not in unanswered]
    return refuse("Dazu gibt es hier keine Frage; kopieren Sie bitte die Vorlage. Es ist nichts geschrieben.")


def chosen_kind() -> tuple[str, Node]:
    """Which kind of entry it shall be, and the schema of that kind."""
    import json

    from landkarte.desk import interview
    from landkarte.entries import schema

    forms = {name.removesuffix(".schema.json"): json.loads(data) for name, data in schema.files()}
    choice = ""
    while choice not in interview.KINDS:
        say("Was für ein Eintrag? " + ", ".join(f"{key} = {forms[name]['title']}" for key, name in interview.KINDS.items()))
        choice = input("> ").strip()
    kind = interview.KINDS[choice]
    return kind, forms[kind]


def proposed(call: Call, data: Data, path: KeyPath, folder: str) -> str:
    """What an empty answer stands for; empty if for nothing."""
    import secrets

    from landkarte.entries import reading
    from landkarte.entries.model.werte import coach_id

    if path == ("stand",):
        return call.today.isoformat()
    if path == ("id",):
        return reading.id_from(data["name"]) if folder == "anbieter" else coach_id(secrets.choice)
    return ""


def answer_to(form: Node, data: Data, path: KeyPath, folder: str, proposal: str, taken: Collection[str]) -> Data:
    """The data with an answer that is right by itself; a wrong one is asked again."""
    from landkarte.desk import interview
    from landkarte.entries import reading

    say_lines(interview.question(form, path))
    while True:
        answer = input(f"[{proposal}] > " if proposal else "> ").strip() or proposal
        tried = interview.answered(form, data, path, answer)
        objection = "" if answer else "Bitte geben Sie etwas ein." if interview.is_required(form, path) else ""
        objection = objection or (reading.objection(tried, folder, path) if answer else "")
        if path == ("id",) and answer in taken:
            objection = f"Die Kennung {answer} ist vergeben oder war es. Wählen Sie eine andere."
        if not objection:
            return tried
        say(f"  {objection}")


def mistakes(call: Call, text: str) -> list[tuple[str, KeyPath]]:
    """The errors that an entry would have, in German, each with the field that it is about; () if about none."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from landkarte.entries import reading

    name = "Ihr Eintrag"
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "entwurf.yaml"
        reading.save(draft, text)
        mailed = reading.mailed(draft, name)
        if not mailed.source:
            return [(f"{one.message} {one.hint}", ()) for one in mailed.findings if one.level == "fehler"]
        found = call.gathered(arrived=mailed.source).paths
    return [(f"{one.message} {one.hint}", one.path) for one in found if one.file == name and one.level == "fehler"]


def write_new(call: Call, file: str, text: str, kind: str) -> int:
    """Put the entry in its place, and say what comes next."""
    target = call.root / file
    if os.path.lexists(target):
        return refuse(f"{target.name} gibt es inzwischen; es ist nichts geschrieben.")
    save_entry(target, text)
    say_lines(f"\nGeschrieben: {file}")
    say(f"Alles Weitere ist freiwillig: Was es noch gibt, zeigt und erklärt coaches/vorlagen/{kind}.yaml; ergänzen Sie es in der Datei.")
    say(f"Danach prüfen: python build.py check {file}")
    return OK

"""erinnern: whoever has something that runs out gets a letter, one for everything that she answers for."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from landkarte.desk.call import Call, Checked
from landkarte.desk.commandline import OK
from landkarte.desk.letters import message, must_be_signed, must_lie_outside, save_letter
from landkarte.desk.storage import save_table, usable
from landkarte.desk.terminal import say, tell_decisions
from landkarte.desk.worklist import Deadline, contact, deadlines
from landkarte.directory import Listing
from landkarte.entries import reminded
from landkarte.entries.model import Leistungserbringer, Person
from landkarte.entries.reminded import is_due, published_until
from landkarte.standard import rules

_BY_HAND = "Ohne E-Mail-Adresse, {}. Rufen Sie an, oder schreiben Sie per Post; tragen Sie danach in {} ein: {}"


About = list[tuple[Listing, date | None, list[Deadline]]]
"""Which entries a letter names, until when each is published if nobody answers, and what of it runs out."""


def remind(call: Call) -> int:
    """Write a letter to everybody for whom something is due; with ``--trocken`` say only who would get what."""
    folder, today, only_told = Path(call.options.files[0]), call.today, call.options.open
    must_lie_outside(call.root, folder)
    must_be_signed(call.settings)
    lines = usable(call.root, reminded.FILE, partial(reminded.parse, today=today))
    checked = call.gathered(examples=False)
    waiting, decisions, many = Counter[str](), list[str](), 0
    lines = tuple(line for line in lines if not line.row or line.row.id in checked.loaded.ids)
    for to, about, waits in due(checked, today):
        id_, called, text = to.entry.id, contact(to.entry), "" if waits else composed(call, to, about)
        # the one that it goes to is always among them, so that nobody is written to twice
        ids = sorted({id_, *(one.entry.id for one, _, _ in about)})
        waiting[waits] += bool(waits)
        if not text and not waits:
            rows = " und ".join(f"{one};{today}" for one in ids)
            decisions.append(f"{id_}: {_BY_HAND.format(called, reminded.FILE, rows)}")
        many += bool(text)
        if text and only_told:
            said = (f"{one.name}: {', '.join(f'{each.what} ({each.last})' for each in found)}" for one, _, found in about)
            say(f"{id_} ({called}): {'; '.join(said)}")
        elif text:
            save_letter(folder / str(today), id_, text)
            for earlier in folder.glob(f"????-??-??/{id_}.*"):  # this one says it all; or a run was interrupted
                if earlier.parent.name != str(today):
                    earlier.unlink()
            for one in ids:
                lines = reminded.put(lines, one, today)
    if many and not only_told:  # after the letters: a run that was interrupted is done again, and writes all of them
        save_table(call.root, reminded.FILE, reminded.dump(lines))
    where = f"; die Briefe sind in {folder.name}/{today}" * bool(many and not only_told)
    say(f"Erinnert{' würden' * only_told}: {many}{where}")
    tell_decisions(decisions, waiting)
    return OK


def due(checked: Checked, today: date) -> Iterator[tuple[Listing, About, str]]:
    """Who is written to about what is published and runs out; of those who wait, why (German)."""
    needed = rules()["A-05"].werte
    for listing in (one for one in checked.directory.all if not one.employer):
        about, last, asked = About(), date.min, True
        for one in (listing, *listing.team):
            days = checked.world.reminded.get(one.entry.id, ())
            last = max(last, *days, date.min)
            found = [each for each in deadlines(one.entry, today, days) if is_due(each.last, today)]
            asked = asked and all(sum(is_due(each.last, day) for day in days) >= needed["mindestens"] for each in found)
            about += [(one, published_until(one.entry, (*days, today)), found)] * bool(found)
        if about:
            recent = "vor weniger als 30 Tagen erinnert" * ((today - last).days < needed["tage"])
            yield listing, about, recent or "zweimal erinnert, jetzt anrufen (worklist)" * asked


def composed(call: Call, to: Listing, about: About) -> str:
    """The message; empty without an address that can be one."""
    entry = to.entry
    at = entry.kontakt if isinstance(entry, Leistungserbringer) else None
    person = f"{(at and at.person) or (entry.name if isinstance(entry, Person) else None) or ''}"
    room = [to, *(one for one, _, found in about if one.employer and "plaetze" in [each.kind for each in found])]
    subject = f"Stimmt das noch? {call.settings.titel}"
    words = {"person": person, "eintraege": about, "plaetze": room, "heute": call.today, "betreff": subject}
    text, _ = call.letters("erinnerung", {**words, "anschrift": [], "link": ""})
    return message(call.settings, (person or to.name, at.email), subject, text) if at and at.email else ""

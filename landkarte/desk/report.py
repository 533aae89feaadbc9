"""bericht: what has changed in the directory since a day or a revision, from git and in Markdown, for those who answer for it.

Two states are compared as readers saw them, so nothing is told that is not released. Only who is published now is named; of who is gone
there is a number, by what became of the entry; and what somebody said before and no longer says is not repeated, for it may be that it
is no longer released. Words of entries are code, in which nothing is obeyed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from landkarte.desk.call import Call, Checked
from landkarte.desk.change import restored
from landkarte.desk.commandline import OK, not_understood
from landkarte.desk.review import history
from landkarte.desk.review.differences import differences
from landkarte.desk.review.words import markdown
from landkarte.desk.terminal import show
from landkarte.directory import Listing, summary
from landkarte.directory.coverage import Coverage
from landkarte.entries.model.eintraege import may_show
from landkarte.entries.reading.writer import as_written
from landkarte.ground.diagnostics import as_code
from landkarte.ground.text import day, folded
from landkarte.places.names import kreis_name, land_label
from landkarte.places.tables import kreise, kreise_of_land
from landkarte.standard import vocabulary
from landkarte.standard.stufe import Grade

_SAID = 12  # differences of one entry
_GONE = {
    "withdrawn": "zurückgezogen; wer das war, steht hier nicht",
    "expired": "abgelaufen, weil niemand mehr durchgesehen hat, ob alles stimmt; `python build.py worklist` nennt sie",
    "wrong": "mit einem Fehler und deshalb nicht zu sehen; `python build.py check` nennt ihn",
    "missing": "ohne Datei und ohne Zeile in coaches/zurueckgezogen.csv",
}


def tell_changes(call: Call) -> int:
    """What has changed since the day or the revision that was asked for."""
    commit, then = history.at(call.root, call.options.since)
    if then > call.today:
        raise not_understood(f"--seit: der {day(then)} liegt nach dem {day(call.today)}", "bericht")
    unsaved = sum(file.startswith("coaches/") for file in history.changes(call.root, "HEAD"))
    now = call.gathered(call.options.examples)
    with restored(call, commit, then) as (_, before):
        show("\n".join(_report(before, now, f"{day(then)} (Commit {commit[:12]})", unsaved)))
    return OK


def _report(before: Checked, now: Checked, compared: str, unsaved: int) -> Iterator[str]:
    settings, today = now.directory.settings, now.directory.today
    was = {one.entry.id: one for one in before.directory.all}
    # whoever is called otherwise now, is the same
    pairs = [(one, next((was[id_] for id_ in (one.entry.id, *one.former) if id_ in was), None)) for one in now.directory.all]
    yield f"# {settings.titel}: was sich geändert hat"
    yield f"\nVerglichen ist das Verzeichnis am {compared} und jetzt, am {day(today)}.\nWer dazwischen kam und ging, steht nicht hier."
    if unsaved:
        yield f"\nDateien in coaches/, die so noch in keinem Commit stehen und mitzählen: {unsaved}"
    if now.directory.has_examples:
        yield "\nErfundene Beispiele zählen mit; `--ohne-beispiele` lässt sie weg."
    yield from _listed("Neu", (f"{_called(one)}, {_about(one, before)}" for one, old in pairs if old is None))
    told = [(one, old.entry.stand != one.entry.stand, _changes(old, one)) for one, old in pairs if old]
    yield from _listed("Geändert", ("\n  - ".join([_called(one), *said]) for one, _, said in told if said))
    yield f"\nDurchgesehen und sonst unverändert: {sum(seen and not said for _, seen, said in told)}"
    gone = Counter(_became(id_, now) for id_ in was.keys() - {old.entry.id for _, old in pairs if old})
    yield from _listed("Nicht mehr da", (f"{gone[how]} {words}" for how, words in _GONE.items() if gone[how]), gone.total())
    yield "\n## Prüfvermerke\n"
    shown = [(one, old) for one, old in pairs if may_show(one.entry, "qualifikation")]
    vermerke = [(one, _vermerk(old.grade if old else None), _vermerk(one.grade)) for one, old in shown]
    yield _names("Neu oder erneuert", (one for one, old, new in vermerke if new[0] == "gilt" and new != old))
    yield _names("Abgelaufen", (one for one, old, new in vermerke if (old[0], new[0]) == ("gilt", "abgelaufen")))
    lost = (one for one, old, new in vermerke if (old[0], new[0]) == ("gilt", ""))
    yield _names("Zählt nicht mehr, weil sich der Eintrag geändert hat oder der Vermerk fehlt", lost)
    yield from _figures(before, now)


def _listed(heading: str, lines: Iterable[str], number: int | None = None) -> Iterator[str]:
    found = [f"- {line}" for line in lines]
    yield f"\n## {heading}: {len(found) if number is None else number}"
    yield from ["", *found] if found else []


def _names(what: str, listings: Iterable[Listing]) -> str:
    return f"- {what}: {', '.join(map(_called, listings)) or 'keiner'}"


def _called(listing: Listing) -> str:
    return as_code(listing.name, 120)


def _about(listing: Listing, before: Checked) -> str:
    """What and where a new entry is, and its page."""
    (kind, place), adresse = summary.kind_and_place(listing), before.directory.settings.adresse
    there = " (stand schon da, erschien aber nicht)" if listing.entry.id in before.loaded.ids else ""
    return f"{kind}{f', {as_code(place)}' if place else ''}{there}{f': <{adresse}{listing.url}>' if adresse else ''}"


def _changes(old: Listing, new: Listing) -> list[str]:
    """What an entry says differently, but for the day on which it was looked through."""
    was, now = ({**as_written(one.entry), "stand": ""} for one in (old, new))
    words = differences(was, now, [type(new.entry), type(old.entry)])
    found = [markdown(tuple(part for part in one if isinstance(part, str) or not part.lead)) for one in words]
    return found[:_SAID] + ([f"und {len(found) - _SAID} weitere Angaben"] if len(found) > _SAID else [])


def _became(id_: str, now: Checked) -> str:
    """Why an entry is no longer published."""
    expired = any(one.code == "A-05" and one.level == "fehler" and PurePosixPath(one.file).stem == id_ for one in now.findings)
    return "withdrawn" if id_ in now.world.withdrawn else "expired" if expired else "wrong" if id_ in now.loaded.ids else "missing"


def _vermerk(grade: Grade | None) -> tuple[str, date | None]:
    """How the Prüfvermerk of a coach stands, and its day; nothing where there is none that she shows, or it does not count."""
    found = {one.asked.key: one for one in grade.criteria} if grade else {}
    if "aktuell" not in found or found["unveraendert"].state != "fulfilled":
        return "", None
    return "gilt" if found["aktuell"].state == "fulfilled" else "abgelaufen", found["aktuell"].since


def _figures(before: Checked, now: Checked) -> Iterator[str]:
    """White spots as the page on coverage counts them, and a table of the Länder."""
    sides = [Coverage(one.directory) for one in (before, now)]
    bare = [{ags for ags in kreise() if not side.counts.kreise[ags].regional[0]} for side in sides]
    yield "\n## Weiße Flecken\n\nKreise, in denen kein Anbieter von JobcoachingAP regional arbeitet.\n"
    for what, keys in (("Nicht mehr", bare[0] - bare[1]), ("Neu", bare[1] - bare[0])):
        yield f"- {what}: {', '.join(sorted(map(kreis_name, keys), key=folded)) or 'keiner'}"
    yield "\n## Zahlen\n\n| | Anbieter mit Standort | Kreise ohne regionalen Anbieter |\n|---|---|---|"
    rows = [
        (
            land_label(land),
            [len(side.territories.land(land).here) for side in sides],
            [len(spots & {*kreise_of_land(land)}) for spots in bare],
        )
        for land in sorted(vocabulary("bundeslaender").werte, key=lambda key: folded(land_label(key)))
    ]
    for name, *numbers in (*rows, ("Deutschland", [len(one.directory.providers) for one in (before, now)], list(map(len, bare)))):
        yield f"| {name} | {' | '.join(map(_step, numbers))} |"
    yield f"\nJobcoaches: {_step([len(one.directory.coaches) for one in (before, now)])}"


def _step(numbers: list[int]) -> str:
    return " → ".join(map(str, dict.fromkeys(numbers)))

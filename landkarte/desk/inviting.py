"""einladen: each row of a table becomes a letter outside the repository.

Of nobody anything is printed: a line names the row, and whoever reads it has the table.
"""

import base64
import json
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from landkarte.desk.call import Call
from landkarte.desk.commandline import OK
from landkarte.desk.ledger import ANYWAY, Row, Table
from landkarte.desk.letters import message, must_be_signed, must_lie_outside, save_letter
from landkarte.desk.storage import alone, save
from landkarte.desk.terminal import say, tell_decisions
from landkarte.entries import reading
from landkarte.entries.fields import title
from landkarte.entries.model import Anbieter, Eintrag
from landkarte.entries.model.teile import full_name
from landkarte.entries.model.werte import COACH_LETTERS
from landkarte.entries.reading.meant import id_from
from landkarte.ground.text import folded, listed
from landkarte.judging import RULES
from landkarte.judging.alike import Alike
from landkarte.places.tables import plz_gebiete
from landkarte.standard import rules
from landkarte.standard.days import months_later

_KEPT_MONTHS = 3
_LONGEST_LINK = 1800
"""Letters; mail programs break longer ones."""
_TITLE = re.compile(r"(?:(?:Frau|Herrn?)\s+)?((?:(?:Prof|Dr|Dipl)\b[\w.-]*\s+(?:(?:med|phil|rer|nat|jur)\.\s*)*)*)(.*)")
_KINDS = {"freiberuflich": "freiberuflich", "anbieter": "Organisation", "jobcoach": "angestellt"}
_ADDRESS = {"strasse", "plz", "ort"}


class Guest(NamedTuple):
    """Whom a letter goes to: her row and what of it can be used, the kind of the entry, its id, and the id of an employer."""

    row: Row
    cells: dict[str, str]
    kind: str
    id: str
    employer: str = ""

    @property
    def name(self) -> dict[str, str]:
        """The name of the person; empty if the row has none."""
        found = _TITLE.fullmatch(self.cells.get("nachname", self.cells.get("name", "")))
        title, whole = (found[1].strip(), found[2]) if found else ("", "")
        last, comma, first = whole.partition(", ")
        if not comma and "vorname" not in self.cells:
            first, _, last = whole.rpartition(" ")
        parts = {"vorname": self.cells.get("vorname", first), "nachname": last, "titel": self.cells.get("titel", title)}
        return {key: part for key, part in parts.items() if part} if last else {}

    @property
    def data(self) -> dict[str, Any]:
        """What the form begins with. Where a person works alone, not her street, which may be her home."""
        if self.kind == "jobcoach":
            return {"id": self.id, "name": self.name, "anbieter": self.employer}
        ways: dict[str, str] = {key: self.cells[key] for key in ("telefon", "email") if key in self.cells}
        site = {key: self.cells[key] for key in ("plz", "ort", *(["strasse"] * (self.kind == "anbieter"))) if key in self.cells}
        own: dict[str, Any] = {"website": self.cells["website"]} if "website" in self.cells else {}
        if {"plz", "ort"} <= site.keys():
            own["standorte"] = [{"id": id_from(site["ort"]), **site}]
        function = {"funktion": "Jobcoach"} if self.kind == "freiberuflich" else {}
        name = self.cells["organisation"] if self.kind == "anbieter" else self.name
        return {"id": self.id, "name": name, "kontakt": {"kontaktwege": [*ways] or ["email"], **ways, **function}, **own}


class _Invitation:
    """One run over a table: what a person has to decide, and what was assumed without a question."""

    def __init__(self, call: Call) -> None:
        self.call, self.path = call, Path(call.options.files[0])
        self.table = Table(self.path, call.options.answers)
        loaded, self.world = call.read(lenient=True)
        self.ids = loaded.ids
        self.decisions: list[str] = []
        self.assumed = Counter({f"Spalte {head} nicht übernommen": 1 for head in self.table.unused})

    @cached_property
    def templates(self) -> dict[str, dict[str, Any]]:
        """What is laid under the data of a row, so that it can be judged as an entry: nothing that two could have in common."""
        own: dict[str, Any] = {
            "einwilligung": None,
            "kontakt": {"kontaktwege": ["email"]},
            "standorte": [{"id": "ort", "plz": "10115", "ort": "Berlin"}],
            "angebote": [{"id": "jc", "leistungsart": "jobcoaching_ap"}],
        }
        needed = ("art", "schema", "lizenz", "stand", "anbieter", "beschaeftigungsform", "traegerart", "beschreibung", *own)
        found = {kind: reading.data(self.call.root / f"coaches/vorlagen/{kind}.yaml") or {} for kind in _KINDS}
        return {kind: {key: own.get(key) or data[key] for key in needed if key in data} for kind, data in found.items()}

    def is_answered(self, row: Row) -> bool:
        """Whether there is an entry; the id of an organisation follows its name, which it may have put right."""
        known = (entry.kontakt.email for _, entry in self.world.entries if isinstance(entry, Anbieter))
        return row.id in self.ids or (bool(row.id) and not row.id.startswith("jc-") and row.cells.get("email", "") in known)

    def decide(self, guest: Guest, words: str) -> None:
        """Leave a row to a person."""
        self.decisions.append(f"{guest.row.said}: {words}")

    def guests(self) -> Iterator[Guest]:
        """Who is invited to what, an organisation before its coaches; and, to be compared with, whose answer is waited for."""
        providers = {folded(entry.name): entry.id for _, entry in self.world.entries if isinstance(entry, Anbieter)}
        taken = {*self.ids, *(row.id for row in self.table.rows)}
        invited = {folded(row.cells.get("organisation", "")) for row in self.table.rows if row.id} - {""}
        for row in self.table.rows:
            firm = folded(row.cells.get("organisation", ""))
            guest = Guest(row, dict(row.cells), "freiberuflich", row.id or f"jc-{''.join(secrets.choice(COACH_LETTERS) for _ in range(6))}")
            if row.id:
                yield guest if row.id.startswith("jc-") else guest._replace(kind="anbieter")
            elif row.cells.get("eingeladen", ANYWAY) != ANYWAY:
                continue
            elif not (guest.name or firm):
                self.decide(guest, "Es fehlt ein Name.")
            elif firm and not guest.name and firm in {*providers, *invited}:
                self.decide(guest, "Vielleicht doppelt, denn diese Organisation gibt es schon.")
            elif firm in invited and firm not in providers:
                self.assumed["wartet, bis die Organisation im Verzeichnis steht"] += 1
            else:
                kind = "freiberuflich" if not firm else "jobcoach" if firm in providers else "anbieter"
                invited |= {firm} - {""}
                id_ = id_from(row.cells["organisation"]) if kind == "anbieter" else guest.id
                while kind == "anbieter" and (id_ in taken or id_.startswith("jc-")):
                    id_ = id_from(f"neu {id_}")
                taken |= {id_}
                yield guest._replace(kind=kind, id=id_, employer=providers.get(firm, ""))

    def sound(self) -> Iterator[Guest]:
        """Those who can be invited; compared as if each had an entry already."""
        read = [(guest, entry) for guest in self.guests() if (entry := self.usable(guest))]
        alike = Alike([*(entry for _, entry in self.world.entries), *(entry for _, entry in read)])
        place = {guest.id: guest.row.place for guest, _ in read}
        for guest, entry in read:
            ids = {other.id for match in alike.matches(entry) for other in match.entries}
            earlier = [id_ for id_ in sorted(ids) if place.get(id_, -1) < guest.row.place]
            twice = listed(f"Zeile {place[id_] + 1}" if id_ in place else id_ for id_ in earlier)
            if twice and not guest.row.id and guest.row.cells.get("eingeladen") != ANYWAY:
                self.decide(guest, f"Vielleicht doppelt, wie {twice}. Sind es zwei, schreiben Sie „{ANYWAY}“ unter eingeladen.")
            elif not guest.row.id:
                self.assumed[f"Art des Eintrags: {_KINDS[guest.kind]}"] += 1
                yield guest

    def usable(self, guest: Guest) -> Eintrag | None:
        """An entry that says nothing else of its own; None if somebody must put the row right.

        What is wrong and the form asks for anyway, the guest has no longer; what can only be meant in one way she has so.
        """
        cells = guest.cells
        cells |= {"plz": cells["plz"].zfill(5)} if "plz" in cells else {}  # programs for tables take it for a number
        wrong = [] if re.fullmatch("[0-9]{5}|", plz := cells.get("plz", "")) and plz[:3] in {"", *plz_gebiete()} else ["plz"]
        wrong += ["email"] * ("email" in cells and not message(self.call.settings, ("", cells["email"]), "", ""))
        while True:
            for part in wrong:
                del cells[part]
                self.assumed[f"weggelassen, weil nicht zu brauchen: {title(part)}"] += not guest.row.id
            data = guest.data
            whole = {**self.templates[guest.kind], **data}
            if "kontakt" in whole:
                whole["kontakt"] = {"funktion": "Leitung", **whole["kontakt"]}
            found = reading.corrected(reading.dump(whole), Path(), guest.row.said)
            if not (found.source and isinstance(found.source.entry, Eintrag)):
                self.decide(guest, "Der Name ist nicht zu brauchen.")
                return None
            wrong = [f"{one.path[-1]}" for one in RULES["FO-08"](found.source.entry, self.world, rules()["FO-08"]) if one.level is None]
            if not wrong and not ("email" in cells or cells.keys() >= _ADDRESS):
                self.decide(guest, "Es fehlt eine E-Mail-Adresse oder eine Anschrift.")
                return None
            if not wrong:
                right = reading.plain(found.text)
                cells |= {"website": right["website"]} if "website" in data else {}
                return found.source.entry

    def write(self, guest: Guest, source: str) -> None:
        """The letter as a page and, if there is an address for that, as a message; and the note in the table."""
        settings, cells, name, firm = self.call.settings, guest.cells, guest.name, guest.cells.get("organisation", "")
        until = months_later(self.call.today, _KEPT_MONTHS)
        begun: dict[str, Any] = {"art": guest.kind, "quelle": source.rstrip("."), "firma": firm, "daten": guest.data}
        packed = base64.urlsafe_b64encode(json.dumps(begun, ensure_ascii=False, separators=(",", ":")).encode()).decode()
        link, file = f"{settings.adresse}eintragen.html#?teil={packed}", None
        if len(link) > _LONGEST_LINK:
            art = {"art": "anbieter"} if guest.kind == "anbieter" else {"art": "jobcoach", "anbieter": "selbst"}
            link, file = link.partition("#")[0], (f"{guest.id}.yaml", reading.dump({**art, **guest.data}))
        person = full_name(name.get("titel"), name.get("vorname"), name["nachname"]) if name else ""
        address = [firm, person, cells.get("strasse", ""), f"{cells.get('plz', '')} {cells.get('ort', '')}"]
        subject = f"Ihr Eintrag: {settings.titel}"
        own = {"betreff": subject, "person": person, "anschrift": address, "link": link, "datei": file, "frist": until}
        text, page = self.call.letters("einladung", begun | own)
        sent = message(settings, (person or firm, cells["email"]), subject, text, file) if "email" in cells else ""
        if sent:
            save_letter(self.folder, guest.id, sent)
        save(self.folder / f"{guest.id}.html", page, f"{guest.id}.html")
        self.assumed["nur zum Ausdrucken, ohne E-Mail-Adresse"] += not sent
        self.table.note(guest.row, eingeladen=f"{self.call.today} {guest.id}", frist=str(until))

    @property
    def folder(self) -> Path:
        """Where the letters lie."""
        return self.path.with_name(f"{self.path.stem}-briefe")


def invite(call: Call) -> int:
    """Write a letter for each row that has none yet; with ``--stand`` say only what is open, and empty rows that are due."""
    must_lie_outside(call.root, Path(call.options.files[0]))
    run, guests, today = _Invitation(call), list[Guest](), str(call.today)
    answered = [row for row in run.table.rows if run.is_answered(row)]
    waiting = [row for row in run.table.rows if row.id and row not in answered]
    due = [row for row in waiting if call.options.open and row.cells.get("löschen am", "9") <= today]
    if not call.options.open:
        must_be_signed(call.settings)
        source = run.table.known("quelle", "Woher sind die Angaben? So steht es im Brief, zum Beispiel: Mitgliederliste, Stand März 2026:")
        guests = [*run.sound()]
    with alone(call.root):
        for guest in guests:
            run.write(guest, source)
        for row in answered:
            run.table.note(row, geantwortet=today)
        for row in due:
            run.table.empty(row, today)
        run.table.save()
        kept = {row.id for row in waiting if row not in due} | {guest.id for guest in guests}
        for letter in run.folder.glob("*.*"):
            if letter.suffix in (".eml", ".txt", ".html") and letter.stem not in kept:
                letter.unlink()  # answered, emptied, or left by a run that was interrupted
    if not call.options.open:
        say(f"Eingeladen: {len(guests)}, Briefe in {run.folder.name}")
        tell_decisions(run.decisions, run.assumed)
        return OK
    total = len(answered) + sum("geantwortet" in row.cells for row in run.table.rows)
    say(f"Offen: {len(waiting) - len(due)}, geantwortet: {total}, geleert: {len(due)}")
    for row in waiting:
        if row not in due:
            say(f"  {row.said}: eingeladen {row.cells['eingeladen'][:10]}, löschen am {row.cells.get('löschen am')}")
    return OK

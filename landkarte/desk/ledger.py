"""The operator's table of people: what its columns hold, its rows, and three columns of ours that say what became of each."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from landkarte.desk import spreadsheet
from landkarte.desk.storage import save
from landkarte.desk.terminal import ask
from landkarte.ground.errors import OperatorError
from landkarte.ground.text import without_umlauts

LEDGER = ("eingeladen", "geantwortet", "löschen am")
"""Day and id of the invitation, day of the answer, day from which on the row is emptied."""
ANYWAY = "trotzdem"
"""What somebody writes under eingeladen who has looked at a row that may be there twice."""
_SPELLED = {
    "vorname": "vorname rufname", "nachname": "nachname familienname zuname", "titel": "titel",
    "name": "name ansprechpartner ansprechpartnerin ansprechperson kontaktperson jobcoach vornameundnachname vorundnachname",
    "organisation": "organisation firma traeger einrichtung unternehmen arbeitgeber institution anbieter verein praxis",
    "email": "email mail emailadresse mailadresse", "website": "website webseite homepage internet internetseite url www",
    "telefon": "telefon tel telefonnummer telefonnr telnr festnetz mobil mobiltelefon handy rufnummer",
    "strasse": "strasse anschrift adresse strasseundhausnummer strassehausnummer strassenr", "plz": "plz postleitzahl", "ort": "ort stadt",
    "eingeladen": "eingeladen", "geantwortet": "geantwortet", "löschen am": "loeschenam",
    "-": "nr lfdnr nummer id anrede geschlecht fax faxnummer telefax bemerkung bemerkungen notiz notizen land bundesland mitgliedseit",
}  # fmt: skip
"""What a column may hold, and how its head may be spelled, in small letters alone; what is "-" is not taken."""
_FIELD_OF = {spelled: field for field, all_ in _SPELLED.items() for spelled in all_.split()}


class Row(NamedTuple):
    """A row with somebody in it: its place in the table from 0, and what it says by field."""

    place: int
    cells: Mapping[str, str]

    @property
    def said(self) -> str:
        """How a line of ours calls it, counting as programs for tables do."""
        return f"Zeile {self.place + 1}"

    @property
    def id(self) -> str:
        """The id that an open invitation gave."""
        return "" if "geantwortet" in self.cells else self.cells.get("eingeladen", "").partition(" ")[2]


class Table:
    """The rows, and what is to be changed in them. What was asked once is remembered in a file beside the table."""

    def __init__(self, path: Path, answers: Mapping[str, str]) -> None:
        self.path, self._notes = path, path.with_name(f"{path.name}.einladen.json")
        try:
            self._raw = path.read_bytes()
            known = json.loads(self._notes.read_bytes()) if self._notes.exists() else {}
        except (OSError, ValueError):
            raise OperatorError(f"{path.name} (oder {self._notes.name}) gibt es nicht, oder es lässt sich nicht lesen.") from None
        self._known: dict[str, str] = {**known, **answers}
        self._columns = dict(one.rpartition("=")[::2] for one in self._known.get("spalten", "").split(";") if one)
        self._table = spreadsheet.read(
            path, self._raw, lambda names: self.known("blatt", f"Welches Blatt ({', '.join(names)})?"), self._heads
        )
        rows = self._table.rows
        self._head = max(range(min(20, len(rows))), key=lambda place: self._heads(rows[place]), default=0)
        found = [self._field(head) or self._asked(head) for head in rows[self._head]] if rows else []
        self._fields = [field if field not in found[:at] else "-" for at, field in enumerate(found)]
        self.unused = [head for head, field in zip(rows[self._head] if rows else (), self._fields, strict=True) if head and field == "-"]
        if {"name", "nachname", "organisation"}.isdisjoint(found) or {"email", "strasse"}.isdisjoint(found):
            raise OperatorError(f"{path.name} braucht eine Spalte für den Namen und eine für die E-Mail-Adresse oder die Straße.")
        self._new: dict[tuple[int, int], str] = {}
        for name in (name for name in LEDGER if name not in found):
            self._new[self._head, len(self._fields)] = name
            self._fields.append(name)
        said = [dict(zip(self._fields, texts, strict=False)) for texts in rows]
        cells = [{field: text for field, text in one.items() if field != "-" and text} for one in said]
        self.rows = [Row(at, one) for at, one in enumerate(cells) if at > self._head and not one.keys() <= {*LEDGER}]

    def _heads(self, cells: Sequence[str]) -> int:
        return sum(bool(self._field(cell)) for cell in cells)

    def _field(self, head: str) -> str:
        return self._columns.get(head) or _FIELD_OF.get("".join(re.findall("[a-z]", without_umlauts(head))), "")

    def _asked(self, head: str) -> str:
        possible = [field for field in _SPELLED if field not in (*LEDGER, "-")]
        question = f"Was steht in der Spalte „{head}“ ({', '.join(possible)}; leer: nicht übernehmen)?"
        answer = ask("einladen", "spalten", question).strip() if head else ""
        self._columns[head] = answer if answer in possible else "-"
        return self._columns[head]

    def known(self, key: str, question: str) -> str:
        """The answer to a question that is asked once."""
        self._known[key] = self._known.get(key) or " ".join(ask("einladen", key, question).split())
        return self._known[key]

    def note(self, row: Row, **texts: str) -> None:
        """Write into columns of a row: eingeladen, geantwortet, frist."""
        for name, text in texts.items():
            self._new[row.place, self._fields.index("löschen am" if name == "frist" else name)] = text

    def empty(self, row: Row, today: object) -> None:
        """Take everything out of a row but the day of the invitation."""
        self._new |= {(row.place, column): "" for column, text in enumerate(self._table.rows[row.place]) if text}
        self.note(row, eingeladen=row.cells["eingeladen"].partition(" ")[0], frist=f"gelöscht {today}")

    def save(self) -> None:
        """Put the table, if anything is new, and the answers in place; what somebody changed meanwhile stays."""
        if self.path.read_bytes() != self._raw:
            raise OperatorError(f"{self.path.name} ist inzwischen geändert. Rufen Sie den Befehl noch einmal auf.")
        self._known["spalten"] = ";".join(f"{head}={field}" for head, field in self._columns.items() if head)
        save(self._notes, json.dumps(self._known, ensure_ascii=False), self._notes.name)
        if self._new:
            save(self.path, self._table.changed(self._new).decode("utf-8", "surrogateescape"), self.path.name)

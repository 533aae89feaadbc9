"""einladen: each row of a table becomes a letter outside the repository; three columns of the table itself say what became of it.

Of nobody anything is printed: a line names the row, and whoever reads it has the table.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from landkarte.desk import spreadsheet
from landkarte.desk.commandline import OK
from landkarte.desk.letters import message, must_be_signed, must_lie_outside, signature
from landkarte.desk.storage import alone, save
from landkarte.desk.terminal import ask, say
from landkarte.ground.errors import OperatorError
from landkarte.ground.text import day, folded, listed, without_umlauts
from landkarte.standard.days import months_later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landkarte.desk.call import Call
    from landkarte.desk.commandline import Options
    from landkarte.entries.model import Eintrag
    from landkarte.entries.reading import Source
    from landkarte.ground.diagnostics import Diagnostic

LEDGER = ("eingeladen", "geantwortet", "löschen am")
"""The columns that are added: day and id of the invitation, day of the answer, day from which on the row is emptied."""
_KEPT_MONTHS = 3
_LONGEST_LINK = 1800
"""Letters; mail programs break longer ones."""
_ANYWAY = "trotzdem"
"""What somebody writes under eingeladen who has looked at a row that may be there twice."""
_SPELLED = {
    "vorname": "vorname rufname", "nachname": "nachname familienname zuname", "titel": "titel",
    "name": "name ansprechpartner ansprechpartnerin ansprechperson kontaktperson jobcoach vornameundnachname vorundnachname",
    "organisation": "organisation firma traeger einrichtung unternehmen arbeitgeber institution anbieter verein praxis",
    "email": "email mail emailadresse mailadresse", "website": "website webseite homepage internet internetseite url www",
    "telefon": "telefon tel telefonnummer telefonnr telnr festnetz mobil mobiltelefon handy rufnummer",
    "strasse": "strasse anschrift adresse strasseundhausnummer strassehausnummer strassenr", "plz": "plz postleitzahl", "ort": "ort stadt",
    **{name: "".join(re.findall("[a-z]", without_umlauts(name))) for name in LEDGER},
    "-": "nr lfdnr nummer id anrede geschlecht fax faxnummer telefax bemerkung bemerkungen notiz notizen land bundesland mitgliedseit",
}  # fmt: skip
"""What a column may hold, and how its head may be spelled, in small letters alone; what is "-" is not taken."""
_FIELD_OF = {spelled: field for field, all_ in _SPELLED.items() for spelled in all_.split()}
_TITLE = re.compile(r"(?:(?:Frau|Herrn?)\s+)?((?:(?:Prof|Dr|Dipl)\b[\w.-]*\s+(?:(?:med|phil|rer|nat|jur)\.\s*)*)*)")
_QUOTED = re.compile("„([^“]*)“")
_PARTS: dict[tuple[str | int, ...], str] = {
    ("name",): "Name", ("kontakt", "email"): "E-Mail", ("kontakt", "telefon"): "Telefon", ("standorte", 0, "plz"): "PLZ",
    ("standorte", 0, "ort"): "Ort", ("standorte", 0, "strasse"): "Straße", ("website",): "Website",
}  # fmt: skip
_KINDS = {"freiberuflich": "freiberuflich", "anbieter": "Organisation", "jobcoach": "angestellt"}

Printed = Callable[[Mapping[str, object]], bytes]
"""The letter of these words as a page to be printed."""


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
        """The id that the invitation gave."""
        return self.cells.get("eingeladen", "").partition(" ")[2]

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self.id) and "geantwortet" not in self.cells


class Guest(NamedTuple):
    """Whom a letter goes to: the kind of the entry, its id, what the form begins with, and the name of a coach's employer."""

    row: Row
    kind: str
    id: str
    data: dict[str, Any]
    firm: str


class _Table:
    """The operator's table as rows, and what is to be changed in it. What was asked once is remembered in a file beside it."""

    def __init__(self, options: Options) -> None:
        self.path, self._options = Path(options.files[0]), options
        self._notes = self.path.with_name(f"{self.path.name}.einladen.json")
        try:
            self._raw = self.path.read_bytes()
            self._known: dict[str, str] = json.loads(self._notes.read_bytes()) if self._notes.exists() else {}
        except (OSError, ValueError):
            raise OperatorError(f"{self.path.name} (oder {self._notes.name}) gibt es nicht, oder es lässt sich nicht lesen.") from None
        self._known |= dict(options.answers)
        self._columns = dict(one.rpartition("=")[::2] for one in self._known.get("spalten", "").split(";") if one)
        self._table = spreadsheet.read(self.path, self._raw, self._sheet, lambda cells: sum(map(bool, map(self._field, cells))))
        self._head, heads = max(
            enumerate(self._table.rows[:20]), key=lambda row: sum(map(bool, map(self._field, row[1]))), default=(0, list[str]())
        )
        fields = [self._field(head) or self._asked(head) for head in heads]
        self.unused = [head for at, head in enumerate(heads) if head and (fields[at] == "-" or fields[at] in fields[:at])]
        self.fields = [*(field if field not in fields[:at] else "-" for at, field in enumerate(fields))]
        if {"name", "nachname", "organisation"}.isdisjoint(fields) or {"email", "strasse"}.isdisjoint(fields):
            raise OperatorError(f"{self.path.name} braucht eine Spalte für den Namen und eine für die E-Mail-Adresse oder die Straße.")
        self._new = {}
        for name in LEDGER:
            if name not in self.fields:
                self._new[self._head, len(self.fields)] = name
                self.fields.append(name)
        self.rows = [*self._rows()]

    def _rows(self) -> Iterator[Row]:
        for place, texts in enumerate(self._table.rows[self._head + 1 :], self._head + 1):
            cells = {field: text for field, text in zip(self.fields, texts, strict=False) if field != "-" and text}
            if not cells.keys() <= {*LEDGER}:
                yield Row(place, cells)

    def _field(self, head: str) -> str:
        return self._columns.get(head) or _FIELD_OF.get("".join(re.findall("[a-z]", without_umlauts(head))), "")

    def _asked(self, head: str) -> str:
        possible = [field for field in _SPELLED if field not in (*LEDGER, "-")]
        if head:
            answer = ask("einladen", "spalten", f"Was steht in der Spalte „{head}“ ({', '.join(possible)}; leer: nicht übernehmen)?").strip()
            self._columns[head] = answer if answer in possible else "-"
        return self._columns.get(head, "-")

    def _sheet(self, names: Sequence[str]) -> str:
        return self.known("blatt", f"Welches Blatt ({', '.join(names)})?")

    def known(self, key: str, question: str) -> str:
        """The answer to a question that is asked once."""
        if not self._known.get(key):
            self._known[key] = " ".join(ask("einladen", key, question).split())
        return self._known[key]

    def note(self, row: Row, name: str, text: str) -> None:
        """Write into a column of a row."""
        self._new[row.place, self.fields.index(name)] = text

    def empty(self, row: Row, told: str) -> None:
        """Take everything out of a row but the day of the invitation."""
        for column, text in enumerate(self._table.rows[row.place]):
            if text and self.fields[column : column + 1] != ["geantwortet"]:
                self._new[row.place, column] = ""
        self.note(row, "eingeladen", row.cells["eingeladen"].partition(" ")[0])
        self.note(row, "löschen am", told)

    def save(self) -> None:
        """Put the table, if anything is new, and the answers in place; what somebody changed meanwhile stays."""
        if self.path.read_bytes() != self._raw:
            raise OperatorError(f"{self.path.name} ist inzwischen geändert. Rufen Sie den Befehl noch einmal auf.")
        if self._columns:
            self._known["spalten"] = ";".join(f"{head}={field}" for head, field in self._columns.items())
        save(self._notes, json.dumps(self._known, ensure_ascii=False), self._notes.name)
        if self._new:
            save(self.path, self._table.changed(self._new).decode("utf-8", "surrogateescape"), self.path.name)


def invite(call: Call, printed: Callable[[Call], Printed]) -> int:
    """Write a letter for each row that has none yet; with ``--stand`` say only what is open, and empty rows that are due."""
    must_lie_outside(call.root, Path(call.options.files[0]))
    table = _Table(call.options)
    loaded, _ = call.read(lenient=True)
    for row in table.rows:
        if row.is_open and row.id in loaded.ids:
            table.note(row, "geantwortet", str(call.today))
    waiting = [row for row in table.rows if row.is_open and row.id not in loaded.ids]
    folder = table.path.with_name(f"{table.path.stem}-briefe")
    guests: list[Guest] = []
    decided, assumed = list[str](), Counter({f"Spalte {head} nicht übernommen": 1 for head in table.unused})
    due = [row for row in waiting if call.options.open and row.cells.get("löschen am", "9") <= str(call.today)]
    if not call.options.open:
        must_be_signed(call.settings)
        source = table.known("quelle", "Woher haben Sie die Angaben? So steht es im Brief, zum Beispiel: Mitgliederliste, Stand März 2026:")
        asked = [*_guests(table.rows, [entry for _, entry in loaded.entries()], decided, assumed)]
        guests = [*_sound(call, asked, decided, assumed)]
    with alone(call.root):
        if guests:
            page, until = printed(call), months_later(call.today, _KEPT_MONTHS)
            for guest in guests:
                sent = _write(folder / guest.id, guest, _words(guest, source, call, day(until)), call, page)
                assumed["nur zum Ausdrucken, ohne E-Mail-Adresse"] += not sent
                table.note(guest.row, "eingeladen", f"{call.today} {guest.id}")
                table.note(guest.row, "löschen am", str(until))
        for row in due:
            table.empty(row, f"gelöscht {call.today}")
        table.save()
        kept = {row.id for row in waiting if row not in due} | {guest.id for guest in guests}
        for letter in folder.glob("*.*"):
            if letter.suffix in (".eml", ".html") and letter.stem not in kept:
                letter.unlink()  # answered, emptied, or left by a run that was interrupted
    if call.options.open:
        say(f"Offen: {len(waiting) - len(due)}, geantwortet: {len([row for row in table.rows if row.id]) - len(waiting)}, geleert: {len(due)}")
        for row in waiting:
            last = "geleert" if row in due else f"löschen am {row.cells.get('löschen am', 'keinem Tag')}"
            say(f"  {row.said}: eingeladen {row.cells['eingeladen'][:10]}, {last}")
    else:
        _tell(guests, decided, assumed)
    return OK


def _guests(rows: Sequence[Row], entries: Sequence[Eintrag], decided: list[str], assumed: Counter[str]) -> Iterator[Guest]:
    """Who is invited to what, an organisation before its coaches; and whose answer is waited for, who may be there twice."""
    from landkarte.entries.model import Anbieter
    from landkarte.entries.model.werte import COACH_LETTERS
    from landkarte.entries.reading.meant import id_from

    providers = {folded(entry.name): entry.id for entry in entries if isinstance(entry, Anbieter)}
    invited = {folded(row.cells["organisation"]) for row in rows if row.id and "organisation" in row.cells}
    for row in rows:
        cells, name, firm = row.cells, _name(row.cells), folded(row.cells.get("organisation", ""))
        if row.is_open:
            kind = "anbieter" if firm and not row.id.startswith("jc-") else "freiberuflich"
            yield Guest(row, kind, row.id, _data(kind, row.id, cells, name, ""), firm)
        elif cells.get("eingeladen", _ANYWAY) != _ANYWAY:
            continue
        elif not (name or firm) or not ("email" in cells or {"strasse", "plz", "ort"} <= cells.keys()):
            decided.append(f"{row.said}: Es fehlt {'eine E-Mail-Adresse oder Anschrift' if name or firm else 'ein Name'}.")
        elif firm in providers and not name:
            decided.append(f"{row.said}: Die Organisation steht schon im Verzeichnis ({providers[firm]}).")
        elif firm and not name and firm in invited:
            decided.append(f"{row.said}: Vielleicht doppelt, denn die Organisation steht schon weiter oben.")
        elif firm in invited and firm not in providers:
            assumed["wartet, bis die Organisation im Verzeichnis steht"] += 1
        else:
            invited.update({firm} - {""})
            kind = "freiberuflich" if not firm else "jobcoach" if firm in providers else "anbieter"
            assumed[f"Art des Eintrags: {_KINDS[kind]}"] += 1
            id_ = id_from(cells["organisation"]) if kind == "anbieter" else f"jc-{''.join(map(secrets.choice, [COACH_LETTERS] * 6))}"
            yield Guest(row, kind, id_, _data(kind, id_, cells, name, providers.get(firm, "")), cells.get("organisation", ""))


def _name(cells: Mapping[str, str]) -> dict[str, str]:
    """The name of the person in a row; empty if it names none."""
    whole = cells.get("nachname", cells.get("name", ""))
    title = _TITLE.match(whole)
    rest = whole[title.end() :] if title else whole
    last, comma, first = rest.partition(", ")
    if not comma and "vorname" not in cells:
        first, _, last = rest.rpartition(" ")
    parts = {"vorname": cells.get("vorname", first), "nachname": last, "titel": cells.get("titel", title[1].strip() if title else "")}
    return {key: part for key, part in parts.items() if part} if last else {}


def _data(kind: str, id_: str, cells: Mapping[str, str], name: Mapping[str, str], employer: str) -> dict[str, Any]:
    """What the form begins with: where a person works alone, not her street, which may be her home."""
    from landkarte.entries.reading.meant import id_from

    if kind == "jobcoach":
        return {"id": id_, "name": dict(name), "anbieter": employer}
    ways = [key for key in ("telefon", "email") if key in cells]
    site = {key: cells[key] for key in ("plz", "ort", *(["strasse"] if kind == "anbieter" else [])) if key in cells}
    data = {
        "id": id_,
        "name": cells["organisation"] if kind == "anbieter" else dict(name),
        "kontakt": {"kontaktwege": ways or ["email"]} | {key: cells[key] for key in ways} | ({"funktion": "Jobcoach"} if kind == "freiberuflich" else {}),
        "standorte": [{"id": id_from(cells.get("ort", "ort"))} | site] if site else [],
        "website": cells.get("website", ""),
    }
    return {key: value for key, value in data.items() if value}


def _sound(call: Call, guests: Sequence[Guest], decided: list[str], assumed: Counter[str]) -> Iterator[Guest]:
    """Those who can be invited, with what their row says put right; judged as if each had an entry already."""
    from landkarte.entries import reading

    under = {kind: _bare(reading.data(call.root / f"coaches/vorlagen/{kind}.yaml") or {}) for kind in _KINDS}
    read: list[tuple[Guest, Source]] = []
    for guest in guests:
        told, counted = ([], Counter[str]()) if guest.row.is_open else (decided, assumed)
        goes_on = True
        while goes_on:
            found = reading.corrected(reading.dump(_laid(guest.data, under[guest.kind])), Path(), guest.row.said)
            goes_on = found.source is None and _left_out(guest, found.text, found.findings, told, counted)
        if not found.source and not (told and told[-1].startswith(f"{guest.row.said}:")):
            told.append(f"{guest.row.said}: Die Angaben lassen sich nicht prüfen.")
        if found.source:
            read.append((guest._replace(data=_picked(guest.data, reading.plain(found.text))), found.source))
    findings = call.gathered(arrived=[source for _, source in read]).findings if read else []
    later = {guest.id: guest.row.said for guest, _ in read if not guest.row.is_open}
    called = {guest.id: guest.row.said for guest, _ in read}
    for guest, source in read:
        own = [finding for finding in findings if finding.file == guest.row.said]
        if later.pop(guest.id, "") == "":
            continue
        alike = {id_ for finding in own if finding.code == "C-03" for id_ in _QUOTED.findall(finding.message)} - later.keys()
        if alike and guest.row.cells.get("eingeladen") != _ANYWAY:
            others = listed(sorted(called.get(id_, id_) for id_ in alike))
            decided.append(f"{guest.row.said}: Vielleicht doppelt, wie {others}. Ist es das nicht, schreiben Sie „{_ANYWAY}“ unter eingeladen.")
        elif _left_out(guest, source.text(), own, decided, assumed) or all(finding.level != "fehler" for finding in own):
            yield guest


def _bare(template: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of a template, with nothing of its own that is compared between two entries."""
    from landkarte.standard import vocabulary

    own = {
        "kontakt": {"funktion": "Leitung", "kontaktwege": ["email"]},
        "standorte": [{"id": "ort", "plz": "10115", "ort": "Berlin"}],
        "einwilligung": {**template["einwilligung"], "umfang": [*vocabulary("einwilligungsumfang").werte]},
    }
    return {key: own.get(key, value) for key, value in template.items() if key not in ("beispiel", "website", "name", "jobcoaches")}


def _laid(over: Any, under: Any) -> Any:
    """``over`` on top of ``under``, section by section."""
    if isinstance(over, dict):
        return {**under, **{key: _laid(value, under.get(key, {})) for key, value in over.items()}} if isinstance(under, dict) else over
    return [_laid(over[0], under[0])] if isinstance(over, list) and isinstance(over[0], dict) else over


def _picked(wanted: Any, data: Any) -> Any:
    """Of ``data`` what ``wanted`` has, too."""
    if isinstance(wanted, dict):
        return {key: _picked(value, data[key]) for key, value in wanted.items()}
    return [_picked(one, data[at]) for at, one in enumerate(wanted)] if isinstance(wanted, list) else data


def _left_out(guest: Guest, text: str, findings: Iterable[Diagnostic], decided: list[str], assumed: Counter[str]) -> bool:
    """Take out of the data each part that is wrong and that the form asks for anyway; False if somebody must put the row right first."""
    from landkarte.entries.reading import tree

    parts = {line: part for path, (line, _) in tree.positions(text).items() for part in _PARTS if path[: len(part)] == part}
    wrong = {parts[one.line]: one.message for one in findings if one.level == "fehler" and one.line in parts}
    for part, said in wrong.items():
        if part == ("name",) or (part == ("kontakt", "email") and not {"strasse", "plz", "ort"} <= guest.row.cells.keys()):
            decided.append(f"{guest.row.said}: {_PARTS[part]} ist nicht zu brauchen. {_QUOTED.sub('„…“', said)}")
            return False
        section = reduce(getitem, part[:-1], guest.data)
        del section[part[-1]]
        if part[0] == "kontakt":
            section["kontaktwege"] = [way for way in section["kontaktwege"] if way != part[1]] or ["email"]
        assumed[f"weggelassen, weil nicht zu brauchen: {_PARTS[part]}"] += 1
    return bool(wrong)


def _words(guest: Guest, source: str, call: Call, until: str) -> dict[str, Any]:
    """What the letter says: whom it greets, paragraphs before and behind the link, the link, and the data as a file where it is too long."""
    from landkarte.entries import reading
    from landkarte.entries.model.teile import full_name

    settings, cells = call.settings, guest.row.cells
    begun = {"art": guest.kind, "quelle": source, "firma": guest.firm, "daten": guest.data}
    letters = base64.urlsafe_b64encode(json.dumps(begun, ensure_ascii=False, separators=(",", ":")).encode()).decode()
    link = f"{settings.adresse}eintragen.html#?teil={letters}"
    name = _name(cells)
    person = full_name(name.get("titel"), name.get("vorname"), name["nachname"]) if name else ""
    own = {
        "freiberuflich": "Wir laden Sie ein, sich dort einzutragen.",
        "anbieter": f"Wir laden {guest.firm} ein, sich dort einzutragen. Ihre Jobcoaches können Sie dabei gleich mit eintragen, wenn sie es möchten.",
        "jobcoach": f"{guest.firm} steht dort schon. Ob Sie selbst mit einem eigenen Eintrag erscheinen, entscheiden Sie, nicht Ihr Arbeitgeber.",
    }[guest.kind]
    file = ""
    if len(link) > _LONGEST_LINK:
        link, art = f"{settings.adresse}eintragen.html", {"anbieter": "anbieter"}.get(guest.kind, "jobcoach")
        file = reading.dump({"art": art, **({"anbieter": "selbst"} if guest.kind == "freiberuflich" else {}), **guest.data})
    return {
        "name": person or guest.firm,
        "anschrift": [guest.firm, person, cells.get("strasse", ""), f"{cells.get('plz', '')} {cells.get('ort', '')}"],
        "vorher": [
            f"Guten Tag{f' {person}' if person else ''},",
            f"im Verzeichnis „{settings.titel}“ suchen Leistungsträger, Betriebe und Menschen mit Unterstützungsbedarf nach Jobcoaches. {own}",
            "So geht es: Öffnen Sie das Formular mit dem Link unten. Was wir von Ihnen wissen, steht schon darin. Sehen Sie bitte jede Angabe durch, ändern Sie, "
            "was nicht stimmt, und reichen Sie den Eintrag am Ende selbst ein. Das dauert etwa zehn Minuten."
            + (" Die Angaben hängen als Datei an; öffnen Sie die Datei im Formular unter „Datei von Ihrem Gerät“." if file else ""),
        ],
        "link": link,
        "nachher": [
            "Geben Sie den Link bitte nicht weiter: Er enthält Ihre Angaben. Veröffentlicht wird nichts, bevor Sie einwilligen. Was Sie dabei "
            f"unterschreiben oder erklären, lesen Sie hier: {settings.adresse}einwilligung.html",
            f"Woher wir Ihre Angaben haben: {source.rstrip('.')}. Wir benutzen sie nur für diese Einladung (Art. 6 Abs. 1 Buchstabe f DSGVO) und "
            f"löschen sie am {until}, wenn Sie bis dahin nicht geantwortet haben. Möchten Sie keinen Eintrag, genügt ein „Nein“ als Antwort; dann "
            "löschen wir sie gleich. Sie können auch Auskunft verlangen oder sich bei einer Aufsichtsbehörde beschweren. Mehr dazu: "
            f"{settings.adresse}datenschutz.html",
        ],
        "datei": file,
    }


def _write(path: Path, guest: Guest, words: Mapping[str, Any], call: Call, page: Printed) -> bool:
    """The letter as a page and, if there is an address for that, as a message; whether there is."""
    operator, email = call.settings.betreiber, guest.data.get("kontakt", guest.row.cells).get("email", "")
    file = (f"{guest.id}.yaml", words["datei"]) if words["datei"] else None
    paragraphs = (*words["vorher"], words["link"], *words["nachher"])
    sent = message((words["name"], email), f"Ihr Eintrag: {call.settings.titel}", paragraphs, operator, file) if email else ""
    page_words = {**words, "gruss": signature(operator).split("\n"), "betreiber": operator}
    for ending, text in (("eml", sent), ("html", page(page_words).decode())):
        if text:
            save(path.with_name(f"{path.name}.{ending}"), text, f"{path.name}.{ending}")
    return bool(sent)


def _tell(guests: Sequence[Guest], decided: Sequence[str], assumed: Counter[str]) -> None:
    """What was done, what a person has to decide, by kind, and what was assumed without a question."""
    say(f"Eingeladen: {len(guests)}")
    kinds = Counter(re.sub(r"[.:,].*", "", line.partition(": ")[2]) for line in decided)
    say(f"Zu entscheiden: {len(decided)}{' (' if decided else ''}{', '.join(f'{kind}: {many}' for kind, many in kinds.items())}{')' if decided else ''}")
    for line in decided:
        say(f"  {line}")
    for what, many in sorted((+assumed).items()):
        say(f"Ohne Frage angenommen: {what}: {many}")

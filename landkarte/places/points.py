"""coaches/orte.csv: the points of addresses that were looked up, one line per Standort. Text ↔ lines ↔ points; no file is opened here.

A broken line is a finding and no more: the other lines count, and nothing here stops an entry. Lines of the file that are
not changed keep their text, with all remarks between them.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal, NamedTuple, get_args

from landkarte.entries import released
from landkarte.entries.model import Anbieter, Eintrag, Leistungserbringer, Standort
from landkarte.ground.diagnostics import Diagnostic, placed, quoted
from landkarte.ground.lines import Line, inserted, is_day
from landkarte.ground.lines import dump as dumped
from landkarte.ground.lines import parse as parsed
from landkarte.places.distance import distance_km, in_germany
from landkarte.places.streets import findable
from landkarte.places.tables import plz_gebiete
from landkarte.standard import rules

FILE = "coaches/orte.csv"
COLUMNS = ("eintrag", "standort", "strasse", "plz", "ort", "lat", "lon", "genauigkeit", "quelle", "tag", "von")
NOT_FOUND = "nicht_gefunden"

Genauigkeit = Literal["hausnummer", "strasse", "ort"]
Herkunft = Literal["nachgeschlagen", "hand"]
PointKey = tuple[str, str]
"""Id of an entry, id of one of its Standorte."""

_HEADER = ",".join(COLUMNS)
_CLASSES = (*get_args(Genauigkeit), NOT_FOUND)
_ORIGINS = get_args(Herkunft)
_DEGREES = re.compile(r"[0-9]{1,2}(\.[0-9]{1,15})?")
_PLZ = re.compile(r"[0-9]{5}")
_LONGEST = 200
"""Letters in a cell."""
_FORMULA = ("=", "+", "-", "@")
"""A cell that begins so is a formula for whoever opens the table in a spreadsheet."""
_LOST = "Suchen Sie zuerst seine Datei. Ist er wirklich nicht mehr da, entfernt build.py lookup die Zeile."
_MOVED_BY_HAND = "Diese Zeile ändert build.py lookup nicht: Tragen Sie die neue Adresse und ihren Punkt ein, oder löschen Sie die Zeile."


@dataclass(frozen=True, slots=True)
class Point:
    """A point of coaches/orte.csv: WGS 84 degrees, how exact it is, whose data it is, and since when; ``hand``: a person set it."""

    lat: float
    lon: float
    genauigkeit: Genauigkeit
    quelle: str
    tag: date
    von: Herkunft


class Address(NamedTuple):
    """An address as it is asked: street with number, postcode, town."""

    strasse: str
    plz: str
    ort: str

    def __str__(self) -> str:
        return f"{self.strasse}, {self.plz} {self.ort}"


@dataclass(frozen=True, slots=True)
class Row:
    """What a line says. Without ``point`` the address was asked on ``tag`` and not found."""

    key: PointKey
    address: Address
    point: Point | None
    quelle: str
    tag: date
    von: Herkunft

    @property
    def asked(self) -> Address:
        """The address as ``address_of`` tells it, without what only helps at the door."""
        return self.address._replace(strasse=findable(self.address.strasse))


Lines = tuple[Line[Row], ...]
Points = Mapping[tuple[PointKey, Address], Point]
"""By Standort and its address: two entries may have one id, and the place of one is not that of the other."""


def address_of(site: Standort) -> Address | None:
    """The address of a Standort on one line each, as far as a map knows such; None without a street."""
    strasse = findable(site.strasse or "")
    return Address(strasse, *(" ".join(text.split()) for text in (site.plz, site.ort))) if strasse else None


def objection(lat: float, lon: float, address: Address) -> str:
    """Why a point cannot be that of ``address``, as the end of a German sentence; empty where it can."""
    if not in_germany(lat, lon):
        return "liegt nicht in Deutschland"
    area = plz_gebiete().get(address.plz[:3])
    away = distance_km(lat, lon, area.lat, area.lon) if area else 0
    if away > rules()["R-02"].werte["km_hoechstens"]:
        return f"liegt {away:.0f} km vom Gebiet der Postleitzahl {address.plz} ({address.ort}) entfernt"
    return ""


def parse(text: str) -> tuple[Lines, list[Diagnostic]]:
    """The lines of the file and what is wrong with them (rule R-09). An empty text has no lines and no findings."""
    return parsed(text, _HEADER, _row, FILE, rules()["R-09"])


dump = partial(dumped, header=_HEADER)
"""The text of the file."""


def put(lines: Lines, row: Row) -> Lines:
    """The lines with ``row`` in the place of the line about the same Standort, else where the order of ids wants it.

    A line that a person set stays as it is.
    """
    new = Line(0, _written(row), row)
    if any(line.row and line.row.key == row.key for line in lines):
        return tuple(new if line.row and line.row.key == row.key and line.row.von != "hand" else line for line in lines)
    return inserted(lines, new, _HEADER)


def rows(lines: Lines) -> dict[PointKey, Row]:
    """What the lines say, by Standort."""
    return {line.row.key: line.row for line in lines if line.row}


def renamed(lines: Lines, old: str, new: str) -> Lines:
    """The lines with those about the entry ``old`` as lines about ``new``, where their order wants them."""
    kept = tuple(line for line in lines if not (line.row and line.row.key[0] == old))
    for line in lines:
        if line.row and line.row.key[0] == old and (new, line.row.key[1]) not in rows(lines):
            moved = replace(line.row, key=(new, line.row.key[1]))
            kept = inserted(kept, Line(0, line.text.replace(old, new, 1), moved), _HEADER)
    return kept


def known(lines: Lines, entries: Iterable[Eintrag], ids: frozenset[str]) -> tuple[Points, list[Diagnostic]]:
    """The points that count, and a finding for every line that no longer does (rules R-10 and R-11).

    ``ids`` are those of all files, readable or not: a line about an entry that cannot be read for now is left in peace.
    """
    counting = rows(lines)
    by_id = _by_id(entries)
    findings = []
    for line, row, doubt in _doubts(lines, by_id, ids):
        counting.pop(row.key, None)
        findings.append(placed(FILE, line.number, 1, rules()[doubt.code], f"{doubt.words}; die Zeile zählt nicht.", doubt.hint))
    return {(key, row.asked): row.point for key, row in counting.items() if row.point and key[0] in by_id}, findings


def tidied(lines: Lines, entries: Iterable[Eintrag], ids: frozenset[str]) -> tuple[Lines, list[str]]:
    """The lines without those that nobody may keep (entry or Standort gone, address not public), and why each went (German)."""
    gone = {line: doubt for line, _, doubt in _doubts(lines, _by_id(entries), ids) if doubt.for_good}
    return tuple(line for line in lines if line not in gone), [doubt.words for doubt in gone.values()]


class _Doubt(NamedTuple):
    """Why a line does not count; ``for_good``: nor will it ever."""

    code: str
    words: str
    for_good: bool
    hint: str = ""


def _by_id(entries: Iterable[Eintrag]) -> dict[str, Eintrag]:
    """The entry of every id. Where two have the same the provider's counts (rule C-07), or a stranger's file could take its points."""
    return {entry.id: entry for entry in sorted(entries, key=lambda entry: isinstance(entry, Anbieter))}


def _doubts(lines: Lines, entries: Mapping[str, Eintrag], ids: frozenset[str]) -> Iterator[tuple[Line[Row], Row, _Doubt]]:
    for line in lines:
        if line.row and (line.row.key[0] in entries or line.row.key[0] not in ids):
            doubt = _doubt(line.row, entries.get(line.row.key[0]))
            if doubt:
                yield line, line.row, doubt


def _doubt(row: Row, entry: Eintrag | None) -> _Doubt | None:
    id_, standort = map(quoted, row.key)
    if entry is None:
        return _Doubt("R-10", f"Einen Eintrag {id_} gibt es nicht mehr", True, _LOST)
    sites = entry.standorte if isinstance(entry, Leistungserbringer) else ()
    site = next((site for site in sites if site.id == row.key[1]), None)
    if site is None:
        return _Doubt("R-10", f"Einen Standort {standort} hat {id_} nicht mehr", True)
    if not released.address(entry, site):
        return _Doubt("R-11", f"Die Adresse des Standorts {standort} von {id_} darf nicht öffentlich sein", True)
    if row.asked != address_of(site):
        hint = _MOVED_BY_HAND if row.von == "hand" else ""
        return _Doubt("R-10", f"Die Adresse des Standorts {standort} von {id_} ist jetzt eine andere", False, hint)
    return None


def _row(text: str) -> Row | str:
    """The row of a line, or what is wrong with it."""
    try:
        [cells] = csv.reader([text], strict=True)
    except csv.Error:
        return "Die Anführungszeichen stimmen nicht; die Zeile wird nicht gelesen."
    if len(cells) != len(COLUMNS):
        return f"Die Zeile hat {len(cells)} Spalten statt {len(COLUMNS)}; sie wird nicht gelesen."
    cell = dict(zip(COLUMNS, cells, strict=True))
    problem = next(_problems(cell), "")
    if problem:
        return problem
    tag = date.fromisoformat(cell["tag"])
    von: Herkunft = next(one for one in get_args(Herkunft) if one == cell["von"])
    address = Address(cell["strasse"], cell["plz"], cell["ort"])
    point = None
    if cell["genauigkeit"] != NOT_FOUND:
        genauigkeit: Genauigkeit = next(one for one in get_args(Genauigkeit) if one == cell["genauigkeit"])
        point = Point(float(cell["lat"]), float(cell["lon"]), genauigkeit, cell["quelle"], tag, von)
        wrong = objection(point.lat, point.lon, address)
        if wrong:
            return f"Der Punkt {cell['lat']} / {cell['lon']} {wrong}; er wird nicht verwendet."
    return Row((cell["eintrag"], cell["standort"]), address, point, cell["quelle"], tag, von)


def _problems(cell: Mapping[str, str]) -> Iterator[str]:
    for name, value in cell.items():
        if not value.isprintable() or value != value.strip():
            yield f"In der Spalte {name} steht ein unsichtbares Zeichen oder ein Leerzeichen am Rand."
        if len(value) > _LONGEST:
            yield f"Der Wert der Spalte {name} ist länger als {_LONGEST} Zeichen."
        if not value and name not in ("lat", "lon"):
            yield f"Die Spalte {name} ist leer."
        if value.startswith(_FORMULA) and name not in ("lat", "lon"):
            yield f"Der Wert der Spalte {name} beginnt mit {quoted(value[0])}; eine Tabellenkalkulation führt ihn als Formel aus."
    if cell["genauigkeit"] not in _CLASSES:
        yield f"genauigkeit ist {quoted(cell['genauigkeit'])}; möglich sind {', '.join(_CLASSES)}."
    if cell["von"] not in _ORIGINS:
        yield f"von ist {quoted(cell['von'])}; möglich sind {', '.join(_ORIGINS)}."
    if not _PLZ.fullmatch(cell["plz"]):
        yield f"plz ist {quoted(cell['plz'])}, keine fünf Ziffern (Excel lässt führende Nullen weg)."
    if not is_day(cell["tag"]):
        yield f"tag ist {quoted(cell['tag'])}, kein Tag der Form JJJJ-MM-TT."
    for name in ("lat", "lon"):
        if cell["genauigkeit"] == NOT_FOUND:
            if cell[name]:
                yield f"Bei {NOT_FOUND} bleibt {name} leer."
        elif not _DEGREES.fullmatch(cell[name]):
            yield f"{name} ist {quoted(cell[name])}, keine Zahl mit Dezimalpunkt wie 51.93."


def _written(row: Row) -> str:
    point = row.point
    degrees = (f"{point.lat:.6f}", f"{point.lon:.6f}", point.genauigkeit) if point else ("", "", NOT_FOUND)
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow((*row.key, *row.address, *degrees, row.quelle, row.tag.isoformat(), row.von))
    return text.getvalue()

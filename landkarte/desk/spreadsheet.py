"""A table that somebody keeps in Excel or in a text editor: its cells as text, and the same file again with some of them changed.

Values only: no formula is computed, no link followed. A CSV file keeps every byte of rows that are not changed, a workbook its formulas.
"""

import csv
import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from landkarte.ground.errors import OperatorError

Changes = Mapping[tuple[int, int], str]
"""New texts by row and column, both from 0."""

_MOST_ROWS, _MOST_COLUMNS, _MOST_BYTES, _MOST_UNPACKED = 2_000, 100, 10_000_000, 60_000_000
_TOO_LARGE = (
    f"Die Tabelle hat mehr als {_MOST_ROWS} Zeilen, {_MOST_COLUMNS} Spalten oder {_MOST_BYTES // 1_000_000} MB und wird nicht gelesen. "
    "Teilen Sie sie, oder löschen Sie leere Zeilen und Bilder."
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Table(NamedTuple):
    """Its rows, each cell on one line, and what makes of changes the bytes of the new file."""

    rows: Sequence[Sequence[str]]
    changed: Callable[[Changes], bytes]


def read(path: Path, raw: bytes, sheet: Callable[[Sequence[str]], str], heads: Callable[[Sequence[str]], int]) -> Table:
    """The table in ``raw``, the bytes of ``path``; OperatorError says in German why it cannot be read.

    ``sheet`` chooses one of several sheets by name; ``heads`` says how many heads of columns a row has that are known.
    """
    if path.suffix.casefold() not in (".csv", ".txt", ".tsv", ".xlsx"):
        raise OperatorError(f"{path.name} ist keine Tabelle, die sich lesen lässt. Speichern Sie sie als .xlsx oder .csv.")
    if len(raw) > _MOST_BYTES:
        raise OperatorError(_TOO_LARGE)
    table = _workbook(raw, sheet) if path.suffix.casefold() == ".xlsx" else _csv(raw, heads)
    if len(table.rows) > _MOST_ROWS or any(len(row) > _MOST_COLUMNS for row in table.rows):
        raise OperatorError(_TOO_LARGE)
    return table


def _csv(raw: bytes, heads: Callable[[Sequence[str]], int]) -> Table:
    bom = next((bom for bom in _BOMS if raw.startswith(bom)), b"")
    encoding = _BOMS.get(bom, "utf-8")
    try:
        text = raw[len(bom) :].decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = raw.decode(encoding, "replace")
    if "\0" in text or "\ufffd" in text:
        raise OperatorError("Die Tabelle ist kein Text, der sich lesen lässt. Speichern Sie sie als „CSV UTF-8“ oder als .xlsx.")
    try:
        found = [(separator, _records(text, separator)) for separator in ";\t,"]
    except csv.Error:
        raise OperatorError("In der Tabelle endet eine Angabe in Anführungszeichen nicht. Speichern Sie sie neu als .xlsx.") from None
    separator, records = max(found, key=lambda one: max((heads(cells) for cells, _ in one[1][:20]), default=0))

    def changed(changes: Changes) -> bytes:
        new: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), cell in changes.items():
            new[row][column] = cell
        return bom + "".join(_line(*record, new[row], separator) for row, record in enumerate(records)).encode(encoding)

    return Table([[" ".join(cell.split()) for cell in cells] for cells, _ in records], changed)


def _records(text: str, separator: str) -> list[tuple[list[str], str]]:
    """Each row of the table and its text, which may be several lines."""
    lines: list[str] = _LINE.findall(text)
    reader, start, found = csv.reader(lines, delimiter=separator), 0, []
    for cells in reader:
        found.append((cells, "".join(lines[start : reader.line_num])))
        start = reader.line_num
    return found


def _line(cells: list[str], text: str, new: Mapping[int, str], separator: str) -> str:
    """The text of a row with the ``new`` cells."""
    if not new:
        return text
    values = [new.get(at, cells[at] if at < len(cells) else "") for at in range(max(len(cells), *(at + 1 for at in new)))]
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="").writerow(values)
    return written.getvalue() + text[len(text.rstrip("\r\n")) :]


def _workbook(raw: bytes, choose: Callable[[Sequence[str]], str]) -> Table:
    def opened(values: bool) -> dict[str, Worksheet]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it cannot keep, such as rules for typing
            book = openpyxl.load_workbook(io.BytesIO(raw), data_only=values)
        return {one.title: one for one in book.worksheets}

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise OperatorError(_TOO_LARGE)
        sheets = {name: one for name, one in opened(True).items() if one.max_row > 1 or one.max_column > 1}
    except (OperatorError, MemoryError):
        raise
    except Exception as error:  # the library raises whatever a damaged file makes it raise
        raise OperatorError("Die Tabelle lässt sich nicht lesen. Hat sie ein Kennwort? Speichern Sie sie neu als .xlsx.") from error
    name = choose(list(sheets)) if len(sheets) > 1 else next(iter(sheets), "")
    if name not in sheets:
        raise OperatorError(f"Ein Blatt mit diesem Namen hat die Tabelle nicht: {', '.join(sheets) or 'Sie ist leer'}.")
    sheet = sheets[name]
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        raise OperatorError(_TOO_LARGE)
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:  # what stands in several rows at once holds for each of them
        for row in range(merged.min_row - 1, merged.max_row):
            rows[row][merged.min_col - 1] = rows[merged.min_row - 1][merged.min_col - 1]

    def changed(changes: Changes) -> bytes:
        kept = opened(False)[name]
        for (row, column), new in changes.items():
            kept.cell(row + 1, column + 1).value = new or None
        written = io.BytesIO()
        kept.parent.save(written)
        return written.getvalue()

    return Table(rows, changed)


def _text(value: object) -> str:
    """A cell as people see it; 33602.0 is 33602."""
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())

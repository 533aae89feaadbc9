"""coaches/zurueckgezogen.csv: the ids of entries that were withdrawn, one line each. Text ↔ lines; no file is opened here.

The table says what kind an entry was, its id, and since when it is gone: all that its old address needs, and nothing about a person.
"""

from datetime import date
from functools import partial
from typing import Literal, NamedTuple, get_args

from landkarte.entries.model.werte import is_id
from landkarte.ground.diagnostics import Diagnostic, quoted
from landkarte.ground.lines import Line, inserted, is_day
from landkarte.ground.lines import dump as dumped
from landkarte.ground.lines import parse as parsed
from landkarte.standard import rules

FILE = "coaches/zurueckgezogen.csv"
COLUMNS = ("art", "id", "tag")

_HEADER = ";".join(COLUMNS)

Art = Literal["anbieter", "jobcoach"]
"""The kind of an entry, as its file says it; it is the folder of its page, too."""


def page_url(art: Art, id_: str) -> str:
    """The page of an entry, relative to the site."""
    return f"{art}/{id_}.html"


class Withdrawn(NamedTuple):
    """An entry that is gone: what kind it was, its id, and since when."""

    art: Art
    id: str
    tag: date

    @property
    def key(self) -> tuple[Art, str]:
        """What the sort order goes by, and no two have in common."""
        return self.art, self.id

    @property
    def url(self) -> str:
        """The page that it had, relative to the site."""
        return page_url(self.art, self.id)


Lines = tuple[Line[Withdrawn], ...]


def parse(text: str, today: date) -> tuple[Lines, list[Diagnostic]]:
    """The lines of the file and what is wrong with them (rule C-09). An empty text has no lines and no findings."""
    return parsed(text, _HEADER, lambda line: _row(line, today), FILE, rules()["C-09"])


dump = partial(dumped, header=_HEADER)
"""The text of the file."""


def put(lines: Lines, row: Withdrawn) -> Lines:
    """The lines with ``row`` where the order of art and id wants it; as they are when the entry was withdrawn already."""
    if any(line.row and line.row.key == row.key for line in lines):
        return lines
    return inserted(lines, Line(0, ";".join((*row.key, row.tag.isoformat())), row), _HEADER)


def _row(text: str, today: date) -> Withdrawn | str:
    """The row of a line, or what is wrong with it."""
    cells = text.split(";")
    if len(cells) != len(COLUMNS):
        return f"Die Zeile hat {len(cells)} Spalten statt {len(COLUMNS)}; sie wird nicht gelesen."
    kind, id_, tag = cells
    art: Art | None = next((one for one in get_args(Art) if one == kind), None)
    if art is None:
        return f"art ist {quoted(kind)}; möglich sind {', '.join(get_args(Art))}."
    if not is_id(id_) or id_ in rules()["FO-03"].werte["reserviert"]:
        return f"id ist {quoted(id_)}, keine Kennung: Kleinbuchstaben, Ziffern und Bindestriche, kein reservierter Name."
    if art == "anbieter" and id_.startswith(rules()["FO-03"].werte["nur_jobcoaches"]):
        return f"Kennungen wie {quoted(id_)} haben nur Jobcoaches; art ist hier anbieter."
    if not is_day(tag):
        return f"tag ist {quoted(tag)}, kein Tag der Form JJJJ-MM-TT."
    day = date.fromisoformat(tag)
    return f"Der Tag {day} liegt in der Zukunft." if day > today else Withdrawn(art, id_, day)

"""Whether the letters of a text may stand in an entry: what nobody can read, what misleads, and what did not arrive whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from landkarte.entries.reading import damaged
from landkarte.entries.reading.meant import suggestion
from landkarte.entries.reading.messages import LONE_SIGNS, MISLEADING, MISLEADING_SIGNS, OTHER_LETTERS, STACKED_SIGNS, UNREADABLE
from landkarte.ground import signs
from landkarte.ground.diagnostics import quoted
from landkarte.ground.text import UNUSUAL

MANY = 20
"""A file in another encoding consists of unreadable characters; nobody reads more findings than this."""

# The form looks for the same signs: templates/static/js/eintragen/werte.js.
_MISLEADING = re.compile(MISLEADING_SIGNS)
_NEVER = re.compile(f"[{signs.NOTHING}{LONE_SIGNS}{STACKED_SIGNS}{OTHER_LETTERS}]")

# What Word makes of a blank, where a blank indents or follows a field's name; in a text it stays.
_FIXED_BLANK = re.compile(r"^[ -]*([\u00a0\u2007\u202f])|^[ -]*[a-z_]+:([\u00a0\u2007\u202f])", re.MULTILINE)

_LOST = "Ein Buchstabe ist verloren gegangen. Schreiben Sie das Wort neu."
_MENDED = "Mit --fix berichtigt python build.py check, was nur so gemeint sein kann."


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the text itself; line and column count from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in ``text``."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def misleads(text: str) -> bool:
    """Whether something in ``text`` cannot be read, or looks like something else."""
    return _MISLEADING.search(text) is not None or any(map(signs.unreadable, text))


def not_allowed(text: str) -> Iterator[Problem]:
    """What no entry may contain, wherever in its file it stands."""
    # Nearly every file has nothing of it, which is far quicker to see.
    if text.replace("\n", "").isprintable() and not (UNUSUAL.search(text) and _NEVER.search(text)):
        return
    for match in _MISLEADING.finditer(text):
        yield Problem(*place(text, match.start()), MISLEADING.code, MISLEADING.text.format(wert=quoted(match.group(), 12)))
    for match in _FIXED_BLANK.finditer(text):
        message = "Vor oder nach dem Feldnamen steht ein geschütztes Leerzeichen, wie Word es setzt."
        yield Problem(*place(text, match.end() - 1), "FO-09", message, "Löschen Sie die Leerzeichen dort und tippen Sie sie neu.")
    for at, char in enumerate(text):
        if signs.unreadable(char):
            yield Problem(*place(text, at), UNREADABLE.code, UNREADABLE.text.format(zeichen=signs.named(char)), _meant(text, at))


def _meant(text: str, at: int) -> str:
    """A hint if the sign at this place is half of a letter that was read in a wrong encoding."""
    start = max(text.rfind(blank, 0, at) for blank in " \n") + 1
    return next((suggestion(quoted(right)) for word, right in damaged.words(text[start : at + 60]) if text[at] in word), "")


def damages(value: str, text: str, at: int) -> Iterator[Problem]:
    """What of a value, which begins at this place of ``text``, did not arrive whole."""
    for word, right in damaged.words(value):
        at = max(at, text.find(word, at))
        hint = _LOST if "\ufffd" in right else f"{suggestion(quoted(right))} {_MENDED}"
        yield Problem(*place(text, at), "FO-13", f"Hier kam ein Text nicht heil an: {quoted(word)}.", hint)

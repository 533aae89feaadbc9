"""Two states of an entry → the text of the newer, with what only the older knows: its account, its remarks, a newer day. Pure."""

import re
from collections.abc import Iterator
from functools import reduce
from typing import Any

from landkarte.entries import reading
from landkarte.entries.reading.repair import Correction, Spans, repaired
from landkarte.ground.lines import is_day

_ABOVE = r"((?:(?:#[^\n]*)?\n)*)"
_SECTION = re.compile(rf"(?ms)^{_ABOVE}([^\s#-].*?\n)(?={_ABOVE}[^\s#-]|\Z)")
REMARK = re.compile(r"(?m)(?:^|(?<=[ \t]))#.*")


def merged(old: str, new: str) -> str:
    """``new`` in the place of ``old``: what says the same stays as it is. Empty if that is not certain, as in a text without lines."""
    before, after = reading.plain(old) or {}, reading.plain(new)
    wanted = after | {"stand": max(filter(is_day, (after["stand"], str(before.get("stand")))))}
    if not before or "konto" in before:  # whose entry it is never comes from the file that was sent
        wanted.pop("konto", None)
    if isinstance(before.get("konto"), str):
        wanted["konto"] = before["konto"]
    text, _ = repaired(old, lambda text: _singly(text, wanted), reading.plain)
    now, own, sent, result = reading.plain(text) or {}, _sections(text), _sections(new), ""
    for key in (key for key in dict.fromkeys((*before, *after)) if key in wanted):
        theirs = sent.get(key, ("", ""))
        above, body = own.get(key, theirs)
        result += above + (body if now.get(key) == wanted[key] else theirs[1])
    return result if reading.plain(result) == wanted else ""


def _sections(text: str) -> dict[str, tuple[str, str]]:
    """By outermost key the remarks above and its text."""
    found = _SECTION.findall(text.rstrip("\n") + "\n")
    return {body.partition(":")[0].strip("\"' "): (above, body) for above, body, _ in found}


def _singly(text: str, wanted: Any) -> Iterator[Correction]:
    """What makes single values the ``wanted`` ones; none in a list, for the remark beside it might be about another item."""
    for path, span in Spans(text).values.items() if reading.plain(text) else ():
        value = reduce(lambda here, key: here.get(key) if isinstance(here, dict) else None, path, wanted)
        if isinstance(value, str) and value != span.value:
            yield span.corrected(path, value)

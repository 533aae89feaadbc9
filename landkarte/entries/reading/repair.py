"""Corrections that are certain → the same text with nothing else changed. Pure; what is certain others say, and they read the text, too.

A correction replaces characters of one line. It is made only if the text can still be read afterwards and says what it said,
apart from the one key or value that was meant.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import getitem
from typing import Any, NamedTuple

from landkarte.ground.diagnostics import KeyPath

_ROUNDS = 6
"""What stands below a misspelt key can be judged only when the key is right."""


class Correction(NamedTuple):
    """At ``path`` the characters from ``start`` to ``end`` become ``new``: its key, or else the value that it then has.

    ``line`` counts from 1, ``start`` and ``end`` from 0 at the beginning of the text.
    """

    path: KeyPath
    line: int
    start: int
    end: int
    new: str
    value: str
    """What a reader then finds there: the key, or the value without its quotation marks."""
    of_key: bool = False


class Repair(NamedTuple):
    """What was corrected in a line, for people."""

    line: int
    old: str
    new: str


Certain = Callable[[str], Iterable[Correction]]
Parsed = Callable[[str], Any]
"""The plain data of a text; None if it cannot be read."""


def repaired(text: str, certain: Certain, parsed: Parsed) -> tuple[str, list[Repair]]:
    """``text`` with everything corrected that is ``certain``, and what was, by line. Doing it twice changes nothing more."""
    done: list[Repair] = []
    for _ in range(_ROUNDS):
        places = {one.start: one for one in reversed(list(certain(text)))}  # the first at a place; what follows is found again
        # from the end, so that places further up stay where they are
        text, made = _made(text, [one for _, one in sorted(places.items(), reverse=True)], parsed)
        if not made:
            break
        done += made
    return text, sorted(done, key=lambda repair: repair.line)


def _made(text: str, wanted: list[Correction], parsed: Parsed) -> tuple[str, list[Repair]]:
    """The text with all corrections that change nothing else, and those. All are tried at once, for to read it after each would
    take the square of the time; where something else would change, each half by itself."""
    after, expected = text, parsed(text)
    if not wanted or expected is None:
        return text, []
    for one in wanted:
        after = f"{after[: one.start]}{one.new}{after[one.end :]}"
        _correct(expected, one)
    # spelled out, plain data are the same only with the keys in the same order
    if all("\n" not in text[one.start : one.end] for one in wanted) and repr(parsed(after)) == repr(expected):
        return after, [Repair(one.line, text[one.start : one.end], one.new) for one in wanted]
    if len(wanted) == 1:
        return text, []
    half = len(wanted) // 2
    text, last = _made(text, wanted[:half], parsed)
    text, first = _made(text, wanted[half:], parsed)
    return text, last + first


def _correct(data: Any, one: Correction) -> None:
    here, last = around(data, one.path), one.path[-1]
    if one.of_key:
        renamed = {one.value if key == last else key: value for key, value in here.items()}
        here.clear()
        here.update(renamed)
    else:
        here[last] = one.value


def around(data: Any, path: KeyPath) -> Any:
    """The section or list in which the value at ``path`` stands."""
    return reduce(getitem, path[:-1], data)

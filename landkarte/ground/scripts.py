"""Data for the browser: compact JSON, and scripts that hand it over, because fetch does not work from file://."""

import json
import re
from base64 import b64encode
from collections.abc import Collection, Sequence
from math import ceil

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NOT_IN_SCRIPT = "<>&\u2028\u2029"


def as_json(value: object) -> str:
    """``value`` with no blank that is not part of it."""
    return _JSON.encode(value)


def named(name: str, data: bytes) -> bytes:
    """A script that sets ``window.landkarte.<name>`` to what ``data`` spell."""
    return b"window.landkarte = window.landkarte || {};\nwindow.landkarte.%b = %b;\n" % (name.encode(), data)


def part(name: str, value: dict[int, object]) -> bytes:
    """A script that adds ``value`` to what others of its kind have put into ``window.landkarte.<name>``."""
    return named(name, b"Object.assign(window.landkarte.%b || {}, %b)" % (name.encode(), harmless(value)))


def script(name: str, value: object) -> bytes:
    """A script that sets it to ``value``; nothing in it can end the script or open a tag."""
    return named(name, harmless(value))


def harmless(value: object) -> bytes:
    """``value`` as JSON in which nothing can end a script or open a tag."""
    data = as_json(value).encode()
    for char in _NOT_IN_SCRIPT:
        data = data.replace(char.encode(), b"\\u%04x" % ord(char))
    return data


def bits(numbers: Collection[int]) -> str:
    """Base64 of a bit for each number, eight in a byte, the lowest first; zeros at the end are left out."""
    found = bytearray((max(numbers, default=-1) >> 3) + 1)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return b64encode(found).decode().rstrip("=")


def some_of(rows: Sequence[int]) -> str | list[int]:
    """Rows in ascending order as ``bits``, or as the first and the steps from each to the next where those are shorter.

    In the browser ``templates/static/js/finden/mengen.js``.
    """
    steps = [row - before for row, before in zip(rows, (0, *rows), strict=False)]
    # most words are those of one entry; its bits would be as many as there are entries before it
    spelled = ceil(((rows[-1] >> 3) + 1) * 4 / 3) + len('""') if rows else 2
    return steps if len(str(steps).replace(" ", "")) <= spelled else bits(rows)


_LETTERS = r"\p{L}\p{N}_"
_SPELLED = {r"[^\W_]": r"[\p{L}\p{N}]", r"[^\W\d_]": r"\p{L}", r"[\W_]": r"[^\p{L}\p{N}]"}
_SPELLED |= {r"\W": f"[^{_LETTERS}]", "\\ ": " ", r"\-": r"\x2d"}
_BORDER = rf"(?:(?<=[{_LETTERS}])(?![{_LETTERS}])|(?<![{_LETTERS}])(?=[{_LETTERS}]))"


def pattern(python: str) -> str:
    """A regular expression for a browser, which calls it with the flag u: letters and their borders are those of every script, as here."""
    for here, there in _SPELLED.items():
        python = python.replace(here, there)
    python = re.sub(r"\[[^\]]*\]", lambda group: group[0].replace(r"\w", _LETTERS), python)
    python = python.replace(r"\w", f"[{_LETTERS}]").replace(r"\b", _BORDER)
    return re.sub(r"\\U000([0-9a-f]{5})", r"\\u{\1}", python)

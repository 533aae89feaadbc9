"""Data for the browser: compact JSON, and scripts that hand it over, because fetch does not work from file://."""

import json
import re

_NOT_IN_SCRIPT = "<>&\u2028\u2029"


def as_json(value: object) -> str:
    """``value`` with no blank that is not part of it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def named(name: str, data: bytes) -> bytes:
    """A script that sets ``window.landkarte.<name>`` to what ``data`` spell."""
    return b"window.landkarte = window.landkarte || {};\nwindow.landkarte.%b = %b;\n" % (name.encode(), data)


def script(name: str, value: object) -> bytes:
    """The same of ``value``; nothing in it can end the script or open a tag."""
    data = as_json(value).encode()
    for char in _NOT_IN_SCRIPT:
        data = data.replace(char.encode(), b"\\u%04x" % ord(char))
    return named(name, data)


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

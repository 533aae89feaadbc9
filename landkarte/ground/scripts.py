"""Data for the browser: compact JSON, and scripts that hand it over, because fetch does not work from file://."""

import json

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

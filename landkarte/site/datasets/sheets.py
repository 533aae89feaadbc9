"""CSV as a German Excel opens it with a double click: semicolons, CRLF, UTF-8 with a byte order mark, and never a formula.

templates/static/js/mitnehmen/formate.js spells the same in the browser; the pattern of formulas is handed to it.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from landkarte.site.datasets.fields import Field, Fields, Row
from landkarte.standard import vocabulary

BETWEEN = " | "
"""Between the values of a list, for words have commas of their own."""
YES, NO = "ja", "nein"

# Blanks, control characters and what is invisible may stand before the sign; some programs also read its wide and small forms.
FORMULA = (
    "^[\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]*"
    "[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20\\ufe66\\ufe62\\ufe63\\ufe6b]|^[\\t\\r\\n]"
)
"""What a spreadsheet would run, as a pattern that Python and JavaScript read alike."""
_FORMULA = re.compile(FORMULA)


def sheet(fields: Fields, rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows below the names of their fields, a piece for each."""
    line = csv.writer(SimpleNamespace(write=str.encode), delimiter=";").writerow  # which returns what is written
    spelled = [_spelling(field) for field in fields]
    yield "\ufeff".encode() + line([field.name for field in fields])
    for row in rows:
        yield line([spell(value) if value is not None else "" for spell, value in zip(spelled, row, strict=True)])


def _spelling(field: Field) -> Callable[[Any], str]:
    """How a value of ``field`` is spelled. Words of the vocabularies are our own and harmless."""
    words = vocabulary(field.vokabular).labels if field.vokabular else {}
    if field.form == "ja_nein":
        return {True: YES, False: NO}.__getitem__
    if field.form == "zahl":
        return lambda number: f"{number:.10g}".replace(".", ",")
    if field.form == "liste":
        return (lambda keys: BETWEEN.join(map(words.__getitem__, keys))) if words else lambda texts: harmless(BETWEEN.join(texts))
    if field.form == "telefon":
        # 00 for + is dialled just the same; digits with blanks between them stay a text
        return lambda number: number.replace("+", "00")
    if field.form == "e164":
        return "tel:{}".format
    return words.__getitem__ if words else harmless


def harmless(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would take it for a formula."""
    # nearly all texts begin with a letter or a digit
    return f"'{text}" if not text[:1].isalnum() and _FORMULA.match(text) else text

"""Characters that nobody can see or read, by their Unicode properties, and what they are called.

In the browser, which knows the properties itself, ``templates/static/js/eintragen/werte.js``; a test compares both.
"""

import re
import unicodedata

_DIRECTION = "Zeichen für die Schreibrichtung"
_EMPTY = "leeres koreanisches Zeichen"
# All of Default_Ignorable_Code_Point, 4,174 characters (DerivedCoreProperties.txt, Unicode 16): half of them are letters and marks
# by their category. What is not yet assigned among them is reserved for the like.
_IGNORABLE = (
    (0x00AD, 0x00AD, "weiches Trennzeichen"),
    (0x034F, 0x034F, "unsichtbarer Verbinder von Akzenten"),
    (0x061C, 0x061C, _DIRECTION),
    (0x115F, 0x1160, _EMPTY),
    (0x17B4, 0x17B5, "unsichtbarer Vokal der Khmer-Schrift"),
    (0x180B, 0x180F, "mongolische Formauswahl"),
    (0x200B, 0x200B, "Leerzeichen ohne Breite"),
    (0x200C, 0x200C, "Trenner ohne Breite"),
    (0x200D, 0x200D, "Verbinder ohne Breite, wie in zusammengesetzten Emoji"),
    (0x200E, 0x200F, _DIRECTION),
    (0x202A, 0x202E, _DIRECTION),
    (0x2060, 0x2060, "Wortverbinder ohne Breite"),
    (0x2061, 0x2065, "unsichtbares Rechenzeichen"),
    (0x2066, 0x206F, _DIRECTION),
    (0x3164, 0x3164, _EMPTY),
    (0xFE00, 0xFE0F, "Formauswahl, wie hinter Emoji"),
    (0xFEFF, 0xFEFF, "Kennzeichen eines Dateianfangs, BOM"),
    (0xFFA0, 0xFFA0, _EMPTY),
    (0xFFF0, 0xFFF8, "nicht vergebenes Zeichen"),
    (0x1BCA0, 0x1BCA3, "Steuerzeichen einer Kurzschrift"),
    (0x1D173, 0x1D17A, "Steuerzeichen für Noten"),
    (0xE0000, 0xE0FFF, "unsichtbare Markierung oder Formauswahl"),
)
# Nothing to read either, though no category that is the same in every version of Unicode tells it.
_ODD = (
    (0x2800, 0x2800, "leeres Zeichen der Brailleschrift"),
    (0xFFFC, 0xFFFC, "Platzhalter für ein Bild"),
    (0xFFFD, 0xFFFD, "Ersatz für einen verlorenen Buchstaben"),
    (0xFDD0, 0xFDEF, "nicht vergebenes Zeichen"),
    (0xFFFE, 0xFFFF, "nicht vergebenes Zeichen"),
)
NAMES = (
    *((0x00, 0x1F, "Steuerzeichen"), (0x7F, 0x9F, "Steuerzeichen"), (0xE000, 0xF8FF, "Zeichen einer Symbolschrift")),
    *_IGNORABLE,
    *_ODD,
)
"""First and last code point, and the German name; what is in no row has none."""


def _spelled(rows: tuple[tuple[int, int, str], ...]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last, _ in rows)


IGNORABLE = _spelled(_IGNORABLE)
"""The inside of a character class: whatever has the property Default_Ignorable_Code_Point."""
NOTHING = _spelled((*_IGNORABLE, *_ODD))
"""The same with everything else unreadable that is no control and not for private use."""
MEANINGLESS = re.compile(
    "[\u00ad\u200b\u2060\ufeff\ufe0e\ufe0f]|(?<![^\0-\u024f\u200b-\u200e])[\u200c-\u200e](?![^\0-\u024f\u200b-\u200e])"
)
"""What can be taken out and leaves the text as it looks; letters of other scripts are joined or parted by some."""
_NOTHING = re.compile(f"[{NOTHING}]")


def unreadable(char: str) -> bool:
    """Whether nobody can see or read ``char``: a control, for private use, or of no width. Blanks can be seen.

    What is not assigned may be a letter in the next version of Unicode.
    """
    if char.isprintable() or unicodedata.category(char) in ("Zs", "Cn"):
        return _NOTHING.match(char) is not None
    return char not in "\t\n\r"


def named(char: str) -> str:
    """U+00AD (weiches Trennzeichen)"""
    code = ord(char)
    name = next((name for first, last, name in NAMES if first <= code <= last), "")
    return f"U+{code:04X} ({name})" if name else f"U+{code:04X}"

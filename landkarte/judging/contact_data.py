"""Telephone numbers, e-mail addresses and names of people in a text, in disguise, too. Postcodes, hours, years and laws are none."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from landkarte.entries import telephone
from landkarte.entries.model import Name
from landkarte.ground.text import NOT_ASCII, UNUSUAL, folded

# What has as many digits as a number and is none: days, times from … to, postcodes side by side.
NO_NUMBER = re.compile(
    r"\b\d{1,2}\. ?\d{1,2}\.(?: ?\d{4}|\d{2})?\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:0?[1-9]|1[0-2])[/.](?:19|20)\d{2}\b"
    r"|\b[0-2]?\d[.:][0-5]\d\s*(?:uhr|h)?\s*(?:[-–—/]|bis|und)\s*[0-2]?\d[.:][0-5]\d\b|\b[0-2]?\d[.:][0-5]\d\s*(?:uhr|h)\b"
    r"|\b[0-2]?\d\s*(?:[-–—]|bis|und)\s*[0-2]?\d\s*(?:uhr|h|std)\b|\b0\d{4}(?:\D{1,5}0\d{4})+\b"
)
_BETWEEN = r"[\s()\[\]./\\|_*·~\-‐‑‒–—―−]{0,4}"
DIALLED = re.compile(rf"(?<![\d§])(?<!\d[.,/:-])(?:\+|00|0|\(\s*0){_BETWEEN}(?:\d{_BETWEEN}){{5,14}}\d")
ANNOUNCED = re.compile(
    r"\b(?:tel|telefon\w*|fon|phone|mobil\w*|handy\w*|fax|whatsapp|signal|durchwahl|ruf(?:nummer|en sie)?)\b[^\d.!?\n]{0,20}[.:]?"
    rf"{_BETWEEN}(?:\d{_BETWEEN}){{4,14}}\d"
)
_DIGIT = r"(?:[\s,.–-]{1,3}(?:null|eins?|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun)\b)"
SPOKEN = re.compile(rf"\b(?:null{_DIGIT}{{3,}}|0\d*{_DIGIT}{{3,}})|{_DIGIT}{{6,}}")
_NUMERAL = re.compile(_DIGIT.replace("{1,3}", ""))
_FIGURE = re.compile(r"\d")
LETTER_O = re.compile(r"(?<=\d)o(?=[\s/-]?\d)|\bo(?=\d{2})")
_OPEN, _SHUT, _APART = r"[\s,;]{0,2}[(\[{<*_/-]{1,3}\s?", r"\s?[)\]}>*_/-]{1,3}[\s,;]{0,2}", r"[\s,;]{1,2}"
_AT = rf"(?:[\s,;]?@[\s,;]?|{_OPEN}(?:at|ät|aet|a|klammeraffe|@){_SHUT}|{_APART}(?:at|ät|aet|klammeraffe){_APART})"
_DOT = rf"(?:\s?\.\s?|{_OPEN}(?:punkt|dot|\.){_SHUT}|{_APART}(?:punkt|dot){_APART})"
# every repetition has an end: whoever writes a_a_a_a must not keep the check busy
MAIL = re.compile(rf"\w[.+-]?{_AT}\w[\w.-]{{0,80}}?{_DOT}[a-zäöü]{{2,}}")
_SOME_AT = re.compile(r"[@\s,;(\[{<*_/-](?:(?<=@)|(?:at|ät|aet|a|klammeraffe)[\s,;)\]}>*_/-])")
# ⒜, Ⓐ, ⓐ, 🄐, 🄰, 🅐, 🅰 and all letters of their kind
_DRAWN = re.compile("[⒜-ⓩ🄐-🄩🄰-🅉🅐-🅩🅰-🆉]+")
_TITLED = r"(?:\b(?:frau|herrn?|fr|hr|dr|prof|dipl[\w-]*)\b\.?\s+)"


@lru_cache(maxsize=1)  # one text is looked through for everything before the next
def _seen(text: str) -> str:
    """In small letters, without compatible forms and invisible signs; letters in circles or boxes, as in ⓐ, stand in brackets."""
    if not UNUSUAL.search(text):
        return unicodedata.normalize("NFKC", text).casefold()
    opened = _DRAWN.sub(lambda run: f"({''.join(unicodedata.name(char)[-1] for char in run[0])})", text)
    plain = unicodedata.normalize("NFKC", opened).casefold()
    return NOT_ASCII.sub(lambda one: "" if unicodedata.category(one[0]) == "Cf" else str(unicodedata.digit(one[0], one[0])), plain)


def has_phone(text: str) -> bool:
    """Whether somebody can be called by what stands in the text."""
    seen = _seen(text)
    if _FIGURE.search(seen):
        seen = NO_NUMBER.sub(" ; ", LETTER_O.sub("0", seen))
    # what most texts have too little of is not looked for
    if len(_FIGURE.findall(seen)) > 4 and (ANNOUNCED.search(seen) or any(_can_be_dialled(one[0]) for one in DIALLED.finditer(seen))):
        return True
    return len(_NUMERAL.findall(seen)) > 2 and SPOKEN.search(seen) is not None


def _can_be_dialled(written: str) -> bool:
    return telephone.is_possible(re.sub(r"\(\s*0\s*\)", "", written) if written[0] == "+" or written[:2] == "00" else written)


def has_email(text: str) -> bool:
    """Whether an e-mail address stands in the text."""
    return _SOME_AT.search(_seen(text)) is not None and MAIL.search(_seen(text)) is not None


FINDERS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "telefon": ("eine Telefonnummer", has_phone),
    "email": ("eine E-Mail-Adresse", has_email),
}
"""By what of an Einwilligung covers it: what it is called, and whether it stands in a text."""


def names(text: str, person: Name) -> bool:
    """Whether the text names a person: both names in either order, an initial, a form of address before the family name, the only name."""
    first, last = (re.escape(folded(part)) for part in (person.vorname or "", person.nachname))
    if not first:
        return re.search(rf"\b{last}s?\b", folded(text)) is not None
    near = rf"\b(?:{first}|{first[0]}\.)\s+(?:[\w.-]+\s+)?{last}s?\b|\b{last},?\s+{first}\b|{_TITLED}+(?:{first}\s+)?{last}s?\b"
    return re.search(near, folded(text)) is not None

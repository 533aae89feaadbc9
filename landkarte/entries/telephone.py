"""The one door to telephone numbers: what somebody wrote as E.164, as people read it, and as a link that can be dialled."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

# Dashes as Word sets them, too. Blanks of every width have become one plain blank before.
_MARK = r"[/.\-\u2010-\u2015\u2212]"
WRITTEN = re.compile(rf"\(?\+?[ (]*[0-9](?:[ ()]*(?:{_MARK}[ ()]*)?[0-9])*\)?")
_NO_DIGIT = re.compile("[^0-9]+")
NO_PART = re.compile(r"[^+0-9 ().\-\u2010-\u2015\u2212]+| (?=[+0])")
_EDGES = " ()/.,;-"
_CHARGED = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)
_MOST_DIGITS = 15
"""Of an E.164 number; the library lets German ones be longer."""


class Number(NamedTuple):
    """A number that can be dialled."""

    e164: str
    """+4952319740"""
    shown: str
    """+49 5231 9740; a German 0800 stays 0800 1234567, for only few can dial it with the country."""
    link: str
    """tel:+4952319740, tel:08001234567; in the browser ``templates/static/js/gemeinsam/element.js``."""


@lru_cache(maxsize=65536)
def read(written: str) -> Number | None:
    """The one number that ``written`` can mean; None if there is none, more than one, or one that costs extra."""
    text = " ".join(written.split())
    parsed = _parsed(text)
    if parsed is None or not (text.lstrip("+").replace(" ", "").isdigit() or _is_one(text, parsed)):
        return None
    kind = phonenumbers.number_type(parsed)
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    if kind in _CHARGED or len(e164) > len("+") + _MOST_DIGITS:
        return None
    if parsed.country_code == 49 and kind == PhoneNumberType.TOLL_FREE:
        shown = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
        return Number(e164, shown, f"tel:{_NO_DIGIT.sub('', shown)}")
    return Number(e164, phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL), f"tel:{e164}")


def first(written: str) -> Number | None:
    """The first number in a text that is more than one number."""
    text = " ".join(written.split())
    parts = (text, *NO_PART.split(text))
    return next((number for part in parts if (number := read(part.strip(_EDGES)))), None)


def is_possible(written: str) -> bool:
    """Whether somebody could dial this, whatever stands between the digits and whether the number is in use or not."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(re.sub("[^0-9+]", "", written), "DE"))
    except phonenumbers.NumberParseException:
        return False


def _parsed(text: str) -> PhoneNumber | None:
    """The valid number of these digits. One without +, 00 or 0 at its beginning lacks its area code, unless it is 49 without its plus."""
    if not WRITTEN.fullmatch(text) or re.match(r"\(?0\)?[^0-9]?49[^0-9]", text):
        return None
    digits = _NO_DIGIT.sub("", text)
    if "+" in text or _is_country(text, digits):
        return _valid(f"+{digits}")
    return _valid(digits) if digits.startswith("0") else None


def _is_country(text: str, digits: str) -> bool:
    """Whether it begins with 49 as the country: that stands alone, or no German area code begins so (04952 is Rhauderfehn)."""
    return digits.startswith("49") and (re.match(r"\(?49[^0-9]", text) is not None or _valid(f"0{digits}") is None)


def _valid(dialled: str) -> PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(dialled, "DE")
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def _is_one(text: str, parsed: PhoneNumber) -> bool:
    """Whether nothing after the area code begins a second number: a slash, a bracket, or a dash of another kind (974-10 – 12)."""
    digits = len(phonenumbers.national_significant_number(parsed)) - phonenumbers.length_of_national_destination_code(parsed)
    own = re.search(f"(?:[0-9][^0-9]*){{{digits}}}$", text)
    marks = set(_NO_DIGIT.findall(own[0].rstrip(")"))) - {" "} if own else set()
    return len(marks) < 2 and not any(sign in mark for mark in marks for sign in "/()")


def german() -> dict[str, Any]:
    """Patterns of German numbers for a browser: which cost extra, which are free, which can be dialled, and how each is parted."""
    all_: Any = phonenumbers.PhoneMetadata.metadata_for_region("DE")
    used = (all_.fixed_line, all_.mobile, all_.toll_free, all_.personal_number, all_.pager, all_.uan, all_.voicemail)
    kinds = {"teuer": (all_.premium_rate, all_.shared_cost), "frei": (all_.toll_free,), "gueltig": used}
    parted = [[form.leading_digits_pattern[-1], form.pattern, form.format.replace("\\", "$")] for form in all_.number_format]
    return {key: "|".join(kind.national_number_pattern for kind in of) for key, of in kinds.items()} | {"teile": parted}

"""Telephone numbers as people write them: understood where one can be meant, and never a link that cannot be dialled."""

import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landkarte.entries import telephone

UNDERSTOOD = {
    "+4952319740": [
        "05231 974-0", "05231/974-0", "05231 / 974 - 0", "05231.974.0", "(05231) 974-0", "(0 52 31) 97 40", "(0)5231 9740",
        "+49 5231 9740", "+49 (0) 5231 974-0", "+49 (0)5231/974-0", "+49 05231 974-0", "+49 (05231) 974-0", "(+49) 5231 9740",
        "+ 49 5231 9740", "0049 5231 9740", "0049 (0) 5231 974-0", "0049 05231 9740", "49 5231 974-0", "49 (0) 5231 974-0",
        "(49) 5231 9740",
        "05231\u00a0974-0", "05231\u2009974\u202f0", *(f"05231 974{dash}0" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
    ],
    "+493023125001": ["030 23125001", "030/23125-001", "030 / 23125 - 001", "+49 (30) 23125 001", "49 30 23125 001", "4930 23125001"],
    "+491711234567": ["0171/1234567", "0171-123-45-67", "+49 171 1234567"],
    "+4915112345678": ["0151/12345678", "01511 2345678"],
    "+43158858": ["+43 1 58858", "+43 (0) 1 / 58858", "0043 1 58858"],
    "+41446681800": ["+41 44 668 18 00", "+41 (0)44 668 18 00"],
    "+498001234567": ["0800 1234567", "0800/123 45 67", "+49 800 1234567"],
}  # fmt: skip
REFUSED = {
    "two": ["05231 974-0 / 974-12", "05231 974-0/-12", "05231 974-0 oder 0171 1234567", "05231 974-0, 0171 1234567", "05231 974-0; 974-12",
            "05231 9740 0171 1234567", "+49 5231 9740 +49 171 1234567", "05231 974-10 – 12", "05231 974-10–12", "05231 974-0 (-12)"],
    "more than a number": ["0521 1234 (Fr. Müller)", "Tel. 05231 9740", "tel:+4952319740", "05231 974-0/", "05231 974-", "/05231 9740"],
    "without area code": ["23125 001", "5231 974-0", "974-0"],
    "49 may be the area code 04952": ["4952319740", "049 5231 9740"],
    "short": ["110", "112", "115", "116117", "116 117", "0115", "11833"],
    "charged": ["0180 5 123456", "01801234567", "0900 1234567", "+49 137 1234567"],
    "none": ["-2147483648/-1", "0800 JOBCOACH", "", "-", "0", "+", "+49", "0049", "++49 5231 9740", "9" * 254, "1 " * 127, "٠٥٢٣١ ٩٧٤٠"],
}  # fmt: skip


@pytest.mark.parametrize(("e164", "written"), [(e164, text) for e164, texts in UNDERSTOOD.items() for text in texts])
def test_a_number_is_one_however_it_is_written(e164: str, written: str) -> None:
    number = telephone.read(written)
    assert number
    assert number.e164 == e164


@pytest.mark.parametrize("written", [text for texts in REFUSED.values() for text in texts])
def test_what_can_be_dialled_wrongly_is_no_number(written: str) -> None:
    assert telephone.read(written) is None


def test_a_number_is_shown_in_one_way_and_0800_as_it_is_dialled_here() -> None:
    assert telephone.read("(05231) 974-0") == ("+4952319740", "+49 5231 9740", "tel:+4952319740")
    assert telephone.read("+49 (0) 800 123-4567") == ("+498001234567", "0800 1234567", "tel:08001234567")


PARTS = st.sampled_from(
    [*"0123456789 -/.()+,;–\u00a0", "+49", "0049", "(0)", "05231", "0800", "0180", "0171", "974", "115", " oder ", "9740", "+43", "49 "]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PARTS, max_size=9).map("".join) | st.integers(10**2, 10**14).map(str) | st.integers(10, 10**13).map("+49 0{}".format))
def test_whatever_is_accepted_can_be_dialled(written: str) -> None:
    number = telephone.read(written)
    if number:
        assert re.fullmatch(r"tel:(\+[0-9]{7,15}|0800[0-9]{4,11})", number.link)
        dialled, shown = (phonenumbers.parse(text, "DE") for text in (number.link.removeprefix("tel:"), number.shown))
        assert phonenumbers.is_valid_number(dialled)
        assert dialled == shown == phonenumbers.parse(number.e164)
        assert telephone.read(number.shown) == number

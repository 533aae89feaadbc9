"""Single values of an entry: text, date, number, key of a vocabulary.

Every scalar arrives as the text that stands in the file; YAML's own guessing (01067 becomes 567) never takes place.
The form reads days and numbers alike: ``templates/static/js/eintragen/angaben.js``.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from landkarte.ground.text import as_iso
from landkarte.standard import vocabulary

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_ID_LETTERS = 64
_HOST_ALONE = re.compile(r"(?:www\.)?(?:[a-zäöüß0-9]+(?:-+[a-zäöüß0-9]+)*\.)+[a-z]{2,}(?:[/?#][^\s\"'<>\\`]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Aus:
    """Marks a text as a key of the named vocabulary; the allowed keys come from the data file."""

    vokabular: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        keys = core_schema.literal_schema(list(vocabulary(self.vokabular).werte))
        return core_schema.custom_error_schema(
            keys, "vokabular", custom_error_message="one of the list", custom_error_context={"name": self.vokabular}
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "vokabular": self.vokabular}


def _truth(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("wahrheit", "true or false")


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("datum", "a date")
    if _ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("datum_kalender", "no such day") from None
    meant = as_iso(value)
    raise PydanticCustomError("datum", "a date", {"gemeint": meant} if meant else {})


def _readable(value: str) -> str:
    # a name of blanks and signs would be a link that nobody can see or hear
    if not any(map(str.isalnum, value)) or any(char in value for char in "\n\r\t"):
        raise PydanticCustomError("unleserlich", "one line with letters")
    return value


def with_scheme(value: object) -> object:
    """A web address that begins with www. or is nothing but a host can only mean https://; everything else stays as it is."""
    return f"https://{value.strip()}" if isinstance(value, str) and _HOST_ALONE.fullmatch(value.strip()) else value


def is_id(word: str) -> bool:
    """Whether ``word`` can be the id of an entry; in the browser ``templates/static/js/merken/merken.js``."""
    return len(word) <= _ID_LETTERS and re.fullmatch(_ID, word) is not None


COACH_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of these are the six that follow "jc-" in the id of a coach; none is taken for another, and none stands for a name.

They are drawn in the browser alone, by ``templates/static/js/eintragen/bestand.js``.
"""


Wahrheit = Annotated[bool, BeforeValidator(_truth)]
Datum = Annotated[date, BeforeValidator(_day)]
Jahr = Annotated[int, Field(ge=1950, le=2100)]

Kurztext = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), AfterValidator(_readable)]
Funktion = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(_readable)]
Firma = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_readable)]
Satz = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_readable)]
Freitext = Annotated[str, StringConstraints(strip_whitespace=True, min_length=40, max_length=1500)]
Id = Annotated[str, StringConstraints(pattern=f"^{_ID}$", max_length=_ID_LETTERS)]
Plz = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Kreis = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Ags = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}([0-9]{3})?$")]
Schluessel = Annotated[str, StringConstraints(pattern=r"^1:[1-9][0-9]?$")]
Pruefsumme = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Konto = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9](-?[A-Za-z0-9])*$", max_length=39)]
Breite = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Laenge = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Euro = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Anzahl = Annotated[int, Field(ge=0, le=10_000)]
Zahl = Annotated[float, Field(ge=0, le=1_000, allow_inf_nan=False)]
# Deliberately loose: check.py judges e-mail, telephone and web addresses with libraries that know them.
Adresse = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
Webadresse = Annotated[Adresse, BeforeValidator(with_scheme)]

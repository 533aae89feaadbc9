"""The entry types: field names are the YAML keys, and this is the schema. See ``eintraege`` and ``teile``."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from landkarte.entries.model.eintraege import Anbieter, Eintrag, Freiberufler, Jobcoach, Leistungserbringer, Person, Pruefvermerk
from landkarte.entries.model.teile import Angebot, Einwilligung, Einzugsgebiet, Kapazitaet, Kontakt, Nachweis, Name, Standort

__all__ = [
    "Anbieter", "Angebot", "Eintrag", "Einwilligung", "Einzugsgebiet", "Freiberufler", "Jobcoach", "Kapazitaet", "Kontakt",
    "Leistungserbringer", "Nachweis", "Name", "Person", "Pruefvermerk", "Standort", "adapter",
]  # fmt: skip


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """What makes an entry of values, or the JSON Schema of its ``kind``: made once, for that takes longer than reading ten entries."""
    return TypeAdapter(kind)

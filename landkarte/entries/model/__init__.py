"""The entry types: field names are the YAML keys, and this is the schema. See ``eintraege`` and ``teile``."""

from landkarte.entries.model.eintraege import Anbieter, Eintrag, Freiberufler, Jobcoach, Leistungserbringer, Person, Pruefvermerk
from landkarte.entries.model.teile import Angebot, Einwilligung, Einzugsgebiet, Kapazitaet, Kontakt, Nachweis, Name, Standort

__all__ = [
    "Anbieter",
    "Angebot",
    "Eintrag",
    "Einwilligung",
    "Einzugsgebiet",
    "Freiberufler",
    "Jobcoach",
    "Kapazitaet",
    "Kontakt",
    "Leistungserbringer",
    "Nachweis",
    "Name",
    "Person",
    "Pruefvermerk",
    "Standort",
]

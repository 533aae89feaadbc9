"""What people read of a field: its title and its description, taken from the model."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from landkarte.entries.model import eintraege, teile

# Keys are spelled in ASCII; a title is the key with its umlauts and capital letters back, where it is not told in full.
_TITLES = {
    "antwort_werktage": "Antwort in Werktagen",
    "beschreibung_leichte_sprache": "Beschreibung in Leichter Sprache", "dauer_monate": "Dauer in Monaten", "dgs_niveau": "DGS-Niveau",
    "dokument_im_repo": "Dokument im Verzeichnis", "faelle_abgeschlossen": "Abgeschlossene Fälle",
    "fortbildung_letzte": "Letzte Fortbildung", "informierbar_url": "Adresse bei informierBar",
    "jobcoaches_anzahl": "Zahl der Jobcoaches", "liegt_bei": "Wo die Einwilligung liegt",
    "nachbetreuung_monate": "Nachbetreuung in Monaten",
    "qm_system": "Qualitätsmanagement", "schema": "Fassung des Datenmodells", "stundensatz_eur": "Stundensatz in Euro",
    "team_professionen": "Berufe im Team", "textfassung": "Fassung des Einwilligungstextes", "umfang": "Umfang der Einwilligung",
    "umkreis_km": "Umkreis in Kilometern", "vom": "Tag der Einwilligung", "weiterbildung_160ue": "Weiterbildung ab 160 UE",
}  # fmt: skip
_WORDS = {
    "ags": "AGS", "anlaesse": "Anlässe", "arbeitsplatz": "Arbeitsplatz", "beschaeftigungsform": "Beschäftigungsform",
    "bundeslaender": "Bundesländer", "email": "E-Mail", "eur": "Euro", "fruehere": "Frühere", "geprueft": "Geprüft",
    "gueltig": "Gültig", "id": "Kennung", "ids": "Kennungen", "ifd": "IFD", "kapazitaet": "Kapazität",
    "kennenlerngespraech": "Kennenlerngespräch", "lat": "Breite", "leistungstraeger": "Leistungsträger", "lon": "Länge",
    "mobilitaet": "Mobilität", "moeglich": "möglich", "naechste": "Nächste", "oepnv": "ÖPNV", "paten": "Paten",
    "personalschluessel": "Personalschlüssel", "plaetze": "Plätze", "plz": "Postleitzahl", "pruefsummen": "Prüfsummen",
    "pruefung": "Prüfung", "qualitaet": "Qualität", "strasse": "Straße", "termin": "Termin", "traeger": "Träger",
    "traegerart": "Trägerart", "ue": "Unterrichtseinheiten", "veroeffentlichen": "veröffentlichen", "woche": "Woche",
    "zielgruppe": "Zielgruppe", "zugaenglichkeit": "Zugänglichkeit",
}  # fmt: skip
_SINGULAR = {
    "angebote": "Angebot", "fruehere_ids": "Frühere Kennung", "grundqualifikation": "Beruf oder Studium", "jobcoaches": "Jobcoach",
    "kreise": "Kreis", "leistungstraeger": "Leistungsträger", "nachweise": "Nachweis", "pauschalen": "Pauschale", "pools": "Pool",
    "sprachen": "Sprache", "standorte": "Standort", "weiterbildungen": "Weiterbildung",
}  # fmt: skip


def title(key: str) -> str:
    """The title of the field ``key``."""
    words = _TITLES.get(key) or " ".join(_WORDS.get(word, word) for word in key.split("_"))
    return words[0].upper() + words[1:]


def singular(key: str) -> str:
    """What one item of the list ``key`` is called; the title of the field where it has no name of its own."""
    return _SINGULAR.get(key) or title(key)


@cache
def described() -> dict[str, dict[str, str]]:
    """By class of the model and field: the text under the field in the source.

    The library can collect these, too, but does so whenever the model is imported, and not for a class that was used before.
    """
    nodes = (node for module in (eintraege, teile) for node in ast.parse(inspect.getsource(module)).body)
    return {node.name: dict(_texts(node)) for node in nodes if isinstance(node, ast.ClassDef)}


def described_for(kind: type) -> dict[str, str]:
    """By field of an entry, its own and those it has from its bases: the text under the field."""
    return {field: text for base in kind.__mro__ for field, text in described().get(base.__name__, {}).items()}


def _texts(section: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, text in pairwise(section.body):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            yield ast.unparse(field.target), inspect.cleandoc(str(text.value.value))

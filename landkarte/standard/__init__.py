"""The standard as data: vocabularies and rules, read from the TOML files beside this module.

Everything here can be replaced without touching code: each vocabulary and each rule names its source.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent

Level = Literal["fehler", "warnung", "hinweis"]


@dataclass(frozen=True, slots=True)
class Wert:
    """One value of a vocabulary. ``zusatz`` holds the keys that only some vocabularies have (address of a licence …)."""

    key: str
    label: str
    erklaerung: str
    synonyme: tuple[str, ...]
    zusatz: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vokabular:
    """A closed list of values in the order in which readers should see them."""

    name: str
    titel: str
    beschreibung: str
    quelle: str
    werte: dict[str, Wert]

    def label(self, key: str) -> str:
        """The words a reader sees for ``key``."""
        return self.werte[key].label


@dataclass(frozen=True, slots=True)
class Regel:
    """One rule of the standard as ``regeln.toml`` states it; ``werte`` holds its thresholds and word lists."""

    code: str
    gruppe: str
    titel: str
    prueft: str
    warum: str
    tipp: str
    schwere: Level
    art: Literal["belegt", "abgeleitet", "vorschlag"]
    quelle: str
    gueltig_ab: date
    gueltig_bis: date | None
    werte: dict[str, Any]

    def in_force(self, day: date) -> bool:
        """Whether the rule applies on ``day`` (both ends included)."""
        return self.gueltig_ab <= day and (self.gueltig_bis is None or day <= self.gueltig_bis)


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


@cache
def vocabularies() -> dict[str, Vokabular]:
    """All vocabularies by name; a name that two files define is a ValueError."""
    found: dict[str, Vokabular] = {}
    for path in sorted((FOLDER / "vokabulare").glob("*.toml")):
        for name, raw in _read(path).items():
            if name in found:
                raise ValueError(f"{path.name}: vocabulary {name} is defined twice")
            werte = {key: _wert(key, dict(value)) for key, value in raw["werte"].items()}
            found[name] = Vokabular(name, raw["titel"], raw["beschreibung"], raw["quelle"], werte)
    return found


def _wert(key: str, raw: dict[str, Any]) -> Wert:
    return Wert(key, raw.pop("label"), raw.pop("erklaerung"), tuple(raw.pop("synonyme")), raw)


def vocabulary(name: str) -> Vokabular:
    """The vocabulary called ``name``; an unknown name is a KeyError (our own mistake)."""
    return vocabularies()[name]


@cache
def rules() -> dict[str, Regel]:
    """All rules by code, in the order of the file."""
    found: dict[str, Regel] = {}
    for raw in _read(FOLDER / "regeln.toml")["regel"]:
        optional = {"gueltig_bis": raw.pop("gueltig_bis", None), "werte": raw.pop("werte", {})}
        regel = Regel(**raw, **optional)
        if regel.code in found:
            raise ValueError(f"regeln.toml: rule {regel.code} is defined twice")
        found[regel.code] = regel
    return found

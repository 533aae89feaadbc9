"""The offers that are called Jobcoaching or come near it: read from ``abgrenzung.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Nachbar:
    """One neighbouring offer: its own purpose, what is different, and how the two go together."""

    key: str
    titel: str
    auch: str
    leistung: str
    unterschied: str
    zusammen: str
    quelle: str


@cache
def neighbours() -> tuple[Nachbar, ...]:
    """All neighbouring offers in the order of the file."""
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(Nachbar(**one) for one in raw["angebot"])

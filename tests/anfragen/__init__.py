"""The query log of the search: invented providers all over Germany, and what people type with what they expect to find.

The expectations were written down before the search, from the point of view of somebody who has a case to place, and without
a look at how it works. One third of them is held out: whoever improves the search must not look at how it fares there.
"""

import tomllib
from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from landkarte.directory import Directory, assemble, listed
from landkarte.judging.grading import grades
from landkarte.places.gazetteer import Gazetteer
from landkarte.places.placing import places
from tests.anfragen.nord import NORD
from tests.anfragen.ost import OST
from tests.anfragen.sued import SUED
from tests.anfragen.west import WEST
from tests.invented import SETTINGS, TODAY, coach

Art = Literal["tippfehler", "umlaut", "synonym", "ort", "recht", "kombination", "name", "leer"]
ARTEN: tuple[Art, ...] = get_args(Art)

_COACHES = (
    coach("jc-sonnentau", "Frieda", "Beispiel-Sonnentau", "beispiel-domblick", kommunikation=["lautsprache", "dgs"]),
    coach("jc-handzeichen", "Arne", "Beispiel-Handzeichen", "beispiel-mainufer", kommunikation=["lautsprache", "dgs"]),
)


@dataclass(frozen=True, kw_only=True)
class Anfrage:
    """One line somebody types, the providers (ids) that must come, and those that may. All others must not."""

    text: str
    art: Art
    muss: tuple[str, ...] = ()
    darf: tuple[str, ...] = ()
    """Opinions differ; they count neither way."""
    warum: str = ""
    gehalten: bool = False
    """Held out."""

    def wrong(self, found: set[str]) -> set[str]:
        """Those of ``found`` that must not come."""
        return found - {*self.muss, *self.darf}


def published() -> Directory:
    """The invented directory; nobody of it exists."""
    entries = [*NORD, *WEST, *OST, *SUED, *_COACHES]
    gazetteer = Gazetteer()
    stufen = grades(entries, {}, {}, lambda entry: TODAY)
    return assemble(SETTINGS, TODAY, [listed(entry, places(entry, {}, gazetteer), grade=stufen.get(entry.id)) for entry in entries])


def anfragen() -> tuple[Anfrage, ...]:
    """The whole log, as the file sorts it."""
    text = (Path(__file__).parent / "anfragen.toml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Anfrage, ...]).validate_python(tomllib.loads(text)["anfrage"])

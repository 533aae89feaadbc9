"""Nobody grades himself by wording, in whatever field and spelling; and nobody is accused who writes honestly."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from landkarte.entries.model import Anbieter
from landkarte.ground.diagnostics import Finding
from landkarte.judging import World, findings
from tests.conftest import DAY
from tests.invented import Fields
from tests.pages import ORGANISATION, made

HERE = Path(__file__).parent
CONTACT, [SITE, *_], [OFFER, *_] = (cast(Any, ORGANISATION[key]) for key in ("kontakt", "standorte", "angebote"))
PLACES: dict[str, Callable[[str], Fields]] = {
    "name": lambda text: {"name": text},
    "rechtsform": lambda text: {"rechtsform": text},
    "beschreibung": lambda text: {"beschreibung": text},
    "funktion": lambda text: {"kontakt": CONTACT | {"funktion": text}},
    "bezeichnung": lambda text: {"standorte": [SITE | {"bezeichnung": text}]},
    "titel": lambda text: {"angebote": [OFFER | {"titel": text}]},
    "auftraggeber": lambda text: {"angebote": [OFFER | {"auftraggeber": text}]},
}


def rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(field, text) for field, _, text in (line.partition(";") for line in lines)]


def verdicts(field: str, text: str) -> list[Finding]:
    entry = made(Anbieter, ORGANISATION, nachweise=[], **PLACES[field](text))
    world = World((("coaches/anbieter/x.yaml", entry),), frozenset({entry.id}), DAY, DAY)
    return [one for one in findings(world) if one.code == "S-10"]


@pytest.mark.parametrize(("field", "text"), rows("ehrlich.csv"))
def test_honest_words_are_no_finding(field: str, text: str) -> None:
    assert verdicts(field, text) == []


@pytest.mark.parametrize(("field", "text"), rows("unehrlich.csv"))
def test_words_and_signs_that_feign_a_verdict_are_found_where_they_stand(field: str, text: str) -> None:
    found = verdicts(field, text)
    assert found
    assert {one.path[-1] for one in found} == {field}

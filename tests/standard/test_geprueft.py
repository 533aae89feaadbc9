"""Law and offices are what was read in the official texts: every name, date and pair of ``geprueft.toml`` and none beside them."""

import tomllib
from typing import Any

import pytest

from landkarte.standard import stellen, vocabulary
from tests.conftest import ROOT

CHECKED: dict[str, Any] = tomllib.loads((ROOT / "tests/standard/geprueft.toml").read_text(encoding="utf-8"))
AEMTER = vocabulary("aemter").werte


@pytest.mark.parametrize("key", AEMTER)
def test_an_amt_has_its_name_of_today_and_is_found_by_the_former_one(key: str) -> None:
    checked, amt = CHECKED["aemter"][key], AEMTER[key]
    assert amt.label == checked["name"]
    assert set(checked.get("frueher", [])) <= set(amt.synonyme)
    assert checked.get("seit", "") in amt.erklaerung
    assert amt.zusatz["beleg"]["stand"]
    assert amt.zusatz["beleg"]["quelle"]


def test_only_a_number_with_a_day_is_a_telephone_number() -> None:
    shown = {key: amt.zusatz["kontakt"] for key, amt in AEMTER.items()}
    shown |= {key: {"telefon": stelle.telefon, "stand": stelle.stand} for key, stelle in {**stellen().bundesweit, **stellen().eaa}.items()}
    found = {key: {"nummer": one["telefon"], "stand": one["stand"]} for key, one in shown.items() if one.get("telefon")}
    assert found == CHECKED["telefon"]


def test_every_land_has_its_ansprechstelle_with_a_source_or_says_that_none_was_found() -> None:
    found = {
        land: {field: value for field in ("name", "adresse", "stand") if (value := getattr(stelle, field))}
        for land, stelle in stellen().eaa.items()
    }
    assert found == CHECKED["eaa"]
    assert all(stelle.quelle for stelle in stellen().eaa.values() if stelle.name)
    assert set(found) == set(vocabulary("bundeslaender").werte)

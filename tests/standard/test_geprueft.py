"""Law and offices are what was read in the official texts: every name, date and pair of ``geprueft.toml`` and none beside them."""

import re
import tomllib
from datetime import timedelta
from typing import Any

import pytest

from landkarte.standard import law, rules, stellen, vocabularies, vocabulary
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


def pairs(of: str) -> set[tuple[str, str]]:
    return {(traeger, basis) for traeger, bases in CHECKED[of].items() for basis in bases}


def test_the_pairs_are_those_that_were_checked_and_the_forbidden_ones_stay_forbidden() -> None:
    assert set(law()) == pairs("paare")
    assert len(pairs("fehlten")) == 27
    assert pairs("fehlten") <= set(law())
    assert not pairs("nie") & set(law())
    assert rules()["T-02"].schwere == "warnung"


def test_jobcoaching_is_in_the_law_from_its_first_day_on_and_no_matter_of_jobcenters_since_2025() -> None:
    first, last = CHECKED["tage"]["jobcoaching_ab"], CHECKED["tage"]["jobcenter_bis"]
    rows = {traeger: row for (traeger, basis), row in law().items() if basis == "sgb9_49_8_2a"}
    for traeger, row in rows.items():
        assert (row.state(first - timedelta(days=1)), row.state(first)) == ("kuenftig", "gilt"), traeger
    assert rows["jobcenter"].state(last) == "gilt"
    assert rows["jobcenter"].state(last + timedelta(days=1)) == "abgelaufen"


def test_every_law_was_read_on_its_day_and_leads_to_its_official_page() -> None:
    texts = {text.titel: text for row in law().values() for text, _ in row.quellen}
    assert set(texts) == set(CHECKED["stand"])
    for titel, checked in CHECKED["stand"].items():
        text = texts[titel]
        assert (text.gelesen, text.offen) == (checked["gelesen"], checked.get("offen", False)), titel
        assert text.adresse.format("61a") == f"https://www.gesetze-im-internet.de/{checked['buch']}/__61a.html"
        assert text.hinweis or not text.offen


def test_every_basis_names_its_paragraphs_except_private_payment() -> None:
    assert {basis for (_, basis), row in law().items() if not row.quellen} == {"privat"}
    assert all(row.wann and all(paragraphs for _, paragraphs in row.quellen) for row in law().values())


def test_texts_on_persons_fit_both_sexes_and_none() -> None:
    """Of § 6: the words that the facets use, and that no sentence makes a man of everybody."""
    kinds = vocabulary("behinderungsarten").werte
    assert {key: kinds[key].label for key in CHECKED["worte"]} == CHECKED["worte"]
    assert all("Lernschwierigkeiten" in (kinds[key].label, *kinds[key].synonyme) for key in ("lernschwierigkeiten", "geistig"))
    texts = [text for name in vocabularies().values() for wert in name.werte.values() for text in (wert.label, wert.erklaerung)]
    texts += [text for rule in rules().values() for text in (rule.titel, rule.warum, rule.tipp)]
    assert [text for text in texts if re.search(r"\b[Dd]er Jobcoach\b|Freiberuflicher|taubstumm|hörgeschädigt", text)] == []

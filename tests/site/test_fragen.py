"""The questions of the short way are words and an order; what can be asked, and what must be, stands in the model and in the rules."""

from typing import Any

import pytest

from landkarte.judging import conditions_data
from landkarte.site import entry_form
from tests.conftest import DAY, ROOT

FORM: dict[str, Any] = entry_form._form(ROOT / "coaches" / "vorlagen", conditions_data(DAY))
SET_BY_THE_PROGRAM = {"einwilligung.textfassung", "standorte.id", "angebote.id"}


def nodes_of(kind: str, way: str) -> list[dict[str, Any]]:
    """The fields of the model along a way; fails where there is none."""
    fields, found = FORM["arten"][kind]["felder"], []
    for key in way.split("."):
        [node] = [one for one in fields if one["feld"] == key]
        found.append(node)
        fields = FORM["abschnitte"].get(node.get("abschnitt") or node.get("teil", {}).get("abschnitt"), [])
    return found


def asked(kind: str) -> list[dict[str, Any]]:
    return [question for question in FORM["fragen"] if kind in question["arten"]]


def ways(question: dict[str, Any]) -> list[str]:
    return [*question["felder"], *(way for _, given in question["saetze"] for way in given)]


@pytest.mark.parametrize("kind", entry_form.KINDS)
def test_every_way_leads_to_a_field_and_every_word_is_of_its_vocabulary(kind: str) -> None:
    for question in asked(kind):
        for way in ways(question):
            nodes_of(kind, way)
        for _, given in question["saetze"]:
            for way, value in given.items():
                field = nodes_of(kind, way)[-1]
                name = field.get("vokabular") or field.get("teil", {}).get("vokabular")
                allowed = {key for key, *_ in FORM["vokabulare"].get(name, [])}
                assert not name or {value, *()} <= allowed if isinstance(value, str) else set(value) <= allowed


@pytest.mark.parametrize("kind", entry_form.KINDS)
def test_what_the_model_demands_is_asked_or_filled_in(kind: str) -> None:
    given = FORM["anfang"][kind].keys()
    covered = [way for question in asked(kind) for way in ways(question)]

    def missing(fields: list[dict[str, Any]], at: str) -> list[str]:
        lacking = []
        for node in fields:
            way = f"{at}{node['feld']}"
            inner = FORM["abschnitte"].get(node.get("abschnitt") or node.get("teil", {}).get("abschnitt"))
            if not node.get("pflicht") or node["art"] == "fest" or node.get("technisch") or way in given or way in SET_BY_THE_PROGRAM:
                continue
            if any(way == one or way.startswith(f"{one}.") for one in covered):
                continue
            lacking += missing(inner, f"{way}.") if inner else [way]
        return lacking

    assert missing(FORM["arten"][kind]["felder"], "") == []


@pytest.mark.parametrize("kind", entry_form.KINDS)
def test_nobody_is_asked_more_than_twelve_questions(kind: str) -> None:
    assert len(asked(kind)) + 2 <= 12  # with the first, who it is about, and the last, the card
    words = [question["wort"] for question in asked(kind)]
    assert len(set(words)) == len(words)


def test_what_a_rule_may_miss_is_nowhere_called_voluntary() -> None:
    assert {"bedingt"} <= nodes_of("anbieter", "angebote.prozess.freiwillig")[-1].keys()
    assert "bedingt" in nodes_of("anbieter", "qualitaet")[-1]
    assert "bedingt" in nodes_of("anbieter", "angebote.leistungstraeger.amt")[-1]
    assert "bedingt" not in nodes_of("anbieter", "website")[-1]
    assert "bedingt" not in nodes_of("anbieter", "angebote.einsatzorte")[-1]

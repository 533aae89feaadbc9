"""Who probably pays: every combination of answers against a table of its own, what each office may pay and when."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from landkarte.standard import law
from landkarte.standard.wer_zahlt import Ergebnis, Schritt, results, steps, table
from tests.pages import Page, example_pages, example_site, text_of

Answers = dict[str, str]
QUESTIONS = {frage["key"]: tuple(frage["antworten"]) for frage in table()["frage"]}
COMBINATIONS = [dict(zip(QUESTIONS, answers, strict=True)) for answers in product(*QUESTIONS.values())]

REHA = "sgb9_49_8_2a"
MAY: dict[tuple[str, str], Callable[[Answers], bool]] = {
    ("unfallversicherung", REHA): lambda a: a["ursache"] == "arbeitsunfall",
    ("soziale_entschaedigung", REHA): lambda a: a["ursache"] == "entschaedigung",
    ("rentenversicherung", REHA): lambda a: a["arbeitsplatz"] != "werkstatt" and a["ursache"] == "nein" and a["versicherung"] != "nein",
    ("bundesagentur", REHA): lambda a: a["arbeitsplatz"] != "werkstatt" and a["ursache"] == "nein" and a["versicherung"] != "ja",
    ("integrationsamt", "sgb9_185_3"): lambda a: a["arbeitsplatz"] == "ja" and a["schwerbehindert"] != "nein",
    ("eingliederungshilfe", "sgb9_61"): lambda a: a["arbeitsplatz"] == "werkstatt",
}
"""The matrix of payers and bases as it was read in the texts: who pays on which basis, and for whom. Not read from the standard."""

NEVER = {
    ("eingliederungshilfe", REHA),
    ("integrationsamt", REHA),
    ("jobcenter", REHA),
    ("krankenkasse", REHA),
    ("bundesagentur", "sgb9_61"),
}
"""What no office may pay, from the same texts."""


def result(answers: Answers) -> Ergebnis:
    """What a reader arrives at who gives these answers to whatever is asked."""
    (found,) = (one for one in results() if one.holds(answers))
    return found


@pytest.mark.parametrize("answers", COMBINATIONS, ids=lambda answers: "-".join(answers.values()))
def test_every_combination_of_answers_has_a_result_that_the_law_allows(answers: Answers) -> None:
    found = result(answers)
    for pair in found.stellen:
        assert pair not in NEVER
        assert MAY[pair](answers)
        assert law()[pair].state(date(2026, 11, 29)) == "gilt"
    certain = {pair for pair, may in MAY.items() if may(answers)}
    assert certain <= set(found.stellen) or answers["ursache"] in ("arbeitsunfall", "entschaedigung", "unklar"), "whoever may pay is named"
    assert len(found.stellen) == 1 or found.ungeklaert, "of several offices nobody says which is the one"
    assert any(stelle.adresse.startswith("https://") for stelle in found.anlaufstellen), "there is somebody to ask"
    assert found.grund
    assert not ("zuerst" in found.grund and found.ungeklaert), "what is open is not decided a line above"
    assert found.saetze


def test_two_offices_that_depend_on_each_other_are_named_together_and_the_likelier_one_first() -> None:
    answers = {"arbeitsplatz": "ja", "ursache": "nein", "schwerbehindert": "ja", "versicherung": "ja"}
    assert [traeger for traeger, _ in result(answers).stellen] == ["rentenversicherung", "integrationsamt"]


def test_what_does_not_matter_is_not_asked() -> None:
    first = steps(table()["frage"], {})
    assert isinstance(first, Schritt)
    after_work, after_search, after_workshop = (follows for _, follows in first.antworten)
    texts = {frage["key"]: frage["text"] for frage in table()["frage"]}
    assert isinstance(after_search, Schritt)
    assert asked(after_work) == {texts["ursache"], texts["schwerbehindert"], texts["versicherung"]}
    assert asked(after_search) == {texts["ursache"], texts["versicherung"]}
    assert asked(after_workshop) == {texts["ursache"]}
    assert isinstance(after_search.antworten[0][1], Ergebnis), "after an accident at work nothing else matters"


def asked(step: Schritt | Ergebnis) -> set[str]:
    """Every question that may still come."""
    return set() if isinstance(step, Ergebnis) else {step.text}.union(*(asked(follows) for _, follows in step.antworten))


def test_every_sentence_names_its_paragraph_its_address_and_its_day() -> None:
    for satz in table()["satz"].values():
        assert satz.heisst.endswith(".")
        host = "https://www.gesetze-im-internet.de/"
        assert satz.adresse.startswith(host) == satz.paragraf.startswith("§"), "readers are led to the official text"
        assert bool(satz.stand) == satz.paragraf.startswith("§"), "a text of the law has a day"


def test_the_page_says_the_day_and_is_no_legal_advice() -> None:
    html = example_pages()["wer-zahlt.html"]
    text, links = text_of(html), set(Page(html).links())
    assert "Keine Rechtsberatung. Gelesen am 29. November 2026." in text
    assert not Page(html).every("script")
    for frage in table()["frage"]:
        assert frage["text"] in text
    for one in results():
        assert one.fall in text
        assert text.count(one.grund) >= 1
        for stelle in one.anlaufstellen:
            assert not stelle.adresse or {stelle.adresse, f"../{stelle.adresse}"} & links
    assert "Stand des Textes: 29. Juli 2026" in text
    assert "§ " not in html.partition("<main")[2].partition("</main>")[0], "no paragraph is torn from its number"
    assert "Ohne Datum, gelesen am 29. November 2026" in text


@pytest.mark.parametrize("url", ["index.html", "standard.html", "anbieter/beispiel-org.html", "jobcoach/jc-7k3m9q.html", "amt/lwl.html"])
def test_the_way_is_one_click_from_everywhere(url: str) -> None:
    html = example_site()[url]
    main = html[html.index("<main") : html.index("</main>")]
    links = [link.removeprefix("../") for link in Page(main if url != "standard.html" else html).links()]
    assert "wer-zahlt.html" in links

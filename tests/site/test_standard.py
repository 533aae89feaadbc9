"""The pages on the standard, the Stufen, the costs and the neighbours: every rule with its source and its days."""

import re
from dataclasses import replace
from datetime import date

import pytest

from landkarte.ground.text import day
from landkarte.site.pages.rulebook import fields_marked, thresholds
from landkarte.standard import course_rules, neighbours, rules, stufen, versions, vocabulary
from tests import invented
from tests.pages import Page, common, example_pages, example_parsed, example_site, examples, text_of
from tests.standard.test_geprueft import CHECKED

# The standard


def bare(text: str) -> str:
    """Only what can be seen: where a part of a word is raised, a test must not ask for a space."""
    return "".join(text.split())


def test_the_page_of_all_rules_has_each_in_one_sentence_and_can_be_read_at_a_sitting() -> None:
    html = example_pages()["standard.html"]
    text, page = text_of(html), Page(html)
    ids = {attributes.get("id") for _, attributes in page.tags}
    assert f"nach {len(rules())} Regeln angesehen" in text
    assert len(text.split()) < 2500
    for code, rule in rules().items():
        assert code in ids, "old links to a rule of this page lead to its sentence"
        assert f"regel/{code}.html" in page.links()
        assert bare(code + rule.satz) in bare(text)
    for kind, words in (("belegt", "belegt"), ("abgeleitet", "abgeleitet"), ("vorschlag", "Vorschlag")):
        assert f"{sum(rule.art == kind for rule in rules().values())} Regeln: {words}" in text


@pytest.mark.parametrize("code", rules())
def test_a_rule_begins_with_a_sentence_that_needs_no_knowledge_of_the_files(code: str) -> None:
    rule = rules()[code]
    for sentence in (rule.satz, rule.beispiel):
        assert "<code>" not in fields_marked(sentence.replace("bundesweit", "")), "a word of German, too"
        assert sentence.endswith((".", "“"))
        assert len(sentence.split()) <= 25
    assert not re.search(r"\b(YAML|UTF-8|HTML5|true|false|Vokabular)\b", rule.satz)


@pytest.mark.parametrize("code", rules())
def test_a_rule_has_an_address_of_its_own_with_reason_example_level_and_source(code: str) -> None:
    rule, html = rules()[code], example_pages()[f"regel/{code}.html"]
    text, _, files = text_of(html).partition("Für alle, die Einträge schreiben")
    whole = f"Regel {code}: {rule.titel} {rule.satz} Warum? {rule.warum} Zum Beispiel nicht {rule.beispiel} Was dann geschieht"
    assert bare(whole) in bare(text)
    assert f"Gilt seit {day(rule.gueltig_ab)}" in text
    assert bare(rule.prueft) in bare(files)
    assert bare(rule.tipp) in bare(files)
    assert set(re.findall(r"https?://[^\s;,)]+", rule.quelle)) <= set(Page(html).links())


def test_the_page_of_a_rule_says_what_follows() -> None:
    assert "Was dann geschieht Fehler: Eintrag erscheint nicht Woher" in text_of(example_pages()["regel/D-01.html"])
    assert "Was dann geschieht Hinweis an den Anbieter Woher" in text_of(example_pages()["regel/P-13.html"])


def test_an_older_version_of_a_rule_stays_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    new = rules()["A-02"]
    old = replace(new, prueft="Früher waren es 60 Tage.", werte={"tage": 60}, gueltig_ab=date(2025, 1, 1), gueltig_bis=date(2025, 12, 31))
    monkeypatch.setattr("landkarte.site.pages.rulebook.versions", lambda: {**versions(), "A-02": (old, new)})
    text = text_of(common(examples())["regel/A-02.html"])
    assert "Frühere Fassung Gilt vom 1. Januar 2025 bis zum 31. Dezember 2025" in text
    assert "Früher waren es 60 Tage. (Schwelle: 60 Tage)" in text


def test_thresholds_are_words() -> None:
    assert thresholds({"mindestens": 2, "hoechstens": 12}) == "mindestens 2 und höchstens 12"
    assert thresholds({"ue": [1, 1000], "woerter": ["a"]}) == "1 bis 1.000 Unterrichtseinheiten"
    assert thresholds({"schluessel": ["a"]}) == ""


def test_every_stufe_says_what_it_needs_and_that_it_is_no_certificate() -> None:
    text = text_of(example_pages()["stufen.html"])
    for stufe in stufen().stufen.values():
        assert f"{stufe.titel} Was sie sagt" in text
        for key in stufe.braucht:
            assert stufen().kriterien[key].text.replace("JobcoachingAP", "Jobcoaching AP") in text
    for rule in course_rules():
        assert rule.titel in text
    assert "24 Monate ab dem Tag der Einsicht." in text
    assert "Suche und Listen ordnen nie nach der Stufe." in text
    assert "Warum hier nirgends „zertifiziert“ steht" in text


def costs(today: date) -> tuple[str, str]:
    """The page on costs: what is in force, and what no longer is."""
    text = text_of(common(replace(invented.directory([]), today=today))["kosten.html"]).partition("Wie ein Antrag läuft Den")[2]
    now, _, old = text.partition("Nicht mehr gültig Alte")
    return now, old.partition("Gelesene Texte")[0]


def test_a_legal_basis_ends_with_its_last_day() -> None:
    jobcenter = "Neu seit 2025 nicht mehr."
    now, old = costs(date(2024, 12, 31))
    assert jobcenter in now
    assert not old
    now, old = costs(date(2025, 1, 1))
    assert jobcenter not in now
    assert f"Jobcenter: § 49 Abs. 8 Satz 1 Nr. 2a SGB IX Galt vom 14. Juni 2023 bis zum 31. Dezember 2024. {jobcenter}" in old
    assert "Gilt seit 14. Juni 2023." in costs(date(2023, 6, 14))[0]
    assert "Gilt seit 14. Juni 2023." not in costs(date(2023, 6, 13))[0]


def test_a_legal_basis_names_its_paragraphs_with_the_state_that_was_read_and_leads_to_the_official_pages() -> None:
    assert "Jobcoaching steht nicht ausdrücklich im Gesetz. § 185 SGB IX , Stand 29. Juli 2026." in costs(date(2026, 11, 1))[0]
    links = set(Page(example_pages()["kosten.html"]).links())
    assert {f"https://www.gesetze-im-internet.de/sgb_9_2018/__{one}.html" for one in ("49", "61a", "185")} <= links
    assert not [link for link in links if "github.com" in link]


@pytest.mark.parametrize(("today", "old"), [(date(2027, 4, 15), False), (date(2027, 4, 16), True)])
def test_what_was_not_read_recently_is_said_once_at_the_top(today: date, old: bool) -> None:
    text = text_of(common(replace(invented.directory([]), today=today))["kosten.html"])
    assert text.count("icht aktuell geprüft") == 1
    said = text.partition("Nicht aktuell geprüft sind")[2].partition("Auf dieser Seite")[0].partition(" .")[0]
    for name, open_ in {"SGB IX , Stand 29. Juli 2026": True, "SchwbAV , Stand 24. November 2023": True, "SGB III , Stand": old}.items():
        assert (name in said) == open_, name


def test_the_deadlines_are_those_of_the_law_and_name_their_paragraph() -> None:
    text = text_of(example_pages()["kosten.html"])
    for paragraph, sentence in CHECKED["fristen"].items():
        rest = text.partition(sentence)[2]
        assert rest, sentence
        assert paragraph in rest.partition(" ).")[0], sentence


def test_what_was_found_false_stands_nowhere() -> None:
    for url, html in example_site().items():
        if not url.endswith((".html", ".json", ".js")):
            continue
        text = example_parsed()[url].text if url.endswith(".html") else html
        assert [word for word in CHECKED["falsch"]["worte"] if word in text] == [], url


def test_the_page_on_costs_names_every_payer_every_office_and_its_limits() -> None:
    html = example_pages()["kosten.html"]
    text = text_of(html)
    for name in ("leistungstraeger", "aemter"):
        for wert in vocabulary(name).werte.values():
            assert wert.label in text
    assert "Keine Rechtsberatung." in text
    assert "Es gibt 17 Integrations- und Inklusionsämter." in text


def test_the_neighbours_are_named_with_their_sources() -> None:
    html = example_pages()["abgrenzung.html"]
    text = text_of(html)
    for one in neighbours():
        assert f"{one.titel} " in text
        assert set(re.findall(r"https?://[^\s;,)]+", one.quelle)) <= set(Page(html).links())
    assert "Sie sind nicht schlechter, sondern etwas anderes." in text

"""The data with which providers are compared: what their pages say, never more."""

import html
import json
import re
from pathlib import Path
from typing import Any

from landkarte.directory import Directory
from landkarte.site.pages import Renderer
from tests.conftest import ROOT
from tests.invented import CONSENT, coach, directory, freelancer, provider

Rows = dict[str, list[str]]
PROMISE = {"selbstverpflichtung": {"datum": "2026-02-03", "unterzeichnet_von": "Leitung"}}


def read(script: str) -> list[Rows]:
    """Per provider the values by the title of their row."""
    match = re.fullmatch(r"window\.landkarte = window\.landkarte \|\| \{\};\nwindow\.landkarte\.vergleich_\d+ = (.*);\n", script)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    titles = [title for _, group in data["gruppen"] for title in group]
    return [dict(zip(titles, line, strict=True)) for line in data["zeilen"]]


def written(published: Directory) -> dict[str, str]:
    return {path: data.decode() for path, data in Renderer(published, ROOT / "templates").comparison()}


def compared(published: Directory) -> list[Rows]:
    return [rows for script in written(published).values() for rows in read(script)]


def text_of(page: Path) -> str:
    return " ".join(
        html.unescape(re.sub(r"</?(bdi|sup|span)[^>]*>|<[^>]*>", lambda tag: "" if tag[1] else " ", page.read_text("utf-8"))).split()
    )


def test_everything_stands_on_the_page_of_the_entry(site: Path) -> None:
    listed = re.findall(r'"((?:anbieter|jobcoach)/[a-z0-9-]+\.html)"', (site / "daten/verzeichnis.js").read_text("utf-8"))
    rows = read((site / "daten/vergleich/0.js").read_text("utf-8"))
    assert len(listed) == len(rows) > 20
    for url, row in zip(listed, rows, strict=True):
        page = text_of(site / url)
        told = [value for values in row.values() for value in values if not re.search(r"\d Jobcoach(es)?$|^Kein Jobcoach", value)]
        told = [value.rpartition(": ")[2] if value.count(": ") else value for value in told]
        assert len(told) > 5
        assert [value for value in told if " ".join(value.split()) not in page] == [], url


def test_a_freelancer_is_compared_by_her_own_reasons() -> None:
    released = {**CONSENT, "umfang": ["name", "funktion", "qualifikation"]}
    course = {"kurs": "lwl", "titel": "Beispielkurs", "ue": "160", "abschluss": "2020-05-01", "status": "abgeschlossen"}
    [row] = compared(directory([freelancer("jc-1", "Mia", "Muster", qualitaet=PROMISE, einwilligung=released, weiterbildungen=[course])]))
    assert row["Stufe"][0] == "Selbstauskunft nach dem Standard"
    assert row["Die Weiterbildung hatte den verlangten Umfang."][0] == "✓ erfüllt"
    assert row["Ein gültiger Nachweis über diese Weiterbildung ist angegeben."][0] == "○ nicht belegt"


def test_of_an_organisation_the_coaches_are_counted() -> None:
    released = {**CONSENT, "umfang": ["name", "qualifikation"]}
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1", "jc-2"], qualitaet=PROMISE),
        coach("jc-1", "Mia", "Muster", "beispiel-a", einwilligung=released),
        coach("jc-2", "Ada", "Muster", "beispiel-a"),
        provider("beispiel-b", "Beispiel B"),
    ]
    with_team, without = compared(directory(entries))
    assert with_team["Stufe"] == ["2 Jobcoaches: Selbstauskunft nach dem Standard"]
    consent = with_team["Die Angaben zur Qualifikation sind zur Veröffentlichung freigegeben."]
    assert consent == ["✓ erfüllt: 1 Jobcoach", "✗ nicht erfüllt: 1 Jobcoach"]
    assert without["Stufe"] == ["Kein Jobcoach mit eigenem Eintrag"]
    assert without["Kosten"] == []


def test_costs_say_of_which_offer_and_of_which_day() -> None:
    rate = {"stundensatz_eur": {"von": "60", "bis": "80", "stand": "2026-05-01"}}
    offers = [
        {"id": "jc", "leistungsart": "jobcoaching_ap", "konditionen": rate},
        {"id": "ub", "titel": "Beispielhilfe", "leistungsart": "unterstuetzte_beschaeftigung", "konditionen": {"fahrtkosten": "pauschal"}},
    ]
    one, two = compared(directory([provider(f"beispiel-{n}", f"Beispiel {n}", angebote=offers[:n]) for n in (1, 2)]))
    assert one["Kosten"] == ["Stundensatz: 60 € bis 80 € (Angabe vom 1. Mai 2026)"]
    assert two["Kosten"][0] == "JobcoachingAP, Stundensatz: 60 € bis 80 € (Angabe vom 1. Mai 2026)"
    assert two["Kosten"][1].startswith("Beispielhilfe, Fahrtkosten: ")


def test_nothing_that_was_not_released_is_in_it() -> None:
    hidden = {
        "einwilligung": {**CONSENT, "umfang": ["funktion"]},
        "kontakt": {"funktion": "Leitung", "telefon": "+49 30 23125 519", "email": "geheim@example.org", "kontaktwege": ["telefon"]},
        "weiterbildungen": [{"kurs": "lwl", "titel": "Geheimkurs", "status": "laufend"}],
    }
    for text in written(directory([freelancer("jc-1", "Wilhelmine", "Verborgen", **hidden)])).values():
        assert not re.search("Wilhelmine|Verborgen|23125|geheim", text, re.IGNORECASE)


def test_whoever_compares_four_does_not_load_all() -> None:
    published = directory([provider(f"beispiel-{number:03}", f"Beispiel {number:03}") for number in range(101)])
    files = written(published)
    assert list(files) == ["daten/vergleich/0.js", "daten/vergleich/1.js"]
    assert [len(read(script)) for script in files.values()] == [100, 1]

"""The data with which providers are compared: what their pages say, never more."""

import html
import json
import re
from pathlib import Path
from typing import Any

from landkarte.directory import Directory
from landkarte.site.pages import comparison
from tests.invented import CONSENT, coach, directory, freelancer, provider

Rows = dict[str, list[str]]
PROMISE = {"selbstverpflichtung": {"datum": "2026-02-03", "unterzeichnet_von": "Leitung"}}


def read(script: str) -> list[Rows]:
    """Per provider the values by the title of their row."""
    match = re.fullmatch(r"window\.landkarte = window\.landkarte \|\| \{\};\nwindow\.landkarte\.vergleich_\d+ = (.*);\n", script)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    return [dict(zip(data["merkmale"], line, strict=True)) for line in data["zeilen"]]


def written(published: Directory) -> dict[str, str]:
    return {path: data.decode() for path, data in comparison.files(published)}


def compared(published: Directory) -> list[Rows]:
    return [rows for script in written(published).values() for rows in read(script)]


def text_of(page: Path) -> str:
    return " ".join(
        html.unescape(re.sub(r"</?(bdi|sup|span)[^>]*>|<[^>]*>", lambda tag: "" if tag[1] else " ", page.read_text("utf-8"))).split()
    )


def test_everything_stands_on_the_page_of_the_entry(site: Path) -> None:
    listed = re.findall(r'"((?:anbieter|jobcoach)/[a-z0-9-]+\.html)"', next(site.glob("daten/*/verzeichnis.js")).read_text("utf-8"))
    rows = read(next(site.glob("daten/*/vergleich/0.js")).read_text("utf-8"))
    assert len(listed) == len(rows) > 20
    for url, row in zip(listed, rows, strict=True):
        page = text_of(site / url)
        counted = row.pop("Kennenlerngespräch") if url.startswith("anbieter") else []
        assert not re.search("zertifiziert|barrierefrei", str(row.pop("Von uns gesehen") + counted))
        told = [value.rpartition(": ")[2] for values in row.values() for value in values]
        assert len(told) > 5
        assert [value for value in told if " ".join(value.split()) not in page] == [], url


def test_one_row_says_what_was_seen() -> None:
    released = {**CONSENT, "umfang": ["name", "qualifikation"]}
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1", "jc-2"], qualitaet=PROMISE),
        coach("jc-1", "Mia", "Muster", "beispiel-a", einwilligung=released),
        coach("jc-2", "Ada", "Muster", "beispiel-a"),
        provider("beispiel-b", "Beispiel B"),
    ]
    with_team, without = compared(directory(entries))
    assert with_team["Von uns gesehen"] == ["Eigene Angabe (2 Jobcoaches), kein Nachweis gesehen"]
    assert without["Von uns gesehen"] == ["Nichts"]


def test_whether_one_can_meet_before() -> None:
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1", "jc-2"]),
        coach("jc-1", "Mia", "Muster", "beispiel-a", kennenlerngespraech="true"),
        coach("jc-2", "Ada", "Muster", "beispiel-a", kennenlerngespraech="false"),
        freelancer("jc-3", "Eva", "Muster", kennenlerngespraech="false"),
    ]
    assert [row["Kennenlerngespräch"] for row in compared(directory(entries))] == [["möglich: 1 Jobcoach"], ["nicht möglich"]]


def test_of_jobcoaching_it_says_who_pays_how_long_it_takes_and_what_it_costs() -> None:
    paid = {"leistungstraeger": [{"traeger": "rentenversicherung", "status": "beauftragt", "jahr": "2026"}]}
    rate = {"konditionen": {"stundensatz_eur": {"von": "60", "bis": "80", "stand": "2026-05-01"}}}
    offers = [
        {"id": "jc", "leistungsart": "jobcoaching_ap", **paid, **rate, "dauer_monate": {"von": "4", "bis": "9"}},
        {"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung", "dauer_monate": {"von": "12", "bis": "24"}},
        {"id": "ab", "titel": "Beispielhilfe", "leistungsart": "jobcoaching_ap", "konditionen": {"fahrtkosten": "pauschal"}},
    ]
    related, one, two = compared(
        directory([provider(f"beispiel-{n}", f"Beispiel {n}", angebote=some) for n, some in enumerate((offers[1:2], offers[:2], offers))])
    )
    rows = ("Wer bezahlt", "Dauer", "Kosten")
    assert [related[row] for row in rows] == [[], ["12 bis 24 Monate"], []]
    paid_and_rate = ["Rentenversicherung: Schon beauftragt (2026)", "Stundensatz: 60 € bis 80 € (Angabe vom 1. Mai 2026)"]
    assert [one[row] for row in rows] == [paid_and_rate[:1], ["4 bis 9 Monate"], paid_and_rate[1:]]
    assert two["Dauer"] == ["JobcoachingAP: 4 bis 9 Monate"]
    assert two["Kosten"] == [f"JobcoachingAP: {paid_and_rate[1]}", "Beispielhilfe: Fahrtkosten: Als Pauschale"]


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

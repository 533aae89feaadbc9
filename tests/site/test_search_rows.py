"""Data for search, map and others: what is in it, and what must never be."""

import json
import re
from typing import Any

from landkarte.directory import Directory
from landkarte.site import search_rows
from tests.invented import CONSENT, coach, directory, freelancer, provider, site


def written(published: Directory) -> dict[str, str]:
    return {path: data.decode() for path, data in search_rows.files(published)}


def rows(published: Directory) -> list[dict[str, Any]]:
    """The rows as the browser reads them."""
    script = written(published)["daten/eintraege.js"]
    match = re.fullmatch(r"window\.landkarte = window\.landkarte \|\| \{\};\nwindow\.landkarte\.eintraege = (.*);\n", script)
    assert match
    data = json.loads(match[1])
    return [dict(zip(data["felder"], row, strict=True)) | {"data": data} for row in data["zeilen"]]


def terms(row: dict[str, Any]) -> set[str]:
    """Every label and synonym under which a row is found."""
    numbers = row["laender"] + row["leistungsarten"] + row["handlungsfelder"] + row["kommunikation"] + row["begriffe"]
    return {word for number in numbers for word in row["data"]["begriffe"][number][1:]}


def test_a_row_says_what_the_card_says() -> None:
    [row] = rows(directory([provider("beispiel-a", "Beispiel A", beispiel=True, einzugsgebiet={"umkreis_km": "50"})]))
    assert (row["name"], row["url"], row["orte"]) == ("Beispiel A", "anbieter/beispiel-a.html", ["32756 Detmold"])
    assert (row["gebiet"], row["stand"], row["beispiel"], row["verwandt"]) == ("50 km um Detmold", "2026-10-01", 1, 0)
    assert [row["data"]["begriffe"][number][1] for number in row["leistungsarten"]] == ["JobcoachingAP"]


def test_a_row_has_the_number_to_call_as_far_as_it_is_released() -> None:
    kontakt = {"funktion": "Koordination", "telefon": "030/23125 000", "kontaktwege": ["telefon"]}
    released = {**CONSENT, "umfang": ["name", "telefon"]}
    [row] = rows(directory([provider("beispiel-a", "Beispiel A", kontakt=kontakt, einwilligung=released)]))
    assert row["telefon"] == "+49 30 23125000"
    [row] = rows(directory([provider("beispiel-a", "Beispiel A", kontakt=kontakt)]))
    assert row["telefon"] == ""


def test_rows_are_found_by_synonyms_of_the_vocabularies() -> None:
    [row] = rows(directory([provider("beispiel-a", "Beispiel A", behinderungsarten=["autismus"], kommunikation=["dgs"])]))
    assert {"Asperger", "Gebärdensprache", "Arbeitstraining", "Nordrhein-Westfalen", "NRW"} <= terms(row)


def test_a_provider_is_found_by_what_its_coaches_can_do() -> None:
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1"]),
        coach("jc-1", "Mia", "Muster", "beispiel-a", kommunikation=["dgs"]),
    ]
    [row] = rows(directory(entries))
    assert "DGS" in terms(row)
    assert {"mia", "muster"} <= set(row["worte"].split())


def test_every_part_of_a_name_counts_however_short_and_however_its_accents_are_stored() -> None:
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1", "jc-2"]),
        coach("jc-1", "Thu Hà", "Musterlinh", "beispiel-a"),
        coach("jc-2", "E. Zoe\u0308", "Li", "beispiel-a"),
    ]
    [row] = rows(directory(entries))
    assert {"thu", "hà", "musterlinh", "e", "zoë", "li"} <= set(row["worte"].split())


def test_a_stranger_cannot_put_herself_into_the_row_of_a_provider() -> None:
    entries = [provider("beispiel-a", "Beispiel A"), coach("jc-1", "Mia", "Muster", "beispiel-a", kommunikation=["dgs"])]
    [row] = rows(directory(entries))
    assert "DGS" not in terms(row)
    assert "mia" not in row["worte"]


def test_a_name_that_was_not_released_is_in_no_file() -> None:
    without_name = {**CONSENT, "umfang": ["funktion"]}
    entries = [
        freelancer("jc-1", "Wilhelmine", "Verborgen", einwilligung=without_name),
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-2"]),
        coach("jc-2", "Ottokar", "Versteckt", "beispiel-a", einwilligung=without_name),
    ]
    for text in written(directory(entries)).values():
        assert not re.search("Wilhelmine|Verborgen|Ottokar|Versteckt", text, re.IGNORECASE)


def test_nothing_in_an_entry_can_end_the_script() -> None:
    name = "</script><!-- \u2028 \u2029 &"
    published = directory([provider("beispiel-a", name)])
    script = written(published)["daten/eintraege.js"]
    assert not re.search("[<>&\u2028\u2029]", script)
    assert rows(published)[0]["name"] == name


def test_a_capacity_older_than_90_days_is_left_out() -> None:
    fresh = provider("beispiel-a", "Beispiel A", kapazitaet={"status": "frei", "plaetze": "2", "stand": "2026-08-03"})
    stale = provider("beispiel-b", "Beispiel B", kapazitaet={"status": "frei", "plaetze": "2", "stand": "2026-08-02"})
    assert [row["kapazitaet"] for row in rows(directory([fresh, stale]))] == ["2 Plätze frei (Angabe vom 3. August 2026)", ""]


def test_the_area_is_said_in_words() -> None:
    areas: list[dict[str, object]] = [
        {"kreise": ["05766", "05774"]},
        {"kreise": ["05766", "05774", "05770", "05762", "06633"]},
        {"bundesweit": "true", "ausnahmen": {"bundeslaender": ["BY"]}},
        {"umkreis_km": "30", "bundeslaender": ["HE"]},
    ]
    entries = [provider(f"beispiel-{number}", f"Beispiel {number}", einzugsgebiet=area) for number, area in enumerate(areas)]
    assert [row["gebiet"] for row in rows(directory(entries))] == [
        "Kreis Lippe, Kreis Paderborn",
        "5 Kreise in Nordrhein-Westfalen und Hessen",
        "bundesweit (ohne Bayern)",
        "30 km um Detmold, Hessen",
    ]


def test_a_related_offer_is_marked() -> None:
    related = provider("beispiel-a", "Beispiel A", angebote=[{"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung"}])
    assert [row["verwandt"] for row in rows(directory([related]))] == [1]


def test_rows_of_ten_thousand_stay_small() -> None:
    lemgo = [site("Lemgo", "32657", 52, 8.9)]
    entries = [provider(f"beispiel-{n:03}", f"Beispiel {n:03}", standorte=lemgo, branchen=["pflege"]) for n in range(100)]
    _, _, lines = written(directory(entries))["daten/eintraege.js"].partition('"zeilen":')
    assert len(lines) < 100 * 250


def test_a_row_is_found_by_the_stufe_but_not_by_a_day() -> None:
    promise = {"selbstverpflichtung": {"datum": "2026-02-03", "unterzeichnet_von": "Leitung"}}
    [row] = rows(directory([freelancer("jc-1", "Mia", "Muster", qualitaet=promise)]))
    assert row["nachweis"] == "Eigene Angabe, kein Nachweis gesehen"
    assert "Selbstauskunft nach dem Standard" in terms(row)
    assert not re.search(r"\d", row["worte"])

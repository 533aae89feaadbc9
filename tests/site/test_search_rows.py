"""Data for search, map and others: what is in it, and what must never be."""

import json
import re
from base64 import b64decode
from itertools import accumulate
from typing import Any

from landkarte.directory import Directory
from landkarte.places.tables import kreise
from landkarte.site import search_rows, search_words
from tests.invented import CONSENT, coach, directory, freelancer, provider, site


def written(published: Directory) -> dict[str, str]:
    return {path: data.decode() for path, data in search_rows.files(published)}


def data(published: Directory, name: str) -> Any:
    """What the browser reads from daten/<name>.js."""
    script = written(published)[f"daten/{name}.js"]
    match = re.fullmatch(r"window\.landkarte = window\.landkarte \|\| \{\};\nwindow\.landkarte\.(\w+) = (.*);\n", script)
    assert match
    assert match[1] == name.replace("/", "_")
    return json.loads(match[2])


def cards(published: Directory, family: str) -> dict[int, dict[str, Any]]:
    """The cards by row, of the files whose names begin so."""
    found: dict[int, dict[str, Any]] = {}
    columns = data(published, "eintraege")["felder"]
    for path, script in written(published).items():
        if path.startswith(f"daten/karten/{family}"):
            _, _, spelled = script.partition("landkarte.karten || {}, ")
            found |= {int(row): dict(zip(columns, card, strict=True)) for row, card in json.loads(spelled.removesuffix(");\n")).items()}
    return found


def rows(published: Directory) -> list[dict[str, Any]]:
    """The cards as the browser reads them."""
    return [card for _, card in sorted(cards(published, "a").items())]


def members(short: str | list[int]) -> list[int]:
    """The rows of a set, as the browser reads it."""
    if isinstance(short, str):
        bits = int.from_bytes(b64decode(short + "=" * (-len(short) % 4)), "little")
        return [row for row in range(bits.bit_length()) if bits >> row & 1]
    return [*accumulate(short)]


def terms(published: Directory, row: int = 0) -> set[str]:
    """Every label and synonym under which a row is found."""
    head = data(published, "eintraege")
    return {
        word
        for name, (start, _, _) in head["vokabulare"].items()
        for number, short in enumerate(data(published, f"merkmale/{name}"), start)
        if row in members(short)
        for word in head["begriffe"][number][1:]
    }


def words(published: Directory) -> dict[str, list[int]]:
    """Every word of a text with its rows, in the order of the files."""
    files = range(len(data(published, "eintraege")["worte"]))
    return {word: members(rest[0]) for file in files for word, *rest in data(published, f"worte/{file}")}


def test_a_row_says_what_the_card_says() -> None:
    published = directory([provider("beispiel-a", "Beispiel A", beispiel=True, einzugsgebiet={"umkreis_km": "50"})])
    [row] = rows(published)
    assert (row["name"], row["url"], row["orte"]) == ("Beispiel A", "anbieter/beispiel-a.html", ["32756 Detmold"])
    assert (row["gebiet"], row["stand"], row["beispiel"], row["verwandt"]) == ("50 km um Detmold", "2026-10-01", 1, 0)
    begriffe = data(published, "eintraege")["begriffe"]
    assert [begriffe[number][1] for number in row["leistungsarten"]] == ["JobcoachingAP"]


def test_a_row_has_the_number_to_call_as_far_as_it_is_released() -> None:
    kontakt = {"funktion": "Koordination", "telefon": "030/23125 000", "kontaktwege": ["telefon"]}
    released = {**CONSENT, "umfang": ["name", "telefon"]}
    [row] = rows(directory([provider("beispiel-a", "Beispiel A", kontakt=kontakt, einwilligung=released)]))
    assert row["telefon"] == "+49 30 23125000"
    [row] = rows(directory([provider("beispiel-a", "Beispiel A", kontakt=kontakt)]))
    assert row["telefon"] == ""


def test_rows_are_found_by_synonyms_of_the_vocabularies() -> None:
    published = directory([provider("beispiel-a", "Beispiel A", behinderungsarten=["autismus"], kommunikation=["dgs"])])
    assert {"Asperger", "Gebärdensprache", "Arbeitstraining", "Nordrhein-Westfalen", "NRW"} <= terms(published)


def test_a_provider_is_found_by_what_its_coaches_can_do() -> None:
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1"]),
        coach("jc-1", "Mia", "Muster", "beispiel-a", kommunikation=["dgs"]),
    ]
    assert "DGS" in terms(directory(entries))
    assert {"mia", "muster"} <= words(directory(entries)).keys()


def test_every_part_of_a_name_counts_however_short_and_however_its_accents_are_stored() -> None:
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1", "jc-2"]),
        coach("jc-1", "Thu Hà", "Musterlinh", "beispiel-a"),
        coach("jc-2", "E. Zoe\u0308", "Li", "beispiel-a"),
    ]
    assert {"thu", "hà", "musterlinh", "e", "zoë", "li"} <= words(directory(entries)).keys()


def test_a_stranger_cannot_put_herself_into_the_row_of_a_provider() -> None:
    entries = [provider("beispiel-a", "Beispiel A"), coach("jc-1", "Mia", "Muster", "beispiel-a", kommunikation=["dgs"])]
    assert "DGS" not in terms(directory(entries))
    assert "mia" not in words(directory(entries))


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
    for script in written(published).values():
        assert not re.search("[<>\u2028\u2029]|[^&]&[^&]", script)
    assert rows(published)[0]["name"] == data(published, "verzeichnis")[0][0] == name


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


def test_what_every_question_loads_of_ten_thousand_stays_small_and_no_file_of_words_is_large() -> None:
    lemgo = [site("Lemgo", "32657", 52, 8.9)]
    entries = [provider(f"beispiel-{n:03}", f"Beispiel x{n:03} y{n:03}", standorte=lemgo, branchen=["pflege"]) for n in range(800)]
    found = {path: len(script) for path, script in written(directory(entries)).items()}
    alone = len(written(directory(entries[:1]))["daten/eintraege.js"])
    assert found["daten/eintraege.js"] - alone < 800
    files = [size for path, size in found.items() if path.startswith("daten/worte/")]
    assert len(files) > 1
    assert max(files) <= search_words.LARGEST
    assert [*words(directory(entries))] == sorted(words(directory(entries)))


def test_the_cards_lie_in_the_alphabet_and_once_more_with_their_neighbours_in_the_country() -> None:
    kiel, detmold = site("Kiel", "24103", 54.32, 10.13) | {"ags": "01002"}, site("Detmold", "32756", 51.94, 8.88) | {"ags": "05766"}
    entries = [provider(f"beispiel-{n:03}", f"Beispiel {n:03}", standorte=[(kiel, detmold)[n % 2]]) for n in range(130)]
    published = directory(entries)
    files = [path for path in written(published) if path.startswith("daten/karten/")]
    assert files == ["daten/karten/a0.js", "daten/karten/a1.js", "daten/karten/a2.js", "daten/karten/k0.js", "daten/karten/k1.js"]
    assert [card["name"] for card in rows(published)] == [f"Beispiel {n:03}" for n in range(130)]
    assert {card["orte"][0] for card in cards(published, "k0").values()} == {"24103 Kiel"}
    assert cards(published, "k") == cards(published, "a")
    first_kreise = data(published, "eintraege")["kreise"]
    assert first_kreise == [[*kreise()].index("01002"), [*kreise()].index("05766")]


def test_an_answer_names_the_town_and_the_word_as_they_are_written() -> None:
    entries = [provider("beispiel-a", "Beispiel Übergang", beschreibung="Übergang in Arbeit, mit allem, was dazu gehört.")]
    found = {row[0]: row[1:] for row in data(directory(entries), "worte/0")}
    assert found["übergang"] == [[0], [0]]
    assert found["detmold"][2:] == ["32756 Detmold", [0]]


def test_a_slip_is_never_taken_for_a_number() -> None:
    entries = [provider("beispiel-a", "Beispiel A4711", beschreibung="Übergang in Arbeit, mit allem, was dazu gehört.")]
    guesses = data(directory(entries), "vermutungen").split()
    assert {"ubergang", "arbeit"} <= set(guesses)
    assert "a4711" not in guesses


def test_a_row_is_found_by_the_stufe_but_not_by_a_day() -> None:
    promise = {"selbstverpflichtung": {"datum": "2026-02-03", "unterzeichnet_von": "Leitung"}}
    published = directory([freelancer("jc-1", "Mia", "Muster", qualitaet=promise)])
    [row] = rows(published)
    assert row["nachweis"] == "Eigene Angabe, kein Nachweis gesehen"
    assert "Selbstauskunft nach dem Standard" in terms(published)
    assert [word for word, rows in words(published).items() if rows and re.search(r"\d", word)] == []

"""What a maintainer reads about a change: whose entry, which fields, which findings, how it will look; nothing to misuse."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from landkarte.desk import comment, review
from landkarte.desk.commandline import OK, Options, UsageError, parse
from landkarte.desk.review.differences import differences
from landkarte.desk.review.words import Quote, markdown, plain
from landkarte.entries import reading
from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach
from landkarte.ground.diagnostics import Diagnostic, as_code
from landkarte.ground.errors import OperatorError
from tests.conftest import DAY, ROOT
from tests.desk.test_history import HOSTILE
from tests.repositories import commit, edit, git
from tests.systems import pipe

DETMOLD = "coaches/anbieter/beispiel-coaching-detmold.yaml"
GOTHA = "coaches/anbieter/beispiel-bbw-gotha.yaml"
OWNER = "beispiel-konto-detmold"


def reviewed(root: Path, capsys: pytest.CaptureFixture[str], author: str = OWNER) -> dict[str, Any]:
    """The summary of what the working tree changes, for programs."""
    assert build.run(root, Options("review", base="main", author=author, format="json"), DAY) == OK
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def commented(root: Path, capsys: pytest.CaptureFixture[str], author: str = OWNER) -> str:
    assert build.run(root, Options("review", base="main", author=author, format="markdown"), DAY) == OK
    return capsys.readouterr().out


# --- What differs ---


ENTRY: dict[str, Any] = {
    "id": "x",
    "kontakt": {"telefon": "+49 30 1", "funktion": "Leitung"},
    "branchen": ["gastgewerbe"],
    "angebote": [{"id": "a", "leistungsart": "jobcoaching_ap"}, {"id": "b", "leistungsart": "jobcoaching_ap"}],
    "standorte": [{"id": "hier", "plz": "01067", "adresse_veroeffentlichen": "true"}],
    "einzugsgebiet": {"kreise": ["05766"]},
    "stand": "2026-10-01",
}


def told(kind: type = Anbieter, /, **fields: Any) -> list[str]:
    return [
        plain(words) for words in differences(ENTRY, {key: value for key, value in (ENTRY | fields).items() if value is not None}, [kind])
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kontakt": {"telefon": "+49 30 2", "funktion": "Leitung"}}, ["Kontakt, Telefon geändert von „+49 30 1“ auf „+49 30 2“"]),
        ({"kontakt": {"funktion": "Leitung"}}, ["Kontakt, Telefon entfernt; war „+49 30 1“"]),
        ({"stand": "2026-11-01"}, ["Stand geändert von „1. Oktober 2026“ auf „1. November 2026“"]),
        ({"stand": "2026-11-31"}, ["Stand geändert von „1. Oktober 2026“ auf „2026-11-31“"]),
        ({"stand": None}, ["Stand entfernt; war „1. Oktober 2026“"]),
        ({"beispiel": "true"}, ["Beispiel ergänzt: „ja“"]),
        ({"lizenz": "cc0_1_0"}, ["Lizenz ergänzt: „Creative Commons Zero 1.0“"]),
        ({"lizenz": "frei"}, ["Lizenz ergänzt: „frei“"]),
        ({"einzugsgebiet": {"kreise": ["05766", "05774"]}}, ["Einzugsgebiet, Kreise ergänzt: „Kreis Paderborn“"]),
        ({"einzugsgebiet": None}, ["Einzugsgebiet, Kreise entfernt: „Kreis Lippe“"]),
        ({"einzugsgebiet": {"kreise": ["99999", "05766"]}}, ["Einzugsgebiet, Kreise ergänzt: „99999“"]),
        ({"branchen": ["gastgewerbe", "gastgewerbe"]}, ["Branchen: nur die Reihenfolge oder Wiederholungen geändert"]),
        ({"angebote": list(reversed(ENTRY["angebote"]))}, ["Angebote: nur die Reihenfolge geändert"]),
        ({"angebote": ENTRY["angebote"][:1]}, ["Angebot „b“ entfernt"]),
        (
            {"angebote": [ENTRY["angebote"][1], ENTRY["angebote"][0] | {"dauer_monate": {"von": "3", "bis": "9"}}]},
            ["Angebot „a“: Dauer in Monaten ergänzt: „3 bis 9“"],
        ),
        (
            {"angebote": [*ENTRY["angebote"], {"id": "c", "dauer_monate": {"bis": "9"}}]},
            ["Angebot „c“ neu", "Angebot „c“: Dauer in Monaten ergänzt: „bis 9“"],
        ),
        ({"standorte": [ENTRY["standorte"][0] | {"plz": "01069"}]}, ["Standort „hier“: Postleitzahl geändert von „01067“ auf „01069“"]),
        (
            {"standorte": [ENTRY["standorte"][0] | {"adresse_veroeffentlichen": "false"}]},
            ["Standort „hier“: Adresse veröffentlichen geändert von „ja“ auf „nein“"],
        ),
        (
            {"angebote": [{"leistungstraeger": [{"traeger": "jobcenter", "status": "x"}]} | ENTRY["angebote"][0], ENTRY["angebote"][1]]},
            ["Angebot „a“: Leistungsträger „Jobcenter“ neu", "Angebot „a“: Leistungsträger „Jobcenter“: Status ergänzt: „x“"],
        ),
        ({"unbekannt": "y"}, ["„unbekannt“ ergänzt: „y“"]),
        ({"kontakt": "anrufen"}, ["Kontakt geändert von „(anders aufgebaut)“ auf „anrufen“"]),
        ({"angebote": "viele"}, ["Angebote geändert von „(anders aufgebaut)“ auf „viele“"]),
        ({"branchen": ["gastgewerbe", ["x"]]}, ["Branchen ergänzt: „(anders aufgebaut)“"]),
        ({"id": "x "}, ["Kennung: nur die Schreibweise geändert"]),
        ({}, []),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_the_words_of_the_field(fields: Mapping[str, Any], expected: list[str]) -> None:
    assert told(**fields) == expected


def test_of_a_long_text_only_what_differs_is_shown() -> None:
    text = "Wort " * 200
    before, after = ({"beschreibung": f"{text}{word} {text}"} for word in ("alt", "neu"))
    [words] = differences(before, after, [Anbieter])
    assert plain(words).count("Wort") < 40
    assert "alt" in plain(words)
    assert "neu" in plain(words)


def test_two_names_are_two_values() -> None:
    before, after = ({"name": {"vorname": "Beispiel", "nachname": name}} for name in ("Eins", "Zwei"))
    assert [plain(words) for words in differences(before, after, [Jobcoach])] == ["Name geändert von „Beispiel Eins“ auf „Beispiel Zwei“"]


LEAF = st.none() | st.text(max_size=8) | st.sampled_from(["true", "2026-01-01", "jobcoaching_ap"])
KEY = st.sampled_from(
    ["id", "angebote", "standorte", "kontakt", "name", "kreise", "einzugsgebiet", "dauer_monate", "konto", "sprachen", "x\n@y"]
)
TREE = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=4), max_leaves=12)


@given(st.dictionaries(KEY, TREE, max_size=6), st.dictionaries(KEY, TREE, max_size=6))
def test_whatever_stands_there_can_be_compared(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = differences(before, after, [Freiberufler, Anbieter])
    assert differences(before, before, [Freiberufler, Anbieter]) == []
    assert found or before.keys() ^ after.keys() or before == after or any(isinstance(value, dict | list) for value in before.values())
    for words in found:
        assert "\n" not in markdown(words)
        assert comment.defused(markdown(words)) == markdown(words).strip()


# --- Whose entry ---


def flags(found: dict[str, Any]) -> list[str]:
    return [flag for entry in found["eintraege"] for flag in entry["beachten"]]


def test_an_entry_belongs_to_the_account_before_the_change(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository / DETMOLD, "+49 30 23125 012", "+49 30 23125 013")
    edit(repository / DETMOLD, f"konto: {OWNER}", "konto: Fremd")
    assert flags(reviewed(repository, capsys, "fremd")) == [
        f"Fremde Änderung: Der Eintrag gehört zum Konto „{OWNER}“, der Vorschlag kommt von „fremd“.",
        f"Das Konto ist geändert von „{OWNER}“ auf „Fremd“.",
    ]


def test_capital_letters_of_an_account_do_not_matter(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository / DETMOLD, f"konto: {OWNER}", f"konto: {OWNER.upper()}")
    assert flags(reviewed(repository, capsys, OWNER.title())) == []


@pytest.mark.parametrize("author", ["", "wer-auch-immer"])
def test_an_entry_without_an_account_has_none(repository: Path, capsys: pytest.CaptureFixture[str], author: str) -> None:
    edit(repository / GOTHA, "stand: ", "konto: wer-auch-immer\nstand: ")
    assert flags(reviewed(repository, capsys, author)) == [
        "Der Eintrag nennt kein Konto: Ob die Änderung vom Anbieter kommt, muss die Redaktion klären.",
        "Das Konto „wer-auch-immer“ ist neu eingetragen.",
    ]


def test_who_deletes_a_strangers_entry_is_named_and_the_entry_is_not(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / DETMOLD).unlink()
    found = reviewed(repository, capsys, "fremd")
    assert [flag.partition(":")[0] for flag in flags(found)] == ["Fremde Änderung"]
    [entry] = found["eintraege"]
    assert (entry["art"], entry["name"]) == ("gelöscht", "beispiel-coaching-detmold")
    assert "gGmbH" not in json.dumps(found, ensure_ascii=False)
    assert [row["code"] for row in found["folgen"] if row["schwere"] == "fehler"] != []


def test_a_real_entry_that_becomes_an_example_is_noticed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository / DETMOLD, "beispiel: true\n", "")
    commit(repository)
    git(repository, "branch", "--force", "main")
    edit(repository / DETMOLD, f"konto: {OWNER}\n", f"konto: {OWNER}\nbeispiel: true\n")
    assert flags(reviewed(repository, capsys)) == [
        "Aus einem wirklichen Eintrag wird ein Beispiel (beispiel: true); für ihn bleibt dann die Uhr stehen."
    ]


def test_a_side_that_cannot_be_read_is_said_to_be_so(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = (repository / DETMOLD).read_text("utf-8")
    (repository / DETMOLD).write_text("name: [\n", encoding="utf-8")
    [entry] = reviewed(repository, capsys, "fremd")["eintraege"]
    assert entry["unterschiede"] == ["Der neue Stand ist nicht lesbar; was sich ändert, lässt sich nicht nennen."]
    assert entry["beachten"][0].startswith("Fremde Änderung: ")
    assert entry["befunde"][0]["schwere"] == "fehler"
    commit(repository)
    git(repository, "branch", "--force", "main")
    (repository / DETMOLD).write_text(good, encoding="utf-8")
    [entry] = reviewed(repository, capsys, "fremd")["eintraege"]
    assert entry["unterschiede"] == ["Der bisherige Stand ist nicht lesbar; was sich ändert, lässt sich nicht nennen."]
    assert entry["beachten"][0] == "Der bisherige Stand ist nicht lesbar: Wem der Eintrag gehört, muss die Redaktion klären."
    (repository / DETMOLD).write_text("name: ]\n", encoding="utf-8")
    [entry] = reviewed(repository, capsys)["eintraege"]
    assert entry["unterschiede"] == ["Keiner der beiden Stände ist lesbar; was sich ändert, lässt sich nicht nennen."]


# --- What else is said ---


def new_provider(root: Path, **replaced: str) -> str:
    text = (root / GOTHA).read_text("utf-8").replace("id: beispiel-bbw-gotha", "id: neuling", 1)
    for old, new in replaced.items():
        text = re.sub(rf"^{old}: .*$", lambda _, line=f"{old}: {new}": line, text, count=1, flags=re.M)  # type: ignore[misc]
    (root / "coaches/anbieter/neuling.yaml").write_text(text, encoding="utf-8")
    return "coaches/anbieter/neuling.yaml"


def test_a_new_entry_asks_for_a_whole_review_and_shows_its_card(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = new_provider(repository)
    found = reviewed(repository, capsys)
    [entry] = found["eintraege"]
    assert (entry["datei"], entry["art"], entry["name"]) == (file, "neu", "Beispiel Berufsbildungswerk Gotha")
    assert entry["beachten"][0] == "Neuer Eintrag: Bitte vollständig durchsehen, auch die Einwilligung."
    shared = "die gleiche E-Mail-Adresse, die gleiche Telefonnummer, die gleiche Adresse und den gleichen Namen"
    assert entry["vielleicht_doppelt"][0]["meldung"] == f"„beispiel-bbw-gotha“ hat {shared}."
    assert entry["karte"]["Ort"] == "99867 Gotha"
    assert entry["lage"] == ["99867 Gotha, Landkreis Gotha, Thüringen, Thüringer Landesverwaltungsamt – Integrationsamt"]
    assert GOTHA in {row["datei"] for row in found["folgen"]}


def test_what_only_a_person_can_judge_is_there_to_be_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository / DETMOLD, "  funktion: Koordination Jobcoaching", "  funktion: Frau Sommer, nach Schlaganfall zurück")
    edit(repository / DETMOLD, "unterzeichnet_von: Geschäftsführung", "unterzeichnet_von: Leitung")
    [entry] = reviewed(repository, capsys)["eintraege"]
    assert entry["freitexte"] == [
        "Funktion: „Frau Sommer, nach Schlaganfall zurück“ – vielleicht ein Name oder eine Krankheit: „Frau Sommer, Schlaganfall“",
        "Unterzeichnet von: „Leitung“",
    ]
    assert "### Freitexte zum Lesen" in commented(repository, capsys)


def test_the_card_says_what_the_site_says(repository: Path, capsys: pytest.CaptureFixture[str], site: Path) -> None:
    edit(repository / GOTHA, "stand: ", "stand:  ")
    [entry] = reviewed(repository, capsys)["eintraege"]
    assert entry["unterschiede"] == ["Keine Angabe ändert sich; nur Schreibweise, Reihenfolge der Felder oder Kommentare."]
    page = re.sub(r"<[^>]+>", "", (site / "index.html").read_text("utf-8"))
    for text in entry["karte"].values():
        assert text.replace("JobcoachingAP", "Jobcoaching") in page.replace("JobcoachingAP", "Jobcoaching") or text == "frei erfunden"


def test_a_rename_is_one_change(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = "coaches/anbieter/anders.yaml"
    text = (repository / DETMOLD).read_text("utf-8")
    text = text.replace("id: beispiel-coaching-detmold\n", "id: anders\nfruehere_ids: [beispiel-coaching-detmold]\n", 1)
    (repository / new).write_text(text.replace("+49 30 23125 012", "+49 30 23125 013"), encoding="utf-8")
    (repository / DETMOLD).unlink()
    [entry] = reviewed(repository, capsys, "fremd")["eintraege"]
    assert (entry["datei"], entry["art"], entry["vorher"]) == (new, "umbenannt", "beispiel-coaching-detmold")
    assert entry["beachten"] == [f"Fremde Änderung: Der Eintrag gehört zum Konto „{OWNER}“, der Vorschlag kommt von „fremd“."]
    assert "Kontakt, Telefon geändert von „+49 30 23125 012“ auf „+49 30 23125 013“" in entry["unterschiede"]


def test_stufen_are_named_before_and_after_also_of_others(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / DETMOLD).write_text((repository / DETMOLD).read_text("utf-8").replace("traegerart: ", "traegerart: x-"), encoding="utf-8")
    found = reviewed(repository, capsys)
    assert "„jc-p6z2fk“: vorher „Weiterbildungsnachweis eingesehen“, nachher „keine“" in found["stufen"]
    edit(repository / "coaches/jobcoaches/jc-p6z2fk.yaml", "stand: ", "stand:  ")
    found = reviewed(repository, capsys)
    [entry] = [entry for entry in found["eintraege"] if entry["id"] == "jc-p6z2fk"]
    assert entry["stufe"] == "vorher „Weiterbildungsnachweis eingesehen“, nachher „keine“"
    assert not any("jc-p6z2fk" in line for line in found["stufen"])


@pytest.mark.parametrize(
    ("old", "new"),
    [("nachname: ", "nachname: Neu-"), ("vom: 2026-", "vom: 2025-"), ("liegt_bei: ", "liegt_bei: der ")],
)
def test_that_a_prüfvermerk_falls_with_the_person_is_said_first(
    repository: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    edit(repository / "coaches/jobcoaches/jc-p6z2fk.yaml", old, new)
    [entry] = reviewed(repository, capsys, "fremd")["eintraege"]
    assert entry["beachten"][0].startswith("Prüfvermerk verloren: „Name, Anbieter, Kontakt, Website oder Einwilligung stimmt nicht")
    assert entry["stufe"] == "vorher „Weiterbildungsnachweis eingesehen“, nachher „Selbstauskunft nach dem Standard“"
    lines = commented(repository, capsys, "fremd").partition("## Zu beachten\n\n")[2].splitlines()
    assert "Prüfvermerk verloren" in lines[0]


def test_what_only_the_maintainers_may_change_is_listed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "coaches/pruefungen/jc-p6z2fk.yaml").unlink()
    edit(repository / "coaches/orte.csv", "#", "##")
    (repository / ".github").mkdir()
    (repository / ".github/x.yml").write_text("x", encoding="utf-8")
    (repository / "coaches/anbieter/unter").mkdir()
    (repository / "coaches/anbieter/unter/x.yaml").write_text("x", encoding="utf-8")
    assert [(row["datei"], row["art"]) for row in reviewed(repository, capsys)["redaktion"]] == [
        (".github/x.yml", "neu"),
        ("coaches/anbieter/unter/x.yaml", "neu"),
        ("coaches/orte.csv", "geändert"),
        ("coaches/pruefungen/jc-p6z2fk.yaml", "gelöscht"),
    ]


def test_out_holds_the_summary_and_a_map_of_each_entry(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_provider(repository, name='"Beispiel </title><script>alert(1)</script>"')
    out = tmp_path / "aus gabe"
    for _ in range(2):
        assert build.run(repository, Options("review", base="main", out=str(out), format="markdown"), DAY) == OK
    assert sorted(path.name for path in out.iterdir()) == ["karte-neuling.svg", "zusammenfassung.md"]
    picture = ET.fromstring((out / "karte-neuling.svg").read_text("utf-8"))
    assert picture.attrib["role"] == "img"
    title, told = picture[0].text, picture[1].text
    assert (title, told) == (
        "Lage von Beispiel </title><script>alert(1)</script>",
        "99867 Gotha, Landkreis Gotha, Thüringen, Thüringer Landesverwaltungsamt – Integrationsamt",
    )
    assert len(picture.findall("{*}path")) == 16
    assert "- Karte: `karte-neuling.svg` im Artefakt `zusammenfassung`\n" in (out / "zusammenfassung.md").read_text("utf-8")
    assert picture.findall(".//{*}script") == []


def test_the_summary_is_the_same_every_time(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, path in enumerate(sorted((repository / "coaches/anbieter").iterdir())):
        edit(path, "stand: ", "stand:  " if number % 2 else "stand: x")
    assert commented(repository, capsys) == commented(repository, capsys)


def test_a_change_of_a_thousand_entries_is_still_one_comment(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (repository / GOTHA).read_text("utf-8")
    for number in range(300):
        id_ = f"viele-{number:03}"
        (repository / f"coaches/anbieter/{id_}.yaml").write_text(
            text.replace("id: beispiel-bbw-gotha", f"id: {id_}\nunbekannt{number}: x", 1), encoding="utf-8"
        )
    edit(repository / DETMOLD, "konto: ", "konto: x-")
    shown = commented(repository, capsys, "fremd")
    assert len(shown) < 60_000
    assert "Der Vorschlag ist zu groß für einen Kommentar. Es fehlen die Einzelheiten zu `viele-" in shown
    assert "`beispiel-coaching-detmold`: Fremde Änderung" in shown
    assert len(comment.defused(shown)) < 60_000


def test_whatever_is_in_a_change_the_comment_has_an_end_and_the_worst_stands_in_it() -> None:
    long = "x " * 5_000
    finding = Diagnostic(long, 1, 1, "FO-01", "fehler", long, long)
    new = review.Reviewed(long, "a", "neu", long, flags=((long[:200],),) * 200)
    full = review.Reviewed(
        long, "m", "geändert", long, long, ((Quote(long),),), ((Quote(long),),) * 500, (finding,) * 500, (finding,) * 500,
        ("vorher ", Quote(long)), ((long[:90], long),) * 9, (long,) * 30, b"<svg/>",
    )  # fmt: skip
    foreign = review.Reviewed("z", "z", "gelöscht", "z", flags=(("Fremde Änderung: Der Eintrag gehört zum Konto ", Quote("b"), "."),))
    shown = review.as_markdown(
        review.Review("", (new, full, foreign), ((long, "neu"),) * 500, (finding,) * 500, ((Quote(long),),) * 500), pictures=True
    )
    assert len(shown) < 60_000
    assert shown.split("## Zu beachten\n\n")[1].startswith("- `z`: Fremde Änderung: Der Eintrag gehört zum Konto `b`.\n")
    assert len(re.findall(r"^- und \d+ weitere$", shown, re.M)) >= 7
    assert "Es fehlen die Einzelheiten zu" not in shown or "`m`" not in shown.split("Es fehlen die Einzelheiten zu")[1]


# --- Nothing a stranger could misuse ---

TEXTS = [
    "@redaktion @everyone",
    "#1 GH-1 owner/repo#2 0123456789abcdef0123456789abcdef01234567",
    ":tada: :shipit:",
    "https://evil.example www.evil.example a@b.example",
    "[Link](https://evil.example) ![Bild](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)><!-- ",
    "```\n# Groß\n| a | b |\n|---|---|",
    "`@redaktion`",
    "`` ` @a ``",
    "$`x`$ $$y$$",
    "\u202eumgekehrt\u200b",
    "&lt;b&gt; \\@a \\` @b",
    "---\n===\n> zitat\n1. eins",
    "##[error]x\n::error::y",
    "- [ ] @team/alle",
    "[^1]: fuß",
    "a" * 5000,
    "**fett** ~~x~~",
]


def rendered(text: str) -> str:
    """What is left of a comment outside of code, line by line: there nothing may be obeyed."""
    return "\n".join(re.sub(r"`[^`]+`", "", line) for line in text.splitlines())


def assert_harmless(text: str) -> None:
    outside = rendered(text)
    for line in outside.splitlines():
        bare = re.sub(r"^(#{2,3} |- )", "", line)
        assert not re.search(r"[@#<>\[\]|`*_~$&\\=^{}]|https?:/|www\.\w|:\w|\b[0-9a-f]{7,}\b|-\d", bare), line
    assert all(line.count("`") % 2 == 0 for line in text.splitlines())
    assert "``" not in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("text", TEXTS)
def test_words_of_an_entry_are_only_words(text: str, small_repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = json.dumps(text)
    edit(small_repository / GOTHA, "konto: beispiel-konto-gotha", f"konto: {quoted}")
    edit(small_repository / GOTHA, "funktion: ", f"{quoted}: x\n  erreichbarkeit: {quoted}\n  funktion: ")
    new_provider(small_repository, name=quoted)
    edit(small_repository / "coaches/jobcoaches/jc-n4p6ua.yaml", "schema: ", f"{quoted}: {quoted}\nschema: ")
    shown = commented(small_repository, capsys, text)
    assert_harmless(shown)
    assert as_code(" ".join(text.split()), 100)[1:-2] in shown
    assert comment.defused(shown) == shown.strip()
    assert text in reviewed(small_repository, capsys, text)["konto"] or not text.isprintable()


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_files_are_only_words(name: str, small_repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_repository / "coaches/anbieter" / name).write_text("id: x\n", encoding="utf-8")
    (small_repository / name).write_text("x", encoding="utf-8")
    shown = commented(small_repository, capsys)
    assert_harmless(shown)
    assert comment.defused(shown) == shown.strip()
    assert len(reviewed(small_repository, capsys)["redaktion"]) == 1


@given(st.text() | st.text("`@#:. -/a1\n<", max_size=40))
def test_code_of_markdown_holds_anything(text: str) -> None:
    code = as_code(text)
    assert code.count("`") == 2
    assert 2 < len(code) <= 302
    assert_harmless(code)


# --- The one comment ---


@given(st.text() | st.text("`@#:. -/a1\n<[]()!_*|\\&g0", max_size=60))
def test_whatever_an_artifact_says_becomes_harmless(text: str) -> None:
    once = comment.defused(text)
    assert_harmless(once)
    assert comment.defused(once) == once


ENTRIES_ONLY = [[{"filename": DETMOLD, "status": "modified"}, {"filename": "coaches/jobcoaches/jc-7k3m9q.yaml"}]]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ([{"filename": "build.py"}, {"filename": DETMOLD}], ["- `build.py`"]),
        ([{"filename": DETMOLD, "previous_filename": "landkarte/desk/check.py", "status": "renamed"}], ["- `landkarte/desk/check.py`"]),
        (
            [[{"filename": "coaches/pruefungen/jc-7k3m9q.yaml"}], [{"filename": "coaches/anbieter/a/b.yaml"}, {"filename": "tests/a.py"}]],
            ["- `tests/a.py`", "- `coaches/anbieter/a/b.yaml`", "- `coaches/pruefungen/jc-7k3m9q.yaml`"],
        ),
        ([{"filename": "a\n## Alles gut `x` @redaktion\u202e"}], ["- `a\\u000a## Alles gut 'x' @redaktion\\u202e`"]),
        ([{"filename": DETMOLD}] * 3000, ["- Die Plattform nennt nicht alle Dateien."]),
        ({"message": "Not Found"}, ["- Die Plattform nennt nicht alle Dateien."]),
        ([], ["- Die Plattform nennt nicht alle Dateien."]),
    ],
)
def test_what_is_no_entry_stands_above_whatever_the_branch_says(changed: object, told: list[str]) -> None:
    """And also where it says nothing, or that there is nothing else."""
    for summary in (b"", b"## Nur Eintr\xc3\xa4ge\n\nLaut der Plattform \xc3\xa4ndert der Vorschlag nur Eintr\xc3\xa4ge."):
        body = comment.decided(summary, [], changed)["body"]
        assert body.startswith(f"{comment.MARKER}\n## Nicht nur Einträge\n\n")
        above = body.partition("Diese Zusammenfassung hat ein Programm")[0]
        assert [line for line in above.splitlines() if line.startswith("- ")] == told
        assert_harmless(above.removeprefix(comment.MARKER))


def test_many_files_hide_none_of_the_program_and_nobody_speaks_for_the_platform() -> None:
    files = [{"filename": name} for name in ("build.py", "landkarte/desk/check.py", *(f"!{number}.txt" for number in range(60)))]
    body = comment.decided("Laut der Plattform ändert der Vorschlag nur Einträge.".encode(), [], files)["body"]
    above, _, below = body.partition("Diese Zusammenfassung hat ein Programm")
    assert "- im Programm: `build.py` (1)\n- im Programm: `landkarte` (1)\n" in above
    assert "Laut der Plattform" not in below


@pytest.mark.parametrize("text", TEXTS)
def test_a_forged_summary_is_defused(text: str) -> None:
    body = comment.decided(f"# Titel\n## {text}\n- {text} `{text}`\n{text}".encode(), [], ENTRIES_ONLY)["body"]
    head, files, empty, frame, also_empty, *rest = re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", body)
    assert (head, empty, also_empty) == (comment.MARKER, "", "")
    assert files == "Laut der Plattform ändert der Vorschlag nur Einträge."
    assert frame.startswith("Diese Zusammenfassung hat ein Programm ")
    assert all(line == ">" or line.startswith("> ") for line in rest), "no line of it can look like one of ours"
    assert_harmless("\n".join(line[2:] for line in rest))


def test_a_forged_summary_is_cut() -> None:
    many = [{"filename": f"{number:04}/{'`' * 400}"} for number in range(400)]
    body = comment.decided(b"`x` Wort\n" * 100_000, [], many)["body"]
    assert len(body) < comment.LIMIT
    assert body.endswith("weil sie für einen Kommentar zu lang ist.")
    assert "\n- und 350 weitere\n" in body


def bot(id_: int, body: str, kind: str = "Bot") -> dict[str, Any]:
    return {"id": id_, "body": body, "user": {"login": "jemand", "type": kind}}


def test_there_is_one_comment_which_changes_only_when_there_is_news() -> None:
    first = comment.decided(b"## A\n\n- eins", [], ENTRIES_ONLY)
    assert (first["action"], first["id"]) == ("create", None)
    below = [[bot(1, first["body"], "User"), bot(2, "anderes")], [bot(3, first["body"].replace("\n", "\r\n") + "\r\n"), None, {"id": 4}]]
    assert comment.decided(b"## A\n\n- eins\n", below, ENTRIES_ONLY) == {"action": "none", "id": 3, "body": None}
    second = comment.decided(b"## A\n\n- zwei", below, ENTRIES_ONLY)
    assert (second["action"], second["id"]) == ("update", 3)
    assert second["body"].endswith("- zwei")
    assert comment.decided(b" \n\xff", [], ENTRIES_ONLY) != first
    assert comment.decided(b"", below, ENTRIES_ONLY) == {"action": "none", "id": None, "body": None}
    assert comment.decided(b"x", {"message": "Not Found"}, ENTRIES_ONLY)["action"] == "create"


@pytest.mark.parametrize("kind", ["missing", "link", "fifo", "folder"])
def test_only_a_plain_file_is_a_summary(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "zusammenfassung.md"
    if kind == "link":
        path.symlink_to(ROOT / "README.md")
    elif kind == "fifo":
        pipe(path)
    elif kind == "folder":
        path.mkdir()
    with pytest.raises(OperatorError, match=r"^zusammenfassung\.md "):
        comment.summary(path)


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000])
def test_comments_that_are_no_json_are_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "k.json").write_bytes(content)
    with pytest.raises(OperatorError, match="enthält kein JSON"):
        comment.listed(tmp_path / "k.json")


def test_the_comment_needs_nothing_installed(tmp_path: Path) -> None:
    (tmp_path / "z.md").write_text("## A\n", encoding="utf-8")
    (tmp_path / "k.json").write_text("[]", encoding="utf-8")
    command = [
        sys.executable,
        "-S",
        str(ROOT / "build.py"),
        "comment",
        "--text",
        str(tmp_path / "z.md"),
        "--comments",
        str(tmp_path / "k.json"),
        "--files",
        str(tmp_path / "k.json"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout)["action"] == "create"


@pytest.mark.parametrize(
    "arguments",
    ["review", "review --author x", "review --base", "review --base main --format text", "review a.yaml --base main", "check --base main",
     "comment", "comment --text a", "comment --comments a", "comment --text a --comments b",
     "comment --text a --comments b --files c --format markdown", "build --out x",
     "check --author x"],
)  # fmt: skip
def test_what_belongs_together(arguments: str) -> None:
    with pytest.raises(UsageError, match="Der Aufruf ist nicht verständlich"):
        parse(arguments.split())


def test_what_review_needs() -> None:
    assert parse(["review", "--base", "main"]) == Options("review", format="markdown", base="main")


def test_data_of_a_file_that_is_no_entry_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("plz: 01067\nzahl: no\n", encoding="utf-8")
    assert reading.data(path) == {"plz": "01067", "zahl": "no"}
    for content in ("a: [\n", "a: &b c\n", "- a\n"):
        path.write_text(content, encoding="utf-8")
        assert reading.data(path) is None
    assert reading.data(tmp_path / "fehlt.yaml") is None


def test_whose_file_it_is() -> None:
    assert review.is_entry("coaches/anbieter/a\nb.yaml")
    assert not review.is_entry("coaches/anbieter/unter/a.yaml")
    assert not review.is_entry("coaches/pruefungen/a.yaml")
    # nobody reads it as an entry, and it could hide from a maintainer how entries differ
    assert not review.is_entry("coaches/anbieter/.gitattributes")

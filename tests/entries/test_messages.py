"""What people read and act on when an entry is wrong: the words that name the mistake, and the hint that mends it."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import Options
from landkarte.entries.reading import dump, load, tree
from landkarte.ground.diagnostics import Diagnostic
from landkarte.judging import World, findings
from landkarte.standard import rules
from tests.conftest import ROOT, make_project
from tests.entries.test_reading import entry_with, findings_of, loaded_with

DAY = date(2026, 11, 23)


def the_finding(folder: Path, *changes: tuple[str, str]) -> Diagnostic:
    """The only finding of an entry in which each first text was replaced by its second."""
    text = entry_with()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    [finding] = findings_of(folder, text)
    return finding


# --- The name of the file ---


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("meine-organisation.yaml", "Schreiben Sie id: meine-organisation"),
        ("Meine Börse (1).yaml", "Benennen Sie die Datei um, zum Beispiel in meine-boerse-1.yaml."),
        ("fall.yml", "Ändern Sie die Endung: fall.yaml. Windows zeigt Endungen erst, wenn "),
        ("fall.yaml.txt", "Ändern Sie die Endung: fall.yaml. Windows zeigt Endungen erst, wenn "),
        ("fall.docx", "Kopieren Sie den Text in einen Texteditor (in Windows: Editor) und speichern Sie ihn als fall.yaml."),
    ],
)
def test_a_wrong_file_name_is_told_with_the_way_out(name: str, hint: str, tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with(), name)
    assert finding.code == "FO-03"
    assert finding.hint.startswith(hint)


def a_folder_elsewhere(coaches: Path) -> None:
    (coaches / "jobcoach").mkdir()
    (coaches / "jobcoach/a.yaml").write_text(entry_with(), encoding="utf-8")


def a_linked_folder(coaches: Path) -> None:
    (coaches.parent / "elsewhere").mkdir()
    (coaches.parent / "elsewhere/fall.yaml").write_text(entry_with(), encoding="utf-8")
    (coaches / "jobcoaches").symlink_to(coaches.parent / "elsewhere")


ASTRAY: dict[str, tuple[Callable[[Path], object], str, str, str]] = {
    "a file beside the folders": (
        lambda coaches: (coaches / "fall.yaml").write_text(entry_with(), encoding="utf-8"),
        "coaches/fall.yaml", "FO-03", "Die Datei liegt im falschen Ordner und wird nicht gelesen.",
    ),
    "a folder of another name": (
        a_folder_elsewhere,
        "coaches/jobcoach", "FO-03", "Den Ordner „jobcoach“ kennt das Verzeichnis nicht; was darin liegt, wird nicht gelesen.",
    ),
    "a linked folder": (
        a_linked_folder,
        "coaches/jobcoaches", "FO-01", "Das ist kein gewöhnlicher Ordner, sondern eine Verknüpfung (Link).",
    ),
    "a file in place of a folder": (
        lambda coaches: (coaches / "jobcoaches").write_text("", encoding="utf-8"),
        "coaches/jobcoaches", "FO-01", "Das ist kein gewöhnlicher Ordner, sondern eine Datei.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ASTRAY)
def test_what_lies_in_no_folder_of_entries_is_told_and_not_read(case: str, tmp_path: Path) -> None:
    make, file, code, message = ASTRAY[case]
    (tmp_path / "coaches/anbieter").mkdir(parents=True)
    make(tmp_path / "coaches")
    loaded = load(tmp_path / "coaches")
    assert [(finding.file, finding.code, finding.message) for finding in loaded.findings] == [(file, code, message)]
    assert loaded.findings[0].hint
    assert loaded.sources == ()


def test_templates_and_hidden_files_are_expected_beside_the_folders(tmp_path: Path) -> None:
    make_project(tmp_path / "projekt", ROOT / "coaches")
    (tmp_path / "projekt/coaches/.DS_Store").write_bytes(b"")
    assert (tmp_path / "projekt/coaches/vorlagen").is_dir()
    assert [finding for finding in load(tmp_path / "projekt/coaches").findings if finding.level == "fehler"] == []


# --- Values as people write them ---

PLZ = 'plz: "32756"'
AREA = "{umkreis_km: 50}"


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        (PLZ, "plz: 1067", "Meinten Sie 01067?"),
        (PLZ, "plz: D-32756", "Meinten Sie 32756?"),
        (PLZ, "plz: unbekannt", "Schreiben Sie fünf Ziffern, auch eine führende Null."),
        (PLZ, 'plz: "32756", ags: 5766020', "Meinten Sie 05766020?"),
        (PLZ, 'plz: "32756", ags: 5766', "Meinten Sie 05766?"),
        (PLZ, 'plz: "32756", adresse_veroeffentlichen: ja', "Meinten Sie true?"),
        (PLZ, 'plz: "32756", adresse_veroeffentlichen: No', "Meinten Sie false?"),
        (PLZ, 'plz: "32756", adresse_veroeffentlichen: vielleicht', "Schreiben Sie true für ja oder false für nein."),
        (AREA, "{umkreis_km: 50 km}", "Meinten Sie 50?"),
        (AREA, '{umkreis_km: "62,5"}', "Schreiben Sie nur eine ganze Zahl, ohne Einheit und ohne weitere Wörter."),
        (AREA, "{kreise: [3252]}", "Meinten Sie 03252?"),
        (AREA, "Lippe", "Schreiben Sie darunter, eingerückt: umkreis_km: …, kreise: …"),
        ("[email, post]", "email und post", "Meinten Sie [email, post]?"),
        ("[email, post]", '"email, post"', "Meinten Sie [email, post]?"),
        ("leistungsart: ber", "konditionen: {pauschalen: [{zweck: bericht, eur: 60 €}]}, leistungsart: ber", "Meinten Sie 60?"),
        ("leistungsart: ber", 'konditionen: {pauschalen: [{zweck: bericht, eur: "62,50"}]}, leistungsart: ber', "Meinten Sie 62.50?"),
        ("leistungsart: ber", 'konditionen: {pauschalen: [{zweck: bericht, eur: "1.062,50"}]}, leistungsart: ber', "Meinten Sie 1062.50?"),
        ("leistungsart: ber", "dauer_monate: 4-9 Monate, leistungsart: ber", "Meinten Sie {von: 4, bis: 9}?"),
        ("leistungsart: ber", "personalschluessel: 1 zu 1, leistungsart: ber", "Meinten Sie 1:1?"),
        ("stand: 2026-10-01", "stand: 2026-02-30", "Prüfen Sie Monat und Tag; die Reihenfolge ist Jahr-Monat-Tag."),
        ("name: Beispiel einfach", "name: ---", "Schreiben Sie in eine einzige Zeile, mit Buchstaben oder Ziffern."),
        ("rieb", "rieb" + "x" * 1500, "Kürzen Sie um 53 Zeichen."),
    ],
)  # fmt: skip
def test_the_hint_is_about_this_value(before: str, after: str, hint: str, tmp_path: Path) -> None:
    assert the_finding(tmp_path, (before, after)).hint.startswith(hint)


def test_a_text_that_is_too_short_says_how_long_it_is(tmp_path: Path) -> None:
    finding = the_finding(tmp_path, ("Wir begleiten Menschen und Betriebe im Arbeitsalltag.", "Wir begleiten."))
    assert finding.message == "beschreibung: Der Text ist zu kurz: Er hat 14 Zeichen, nötig sind mindestens 40."
    assert finding.hint == "Ergänzen Sie mindestens 26 Zeichen."


def test_of_many_possible_fields_only_a_few_are_listed(tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with("xyzzy: 1"))
    listed = re.fullmatch(r"Hier sind unter anderem möglich: (.*)\. Alle Felder zeigt die Vorlage\.", finding.hint)
    assert listed
    assert len(listed[1].split(", ")) == 8


ONE_NUMBER = "Schreiben Sie eine einzige Nummer und nichts dazu, zum Beispiel"


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        ("email: einfach@example.org", "email: einfach @example.org", "Schreiben Sie die Adresse ohne Leerzeichen."),
        ("email: einfach@example.org", "email: einfach", "Es fehlt das @; schreiben Sie zum Beispiel jobcoaching@example.org."),
        ("email: einfach@example.org", "email: einfach@@example.org", "Prüfen Sie die Schreibweise."),
        ("name: Beispiel", "website: http://www.example.org\nname: Beispiel", "Meinten Sie https://www.example.org?"),
        ("name: Beispiel", "website: http://www.café-arbeit.de/\nname: Beispiel", "Meinten Sie https://www.café-arbeit.de/?"),
        ("name: Beispiel", "website: https://www. example.org\nname: Beispiel", "Schreiben Sie die Adresse ohne Leerzeichen."),
        ("{funktion: ", "{telefon: 05231 974-0 / 974-12, funktion: ", f"{ONE_NUMBER} +49 5231 9740."),
        ("{funktion: ", "{telefon: 0521 1234 (Fr. Muster), funktion: ", f"{ONE_NUMBER} +49 521 1234."),
        ("stand: 2026-10-01", "stand: 2026-12-24", "Tragen Sie einen Tag ein, der schon war."),
        ("vom: 2026-10-01", "vom: 2026-12-24", "Tragen Sie den Tag der Unterschrift ein."),
    ],
)
def test_the_hint_of_a_rule_is_about_this_value(before: str, after: str, hint: str, tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "fall.yaml", entry_with().replace(before, after))
    entries = [(file, entry) for file, entry in loaded.entries() if entry.id == "fall"]
    found = findings(World(tuple(entries), loaded.ids, DAY, DAY))
    assert [finding.hint for finding in found if finding.code in ("FO-06", "FO-08", "X-01")] == [hint]


# --- What a text processor does to a file ---

CURLY = ("Hier steht ein Anführungszeichen, wie Word es setzt („ oder “).", 'Schreiben Sie gerade Anführungszeichen ("…") oder gar keine.')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLZ, "plz: „32756“"), (PLZ, "plz: “32756”"), (PLZ, 'plz: „32756"'),
        ("name: Beispiel einfach", "name: „Beispiel einfach"), ("name: Beispiel einfach", "name: „Beispiel: einfach“"),
    ],
)  # fmt: skip
def test_curly_quotation_marks_around_a_value_are_told_once(before: str, after: str, tmp_path: Path) -> None:
    finding = the_finding(tmp_path, (before, after))
    assert (finding.code, finding.message, finding.hint) == ("FO-01", *CURLY)
    line = entry_with().replace(before, after).splitlines()[finding.line - 1]
    assert line[finding.column - 1] in "„“"


@pytest.mark.parametrize("value", ["„Arbeit“ und „Leben“", "Beispiel „Brücke“", "'„Brücke“'", "10\u00a0000 Beispiele", "’s Beispiel"])
def test_quotation_marks_and_fixed_blanks_within_a_text_are_left_alone(value: str, tmp_path: Path) -> None:
    assert findings_of(tmp_path, entry_with(f"rechtsform: {value}")) == []


def test_what_the_program_writes_itself_is_never_taken_for_the_work_of_word() -> None:
    data = {"bei": "„Beispiel“", "»": "‚"}
    assert tree.parse(dump(data)) == tree.Tree(data, [])


@pytest.mark.parametrize("line", ["\u00a0 rechtsform: e. V.", "rechtsform:\u00a0e. V."])
def test_a_fixed_blank_where_a_blank_has_a_meaning_is_named(line: str, tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with(line))
    assert (finding.line, finding.code) == (16, "FO-09")
    assert finding.message == "Vor oder nach dem Feldnamen steht ein geschütztes Leerzeichen, wie Word es setzt."
    assert finding.hint == "Löschen Sie die Leerzeichen dort und tippen Sie sie neu."


def test_a_missing_quotation_mark_is_told_where_it_was_opened(tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with('rechtsform: "e. V.', 'website: "https://einfach.example.org/"'))
    assert (finding.line, finding.column) == (16, 13)
    assert finding.message == "Das Anführungszeichen, das hier beginnt, wird in dieser Zeile nicht geschlossen."


def test_a_value_over_two_lines_is_not_blamed_for_the_next(tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with('rechtsform: "e.', '  V."', 'website: "https://einfach.example.org/" neu'))
    assert finding.line == 18


# --- Words ---


def test_no_message_asks_for_words_of_the_trade(tmp_path: Path) -> None:
    """What a hint says is for people who have never heard of a repository."""
    foreign = re.compile(r"\b(Schlüssel|Vokabular|Repository|Pull Request|Anker|Byte|Datenmodell)\b")
    assert [rule.code for rule in rules().values() if foreign.search(rule.tipp) and rule.code != "R-07"] == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "„fall-1“ hat"), (2, "„fall-1“ und „fall-2“ haben"), (5, "„fall-1“, „fall-2“, „fall-3“ und 2 weitere haben")],
)
def test_of_many_that_are_alike_a_few_are_named(number: int, words: str, tmp_path: Path) -> None:
    for one in range(1, number + 1):
        loaded_with(tmp_path, f"fall-{one}.yaml", entry_with().replace("id: fall", f"id: fall-{one}"))
    loaded = load(tmp_path / "coaches")
    found = findings(World(tuple(loaded.entries()), loaded.ids, DAY, DAY))
    told = {finding.message for finding in found if finding.code == "C-03" and finding.file.endswith("einfach.yaml")}
    assert told == {f"{words} die gleiche E-Mail-Adresse, die gleiche Postleitzahl und den gleichen Namen."}


@pytest.mark.parametrize(
    ("broken", "end"),
    [
        (0, " Hinweise."),
        (1, " Hinweise. Bei 1 Datei folgen weitere Prüfungen, sobald sie lesbar ist."),
        (3, " Hinweise. Bei 3 Dateien folgen weitere Prüfungen, sobald sie lesbar sind."),
    ],
)
def test_the_last_line_says_that_more_is_checked_later(broken: int, end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "projekt", ROOT / "tests/examples/FO-11/gut")
    for number in range(broken):
        (project / f"coaches/anbieter/fall-{number}.yaml").write_text("art: anbieter\n", encoding="utf-8")
    build.run(project, Options("check"), DAY)
    assert capsys.readouterr().out.splitlines()[-1].endswith(end)


def test_without_the_libraries_the_way_to_them_is_told() -> None:
    done = subprocess.run([sys.executable, "-S", "build.py", "check"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "Es fehlt pydantic. Bitte einmal make site aufrufen, dann .venv/bin/python build.py\n"

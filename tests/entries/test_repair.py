"""What check --fix corrects: only what can be meant in one way, only those characters, and never what an entry says."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

import build
from landkarte.desk.commandline import FINDINGS, OK, Options, UsageError, parse
from landkarte.entries import reading
from landkarte.entries.reading import repair
from tests.conftest import DAY, ROOT
from tests.desk.test_forget import contents
from tests.judging.test_seeded import COMMENT_LINE, SEEDS, Seed, damaged, valid_entries
from tests.systems import pipe

FREI = "coaches/vorlagen/freiberuflich.yaml"
ENTRIES = sorted(path for folder in ("anbieter", "jobcoaches") for path in (ROOT / "coaches" / folder).glob("*.yaml"))
TEMPLATES = [ROOT / "coaches/vorlagen" / f"{name}.yaml" for name in ("anbieter", "jobcoach", "freiberuflich")]


def repaired(text: str, folder: str = "jobcoaches") -> tuple[str, list[repair.Repair]]:
    return repair.repaired(text, partial(reading.certainly, folder=folder), reading.plain)


@pytest.fixture(scope="module")
def text() -> str:
    return (ROOT / FREI).read_text(encoding="utf-8")


CERTAIN = [
    ("\nbranchen: [", "\nbrachen: ["),
    ("\nwebsite: ", "\nWebsite: "),
    ("\nkapazitaet:", "\nkapazität:"),
    ("\nwebsite: https://freiberuflich.", "\nwebsite: freiberuflich."),
    ("\nlizenz: ", "\nlizens: "),
    ("\nkontakt:", "\nKontakt:"),
    ("  funktion: Jobcoach", "  funktionn: Jobcoach"),
    ("\nstand: 2026-10-01", "\nstand: 01.10.2026"),
    ("\nkennenlerngespraech: true", "\nkennenlerngespraech: ja  # immer"),
    ("        von: 60", "        von: 62,50"),
    ('    plz: "04109"', "    plz: 4109"),
    ('    plz: "04109"', "    plz: '4109'"),
    ("    ort: Leipzig", "    ort: „Leipzig“"),
    ("branchen: [lager_logistik, buero_verwaltung]", "branchen: [„lager_logistik“, buero_verwaltung]"),
    ("branchen: [lager_logistik, buero_verwaltung]", "branchen: [Lager-Logistik, Büro_Verwaltung]"),
    ("behinderungsarten: [psychisch, autismus]", "behinderungsarten: [psychich, autismus]"),
    ("  status: frei", "  status: Frei"),
    ("code: en", "code: „Englisch“"),
    ("oepnv: true, pkw: true}", "oepnv: ja, pkw: Ja}"),
]
"""What stands in the template, and what somebody made of it that can only mean the same."""
ANOTHER = {
    "        von: 62,50": "        von: 62.50",
    "    plz: '4109'": "    plz: '04109'",
    "    ort: „Leipzig“": '    ort: "Leipzig"',
    "branchen: [„lager_logistik“, buero_verwaltung]": 'branchen: ["lager_logistik", buero_verwaltung]',
    "\nkennenlerngespraech: ja  # immer": "\nkennenlerngespraech: true  # immer",
    "code: „Englisch“": 'code: "en"',
}
"""Where the corrected text is not that of the template."""
UNSURE = [
    ("\nwebsite: ", "\nxyzzy: 1\nwebsite: "),
    ("\nbranchen: [", "\nbranchen: []\nbrachen: ["),
    ("\nbranchen: [lager_logistik, buero_verwaltung]", "\nbrachen: []\nbranche: []"),
    ("\nstand: 2026-10-01", "\nstand: 31.09.2026"),
    ("\nstand: 2026-10-01", "\nstand: 1.10.26"),
    ("\nkennenlerngespraech: true", "\nkennenlerngespraech: vielleicht"),
    ("        von: 60", "        von: 1,000"),
    ("        von: 60", "        von: 60 Euro"),
    ('    plz: "04109"', '    plz: "0410"'),
    ('    plz: "04109"', "    plz: D-04109"),
    ("    ort: Leipzig", "    ort: „Leip“zig"),
    ("\nlizenz: cc_by_4_0", "\nlizenz: gpl_3"),
    ("zielvereinbarung: dreiseitig", "zielvereinbarung: dweiseitig"),
    ("behinderungsarten: [psychisch, autismus]", "behinderungsarten: [autismus, Autismus]"),
    ("\nanbieter: selbst", "\ngdb: 50\nanbieter: selbst"),
    ("\nart: jobcoach\n", "\nart: jobcoch\n"),
    ("  nachname: Beispiel\n", "  nachname: Beispiel\n  vorname: ja\n"),
]


def replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


@pytest.mark.parametrize(("right", "wrong"), CERTAIN)
def test_what_can_only_be_meant_so_is_corrected_and_no_other_character(right: str, wrong: str, text: str) -> None:
    mistaken = replaced(text, right, wrong)
    new, done = repaired(mistaken)
    assert new == replaced(text, right, ANOTHER.get(wrong, right))
    assert done
    lines = mistaken.split("\n")
    assert all(one.old.strip('"') in lines[one.line - 1] for one in done)
    assert repaired(new) == (new, [])


@pytest.mark.parametrize(("right", "wrong"), UNSURE)
def test_what_could_be_meant_otherwise_stays(right: str, wrong: str, text: str) -> None:
    mistaken = replaced(text, right, wrong)
    assert repaired(mistaken) == (mistaken, [])


@pytest.mark.parametrize("path", [*ENTRIES, *TEMPLATES], ids=lambda path: path.stem)
def test_an_entry_without_a_mistake_is_not_touched(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    folder = "anbieter" if path.stem == "anbieter" else path.parent.name.replace("vorlagen", "jobcoaches")
    assert repaired(text, folder) == (text, [])


def leaves(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    parts: list[tuple[str | int, object]] = list(data.items()) if isinstance(data, dict) else []
    parts = list(enumerate(data)) if isinstance(data, list) else parts
    if not parts:
        yield path, data
    for key, value in parts:
        yield from leaves(value, (*path, key))


def seeded(seed: Seed, valid: Path) -> str:
    after = damaged((valid / f"{seed.file}.yaml").read_text(encoding="utf-8"), seed)
    return after.replace("\r\n", "\n").removeprefix("\ufeff")


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return valid_entries(tmp_path_factory.mktemp("valid") / "coaches")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.code} {seed.kind}")
def test_of_every_kind_of_mistake_only_the_lines_that_are_told_change(seed: Seed, valid: Path) -> None:
    before = seeded(seed, valid)
    folder = seed.file.split("/")[0]
    after, done = repaired(before, folder)
    if done:  # else this would be the same once more
        assert repaired(after, folder) == (after, [])
    changed = {number for number, (old, new) in enumerate(zip(before.split("\n"), after.split("\n"), strict=True), start=1) if old != new}
    assert changed == {one.line for one in done}
    if after != before:
        assert len(list(leaves(reading.plain(before)))) == len(list(leaves(reading.plain(after))))
    if seed.code not in ("FO-04", "FO-06", "FO-10") and not seed.code.startswith(("B-", "T-", "S-", "K-", "D-")):
        assert done == []


@pytest.mark.parametrize(
    "kind", ["a misspelt field", "a field with its umlaut", "a German day", "yes in German", "a label instead of its key"]
)
def test_the_usual_slips_are_corrected_to_what_stood_there(kind: str, valid: Path) -> None:
    seed = next(seed for seed in SEEDS if seed.kind == kind)
    assert repaired(seeded(seed, valid))[0] == (valid / f"{seed.file}.yaml").read_text(encoding="utf-8")


@given(st.lists(st.sampled_from(CERTAIN + UNSURE), max_size=6), st.integers(0, 4_000), st.text(max_size=4))
def test_however_mistakes_meet_twice_is_the_same_as_once(mistakes: list[tuple[str, str]], at: int, piece: str) -> None:
    text = "# Vorlage\n" + COMMENT_LINE.sub("", (ROOT / FREI).read_text(encoding="utf-8"))
    for right, wrong in mistakes:
        text = text.replace(right, wrong, 1)
    text = text[:at] + piece + text[at:]
    after, done = repaired(text)
    assert (after == text) == (not done)
    if done:  # else this would be the same once more
        assert repaired(after) == (after, [])
        assert (reading.plain(after) is None) == (reading.plain(text) is None)


def fix(root: Path, *files: str, spelling: str = "text") -> int:
    return build.run(root, Options("check", fix=True, files=files, format=spelling), DAY)


NAME = "coaches/anbieter/beispiel-bbw-gotha.yaml"


@pytest.fixture
def mistaken(project: Path) -> Path:
    """The demonstration entries; one has a slip, foreign line ends and something that nobody can know."""
    path = project / NAME
    text = path.read_text(encoding="utf-8").replace("\nlizenz: ", "\nLizenz: ", 1).replace("\nname: ", "\nxyzzy: 1\nname: ", 1)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    return project


def test_corrections_are_told_before_what_is_left(mistaken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(mistaken)
    assert fix(mistaken) == FINDINGS
    told = capsys.readouterr().out.splitlines()
    line = (mistaken / NAME).read_text(encoding="utf-8").split("\n").index("xyzzy: 1")
    corrected = [one for one in told if one.startswith("Berichtigt: ")]
    assert corrected[:2] == [f"Berichtigt: {NAME}:1 „BOM“ → „ohne BOM“", f"Berichtigt: {NAME}:1 „CRLF“ → „LF“"]
    assert corrected[2].endswith(" „Lizenz“ → „lizenz“")
    assert any(one.startswith(f"{NAME}:{line + 1}:1 Fehler FO-04") for one in told)
    assert told[: len(corrected)] == corrected
    after = contents(mistaken)
    assert {path for path in after if after[path] != before.get(path)} == {NAME.removeprefix("coaches/")}
    assert after[NAME.removeprefix("coaches/")] == before[NAME.removeprefix("coaches/")].removeprefix(b"\xef\xbb\xbf").replace(
        b"\r\n", b"\n"
    ).replace(b"\nLizenz: ", b"\nlizenz: ")
    assert fix(mistaken) == FINDINGS
    assert "Berichtigt" not in capsys.readouterr().out
    assert contents(mistaken) == after


def test_only_the_files_that_are_named_are_corrected(mistaken: Path) -> None:
    before = contents(mistaken)
    assert fix(mistaken, "coaches/anbieter/beispiel-verband-berlin.yaml") == OK
    assert contents(mistaken) == before
    assert fix(mistaken, NAME) == FINDINGS
    assert contents(mistaken) != before


def test_when_all_is_corrected_nothing_is_wrong_any_more(mistaken: Path) -> None:
    path = mistaken / NAME
    path.write_bytes(path.read_bytes().replace(b"xyzzy: 1\r\n", b""))
    assert build.run(mistaken, Options("check"), DAY) == FINDINGS
    assert fix(mistaken) == OK


def test_programs_get_nothing_but_the_findings(mistaken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fix(mistaken, spelling="json") == FINDINGS
    told = capsys.readouterr()
    assert {finding["code"] for finding in json.loads(told.out) if finding["datei"] == NAME and finding["schwere"] == "fehler"} == {"FO-04"}
    assert "„Lizenz“ → „lizenz“" in told.err


@pytest.mark.parametrize("kind", ["link", "pipe", "another encoding", "Prüfvermerk"])
def test_what_is_not_a_plain_entry_is_left_alone(kind: str, project: Path, tmp_path: Path) -> None:
    path = project / NAME
    wrong = path.read_bytes().replace(b"\nlizenz: ", b"\nLizenz: ", 1)
    if kind == "link":
        elsewhere = tmp_path / "anderswo.yaml"
        elsewhere.write_bytes(wrong)
        path.unlink()
        path.symlink_to(elsewhere)
    elif kind == "pipe":
        path.unlink()
        pipe(path)
    elif kind == "another encoding":
        path.write_bytes(wrong + b"# \xfc\n")
    else:
        vermerk = project / "coaches/pruefungen/jc-d2x8fm.yaml"
        vermerk.write_bytes(vermerk.read_bytes().replace(b"\n", b"\r\n"))
        before = vermerk.read_bytes()
        fix(project)
        assert vermerk.read_bytes() == before
        return
    shutil.copytree(project / "coaches", tmp_path / "vorher", symlinks=True, ignore=shutil.ignore_patterns(path.name))
    assert fix(project) == FINDINGS
    if kind == "link":
        assert path.is_symlink()
        assert elsewhere.read_bytes() == wrong
    elif kind == "another encoding":
        assert path.read_bytes() == wrong + b"# \xfc\n"


def test_only_check_corrects() -> None:
    with pytest.raises(UsageError):
        parse(["build", "--fix"])


def test_old_keys_and_a_postal_code_in_the_town_are_corrected_where_it_is_clear_what_is_meant(project: Path) -> None:
    path = project / NAME
    right = path.read_text(encoding="utf-8").replace("  bundeslaender:\n    - TH", '  kreise: ["16063", "03159", "03156", "16067"]', 1)
    wrong = right.replace('"16063", "03159"', '"16056", 03152').replace("    ort: Gotha\n", "    ort: D-99867 Gotha\n")
    path.write_text(wrong, encoding="utf-8")
    assert fix(project) == OK
    assert path.read_text(encoding="utf-8") == right.replace("ort: Gotha", 'ort: "Gotha"')
    assert fix(project) == OK
    assert path.read_text(encoding="utf-8") == right.replace("ort: Gotha", 'ort: "Gotha"')


def test_reading_again_and_again_does_not_grow_with_the_mistakes(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the entry read after every correction, the time would grow with their square; one that fails costs a few readings more."""
    counted: Counter[str] = Counter()
    validated = TypeAdapter.validate_python

    def validate(self: TypeAdapter[Any], data: Any) -> Any:
        counted["validated"] += 1
        return validated(self, data)

    def plain(text: str) -> Any:
        counted["read"] += 1
        return reading.plain(text)

    monkeypatch.setattr(TypeAdapter, "validate_python", validate)
    courses = "".join("  - {kurs: lwv_hesen, titel: A, ue: 160, status: abgeschlosen, abschluss: 02.10.2021}\n" for _ in range(100))
    many = text.replace("\nweiterbildungen:\n", f"\nweiterbildungen:\n{courses}")
    corrected, done = repair.repaired(many, partial(reading.certainly, folder="jobcoaches"), plain)
    assert (len(done), corrected.count("abschluss: 2021-10-02")) == (300, 100)
    assert counted["validated"] + counted["read"] < 30

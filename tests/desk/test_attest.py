"""The Prüfvermerk: bound to what was seen and to nothing else, written only for what can have been seen."""

import copy
import os
import re
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from landkarte.desk import attest
from landkarte.desk.call import Checked
from landkarte.desk.commandline import FINDINGS, OK, UsageError, parse
from landkarte.entries import digest, reading
from landkarte.entries.model import Jobcoach, adapter
from landkarte.entries.reading import tree
from landkarte.ground.errors import OperatorError
from tests.conftest import DAY, ROOT, make_project

CASES = settings(max_examples=150, deadline=None)
ENTRY = "jc-8wt5ne"
NAMED = {
    *(ENTRY, "jc-1gk8pd", "jc-3k9dsu", "jc-4f7q2m", "jc-d2x8fm", "jc-s4m9rq", "jc-t6e8bz", "jc-z9d5ls"),
    *("beispiel-bfw-kaiserslautern", "beispiel-ergotherapie-giessen", "beispiel-genossenschaft-freiburg", "beispiel-weserwege-bremen"),
}
"""The coaches that are attested here, with their providers."""
DATA = tree.parse((ROOT / f"coaches/jobcoaches/{ENTRY}.yaml").read_text(encoding="utf-8")).data
COURSE, PROOF = "weiterbildungen[kurs=lwv_hessen]", "nachweise[typ=weiterbildungszertifikat,bezug=lwv_hessen]"
CHECKED = ["art", "id", PROOF, "person", COURSE, "beispiel"]
VALUE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.none()
NESTED = st.recursive(VALUE, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=5)
# One script at a time: a word that mixes them is refused when it is read.
VISIBLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "M", "S"], max_codepoint=0x24F), max_size=300)
PERSONAL = {"id", "name", "anbieter", "einwilligung", "kontakt", "website"}
OTHERS = sorted(set(DATA) - PERSONAL - {"art", "beispiel", "weiterbildungen", "nachweise", "pools"})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with the coach who is attested most, and her provider."""
    return make_project(tmp_path / "projekt", only=(ENTRY, "beispiel-genossenschaft-freiburg"))


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A copy of the project with all of them."""
    return make_project(tmp_path / "projekt", only=NAMED)


def read(text: str) -> dict[str, Any]:
    """The values of an entry's text, as ``load`` sees them."""
    return dict(tree.parse(text.replace("\r\n", "\n")).data)


def fields_of(data: dict[str, Any]) -> list[tuple[str, Callable[[dict[str, Any]], dict[str, Any]], str]]:
    """Every single value under a checked path, except the marks: the path, the section it stands in, its key."""
    found: list[tuple[str, Callable[[dict[str, Any]], dict[str, Any]], str]] = [("art", lambda entry: entry, "art")]
    found += [("person", lambda entry: entry["name"], key) for key in ("vorname", "nachname", "titel")]
    found += [(COURSE, lambda entry: entry["weiterbildungen"][0], key) for key in ("titel", "ue", "beginn", "abschluss", "status")]
    found += [(PROOF, lambda entry: entry["nachweise"][0], key) for key in ("ausgestellt", "gueltig_bis", "vorgelegt_bei")]
    return found


@CASES
@given(st.sampled_from(fields_of(DATA)), VALUE)
def test_a_change_of_a_checked_value_changes_its_digest_and_no_other(field: Any, value: str | None) -> None:
    path, section, key = field
    data = copy.deepcopy(DATA)
    before = section(data).get(key, "absent")
    section(data)[key] = value
    same = isinstance(value, str) and isinstance(before, str) and unicodedata.normalize("NFC", value) == before
    now, then = digest.digests(data), digest.digests(DATA)
    assert {name for name in then if now[name] != then[name]} == (set() if same else {path})


@CASES
@given(st.sampled_from(OTHERS), NESTED)
def test_a_change_anywhere_else_changes_none(key: str, value: Any) -> None:
    assert digest.digests(DATA | {key: value}) == digest.digests(DATA)
    assert digest.digests({name: kept for name, kept in DATA.items() if name != key}) == digest.digests(DATA)
    assert digest.digests(DATA | {"ein_neues_feld": value}) == digest.digests(DATA)


@CASES
@given(st.permutations(["kurs", "titel", "ue"]), st.permutations(range(3)))
def test_order_leaves_no_trace(keys: list[str], order: list[int]) -> None:
    items = [{"kurs": "lwl", "titel": "a", "ue": "1"}, {"kurs": "lwl", "titel": "b", "ue": "2"}, {"kurs": "lvr", "titel": "c", "ue": "3"}]
    moved = [{key: items[number][key] for key in keys} for number in order]
    assert digest.digests({"weiterbildungen": moved}) == digest.digests({"weiterbildungen": items})


def test_spelling_leaves_no_trace() -> None:
    plain = "id: jc-eins\nname: {vorname: Zoë, nachname: Beispiel}\nweiterbildungen:\n  - {kurs: lwl, ue: 160}\n"
    other = (
        "weiterbildungen: # Liste\r\n- ue: \"160\"\r\n  kurs: 'lwl'\r\n"
        'name:\r\n  nachname: Beispiel\r\n  vorname: "Zoe\u0308"\r\nid: "jc-eins"\r\n'
    )
    assert digest.digests(read(plain)) == digest.digests(read(other))


def test_absent_is_neither_empty_nor_a_default() -> None:
    spellings = ["", ", dokument_im_repo: ", ', dokument_im_repo: ""', ", dokument_im_repo: false", ", dokument_im_repo: 'null'"]
    texts = [f"nachweise:\n  - {{typ: weiterbildungszertifikat, bezug: lwl{rest}}}\n" for rest in spellings]
    assert len({tuple(digest.digests(read(text)).values()) for text in texts}) == len(texts)


def test_values_do_not_run_into_each_other() -> None:
    """What stands in a value cannot be taken for a border between values or for another path."""
    first = {"name": {"vorname": 'a","nachname":"b', "nachname": "c"}}
    second = {"name": {"vorname": "a", "nachname": 'b","nachname":"c'}}
    assert digest.digests(first) != digest.digests(second)
    assert digest.marked("nachweise", typ="a", bezug="b],x=[c") == "nachweise[typ=a,bezug=b%5D%2Cx%3D%5Bc]"


def edited(root: Path, *edits: tuple[str, str], id_: str = ENTRY) -> None:
    """Replace text in the coach's file; each must occur."""
    path = root / f"coaches/jobcoaches/{id_}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8", newline="")


def run(root: Path, *arguments: str) -> int:
    options = parse(["attest", *arguments])
    return build.run(root, options, options.today or DAY)


SEEN = ("--geprueft-von", "Redaktion", "--weiterbildung", "bestaetigt")


def gathered(root: Path) -> Checked:
    from landkarte.ground import settings as operator

    return build.gather(root, operator.read(root / "pyproject.toml"), DAY, True)


def test_attest_writes_what_check_accepts_and_says_which_stufe_follows(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gathered(project).directory.grades[ENTRY].stufe == "c"
    assert run(project, ENTRY, *SEEN) == OK
    written = (project / f"coaches/pruefungen/{ENTRY}.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(written) == {
        "art": "pruefvermerk",
        "schema": 1,
        "id": ENTRY,
        "geprueft_am": DAY,
        "geprueft_von": "Redaktion",
        "ergebnis": {"weiterbildung_160ue": {"status": "bestaetigt", "kurs": "lwv_hessen", "beleg": "weiterbildungszertifikat"}},
        "naechste_pruefung": date(2028, 11, 1),
        "pruefsummen": {path: digest.digests(DATA)[path] for path in CHECKED},
    }
    printed = capsys.readouterr().out
    assert f"Geschrieben: coaches/pruefungen/{ENTRY}.yaml" in printed
    assert written in printed
    assert "Stufe: Weiterbildungsnachweis eingesehen (" in printed
    checked = gathered(project)
    assert checked.directory.grades[ENTRY].stufe == "a"
    assert [finding for finding in checked.findings if ENTRY in finding.file and finding.code[:2] in ("FO", "Q-")] == []


def test_a_vermerk_that_cannot_be_written_is_told(project: Path) -> None:
    (project / f"coaches/pruefungen/{ENTRY}.yaml").mkdir()
    with pytest.raises(OperatorError, match=rf"{ENTRY}\.yaml lässt sich nicht schreiben .*; es ist nichts geändert"):
        run(project, ENTRY, *SEEN, "--ersetzen")


@pytest.mark.parametrize(
    "edits",
    [
        [("stand: 2026-10-28", "stand: 2026-10-29")],
        [("schema: 1\n", "schema: 1 # Bemerkung\n")],
        [("    ue: 175\n", '    ue: "175"\n')],
        [("weiterbildungen:\n", "weiterbildungen:\n  - {kurs: sonstige, titel: Lehrgang, status: abgebrochen}\n")],
        [("nachweise:\n", "nachweise:\n  - {typ: berufsabschluss, vorgelegt_bei: redaktion}\n")],
    ],
)
def test_other_changes_leave_it_valid(project: Path, edits: list[tuple[str, str]]) -> None:
    run(project, ENTRY, *SEEN)
    edited(project, *edits)
    assert gathered(project).directory.grades[ENTRY].stufe == "a"


def test_line_ends_leave_it_valid(project: Path) -> None:
    run(project, ENTRY, *SEEN)
    path = project / f"coaches/jobcoaches/{ENTRY}.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert gathered(project).directory.grades[ENTRY].stufe == "a"


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        (("    ue: 175\n", "    ue: 176\n"), COURSE),
        (("    ue: 175\n", ""), COURSE),
        (("    ausgestellt: 2013-07-05\n", "    ausgestellt: 2013-07-06\n"), PROOF),
        (("weiterbildungen:\n", "weiterbildungen:\n  - {kurs: lwv_hessen, titel: Aufbau, status: laufend}\n"), COURSE),
    ],
)
def test_a_change_of_what_was_seen_is_named_on_its_line(project: Path, edit: tuple[str, str], path: str) -> None:
    run(project, ENTRY, *SEEN)
    edited(project, edit)
    checked = gathered(project)
    assert checked.directory.grades[ENTRY].stufe == "c"
    found = [finding for finding in checked.findings if finding.code == "Q-22" and ENTRY in finding.file]
    assert [(finding.level, finding.message) for finding in found] == [
        ("warnung", f"„{path}“ stimmt nicht mit dem Prüfvermerk vom 2026-11-01 überein, der deshalb nicht mehr zählt.")
    ]
    line = (project / found[0].file).read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert line.lstrip(" -{").split(":")[0] in (path.partition("[")[0], "kurs", "typ")
    assert found[0] in next(one for one in checked.directory.all if one.entry.id == ENTRY).findings, "readers see it, too"


@pytest.mark.parametrize("path", CHECKED)
def test_a_prüfvermerk_that_did_not_secure_what_it_confirms_counts_for_nothing(project: Path, path: str) -> None:
    run(project, ENTRY, *SEEN)
    file = project / f"coaches/pruefungen/{ENTRY}.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(f"  {path}: ")), encoding="utf-8")
    assert gathered(project).directory.grades[ENTRY].stufe == "c"


def test_somebody_elses_prüfvermerk_counts_for_nothing(named: Path) -> None:
    run(named, ENTRY, *SEEN)
    text = (named / f"coaches/pruefungen/{ENTRY}.yaml").read_text(encoding="utf-8")
    (named / "coaches/pruefungen/jc-s4m9rq.yaml").write_text(text.replace(ENTRY, "jc-s4m9rq"), encoding="utf-8")
    assert gathered(named).directory.grades["jc-s4m9rq"].stufe == "c"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("jc-gibtes", *SEEN), "gibt es unter coaches/jobcoaches nicht"),
        (("beispiel-coaching-detmold", *SEEN), "gibt es unter coaches/jobcoaches nicht"),
        ((ENTRY, "--geprueft-von", "Redaktion", "--weiterbildung", "nicht_bestaetigt"), "der nichts bestätigt"),
        ((ENTRY, "--geprueft-von", "Redaktion", "--weiterbildung", "vielleicht"), "Möglich sind nur bestaetigt und nicht_bestaetigt"),
        ((ENTRY, *SEEN, "--kurs", "lvr"), "solche Weiterbildung nennt der Eintrag nicht"),
        ((ENTRY, *SEEN, "--beleg", "sprachnachweis"), "solchen Nachweis mit bezug: lwv_hessen nennt der Eintrag nicht"),
        ((ENTRY, *SEEN, "--geprueft-am", "2026-11-02"), "liegt in der Zukunft"),
        ((ENTRY, *SEEN, "--geprueft-von", " "), "geprueft_von: Bitte"),
        ((ENTRY, *SEEN, "--geprueft-von", "Redaktion\u202e"), "geprueft_von: Bitte"),
        ((ENTRY, *SEEN, "--pool", "bestaetigt", "--bei", "Stelle"), "Aufnahme in diesen Pool nennt der Eintrag nicht"),
        ((ENTRY, "--geprueft-von", "Erika Beispiel", *SEEN[2:]), "in pyproject.toml unter [tool.landkarte] steht: Redaktion."),
        ((ENTRY, "--geprueft-von", "redaktion", *SEEN[2:]), "eine Funktion, die in pyproject.toml"),
        (("jc-1gk8pd", *SEEN), "im Eintrag nicht abgeschlossen"),
        (("jc-3k9dsu", *SEEN), "solche Weiterbildung nennt der Eintrag nicht"),
        (("jc-z9d5ls", *SEEN), "solchen Nachweis mit bezug: hawk nennt der Eintrag nicht"),
        (("jc-d2x8fm", "--geprueft-von", "R", "--pool", "bestaetigt", "--ersetzen", "--bei", ""), "bei: Bitte"),
    ],
)
def test_what_was_not_checked_is_refused(named: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reason: str) -> None:
    before = {path.name: path.read_bytes() for path in (named / "coaches/pruefungen").iterdir()}
    assert run(named, *arguments) == FINDINGS
    printed = capsys.readouterr().out
    assert reason in printed
    assert all(line.startswith("Abgelehnt: ") for line in printed.splitlines())
    assert {path.name: path.read_bytes() for path in (named / "coaches/pruefungen").iterdir()} == before


def test_an_entry_with_an_error_gets_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(project, ("stand: 2026-10-28", "stand: 2026-11-02"))
    assert run(project, ENTRY, *SEEN) == FINDINGS
    printed = capsys.readouterr().out
    assert "Fehler FO-06" in printed
    assert "Abgelehnt: Der Eintrag hat Fehler" in printed


def test_an_existing_one_is_replaced_only_on_demand(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / f"coaches/pruefungen/{ENTRY}.yaml"
    run(project, ENTRY, *SEEN, "--geprueft-am", "2026-10-01")
    before = path.read_bytes()
    assert run(project, ENTRY, *SEEN) == FINDINGS
    assert "--ersetzen" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert run(project, ENTRY, *SEEN, "--ersetzen") == OK
    assert b"geprueft_am: 2026-11-01" in path.read_bytes()
    assert not [other.name for other in path.parent.iterdir() if other.name.startswith(".")]


def test_a_write_that_fails_leaves_the_old_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / f"coaches/pruefungen/{ENTRY}.yaml"
    run(project, ENTRY, *SEEN)
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}

    def fail(source: object, target: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        reading.save(path, "anders")
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_the_first_one_needs_no_folder(project: Path) -> None:
    shutil.rmtree(project / "coaches/pruefungen")
    assert run(project, ENTRY, *SEEN) == OK


def test_29_february_is_due_again_on_the_28th(project: Path) -> None:
    run(project, ENTRY, *SEEN, "--geprueft-am", "2024-02-29")
    assert "naechste_pruefung: 2026-02-28" in (project / f"coaches/pruefungen/{ENTRY}.yaml").read_text(encoding="utf-8")


def test_it_asks_only_what_the_entry_leaves_open(named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """jc-4f7q2m has a course and a pool; there is one course and one kind of proof, so neither is asked."""
    asked: list[str] = []
    replies = {"Funktion": "Redaktion", "Nachweis einer": "bestaetigt", "Aufnahme in": "bestaetigt", "Stelle": "Koordinierungsstelle"}

    def reply(question: str) -> str:
        asked.append(question)
        return next(answer for word, answer in replies.items() if word in question)

    monkeypatch.setattr("builtins.input", reply)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert run(named, "jc-4f7q2m") == OK
    assert len(asked) == len(replies)
    assert gathered(named).directory.grades["jc-4f7q2m"].stufe == "a"
    found = (named / "coaches/pruefungen/jc-4f7q2m.yaml").read_text(encoding="utf-8")
    assert len(re.findall(r"(?m)^  \S+: [0-9a-f]{64}$", found)) == 8


def test_with_two_courses_it_asks_which(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(project, ("weiterbildungen:\n", "weiterbildungen:\n  - {kurs: lwl, titel: Lehrgang, status: laufend}\n"))
    questions: list[str] = []

    def reply(question: str) -> str:
        questions.append(question)
        return "lwv_hessen"

    monkeypatch.setattr("builtins.input", reply)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert run(project, ENTRY, *SEEN) == OK
    assert questions == ["Welcher Kurs? Möglich: lwl, lwv_hessen. "]


def test_where_nobody_can_be_asked_the_missing_option_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(UsageError, match=r"es fehlt --geprueft-von\)\. Hilfe: python build\.py attest --help$"):
        run(project, ENTRY)


@pytest.mark.parametrize(
    "arguments", ["attest", "lookup jc-eins", "build --ersetzen", "worklist --kurs lwl", "attest jc-eins --format json"]
)
def test_options_belong_to_their_command(arguments: str) -> None:
    with pytest.raises(UsageError, match=r"^Der Aufruf ist nicht verständlich \(.*attest"):
        parse(arguments.split())


@CASES
@given(st.dictionaries(st.text("abc=[],%: #-", min_size=1, max_size=200), VISIBLE, min_size=1))
def test_what_is_written_is_read_back(data: dict[str, str]) -> None:
    assert tree.parse(reading.dump(data)).data == data


def test_a_provider_has_no_vermerk_and_is_told_why(named: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.run(named, parse(["attest", "beispiel-bfw-kaiserslautern", "--kurs", "lwl"]), DAY) == FINDINGS
    assert "ist ein Anbieter. Prüfvermerke gibt es nur für Jobcoaches" in capsys.readouterr().out


def test_what_stands_twice_cannot_be_attested_nor_carry_a_vermerk() -> None:
    """A second course of the same kind could stand in for the one that was seen."""
    answers = {"geprueft_von": "Redaktion", "weiterbildung": "bestaetigt", "kurs": "lwv_hessen", "beleg": "weiterbildungszertifikat"}
    invented = {"kurs": "lwv_hessen", "titel": "Erfunden", "ue": "400", "abschluss": "2020-01-01", "status": "abgeschlossen"}
    twice = DATA | {"weiterbildungen": [*DATA["weiterbildungen"], invented]}
    assert digest.repeated(DATA) == set()
    assert digest.repeated(twice) == {"weiterbildungen[kurs=lwv_hessen]"}
    coach = adapter(Jobcoach).validate_python(twice)
    assert "mehrfach" in " ".join(attest.objections(coach, twice, answers, DAY, DAY))


def test_who_is_not_named_can_be_attested_until_a_name_is_added() -> None:
    nameless = {key: value for key, value in DATA.items() if key != "name"}
    assert digest.digests(nameless)["person"] != digest.digests(DATA)["person"]
    assert set(digest.ALWAYS) <= set(digest.digests({}))


def test_no_longer_being_an_example_is_a_change() -> None:
    """Examples are judged on a fixed day, on which nothing runs out."""
    assert digest.digests(DATA | {"beispiel": "false"})["beispiel"] != digest.digests(DATA)["beispiel"]


# --- Who the person is ---

NAMELESS = {
    "art": "jobcoach", "id": "jc-2c3d4e", "anbieter": "selbst",
    "einwilligung": {"vom": "2026-10-01", "textfassung": "2026-10", "umfang": ["telefon"], "liegt_bei": "Redaktion"},
    "kontakt": {"funktion": "Jobcoach", "telefon": "+49 30 23125 001", "email": "a@example.org", "kontaktwege": ["telefon"]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        (None, "name", {"vorname": "Eva", "nachname": "Neu"}), (None, "anbieter", "beispiel-org"), (None, "website", "https://eva.example.org"),
        ("kontakt", "telefon", "+49 30 23125 002"), ("kontakt", "telefon", None), ("kontakt", "email", "b@example.org"),
        ("kontakt", "funktion", "Inhaberin"), ("kontakt", "person", {"vorname": "Eva", "nachname": "Neu"}),
        ("einwilligung", "vom", "2026-10-02"), ("einwilligung", "liegt_bei", "Geschäftsstelle"),
    ],
)  # fmt: skip
def test_whatever_makes_the_person_is_bound_even_without_a_name(section: str | None, key: str, value: Any) -> None:
    changed = copy.deepcopy(NAMELESS)
    place: dict[str, Any] = changed[section] if section else changed  # type: ignore[assignment]
    place[key] = value
    before, after = digest.digests(NAMELESS), digest.digests(changed)
    assert {path for path in before if before[path] != after[path]} == {"person"}


def test_no_value_of_a_person_has_a_digest_of_its_own() -> None:
    """One value alone is guessed in seconds: there are not many telephone numbers, and fewer names."""
    values = [DATA["name"], *DATA["name"].values(), *NAMELESS["kontakt"].values(), *NAMELESS["einwilligung"].values()]  # type: ignore[attr-defined]
    alone = {digest._sha256([value]) for value in values}
    assert not alone & {*digest.digests(DATA).values(), *digest.digests(NAMELESS).values()}


def test_hours_and_what_was_agreed_to_may_change() -> None:
    changed = copy.deepcopy(NAMELESS)
    changed["kontakt"]["erreichbarkeit"] = "nachmittags"  # type: ignore[index]
    changed["einwilligung"]["umfang"] = ["telefon", "email"]  # type: ignore[index]
    assert digest.digests(changed) == digest.digests(NAMELESS)


def test_a_prüfvermerk_from_before_persons_were_bound_waits_to_be_renewed(named: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = named / "coaches/pruefungen/jc-t6e8bz.yaml"
    path.write_text(re.sub("  person: .*\n", "  name: " + 64 * "0" + "\n", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert build.run(named, parse(["worklist"]), DAY) == OK
    assert "person ist im Prüfvermerk vom 2026-05-18 noch nicht gesichert" in capsys.readouterr().out
    assert build.run(named, parse(["check"]), DAY) == OK
    assert "sichert noch nicht, um wen es geht" in capsys.readouterr().out

"""Reading: whatever stands in a file, it becomes an entry or findings in German at the right line; never an exception, never a wait."""

import os
import random
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from landkarte.entries.model import Anbieter
from landkarte.entries.reading import Loaded, Source, load, located, tree
from landkarte.ground import workers
from landkarte.ground.diagnostics import Diagnostic, Finding, KeyPath
from tests.bench import entries
from tests.conftest import ROOT
from tests.systems import only_linux, pipe

GOOD = (ROOT / "tests/examples/FO-11/gut/anbieter/einfach.yaml").read_text(encoding="utf-8")
CASES = settings(max_examples=100, deadline=None)


def loaded_with(folder: Path, name: str, content: str | bytes) -> Loaded:
    """What is read from a folder with the file ``name`` and a good neighbour, which must not suffer."""
    (folder / "coaches/anbieter").mkdir(parents=True, exist_ok=True)
    (folder / "coaches/anbieter/einfach.yaml").write_text(GOOD, encoding="utf-8")
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "coaches/anbieter" / name).write_bytes(data)
    return with_neighbour(load(folder / "coaches"))


def with_neighbour(loaded: Loaded) -> Loaded:
    assert "einfach" in {entry.id for _, entry in loaded.entries()}
    assert "einfach" not in {Path(finding.file).stem for finding in loaded.findings}
    return loaded


def findings_of(folder: Path, content: str | bytes, name: str = "fall.yaml") -> list[Diagnostic]:
    return list(loaded_with(folder, name, content).findings)


def entry_with(*lines: str) -> str:
    """The good entry under the name ``fall`` with ``lines`` at its end (line 16 and following)."""
    return GOOD.replace("id: einfach", "id: fall") + "\n".join(lines) + "\n"


UNREADABLE: dict[str, tuple[str | bytes, int, str]] = {
    "tab as indentation": ("name:\n\tvorname: Erika\n", 2, "Tabulator"),
    "tab in a block text": ("text: |\n\tKurz\n", 2, "Tabulator"),
    "wrong indentation": ("a:\n  b: c\n d: e\n", 3, "Einrückung"),
    "list indented unevenly": ("a:\n    - b\n  - c\n", 3, "Einrückung"),
    "colon in the text": ("name: Beispiel: Brücke\n", 1, "Doppelpunkt"),
    "no colon": ("art: anbieter\nschema 1\nid: x\n", 2, "Doppelpunkt"),
    "no blank after the colon": ("art:anbieter\nschema: 1\n", 2, "Doppelpunkt"),
    "quotation mark not closed": ('a: b\nname: "Beispiel\nort: Detmold\n', 2, "Anführungszeichen"),
    "text after the quotation mark": ('name: "Beispiel" gGmbH\n', 1, "Anführungszeichen"),
    "bracket not closed": ("a: b\nwege: [post, email\nort: Detmold\n", 2, "Klammer"),
    "brace not closed": ("a: {b: c\nd: e\n", 1, "Klammer"),
    "list on the line of its key": ("wege: - post\n", 1, "Liste"),
    "windows path in quotation marks": ('name: "C:\\Daten"\n', 1, "Schrägstrich"),
    "at sign": ("email: @example.org\n", 1, "Zeichen"),
    "twice the same key": ("a: b\nc: d\na: e\n", 3, "zum zweiten Mal"),
    "twice the same key, once in quotation marks": ("a: b\n'a': e\n", 2, "zum zweiten Mal"),
    "anchor": ("a: &x b\n", 1, "& oder *"),
    "anchor on a section": ("a: &x\n  b: c\n", 1, "& oder *"),
    "alias": ("a: *x\n", 1, "& oder *"),
    "alias as key": ("*x : b\n", 1, "& oder *"),
    "merge key": ("a: b\n<<: *x\n", 2, "& oder *"),
    "tag of a program": ("a: !!python/object/apply:os.system [ls]\n", 1, "mit !"),
    "own tag": ("a: !foo b\n", 1, "mit !"),
    "tag on the whole": ("!foo\na: b\n", 1, "mit !"),
    "text with exclamation mark": ("name: !Hallo\n", 1, "mit !"),
    "second document": ("a: b\n---\nc: d\n", 2, "zweites Dokument"),
    "second document, empty": ("a: b\n---\n", 2, "zweites Dokument"),
    "other version of YAML": ("%YAML 2.0\n---\na: b\n", 1, "Fassung"),
    "section as key": ("? {a: b}\n: c\n", 1, "Feldname"),
    "empty": ("", 1, "leer"),
    "only blanks": ("  \n\n", 1, "leer"),
    "only comments": ("# noch nichts\n", 1, "leer"),
    "only a document mark": ("---\n", 1, "feld: wert"),
    "a list": ("- a\n- b\n", 1, "feld: wert"),
    "a word": ("anbieter\n", 1, "feld: wert"),
    "latin-1": ("a: b\nname: Br\xfccke\n".encode("latin-1"), 2, "ein Umlaut, in einer anderen Zeichenkodierung als UTF-8"),
    "utf-16": ("a: b\n".encode("utf-16"), 1, "Zeichenkodierung"),
    "cut off in a letter": ("a: ü".encode()[:-1], 1, "Zeichenkodierung"),
    "escaped surrogate": ('a: b\nname: "\\ud800"\n', 2, "Schreibweise"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_mistake_in_the_text_is_told_at_its_line(case: str, tmp_path: Path) -> None:
    content, line, words = UNREADABLE[case]
    [finding] = [finding for finding in findings_of(tmp_path, content) if finding.code == "FO-01"]
    assert (finding.file, finding.line, finding.level) == ("coaches/anbieter/fall.yaml", line, "fehler")
    assert words in finding.message
    assert finding.hint


@pytest.mark.parametrize(
    ("value", "code_point"),
    [
        ("Bei\x1bspiel", "1B"), ("Bei\x00spiel", "00"), ("Bei\x7fspiel", "7F"), ("Bei\u0085spiel", "85"), ("Bei\u00adspiel", "AD"),
        ("Bei\u200bspiel", "200B"), ("Bei\u202espiel", "202E"), ("Bei\u2066spiel", "2066"), ("Bei\u2028spiel", "2028"),
        ("Bei\ufeffspiel", "FEFF"), ("Bei\ufffespiel", "FFFE"), ("Bei\U000e0041spiel", "E0041"),
    ],
)  # fmt: skip
def test_an_invisible_character_is_found_raw_and_as_escape(value: str, code_point: str, tmp_path: Path) -> None:
    [raw] = findings_of(tmp_path, entry_with(f"rechtsform: {value}"))
    assert (raw.code, raw.line, raw.column) == ("FO-09", 16, 16)
    assert code_point.rjust(4, "0") in raw.message
    [escaped] = findings_of(tmp_path, entry_with(f'rechtsform: "Bei\\U{int(code_point, 16):08x}spiel"'))
    assert (escaped.code, escaped.line) == ("FO-09", 16)


def test_a_file_full_of_invisible_characters_does_not_drown_the_others(tmp_path: Path) -> None:
    findings = findings_of(tmp_path, "art: anbieter\n".encode("utf-16-le") * 2000)
    assert {finding.code for finding in findings} == {"FO-09"}
    assert len(findings) <= 20


@pytest.mark.parametrize(("start", "end"), [("\ufeff", "\n"), ("", "\r\n"), ("", "\r")])
def test_windows_spelling_is_read_and_mentioned(start: str, end: str, tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "fall.yaml", start + entry_with().replace("\n", end))
    assert [(finding.code, finding.level, finding.line) for finding in loaded.findings] == [("FO-11", "hinweis", 1)]
    assert {entry.id for _, entry in loaded.entries()} == {"einfach", "fall"}


BOMBS = {
    "5 MB": "beschreibung: " + "x" * 5_000_000,
    "merge keys, 24 levels": "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 25)),
    "billion laughs": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)),
    "50,000 brackets": "[" * 50_000,
    "50,000 braces": "{" * 50_000,
    "50,000 braces with keys": "{a: " * 16_000,
    "30,000 list marks": "- " * 30_000,
    "30,000 question marks": "? " * 30_000,
    "50,000 exclamation marks": "a: " + "!" * 50_000,
    "350 levels of indentation": "\n".join(" " * depth + "a:" for depth in range(350)),
    "200,000 keys": "".join(f"k{number}: v\n" for number in range(200_000)),
    "8,000 keys": "".join(f"k{number}: v\n" for number in range(8_000)),
    "the longest key": "a" * 60_000 + ": b",
    "long line of blanks": "a:" + " " * 60_000 + "b",
    "quotation marks": '"' * 60_000,
    "links in Markdown": entry_with().replace("Wir begleiten", "[" * 1400),
}
LIMITED = """
import resource, sys
from pathlib import Path
import yaml
from landkarte.entries import reading
folder = Path(sys.argv[1])
assert reading.load(folder / "vor").sources
used = resource.getrusage(resource.RUSAGE_SELF)
resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 2,) * 2)
pages = int(Path("/proc/self/statm").read_text().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + 30_000_000,) * 2)
"""
TRY_OUR_READER = "for finding in reading.load(folder / 'coaches').findings: print(finding.file)"
TRY_THE_LIBRARY = "yaml.safe_load((folder / 'coaches/anbieter/bombe-1.yaml').read_text())"


@only_linux
def test_bombs_are_refused_before_anything_is_built_from_them(tmp_path: Path) -> None:
    for folder in ("vor", "coaches"):
        (tmp_path / folder / "anbieter").mkdir(parents=True)
        (tmp_path / folder / "anbieter/einfach.yaml").write_text(GOOD, encoding="utf-8")
    for number, text in enumerate(BOMBS.values()):
        (tmp_path / f"coaches/anbieter/bombe-{number}.yaml").write_text(text, encoding="utf-8")

    def limited(action: str) -> subprocess.CompletedProcess[str]:
        """``action`` with no more than two seconds and 30 MB to spare."""
        command = [sys.executable, "-c", LIMITED + action, str(tmp_path)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)

    done = limited(TRY_OUR_READER)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {f"coaches/anbieter/bombe-{number}.yaml" for number in range(len(BOMBS))}
    assert limited(TRY_THE_LIBRARY).returncode != 0, "the limits are too wide to notice a bomb"


def test_a_number_of_5000_digits_is_a_finding(tmp_path: Path) -> None:
    findings = findings_of(tmp_path, entry_with(f"jobcoaches_anzahl: {'9' * 5000}", "kapazitaet:", "  status: frei", "  stand: 2026-10-01",
                                                f"  stunden_pro_woche: {'9' * 5000}"))  # fmt: skip
    assert [(finding.code, finding.line) for finding in findings] == [("FO-10", 20), ("FO-10", 16)]
    assert all(len(finding.message) < 200 for finding in findings)


def make_socket(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Python knows none of these on Windows")
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(path.parent)
        listener.bind(path.name)


STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "symbolic link": (lambda path: path.symlink_to("/etc/passwd"), "eine Verknüpfung (Link)"),
    "symbolic link to a good entry": (lambda path: path.symlink_to(path.parent / "einfach.yaml"), "eine Verknüpfung (Link)"),
    "symbolic link to nothing": (lambda path: path.symlink_to("nirgends"), "eine Verknüpfung (Link)"),
    "pipe": (pipe, "ein Gerät oder eine Pipe"),
    "socket": (make_socket, "ein Gerät oder eine Pipe"),
    "folder": (Path.mkdir, "ein Ordner"),
}


@pytest.mark.parametrize("case", STRANGE)
def test_what_is_no_plain_file_is_not_opened(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, words = STRANGE[case]
    monkeypatch.chdir(tmp_path)
    loaded_with(tmp_path, "weg.yaml", "")
    (tmp_path / "coaches/anbieter/weg.yaml").unlink()
    make(tmp_path / "coaches/anbieter/fall.yaml")
    [finding] = with_neighbour(load(tmp_path / "coaches")).findings
    assert (finding.file, finding.code) == ("coaches/anbieter/fall.yaml", "FO-01")
    assert words in finding.message


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really_open = os.open

    def refuse(path: Any, *arguments: Any) -> int:
        if str(path).endswith("fall.yaml"):
            raise PermissionError(13, "Permission denied")
        return really_open(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    [finding] = findings_of(tmp_path, entry_with())
    assert (finding.code, finding.line) == ("FO-01", 1)
    assert finding.message.startswith("Die Datei lässt sich nicht lesen")
    assert finding.hint == "Prüfen Sie die Zugriffsrechte."


@pytest.mark.parametrize("name", ["fall.yml", "fall.YAML", "fall", "fall.yaml~", "fall.yaml.txt"])
def test_only_yaml_files_are_entries_and_others_are_named(name: str, tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with(), name)
    assert (finding.file, finding.code) == (f"coaches/anbieter/{name}", "FO-03")


def test_hidden_files_are_none_of_our_business(tmp_path: Path) -> None:
    assert findings_of(tmp_path, "kaputt: [", ".fall.yaml.swp") == []


@pytest.mark.parametrize("name", ["a\nb.yaml", "a\x1b[31m.yaml", "::error::.yaml", "a%0Ab.yaml", "ä.yaml", "a b.yaml", "a\udcff.yaml"])
def test_a_strange_file_name_is_not_an_address(name: str, tmp_path: Path) -> None:
    findings = findings_of(tmp_path, entry_with(), name)
    assert {(finding.file, finding.code) for finding in findings} == {(f"coaches/anbieter/{name}", "FO-03")}


@pytest.mark.parametrize("id_", ["nul", "aux", "con", "index", "selbst"])
def test_a_reserved_id_is_refused(id_: str, tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with().replace("id: fall", f"id: {id_}"), f"{id_}.yaml")
    assert (finding.code, finding.line) == ("FO-03", 3)


@pytest.mark.parametrize("id_", ["../../x", "/etc", "a/b", "a..b", "-a", "a-", "a--b", "A", "ü", '"a\\n"', "a" * 65])
def test_an_id_that_is_no_address_is_refused(id_: str, tmp_path: Path) -> None:
    findings = findings_of(tmp_path, entry_with().replace("id: fall", f"id: {id_}"))
    assert {finding.line for finding in findings} == {3}
    assert {finding.code for finding in findings} & {"FO-07", "FO-10"}


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("behinderungsart: [psychisch]", "FO-04", "Meinten Sie „behinderungsarten“?"),
        ("Website: https://example.org", "FO-04", "Meinten Sie „website“?"),
        ("kapazität: {status: frei}", "FO-04", "Meinten Sie „kapazitaet“?"),
        ("branchen: [plege]", "FO-10", "Meinten Sie „pflege“?"),
        ("branchen: [Pflege]", "FO-10", "Meinten Sie „pflege“?"),
        ("kommunikation: [Gedanken]", "B-01", "Möglich: lautsprache, dgs, lbg,"),
        ("kapazitaet: {status: frei, stand: 1.10.2026}", "FO-06", "Meinten Sie 2026-10-01?"),
        ("kapazitaet: {status: frei, stand: 01.10.2026}", "FO-06", "Meinten Sie 2026-10-01?"),
        ("xyzzy: 1", "FO-04", "Hier sind unter anderem möglich: "),
    ],
)
def test_what_was_probably_meant_is_suggested(line: str, code: str, hint: str, tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with(line))
    assert (finding.line, finding.code) == (16, code)
    assert finding.hint.startswith(hint)


def test_a_misspelt_duty_field_is_told_once(tmp_path: Path) -> None:
    [finding] = findings_of(tmp_path, entry_with().replace("kontakt:", "kontakte:"))
    assert (finding.code, finding.hint) == ("FO-04", "Meinten Sie „kontakt“?")


def test_an_entry_in_the_wrong_folder_is_told_once(tmp_path: Path) -> None:
    coach = (ROOT / "coaches/vorlagen/jobcoach.yaml").read_text(encoding="utf-8")
    [finding] = findings_of(tmp_path, coach, "jobcoach.yaml")
    assert (finding.code, coach.splitlines()[finding.line - 1]) == ("FO-02", "art: jobcoach")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = entry_with("branchen: [mond]", "webseite: x", "traegerart: ifd").replace("stand: 2026-10-01", "stand: gestern")
    codes = [(finding.line, finding.code) for finding in sorted(findings_of(tmp_path, wrong), key=lambda finding: finding.key)]
    assert codes == [(6, "FO-06"), (16, "FO-10"), (17, "FO-04"), (18, "FO-01")]


def test_values_stay_the_text_that_stands_in_the_file(tmp_path: Path) -> None:
    text = entry_with("rechtsform: no").replace('"32756"', "01067").replace("name: Beispiel einfach", "name: 12:30")
    loaded = loaded_with(tmp_path, "fall.yaml", text)
    entry = next(entry for _, entry in loaded.entries() if entry.id == "fall")
    assert isinstance(entry, Anbieter)
    assert (entry.standorte[0].plz, entry.rechtsform, entry.name) == ("01067", "no", "12:30")


@pytest.mark.parametrize(("value", "read"), [("", None), ("~", None), ("null", None), ('"null"', "null"), ("nil", "nil")])
def test_an_empty_value_is_no_value(value: str, read: str | None, tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "fall.yaml", entry_with(f"rechtsform: {value}"))
    entry = next(entry for _, entry in loaded.entries() if entry.id == "fall")
    assert isinstance(entry, Anbieter)
    assert entry.rechtsform == read


def test_a_finding_about_a_missing_key_stands_at_the_nearest_section(tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "fall.yaml", entry_with("kapazitaet:", "  status: frei", "  stand: 2026-10-01"))
    file = "coaches/anbieter/fall.yaml"
    asked = [("kapazitaet", "stand"), ("kapazitaet", "plaetze"), ("standorte", 0, "plz"), ("standorte", 7), ("nirgends",), ()]
    found = located(loaded.sources, [Finding(file, path, "FO-05", "fehler", "", "") for path in asked])
    assert [(finding.line, finding.column) for finding in found] == [(18, 3), (16, 1), (11, 19), (10, 1), (1, 1), (1, 1)]


@pytest.mark.parametrize("processors", [1, 2])
def test_findings_keep_their_order_and_get_the_place_in_their_own_file(
    processors: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    for above in range(3):
        loaded = loaded_with(tmp_path, f"fall-{above}.yaml", "#\n" * above + entry_with().replace("id: fall", f"id: fall-{above}"))
    asked: list[tuple[int, KeyPath]] = [(above, path) for path in (("standorte", 0, "plz"), ("id",)) for above in (2, 0, 1)]
    findings = [Finding(f"coaches/anbieter/fall-{above}.yaml", path, "FO-05", "fehler", "", "") for above, path in asked]
    found = located(loaded.sources, findings)
    assert [finding.file for finding in found] == [finding.file for finding in findings]
    assert [finding.line for finding in found] == [13, 11, 12, 5, 3, 4]


def test_the_places_of_many_files_take_no_more_memory_than_those_of_a_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 1)
    entries.write(tmp_path / "coaches", "full", 40)
    sources = load(tmp_path / "coaches").sources

    def peak(some: Sequence[Source]) -> int:
        findings = [Finding(source.file, ("id",), "FO-05", "fehler", "", "") for source in some]
        tracemalloc.start()
        located(some, findings)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(sources) < 3 * peak(sources[:4])


def test_folders_that_do_not_exist_hold_no_entries(tmp_path: Path) -> None:
    assert load(tmp_path / "coaches") == Loaded((), (), frozenset())


def anything() -> st.SearchStrategy[Any]:
    """Nested data of text, with the model's own keys and values among it."""
    words = st.sampled_from(["art", "anbieter", "name", "standorte", "lat", "id", "1", "true", "2026-02-30", "nan", "<<"])
    text = st.text(max_size=20) | words

    def around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4)

    return st.recursive(text | st.none(), around, max_leaves=20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("load")


@CASES
@given(content=st.text() | st.text(alphabet="ab:-[]{}\"'|>&*!%#?, \n\t\\\ud800\u202e"))
def test_no_text_raises(content: str) -> None:
    parsed = tree.parse(content)
    assert (parsed.data is None) <= bool(parsed.problems)
    lines = content.count("\n") + 1
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in parsed.problems)


@CASES
@given(content=st.binary(max_size=300))
def test_no_bytes_raise(folder: Path, content: bytes) -> None:
    assert findings_of(folder, content)


@CASES
@given(extra=st.dictionaries(st.text(max_size=20), anything(), max_size=5), replaced=st.booleans())
def test_no_data_raises(folder: Path, extra: dict[str, Any], replaced: bool) -> None:
    good = yaml.safe_load(entry_with()) if replaced else {}
    content = yaml.safe_dump(good | extra, allow_unicode=True).encode("utf-8", "surrogatepass")
    loaded = loaded_with(folder, "fall.yaml", content)
    read = any(entry.id == "fall" for _, entry in loaded.entries())
    assert read == (not any(finding.level == "fehler" for finding in loaded.findings))


def test_findings_do_not_depend_on_the_order_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, (content, _, _) in enumerate(UNREADABLE.values()):
        loaded_with(tmp_path, f"fall-{number}.yaml", content)
    first = load(tmp_path / "coaches")
    really_listed = os.listdir

    def shuffled(path: Any) -> list[str]:
        names = really_listed(path)
        random.Random(7).shuffle(names)
        return names

    monkeypatch.setattr(os, "listdir", shuffled)
    assert load(tmp_path / "coaches") == first

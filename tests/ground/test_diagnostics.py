"""Findings quote strangers: whatever stands in an entry, a terminal and a CI log see one harmless line each."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from landkarte.desk.terminal import tell
from landkarte.ground import settings
from landkarte.ground.diagnostics import Diagnostic, as_github, as_text, in_order, quoted, visible
from tests.conftest import DAY, ROOT

GOOD = (ROOT / "tests/examples/FO-11/gut/anbieter/einfach.yaml").read_text(encoding="utf-8")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
OURS = re.compile(r"::(error|warning|notice) file=[^:,]*,line=[0-9]+,col=[0-9]+::[A-Z]+-[0-9]+: .+")
ATTACKS = {
    "colour": "\x1b[31mrot",
    "cursor": "\x1b[2J\x1b[H",
    "one-byte escape": "\x9b31m",
    "link": "\x1b]8;;https://example.org\x07klick\x1b]8;;\x07",
    "title": "\x1b]0;anders\x07",
    "line break and command": "x\n::error::erfunden",
    "carriage return": "x\r::add-mask::e",
    "unicode line break": "x\u2028::error::erfunden\x85::error::erfunden",
    "command": "::error file=build.py,line=1::erfunden",
    "old command": "##[error]erfunden",
    "old command in a row": "####[error]erfunden",
    "encoded line break": "x%0A::error::erfunden%0D",
    "end of properties": "x,line=99::erfunden",
    "rich markup": "[red]rot[/red] [link=https://example.org]klick[/link]",
    "bidi": "abc\u202edef\u2066ghi",
    "lone surrogate": "x\udcff",
}


def diagnostic(text: str, file: str = "coaches/anbieter/a.yaml") -> Diagnostic:
    return Diagnostic(file, 3, 5, "FO-10", "fehler", f"name: {quoted(text)} passt hier nicht.", f"Meinten Sie {quoted(text)}?")


def assert_harmless(line: str) -> None:
    assert not CONTROL.search(line)
    assert "##[" not in line


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_and_hostile_file_names_stay_one_line(attack: str) -> None:
    for finding in (diagnostic(ATTACKS[attack]), diagnostic("x", f"coaches/anbieter/{ATTACKS[attack]}.yaml")):
        assert_harmless(as_text(finding))
        assert as_text(finding).startswith("coaches/")
        assert_harmless(as_github(finding))
        assert OURS.fullmatch(as_github(finding))
        assert not re.search("%0[AaDd]", as_github(finding))


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_line(message: str, file: str) -> None:
    finding = diagnostic(message, f"coaches/anbieter/{file}.yaml")
    assert_harmless(as_text(finding))
    assert_harmless(as_github(finding))
    assert OURS.fullmatch(as_github(finding))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("spelling", ["text", "github"])
def test_an_attack_in_an_entry_reaches_nobody(attack: str, spelling: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole way, with the text as value, as key, in a comment and in the name of the file."""
    folder = tmp_path / "coaches/anbieter"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    text = ATTACKS[attack]
    escaped = "".join(f"\\U{ord(char):08x}" for char in text)
    if "\udcff" not in text:  # a surrogate cannot be written, raw or as an escape
        (folder / "wert.yaml").write_text(GOOD.replace("traegerart: ifd", f'traegerart: "{escaped}"'), encoding="utf-8")
        (folder / "schluessel.yaml").write_text(f'{GOOD}"{escaped}": x\n', encoding="utf-8")
        (folder / "roh.yaml").write_bytes(f"{GOOD}# {text}\n'{text}': {text}\n".encode())
    (folder / f"{text.replace('/', ' ')}.yaml").write_text(GOOD, encoding="utf-8")

    tell(build.gather(tmp_path, settings.read(tmp_path / "pyproject.toml"), DAY, True).findings, spelling)
    said = capsys.readouterr().out
    assert said.count("\n") >= 1
    for line in said.splitlines():
        assert_harmless(line)
        assert OURS.fullmatch(line) if spelling == "github" else line.startswith("coaches/anbieter/")


def test_both_spellings_in_full() -> None:
    finding = Diagnostic("coaches/anbieter/a,b:c.yaml", 12, 3, "FO-08", "warnung", "100 % sicher", "Schreiben Sie\nhttps://")
    assert as_text(finding) == "coaches/anbieter/a,b:c.yaml:12:3 Warnung FO-08: 100 % sicher → Schreiben Sie\\u000ahttps://"
    assert as_github(finding) == (
        "::warning file=coaches/anbieter/a%2Cb%3Ac.yaml,line=12,col=3::FO-08: 100 %25 sicher → Schreiben Sie\\u000ahttps://"
    )
    bare = Diagnostic("a.yaml", 1, 1, "C-02", "hinweis", "Zweimal genannt.", "")
    assert as_text(bare) == "a.yaml:1:1 Hinweis C-02: Zweimal genannt."
    assert as_github(bare) == "::notice file=a.yaml,line=1,col=1::C-02: Zweimal genannt."


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("Müller-Lüdenscheid", "Żółć & Söhne – „Straße“ 100 %", "O’Brien [sic] #1", "Владимир", "🙂"):
        assert visible(text) == text


def test_a_long_value_is_quoted_in_part() -> None:
    assert quoted("x" * 60) == f"„{'x' * 60}“"
    assert quoted("x" * 61) == f"„{'x' * 59}…“"


def test_findings_are_sorted_by_place_and_told_once() -> None:
    def at(file: str, line: int, column: int, code: str = "FO-10") -> Diagnostic:
        return Diagnostic(file, line, column, code, "fehler", "x", "")

    ordered = [at("a.yaml", 2, 9), at("a.yaml", 10, 1), at("a.yaml", 10, 2, "C-01"), at("a.yaml", 10, 2), at("b.yaml", 1, 1)]
    assert in_order([*reversed(ordered), *ordered]) == ordered


def test_the_order_is_the_same_in_every_process() -> None:
    program = (
        "from landkarte.ground.diagnostics import *;"
        "print([f.hint for f in in_order(Diagnostic('a', 1, 1, 'C-01', 'fehler', 'x', str(n)) for n in range(50))])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in "123"
    }
    assert len(runs) == 1

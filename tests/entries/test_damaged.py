"""Text arrives whole: what was lost or garbled on its way is told at its line with the right word, and corrected where it is certain."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from landkarte.desk.commandline import FINDINGS, OK, Options
from landkarte.entries.reading import damaged, tree
from landkarte.ground import signs
from tests.conftest import DAY, make_project
from tests.entries.test_messages import the_finding
from tests.entries.test_reading import entry_with, findings_of, loaded_with

NAME = "name: Beispiel einfach"
WAYS = ("cp1252", "latin-1", "mac_roman", "cp850")
HONEST = [
    *("„CAFÉ“", "CAFÉ–BAR", "„Spaß“", "TROJÄ“", "Ä…", "SÃO PAULO", "São", "Çağ", "Łódź", "René’s", "√2", "naïve", "Œuvre", "Ñandú–Æther"),
    *("AT&T", "R&D;", "Meyer & Söhne", "Fort & Bildung; Beratung", "?a=1&copy=2", "Владимир", "Ωμέγα", "Müller-Lüdenscheidt", "90 m²"),
]


# --- Letters in a wrong encoding, or spelled for HTML ---


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("word", ["Müller", "Straße", "Änderung", "Öffnung", "Übung", "Café", "Señor", "Maßnahme"])
def test_utf_8_that_was_read_as_something_else_is_known_again(word: str, way: str) -> None:
    garbled = word.encode().decode(way, "replace")
    if "\ufffd" not in garbled:  # five bytes mean nothing in Windows-1252
        assert list(damaged.words(garbled)) == [(garbled, word)]


@pytest.mark.parametrize("word", ["„Mut“", "Ost–West", "5 €".replace(" ", "\xa0"), "Kovačević", "Łukasz", "Çağ", "Владимир", "😀"])
def test_other_signs_are_known_in_the_encoding_of_windows(word: str) -> None:
    garbled = "".join(bytes([byte]).decode("cp1252" if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1") for byte in word.encode())
    assert damaged.mended(garbled) == word


@pytest.mark.parametrize(
    ("word", "right"),
    [("M&uuml;ller", "Müller"), ("M&#252;ller", "Müller"), ("M&#xFC;ller", "Müller"), ("M&amp;uuml;ller", "Müller"),
     ("MÃƒÂ¼ller", "Müller"), ("A&amp;B", "A&B"), ("&lt;b&gt;", "<b>"),
     ("Arbeits&shy;platz", "Arbeitsplatz"), ("&euro;", "€"), ("&bdquo;Mut&ldquo;", "„Mut“")],
)  # fmt: skip
def test_spellings_of_html_and_what_was_garbled_twice_are_known_again(word: str, right: str) -> None:
    assert list(damaged.words(word)) == [(word, right)]


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_not_garbled(text: str, tmp_path: Path) -> None:
    assert list(damaged.words(text)) == []
    assert damaged.repaired(text) == (text, [])
    assert findings_of(tmp_path, entry_with(f'rechtsform: "{text}"')) == []


def test_the_right_word_is_proposed_on_the_line_where_it_stands(tmp_path: Path) -> None:
    text = entry_with("beschreibung_leichte_sprache: |", "  Wir helfen Ihnen.", "  Wir kommen zu Ihnen: Fragen Sie nach Frau MÃ¼ller.")
    [finding] = findings_of(tmp_path, text)
    assert (finding.line, finding.column, finding.code, finding.level) == (18, 45, "FO-13", "warnung")
    assert finding.hint.startswith("Meinten Sie „Müller.“?")
    assert "fall" in {entry.id for _, entry in loaded_with(tmp_path, "fall.yaml", text).entries()}


# --- What is cut at a # ---


@pytest.mark.parametrize(
    ("before", "after", "column", "left"),
    [
        (NAME, "name: Teilhabe #1 GmbH", 16, "Teilhabe"),
        (NAME, "name: Teilhabe  #inklusion", 17, "Teilhabe"),
        (NAME, "name: Teilhabe #„Mut“", 16, "Teilhabe"),
        (NAME, "name: Beispiel\n  einfach #2", 11, "Beispiel einfach"),
        (", ort: Detmold}", ", ort: Detmold #3\n    }", 46, "Detmold"),
    ],
)
def test_a_value_that_is_cut_is_told(before: str, after: str, column: int, left: str, tmp_path: Path) -> None:
    finding = the_finding(tmp_path, (before, after))
    assert (finding.code, finding.level, finding.column) == ("FO-13", "warnung", column)
    assert f"gelesen wird nur „{left}“" in finding.message
    assert "Anführungszeichen" in finding.hint


def test_what_can_no_longer_be_read_because_of_it_is_told_so(tmp_path: Path) -> None:
    finding = the_finding(tmp_path, (", ort: Detmold}", ", ort: Detmold #3}"))
    assert (finding.code, finding.column) == ("FO-01", 46)
    assert "Bemerkung" in finding.message


@pytest.mark.parametrize(
    "value", ['"Teilhabe #1"', "'Teilhabe #1'", "Teilhabe#1", "Teilhabe # eine Bemerkung", "Teilhabe #", "Teilhabe #---", '"Teilhabe" # so']
)
def test_a_remark_and_a_text_in_quotation_marks_are_fine(value: str, tmp_path: Path) -> None:
    assert findings_of(tmp_path, entry_with(f"rechtsform: {value}")) == []


@pytest.mark.parametrize("mark", ["|", ">"])
def test_a_long_text_may_have_any_number_of_them(mark: str, tmp_path: Path) -> None:
    text = f"beschreibung_leichte_sprache: {mark}"
    assert findings_of(tmp_path, entry_with(text, "  Wir helfen Ihnen bei der Arbeit. #teilhabe #1")) == []


# --- Lines that other programs left ---


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> 3db94a9 (Neue Nummer)", "||||||| 1a2b3c4"])
@pytest.mark.parametrize("line", [1, 7, 14])
def test_marks_of_an_unfinished_merge_are_named(mark: str, line: int, tmp_path: Path) -> None:
    lines = entry_with().split("\n")
    [finding] = findings_of(tmp_path, "\n".join([*lines[: line - 1], mark, *lines[line - 1 :]]))
    assert (finding.line, finding.code) == (line, "FO-01")
    assert "zusammengeführt" in finding.message
    assert "Behalten Sie von beiden Fassungen, was stimmt" in finding.hint


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_the_frame_of_a_chat_is_named(fence: str, tmp_path: Path) -> None:
    findings = findings_of(tmp_path, f"{fence}yaml\n{entry_with()}{fence}\n")
    assert [(finding.line, finding.code, finding.hint) for finding in findings] == [
        (1, "FO-01", "Löschen Sie diese Zeile."), (18, "FO-01", "Löschen Sie diese Zeile.")
    ]  # fmt: skip


# --- Signs that nobody can read ---

IGNORABLE = [chr(code) for first, last in (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
) for code in range(first, last + 1)]  # fmt: skip


def test_all_that_unicode_calls_ignorable_is_refused_and_named() -> None:
    assert len(IGNORABLE) == 4174
    for char in IGNORABLE:
        [problem] = tree.parse(f"a: x{char}y\n").problems
        assert (problem.code, problem.line, problem.column) == ("FO-09", 1, 5)
        assert f"U+{ord(char):04X} (" in problem.message


@pytest.mark.parametrize(
    ("char", "name"),
    [("\u00ad", "weiches Trennzeichen"), ("\ufe0f", "Formauswahl"), ("\U000e0151", "Formauswahl"), ("\u200d", "Emoji"),
     ("\uf0b7", "Symbolschrift"), ("\ufffd", "verlorenen Buchstaben"), ("\u2800", "Braille"), ("\x07", "Steuerzeichen")],
)  # fmt: skip
def test_a_person_is_told_what_the_sign_is(char: str, name: str, tmp_path: Path) -> None:
    finding = the_finding(tmp_path, (NAME, f"name: Beispiel ein{char}fach"))
    assert (finding.code, finding.level, finding.column) == ("FO-09", "fehler", 19)
    assert name in finding.message
    assert finding.hint


@given(st.characters(categories=("L", "N", "P", "Sc", "Sm", "Zs")))
def test_letters_digits_and_marks_can_be_read(char: str) -> None:
    assert signs.unreadable(char) == (char in IGNORABLE)


# --- What check --fix makes of it ---


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with a provider and its coach."""
    return make_project(tmp_path / "projekt", only=("beispiel-bbw-gotha", "jc-n4p6ua"))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Arbeits\u00adplatz\u00adsicherung", "Arbeitsplatzsicherung"),
        ("Beispiel\u200bHaus \ufeffNord \u2060Süd", "BeispielHaus Nord Süd"),
        ("Haus\u200d Nord\u200e", "Haus Nord"),
        ("Haus ☎\ufe0f Nord", "Haus ☎ Nord"),
        ("MÃ¼ller & S&ouml;hne", "Müller & Söhne"),
        ("Gro\x9fe Stra\xc3\x9fe".replace("o\x9f", "oß"), "Große Straße"),
        ("Meyer &amp; Sohn", "Meyer & Sohn"),
        ("â€žMutâ€œ macht Mut", "„Mut“ macht Mut"),
        ("BrÃƒÂ¼cke", "Brücke"),
    ],
)
def test_what_can_only_be_meant_so_is_corrected(wrong: str, right: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "coaches/anbieter/beispiel-bbw-gotha.yaml"
    whole = path.read_text(encoding="utf-8")
    text = whole.replace("\nrechtsform: Stiftung", "\nrechtsform: Haus RECHTS", 1).replace(": |\n", ": |\n  RECHTS.\n", 1)
    path.write_text(text.replace("RECHTS", wrong), encoding="utf-8")
    assert build.run(project, Options("check", fix=True), DAY) == OK
    assert path.read_text(encoding="utf-8") == text.replace("RECHTS", right)
    told = capsys.readouterr().out
    assert told.count("Berichtigt: coaches/anbieter/beispiel-bbw-gotha.yaml:") >= 2
    assert not any(signs.unreadable(char) for char in told)


@pytest.mark.parametrize(
    "value",
    ["Gesch\ufffdft", "Geschï¿½ft", "Haus &lt;b&gt;", '"&quot;Mut&quot; ja"', "👩\u200d💻", "می\u200cخواهم", "x\U000e0100y", "Haus &#0;"],
)
def test_what_could_be_meant_otherwise_stays(value: str, project: Path) -> None:
    path = project / "coaches/anbieter/beispiel-bbw-gotha.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nrechtsform: Stiftung", f"\nrechtsform: {value}", 1), encoding="utf-8")
    before = path.read_bytes()
    found = build.run(project, Options("check", fix=True), DAY)
    assert path.read_bytes() == before
    assert (found == FINDINGS) == any(map(signs.unreadable, value))


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("Ã¼&;#amp\u00ad\u200b :-\n'\"")))
def test_twice_is_the_same_as_once_and_no_mark_of_yaml_arises(text: str) -> None:
    after, done = damaged.repaired(text)
    assert (after != text) == bool(done)
    assert damaged.repaired(after)[0] == after
    new = set(after) - set(text)
    assert not any(char.isascii() or unicodedata.category(char) == "Cc" for char in new)

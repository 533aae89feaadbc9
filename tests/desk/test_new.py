"""build.py new as a person meets it: answers typed one after the other, wrong ones among them, and a file that check accepts."""

import builtins
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import OK, Options
from landkarte.entries import reading
from tests.conftest import DAY
from tests.desk.test_forget import contents

TEXT = "Wir begleiten Menschen und Betriebe und arbeiten eine Zeit lang mit."
ANSWERS = {
    "Postleitzahl": "32756", "Ort": "Detmold", "Lizenz": "cc_by_4_0", "Stand": "", "Trägerart": "bildungstraeger",
    "Name": "Beispiel Neue Wege", "Beschreibung": TEXT, "Funktion": "Koordination", "Kontaktwege": "telefon, email",
    "Leistungsart": "jobcoaching_ap", "Handlungsfelder": "sicherung", "Umkreis in Kilometern": "50", "Tag der Einwilligung": "2026-10-01",
    "Fassung des Einwilligungstextes": "2026-10",
    "Umfang der Einwilligung": "name, qualifikation, funktion", "Wo die Einwilligung liegt": "Geschäftsstelle", "Datum": "2026-10-01",
    "Unterzeichnet von": "Geschäftsführung",
    "Standardfassung": "fassung_2019", "Bis": "9", "Beteiligte": "person, fuehrungskraefte, kolleginnen",
    "Phasen": "initiierung, analyse_planung, selbstintegration, intervention, stabilisierung_abschluss",
    "Stundenkontingent": "vorab_festgelegt", "Dokumentation": "massnahmenplan, zwischenbericht, abschlussbericht",
    "Zielvereinbarung": "dreiseitig", "Betriebsextern": "true", "Am Arbeitsplatz": "true", "Mitarbeit": "true", "Freiwillig": "true",
    "Bezeichnung": "Ergotherapeutin", "Gruppe": "therapeutisch", "Beschäftigungsform": "angestellt", "Anbieter": "beispiel-bbw-gotha",
    "Einsatzorte": "allgemeiner_arbeitsmarkt",
}  # fmt: skip
KINDS = {"1": ("anbieter", "beispiel-neue-wege"), "2": ("jobcoaches", r"jc-[a-z2-9]{6}"), "3": ("jobcoaches", r"jc-[a-z2-9]{6}")}


class Terminal:
    """Answers each question by its title; ``first`` are answers that are tried before, and what is asked is kept."""

    def __init__(self, kind: str, capsys: pytest.CaptureFixture[str], **first: list[str]) -> None:
        self.kind, self.capsys, self.first = kind, capsys, first
        self.shown = ""
        self.asked: list[str] = []
        self.last = ""

    def input(self, prompt: str = "") -> str:
        new = self.capsys.readouterr().out
        self.shown += new
        assert len(self.shown) < 60_000, self.shown[-6000:]
        # an answer that was refused brings no new question
        titles = re.findall(r"^\n?(\S[^\n]*?)(?: \(leer lassen[^\n]*)?$", new, re.M)
        if "Was für ein Eintrag?" in new:
            return self.kind
        known = [title for title in titles if title.split(": ")[-1] in {*ANSWERS, "Kennung"}]
        if known:
            self.last = known[-1].split(": ")[-1]
            self.asked.append(known[-1])
        if self.first.get(self.last):
            return self.first[self.last].pop(0)
        if self.last == "Kennung":
            return "" if prompt.startswith("[") else "haupt"
        return ANSWERS.get(self.last, "") if known or not titles else ""


@pytest.fixture
def sitting(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Terminal]:
    """Somebody at the terminal."""

    def sit(kind: str, **first: list[str]) -> Terminal:
        terminal = Terminal(kind, capsys, **first)
        monkeypatch.setattr(builtins, "input", terminal.input)
        return terminal

    return sit


def new(root: Path) -> int:
    return build.run(root, Options("new"), DAY)


def written(root: Path, before: dict[str, bytes]) -> tuple[str, str]:
    """Path and text of the one file that was not there before."""
    after = contents(root)
    assert {path: after[path] for path in before} == before
    [path] = after.keys() - before.keys()
    return path, after[path].decode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_answered_becomes_an_entry_that_check_accepts(kind: str, project: Path, sitting: Callable[..., Terminal]) -> None:
    before = contents(project)
    terminal = sitting(kind)
    assert new(project) == OK, terminal.shown
    path, text = written(project, before)
    folder, name = KINDS[kind]
    assert re.fullmatch(rf"{folder}/{name}\.yaml", path)
    assert text.startswith("# yaml-language-server: $schema=../vorlagen/")
    assert reading.plain(text)["stand"] == DAY.isoformat()
    assert len(terminal.asked) == len(set(terminal.asked)), terminal.asked
    assert build.run(project, Options("check", files=(f"coaches/{path}",)), DAY) == OK


def test_a_wrong_answer_is_told_and_asked_again_and_nothing_is_lost(project: Path, sitting: Callable[..., Terminal]) -> None:
    before = contents(project)
    terminal = sitting(
        "1", Postleitzahl=["1067"], Lizenz=["", "gpl_3"], Kontaktwege=["telefon, emial"], Beschreibung=["kurz"], Stand=["gestern"]
    )
    assert new(project) == OK, terminal.shown
    shown = terminal.shown
    assert "Meinten Sie 01067?" in shown
    assert "Bitte geben Sie etwas ein." in shown
    assert "„gpl_3“ ist hier nicht vorgesehen." in shown
    assert "Meinten Sie „email“?" in shown
    assert "mindestens 40" in shown or "zu kurz" in shown
    assert written(project, before)[0] == "anbieter/beispiel-neue-wege.yaml"


@pytest.mark.parametrize("taken", ["beispiel-bbw-gotha", "beispiel-weg", "index", "jc-abcdef", "Mit Umlaut ä"])
def test_an_id_that_cannot_be_had_is_refused_at_once(taken: str, project: Path, sitting: Callable[..., Terminal]) -> None:
    with (project / "coaches/zurueckgezogen.csv").open("a") as table:
        table.write("anbieter;beispiel-weg;2026-10-01\n")
    before = contents(project)
    terminal = sitting("1", Kennung=[taken])
    assert new(project) == OK, terminal.shown
    assert terminal.asked[:3] == ["Name", "Kennung", terminal.asked[2]]
    assert written(project, before)[0] == "anbieter/beispiel-neue-wege.yaml"


@pytest.mark.parametrize(("end", "code"), [(EOFError, 3), (KeyboardInterrupt, 130)])
def test_whoever_stops_has_written_nothing(
    end: type[BaseException], code: int, project: Path, sitting: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(project)
    terminal = sitting("1")

    def stops(prompt: str = "") -> str:
        answer = terminal.input(prompt)
        if terminal.last == "Ort":
            raise end
        return answer

    monkeypatch.setattr(builtins, "input", stops)
    assert new(project) == code
    assert contents(project) == before


def test_what_only_the_rules_know_is_asked_again(project: Path, sitting: Callable[..., Terminal]) -> None:
    """A postal code that does not exist is well formed; the rest of the answers stay."""
    terminal = sitting("1", Postleitzahl=["00000"])
    assert new(project) == OK, terminal.shown
    assert "Noch nicht richtig: " in terminal.shown
    assert terminal.asked.count("Standorte: Postleitzahl") == 2
    assert terminal.asked.count("Name") == 1

"""A file that was sent becomes an entry, byte for byte where it can, or findings and nothing else; whatever stands in it."""

import json
import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import build
from landkarte.desk.commandline import FINDINGS, OK, Options, UsageError, parse
from landkarte.entries import reading
from landkarte.ground.errors import OperatorError
from tests.conftest import DAY, ROOT, make_project
from tests.desk.test_forget import contents
from tests.systems import pipe

VORLAGEN = ROOT / "coaches/vorlagen"
GOTHA, COACH = "anbieter/beispiel-bbw-gotha.yaml", "jobcoaches/jc-d2x8fm.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with a provider and its coach: each call judges all that is there, and twice."""
    return make_project(tmp_path / "projekt", only=("beispiel-bbw-gotha", "jc-n4p6ua"))


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """The same with another two, and a Prüfvermerk."""
    return make_project(tmp_path / "projekt", only=("beispiel-bbw-gotha", "jc-n4p6ua", "beispiel-weserwege-bremen", "jc-d2x8fm"))


def taken(root: Path, path: Path, replace: bool = False) -> int:
    return build.run(root, Options("import", files=(str(path),), replace=replace), DAY)


def sent(folder: Path, text: str | bytes, name: str = "zugesandt.yaml") -> Path:
    """A file as somebody saved it from an e-mail."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def sound(id_: str = "beispiel-neu") -> str:
    """An entry as somebody fills in the template, with all its remarks."""
    return (VORLAGEN / "anbieter.yaml").read_text(encoding="utf-8").replace("\nid: anbieter\n", f"\nid: {id_}\n")


@pytest.mark.parametrize(("template", "folder"), [("anbieter", "anbieter"), ("freiberuflich", "jobcoaches")])
def test_a_sound_file_becomes_an_entry_and_keeps_every_byte(
    template: str, folder: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    text = (
        (VORLAGEN / f"{template}.yaml")
        .read_bytes()
        .replace(f"\nid: {template}\n".encode(), b"\nid: jc-neu234\n" if folder != "anbieter" else b"\nid: neu\n")
    )
    name = "neu" if folder == "anbieter" else "jc-neu234"
    assert taken(project, sent(tmp_path, text)) == OK
    assert contents(project) == before | {f"{folder}/{name}.yaml": text}
    assert f"Geschrieben: coaches/{folder}/{name}.yaml\n" in capsys.readouterr().out
    assert build.run(project, Options("check", files=(f"coaches/{folder}/{name}.yaml",)), DAY) == OK


@pytest.mark.parametrize("name", ["liste.csv", "Jobcoaches.CSV", "orte.csv", "personen.xlsx"])
def test_a_table_is_told_where_it_belongs(name: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(project)
    assert taken(project, sent(tmp_path, "name;telefon\nErika Beispiel;0521 1\n", name)) != OK
    said = capsys.readouterr().out
    assert "coaches/orte.csv" in said
    assert "coaches/zurueckgezogen.csv" in said
    assert "Eine Liste von Personen ist kein Eintrag" in said
    assert contents(project) == before


def test_a_bom_and_line_ends_of_windows_are_put_right(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = b"\xef\xbb\xbf" + sound().replace("\n", "\r\n").encode()
    assert taken(project, sent(tmp_path, foreign)) == OK
    assert (project / "coaches/anbieter/beispiel-neu.yaml").read_bytes() == sound().encode()
    said = capsys.readouterr().out
    assert "zugesandt.yaml:1 „BOM“ → „ohne BOM“" in said
    assert "zugesandt.yaml:1 „CRLF“ → „LF“" in said


def bundle(coach: str = "jc-neu234", provider: str = "beispiel-neu") -> str:
    """An organisation and one of its coaches in one file, as the form hands them over."""
    template = (VORLAGEN / "jobcoach.yaml").read_text(encoding="utf-8")
    person = template.replace("\nid: jobcoach\n", f"\nid: {coach}\n").replace("\nanbieter: anbieter\n", f"\nanbieter: {provider}\n")
    return re.sub(r"(?m)^(# )?jobcoaches: \[.*\n", f"jobcoaches: [{coach}]\n", sound()) + "---\n" + person


def test_an_organisation_comes_with_its_coaches_in_one_file(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    organisation, person = bundle().split("---\n# yaml", 1)
    assert taken(project, sent(tmp_path, bundle())) == OK
    assert (project / "coaches/anbieter/beispiel-neu.yaml").read_text(encoding="utf-8") == organisation
    assert (project / "coaches/jobcoaches/jc-neu234.yaml").read_text(encoding="utf-8") == "# yaml" + person
    said = capsys.readouterr().out
    assert "Geschrieben: coaches/anbieter/beispiel-neu.yaml\nGeschrieben: coaches/jobcoaches/jc-neu234.yaml\n" in said
    assert "C-01" not in said  # each finds the other


def test_remarks_before_an_entry_are_no_entry(tmp_path: Path) -> None:
    [found] = reading.mailed(sent(tmp_path, f"# aus dem Formular\n---\n{sound()}"), "zugesandt.yaml")
    assert found.source


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (bundle().replace("beschaeftigungsform: angestellt\n", "beschaeftigungsform: chef\n"), "beschaeftigungsform: chef"),
        (bundle(provider="beispiel-fremd"), "anbieter: beispiel-fremd"),
        (bundle() + "---\n" + sound(), ""),
    ],
)
def test_several_entries_are_taken_together_or_not_at_all(
    wrong: str, said: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert taken(project, sent(tmp_path, wrong)) == FINDINGS
    assert contents(project) == before
    told = capsys.readouterr().out
    if said:  # findings name the line in the whole file
        assert f"zugesandt.yaml:{wrong.split(chr(10)).index(said) + 1}:" in told
    assert "Abgelehnt" in told


@pytest.mark.parametrize("replace", [False, True])
def test_what_cannot_be_written_to_the_end_is_taken_back(replace: bool, project: Path, tmp_path: Path) -> None:
    """The organisation is in place when its coach turns out to have no room: then it goes again, or is what it was, in every byte."""
    if replace:
        old = sound().replace("antwort_werktage: 3", "antwort_werktage: 5").replace("\n", "\r\n")
        (project / "coaches/anbieter/beispiel-neu.yaml").write_bytes(b"\xef\xbb\xbf" + old.encode())
    (project / "coaches/jobcoaches").rename(tmp_path / "anderswo")
    (project / "coaches/jobcoaches").symlink_to(tmp_path / "anderswo", target_is_directory=True)
    before = contents(project)
    with pytest.raises(OperatorError, match="coaches/jobcoaches ist eine Verknüpfung"):
        taken(project, sent(tmp_path, bundle()), replace)
    assert contents(project) == before


def test_of_ten_thousand_pieces_the_first_that_is_none_ends_it(project: Path, tmp_path: Path) -> None:
    """Each is read on its lines in the whole: to read them all would take a minute."""
    begun = process_time()
    assert taken(project, sent(tmp_path, "a\n---\n" * 10_000)) == FINDINGS
    assert process_time() - begun < 20


DAMAGED = {
    "Begleitung": "Beglei\u00adtung",
    "Menschen ": "Men\u200bschen ",
    "für": "fÃ¼r",
    "Jobcoaching": "\ufeffJobcoaching",
    "können": "k&ouml;nnen",
}


@pytest.mark.parametrize("right", DAMAGED)
def test_what_did_not_arrive_whole_is_put_right_and_told(
    right: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As check --fix does it: the file that it is written to needs no --fix any more."""
    text = sound().replace("beschreibung: |\n", f"beschreibung: |\n  {right} steht hier, und das im ganzen Kreis.\n")
    assert taken(project, sent(tmp_path, text.replace(f"  {right} steht", f"  {DAMAGED[right]} steht"))) == OK
    assert (project / "coaches/anbieter/beispiel-neu.yaml").read_text(encoding="utf-8") == text
    [told] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Berichtigt: ")]
    assert told.endswith(f"→ „{right.strip()}“")
    assert "\u00ad" not in told
    assert build.run(project, Options("check", fix=True, files=("coaches/anbieter/beispiel-neu.yaml",)), DAY) == OK
    assert "Berichtigt" not in capsys.readouterr().out


def test_findings_name_the_file_that_was_sent_and_its_line(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = sound().replace("\nlizenz: cc_by_4_0", "\nlizenz: gpl_3")
    path = sent(tmp_path, wrong)
    before = contents(project)
    assert taken(project, path) == FINDINGS
    finding, refused = capsys.readouterr().out.splitlines()
    line = wrong.split("\n").index("lizenz: gpl_3") + 1
    assert finding.startswith(f"{path}:{line}:1 Fehler FO-10: ")
    assert refused.startswith("Abgelehnt: ")
    assert contents(project) == before


def test_warnings_are_told_and_prevent_nothing(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sent(tmp_path, sound().replace("  gewaltschutzkonzept: true\n", ""))
    assert taken(project, path) == OK
    assert f"{path}:" in capsys.readouterr().out


def test_the_file_is_judged_as_part_of_the_directory(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A coach is right only together with the provider that she names; a withdrawn id comes back for nobody."""
    text = (VORLAGEN / "jobcoach.yaml").read_text(encoding="utf-8").replace("\nid: jobcoach\n", "\nid: jc-neu234\n")
    assert taken(project, sent(tmp_path, text)) == FINDINGS
    assert "C-01" in capsys.readouterr().out
    with (project / "coaches/zurueckgezogen.csv").open("a") as table:
        table.write("anbieter;beispiel-neu;2026-10-01\n")
    assert taken(project, sent(tmp_path, sound())) == FINDINGS
    assert "C-08" in capsys.readouterr().out


def test_nobody_loses_a_page_to_a_file_that_was_sent(several: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The id of a coach, taken by an organisation: the error would be the coach's, and the file is refused all the same."""
    before = contents(several)
    coach = (several / "coaches" / COACH).read_text(encoding="utf-8").replace("jc-d2x8fm", "wandernde-kennung")
    (several / "coaches/jobcoaches/wandernde-kennung.yaml").write_text(coach, encoding="utf-8")
    assert taken(several, sent(tmp_path, sound("wandernde-kennung"))) == FINDINGS
    assert "Fehler" in capsys.readouterr().out
    assert contents(several).keys() == before.keys() | {"jobcoaches/wandernde-kennung.yaml"}


def test_an_entry_is_only_replaced_when_told_so(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "coaches" / GOTHA
    before = contents(project)
    text = path.read_text(encoding="utf-8").replace('"+49 69 90009 310"', '"+49 69 90009 311"')
    assert taken(project, sent(tmp_path, text)) == FINDINGS
    assert "--ersetzen" in capsys.readouterr().out
    assert contents(project) == before
    assert taken(project, sent(tmp_path, text), replace=True) == OK
    assert f"Ersetzt: coaches/{GOTHA}\n" in capsys.readouterr().out
    assert contents(project) == before | {GOTHA: text.encode()}


NOTED = """# Ansprechpartner ist der Fachdienst.
art: anbieter
schema: 1
id: beispiel-bbw-gotha
beispiel: true
konto: bbw-gotha
lizenz: cc_by_4_0
stand: 2026-10-15  # am Telefon bestätigt
"""
"""How the entry begins when somebody has noted things in it."""


@pytest.fixture
def noted(project: Path) -> Path:
    """The entry with an account and remarks above keys, beside values and within sections."""
    path = project / "coaches" / GOTHA
    text = NOTED + path.read_text(encoding="utf-8").partition("stand: 2026-09-15\n")[2]
    for old, new in {
        "\nkontakt:\n": "\n# nur vormittags\nkontakt:\n",
        '310"\n': '310"  # Zentrale\n',
        "    ort: Gotha\n": "    # am Bahnhof\n    ort: Gotha\n",
        "\nqualitaet:\n": "\n# Unterlagen liegen vor\nqualitaet:\n",
    }.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def form_of(text: str) -> str:
    """The entry as the form writes it: no remarks, no account, its own order, its own spelling."""
    values = reading.plain(text)
    del values["konto"]
    return reading.dump({key: values[key] for key in sorted(values)} | {"stand": "2026-09-15"})


def replaced(project: Path, path: Path, tmp_path: Path, old: str, new: str) -> str:
    """What stands in the entry when somebody sends it from the form with ``new`` for ``old``."""
    text = form_of(path.read_bytes().decode())
    assert old in text
    assert taken(project, sent(tmp_path, text.replace(old, new)), replace=True) == OK
    return path.read_bytes().decode()


def test_what_is_the_same_stays_as_it_stands(project: Path, noted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(project)
    replaced(project, noted, tmp_path, "2026-09-15", "2026-09-15")
    assert contents(project) == before
    told = capsys.readouterr().out.splitlines()
    assert "Behalten: konto „bbw-gotha“, in der zugesandten Datei: „“" in told
    assert "Behalten: stand „2026-10-15“, in der zugesandten Datei: „2026-09-15“" in told
    assert [line for line in told if line.startswith(("Geändert", "Entfallen", "Ersetzt", "Nichts"))] == [
        f"Nichts geändert: coaches/{GOTHA}",
    ]


def test_a_remark_that_was_sent_is_not_dropped_without_a_word(
    project: Path, noted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the template explains beside its fields is not listed: a hundred lines would hide the one that somebody wrote."""
    explained = "# Pflicht. Art des Eintrags."
    assert explained in (VORLAGEN / "anbieter.yaml").read_text(encoding="utf-8")
    replaced(project, noted, tmp_path, "lizenz:", f"# bitte ohne Foto\n{explained}\nlizenz:")
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line.startswith("Entfallen")] == ["Entfallen: „# bitte ohne Foto“"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_only_what_changed_is_written_and_each_change_told(
    ends: str, project: Path, noted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = noted.read_text(encoding="utf-8").replace("\n", ends)
    noted.write_bytes(text.encode())
    assert replaced(project, noted, tmp_path, "90009 310", "90009 311") == text.replace("90009 310", "90009 311")
    [told] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Geändert: ")]
    assert told == "Geändert: Kontakt, Telefon geändert von „+49 69 90009 310“ auf „+49 69 90009 311“"


ADDRESSES = "bbw-gotha@example", "gotha@example"
SENT = "branchen:\n- handwerk\n- buero_verwaltung\n- it_medien\n"
STREETS = "Musterallee 100", "Musterallee 7"
TEAM = "team_professionen: [therapeutisch]\n"
CHANGES = {
    "a newer day": (
        "\nstand: '2026-09-15'",
        "\nstand: '2026-11-01'",
        ("2026-10-15  # am", "2026-11-01  # am"),
        "Stand geändert von „15. Okt",
    ),
    "a value of a section": (*ADDRESSES, ADDRESSES, "E-Mail geändert von „bbw-gotha@example.org“"),
    "a new field": ("website:", f"{TEAM}website:", ("Einrichtungsleitung Gotha\n", f"Einrichtungsleitung Gotha\n{TEAM}"), "Team ergänzt"),
    "a field less": (SENT, "", (SENT.replace("- ", "  - "), ""), "Branchen entfernt"),
    "a longer list": ("- it_medien", "- it_medien\n- garten_landwirtschaft", None, "Branchen ergänzt"),
    "a value in an item": (*STREETS, None, "Straße geändert von „Musterallee 100“ auf „Musterallee 7“"),
    "signs of YAML": ("Fachdienst Übergang Ausbildung–Beruf", "'Fachdienst: Übergang'", None, "Funktion geändert"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_remarks_account_and_order_outlive_a_change(
    kind: str, project: Path, noted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, change, told = CHANGES[kind]
    text = noted.read_text(encoding="utf-8")
    result = replaced(project, noted, tmp_path, old, new)
    said = capsys.readouterr().out
    assert told in said
    assert "\nkonto: bbw-gotha\n" in result
    if change:
        assert result == text.replace(*change)
    lost = [line for line in said.splitlines() if line.startswith("Entfallen: ")]
    for remark in ("# Ansprechpartner", "# am Telefon", "# am Bahnhof", "# nur vormittags", "# Zentrale", "# Unterlagen"):
        assert (remark in result) != any(remark in line for line in lost)
    assert lost == {"signs of YAML": ["Entfallen: „# Zentrale“"], "a value in an item": ["Entfallen: „# am Bahnhof“"]}.get(kind, [])
    assert build.run(project, Options("check", files=(f"coaches/{GOTHA}",)), DAY) == OK


def test_another_account_does_not_take_the_entry(project: Path, noted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "konto: bbw-gotha" in replaced(project, noted, tmp_path, "lizenz:", "konto: fremd\nlizenz:")
    assert "Behalten: konto „bbw-gotha“, in der zugesandten Datei: „fremd“" in capsys.readouterr().out


def test_an_account_is_taken_where_there_was_none(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "coaches" / GOTHA
    text = path.read_text(encoding="utf-8").replace("lizenz:", "konto: bbw-gotha\nlizenz:")
    assert taken(project, sent(tmp_path, text), replace=True) == OK
    assert reading.plain(path.read_text(encoding="utf-8")) == reading.plain(text)
    assert "Geändert: Konto ergänzt: „bbw-gotha“" in capsys.readouterr().out


@pytest.mark.parametrize("old", ["lizenz: gpl_3", "lizenz: cc_by_4_0\nlizenz: cc_by_4_0", "unbekannt: {a: [b]}\nlizenz: cc_by_4_0"])
def test_a_damaged_entry_keeps_account_and_remarks(old: str, project: Path, noted: Path, tmp_path: Path) -> None:
    text = form_of(noted.read_text(encoding="utf-8"))
    noted.write_text(noted.read_text(encoding="utf-8").replace("lizenz: cc_by_4_0", old), encoding="utf-8")
    assert taken(project, sent(tmp_path, text), replace=True) == OK
    result = noted.read_text(encoding="utf-8")
    assert "konto: bbw-gotha\n" in result
    assert build.run(project, Options("check", files=(f"coaches/{GOTHA}",)), DAY) == OK


def test_an_account_that_is_none_is_for_people_to_decide(project: Path, noted: Path, tmp_path: Path) -> None:
    text = form_of(noted.read_text(encoding="utf-8"))
    noted.write_text(noted.read_text(encoding="utf-8").replace("konto: bbw-gotha", "konto: bbw gotha!"), encoding="utf-8")
    before = contents(project)
    assert taken(project, sent(tmp_path, text), replace=True) == FINDINGS
    assert contents(project) == before


@pytest.mark.parametrize("whose", ["theirs", "ours"])
def test_what_has_no_lines_is_for_people_to_decide(whose: str, project: Path, noted: Path, tmp_path: Path) -> None:
    text = form_of(noted.read_text(encoding="utf-8"))
    if whose == "ours":
        noted.write_text("{konto: bbw-gotha, stand: 2026-10-15,\n id: beispiel-bbw-gotha}\n", encoding="utf-8")
    else:
        text = json.dumps(reading.plain(text) | {"branchen": ["handwerk"]})
    before = contents(project)
    assert taken(project, sent(tmp_path, text), replace=True) == FINDINGS
    assert contents(project) == before


def test_an_unreadable_entry_can_be_replaced(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But nobody makes it hers that way."""
    path = project / "coaches" / GOTHA
    text = path.read_bytes()
    path.write_bytes(b"a: [\n")
    assert taken(project, sent(tmp_path, text + b"konto: mallory\n"), replace=True) == OK
    assert path.read_bytes() == text
    said = capsys.readouterr().out
    assert "Der bisherige Stand ist nicht lesbar: Auch stand ist der der zugesandten Datei." in said
    assert "konto „mallory“ ist nicht übernommen" in said


def test_a_link_in_the_place_of_an_entry_is_not_followed(project: Path, tmp_path: Path) -> None:
    elsewhere = sent(tmp_path, "nichts", "fremd.yaml")
    (project / "coaches/anbieter/beispiel-neu.yaml").symlink_to(elsewhere)
    for replace in (False, True):
        assert taken(project, sent(tmp_path, sound()), replace) == FINDINGS
    assert elsewhere.read_text(encoding="utf-8") == "nichts"


def test_a_pruefvermerk_is_refused(several: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (several / "coaches/pruefungen/jc-d2x8fm.yaml").read_bytes()
    assert taken(several, sent(tmp_path, text), replace=True) == FINDINGS
    assert "attest" in capsys.readouterr().out


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)) * 20,
    "huge": b"art: anbieter\n" + b"#" * 200_000,
    "another encoding": sound().encode("mac_roman", "replace"),
    "UTF-16": sound().encode("utf-16"),
    "Word's quotation marks": sound().replace('"32756"', "„32756").encode(),
    "no art": b"id: x\n",
    "an art nobody knows": b"art: [a]\nid: x\n",
    "no id": sound().replace("\nid: beispiel-neu\n", "\n").encode(),
    "an id that leads elsewhere": sound("../../../fremd").encode(),
    "an id of many letters": sound("a" * 300).encode(),
    "an id that is a list": sound("[a, b]").encode(),
    "a reserved id": sound("index").encode(),
    "the id of a coach": sound("jc-abcdef").encode(),
    "an anchor": b"art: &a anbieter\nid: *a\n",
    "many brackets": b"art: anbieter\nid: " + b"[" * 5000,
    "two documents": sound().encode() + b"---\nart: anbieter\n",
    "a terminal's commands": sound("\x1b[31mrot").encode(),
    "a list": b"- art: anbieter\n",
    "a dead byte": b"art: anbieter\x00\n",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_is_sent_there_are_findings_and_nothing_is_written(
    kind: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    path = sent(tmp_path, HOSTILE[kind])
    assert taken(project, path) == FINDINGS
    told = capsys.readouterr().out
    assert told.startswith(f"{path}:")
    assert "\x1b" not in told
    assert contents(project) == before


@pytest.mark.parametrize("kind", ["nothing", "link", "folder", "pipe", "device", "another ending"])
def test_only_a_plain_file_is_opened(kind: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "zugesandt.yaml"
    if kind == "link":
        path.symlink_to(sent(tmp_path, sound(), "echt.yaml"))
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        pipe(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "another ending":
        path = sent(tmp_path, sound(), "zugesandt.docx")
    assert taken(project, path) == FINDINGS
    assert capsys.readouterr().out.startswith(f"{path}:1:1 Fehler FO-0")


def test_a_file_that_is_not_there_is_told_in_german(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "verschrieben.yaml"
    assert taken(project, path) == FINDINGS
    told = "Fehler FO-01: Diese Datei gibt es nicht. → Prüfen Sie Ordner und Dateinamen."
    assert capsys.readouterr().out.splitlines()[0] == f"{path}:1:1 {told}"


@pytest.mark.parametrize("arguments", ["import", "import a.yaml b.yaml", "check --ersetzen", "import a.yaml --format json"])
def test_a_call_that_says_too_little_or_too_much(arguments: str) -> None:
    with pytest.raises(UsageError):
        parse(arguments.split())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 4000), piece=st.binary(min_size=1, max_size=12))
def test_no_damage_to_a_file_is_an_exception(at: int, piece: bytes, tmp_path: Path) -> None:
    """And what is taken for sound has its place among the entries, and no other."""
    whole = sound().encode()
    [found, *_] = reading.mailed(sent(tmp_path, whole[:at] + piece + whole[at:]), "zugesandt.yaml")
    assert found.source is None or found.place.startswith("anbieter/")
    assert found.source is not None or any(finding.level == "fehler" for finding in found.findings)


def test_a_file_in_the_directory_itself_can_be_named(project: Path) -> None:
    before = contents(project)
    assert taken(project, project / "coaches" / GOTHA) == FINDINGS
    assert taken(project, project / "coaches" / GOTHA, replace=True) == OK
    assert contents(project) == before


WORD = "beschreibung: |\n  Wir bieten\v{}Hilfe am Arbeitsplatz:\n  {}in Büros\n  {}in Küchen und Werkstätten\n"
CLEAN = "Wir bieten Hilfe am Arbeitsplatz:\n\n- in Büros\n- in Küchen und Werkstätten"


@pytest.mark.parametrize(
    ("written", "encoding"), [(WORD.format("", "•\t", "•\t"), "cp1252"), (WORD.format("\u200b", "\uf0b7 ", "\uf0b7 "), "utf-8")]
)
def test_what_word_left_is_cleaned_and_said(
    written: str, encoding: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.sub(r"\nbeschreibung: [|>].*\n(?:  .*\n|\n)+", f"\n{written}", sound()).replace(
        "\nstand: 2026-10-01", "\nstand:\u00a01. Oktober 2026"
    )
    assert taken(project, sent(tmp_path, text.replace("\nname: ", "\nname: Arbeits\u00adwege ", 1).encode(encoding))) == OK
    entry = reading.data(project / "coaches/anbieter/beispiel-neu.yaml") or {}
    assert entry["beschreibung"].strip() == CLEAN
    assert entry["name"].startswith("Arbeitswege ")
    assert entry["stand"] == "2026-10-01"
    said = capsys.readouterr().out
    assert ("„Windows-1252“ → „UTF-8“" in said) == (encoding == "cp1252")
    for was in ("Aufzählungszeichen aus Word", "Zeichen aus Word", "→ „Arbeitswege“", "1. Oktober 2026"):
        assert was in said

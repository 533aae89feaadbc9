"""A table of an association becomes letters, and nothing of the people in it comes anywhere else; the table says what became of each."""

import base64
import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import build
from landkarte.desk.commandline import OK
from tests.conftest import make_project, ready_to_publish

HEADS = "Vorname;Nachname;Firma;E-Mail;Telefon;Straße;PLZ;Ort;Fax"
ANNEGRET = "Annegret;Wiesenthaler;;annegret@wiesenthaler.example.org;05231 97400;Am Wall 3;32756;Detmold;1"
LIPPE = "Hannelore;Quellmann;Lippe Coaching gGmbH;info@lippe.example.org;05231 97401;Lange Str. 1;32756;Detmold;"
OTTO = "Otto;Sandmöller;Lippe Coaching gGmbH;otto@lippe.example.org;;;;;"
TODAY, LATER = "2026-11-30", "2027-03-01"
SOURCE = "Mitgliederliste des Verbands, Stand März 2026"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of an operator who can be written to, with an organisation and its coaches in it."""
    return of_an_association(tmp_path / "projekt", monkeypatch, ["beispiel-coaching-detmold", "jc-7va3qe"])


def of_an_association(folder: Path, monkeypatch: pytest.MonkeyPatch, only: list[str]) -> Path:
    root = ready_to_publish(make_project(folder, only=only))
    settings = root / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('email = "Muster"', 'email = "redaktion@landkarte.example.org"'), encoding="utf-8")
    monkeypatch.setattr(build, "ROOT", root)
    return root


def table(root: Path, *rows: str, name: str = "mitglieder.csv", ends: str = "\r\n", encoding: str = "utf-8-sig") -> Path:
    """The file of the association, beside the project."""
    path = root.parent / name
    path.write_bytes((ends.join((HEADS, *rows)) + ends).encode(encoding))
    return path


def invited(path: Path, *arguments: str, today: str = TODAY) -> None:
    assert build.main(["einladen", str(path), *(arguments or ("--quelle", SOURCE)), "--today", today]) == OK


def letters(path: Path) -> dict[str, EmailMessage]:
    """The letters as a mail program reads them, by the address that they go to."""
    files = sorted(path.with_name(f"{path.stem}-briefe").glob("*.eml"))
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return {one["To"].addresses[0].addr_spec: one for one in read if isinstance(one, EmailMessage)}


def begun(letter: EmailMessage) -> dict[str, Any]:
    """What the form gets from the link of a letter."""
    [teil] = re.findall(r"^https://landkarte\.example\.org/eintragen\.html#\?teil=(\S+)\r?$", letter.get_content(), re.MULTILINE)
    return dict(json.loads(base64.urlsafe_b64decode(teil)))


def cells(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_letter_says_who_writes_why_and_until_when_and_the_link_has_what_the_table_says(root: Path) -> None:
    path = table(root, ANNEGRET)
    invited(path)
    [letter] = letters(path).values()
    assert (letter["To"], letter["X-Unsent"]) == ("Annegret Wiesenthaler <annegret@wiesenthaler.example.org>", "1")
    text = letter.get_content()
    for words in ("Guten Tag Annegret Wiesenthaler,", f"{SOURCE}.", "löschen sie am 28. Februar 2027", "einwilligung.html", "Mit freundl"):
        assert words in text
    [copied] = path.with_name("mitglieder-briefe").glob("*.txt")
    assert copied.read_text("utf-8") == f"An: {letter['To']}\nBetreff: {letter['Subject']}\n\n{text}".replace("\r\n", "\n")
    told = begun(letter)
    assert (told["art"], told["quelle"]) == ("freiberuflich", SOURCE)
    assert told["daten"]["name"] == {"vorname": "Annegret", "nachname": "Wiesenthaler"}
    assert told["daten"]["standorte"] == [{"id": "detmold", "plz": "32756", "ort": "Detmold"}], "her street may be her home"
    assert not {"einwilligung", "stand", "konto"} & told["daten"].keys()
    [page] = path.with_name("mitglieder-briefe").glob("*.html")
    printed = page.read_text(encoding="utf-8")
    assert "Am Wall 3" in printed
    assert "Einwilligung zur Veröffentlichung" in printed
    assert not re.search(r'(src|<link[^>]* href)="(?!data:)', printed)


def test_the_table_keeps_its_bytes_and_gets_three_columns(root: Path) -> None:
    odd = 'Erika;"Müller; geborene\r\nSchmidt";;erika@mueller.example.org;;Weg 1;04109;Leipzig;"a ""b"""'
    path = table(root, ANNEGRET, odd, encoding="cp1252")
    before = path.read_bytes().split(b"\r\n")
    invited(path)
    after = path.read_bytes().split(b"\r\n")
    assert all(now.startswith(was) for was, now in zip(before, after, strict=True))
    assert after[0].decode("cp1252") == f"{HEADS};eingeladen;geantwortet;löschen am"
    assert re.fullmatch(rb";2026-11-30 jc-[a-z2-9]{6};;2027-02-28", after[1].removeprefix(before[1]))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_german_spelling_of_a_table_is_read_and_written(separator: str, encoding: str, root: Path) -> None:
    path = table(root, encoding="utf-8")
    path.write_bytes("\n".join((HEADS, "Jörg;Weiß;;joerg@weiss.example.org;;;1067;Dresden;")).replace(";", separator).encode(encoding))
    invited(path)
    [letter] = letters(path).values()
    assert begun(letter)["daten"]["name"]["nachname"] == "Weiß"
    assert begun(letter)["daten"]["standorte"][0]["plz"] == "01067"
    assert path.read_bytes().decode(encoding).split("\n")[0].endswith(f"{separator}löschen am")


def test_a_second_run_changes_nothing(root: Path) -> None:
    path = table(root, ANNEGRET, LIPPE, OTTO)
    invited(path)
    files = {file: file.read_bytes() for file in root.parent.rglob("*") if file.is_file()}
    invited(path)
    assert {file: file.read_bytes() for file in root.parent.rglob("*") if file.is_file()} == files


def test_who_may_be_there_twice_is_decided_by_a_person(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = ANNEGRET.replace("Am Wall 3", "Am Wall 4")
    path = table(root, ANNEGRET, again)
    invited(path)
    said = capsys.readouterr().out
    assert "Zu entscheiden: 1; Vielleicht doppelt: 1\n  Zeile 3: Vielleicht doppelt, wie Zeile 2." in said
    assert "Wiesenthaler" not in said
    text = path.read_bytes().decode("utf-8-sig")
    path.write_bytes(text.replace(again, f"{again};trotzdem").encode())
    invited(path)
    assert [bool(row["löschen am"]) for row in cells(path)] == [True, True]


def test_an_organisation_is_invited_once_and_its_coaches_when_it_is_there(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(root, LIPPE, OTTO, "Ina;Neu;Beispiel Coaching Detmold gGmbH;ina@neu.example.org;;;;;")
    listed = (root / "coaches/anbieter/beispiel-coaching-detmold.yaml").read_text(encoding="utf-8")
    [name] = re.findall(r"(?m)^name: (.*)$", listed)
    path.write_bytes(path.read_bytes().replace(b"Beispiel Coaching Detmold gGmbH", name.encode()))
    invited(path)
    sent = letters(path)
    assert begun(sent["info@lippe.example.org"])["daten"]["name"] == "Lippe Coaching gGmbH"
    assert begun(sent["ina@neu.example.org"])["daten"]["anbieter"] == "beispiel-coaching-detmold"
    assert "nicht Ihr Arbeitgeber" in sent["ina@neu.example.org"].get_content()
    assert "otto@lippe.example.org" not in sent
    assert "wartet, bis die Organisation im Verzeichnis steht: 1" in capsys.readouterr().out


def test_no_organisation_gets_the_id_of_another_or_of_a_coach(root: Path) -> None:
    path = table(
        root,
        *(f";;{firm};info@{host}.example.org;;;;;" for firm, host in (("JC Nord", "nord"), ("jobcoach!", "ost"), ("Jobcoach?", "west"))),
    )
    invited(path)
    ids = [row["eingeladen"].split()[1] for row in cells(path)]
    assert len({*ids}) == 3
    assert not any(id_.startswith("jc-") for id_ in ids)


def test_a_coach_without_an_address_that_works_is_not_invited(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [name] = re.findall(r"(?m)^name: (.*)$", (root / "coaches/anbieter/beispiel-coaching-detmold.yaml").read_text(encoding="utf-8"))
    path = table(root, f"Ina;Neu;{name};ina(at)neu;;;;;")
    invited(path)
    assert "Zeile 2: Es fehlt eine E-Mail-Adresse" in capsys.readouterr().out


def test_what_is_wrong_stops_nobody_who_can_be_reached(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(
        root,
        "Eins;Wrong;;eins@eins.example.org;0521/12;;abc;Dresden;",
        "Zwei;Papier;;zwei(at)zwei;;Weg 2;01067;Dresden;",
        "Drei;Niemand;;drei(at)drei;;;;;",
        ";;;vier@vier.example.org;;;;;",
        "Fünf;Nirgends;;;;;;;",
    )
    invited(path)
    said = capsys.readouterr().out
    assert "Zu entscheiden: 3" in said
    assert "Eingeladen: 2" in said
    for words in (
        "Zeile 4: Es fehlt eine E-Mail",
        "Zeile 5: Es fehlt ein Name",
        "Zeile 6: Es fehlt eine E-Mail",
    ):
        assert words in said
    for words in (
        "nicht zu brauchen: Telefon: 1",
        "nicht zu brauchen: Postleitzahl: 1",
        "nur zum Ausdrucken, ohne E-Mail-Adresse: 1",
        "Fax",
    ):
        assert words in said
    assert begun(letters(path)["eins@eins.example.org"])["daten"].keys() == {"id", "name", "kontakt"}


def test_the_table_says_who_answered_and_forgets_who_did_not(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(root, ANNEGRET, "Erika;Beispiel;;erika@beispiel-leipzig.example.org;;;04109;Leipzig;")
    invited(path)
    erika = cells(path)[1]["eingeladen"].split()[1]
    entry = (root / "coaches/vorlagen/freiberuflich.yaml").read_text(encoding="utf-8").replace("\nid: freiberuflich\n", f"\nid: {erika}\n")
    (root / f"coaches/jobcoaches/{erika}.yaml").write_text(entry, encoding="utf-8")
    capsys.readouterr()
    invited(path, "--stand", today="2027-01-15")
    assert capsys.readouterr().out == "Offen: 1, geantwortet: 1, geleert: 0\n  Zeile 2: eingeladen 2026-11-30, löschen am 2027-02-28\n"
    assert cells(path)[1]["geantwortet"] == "2027-01-15"
    assert erika not in str(sorted(path.with_name("mitglieder-briefe").iterdir()))
    invited(path, "--stand", today=LATER)
    assert "geleert: 1" in capsys.readouterr().out
    gone, stays = cells(path)
    assert {key: text for key, text in gone.items() if text} == {"eingeladen": "2026-11-30", "löschen am": f"gelöscht {LATER}"}
    assert stays["Nachname"] == "Beispiel"
    assert list(path.with_name("mitglieder-briefe").iterdir()) == []


def test_an_organisation_that_put_its_name_right_has_answered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(root, LIPPE)
    invited(path)
    entry = (root / "coaches/vorlagen/anbieter.yaml").read_text(encoding="utf-8").replace("\nid: anbieter\n", "\nid: lippe-neu\n")
    (root / "coaches/anbieter/lippe-neu.yaml").write_text(re.sub("email: .*", "email: info@lippe.example.org", entry), encoding="utf-8")
    invited(path, "--stand")
    assert "Offen: 0, geantwortet: 1" in capsys.readouterr().out


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(path)
    return path


HER: list[object] = ["Annegret", "Wiesenthaler", "a@wiesenthaler.example.org", 1067.0, "Dresden", '=HYPERLINK("https://boese.example","x")']


def test_a_workbook_with_a_title_several_sheets_and_formulas(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[list[object]] = [
        ["Unsere Mitglieder"],
        ["Vorname", "Nachname", "E-Mail", "PLZ", "Ort", "Bemerkung"],
        HER,
        [None, None, "b@b.example.org"],
    ]
    path = workbook(root.parent / "mitglieder.xlsx", Mitglieder=rows, Vorstand=[["Name", "E-Mail"]])
    assert build.main(["einladen", str(path), "--quelle", SOURCE]) == 2
    assert "es fehlt --blatt" in capsys.readouterr().err
    book = openpyxl.load_workbook(path)
    book["Mitglieder"].merge_cells("B3:B4")
    book["Mitglieder"].merge_cells("A3:A4")
    book.save(path)
    invited(path, "--quelle", SOURCE, "--blatt", "Mitglieder")
    sent = letters(path)
    assert begun(sent["a@wiesenthaler.example.org"])["daten"]["standorte"][0]["plz"] == "01067"
    assert begun(sent["b@b.example.org"])["daten"]["name"]["nachname"] == "Wiesenthaler", "one cell for two rows"
    sheet = openpyxl.load_workbook(path)["Mitglieder"]
    assert sheet["F3"].value == HER[5]
    assert [cell.value for cell in sheet[2]][6:] == ["eingeladen", "geantwortet", "löschen am"]
    invited(path)
    assert "Eingeladen: 0" in capsys.readouterr().out, "the sheet is remembered"


def test_an_unknown_column_is_asked_for_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(root)
    path.write_text("Nachname;Erreichbar unter;Verbandsrolle\nWiesenthaler;a@wiesenthaler.example.org;Kasse\n", encoding="utf-8")
    assert build.main(["einladen", str(path), "--quelle", SOURCE]) == 2
    assert "es fehlt --spalten" in capsys.readouterr().err
    invited(path, "--quelle", SOURCE, "--spalten", "Erreichbar unter=email;Verbandsrolle=-")
    assert len(letters(path)) == 1
    invited(path)


def test_a_table_in_the_project_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = root / "coaches/liste.csv"
    inside.write_bytes(table(root, ANNEGRET).read_bytes())
    link = root.parent / "verweis.csv"
    link.symlink_to(inside)
    for path in (inside, link):
        assert build.main(["einladen", str(path), "--quelle", SOURCE]) == 3
        assert "liegt im Ordner des Verzeichnisses" in capsys.readouterr().err


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("xl/workbook.xml", b" " * 70_000_000)
    return packed.getvalue()


UNUSABLE = {
    "too many rows": ("liste.csv", (HEADS + "\r\n" + (ANNEGRET + "\r\n") * 10_000).encode(), "Teilen Sie sie"),
    "wrong columns": ("liste.csv", b"Farbe;E-Mail\nrot;a@example.org\n", "es fehlt --spalten"),
    "no columns": ("liste.csv", b"", "braucht eine Spalte"),
    "an open quotation mark": ("liste.csv", (HEADS + '\n"' + "x" * 200_000).encode(), "Anführungszeichen"),
    "no text": ("liste.csv", bytes(range(256)), "kein Text"),
    "no workbook": ("liste.xlsx", b"PK\x03\x04 nichts", "lässt sich nicht lesen"),
    "a bomb": ("liste.xlsx", bomb(), "Teilen Sie sie"),
    "another program": ("liste.ods", b"x", "Speichern Sie sie als .xlsx oder .csv"),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_what_is_no_table_is_said_in_german_and_stays(kind: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, data, told = UNUSABLE[kind]
    path = root.parent / name
    path.write_bytes(data)
    assert build.main(["einladen", str(path), "--quelle", SOURCE]) != OK
    assert told in capsys.readouterr().err
    assert path.read_bytes() == data
    assert not path.with_name("liste-briefe").exists()


def test_no_line_of_a_table_comes_into_the_head_of_a_message(root: Path) -> None:
    name = '"Eva\r\nBcc: alle@boese.example\r\n\r\n<script>"'
    path = table(root, f"{name};Böse;;eva@boese.example.org;;;;;")
    invited(path)
    for letter in letters(path).values():
        assert letter["Bcc"] is None
        assert letter.keys() == ["From", "To", "Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    assert "<script>" not in "".join(page.read_text(encoding="utf-8") for page in path.with_name("mitglieder-briefe").glob("*.html"))


def test_a_link_that_is_too_long_becomes_a_file(root: Path) -> None:
    path = table(root, ANNEGRET.replace("Annegret;", f"{'Annegret' * 14};").replace(";Detmold", f";{'Detmold' * 14}"))
    long = SOURCE + " und noch eine sehr lange Erklärung dazu" * 30
    invited(path, "--quelle", long)
    [letter] = letters(path).values()
    [file] = letter.iter_attachments()
    assert str(file.get_filename()).endswith(".yaml")
    assert "anbieter: selbst" in file.get_content()
    [copied] = path.with_name(f"{path.stem}-briefe").glob("*.txt")
    assert copied.read_text("utf-8").endswith("\n" + file.get_content().replace("\r\n", "\n"))

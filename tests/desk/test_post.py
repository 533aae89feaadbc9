"""A mailbox, a folder or a .zip of answers: what is right becomes entries, each sender gets an answer, the rest is left to a person."""

import mailbox
import re
import shutil
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest

import build
from landkarte.desk import post
from landkarte.desk.commandline import FAILED, FINDINGS, OK
from landkarte.entries import reading
from tests.conftest import ROOT
from tests.desk.test_forget import contents
from tests.desk.test_inviting import of_an_association

TODAY = "2026-12-01"
DETMOLD = "beispiel-coaching-detmold"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return of_an_association(tmp_path / "projekt", monkeypatch, [DETMOLD, "jc-7va3qe"])


def freelancer(id_: str, name: str = "Sandmöller", **changes: str) -> str:
    """An entry as somebody sends it who works alone."""
    text = (ROOT / "coaches/vorlagen/freiberuflich.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ *#.*\n|^beispiel: true\n", "", text).replace("\nid: freiberuflich\n", f"\nid: {id_}\n")
    text = text.replace("nachname: Beispiel", f"nachname: {name}").replace("freiberuflich@", f"{id_}@").replace("//frei", f"//{id_}.frei")
    for old, new in changes.items():
        text = re.sub(rf"(?m)^( *){old}: .*$", rf"\g<1>{old}: {new}", text)
    return text.replace("\n\n", "\n").lstrip("\n")


def mail(text: str = "anbei die Datei.\n", subject: str = "Neuer Eintrag", sender: str = "ute@sandmoeller.example.org") -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"], letter["Subject"] = f"Ute Sandmöller <{sender}>", "redaktion@landkarte.example.org", subject
    letter.set_content(text)
    return letter


def attached(text: str | bytes, name: str = "eintrag.yaml", **how: str) -> EmailMessage:
    letter = mail(**how)
    letter.add_attachment(text if isinstance(text, bytes) else text.encode(), "application", "octet-stream", filename=name)
    return letter


def box(root: Path, *letters: EmailMessage | bytes) -> Path:
    path = root.parent / "postfach.mbox"
    path.unlink(missing_ok=True)
    file = mailbox.mbox(path)
    for letter in letters:
        file.add(letter if isinstance(letter, bytes) else letter.as_bytes())
    file.close()
    return path


def imported(path: Path, *options: str) -> int:
    return build.main(["import", str(path), *options, "--today", TODAY])


def answers(path: Path) -> list[str]:
    files = sorted(path.with_name(f"{path.stem}-antworten").glob("*.eml"))
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return [one.get_content() for one in read if isinstance(one, EmailMessage)]


def test_what_is_right_becomes_an_entry_and_its_sender_is_thanked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = box(root, attached(freelancer("jc-abc234")), mail("Wann kommt die Website?"))
    assert imported(path) == FINDINGS
    said = capsys.readouterr().out
    assert "Geschrieben: coaches/jobcoaches/jc-abc234.yaml" in said
    assert "Zu entscheiden: 1; Ungelesen: 1\n  Nachricht 2: Ungelesen, denn sie enthält keinen Eintrag" in said
    [answer] = answers(path)
    assert "Guten Tag Ute Sandmöller," in answer
    [copied] = path.with_name(f"{path.stem}-antworten").glob("*.txt")
    assert copied.read_text("utf-8").startswith("An: Ute Sandmöller <")
    assert copied.read_text("utf-8").endswith(f"\n\n{answer}".replace("\r\n", "\n"))
    assert "https://landkarte.example.org/jobcoach/jc-abc234.html" in answer
    assert (root / "coaches/jobcoaches/jc-abc234.yaml").read_text(encoding="utf-8") == freelancer("jc-abc234")


@pytest.mark.parametrize(("called", "greeted"), [("Ute Sandmöller", " Ute Sandmöller"), ("Sandmöller, Ute", ""), ("ute@example.org", "")])
def test_an_answer_calls_its_sender_only_by_a_name_as_it_is_spoken(called: str, greeted: str, root: Path) -> None:
    letter = attached(freelancer("jc-abc234"))
    letter.replace_header("From", f'"{called}" <ute@example.org>')
    imported(path := box(root, letter))
    assert answers(path)[0].startswith(f"Guten Tag{greeted},\r\n\r\nvielen Dank. Ihr Eintrag ist aufgenommen und erscheint,")


def test_an_answer_counts_the_entries_that_it_is_about(root: Path) -> None:
    imported(path := box(root, attached(organisation("lippe-coaching", "jc-abc234") + "---\n" + employed("jc-abc234", "lippe-coaching"))))
    assert "Ihre Einträge sind aufgenommen und erscheinen," in answers(path)[0]
    imported(path := box(root, mail("Kennung lippe-coaching, Stand: 2026-11-30", sender="jobcoaching@example.org")))
    assert "Ihre Angaben sind übernommen" in answers(path)[0]


def test_the_same_mailbox_twice_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = box(root, attached(freelancer("jc-abc234")), attached(freelancer("jc-bcd345", "Quellmann", plz="99")))
    imported(path)
    files = {file: file.read_bytes() for file in root.parent.rglob("*") if file.is_file()}
    capsys.readouterr()
    imported(path)
    assert "Übernommen: 0, unverändert: 1" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in root.parent.rglob("*") if file.is_file()} == files


def test_what_is_wrong_is_told_its_sender_in_plain_words_and_nobody_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(root)
    path = box(root, attached(freelancer("jc-abc234", "Heimlich", email="ute.heimlich")), attached(freelancer("jc-bcd345", plz="99")))
    assert imported(path) == FINDINGS
    first, second = answers(path)
    assert "„ute.heimlich“ ist keine E-Mail-Adresse" in first
    assert "nicht veröffentlicht" in first
    assert "- Postleitzahl: „99“" in second
    assert not re.search(r"FO-\d\d|\.yaml:\d|:\d+:\d+", first + second)
    assert "heimlich" not in capsys.readouterr().out.casefold()
    assert contents(root) == before


def organisation(id_: str, *coaches: str) -> str:
    text = (ROOT / "coaches/vorlagen/anbieter.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ *#.*\n|^beispiel: true\n", "", text).replace("\nid: anbieter\n", f"\nid: {id_}\n")
    return text.replace("[jobcoach]", f"[{', '.join(coaches)}]").lstrip("\n")


def employed(id_: str, employer: str) -> str:
    text = (ROOT / "coaches/vorlagen/jobcoach.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ *#.*\n|^beispiel: true\n", "", text).replace("\nid: jobcoach\n", f"\nid: {id_}\n")
    return (
        text.replace("anbieter: anbieter\n", f"anbieter: {employer}\n").replace("nachname: Beispiel", f"nachname: {id_[3:]}").lstrip("\n")
    )


@pytest.mark.parametrize("together", [True, False])
def test_an_organisation_and_its_coaches_name_each_other(together: bool, root: Path) -> None:
    """Whichever message comes first, and whether it names them or not."""
    mine, other = employed("jc-abc234", "lippe-coaching"), employed("jc-bcd345", "lippe-coaching")
    if together:
        path = box(root, attached(mine), attached(organisation("lippe-coaching", "jc-abc234")), attached(other))
    else:
        assert imported(box(root, attached(organisation("lippe-coaching", "jc-abc234") + "---\n" + mine))) == OK
        path = box(root, attached(other))
    assert imported(path) == OK
    entry = reading.data(root / "coaches/anbieter/lippe-coaching.yaml") or {}
    assert entry["jobcoaches"] == ["jc-abc234", "jc-bcd345"]
    assert build.main(["check", "--today", TODAY]) == OK


def test_an_organisation_that_gets_a_coach_without_having_written_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(box(root, attached(employed("jc-abc234", DETMOLD), sender="fremd@boese.example"))) == OK
    assert "Ohne Frage angenommen: Anbieter nennt jetzt auch Jobcoaches, die ihn nennen: 1" in capsys.readouterr().out


def test_an_entry_that_is_there_is_changed_only_when_told_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(box(root, attached(freelancer("jc-abc234"))))
    path = box(root, attached(freelancer("jc-abc234", ort="Halle")))
    before = contents(root)
    assert imported(path) == FINDINGS
    assert "Nachricht 1: Ändert coaches/jobcoaches/jc-abc234.yaml" in capsys.readouterr().out
    assert contents(root) == before
    assert imported(path, "--ersetzen") == OK
    assert "ort: Halle" in (root / "coaches/jobcoaches/jc-abc234.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("subject", "text", "key", "value"),
    [
        ("Stimmt noch: X (jc-abc234.yaml)", "Neue Zeile in der Datei jc-abc234.yaml: stand: 2026-11-30", "stand", "2026-11-30"),
        ("Freie Plätze (jc-abc234.yaml)", "kapazitaet: warteliste", "kapazitaet", {"status": "warteliste", "stand": TODAY}),
    ],
)
def test_a_line_from_whom_an_entry_names_is_taken_from_others_it_is_asked(
    subject: str, text: str, key: str, value: object, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(box(root, attached(freelancer("jc-abc234"))))
    entry = root / "coaches/jobcoaches/jc-abc234.yaml"
    assert imported(box(root, mail(f"> stand: 2020-01-01\n\n{text}\n\nGruß", subject, "fremd@boese.example"))) == FINDINGS
    assert "Ändert coaches" in capsys.readouterr().out
    path = box(root, mail(f"{text}\n", subject, "jc-abc234@example.org"))
    assert imported(path) == OK
    assert (reading.data(entry) or {})[key] == value
    assert imported(path) == OK
    assert "unverändert: 1" in capsys.readouterr().out


def test_who_withdraws_is_told_to_a_person_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(box(root, attached(freelancer("jc-abc234"))))
    assert imported(box(root, mail("Bitte löschen.", "Zurückziehen: jc-abc234.yaml"))) == FINDINGS
    assert "Nachricht 1: Zurückziehen: python build.py forget jc-abc234" in capsys.readouterr().out


def flowed(text: str) -> EmailMessage:
    """As Thunderbird sends plain text: long lines broken after a blank, lines that begin with one get one more."""
    lines = []
    for line in text.split("\n"):
        stuffed = f" {line}" if line.startswith((" ", ">", "From ")) else line
        lines.append(re.sub(r"(.{60,}?) ", "\\1 \n", stuffed))
    letter = mail("\n".join(["Guten Tag,", "", *lines, "-- ", "Ute Sandmöller", "Praxis: Am Wall"]))
    letter.set_param("format", "flowed")
    return letter


def forwarded(text: str) -> EmailMessage:
    letter = mail("siehe unten")
    letter.add_attachment(attached(text))
    return letter


def apple(text: str) -> EmailMessage:
    """Apple Mail: text and HTML as alternatives, the file between two of them."""
    letter = mail("anbei\n")
    letter.add_alternative("<p>anbei</p>", subtype="html")
    letter.add_attachment(text.encode(), "application", "x-yaml", filename="eintrag.yaml", disposition="inline")
    return letter


def outlook(text: str) -> EmailMessage:
    """An answer of Outlook in Windows-1252 that says it were UTF-8."""
    letter = mail()
    letter.set_payload(("Guten Tag,\r\n\r\n" + text.replace("\n", "\r\n")).encode("cp1252", "replace"))
    letter.replace_header("Content-Transfer-Encoding", "8bit")
    return letter


PROGRAMS: dict[str, Callable[[str], EmailMessage]] = {
    "the file": attached, "the text": lambda text: mail(f"Guten Tag,\n\nhier ist mein Eintrag:\n\nMit freundlichen Grüßen\n\n{text}"),
    "Thunderbird": flowed, "forwarded": forwarded, "Apple Mail": apple, "Outlook": outlook,
    "quoted": lambda text: mail("Guten Tag,\n\n" + "".join(f"> {line}\n" for line in text.split("\n"))),
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_mail_program_is_understood(program: str, root: Path) -> None:
    text = freelancer("jc-abc234")
    assert imported(box(root, PROGRAMS[program](text))) == OK
    assert reading.data(root / "coaches/jobcoaches/jc-abc234.yaml") == reading.plain(text)


def winmail() -> EmailMessage:
    return attached(b"x", "winmail.dat")


def html_only() -> EmailMessage:
    letter = mail()
    letter.set_content(f"<pre>{freelancer('jc-abc234')}</pre>", subtype="html")
    return letter


HOSTILE: dict[str, tuple[bytes, str]] = {
    "winmail.dat": (winmail().as_bytes(), "winmail.dat"),
    "HTML": (html_only().as_bytes(), "nur aus HTML"),
    "a head without end": (b"From: " + b"a," * 400_000 + b"x@example.org\n\nhallo\n", "zu groß"),
    "two senders": (b"From: a@example.org, b@example.org\nSubject: x\n\nhallo\n", "keine Nachricht"),
    "two heads": (b"From: a@example.org\nFrom: b@example.org\nSubject: x\n\nhallo\n", "keine Nachricht"),
    "no sender": (b"Subject: x\n\nart: anbieter\n", "keine Nachricht"),
    "a head of many lines": (
        b"From: a@x.org\nSubject: " + b"=?utf-8?q?x=0D=0ABcc:y?= " * 999 + b"\n\nhallo\n",
        "enthält keinen Eintrag",
    ),
    "an unknown charset": (b"From: a@example.org\nContent-Type: text/plain; charset=klingon\n\nart: \xff\n", "Fehler"),
    "nested without end": (b"From: a@example.org\n" + b"Content-Type: message/rfc822\n\n" * 5_000, "keine Nachricht"),
    "too large": (b"From: a@example.org\n\n" + b"x" * 26_000_000, "zu groß"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_taken_is_said_and_stops_nobody(kind: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, told = HOSTILE[kind]
    path = box(root, data, attached(freelancer("jc-bcd345")))
    assert imported(path) == FINDINGS
    said = capsys.readouterr().out
    assert re.search(f"Nachricht 1: .*{told}", said), said
    assert "Geschrieben: coaches/jobcoaches/jc-bcd345.yaml" in said


def test_a_folder_and_a_zip_are_taken_as_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root.parent / "eingang"
    folder.mkdir()
    (folder / "eins.yaml").write_text(freelancer("jc-abc234"), encoding="utf-8")
    (folder / "zwei.eml").write_bytes(attached(freelancer("jc-bcd345", "Quellmann")).as_bytes())
    (folder / "bild.jpg").write_bytes(b"x")
    (folder / "fremd").symlink_to("/etc/passwd")
    assert imported(folder) == FINDINGS
    said = capsys.readouterr().out
    assert "Übernommen: 2" in said
    assert "bild.jpg: Ungelesen" in said
    packed = root.parent / "eingang.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("drei.yaml", freelancer("jc-cde456", "Wiesenthaler"))
        file.writestr("../../boese.yaml", freelancer("jc-def567", "Krüger"))
    assert imported(packed) == OK
    assert (root / "coaches/jobcoaches/jc-cde456.yaml").exists()
    assert not list(root.parent.glob("*.yaml"))


@pytest.mark.parametrize("alone", [True, False])
def test_what_outlook_saves_for_itself_is_not_taken_for_an_entry(alone: bool, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root.parent / "eingang"
    folder.mkdir()
    (folder / "AW Stimmt noch.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99)
    assert imported(folder / "AW Stimmt noch.msg" if alone else folder) == FINDINGS
    said = capsys.readouterr().out
    assert "AW Stimmt noch.msg: Ungelesen, denn sie ist keine Datei eines Eintrags (.yaml) und keine Nachricht als .eml" in said
    assert "Endung" not in said, "a message does not become an entry by another name"


@pytest.mark.parametrize(("here", "called"), [("eingang", "."), ("eingang/alt", "..")])
def test_answers_lie_beside_the_folder_however_it_is_called(here: str, called: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = root.parent / "eingang"
    (folder / "alt").mkdir(parents=True)
    (folder / "eins.eml").write_bytes(attached(freelancer("jc-abc234", plz="99")).as_bytes())
    monkeypatch.chdir(root.parent / here)
    assert imported(Path(called)) == FINDINGS
    assert len(answers(folder)) == 1


def test_an_archive_that_cannot_be_opened_is_told_with_what_helps(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = root.parent / "eingang.zip"
    packed.write_bytes(b"PK\3\4 abgebrochen")
    before = contents(root)
    assert imported(packed) == FAILED
    assert capsys.readouterr().err == "eingang.zip lässt sich nicht entpacken. Packen Sie es neu, als .zip ohne Passwort.\n"
    assert contents(root) == before


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_an_archive_that_came_damaged_is_told_the_same(packing: int, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = root.parent / "eingang.zip"
    with zipfile.ZipFile(packed, "w", packing) as file:
        file.writestr("x.yaml", freelancer("jc-abc234"))
    data = bytearray(packed.read_bytes())
    data[45:75] = b"\xff" * 30  # what is packed, behind the name
    packed.write_bytes(data)
    assert imported(packed) == FAILED
    assert "lässt sich nicht entpacken" in capsys.readouterr().err


def test_a_mailbox_that_is_not_there_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(root.parent / "nirgends.mbox") == FAILED
    assert capsys.readouterr().err.startswith("nirgends.mbox lässt sich nicht lesen: das fehlt")


def test_a_small_archive_does_not_fill_the_memory(tmp_path: Path) -> None:
    packed = tmp_path / "bombe.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.yaml", b"\0\n\n" * 2_000_000)
        file.writestr("b.eml", attached(b"\0" * 2_000_000).as_bytes())
    assert all(0 < len(piece.data) < 1_000_000 for piece in post.pieces(packed))


def test_who_claims_the_id_of_somebody_else_keeps_nobody_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(box(root, attached(employed("jc-abc234", DETMOLD))))
    stolen = organisation("wandernde-kennung").replace("jobcoaches: []\n", "")
    (root / "coaches/jobcoaches/wandernde-kennung.yaml").write_text(freelancer("wandernde-kennung"), encoding="utf-8")
    capsys.readouterr()
    assert imported(box(root, attached(stolen), attached(freelancer("jc-bcd345", "Quellmann")))) == FINDINGS
    said = capsys.readouterr().out
    assert "Nachricht 1: Fehler" in said
    assert "Geschrieben: coaches/jobcoaches/jc-bcd345.yaml" in said
    assert not (root / "coaches/anbieter/wandernde-kennung.yaml").exists()


def test_mail_in_the_project_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "postfach.mbox"
    path.write_bytes(box(root, attached(freelancer("jc-abc234"))).read_bytes())
    assert imported(path) == 3
    assert "liegt im Ordner des Verzeichnisses" in capsys.readouterr().err


def sent_as(head: bytes) -> bytes:
    """A message with something wrong in its file, its head exactly so."""
    return head + b"\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n" + freelancer("jc-abc234", plz="99").encode()


@pytest.mark.parametrize(
    ("head", "to"),
    [
        ("From: Jörg Müller <joerg@example.org>".encode(), "Jörg Müller <joerg@example.org>"),
        ("From: \u202eJörg <joerg@example.org>".encode(), "Jörg <joerg@example.org>"),
        (b"From: =?utf-8?q?J=00B=1B?= <joerg@example.org>", "J B <joerg@example.org>"),
    ],
)
def test_letters_that_no_head_may_have_stop_nobody_and_get_an_answer(head: bytes, to: str, root: Path) -> None:
    path = box(root, sent_as(head), attached(freelancer("jc-bcd345")))
    assert imported(path) == FINDINGS
    first = path.with_name(f"{path.stem}-antworten") / "nachricht-1.txt"
    assert first.read_text("utf-8").splitlines()[0] == f"An: {to}"
    assert (root / "coaches/jobcoaches/jc-bcd345.yaml").exists()


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape"])
def test_halves_of_letters_stop_nobody(charset: str, root: Path) -> None:
    half = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\nart: +2AA- \\ud800\n".encode()
    assert imported(box(root, half, attached(freelancer("jc-bcd345")))) == FINDINGS
    assert (root / "coaches/jobcoaches/jc-bcd345.yaml").exists()


def test_everybody_gets_her_own_answer_whatever_her_file_is_called(root: Path) -> None:
    packed = root.parent / "eingang.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for number, name in enumerate(("Müller", "Möller", "m-ller", "x" * 300, "x" * 301)):
            letter = attached(freelancer("jc-abc234", plz="99"), sender=f"{number}@example.org")
            file.writestr(f"{name}.eml", letter.as_bytes())
    assert imported(packed) == FINDINGS
    assert len(answers(packed)) == 5


def test_a_stranger_does_not_take_the_place_of_who_wrote_before(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = box(root, attached(freelancer("jc-abc234")), attached(freelancer("jc-abc234", "Falsch"), sender="fremd@boese.example"))
    assert imported(path) == FINDINGS
    assert "Nachricht 2: Ändert coaches/jobcoaches/jc-abc234.yaml" in capsys.readouterr().out
    assert (root / "coaches/jobcoaches/jc-abc234.yaml").read_text(encoding="utf-8") == freelancer("jc-abc234")


def test_a_stranger_is_told_nothing_of_an_entry(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(box(root, attached(freelancer("jc-abc234"))))
    entry = root / "coaches/jobcoaches/jc-abc234.yaml"
    entry.write_text(freelancer("jc-abc234", plz="Geheim"), encoding="utf-8")
    path = box(root, mail("Kennung jc-abc234, Stand: heute\n", "x", "fremd@boese.example"))
    shutil.rmtree(path.with_name(f"{path.stem}-antworten"))
    assert imported(path) == FINDINGS
    assert "Nachricht 1: Ändert jc-abc234, und so hat der Eintrag Fehler." in capsys.readouterr().out
    assert answers(path) == []


def test_a_stranger_who_wants_somebody_gone_is_told_apart(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(box(root, attached(freelancer("jc-abc234"))))
    letters = [mail("", "Zurückziehen: jc-abc234.yaml", sender) for sender in ("jc-abc234@example.org", "fremd@boese.example")]
    capsys.readouterr()
    assert imported(box(root, *letters)) == FINDINGS
    first, second = (line for line in capsys.readouterr().out.splitlines() if "forget" in line)
    assert first.endswith("forget jc-abc234")
    assert second.endswith("forget jc-abc234; der Absender steht nicht im Eintrag, fragen Sie dort nach")


def test_quotation_marks_in_a_value_uncover_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(box(root, attached(freelancer("jc-abc234", plz="'„Dr.“ Heimlich'")))) == FINDINGS
    assert "Heimlich" not in capsys.readouterr().out

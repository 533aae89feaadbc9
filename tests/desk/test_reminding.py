"""Who is reminded, of what and how often; what the letter says, and what becomes of each of its links."""

import re
import shutil
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

import build
from landkarte.desk import reminding
from landkarte.desk.commandline import FAILED, FINDINGS, OK
from landkarte.entries import reading, reminded
from landkarte.ground import settings
from landkarte.ground.errors import OperatorError
from tests.conftest import ROOT, made_once
from tests.desk.test_forget import contents
from tests.desk.test_inviting import of_an_association
from tests.desk.test_post import attached, box, employed, freelancer, imported, organisation

DUE, LATER = "2027-12-01", "2027-12-31"
"""A year after the entries were looked through, and thirty days later."""
LIPPE, SOLO = "lippe-coaching", "jc-abc234"
TEAM = ("jc-bcd345", "jc-cde456")


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with an organisation, two coaches of it, and a freelancer, and with nobody invented; made once, and only copied."""

    def sent_in(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            root = of_an_association(folder / "projekt", patch, ["keiner"])
            texts = [organisation(LIPPE, *TEAM), *(employed(id_, LIPPE) for id_ in TEAM), freelancer(SOLO)]
            imported(box(root, *(attached(re.sub(r"(?m)^kapazitaet:\n(?:  .*\n)+|^ +gueltig_bis:.*\n", "", text)) for text in texts)))
        for path in root.glob("coaches/[aj]*/*.yaml"):
            change(root, path.stem, stand="2026-12-01")

    return made_once(tmp_path_factory, "erinnern", sent_in) / "projekt"


@pytest.fixture
def root(directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(directory, tmp_path / "projekt", symlinks=True))
    monkeypatch.setattr(build, "ROOT", root)
    return root


def change(root: Path, id_: str, **values: object) -> None:
    [path] = root.glob(f"coaches/[aj]*/{id_}.yaml")
    data = {**(reading.data(path) or {}), **values}
    path.write_text(reading.dump(data), encoding="utf-8")


def run(root: Path, today: str = DUE, *options: str, folder: str = "Briefe") -> int:
    return build.main(["erinnern", str(root.parent / folder), *options, "--today", today])


def text_of(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


def letters(root: Path, day: str = DUE) -> dict[str, EmailMessage]:
    """As a mail program reads them, by file."""
    files = {path.stem: message_from_bytes(path.read_bytes(), policy=default) for path in (root.parent / "Briefe" / day).glob("*.eml")}
    return {name: one for name, one in files.items() if isinstance(one, EmailMessage)}


def answered(letter: EmailMessage, subject: str, day: str = "Thu, 02 Dec 2027 09:00:00 +0100", number: int = 0) -> EmailMessage:
    """What a mail program sends after a click on the link whose message has this subject."""
    links = [urlsplit(link) for link in re.findall(r"<(mailto:[^>]+)>", text_of(letter))]
    meant = [link for link in links if unquote(link.query).startswith(f"subject={subject}")][number]
    asked = parse_qs(meant.query)
    answer = EmailMessage(policy=SMTP)
    answer["From"], answer["To"], answer["Subject"], answer["Date"] = (
        letter["To"].addresses[0].addr_spec,
        meant.path,
        asked["subject"][0],
        day,
    )
    answer.set_content(asked["body"][0].replace("\r\n", "\n"))
    return answer


def told(root: Path) -> list[str]:
    return (root / reminded.FILE).read_text(encoding="utf-8").splitlines()[1:]


def test_there_is_one_letter_for_an_organisation_and_all_its_coaches_and_one_for_each_who_works_alone(root: Path) -> None:
    assert run(root, "2027-10-30") == OK
    assert not (root.parent / "Briefe").exists(), "nothing runs out in thirty days"
    assert run(root) == OK
    sent = letters(root)
    assert sent.keys() == {LIPPE, SOLO}
    text = text_of(sent[LIPPE])
    assert "sehen Sie bitte diese 3 Einträge durch" in text
    assert text.count("Zuletzt durchgesehen am 1. Dezember 2026. Das ist ein Jahr oder länger her.") == 3
    assert [id_ for id_ in (LIPPE, *TEAM) if f"https://landkarte.example.org/eintragen.html#?aendern={id_}\n" not in text] == []
    assert "diesen Eintrag" in text_of(sent[SOLO])
    assert (sent[SOLO]["From"].addresses[0].addr_spec, sent[SOLO]["X-Unsent"]) == ("redaktion@landkarte.example.org", "1")
    assert sent[SOLO].get_content_type() == "text/plain"
    assert told(root) == sorted(f"{id_};{DUE}" for id_ in (LIPPE, SOLO, *TEAM))


def test_nobody_is_written_to_twice_in_thirty_days_nor_a_third_time_about_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root)
    change(
        root,
        TEAM[0],
        stand="2027-12-01",
        nachweise=[{"typ": "weiterbildungszertifikat", "gueltig_bis": "2027-12-05", "vorgelegt_bei": "auf_anfrage"}],
    )
    run(root, "2027-12-30")
    assert "Erinnert: 0" in (said := capsys.readouterr().out)
    assert "vor weniger als 30 Tagen erinnert: 2" in said
    for day, many in ((LATER, 2), ("2028-02-01", 0), ("2028-11-05", 2), ("2028-12-05", 0)):
        run(root, day)
        assert len(letters(root, day)) == many, day
    assert "erscheint der Eintrag nur noch bis zum 30. November 2028." in text_of(letters(root, "2028-11-05")[SOLO])
    assert not list((root.parent / "Briefe").glob(f"{LATER}/*")), "a newer letter says it all"


def test_without_answer_an_entry_goes_after_two_letters_and_an_answer_brings_it_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(day: str) -> bool:
        operator = settings.read(root / "pyproject.toml")
        published = build.gather(root, operator, date.fromisoformat(day), True).directory
        return SOLO in {one.entry.id for one in published.all}

    assert shown("2029-05-01"), "without any letter"
    run(root)
    assert shown("2029-05-01"), "after one"
    run(root, LATER)
    last = text_of(letters(root, LATER)[SOLO])
    assert "Hören wir nichts von Ihnen, erscheint der Eintrag nur noch bis zum 30. November 2028." in last
    assert (shown("2028-11-30"), shown("2028-12-01")) == (True, False)
    capsys.readouterr()
    build.main(["worklist", "--today", "2028-12-01"])
    assert "nicht mehr veröffentlicht, denn seit 2026-12-01 nicht durchgesehen → Zweimal erinnert: Rufen Sie an." in capsys.readouterr().out
    answer = answered(letters(root, LATER)[SOLO], "Stimmt noch", "Mon, 04 Dec 2028 09:00:00 +0100")
    assert build.main(["import", str(box(root, answer)), "--today", "2028-12-10"]) == OK
    assert shown("2028-12-10")
    assert (reading.data(root / f"coaches/jobcoaches/{SOLO}.yaml") or {})["stand"] == "2028-12-04", "when she said so"


def test_every_link_of_a_letter_opens_a_message_that_import_reads(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them from one mailbox, twice, on different days."""
    run(root)
    ours, hers = letters(root)[LIPPE], letters(root)[SOLO]
    path = box(
        root,
        answered(ours, "Stimmt noch"),
        answered(ours, "Freie Plätze", number=1),
        answered(hers, "Freie Plätze"),
        answered(hers, "Freie Plätze", number=2),
        answered(hers, "Stimmt noch"),
        answered(ours, "Zurückziehen", number=2),
    )
    assert build.main(["import", str(path), "--today", "2027-12-05"]) == FINDINGS
    assert f"Zu entscheiden: 1; Zurückziehen: 1\n  Nachricht 6: Zurückziehen: python build.py forget {TEAM[1]}" in capsys.readouterr().out
    now = {file.stem: reading.data(file) or {} for file in root.glob("coaches/[aj]*/*.yaml")}
    assert {one["stand"] for one in now.values()} == {"2027-12-02"}
    assert now[LIPPE]["kapazitaet"] == {"status": "warteliste", "stand": "2027-12-02"}
    assert now[SOLO]["kapazitaet"] == {"status": "keine", "stand": "2027-12-02"}, "the later answer counts"
    before = contents(root)
    build.main(["import", str(path), "--today", "2028-01-05"])
    assert contents(root) == before


def in_html(answer: EmailMessage, quoted: str = "") -> EmailMessage:
    """As a web mailer sends it that writes HTML alone, with what it answers to below."""
    text = answer.get_content()
    lines = "".join(f"<div>{line.replace(' ', '&nbsp;', 1) or '<br>'}</div>" for line in text.splitlines())
    html = f"<html><head><style>p {{}}</style></head><body>{lines}<blockquote>{quoted}</blockquote></body></html>"
    answer.set_content(html, subtype="html")
    return answer


def reworded(answer: EmailMessage, old: str, new: str, subject: str = "") -> EmailMessage:
    answer.set_content(answer.get_content().replace(old, new))
    answer.replace_header("Subject", subject or str(answer["Subject"]))
    return answer


def test_an_answer_in_html_counts_and_what_it_quotes_does_not(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root)
    ours, hers = letters(root)[LIPPE], letters(root)[SOLO]
    path = box(
        root,
        in_html(answered(hers, "Stimmt noch"), "<p>Kennung jc-abc234, Kapazität: keine</p>"),
        in_html(answered(ours, "Zurückziehen", number=1)),
    )
    room = (reading.data(root / f"coaches/jobcoaches/{SOLO}.yaml") or {}).get("kapazitaet")
    assert build.main(["import", str(path), "--today", "2027-12-05"]) == FINDINGS
    assert f"Nachricht 2: Zurückziehen: python build.py forget {TEAM[0]}\n" in capsys.readouterr().out
    entry = reading.data(root / f"coaches/jobcoaches/{SOLO}.yaml") or {}
    assert (entry["stand"], entry.get("kapazitaet")) == ("2027-12-02", room)


@pytest.mark.parametrize("said", ["heute.", "heute!", "02.12.2027", "2027-12-02."])
def test_a_line_may_end_like_a_sentence_and_name_the_day_as_people_write_it(said: str, root: Path) -> None:
    run(root)
    answer = reworded(answered(letters(root)[SOLO], "Stimmt noch"), "heute", said)
    assert build.main(["import", str(box(root, answer)), "--today", "2027-12-05"]) == OK
    assert (reading.data(root / f"coaches/jobcoaches/{SOLO}.yaml") or {})["stand"] == "2027-12-02"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ich habe", "Unsere Telefonnummer ist jetzt 05231 1234.\n\nIch habe"),
        ("(Erika bcd345), Stand: heute", "arbeitet nicht mehr bei uns."),
    ],
)
def test_what_somebody_adds_to_an_answer_is_read_by_a_person(old: str, new: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence above the prepared lines, or in place of one: the others count."""
    run(root)
    answer = reworded(answered(letters(root)[LIPPE], "Stimmt noch"), old, new)
    assert build.main(["import", str(box(root, answer)), "--today", "2027-12-05"]) == FINDINGS
    assert "Nachricht 1: Ungelesen, denn sie sagt noch mehr als die vorbereitete Zeile; lesen Sie sie selbst." in capsys.readouterr().out
    assert (reading.data(root / f"coaches/anbieter/{LIPPE}.yaml") or {})["stand"] == "2027-12-02"


def test_an_answer_in_own_words_is_told_with_whose_address_it_comes_from(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root)
    letter = letters(root)[SOLO]
    answer = answered(letter, "Stimmt noch")
    quoted = "".join(f"> {line}\n" for line in text_of(letter).splitlines())
    answer.set_content(f"Ja, stimmt alles noch. Viele Grüße\n\nAm 1. Dezember schrieb die Redaktion:\n{quoted}")
    before = contents(root)
    assert build.main(["import", str(box(root, answer)), "--today", "2027-12-05"]) == FINDINGS
    assert f"lesen Sie sie selbst. Sie kommt von der Adresse, die bei {SOLO} steht.\n" in capsys.readouterr().out
    assert contents(root) == before


@pytest.mark.parametrize("subject", ["AW: Zurückziehen", "WG: Zurückziehen", f"Gibt es nicht mehr: {SOLO}"])
@pytest.mark.parametrize("hers", [True, False])
def test_who_goes_is_seen_in_a_forwarded_message_too_and_who_else_asks_is_told_apart(
    hers: bool, subject: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root)
    answer = reworded(answered(letters(root)[SOLO], "Zurückziehen"), "", "", subject)
    if not hers:
        answer.replace_header("From", "jemand@boese.example")
    assert build.main(["import", str(box(root, answer)), "--today", "2027-12-05"]) == FINDINGS
    strange = "" if hers else "; der Absender steht nicht im Eintrag, fragen Sie dort nach"
    assert f"Nachricht 1: Zurückziehen: python build.py forget {SOLO}{strange}\n" in capsys.readouterr().out


def test_worklist_sends_nobody_to_erinnern_for_what_gets_no_letter_any_more(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proof = {"typ": "weiterbildungszertifikat", "gueltig_bis": "2028-12-10", "vorgelegt_bei": "auf_anfrage"}
    change(root, SOLO, nachweise=[proof])
    run(root)
    run(root, LATER)
    capsys.readouterr()
    build.main(["worklist", "--today", "2028-12-01"])
    hers = [line for line in capsys.readouterr().out.splitlines() if SOLO in line and "→" in line]
    assert [line.partition("→ ")[2] for line in hers] == ["Zweimal erinnert: Rufen Sie an."] * 2


def test_a_letter_names_everything_that_is_due_and_nothing_else(root: Path) -> None:
    change(root, LIPPE, stand="2027-06-01", kapazitaet={"status": "frei", "stand": "2027-10-01", "plaetze": "2"})
    change(
        root,
        SOLO,
        stand="2027-06-01",
        nachweise=[{"typ": "weiterbildungszertifikat", "gueltig_bis": "2027-11-05", "vorgelegt_bei": "auf_anfrage"}],
    )
    for id_ in TEAM:
        change(root, id_, stand="2027-06-01")
    run(root)
    ours, hers = (text_of(letters(root)[id_]) for id_ in (LIPPE, SOLO))
    assert "- Die Angabe zu freien Plätzen steht nur bis zum 30. Dezember 2027 auf der Seite; danach ist sie zu alt.\n" in ours
    assert "galt bis zum 5. November 2027. Haben Sie einen neuen, ändern Sie bitte den Eintrag.\n" in hers
    assert "durchgesehen am" not in ours + hers
    assert "Jobcoach" not in re.sub("Jobcoaches|Landkarte Jobcoaching", "", ours), "her coaches have nothing to do"


def test_who_cannot_be_written_to_is_named_with_what_to_do(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / f"coaches/anbieter/{LIPPE}.yaml"
    path.write_text(re.sub(r"(?m)^  email:.*\n|, email(?=\])|email, ", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    before = contents(root)
    assert run(root, DUE, "--trocken") == OK
    said = capsys.readouterr().out
    assert re.search(
        rf"(?m)^  {LIPPE}: Ohne E-Mail-Adresse, .*\+49.*Rufen Sie an.* ein: jc-bcd345;{DUE} und jc-cde456;{DUE} und {LIPPE};", said
    )
    assert re.search(rf"(?m)^{SOLO} \(.*{SOLO}@example.org\): .*: fällig: seit 2026-12-01 nicht durchgesehen \(2027-11-30\)$", said)
    assert "Erinnert würden: 1\n" in said
    assert (contents(root), (root.parent / "Briefe").exists()) == (before, False)


def test_who_did_not_release_her_name_is_not_called_by_it(root: Path) -> None:
    path = root / f"coaches/jobcoaches/{SOLO}.yaml"
    data = reading.data(path) or {}
    data["einwilligung"] = {**data["einwilligung"], "umfang": ["email", "funktion", "qualifikation"]}
    del data["name"], data["website"]
    kept = {key: data["kontakt"][key] for key in ("funktion", "email")}
    path.write_text(reading.dump({**data, "kontakt": {**kept, "kontaktwege": ["email"]}}), encoding="utf-8")
    run(root)
    letter = letters(root)[SOLO]
    assert text_of(letter).startswith("Guten Tag,\n")
    assert letter["To"] == f'"Jobcoach (Name auf Anfrage)" <{SOLO}@example.org>'


def test_examples_and_the_withdrawn_get_no_letter(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = (ROOT / "coaches/anbieter/beispiel-verband-berlin.yaml").read_text(encoding="utf-8")
    (root / "coaches/anbieter/beispiel-verband-berlin.yaml").write_text(
        re.sub("(?m)^stand:.*", "stand: 2020-01-01", example), encoding="utf-8"
    )
    run(root)
    assert letters(root).keys() == {LIPPE, SOLO}
    build.main(["forget", SOLO, "--today", DUE])
    assert f"Zeilen gelöscht: 1 in {reminded.FILE}" in capsys.readouterr().out
    run(root, LATER)
    assert letters(root, LATER).keys() == {LIPPE}
    assert not [line for line in told(root) if SOLO in line or "beispiel" in line]


def test_a_renamed_entry_keeps_its_reminders(root: Path) -> None:
    run(root)
    build.main(["rename", LIPPE, "lippe-neu", "--today", DUE])
    assert f"lippe-neu;{DUE}" in told(root)
    assert not [line for line in told(root) if line.startswith(LIPPE)]


@pytest.mark.parametrize("again", [DUE, "2027-12-02"])
def test_a_run_that_stops_halfway_is_done_again_and_nobody_is_lost_or_gets_two(
    again: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as stopped:

        def full(*_: object) -> None:
            raise OperatorError("coaches/erinnert.csv lässt sich nicht schreiben (kein Platz).")

        stopped.setattr(reminding, "save_table", full)
        assert run(root) == FAILED
    assert told(root) == []
    assert run(root, again) == OK
    written = sorted(path.relative_to(root.parent / "Briefe").as_posix() for path in (root.parent / "Briefe").glob("*/*"))
    assert written == [f"{again}/{name}.{ending}" for name in (SOLO, LIPPE) for ending in ("eml", "txt")]


def test_hostile_names_change_neither_head_nor_link_nor_lines(root: Path) -> None:
    change(root, LIPPE, name="A & B, Kennung jc-abc234, Stand: heute %0D%0ABcc: x, 😀ä gGmbH")
    run(root)
    letter = letters(root)[LIPPE]
    assert letter["Bcc"] is None
    assert letter["To"].addresses[0].addr_spec == "jobcoaching@example.org"
    answer = answered(letter, "Stimmt noch")
    assert answer.get_content().count("\n") == 5
    assert build.main(["import", str(box(root, answer)), "--today", "2027-12-05"]) in (OK, FINDINGS)
    stand = {file.stem: (reading.data(file) or {})["stand"] for file in root.glob("coaches/[aj]*/*.yaml")}
    assert stand == {**dict.fromkeys((LIPPE, *TEAM), "2027-12-02"), SOLO: "2026-12-01"}, "nobody answers for another"


def test_an_address_of_the_operator_that_is_none_is_told_before_a_letter_is_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "pyproject.toml"
    path.write_text(re.sub('(?m)^email = ".+"', 'email = "info(at)example.org"', path.read_text(encoding="utf-8")), encoding="utf-8")
    assert run(root) == FAILED
    assert capsys.readouterr().err == "Für Briefe fehlt in pyproject.toml: betreiber.email mit @.\n"


@pytest.mark.parametrize("missing", ["adresse", "email"])
def test_nobody_writes_without_a_name_and_an_address(missing: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "pyproject.toml"
    path.write_text(re.sub(rf'(?m)^{missing} = ".+"', f'{missing} = ""', path.read_text(encoding="utf-8")), encoding="utf-8")
    assert run(root) == FAILED
    assert f"Für Briefe fehlt in pyproject.toml: {'betreiber.' * (missing == 'email')}{missing}." in capsys.readouterr().err
    assert not (root.parent / "Briefe").exists()


def test_letters_never_lie_where_all_becomes_public(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["erinnern", str(root / "Briefe"), "--today", DUE]) == FAILED
    assert "Ordner außerhalb" in capsys.readouterr().err

"""A list becomes a directory: 180 rows with faults → letters → 150 answers in one mailbox → the published site, with the real commands."""

import base64
import json
import random
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import build
from landkarte.desk.commandline import FINDINGS, OK
from landkarte.entries import reading
from tests.browser.test_formularworte import FORM, THROUGH_THE_FIELDS
from tests.conftest import ROOT
from tests.desk.test_inviting import HEADS, SOURCE, letters, of_an_association
from tests.desk.test_post import attached, box
from tests.desk.test_reminding import answered
from tests.desk.test_reminding import letters as reminded_on

TODAY, ANSWERED, MUCH_LATER = "2026-11-30", "2026-12-14", "2028-01-13"
ROWS, ANSWERS, BY_FORM = 180, 150, 10
MOST_DECISIONS = 40
TOWNS = [("01067", "Dresden"), ("04109", "Leipzig"), ("10115", "Berlin"), ("20095", "Hamburg"), ("32756", "Detmold"), ("50667", "Köln")]
FAULTS = {
    "Es fehlt eine E-Mail-Adresse": [3, 17, 31], "Es fehlt ein Name": [8, 22], "Vielleicht doppelt": [50, 51, 52, 90, 91, 140],
    "nicht zu brauchen: Telefon": [60, 61, 62, 63, 64], "nicht zu brauchen: Postleitzahl": [70, 71], "nicht zu brauchen: Website": [80, 81],
}  # fmt: skip
"""Where in the table something is wrong, by what is said of it."""
SYLLABLES = ("ba", "del", "fri", "gor", "hum", "kes", "lin", "mor", "nau", "pet", "qui", "ros", "sta", "tem", "vol", "wie", "zan", "schu")


def names() -> list[tuple[str, str]]:
    """Of people whom nobody takes for one another, and whose names stand nowhere else."""
    chance = random.Random(19)
    found = dict.fromkeys("".join(chance.sample(SYLLABLES, 4)).capitalize() for _ in range(4 * ROWS))
    last = [name for name in found if len(name) > 10]
    return [(f"Vor{name[:3].casefold()}{name[-3:]}", name) for name in last[:ROWS]]


def rows() -> list[str]:
    wrong = {place: kind for kind, places in FAULTS.items() for place in places}
    table = []
    for place, (first, last) in enumerate(names()):
        plz, ort = TOWNS[place % len(TOWNS)]
        cells = [first, last, "", f"{last.casefold()}@{last.casefold()}.example.org", f"030 23125{place:03}", "", plz, ort, ""]
        match wrong.get(place, ""):
            case "Es fehlt eine E-Mail-Adresse":
                cells[3] = "unbekannt"
            case "Es fehlt ein Name":
                cells[:2] = ["", ""]
            case "Vielleicht doppelt":
                other = names()[place - 12]
                cells[0], cells[1], cells[3] = other[0], other[1], f"{other[1].casefold()}@{other[1].casefold()}.example.org"
            case "nicht zu brauchen: Telefon":
                cells[4] = "dienstlich"
            case "nicht zu brauchen: Postleitzahl":
                cells[6] = "00000"
            case "nicht zu brauchen: Website":
                cells[8] = "keine eigene"
        table.append(";".join(cells))
    return table


def answer(letter: EmailMessage, template: dict[str, Any]) -> tuple[str, str]:
    """The address of whoever answers, and the file that she sends."""
    [teil] = re.findall(r"#\?teil=(\S+)", letter.get_content())
    told = json.loads(base64.urlsafe_b64decode(teil))["daten"]
    site = (told.get("standorte") or [{"id": "ort", "plz": "10115", "ort": "Berlin"}])[0]
    needed = (
        "art",
        "schema",
        "lizenz",
        "anbieter",
        "beschaeftigungsform",
        "grundqualifikation",
        "traegerart",
        "beschreibung",
        "einwilligung",
    )
    entry = {key: template[key] for key in needed} | told | {"standorte": [site], "einzugsgebiet": {"umkreis_km": "50"}, "stand": ANSWERED}
    entry["angebote"] = [{"id": "um", "leistungsart": "uebergangsmanagement"}]
    entry["einwilligung"] = {**template["einwilligung"], "vom": ANSWERED}
    return letter["To"].addresses[0].addr_spec, reading.dump(entry)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return of_an_association(tmp_path / "projekt", monkeypatch, ["keiner"])


def bytes_below(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}


def test_a_list_becomes_a_directory(root: Path, page: Page, web: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = root.parent / "mitglieder.csv"
    path.write_bytes("\r\n".join((f"{HEADS[:-3]}Website", *rows())).encode("cp1252"))
    invite = ["einladen", str(path), "--quelle", SOURCE, "--today", TODAY]
    assert build.main(invite) == OK
    said = capsys.readouterr().out
    assert [(kind, said.count(kind)) for kind in FAULTS if kind not in said] == []
    stopped = {place for kind, places in FAULTS.items() if "brauchen" not in kind for place in places}
    assert {int(one) - 2 for one in re.findall(r"^  Zeile (\d+):", said, re.MULTILINE)} == stopped
    sent = letters(path)
    assert len(sent) == ROWS - len(stopped)

    template = dict(reading.plain((ROOT / "coaches/vorlagen/freiberuflich.yaml").read_text(encoding="utf-8")))
    answers = [answer(letter, template) for letter in list(sent.values())[:ANSWERS]]
    page.goto(web + FORM)
    through_the_form = page.evaluate(THROUGH_THE_FIELDS, [text for _, text in answers[:BY_FORM]])
    files = [*through_the_form, *(text for _, text in answers[BY_FORM:])]
    broken = {4: ("traegerart: freiberuflich", "traegerart: frei"), 9: ("lizenz: cc_by_4_0", "lizenz: gpl"), 20: ("umfang:", "umfank:")}
    for number, (old, new) in broken.items():
        assert old in files[number]
        files[number] = files[number].replace(old, new)
    mailbox = box(root, *(attached(text, sender=address) for (address, _), text in zip(answers, files, strict=True)))
    post = ["import", str(mailbox), "--today", ANSWERED]
    assert build.main(post) == FINDINGS
    told = capsys.readouterr().out
    wrong = int(re.findall(r"Zu entscheiden: (\d+)", told)[0])
    assert f"Übernommen: {ANSWERS - wrong}," in told, told[-3000:]
    assert wrong + len(stopped) <= MOST_DECISIONS, told[:3000]
    publish = ["--publish", "--ohne-beispiele", "--today", ANSWERED]
    assert build.main(publish) == OK
    log = capsys.readouterr().out
    came = {entry.stem for entry in (root / "coaches/jobcoaches").glob("*.yaml")}
    assert len(came) == ANSWERS - wrong
    assert {page.stem for page in (root / "site/jobcoach").glob("*.html")} == came

    files_here = b"".join(bytes_below(root / "coaches", root / "site").values()).decode("utf-8", "replace")
    here = f"{said}{told}{log}{files_here}".casefold()
    public = {(reading.data(root / f"coaches/jobcoaches/{id_}.yaml") or {})["name"]["nachname"] for id_ in came}
    assert [last for _, last in names() if last not in public and last.casefold() in here] == []

    build.main(["einladen", str(path), "--stand", "--today", ANSWERED])
    assert f"geantwortet: {ANSWERS - wrong}" in capsys.readouterr().out
    before = bytes_below(root.parent)
    for command in (invite, post):
        build.main([*command[:-1], ANSWERED])
    now = bytes_below(root.parent)
    assert [file for file in before.keys() | now.keys() if before.get(file) != now.get(file)] == []

    # thirteen months later: one letter each; of those who get one some confirm, some have room, one goes, and the rest says nothing
    remind = ["erinnern", str(root.parent / "Briefe"), "--today", MUCH_LATER]
    build.main(remind)
    assert f"Erinnert: {len(came)};" in capsys.readouterr().out
    reminders = reminded_on(root, MUCH_LATER)
    assert reminders.keys() == came
    named = {letter["To"].addresses[0].addr_spec for letter in reminders.values()}
    assert named == {(reading.data(root / f"coaches/jobcoaches/{id_}.yaml") or {})["kontakt"]["email"] for id_ in came}
    confirming, free, silent = (sorted(came)[part] for part in (slice(0, 60), slice(30, 90), slice(90, None)))
    gone = silent.pop()
    links = [(id_, "Stimmt noch") for id_ in confirming] + [(id_, "Freie Plätze") for id_ in free] + [(gone, "Zurückziehen")]
    answers_ = box(root, *(answered(reminders[id_], subject, "Fri, 14 Jan 2028 09:00:00 +0100") for id_, subject in links))
    capsys.readouterr()
    assert build.main(["import", str(answers_), "--today", "2028-01-20"]) == FINDINGS
    taken = len({*confirming, *free})
    told = capsys.readouterr().out
    assert f"Übernommen: {taken}, unverändert: 0" in told
    assert f"Zu entscheiden: 1; Zurückziehen: 1\n  Nachricht {len(links)}: Zurückziehen: python build.py forget {gone}\n" in told
    build.main(["forget", gone, "--today", "2028-01-20"])
    memory = root.parent / "stand.json"
    memory.write_bytes((root / "site/daten/stand.json").read_bytes())
    assert build.main([*publish[:-1], "2028-01-20", "--vorher", str(memory)]) == OK
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (root / "site/jobcoach").glob("*.html")}
    assert {id_ for id_, text in pages.items() if 'durchgesehen am <time datetime="2028-01-14">' in text} == {*confirming}
    assert {id_ for id_, text in pages.items() if "Plätze frei (Angabe vom 14. Januar 2028)" in text} == {*free}
    assert "gibt es nicht mehr" in pages.pop(gone)
    assert pages.keys() == came - {gone}
    build.main([*remind[:-1], "2028-02-14"])
    assert reminded_on(root, "2028-02-14").keys() == came - {*confirming, gone}

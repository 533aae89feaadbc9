"""Publishing as a machine does it every night: withdrawal always wins, and what looks like an accident is stopped."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import build
from landkarte.desk.commandline import FAILED, FINDINGS, OK
from landkarte.directory import Directory, memory
from landkarte.directory.coverage import Coverage
from landkarte.places import exact
from landkarte.site.feeds import Feeds
from landkarte.site.pages import texts
from tests.conftest import EACH, FEW, ROOT, make_project, of_two_laender, ready_to_publish
from tests.repositories import edit
from tests.test_build import content, many

DETMOLD, GOTHA = (f"coaches/anbieter/beispiel-{name}.yaml" for name in ("coaching-detmold", "bbw-gotha"))
SEEN = {"inhalt": "00000000-0000-8000-8000-000000000000", "seit": "2026-10-01"}


class Done(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def warned(self) -> list[str]:
        return re.findall(r"(?m)^Achtung: (.*)$", self.out)


Run = Callable[..., Done]


def remembered(root: Path, published: Directory) -> list[build.Part]:
    """Of the site only what is remembered of it, and the feeds of two Länder; hundreds of pages would take a second."""
    news = Feeds(published, Coverage(published))
    return [lambda: memory.files(published), lambda: news.of_land("NW"), lambda: news.of_land("TH")]


@pytest.fixture
def run(quick: None, whole: Run) -> Run:
    """The same, without most of the pages."""
    return whole


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, whole: Run) -> None:
    monkeypatch.setattr(build, "parts", remembered)
    monkeypatch.setattr(texts, "doubts", lambda *_: ())  # every link leads to a page that is not made here


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``python build.py`` in a folder, on the day of the tests if no other is named, with all that is no page of a Kreis far away."""
    monkeypatch.setattr(build, "parts", of_two_laender)

    def command(root: Path, *arguments: str) -> Done:
        monkeypatch.setattr(build, "ROOT", root)
        capsys.readouterr()
        code = build.main([*arguments, *([] if "--today" in arguments else ["--today", "2026-11-01"])])
        return Done(code, *capsys.readouterr())

    return command


def real(root: Path) -> Path:
    """The entries as if they were not invented."""
    for path in root.glob("coaches/[aj]*/*.yaml"):
        text = re.sub(r"(?m)^beispiel: true\n|^ *informierbar_url: .*\n", "", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A few real entries of an operator who has done everything."""
    return real(ready_to_publish(make_project(tmp_path / "projekt", only=FEW)))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """The project before there is an entry, of an operator who has done everything."""
    return ready_to_publish(make_project(tmp_path / "projekt", only=["keiner"]))


def last_time(root: Path, *more: str) -> str:
    """The file of a last publication that had all entries that are there now, and ``more``."""
    ids = [path.stem for folder in ("anbieter", "jobcoaches") for path in (root / "coaches" / folder).glob("*.yaml")]
    path = root / "vorher.json"
    path.write_text(json.dumps({"schema": 1, "eintraege": dict.fromkeys([*ids, *more], SEEN)}), encoding="utf-8")
    return str(path)


# --- What keeps a site from going online, and what does not ---


def owes_data(root: Path) -> None:
    edit(root / "pyproject.toml", 'name = "Muster"', 'name = ""')
    edit(root / "pyproject.toml", 'adresse = "https://landkarte.example.org/"', 'adresse = ""')


def owes_consent(root: Path) -> None:
    edit(root / "coaches/vorlagen/einwilligung-2026-10.md", "## Worum", "> Hinweis für den Betreiber: noch anzupassen.\n\n## Worum")


def owes_text(root: Path) -> None:
    (root / "coaches/vorlagen/einwilligung-2026-10.md").unlink()


def owes_letters(root: Path) -> None:
    text = root / "coaches/vorlagen/einwilligung-2026-10.md"
    text.write_text(text.read_text(encoding="utf-8"), encoding="utf-16")


OWED = [
    (owes_data, r"betreiber\.name, adresse"),
    (owes_consent, r"einwilligung-2026-10\.md.*Hinweis für den Betreiber"),
    (owes_text, "Einwilligung fehlt"),
    (owes_letters, r"einwilligung-2026-10\.md.*nicht in UTF-8"),
]


@pytest.mark.parametrize(("owes", "told"), OWED)
def test_before_a_first_publication_the_operator_does_everything(owes: Callable[[Path], None], told: str, empty: Path, run: Run) -> None:
    owes(empty)
    done = run(empty, "--publish")
    assert (done.code, bool(re.search(told, done.err))) == (FAILED, True), done
    assert not (empty / "site").exists()


def test_what_is_online_is_published_again_with_loud_warnings(empty: Path, run: Run) -> None:
    owes_data(empty)
    owes_consent(empty)
    done = run(empty, "--publish", "--vorher", last_time(empty))
    assert done.code == OK, done.err
    for word in ("betreiber.name", "Einwilligung", "schon online"):
        assert [line for line in done.warned if word in line], word
    github = run(empty, "--publish", "--vorher", last_time(empty), "--format", "github").out
    assert len(re.findall(r"(?m)^::warning::\S", github)) == len(done.warned)


@pytest.mark.parametrize("damaged", [False, True])
def test_without_usable_geodata_it_is_published_and_says_so(damaged: bool, empty: Path, exact_data: Path, run: Run) -> None:
    if damaged:
        shutil.copytree(exact_data, empty / exact.FOLDER)
        (empty / exact.FOLDER / "plz.csv").write_text("plz,lat,lon,kreise,firma\n", encoding="utf-8")
        assert run(empty).code == FAILED, "whoever sits there can mend it"
    done = run(empty, "--publish")
    assert done.code == OK, done.err
    assert any("nur ungefähr" in line for line in done.warned)
    assert any("plz.csv ist verändert" in line for line in done.warned) == damaged


def test_with_everything_done_there_is_nothing_to_warn_of(empty: Path, exact_data: Path, whole: Run) -> None:
    shutil.copytree(exact_data, empty / exact.FOLDER)
    done = whole(empty, "--publish", "--today", "2026-12-01")  # the texts are of November
    assert (done.code, done.warned) == (OK, [])
    sitemap = (empty / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://landkarte.example.org/quellen.html</loc>" in sitemap
    assert "noch einzutragen" not in (empty / "site/impressum.html").read_text(encoding="utf-8")
    assert "hat zurzeit keine Einträge" in (empty / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("owners", "warns"), [("# statt @OWNER\n* @beispiel/redaktion\n", False), ("# wer\n* @OWNER/redaktion\n", True)])
def test_owners_that_nobody_filled_in_are_told(owners: str, warns: bool, empty: Path, run: Run) -> None:
    (empty / ".github").mkdir()
    (empty / ".github/CODEOWNERS").write_text(owners, encoding="utf-8")
    done = run(empty, "--publish")
    assert (done.code, any("@OWNER" in line for line in done.warned)) == (OK, warns)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('titel = "Landkarte JobcoachingAP"', "titel = „Mein Verzeichnis“", "pyproject.toml ist nicht lesbar ab Zeile "),
        ("barriere_stand = 2026-11-01", "barriere_stand = 01.12.2026", "pyproject.toml ist nicht lesbar ab Zeile "),
        ('adresse = "https://landkarte.example.org/"', 'adresse = "www.karte.example.org"', "Bitte prüfen Sie adresse."),
        ('adresse = "https://landkarte.example.org/"', 'adresse = "https://karte.example.org"', "Bitte prüfen Sie adresse."),
    ],
)
def test_a_setting_that_is_spelled_as_in_a_letter_is_named(old: str, new: str, told: str, empty: Path, run: Run) -> None:
    edit(empty / "pyproject.toml", old, new)
    done = run(empty, "check")
    assert done.code == FAILED
    assert told in done.err
    assert len(done.err.splitlines()) == 1


def test_settings_saved_in_another_encoding_are_told_in_german(empty: Path, run: Run) -> None:
    file = empty / "pyproject.toml"
    text = file.read_text(encoding="utf-8").replace('titel = "', 'titel = "Übersicht ')
    file.write_bytes(text.encode("cp1252", "replace"))
    done = run(empty, "check")
    assert (done.code, len(done.err.splitlines())) == (FAILED, 1)
    assert "speichern Sie die Datei in UTF-8" in done.err


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("datei_aendern", "https://example.org/edit/{pfat}"),
        ("datei_aendern", "https://example.org/edit/{pfad"),
        ("neue_datei", "https://example.org/new/{ordner}?value={text}"),
        ("fehler_melden", "https://example.org/{projekt}/issues?title={betreff}"),
        ("fehler_melden", "https://example.org/issues?title={}"),
    ],
)
def test_a_slip_in_braces_is_refused_and_named(key: str, page: str, empty: Path, run: Run) -> None:
    edit(empty / "pyproject.toml", f'{key} = ""', f'{key} = "{page}"')
    done = run(empty, "check")
    assert (done.code, done.err) == (FAILED, f"[tool.landkarte] in pyproject.toml: Bitte prüfen Sie mitmachen.{key}.\n")


# --- Withdrawal always wins ---


def test_the_last_entry_can_be_withdrawn(tmp_path: Path, whole: Run) -> None:
    root = real(ready_to_publish(make_project(tmp_path / "projekt", only=["beispiel-bbw-gotha"])))
    before = last_time(root)
    assert whole(root, "forget", "beispiel-bbw-gotha").code == OK
    done = whole(root, "--publish", "--vorher", before)
    assert (done.code, "0 Anbieter, 0 Jobcoaches" in done.out) == (OK, True), done.err
    assert "gibt es nicht mehr" in (root / "site/anbieter/beispiel-bbw-gotha.html").read_text(encoding="utf-8")
    assert json.loads((root / "site/daten/stand.json").read_text(encoding="utf-8")) == {"schema": 1, "eintraege": {}}


def test_a_withdrawal_is_carried_out_even_if_much_is_missing(project: Path, run: Run) -> None:
    before = last_time(project)
    assert run(project, "forget", "jc-7va3qe").code == OK
    for path in (project / "coaches/jobcoaches").glob("*.yaml"):
        path.unlink()
    done = run(project, "--publish", "--vorher", before)
    assert done.code == OK, done.err
    [told] = [line for line in done.warned if "fehlen" in line]
    assert "3 von 6" in told
    assert "jc-n4p6ua, jc-p6z2fk, jc-x8m5dw" in told


def test_who_vanished_beside_a_withdrawal_comes_back_as_of_the_same_day(project: Path, run: Run) -> None:
    """What is withdrawn never stays; the accident is still one on the next night, and nothing is new when the folder is back."""

    def published(day: int) -> int:
        shutil.copy(project / "site/daten/stand.json", project / "vorher.json")
        return run(project, "--publish", "--vorher", str(project / "vorher.json"), "--today", f"2026-11-{day:02}").code

    def rows() -> dict[str, object]:
        return dict(json.loads((project / "site/daten/stand.json").read_text(encoding="utf-8"))["eintraege"])

    assert run(project, "--publish").code == OK
    first = rows()
    assert run(project, "forget", "jc-7va3qe").code == OK
    (project / "coaches/jobcoaches").rename(project / "anderswo")
    assert published(5) == OK
    lost = {id_: first[id_] for id_ in ("jc-n4p6ua", "jc-p6z2fk", "jc-x8m5dw")}
    assert rows().items() >= lost.items()
    assert "jc-7va3qe" not in rows()
    assert published(6) == FAILED
    (project / "anderswo").rename(project / "coaches/jobcoaches")
    assert published(7) == OK
    assert rows().items() >= lost.items()
    assert "jc-7va3qe" not in rows()


def test_a_broken_text_holds_a_first_publication_and_no_withdrawal(tmp_path: Path, whole: Run) -> None:
    root = real(ready_to_publish(make_project(tmp_path / "projekt", only=["beispiel-bbw-gotha"])))
    (root / "templates").unlink()
    shutil.copytree(ROOT / "templates", root / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    edit(root / "templates/texte/rat/betriebe.md", 'titel = "', "titel = „")
    edit(root / "pyproject.toml", 'logo = ""', 'logo = "fehlt.png"')
    before = last_time(root)
    for arguments in ([], ["--publish"]):
        done = whole(root, *arguments)
        assert (done.code, done.err.count("rat/betriebe.md"), "Zeile 2" in done.err) == (FAILED, 1, True), done
        assert "gesicht.logo in pyproject.toml: fehlt.png lässt sich nicht lesen" in done.err
        assert not (root / "site").exists()
    assert whole(root, "forget", "beispiel-bbw-gotha").code == OK
    done = whole(root, "--publish", "--vorher", before)
    assert (done.code, [line for line in done.warned if line.startswith("templates/texte/rat/betriebe.md: ")] != []) == (OK, True), done
    assert any("trotzdem erneuert, ohne die genannten Texte und Bilder" in line for line in done.warned)
    assert "gibt es nicht mehr" in (root / "site/anbieter/beispiel-bbw-gotha.html").read_text(encoding="utf-8")
    assert (root / "site/rat/kliniken.html").exists()
    assert not (root / "site/rat/betriebe.html").exists()


# --- The brake ---


def vanish(root: Path) -> None:
    shutil.rmtree(root / "coaches/jobcoaches")


def emptied(root: Path) -> None:
    (root / GOTHA).write_text("", encoding="utf-8")


def half_saved(root: Path) -> None:
    text = (root / GOTHA).read_text(encoding="utf-8")
    (root / GOTHA).write_text(text[: len(text) // 2], encoding="utf-8")


def of_another_shape(root: Path) -> None:
    edit(root / GOTHA, "traegerart: ", "traegerart: falsch-")


COACHES = "jc-7va3qe, jc-n4p6ua, jc-p6z2fk, jc-x8m5dw"


@pytest.mark.parametrize(
    ("happens", "ids"),
    [(vanish, COACHES), (emptied, "beispiel-bbw-gotha"), (half_saved, "beispiel-bbw-gotha"), (of_another_shape, "beispiel-bbw-gotha")],
)
def test_an_accident_leaves_the_site_as_it_is(happens: Callable[[Path], None], ids: str, project: Path, run: Run) -> None:
    (project / "site").mkdir()
    (project / "site/.landkarte").write_text("", encoding="utf-8")
    before = last_time(project)
    happens(project)
    done = run(project, "--publish", "--vorher", before)
    assert (done.code, f": {ids}." in done.err, "zurueckgezogen.csv" in done.err) == (FAILED, True, True), done
    assert content(project / "site").keys() == {".landkarte"}


def test_more_than_three_or_a_tenth_are_too_many(project: Path, run: Run) -> None:
    many(project, 24)  # with the six that are there and three that are not: a little less than a tenth
    gone = [f"beispiel-weg-{number}" for number in range(4)]
    done = run(project, "--publish", "--vorher", last_time(project, *gone[:3]))
    assert (done.code, [line for line in done.warned if "3 von 33" in line] != []) == (OK, True), done.err
    many(project, 35)
    assert run(project, "--publish", "--vorher", last_time(project, *gone)).code == FAILED


def test_a_tenth_is_too_many(project: Path, run: Run) -> None:
    many(project, 12)
    assert run(project, "--publish", "--vorher", last_time(project, "weg-a", "weg-b")).code == FAILED


def test_what_is_explained_is_not_missed(project: Path, run: Run) -> None:
    """A new id with the old one as former, an entry withdrawn long ago, and those that expired after two reminders."""
    before = last_time(project, "beispiel-lange-weg")
    edit(project / "coaches/zurueckgezogen.csv", "art;id;tag\n", "art;id;tag\nanbieter;beispiel-lange-weg;2026-01-01\n")
    (project / DETMOLD).rename(project / "coaches/anbieter/beispiel-neu.yaml")
    edit(
        project / "coaches/anbieter/beispiel-neu.yaml",
        "id: beispiel-coaching-detmold\n",
        "id: beispiel-neu\nfruehere_ids: [beispiel-coaching-detmold]\n",
    )
    ids = sorted(path.stem for path in project.glob("coaches/[aj]*/*.yaml"))
    reminders = "".join(f"{id_};{day}\n" for id_ in ids for day in ("2027-11-01", "2027-12-01"))
    (project / "coaches/erinnert.csv").write_text(f"id;tag\n{reminders}", encoding="utf-8")
    done = run(project, "--publish", "--vorher", before, "--today", "2029-01-01")
    assert (done.code, "0 Anbieter" in done.out) == (OK, True), done.err
    assert not [line for line in done.warned if "fehlen" in line]


def test_an_heir_that_is_refused_explains_nothing(project: Path, run: Run) -> None:
    before = last_time(project)
    (project / DETMOLD).rename(project / "coaches/anbieter/beispiel-neu.yaml")
    edit(
        project / "coaches/anbieter/beispiel-neu.yaml",
        "id: beispiel-coaching-detmold\n",
        "id: beispiel-neu\nfruehere_ids: [beispiel-coaching-detmold]\nunbekannt: 1\n",
    )
    done = run(project, "--vorher", before)
    assert [line for line in done.warned if "beispiel-coaching-detmold" in line and "fehlen" in line]


def test_a_local_build_says_it_in_one_line(project: Path, run: Run) -> None:
    before = last_time(project)
    vanish(project)
    done = run(project, "--vorher", before)
    assert (done.code, len(done.warned)) == (OK, 1)
    assert COACHES in done.warned[0]


def test_who_vanished_with_a_whole_folder_is_to_be_looked_for_and_nothing_to_be_deleted(tmp_path: Path, run: Run) -> None:
    root = make_project(tmp_path / "projekt", only=EACH)
    with (root / "coaches/orte.csv").open("a", encoding="utf-8") as table:
        table.write("jc-t6e8bz,haupt,Weg 6,37247,Großalmerode,51.258,9.785,hausnummer,Q,2026-10-01,hand\n")
    vanish(root)
    for command in ("check", "worklist"):
        told = [line for line in run(root, command).out.splitlines() if "jc-t6e8bz" in line and "gibt es nicht" in line]
        assert told
        assert all("Suchen Sie zuerst" in line and "Lösch" not in line for line in told)
    assert "In coaches/jobcoaches liegt keine Datei" in told[0]


# --- The one memory ---


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!doctype html><title>404</title>",
        "[" * 200_000,
        "[]",
        "\ud800",
        '{"schema":1}',
        '{"schema":1,"eintraege":[]}',
        '{"schema":1,"eintraege":[1]}',
        '{"schema":2,"eintraege":{}}',
        json.dumps({"schema": 1, "eintraege": {"../x\x1b[2J": SEEN}}),
        json.dumps({"schema": 1, "eintraege": {"a": {**SEEN, "inhalt": "\n::error::"}}}),
        json.dumps({"schema": 1, "eintraege": {"a": {**SEEN, "inhalt": 7}}}),
        json.dumps({"schema": 1, "eintraege": {"a": {**SEEN, "seit": "2026-11-02"}}}),
        json.dumps({"schema": 1, "eintraege": {"a": {**SEEN, "seit": "gestern"}}}),
        json.dumps({"schema": 1, "eintraege": {"a": {**SEEN, "seit": "2026-W01-1"}}}),
        json.dumps({"schema": 1, "eintraege": {"a": {**SEEN, "seit": "20261001"}}}),
        json.dumps({"schema": 1, "eintraege": {"a": {**SEEN, "seit": 20261001}}}),
        json.dumps({"schema": 1, "eintraege": {"a": {"inhalt": [SEEN["inhalt"]], "seit": "2026-10-01"}}}),
        json.dumps({"schema": 1, "eintraege": {"a": "2026-10-01"}}),
        json.dumps({"schema": True, "eintraege": {}}),
        json.dumps({"schema": 1.0, "eintraege": {}}),
        f'{{"schema":1{"0" * 5000},"eintraege":{{}}}}',
        '{"schema":1,"eintraege":7}',
    ],
)
def test_a_damaged_memory_is_none(text: str, empty: Path, run: Run) -> None:
    """Told in a line; what is asked of a first publication is asked again."""
    (empty / "vorher.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert_is_none(empty, run)


@pytest.mark.parametrize("kind", ["missing", "folder", "link"])
def test_what_is_no_file_is_no_memory(kind: str, empty: Path, run: Run) -> None:
    if kind == "folder":
        (empty / "vorher.json").mkdir()
    elif kind == "link":
        Path(last_time(empty)).rename(empty / "anders.json")
        (empty / "vorher.json").symlink_to(empty / "anders.json")
    assert_is_none(empty, run)


def assert_is_none(root: Path, run: Run) -> None:
    owes_data(root)
    done = run(root, "--publish", "--vorher", str(root / "vorher.json"))
    assert (done.code, "betreiber.name" in done.err, len(done.warned)) == (FAILED, True, 1), done
    assert done.warned[0].startswith("--vorher: ")


def dated(root: Path) -> dict[str, str]:
    """The days of the items of all feeds, by the page they lead to."""
    found = {}
    for path in (root / "site").glob("*/*.xml"):
        for item in re.findall(r"<entry>.*?</entry>", path.read_text(encoding="utf-8"), re.S):
            found[re.findall(r'href="[^"]*/([^/"]+)\.html"', item)[0]] = re.findall(r"<updated>(\d{4}-\d\d-\d\d)T", item)[0]
    return found


def test_the_memory_keeps_days_and_nothing_else(project: Path, run: Run) -> None:
    assert run(project, "--publish").code == OK
    memory = (project / "site/daten/stand.json").read_bytes()
    rows = json.loads(memory)["eintraege"]
    assert list(rows) == sorted(FEW)
    assert {key for row in rows.values() for key in row} == {"inhalt", "seit"}
    first = dated(project)
    assert first == {id_: rows[id_]["seit"] for id_ in first}
    assert first.keys() == {"beispiel-bbw-gotha", "beispiel-coaching-detmold"}

    (project / "vorher.json").write_bytes(memory)
    edit(project / DETMOLD, "stand: ", "stand: 2026-10-30  # ")
    assert run(project, "--publish", "--vorher", str(project / "vorher.json"), "--today", "2026-12-01").code == OK
    assert dated(project) == first, "only looked through again"
    assert (project / "site/daten/stand.json").read_bytes() == memory

    edit(project / DETMOLD, "name: ", "name: Neue ")
    assert run(project, "--publish", "--vorher", str(project / "vorher.json"), "--today", "2026-12-02").code == OK
    assert dated(project) == first | {"beispiel-coaching-detmold": "2026-12-02"}


# --- Without examples nothing is said of them ---


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """One real provider among invented entries, in which there is something wrong of every kind."""
    root = make_project(tmp_path / "projekt", only=FEW)
    edit(root / GOTHA, "beispiel: true\n", "")
    edit(root / DETMOLD, "traegerart: ", "traegerart: falsch-")
    shutil.copy(root / GOTHA, root / "coaches/anbieter/beispiel-gleich.yaml")  # C-03
    edit(root / "coaches/anbieter/beispiel-gleich.yaml", "id: beispiel-bbw-gotha\n", "id: beispiel-gleich\nbeispiel: true\n")
    (root / "coaches/pruefungen").mkdir(exist_ok=True)
    for id_ in ("jc-x8m5dw", "jc-n4p6ua"):
        (root / f"coaches/pruefungen/{id_}.yaml").write_text("art: [\n", encoding="utf-8")
    return root


INVENTED = ("beispiel-coaching-detmold", "beispiel-gleich", "jc-x8m5dw.yaml", "jc-n4p6ua.yaml", "jc-7va3qe.yaml", "jc-p6z2fk.yaml")


@pytest.mark.parametrize("command", ["build", "check", "worklist"])
def test_without_examples_nothing_is_said_of_them(command: str, mixed: Path, run: Run) -> None:
    assert any(name in run(mixed, command).out for name in INVENTED)
    done = run(mixed, command, "--ohne-beispiele")
    assert done.code == OK, done
    assert [name for name in INVENTED if name in done.out + done.err] == []


def test_what_cannot_be_told_to_be_an_example_is_told(mixed: Path, run: Run) -> None:
    (mixed / DETMOLD).write_text("beispiel: [\n", encoding="utf-8")
    done = run(mixed, "check", "--ohne-beispiele")
    assert (done.code, DETMOLD in done.out) == (FINDINGS, True)

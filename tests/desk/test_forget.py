"""Who asks to be forgotten is gone: from the files, the tables and every byte of the next site; nobody else loses anything."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from landkarte.desk.call import Checked
from landkarte.desk.commandline import FINDINGS, OK, USAGE, Options
from landkarte.entries import reminded, withdrawn
from landkarte.ground import settings
from landkarte.ground.errors import OperatorError
from landkarte.places import exact, points
from landkarte.site.pages import Renderer
from tests.conftest import DAY, EACH, ROOT, make_project
from tests.systems import unreadable

COACH, FREELANCER, PROVIDER = "jc-d2x8fm", "jc-t6e8bz", "beispiel-weserwege-bremen"
LINE = "{},haupt,Musterrain 6,37247,Großalmerode,51.258,9.785,hausnummer,Beispiel,2026-10-01,nachgeschlagen"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with those three: all of it is looked through each time."""
    return make_project(tmp_path / "projekt", only=(COACH, FREELANCER, PROVIDER))


def gathered(root: Path) -> Checked:
    return build.gather(root, settings.read(root / "pyproject.toml"), DAY, True)


def forget(root: Path, id_: str) -> int:
    return build.run(root, Options("forget", id=id_), DAY)


def contents(root: Path) -> dict[str, bytes]:
    """Everything below coaches/, by its path."""
    folder = root / "coaches"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def tombstones(root: Path) -> list[str]:
    return (root / withdrawn.FILE).read_text(encoding="utf-8").splitlines()[1:]


def looked_up(root: Path, *lines: str) -> None:
    """Put lines at the end of coaches/orte.csv."""
    with (root / points.FILE).open("a", encoding="utf-8") as table:
        table.write("".join(f"{line}\n" for line in lines))


def wherever(site: Path, words: list[str]) -> list[tuple[str, str]]:
    """Every file of a site in whose name or bytes one of the words stands, as written or as HTML, JSON and addresses spell it."""
    found = []
    for path in sorted(site.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        name = path.relative_to(site).as_posix()
        for word in words:
            spelled = {word, word.replace("+", "&#43;"), word.replace("+", "%2B"), word.encode("ascii", "backslashreplace").decode()}
            spelled.add(word.replace(" ", ""))
            if any(one.encode() in data or one in name for one in spelled):
                found.append((name, word))
    return found


def test_no_byte_of_the_next_site_is_about_the_person(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = ["Beispielgroß", "+49 69 90009 700", "grossalmerode@example.org", "Musterrain"]
    looked_up(project, LINE.format(FREELANCER).replace("haupt", "grossalmerode"))
    directory = gathered(project).directory
    [hers] = (listing for listing in directory.all if listing.entry.id == FREELANCER)
    (project / "vorher").mkdir()
    for number, (_, page) in enumerate(build.page(Renderer(directory, ROOT / "templates"), hers)):
        (project / f"vorher/{number}.html").write_bytes(page)
    assert {word for _, word in wherever(project / "vorher", person)} == set(person)
    assert forget(project, FREELANCER) == OK
    told = capsys.readouterr().out
    assert build.run(project, Options(), DAY) == OK
    assert wherever(project / "site", person) == []
    assert [path for path, data in contents(project).items() for word in person if word.encode() in data] == []
    assert [word for word in person if word in told] == []
    for old in (FREELANCER, "jc-w1l6yo"):
        assert "Diesen Eintrag gibt es nicht mehr" in (project / f"site/jobcoach/{old}.html").read_text(encoding="utf-8")
    assert tombstones(project) == [f"jobcoach;{FREELANCER};{DAY}", f"jobcoach;jc-w1l6yo;{DAY}"]


@pytest.mark.parametrize(("id_", "art", "folder"), [(COACH, "jobcoach", "jobcoaches"), (PROVIDER, "anbieter", "anbieter")])
def test_only_what_belongs_to_the_entry_goes(id_: str, art: str, folder: str, project: Path) -> None:
    looked_up(project, LINE.format(f"{id_}-nord"), LINE.format(id_), f"# zu {id_}x", LINE.format(f"x-{id_}"))
    before = contents(project)
    assert forget(project, id_) == OK
    after = contents(project)
    gone = {f"{folder}/{id_}.yaml", f"pruefungen/{id_}.yaml"} & before.keys()
    assert before.keys() - after.keys() == gone
    assert {path for path in after if after[path] != before[path]} == {"orte.csv", "zurueckgezogen.csv"}
    assert after["orte.csv"] == before["orte.csv"].replace(LINE.format(id_).encode() + b"\n", b"", 1)
    assert tombstones(project) == [f"{art};{id_};{DAY}"]


def test_what_others_say_of_the_entry_is_named_and_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "projekt", only=EACH)
    looked_up(project, LINE.format(COACH), f"# {COACH}: Tor 3")
    forget(project, COACH)
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Von Hand: ")]
    assert told[0] == f"Von Hand: coaches/anbieter/{PROVIDER}.yaml nennt die Kennung unter jobcoaches."
    last = len(contents(project)["orte.csv"].splitlines())
    assert told[1:] == [f"Von Hand: coaches/orte.csv:{last} nennt die Kennung in einer Bemerkung."]
    assert COACH in (project / f"coaches/anbieter/{PROVIDER}.yaml").read_text(encoding="utf-8")
    forget(project, "beispiel-coaching-detmold")
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Von Hand: ")]
    assert len(told) == len([data for data in contents(project).values() if b"anbieter: beispiel-coaching-detmold" in data]) > 0
    assert all("nennt die Kennung bei anbieter; ohne einen anderen Anbieter" in line for line in told)


def test_damaged_geographic_data_keep_nobody_online(project: Path) -> None:
    (project / exact.FOLDER).mkdir()
    assert forget(project, FREELANCER) == OK
    assert not any(FREELANCER in path for path in contents(project))


def test_the_id_does_not_come_back(project: Path) -> None:
    path = project / f"coaches/jobcoaches/{COACH}.yaml"
    text = path.read_bytes()
    forget(project, COACH)
    path.write_bytes(text)
    checked = gathered(project)
    assert [finding.code for finding in checked.findings if finding.file.endswith(f"{COACH}.yaml") and finding.level == "fehler"] == [
        "C-08"
    ]


def test_a_second_call_finds_nothing_and_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forget(project, COACH)
    before = contents(project)
    capsys.readouterr()
    assert forget(project, COACH) == OK
    named = f"Von Hand: coaches/anbieter/{PROVIDER}.yaml nennt die Kennung.\n"
    assert capsys.readouterr().out == f"{named}Sonst ist von {COACH} nichts mehr da; zurückgezogen seit {DAY}.\n"
    assert contents(project) == before


@pytest.mark.parametrize(
    "id_", ["jc-2c3d4e", "jc-d2x8f", "JC-D2X8FM", "index", "../pyproject", f"jobcoaches/{COACH}", f"{COACH}.yaml", "*", ".", "a\x1b[31m"]
)
def test_who_is_unknown_is_told_and_nothing_is_changed(id_: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(project)
    assert forget(project, id_) == FINDINGS
    told = capsys.readouterr().out
    assert told.startswith("Abgelehnt: ")
    assert (told.count("\n"), "\x1b" in told) == (1, False)
    assert contents(project) == before


@pytest.mark.parametrize("text", [b"name: [\n", b"\xff\xfe", b"", b"a" * 500_000, b"id: jemand-anders\n"])
def test_what_cannot_be_read_goes_as_well(text: bytes, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / f"coaches/jobcoaches/{COACH}.yaml").write_bytes(text)
    assert forget(project, COACH) == OK
    assert [path for path in contents(project) if COACH in path] == []
    assert tombstones(project) == [f"jobcoach;{COACH};{DAY}"]
    assert "Der Eintrag war nicht zu lesen." in capsys.readouterr().out


@pytest.mark.parametrize("left", ["jobcoaches/{}.yml", "jobcoaches/{}.yaml~", "pruefungen/{}.yaml", "orte.csv", "orte.csv, kaputt"])
@pytest.mark.parametrize("again", [False, True])
def test_remains_go_and_the_line_is_written_once(left: str, again: bool, project: Path) -> None:
    id_ = "jc-2c3d4e"
    if again:
        (project / withdrawn.FILE).write_text(f"art;id;tag\njobcoach;{id_};2026-10-01\n", encoding="utf-8")
    if left.startswith("orte.csv"):
        looked_up(project, LINE.format(id_) if left == "orte.csv" else f'"{id_}";Musterrain 6')
    else:
        (project / "coaches" / left.format(id_)).write_text("Musterrain 6\n", encoding="utf-8")
    assert forget(project, id_) == OK
    assert tombstones(project) == [f"jobcoach;{id_};{'2026-10-01' if again else DAY}"]
    tables = {path: data for path, data in contents(project).items() if path != "zurueckgezogen.csv"}
    assert [path for path, data in tables.items() if id_ in path or id_.encode() in data] == []


def test_the_header_of_the_table_is_nobodys_line(project: Path) -> None:
    shutil.copy(project / f"coaches/anbieter/{PROVIDER}.yaml", project / "coaches/anbieter/eintrag.yaml")
    before = contents(project)["orte.csv"]
    assert forget(project, "eintrag") == OK
    assert contents(project)["orte.csv"] == before


def test_a_link_goes_and_what_it_leads_to_stays(project: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "fremd.yaml"
    foreign.write_text("bleibt\n", encoding="utf-8")
    path = project / f"coaches/jobcoaches/{COACH}.yaml"
    path.unlink()
    path.symlink_to(foreign)
    assert forget(project, COACH) == OK
    assert not os.path.lexists(path)
    assert foreign.read_text(encoding="utf-8") == "bleibt\n"


def test_a_folder_that_is_a_link_is_not_entered(project: Path, tmp_path: Path) -> None:
    (project / "coaches/jobcoaches").rename(tmp_path / "anderswo")
    (project / "coaches/jobcoaches").symlink_to(tmp_path / "anderswo", target_is_directory=True)
    (project / f"coaches/pruefungen/{COACH}.yaml").unlink()
    assert forget(project, COACH) == FINDINGS
    assert (tmp_path / f"anderswo/{COACH}.yaml").exists()


def two_of_one_id(root: Path) -> None:
    shutil.copy(root / f"coaches/anbieter/{PROVIDER}.yaml", root / f"coaches/jobcoaches/{PROVIDER}.yaml")


def a_folder(root: Path) -> None:
    (root / f"coaches/jobcoaches/{PROVIDER}.d").mkdir()
    (root / f"coaches/anbieter/{PROVIDER}.yaml").unlink()


@pytest.mark.parametrize("trouble", [two_of_one_id, a_folder])
def test_what_a_person_must_decide_first_is_refused(
    trouble: Callable[[Path], None], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trouble(project)
    before = contents(project)
    assert forget(project, PROVIDER) == FINDINGS
    assert capsys.readouterr().out.startswith("Abgelehnt: ")
    assert contents(project) == before


def unknown_setting(root: Path) -> None:
    path = root / "pyproject.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[tool.landkarte.unbekannt]\n", encoding="utf-8")


def no_settings(root: Path) -> None:
    (root / "pyproject.toml").write_bytes(b"\xff[")


def other_letters(root: Path) -> None:
    """Both tables as an old editor saves them."""
    looked_up(root, LINE.format(FREELANCER), LINE.format(f"{FREELANCER}x"))
    for table in (points.FILE, withdrawn.FILE):
        text = (root / table).read_text(encoding="utf-8")
        (root / table).write_bytes(f"# für später\n{text}".encode("latin-1", "replace").replace(b"\n", b"\r\n"))


def wrong_header(root: Path) -> None:
    looked_up(root, LINE.format(FREELANCER))
    for table in (points.FILE, withdrawn.FILE):
        (root / table).write_text((root / table).read_text(encoding="utf-8").replace("tag", "datum"), encoding="utf-8")


@pytest.mark.parametrize("trouble", [unknown_setting, no_settings, other_letters, wrong_header])
def test_what_is_wrong_elsewhere_keeps_nobody_online(
    trouble: Callable[[Path], None], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trouble(project)
    before = contents(project)
    assert forget(project, FREELANCER) == OK
    after = contents(project)
    own = re.compile(rb"(?m)^jc-t6e8bz,.*\n")
    assert before.keys() - after.keys() == {f"jobcoaches/{FREELANCER}.yaml", f"pruefungen/{FREELANCER}.yaml"}
    assert after["orte.csv"] == own.sub(b"", before["orte.csv"]), "every other byte stays"
    added = set(after["zurueckgezogen.csv"].splitlines()) - set(before["zurueckgezogen.csv"].splitlines())
    assert added == {f"jobcoach;{id_};{DAY}".encode() for id_ in (FREELANCER, "jc-w1l6yo")}
    assert ("Von Hand: coaches/orte.csv ist nicht ganz lesbar." in capsys.readouterr().out) == (trouble is other_letters)


def test_a_letter_in_another_encoding_brings_nobody_back(project: Path) -> None:
    """The lines that can be read count: the id of whoever was withdrawn is not given away."""
    path = project / f"coaches/jobcoaches/{COACH}.yaml"
    text = path.read_bytes()
    other_letters(project)
    forget(project, COACH)
    path.write_bytes(text)
    assert COACH in gathered(project).world.withdrawn
    assert COACH not in {listing.entry.id for listing in gathered(project).directory.all}


@pytest.mark.parametrize("table", [points.FILE, reminded.FILE, withdrawn.FILE])
@pytest.mark.parametrize("damage", ["utf-16", "link"])
def test_a_table_that_cannot_be_read_at_all_is_for_people_to_mend(
    damage: str, table: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / table
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    if damage == "link":
        path.rename(project / "anderswo.csv")
        path.symlink_to(project / "anderswo.csv")
    data = path.read_bytes()
    assert forget(project, COACH) == OK
    assert not [file for file in contents(project) if COACH in file]
    assert path.read_bytes() == data
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith(f"Von Hand: {table} ist nicht ")]
    assert len(told) == 1
    if table == withdrawn.FILE:
        assert told[0].endswith(f"schreiben Sie dort je eine Zeile: jobcoach;{COACH};{DAY}.")
    else:
        assert tombstones(project) == [f"jobcoach;{COACH};{DAY}"]


@pytest.mark.parametrize("folder", ["anbieter", "pruefungen"])
def test_a_folder_of_others_that_cannot_be_read_keeps_nobody_online(
    folder: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unreadable(monkeypatch, project / "coaches" / folder)
    assert forget(project, FREELANCER) == OK
    assert not (project / f"coaches/jobcoaches/{FREELANCER}.yaml").exists()
    assert tombstones(project) == [f"jobcoach;{FREELANCER};{DAY}", f"jobcoach;jc-w1l6yo;{DAY}"]
    assert f"Von Hand: coaches/{folder} ist nicht zu lesen. Sehen Sie selbst nach" in capsys.readouterr().out


def test_an_interrupted_run_is_done_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it stops, the entry is not published any more, and the next call does the rest."""
    looked_up(project, LINE.format(FREELANCER))

    def full(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(1, "nicht erlaubt")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", full)
        with pytest.raises(OperatorError, match=r"nicht löschen \(keine Berechtigung\).* rufen Sie danach denselben"):
            forget(project, FREELANCER)
    assert (project / f"coaches/jobcoaches/{FREELANCER}.yaml").exists()
    checked = gathered(project)
    assert FREELANCER not in {listing.entry.id for listing in checked.directory.all}
    assert forget(project, FREELANCER) == OK
    assert [path for path in contents(project) if FREELANCER in path] == []
    assert tombstones(project) == [f"jobcoach;{FREELANCER};{DAY}", f"jobcoach;jc-w1l6yo;{DAY}"]


def test_what_lies_under_a_former_id_goes_as_well(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody renamed the file by hand: the address that was looked up and the Prüfvermerk are still those of the old id."""
    old = "jc-w1l6yo"
    looked_up(project, LINE.format(old), f"# {old}: Tor 3")
    (project / f"coaches/pruefungen/{old}.yaml").write_text("art: pruefvermerk\n", encoding="utf-8")
    delete, deleted = Path.unlink, []

    def interrupted(path: Path, missing_ok: bool = False) -> None:
        delete(path, missing_ok)
        deleted.append(path)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", interrupted)
        with pytest.raises(KeyboardInterrupt):
            forget(project, FREELANCER)
    assert deleted == [project / f"coaches/pruefungen/{old}.yaml"], "the only file that knows of it stays to the end"
    assert forget(project, FREELANCER) == OK
    told = capsys.readouterr().out
    assert [path for path in contents(project) if old in path or FREELANCER in path] == []
    assert b"Musterrain" not in contents(project)["orte.csv"]
    for id_ in (FREELANCER, old):
        assert f"--path-glob 'coaches/pruefungen/{id_}.*'" in told
        assert f"     anbieter/{id_}.html, jobcoach/{id_}.html\n" in told
    assert "nennt die Kennung in einer Bemerkung" in told


def test_a_folder_that_cannot_be_read_is_for_people_to_look_into(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "coaches/vorlagen/alt"
    folder.mkdir()
    unreadable(monkeypatch, folder)
    assert forget(project, COACH) == OK
    told = capsys.readouterr().out
    assert "Von Hand: coaches/vorlagen/alt ist nicht zu lesen. Sehen Sie selbst nach, ob dort von dem Eintrag die Rede ist.\n" in told


def test_the_way_on_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forget(project, COACH)
    told = capsys.readouterr().out
    for words in ("site/ ist unverändert", "git filter-repo", "Forks, Klone", "Suchmaschinen", "Archive", "Sicherungen", "Einwilligung"):
        assert words in told
    assert max(map(len, told.splitlines())) <= 140
    assert f"--path-glob 'coaches/jobcoaches/{COACH}.*'" in told


def test_the_history_of_the_table_loses_every_line_of_every_id(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As git filter-repo reads what is printed: a pattern of bytes for each version of the file."""
    forget(project, FREELANCER)
    [pattern] = re.findall(r"'regex:(.*)==>' > \.\./ersetzen\.txt", capsys.readouterr().out)
    kept = [LINE.format("jc-t6e8bzx"), LINE.format("x-jc-w1l6yo"), "# Bemerkung", ""]
    own = [*map(LINE.format, (FREELANCER, "jc-w1l6yo", f'"{FREELANCER}"')), f" {FREELANCER} ;Musterrain 6", "jc-w1l6yo,kaputt"]
    for ends in ("\n", "\r\n"):
        versions = [[own[0], kept[0], *own[1:], kept[1], kept[2], own[0]], [*kept, *own], kept]
        for lines in versions:
            left = re.sub(pattern.encode(), b"", "".join(f"{line}{ends}" for line in lines).encode())
            assert left.decode().split(ends)[:-1] == [line for line in lines if line in kept]
    assert re.sub(pattern.encode(), b"", own[0].encode()) == b"", "the end of a file without a line end"


def test_a_former_id_is_recorded_as_what_the_entry_was(project: Path) -> None:
    assert build.run(project, Options("rename", id=PROVIDER, new_id="beispiel-neu"), DAY) == OK
    assert forget(project, "beispiel-neu") == OK
    assert tombstones(project) == [f"anbieter;beispiel-neu;{DAY}", f"anbieter;{PROVIDER};{DAY}"]


def test_the_command_asks_nothing_and_needs_an_id(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    monkeypatch.setattr(build, "ROOT", project)
    assert build.main(["forget"]) == USAGE
    assert "forget braucht eine Kennung" in capsys.readouterr().err
    assert build.main(["forget", COACH, FREELANCER]) == USAGE
    assert build.main(["forget", COACH, "--ersetzen"]) == USAGE
    assert contents(project) == before
    assert build.main(["forget", COACH, "--today", str(DAY)]) == OK

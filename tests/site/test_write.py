"""The site is replaced as a whole or not at all: real files, real processes, real kills."""

import ctypes
import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landkarte.site.write import SiteError, Staging, replace_site
from tests.systems import FORK, only_linux, only_unix, pipe

if sys.platform != "win32":
    import resource

ROOT = Path(__file__).parents[2]

OWN_FILES = {
    ".gitignore": b"*\n!.gitignore\n",
    ".landkarte": b"Diesen Ordner schreibt die Landkarte JobcoachingAP. Jeder Bau ersetzt ihn mit allem, was darin liegt.\n",
}
OLD = {"index.html": b"old", "same.html": b"same", "coach/anna.html": b"Anna", "gone/too.html": b"gone"}
NEW = {"index.html": b"new", "same.html": b"same", "coach/anna.html": b"ANNA", "coach/new/ben.html": b"Ben"}


def build(target: Path, files: Mapping[str, bytes]) -> None:
    with replace_site(target) as site:
        for path, data in files.items():
            site.write(path, data)


def whole(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What `tree` finds where exactly these files were built."""
    folders = {f"{folder}/" for path in files for folder in PurePosixPath(path).parents if folder.name}
    return {**OWN_FILES, **files, **dict.fromkeys(folders, b"")}


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder: files with their bytes, folders with a slash, symbolic links as such."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        elif path.is_dir():
            found[name + "/"] = b""
        else:
            found[name] = path.read_bytes()
    return found


def inodes(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_ino for name in tree(folder) if not name.endswith("/")}


def beside(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {target.name}


def in_child(work: Callable[[], None]) -> int | None:
    """Do the work in a process of its own; its exit code, negative when a signal ended it."""
    child = FORK.Process(target=work)
    child.start()
    child.join()
    return child.exitcode


def become_nobody() -> None:
    """Root may write anywhere; a test of missing rights has to give that up."""
    if os.getuid() == 0:
        os.setuid(65534)


class LibraryWithoutExchange:
    pass


class FileSystemWithoutExchange:
    def renameat2(self, *_: object) -> int:
        return -1

    renamex_np = renameat2


@pytest.fixture(params=["exchange", LibraryWithoutExchange, FileSystemWithoutExchange])
def atomic(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Run the test with the exchange in one step and with both reasons to do without it."""
    if request.param == "exchange":
        return True
    monkeypatch.setattr(ctypes, "CDLL", lambda _: request.param())
    return False


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may use, unlike tmp_path."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


# Building


@pytest.mark.usefixtures("atomic")
def test_first_build(target: Path) -> None:
    build(target, OLD)
    assert tree(target) == whole(OLD)
    assert beside(target) == {".site.lock"}


@pytest.mark.usefixtures("atomic")
def test_later_build_leaves_nothing_of_the_earlier_one(target: Path) -> None:
    build(target, OLD)
    build(target, NEW)
    assert tree(target) == whole(NEW)
    assert beside(target) == {".site.lock"}


def test_old_site_stays_visible_until_the_new_one_is_complete(target: Path) -> None:
    build(target, OLD)
    with replace_site(target) as site:
        for path, data in NEW.items():
            site.write(path, data)
        assert tree(target) == whole(OLD)


def test_second_identical_build_writes_no_file(target: Path) -> None:
    build(target, OLD)
    before = inodes(target)
    build(target, OLD)
    assert inodes(target) == before


def test_only_changed_files_are_written(target: Path) -> None:
    build(target, OLD)
    before = inodes(target)
    build(target, {**OLD, "index.html": b"OLD"})
    after = inodes(target)
    assert {name for name in before if before[name] != after[name]} == {"index.html"}


@pytest.mark.parametrize("end", [b"the end", b"THE END", b"the en", b"the end of it", b""])
def test_a_file_in_pieces_is_written_as_if_it_were_whole(target: Path, end: bytes) -> None:
    pieces = [b"", b"piece by piece" * 9000, b"and "]
    build(target, {"long.json": b"".join([*pieces, b"the end"])})
    before = inodes(target)["long.json"]
    with replace_site(target) as site:
        site.write("long.json", iter([*pieces, end]))
    assert tree(target) == whole({"long.json": b"".join([*pieces, end])})
    assert (inodes(target)["long.json"] == before) is (end == b"the end")


def test_page_edited_by_hand_is_repaired(target: Path) -> None:
    build(target, OLD)
    (target / "index.html").write_bytes(b"0ld")
    build(target, OLD)
    assert tree(target) == whole(OLD)


def test_an_old_file_that_somebody_shortens_meanwhile_makes_no_torn_one(target: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"An"
        os.truncate(target / "coach" / "anna.html", 1)
        yield b"ton"

    build(target, OLD | {"coach/anna.html": b"Anna"})
    with pytest.raises(SiteError, match="während des Baus geändert"), replace_site(target) as site:
        site.write("coach/anna.html", pieces())


class Damaged(BytesIO):
    """A file of which the disk does not give all."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() + (size or 0) > 3:
            raise OSError(errno.EIO, "")
        return super().read(size)


def test_an_old_file_that_cannot_be_read_to_its_end_is_written_anew(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: int | bytes, mode: str) -> BinaryIO:
        return Damaged(b"Anna") if mode == "rb" else open(path, "wb")

    build(target, OLD)
    monkeypatch.setattr("landkarte.site.write.open", opened, raising=False)
    with replace_site(target) as site:
        site.write("coach/anna.html", iter([b"An", b"na"]))
    assert tree(target) == whole({"coach/anna.html": b"Anna"})


def test_what_others_put_into_the_site_does_not_enter_the_next_one(target: Path, tmp_path: Path) -> None:
    files = {**OLD, "coach/new/ben.html": b"Ben"}
    build(target, files)
    elsewhere = tmp_path / "elsewhere"
    shutil.move(target / "coach", elsewhere)
    (target / "coach").symlink_to(elsewhere)
    (target / "same.html").unlink()
    (target / "same.html").symlink_to(target / "index.html")
    (target / "index.html").unlink()
    pipe(target / "index.html")
    (target / "note.txt").write_text("mine")
    build(target, {**files, "same.html": b"old"})
    assert tree(target) == whole({**files, "same.html": b"old"})
    assert not (target / "coach/anna.html").samefile(elsewhere / "anna.html")
    assert not (target / "coach/new/ben.html").samefile(elsewhere / "new/ben.html")


def test_files_are_0644_less_the_umask_even_when_unchanged(target: Path) -> None:
    def build_under(umask: int) -> set[int]:
        os.umask(umask)
        build(target, OLD)
        return {stat.S_IMODE((target / name).stat().st_mode) for name in inodes(target)}

    def work() -> None:
        assert build_under(0o077) == {0o600}
        assert build_under(0o000) == {0o644}

    assert in_child(work) == 0


@pytest.mark.usefixtures("atomic")
@pytest.mark.parametrize("files", [{}, {".gitignore": "*\n!.gitignore\n"}, {".gitignore": "other"}])
def test_empty_or_freshly_checked_out_folder_is_accepted(target: Path, files: dict[str, str]) -> None:
    target.mkdir()
    for name, text in files.items():
        (target / name).write_text(text)
    build(target, NEW)
    assert tree(target) == whole(NEW)
    assert beside(target) == {".site.lock"}


def test_relative_target_means_the_folder_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with replace_site(Path("site")) as site:
        monkeypatch.chdir("/")
        site.write("index.html", b"new")
    assert tree(tmp_path / "site") == whole({"index.html": b"new"})


def test_umlauts_in_an_ascii_locale(tmp_path: Path) -> None:
    target = tmp_path / "Für alle" / "Ausgabe ä"
    target.parent.mkdir()
    code = (
        "import sys, pathlib, landkarte.site.write as w\n"
        "with w.replace_site(pathlib.Path(sys.argv[1])) as site: site.write('tr\\xe4ger/gr\\xf6\\xdfe.html', b'x')"
    )
    env = {**os.environ, "LC_ALL": "POSIX", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-c", code, target], cwd=ROOT, env=env, check=True)
    assert tree(target) == whole({"träger/größe.html": b"x"})


def test_forked_processes_write_their_share(target: Path) -> None:
    def build_together() -> None:
        with replace_site(target) as site:
            site.write("index.html", b"start")
            shares = [{f"coach/{share}/{page}.html": b"page" for page in range(20)} for share in "abc"]
            children = [FORK.Process(target=write_all, args=(site, share)) for share in shares]
            for child in children:
                child.start()
            for child in children:
                child.join()
            assert [child.exitcode for child in children] == [0, 0, 0]
            site.write("coach/last.html", b"end")

    build_together()
    pages = {f"coach/{share}/{page}.html": b"page" for share in "abc" for page in range(20)}
    assert tree(target) == whole({"index.html": b"start", "coach/last.html": b"end", **pages})
    before = inodes(target)
    build_together()
    assert inodes(target) == before


def write_all(site: Staging, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        site.write(path, data)


# Paths


NO_PATHS = ["", "/", "/etc/passwd", "a//b", "a/", "./a", "../a", "a/../b", "a/..", "a\\b", "a\0b"]
RESERVED_PATHS = [".landkarte", ".gitignore", "a/.b"]


@pytest.mark.parametrize("path", [*NO_PATHS, *RESERVED_PATHS])
def test_path_that_is_none_is_refused(target: Path, path: str) -> None:
    with replace_site(target) as site, pytest.raises(ValueError, match=r"kein zulässiger Pfad|null"):
        site.write(path, b"x")
    assert tree(target) == whole({})
    assert beside(target) == {".site.lock"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.html", "a.html"),
        ("a.html", "A.html"),
        ("ä.html", unicodedata.normalize("NFD", "Ä.html")),
        ("straße.html", "STRASSE.html"),
        ("a/x.html", "A/y.html"),
        ("a", "a/b.html"),
        ("a/b.html", "a"),
    ],
)
def test_paths_that_are_one_elsewhere_are_refused(target: Path, first: str, second: str) -> None:
    with replace_site(target) as site:
        site.write(first, b"1")
        with pytest.raises(ValueError, match="fällt mit"):
            site.write(second, b"2")
    assert tree(target) == whole({first: b"1"})


def test_path_written_by_a_forked_process_is_refused(target: Path) -> None:
    with replace_site(target) as site:
        assert in_child(lambda: site.write("a.html", b"1")) == 0
        with pytest.raises(ValueError, match=r"„a\.html“ hat schon ein anderer Prozess"):
            site.write("a.html", b"2")
    assert tree(target) == whole({"a.html": b"1"})


def fold(name: str) -> str:
    return unicodedata.normalize("NFD", name).casefold()


LETTERS = st.characters(codec="utf-8", exclude_characters="/\\\0")
ANY_NAMES = st.text(LETTERS, min_size=1, max_size=20).filter(lambda name: not name.startswith("."))
NAMES = ANY_NAMES | st.sampled_from(["index.html", "a", "b", "Ä"])  # the same in several builds


def apart(files: list[tuple[list[str], bytes]]) -> dict[str, bytes]:
    """Those that can lie in one folder: of what falls together elsewhere the first, and nothing below a file."""
    kept: dict[str, bytes] = {}
    spelled: dict[str, str] = {}
    below: set[str] = set()
    for names, data in files:
        path = "/".join(names)
        above = ["/".join(names[:depth]) for depth in range(1, len(names))]
        if path in below or any(folder in kept for folder in above) or any(spelled.get(fold(one), one) != one for one in [*above, path]):
            continue
        spelled |= {fold(one): one for one in [*above, path]}
        below.update(above)
        kept[path] = data
    return kept


# a flat list of paths: folders in folders, drawn one in another, would take far longer to draw than to write
CONTENT = st.binary(max_size=3) | st.sampled_from([b"1", b"2"])  # of one length, too, under a name of several builds
SITES = st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=4), CONTENT), max_size=16).map(apart)


@only_linux
@settings(deadline=None, max_examples=100)
@given(st.lists(SITES, min_size=1, max_size=3))
def test_any_files_are_on_disk_exactly(sites: list[dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for files in sites:
            build(Path(folder, "site"), files)
            assert tree(Path(folder, "site")) == whole(files)


# What is not ours


def foreign_folder(path: Path) -> None:
    path.mkdir()
    (path / "thesis.odt").write_bytes(b"years of work")
    (path / ".gitignore").touch()


def checkout(path: Path) -> None:
    (path / ".landkarte").mkdir(parents=True)


def link_to_folder(path: Path) -> None:
    (path.parent / "precious").mkdir()
    path.symlink_to("precious")


FOREIGN: list[Callable[[Path], None]] = [
    foreign_folder,
    checkout,
    Path.touch,
    link_to_folder,
    lambda path: path.symlink_to("nowhere"),
]


@pytest.mark.parametrize("make", FOREIGN)
def test_foreign_target_is_refused_and_untouched(target: Path, make: Callable[[Path], None]) -> None:
    make(target)
    before = tree(target.parent)
    with pytest.raises(SiteError, match=r"site“ stammt nicht von der Landkarte .* Verschieben Sie"):
        build(target, NEW)
    assert tree(target.parent) == before


@pytest.mark.parametrize("make", FOREIGN)
@pytest.mark.parametrize("name", [".site.neu", ".site.alt"])
def test_foreign_neighbour_under_our_names_is_untouched(target: Path, make: Callable[[Path], None], name: str) -> None:
    build(target, OLD)
    make(target.parent / name)
    before = tree(target.parent)
    with pytest.raises(SiteError, match=rf"\{name}“ stammt nicht von der Landkarte"):
        build(target, NEW)
    assert tree(target.parent) == before


@only_unix
def test_lock_that_is_a_link_is_not_followed(target: Path) -> None:
    (target.parent / ".site.lock").symlink_to("elsewhere")
    with pytest.raises(SiteError, match="symbolische Verknüpfung"):
        build(target, NEW)
    assert tree(target.parent) == {".site.lock": b"-> elsewhere"}


def test_other_neighbours_are_untouched(target: Path) -> None:
    for name in [".site.new", "site.neu", ".other.neu", ".neu", "site.alt"]:
        foreign_folder(target.parent / name)
    before = tree(target.parent)
    build(target, OLD)
    build(target, NEW)
    after = tree(target.parent)
    assert {name: after.get(name) for name in before} == before


# Failures


def broken_build(target: Path, error: BaseException) -> None:
    with replace_site(target) as site:
        site.write("index.html", b"new")
        site.write("same.html", b"same")
        raise error


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt(), SystemExit(3), FileNotFoundError("a.j2")])
@pytest.mark.parametrize("before", [OLD, None])
def test_error_in_the_middle_leaves_everything_as_it_was(target: Path, error: BaseException, before: Mapping[str, bytes] | None) -> None:
    if before:
        build(target, before)
    numbers = inodes(target)
    with pytest.raises(type(error)) as caught:
        broken_build(target, error)
    assert caught.value is error
    assert tree(target) == (whole(before) if before else {})
    assert inodes(target) == numbers
    assert beside(target) == {".site.lock"}


def test_error_in_the_middle_of_a_file_leaves_everything_as_it_was(target: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"sa"
        raise RuntimeError

    build(target, OLD)
    numbers = inodes(target)
    with pytest.raises(RuntimeError), replace_site(target) as site:
        site.write("same.html", pieces())
    assert (tree(target), inodes(target), beside(target)) == (whole(OLD), numbers, {".site.lock"})


def test_failed_exchange_brings_the_old_site_back(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(target, OLD)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: LibraryWithoutExchange())
    rename = os.rename

    def new_in_use(source: Path, goal: Path) -> None:
        if source.name == ".site.neu":
            raise PermissionError(13, "in use")
        rename(source, goal)

    monkeypatch.setattr(os, "rename", new_in_use)
    with pytest.raises(SiteError, match="keine Berechtigung"):
        build(target, NEW)
    assert tree(target) == whole(OLD)
    assert beside(target) == {".site.lock"}


def test_missing_folder_above(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"fehlt.* Legen Sie es an"):
        build(tmp_path / "missing" / "site", NEW)
    assert tree(tmp_path) == {}


def test_limit_of_file_size(target: Path) -> None:
    build(target, OLD)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
        with pytest.raises(SiteError, match=r"site/big\.html“: die Datei ist größer .* unverändert\. Heben Sie"):
            build(target, {**NEW, "big.html": b"x" * 8000})

    assert in_child(work) == 0
    assert tree(target) == whole(OLD)
    assert beside(target) == {".site.lock"}


ON_A_SMALL_DISK = """
import pathlib, sys
from landkarte.site.write import SiteError, replace_site
target = pathlib.Path(sys.argv[1], "site")
with replace_site(target) as site:
    site.write("index.html", b"old" * 20_000)
try:
    with replace_site(target) as site:
        site.write("index.html", b"new" * 20_000)
        site.write("big.html", b"x" * 300_000)
except SiteError as error:
    sys.stdout.buffer.write(str(error).encode())
assert (target / "index.html").read_bytes() == b"old" * 20_000
assert sorted(path.name for path in target.parent.iterdir()) == [".site.lock", "site"]
"""
MOUNT = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=256k none "$0" && exec "$@"']


def small_disk_is_possible() -> bool:
    with tempfile.TemporaryDirectory() as folder, suppress(FileNotFoundError):
        return subprocess.run([*MOUNT, folder, "true"], capture_output=True, check=False).returncode == 0
    return False


# Where mounting is not allowed, the limit above shows the same.
if small_disk_is_possible():

    def test_full_disk(tmp_path: Path) -> None:
        run = [*MOUNT, str(tmp_path), sys.executable, "-c", ON_A_SMALL_DISK, str(tmp_path)]
        message = subprocess.run(run, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        assert "site/big.html“: kein Platz mehr auf dem Datenträger. Die bisherige Website ist unverändert" in message
        assert "Geben Sie dort Platz frei" in message


def test_folder_without_permission(open_folder: Path) -> None:
    target = open_folder / "site"

    def first() -> None:
        become_nobody()
        build(target, OLD)

    def second() -> None:
        become_nobody()
        with pytest.raises(SiteError, match=r"\.site\.neu“: keine Berechtigung.*unverändert\. Prüfen Sie"):
            build(target, NEW)

    assert in_child(first) == 0
    open_folder.chmod(0o555)
    assert in_child(second) == 0
    assert tree(target) == whole(OLD)


def test_old_site_that_cannot_be_deleted_is_left_to_the_next_build(open_folder: Path) -> None:
    target = open_folder / "site"

    def work() -> None:
        become_nobody()
        build(target, OLD)
        (target / "gone").chmod(0o555)
        build(target, NEW)
        assert tree(target) == whole(NEW)
        with pytest.raises(SiteError, match=r"\.site\.neu“: keine Berechtigung"):
            build(target, OLD)
        assert tree(target) == whole(NEW)
        (open_folder / ".site.neu" / "gone").chmod(0o755)
        build(target, OLD)

    assert in_child(work) == 0
    assert tree(target) == whole(OLD)
    assert beside(target) == {".site.lock"}


# Killed at any moment


def build_and_die(step: int, target: Path, files: Mapping[str, bytes]) -> None:
    """Build until the interpreter is about to do something to the system for the step-th time."""
    steps = count(1)

    def die(event: str, arguments: object) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die)
    build(target, files)


@pytest.mark.parametrize("before", [OLD, None])
def test_killed_build(tmp_path: Path, atomic: bool, before: Mapping[str, bytes] | None) -> None:
    old = whole(before) if before else {}
    seen = []
    for step in count(1):
        target = tmp_path / str(step) / "site"
        target.parent.mkdir()
        if before:
            build(target, before)
        exit_code = in_child(lambda step=step, target=target: build_and_die(step, target, NEW))  # type: ignore[misc]
        if exit_code == 0:
            break
        assert exit_code == -signal.SIGKILL
        if atomic:
            assert tree(target) in (old, whole(NEW))
        with suppress(InterruptedError), replace_site(target):  # recovers first, and then leaves all as it is
            seen.append(tree(target))
            raise InterruptedError
        assert tree(target) == seen[-1]
        assert beside(target) == {".site.lock"}
    assert len(seen) >= 15
    changed = seen.index(whole(NEW))
    assert seen == [old] * changed + [whole(NEW)] * (len(seen) - changed)


# Several at once


def test_reader_never_misses_a_page(target: Path) -> None:
    build(target, {"index.html": b"0"})
    reads, stop = FORK.Value("i", 0), FORK.Event()

    def read() -> None:
        while not stop.is_set():
            assert (target / "index.html").read_bytes().isdigit()
            reads.value += 1

    reader = FORK.Process(target=read)
    reader.start()
    for number in count(1):
        build(target, {"index.html": b"%d" % number})
        if not reader.is_alive() or (number >= 200 and reads.value >= 2000):
            break
    stop.set()
    reader.join()
    assert reader.exitcode == 0


def test_two_builds_at_once(target: Path) -> None:
    sites = {name: {f"{page}.html": name.encode() for page in range(50)} for name in ("one", "two")}
    start = FORK.Barrier(2)

    def work(name: str) -> None:
        start.wait()
        for _ in range(10):
            build(target, sites[name])

    builds = [FORK.Process(target=work, args=(name,)) for name in sites]
    for process in builds:
        process.start()
    for process in builds:
        process.join()
    assert [process.exitcode for process in builds] == [0, 0]
    assert tree(target) in [whole(site) for site in sites.values()]
    assert beside(target) == {".site.lock"}


def test_second_build_waits_for_the_first(target: Path) -> None:
    begun, coming = FORK.Event(), FORK.Event()

    def second() -> None:
        begun.wait()
        coming.set()
        with replace_site(target) as site:
            assert tree(target) == whole(OLD)
            site.write("index.html", b"second")

    process = FORK.Process(target=second)
    process.start()
    with replace_site(target) as site:
        begun.set()
        coming.wait()
        write_all(site, OLD)
    process.join()
    assert process.exitcode == 0
    assert tree(target) == whole({"index.html": b"second"})


def test_process_forked_during_a_build_does_not_keep_the_lock(target: Path) -> None:
    end = FORK.Event()
    with replace_site(target):
        survivor = FORK.Process(target=end.wait)
        survivor.start()
    second = FORK.Process(target=build, args=(target, NEW))
    second.start()
    second.join(10)
    finished = second.exitcode
    end.set()
    survivor.join()
    second.join()
    assert finished == 0

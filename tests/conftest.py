"""What all tests share: the fixed day, a copy of the project to build in, and the demonstration site built once."""

import gc
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Container, Iterator
from datetime import date
from functools import partial, partialmethod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import build
from landkarte.desk import fetching
from landkarte.desk.commandline import OK, Options
from landkarte.entries import withdrawn
from landkarte.ground import exchange, workers
from landkarte.places.exact import FOLDER
from tests import publishers

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 1)

if sys.platform == "win32":
    # The tests write what git checks out here: lines without the carriage return that Windows would add.
    Path.write_text = partialmethod(Path.write_text, newline="\n")  # type: ignore[assignment, method-assign]

# The same examples in every run: a red test is red for everybody. Searching for new ones is done by hand.
settings.register_profile("gleich", derandomize=True, deadline=None)
settings.load_profile("gleich")


# Whoever runs the tests in the background has Strg+C switched off, and so would every program have that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Two providers with their coaches and all that is said about these: enough where it does not matter how many there are.
FEW = ("beispiel-bbw-gotha", "beispiel-coaching-detmold", "jc-7va3qe", "jc-n4p6ua", "jc-p6z2fk", "jc-x8m5dw")


# With the coach who has a Prüfvermerk, her provider, a freelancer, and a provider without coaches: one of each kind.
EACH = (*FEW, "beispiel-weserwege-bremen", "jc-d2x8fm", "jc-t6e8bz", "beispiel-verband-berlin")


def unnamed(address: str) -> str:
    """An address of the site without the digest that a folder in it is named by."""
    return re.sub("/[0-9a-f]{12}/", "/", address)


def copy_entries(source: Path, target: Path, only: Container[str] = ()) -> None:
    """Copy a folder like coaches/: all of it, or of its entries ``only`` these ids."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        entries = [name for name in names if name.endswith(".yaml") and Path(folder).name != "vorlagen"]
        return [name for name in entries if only and Path(name).stem not in only]

    shutil.copytree(source, target, ignore=left_out)


def make_project(root: Path, coaches: Path = ROOT / "coaches", exact: Path | None = None, only: Container[str] = ()) -> Path:
    """A folder in which build.py can work: entries (``only`` some ids), settings and ``exact`` data are copies, the rest is linked."""
    root.mkdir(parents=True, exist_ok=True)
    copy_entries(coaches, root / "coaches", only)
    shutil.copy(ROOT / "pyproject.toml", root)
    for name in ("templates", "node_modules"):
        (root / name).symlink_to(ROOT / name, target_is_directory=True)
    if exact:
        shutil.copytree(exact, root / FOLDER)
    return root


def with_code(root: Path) -> Path:
    """Put the program itself into the project, so that the command can be run there."""
    shutil.copy(ROOT / "build.py", root)
    (root / "landkarte").symlink_to(ROOT / "landkarte", target_is_directory=True)
    return root


_PARTS = build.parts


def few_parts(root: Path, *rest: Any) -> list[build.Part]:
    """``build.parts`` without the pages of entries and regions, for those who look at something else."""
    return [part for part in _PARTS(root, *rest) if not isinstance(part, partial)]


def of_two_laender(root: Path, *rest: Any) -> list[build.Part]:
    """All of a site but the pages, data and feeds of fourteen Länder, which are half of the work and say the same again."""
    return [
        part for part in _PARTS(root, *rest) if not isinstance(part, partial) or part.func is build.page or part.args[0] in ("NW", "TH")
    ]


NO_REGIONS = """\
every = parts
parts = lambda *of: [part for part in every(*of) if getattr(part, "func", page) is page]


"""


def without_regions(program: Path) -> None:
    """A copy of build.py makes no pages, feeds and data of Länder, most of a site and alike, where it matters how a site is handed out."""
    before, main, after = program.read_text(encoding="utf-8").partition("if __name__ ==")
    program.write_text(f"{before}{NO_REGIONS}{main}{after}", encoding="utf-8")


def ready_to_publish(root: Path) -> Path:
    """The settings of the operator and the text of consent as they must be before a first publication."""
    path = root / "pyproject.toml"
    head, operator = path.read_text(encoding="utf-8").split("[tool.landkarte.betreiber]", 1)
    operator, rest = operator.split("\n[tool.", 1)
    operator = re.sub(r'(?m)^(\w+) = ""$', r'\1 = "Muster"', operator)
    operator = re.sub(r"(?m)^# barriere_stand = (\S+).*$", r"barriere_stand = \1", operator)
    head = head.replace('adresse = ""', 'adresse = "https://landkarte.example.org/"')
    path.write_text(f"{head}[tool.landkarte.betreiber]{operator}\n[tool.{rest}", encoding="utf-8")
    for text in (root / "coaches/vorlagen").glob("einwilligung-*.md"):
        text.write_text(re.sub(r"(?m)^>.*\n", "", text.read_text(encoding="utf-8")), encoding="utf-8")
    return root


def pytest_collection_finish() -> None:
    """The tests themselves live to the end; looking for garbage among them again and again would be a twentieth of the time."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def one_process() -> Iterator[None]:
    """The tests share the processors among themselves: what runs within one forks only where that is what it looks at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_processors", lambda: 1)
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder for those who only look at it. Of all processes that share the tests one makes it, the others wait for that."""
    ours = factory.getbasetemp()
    folder = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / name
    with exchange.locked(exchange.beside(folder, "lock")):
        if not folder.exists():
            draft = factory.mktemp(name)
            make(draft)
            draft.rename(folder)
    return folder


@pytest.fixture(scope="session")
def exact_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``build.py geodata`` leaves it, made of invented data."""

    def fetched(folder: Path) -> None:
        with publishers.published(publishers.served("klein")) as publisher:
            fetching.update(publisher.addresses, folder / FOLDER, DAY)

    return made_once(tmp_path_factory, "geodaten", fetched) / FOLDER


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with demonstration entries of each kind."""
    return make_project(tmp_path / "projekt", only=EACH)


@pytest.fixture(scope="session")
def exact_site(tmp_path_factory: pytest.TempPathFactory, exact_data: Path) -> Path:
    """The demonstration site as it is built where exact data are at hand."""

    def built(root: Path) -> None:
        assert build.run(make_project(root, exact=exact_data), Options(), DAY) == OK

    return made_once(tmp_path_factory, "genau", built) / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration site without exact data, built once for all tests that only look at it; one entry was withdrawn."""

    def built(root: Path) -> None:
        make_project(root)
        with (root / withdrawn.FILE).open("a", encoding="utf-8") as table:
            table.write("anbieter;beispiel-zurueckgezogen;2026-10-01\n")
        assert build.run(root, Options(), DAY) == OK

    return made_once(tmp_path_factory, "vorfuehrung", built) / "site"

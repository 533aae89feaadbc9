"""What the tests of commands share."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import made_once
from tests.repositories import commit, edit, git, made


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in git, made once; only copies of it are changed."""

    return made_once(tmp_path_factory, "verlauf", lambda folder: packed(made(folder / "projekt"))) / "projekt"


def packed(root: Path) -> None:
    """Fewer files to copy."""
    git(root, "repack", "-a", "-d", "--quiet")


@pytest.fixture
def repository(begun: Path, tmp_path: Path) -> Path:
    """The project with a few of the demonstration entries, in git; the branch ``vorschlag`` has just begun."""
    return Path(shutil.copytree(begun, tmp_path / "projekt", symlinks=True))


@pytest.fixture(scope="session")
def small_begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a provider, who has an account, and his coach."""

    def committed(folder: Path) -> None:
        root = made(folder / "projekt", only=("beispiel-bbw-gotha", "jc-n4p6ua"))
        edit(root / "coaches/anbieter/beispiel-bbw-gotha.yaml", "stand: ", "konto: beispiel-konto-gotha\nstand: ")
        commit(root)
        git(root, "branch", "--force", "main")
        packed(root)

    return made_once(tmp_path_factory, "verlauf-klein", committed) / "projekt"


@pytest.fixture
def small_repository(small_begun: Path, tmp_path: Path) -> Path:
    """Where it does not matter who else is there: every look at a change judges all entries, those of before and those of now."""
    return Path(shutil.copytree(small_begun, tmp_path / "projekt", symlinks=True))

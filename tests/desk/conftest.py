"""What the tests of commands share."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import made_once
from tests.repositories import git, made


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in git, made once; only copies of it are changed."""

    def packed(folder: Path) -> None:
        git(made(folder / "projekt"), "repack", "-a", "-d", "--quiet")  # fewer files to copy

    return made_once(tmp_path_factory, "verlauf", packed) / "projekt"


@pytest.fixture
def repository(begun: Path, tmp_path: Path) -> Path:
    """The project with a few of the demonstration entries, in git; the branch ``vorschlag`` has just begun."""
    return Path(shutil.copytree(begun, tmp_path / "projekt", symlinks=True))

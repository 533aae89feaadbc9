"""The front door and the guide of the house: short, and naming only what is there, in the order that is held."""

import re

import pytest

from tests.conftest import ROOT
from tests.test_rooms import ORDER

GUIDE = (ROOT / "landkarte/README.md").read_text(encoding="utf-8")
PATH = re.compile(r"`([\w.*-]+/[\w./*-]*|[\w-]+\.\w+)`")
"""A path from the folder of the project, as the guide spells it; a star stands for any name."""
OWN = ("landkarte/", "templates/", "tests/", "coaches/", ".github/")
"""Where paths of the project begin; the other documents name files of the built site, too."""


@pytest.mark.parametrize(("document", "lines"), [("README.md", 120), ("landkarte/README.md", 150)])
def test_what_people_read_first_stays_short(document: str, lines: int) -> None:
    assert len((ROOT / document).read_text(encoding="utf-8").splitlines()) <= lines


def test_the_guide_names_only_what_is_there() -> None:
    paths = PATH.findall(GUIDE)
    assert len(paths) > 50
    assert [path for path in paths if not list(ROOT.glob(path))] == []


@pytest.mark.parametrize("document", ["README.md", "BETRIEB.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_what_other_documents_name_of_the_project_is_there(document: str) -> None:
    paths = PATH.findall((ROOT / document).read_text(encoding="utf-8"))
    assert [path for path in paths if path.startswith(OWN) and not list(ROOT.glob(path))] == []


def test_the_guide_shows_the_rooms_in_their_order() -> None:
    rooms = [room for group in ORDER for room in group]
    assert re.findall(r"^\| `landkarte/(\w+)/` \|", GUIDE, re.M) == rooms
    assert " → ".join(group[0] if len(group) == 1 else f"({', '.join(group)})" for group in ORDER) in GUIDE


def test_twins_of_the_guide_name_each_other() -> None:
    twins = re.findall(r"^\| `(landkarte/\S+)` \| `(templates/\S+)` \| `(tests/\S+)` \|", GUIDE, re.M)
    assert twins
    assert [(module, script) for module, script, _ in twins if not (names(module, script) and names(script, module))] == []


def names(one: str, other: str) -> bool:
    return other in (ROOT / one).read_text(encoding="utf-8")

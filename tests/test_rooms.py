"""The house: eight rooms in one order, a room imports only what stands before it, every foreign library has one door.

Only build.py and desk/terminal print; only build.py knows the day. Names are read in full, whatever an import calls them.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from tests.conftest import ROOT

ORDER = (("standard",), ("ground",), ("entries",), ("places",), ("judging", "directory"), ("desk", "site"))
"""Rooms that stand side by side do not know each other."""
BEFORE = {room: {earlier for group in ORDER[:place] for earlier in group} for place, group in enumerate(ORDER) for room in group}

FETCHING, HISTORY = "desk/fetching/", "desk/review/history.py"
DOORS = {
    "yaml": ("entries/reading/",),
    "rapidfuzz": ("entries/reading/", "judging/alike.py"),
    "pydantic": ("entries/", "ground/settings.py", "site/entry_form.py"),
    "pydantic_core": ("entries/model/",),
    "phonenumbers": ("entries/telephone.py",),
    "email_validator": ("judging/",),
    "jinja2": ("site/pages/",),
    "markupsafe": ("site/pages/",),
    "markdown": ("site/pages/",),
    "nh3": ("site/pages/",),
    "folium": ("site/folium_map.py",),
    "branca": ("site/folium_map.py",),
    "geopy": ("desk/fetching/lookup.py",),
    "openpyxl": ("desk/spreadsheet.py",),
    "tqdm": ("ground/progress.py",),
    "shapely": (FETCHING,),
    "tzdata": (),
    "watchfiles": ("desk/preview.py",),
    "urllib.request": (FETCHING,),
    "http": (FETCHING, "desk/preview.py"),
    "socket": (FETCHING,),
    "ssl": (FETCHING,),
    **dict.fromkeys(("asyncio", "ftplib", "imaplib", "poplib", "smtplib", "socketserver", "webbrowser", "xmlrpc"), ()),
    "subprocess": (HISTORY,),
    "importlib": ("site/folium_map.py",),  # which asks for versions without importing anything
    **dict.fromkeys(("builtins", "pkgutil", "runpy"), ()),
}
"""By library the beginnings of the paths that may import it. One that is neither here nor part of Python has no door at all."""
PRINTS = ("print", "input", "sys.stdout", "sys.stderr.write")
DAYS = ("datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow")
CLOCK = (*DAYS, *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime")))
HIDDEN = ("__import__", "exec", "eval", "sys.modules", "os.system", "os.popen")
"""By these a text that nobody reads names what is imported or called."""


KNOWN = {*sys.stdlib_module_names, *DOORS}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a source imports, wherever the statement stands, with the names taken from it as if they were modules, too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "imports name the whole path"
            assert not node.level, "imports name the whole path"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def renamed(tree: ast.AST) -> dict[str, str]:
    """What the names stand for that imports give."""
    given: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            given |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            given |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return given


def used(tree: ast.AST) -> set[str]:
    """Every plain or dotted name of a source, in full."""
    given = renamed(tree)

    def full(node: ast.AST) -> str:
        match node:
            case ast.Name(id=name):
                return given.get(name, name)
            case ast.Attribute(value=value, attr=name):
                return f"{full(value)}.{name}"
        return ""

    return {full(node) for node in ast.walk(tree)}


def within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def violations(path: str, source: str) -> Iterator[str]:
    """What in the source of a module (its path below landkarte/) breaks the order of the house."""
    room = path.split("/")[0]
    tree = ast.parse(source)
    imports = set(imported(tree))
    names = imports | used(tree)
    rooms = {name.split(".")[1] for name in names if name.startswith("landkarte.")} - {room}
    yield from (f"{path} imports {other}, which does not stand before it" for other in rooms - BEFORE.get(room, set()))
    yield from (f"{path} imports {name}" for name in imports if name.split(".")[0] not in {"landkarte", *KNOWN} or name == "landkarte.*")
    for library, doors in DOORS.items():
        if not path.startswith(doors) and any(within(name, library) for name in names):
            yield f"{path} imports {library}"
    closed = CLOCK + HIDDEN + (() if path == "desk/terminal.py" else PRINTS)
    yield from (f"{path} uses {name}" for name in names for one in closed if within(name, one))


@pytest.fixture(scope="module")
def house() -> dict[str, str]:
    folder = ROOT / "landkarte"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}


def test_the_house_has_eight_rooms() -> None:
    beside = {path.name for path in (ROOT / "landkarte").iterdir()} - {"__pycache__"}
    assert beside == {*BEFORE, "README.md", "__init__.py"}


def test_the_house_is_in_order(house: Mapping[str, str]) -> None:
    assert [found for path, source in house.items() for found in violations(path, source)] == []


def test_every_library_of_the_project_has_its_door() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    spelled = {requirement.split(">")[0].replace("pyyaml", "yaml").replace("-", "_") for requirement in wanted}
    assert spelled <= set(DOORS)


STATEMENTS = (
    "from landkarte import {room}",
    "import landkarte.{room}.some as other",
    "def late():\n    from landkarte.{room}.some import name",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from landkarte.{room} import Name",
    "class Lazy:\n    @property\n    def it(self):\n        import landkarte.{room}",
    "import landkarte as house\nlate = lambda: house.{room}.some",
    "import landkarte.standard\nlandkarte.{room}.some()",
)


ALLOWED = {
    "standard": "standard",
    "ground": "standard ground",
    "entries": "standard ground entries",
    "places": "standard ground entries places",
    "judging": "standard ground entries places judging",
    "directory": "standard ground entries places directory",
    "desk": "standard ground entries places judging directory desk",
    "site": "standard ground entries places judging directory site",
}


@pytest.mark.parametrize(("own", "other"), list(product(ALLOWED, ALLOWED)))
def test_a_planted_import_is_red_unless_the_room_stands_before(own: str, other: str) -> None:
    found = [list(violations(f"{own}/some.py", statement.format(room=other))) for statement in STATEMENTS]
    assert all(not one for one in found) if other in ALLOWED[own].split() else all(found)


@pytest.mark.parametrize(
    ("path", "snippet"),
    [
        ("site/write.py", "import build"),
        ("desk/check.py", "import build"),
        ("desk/import_.py", "import yaml"),
        ("site/search_rows.py", "import yaml"),
        ("site/search_rows.py", "from jinja2.sandbox import SandboxedEnvironment"),
        ("site/pages/markup.py", "import folium"),
        ("site/folium_map.py", "from urllib import request"),
        ("ground/settings.py", "from tqdm import tqdm"),
        ("desk/review/__init__.py", "import subprocess"),
        ("desk/fetching/lookup.py", "import requests"),
        ("site/write.py", "import watchfiles"),
        ("places/placing.py", "from geopy.geocoders import Nominatim"),
        ("places/exact.py", "def late():\n    import shapely"),
        ("directory/summary.py", "from importlib import import_module\nimport_module('landkarte.site')"),
        ("directory/summary.py", "import importlib as late\nlate.import_module('landkarte.site')"),
        ("directory/summary.py", "import runpy"),
        ("directory/summary.py", "exec('import landkarte.site')"),
        ("directory/summary.py", "import sys\nsys.modules['landkarte.site']"),
        ("__init__.py", "from landkarte.standard import rules"),
        ("site/write.py", "from tests import conftest"),
        ("site/write.py", "import urllib3"),
        ("site/write.py", "import urllib\nurllib.request.urlopen('https://example.org')"),
        ("site/write.py", "import asyncio"),
        ("site/write.py", "import os\nos.system('true')"),
        ("entries/reading/tree.py", "print('x')"),
        ("judging/rules/form.py", "from datetime import date\ndate.today()"),
        ("site/search_rows.py", "import datetime\ndatetime.datetime.now()"),
        ("judging/rules/form.py", "from datetime import date as day\nday.today()"),
        ("directory/summary.py", "import time\ntime.time()"),
        ("directory/summary.py", "from time import time\ntime()"),
        ("directory/summary.py", "import time\ntime.strftime('%Y')"),
        ("desk/upkeep.py", "import time\ntime.time()"),
        ("desk/upkeep.py", "input('> ')"),
        ("desk/upkeep.py", "say = print"),
        ("desk/upkeep.py", "import sys\nsys.stdout.write('x')"),
    ],
)
def test_a_planted_violation_is_found(house: Mapping[str, str], path: str, snippet: str) -> None:
    assert list(violations(path, f"{house[path]}\n{snippet}\n")) != []


def test_build_leads_through_all_that_the_desk_and_the_site_offer() -> None:
    source = (ROOT / "build.py").read_text(encoding="utf-8")
    assert {name.split(".")[1] for name in imported(ast.parse(source)) if name.startswith("landkarte.")} == set(BEFORE)

"""The house: steps share words and do not know each other, commands and build.py know them all, every foreign library has one door.

Only build.py and the commands print; only build.py knows the day.
"""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

WORDS = {"errors", "diagnostics", "model", "standard", "settings", "directory", "geo", "summary", "workers", "progress", "commandline"} | {
    "coverage", "days", "deadlines", "digest", "distance", "exchange", "facets", "fields", "gazetteer", "lines", "messages", "points",
    "proofs", "reach", "released", "repair", "scripts", "stufe", "tally", "withdrawn",
}  # fmt: skip
STEPS = {"load", "check", "grade", "places", "render", "draw", "export", "assets", "write", "lookup", "geodata"} | {
    "asking", "attest", "comment", "datasets", "entryform", "feeds", "forget", "history", "interview", "preview", "review", "schema",
    "worklist",
}  # fmt: skip
SECOND = "commands"
"""The floor of build.py: it knows every step, and no step knows it."""
NETWORK = {"lookup", "geodata"}
DOORS = {
    "yaml": {"load"},
    "rapidfuzz": {"load", "check"},
    "pydantic": {"model", "settings", "load", "schema", "entryform"},
    "pydantic_core": {"model"},
    "phonenumbers": {"check"},
    "email_validator": {"check"},
    "jinja2": {"render"},
    "markdown": {"render"},
    "nh3": {"render"},
    "folium": {"draw"},
    "branca": {"draw"},
    "geopy": {"lookup"},
    "rich": {"progress"},
    "shapely": {"geodata"},
    "watchfiles": {"preview"},
    "requests": set(),
    "urllib.request": NETWORK,
    "http": NETWORK | {"preview"},
    "socket": NETWORK,
    "subprocess": {"history", SECOND},
}
PRINTS = {"print", "input"}
CLOCK = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "time.localtime"}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a source imports, with the names taken from it as if they were modules, too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "imports name the whole path"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.AST) -> Iterator[str]:
    """Every function called by its plain or dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ".".join(ast.unparse(node.func).split(".")[-2:])


def within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def violations(sources: Mapping[str, str]) -> Iterator[str]:
    """What in the sources (by path below landkarte/) breaks the order of the house."""
    for path, source in sources.items():
        own = path.split("/")[0].removesuffix(".py")
        tree = ast.parse(source)
        names = set(imported(tree))
        parts = {name.split(".")[1] for name in names if name.startswith("landkarte.")} - {own}
        if own != SECOND:
            yield from (f"{path} imports {part}, which stands above" for part in parts & (STEPS | {SECOND}))
        yield from (f"{path} imports {name}" for name in names if within(name, "build"))
        for library, doors in DOORS.items():
            if own not in doors and any(within(name, library) for name in names):
                yield f"{path} imports {library}"
        yield from (f"{path} calls {name}" for name in called(tree) if name in CLOCK or (name in PRINTS and own != SECOND))


@pytest.fixture(scope="module")
def house() -> dict[str, str]:
    folder = ROOT / "landkarte"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}


def test_the_house_is_in_order(house: dict[str, str]) -> None:
    assert list(violations(house)) == []


def test_every_module_has_its_floor(house: dict[str, str]) -> None:
    assert {path.split("/")[0].removesuffix(".py") for path in house} - {"__init__"} <= WORDS | STEPS | {SECOND}


def test_every_library_of_the_project_has_its_door(house: dict[str, str]) -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    spelled = {requirement.split(">")[0].replace("pyyaml", "yaml").replace("-", "_") for requirement in wanted}
    assert spelled <= set(DOORS)


@pytest.mark.parametrize(
    ("path", "snippet"),
    [
        ("write.py", "from landkarte.check import RULES"),
        ("write.py", "from landkarte import check"),
        ("write.py", "import landkarte.check.world"),
        ("check/form.py", "def late():\n    from landkarte.load import tree"),
        ("model/werte.py", "from landkarte.places import distance_km"),
        ("summary.py", "import landkarte.render"),
        ("export.py", "import build"),
        ("commands/check.py", "import build"),
        ("attest.py", "from landkarte.commands.attest import attest_entry"),
        ("commandline.py", "def late():\n    from landkarte.commands import terminal"),
        ("commands/import_.py", "import yaml"),
        ("export.py", "import yaml"),
        ("export.py", "from jinja2.sandbox import SandboxedEnvironment"),
        ("render/markup.py", "import folium"),
        ("draw.py", "from urllib import request"),
        ("draw.py", "from rich import progress"),
        ("review/__init__.py", "import subprocess"),
        ("points.py", "from landkarte.places import places"),
        ("withdrawn.py", "from landkarte.load import meant"),
        ("lookup.py", "from landkarte.load import save"),
        ("lookup.py", "import requests"),
        ("write.py", "import watchfiles"),
        ("places.py", "from geopy.geocoders import Nominatim"),
        ("geo/exact.py", "def late():\n    import shapely"),
        ("geo/exact.py", "from landkarte import geodata"),
        ("load/tree.py", "print('x')"),
        ("check/form.py", "from datetime import date\ndate.today()"),
        ("export.py", "import datetime\ndatetime.datetime.now()"),
        ("summary.py", "import time\ntime.time()"),
        ("commands/upkeep.py", "import time\ntime.time()"),
        ("interview.py", "input('> ')"),
    ],
)
def test_a_planted_violation_is_found(house: dict[str, str], path: str, snippet: str) -> None:
    assert path in house
    assert list(violations(house | {path: f"{house[path]}\n{snippet}\n"})) != []


def test_build_and_its_commands_know_everybody(house: dict[str, str]) -> None:
    commands = [source for path, source in house.items() if path.startswith(f"{SECOND}/")]
    names = {name for source in [(ROOT / "build.py").read_text(encoding="utf-8"), *commands] for name in imported(ast.parse(source))}
    present = {path.stem for path in Path(ROOT / "landkarte").iterdir()} & STEPS
    assert present <= {name.split(".")[-1] for name in names if name.startswith("landkarte.")}

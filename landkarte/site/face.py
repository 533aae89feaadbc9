"""The operator's pictures: logo, favicon and the sign for telephones and shared links. What cannot be used is told, and ours stands there.

They are the operator's own, so an SVG is searched for what a drawing program or a download brings along unnoticed, and no further.
"""

import re
from pathlib import Path
from typing import NamedTuple

from landkarte.ground.errors import OperatorError
from landkarte.ground.plain import plain_bytes
from landkarte.ground.settings import Gesicht

_FOLDER = "bild"
_BYTES = 200_000
_PNG = b"\x89PNG\r\n\x1a\n"
_ALIVE = re.compile(
    rb"<(?:[\w.-]+:)?(?:!DOCTYPE|!ENTITY|script|handler|iframe|foreignObject)|\son[a-z]+\s*=|javascript:|@import"
    rb"|url\(\s*[\"']?(?!#|data:image/|[\s\"'])|href\s*=\s*[\"'](?!#|data:image/)",
    re.IGNORECASE,
)


class Face(NamedTuple):
    """Addresses of pictures relative to the site; ``logo`` is empty where there is none."""

    logo: str = ""
    favicon: str = "static/favicon.svg"
    zeichen: str = "static/zeichen.png"


def read(gesicht: Gesicht, static: Path) -> tuple[Face, list[str]]:
    """The pictures that can be used; and of the others, what is wrong (German). ``static`` is the folder of the own static files."""
    named = {key: getattr(gesicht, key) for key in Face._fields if getattr(gesicht, key)}
    wrong = {key: reason for key, name in named.items() if (reason := _problem(key, static / _FOLDER / name, gesicht))}
    usable = Face(**{key: f"static/{_FOLDER}/{name}" for key, name in named.items() if key not in wrong})
    return usable, [f"gesicht.{key} in pyproject.toml: {reason}." for key, reason in wrong.items()]


def _problem(key: str, path: Path, gesicht: Gesicht) -> str:
    try:
        data = plain_bytes(path, _BYTES + 1)
    except OperatorError as error:
        return f"{error.args[0].rstrip('.')}; die Datei gehört nach templates/static/{_FOLDER}"
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if len(data) > _BYTES:
        return f"{path.name} ist größer als {_BYTES // 1000} kB; verkleinern Sie das Bild"
    if (path.suffix == ".png" and not data.startswith(_PNG)) or (path.suffix == ".svg" and b"<svg" not in data):
        return f"{path.name} ist kein {path.suffix[1:].upper()}"
    if path.suffix == ".svg" and (found := _ALIVE.search(data)):
        return f"In {path.name} steht „{found[0].decode().strip()}“, also ein Skript oder ein Verweis; speichern Sie es als einfaches SVG"
    if key == "zeichen" and (path.suffix != ".png" or not width == height >= 180):
        return f"{path.name} muss ein quadratisches PNG mit mindestens 180 × 180 Punkten sein"
    return "Dazu fehlt logo_text: was auf dem Logo steht" if key == "logo" and not gesicht.logo_text else ""

"""Own static files, the schemas for editors, and the browser libraries that npm brought, each with its licence beside it.

The scripts of templates/static/js are parts: every request costs a reader on the road more than the bytes, so a page gets
those that it needs joined in one file.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from landkarte.entries import schema
from landkarte.ground.errors import OperatorError
from landkarte.ground.plain import below, plain_bytes
from landkarte.site.entry_form import KINDS

File = tuple[str, bytes]
"""Path in the site, and content."""

FOLDER = "bibliotheken"
SCRIPTS = "static/js"
_TEMPLATE_BYTES = 1_000_000
_NAME = 12
"""Digits of a digest in the name of a folder."""

# Each script that pages load, and its parts in the order in which they run.
BUNDLES = {
    "start.js": (
        *("gemeinsam/deutsch", "gemeinsam/element", "gemeinsam/laden", "gemeinsam/adresse", "gemeinsam/speicher", "merken/merken"),
        *("finden/mengen", "finden/woerter", "finden/wortschatz", "finden/suche", "finden/namen", "finden/wo", "finden/wer"),
        *("finden/antwort", "finden/verstanden", "finden/satz", "finden/frage", "finden/filter"),
        *("finden/facetten", "finden/ergebnis", "gemeinsam/eintragskarte", "finden/liste", "finden/anzeige", "karte/karte"),
        *("gemeinsam/speichern", "gemeinsam/namensliste", "mitnehmen/mitnehmen", "finden/startseite"),
    ),
    "formate.js": ("mitnehmen/formate",),
    "merken.js": ("gemeinsam/speicher", "merken/merken"),
    "merkliste.js": (
        *("gemeinsam/deutsch", "gemeinsam/element", "gemeinsam/laden", "gemeinsam/adresse", "gemeinsam/speicher", "merken/merken"),
        *("finden/mengen", "finden/woerter", "finden/wortschatz", "finden/suche", "finden/namen", "finden/wo", "finden/wer"),
        *("finden/antwort", "finden/verstanden", "finden/satz", "finden/frage", "gemeinsam/speichern", "gemeinsam/namensliste"),
        *("merken/gemerkt", "merken/vergleich", "merken/merkliste"),
    ),
    "eintragen.js": (
        *("gemeinsam/deutsch", "gemeinsam/element", "gemeinsam/laden", "gemeinsam/adresse", "gemeinsam/speichern"),
        *("eintragen/angaben", "eintragen/werte", "eintragen/bedingungen", "eintragen/benannt"),
        *("eintragen/felder", "eintragen/feldliste", "eintragen/pruefung", "eintragen/eintragsdatei", "gemeinsam/speicher"),
        *("eintragen/entwuerfe", "gemeinsam/eintragskarte", "eintragen/vorschau", "eintragen/einreichen", "eintragen/beginn"),
        *("eintragen/bestand", "eintragen/folgen", "eintragen/fragen", "eintragen/mappe"),
        *("eintragen/uebersicht", "eintragen/gereinigt", "eintragen/eintragen"),
    ),
    "urteil.js": ("eintragen/adressen", "eintragen/urteil"),
    "einbetten.js": ("einbetten/einbetten",),
    "ortsnamen.js": ("finden/woerter", "finden/namen", "finden/wo"),
    "vermutung.js": ("gemeinsam/vermutung",),
    "kartenteile.js": ("karte/grenzen", "karte/ort", "karte/marken", "karte/zeichnung", "karte/kacheln", "karte/ansicht"),
}

# What of each package the pages load, and its licence. Images that a style sheet names come along by themselves.
_LIBRARIES = {
    "js-yaml": ("dist/browser/js-yaml.umd.min.js", "LICENSE"),
    "leaflet": ("dist/leaflet.js", "dist/leaflet.css", "LICENSE"),
    "leaflet.markercluster": ("dist/leaflet.markercluster.js", "dist/MarkerCluster.css", "MIT-LICENCE.txt"),
}
_RENAMED = {
    "dist/browser/js-yaml.umd.min.js": "js-yaml.js",
    "LICENSE": "LICENSE.txt",
    "MIT-LICENCE.txt": "LICENSE.txt",
}

# Indentation and comments, a quarter of what would travel. No text in a script goes on over the end of its line, and behind a
# comment that follows code there is no quotation mark, so it is no part of a text.
_NOT_RUN = re.compile(rb"^ *//.*\n|^ +|(?<=[;,{}\])]) +// [^\n\"'`]*$", re.MULTILINE)
_IMAGE = re.compile(rb"url\(\s*[\"']?([\w./-]+\.(?:png|svg|gif))[\"']?\s*\)")


class MissingLibrary(OperatorError):
    """A browser library is not there; the message (German) names the command that brings it."""


@contextmanager
def in_folder(files: Iterable[tuple[str, bytes | Iterable[bytes]]]) -> Iterator[tuple[str, Iterator[File]]]:
    """The name of a folder that only these files have, for it is a digest of them; and each in that folder below its first one.

    A page that was opened before the site was published anew asks for names that are gone and says so, and never mixes old and new.
    Until the last one is known they wait on the disk: those of ten thousand entries take many megabytes.
    """
    try:
        with tempfile.TemporaryFile() as disk:
            found = sorted((path, disk.tell(), sum(map(disk.write, [data] if isinstance(data, bytes) else data))) for path, data in files)

            def read(begin: int, size: int) -> bytes:
                disk.seek(begin)
                return disk.read(size)

            digest = sha256()
            for path, begin, size in found:
                digest.update(b"%b %d " % (path.encode(), size))
                digest.update(read(begin, size))
            folder = digest.hexdigest()[:_NAME]
            yield folder, ((path.replace("/", f"/{folder}/", 1), read(begin, size)) for path, begin, size in found)
    except OSError as error:  # of a full disk it does not say which
        error.filename = error.filename or tempfile.tempdir or "TMPDIR"
        raise


@cache
def own(templates_static: Path) -> tuple[str, list[File]]:
    """The folder of the own scripts and styles, and these. Scripts are joined and have no lines of comments."""
    found = [(_address(path, templates_static), path.read_bytes()) for path in below(templates_static) if path.suffix == ".css"]
    for name, parts in BUNDLES.items():
        found.append((f"{SCRIPTS}/{name}", b"\n".join(lean((templates_static / "js" / f"{part}.js").read_bytes()) for part in parts)))
    with in_folder(found) as (folder, files):
        return folder, list(files)


def files(templates_static: Path, node_modules: Path) -> Iterator[File]:
    """Scripts and styles, every other own file below ``templates_static``, and every library file as (path in the site, content)."""
    yield from own(templates_static)[1]
    for path in below(templates_static):
        if path.is_file() and path.suffix not in (".js", ".css"):
            yield _address(path, templates_static), path.read_bytes()
    for package, wanted in sorted(_LIBRARIES.items()):
        yield from _library(package, node_modules / package, wanted)


def _address(path: Path, templates_static: Path) -> str:
    return f"static/{path.relative_to(templates_static).as_posix()}"


def lean(code: bytes) -> bytes:
    """A script without comments and indentation: a tenth of what a reader would load."""
    return _NOT_RUN.sub(b"", code)


def templates(vorlagen: Path) -> Iterator[tuple[str, bytes]]:
    """The templates that people fill in, if there are any, and the schemas. What else lies there, or is a link, is published nowhere."""
    for name in KINDS if vorlagen.exists() else ():
        yield f"vorlagen/{name}.yaml", plain_bytes(vorlagen / f"{name}.yaml", _TEMPLATE_BYTES)
    yield from ((f"schema/{name}", data) for name, data in schema.files())


def _library(package: str, folder: Path, wanted: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for name in wanted:
        content = _read(package, folder / name)
        yield f"{FOLDER}/{package}/{_RENAMED.get(name, PurePosixPath(name).name)}", content
        if name.endswith(".css"):
            for image in sorted({match.decode() for match in _IMAGE.findall(content)}):
                yield f"{FOLDER}/{package}/{image}", _read(package, folder / PurePosixPath(name).parent / image)


def _read(package: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise MissingLibrary(
            f"Die Bibliothek {package} fehlt ({path.name}): Bitte rufen Sie `npm ci` auf, oder `make site`, das alles Nötige einrichtet."
        ) from None

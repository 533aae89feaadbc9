"""The only writer of site/: a new site is built beside the old one and takes its place as a whole, or not at all.

This holds however a build ends, except when the power does: what had not reached the disk, the next build writes again.
"""

import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO

from landkarte.ground import exchange
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import beside

MARKER = ".landkarte"

# The exchange takes the folder with all that is in it, so what the next build and git look for is part of every site.
_OWN_FILES = {
    MARKER: "Diesen Ordner schreibt die Landkarte JobcoachingAP. Jeder Bau ersetzt ihn mit allem, was darin liegt.\n",
    ".gitignore": "*\n!.gitignore\n",
}

# Only Windows knows the last one.
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_BLOCK = 1 << 16


class SiteError(OperatorError):
    """The site could not be replaced; the message (German) names place and remedy. The old site is as it was."""


def _explained(place: object) -> AbstractContextManager[None]:
    return exchange.explained(
        lambda reason, remedy: SiteError(
            f"Die Website konnte nicht geschrieben werden, es scheiterte an „{place}“: {reason}. "
            f"Die bisherige Website ist unverändert. {remedy} und starten Sie den Bau noch einmal."
        )
    )


class Staging:
    """The new site while it is being written.

    Forked processes may write into it too, each its own paths. Between processes only equal spellings are noticed as
    the same path. If this process is killed, the next build waits until they too have ended.
    """

    def __init__(self, folder: Path, site: Path) -> None:
        self._site = site
        # Bytes, because the names in a site are UTF-8 even where the locale says ASCII.
        self._new = os.fsencode(folder) + b"/"
        self._old = os.fsencode(site) + b"/"
        self._readable_by = folder.stat().st_mode & 0o444  # what the umask leaves
        self._spellings: dict[str, str] = {}
        self._in_old = {"": site.is_dir()}  # the folders made so far: does the old site have them too?
        for name, text in _OWN_FILES.items():
            self._put(name, iter([text.encode()]))

    def write(self, path: str, data: bytes | Iterable[bytes]) -> None:
        """Add one file, whole or in pieces; `path` is relative, with `/`, and no part of it begins with a dot."""
        if "\\" in path or any(part[:1] in ("", ".") for part in path.split("/")):
            raise ValueError(f"„{path}“ ist kein zulässiger Pfad in der Website.")
        with _explained(f"{self._site}/{path}"):
            self._put(path, iter([data] if isinstance(data, bytes) else data))

    def read(self, path: str) -> bytes | None:
        """What stands at `path` of the new site, whoever wrote it; None if nothing does."""
        with suppress(OSError, ValueError):
            return Path(os.fsdecode(self._new + path.encode())).read_bytes()
        return None

    def _put(self, path: str, pieces: Iterator[bytes]) -> None:
        """Write what is not in the old file: nothing, where both are the same, for then the old one enters the new site."""
        name, same, piece = path.encode(), 0, b""
        self._claim(path)
        with self._old_file(name) if self._make_folder(path.rpartition("/")[0]) else BytesIO() as old:
            for piece in pieces:
                with suppress(OSError):  # what cannot be read is written anew
                    if old.read(len(piece)) == piece:
                        same += len(piece)
                        continue
                break
            else:
                piece = b""
                with suppress(OSError):  # where links are not possible, a new file is
                    if same and not old.read(1):
                        return os.link(self._old + name, self._new + name)
            try:
                file = os.open(self._new + name, _CREATE, 0o644)
            except FileExistsError:
                raise ValueError(f"„{path}“ hat schon ein anderer Prozess dieses Baus geschrieben.") from None
            old.seek(0)
            with open(file, "wb") as new:
                new.writelines(old.read(size) for size in (*repeat(_BLOCK, same // _BLOCK), same % _BLOCK))
                if new.tell() != same:
                    raise SiteError(f"„{self._site}/{path}“ hat jemand während des Baus geändert. Bauen Sie noch einmal.")
                new.writelines(chain([piece], pieces))

    def _claim(self, path: str) -> None:
        """Note a file or folder; other machines take `Ä.html`, `ä.html` and their decomposed forms for one."""
        key = unicodedata.normalize("NFD", path.rstrip("/")).casefold()
        if key in self._spellings:
            raise ValueError(f"„{path}“ fällt mit „{self._spellings[key]}“ in dieser Website zusammen.")
        self._spellings[key] = path

    def _make_folder(self, folder: str) -> bool:
        """Make the folder and those above it, once; say whether the old site has it too."""
        if folder not in self._in_old:
            parent_in_old = self._make_folder(folder.rpartition("/")[0])
            self._claim(folder + "/")
            new, old = self._new + folder.encode(), self._old + folder.encode()
            with suppress(FileExistsError):  # another process of this build may have been faster
                os.mkdir(new)
            self._in_old[folder] = parent_in_old and os.path.isdir(old) and not os.path.islink(old)
        return self._in_old[folder]

    def _old_file(self, name: bytes) -> BinaryIO:
        """The old file, if it may enter the new site as it is; else an empty one."""
        with suppress(OSError):  # whatever is wrong with the old file, a new one can do without
            now = os.lstat(self._old + name)
            # Once built under a stricter umask, even an unchanged file has to become readable again.
            if stat.S_ISREG(now.st_mode) and now.st_mode & 0o444 == self._readable_by:
                return open(self._old + name, "rb")
        return BytesIO()


@contextmanager
def replace_site(target: Path) -> Iterator[Staging]:
    """Replace the folder `target` by what the `with` block writes; if it ends in an exception, by nothing."""
    _refuse_foreign(target)
    site = Path(os.path.realpath(target))  # whoever builds may change the working directory meanwhile
    with exchange.renewed(site, partial(_tidy, site), _explained) as new:
        with _explained(new):
            staging = Staging(new, site)
        yield staging


def _tidy(site: Path) -> None:
    """Finish what a build has begun: bring back the old site if there is none, delete what lies beside it."""
    new, old = beside(site, "neu"), beside(site, "alt")
    for folder in (new, old):
        _refuse_foreign(folder)
    with _explained(old):
        exchange.bring_back(site)
    for folder in (new, old):
        with _explained(folder):
            if os.path.lexists(folder):
                _delete(folder)


def _delete(folder: Path) -> None:
    """Delete one of our folders, the marker last: without it the next build could not know whose the rest is."""
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry)
        elif entry.name != MARKER:
            os.unlink(entry)
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def _refuse_foreign(folder: Path) -> None:
    with _explained(folder):
        if _is_ours(folder):
            return
    raise SiteError(
        f"„{folder}“ stammt nicht von der Landkarte und wird deshalb nicht ersetzt; es ist nichts geändert. "
        "Verschieben Sie es, oder wählen Sie einen anderen Ordner für die Website."
    )


def _is_ours(folder: Path) -> bool:
    """Absent, empty, marked by an earlier build, or as git checks it out: nothing but its .gitignore."""
    if folder.is_symlink():
        return False
    try:
        names = set(os.listdir(folder))
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    marked = MARKER in names and not (folder / MARKER).is_dir()  # a folder of this name is the project's own store
    return marked or names <= {".gitignore"}

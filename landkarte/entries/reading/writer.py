"""An entry → plain data → its file: spelled as people write it, and put in place as a whole or not at all."""

import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from landkarte.entries.model import Eintrag, adapter
from landkarte.entries.reading import misread
from landkarte.entries.reading.files import everything

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # only Windows knows the last one
_DRAFT = re.compile(r"\.(.+\.[0-9a-f]{8}|[a-z0-9_]{8})\.neu")
"""What a save calls its draft, and what it called it once; .gitignore knows it, too."""


class _Dumper(yaml.SafeDumper):
    """Puts straight quotation marks around a value that begins with a curly one, for without them reading takes it for Word's."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    curly = text[:1] and text[0] in misread.CURLY
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if curly else None)


_Dumper.add_representer(str, _text)


def as_written(entry: Eintrag) -> Any:
    """An entry as a file spells it: text, lists and fields; what is not stated is left out."""
    kind: type = type(entry)
    return _written(adapter(kind).dump_python(entry, exclude_defaults=True))


def _written(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return value
    if kind is dict:
        return {key: _written(one) for key, one in value.items() if one not in (None, "")}
    if kind is tuple:
        return list(map(_written, value))
    if kind is bool:
        return "true" if value else "false"
    return repr(value).removesuffix(".0") if kind is float else str(value)


def dump(data: Mapping[str, object]) -> str:
    """``data`` in the order of its keys."""
    return str(yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=140))


def save(path: Path, text: str, new: bool = False) -> None:
    """Put ``text`` at ``path``, on the disk when this returns. Whoever reads meanwhile sees the old file or the new one, never half of one.

    A file that is there keeps its mode and, where the system allows it, its owner. Neither a link is followed or replaced nor, for a
    ``new`` file, anything: OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    old = os.lstat(path) if os.path.lexists(path) else None
    if old and not stat.S_ISREG(old.st_mode):
        raise OSError(errno.ELOOP if stat.S_ISLNK(old.st_mode) else errno.EEXIST, "", path)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.neu")
    try:
        with open(os.open(draft, _CREATE, 0o600 if old else 0o644), "wb") as file:
            if old:
                with suppress(PermissionError, AttributeError):  # only root gives files away, and Windows knows no owners
                    os.chown(draft, old.st_uid, old.st_gid)
                os.chmod(draft, stat.S_IMODE(old.st_mode))
            file.write(text.encode("utf-8", "surrogateescape"))  # what a table has in other letters stays
            file.flush()
            os.fsync(file.fileno())
        try:
            (os.link if new else os.replace)(draft, path)
        except OSError:
            if not new or os.path.lexists(path):
                raise
            os.replace(draft, path)  # a file system without links
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)
    if sys.platform != "win32":  # it cannot
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def sweep(folder: Path) -> list[Path]:
    """Delete what saves below ``folder`` have left that were killed, and name it. Only for whoever alone writes there."""
    left = [path for path in everything(folder) if _DRAFT.fullmatch(path.name)]
    for path in left:
        path.unlink()
    return left

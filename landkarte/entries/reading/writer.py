"""Plain data → the file of an entry: spelled as people write it, and put in place as a whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml

from landkarte.entries.reading import misread


class _Dumper(yaml.SafeDumper):
    """Puts straight quotation marks around a value that begins with a curly one, for without them reading takes it for Word's."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    curly = text[:1] and text[0] in misread.CURLY
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if curly else None)


_Dumper.add_representer(str, _text)


def dump(data: Mapping[str, object]) -> str:
    """``data`` in the order of its keys."""
    return str(yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=140))


def save(path: Path, text: str) -> None:
    """Put ``text`` at ``path``. Whoever reads meanwhile sees the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".neu")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise

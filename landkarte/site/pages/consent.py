"""The text of consent as a page to be read, printed and signed; it is kept as Markdown beside the templates for entries."""

import re
from pathlib import Path

from markupsafe import Markup

from landkarte.site.pages import texts

_FILES = "einwilligung-*.md"
_BLANK = re.compile(r"_{5,}")


def sheet(folder: Path) -> tuple[str, Markup] | None:
    """Title and text of the newest consent in ``folder``, or None where there is none. The names of its files end with the version."""
    found = max(folder.glob(_FILES), default=None)
    if found is None:
        return None
    title, _, text = found.read_text(encoding="utf-8").removeprefix("# ").partition("\n")
    boxes = text.replace("- [ ] ", "- ☐ ")
    return title, texts.printed(_BLANK.sub('<span class="leerzeile"></span>', boxes), {})[0]

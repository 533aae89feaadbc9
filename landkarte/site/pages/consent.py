"""The text of consent as a page to be read, printed and signed; it is kept as Markdown beside the templates for entries."""

import re
from pathlib import Path

from markupsafe import Markup, escape

from landkarte.entries.reading.files import decoded
from landkarte.ground.settings import Betreiber
from landkarte.site.pages import texts

_FILES = "einwilligung-*.md"
_BLANK = re.compile(r"_{5,}")
_MARKED = re.compile(r"[\\*_\[\]()+.-]")
_OPERATOR = {
    "Name und Anschrift": (["name"], ["strasse"], ["plz", "ort"]),
    "E-Mail und Telefon": (["email"], ["telefon"]),
    "Fragen zum Datenschutz beantwortet": (["datenschutz_kontakt"],),
}
"""The lines about the operator, and the settings that they are filled with."""


def sheet(folder: Path, betreiber: Betreiber) -> tuple[str, Markup] | None:
    """Title and text of the newest consent in ``folder``, None where that cannot be read. The names of its files end with the version."""
    found = max((path for path in folder.glob(_FILES) if not path.is_symlink()), default=None)
    written = decoded(found.read_bytes())[0] if found else None
    if written is None:
        return None
    title, _, text = _filled(written, betreiber).removeprefix("# ").partition("\n")
    boxes = text.replace("- [ ] ", "- ☐ ")
    return title, texts.printed(_BLANK.sub('<span class="leerzeile"></span>', boxes), {})[0]


def is_ready(folder: Path) -> bool:
    """Whether there is a text without the note that tells the operator what to do with it: no paragraph of it is quoted."""
    blatt = sheet(folder, Betreiber())
    return blatt is not None and "<blockquote>" not in blatt[1]


def _filled(text: str, betreiber: Betreiber) -> str:
    """The text with what is known of the operator; of whom only a part is known, the line stays to be written on."""
    for about, parts in _OPERATOR.items():
        said = [[getattr(betreiber, key) for key in keys] for keys in parts]
        blank = re.search(f"^{about}: _+$", text, re.MULTILINE)
        if blank and all(map(all, said)):
            text = text.replace(blank[0], f"{about}: " + _MARKED.sub(r"\\\g<0>", str(escape(", ".join(map(" ".join, said))))))
    return text

"""The text of consent as a page to be read, printed and signed; it is kept as Markdown beside the templates for entries."""

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from landkarte.ground.settings import Betreiber
from landkarte.site.pages.markup import Texts

_FILES = "einwilligung-*.md"
_CODE = re.compile(r"`([^`<>]+)`")
_BLANK = re.compile(r"_{5,}")
_MARKED = re.compile(r"[\\*_\[\]()+.-]")
_OPERATOR = {
    "Name und Anschrift": (["name"], ["strasse"], ["plz", "ort"]),
    "E-Mail und Telefon": (["email"], ["telefon"]),
    "Fragen zum Datenschutz beantwortet": (["datenschutz_kontakt"],),
}
"""The lines about the operator, and the settings that they are filled with."""
_QUOTED = re.compile(r"^> ?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """A section of the text."""

    anker: str
    titel: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Blatt:
    """The sheet: its title, what stands before the first section, what the operator must still do, and the sections."""

    titel: str
    einleitung: Markup
    anmerkung: Markup
    abschnitte: tuple[Abschnitt, ...]


def sheet(folder: Path, texts: Texts, betreiber: Betreiber) -> Blatt | None:
    """The newest text of consent in ``folder``, or None where there is none. The names of its files end with the version."""
    found = max(folder.glob(_FILES), default=None)
    if found is None:
        return None
    head, *sections = _filled(found.read_text(encoding="utf-8"), betreiber).split("\n## ")
    title, _, before = head.removeprefix("# ").partition("\n")
    paragraphs = re.split(r"\n\s*\n", before.strip())
    return Blatt(
        titel=title,
        einleitung=_printed(texts, [part for part in paragraphs if not part.startswith(">")]),
        anmerkung=_printed(texts, [_QUOTED.sub("", part) for part in paragraphs if part.startswith(">")]),
        abschnitte=tuple(_section(number, text, texts) for number, text in enumerate(sections, start=1)),
    )


def is_ready(folder: Path) -> bool:
    """Whether there is a text without the note that tells the operator what to do with it."""
    blatt = sheet(folder, Texts(), Betreiber())
    return blatt is not None and not blatt.anmerkung


def _filled(text: str, betreiber: Betreiber) -> str:
    """The text with what is known of the operator; of whom only a part is known, the line stays to be written on."""
    for about, parts in _OPERATOR.items():
        said = [[getattr(betreiber, key) for key in keys] for keys in parts]
        blank = re.search(f"^{about}: _+$", text, re.MULTILINE)
        if blank and all(map(all, said)):
            text = text.replace(blank[0], f"{about}: " + _MARKED.sub(r"\\\g<0>", ", ".join(map(" ".join, said))))
    return text


def _section(number: int, text: str, texts: Texts) -> Abschnitt:
    title, _, body = text.partition("\n")
    return Abschnitt(f"abschnitt-{number}", title, _printed(texts, [body]))


def _printed(texts: Texts, paragraphs: list[str]) -> Markup:
    """Markdown as markup, with keys of a file, boxes to tick and lines to write on, which texts of entries do not have."""
    html = str(texts("\n\n".join(paragraphs).replace("- [ ] ", "- ☐ ")))
    return Markup(_BLANK.sub('<span class="leerzeile"></span>', _CODE.sub(r"<code>\1</code>", html)))

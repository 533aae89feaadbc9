"""The text of consent as a page to be read, printed and signed; it is kept as Markdown beside the templates for entries."""

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from landkarte.site.pages.markup import Texts

_FILES = "einwilligung-*.md"
_CODE = re.compile(r"`([^`<>]+)`")
_BLANK = re.compile(r"_{5,}")
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


def sheet(folder: Path, texts: Texts) -> Blatt | None:
    """The newest text of consent in ``folder``, or None where there is none. The names of its files end with the version."""
    found = max((path for path in folder.glob(_FILES) if not path.is_symlink()), default=None)
    if found is None:
        return None
    head, *sections = found.read_text(encoding="utf-8").split("\n## ")
    title, _, before = head.removeprefix("# ").partition("\n")
    paragraphs = before.strip().split("\n\n")
    return Blatt(
        titel=title,
        einleitung=_printed(texts, [part for part in paragraphs if not part.startswith(">")]),
        anmerkung=_printed(texts, [_QUOTED.sub("", part) for part in paragraphs if part.startswith(">")]),
        abschnitte=tuple(_section(number, text, texts) for number, text in enumerate(sections, start=1)),
    )


def _section(number: int, text: str, texts: Texts) -> Abschnitt:
    title, _, body = text.partition("\n")
    return Abschnitt(f"abschnitt-{number}", title, _printed(texts, [body]))


def _printed(texts: Texts, paragraphs: list[str]) -> Markup:
    """Markdown as markup, with keys of a file, boxes to tick and lines to write on, which texts of entries do not have."""
    html = str(texts("\n\n".join(paragraphs).replace("- [ ] ", "- ☐ ")))
    return Markup(_BLANK.sub('<span class="leerzeile"></span>', _CODE.sub(r"<code>\1</code>", html)))

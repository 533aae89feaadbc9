"""The texts of the editors: a Markdown file per page in ``templates/texte/``, its head in TOML between two lines of ``+++``.

A sentence names its source as ``[[key]]`` or ``[[key § 49 Abs. 8]]``; the head says of each key title, address and day. What of
a title stands before a colon is its name in sentences.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import nh3
from markdown import Markdown
from markdown.extensions.toc import TocExtension, slugify
from markupsafe import Markup

from landkarte.directory import Link
from landkarte.entries.reading.files import decoded
from landkarte.ground.errors import OperatorError
from landkarte.ground.plain import below
from landkarte.ground.text import without_umlauts
from landkarte.site.pages.markup import unbroken

_HEAD = {"titel": str, "beschreibung": str, "fuer": str, "platz": int, "stand": date, "quellen": dict, "teil": str}
_FORMS = {str: "Text in Anführungszeichen", int: "eine Zahl", date: "ein Tag wie 2026-11-30", dict: "ein Abschnitt [quellen]"}
_CITED = re.compile(r"\[\[(\w+)(?: +((?:§+ *(\d+[a-z]?))?[^\[\]]*))?\]\]")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GERMAN_DAY = re.compile(r"^\w+ *= *(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$", re.MULTILINE)
_CURLY = re.compile(r"^\w+ *= *[„“”‚‘’«»]", re.MULTILINE)
_CLEANER = nh3.Cleaner(
    tags={"p", "ul", "ol", "li", "em", "strong", "a", "br", "h2", "h3", "span", "code", "blockquote"},
    attributes={"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "span": {"class"}},
    url_schemes={"https", "http", "mailto", "tel"},
    link_rel="noopener noreferrer",
    # every text lies one folder deep; what its links name begins at the start page
    attribute_filter=lambda tag, name, value: f"../{value}" if name == "href" and not re.match(r"#|\w+:", value) else value,
)


class TextError(OperatorError):
    """A text cannot be used; the message (German) names the file and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One page: what its head says, its HTML, and its sections."""

    url: str
    titel: str
    beschreibung: str
    fuer: str
    platz: int
    stand: date
    quellen: Mapping[str, Mapping[str, str]]
    teil: str
    """What of ``templates/teile/`` follows the text, or empty."""
    html: Markup
    abschnitte: tuple[Link, ...]


def read(folder: Path) -> dict[str, list[Text]]:
    """The texts by the title of whom they are for, each in the order of their places; TextError when a head or a source is wrong."""
    readers = tomllib.loads((folder / "leser.toml").read_text(encoding="utf-8"))
    texts = (path for path in below(folder) if path.suffix == ".md" and path.parents[1] == folder)
    found = sorted((_text(path, readers) for path in texts), key=lambda text: text.platz)
    return {title: [text for text in found if text.fuer == key] for key, title in readers.items()}


def printed(text: str, sources: Mapping[str, Mapping[str, str]]) -> tuple[Markup, tuple[Link, ...]]:
    """Markdown of our own as clean HTML, and its sections; ValueError for a source that is not there or not named."""
    markdown = Markdown(extensions=[TocExtension(slugify=lambda title, joint: slugify(without_umlauts(title), joint))])
    html = unbroken(Markup(_CLEANER.clean(_cited(markdown.convert(text), sources))))
    return html, tuple((token["id"], token["name"]) for token in markdown.toc_tokens)  # type: ignore[attr-defined]


def _text(path: Path, readers: Collection[str]) -> Text:
    name = f"{path.parent.name}/{path.stem}"
    try:
        if not _NAME.fullmatch(path.stem):
            raise ValueError("Der Dateiname wird zur Adresse: nur kleine Buchstaben a bis z, Ziffern und Bindestriche")
        before, *rest = _content(path).split("+++\n", 2)
        if before or len(rest) < 2:
            raise ValueError("Die Datei beginnt nicht mit einem Kopf zwischen zwei Zeilen aus +++")
        head = _head(tomllib.loads("\n" + rest[0]), readers, path.parents[2] / "teile")  # the line of +++ counts, too
        html, sections = printed(rest[1], head["quellen"])
    except tomllib.TOMLDecodeError as error:
        where = re.sub(r".*line (\d+).*|.+", r"Zeile \1", str(error))
        raise TextError(f"templates/texte/{name}.md: Der Kopf ist nicht zu lesen ({where}); {_remedy(rest[0])}") from error
    except ValueError as error:
        raise TextError(f"templates/texte/{name}.md: {error}.") from error
    return Text(url=f"{name}.html", html=html, abschnitte=sections, **head)


def _content(path: Path) -> str:
    text, problems = decoded(path.read_bytes())
    if text is None:
        raise ValueError(f"Zeile {problems[-1].line}: {problems[-1].message} {problems[-1].hint.rstrip('.')}")
    return text


def _remedy(head: str) -> str:
    """What most probably is wrong with a head that is no TOML."""
    if found := _GERMAN_DAY.search(head):
        return f"schreiben Sie den Tag so: {found[3]}-{found[2]:0>2}-{found[1]:0>2}."
    if _CURLY.search(head):
        return 'schreiben Sie gerade Anführungszeichen: "…".'
    return "fehlt ein Anführungszeichen?"


def _head(raw: dict[str, Any], readers: Collection[str], parts: Path) -> dict[str, Any]:
    raw = {"quellen": {}, "teil": "", **raw}
    for key, kind in _HEAD.items():
        if type(raw.get(key)) is not kind or (not raw[key] and key not in ("quellen", "teil")):
            raise ValueError(f"Im Kopf fehlt {key}, oder es ist nicht, was dort stehen muss: {_FORMS[kind]}")
    if unknown := ", ".join(sorted(raw.keys() - _HEAD)):
        raise ValueError(f"Der Kopf kennt nicht: {unknown}. Erlaubt sind {', '.join(_HEAD)}")
    if raw["fuer"] not in readers:
        raise ValueError(f"fuer = „{raw['fuer']}“ gibt es nicht. Erlaubt sind {', '.join(readers)}")
    if raw["teil"] and not (parts / f"{raw['teil']}.html").is_file():
        raise ValueError(f"teil = „{raw['teil']}“ gibt es in templates/teile nicht")
    for key, source in raw["quellen"].items():
        if not isinstance(source, dict) or source.keys() != {"titel", "adresse", "stand"} or not re.search(r"\d{4}", str(source["stand"])):
            raise ValueError(f"Die Quelle {key} braucht genau titel, adresse und stand, und im stand ein Jahr")
    return raw


def _cited(html: str, sources: Mapping[str, Mapping[str, str]]) -> str:
    """Every ``[[key place]]`` as a link with its day; of a law the link leads to the paragraph, by the ``{}`` in its address."""
    unused = set(sources)

    def link(found: re.Match[str]) -> str:
        key, place = found[1], found[2] or ""
        if key not in sources:
            raise ValueError(f"{found[0]} nennt eine Quelle, die im Kopf nicht steht")
        unused.discard(key)
        address = sources[key]["adresse"].replace("{}", found[3] or "")
        name = f"{place} {sources[key]['titel'].partition(':')[0]}".strip()
        shown = f'<a href="{address}">{name}</a>' if address else name
        return f'<span class="beleg">({shown}, {sources[key]["stand"]})</span>'

    done = _CITED.sub(link, html)
    if open_one := re.search(r"\[\[[^\n<]{0,40}", done):
        raise ValueError(f"Nach {open_one[0]} fehlt ]], oder das Kürzel ist keins")
    if unused:
        raise ValueError(f"Diese Quellen stehen im Kopf, aber kein Satz nennt sie: {', '.join(sorted(unused))}")
    return done

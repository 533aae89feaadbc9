"""The texts of the editors: a Markdown file per page in ``templates/texte/``, its head in TOML between two lines of ``+++``.

A sentence names its source as ``[[key]]`` or ``[[key § 49 Abs. 8]]``; the head says of each key title, address and day. What of
a title stands before a colon is its name in sentences.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nh3
from markdown import Markdown
from markdown.extensions.toc import TocExtension, slugify
from markupsafe import Markup

from landkarte.directory import Link
from landkarte.entries.reading.files import decoded
from landkarte.ground.diagnostics import quoted, visible
from landkarte.ground.errors import OperatorError
from landkarte.ground.plain import below, plain_bytes
from landkarte.ground.text import without_umlauts
from landkarte.site.pages.markup import unbroken

_HEAD = {"titel": str, "beschreibung": str, "fuer": str, "platz": int, "stand": date, "quellen": dict, "teil": str}
_FORMS = {str: "Text in Anführungszeichen", int: "eine Zahl", date: "ein Tag wie 2026-11-30", dict: "ein Abschnitt [quellen]"}
_CITED = re.compile(r"\[\[(\w+)(?: +((?:§+ *(\d+[a-z]?))?[^\[\]]*))?\]\]")
_NAME = re.compile(r"(rat/(?!index$)|leicht/|seite/)[a-z0-9]+(-[a-z0-9]+)*")
OWN = ("menue", "fuss")
"""Where each page leads to a page of the operator's own, instead of whom it is for."""
_PARTS = ("", "eaa", "leicht-anbieter", "leicht-barrieren")  # the others need more than a text has
_LONG = re.compile(".{501}")
_BYTES = 1_000_000
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One page: what its head says, its HTML, its sections, and all that is written in the file."""

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
    geschrieben: str


def read(folder: Path) -> tuple[dict[str, list[Text]], list[str]]:
    """The texts by the title of whom they are for, each in the order of their places; and of those left out, what is wrong (German)."""
    found, wrong = [], []
    readers: dict[str, str] = {}
    for path in [folder / "leser.toml", *(path for path in below(folder) if path.suffix == ".md")]:
        file, content = path.relative_to(folder).as_posix(), ""
        try:
            content = _content(path)
            if readers:
                found.append(_text(file, content, tuple(readers)))
            elif not (readers := _toml(content)):
                raise OperatorError("Hier steht nicht, für wen die Texte sind")
        except OperatorError as error:
            wrong.append(_told(file, content, *error.args))
        except RecursionError:
            wrong.append(_told(file, content, "Etwas ist zu tief verschachtelt; schreiben Sie es flacher"))
        if not readers:
            break
    found.sort(key=lambda text: text.platz)
    return {title: [text for text in found if text.fuer == key] for key, title in readers.items()}, wrong


def doubts(texts: Iterable[Text], page: Callable[[str], bytes | None], today: date) -> Iterator[str]:
    """As German lines the days that lie ahead and the links that lead nowhere; ``page`` tells what stands at an address of the site."""
    for text in texts:
        told = partial(_told, f"{text.url.removesuffix('html')}md", text.geschrieben)
        if text.stand > today:
            yield told(f"{text.stand} liegt in der Zukunft. Tragen Sie den Tag ein, an dem Sie die Quellen gelesen haben", "stand")
        for link in map(unescape, re.findall(r'href="(?:\.\./|(?=#))([^"]*)"', text.html)):
            url, _, place = link.partition("#")
            there = page(unquote(url) or text.url)
            if there is None or (place[:1] not in ("", "?") and f'id="{place}"'.encode() not in there):
                yield told(f"Der Link {quoted(link)} führt ins Leere. Berichtigen Sie ihn, oder nehmen Sie ihn heraus", link)


def _told(file: str, content: str, message: str, where: str = "") -> str:
    """A line about a text, with the number of the first one in which ``where`` begins a line, a link or a citation, if it does."""
    found = re.search(rf"(^[^\w\n]*(quellen\.)?|\[\[|\(){re.escape(where)}", content, re.MULTILINE) if where else None
    line = f"Zeile {content[: found.start()].count(chr(10)) + 1}: " if found else ""
    return visible(f"templates/texte/{file}: {line}{message.rstrip('.')}.")


def printed(text: str, sources: Mapping[str, Mapping[str, str]]) -> tuple[Markup, tuple[Link, ...]]:
    """Markdown of our own as clean HTML, and its sections; OperatorError for a source that is not there or not named."""
    markdown = Markdown(extensions=[TocExtension(slugify=lambda title, joint: slugify(without_umlauts(title), joint))])
    html = unbroken(Markup(_CLEANER.clean(_cited(markdown.convert(text), sources))))
    return html, tuple((token["id"], token["name"]) for token in markdown.toc_tokens)  # type: ignore[attr-defined]


@cache  # whoever publishes looks at the texts before the pages are made of them
def _text(file: str, content: str, readers: tuple[str, ...]) -> Text:
    """One page; OperatorError says what is wrong, and where."""
    name = file.removesuffix(".md")
    if not _NAME.fullmatch(name):
        raise OperatorError("Der Dateiname wird zur Adresse: in rat (nicht index), leicht oder seite, nur a bis z, Ziffern, Bindestriche")
    before, *rest = content.split("+++\n", 2)
    if before or len(rest) < 2:
        raise OperatorError("Die Datei beginnt nicht mit einem Kopf zwischen zwei Zeilen aus +++")
    head = _head(_toml(f"\n{rest[0]}"), readers)  # the line of +++ counts, too
    if (head["fuer"] in OWN) != name.startswith("seite/"):
        raise OperatorError(f"fuer = {' oder '.join(OWN)} haben alle Texte im Ordner seite, und nur sie", "fuer")
    html, sections = printed(rest[1], head["quellen"])
    return Text(url=f"{name}.html", html=html, abschnitte=sections, geschrieben=content, **head)


def _content(path: Path) -> str:
    text, problems = decoded(plain_bytes(path, _BYTES))
    if text is None:
        raise OperatorError(f"Zeile {problems[-1].line}: {problems[-1].message} {problems[-1].hint}")
    return text


def _toml(text: str) -> dict[str, Any]:
    if long := _LONG.search(text):  # before numbers and brackets are counted
        raise OperatorError("Diese Zeile ist zu lang; kürzen Sie sie auf 500 Zeichen", long[0])
    try:
        return tomllib.loads(text)
    except ValueError as error:
        place = "".join(re.findall(r"line \d+", str(error))).replace("line", "Zeile") or "am Ende"
        raise OperatorError(f"Der Kopf ist nicht zu lesen ({place}); {_remedy(text)}") from error


def _remedy(head: str) -> str:
    """What most probably is wrong with a head that is no TOML."""
    if found := _GERMAN_DAY.search(head):
        return f"schreiben Sie den Tag so: {found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    if _CURLY.search(head):
        return 'schreiben Sie gerade Anführungszeichen: "…"'
    return "vielleicht fehlt ein Anführungszeichen oder eine Klammer"


def _head(raw: dict[str, Any], readers: Collection[str]) -> dict[str, Any]:
    raw = {"quellen": {}, "teil": "", **raw}
    for key, kind in _HEAD.items():
        if type(raw.get(key)) is not kind or (not raw[key] and key not in ("quellen", "teil")):
            raise OperatorError(f"Im Kopf fehlt {key}, oder es ist nicht, was dort stehen muss: {_FORMS[kind]}", key)
    for key in sorted(raw.keys() - _HEAD):
        raise OperatorError(f"Der Kopf kennt nicht: {key}. Erlaubt sind {', '.join(_HEAD)}", key)
    if raw["fuer"] not in readers:
        raise OperatorError(f"fuer = „{raw['fuer']}“ gibt es nicht. Erlaubt sind {', '.join(readers)}", "fuer")
    if raw["teil"] not in _PARTS:
        raise OperatorError(
            f"teil = „{raw['teil']}“ gibt es in templates/teile nicht für Texte, nur {', '.join(filter(None, _PARTS))}", "teil"
        )
    for key, source in raw["quellen"].items():
        texts = source if isinstance(source, dict) and all(isinstance(text, str) for text in source.values()) else {}
        if texts.keys() != {"titel", "adresse", "stand"} or not re.search(r"\d{4}", texts["stand"]):
            raise OperatorError(f'Die Quelle {key} braucht genau titel, adresse und stand, je in "…", im stand ein Jahr', key)
    return raw


def _cited(html: str, sources: Mapping[str, Mapping[str, str]]) -> str:
    """Every ``[[key place]]`` as a link with its day; of a law the link leads to the paragraph, by the ``{}`` in its address."""
    unused = set(sources)

    def link(found: re.Match[str]) -> str:
        key, place = found[1], found[2] or ""
        if key not in sources:
            raise OperatorError(f"{found[0]} nennt eine Quelle, die im Kopf nicht steht", key)
        unused.discard(key)
        address = sources[key]["adresse"].replace("{}", found[3] or "")
        name = f"{place} {sources[key]['titel'].partition(':')[0]}".strip()
        shown = f'<a href="{address}">{name}</a>' if address else name
        return f'<span class="beleg">({shown}, {sources[key]["stand"]})</span>'

    done = _CITED.sub(link, html)
    if open_one := re.search(r"\[\[[^\n<]{0,40}", done):
        raise OperatorError(f"Nach {open_one[0]} fehlt ]], oder das Kürzel ist keins", open_one[0][2:])
    if unused:
        raise OperatorError(f"Diese Quellen stehen im Kopf, aber kein Satz nennt sie: {', '.join(sorted(unused))}", min(unused))
    return done

"""The one door to Markdown: texts of entries become a small, clean subset of HTML."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import Registry
from markupsafe import Markup, escape

# Bounded on purpose: the library's own link pattern takes seconds for a text that is full of "[".
_LINK = r"\[([^\[\]]{1,200})\]\(((?:https://|mailto:)[^\s()<>\"]{1,250})\)"
_MARKED = re.compile(r"[\\*_\[&<]|^\s*([-+]|[0-9]+\.)|  \n|^ |\x02", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n\s*\n")

_CLEANER = nh3.Cleaner(
    tags={"p", "ul", "ol", "li", "em", "strong", "a", "br"},
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow ugc",
)

# No text of an entry holds control characters (rule FO-09); if one did, it would only draw a line more.
_SEPARATORS = (("\x1e", "</dd></div>\n<div><dt>"), ("\x1d", "</dt><dd>"), ("\x1f", "</dd><dd>"))

Row = tuple[str, Sequence[str]]
"""A line of a summary list: its name and one or more values."""


class _Link(InlineProcessor):
    # The library hands over the match and expects element, start and end.
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", href=m[2])
        link.text = m[1]
        return link, m.start(0), m.end(0)


def _keep(registry: "Registry[Any]", names: set[str]) -> None:
    for item in list(registry._priority):
        if item.name not in names:
            registry.deregister(item.name)


def _reduced() -> Markdown:
    """Paragraphs, lists, emphasis, links and line breaks; what is not parsed cannot be attacked."""
    markdown = Markdown()
    _keep(markdown.preprocessors, {"normalize_whitespace"})
    _keep(markdown.parser.blockprocessors, {"empty", "indent", "olist", "ulist", "paragraph"})
    _keep(markdown.inlinePatterns, {"escape", "linebreak", "em_strong"})
    _keep(markdown.treeprocessors, {"inline", "unescape"})
    _keep(markdown.postprocessors, set())
    markdown.inlinePatterns.register(_Link(_LINK, markdown), "link", 160)
    return markdown


class Texts:
    """Turns Markdown into safe markup; one parser for all texts."""

    def __init__(self) -> None:
        self._markdown = _reduced()

    def __call__(self, text: str) -> Markup:
        """``text`` as markup. Anything that is not in the subset stays visible as plain text."""
        if not _MARKED.search(text):  # most paragraphs are plain, and the parser is the slowest part of a page
            return _plain(text)
        try:
            html = self._markdown.reset().convert(text)
        except RecursionError:  # lists in lists in lists …; the parser keeps its state, so it is made anew
            self._markdown = _reduced()
            return _plain(text)
        return Markup(_CLEANER.clean(html))


def _plain(text: str) -> Markup:
    paragraphs = (part.strip() for part in _PARAGRAPHS.split(text))
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in paragraphs if part)


@lru_cache(maxsize=1024)
def raised_ap(text: str) -> Markup:
    """``text`` with the AP of JobcoachingAP raised, as the field writes it."""
    return Markup(_raised(str(escape(text))))


def _raised(html: str) -> str:
    return html.replace("JobcoachingAP", "Jobcoaching<sup>AP</sup>")


def summary_list(rows: Iterable[Row], kind: str = "") -> Markup:
    """The rows as a <dl>. It is escaped as a whole: value by value is where a page would spend most of its time."""
    text = "\x1e".join(name + "\x1d" + "\x1f".join(values) for name, values in rows)
    html = _raised(str(escape(text)))
    for separator, tags in _SEPARATORS:
        html = html.replace(separator, tags)
    return Markup(f'<dl class="liste {kind}">\n<div><dt>{html}</dd></div>\n</dl>')

"""The one door to Markdown: texts of entries become a small, clean subset of HTML."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown import Markdown
from markdown.blockprocessors import EmptyBlockProcessor, ListIndentProcessor, OListProcessor, ParagraphProcessor, UListProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.util import Registry
from markupsafe import Markup, escape

# Emphasis, links and line breaks in the HTML of a block. Bounded, and never across a tag: no text can make it slow.
# Emphasis begins and ends at the edge of a word, for the star of Kolleg*innen is none.
_INLINE = re.compile(
    r"""\\(?P<escaped>[\\*_\[\]()+.-])
    | \[(?P<text>[^\[\]<>]{1,200})\]\((?P<href>(?:https://|mailto:)[^\s()<>"]{1,250})\)
    | \*\*(?=\S)(?P<strong>[^<>]{1,400}?)(?<=\S)\*\*(?!\*)
    | (?<!\w)\*(?=[^\s*])(?P<em>[^<>*]{1,400}?)(?<=\S)\*(?!\w)
    | (?<!\w)_(?=\S)(?P<em_>[^<>_]{1,400}?)(?<=\S)_(?!\w)
    | (?:[ ]{2,}|\\)\n(?P<br>)""",
    re.VERBOSE,
)
_MARKED = re.compile(r"[\\*_\[&<]|^\s*([-+]|[0-9]+\.)|  \n|^ |\x02", re.MULTILINE)
_TORN = re.compile(r"(§|\b(?:Abs|Nr)\.|\b(?:Satz|SGB)) (?=[\dIVX])")
_SPECIAL = re.compile("[&<>\"']")
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


def _reduced() -> Markdown:
    """Blocks only: paragraphs and lists. What is not parsed cannot be attacked, and inline parsing was most of the time."""
    markdown = Markdown()
    markdown.preprocessors, markdown.treeprocessors, markdown.postprocessors = Registry(), Registry(), Registry()
    markdown.preprocessors.register(NormalizeWhitespace(markdown), "normalize_whitespace", 10)
    parser = markdown.parser
    parser.blockprocessors = Registry()
    parser.blockprocessors.register(EmptyBlockProcessor(parser), "empty", 50)
    parser.blockprocessors.register(ListIndentProcessor(parser), "indent", 40)
    parser.blockprocessors.register(OListProcessor(parser), "olist", 30)
    parser.blockprocessors.register(UListProcessor(parser), "ulist", 20)
    parser.blockprocessors.register(ParagraphProcessor(parser), "paragraph", 10)
    return markdown


def _tag(found: re.Match[str]) -> str:
    kind, text = found.lastgroup, found[found.lastgroup or 0]
    if kind == "escaped":
        return f"&#{ord(text)};"
    if kind == "href":
        return f'<a href="{text}">{_inline(found["text"])}</a>'
    if kind == "br":
        return "<br>"
    tag = (kind or "").rstrip("_")
    return f"<{tag}>{_inline(text)}</{tag}>"


def _inline(html: str) -> str:
    return _INLINE.sub(_tag, html)


class Texts:
    """Turns Markdown into safe markup; one parser for all texts."""

    def __init__(self) -> None:
        self._markdown = _reduced()

    def __call__(self, text: str) -> Markup:
        """``text`` as markup. Anything that is not in the subset stays visible as plain text."""
        if not _MARKED.search(text):  # most paragraphs are plain, and the parser is the slowest part of a page
            return _plain(text)
        try:
            # an entity would bring back the invisible characters that the file may not hold
            html = self._markdown.reset().convert(text.replace("&", "&amp;"))
        except RecursionError:  # lists in lists in lists …; the parser keeps its state, so it is made anew
            self._markdown = _reduced()
            return _plain(text)
        return Markup(_CLEANER.clean(_inline(html)))


def _plain(text: str) -> Markup:
    paragraphs = (part.strip() for part in _PARAGRAPHS.split(text))
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in paragraphs if part)


@lru_cache(maxsize=1024)
def raised_ap(text: str) -> Markup:
    """``text`` with the AP of JobcoachingAP raised, as the field writes it; in the browser ``templates/static/js/gemeinsam/laden.js``."""
    return Markup(_raised(str(escape(text))))


def escaped(value: Any) -> str:
    """``value`` as a page shows it; most are short texts without a sign to escape, and the library makes a new object of each."""
    if type(value) is int or (type(value) is str and not _SPECIAL.search(value)):
        return str(value)
    return value if isinstance(value, Markup) else escape(value)


def _raised(html: str) -> str:
    return html.replace("JobcoachingAP", "Jobcoaching<sup>AP</sup>")


def unbroken(text: str) -> Markup:
    """``text`` with no-break spaces in its citations: § 49 and SGB IX stay on one line."""
    return Markup(_TORN.sub("\\1\xa0", str(escape(text))))


def summary_list(rows: Iterable[Row], kind: str = "") -> Markup:
    """The rows as a <dl>. It is escaped as a whole: value by value is where a page would spend most of its time."""
    text = "\x1e".join(name + "\x1d" + "\x1f".join(values) for name, values in rows)
    html = _raised(str(escape(text)))
    for separator, tags in _SEPARATORS:
        html = html.replace(separator, tags)
    return Markup(f'<dl class="liste {kind}">\n<div><dt>{html}</dd></div>\n</dl>')

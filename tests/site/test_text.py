"""Pages are deaf to whatever an entry tries to smuggle in: everything that it says is text."""

import re
from collections.abc import Iterator
from copy import deepcopy
from time import process_time
from typing import Any

import pytest
from pydantic import ValidationError

from landkarte.entries.model import Anbieter, Eintrag, Jobcoach
from landkarte.site.pages.markup import Texts
from tests.conftest import unnamed
from tests.invented import Fields
from tests.pages import ADAPTERS, KINDS, ORGANISATION, TEMPLATES, Kind, Page, made, page

# Nothing an entry says is anything but text

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "[x](javascript:alert(1)) ![y](https://example.org/y.png)",
    '<a href="javascript:alert(1)">x</a>',
    "javascript:alert(1)//https://x",
    'https://example.org/"onfocus=alert(1) autofocus=',
    "]]><![CDATA[ <iframe src=//example.org></iframe>",
]


def poisoned(kind: Kind, data: Fields, payload: str) -> Eintrag:
    """The entry with ``payload`` in every place whose type accepts it: no list of text fields to keep up to date."""
    entry = deepcopy(data)
    for holder, key in list(_leaves(entry)):
        before = holder[key]
        for text in (payload, payload + " und mehr" * 5):  # longer texts want 40 characters
            holder[key] = text
            try:
                ADAPTERS[kind].validate_python(entry)
                break
            except ValidationError:
                holder[key] = before
    return made(kind, entry)


def _leaves(value: Any) -> Iterator[tuple[dict[str, object], str]]:
    for item in value if isinstance(value, list) else ():
        yield from _leaves(item)
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, str):
            yield value, key
        yield from _leaves(item)


@pytest.fixture(scope="module")
def plain_tags() -> set[str]:
    return {tag for kind, data in KINDS for tag, _ in Page(page(made(kind, data))).tags}


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(("kind", "data"), KINDS)
def test_what_an_entry_says_stays_text(kind: Kind, data: Fields, payload: str, plain_tags: set[str]) -> None:
    entry = poisoned(kind, data, payload)
    attacked = Page(page(entry))
    assert {tag for tag, _ in attacked.tags} <= plain_tags | {"em"}
    first, *others = attacked.every("script")
    assert first == {"type": "application/ld+json"}, "what never runs"
    scripts = [{**script, "src": unnamed(script["src"] or "")} for script in others]
    assert scripts == ([] if kind is Jobcoach else [{"defer": "", "src": "../static/js/merken.js"}])
    for _, attributes in attacked.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "autofocus", "srcset")]
    for link in attacked.links():
        assert re.match(r"(https://|mailto:|tel:)", link) or ":" not in link, link
    if "{{" in payload:
        assert payload in attacked.text


def test_a_payload_reaches_every_kind_of_text() -> None:
    entry = poisoned(Anbieter, ORGANISATION, "<script>alert(1)</script>")
    assert isinstance(entry, Anbieter)
    texts = [entry.name, entry.beschreibung, entry.standorte[0].ort, entry.kontakt.telefon, entry.angebote[0].auftraggeber, entry.website]
    assert all(text and "<script>" in text for text in texts)


def test_no_template_trusts_a_text_or_holds_code() -> None:
    for path in TEMPLATES.rglob("*.*ml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|style=|<style|<script(?! defer src=)|\son[a-z]+=", text), path.name


# Markdown


def test_markdown_keeps_paragraphs_lists_emphasis_links_and_breaks() -> None:
    text = "Ein **wichtiger** *Satz*  \nmit Umbruch\n\n- eins\n- zwei\n\nDann\n\n1. a\n2. b"
    html = Texts()(text + "\n\n[Seite](https://example.org/a?b=1&c=2) [Post](mailto:a@example.org)")
    assert html.startswith("<p>Ein <strong>wichtiger</strong> <em>Satz</em><br>mit Umbruch</p>")
    assert "<ul><li>eins</li><li>zwei</li></ul><p>Dann</p><ol><li>a</li><li>b</li></ol>" in html
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow ugc">Seite</a>' in html
    assert '<a href="mailto:a@example.org"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//example.org)",
        "[a](http://example.org)",
        "![a](https://example.org/a.png)",
        "<iframe src='https://example.org'></iframe>",
        "<![CDATA[" * 500,
        "[" * 5000,
        "*" * 1500,
        "**a " * 400,
        "_a " * 500,
        "[a](<b" * 250,
        "- " * 750,
        "1. " * 500,
        "> " * 750,
        "".join("    " * depth + "- a\n" for depth in range(40)),
        "\x02klzzwxh:0000\x03 *a*",
        "\x1e\x1d\x1f *a*",
        "",
        " \n\t\n ",
        "# a\n\n`b`\n\n---",
    ],
)
def test_nasty_markdown_is_harmless_and_quick(text: str) -> None:
    texts = Texts()
    start = process_time()
    html = texts(text)
    assert process_time() - start < 1
    parsed = Page(html)
    assert {tag for tag, _ in parsed.tags} <= {"p", "ul", "ol", "li", "em", "strong", "a", "br"}
    assert all(link.startswith(("https://", "mailto:")) for link in parsed.links())
    assert texts("**weiter**") == "<p><strong>weiter</strong></p>"

"""Hosts: where an address leads, and which one its words show. Hosts are compared, never pieces of text."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

# What looks like a dot or a hyphen and is neither, nor becomes one by NFKC as U+2024 does; Markdown that nobody sees.
_LOOKS = str.maketrans(dict.fromkeys("·‧∙⋅•・。ꓸ٠۰܁܂\ua60e\U0001d16d", ".") | dict.fromkeys("‐‑‒–−", "-") | dict.fromkeys("\\*", ""))
_TOP = (
    "de|at|ch|li|lu|eu|be|nl|fr|it|dk|pl|cz|uk|us|io|co|me|cc|tv|ai|to|ly|gg|ru|cn|tk|com|org|net|info|biz|edu|gov|int|app|dev|online|site|"
    "website|shop|store|link|click|page|xyz|top|club|bayern|berlin|hamburg|koeln|cologne|nrw|ruhr|saarland|gmbh|jobs|coach|social|care|help"
)
"""Of others only what follows www. or https:// is taken for a host: flyer.pdf is none, nor is Kolleg.innen."""
_SHOWN = re.compile(
    rf"(?:https?://|www\.)(?:[^\W_][\w-]*\.)+[^\W\d_][\w-]+|(?:[^\W_][\w-]*\.)+(?:(?:{_TOP})|(?=\w*[^\W\da-zäöüß_])[^\W\d_]{{2,}})(?![^\W_])"
)
# Letters of German and its neighbours. The rest of the world's look like these, or nobody here can type them.
PLAIN = re.compile(r"(?:[a-z0-9.-]|(?![ıĸŀŉ])[ß-öø-žșț])+")


def host(address: str) -> str:
    """The host of a web or e-mail address as people see it: small letters, punycode decoded; empty if there is none."""
    try:
        parts = urlsplit(address)
        return _seen((parts.path.rpartition("@")[2] if parts.scheme == "mailto" else parts.hostname) or "")
    except ValueError:
        return ""


def misleads(words: str, address: str) -> bool:
    """Whether the words of a link show a host to which it does not lead. A part of the host shown leads there, too."""
    target = host(address)
    return any(shown != target and not target.endswith(f".{shown}") for shown in _shown(words))


def looks_like_another(name: str) -> bool:
    """Whether a host has signs that people take for others, or punycode that is none."""
    return not PLAIN.fullmatch(_seen(name))


def _shown(words: str) -> Iterator[str]:
    for word in unicodedata.normalize("NFKC", words.translate(_LOOKS)).translate(_LOOKS).lower().split():
        before_path = re.match(r"[^\w]*(?:https?://)?[^/?#]*", word)
        for found in _SHOWN.finditer(before_path[0] if before_path else word):
            yield _seen(found[0].rpartition("/")[2]).removeprefix("www.")


def _seen(name: str) -> str:
    return ".".join(map(_decoded, unicodedata.normalize("NFKC", name.lower()).split(".")))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return f"{label}?"
    return f"{label}?" if decoded.isascii() else decoded

"""Sentences in which our words and those of strangers stay apart, so that every spelling can defuse the strangers'."""

from typing import NamedTuple

from landkarte.ground.diagnostics import as_code, visible


class Quote(NamedTuple):
    """Words that are not ours: of an entry, of a file name, of an account."""

    text: str
    lead: str = ""
    """Ours, in front of what was said before and no longer holds; who may not repeat that leaves out both."""


Words = tuple[str | Quote, ...]


def markdown(words: Words) -> str:
    """For a comment: what is not ours becomes code."""
    return "".join(part if isinstance(part, str) else part.lead + as_code(part.text) for part in words)


def plain(words: Words) -> str:
    """For programs and people: what is not ours stands in quotation marks, on one line."""
    return "".join(part if isinstance(part, str) else f"{part.lead}„{visible(part.text)}“" for part in words)

"""Findings: what is wrong, where, and what to do. Their text comes partly from strangers, so every spelling defuses it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from landkarte.ground.signs import IGNORABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from landkarte.standard import Level, Regel

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top of a file down to the value that is meant; () is the whole file."""

_UNSAFE = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{IGNORABLE}]")
# "##[error]…" and "##vso[…" are obeyed by CI runners wherever they stand in a line.
_RUNNER_COMMAND = re.compile(r"##(?=\w*\[)")
_GITHUB = {"fehler": "error", "warnung": "warning", "hinweis": "notice"}


class Finding(NamedTuple):
    """What a rule found at a path of a file. ``file`` is relative to the project (POSIX)."""

    file: str
    path: KeyPath
    code: str
    level: Level
    message: str
    hint: str


class Diagnostic(NamedTuple):
    """A finding with its line and column, both counted from 1."""

    file: str
    line: int
    column: int
    code: str
    level: Level
    message: str
    hint: str

    @property
    def key(self) -> tuple[str, int, int, str, str, str, str]:
        """Sort key: by place first, and with every field, so that output never depends on the order of work."""
        return (self.file, self.line, self.column, self.code, self.message, self.hint, self.level)


def stamped(file: str, path: KeyPath, rule: Regel, message: str, hint: str = "", level: Level | None = None) -> Finding:
    """A finding of this version of a rule; level and hint come from the standard where the rule's function states none."""
    return Finding(file, path, rule.code, level or rule.schwere, message, hint or rule.tipp)


def placed(file: str, line: int, column: int, rule: Regel, message: str, hint: str = "") -> Diagnostic:
    """The same where the place is known already."""
    return Diagnostic(file, line, column, rule.code, rule.schwere, message, hint or rule.tipp)


def visible(text: str) -> str:
    """``text`` on one line with every control, surrogate and invisible character spelled out, harmless on a terminal and in CI logs."""
    spelled = _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return _RUNNER_COMMAND.sub("# #", spelled)


def quoted(value: object, limit: int = 60) -> str:
    """A value as a message quotes it: in German quotation marks, at most ``limit`` characters.

    In the browser ``templates/static/js/eintragen/angaben.js``.
    """
    text = str(value)
    return f"„{text if len(text) <= limit else text[: limit - 1] + '…'}“"


def as_code(text: str, limit: int = 300) -> str:
    """``text`` as code of Markdown, in which nothing is obeyed: one line of at most ``limit`` characters, and never empty.

    What looks like a mention, a link, a picture, a heading or HTML stays what it is: characters.
    """
    line = visible(text).replace("`", "'").strip() or "(leer)"
    return f"`{line if len(line) <= limit else line[: limit - 1] + '…'}`"


def as_text(finding: Diagnostic) -> str:
    """``file:line:column Level CODE: message → hint`` on one line."""
    place = f"{visible(finding.file)}:{finding.line}:{finding.column}"
    hint = f" → {visible(finding.hint)}" if finding.hint else ""
    return f"{place} {finding.level.capitalize()} {finding.code}: {visible(finding.message)}{hint}"


def as_github(finding: Diagnostic) -> str:
    """A workflow command that puts the finding on its line in a pull request."""
    text = _escaped(f"{finding.code}: {finding.message}" + (f" → {finding.hint}" if finding.hint else ""))
    file = _escaped(finding.file).replace(":", "%3A").replace(",", "%2C")
    return f"::{_GITHUB[finding.level]} file={file},line={finding.line},col={finding.column}::{text}"


def as_json(findings: Sequence[Diagnostic]) -> str:
    """The findings for programs: a list of objects whose keys never change."""
    return json.dumps([as_row(finding) for finding in findings], ensure_ascii=False, indent=2)


def as_row(finding: Diagnostic) -> dict[str, str | int]:
    """One of them."""
    return {
        "datei": visible(finding.file),
        "zeile": finding.line,
        "spalte": finding.column,
        "code": finding.code,
        "schwere": finding.level,
        "meldung": visible(finding.message),
        "hinweis": visible(finding.hint),
    }


def _escaped(text: str) -> str:
    return visible(text).replace("%", "%25")


def in_order(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Every finding once, by file and place."""
    return sorted(set(findings), key=lambda finding: finding.key)

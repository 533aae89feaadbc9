"""A summary that came from a stranger's branch → the one comment below a pull request: whether to write it, and its text.

The summary was made by whatever program the branch holds, so nothing in it is believed. Of Markdown only what
``review.as_markdown`` needs is left: headings, list items, code, plain words. Uses nothing but the standard library, for it
runs where writing is allowed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landkarte.desk.commandline import OK
from landkarte.desk.terminal import show
from landkarte.ground.diagnostics import as_code
from landkarte.ground.errors import OperatorError
from landkarte.ground.plain import plain_bytes

if TYPE_CHECKING:
    from landkarte.desk.call import Call

MARKER = "<!-- landkarte: Zusammenfassung -->"
"""The first line of our comment: by it and its author it is found again."""
_FRAME = (
    "Diese Zusammenfassung hat ein Programm aus den Dateien des Vorschlags gemacht; nur sie ist eingerückt und hat einen Strich am Rand. "
    "Sie ist keine Entscheidung; die Redaktion sieht jeden Vorschlag selbst an."
)
_ENTRY = re.compile(r"coaches/(anbieter|jobcoaches)/[^/]+\.yaml")
_ONLY = "Laut der Plattform ändert der Vorschlag nur Einträge."
_MORE = (
    "## Nicht nur Einträge\n\nLaut der Plattform ändert der Vorschlag auch diese Dateien. Die Zusammenfassung darunter kann von einem "
    "geänderten Programm sein: Sehen Sie die Dateien an, bevor Sie ihr etwas glauben.\n"
)
_NOT_ALL = "- Die Plattform nennt nicht alle Dateien."
_NO_SUMMARY = "Eine Zusammenfassung hat der Vorschlag nicht hinterlassen."
_PROGRAM = ("build.py", "landkarte", "templates", ".github", "pyproject.toml", "requirements.txt", "package.json", "package-lock.json")
_LISTED, _SHOWN = 3_000, 50
"""Files of a pull request that the platform lists at most, and that we name."""
_CUT = "Der Rest der Zusammenfassung ist ausgelassen, weil sie für einen Kommentar zu lang ist."
LIMIT = 60_000
"""Characters of a comment."""
_TEXT_BYTES, _JSON_BYTES = 1_000_000, 50_000_000

_BLOCK = re.compile(r"(#{2,3} |- |)(.*)", re.DOTALL)
_NOT_PLAIN = re.compile(r"[^\w ,;:.()–→„“?!%-]|_")
# A point, colon or dash that something follows at once can make a link, an emoji or the number of an issue.
_JOINED = re.compile(r"([.:])(?=[^\s.:)“])|(-)(?=[\d-])")
_HEX = re.compile(r"\b[0-9a-fA-F]{7,}\b")


def decide_comment(call: "Call") -> int:
    """Which comment to write below a pull request, as JSON; a platform's own tool then does it."""
    comments, changed = (listed(Path(file)) for file in (call.options.comments, call.options.changed))
    show(json.dumps(decided(summary(Path(call.options.text)), comments, changed), ensure_ascii=False))
    return OK


def decided(text: bytes, comments: object, changed: object) -> dict[str, Any]:
    """What to do: ``action`` is create, update or none, ``id`` that of the comment to update, ``body`` its text.

    ``comments`` are those below the pull request and ``changed`` its files, as the platform lists them, flat or in pages.
    """
    told = _told(changed)
    # what the platform says stands above, and nobody else speaks in its name
    summary = defused(text.decode("utf-8", "replace").replace("Laut der Plattform", "Laut dem Vorschlag"), len(told))
    own = next((one for one in _each(comments) if _is_ours(one)), None)
    if not summary and told == _ONLY:
        return {"action": "none", "id": None, "body": None}
    # a quotation ends where a line does not begin so, and the branch cannot write such a line
    quotation = "\n".join(f"> {line}".rstrip() for line in summary.split("\n")) if summary else _NO_SUMMARY
    body = f"{MARKER}\n{told}\n\n{_FRAME}\n\n{quotation}"
    if own is None:
        return {"action": "create", "id": None, "body": body}
    if _plain_ends(own["body"]) == _plain_ends(body):
        return {"action": "none", "id": own["id"], "body": None}
    return {"action": "update", "id": own["id"], "body": body}


def _told(changed: object) -> str:
    """What the platform says about the files: all that is no entry by its name, under the old one, too, where it was renamed."""
    files = list(_each(changed))
    names = {str(file[key]) for file in files for key in ("filename", "previous_filename") if file.get(key)}
    others = sorted((name for name in names if not _ENTRY.fullmatch(name)), key=lambda name: (name.startswith("coaches/"), name))
    tops = Counter(name.partition("/")[0] for name in others)
    # many names of no weight must not hide those of the program
    lines = [f"- im Programm: {as_code(top)} ({tops[top]})" for top in _PROGRAM if top in tops and len(others) > _SHOWN]
    lines += [f"- {as_code(name)}" for name in others[:_SHOWN]]
    lines += [f"- und {len(others) - _SHOWN} weitere"] if len(others) > _SHOWN else []
    lines += [_NOT_ALL] if not names or len(files) >= _LISTED else []
    return "\n".join([_MORE, *lines]) if lines else _ONLY


def defused(text: str, taken: int = 0) -> str:
    """``text`` with nothing in it that a platform obeys, cut where ``taken`` leaves no room. Our own summaries come out as they went in."""
    lines = [_line(line) for line in re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text.strip())]
    room = LIMIT - len(MARKER) - len(_FRAME) - len(_CUT) - taken - 10
    ends = accumulate(len(line) + len("> \n") for line in lines)
    kept = sum(end <= room for end in ends)
    return "\n".join(lines[:kept] if kept == len(lines) else [*lines[:kept], "", _CUT]).strip()


def _line(text: str) -> str:
    match = _BLOCK.fullmatch(text.strip())
    assert match, "the pattern takes any text"
    start, rest = match.groups()
    parts = rest.split("`")
    if len(parts) % 2 == 0:  # a backtick without a second
        parts[-2:] = [f"{parts[-2]} {parts[-1]}"]
    # what stands between two backticks is code, and two pieces of code must not touch
    spelled = [as_code(part) if number % 2 else _plain(part) or " " for number, part in enumerate(parts)]
    # a dash alone would make a heading of the line before
    words = "".join(spelled).lstrip(" -").rstrip()
    return f"{start}{words}" if words else ""


def _plain(text: str) -> str:
    words = _JOINED.sub(lambda match: f"{match[1]} " if match[1] else " ", _NOT_PLAIN.sub(" ", text))
    # the platform links what looks like a commit
    return _HEX.sub(lambda match: " ".join(re.findall(".{1,6}", match[0])), words)


def _each(comments: object) -> Iterator[dict[str, Any]]:
    """Every comment of a list, or of a list of pages."""
    for one in comments if isinstance(comments, list) else ():
        if isinstance(one, list):
            yield from _each(one)
        elif isinstance(one, dict):
            yield one


def _is_ours(comment: dict[str, Any]) -> bool:
    """Whether a program wrote it, and this one: anybody could begin a comment with our marker."""
    user = comment.get("user")
    ours = isinstance(comment.get("body"), str) and comment["body"].startswith(MARKER)
    return ours and isinstance(comment.get("id"), int) and isinstance(user, dict) and user.get("type") == "Bot"


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def summary(path: Path) -> bytes:
    """The bytes of a summary from an artifact; OperatorError if it is no plain file."""
    return plain_bytes(path, _TEXT_BYTES)


def listed(path: Path) -> object:
    """Comments or files that the platform listed; OperatorError if that is no JSON."""
    try:
        return json.loads(plain_bytes(path, _JSON_BYTES))
    except (ValueError, RecursionError) as error:
        raise OperatorError(f"{path.name} enthält kein JSON.") from error

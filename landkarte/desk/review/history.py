"""What a change is made of: which files differ from an earlier revision, and what coaches/ held in it. The only door to git.

A branch comes from strangers and so do its file names and contents. Git is called with a fixed list of arguments, without a
shell, and without what a branch or the surroundings could make it run: hooks, external programs for differences, a monitor of
the file system. Names come apart at NUL bytes only. No link and no submodule is followed, on neither side.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Literal
from zoneinfo import ZoneInfo

from landkarte.desk.commandline import UsageError
from landkarte.ground.diagnostics import Diagnostic, placed, visible
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import explained, reason
from landkarte.ground.lines import is_day
from landkarte.ground.text import day as spelled
from landkarte.standard import rules

Kind = Literal["neu", "geändert", "gelöscht"]

if sys.platform == "win32":
    os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"  # else a git.exe in the working tree would be run

_REVISION = re.compile(r"[^-\s][^\x00-\x20\x7f]*")
_STATUS: dict[str, Kind] = {"A": "neu", "D": "gelöscht"}
_HARMLESS = (
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", f"core.attributesFile={os.devnull}",
    "-c", "protocol.allow=never", "--no-pager",
)  # fmt: skip
_GERMANY = ZoneInfo("Europe/Berlin")
_LINK = "120000"
_BROUGHT = "Diese Datei entsteht erst beim Bauen oder Einrichten; unbesehen könnte sie ändern, was veröffentlicht wird."
_TAKE_OUT = "Nehmen Sie die Datei aus dem Vorschlag (git rm --cached)."


def base(root: Path, revision: str) -> str:
    """The commit from which HEAD and ``revision`` went apart; UsageError if there is none."""
    commit = named(root, revision)
    common = _answer(root, "merge-base", commit, "HEAD")
    if common is None:
        raise UsageError(
            f"Der Stand „{visible(revision)}“ und der jetzige haben keinen gemeinsamen Vorgänger; git fetch --unshallow hilft oft."
        )
    return common


def named(root: Path, revision: str) -> str:
    """The commit that ``revision`` names.

    UsageError if there is none; OperatorError if ``root`` is not the top folder of a repository, or git is missing.
    """
    top = _run(root, "rev-parse", "--show-cdup")
    if top.returncode or top.stdout.strip():
        raise OperatorError(
            "Der Ordner des Projekts ist nicht die oberste Ebene einer Arbeitskopie von git; es gibt nichts zu vergleichen."
        )
    if not _REVISION.fullmatch(revision):
        raise UsageError("So heißt kein Stand in git. Nennen Sie einen Zweig oder einen Commit, zum Beispiel origin/main.")
    commit = _answer(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit is None:
        raise UsageError(
            f"Den Stand „{visible(revision)}“ gibt es in diesem Repository nicht. Holen Sie ihn vielleicht erst mit git fetch."
        )
    return commit


def at(root: Path, stand: str) -> tuple[str, date]:
    """The commit that was the newest at the end of the day ``stand``, and that day; or the one that a revision names, and its own.

    On its day a commit counts as what HEAD had then: one that a branch had already and that was merged later does not. Errors as above.
    """
    if not is_day(stand):
        commit = named(root, stand)
        said = int(_answer(root, "show", "-s", "--format=%ct", commit) or 0)
        return commit, datetime.fromtimestamp(min(said, 10**11), _GERMANY).date()  # no calendar has all years that a commit may claim
    day, newest = date.fromisoformat(stand), named(root, "HEAD")
    end = max(int(datetime.combine(day, time.max, _GERMANY).timestamp()), 1)  # what is negative git reads as no limit
    if found := _answer(root, "rev-list", "-1", "--first-parent", f"--min-age={end}", newest):
        return found, day
    partly = _answer(root, "rev-parse", "--is-shallow-repository") == "true"
    more = " Dieser Klon hat nur einen Teil der Geschichte; git fetch --unshallow holt den Rest." if partly else ""
    raise UsageError(f"Am Ende des {spelled(day)} gab es hier noch keinen Commit.{more}")


def changes(root: Path, commit: str) -> dict[str, Kind]:
    """Every file in which the working tree differs from ``commit``, new ones that git does not know yet among them.

    By its name relative to the project (POSIX), in the order of names, what happened to it.
    """
    found: dict[str, Kind] = {}
    fields = _names(
        root, "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty", commit, "--"
    )
    for status in fields:
        # ":100644 100644 <old> <new> M", then the name
        found[next(fields)] = _STATUS.get(status[-1:], "geändert")
    for name in _names(root, "ls-files", "--others", "--exclude-standard", "-z", "--"):
        found[name] = "geändert" if name in found else "neu"
    return dict(sorted(found.items()))


def brought(root: Path, commit: str, changed: Mapping[str, Kind]) -> Iterator[Diagnostic]:
    """The files of a change that only a build or a set-up makes, which ``commit`` keeps out of git (.gitignore) for that.

    Python and Jinja run compiled files that lie beside their sources without asking what they are made of.
    """
    rules_of_then = _run(root, "cat-file", "blob", f"{commit}:.gitignore").stdout.splitlines()
    patterns = [b"--exclude=" + line for line in rules_of_then if line.strip() and not line.startswith(b"#")]
    kept_out = set(_names(root, "ls-files", "--cached", "--ignored", "-z", *map(_text, patterns), "--")) if patterns else set()
    for file in (file for file, kind in changed.items() if kind != "gelöscht" and file in kept_out):
        yield placed(file, 1, 1, rules()["FO-03"], _BROUGHT, _TAKE_OUT)


@explained(lambda why, _: OperatorError(f"Der frühere Stand lässt sich hier nicht herstellen ({why})."))
def restore(root: Path, commit: str, folders: Sequence[str], target: Path) -> None:
    """Write what the ``folders`` (relative to the project) directly held in ``commit`` into the empty folder ``target``.

    Content larger than anything that is read becomes a file of that size without content; a link leads nowhere, a folder
    within is empty: whoever reads there finds the same as in the working tree then. OperatorError where that cannot be: not
    everywhere may everybody make links, or is every name one of a file.
    """
    limit = max(rules()[code].werte["bytes_hoechstens"] for code in ("FO-01", "R-09"))
    wanted: list[tuple[Path, str]] = []
    for folder in folders:
        # what lies directly in it, or the one file of that name
        for line in _names(root, "ls-tree", "-l", "-z", "--full-tree", commit, "--", f"{folder}/"):
            about, _, whole = line.partition("\t")
            mode, kind, object_, size = about.split()
            name = whole.rpartition("/")[2]
            path = target / folder / name
            if path.name != name:
                continue  # no working tree could hold it
            path.parent.mkdir(parents=True, exist_ok=True)
            if mode == _LINK:
                path.symlink_to("nirgends")
            elif kind != "blob":
                path.mkdir(exist_ok=True)
            elif int(size) > limit:
                with path.open("wb") as file:
                    file.truncate(limit + 1)
            else:
                wanted.append((path, object_))
    # every content from one process
    contents = io.BytesIO(_run(root, "cat-file", "--batch", asked="".join(f"{name}\n" for _, name in wanted)).stdout)
    for path, _ in wanted:
        path.write_bytes(_content(contents))


def _content(stream: IO[bytes]) -> bytes:
    """One answer of ``cat-file``: "<object> blob <size>", the content, a line end."""
    head = stream.readline().split()
    if len(head) != 3:
        raise OperatorError("git gibt einen früheren Stand nicht her; das Repository ist unvollständig.")
    content = stream.read(int(head[2]))
    stream.read(1)
    return content


def _names(root: Path, *arguments: str) -> Iterator[str]:
    """The parts of an answer that end with NUL; OperatorError if git refuses."""
    done = _run(root, *arguments)
    if done.returncode:
        raise OperatorError("git kann die Änderungen nicht nennen; das Repository ist unvollständig oder beschädigt.")
    return (_text(part) for part in done.stdout.split(b"\0") if part)


def _answer(root: Path, *arguments: str) -> str | None:
    """The one line of an answer; None if git says no."""
    done = _run(root, *arguments)
    return _text(done.stdout).partition("\n")[0] if done.returncode == 0 and done.stdout else None


def _text(raw: bytes) -> str:
    """A name as this system spells it; where names must be Unicode, what is none gets a replacement."""
    return raw.decode("utf-8", "replace") if sys.platform == "win32" else os.fsdecode(raw)


def _run(root: Path, *arguments: str, asked: str = "") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *_HARMLESS, *arguments], cwd=root, env=_environment(), input=asked.encode(), capture_output=True, check=False
        )
    except OSError as error:
        raise OperatorError(f"git lässt sich nicht aufrufen ({reason(error)[0]}). Bitte installieren Sie git.") from error


def _environment() -> dict[str, str]:
    """The surroundings without what steers git, and without the settings of the person or the machine."""
    kept = {key: value for key, value in os.environ.items() if not key.upper().startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "LC_ALL": "C",
    }

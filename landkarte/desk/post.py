"""What was sent, many at once: a folder, a .zip or a mailbox → files of entries, each with who sent it. Nothing is executed or shown."""

from __future__ import annotations

import mailbox
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from landkarte.entries.reading import everything

MANY = (".zip", ".mbox", ".eml", ".msg", ".pst")
_MOST, _MOST_BYTES, _MOST_OF_ENTRY = 2_000, 25_000_000, 100_000
"""So many messages or files are read, and none of more bytes than that; of a file so many are kept, or a small .zip fills the memory."""
_ENTRY = re.compile(r"^(?:# yaml-language-server:[^\n]*\n)?art:", re.MULTILINE)
_SAID = re.compile(
    r"\b([a-z0-9-]{1,99})\.yaml|^[^\w\n]*kennung:?\s+([a-z0-9-]+)|\b(?:stand:\s*(heute|[0-9.-]{8,10})|kapazit(?:ae|ä)t:\s*(\w+))[\s.!]*?$",
    re.MULTILINE,
)
"""Which entry is meant, in either spelling; and what shall stand in it."""
_PREPARED = re.compile(r"\b(?:guten|tag|ich|habe|den|eintrag|die|angaben|durchgesehen|sie|alle|stimmen|noch|neue|zeile|in|der|datei)\b")
"""Words above such a line that our links bring themselves; whoever adds others, says more than the line."""


class Piece(NamedTuple):
    """One thing that was sent: how a line of ours calls it, who sent it (name, address), and the bytes of an entry's file.

    Else ``values`` shall stand in the entry ``id``, as of ``day``, or ``trouble`` says in German why there is nothing to take.
    """

    said: str
    sender: tuple[str, str] = ("", "")
    data: bytes = b""
    id: str = ""
    values: tuple[tuple[str, str], ...] = ()
    day: date = date.max
    trouble: str = ""


def pieces(path: Path) -> Iterator[Piece]:
    """Everything in the file or folder ``path``, in its order."""
    found = _files(path)
    for said, size, data in islice(found, _MOST):
        if size > _MOST_BYTES or len(re.split(rb"\n\r?\n", data, maxsplit=1)[0]) > _MOST_OF_ENTRY:  # a long head takes the parser hours
            yield Piece(said, trouble="ist zu groß und wird nicht gelesen.")
        elif said.startswith("Nachricht ") or said.casefold().endswith(".eml"):
            yield from _of_message(said, data)
        elif said.casefold().endswith((".yaml", ".yml")):
            yield Piece(said, data=data[:_MOST_OF_ENTRY])
        else:
            yield Piece(said, trouble="ist keine Datei eines Eintrags (.yaml) und keine Nachricht als .eml, sondern etwa .msg von Outlook.")
    if next(found, None):
        yield Piece(path.name, trouble=f"enthält mehr als {_MOST} Dateien oder Nachrichten; der Rest ist nicht gelesen.")


def _files(path: Path) -> Iterator[tuple[str, int, bytes]]:
    """Name, size and bytes of each; no bytes of what is too large. OSError and zipfile.BadZipFile where the whole cannot be read."""
    if path.is_dir():
        for file in everything(path):
            size = file.stat().st_size if file.is_file() and not file.is_symlink() else _MOST_BYTES + 1
            yield file.relative_to(path).as_posix(), size, file.read_bytes() if size <= _MOST_BYTES else b""
    elif path.suffix.casefold() == ".zip":
        with zipfile.ZipFile(path) as packed:
            for info in packed.infolist():
                if not info.is_dir():
                    size = max(info.file_size, (_MOST_BYTES + 1) * (info.flag_bits & 1))  # what has a password is not read either
                    yield info.filename, size, packed.read(info) if size <= _MOST_BYTES else b""
    elif path.suffix.casefold() == ".mbox":
        with closing(mailbox.mbox(path.resolve(strict=True), create=False)) as box:
            for number, key in enumerate(box.iterkeys(), start=1):
                data = box.get_file(key).read(_MOST_BYTES + 1)
                yield f"Nachricht {number}", len(data), data
    else:
        yield path.name, path.stat().st_size, path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""


def _of_message(said: str, data: bytes) -> Iterator[Piece]:
    """The entries that a message brings, attached or in its text; a forwarded one counts as part of it."""
    try:
        letter = message_from_bytes(data, policy=default)
        parts = [part for part in islice(letter.walk(), 200) if isinstance(part, EmailMessage) and not part.is_multipart()]
        [sender] = [one for head in letter.get_all("From", []) for one in head.addresses]  # of several nobody knows who wrote
        name = sender.display_name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # some send it as it is
        who = ("".join(sign if sign.isprintable() else " " for sign in name)[:99], sender.addr_spec)
        subject, sent = str(letter["Subject"]), letter["Date"]
        day = sent.datetime.date() if sent and sent.datetime else date.max
        names = [(part.get_filename() or "").casefold() for part in parts]
        typed = [part for part, name in zip(parts, names, strict=True) if not name]
        texts = [_text(part) for part in typed if part.get_content_type() == "text/plain"]
        shown = [] if any(text.strip() for text in texts) else [_text(part) for part in typed if part.get_content_type() == "text/html"]
    except Exception:  # the parser raises whatever a hostile head makes it raise
        yield Piece(said, trouble="ist keine Nachricht, die sich lesen lässt.")
        return
    files = [part.get_payload(decode=True) for part, name in zip(parts, names, strict=True) if name.endswith((".yaml", ".yml"))]
    files += [text[found.start() :].encode("utf-8", "surrogateescape") for text in texts if (found := _ENTRY.search(text)) and not files]
    if files:
        yield from (Piece(said, who, file[:_MOST_OF_ENTRY]) for file in files if isinstance(file, bytes))
        return
    about, values = "", defaultdict[str, list[tuple[str, str]]](list)
    head, body = subject.casefold(), re.sub("(?m)^>.*", "", "\n".join(texts + shown)).casefold()
    for file, id_, stand, room in _SAID.findall(f"{head}\n{body}"):
        about = file or id_ or about
        values[about] += [("stand", stand)] * bool(stand) + [("kapazitaet", room)] * bool(room)
    values.pop("", None)
    said_of = {id_: pairs for id_, pairs in values.items() if pairs or re.search("zurückziehen|gibt es nicht mehr", head)}
    if said_of:
        yield from (Piece(said, who, id=id_, values=tuple(pairs), day=day) for id_, pairs in islice(said_of.items(), _MOST))
        if any(said_of.values()) and (said_of != values or re.search(r"\w", _PREPARED.sub("", _SAID.split(body)[0]))):
            yield Piece(said, who, trouble="sagt noch mehr als die vorbereitete Zeile; lesen Sie sie selbst.")
    elif "winmail.dat" in names:
        yield Piece(said, who, trouble="bringt ihre Anlage als winmail.dat, wie nur Outlook es kann. Bitten Sie um „Nur-Text“.")
    else:
        what = "besteht nur aus HTML und hat keine Datei (.yaml) als Anlage" if shown else "enthält keinen Eintrag"
        yield Piece(said, who, trouble=f"{what}; lesen Sie sie selbst.")


def _text(part: EmailMessage) -> str:
    """The text of a part as it was typed: unfolded (format=flowed), unquoted where all of an entry is quoted, without a signature."""
    data = raw if isinstance(raw := part.get_payload(decode=True), bytes) else b""
    try:
        text = data.decode(part.get_content_charset("utf-8")).encode().decode()  # some charsets would leave halves of letters
    except (LookupError, UnicodeError):
        text = data.decode("utf-8", "surrogateescape")  # reading an entry knows what to do with other letters
    text = text.replace("\r\n", "\n")
    if part.get_content_type() == "text/html":  # is only searched for lines, never shown; what is quoted is not hers
        hers = re.split("(?i)<blockquote", re.split("(?i)</head>", text)[-1])[0]
        text = unescape(re.sub("<[^<>]*>", "\n", hers))
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?m)^ ", "", re.sub(r"(?<=[^\n-]) \n(?=[^ \n>])", " ", text))
    if re.search(r"(?m)^> ?art:", text):
        text = "\n".join(re.sub("^> ?", "", line) for line in text.split("\n") if line.startswith(">"))
    return re.sub("(?ms)^-- ?$.*", "", text)

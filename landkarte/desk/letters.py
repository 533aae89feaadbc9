"""Letters that the maintainers send themselves: messages as files outside the repository, ready in any mail program."""

import os
from collections.abc import Callable, Mapping
from email import message_from_string
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from landkarte.desk.storage import save
from landkarte.ground.errors import OperatorError
from landkarte.ground.settings import Settings

Written = Callable[[str, Mapping[str, object]], tuple[str, str]]
"""The letter of this name (``templates/briefe/``) in these words: its text, and a page to be printed."""


def must_lie_outside(root: Path, path: Path) -> None:
    """Refuse (OperatorError) what tells of persons and lies below ``root``: all of that may become public."""
    if f"{os.path.realpath(path)}{os.sep}".startswith(f"{os.path.realpath(root)}{os.sep}"):
        raise OperatorError(f"{path.name} liegt im Ordner des Verzeichnisses, der öffentlich wird. Nehmen Sie einen Ordner außerhalb.")


def must_be_signed(settings: Settings) -> None:
    """Refuse (OperatorError) to write while nobody knows who writes, or where the site is."""
    missing = [f"betreiber.{key}" for key in ("name", "strasse", "plz", "ort", "email") if not getattr(settings.betreiber, key)]
    if missing or not settings.adresse:
        raise OperatorError(f"Für Briefe fehlt in pyproject.toml: {', '.join(['adresse'] * (not settings.adresse) + missing)}.")


def message(settings: Settings, to: tuple[str, str], subject: str, text: str, attached: tuple[str, str] | None = None) -> str:
    """An unsent message in plain text, perhaps with a file (name and text); empty if the address in ``to`` (name, address) can be none.

    The same letter has the same bytes. No line end of a stranger comes into its head: each part of it is one line.
    """
    name, address = (" ".join(part.split()) for part in to)
    local, _, domain = address.rpartition("@")
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(" ".join(settings.betreiber.name.split()), addr_spec=settings.betreiber.email)
    try:
        letter["To"] = Address(name, addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, MessageError):
        return ""
    letter["Subject"] = " ".join(subject.split())
    letter["X-Unsent"] = "1"  # Outlook opens it as a draft
    letter.set_content(text)
    if attached:
        letter.add_attachment(attached[1].encode(), "text", "yaml", filename=attached[0])
        letter.set_boundary("=" * 20)
    return letter.as_bytes().decode("utf-8", "surrogateescape")


def save_letter(folder: Path, name: str, sent: str) -> None:
    """A message of :func:`message` as .eml, and as .txt for whoever can only paste: to whom, subject, words, below them its file."""
    letter = message_from_string(sent, policy=SMTP)
    texts = [bytes(part.get_payload(decode=True)).decode() for part in letter.walk() if not part.is_multipart()]
    copied = "\n".join((f"An: {letter['To']}", f"Betreff: {letter['Subject']}", "", *texts)).replace("\r\n", "\n")
    for ending, content in (("eml", sent), ("txt", copied)):
        save(folder / f"{name}.{ending}", content, f"{name}.{ending}")

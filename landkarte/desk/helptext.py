"""What --help prints, made of the table of commands."""

import textwrap
from collections.abc import Iterable

from landkarte.desk.commands import COMMANDS

_WIDTH = 80


def overview() -> str:
    """What can be asked of build.py, each command in a line."""
    return _paragraphs(
        "Landkarte JobcoachingAP: aus den Einträgen in coaches/ entsteht die Website in site/.",
        "Aufruf:  python build.py [BEFEHL] [ANGABEN]",
        _table("Befehle:", ((name, command.purpose) for name, command in COMMANDS.items())),
        "Hilfe zu einem Befehl, mit Angaben und Beispielen:  python build.py BEFEHL --help",
        _exit_codes("Fehler in Einträgen, oder abgelehnt", "nicht gelungen"),
    )


def command_help(name: str) -> str:
    """What belongs to the command ``name``, and nothing else."""
    command = COMMANDS[name]
    needed = [option.spelled for option in command.options if option.needed]
    call = " ".join(filter(None, ("python build.py", name, command.words, *needed, "[ANGABEN]")))
    return _paragraphs(
        f"Aufruf:  {call}",
        textwrap.fill(f"{name} {command.purpose}. {command.more}", _WIDTH),
        _table("Angaben:", ((option.spelled, option.told) for option in command.options)),
        "\n".join(["Beispiele:", *(f"  python build.py {example}".rstrip() for example in command.examples)]),
        _exit_codes(command.refused, command.failed),
    )


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> str:
    """Two columns, the second of which may take several lines."""
    pairs = list(rows)
    indent = " " * (max(len(left) for left, _ in pairs) + 4)
    lines = [textwrap.fill(right, _WIDTH, initial_indent=f"  {left}".ljust(len(indent)), subsequent_indent=indent) for left, right in pairs]
    return "\n".join([heading, *lines])


def _exit_codes(refused: str, failed: str) -> str:
    meanings = {"0": "in Ordnung", "1": refused, "2": "Aufruf nicht verstanden", "3": failed, "130": "abgebrochen"}
    return _table("Rückgabewerte:", ((code, meaning) for code, meaning in meanings.items() if meaning))

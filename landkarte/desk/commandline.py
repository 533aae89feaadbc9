"""The command line in German: a call is read, or refused, as the table of commands says.

Imports nothing heavy, so that --help answers at once. Not argparse: its sub-commands know no option in front of the command, and
every version words its complaints anew, in English.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from landkarte.desk.commands import COMMANDS, FILES, FOLDER, ID, IDS, PORT, Command, Option, command_help, overview
from landkarte.ground.diagnostics import visible

OK, FINDINGS, USAGE, FAILED = 0, 1, 2, 3


class UsageError(Exception):
    """The command line was not understood; the message is German."""


# A dataclass would do, but importing those takes a tenth of the time in which --help answers.
class Options(NamedTuple):
    """What the person asked for. ``help`` is the text to print instead, or empty."""

    command: str = "build"
    today: date | None = None
    examples: bool = True
    publish: bool = False
    format: str = "text"
    help: str = ""
    id: str = ""
    """The entry that attest, forget or rename is about."""
    new_id: str = ""
    answers: Mapping[str, str] = MappingProxyType({})
    """What attest need not ask, by the names of its options."""
    seen_on: date | None = None
    open: bool = False
    """Whether einladen and erinnern only say what there is to do."""
    replace: bool = False
    fix: bool = False
    """Whether check corrects what is certain before it judges."""
    port: int = PORT
    """Where serve shows the site."""
    files: tuple[str, ...] = ()
    """The files that check is about, as they were typed; none means all. For import the one to be taken, for einladen the table, for
    erinnern the folder of the letters."""
    since: str = ""
    """The revision that check compares with, or that and the day of bericht."""
    base: str = ""
    """The revision that review compares with."""
    author: str = ""
    """The account that a change comes from."""
    out: str = ""
    """The folder that review writes to; empty: print."""
    text: str = ""
    comments: str = ""
    changed: str = ""
    before: str = ""
    """The file of the last publication."""


def parse(arguments: Sequence[str]) -> Options:
    """The options in ``arguments``, which may stand before and behind the words; UsageError when they cannot be understood."""
    words, given = _split(arguments)
    name, *named = words or ["build"]
    command = _command(name, given)
    found = {option.key: _value(name, option, given[option.name]) for option in command.options if option.name in given}
    if found.pop("help", False):
        return Options(name, help=command_help(name) if words else overview())
    missing = [option.name for option in command.options if option.needed and option.name not in given]
    if missing:
        raise not_understood(f"{name} braucht {' und '.join(missing)}", name)
    found = {option.key: option.value.partition("|")[0] for option in command.options if "|" in option.value} | found
    answers = {key: found.pop(key) for key in found.keys() - set(Options._fields)}
    options = Options(name, **found, **_named(name, named), answers=answers)
    if options.since and options.files:
        raise not_understood("--changed-since nur ohne genannte Dateien", name)
    return options


def not_understood(reason: str, command: str) -> UsageError:
    """The error that says why, and where help is: that of the ``command``, if there is one of that name."""
    call = " ".join(("python build.py", *([command] if command in COMMANDS else []), "--help"))
    return UsageError(f"Der Aufruf ist nicht verständlich ({visible(reason)}). Hilfe: {call}")


def _split(arguments: Iterable[str]) -> tuple[list[str], dict[str, str | None]]:
    """Words, and options with the value that was given, if any. Behind "--" everything is a word."""
    words: list[str] = []
    given: dict[str, str | None] = {}
    rest = deque(arguments)
    while rest:
        one = rest.popleft()
        if one == "--":
            return [*words, *rest], given
        if not _is_option(one):
            words.append(one)
            continue
        name, equals, value = one.partition("=")
        follows = _OPTIONS.get(name) and not equals and rest and not _is_option(rest[0])
        given["--help" if name == "-h" else name] = rest.popleft() if follows else value if equals else None
    return words, given


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


_OPTIONS = {option.name: bool(option.value) for command in COMMANDS.values() for option in command.options}
"""The options of all commands, and whether a value stands behind them."""


def _command(name: str, given: Iterable[str]) -> Command:
    """The command called ``name``; UsageError if there is none, or if it does not take the options that were given."""
    command = COMMANDS.get(name)
    own = [option.name for option in command.options] if command else list(_OPTIONS)
    for one in given:
        if one not in _OPTIONS:
            raise not_understood(f"{one} gibt es nicht{_meant(one, own)}", name)
        if one not in own:
            takers = [other for other, taking in COMMANDS.items() if one in {option.name for option in taking.options}]
            raise not_understood(f"{one} gibt es nur bei {' und '.join(takers)}", name)
    if command is None:
        raise not_understood(f"den Befehl „{name}“ gibt es nicht{_meant(name, COMMANDS)}", name)
    return command


def _meant(typed: str, known: Iterable[str]) -> str:
    """A question, where something that is ``known`` is spelled much like it."""
    from difflib import get_close_matches

    near = get_close_matches(typed.lower(), list(known), 1)
    return f". Meinten Sie {near[0]}?" if near else ""


def _value(name: str, option: Option, text: str | None) -> Any:
    try:
        return _read(option, text)
    except ValueError as error:
        raise not_understood(f"{option.name}: {error}", name) from None


def _read(option: Option, text: str | None) -> Any:
    """What was given as an option, as Options has it; ValueError with a reason for people."""
    if not option.value:
        if text is not None:
            raise ValueError(f"nimmt keinen Wert, auch nicht „{text}“")
        return not Options._field_defaults[option.key]
    if text is None:
        raise ValueError("es fehlt ein Wert")
    if "|" in option.value and text not in option.value.split("|"):
        raise ValueError(f"„{text}“ ist nicht möglich, nur {option.value.replace('|', ', ')}")
    return _READING.get(option.value, str)(text)


def _day(text: str) -> date:
    # fromisoformat would read 20261101 and 2026-W44-7 as well
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise ValueError(f"„{text}“ ist kein Tag der Form JJJJ-MM-TT")


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65_535:
        raise ValueError(f"„{text}“ ist keine Nummer bis 65535")
    return int(text)


def _filled(text: str) -> str:
    # an unset variable of a workflow must not mean: check everything
    if not text:
        raise ValueError("es fehlt ein Wert")
    return text


_READING: dict[str, Callable[[str], object]] = {"JJJJ-MM-TT": _day, "NUMMER": _port, "STAND": _filled, "DATEI": _filled}
"""How a value is read, by its name in the table; what is not here may be anything."""


def _named(name: str, words: Sequence[str]) -> dict[str, Any]:
    """What the command is about, as Options has it."""
    command = COMMANDS[name]
    if command.words == FILES:
        return {"files": tuple(words)}
    if not command.words and words:
        takers = [other for other, taking in COMMANDS.items() if taking.words]
        raise not_understood(f"{words[0]} ist zu viel; Dateien oder eine Kennung nehmen nur {', '.join(takers)}", name)
    if command.words and (len(words) != len(command.words.split()) or not all(words)):
        what = {ID: "eine Kennung", IDS: "zwei Kennungen", FOLDER: "einen Ordner"}.get(command.words, "eine Datei")
        raise not_understood(f"{name} braucht {what} und nicht mehr, zum Beispiel python build.py {command.examples[0]}", name)
    return dict(zip(("id", "new_id"), words, strict=False)) if command.words in (ID, IDS) else {"files": tuple(words)}

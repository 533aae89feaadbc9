"""Publishing: what keeps a site from going online, and what the last publication had that is missing now.

Only a first publication is refused. Once a site is online a refusal would keep there whoever was withdrawn; so it is a loud warning.
"""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from landkarte.desk.call import Call, Checked
from landkarte.desk.terminal import warn
from landkarte.directory import Memory, memory
from landkarte.ground.errors import OperatorError
from landkarte.ground.plain import plain_bytes
from landkarte.places.exact import FOLDER, DamagedGeodata

_BYTES = 50_000_000
"""Of the file of the last publication; ten thousand entries take one."""
_FEW, _TENTH = 3, 10
"""More ids than so many, or one in so many, stop a publication."""
_REMEDY = (
    "Die bisherige Website bleibt, wie sie ist. Holen Sie die Dateien zurück, oder berichtigen Sie sie. Wer zurückgezogen hat, braucht "
    "eine Zeile art;id;tag in coaches/zurueckgezogen.csv; wer jetzt anders heißt, nennt die alte Kennung unter fruehere_ids."
)


def last_time(call: Call) -> Memory | None:
    """What --vorher says was published; None, and a line about it, where that cannot be told."""
    if not call.options.before:
        return None
    try:
        return memory.parse(plain_bytes(Path(call.options.before), _BYTES), call.today)
    except OperatorError as error:
        warn(f"--vorher: {error} Der Bau tut, als wäre noch nichts veröffentlicht, und kann nicht sagen, was fehlt.", call.options.format)
        return None


def gathered(call: Call) -> Checked:
    """The entries; a publication does without geographic data that cannot be used."""
    try:
        return call.gathered(call.options.examples)
    except DamagedGeodata as error:
        if not call.options.publish:
            raise
        warn(str(error), call.options.format)
        return call.gather(call.root, call.settings, call.today, call.options.examples, geodata=call.root / FOLDER / "keine")


def examine(call: Call, checked: Checked, before: Memory | None, consent_ready: bool, texts: Sequence[str]) -> tuple[str, ...]:
    """Say what is missing and what the operator still owes; OperatorError where that keeps a site from going online.

    The ids that are too many to have gone on purpose, where somebody's withdrawal is published all the same. ``texts`` tell of broken ones.
    """
    publish, known = call.options.publish, before or {}
    gone = missing(checked, known)
    told = f"{len(gone)} von {len(known)} zuletzt veröffentlichten Einträgen fehlen, und nichts erklärt es: {', '.join(gone)}."
    withdrawn = any(one.id in known for one in checked.directory.withdrawn)
    accident = bool(gone) and (len(gone) > _FEW or len(gone) * _TENTH >= len(known))
    if publish and accident and not withdrawn:
        raise OperatorError(f"{told} {_REMEDY}")
    owed = [*texts, *(_owed(call, consent_ready) if publish else ())]
    if owed and not (publish and before is not None):
        raise OperatorError("\n".join(owed))
    if owed:
        without = ", ohne die genannten Texte und Bilder" if texts else ""
        owed.append(f"Die Website ist schon online und wird trotzdem erneuert{without}; sonst bliebe stehen, wer zurückgezogen hat.")
    if publish and checked.directory.exact is None:
        owed.append("Ohne die Daten von python build.py geodata liegen Orte nur ungefähr richtig, und so steht es auf der Website.")
    owners = call.root / ".github" / "CODEOWNERS"
    if publish and owners.is_file() and re.search(r"(?m)^[^#\n]*@OWNER", owners.read_text("utf-8", "replace")):
        owed.append("In .github/CODEOWNERS steht noch @OWNER: Niemand muss zustimmen, wenn sich Regeln oder Prüfvermerke ändern.")
    if not call.settings.betreiber.email and not call.settings.mitmachen.fehler_melden:
        owed.append("Niemand kann einen Fehler melden: In pyproject.toml fehlen betreiber.email und mitmachen.fehler_melden.")
    for one in [told, *owed] if gone else owed:
        warn(one, call.options.format)
    return tuple(gone) if accident else ()


def missing(checked: Checked, before: Memory) -> list[str]:
    """The ids of ``before`` that have no file now, or an unreadable one, and no line among the withdrawn and no sound heir."""
    loaded, world = checked.loaded, checked.world
    unsound = {found.file for found in checked.findings if found.level == "fehler" and found.code != "A-05"}  # to expire is no accident
    inherited = {old for file, entry in world.entries if file not in unsound for old in entry.fruehere_ids}
    unread = {PurePosixPath(found.file).stem for found in loaded.findings} - {source.entry.id for source in loaded.sources}
    return sorted(before.keys() - (loaded.ids - unread) - world.withdrawn.keys() - inherited)


def _owed(call: Call, consent_ready: bool) -> list[str]:
    """What the operator has to do before a site may go online."""
    settings = call.settings
    keys = [f"betreiber.{key}" for key in settings.betreiber.missing()] + ([] if settings.adresse else ["adresse"])
    owed = [f"Zum Veröffentlichen fehlen in pyproject.toml unter [tool.landkarte]: {', '.join(keys)}."] if keys else []
    if not consent_ready:
        folder = "coaches/vorlagen"
        newest = max((path.name for path in (call.root / folder).glob("einwilligung-*.md") if not path.is_symlink()), default="")
        noted = f"In {folder}/{newest}, dem Text der Einwilligung, steht noch der Hinweis für den Betreiber, oder er ist nicht in UTF-8."
        owed.append(noted if newest else f"Der Text der Einwilligung fehlt: {folder}/einwilligung-JJJJ-MM.md.")
    return owed

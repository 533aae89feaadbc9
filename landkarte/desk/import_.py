"""import: a file that was sent becomes an entry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from landkarte.desk.commandline import OK
from landkarte.desk.storage import save_entry
from landkarte.desk.terminal import refuse, say, tell, tell_repairs

if TYPE_CHECKING:
    from landkarte.desk.call import Call


_TABLES = (".csv", ".tsv", ".ods", ".xls", ".xlsx")
_NO_TABLE = (
    "{} ist eine Tabelle und wird nicht übernommen; import nimmt je Eintrag eine Datei (.yaml). Nachgeschlagene Orte gehören in"
    " coaches/orte.csv, zurückgezogene Kennungen in coaches/zurueckgezogen.csv; dort trägt die Redaktion die Zeilen ein."
    " Eine Liste von Personen ist kein Eintrag: Jede Person braucht ihre eigene Datei und ihre eigene Einwilligung."
)


def import_entry(call: Call) -> int:
    """Take a file that was sent into coaches/, or say what is wrong with it; exit code 1 when it is not taken."""
    from landkarte.entries import reading
    from landkarte.ground.diagnostics import in_order

    options = call.options
    [typed] = options.files
    if Path(typed).suffix.casefold() in _TABLES:
        return refuse(_NO_TABLE.format(typed))
    mailed = reading.mailed(Path(typed), typed)
    if mailed.place.startswith("pruefungen/"):
        return refuse("Prüfvermerke werden nicht übernommen; die Redaktion schreibt sie mit python build.py attest.")
    if mailed.source is None:
        tell(in_order(mailed.findings), options.format)
        return refuse(f"{typed} hat Fehler und wird nicht übernommen.")
    target = call.root / "coaches" / mailed.place
    if os.path.lexists(target):
        if not options.replace:
            return refuse(f"coaches/{mailed.place} gibt es schon; zum Ersetzen: --ersetzen.")
        if target.is_symlink() or not target.is_file():
            return refuse(f"coaches/{mailed.place} ist keine gewöhnliche Datei und wird nicht ersetzt.")
    # what the entry does to others counts as well: somebody else's page must not vanish
    before = set(call.gathered().findings)
    after = call.gathered(arrived=mailed.source)
    found = [finding for finding in (*mailed.findings, *after.findings) if finding not in before]
    tell(in_order(found), options.format)
    if any(finding.level == "fehler" for finding in found):
        return refuse(f"{typed} wird nicht übernommen, solange oben Fehler stehen.")
    said = "Ersetzt" if os.path.lexists(target) else "Geschrieben"
    save_entry(target, mailed.text, new=not options.replace)
    tell_repairs(typed, mailed.respelled)
    say(f"{said}: coaches/{mailed.place}")
    return OK

"""What both publishers share: keys of Kreise, which may be older or newer than our own table, and what may go wrong on the way to us."""

from collections.abc import Set

from landkarte.ground.errors import OperatorError
from landkarte.places import tables
from landkarte.places.tables import kreise

_CHANGED = 20
"""So many Kreise came or went at once in the largest reform of a Land; more are no reform but another file."""


class GeodataError(OperatorError):
    """Exact data could not be renewed; the message (German) says why in one line. What was there is as it was."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Die bisherigen Geodaten sind unverändert.")


class ChangedFormat(GeodataError):
    """The publisher's file is not what it used to be: most likely not a failure of today but a change of format."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file} sieht anders aus als erwartet: {what}. Vielleicht hat der Herausgeber das Format geändert.")


def current(key: str) -> str:
    """The AGS of the one Kreis that has the territory of ``key`` now, or ``key`` itself."""
    found = tables.current(key)
    return found[0] if len(found) == 1 else key


def notes(file: str, unknown: Set[str], missing: Set[str]) -> list[str]:
    """What to say in German of keys that only the ``file`` knows, and of ``missing`` ones; ChangedFormat when there are too many."""
    if len(unknown) > _CHANGED:
        raise ChangedFormat(file, f"{len(unknown)} Kreise kennt dieses Programm nicht, etwa {min(unknown)}")
    if len(missing) > _CHANGED:
        known = len(kreise())
        raise ChangedFormat(file, f"sie enthält nur {known - len(missing)} von {known} Kreisen, es fehlt etwa {min(missing)}")
    told = [f"{file} nennt einen Kreis {key}, den landkarte/places/data/kreise.csv nicht kennt." for key in sorted(unknown)]
    return told + [f"{file} nennt nicht {kreise()[key].name} ({key}); dort gilt weiter, was vorher galt." for key in sorted(missing)]

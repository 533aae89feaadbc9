"""Who may change an entry, and what a maintainer must not overlook in a change. Pure.

An entry belongs to the account (``konto``) that it names in the state before the change: what the change itself says cannot
count. Accounts are compared without regard to capital letters.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from landkarte.desk.review.words import Quote, Words

Data = Mapping[str, Any]

FOREIGN = "Fremde Änderung: Der Eintrag gehört zum Konto "
LOST = "Prüfvermerk verloren: "
"""How the gravest of all begin."""


def objections(before: Data | None, after: Data | None, author: str) -> Iterator[Words]:
    """What to look at in an entry that stays: ``before`` and ``after`` are its values, None where they are not readable."""
    yield from stranger(before, author)
    if before is None or after is None:
        yield ("Eine Seite des Vergleichs ist nicht lesbar: Ob sich das Konto ändert, lässt sich nicht sagen.",)
        return
    old, new = account(before), account(after)
    if old.casefold() != new.casefold():
        if old and new:
            yield ("Das Konto ist geändert von ", Quote(old), " auf ", Quote(new), ".")
        else:
            yield ("Das Konto ", Quote(old or new), " ist entfernt." if old else " ist neu eingetragen.")
    if invented(before) != invented(after):
        yield (
            "Aus einem wirklichen Eintrag wird ein Beispiel (beispiel: true); für ihn bleibt dann die Uhr stehen."
            if invented(after)
            else "Aus einem Beispiel wird ein wirklicher Eintrag: Bitte vollständig durchsehen.",
        )


def stranger(before: Data | None, author: str) -> Iterator[Words]:
    """Whether somebody else than its owner changes or deletes an entry; without ``author`` only whether there is an owner."""
    if before is None:
        yield ("Der bisherige Stand ist nicht lesbar: Wem der Eintrag gehört, muss die Redaktion klären.",)
        return
    owner = account(before)
    if not owner:
        yield ("Der Eintrag nennt kein Konto: Ob die Änderung vom Anbieter kommt, muss die Redaktion klären.",)
    elif author and owner.casefold() != author.casefold():
        yield (FOREIGN, Quote(owner), ", der Vorschlag kommt von ", Quote(author), ".")


def newcomer(after: Data | None, author: str) -> Iterator[Words]:
    """What to look at in a new entry."""
    yield ("Neuer Eintrag: Bitte vollständig durchsehen, auch die Einwilligung.",)
    owner = account(after or {})
    if after is not None and not owner:
        yield ("Der Eintrag nennt kein Konto: Wer ihn später ändern darf, steht nicht fest.",)
    elif owner and author and owner.casefold() != author.casefold():
        yield ("Der Eintrag nennt das Konto ", Quote(owner), ", der Vorschlag kommt von ", Quote(author), ".")


def account(data: Data) -> str:
    """The account that an entry names; empty if it names none."""
    value = data.get("konto")
    return value.strip() if isinstance(value, str) else ""


def invented(data: Data) -> bool:
    """Whether an entry calls itself an example."""
    return data.get("beispiel") == "true"

"""Addresses under which readers and providers tell the maintainers something, filled in before they are opened.

Whatever is filled in is percent-encoded, so that no name of an entry can add a field or a recipient. How long a name may be, and that
it is one line, is said by the model; other signs that end a line become blanks here.
"""

from typing import NamedTuple
from urllib.parse import quote

from landkarte.directory import Listing
from landkarte.entries.model import Anbieter
from landkarte.ground.settings import Settings
from landkarte.site.pages.spelling import mail

_GONE = """\
Dieser Eintrag soll aus dem Verzeichnis verschwinden.

Kennung: {kennung}
Seite: {seite}

Einen Grund müssen Sie nicht nennen. Bitte schreiben Sie nichts über die Gesundheit eines Menschen.

Wer meldet das? (Was nicht zutrifft, löschen Sie bitte.)
- Es ist mein eigener Eintrag oder der meiner Organisation.
- Ich bin jemand anderes und weiß davon.
"""
_WRONG = """\
Kennung: {kennung}
Name: {name}
Seite: {seite}

Was stimmt nicht?


Bitte schreiben Sie nichts über die Gesundheit eines Menschen.
"""


class Wege(NamedTuple):
    """Where one and the same message can be sent; each an address, or empty where the operator has stated none."""

    plattform: str
    email: str


def ways(settings: Settings, betreff: str, text: str) -> Wege:
    """The ways in which a message with this subject and text reaches the maintainers."""
    platform = settings.mitmachen.fehler_melden.replace("{betreff}", quote(betreff, safe="")).replace("{text}", quote(text, safe=""))
    address = settings.betreiber.email
    # a line of an e-mail ends with CR and LF (RFC 6068)
    body = quote(text.replace("\n", "\r\n"), safe="")
    return Wege(platform, f"{mail(address)}?subject={quote(betreff, safe='')}&body={body}" if address else "")


def reports(listing: Listing, settings: Settings) -> dict[str, object]:
    """What can be told about an entry: that it is no more, and that something in it is wrong, if there is any way at all.

    The name of a person is not in it: what is sent to a platform stays there for all to read.
    """
    entry = listing.entry
    filled = {
        "kennung": entry.id,
        "seite": settings.adresse + listing.url,
        "name": " ".join(listing.name.split()) if isinstance(entry, Anbieter) else f"Jobcoach {entry.id}",
    }
    weg = ways(settings, f"Gibt es nicht mehr: {entry.id}", _GONE.format(**filled))
    fehler = ways(settings, f"Fehler im Eintrag {entry.id}", _WRONG.format(**filled))
    return {"weg": weg, "fehler": fehler, "moeglich": any(weg)}

"""Addresses under which readers and providers tell the maintainers something, filled in before they are opened.

Whatever is filled in is percent-encoded, so that no name of an entry can add a field or a recipient. How long a name may be, and that
it is one line, is said by the model; other signs that end a line become blanks here.
"""

from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from landkarte.directory import Listing
from landkarte.entries.model import Anbieter
from landkarte.ground.settings import Settings
from landkarte.site.pages.spelling import mail

_encoded = partial(quote, safe="{}")
"""Once for all entries; what is filled in for ``{…}`` is encoded by itself."""
_GONE = _encoded("""\
Dieser Eintrag soll aus dem Verzeichnis verschwinden.

Kennung: {kennung}
Seite: {seite}

Einen Grund müssen Sie nicht nennen. Bitte schreiben Sie nichts über die Gesundheit eines Menschen.

Wer meldet das? (Was nicht zutrifft, löschen Sie bitte.)
- Es ist mein eigener Eintrag oder der meiner Organisation.
- Ich bin jemand anderes und weiß davon.
""")
_WRONG = _encoded("""\
Kennung: {kennung}
Name: {name}
Seite: {seite}

Was stimmt nicht?


Bitte schreiben Sie nichts über die Gesundheit eines Menschen.
""")
_SUBJECTS = _encoded("Gibt es nicht mehr: {kennung}"), _encoded("Fehler im Eintrag {kennung}")


class Wege(NamedTuple):
    """Where one and the same message can be sent; each an address, or empty where the operator has stated none."""

    plattform: str
    email: str


def ways(settings: Settings, betreff: str, text: str) -> Wege:
    """The ways in which a message with this subject and text, both percent-encoded, reaches the maintainers."""
    platform = settings.mitmachen.fehler_melden.replace("{betreff}", betreff).replace("{text}", text)
    address = settings.betreiber.email
    # a line of an e-mail ends with CR and LF (RFC 6068)
    body = text.replace("%0A", "%0D%0A")
    return Wege(platform, f"{mail(address)}?subject={betreff}&body={body}" if address else "")


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
    encoded = {key: quote(value, safe="") for key, value in filled.items()}
    told = zip(_SUBJECTS, (_GONE, _WRONG), strict=True)
    weg, fehler = (ways(settings, betreff.format(**encoded), text.format(**encoded)) for betreff, text in told)
    return {"weg": weg, "fehler": fehler, "moeglich": any(weg)}

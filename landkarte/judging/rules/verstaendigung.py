"""Rules on how people can reach and understand an offer."""

from collections.abc import Iterator

from landkarte.entries.model import Leistungserbringer, Standort
from landkarte.ground.diagnostics import quoted
from landkarte.judging import hosts
from landkarte.judging.conditions import (
    absent,
    count,
    each,
    each_provider,
    either,
    first,
    found,
    includes,
    less,
    one_of,
    only,
    some,
    unless,
    when,
)
from landkarte.judging.world import Found, Rule, World
from landkarte.places.tables import plz_gebiete
from landkarte.standard import Regel

# who offers DGS says how well, or has a proof
_NO_LEVEL = each("kommunikation", found("", "Zu dgs fehlen Niveau und Nachweis.", one_of("", ("dgs",))))
sign_language_level = when(absent("dgs_niveau"), unless(some("nachweise", one_of("typ", ("dgs_nachweis",)))), then=_NO_LEVEL)

# who works with people who need Leichte Sprache has a text in it
easy_text = found(
    "beschreibung",
    "Es gibt keine Beschreibung in Leichter Sprache.",
    absent("beschreibung_leichte_sprache"),
    either(includes("kommunikation", "anlass"), includes("behinderungsarten", "anlass")),
)

# more than one way, and one for people who cannot phone
_WAYS = "kontakt.kontaktwege"
_ONE, _TOO_FEW = "Es ist nur ein Kontaktweg genannt.", less(count(_WAYS), "mindestens")
_SECOND = "Ergänzen Sie einen zweiten Weg, zum Beispiel {} oder telefon."
ways_to_call = first(
    found(_WAYS, _ONE, _TOO_FEW, includes(_WAYS, ("email",)), hint=_SECOND.format("textnachricht")),
    found(_WAYS, _ONE, _TOO_FEW, includes(_WAYS, ("textnachricht",)), hint=_SECOND.format("email")),
    found(_WAYS, _ONE, _TOO_FEW),
    found(_WAYS, "Alle Kontaktwege setzen Telefonieren voraus.", only(_WAYS, one_of("", "telefonisch"))),
)


def informierbar(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The address of a survey leads to informierBar, which knows places in Nordrhein-Westfalen."""
    for number, site in enumerate(entry.standorte):
        url = site.barrierefreiheit.informierbar_url if site.barrierefreiheit else None
        host = hosts.host(url) if url else ""
        if not host:  # no address at all, or none that works, and then FO-08 has said so
            continue
        path = ("standorte", number, "barrierefreiheit", "informierbar_url")
        if entry.beispiel and host == "example.org":
            continue
        if host not in regel.werte["hosts"]:
            # the page calls the link informierBar, so it must not lead anywhere else
            yield Found(path, f"{quoted(url)} führt nicht zu informierBar.", level="fehler")
        elif not _may_lie_in(site, regel.werte["ags"]):
            yield Found(path, f"{quoted(site.ort)} liegt nicht in Nordrhein-Westfalen; informierBar beschreibt nur Orte dort.")


def _may_lie_in(site: Standort, ags: str) -> bool:
    """Whether a Standort lies in the Land with this key, as far as AGS or postcode can tell."""
    area = plz_gebiete().get(site.plz[:3])
    possible = (site.ags,) if site.ags else area.kreise if area else (ags,)
    return any(key.startswith(ags) for key in possible)


RULES: dict[str, Rule] = {
    "B-02": sign_language_level,
    "B-05": each_provider(informierbar),
    "B-07": each_provider(easy_text),
    "B-08": each_provider(ways_to_call),
}

"""Rules on how people can reach and understand an offer."""

from collections.abc import Iterator

from landkarte.entries.model import Leistungserbringer, Standort
from landkarte.ground.diagnostics import quoted
from landkarte.judging import conditions as c
from landkarte.judging import hosts
from landkarte.judging.world import Found, Rule, World
from landkarte.places.tables import plz_gebiete
from landkarte.standard import Regel

_NO_LEVEL = c.each("kommunikation", c.found("", "Zu dgs fehlen Niveau und Nachweis.", c.one_of("", ("dgs",))))
_WAYS = "kontakt.kontaktwege"
_ONE, _TOO_FEW = "Es ist nur ein Kontaktweg genannt.", c.less(c.count(_WAYS), "mindestens")
_SECOND = "Ergänzen Sie einen zweiten Weg, zum Beispiel {} oder telefon."


def informierbar(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The address of a survey leads to informierBar, which knows places in Nordrhein-Westfalen."""
    for number, site in enumerate(entry.standorte):
        url = site.barrierefreiheit.informierbar_url if site.barrierefreiheit else None
        host = hosts.host(url) if url else ""
        # no address at all, or none that works, and then FO-08 has said so
        if not host or (entry.beispiel and host == "example.org"):
            continue
        path = ("standorte", number, "barrierefreiheit", "informierbar_url")
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
    # who offers DGS says how well, or has a proof
    "B-02": c.when(c.absent("dgs_niveau"), c.unless(c.some("nachweise", c.one_of("typ", ("dgs_nachweis",)))), then=_NO_LEVEL),
    "B-05": c.each_provider(informierbar),
    # who works with people who need Leichte Sprache has a text in it
    "B-07": c.each_provider(
        c.found(
            "beschreibung",
            "Es gibt keine Beschreibung in Leichter Sprache.",
            c.absent("beschreibung_leichte_sprache"),
            c.either(c.includes("kommunikation", "anlass"), c.includes("behinderungsarten", "anlass")),
        )
    ),
    # more than one way, and one for people who cannot phone
    "B-08": c.each_provider(
        c.first(
            c.found(_WAYS, _ONE, _TOO_FEW, c.includes(_WAYS, ("email",)), hint=_SECOND.format("textnachricht")),
            c.found(_WAYS, _ONE, _TOO_FEW, c.includes(_WAYS, ("textnachricht",)), hint=_SECOND.format("email")),
            c.found(_WAYS, _ONE, _TOO_FEW),
            c.found(_WAYS, "Alle Kontaktwege setzen Telefonieren voraus.", c.only(_WAYS, c.one_of("", "telefonisch"))),
        )
    ),
}

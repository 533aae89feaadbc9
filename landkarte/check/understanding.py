"""Rules on how people can reach and understand an offer."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from landkarte.check.world import Found, World
from landkarte.diagnostics import quoted
from landkarte.geo import plz_gebiete
from landkarte.model import Eintrag, Leistungserbringer, Standort
from landkarte.standard import Regel


def sign_language_level(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Who offers DGS says how well, or has a proof."""
    if "dgs" not in entry.kommunikation or entry.dgs_niveau or any(proof.typ == "dgs_nachweis" for proof in entry.nachweise):
        return
    yield Found(("kommunikation", entry.kommunikation.index("dgs")), "Zu dgs fehlen Niveau und Nachweis.")


def informierbar(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The address of a survey leads to informierBar, which knows places in Nordrhein-Westfalen."""
    for number, site in enumerate(entry.standorte):
        url = site.barrierefreiheit.informierbar_url if site.barrierefreiheit else None
        host = _host(url) if url else ""
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


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _may_lie_in(site: Standort, ags: str) -> bool:
    """Whether a Standort lies in the Land with this key, as far as AGS or postcode can tell."""
    area = plz_gebiete().get(site.plz[:3])
    possible = (site.ags,) if site.ags else area.kreise if area else (ags,)
    return any(key.startswith(ags) for key in possible)


def easy_text(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Who works with people who need Leichte Sprache has a text in it."""
    if entry.beschreibung_leichte_sprache or {*entry.kommunikation, *entry.behinderungsarten}.isdisjoint(regel.werte["anlass"]):
        return
    yield Found(("beschreibung",), "Es gibt keine Beschreibung in Leichter Sprache.")


def ways_to_call(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """More than one way, and one for people who cannot phone."""
    ways = set(entry.kontakt.kontaktwege)
    if len(ways) < regel.werte["mindestens"]:
        yield Found(("kontakt", "kontaktwege"), "Es ist nur ein Kontaktweg genannt.")
    elif ways.issubset(regel.werte["telefonisch"]):
        yield Found(("kontakt", "kontaktwege"), "Alle Kontaktwege setzen Telefonieren voraus.")

"""Rules on who pays for an offer and on which legal basis, by the law data of the standard."""

from collections.abc import Iterator

from landkarte.check.world import Found, World
from landkarte.diagnostics import KeyPath, quoted
from landkarte.model import Angebot, Leistungserbringer
from landkarte.model.teile import Leistungstraegerbezug
from landkarte.standard import Rechtszeile, Regel, law, vocabulary


def _payers(offer: Angebot) -> Iterator[tuple[KeyPath, Leistungstraegerbezug]]:
    for number, payer in enumerate(offer.leistungstraeger):
        yield ("leistungstraeger", number), payer


def _bases(offer: Angebot) -> Iterator[tuple[KeyPath, Leistungstraegerbezug, str, Rechtszeile | None]]:
    """Every legal basis of every payer, with its row of the law data."""
    for path, payer in _payers(offer):
        for number, basis in enumerate(payer.rechtsgrundlagen):
            yield (*path, "rechtsgrundlagen", number), payer, basis, law().get((payer.traeger, basis))


def _pair(payer: Leistungstraegerbezug, basis: str) -> str:
    return f"{vocabulary('rechtsgrundlagen').label(basis)} bei {quoted(vocabulary('leistungstraeger').label(payer.traeger))}"


def basis_fits(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Every legal basis is one on which this payer can pay."""
    for path, payer, basis, row in _bases(offer):
        if row is not None:
            continue
        fitting = [key for traeger, key in law() if traeger == payer.traeger]
        if fitting:
            yield Found(path, f"{_pair(payer, basis)} ist nicht vorgesehen.", f"Hier sind möglich: {', '.join(fitting)}.")
        elif offer.leistungsart != "jobcoaching_ap":  # there T-04 has said that this payer pays no such offer at all
            yield Found(path, f"{_pair(payer, basis)} ist nicht vorgesehen.", "Lassen Sie rechtsgrundlagen hier weg.")


def jobcenter_no_longer(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A pair that was lawful only for some years stands with the year of an order from that time."""
    for path, payer, basis, row in _bases(offer):
        if row is None or row.regel != regel.code or row.state(world.day_for(entry)) == "gilt":
            continue
        if payer.jahr and row.gueltig_ab.year <= payer.jahr <= row.gueltig_bis.year:
            yield Found(path, f"{_pair(payer, basis)} galt nur bis {row.gueltig_bis} und wird nicht mehr angezeigt.", level="warnung")
        else:
            yield Found(path, f"{_pair(payer, basis)} gilt nicht für Aufträge nach dem {row.gueltig_bis}.")


def pays_for_work(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """No payer that pays for no Teilhabe am Arbeitsleben."""
    for path, payer in _payers(offer):
        if payer.traeger in regel.werte["traeger"]:
            name = quoted(vocabulary("leistungstraeger").label(payer.traeger))
            yield Found((*path, "traeger"), f"{name} ist kein Träger von Leistungen zur Teilhabe am Arbeitsleben.")


def amt_named(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The Integrationsamt comes with its name, and nobody else does."""
    for path, payer in _payers(offer):
        if payer.traeger == "integrationsamt" and payer.amt is None:
            yield Found((*path, "traeger"), "Es fehlt die Angabe, welches Integrations- oder Inklusionsamt gemeint ist.")
        elif payer.traeger != "integrationsamt" and payer.amt is not None:
            yield Found(
                (*path, "amt"),
                f"{quoted(vocabulary('leistungstraeger').label(payer.traeger))} ist kein Integrations- oder Inklusionsamt.",
                "Streichen Sie amt, oder schreiben Sie traeger: integrationsamt.",
            )


def amt_near(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The Amt is responsible for a Standort or for a part of the area."""
    for path, payer in _payers(offer):
        if payer.amt and not world.reaches(entry, payer.amt, regel.werte["umkreis_zuschlag_km"]):
            name = quoted(vocabulary("aemter").label(payer.amt))
            yield Found((*path, "amt"), f"Weder ein Standort noch das Einzugsgebiet liegt im Bereich von {name}.")


def top_up(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Topping up another benefit is pointed out."""
    if offer.aufstockung:
        yield Found(("aufstockung",), "Das Angebot wird zusätzlich zur Leistung eines anderen Trägers beworben.")


def year_of_order(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Who was commissioned says when."""
    for path, payer in _payers(offer):
        if payer.status == "beauftragt" and payer.jahr is None:
            name = quoted(vocabulary("leistungstraeger").label(payer.traeger))
            yield Found((*path, "status"), f"Das Jahr des letzten Auftrags von {name} fehlt.")


def basis_in_force(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Every legal basis is in force, and was so in the year of the order."""
    for path, payer, basis, row in _bases(offer):
        if row is None or row.regel:
            continue
        state = row.state(world.day_for(entry))
        if state == "kuenftig":
            yield Found(path, f"{_pair(payer, basis)} gilt erst ab {row.gueltig_ab}.")
        elif state == "abgelaufen":
            yield Found(path, f"{_pair(payer, basis)} galt nur bis {row.gueltig_bis} und wird nicht mehr angezeigt.", level="warnung")
        elif payer.jahr and payer.jahr < row.gueltig_ab.year:
            yield Found(path, f"{_pair(payer, basis)} gilt erst seit {row.gueltig_ab}, der Auftrag ist von {payer.jahr}.", level="warnung")


def basis_of_ub(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Unterstützte Beschäftigung rests on § 55."""
    if offer.leistungsart in regel.werte["leistungsarten"]:
        named = {basis for payer in offer.leistungstraeger for basis in payer.rechtsgrundlagen}
        if named.isdisjoint(regel.werte["rechtsgrundlagen"]):
            yield Found(("leistungsart",), "Bei keinem Leistungsträger steht § 55 SGB IX als Rechtsgrundlage.")

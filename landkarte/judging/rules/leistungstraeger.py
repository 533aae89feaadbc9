"""Rules on who pays for an offer and on which legal basis, by the law data of the standard."""

from collections.abc import Iterator

from landkarte.entries.model import Angebot, Leistungserbringer
from landkarte.entries.model.teile import Leistungstraegerbezug
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.judging import conditions as c
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Rechtszeile, Regel, law, vocabulary

_NOT_FOR_WORK = "„{traeger:leistungstraeger}“ ist kein Träger von Leistungen zur Teilhabe am Arbeitsleben."
_AMT, _OTHERS = c.one_of("traeger", ("integrationsamt",)), c.other_than("traeger", ("integrationsamt",))
_WHICH = "Es fehlt die Angabe, welches Integrations- oder Inklusionsamt gemeint ist."
_NO_AMT = "„{traeger:leistungstraeger}“ ist kein Integrations- oder Inklusionsamt."
_ONLY_AMT = "Streichen Sie amt, oder schreiben Sie traeger: integrationsamt."
_NO_YEAR = "Das Jahr des letzten Auftrags von „{traeger:leistungstraeger}“ fehlt."
_TOP_UP = "Das Angebot wird zusätzlich zur Leistung eines anderen Trägers beworben."
_NO_BASIS = "Bei keinem Leistungsträger steht § 55 SGB IX als Rechtsgrundlage."
_ON_BASIS = c.some("leistungstraeger", c.includes("rechtsgrundlagen", "rechtsgrundlagen"))


def _each_payer(*conditions: c.Condition) -> c.Condition:
    return c.each("leistungstraeger", *conditions)


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


def amt_near(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The Amt is responsible for a Standort or for a part of the area."""
    for path, payer in _payers(offer):
        if payer.amt and not world.reaches(entry, payer.amt, regel.werte["umkreis_zuschlag_km"]):
            name = quoted(vocabulary("aemter").label(payer.amt))
            yield Found((*path, "amt"), f"Weder ein Standort noch das Einzugsgebiet liegt im Bereich von {name}.")


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


RULES: dict[str, Rule] = {
    "T-02": c.each_offer(basis_fits),
    "T-03": c.each_offer(jobcenter_no_longer),
    "T-04": c.each_jobcoaching_ap(_each_payer(c.found("traeger", _NOT_FOR_WORK, c.one_of("traeger", "traeger")))),
    # the Integrationsamt comes with its name, and nobody else does
    "T-05": c.each_offer(
        _each_payer(c.found("traeger", _WHICH, _AMT, c.absent("amt")), c.found("amt", _NO_AMT, _OTHERS, c.given("amt"), hint=_ONLY_AMT))
    ),
    "T-06": c.each_offer(amt_near),
    "T-07": c.each_offer(c.found("aufstockung", _TOP_UP, c.true("aufstockung"))),
    # who was commissioned says when
    "T-08": c.each_offer(_each_payer(c.found("status", _NO_YEAR, c.one_of("status", ("beauftragt",)), c.absent("jahr")))),
    "T-09": c.each_offer(basis_in_force),
    "T-10": c.each_offer(c.found("leistungsart", _NO_BASIS, c.one_of("leistungsart", "leistungsarten"), c.unless(_ON_BASIS))),
}

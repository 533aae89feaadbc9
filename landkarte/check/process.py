"""Rules on how JobcoachingAP is done; each judges one Angebot that claims to be it. A missing ``prozess`` is told by D-01 alone."""

from collections.abc import Iterator

from landkarte.check.definition import affirmed, labels
from landkarte.check.world import Found, World
from landkarte.model import Angebot, Leistungserbringer
from landkarte.model.teile import Spanne
from landkarte.standard import Level, Regel


def five_phases(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Every phase, once and in order; a phase with a rule of its own is missed there."""
    if offer.prozess is None:
        return
    stated, order = offer.prozess.phasen, regel.werte["reihenfolge"]
    missing = [key for key in order if key not in stated and (key not in regel.werte["eigene_regel"] or not stated)]
    if missing:
        yield Found(("prozess", "phasen"), f"Bei phasen fehlt: {labels('phasen', missing)}.")
    elif list(stated) != [key for key in order if key in stated]:
        yield Found(("prozess", "phasen"), "Die Phasen stehen nicht je einmal in der vorgesehenen Reihenfolge.", level="warnung")


def self_integration(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Getting to know the company by working there is not skipped."""
    if offer.prozess and offer.prozess.phasen and regel.werte["phase"] not in offer.prozess.phasen:
        yield Found(("prozess", "phasen"), f"Bei phasen fehlt: {labels('phasen', [regel.werte['phase']])}.")


def weekly(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The coach comes every week."""
    if offer.prozess is None:
        return
    often = offer.prozess.frequenz_pro_woche
    if often is None:
        yield Found(("prozess", "frequenz_pro_woche"), "frequenz_pro_woche fehlt.")
    elif often.von < regel.werte["mindestens"]:
        yield Found(("prozess", "frequenz_pro_woche", "von"), f"Termine je Woche: {_number(often.von)} ist seltener als wöchentlich.")


def frequency_plausible(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Not more appointments than working days."""
    often = offer.prozess and offer.prozess.frequenz_pro_woche
    if often:
        for key, message in _outside(often, regel):
            yield Found(("prozess", "frequenz_pro_woche", key), f"Termine je Woche: {message}")


def hours_plausible(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Some hours each time."""
    if offer.prozess is None:
        return
    hours = offer.prozess.stunden_pro_termin
    if hours is None:
        yield Found(("prozess", "stunden_pro_termin"), "stunden_pro_termin fehlt.", level="hinweis")
    else:
        for key, message in _outside(hours, regel):
            yield Found(("prozess", "stunden_pro_termin", key), f"Stunden je Termin: {message}")


def some_months(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Several months and a year at most; a missing duration is told by D-05."""
    if offer.dauer_monate:
        for key, message in _outside(offer.dauer_monate, regel):
            yield Found(("dauer_monate", key), f"Dauer in Monaten: {message}")


def hours_agreed_before(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The number of hours is known before the start."""
    yield from _stated("stundenkontingent", offer, regel)


def one_to_one(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """One coach for one person; from a certain ratio on, ``not_a_group`` speaks instead."""
    if offer.personalschluessel is None:
        yield Found(("personalschluessel",), "personalschluessel fehlt.")
    elif regel.werte["soll"] < _participants(offer.personalschluessel) <= regel.werte["hoechstens"]:
        yield Found(("personalschluessel",), f"personalschluessel ist {offer.personalschluessel}, vorgesehen ist 1:{regel.werte['soll']}.")


def not_a_group(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A programme's ratio belongs to another Leistungsart."""
    if offer.personalschluessel and _participants(offer.personalschluessel) >= regel.werte["mindestens"]:
        yield Found(
            ("personalschluessel",), f"personalschluessel ist {offer.personalschluessel}; so arbeiten Programme, nicht JobcoachingAP."
        )


def goals_agreed_by_all(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Person, company and coach agree on the goals."""
    yield from _stated("zielvereinbarung", offer, regel)


def reports(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Reports on the way and at the end, which an IFD must write."""
    if offer.prozess:
        missing = [key for key in regel.werte["berichte"] if key not in offer.prozess.dokumentation]
        if missing:
            level: Level | None = "fehler" if entry.traegerart in regel.werte["fehler_fuer"] else None
            yield Found(("prozess", "dokumentation"), f"Bei dokumentation fehlt: {labels('dokumentation', missing)}.", level=level)


def voluntary(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Nobody is coached against her will."""
    if offer.prozess:
        yield from affirmed("freiwillig", offer.prozess.freiwillig)


def aftercare_short(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Long aftercare is an offer of its own."""
    months = offer.nachbetreuung_monate
    if months is not None and months > regel.werte["hoechstens"]:
        yield Found(
            ("nachbetreuung_monate",), f"Nachbetreuung in Monaten: {_number(months)} ist mehr als {_number(regel.werte['hoechstens'])}."
        )


def ifd_role_stated(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Whether it works without the IFD."""
    if offer.prozess and offer.prozess.ohne_ifd_moeglich is None and entry.traegerart not in regel.werte["nicht_fuer"]:
        yield Found(("prozess", "ohne_ifd_moeglich"), "ohne_ifd_moeglich fehlt.")


def separation_stated(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Whether an IFD's advisers and coaches are different people."""
    if offer.prozess and offer.prozess.personaltrennung is None and entry.traegerart in regel.werte["traegerarten"]:
        yield Found(("prozess", "personaltrennung"), "personaltrennung fehlt.")


def _stated(key: str, offer: Angebot, regel: Regel) -> Iterator[Found]:
    """Nothing if ``key`` of ``prozess`` has the value that the rule wants; key and vocabulary have the same name."""
    if offer.prozess is None:
        return
    value, wanted = getattr(offer.prozess, key), regel.werte[key]
    if value != wanted:
        problem = "fehlt" if value is None else f"ist {value}, vorgesehen ist {wanted}"
        yield Found(("prozess", key), f"{key} {problem}.")


def _outside(span: Spanne, regel: Regel) -> Iterator[tuple[str, str]]:
    """Which end of ``span`` lies outside the rule's bounds, or that the ends are swapped."""
    least, most = regel.werte.get("mindestens"), regel.werte["hoechstens"]
    if span.von > span.bis:
        yield "von", f"von ({_number(span.von)}) ist größer als bis ({_number(span.bis)})."
        return
    if least is not None and span.von < least:
        yield "von", f"{_number(span.von)} ist weniger als {_number(least)}."
    if span.bis > most:
        yield "bis", f"{_number(span.bis)} ist mehr als {_number(most)}."


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _participants(ratio: str) -> int:
    return int(ratio.partition(":")[2])

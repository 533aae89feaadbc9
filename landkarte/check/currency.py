"""Rules on how recent an entry is, and on figures that must fit together: capacity and price."""

from collections.abc import Iterator

from landkarte.check.world import Found, World
from landkarte.days import months_old, older_than_days
from landkarte.model import Angebot, Eintrag, Leistungserbringer
from landkarte.standard import Regel


def looked_through(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Somebody has looked through the entry in the last year; after two it is not published."""
    day, werte = world.day_for(entry), regel.werte
    if not months_old(entry.stand, day, werte["warnung_monate"]):
        return
    overdue = months_old(entry.stand, day, werte["fehler_monate"])
    months = werte["fehler_monate" if overdue else "warnung_monate"]
    message = f"Seit {entry.stand} hat niemand die Angaben durchgesehen, das sind {months} Monate oder mehr."
    yield Found(
        ("stand",), message + (" Der Eintrag wird nicht mehr veröffentlicht." if overdue else ""), level="fehler" if overdue else None
    )


def capacity_recent(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """What is said about free places is recent."""
    room, days = entry.kapazitaet, regel.werte["tage"]
    if room and older_than_days(room.stand, world.day_for(entry), days):
        yield Found(
            ("kapazitaet", "stand"), f"Die Angabe zu freien Plätzen ist vom {room.stand}, älter als {days} Tage; sie wird nicht gezeigt."
        )


def waiting_list_ahead(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """A waiting list names a day to come."""
    room = entry.kapazitaet
    if room and room.status == "warteliste" and room.ab and room.ab < world.day_for(entry):
        yield Found(("kapazitaet", "ab"), f"Die Warteliste reicht nur bis {room.ab}, dieser Tag ist vorbei.")


def free_means_room(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Who has room does not have no places."""
    room = entry.kapazitaet
    if room and room.status == "frei" and room.plaetze == 0:
        yield Found(("kapazitaet", "plaetze"), "status ist frei, plaetze aber 0.")


def rate_sound(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """An hourly rate is more than nothing and goes from less to more."""
    rate = offer.konditionen.stundensatz_eur if offer.konditionen else None
    if rate and rate.von <= 0:
        yield Found(("konditionen", "stundensatz_eur", "von"), "Der Stundensatz ist nicht größer als 0.")
    elif rate and rate.von > rate.bis:
        yield Found(("konditionen", "stundensatz_eur", "von"), f"von ({rate.von:g}) ist größer als bis ({rate.bis:g}).")


def rate_plausible(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """An hourly rate is in the range of hourly rates."""
    rate = offer.konditionen.stundensatz_eur if offer.konditionen else None
    if rate is None or not 0 < rate.von <= rate.bis:  # K-01
        return
    for key, value in (("von", rate.von), ("bis", rate.bis)):
        if not regel.werte["von"] <= value <= regel.werte["bis"]:
            yield Found(("konditionen", "stundensatz_eur", key), f"{value:g} € je Stunde ist ungewöhnlich.")

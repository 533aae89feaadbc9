"""Rules on how recent an entry is, and on figures that must fit together: capacity and price."""

from landkarte.judging.conditions import (
    TODAY,
    Condition,
    days_gone,
    each_offer,
    either,
    every,
    field,
    first,
    found,
    less,
    months_gone,
    more,
    one_of,
    unless,
    when,
    within,
)
from landkarte.judging.world import Rule

# after a year somebody looks it through, after two it is not published
_UNSEEN = "Seit {stand} hat niemand die Angaben durchgesehen, das sind {regel.%s} Monate oder mehr."
_OVERDUE = found(
    "stand",
    _UNSEEN % "fehler_monate" + " Der Eintrag wird nicht mehr veröffentlicht.",
    months_gone("stand", "fehler_monate"),
    level="fehler",
)
looked_through = when(months_gone("stand", "warnung_monate"), then=first(_OVERDUE, found("stand", _UNSEEN % "warnung_monate")))

_OUTDATED = "Die Angabe zu freien Plätzen ist vom {stand}, älter als {regel.tage} Tage; sie wird nicht gezeigt."
capacity_recent = within("kapazitaet", found("stand", _OUTDATED, days_gone("stand", "tage")))

_OVER = "Die Warteliste reicht nur bis {ab}, dieser Tag ist vorbei."
waiting_list_ahead = within("kapazitaet", found("ab", _OVER, one_of("status", ("warteliste",)), less("ab", TODAY)))

_NO_ROOM = "status ist frei, plaetze aber 0."
free_means_room = within("kapazitaet", found("plaetze", _NO_ROOM, one_of("status", ("frei",)), less("plaetze", 1)))

_RATE = "konditionen.stundensatz_eur"
_POSITIVE, _SWAPPED = more("von", 0), more("von", field("bis"))
rate_sound = within(
    _RATE,
    first(
        found("von", "Der Stundensatz ist nicht größer als 0.", less("von", 0.001)),
        found("von", "von ({von:zahl}) ist größer als bis ({bis:zahl}).", _SWAPPED),
    ),
)


def _usual(end: str) -> Condition:
    return found(end, f"{{{end}:zahl}} € je Stunde ist ungewöhnlich.", either(less(end, "von"), more(end, "bis")))


rate_plausible = within(_RATE, when(_POSITIVE, unless(_SWAPPED), then=every(_usual("von"), _usual("bis"))))

RULES: dict[str, Rule] = {
    "A-01": looked_through,
    "A-02": capacity_recent,
    "A-03": waiting_list_ahead,
    "A-04": free_means_room,
    "K-01": each_offer(rate_sound),
    "K-02": each_offer(rate_plausible),
}

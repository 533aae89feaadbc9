"""Rules on how recent an entry is, and on figures that must fit together: capacity and price."""

from landkarte.judging import conditions as c
from landkarte.judging.world import Rule

_UNSEEN = "Seit {stand} hat niemand die Angaben durchgesehen, das sind {regel.%s} Monate oder mehr."
_UNPUBLISHED = _UNSEEN % "fehler_monate" + " Der Eintrag wird nicht mehr veröffentlicht."
_OVERDUE = c.found("stand", _UNPUBLISHED, c.months_gone("stand", "fehler_monate"), level="fehler")
_OUTDATED = "Die Angabe zu freien Plätzen ist vom {stand}, älter als {regel.tage} Tage; sie wird nicht gezeigt."
_OVER = "Die Warteliste reicht nur bis {ab}, dieser Tag ist vorbei."
_NO_ROOM = "status ist frei, plaetze aber 0."
_NOTHING = c.found("von", "Der Stundensatz ist nicht größer als 0.", c.less("von", 0.001))
_SWAPPED = c.more("von", c.field("bis"))


def _each_rate(condition: c.Condition) -> Rule:
    return c.each_offer(c.within("konditionen.stundensatz_eur", condition))


def _usual(end: str) -> c.Condition:
    return c.found(end, f"{{{end}:zahl}} € je Stunde ist ungewöhnlich.", c.either(c.less(end, "von"), c.more(end, "bis")))


RULES: dict[str, Rule] = {
    # after a year somebody looks it through, after two it is not published
    "A-01": c.when(c.months_gone("stand", "warnung_monate"), then=c.first(_OVERDUE, c.found("stand", _UNSEEN % "warnung_monate"))),
    "A-02": c.within("kapazitaet", c.found("stand", _OUTDATED, c.days_gone("stand", "tage"))),
    "A-03": c.within("kapazitaet", c.found("ab", _OVER, c.one_of("status", ("warteliste",)), c.less("ab", c.TODAY))),
    "A-04": c.within("kapazitaet", c.found("plaetze", _NO_ROOM, c.one_of("status", ("frei",)), c.less("plaetze", 1))),
    "K-01": _each_rate(c.first(_NOTHING, c.found("von", "von ({von:zahl}) ist größer als bis ({bis:zahl}).", _SWAPPED))),
    "K-02": _each_rate(c.when(c.more("von", 0), c.unless(_SWAPPED), then=c.every(_usual("von"), _usual("bis")))),
}

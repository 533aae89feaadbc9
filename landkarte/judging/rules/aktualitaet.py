"""Rules on how recent an entry is, and on figures that must fit together: capacity and price."""

from collections.abc import Iterator

from landkarte.entries.model import Eintrag
from landkarte.entries.reminded import published_until
from landkarte.judging import conditions as c
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel
from landkarte.standard.days import months_old

_UNSEEN = "Seit {stand} hat niemand die Angaben durchgesehen, das sind {regel.warnung_monate} Monate oder mehr."
_OUTDATED = "Die Angabe zu freien Plätzen ist vom {stand}, älter als {regel.tage} Tage; sie wird nicht gezeigt."
_OVER = "Die Warteliste reicht nur bis {ab}, dieser Tag ist vorbei."
_NO_ROOM = "status ist frei, plaetze aber 0."
_NOTHING = c.found("von", "Der Stundensatz ist nicht größer als 0.", c.less("von", 0.001))
_SWAPPED = c.more("von", c.field("bis"))


def answered(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """After two years an entry goes, if two reminders had no answer either."""
    today, last = world.day_for(entry), published_until(entry, world.reminded.get(entry.id, ()))
    if months_old(entry.stand, today, regel.werte["monate"]):
        unseen = f"Seit {regel.werte['monate']} Monaten oder länger hat niemand die Angaben durchgesehen"
        if last and last < today:
            yield Found(("stand",), f"{unseen}, auch nicht nach zwei Erinnerungen. Der Eintrag wird nicht mehr veröffentlicht.")
        else:
            until = f"bis {last}, denn wir haben" if last else "noch, denn wir haben noch nicht"
            yield Found(("stand",), f"{unseen}. Der Eintrag erscheint {until} zweimal daran erinnert.", level="warnung")


def _each_rate(condition: c.Condition) -> Rule:
    return c.each_offer(c.within("konditionen.stundensatz_eur", condition))


def _usual(end: str) -> c.Condition:
    return c.found(end, f"{{{end}:zahl}} € je Stunde ist ungewöhnlich.", c.either(c.less(end, "von"), c.more(end, "bis")))


RULES: dict[str, Rule] = {
    "A-01": c.found("stand", _UNSEEN, c.months_gone("stand", "warnung_monate")),
    "A-02": c.within("kapazitaet", c.found("stand", _OUTDATED, c.days_gone("stand", "tage"))),
    "A-03": c.within("kapazitaet", c.found("ab", _OVER, c.one_of("status", ("warteliste",)), c.less("ab", c.TODAY))),
    "A-04": c.within("kapazitaet", c.found("plaetze", _NO_ROOM, c.one_of("status", ("frei",)), c.less("plaetze", 1))),
    "A-05": answered,
    "K-01": _each_rate(c.first(_NOTHING, c.found("von", "von ({von:zahl}) ist größer als bis ({bis:zahl}).", _SWAPPED))),
    "K-02": _each_rate(c.when(c.more("von", 0), c.unless(_SWAPPED), then=c.every(_usual("von"), _usual("bis")))),
}

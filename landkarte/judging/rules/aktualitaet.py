"""Rules on how recent an entry is, and on figures that must fit together: capacity and price."""

from collections.abc import Iterator

from landkarte.entries.model import Eintrag
from landkarte.entries.reminded import published_until
from landkarte.judging import conditions as c
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel
from landkarte.standard.days import months_old

_UNSEEN = "Seit {stand} hat niemand die Angaben durchgesehen, das sind {regel.warnung_monate} Monate oder mehr."
looked_through = c.found("stand", _UNSEEN, c.months_gone("stand", "warnung_monate"))


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


_OUTDATED = "Die Angabe zu freien Plätzen ist vom {stand}, älter als {regel.tage} Tage; sie wird nicht gezeigt."
capacity_recent = c.within("kapazitaet", c.found("stand", _OUTDATED, c.days_gone("stand", "tage")))

_OVER = "Die Warteliste reicht nur bis {ab}, dieser Tag ist vorbei."
waiting_list_ahead = c.within("kapazitaet", c.found("ab", _OVER, c.one_of("status", ("warteliste",)), c.less("ab", c.TODAY)))

_NO_ROOM = "status ist frei, plaetze aber 0."
free_means_room = c.within("kapazitaet", c.found("plaetze", _NO_ROOM, c.one_of("status", ("frei",)), c.less("plaetze", 1)))

_RATE = "konditionen.stundensatz_eur"
_POSITIVE, _SWAPPED = c.more("von", 0), c.more("von", c.field("bis"))
rate_sound = c.within(
    _RATE,
    c.first(
        c.found("von", "Der Stundensatz ist nicht größer als 0.", c.less("von", 0.001)),
        c.found("von", "von ({von:zahl}) ist größer als bis ({bis:zahl}).", _SWAPPED),
    ),
)


def _usual(end: str) -> c.Condition:
    return c.found(end, f"{{{end}:zahl}} € je Stunde ist ungewöhnlich.", c.either(c.less(end, "von"), c.more(end, "bis")))


rate_plausible = c.within(_RATE, c.when(_POSITIVE, c.unless(_SWAPPED), then=c.every(_usual("von"), _usual("bis"))))

RULES: dict[str, Rule] = {
    "A-01": looked_through,
    "A-02": capacity_recent,
    "A-03": waiting_list_ahead,
    "A-04": free_means_room,
    "A-05": answered,
    "K-01": c.each_offer(rate_sound),
    "K-02": c.each_offer(rate_plausible),
}

"""What a provider or coach has many of: Kreise, offers, criteria of a Stufe. Nested in JSON, a table of its own in CSV.

In JSON what is empty is left out here, and Kreise stand by reason: a provider may serve four hundred.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from landkarte.directory.coverage.served import left_out
from landkarte.ground.scripts import as_json
from landkarte.ground.text import unique
from landkarte.site.datasets.fields import Fields, Source, as_value, table
from landkarte.site.pages.offers import in_force
from landkarte.site.pages.rows import whole_km
from landkarte.site.pages.standing import detail


class Part(NamedTuple):
    """An offer, or who pays for it, with whose it is, on the day of the entry."""

    anbieter: str
    it: Any
    today: date


def _at(path: str) -> Callable[[Any], Any]:
    """What stands at this path of three names or more, as far as there is something."""
    first, *rest = path.split(".")[1:]

    def of(part: Part) -> Any:
        found = getattr(part.it, first)
        for key in rest:
            found = found and getattr(found, key)
        return as_value(found)

    return of


_EMPTY = (None, "", ())
_RATE = "it.konditionen.stundensatz_eur"
OFFER = table("angebote", "it.", {
    "anbieter": attrgetter("anbieter"),
    "angebot": attrgetter("it.id"),
    "leistungstraeger": lambda o: unique(bezug.traeger for bezug in o.it.leistungstraeger),
    "rechtsgrundlagen": lambda o: unique(key for bezug in o.it.leistungstraeger for key in in_force(bezug, o.today)),
    "dauer_von_monate": _at("it.dauer_monate.von"),
    "dauer_bis_monate": _at("it.dauer_monate.bis"),
    "ohne_ifd": _at("it.prozess.ohne_ifd_moeglich"),
    "stundensatz_von_eur": _at(f"{_RATE}.von"),
    "stundensatz_bis_eur": _at(f"{_RATE}.bis"),
    "stundensatz_stand": _at(f"{_RATE}.stand"),
    "umsatzsteuer": _at(f"{_RATE}.umsatzsteuer"),
    "fahrtkosten": _at("it.konditionen.fahrtkosten"),
    "konditionen_hinweis": _at("it.konditionen.hinweis"),
})  # fmt: skip
_AROUND = ("anbieter", "leistungstraeger", "rechtsgrundlagen")
NESTED: Fields = tuple(field for field in OFFER if field.name not in _AROUND)
"""The same in JSON, where around it stands whose it is, and in it who pays."""
PAYER = table("zahlung", "it.", {"rechtsgrundlagen": lambda p: tuple(in_force(p.it, p.today))})
LUMP_SUM = table("pauschale", "", {})
CRITERION = table("kriterium", "", {
    "zustand": attrgetter("state_label"), "seit": lambda c: as_value(c.since), "quelle": attrgetter("source"), "dazu": detail,
})  # fmt: skip
REACH = table("reichweite", "", {})
"""Its values ``reach`` spells."""


def offers(source: Source) -> list[Part]:
    """The offers of a provider."""
    return [Part(source.entry.id, angebot, source.today) for angebot in source.listing.angebote]


def of_provider(source: Source) -> str:
    """What the object of a provider has beyond its fields, as JSON."""
    reasons: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for ags, (reason, km) in source.listing.kreise.items():
        reasons[reason][ags] = whole_km(km)
    found = {"kreise": reasons, "ausgenommen": sorted(left_out(source.listing)), "angebote": list(map(_of_offer, offers(source)))}
    return as_json(found)


def _of_offer(offer: Part) -> dict[str, Any]:
    terms, made = offer.it.konditionen, _filled(NESTED, offer)
    if offer.it.leistungstraeger:
        made["zahlungen"] = [_filled(PAYER, offer._replace(it=bezug)) for bezug in offer.it.leistungstraeger]
    if terms and terms.pauschalen:
        made["pauschalen"] = [_filled(LUMP_SUM, item) for item in terms.pauschalen]
    return made


def of_coach(source: Source) -> str:
    """What the object of a coach has beyond its fields, as JSON."""
    grade = source.listing.grade
    return as_json({"kriterien": {one.asked.key: _filled(CRITERION, one) for one in grade.criteria} if grade else {}})


def _filled(fields: Fields, source: Any) -> dict[str, Any]:
    found = ((field.name, field.of(source)) for field in fields)
    return {name: value for name, value in found if value not in _EMPTY}


def reach(providers: Iterable[Source]) -> Iterator[bytes]:
    """The table REACH. Keys, digits and words of ours need no care, and there are hundreds of thousands of lines."""
    yield f"\ufeff{';'.join(field.name for field in REACH)}\r\n".encode()
    for source in providers:
        id_, listing = source.entry.id, source.listing
        lines = [f"{id_};{ags};{reason};{whole_km(km)}\r\n" for ags, (reason, km) in listing.kreise.items()]
        yield "".join(lines + [f"{id_};{ags};ausgenommen;\r\n" for ags in sorted(left_out(listing))]).encode()

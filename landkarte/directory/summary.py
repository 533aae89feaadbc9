"""What a list says about a provider in a few words: shared by the pages and by the data of the search.

The form shows the same card before there is an entry: ``templates/static/js/eintragen/vorschau.js``.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from landkarte.directory import Directory, Listing
from landkarte.entries.model import Einzugsgebiet, Kapazitaet, Leistungserbringer, Person, Standort
from landkarte.entries.model.eintraege import understood
from landkarte.entries.telephone import Number, read
from landkarte.ground.text import day, listed, unique
from landkarte.places.names import kreis_name, land_label
from landkarte.places.tables import kreise
from landkarte.standard import StufenKey, rules_on, stufen, vocabulary
from landkarte.standard.days import older_than_days
from landkarte.standard.stufe import Grade, counts

_KREISE_BY_NAME = 3
# What comes before the day from which there is room; alone, "keine Plätze ab" would say the opposite.
_FROM = {"frei": " ab ", "warteliste": ", Platz voraussichtlich ab ", "keine": ", wieder ab "}
TOWNS_BY_NAME = 4
_COACHES_BY_NAME = 4


class Summary(NamedTuple):
    """The lines of a card. ``leistungsarten``, ``handlungsfelder`` and ``kommunikation`` are keys of those vocabularies."""

    telefon: Number | None
    orte: tuple[str, ...]
    leistungsarten: tuple[str, ...]
    handlungsfelder: tuple[str, ...]
    kommunikation: tuple[str, ...]
    """Beyond Lautsprache."""
    gebiet: str
    kapazitaet: str
    nachweis: str
    """The Stufe of a freelancer, or how many coaches of an organisation stand where."""
    stand: str


def of(listing: Listing, directory: Directory) -> Summary:
    """What a card says about a provider."""
    entry = listing.entry
    return Summary(
        telefon=phone(listing),
        orte=_few(towns(listing)),
        leistungsarten=ordered("leistungsarten", (angebot.leistungsart for angebot in listing.angebote)),
        handlungsfelder=ordered("handlungsfelder", (feld for angebot in listing.angebote for feld in angebot.handlungsfelder)),
        kommunikation=ordered("kommunikation", (way for way in entry.kommunikation if way != "lautsprache")),
        gebiet=area(entry) if isinstance(entry, Leistungserbringer) else "",
        kapazitaet=capacity(entry.kapazitaet, directory.day_for(entry)),
        nachweis=proven(listing),
        stand=f"{day(entry.stand)}, vom Anbieter durchgesehen",
    )


def _few(words: tuple[str, ...]) -> tuple[str, ...]:
    """The first ones and how many more: a card stays a card. In the browser ``templates/static/js/gemeinsam/eintragskarte.js``."""
    more = len(words) - TOWNS_BY_NAME
    return words if more <= 0 else (*words[:TOWNS_BY_NAME], f"und {more} {'weiterer Ort' if more == 1 else 'weitere Orte'}")


def phone(listing: Listing) -> Number | None:
    """Whom to call, as far as that is released."""
    return read(listing.entry.kontakt.telefon or "") if isinstance(listing.entry, Leistungserbringer) else None


def towns(listing: Listing) -> tuple[str, ...]:
    """Postcode and town of every Standort, each once."""
    return unique(map(town, listing.entry.standorte)) if isinstance(listing.entry, Leistungserbringer) else ()


def town(standort: Standort) -> str:
    """Postcode and town."""
    return f"{standort.plz} {standort.ort}"


def capacity(kapazitaet: Kapazitaet | None, today: date) -> str:
    """Whether there is room, with the day of that statement; empty once it is too old to rely on."""
    rule = rules_on(today).get("A-02")
    if kapazitaet is None or (rule and older_than_days(kapazitaet.stand, today, rule.werte["tage"])):
        return ""
    text = vocabulary("kapazitaetsstatus").label(kapazitaet.status)
    if kapazitaet.status == "frei" and kapazitaet.plaetze:
        text = "1 Platz frei" if kapazitaet.plaetze == 1 else f"{kapazitaet.plaetze} Plätze frei"
    if kapazitaet.ab is not None and kapazitaet.ab > today:
        text += _FROM[kapazitaet.status] + day(kapazitaet.ab)
    return f"{text} (Angabe vom {day(kapazitaet.stand)})"


def proven(listing: Listing) -> str:
    """Where the coaches of a provider stand, in words; nothing where all offers are related ones, for the card says that already."""
    grades = [grade for grade in listing.grades if grade.stufe != "v"]
    if isinstance(listing.entry, Person):
        return "".join(_OWN_WORD.format("") if grade.stufe == "c" else _act(grade) for grade in grades)
    return "; ".join(_of_team(key, number, listing.team) for key, number in counts(grades).items())


def _of_team(key: StufenKey, number: int, team: Iterable[Listing]) -> str:
    """How many coaches of a team stand where; whose proof was seen is named, unless they are many."""
    who = f"{number} {'Jobcoach' if number == 1 else 'Jobcoaches'}"
    if key == "c":
        return _OWN_WORD.format(f" ({who})")
    named = [coach.name for coach in team if coach.grade and coach.grade.stufe == key] if number <= _COACHES_BY_NAME else [who]
    return f"{stufen().stufen[key].titel}: {', '.join(named)}"


_OWN_WORD = "Eigene Angabe{}, kein Nachweis gesehen"
# What the day of a Stufe is the day of. That of a Selbstauskunft is no news.
_ACTS: dict[StufenKey, str] = {"a": "{titel} am {tag}", "b": "{titel}, bestätigt am {tag}"}


def _act(grade: Grade) -> str:
    act = _ACTS.get(grade.stufe, "{titel}") if grade.stufe else ""
    return act.format(titel=grade.titel, tag=day(grade.seit) if grade.seit else "")


def area(entry: Leistungserbringer) -> str:
    """Where a provider works, in words: its own Einzugsgebiet and those of its Standorte."""
    own = [standort for standort in entry.standorte if standort.einzugsgebiet]
    shared = [standort.ort for standort in entry.standorte if not standort.einzugsgebiet]
    parts = [_area(entry.einzugsgebiet, shared)] if entry.einzugsgebiet and shared else []
    parts += [_area(standort.einzugsgebiet, [standort.ort]) for standort in own if standort.einzugsgebiet]
    return "; ".join(unique(part for part in parts if part))


def _area(stated: Einzugsgebiet, orte: list[str]) -> str:
    gebiet = understood(stated)
    if gebiet.bundesweit:
        text = "bundesweit"
    else:
        radius = [f"{gebiet.umkreis_km} km um {listed(unique(orte))}"] if gebiet.umkreis_km else []
        text = ", ".join([*radius, *_kreise(gebiet.kreise), *map(land_label, gebiet.bundeslaender)])
    if gebiet.ausnahmen:
        without = [*_kreise(gebiet.ausnahmen.kreise), *map(land_label, gebiet.ausnahmen.bundeslaender)]
        text += f" (ohne {listed(without)})" if without else ""
    return text


def _kreise(keys: tuple[str, ...]) -> list[str]:
    """A few by name; many by their number and their Länder."""
    known = [kreise()[key] for key in unique(keys) if key in kreise()]
    if len(known) <= _KREISE_BY_NAME:
        return [kreis_name(kreis.ags) for kreis in known]
    return [f"{len(known)} Kreise in {listed(unique(land_label(kreis.land) for kreis in known))}"]


def ordered(name: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Each key once, in the order in which the vocabulary ``name`` shows its values."""
    wanted = set(keys)
    return tuple(filter(wanted.__contains__, vocabulary(name).werte)) if len(wanted) > 1 else tuple(wanted)


def kind_and_place(listing: Listing) -> tuple[str, str]:
    """What an entry is, and where: the towns of whoever can be commissioned, the organisation of a coach who works for one."""
    entry = listing.entry
    kind = "Jobcoach" if isinstance(entry, Person) else "Anbieter"
    if isinstance(entry, Leistungserbringer):
        return (f"{kind}, freiberuflich" if isinstance(entry, Person) else kind), ", ".join(_few(towns(listing)))
    return kind, f"bei {listing.employer.name}" if listing.employer else ""

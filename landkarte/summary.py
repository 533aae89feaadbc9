"""What a list says about a provider in a few words: shared by the pages and by the data of the search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from landkarte.directory import Directory, Listing, land_label
from landkarte.geo import kreise
from landkarte.model import Einzugsgebiet, Kapazitaet, Leistungserbringer, Standort
from landkarte.standard import vocabulary

# The model promises: after 90 days a capacity is no longer shown.
_FRESH = timedelta(days=90)
_KREISE_BY_NAME = 3
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """The lines of a card. ``leistungsarten``, ``handlungsfelder`` and ``kommunikation`` are keys of those vocabularies."""

    orte: tuple[str, ...]
    leistungsarten: tuple[str, ...]
    handlungsfelder: tuple[str, ...]
    kommunikation: tuple[str, ...]
    """Beyond Lautsprache."""
    gebiet: str
    kapazitaet: str
    stand: str


def of(listing: Listing, directory: Directory) -> Summary:
    """What a card says about a provider. Invented entries are judged on a fixed day, so that they do not grow stale."""
    entry = listing.entry
    today = directory.settings.beispiel_stichtag if entry.beispiel else directory.today
    return Summary(
        orte=towns(listing),
        leistungsarten=_in_order("leistungsarten", (angebot.leistungsart for angebot in listing.angebote)),
        handlungsfelder=_in_order("handlungsfelder", (feld for angebot in listing.angebote for feld in angebot.handlungsfelder)),
        kommunikation=_in_order("kommunikation", (way for way in entry.kommunikation if way != "lautsprache")),
        gebiet=area(entry) if isinstance(entry, Leistungserbringer) else "",
        kapazitaet=capacity(entry.kapazitaet, today),
        stand=day(entry.stand),
    )


def towns(listing: Listing) -> tuple[str, ...]:
    """Postcode and town of every Standort, each once."""
    return _unique(map(town, listing.entry.standorte)) if isinstance(listing.entry, Leistungserbringer) else ()


def town(standort: Standort) -> str:
    """Postcode and town."""
    return f"{standort.plz} {standort.ort}"


def day(value: date) -> str:
    """1. November 2026"""
    return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"


def capacity(kapazitaet: Kapazitaet | None, today: date) -> str:
    """Whether there is room, with the day of that statement; empty once it is too old to rely on."""
    if kapazitaet is None or today - kapazitaet.stand > _FRESH:
        return ""
    text = vocabulary("kapazitaetsstatus").label(kapazitaet.status)
    if kapazitaet.status == "frei" and kapazitaet.plaetze:
        text = "1 Platz frei" if kapazitaet.plaetze == 1 else f"{kapazitaet.plaetze} Plätze frei"
    if kapazitaet.ab is not None and kapazitaet.ab > today:
        text += f" ab {day(kapazitaet.ab)}"
    return f"{text} (Angabe vom {day(kapazitaet.stand)})"


def area(entry: Leistungserbringer) -> str:
    """Where a provider works, in words: its own Einzugsgebiet and those of its Standorte."""
    own = [standort for standort in entry.standorte if standort.einzugsgebiet]
    shared = [standort.ort for standort in entry.standorte if not standort.einzugsgebiet]
    parts = [_area(entry.einzugsgebiet, shared)] if entry.einzugsgebiet and shared else []
    parts += [_area(standort.einzugsgebiet, [standort.ort]) for standort in own if standort.einzugsgebiet]
    return "; ".join(_unique(part for part in parts if part))


def _area(gebiet: Einzugsgebiet, orte: list[str]) -> str:
    if gebiet.bundesweit:
        text = "bundesweit"
    else:
        radius = [f"{gebiet.umkreis_km} km um {_and(_unique(orte))}"] if gebiet.umkreis_km else []
        text = ", ".join([*radius, *_kreise(gebiet.kreise), *map(land_label, gebiet.bundeslaender)])
    if gebiet.ausnahmen:
        without = [*_kreise(gebiet.ausnahmen.kreise), *map(land_label, gebiet.ausnahmen.bundeslaender)]
        text += f" (ohne {_and(without)})" if without else ""
    return text


def _kreise(keys: tuple[str, ...]) -> list[str]:
    """A few by name; many by their number and their Länder."""
    known = [kreise()[key] for key in _unique(keys) if key in kreise()]
    if len(known) <= _KREISE_BY_NAME:
        return [kreis_name(kreis.ags) for kreis in known]
    return [f"{len(known)} Kreise in {_and(_unique(land_label(kreis.land) for kreis in known))}"]


def kreis_name(ags: str) -> str:
    """A Kreis as people call it: "Kreis Lippe", "Landkreis Kassel", "Kassel", "Erzgebirgskreis"."""
    kreis = kreise()[ags]
    if "kreis" in kreis.name.casefold():
        return kreis.name
    return {"kreis": "Kreis ", "landkreis": "Landkreis "}.get(kreis.art, "") + kreis.name


def _in_order(name: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Each key once, in the order in which the vocabulary shows its values."""
    wanted = set(keys)
    return tuple(key for key in vocabulary(name).werte if key in wanted) if wanted else ()


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} und {last}" if first else last

"""The data dictionary: every field of every table, once. Files, their description and the browser's export all come from it.

What a field is called and means stands in ``felder.toml``, in the order of the tables; here stands what its value is.
"""

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import product
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple

from landkarte.directory import Directory, Listing, summary
from landkarte.directory.coverage.counts import Counts, columns, features
from landkarte.entries.model import Eintrag, Jobcoach
from landkarte.entries.released import web
from landkarte.places.names import kreis_name
from landkarte.places.tables import Kreis
from landkarte.standard import stufen, vocabulary

Form = Literal["text", "liste", "telefon", "e164", "ja_nein", "tag", "zahl"]
Value = str | int | float | bool | Collection[str] | None


class Source(NamedTuple):
    """An entry with what its records are made of."""

    directory: Directory
    listing: Listing
    entry: Eintrag
    today: date


class Kreiszahlen(NamedTuple):
    """How a Kreis is covered."""

    kreis: Kreis
    counts: Counts


class Field(NamedTuple):
    """One field: its value in JSON, and what people need to know of it. A ``vokabular`` names what its keys mean."""

    name: str
    titel: str
    bedeutung: str
    of: Callable[[Any], Value]
    form: Form = "text"
    vokabular: str = ""
    beispiel: str = ""

    @property
    def example(self) -> str:
        """A value as a table shows it: of a vocabulary the first."""
        return next(iter(vocabulary(self.vokabular).werte.values())).label if self.vokabular else self.beispiel


Fields = tuple[Field, ...]
Row = list[Value]


def rows(fields: Fields, found: Iterable[Any]) -> Iterator[Row]:
    """The values of every source; None where there is nothing to say."""
    makers = [field.of for field in fields]
    return ([None if (value := make(source)) == "" else value for make in makers] for source in found)


def sources(directory: Directory, listings: Iterable[Listing]) -> list[Source]:
    """What records are made of, in the order of ``listings``."""
    return [Source(directory, listing, listing.entry, directory.day_for(listing.entry)) for listing in listings]


def table(name: str, where: str, values: Mapping[str, Callable[[Any], Value]]) -> Fields:
    """The fields of a table of ``felder.toml``; whatever is not among the ``values`` is an attribute of that name, ``where`` it is."""
    told = ((key, words or _WORDS["anbieter"][key]) for key, words in _WORDS[name].items())
    return tuple(Field(key, of=values.get(key) or attrgetter(where + key), **words) for key, words in told)


_STUFEN = "; ".join(f"{key}: {stufe.titel}" for key, stufe in stufen().stufen.items())
_TOLD = Path(__file__).with_name("felder.toml").read_text(encoding="utf-8").replace("{stufen}", _STUFEN)
_WORDS: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(_TOLD)


def _ordered(name: str, of: Callable[[Any], Iterable[str]]) -> Callable[[Any], Value]:
    """A list of keys of the vocabulary ``name``, in its order, each once."""
    return lambda source: summary.ordered(name, of(source))


def _offered(name: str) -> Callable[[Any], Value]:
    """The keys that any offer names."""
    return _ordered(name, lambda source: (key for angebot in source.listing.angebote for key in getattr(angebot, name)))


def _room(source: Source) -> str:
    return summary.capacity(source.entry.kapazitaet, source.today)


def _of_room(field: str) -> Callable[[Source], Value]:
    """What is said about the room, as long as that is news."""
    return lambda source: as_value(getattr(source.entry.kapazitaet, field)) if _room(source) else None


def as_value(found: Any) -> Value:
    """A day as the files spell it; all else stays."""
    return found.isoformat() if isinstance(found, date) else found


def _employer(source: Source) -> Value:
    if isinstance(source.entry, Jobcoach):
        return source.entry.anbieter if source.listing.employer else None
    return "selbst"


def _phone(as_: str) -> Callable[[Source], Value]:
    return lambda source: getattr(number, as_) if (number := summary.phone(source.listing)) else None


_ENTRY: Mapping[str, Callable[[Any], Value]] = {
    "name": lambda s: s.listing.name,
    "seite": lambda s: s.directory.settings.adresse + s.listing.url,
    **{name: _ordered(name, attrgetter(f"entry.{name}")) for name in ("branchen", "behinderungsarten", "kommunikation")},
    "sprachen": _ordered("sprachen", lambda s: (sprache.code for sprache in s.entry.sprachen)),
    "website": lambda s: web(s.entry.website),
    "kapazitaet": _room,
    "kapazitaet_stand": _of_room("stand"),
    "nachweis": lambda s: summary.proven(s.listing),
    "stand": lambda s: s.entry.stand.isoformat(),
    "lizenz_uri": lambda s: vocabulary("lizenzen").werte[s.entry.lizenz].zusatz["adresse"].removesuffix("deed.de"),
}

PROVIDER = table("anbieter", "entry.", {
    **_ENTRY,
    "verwandt": lambda s: not s.listing.offers_jobcoaching_ap,
    "leistungsarten": _ordered("leistungsarten", lambda s: (angebot.leistungsart for angebot in s.listing.angebote)),
    **{name: _offered(name) for name in ("handlungsfelder", "anlaesse", "personenkreis")},
    "leistungstraeger": _ordered("leistungstraeger", lambda s: (who.traeger for one in s.listing.angebote for who in one.leistungstraeger)),
    "einzugsgebiet": lambda s: summary.area(s.entry),
    "standorte": lambda s: tuple(", ".join(filter(None, (summary.town(site), site.strasse))) for site in s.entry.standorte),
    "laender": _ordered("bundeslaender", lambda s: (place.land for place in s.listing.places if place.land)),
    "kontakt_funktion": attrgetter("entry.kontakt.funktion"),
    "telefon": _phone("shown"),
    "email": attrgetter("entry.kontakt.email"),
    "antwort_werktage": attrgetter("entry.kontakt.antwort_werktage"),
    "kontakt_person": lambda s: str(s.entry.kontakt.person or ""),
    "telefon_e164": _phone("e164"),
    "kapazitaet_status": _of_room("status"),
    "kapazitaet_plaetze": lambda s: _of_room("plaetze")(s) if _of_room("status")(s) == "frei" else None,
    "kapazitaet_ab": lambda s: day if (day := _of_room("ab")(s)) and str(day) > f"{s.today}" else None,
    "bundesweit": lambda s: any(base.gebiet.bundesweit for base in s.listing.bases),
    "arbeitet_in": _ordered("bundeslaender", attrgetter("listing.laender")),
    "jobcoaches": lambda s: tuple(coach.entry.id for coach in s.listing.team),
})  # fmt: skip
COACH = table("jobcoaches", "entry.", {
    **_ENTRY,
    "anbieter": _employer,
    "anbieter_name": lambda s: s.listing.employer.name if s.listing.employer else None,
    "stufe": lambda s: s.listing.grade.stufe if s.listing.grade else None,
    "stufe_seit": lambda s: as_value(s.listing.grade.seit) if s.listing.grade else None,
})  # fmt: skip
# of a place
SITE = table("standorte", "standort.", {
    "standort": lambda p: p.standort.bezeichnung or p.standort.ort,
    "land": attrgetter("land"),
    "kreis": attrgetter("kreis"),
    "genauigkeit": attrgetter("precision"),
    "umkreis_km": lambda p: p.radius_km or None,
    "punktquelle": lambda p: p.point.quelle if p.point else None,
})  # fmt: skip


def _counts() -> Iterator[Field]:
    """The columns of the counts: of each feature regional, then bundesweit."""
    words = ["Anbieter von JobcoachingAP", *(f"davon mit {vocabulary(name).label(key)}" for name, key in features()[1:])]
    for name, (place, where) in zip(columns(), product(range(len(words)), Counts._fields), strict=True):
        yield Field(name, name, f"{words[place]}, {where}.", partial(_counted, place, where), "zahl", beispiel="3")


def _counted(place: int, where: str, row: Kreiszahlen) -> Value:
    count: int = getattr(row.counts, where)[place]
    return count


COVERAGE: Fields = (*table("abdeckung", "kreis.", {"kreis": lambda k: kreis_name(k.kreis.ags)}), *_counts())

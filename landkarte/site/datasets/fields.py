"""The data dictionary: every field of every table, once. Files, their description and the browser's export all come from it.

Names are stable: a field keeps its name, its place and its meaning; new ones come at the end of their table.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import product
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


def rows(fields: Fields, found: Iterable[Any]) -> list[Row]:
    """The values of every source; None where there is nothing to say."""
    makers = [field.of for field in fields]
    return [[None if (value := make(source)) == "" else value for make in makers] for source in found]


def sources(directory: Directory, listings: Iterable[Listing]) -> list[Source]:
    """What records are made of, in the order of ``listings``."""
    return [Source(directory, listing, listing.entry, directory.day_for(listing.entry)) for listing in listings]


def keys(name: str, titel: str, bedeutung: str, of: Callable[[Any], Iterable[str]]) -> Field:
    """A list of keys of the vocabulary ``name``, in its order, each once."""
    return Field(name, titel, bedeutung, lambda source: summary.ordered(name, of(source)), "liste", name)


def _offered(name: str, titel: str, bedeutung: str) -> Field:
    """The keys that any offer names."""
    return keys(name, titel, bedeutung, lambda source: (key for angebot in source.listing.angebote for key in getattr(angebot, name)))


def _stated(name: str, titel: str, bedeutung: str) -> Field:
    """The keys that the entry itself names."""
    return keys(name, titel, bedeutung, lambda source: getattr(source.entry, name))


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


_ID = Field("id", "Kennung", "Kennung des Eintrags; sie bleibt gleich.", lambda s: s.entry.id, beispiel="beispiel-coaching-detmold")
_NAME = Field("name", "Name", "Name, wie er im Verzeichnis steht.", lambda s: s.listing.name, beispiel="Beispiel Coaching gGmbH")
_EXAMPLE = Field(
    "beispiel", "Beispiel", "ja: frei erfunden, zur Vorführung. Es gibt diesen Anbieter oder diese Person nicht.",
    lambda s: s.entry.beispiel, "ja_nein", beispiel="ja",
)  # fmt: skip
_PAGE = Field(
    "seite", "Seite", "Adresse der Seite im Verzeichnis.", lambda s: s.directory.settings.adresse + s.listing.url,
    beispiel="anbieter/beispiel-coaching-detmold.html",
)  # fmt: skip
_ROOM = Field(
    "kapazitaet", "Kapazität", "Ob Plätze frei sind, mit dem Tag der Angabe. Leer, wenn die Angabe fehlt oder zu alt ist.", _room,
    beispiel="2 Plätze frei (Angabe vom 1. Oktober 2026)",
)  # fmt: skip
_ROOM_DAY = Field("kapazitaet_stand", "Kapazität, Stand", "Tag der Angabe zur Kapazität.", _of_room("stand"), "tag", beispiel="2026-10-01")
_PROOF = Field(
    "nachweis", "Nachweis", "Wie die Angaben zur Qualifikation belegt sind, in den Worten des Verzeichnisses. Leer: keine Aussage.",
    lambda s: summary.proven(s.listing), beispiel="Eigene Angabe (2 Jobcoaches), kein Nachweis gesehen",
)  # fmt: skip
_WEBSITE = Field(
    "website", "Website", "Eigene Website, nur wenn freigegeben.", lambda s: web(s.entry.website), beispiel="https://example.org/",
)  # fmt: skip
_DAY = Field(
    "stand", "Stand", "Tag, an dem zuletzt jemand alle Angaben durchgesehen hat.", lambda s: s.entry.stand.isoformat(), "tag",
    beispiel="2026-10-01",
)  # fmt: skip
_LICENCE = Field(
    "lizenz", "Lizenz", "Lizenz, unter der die Angaben dieses Eintrags weiterverwendet werden dürfen.", lambda s: s.entry.lizenz,
    vokabular="lizenzen",
)  # fmt: skip
_LICENCE_URI = Field(
    "lizenz_uri", "Lizenz, Adresse", "Adresse, die für diese Lizenz steht.",
    lambda s: vocabulary("lizenzen").werte[s.entry.lizenz].zusatz["adresse"].removesuffix("deed.de"),
    beispiel="https://creativecommons.org/licenses/by/4.0/",
)  # fmt: skip

_EXPERIENCES: Fields = (
    _stated("branchen", "Branchen", "Branchen, in denen Erfahrung besteht."),
    _stated("behinderungsarten", "Erfahrung mit", "Womit nach eigener Angabe Erfahrung besteht."),
    _stated("kommunikation", "Verständigung", "Wie man sich verständigen kann."),
    keys(
        "sprachen", "Sprachen", "Sprachen außer Deutsch nach BCP 47. Das Niveau steht auf der Seite.",
        lambda s: (sprache.code for sprache in s.entry.sprachen),
    ),
)  # fmt: skip
_LAST: Fields = (_WEBSITE, _ROOM, _ROOM_DAY, _PROOF, _DAY, _LICENCE)

PROVIDER: Fields = (
    _ID,
    _NAME,
    Field("art", "Art", "anbieter: eine Organisation; jobcoach: freiberuflich.", lambda s: s.entry.art, beispiel="anbieter"),
    Field("traegerart", "Trägerart", "Was für eine Stelle das ist.", lambda s: s.entry.traegerart, vokabular="traegerarten"),
    _EXAMPLE,
    Field(
        "verwandt", "Verwandtes Angebot", "ja: Angeboten wird etwas Verwandtes, kein JobcoachingAP.",
        lambda s: not s.listing.offers_jobcoaching_ap, "ja_nein", beispiel="nein",
    ),
    _PAGE,
    keys("leistungsarten", "Leistungen", "Was angeboten wird.", lambda s: (angebot.leistungsart for angebot in s.listing.angebote)),
    _offered("handlungsfelder", "Ziel", "Ob ein Arbeitsplatz gesichert oder angebahnt wird."),
    _offered("anlaesse", "Anlässe", "Bei welchem Anlass begleitet wird."),
    _offered("personenkreis", "Personenkreis", "Für wen die Angebote sind."),
    *_EXPERIENCES,
    keys(
        "leistungstraeger", "Leistungsträger", "Wer nach Angabe des Anbieters die Angebote bezahlt oder bezahlen kann.",
        lambda s: (bezug.traeger for angebot in s.listing.angebote for bezug in angebot.leistungstraeger),
    ),
    Field("einzugsgebiet", "Arbeitet in", "Einzugsgebiet in Worten.", lambda s: summary.area(s.entry), beispiel="50 km um Detmold, Hessen"),
    Field(
        "standorte", "Standorte", "Postleitzahl und Ort jedes Standorts, dazu die Straße, wenn sie freigegeben ist.",
        lambda s: tuple(", ".join(filter(None, (summary.town(site), site.strasse))) for site in s.entry.standorte), "liste",
        beispiel="32756 Detmold, Musterweg 1",
    ),
    Field(
        "laender", "Bundesländer", "Bundesländer, in denen ein Standort liegt.",
        lambda s: summary.ordered("bundeslaender", (place.land for place in s.listing.places if place.land)), "liste", "bundeslaender",
    ),
    Field(
        "kontakt_funktion", "Wer antwortet", "Funktion, nie ein Name; nur wenn freigegeben.", lambda s: s.entry.kontakt.funktion,
        beispiel="Koordination Jobcoaching",
    ),
    Field(
        "telefon", "Telefon", "Nur wenn freigegeben. In CSV 0049 statt +49, damit Excel weder rechnet noch Nullen streicht.",
        lambda s: number.shown if (number := summary.phone(s.listing)) else None, "telefon", beispiel="+49 30 23125000",
    ),
    Field("email", "E-Mail", "Nur wenn freigegeben.", lambda s: s.entry.kontakt.email, beispiel="post@example.org"),
    *_LAST,
    Field(
        "antwort_werktage", "Antwort in Werktagen", "Wie bald eine Anfrage beantwortet wird, nach eigener Angabe.",
        lambda s: s.entry.kontakt.antwort_werktage, "zahl", beispiel="3",
    ),
    _LICENCE_URI,
    Field(
        "kontakt_person", "Ansprechperson", "Name der Ansprechperson, nur wenn sie selbst ihn freigegeben hat.",
        lambda s: str(s.entry.kontakt.person or ""), beispiel="Erika Beispiel",
    ),
    Field(
        "telefon_e164", "Telefon für Programme", "Dieselbe Nummer nach E.164. In CSV mit tel: davor, damit sie ein Text bleibt.",
        lambda s: number.e164 if (number := summary.phone(s.listing)) else None, "e164", beispiel="+493023125000",
    ),
    Field("kapazitaet_status", "Kapazität, Status", "Ob Plätze frei sind.", _of_room("status"), vokabular="kapazitaetsstatus"),
    Field(
        "kapazitaet_plaetze", "Kapazität, Plätze", "Wie viele Plätze frei sind, wenn welche frei sind.",
        lambda s: _of_room("plaetze")(s) if _of_room("status")(s) == "frei" else None, "zahl", beispiel="2",
    ),
    Field(
        "kapazitaet_ab", "Kapazität, ab", "Ab wann das gilt oder voraussichtlich etwas frei ist, wenn der Tag noch kommt.",
        lambda s: day if (day := _of_room("ab")(s)) and str(day) > f"{s.today}" else None, "tag", beispiel="2027-02-01",
    ),
    Field(
        "bundesweit", "Bundesweit", "ja: arbeitet in ganz Deutschland, ohne die Kreise, die reichweite.csv als ausgenommen nennt.",
        lambda s: any(base.gebiet.bundesweit for base in s.listing.bases), "ja_nein", beispiel="nein",
    ),
    Field(
        "arbeitet_in", "Arbeitet in Bundesländern", "Bundesländer, in denen der Anbieter arbeitet, ganz oder in einzelnen Kreisen.",
        lambda s: summary.ordered("bundeslaender", s.listing.laender), "liste", "bundeslaender",
    ),
    Field(
        "jobcoaches", "Jobcoaches", "Kennungen der Jobcoaches mit eigenem Eintrag.",
        lambda s: tuple(coach.entry.id for coach in s.listing.team), "liste", beispiel="jc-7k3m9q",
    ),
)  # fmt: skip

COACH: Fields = (
    _ID,
    Field("name", "Name", "Name, nur wenn freigegeben.", lambda s: s.listing.name, beispiel="Jobcoach (Name auf Anfrage)"),
    _EXAMPLE,
    _PAGE,
    Field(
        "anbieter", "Anbieter", "Kennung des Anbieters, bei dem der Jobcoach arbeitet; selbst: freiberuflich.", _employer,
        beispiel="beispiel-coaching-detmold",
    ),
    Field(
        "anbieter_name", "Name des Anbieters", "Leer bei Freiberuflichen.",
        lambda s: s.listing.employer.name if s.listing.employer else None,
        beispiel="Beispiel Coaching gGmbH",
    ),
    Field(
        "beschaeftigungsform", "Beschäftigung", "Wie der Jobcoach beschäftigt ist.", lambda s: s.entry.beschaeftigungsform,
        vokabular="beschaeftigungsformen",
    ),
    *_EXPERIENCES,
    *_LAST,
    _LICENCE_URI,
    Field(
        "stufe", "Stufe", f"{'; '.join(f'{key}: {stufe.titel}' for key, stufe in stufen().stufen.items())}. Leer: keine Aussage.",
        lambda s: s.listing.grade.stufe if s.listing.grade else None, beispiel="c",
    ),
    Field(
        "stufe_seit", "Stufe, seit", "Tag dessen, worauf die Stufe beruht.",
        lambda s: as_value(s.listing.grade.seit) if s.listing.grade else None, "tag", beispiel="2026-10-01",
    ),
)  # fmt: skip

# of a place
SITE: Fields = (
    Field(
        "standort", "Standort", "Bezeichnung, sonst der Ort.", lambda p: p.standort.bezeichnung or p.standort.ort,
        beispiel="Detmold",
    ),
    Field("strasse", "Straße", "Nur wenn freigegeben.", lambda p: p.standort.strasse, beispiel="Musterweg 1"),
    Field("plz", "Postleitzahl", "Fünf Ziffern als Text.", lambda p: p.standort.plz, beispiel="32756"),
    Field("ort", "Ort", "Ort.", lambda p: p.standort.ort, beispiel="Detmold"),
    Field("land", "Bundesland", "Bundesland des Standorts, wenn bekannt.", lambda p: p.land, vokabular="bundeslaender"),
    Field("kreis", "Kreis", "Amtlicher Kreisschlüssel, fünf Ziffern als Text, wenn bekannt.", lambda p: p.kreis, beispiel="05766"),
    Field(
        "genauigkeit", "Genauigkeit", "angegeben: vom Anbieter; nachgeschlagen: aus der Adresse; ungefaehr: irgendwo im Umkreis.",
        lambda p: p.precision, beispiel="angegeben",
    ),
    Field(
        "umkreis_km", "Umkreis", "Wie weit ein ungefährer Punkt danebenliegen kann, in Kilometern.",
        lambda p: p.radius_km or None, "zahl", beispiel="22",
    ),
    Field(
        "punktquelle", "Quelle des Punktes", "Von wem ein nachgeschlagener Punkt stammt.",
        lambda p: p.point.quelle if p.point else None, beispiel="© OpenStreetMap-Mitwirkende",
    ),
)  # fmt: skip


def _counts() -> Iterator[Field]:
    """The columns of the counts: of each feature regional, then bundesweit."""
    words = ["Anbieter von JobcoachingAP", *(f"davon mit {vocabulary(name).label(key)}" for name, key in features()[1:])]
    for name, (place, where) in zip(columns(), product(range(len(words)), Counts._fields), strict=True):
        yield Field(name, name, f"{words[place]}, {where}.", partial(_counted, place, where), "zahl", beispiel="3")


def _counted(place: int, where: str, row: Kreiszahlen) -> Value:
    count: int = getattr(row.counts, where)[place]
    return count


COVERAGE: Fields = (
    Field(
        "ags", "Kreisschlüssel", "Amtlicher Kreisschlüssel. Lesen Sie ihn als Text ein, sonst fehlt die Null.", lambda k: k.kreis.ags,
        beispiel="05766",
    ),
    Field("kreis", "Kreis", "Name des Kreises.", lambda k: kreis_name(k.kreis.ags), beispiel="Kreis Lippe"),
    Field("land", "Bundesland", "Kürzel des Bundeslands.", lambda k: k.kreis.land, beispiel="NW"),
    Field("amt", "Amt", "Kürzel des Integrations- oder Inklusionsamts.", lambda k: k.kreis.amt, beispiel="lwl"),
    *_counts(),
)  # fmt: skip

"""Invented entries for tests: one call per provider, and a directory made of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic import TypeAdapter

from landkarte.directory import Directory, assemble, listed
from landkarte.entries import released
from landkarte.entries.digest import Change
from landkarte.entries.model import (
    Anbieter,
    Eintrag,
    Einzugsgebiet,
    Freiberufler,
    Jobcoach,
    Leistungserbringer,
    Pruefvermerk,
    Standort,
    adapter,
)
from landkarte.ground.settings import Betreiber, Settings
from landkarte.judging.grading import grades
from landkarte.places.placing import Place

TODAY = date(2026, 11, 1)
CONSENT = {"vom": "2026-10-01", "textfassung": "2026-10", "umfang": ["name", "funktion"], "liegt_bei": "Geschäftsstelle"}
TEXT = "Wir begleiten Menschen und Betriebe und arbeiten eine Zeit lang mit."
SETTINGS = Settings(titel="Landkarte JobcoachingAP", beispiel_stichtag=TODAY, betreiber=Betreiber())

Fields = dict[str, object]
# Made once: it takes longer than everything that is done with them.
_PROVIDER: TypeAdapter[Anbieter] = adapter(Anbieter)
_FREELANCER: TypeAdapter[Freiberufler] = adapter(Freiberufler)
_COACH: TypeAdapter[Jobcoach] = adapter(Jobcoach)


def site(ort: str, plz: str, lat: float, lon: float, **fields: object) -> Fields:
    """One Standort."""
    return {"id": f"ort-{plz}", "plz": plz, "ort": ort, "lat": str(lat), "lon": str(lon), **fields}


DETMOLD = site("Detmold", "32756", 51.94, 8.88)


def _commissioned(fields: Fields) -> Fields:
    return {
        "schema": "1",
        "lizenz": "cc_by_4_0",
        "einwilligung": CONSENT,
        "stand": "2026-10-01",
        "traegerart": "bildungstraeger",
        "beschreibung": TEXT,
        "standorte": [DETMOLD],
        "kontakt": {"funktion": "Koordination", "kontaktwege": ["telefon"]},
        "angebote": [{"id": "jc", "leistungsart": "jobcoaching_ap", "handlungsfelder": ["sicherung"]}],
        **fields,
    }


def provider(key: str, name: str, **fields: object) -> Anbieter:
    """An organisation in Detmold, unless ``fields`` say otherwise."""
    return _PROVIDER.validate_python(_commissioned({"art": "anbieter", "id": key, "name": name, **fields}))


def freelancer(key: str, vorname: str, nachname: str, **fields: object) -> Freiberufler:
    """A freelance coach in Detmold."""
    person = {"art": "jobcoach", "id": key, "anbieter": "selbst", "name": {"vorname": vorname, "nachname": nachname}}
    return _FREELANCER.validate_python(_commissioned({**person, "beschaeftigungsform": "freiberuflich", **fields}))


def coach(key: str, vorname: str, nachname: str, anbieter: str, **fields: object) -> Jobcoach:
    """A coach who works for ``anbieter``."""
    entry = {
        "art": "jobcoach",
        "schema": "1",
        "id": key,
        "anbieter": anbieter,
        "name": {"vorname": vorname, "nachname": nachname},
        "beschaeftigungsform": "angestellt",
        "lizenz": "cc_by_4_0",
        "einwilligung": CONSENT,
        "stand": "2026-10-01",
        **fields,
    }
    return _COACH.validate_python(entry)


def directory(
    entries: Iterable[Eintrag],
    land: str = "NW",
    vermerke: Iterable[Pruefvermerk] = (),
    changed: Mapping[str, Sequence[Change]] | None = None,
) -> Directory:
    """What is published of ``entries``, with their Stufen: every Standort lies where it says, all of them in one Land."""
    kept = list(map(released.of, entries))
    stufen = grades(kept, {vermerk.id: vermerk for vermerk in vermerke}, changed or {}, lambda entry: TODAY)
    return assemble(SETTINGS, TODAY, [listed(entry, _places(entry, land), grade=stufen.get(entry.id)) for entry in kept])


def _places(entry: Eintrag, land: str) -> tuple[Place, ...]:
    if not isinstance(entry, Leistungserbringer):
        return ()
    return tuple(_place(one, land, one.einzugsgebiet or entry.einzugsgebiet) for one in entry.standorte)


def _place(one: Standort, land: str, gebiet: Einzugsgebiet | None) -> Place:
    if one.lat and one.lon:
        return Place(one, one.lat, one.lon, "angegeben", one.ags and one.ags[:5], land, gebiet)
    return Place(one, 51.0, 10.0, "ungefaehr", None, land, gebiet, 22)

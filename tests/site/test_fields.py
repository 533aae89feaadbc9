"""No field without a reader: another value of any field changes a page or a data set, or the field stands here with the reason.

The copies that the form loads (dateien/) hold every field by themselves, whether anybody reads it or not, and do not count.
"""

from collections.abc import Callable, Container, Iterator
from datetime import date, timedelta
from functools import cache, partial
from typing import Any, Literal, get_args, get_origin

import pytest
import yaml
from pydantic import ValidationError
from pydantic.dataclasses import dataclass

from landkarte.directory import Directory, assemble, listed
from landkarte.entries import released
from landkarte.entries.digest import changes, digests
from landkarte.entries.model import Anbieter, Eintrag, Kontakt, Pruefvermerk, adapter
from landkarte.entries.model.teile import STRICT
from landkarte.entries.model.werte import Aus, Kurztext
from landkarte.judging.grading import grades
from landkarte.places.gazetteer import Gazetteer
from landkarte.places.placing import places
from landkarte.site import search_rows
from landkarte.site.feeds import Feeds
from landkarte.site.pages import Renderer
from landkarte.standard import vocabulary
from tests.entries.test_vorlagen import KINDS, parts, paths_of, text_of, with_optional_fields
from tests.invented import SETTINGS, TODAY
from tests.pages import TEMPLATES, data_sets

_SAME = "nothing else can stand there"
_PAPER = "for those who keep the signed paper"
UNREAD = {
    "art": _SAME,
    "schema": _SAME,
    "anbieter": f"of a freelancer; {_SAME}",
    "pools.pool": f"as long as there is one pool; {_SAME}",
    "ergebnis.pool.pool": f"as long as there is one pool; {_SAME}",
    "pools.regelung": f"as long as there is one regulation; {_SAME}",
    "konto": "the review of a change asks for it; it is nobody else's business",
    "einwilligung.textfassung": _PAPER,
    "einwilligung.liegt_bei": _PAPER,
    "kontakt.einwilligung.vom": _PAPER,
    "kontakt.einwilligung.textfassung": _PAPER,
    "kontakt.einwilligung.liegt_bei": _PAPER,
    "standorte.id": "by it coaches/orte.csv names a Standort",
    "nachweise.dokument_im_repo": "an entry that says true has an error and does not appear",
    "naechste_pruefung": "for the maintainers; when a Prüfvermerk ends follows from the day on which they saw the proof",
}
"""The fields that no page and no data set tells of, at least in one kind of entry."""

Data = dict[str, Any]
Site = Callable[[Any], Iterator[object]]
"""From an entry to what the site tells of it, piece by piece, the quickest first."""


def written(name: str) -> Data:
    """The template ``name`` with every field and everything released."""
    data: Data = yaml.load(with_optional_fields(text_of(name)), yaml.CSafeLoader)
    data |= {"schema": "1", "einwilligung": data["einwilligung"] | {"umfang": list(vocabulary("einwilligungsumfang").werte)}}
    if "standorte" in data:
        # one with an area of its own, and one of which the AGS alone tells the Kreis
        own, other = data["standorte"][0], {"id": "dorf", "plz": "01309", "ort": "Musterdorf", "ags": "14625"}
        data["standorte"] = [own | {"einzugsgebiet": data["einzugsgebiet"], "adresse_veroeffentlichen": True}, other]
        data["kontakt"]["einwilligung"] |= {"umfang": ["name", "telefon", "email"]}
        # a duration is told instead of "unbefristet"
        data["angebote"].append({"id": "programm", "leistungsart": "unterstuetzte_beschaeftigung", "unbefristet": True})
    return data


WRITTEN = {name: written(name) for name in KINDS}
GAZETTEER = Gazetteer()
COACH: Data = yaml.load(with_optional_fields(text_of("jobcoach")), yaml.CBaseLoader)
"""As the file spells it, which is what a Prüfvermerk is bound to."""
VERMERK: Data = {
    "art": "pruefvermerk",
    "schema": "1",
    "id": "jobcoach",
    "geprueft_am": date(2026, 10, 1),
    "geprueft_von": "Redaktion",
    "ergebnis": {
        "weiterbildung_160ue": {"status": "bestaetigt", "kurs": "lwl", "beleg": "weiterbildungszertifikat"},
        "pool": {"status": "bestaetigt", "pool": "niedersachsen", "bei": "Beispielamt"},
    },
    "naechste_pruefung": date(2027, 10, 1),
    "pruefsummen": digests(COACH),
}


@cache
def entries() -> dict[str, Eintrag]:
    return {name: adapter(KINDS[name][0]).validate_python(data) for name, data in WRITTEN.items()}


def published(changed: Eintrag, vermerk: Pruefvermerk) -> Directory:
    """The directory of an entry of every kind, one of them ``changed``."""
    kept = [released.of(entry) for entry in (entries() | {changed.id: changed}).values()]
    stufen = grades(kept, {vermerk.id: vermerk}, {vermerk.id: changes(vermerk, COACH)}, lambda entry: TODAY)
    found = [listed(one, places(one, {}, GAZETTEER), (), stufen.get(one.id), one.fruehere_ids) for one in kept]
    return assemble(SETTINGS, TODAY, found)


@cache
def renderer() -> Renderer:
    return Renderer(published(entries()["jobcoach"], adapter(Pruefvermerk).validate_python(VERMERK)), TEMPLATES)


def of_entry(entry: Eintrag, vermerk: Pruefvermerk | None = None) -> Iterator[object]:
    directory = published(entry, vermerk or adapter(Pruefvermerk).validate_python(VERMERK))
    listing = next(listing for listing in directory.all if listing.entry.id == entry.id)
    yield renderer().entry(listing)
    own = Renderer(directory, TEMPLATES)
    yield list(own.moved(listing))
    yield list(search_rows.files(directory))
    yield list(Feeds(directory, own.coverage).of_land("NW"))
    yield from data_sets(directory, own.coverage).items()  # the last is what takes longest, and says least of an entry


def of_vermerk(vermerk: Pruefvermerk) -> Iterator[object]:
    return of_entry(entries()["jobcoach"], vermerk)


def values_of(kind: type) -> dict[str, Any]:
    """The fields of ``kind`` that are no sections."""
    paths = paths_of(kind)
    return {path: hint for path, hint in paths.items() if not any(other.startswith(f"{path}.") for other in paths)}


def unread(kind: type, data: Data, site: Site, without: Container[str] = ()) -> set[str]:
    """The fields of ``kind`` of which no other value changes the site. One that ``data`` do not name has no other value."""
    told = list(site(adapter(kind).validate_python(data)))
    return {
        path
        for path, hint in values_of(kind).items()
        if path not in without
        if all(one == other for variant in variants(kind, data, path, hint) for one, other in zip(told, site(variant), strict=True))
    }


def variants(kind: type, data: Data, path: str, hint: object) -> Iterator[Any]:
    """The entry without a field and with another value in it, as far as that may be."""
    for change in (None, partial(another, words=words(hint))):
        try:
            yield adapter(kind).validate_python(with_change(data, path.split("."), change))
        except ValidationError:
            continue


def words(hint: object) -> list[str]:
    """What alone may stand in a field; empty where that is not said word by word."""
    for part in parts(hint):
        if isinstance(part, Aus):
            return list(vocabulary(part.vokabular).werte)
        if get_origin(part) is Literal:
            return list(get_args(part))
    return []


def another(value: Any, words: list[str]) -> Any:
    match value:
        case bool():
            return not value
        case date():
            return value + timedelta(1)
        case int() | float():
            return value + 1
        case list():
            return value[:1]
        case dict():
            return {}
    return words[words.index(value) - 1] if words else f"{value[:-1]}{1 if value[-1] == '2' else 2}"


def with_change(data: Any, path: list[str], change: Callable[[Any], Any] | None) -> Any:
    """``data`` with what ``change`` makes of the value at ``path``, or without it; of a list in every section."""
    if isinstance(data, list):
        return [with_change(item, path, change) for item in data]
    key, *rest = path
    if key not in data:
        return data
    if rest:
        return data | {key: with_change(data[key], rest, change)}
    return data | {key: change(data[key])} if change else {other: value for other, value in data.items() if other != key}


def test_every_field_is_on_a_page_or_in_a_data_set_or_has_a_reason() -> None:
    found = {name: unread(KINDS[name][0], data, of_entry) for name, data in WRITTEN.items()}
    found["pruefvermerk"] = unread(Pruefvermerk, VERMERK, of_vermerk)
    assert set().union(*found.values()) == UNREAD.keys(), found


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LongerAnbieter(Anbieter):
    neu: Kurztext | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class LongerKontakt(Kontakt):
    neu: Kurztext | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WithLongerKontakt(Anbieter):
    kontakt: LongerKontakt


@pytest.mark.parametrize(
    ("kind", "change", "path"),
    [
        (LongerAnbieter, {"neu": "Neues"}, "neu"),
        (WithLongerKontakt, {"kontakt": WRITTEN["anbieter"]["kontakt"] | {"neu": "Neues"}}, "kontakt.neu"),
        (LongerAnbieter, {}, "neu"),
    ],
    ids=["of an entry", "of a section", "not even in the template"],
)
def test_a_field_that_nobody_reads_is_found(kind: type, change: Data, path: str) -> None:
    assert unread(kind, WRITTEN["anbieter"] | change, of_entry, without=values_of(Anbieter)) == {path}

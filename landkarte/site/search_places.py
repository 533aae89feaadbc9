"""What the search field of the start page knows about places, and who goes where: data for wo.js and wer.js.

The browser loads these scripts when the field is first used. Without exact data the 717 areas of three digits answer, the
larger towns, and by their Kreis those that share a name; with it every PLZ and every town does. What is many is split into
files that are loaded only when somebody asks for one of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from landkarte.directory import Directory
from landkarte.entries.model import Einzugsgebiet
from landkarte.ground.scripts import bits, script
from landkarte.ground.text import folded, unique
from landkarte.places.exact import Postleitzahl
from landkarte.places.names import kreis_name
from landkarte.places.placing import Place
from landkarte.places.tables import Ortschaft, kreise, laender, namesakes, of_the_day, orte, plz_gebiete, regionen
from landkarte.standard import vocabulary

_Name = tuple[str, str]
"""Kreis (AGS) and folded name."""


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Each script as (path in the site, content)."""
    known = directory.exact
    # without exact data of most towns only name and Kreis are known
    vague = (Ortschaft(name, ags, (), kreise()[ags].lat, kreise()[ags].lon) for name, ags in namesakes())
    larger, others = _towns(known.orte if known else vague)
    by_digit = _by_digit(known.plz if known else {}, [*larger, *others])
    by_letter = _by_letter(others)
    yield "daten/orte.js", script("orte", _common(larger, "".join(by_digit), "".join(by_letter)))
    yield "daten/gebiete.js", script("gebiete", _areas(directory))
    for digit, numbers in by_digit.items():
        yield f"daten/plz/{digit}.js", script(f"plz_{digit}", numbers)
    for letter, rows in by_letter.items():
        yield f"daten/orte/{letter}.js", script(f"orte_{letter}", rows)


def _towns(places: Iterable[Ortschaft]) -> tuple[list[Ortschaft], list[Ortschaft]]:
    """The larger towns, important ones first and as exact as ``places`` knows them; then all others of ``places``."""
    known: dict[_Name, list[Ortschaft]] = defaultdict(list)
    for town in sorted(places):
        known[town.kreis, folded(town.name)].append(town)
    larger: list[Ortschaft] = []
    for row in sorted(orte(), key=lambda ort: ort.rang):
        # what we call Halle (Westf.) may be just Halle there
        same = known.get((row.kreis, folded(row.name))) or known.get((row.kreis, folded(row.name.partition(" (")[0])), [])
        found = next((town for town in same if row.plz[0] in town.plz), None)
        if found:
            same.remove(found)
        plz, lat, lon = (found.plz, found.lat, found.lon) if found else ((), row.lat, row.lon)
        larger.append(Ortschaft(row.name, row.kreis, unique((*row.plz, *plz)), lat, lon))
    return larger, [town for same in known.values() for town in same]


def _common(larger: Iterable[Ortschaft], digits: str, letters: str) -> dict[str, Any]:
    """What every question needs. Kreise, Länder and Ämter are named by their number in these lists."""
    numbers, lands = kreis_numbers(), [land.kuerzel for land in laender()]
    aemter = vocabulary("aemter").werte
    amt_numbers = {key: number for number, key in enumerate(aemter)}
    return {
        "laender": [[key, vocabulary("bundeslaender").label(key), vocabulary("bundeslaender").werte[key].synonyme] for key in lands],
        "aemter": [[key, wert.label, lands.index(wert.zusatz["land"]), _synonyms(key)] for key, wert in aemter.items()],
        "kreise": [
            [ags, kreis_name(ags), int(kreis.is_town), amt_numbers[kreis.amt], kreis.lat, kreis.lon] for ags, kreis in kreise().items()
        ],
        "regionen": [[name, others, [numbers[ags] for ags in keys]] for name, others, keys in regionen()],
        "orte": [_row(town) for town in larger],
        "gebiete": {
            key: [area.lat, area.lon, [numbers[ags] for ags in area.kreise], bits(area.endungen)] for key, area in plz_gebiete().items()
        },
        "plzDateien": digits,
        "ortDateien": letters,
    }


def _synonyms(key: str) -> list[str]:
    """Other names of an Amt. A name of its whole Land is no name of one of two Ämter."""
    werte = vocabulary("aemter").werte
    land = vocabulary("bundeslaender").werte[werte[key].zusatz["land"]]
    shared = {word for other, wert in werte.items() if other != key and wert.zusatz["land"] == land.key for word in wert.synonyme}
    return [word for word in werte[key].synonyme if word not in shared & {land.label, *land.synonyme}]


def _row(town: Ortschaft) -> list[Any]:
    return [town.name, kreis_numbers()[town.kreis], " ".join(town.plz), town.lat, town.lon]


def _by_digit(known: Mapping[str, Postleitzahl], towns: Iterable[Ortschaft]) -> dict[str, dict[str, list[Any]]]:
    """Every PLZ with its point, its Kreise and, where only one place has it, that place; by first digit.

    A German PLZ abroad lies in no Kreis: nobody can say who serves it.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for town in towns:
        for plz in town.plz:
            named[plz].append(town.name)
    found: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for plz, one in sorted(known.items()):
        if one.kreise:
            place = named[plz] if len(named[plz]) == 1 else []
            found[plz[0]][plz] = [one.lat, one.lon, [kreis_numbers()[ags] for ags in one.kreise], *place]
    return dict(sorted(found.items()))


def _by_letter(towns: Iterable[Ortschaft]) -> dict[str, list[list[Any]]]:
    """Smaller places by the first letter of their folded name."""
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for town in towns:
        found[next(filter(str.isalnum, folded(town.name)))].append(_row(town))
    return dict(sorted(found.items()))


def _areas(directory: Directory) -> dict[str, Any]:
    """Where the Standorte of every provider lie, and the areas that apply to them, both as columns, which take less room than rows.

    ``anzahlen`` says how many Standorte each provider has, in the order of ``directory.providers``.
    """
    numbers: dict[Einzugsgebiet, int] = {}
    sites = [_site(place, numbers) for listing in directory.providers for place in listing.places]
    return {
        "anzahlen": [len(listing.places) for listing in directory.providers],
        "standorte": _columns(sites, 6),
        "bereiche": _columns(map(_area, numbers), 6),
    }


def _columns(rows: Iterable[Sequence[Any]], width: int) -> list[Any]:
    return [*map(list, zip(*rows, strict=True))] or [[]] * width


def _site(place: Place, numbers: dict[Einzugsgebiet, int]) -> Sequence[Any]:
    """lat, lon, 1 if only roughly known, number of the area or -1, Kreis or -1; and the Land where only that is known, or -1."""
    area = -1 if place.gebiet is None else numbers.setdefault(place.gebiet, len(numbers))
    kreis = -1 if place.kreis is None else kreis_numbers()[place.kreis]
    land = _lands()[place.land] if kreis < 0 and place.land else -1
    return place.lat, place.lon, int(place.precision == "ungefaehr"), area, kreis, land


def _area(area: Einzugsgebiet) -> Sequence[Any]:
    """Umkreis in km or 0, Kreise, Länder, 1 if bundesweit, Kreise and Länder left out."""
    out = area.ausnahmen
    without = (_known(out.kreise), [_lands()[key] for key in out.bundeslaender]) if out else ([], [])
    return area.umkreis_km or 0, _known(area.kreise), [_lands()[key] for key in area.bundeslaender], int(area.bundesweit), *without


def _known(keys: Iterable[str]) -> list[int]:
    return [kreis_numbers()[key] for key in keys if key in kreis_numbers()]


@of_the_day
def kreis_numbers() -> dict[str, int]:
    """The number under which the browser knows a Kreis, by AGS."""
    return {ags: number for number, ags in enumerate(kreise())}


@cache
def _lands() -> dict[str, int]:
    return {land.kuerzel: number for number, land in enumerate(laender())}

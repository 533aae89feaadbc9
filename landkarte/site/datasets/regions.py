"""Who serves every Kreis, Land and Amt, by id and as their pages say it: daten/kreis/05766.json, daten/land/nw.json, daten/amt/lwl.json.

Everybody who serves a Kreis more closely than bundesweit is named; of those who work bundesweit, who would fill every file, the ones that
the page names. All of them, and what they leave out, are in daten/anbieter.json.
"""

from collections.abc import Iterable, Iterator, Sequence

from landkarte.directory import Directory
from landkarte.directory.coverage import Coverage
from landkarte.directory.coverage.served import Served
from landkarte.directory.coverage.territories import Territory
from landkarte.ground.scripts import as_json
from landkarte.places.names import kreis_name, land_label
from landkarte.places.reach import REASONS
from landkarte.places.tables import kreise, kreise_of_land
from landkarte.site.datasets.schemas import address
from landkarte.site.pages.regions import kreis_url, land_url
from landkarte.site.pages.rows import whole_km
from landkarte.standard import vocabulary

File = tuple[str, bytes]
_ABOUT = ',"etwa":true'
KINDS = (("jobcoaching_ap", True), ("verwandt", False))
"""Who offers JobcoachingAP itself, and who something related only."""


def of_land(directory: Directory, coverage: Coverage, kuerzel: str) -> Iterator[File]:
    """The files of a Land, of its Ämter and of its Kreise."""
    ids = [listing.entry.id for listing in directory.providers]

    def file(schema: str, page: str, name: str, content: str, **keys: str) -> File:
        """One file, at the address of its page but for the folder and the end."""
        head = {"schema": "1", "beschreibung": address(directory, schema), "stand": directory.today.isoformat()}
        head |= {"seite": directory.settings.adresse + page, "name": name, "land": kuerzel, **keys}
        return f"daten/{page.removesuffix('.html')}.json", f"{as_json(head)[:-1]},{content[1:]}\n".encode()

    def serving(territory: Territory) -> str:
        return as_json({name: _serving(territory, [kind == core for kind in coverage.kreise.core], ids) for name, core in KINDS})

    yield file("gebiet", land_url(kuerzel), land_label(kuerzel), serving(coverage.territories.land(kuerzel)))
    for key, wert in vocabulary("aemter").werte.items():
        if wert.zusatz["land"] == kuerzel:
            yield file("gebiet", f"amt/{key}.html", wert.label, serving(coverage.territories.amt(key)), amt=key)
    for ags in kreise_of_land(kuerzel):
        yield file("kreis", kreis_url(ags), kreis_name(ags), _of_kreis(ags, coverage.kreise, ids), amt=kreise()[ags].amt, ags=ags)


def _serving(territory: Territory, wanted: Sequence[bool], ids: Sequence[str]) -> dict[str, object]:
    return {
        "mit_standort": [ids[number] for number in territory.here if wanted[number]],
        "von_ausserhalb": [{"id": ids[number], "grund": reason} for number, reason in territory.also if wanted[number]],
    }


def _of_kreis(ags: str, served: Served, ids: Sequence[str]) -> str:
    parts = []
    for name, core in KINDS:
        regional = served.regional(ags, core)
        rows = _rows(sorted({*served.serving(ags, core), *regional}), ids)
        numbers = f'"regional":{len(regional)},"bundesweit":{served.bundesweit(ags, core)}'
        parts.append(f'"{name}":{{{numbers},"anbieter":[{rows}]}}')
    near, number = served.near(ags)
    close = _rows(((km, one, "", rough) for km, one, rough in near), ids)
    return f'{{{",".join(parts)},"in_der_naehe":{{"anzahl":{number},"anbieter":[{close}]}}}}'


def _rows(found: Iterable[tuple[float, int, str, bool]], ids: Sequence[str]) -> str:
    """Ids and words of ours, spelled without asking a library: there are hundreds of thousands."""
    why: dict[str, str] = {reason: f'","grund":"{reason}' for reason in REASONS}
    return ",".join(
        [f'{{"id":"{ids[one]}{why.get(reason, "")}","km":{whole_km(km)}{_ABOUT if rough else ""}}}' for km, one, reason, rough in found]
    )

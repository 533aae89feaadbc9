"""Who serves every Kreis, Land and Amt, by id and as their pages say it: daten/kreis/05766.json, daten/land/nw.json, daten/amt/lwl.json.

Everybody who serves a Kreis more closely than bundesweit is named; of those who work bundesweit, who would fill every file, the ones that
the page names. All of them, and what they leave out, are in daten/anbieter.json.
"""

from collections.abc import Iterable, Iterator

from landkarte.directory import Directory
from landkarte.directory.coverage import Coverage
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


class Regions:
    """The files of one directory."""

    def __init__(self, directory: Directory, coverage: Coverage) -> None:
        self._directory = directory
        self._served = coverage.kreise
        self._territories = coverage.territories
        self._ids = [listing.entry.id for listing in directory.providers]

    def of_land(self, kuerzel: str) -> Iterator[File]:
        """The files of a Land, of its Ämter and of its Kreise."""
        whole = self._territories.land(kuerzel)
        yield self._file("gebiet", land_url(kuerzel), land_label(kuerzel), self._serving(whole), land=kuerzel)
        for key, wert in vocabulary("aemter").werte.items():
            if wert.zusatz["land"] == kuerzel:
                found = self._serving(self._territories.amt(key))
                yield self._file("gebiet", f"amt/{key}.html", wert.label, found, land=kuerzel, amt=key)
        for ags in kreise_of_land(kuerzel):
            yield self._file("kreis", kreis_url(ags), kreis_name(ags), self._of_kreis(ags), land=kuerzel, amt=kreise()[ags].amt, ags=ags)

    def _file(self, schema: str, page: str, name: str, content: str, **keys: str) -> File:
        """One file, at the address of its page but for the folder and the end."""
        head = {"schema": "1", "beschreibung": address(self._directory, schema), "stand": self._directory.today.isoformat()}
        head |= {"seite": self._directory.settings.adresse + page, "name": name, **keys}
        return f"daten/{page.removesuffix('.html')}.json", f"{as_json(head)[:-1]},{content[1:]}\n".encode()

    def _of_kreis(self, ags: str) -> str:
        parts = []
        for name, core in KINDS:
            regional = self._served.regional(ags, core)
            rows = self._rows(sorted({*self._served.serving(ags, core), *regional}))
            numbers = f'"regional":{len(regional)},"bundesweit":{self._served.bundesweit(ags, core)}'
            parts.append(f'"{name}":{{{numbers},"anbieter":[{rows}]}}')
        near, number = self._served.near(ags)
        close = [(km, one, "", rough) for km, one, rough in near]
        return f'{{{",".join(parts)},"in_der_naehe":{{"anzahl":{number},"anbieter":[{self._rows(close)}]}}}}'

    def _rows(self, found: Iterable[tuple[float, int, str, bool]]) -> str:
        """Ids and words of ours, spelled without asking a library: there are hundreds of thousands."""
        ids = self._ids
        why: dict[str, str] = {reason: f'","grund":"{reason}' for reason in REASONS}
        return ",".join(
            [f'{{"id":"{ids[one]}{why.get(reason, "")}","km":{whole_km(km)}{_ABOUT if rough else ""}}}' for km, one, reason, rough in found]
        )

    def _serving(self, territory: Territory) -> str:
        core, ids = self._served.core, self._ids
        found = {
            name: {
                "mit_standort": [ids[number] for number in territory.here if core[number] == kind],
                "von_ausserhalb": [{"id": ids[number], "grund": reason} for number, reason in territory.also if core[number] == kind],
            }
            for name, kind in KINDS
        }
        return as_json(found)

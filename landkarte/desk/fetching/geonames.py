"""Postal codes of GeoNames: DE.txt in a zip file, twelve columns separated by tabs, no header.

Format: https://download.geonames.org/export/zip/readme.txt
"""

import csv
import io
import lzma
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from statistics import median
from typing import NamedTuple

from landkarte.desk.fetching.download import Converted
from landkarte.desk.fetching.publishers import ChangedFormat, GeodataError, current, notes
from landkarte.ground.text import grouped
from landkarte.places import exact
from landkarte.places.distance import in_germany
from landkarte.places.tables import kreise

ATTRIBUTION = {
    "titel": "Postleitzahlen und Orte: GeoNames (Daten verändert)",
    "adresse": "https://www.geonames.org/",
    "lizenz": "CC BY 4.0",
    "lizenz_adresse": "https://creativecommons.org/licenses/by/4.0/deed.de",
}

_MEMBER = "DE.txt"
_MOST = 100_000_000
_COLUMNS = 12
_PLAUSIBLE = (8_000, 12_500)
"""PLZ: about 8,200 of places, and those of companies that GeoNames knows."""
_ABROAD = 0.01
"""The largest share of rows without a Kreis; Jungholz in Austria is one of 23,000."""

# Legal forms, which no place has in its name. Companies are the first half of the file, and every other one names its form.
_LEGAL_FORM = re.compile(r"\b(?:GmbH|mbH|AG|KG|KGaA|OHG|eG|SE|GbR|VVaG)\b|\be\. ?[VK]\b")
_SHARE_OF_A_BLOCK = 0.25


class Row(NamedTuple):
    """A place or a company: ``kreis`` is its AGS, or empty abroad; WGS 84 degrees."""

    plz: str
    name: str
    kreis: str
    lat: float
    lon: float


def converted(zipped: bytes, last: exact.Exact | None) -> Converted:
    """The rows in the zip file, and of ``last`` those of Kreise that it does not have; GeodataError when it cannot be right."""
    text, stand = _unpacked(zipped)
    lines = text.removesuffix("\n").split("\n")
    rows = [_row(number, line.removesuffix("\r")) for number, line in enumerate(lines, 1)]
    _refuse_implausible(rows)
    companies = _companies(rows)
    rows, unknown = _known(rows, last)
    rows, missing = _completed(rows, last)
    places = [row for row in rows[companies:] if not _LEGAL_FORM.search(row.name)]
    plz, orte = [*_plz(rows, {row.plz for row in places})], [*_orte(row for row in places if row.kreis)]
    numbers = (f"{number:,}".replace(",", ".") for number in (len(plz), sum(only == "1" for *_, only in plz), len(orte)))
    counted = "{} Postleitzahlen ({} nur von Großempfängern), {} Orte".format(*numbers)
    files = {exact.PLZ: _csv(exact.PLZ_COLUMNS, plz), exact.ORTE: _csv(exact.ORTE_COLUMNS, orte)}
    return Converted(files, counted, stand, notes("Die Datei von GeoNames", unknown, missing))


def _unpacked(zipped: bytes) -> tuple[str, date]:
    try:
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            member = archive.getinfo(_MEMBER)
            if member.file_size > _MOST:
                raise ChangedFormat(_MEMBER, f"sie hat {member.file_size // 10**6} MB")
            return archive.read(member).decode("utf-8"), date(*member.date_time[:3])
    except KeyError:
        raise ChangedFormat("Die Datei von GeoNames", f"sie enthält keine {_MEMBER}") from None
    except UnicodeDecodeError:
        raise ChangedFormat(_MEMBER, "sie ist nicht in UTF-8") from None
    # the last two are what zipfile raises for what is encrypted or packed in a way that it does not know
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError):
        raise GeodataError("Was GeoNames geschickt hat, ist keine heile ZIP-Datei. Versuchen Sie es noch einmal.") from None


def _row(number: int, line: str) -> Row:
    where = f"{_MEMBER}, Zeile {number},"
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise ChangedFormat(where, f"{len(cells)} statt {_COLUMNS} Spalten")
    _, plz, name, *_, key, lat, lon, _ = cells
    if not re.fullmatch("[0-9]{5}", plz) or not name.strip():
        raise ChangedFormat(where, "Postleitzahl oder Ort fehlt")
    try:
        row = Row(plz, name.strip(), current(key), float(lat), float(lon))
    except ValueError:
        raise ChangedFormat(where, "Breite oder Länge ist keine Zahl") from None
    if not in_germany(row.lat, row.lon):
        raise ChangedFormat(where, f"der Punkt {lat} / {lon} liegt nicht in Deutschland")
    return row


def _known(rows: list[Row], last: exact.Exact | None) -> tuple[list[Row], set[str]]:
    """The rows with Kreise that there are, and the keys of others; a row of such a Kreis counts where its PLZ last did, if anywhere."""
    unknown = {row.kreis for row in rows} - kreise().keys() - {""}
    before = {plz: known.kreise[0] for plz, known in (last.plz if last else {}).items() if known.kreise}
    return [row._replace(kreis=before.get(row.plz, "")) if row.kreis in unknown else row for row in rows], unknown


def _completed(rows: list[Row], last: exact.Exact | None) -> tuple[list[Row], set[str]]:
    """The rows, with the places of Kreise that have none here and last had some; and the keys of all Kreise that have none."""
    missing = kreise().keys() - {row.kreis for row in rows}
    before = {(plz, ort.name): ort for ort in (last.orte if last else ()) if ort.kreis in missing for plz in ort.plz}
    moved = [row._replace(kreis=before[row.plz, row.name].kreis) if (row.plz, row.name) in before else row for row in rows]
    lost = before.keys() - {(row.plz, row.name) for row in rows}
    return moved + [Row(plz, name, before[plz, name].kreis, *before[plz, name][3:5]) for plz, name in sorted(lost)], missing


def _refuse_implausible(rows: list[Row]) -> None:
    found = len({row.plz for row in rows})
    if not _PLAUSIBLE[0] <= found <= _PLAUSIBLE[1]:
        raise ChangedFormat(_MEMBER, f"sie nennt {found} Postleitzahlen statt {_PLAUSIBLE[0]} bis {_PLAUSIBLE[1]}")
    abroad = sum(not row.kreis for row in rows)
    if abroad > _ABROAD * len(rows):
        raise ChangedFormat(_MEMBER, f"bei {abroad} Zeilen fehlt der Kreisschlüssel")


def _companies(rows: list[Row]) -> int:
    """How many rows at the beginning of the file are companies; 0 when they do not come first.

    The file does not mark them. But it has them before all places, and the last row with a legal form is the end of them,
    give or take a row. Legal forms alone would find three in five of their PLZ.
    """
    named = [number for number, row in enumerate(rows, 1) if _LEGAL_FORM.search(row.name)]
    end = named[-1] if named else 0
    return end if len(named) >= _SHARE_OF_A_BLOCK * end else 0


def _plz(rows: Iterable[Row], of_places: set[str]) -> Iterator[tuple[str, ...]]:
    for plz, own in sorted(grouped((row.plz, row) for row in rows).items()):
        counted = Counter(row.kreis for row in own if row.kreis)
        found = sorted(counted, key=lambda key: (-counted[key], key))
        yield plz, *_middle(own), " ".join(found), "0" if plz in of_places else "1"


def _orte(places: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    for (name, key), own in sorted(grouped(((row.name, row.kreis), row) for row in places).items()):
        yield name, key, " ".join(sorted({row.plz for row in own})), *_middle(own)


def _middle(rows: list[Row]) -> tuple[str, str]:
    """Some points lie far from all others of their PLZ: a mean would follow them, the median does not."""
    return f"{median(row.lat for row in rows):.4f}", f"{median(row.lon for row in rows):.4f}"


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()

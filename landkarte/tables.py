"""Tables for spreadsheets: how every Kreis is covered, as CSV. Nothing in it comes from an entry but numbers."""

import csv
import io
from collections.abc import Iterator

from landkarte.coverage import Coverage
from landkarte.geo import kreise
from landkarte.summary import kreis_name
from landkarte.tally import columns

_KREIS = ("ags", "kreis", "land", "amt")
"""Columns keep their names and places; new ones come at the end."""


def files(coverage: Coverage) -> Iterator[tuple[str, bytes]]:
    """Each table as (path in the site, content): UTF-8 with a byte order mark and semicolons, as a German Excel expects."""
    yield "daten/abdeckung.csv", _csv(_coverage(coverage))


def _coverage(coverage: Coverage) -> Iterator[tuple[object, ...]]:
    yield (*_KREIS, *columns())
    for ags, kreis in kreise().items():
        counts = coverage.counts(ags)
        pairs = zip(counts.regional, counts.bundesweit, strict=True)
        yield (ags, kreis_name(ags), kreis.land, kreis.amt, *(count for pair in pairs for count in pair))


def _csv(rows: Iterator[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("utf-8-sig")

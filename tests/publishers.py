"""The publishers of geographic data on this machine: invented data in their formats, and a web server that hands them out.

Kreise are the cells around the centres of our own table, Länder what their Kreise cover and, as at the publisher, some sea.
Postal codes are made up, apart from those of the larger towns in our own table. Where the reference data are at hand, they are
served as well.
"""

import contextlib
import http.server
import io
import json
import os
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.geometry import MultiPoint, box, mapping

from landkarte.ground.settings import Geodaten
from landkarte.places.tables import kreise, laender, orte, plz_gebiete

ZIP, KREISE, LAENDER = "/DE.zip", "/kreise", "/laender"
EISENACH = (10.32, 50.98)
OUTLIER, ABROAD, TWO_KREISE, OF_A_COMPANY = "01851", "87491", "01852", "01890"
"""Made-up postal codes with a property of their own."""

Files = dict[str, bytes]
Features = list[dict[str, Any]]
Row = tuple[str, ...]


def reference() -> Path | None:
    """The folder with stored copies of the publishers' files; only few people have it."""
    named = os.environ.get("LANDKARTE_REFERENZ")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "geodata"
    return folder if (folder / "DE.zip").exists() else None


def served(kind: str, per_area: int = 11) -> Files:
    """What the publishers offer, by path: ``referenz``, ``klein`` (as the live service writes properties), ``gross`` (capitals)."""
    return dict(_served(kind, per_area))


@cache
def _served(kind: str, per_area: int) -> Files:
    folder = reference()
    if kind == "referenz" and folder:
        names = {ZIP: "DE.zip", KREISE: "vg5000_krs.geojson", LAENDER: "vg5000_lan.geojson"}
        return {path: (folder / name).read_bytes() for path, name in names.items()}
    krs, lan = areas()
    if kind == "gross":
        krs, lan = ([_in_capitals(feature) for feature in features] for features in (krs, lan))
    return {ZIP: zipped(rows(per_area)), KREISE: collection(krs), LAENDER: collection(lan)}


def kinds() -> list[str]:
    """What can be served here."""
    return ["klein", "gross", *(["referenz"] if reference() else [])]


def zipped(table: list[Row], name: str = "DE.txt", encoding: str = "utf-8") -> bytes:
    """DE.zip with these rows."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member, text in ((name, "".join("\t".join(cells) + "\n" for cells in table)), ("readme.txt", "Beispiel")):
            archive.writestr(zipfile.ZipInfo(member, (2026, 3, 30, 0, 0, 0)), text.encode(encoding))
    return file.getvalue()


def collection(features: Features, **more: object) -> bytes:
    """A FeatureCollection."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False).encode()


def row(plz: str, name: str, kreis: str, lat: float, lon: float) -> Row:
    """A line of DE.txt."""
    land = next((land.name for land in laender() if kreis and land.kuerzel == kreise()[kreis].land), "")
    return "DE", plz, name, land, kreis[:2], "", "", "Beispielkreis" if kreis else "", kreis, f"{lat:.4f}", f"{lon:.4f}", ""


@cache
def _rows(per_area: int) -> tuple[Row, ...]:
    companies = [
        row(f"{plz3}99", name, area.kreise[0], area.lat, area.lon)
        for plz3, area in list(plz_gebiete().items())[:300]
        for name in ("Beispiel GmbH & Co. KG", "Finanzamt")
    ]
    companies.append(row(OF_A_COMPANY, "Beispiel AG", "14522", 51.0, 13.0))
    towns = [row(ort.plz[0], ort.name, ort.kreis, ort.lat, ort.lon) for ort in orte()]
    villages = [
        row(f"{plz3}{number:02}", "Musterdorf", area.kreise[number % len(area.kreise)], area.lat, area.lon + number / 1000)
        for plz3, area in plz_gebiete().items()
        for number in range(2, 2 + per_area)
    ]
    special = [
        *(row(OUTLIER, "Musterhausen, Oberdorf", "14522", 51.1 + number / 100, 13.1) for number in range(4)),
        row(OUTLIER, "Musterhausen, Oberdorf", "14522", 54.9, 8.4),
        *(row(TWO_KREISE, name, "14627", 51.2, 13.5) for name in ("Links", "Mitte")),
        row(TWO_KREISE, "Rechts", "14522", 51.2, 13.4),
        row(ABROAD, "Jungholz", "", 47.5741, 10.4472),
    ]
    return (*companies, *towns, *villages, *special)


def rows(per_area: int = 11) -> list[Row]:
    """DE.txt: companies first, then places, among them so many villages ``per_area``."""
    return list(_rows(per_area))


@cache
def _areas() -> str:
    centres = {ags: (kreis.lon, kreis.lat) for ags, kreis in kreise().items()} | {"16056": EISENACH}
    frame = box(5.9, 47.3, 15.0, 55.0)
    cells = shapely.voronoi_polygons(MultiPoint(list(centres.values())), extend_to=frame, ordered=True)
    country = MultiPoint(list(centres.values())).buffer(0.6, quad_segs=2).intersection(frame)
    # more points than needed, so that there is something to simplify
    land = shapely.set_precision(shapely.segmentize([cell.intersection(country) for cell in cells.geoms], 0.1), 0.0001)
    krs = dict(zip(centres, land, strict=True))
    keys = sorted({key[:2] for key in krs})
    lan = {key: shapely.union_all([area for ags, area in krs.items() if ags[:2] == key]) for key in keys}
    sea = [_feature("01", shapely.difference(box(7.5, 54.2, 11.5, 55.0), country), gf=2)]
    return json.dumps(
        [
            [_feature(key, area, gf=4, beginn="2026-01-01Z") for key, area in krs.items()],
            [*(_feature(key, area, gf=4) for key, area in lan.items()), *sea],
        ]
    )  # fmt: skip


def areas() -> tuple[Features, Features]:
    """Features of all Kreise, Eisenach still one of them, and of the Länder, as the live service writes them."""
    krs, lan = json.loads(_areas())
    return krs, lan


def _feature(key: str, area: Any, **properties: object) -> dict[str, Any]:
    named = {"ars": key, "ags": key, "gen": "Beispiel", "bez": "Kreis", **properties}
    return {"type": "Feature", "properties": named, "geometry": mapping(area)}


def _in_capitals(feature: dict[str, Any]) -> dict[str, Any]:
    return {**feature, "properties": {name.upper(): feature["properties"][name] for name in ("ars", "gen", "bez")}}


def named_in(settings: Path, addresses: Geodaten) -> None:
    """Let a pyproject.toml name these addresses."""
    text = settings.read_text(encoding="utf-8")
    for key, address in asdict(addresses).items():
        text, found = re.subn(rf'(?m)^{key} = ".*"$', f'{key} = "{address}"', text)
        assert found == 1
    settings.write_text(text, encoding="utf-8")


class Answer(NamedTuple):
    """What the server says instead of 200 and all bytes."""

    status: int = 200
    body: bytes = b""
    length: int | None = None
    location: str = ""


class Publisher:
    """A web server that offers ``files``; ``answers`` take precedence. ``waiting`` may be a function that answers wait for."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.answers: dict[str, Answer] = {}
        self.waiting: Callable[[], object] = lambda: None
        self.port = 0

    @property
    def addresses(self) -> Geodaten:
        """As they stand in the settings."""
        zipfile_, kreise_, laender_ = (f"http://127.0.0.1:{self.port}{path}?typeNames=x" for path in (ZIP, KREISE, LAENDER))
        return Geodaten(postleitzahlen=zipfile_, kreise=kreise_, laender=laender_)

    def answer(self, path: str) -> Answer:
        self.waiting()
        return self.answers.get(path) or Answer(body=self.files[path])


@contextlib.contextmanager
def published(files: Files) -> Iterator[Publisher]:
    """A publisher with an address on this machine."""
    publisher = Publisher(files)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, length, location = publisher.answer(self.path.split("?")[0])
            with contextlib.suppress(ConnectionError):  # whoever asked may have lost patience
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", str(len(body) if length is None else length))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        publisher.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield publisher
        server.shutdown()
        thread.join()

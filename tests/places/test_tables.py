"""The embedded geographic tables: what a user of map and search would notice if it were wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from math import atan2, degrees, hypot
from statistics import median

import pytest

from landkarte.ground.text import folded
from landkarte.places import tables
from tests.conftest import ROOT
from tests.publishers import reference

GEO = ROOT / "landkarte/places/data"
TABELLEN = ("laender.csv", "kreise.csv", "plz_gebiete.csv", "orte.csv")
AEMTER = frozenset(["sh", "hh", "ni", "hb", "lvr", "lwl", "he", "rp", "bw", "by", "sl", "be", "bb", "mv", "sn", "st", "th"])
ARTEN = frozenset({"kreisfreie_stadt", "stadtkreis", "landkreis", "kreis", "stadtregion"})

Zeile = dict[str, str]
Punkt = tuple[float, float]
Ring = list[Punkt]
Vieleck = list[Ring]


def lies(name: str) -> list[Zeile]:
    with (GEO / name).open(encoding="utf-8", newline="") as datei:
        return list(csv.DictReader(zeile for zeile in datei if not zeile.startswith("# ")))


def lies_umrisse() -> dict[str, list[Vieleck]]:
    laender = json.loads((GEO / "umrisse.json").read_text(encoding="utf-8"))["laender"]
    return {
        land: [[[(float(lon), float(lat)) for lon, lat in ring] for ring in vieleck] for vieleck in vielecke]
        for land, vielecke in laender.items()
    }


def im_ring(lon: float, lat: float, ring: Ring) -> bool:
    """Ray casting: an odd number of edges to the east means inside."""
    drin = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            drin = not drin
    return drin


def im_land(lon: float, lat: float, vielecke: list[Vieleck]) -> bool:
    return any(im_ring(lon, lat, vieleck[0]) and not any(im_ring(lon, lat, loch) for loch in vieleck[1:]) for vieleck in vielecke)


def lage(zeile: Zeile) -> Punkt:
    return float(zeile["lon"]), float(zeile["lat"])


def schluessel_geordnet(werte: list[str]) -> bool:
    return werte == sorted(set(werte))


@pytest.mark.parametrize(
    ("name", "schluessel", "anzahl"),
    [("laender.csv", "ags", 16), ("kreise.csv", "ags", 401), ("plz_gebiete.csv", "plz3", 717)],
)
def test_vollstaendig_und_geordnet(name: str, schluessel: str, anzahl: int) -> None:
    werte = [zeile[schluessel] for zeile in lies(name)]
    assert len(werte) == anzahl
    assert schluessel_geordnet(werte)
    assert {len(wert) for wert in werte} == {{"laender.csv": 2, "kreise.csv": 5, "plz_gebiete.csv": 3}[name]}


@pytest.mark.parametrize("name", [*TABELLEN, "gleichnamige.csv"])
def test_tabelle_nennt_quelle_und_lizenz(name: str) -> None:
    text = (GEO / name).read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    kopf = "".join(zeile for zeile in text.splitlines(keepends=True) if zeile.startswith("# "))
    assert text.startswith(kopf)
    for noetig in ("GeoNames", "https://download.geonames.org/", "CC BY 4.0", "creativecommons.org", "# Stand:"):
        assert noetig in kopf, noetig


def test_kreise_nennen_auch_das_bkg() -> None:
    kopf = (GEO / "kreise.csv").read_text(encoding="utf-8").split("\nags,")[0]
    for noetig in ("© GeoBasis-DE / BKG 2021 (Daten verändert)", "https://www.bkg.bund.de", "dl-de/by-2-0"):
        assert noetig in kopf, noetig


@pytest.mark.parametrize("name", TABELLEN)
def test_lage_in_deutschland_mit_zwei_nachkommastellen(name: str) -> None:
    for zeile in lies(name):
        assert re.fullmatch(r"\d{2}\.\d{2}", zeile["lat"]), zeile
        assert re.fullmatch(r"\d{1,2}\.\d{2}", zeile["lon"]), zeile
        lon, lat = lage(zeile)
        assert 47.2 <= lat <= 55.1, zeile
        assert 5.8 <= lon <= 15.1, zeile


def test_jeder_kreis_hat_land_amt_und_art() -> None:
    laender = {zeile["ags"]: zeile["kuerzel"] for zeile in lies("laender.csv")}
    kreise = lies("kreise.csv")
    for kreis in kreise:
        assert kreis["land"] == laender[kreis["ags"][:2]], kreis
        assert kreis["art"] in ARTEN, kreis
        if kreis["land"] == "NW":
            erwartet = {"051": "lvr", "053": "lvr", "055": "lwl", "057": "lwl", "059": "lwl"}[kreis["ags"][:3]]
        else:
            erwartet = kreis["land"].lower()
        assert kreis["amt"] == erwartet, kreis
    assert {kreis["amt"] for kreis in kreise} == AEMTER
    assert {kreis["land"] for kreis in kreise} == set(laender.values())


def test_kreise_heissen_wie_man_sie_nennt() -> None:
    kreise = {zeile["ags"]: zeile for zeile in lies("kreise.csv")}
    stichproben = {
        "03241": ("Region Hannover", "stadtregion"),
        "05334": ("Städteregion Aachen", "stadtregion"),
        "05766": ("Lippe", "kreis"),
        "08111": ("Stuttgart", "stadtkreis"),
        "09363": ("Weiden in der Oberpfalz", "kreisfreie_stadt"),
        "15002": ("Halle (Saale)", "kreisfreie_stadt"),
        "16063": ("Wartburgkreis", "landkreis"),
    }
    assert {ags: (kreise[ags]["name"], kreise[ags]["art"]) for ags in stichproben} == stichproben
    for kreis in kreise.values():
        assert not re.search(r"^(Landkreis|Kreis|Stadtkreis|Kreisfreie Stadt) |[ai]\. ?d\.|,", kreis["name"]), kreis
    # Name and kind together tell two Kreise of one Land apart (Stadt and Landkreis München).
    doppelt = Counter((kreis["name"], kreis["art"], kreis["land"]) for kreis in kreise.values())
    assert max(doppelt.values()) == 1


def test_kreiswechsel_fuehren_zu_kreisen_von_heute() -> None:
    wechsel = lies("kreiswechsel.csv")
    paare = [(zeile["tag"], zeile["alt"], zeile["neu"]) for zeile in wechsel]
    assert paare == sorted(set(paare))
    assert all(zeile["name"] and zeile["quelle"] for zeile in wechsel)
    kreise = tables.kreise()
    for zeile in wechsel:
        assert re.fullmatch(r"\d{5}|\d{8}", zeile["alt"]), zeile
        assert zeile["alt"][:2] == zeile["neu"][:2], zeile
        assert kreise[zeile["neu"]], zeile
        assert zeile["alt"] not in kreise or zeile["alt"] == zeile["neu"], zeile
    assert tables.successors("16056") == ("16063",)
    assert tables.successors("03152") == tables.successors("03156") == ("03159",)
    assert tables.successors("13052") == ("13071", "13075"), "Demmin was divided"
    assert tables.successors("06435014") == ("06415",)
    assert tables.successors("06435") == tables.successors("99999") == ()


def test_einen_kreis_gibt_es_von_seinem_ersten_tag_an() -> None:
    with tables.on(date(2025, 12, 31)):
        assert "06415" not in tables.kreise()
        assert {ort.kreis for ort in tables.orte() if ort.name == "Hanau"} == {"06435"}
        assert tables.plz_gebiete()["634"].kreise == ("06412", "06435", "06438", "08222")
        before = len(tables.kreise_of_land("HE"))
    with tables.on(date(2026, 1, 1)):
        assert tables.kreise()["06415"].name == "Hanau"
        assert len(tables.kreise_of_land("HE")) == before + 1
        assert "06415" in tables.plz_gebiete()["634"].kreise


def test_einen_kreis_gibt_es_bis_zu_seinem_letzten_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = date(2031, 7, 1)
    zeilen = [tables.Kreiswechsel(tag, "05766", "Lippe", "05711"), tables.Kreiswechsel(tag, "05711", "Bielefeld", "05711")]
    monkeypatch.setattr(tables, "kreiswechsel", lambda: tuple(zeilen))
    with tables.on(date(2031, 6, 30)):
        assert tables.current("05766") == ("05766",)
    with tables.on(tag):
        assert "05766" not in tables.kreise()
        assert "05711" in tables.kreise()
        assert tables.current("05766") == ("05711",)
        assert {ort.kreis for ort in tables.orte() if ort.name == "Detmold"} == {"05711"}


def test_plz_gebiete_beruehren_bekannte_kreise() -> None:
    kreise = {zeile["ags"] for zeile in lies("kreise.csv")}
    beruehrt: set[str] = set()
    for gebiet in lies("plz_gebiete.csv"):
        liste = gebiet["kreise"].split(" ")
        assert liste == sorted(set(liste)), gebiet
        assert set(liste) <= kreise, gebiet
        beruehrt |= set(liste)
    assert beruehrt == kreise


def test_orte_liegen_in_ihrem_kreis() -> None:
    gebiete = {zeile["plz3"]: zeile["kreise"].split(" ") for zeile in lies("plz_gebiete.csv")}
    kreise = {zeile["ags"]: zeile for zeile in lies("kreise.csv")}
    orte = lies("orte.csv")
    assert 400 <= len(orte) <= 750
    paare = [(ort["kreis"], ort["name"]) for ort in orte]
    assert paare == sorted(set(paare))
    assert {ort["kreis"] for ort in orte} == set(kreise)
    for ort in orte:
        assert re.fullmatch(r"\d{5}", ort["plz"]), ort
        assert ort["kreis"] in gebiete[ort["plz"][:3]], ort
        lon, lat = lage(ort)
        mitte_lon, mitte_lat = lage(kreise[ort["kreis"]])
        assert abs(lat - mitte_lat) < 0.65, ort
        assert abs(lon - mitte_lon) < 1.0, ort


def test_gleichnamige_nennen_nur_namen_mit_zweitem_kreis() -> None:
    """By the whole name or its first word; the other town may be a larger one."""

    def schluessel(name: str) -> set[str]:
        erstes = re.split(r"[\s(/]+", name)[0]
        kurz = len(folded(erstes)) < 4 or folded(erstes) in {"bad", "gross", "klein", "neu", "alt", "ober", "unter", "sankt"}
        return {folded(name)} | (set() if kurz else {folded(erstes)})

    assert len((GEO / "gleichnamige.csv").read_bytes()) < 30_000
    zeilen = lies("gleichnamige.csv")
    assert [zeile["name"] for zeile in zeilen] == sorted({zeile["name"] for zeile in zeilen})
    kreise: dict[str, set[str]] = defaultdict(set)
    for name, ags in [*tables.namesakes(), *((ort.name, ort.kreis) for ort in tables.orte())]:
        assert ags in tables.kreise()
        for eines in schluessel(name):
            kreise[eines].add(ags)
    assert [name for name, _ in tables.namesakes() if not any(len(kreise[eines]) > 1 for eines in schluessel(name))] == []


def test_rang_der_orte() -> None:
    orte = lies("orte.csv")
    raenge = Counter(ort["rang"] for ort in orte)
    assert set(raenge) == {"1", "2", "3"}
    assert 12 <= raenge["1"] <= 16
    assert 50 <= raenge["2"] <= 70
    erste = {ort["name"] for ort in orte if ort["rang"] == "1"}
    assert {"Berlin", "Hamburg", "München", "Köln", "Frankfurt am Main", "Stuttgart", "Leipzig", "Rostock"} <= erste
    namen = {ort["name"] for ort in orte}
    assert {"Halle (Saale)", "Freiburg im Breisgau", "Frankfurt (Oder)", "Lutherstadt Wittenberg"} <= namen


def test_umrisse_nennen_quelle_und_lizenz() -> None:
    roh = (GEO / "umrisse.json").read_bytes()
    assert b"\r" not in roh
    assert len(roh) < 45_000
    daten = json.loads(roh)
    assert sorted(daten) == ["laender", "lizenz", "quelle", "verfahren"]
    assert "https://download.geonames.org/" in daten["quelle"]
    assert "CC BY 4.0" in daten["lizenz"]
    assert "keine amtliche Grenze" in daten["verfahren"]
    assert list(daten["laender"]) == sorted(zeile["kuerzel"] for zeile in lies("laender.csv"))


def test_umrisse_sind_geschlossene_ringe() -> None:
    for land, vielecke in lies_umrisse().items():
        assert vielecke, land
        for vieleck in vielecke:
            assert vieleck, land
            for ring in vieleck:
                assert len(ring) >= 5, land
                assert ring[0] == ring[-1], land
                assert len(set(ring)) == len(ring) - 1, land
                for lon, lat in ring:
                    assert 5.8 <= lon <= 15.1, (land, lon, lat)
                    assert 47.2 <= lat <= 55.1, (land, lon, lat)


def test_umrisse_haben_keine_zacken() -> None:
    """No long straight jump and no needle: both would show at once on the map."""
    for land, vielecke in lies_umrisse().items():
        for ring in (ring for vieleck in vielecke for ring in vieleck):
            km = [(lon * 70.0, lat * 111.2) for lon, lat in ring[:-1]]
            for vorher, hier, nachher in zip(km[-1:] + km[:-1], km, km[1:] + km[:1], strict=True):
                hin = (vorher[0] - hier[0], vorher[1] - hier[1])
                weg = (nachher[0] - hier[0], nachher[1] - hier[1])
                assert hypot(*hin) < 30, (land, hier)
                winkel = abs(degrees(atan2(hin[0] * weg[1] - hin[1] * weg[0], hin[0] * weg[0] + hin[1] * weg[1])))
                assert winkel > 30, (land, hier)


def test_nachbarlaender_teilen_ihre_grenze() -> None:
    """An edge belongs to two Länder at most, in opposite directions; inside Germany to exactly two: no gaps."""
    kanten: Counter[tuple[Punkt, Punkt]] = Counter()
    for vielecke in lies_umrisse().values():
        for vieleck in vielecke:
            for ring in vieleck:
                kanten.update(pairwise(ring))
    assert max(kanten.values()) == 1
    aussen = {kante for kante in kanten if (kante[1], kante[0]) not in kanten}
    # What has no partner is coast or state border: closed rings, one for the mainland and one for each island.
    nachfolger: dict[Punkt, list[Punkt]] = defaultdict(list)
    for anfang, ende in aussen:
        nachfolger[anfang].append(ende)
    ringe: list[Ring] = []
    while nachfolger:
        ring = [next(iter(nachfolger))]
        while ring[-1] in nachfolger:
            ring.append(nachfolger.pop(ring[-1])[0])
        assert ring[0] == ring[-1]
        ringe.append(ring)
    inseln = sum(len(vielecke) for vielecke in lies_umrisse().values()) - 17  # 16 Länder and Bremerhaven
    assert len(ringe) == 1 + inseln
    # A gap would be a ring that turns the other way.
    for ring in ringe:
        doppelte_flaeche = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
        assert doppelte_flaeche > 0


def test_mitten_liegen_im_eigenen_land() -> None:
    umrisse = lies_umrisse()
    for land in lies("laender.csv"):
        treffer = [kuerzel for kuerzel, vielecke in umrisse.items() if im_land(*lage(land), vielecke)]
        assert treffer == [land["kuerzel"]], land
    kreise = lies("kreise.csv")
    daneben = [kreis["name"] for kreis in kreise if not im_land(*lage(kreis), umrisse[kreis["land"]])]
    assert len(daneben) <= len(kreise) // 100, daneben


def test_berlin_ist_ein_loch_in_brandenburg() -> None:
    umrisse = lies_umrisse()
    for stadtstaat, umgebung, lon, lat in (("BE", "BB", 13.40, 52.52), ("HB", "NI", 8.81, 53.08)):
        assert im_land(lon, lat, umrisse[stadtstaat])
        assert not im_land(lon, lat, umrisse[umgebung])
        assert any(im_ring(lon, lat, vieleck[0]) for vieleck in umrisse[umgebung])


def lies_referenz() -> list[list[str]]:
    ordner = reference()
    if ordner is None:
        pytest.skip("LANDKARTE_REFERENZ nennt keinen Ordner mit DE.zip (GeoNames): kein Vergleich mit der Quelle")
    with zipfile.ZipFile(ordner / "DE.zip") as archiv:
        text = archiv.read("DE.txt").decode("utf-8")
    zeilen = [zeile.rstrip("\r\n").split("\t") for zeile in io.StringIO(text)]
    return [zeile for zeile in zeilen if zeile[8]]  # Jungholz (Austria) has a German PLZ and no Kreis


def test_vergleich_mit_der_quelle() -> None:
    quelle = lies_referenz()
    if not any(zeile[8] == "06415" for zeile in quelle):  # older than 2026
        quelle = [[*zeile[:8], "06415", *zeile[9:]] if (zeile[2], zeile[8]) == ("Hanau", "06435") else zeile for zeile in quelle]
    assert [kreis["ags"] for kreis in lies("kreise.csv")] == sorted({zeile[8] for zeile in quelle})
    punkte: dict[str, list[Punkt]] = defaultdict(list)
    kreise: dict[str, set[str]] = defaultdict(set)
    for zeile in quelle:
        punkte[zeile[1]].append((float(zeile[10]), float(zeile[9])))
        kreise[zeile[1][:3]].add(zeile[8])
    mitten: dict[str, list[Punkt]] = defaultdict(list)
    endungen: dict[str, list[str]] = defaultdict(list)
    for plz, liste in sorted(punkte.items()):
        mitten[plz[:3]].append((median(lon for lon, _ in liste), median(lat for _, lat in liste)))
        endungen[plz[:3]].append(plz[3:])
    gebiete = lies("plz_gebiete.csv")
    assert {gebiet["plz3"]: gebiet["kreise"].split(" ") for gebiet in gebiete} == {
        plz3: sorted(schluessel) for plz3, schluessel in kreise.items()
    }
    for gebiet in gebiete:
        lon, lat = lage(gebiet)
        assert abs(lon - median(x for x, _ in mitten[gebiet["plz3"]])) <= 0.02, gebiet
        assert abs(lat - median(y for _, y in mitten[gebiet["plz3"]])) <= 0.02, gebiet
        assert re.findall("..", gebiet["endungen"]) == endungen[gebiet["plz3"]], gebiet
    von_firmen = 5_000  # rows; places come after them
    belegt = {(zeile[2], zeile[8]) for zeile in quelle[von_firmen:]} | {("Halle", "05754")}
    assert [paar for paar in tables.namesakes() if paar not in belegt] == []
    in_kreisen = {(zeile[1], zeile[8]) for zeile in quelle}
    for ort in lies("orte.csv"):
        assert (ort["plz"], ort["kreis"]) in in_kreisen, ort


def test_a_region_is_made_of_kreise_that_there_are_and_has_a_name_of_its_own() -> None:
    known = {folded(kreis.name) for kreis in tables.kreise().values()} | {folded(ort.name) for ort in tables.orte()}
    names = [folded(name) for region, others, _ in tables.regionen() for name in (region, *others)]
    assert len(names) == len(set(names))
    assert not known & set(names)
    written = {row["name"]: len(row["kreise"].split()) for row in lies("regionen.csv")}
    assert all(len(keys) >= written[name] and len(keys) > 1 for name, _, keys in tables.regionen())

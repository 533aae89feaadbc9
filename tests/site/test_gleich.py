"""The same truth everywhere: what page, JSON, CSV, Kreis file and feed say of every demonstration entry is compared value by value.

That what is embedded is the page, ``tests/browser/test_einbetten.py`` has; visiting cards, ``tests/browser/test_mitnehmen.py``.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import phonenumbers
import pytest

from landkarte.ground.text import day
from landkarte.places.tables import kreise
from landkarte.site.pages.spelling import euro, span
from landkarte.standard import stufen, vocabulary
from tests.conftest import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
REASONS = {"kommt ": "kreise", "arbeitet im Umkreis": "umkreis", "arbeitet im ganzen Land": "land", "arbeitet bundesweit": "bundesweit"}
OF_AN_AREA = {
    "Arbeitet im ganzen Land": "land",
    "Kommt in einzelne Kreise": "kreise",
    "Umkreis eines Standorts reicht bis hierher": "umkreis",
    "Arbeitet bundesweit": "bundesweit",
}
FAR = re.compile(r"Standort (etwa )?(\d+) km entfernt, (.*)")
ENTRIES = [path.stem for folder in ("anbieter", "jobcoaches") for path in sorted((ROOT / "coaches" / folder).glob("*.yaml"))]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


@cache
def records(path: Path, name: str) -> Mapping[str, Any]:
    return {record["id"]: record for record in json.loads(text(path))[name]}


@cache
def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(path), newline=""), delimiter=";"))


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br>", " ", markup))).split())


def facts(page: str) -> dict[str, list[str]]:
    """The values of every line of the lists of a page, by its name."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*((?:<dd>.*?</dd>\s*)+)", page, re.DOTALL)
    found: dict[str, list[str]] = {}
    for name, values in pairs:
        found.setdefault(plain(name), []).extend(map(plain, re.findall(r"<dd>(.*?)</dd>", values, re.DOTALL)))
    return found


def section(page: str, name: str) -> str:
    found = re.search(rf'<section[^>]* aria-labelledby="{name}">(.*?)\n</section>', page, re.DOTALL)
    return found[1] if found else ""


def listed(markup: str) -> list[tuple[str, str]]:
    """Id and first words of every line of the lists of a region."""
    return [
        (id_, plain(words))
        for id_, words in re.findall(r'<li><a href="\.\./(?:anbieter|jobcoach)/([^"]*)\.html">.*?(?:<p>(.*?)</p>)', markup)
    ]


def labels(name: str, keys: Iterable[str]) -> set[str]:
    return {vocabulary(name).labels[key] for key in keys}


def spelled(iso: str) -> str:
    return day(date.fromisoformat(iso))


@pytest.mark.parametrize("id_", ENTRIES)
def test_an_entry_is_released_dated_and_reached_alike(site: Path, id_: str) -> None:
    coach, provider = (
        records(site / "daten/jobcoaches.json", "jobcoaches").get(id_),
        records(site / "daten/anbieter.json", "anbieter").get(id_),
    )
    record = provider or coach
    assert record
    page = text(site / record["seite"])
    assert plain(re.findall("<h1>(.*?)</h1>", page)[0]) == record["name"]
    daten = section(page, "daten")
    assert re.findall(r'<time datetime="([^"]*)"', daten) == [record["stand"]]
    assert re.findall(r'href="([^"]*)" rel="license', daten)[0].startswith(record["lizenz_uri"])
    rows = {name: next((row for row in table(site / f"daten/{name}.csv") if row["id"] == id_), None) for name in ("anbieter", "jobcoaches")}
    assert [row is not None for row in rows.values()] == [provider is not None, coach is not None]
    for one, row in zip((provider, coach), rows.values(), strict=True):
        if one and row:
            names = ("name", "website", "stand", "kapazitaet", "kapazitaet_stand", "nachweis", "lizenz_uri")
            assert [one[name] or "" for name in names] == [row[name].removeprefix("'") for name in names]
    if provider:
        assert_reached(provider, facts(page), rows["anbieter"] or {})
        assert_room(provider, facts(page)["Kapazität"][0])
        assert_offers(site, provider, page)
        assert_told(site, provider)
    if coach:
        assert_graded(coach, page, rows["jobcoaches"] or {})


def assert_reached(record: Mapping[str, Any], said: Mapping[str, list[str]], row: Mapping[str, str]) -> None:
    titles = {
        "telefon": "Telefon",
        "email": "E-Mail",
        "website": "Website",
        "kontakt_person": "Ansprechperson",
        "kontakt_funktion": "Wer antwortet",
    }
    assert {key: said.get(title, [None])[0] for key, title in titles.items()} == {key: record[key] for key in titles}
    assert {key: row[key] or None for key in titles if key != "telefon"} == {key: record[key] for key in titles if key != "telefon"}
    if record["telefon"]:
        number = phonenumbers.parse(record["telefon"], "DE")
        others = (record["telefon_e164"], row["telefon"], row["telefon_e164"].removeprefix("tel:"))
        assert [phonenumbers.parse(other, "DE") for other in others] == [number] * 3
    else:
        assert (record["telefon_e164"], row["telefon"], row["telefon_e164"]) == (None, "", "")


def assert_room(record: Mapping[str, Any], said: str) -> None:
    if record["kapazitaet"] is None:
        assert said == "keine Angabe" or "nicht mehr gezeigt" in said
        assert {record[key] for key in record if key.startswith("kapazitaet")} == {None}
        return
    assert said.startswith(record["kapazitaet"])
    assert spelled(record["kapazitaet_stand"]) in said
    if record["kapazitaet_plaetze"]:
        assert re.match(rf"{record['kapazitaet_plaetze']} Pl[aä]tze? frei", said)
    else:
        assert said.startswith(vocabulary("kapazitaetsstatus").label(record["kapazitaet_status"]))
    if record["kapazitaet_ab"]:
        assert spelled(record["kapazitaet_ab"]) in said


def assert_offers(site: Path, record: Mapping[str, Any], page: str) -> None:
    articles = re.findall(r'<article class="angebot" aria-labelledby="angebot-([^"]*)">(.*?)</article>', page, re.DOTALL)
    rows = [row for row in table(site / "daten/angebote.csv") if row["anbieter"] == record["id"]]
    assert [id_ for id_, _ in articles] == [offer["angebot"] for offer in record["angebote"]] == [row["angebot"] for row in rows]
    for offer, row, (_, article) in zip(record["angebote"], rows, articles, strict=True):
        kind = vocabulary("leistungsarten").label(offer["leistungsart"])
        assert kind == row["leistungsart"]
        assert kind in plain(article)
        said = facts(article) | ({} if "Für wen" in article else facts(section(page, "zielgruppe")))
        for name, titel in (
            ("handlungsfelder", "Ziel"),
            ("anlaesse", "Anlässe"),
            ("personenkreis", "Personenkreis"),
            ("einsatzorte", "Einsatzorte"),
        ):
            words = labels(name, offer.get(name, ()))
            assert words == set(filter(None, row[name].split(" | "))) == set(said.get(titel, ()))
        lasting = "unbefristet" if offer["unbefristet"] else ""
        if "dauer_bis_monate" in offer:
            lasting = span(offer["dauer_von_monate"], offer["dauer_bis_monate"], "Monat", "Monate")
            assert [offer["dauer_von_monate"], offer["dauer_bis_monate"]] == [
                float(row[f"dauer_{end}_monate"].replace(",", ".")) for end in ("von", "bis")
            ]
        assert said.get("Dauer", [""])[0] == lasting
        said = facts(section(page, "bezahlung"))
        for payer in offer.get("zahlungen", ()):
            name = vocabulary("aemter").label(payer["amt"]) if "amt" in payer else vocabulary("leistungstraeger").label(payer["traeger"])
            told = " ".join(said[name])
            assert vocabulary("auftragsstatus").label(payer["status"]) in told
            assert str(payer.get("jahr", "")) in told
            assert all(
                words in told and words in row["rechtsgrundlagen"]
                for words in labels("rechtsgrundlagen", payer.get("rechtsgrundlagen", ()))
            )
            assert vocabulary("leistungstraeger").label(payer["traeger"]) in row["leistungstraeger"].split(" | ")
        if "stundensatz_von_eur" in offer:
            [told] = [words for words in said["Stundensatz"] if spelled(offer["stundensatz_stand"]) in words]
            assert all(euro(offer[f"stundensatz_{end}_eur"]) in told for end in ("von", "bis"))
            assert row["stundensatz_bis_eur"] == f"{offer['stundensatz_bis_eur']:g}".replace(".", ",")
        for item in offer.get("pauschalen", ()):
            assert f"{vocabulary('pauschalzwecke').label(item['zweck'])}: {euro(item['eur'])}" in said["Pauschalen"]


def assert_told(site: Path, record: Mapping[str, Any]) -> None:
    """What the feed of all Germany says."""
    seen = json.loads(text(site / "daten/stand.json"))["eintraege"][record["id"]]
    [entry] = [
        one
        for one in ElementTree.fromstring(text(site / "land/index.xml")).iter(f"{ATOM}entry")
        if (one.find(f"{ATOM}link") or ElementTree.Element("")).get("href", "") == f"../{record['seite']}"
        or one.findtext(f"{ATOM}id") == f"urn:uuid:{seen['inhalt']}"
    ]
    assert entry.findtext(f"{ATOM}title") == record["name"]
    assert entry.findtext(f"{ATOM}updated") == f"{seen['seit']}T00:00:00Z"
    told = entry.findtext(f"{ATOM}summary") or ""
    assert f"Arbeitet in: {record['einzugsgebiet']}." in told
    assert (f"Kapazität: {record['kapazitaet']}." in told) == bool(record["kapazitaet"])


def assert_graded(record: Mapping[str, Any], page: str, row: Mapping[str, str]) -> None:
    assert (row["stufe"] or None, row["stufe_seit"] or None) == (record["stufe"], record["stufe_seit"])
    titel = stufen().stufen[record["stufe"]].titel if record["stufe"] else "Ohne Stufe"
    stufe = page[page.index('<div class="stufe">') :]
    assert plain(re.findall("<h3>(.*?)</h3>", stufe)[0]) == titel
    if record["stufe_seit"]:
        assert f"Seit {spelled(record['stufe_seit'])}." in plain(stufe)
    shown = re.findall(r'<p class="zustand"><span[^>]*>.</span> (.*?)</p>\n<div>(.*?)</div>', stufe, re.DOTALL)
    assert len(shown) == len(record["kriterien"])
    for (state, reason), criterion in zip(shown, record["kriterien"].values(), strict=True):
        assert state == criterion["zustand"]
        assert f"Quelle: {criterion['quelle']}" in plain(reason)
        assert ("seit" in criterion) == ("Datum: " in plain(reason))
        assert spelled(criterion["seit"]) in plain(reason) if "seit" in criterion else True
        assert criterion.get("dazu", "") in plain(reason)


def test_every_kreis_is_served_alike(site: Path) -> None:
    """Page, Kreis file, provider and table: who, why, how far; whoever leaves a Kreis out stands nowhere."""
    providers = records(site / "daten/anbieter.json", "anbieter")
    rows = {(row["anbieter"], row["ags"], row["grund"], row["km"]) for row in table(site / "daten/reichweite.csv")}
    exceptions = 0
    for ags in kreise():
        told = json.loads(text(site / f"daten/kreis/{ags}.json"))
        page = text(site / f"kreis/{ags}.html")
        for kind, name in (("jobcoaching_ap", "jobcoaching"), ("verwandt", "verwandt")):
            shown = [(id_, *how) for id_, words in listed(section(page, name)) for how in FAR.findall(words)]
            expected = [(one["id"], "etwa " if "etwa" in one else "", str(one["km"]), one["grund"]) for one in told[kind]["anbieter"]]
            assert [
                (id_, about, km, next(REASONS[key] for key in REASONS if why.startswith(key))) for id_, about, km, why in shown
            ] == expected
            for one in told[kind]["anbieter"]:
                provider = providers[one["id"]]
                assert provider["verwandt"] == (kind == "verwandt")
                assert kreise()[ags].land in provider["arbeitet_in"]
                if one["grund"] == "bundesweit":
                    assert provider["bundesweit"]
                else:
                    assert provider["kreise"][one["grund"]][ags] == one["km"]
                    assert (one["id"], ags, one["grund"], str(one["km"])) in rows
        near = [(id_, re.findall(r"\d+", words)[0]) for id_, words in listed(section(page, "naehe"))]
        assert near == [(one["id"], str(one["km"])) for one in told["in_der_naehe"]["anbieter"]]
        here = {one["id"] for kind in ("jobcoaching_ap", "verwandt") for one in told[kind]["anbieter"]}
        for id_, provider in providers.items():
            left_out = ags in provider["ausgenommen"]
            exceptions += left_out
            assert ((id_, ags, "ausgenommen", "") in rows) == left_out
            closer = any(ags in found for found in provider["kreise"].values())
            assert (id_ in here) == (closer or (provider["bundesweit"] and not left_out))
    assert exceptions > 100
    assert len(rows) == exceptions + sum(len(found) for provider in providers.values() for found in provider["kreise"].values())


@pytest.mark.parametrize(
    "address", [f"land/{key.lower()}" for key in vocabulary("bundeslaender").werte] + [f"amt/{key}" for key in vocabulary("aemter").werte]
)
def test_every_land_and_amt_is_served_alike(site: Path, address: str) -> None:
    told, page = json.loads(text(site / f"daten/{address}.json")), text(site / f"{address}.html")
    for kind, name in (("jobcoaching_ap", "jobcoaching"), ("verwandt", "verwandt")):
        shown = re.findall(r'<li><a href="\.\./(?:anbieter|jobcoach)/([^"]*)\.html">', section(page, name))
        assert shown == [*told[kind]["mit_standort"], *(one["id"] for one in told[kind]["von_ausserhalb"])]
        reasons = [OF_AN_AREA[words] for _, words in listed(section(page, name)) if words in OF_AN_AREA]
        assert reasons == [one["grund"] for one in told[kind]["von_ausserhalb"]]

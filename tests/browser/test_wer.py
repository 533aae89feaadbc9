"""Who serves a place: the browser and Python decide the same."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from landkarte.directory import Directory
from landkarte.places.distance import distance_km, vector
from landkarte.places.reach import of_points, reach
from landkarte.places.tables import kreise, laender
from landkarte.site import search_places
from tests.browser.conftest import NewPage, computed
from tests.conftest import ROOT
from tests.invented import Fields, directory, provider, site

PROVIDERS, PLACES = 150, 80
KEYS, LAENDER = list(kreise()), [land.kuerzel for land in laender()]


def area(r: random.Random) -> Fields | None:
    """Any Einzugsgebiet, often with several reasons at once and with Ausnahmen."""
    parts: Fields = {}
    if r.random() < 0.5:
        parts["umkreis_km"] = str(r.randint(5, 300))
    if r.random() < 0.4:
        parts["kreise"] = r.sample(KEYS, r.randint(1, 40))
    if r.random() < 0.3:
        parts["bundeslaender"] = r.sample(LAENDER, r.randint(1, 4))
    if r.random() < 0.2:
        parts["bundesweit"] = "true"
    if parts and r.random() < 0.4:
        parts["ausnahmen"] = {"kreise": r.sample(KEYS, r.randint(0, 40)), "bundeslaender": r.sample(LAENDER, r.randint(0, 3))}
    return parts or None


def standort(number: int, r: random.Random) -> Fields:
    fields = site("Irgendwo", "32756", round(r.uniform(47.3, 55), 5), round(r.uniform(5.9, 15), 5))
    own = area(r) if r.random() < 0.5 else None
    return fields | {"id": f"ort-{number}"} | ({"einzugsgebiet": own} if own else {})


def anybody(number: int, r: random.Random) -> Any:
    own = area(r)
    standorte = [standort(n, r) for n in range(r.randint(1, 3))]
    return provider(f"beispiel-{number:03}", f"Beispiel {number:03}", standorte=standorte, **({"einzugsgebiet": own} if own else {}))


@pytest.fixture(scope="module")
def published() -> Directory:
    r = random.Random("wer")
    return directory([anybody(number, r) for number in range(PROVIDERS)])


@pytest.fixture
def asked(new_page: NewPage, published: Directory) -> Page:
    """An empty page that knows the data and the decision, and nothing else."""
    page = new_page()
    for content in dict(search_places.files(published)).values():
        page.evaluate(content.decode())
    for script in ("gemeinsam/laden.js", "finden/wer.js"):
        page.evaluate((ROOT / "templates" / "static" / "js" / script).read_text(encoding="utf-8"))
    return page


def test_both_say_the_same_for_thousands_of_random_pairs(asked: Page, published: Directory) -> None:
    r = random.Random("wo")
    places = [(r.randrange(len(KEYS)), r.uniform(47.3, 55), r.uniform(5.9, 15)) for _ in range(PLACES)]
    places += [(number, kreise()[KEYS[number]].lat, kreise()[KEYS[number]].lon) for number in r.sample(range(len(KEYS)), PLACES)]
    answers = computed(asked, "places => places.map(([kreis, lat, lon]) => landkarte.wer.punkt(kreis, lat, lon))", places)
    reasons = set()
    for (number, lat, lon), rows in zip(places, answers, strict=True):
        assert [row["zeile"] for row in rows] == list(range(PROVIDERS))
        for listing, row in zip(published.providers, rows, strict=True):
            found = reach(of_points(listing.bases), kreise()[KEYS[number]], vector(lat, lon))
            assert row["grund"] == (found.reason if found else None), (listing.entry.id, KEYS[number], lat, lon)
            assert not found or row["km"] == pytest.approx(found.km, abs=1e-6)
            reasons.add(row["grund"])
    assert reasons == {"kreise", "umkreis", "land", "bundesweit", None}


def test_both_say_the_same_for_every_land_and_every_kreis_seen_from_its_centre(asked: Page, published: Directory) -> None:
    areas = [[[n for n, ags in enumerate(KEYS) if kreise()[ags].land == land], [number]] for number, land in enumerate(LAENDER)]
    answers = computed(asked, "areas => areas.map(([kreise, laender]) => landkarte.wer.gebiet(kreise, laender))", areas)
    for land, rows in zip(LAENDER, answers, strict=True):
        assert [row["grund"] for row in rows] == [listing.laender.get(land) for listing in published.providers], land
    answers = computed(
        asked,
        "() => landkarte.orte.kreise.map(([, , , , lat, lon], kreis) => landkarte.wer.punkt(kreis, lat, lon).map(({grund}) => grund))",
    )
    for ags, reasons in zip(KEYS, answers, strict=True):
        closer = [reason if reason != "bundesweit" else None for reason in reasons]
        assert closer == [one.kreise[ags].reason if ags in one.kreise else None for one in published.providers], ags


def test_the_nearest_standort_of_who_does_not_serve_is_known_too(asked: Page, published: Directory) -> None:
    kiel = (54.32, 10.13)
    rows = asked.evaluate("([lat, lon]) => landkarte.wer.punkt(1, lat, lon)", kiel)
    others = [(row, published.providers[row["zeile"]]) for row in rows if row["grund"] is None]
    assert others
    for row, listing in others:
        assert row["km"] == pytest.approx(min(distance_km(*kiel, place.lat, place.lon) for place in listing.places), abs=1e-6)

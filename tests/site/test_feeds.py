"""Feeds tell changes of meaning: a new item when an agency would decide differently, none for a new spelling or a new day."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from landkarte.directory import Directory
from landkarte.directory.coverage import Coverage
from landkarte.site.feeds import Feeds
from landkarte.standard import vocabulary
from tests.invented import CONSENT, DETMOLD, SETTINGS, TODAY, coach, directory, freelancer, provider

ATOM = "{http://www.w3.org/2005/Atom}"
AREA = {"kreise": ["05766", "05758"]}
Values = dict[str, object]


def written(published: Directory) -> dict[str, str]:
    feeds = Feeds(published, Coverage(published))
    return {path: data.decode() for land in vocabulary("bundeslaender").werte for path, data in feeds.of_land(land)}


def feed(published: Directory, path: str = "amt/lwl.xml") -> ElementTree.Element:
    return ElementTree.fromstring(written(published)[path])


def one(**fields: object) -> Directory:
    return directory([provider("beispiel-a", "Beispiel A", **{"einzugsgebiet": AREA, **fields})])


def ids(published: Directory) -> list[str]:
    return [entry.findtext(f"{ATOM}id") or "" for entry in feed(published).iter(f"{ATOM}entry")]


def test_there_is_a_feed_for_every_land_and_every_amt() -> None:
    found = written(one())
    assert len(found) == 16 + 17
    assert {path for path, text in found.items() if "Beispiel A" in text} == {"land/nw.xml", "amt/lwl.xml"}


def test_a_feed_holds_the_newest_two_hundred() -> None:
    late = [provider(f"beispiel-{number:03}", f"Beispiel {number:03}", einzugsgebiet=AREA, stand="2026-10-20") for number in range(200)]
    published = directory([provider("beispiel-alt", "Beispiel Alt", einzugsgebiet=AREA, stand="2026-10-02"), *late])
    titles = {entry.findtext(f"{ATOM}title") for entry in feed(published).iter(f"{ATOM}entry")}
    assert titles == {entry.name for entry in late}


@pytest.mark.parametrize("adresse", ["", "https://karte.example.org/ort/"])
def test_a_feed_has_what_rfc_4287_asks_for(adresse: str) -> None:
    published = replace(one(), settings=replace(SETTINGS, adresse=adresse))
    for path, text in written(published).items():
        root = ElementTree.fromstring(text)
        assert root.tag == f"{ATOM}feed"
        seen = set()
        for element in (root, *root.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1, (path, name)
            seen.add(element.findtext(f"{ATOM}id"))
            assert (element.findtext(f"{ATOM}updated") or "").endswith("T00:00:00Z")
            links = {link.get("rel"): link.get("href") or "" for link in element.findall(f"{ATOM}link")}
            assert links["alternate"].startswith(adresse or "../")
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        assert len(seen) == 1 + len(root.findall(f"{ATOM}entry"))
    [link] = [link for link in feed(published).findall(f"{ATOM}link") if link.get("rel") == "self"] if adresse else [None]
    assert link is None or link.get("href") == f"{adresse}amt/lwl.xml"


def test_the_address_of_the_site_changes_no_id() -> None:
    assert ids(one()) == ids(replace(one(), settings=replace(SETTINGS, adresse="https://karte.example.org/")))


def test_a_later_build_changes_nothing() -> None:
    assert written(one()) == written(replace(one(), today=TODAY.replace(year=2027)))


@pytest.mark.parametrize(
    "changes",
    [
        {"beschreibung": "Wir begleiten Menschen und Betriebe und arbeiten eine Zeit lang selbst mit."},
        {"kontakt": {"funktion": "Leitung", "kontaktwege": ["email"], "email": "neu@example.org"}},
        {"website": "https://www.example.org/neu"},
        {"einzugsgebiet": {"kreise": ["05758", "05766"]}},
    ],
)
def test_what_an_agency_does_not_decide_by_leaves_the_feed_as_it_is(changes: Values) -> None:
    before, after = written(one()), written(one(**changes))
    if "einzugsgebiet" in changes:  # the words follow the entry, the item stays
        assert ids(one()) == ids(one(**changes))
    else:
        assert before == after


@pytest.mark.parametrize(
    "changes",
    [
        {"einzugsgebiet": {"kreise": ["05766"]}},
        {"einzugsgebiet": {**AREA, "ausnahmen": {"kreise": ["05758"]}}},
        {"standorte": [{**DETMOLD, "ort": "Lage"}]},
        {"kommunikation": ["dgs"]},
        {"sprachen": [{"code": "tr", "niveau": "b2"}]},
        {"kapazitaet": {"status": "frei", "stand": "2026-10-15"}},
        {"angebote": [{"id": "jc", "leistungsart": "jobcoaching_ap", "handlungsfelder": ["sicherung", "anbahnung"]}]},
        {"angebote": [{"id": "jc", "leistungsart": "jobcoaching_ap", "handlungsfelder": ["sicherung"], "anlaesse": ["uebergaenge"]}]},
        {
            "angebote": [
                {
                    "id": "jc",
                    "leistungsart": "jobcoaching_ap",
                    "handlungsfelder": ["sicherung"],
                    "leistungstraeger": [{"traeger": "integrationsamt", "amt": "lwl", "status": "beauftragt"}],
                }
            ]
        },
    ],
)
def test_what_an_agency_decides_by_makes_a_new_item(changes: Values) -> None:
    assert len(ids(one(**changes))) == 1
    assert ids(one()) != ids(one(**changes))


def test_a_new_name_is_a_new_item() -> None:
    assert ids(one()) != ids(directory([provider("beispiel-a", "Beispiel B", einzugsgebiet=AREA)]))


def test_a_renewed_statement_about_room_is_the_same_item_of_a_later_day() -> None:
    room = [one(kapazitaet={"status": "frei", "stand": day}) for day in ("2026-10-15", "2026-10-29")]
    assert ids(room[0]) == ids(room[1])
    assert [feed(published).findtext(f"{ATOM}updated") for published in room] == ["2026-10-15T00:00:00Z", "2026-10-29T00:00:00Z"]


def dated(published: Directory) -> list[str]:
    """The day of the feed and of every item."""
    return [(element.findtext(f"{ATOM}updated") or "")[:10] for element in (feed(published), *feed(published).iter(f"{ATOM}entry"))]


def test_an_entry_that_was_only_looked_through_is_the_same_item_of_a_later_day() -> None:
    assert ids(one()) == ids(one(stand="2026-10-30"))
    assert dated(one(stand="2026-10-30")) == ["2026-10-30", "2026-10-30"]


def test_whoever_sorts_by_day_sees_a_change_of_meaning_first() -> None:
    other = provider("beispiel-b", "Beispiel B", einzugsgebiet=AREA, stand="2026-10-20")
    before = directory([provider("beispiel-a", "Beispiel A", einzugsgebiet=AREA, stand="2026-10-01"), other])
    wider = {"kreise": ["05766", "05758", "05774"]}
    after = directory([provider("beispiel-a", "Beispiel A", einzugsgebiet=wider, stand="2026-10-29"), other])
    assert dated(before) == ["2026-10-20", "2026-10-20", "2026-10-01"]
    assert dated(after) == ["2026-10-29", "2026-10-29", "2026-10-20"]
    assert len(set(ids(before)) & set(ids(after))) == 1


def test_what_changes_with_a_coach_is_dated_by_her_entry() -> None:
    employer = provider("beispiel-a", "Beispiel A", einzugsgebiet=AREA, jobcoaches=["jc-1"])
    news: Values = {"kommunikation": ["dgs"], "stand": "2026-10-28"}
    team = [directory([employer, coach("jc-1", "Mia", "Muster", "beispiel-a", **made)]) for made in ({}, news)]
    assert ids(team[0]) != ids(team[1])
    assert dated(team[1]) == ["2026-10-28", "2026-10-28"]


def test_a_proof_that_runs_out_dates_the_item_but_not_before_and_not_without_consent() -> None:
    def on(day: date, scope: str) -> list[str]:
        proof = {"typ": "weiterbildungszertifikat", "bezug": "lwl", "gueltig_bis": "2026-10-20", "vorgelegt_bei": "redaktion"}
        consent = {**CONSENT, "umfang": ["name", scope]}
        mia = freelancer("jc-1", "Mia", "Muster", einzugsgebiet=AREA, einwilligung=consent, nachweise=[proof])
        return dated(replace(directory([mia]), today=day))

    assert on(date(2026, 10, 20), "qualifikation") == ["2026-10-01", "2026-10-01"]
    assert on(date(2026, 10, 21), "qualifikation") == ["2026-10-21", "2026-10-21"]
    assert on(date(2026, 12, 1), "qualifikation") == ["2026-10-21", "2026-10-21"]
    assert on(date(2026, 12, 1), "funktion") == ["2026-10-01", "2026-10-01"]


def test_room_is_told_only_as_long_as_it_may_be_relied_on() -> None:
    room = one(kapazitaet={"status": "frei", "ab": "2026-11-20", "stand": "2026-10-29"})
    said = [written(replace(room, today=day))["amt/lwl.xml"] for day in (date(2026, 11, 19), date(2026, 11, 20), date(2027, 2, 1))]
    assert "Kapazität: Plätze frei ab 20. November 2026 (Angabe" in said[0]
    assert "Kapazität: Plätze frei (Angabe vom 29. Oktober 2026)" in said[1]
    assert "Kapazität" not in said[2]
    assert len({ids(replace(room, today=day))[0] for day in (date(2026, 11, 19), date(2027, 2, 1))}) == 1


def test_a_stufe_counts() -> None:
    promise = {"selbstverpflichtung": {"datum": "2026-02-03", "unterzeichnet_von": "Leitung"}}
    without = directory([freelancer("jc-1", "Mia", "Muster", einzugsgebiet=AREA)])
    assert ids(without) != ids(directory([freelancer("jc-1", "Mia", "Muster", einzugsgebiet=AREA, qualitaet=promise)]))
    team = [provider("beispiel-a", "Beispiel A", einzugsgebiet=AREA, jobcoaches=["jc-1"]), coach("jc-1", "Mia", "Muster", "beispiel-a")]
    assert ids(one()) != ids(directory(team))


@pytest.mark.parametrize(
    "name",
    ["<b>fett</b>", "</title><script>alert(1)</script>", "]]>&lt;", "A & B \"C\" 'D'", "Null\x00 Escape\x1b Ende\ufffe", "{{ 7*7 }}"],
)
def test_a_hostile_name_stays_text(name: str) -> None:
    published = directory([provider("beispiel-a", name, einzugsgebiet=AREA)])
    [entry] = feed(published).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "".join(char for char in name if char not in "\x00\x1b\ufffe")
    assert {child.tag for child in entry} == {f"{ATOM}{tag}" for tag in ("id", "title", "updated", "link", "summary")}


def test_a_name_that_was_not_released_is_in_no_feed() -> None:
    silent = freelancer("jc-1", "Wilhelmine", "Verborgen", einzugsgebiet=AREA, einwilligung={**CONSENT, "umfang": ["funktion"]})
    assert "Name auf Anfrage" in written(directory([silent]))["amt/lwl.xml"]
    assert not [path for path, text in written(directory([silent])).items() if "Wilhelmine" in text or "Verborgen" in text]

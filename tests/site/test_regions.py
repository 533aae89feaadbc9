"""The pages of Länder, Ämter, Kreise, the coverage and the alphabet: complete, also where nobody is entered."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from landkarte.directory import Directory, Listing
from landkarte.entries.model import Anbieter
from landkarte.places import exact, tables
from landkarte.site.pages import Renderer
from landkarte.standard import stellen, vocabulary
from tests import invented
from tests.invented import SETTINGS, Fields, coach, freelancer, provider
from tests.pages import ORGANISATION, TEMPLATES, Page, common, made, site, text_of

LAENDER = tuple(vocabulary("bundeslaender").werte)


def shown(directory: Directory, *laender: str) -> dict[str, str]:
    """The pages of entries, those about no place, and of places those in these Länder: what a test asks of all the others is nothing."""
    renderer = Renderer(directory, TEMPLATES)
    regions = chain.from_iterable(map(renderer.regions, laender))
    return {url: html.decode() for url, html in [*map(renderer.entry, directory.all), *renderer.common(), *regions]}


@cache
def empty_site() -> Mapping[str, str]:
    """All pages where nobody is entered, for tests that only look at them."""
    return site(invented.directory([]))


# Overviews


def test_a_land_page_names_who_works_there_and_why() -> None:
    here, far = made(Anbieter, ORGANISATION), made(Anbieter, ORGANISATION, id="beispiel-fern", name="Beispiel Fern", jobcoaches=[])
    directory = invented.directory([here, far], "HE")
    moved: tuple[Listing, ...] = tuple(
        replace(listing, places=(), laender={"HE": "bundesweit"}) if listing.entry.id == "beispiel-fern" else listing
        for listing in directory.providers
    )
    pages = shown(replace(directory, providers=moved), *LAENDER)
    text = text_of(pages["land/he.html"])
    assert "1 Anbieter mit Standort in diesem Land, ein weiterer arbeitet auch hier." in text
    assert "Von außerhalb, die nächsten zuerst Beispiel Fern , Detmold · +49 30 23125123 Arbeitet bundesweit" in text
    assert "Hessen 1 1" in text_of(pages["land/index.html"])
    assert "Kein Eintrag im Verzeichnis. Das heißt nicht, dass es kein Angebot gibt." in text_of(pages["land/by.html"])
    assert len([url for url in pages if url.startswith("land/") and url.endswith(".html")]) == 17


def test_long_lists_of_a_land_and_its_amt_go_on_behind_plain_links() -> None:
    many = [provider(f"beispiel-{number:03}", f"Beispiel {number:03}") for number in range(301)]
    related = provider("beispiel-verwandt", "Verwandt", angebote=RELATED)
    directory = replace(invented.directory([*many, related], "HE"), settings=replace(SETTINGS, adresse="https://karte.example.org/"))
    renderer = Renderer(directory, TEMPLATES)
    pages = {url: data.decode() for url, data in renderer.regions("HE")}
    sitemap = dict(renderer.common())["sitemap.xml"].decode()
    for url in ("land/he", "amt/he"):
        assert [f"{url}{page}.html</loc>" in sitemap for page in ("", "-2", "-3")] == [True, True, False]
        first, second = pages[f"{url}.html"], pages[f"{url}-2.html"]
        assert f"{url}-3.html" not in pages
        assert ("Beispiel 299</bdi>" in first, "Beispiel 300</bdi>" in first) == (True, False)
        assert ("Beispiel 299</bdi>" in second, "Beispiel 300</bdi>" in second) == (False, True)
        assert "Mit Standort im Gebiet, 1 bis 300 von 301" in first
        assert f'<a href="../{url}-2.html">2</a>' in first
        assert f'<a href="../{url}.html">1</a>' in second
        assert f'<a href="../{url}-2.html" aria-current="page">2</a>' in second
        assert ", Seite 2 – " in second
        assert [text.count("Verwandt</bdi>") for text in (first, second)] == [1, 1], "a list of one page stands on each"


LIPPE, HERFORD, PASSAU = "kreis/05766.html", "kreis/05758.html", "kreis/09262.html"
WHITE_SPOT = "Kein Eintrag im Verzeichnis. Das heißt nicht, dass es kein Angebot gibt."
RELATED = [{"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung"}]


def everywhere_but(*kreise: str) -> Fields:
    return {"bundesweit": "true", "ausnahmen": {"kreise": list(kreise)}}


def sections(html: str) -> dict[str, str]:
    """The text of every section by its id."""
    found = re.findall(r'<section aria-labelledby="([\w-]+)">(.*?)(?=<section aria-labelledby=|</main>)', html, re.S)
    return {key: text_of(text) for key, text in found}


def test_a_kreis_has_a_small_map_of_those_who_come_there_from_not_too_far(exact_data: Path) -> None:
    around = [
        provider("a", "Nah", einzugsgebiet={"kreise": ["05766"]}),
        provider("b", "Land", standorte=[invented.site("Köln", "50667", 50.94, 6.96)], einzugsgebiet={"bundeslaender": ["NW"]}),
        provider("c", "Rand", standorte=[invented.site("Passau", "94032", 48.57, 13.45)], einzugsgebiet={"kreise": ["05766"]}),
        provider("d", "Überall", standorte=[invented.site("Münster", "48143", 51.96, 7.63)], einzugsgebiet={"bundesweit": "true"}),
    ]
    directory = invented.directory(around)
    for known in (None, exact.read(exact_data)):
        html = dict(Renderer(replace(directory, exact=known), TEMPLATES).regions("NW"))[LIPPE].decode()
        drawn = html[html.index('<figure class="kreiskarte">') : html.index("</svg>")]
        assert re.findall("<(?:title|desc) [^>]+>(.+)</", drawn) == [
            "Karte: Kreis Lippe in Nordrhein-Westfalen",
            "Eingezeichnete Standorte: Detmold, Köln.",
        ]
        assert drawn.count('class="karte-marke"') == 2
        assert ('<path class="karte-gesucht"' in drawn) == bool(known), "no border is made up"
        assert ("nur die Mitte, denn die Grenze kennt die Karte nicht" in text_of(html)) == (not known)
        assert len(drawn) < 6000


def test_every_land_amt_and_kreis_has_a_page_even_without_an_entry() -> None:
    pages = empty_site()
    wanted = {"land": 16, "amt": 17, "kreis": 401}
    for folder, number in wanted.items():
        own = [url for url, html in pages.items() if re.fullmatch(rf"{folder}/(?!index)\w+\.html", url) and "noindex" not in html]
        assert len(own) == number
        texts = {url: text_of(pages[url]) for url in own}
        assert all(WHITE_SPOT in text for text in texts.values())
        assert not [url for url, text in texts.items() if re.search("zertifiziert|barrierefrei(?!heit)|fördert nicht", text)]


def empty_regions(*lands: str) -> dict[str, str]:
    """The pages of these Länder, their Ämter and Kreise where nobody is entered."""
    renderer = Renderer(invented.directory([]), TEMPLATES)
    return {url: html.decode() for land in lands for url, html in renderer.regions(land)}


def test_a_page_without_a_list_says_nothing_of_its_order() -> None:
    text = text_of(empty_regions("BY")["kreis/09262.html"])
    assert WHITE_SPOT in text
    assert "Die Liste beginnt" not in text
    assert "Quelle ohne Datum: Seite des Amts" in text
    assert "Stand: ohne Datum" not in text


def test_whoever_finds_nobody_is_told_whom_to_ask_there() -> None:
    pages = empty_regions("NW", "TH", "HH")
    places = {"kreis/05766.html": "NW", "land/nw.html": "NW", "kreis/16063.html": "TH", "amt/th.html": "TH", "land/hh.html": "HH"}
    for url, land in places.items():
        told = sections(pages[url])["fragen"]
        for one in (stellen().eaa[land], *(stellen().bundesweit[key] for key in ("eaa", "eutb", "ba"))):
            assert one.name in told, url
        assert "0800 4 5555 00 Stand: Juni 2024." in told
        assert "Zusammengestellt am 29. November 2026." in told
    assert "LWL-Inklusionsamt Arbeit Wenn" in sections(pages["kreis/05766.html"])["fragen"]
    assert "Telefon 0251 591-3461 E-Mail inklusionsamt-arbeit@lwl.org Stand: Juli 2022." in sections(pages["land/nw.html"])["fragen"]
    assert "LVR-Inklusionsamt Wenn" in sections(pages["land/nw.html"])["fragen"]
    assert "Wer es ist, haben wir nicht gefunden. Das Integrations- oder Inklusionsamt weiß es" in sections(pages["land/hh.html"])["fragen"]


def test_what_an_amt_confirms_stands_on_its_page_with_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"am": date(2027, 1, 15), "satz": "Wir bezahlen Jobcoaching nach § 185 Abs. 3 SGB IX."}
    monkeypatch.setitem(vocabulary("aemter").werte["bw"].zusatz, "bestaetigt", told)
    pages = empty_regions("BW", "BY")
    assert f"Vom Amt bestätigt am 15. Januar 2027: {told['satz']}" in text_of(pages["amt/bw.html"])
    assert "Vom Amt bestätigt" not in text_of(pages["amt/by.html"])


def test_the_pages_of_former_kreise_lead_to_those_of_today() -> None:
    pages = empty_site()
    assert '<meta http-equiv="refresh" content="0; url=../kreis/16063.html">' in pages["kreis/16056.html"]
    assert "Eisenach steht jetzt hier: Wartburgkreis" in text_of(pages["kreis/16056.html"])
    divided = pages["kreis/13052.html"]
    assert "refresh" not in divided
    assert re.findall(r"<bdi>(.*?)</bdi>", divided) == ["Landkreis Mecklenburgische Seenplatte", "Landkreis Vorpommern-Greifswald"]
    assert "Alle 401 Kreise" in text_of(pages["land/index.html"])
    assert "Alle 401 Kreise" in pages["kreis/index.html"]
    with tables.on(date(2025, 12, 31)):
        before = shown(invented.directory([]), "HE")
    assert "kreis/06415.html" in pages.keys() - before.keys()
    assert "Alle 400 Kreise" in text_of(before["land/index.html"])


def test_a_kreis_page_says_who_comes_why_and_how_far_it_is() -> None:
    there = invented.site("Herford", "32049", 52.11, 8.67)
    rough = {"id": "mitte", "plz": "99084", "ort": "Erfurt"}  # lies at 51 N, 10 E in these tests
    pages = shown(
        invented.directory(
            [
                provider("a", "Nennt den Kreis", einzugsgebiet={"kreise": ["05766"]}),
                provider("b", "Im Umkreis", standorte=[there], einzugsgebiet={"umkreis_km": "60"}),
                provider("c", "Aus Erfurt", standorte=[rough], einzugsgebiet={"bundeslaender": ["NW"]}),
                provider("d", "Weit", einzugsgebiet={"bundesweit": "true"}),
                provider("e", "Verwandt", einzugsgebiet={"kreise": ["05766"]}, angebote=RELATED),
                provider("f", "Nimmt aus", einzugsgebiet=everywhere_but("05766")),
            ]
        ),
        "NW",
    )
    text = text_of(pages[LIPPE])
    assert "3 Anbieter von Jobcoaching AP arbeiten im Kreis Lippe, ein weiterer bundesweit." in text
    found = sections(pages[LIPPE])
    why = "(Standort .*?(?:den Kreis Lippe|im Umkreis|im ganzen Land|bundesweit))"
    lines = re.findall(rf"(Nennt den Kreis|Im Umkreis|Aus Erfurt|Weit) , \w+ {why}", found["jobcoaching"])
    assert lines == [
        ("Nennt den Kreis", "Standort 8 km entfernt, kommt in den Kreis Lippe"),
        ("Weit", "Standort 8 km entfernt, arbeitet bundesweit"),
        ("Im Umkreis", "Standort 17 km entfernt, arbeitet im Umkreis"),
        ("Aus Erfurt", "Standort etwa 137 km entfernt, arbeitet im ganzen Land"),
    ]
    assert "Verwandt , Detmold" in found["verwandt"]
    assert "Verwandt , Detmold" not in found["jobcoaching"]
    assert "Nimmt aus" not in text
    assert "Nimmt aus" in text_of(pages[HERFORD])


def test_rows_of_kreis_land_and_amt_have_the_number_to_call() -> None:
    kontakt = {"funktion": "Koordination", "telefon": "030 23125 000", "kontaktwege": ["telefon"]}
    released = {**invented.CONSENT, "umfang": ["name", "telefon"]}
    area = {"kreise": ["05766"]}
    entry = provider("a", "Beispiel A", kontakt=kontakt, einwilligung=released, einzugsgebiet=area)
    pages = shown(invented.directory([entry]), "NW")
    for url in (LIPPE, "land/nw.html", "amt/lwl.html"):
        assert '</a>, Detmold · <a href="tel:+493023125000">+49 30 23125000</a>' in pages[url]


def test_a_kreis_that_nobody_serves_names_the_nearest_and_asks_to_ask() -> None:
    pages = shown(invented.directory([provider("a", "Nur Lippe", einzugsgebiet={"kreise": ["05766"]})]), "NW", "BY")
    text = text_of(pages[PASSAU])
    assert WHITE_SPOT in text
    assert "nennen diesen Kreis nicht als Einzugsgebiet. Fragen Sie nach" in text
    assert "Nur Lippe , Detmold Standort 496 km entfernt" in text
    near = sections(pages[HERFORD])["naehe"]
    assert "Nur Lippe , Detmold Standort 26 km entfernt" in near


def test_a_kreis_with_related_offers_only_says_of_what_there_is_no_entry() -> None:
    pages = shown(invented.directory([provider("e", "Verwandt", einzugsgebiet={"kreise": ["05766"]}, angebote=RELATED)]), "NW")
    text = text_of(pages[LIPPE])
    assert "Kein Eintrag im Verzeichnis zu Jobcoaching AP . Das heißt nicht, dass es kein Angebot gibt." in text
    assert "Verwandt , Detmold Standort 8 km entfernt, kommt in den Kreis Lippe Unterstützte Beschäftigung" in text
    assert "Für 0 von 401 Kreisen" in text_of(pages["abdeckung.html"])


def test_a_kreis_where_somebody_works_bundesweit_only_is_still_a_white_spot() -> None:
    pages = shown(invented.directory([provider("d", "Weit", einzugsgebiet={"bundesweit": "true"})]), "BY")
    text = text_of(pages[PASSAU])
    assert "Kein Eintrag im Verzeichnis nennt diesen Kreis, seine Umgebung oder das ganze Land." in text
    assert "1 Anbieter von Jobcoaching AP arbeitet bundesweit." in text
    assert "Für 0 von 401 Kreisen" in text_of(pages["abdeckung.html"])


def test_of_many_a_page_shows_the_nearest_and_leads_to_all() -> None:
    many = [provider(f"nr-{n:02}", f"Weit {n:02}", einzugsgebiet={"bundesweit": "true"}) for n in range(52)]
    pages = shown(invented.directory(many), "NW", "BY")
    text = text_of(pages[LIPPE])
    assert len(set(re.findall(r"Weit \d\d", text))) == 50
    assert "Hier stehen die 50 nächsten von 52. Alle 52 in der Suche" in text
    assert len(set(re.findall(r"Weit \d\d", text_of(pages["bundesweit.html"])))) == 52
    assert "Hier stehen die 50 nächsten von 52. Alle 52 in der Suche" in text_of(pages["amt/by.html"])
    assert "../index.html#?q=Kreis%20Lippe" in pages[LIPPE]


def test_an_amt_page_names_its_kreise_who_works_there_and_who_names_it() -> None:
    payer = {"traeger": "integrationsamt", "amt": "lwl", "status": "beauftragt", "jahr": 2025}
    offer = {"id": "jc", "leistungsart": "jobcoaching_ap", "handlungsfelder": ["sicherung"], "leistungstraeger": [payer]}
    pages = shown(
        invented.directory(
            [
                provider("a", "Nennt das Amt", einzugsgebiet={"kreise": ["05766"]}, angebote=[offer]),
                provider("b", "Ganz NRW", einzugsgebiet={"bundeslaender": ["NW"]}),
                provider("c", "Nur Köln", einzugsgebiet={"kreise": ["05315"]}),
            ]
        ),
        "NW",
    )
    text = text_of(pages["amt/lwl.html"])
    assert "2 Anbieter von Jobcoaching AP arbeiten regional in diesem Gebiet." in text
    assert "Kreis Lippe (2)" in text
    assert re.search("Nennt das Amt , Detmold [^,]*Kommt in einzelne Kreise", text)
    assert re.search("Ganz NRW , Detmold [^,]*Arbeitet im ganzen Land", text)
    assert "Nennt das Amt , Detmold Jobcoaching AP : Schon beauftragt (2025)" in sections(pages["amt/lwl.html"])["nennen"]
    assert "Nur Köln" not in text
    assert "Nur Köln" in text_of(pages["amt/lvr.html"])
    assert "Fragen Sie das Amt, ob es Jobcoaching bezahlt" in text


def test_places_link_each_other_and_entries_link_their_places() -> None:
    pages = shown(invented.directory([provider("a", "A", einzugsgebiet={"kreise": ["05766"], "bundeslaender": ["HE"]})]), "NW")
    links = {url: set(Page(pages[url]).links()) for url in (LIPPE, "amt/lwl.html", "land/nw.html", "anbieter/a.html", "kosten.html")}
    assert {"../land/nw.html", "../amt/lwl.html", "../kreis/05758.html"} <= links[LIPPE]
    assert {"../land/nw.html", "../amt/lvr.html", "../kreis/05766.html", "../amt/lwl.xml"} <= links["amt/lwl.html"]
    assert {"../amt/lvr.html", "../amt/lwl.html", "../kreis/05766.html", "../land/nw.xml"} <= links["land/nw.html"]
    assert {"../kreis/05766.html", "../land/he.html"} <= links["anbieter/a.html"]
    assert "amt/lwl.html" in links["kosten.html"]


def test_search_engines_learn_of_every_place() -> None:
    directory = replace(invented.directory([]), settings=replace(SETTINGS, adresse="https://karte.example.org/"))
    pages = shown(directory, "NW")
    for url in (LIPPE, "amt/lwl.html", "land/nw.html", "kreis/index.html", "abdeckung.html"):
        assert f"<loc>https://karte.example.org/{url}</loc>" in pages["sitemap.xml"]
    assert "https://karte.example.org/kreis/05766.html" in text_of(pages[LIPPE])


def test_coverage_counts_kreise_by_land_and_never_says_that_there_is_nothing() -> None:
    area, room = {"kreise": ["05766", "05758"]}, {"status": "frei", "stand": "2026-10-15"}
    pages = common(invented.directory([provider("a", "A", einzugsgebiet=area, kommunikation=["dgs"], kapazitaet=room)]))
    html = pages["abdeckung.html"]
    text = text_of(html)
    assert "Für 2 von 401 Kreisen ist mindestens ein regionaler Anbieter von Jobcoaching AP eingetragen." in text
    assert "Nordrhein-Westfalen 1 0 53 51" in text
    assert "LWL-Inklusionsamt Arbeit 1 0 27 25" in text
    assert "Deutsche Gebärdensprache (DGS) 1 0 2" in text
    assert "kein Eintrag im Verzeichnis 399" in text
    assert "Plätze frei 1" in text
    assert html.count("<circle") == 401 + 5
    assert " style=" not in html
    assert {"<title>Kreis Lippe: 1</title>", "<title>Kassel: 0</title>"} <= set(re.findall("<title>.*?</title>", html))


def test_the_alphabet_folds_umlauts_and_keeps_the_rest_together() -> None:
    names = {"Ähre": "a", "Émile": "e", "ßtest": "s", "4you": "0-9", "Ёлка": "andere"}
    pages = common(invented.directory([provider(f"nr-{number}", name) for number, name in enumerate(names)]))
    for name, letter in names.items():
        assert name in pages[f"a-z/{letter}.html"]
    people = common(invented.directory([freelancer("jc-aaaa", "Öz", "Beispiel"), coach("jc-bbbb", "Zoe", "Muster", "nr-1")]))
    assert "Öz Beispiel" in people["a-z/o.html"]
    assert "Zoe Muster" in people["a-z/z.html"]


def test_an_empty_directory_still_has_all_its_pages() -> None:
    pages = common(invented.directory([]))
    assert "Das Verzeichnis hat zurzeit keine Einträge." in text_of(pages["a-z/index.html"])
    assert {"index.html", "404.html", "quellen.html"} <= set(pages)
    for url in ("index.html", "a-z/index.html", "bundesweit.html"):
        assert "0800 4 5555 00 (Stand: Juni 2024)" in text_of(pages[url]), url
        assert "auf der Seite Ihres Bundeslandes" in text_of(pages[url]), url
    assert '<div class="wen-fragen">' in pages["index.html"]

"""JSON-LD is read by a library, uses words that schema.org has, and says nothing that its page does not say."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SDO, Graph, Literal, URIRef

from landkarte.directory import Directory
from landkarte.entries.model import Anbieter, Jobcoach, Pruefvermerk, adapter
from landkarte.site.pages import Renderer
from tests.invented import SETTINGS, directory, freelancer, provider
from tests.pages import ORGANISATION, TEMPLATES, made
from tests.site.test_datasets import CONTACT, HOSTILE, NOTHING, full
from tests.site.test_stufe import PROVEN, SEEN

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # within rdflib itself

BASE = "https://landkarte.example.org/"
KNOWN = {str(term) for term in dir(SDO) if not term.startswith("_")}
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_LINKS = {name: {"@type": "@id"} for name in ("url", "sameAs")}


def read(page: str) -> Graph:
    """What a reader of JSON-LD makes of a page; of schema.org it has the vocabulary, so that nobody is asked for it."""
    found = Graph()
    for block in map(json.loads, _BLOCK.findall(page)):
        assert block.pop("@context") == "https://schema.org"
        found.parse(data=json.dumps({"@context": {"@vocab": str(SDO), **_LINKS}, **block}), format="json-ld", publicID=BASE)
    return found


def pages(published: Directory) -> dict[str, str]:
    renderer = Renderer(replace(published, settings=replace(SETTINGS, adresse=BASE)), TEMPLATES)
    return {url: content.decode() for url, content in [*map(renderer.entry, published.all), *renderer.regions("NW")]}


def about(published: Directory, url: str) -> tuple[Graph, Any]:
    """What the page of an entry says, and of whom."""
    found = read(pages(published)[url])
    return found, next(found.subjects(SDO.url, URIRef(BASE + url)))


def words(page: str) -> str:
    """What a reader sees, without the marks of lists."""
    body = _BLOCK.sub("", page).partition("<body>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(sup|bdi|a)\b[^>]*>", "", body))).split())


def told(found: Graph) -> Iterator[str]:
    """Every text in it; of an area each phrase."""
    for value in found.objects():
        if isinstance(value, Literal) and not isinstance(value.value, int):
            yield from str(value).split(", ")


def test_every_entry_says_only_what_its_page_says_in_words_that_schema_org_has(site: Path) -> None:
    seen = set()
    for path in sorted([*site.glob("anbieter/*.html"), *site.glob("jobcoach/*.html")]):
        page = path.read_text(encoding="utf-8")
        found = read(page)
        if 'class="eintragsseite"' not in page:
            assert len(found) == 0
            continue
        assert (None, SDO.disambiguatingDescription, Literal("Beispiel – frei erfunden")) in found
        kinds = set(found.objects(None, RDF.type))
        seen |= kinds
        assert {str(term) for term in [*found.predicates(), *kinds] if term != RDF.type} <= KNOWN
        assert [text for text in told(found) if " ".join(text.split()) not in words(page)] == [], path
    assert seen > {SDO.Organization, SDO.Person, SDO.Service, SDO.EducationalOccupationalCredential}


def test_an_organisation_a_person_and_her_employer() -> None:
    published = directory(
        [
            full(jobcoaches=["jc-a"], beispiel="false"),
            freelancer("jc-1", "Mia", "Muster"),
            made(Jobcoach, {**PROVEN, "anbieter": "beispiel-a", "id": "jc-a"}),
        ]
    )
    found, who = about(published, "anbieter/beispiel-a.html")
    assert (who, RDF.type, SDO.Organization) in found
    assert {str(value) for value in found.objects(who, SDO.telephone)} == {"+49 30 23125042"}
    assert {str(value) for value in found.objects(None, SDO.addressLocality)} == {"Detmold", "Dresden"}
    assert {str(value) for value in found.objects(None, SDO.areaServed)} == {"Umkreis von 50 km um den Standort (Luftlinie)"}
    assert (None, SDO.serviceType, Literal("JobcoachingAP")) in found
    assert (None, SDO.disambiguatingDescription, None) not in found
    found, who = about(published, "jobcoach/jc-a.html")
    assert (who, RDF.type, SDO.Person) in found
    assert {str(value) for value in found.objects(next(found.objects(who, SDO.worksFor)), SDO.name)} == {"Beispiel A"}


def test_who_released_no_name_has_none() -> None:
    found, who = about(
        directory([freelancer("jc-1", "Wilhelmine", "Verborgen", einwilligung=NOTHING, kontakt=CONTACT)]), "jobcoach/jc-1.html"
    )
    assert (who, RDF.type, SDO.Person) in found
    assert list(found.objects(who, SDO.name)) == list(found.objects(who, SDO.telephone)) == []


def test_a_credential_is_there_only_where_somebody_saw_something() -> None:
    entries = [made(Anbieter, ORGANISATION), made(Jobcoach, PROVEN)]
    published = directory(entries, vermerke=[adapter(Pruefvermerk).validate_python(SEEN)])
    [grade] = published.grades.values()
    found, who = about(published, published.coaches[0].url)
    [credential] = found.objects(who, SDO.hasCredential)
    assert {str(value) for value in found.objects(credential, SDO.description)} == {grade.wording}
    assert str(SEEN["geprueft_von"]) in grade.wording
    found, who = about(directory(entries), published.coaches[0].url)
    assert (who, SDO.hasCredential, None) not in found


def test_a_list_names_the_nearest_but_nobody_who_is_invented() -> None:
    real = [full(f"echt-{number:02}", f"Echt {number}", beispiel="false", einzugsgebiet={"kreise": ["05766"]}) for number in range(12)]
    made = pages(directory([*real, full("beispiel-x", einzugsgebiet={"kreise": ["05766"]})]))
    for url in ("kreis/05766.html", "land/nw.html", "amt/lwl.html"):
        found = read(made[url])
        shown = re.findall(r'<li><a href="\.\./(anbieter/echt[^"]*)"', made[url])
        items = list(found.subjects(RDF.type, SDO.ListItem))
        places = {int(str(found.value(item, SDO.position))): str(found.value(item, SDO.url)) for item in items}
        assert [places[place] for place in sorted(places)] == [BASE + one for one in shown][: len(places)]
        assert len(places) >= 9
    assert "application/ld+json" not in made["kreis/05111.html"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_ends_the_script(name: str) -> None:
    page = pages(directory([provider("beispiel-a", name)]))["anbieter/beispiel-a.html"]
    [block] = _BLOCK.findall(page)
    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block)["name"] == name.strip()

"""Entries that nobody would write: whatever the model allows, no step raises, and the order of the files changes nothing."""

from datetime import date
from functools import cache, partial
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from email_validator import validate_email
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landkarte import judging
from landkarte.directory import bases
from landkarte.entries.model import Anbieter, Eintrag, Freiberufler, Jobcoach, Pruefvermerk, adapter
from landkarte.ground.diagnostics import Finding
from landkarte.judging import World, grading
from landkarte.judging.rules import form
from landkarte.places import placing
from landkarte.places.gazetteer import Gazetteer
from landkarte.places.reach import kreise_served
from landkarte.standard import vocabulary
from tests.conftest import DAY

GAZETTEER = Gazetteer()
IDS = ("eins", "zwei", "drei", "vier")
KINDS: dict[type, str] = {Anbieter: "anbieter", Jobcoach: "jobcoach", Freiberufler: "jobcoach", Pruefvermerk: "pruefvermerk"}
PHRASES = st.sampled_from(
    ("zertifiziert", "92 %", "Aktenzeichen 12 345/26", "geb. 1.2.1990", "AVGS", "[hier](javascript:x)", "<b>", "![x](y)", "Jobcoaching")
)
WORDS = st.one_of(PHRASES, st.text("aäßZ09 .-_/@:%<>[]()!*", min_size=1, max_size=12))
DAYS = st.one_of(st.sampled_from((DAY, date(2024, 2, 29))), st.dates(date(1990, 1, 1), date(2035, 12, 31)))
# Values that the rules look into; one that does not exist is among them.
KNOWN = {
    "plz": st.sampled_from(("32756", "04109", "80331", "00000")),
    "ags": st.sampled_from(("05766", "14713000", "99999")),
    "kreise": st.lists(st.sampled_from(("05766", "14713", "09162", "99999")), max_size=3),
    "jobcoaches": st.lists(st.sampled_from((*IDS, "niemand")), max_size=3),
    "telefon": st.sampled_from(("+49 30 23125 001", "030 23125001", "110", "12 34")),
    "email": st.sampled_from(("a@example.org", "a@b", "ä ö@example.org")),
    "website": st.sampled_from(("https://example.org/", "http://example.org", "https://[::1", "javascript:x")),
}

Raw = dict[str, Any]


def values(node: Raw, sections: dict[str, Raw]) -> st.SearchStrategy[Any]:
    """What may stand at ``node`` of the schema, spelled as in a file."""
    if "$ref" in node:
        return section(sections[node["$ref"].rpartition("/")[2]], sections)
    if "anyOf" in node:
        return values(node["anyOf"][0], sections)
    if "vokabular" in node:
        return st.sampled_from(tuple(vocabulary(node["vokabular"]).werte))
    if "const" in node or "enum" in node:
        return st.sampled_from((node["const"],) if "const" in node else node["enum"])
    if node["type"] == "array":
        return st.lists(values(node["items"], sections), min_size=node.get("minItems", 0), max_size=3)
    if node["type"] == "object":
        return st.dictionaries(st.sampled_from(("id", "name", "weiterbildungen[kurs=lwl]")), values(node["additionalProperties"], sections))
    if node["type"] in ("integer", "number"):
        return st.integers(node["minimum"], node["maximum"]).map(str)
    if node["type"] == "boolean":
        return st.sampled_from(("true", "false"))
    if node.get("format") == "date":
        return DAYS.map(str)
    if "pattern" in node:
        spelled = st.from_regex(node["pattern"].replace("$", r"\Z"), fullmatch=True)
        return spelled.filter(lambda text: len(text) <= node.get("maxLength", len(text)))
    filler = "x" * node["minLength"]
    return st.lists(WORDS, max_size=4).map(lambda words: f"{filler} {' '.join(words)}"[: node["maxLength"]])


def section(node: Raw, sections: dict[str, Raw]) -> st.SearchStrategy[Raw]:
    """Every required field, and some of the others."""
    fields = {key: KNOWN[key] if key in KNOWN else values(field, sections) for key, field in node["properties"].items()}
    required = set(node.get("required", ()))
    return st.fixed_dictionaries(
        {key: fields[key] for key in fields if key in required}, optional={key: fields[key] for key in fields if key not in required}
    )


@cache
def of_kind(kind: type) -> st.SearchStrategy[Raw]:
    schema = adapter(kind).json_schema()
    return section(schema, schema["$defs"])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[tuple[tuple[str, Eintrag], ...], dict[str, Pruefvermerk]]:
    """Some entries in their files, and Prüfvermerke about some of them."""
    entries = []
    vermerke = {}
    for id_ in IDS[: draw(st.integers(1, len(IDS)))]:
        kind = draw(st.sampled_from((Anbieter, Jobcoach, Freiberufler)))
        raw = draw(of_kind(kind)) | {"id": id_}
        if kind is Jobcoach:
            raw["anbieter"] = draw(st.sampled_from((*IDS, "niemand")))
        entries.append((f"coaches/{id_}.yaml", adapter(kind).validate_python(raw)))
        if draw(st.booleans()):
            vermerke[id_] = adapter(Pruefvermerk).validate_python(draw(of_kind(Pruefvermerk)) | {"id": id_})
    return tuple(entries), vermerke


def judged(entries: tuple[tuple[str, Eintrag], ...], vermerke: dict[str, Pruefvermerk]) -> list[Finding]:
    """All findings, in an order of their own, after every step that follows has been taken, too."""
    world = World(entries, frozenset(IDS), DAY, DAY, vermerke, reaches=partial(placing.reaches, gazetteer=GAZETTEER))
    of_places = {file: placing.findings(file, entry, GAZETTEER) for file, entry in entries}
    for file, entry in entries:
        if not any(finding.level == "fehler" for finding in of_places[file]):
            kreise_served(bases(placing.places(entry, {}, GAZETTEER)))
    grading.grades((entry for _, entry in entries), vermerke, world.changed, world.day_for)
    found = [*judging.findings(world), *judging.unpublished_links(world, frozenset(IDS[:1])), *chain(*of_places.values())]
    return sorted(found, key=repr)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(worlds(), st.randoms(use_true_random=False))
def test_no_rule_raises_and_the_order_of_the_files_changes_nothing(
    world: tuple[tuple[tuple[str, Eintrag], ...], dict[str, Pruefvermerk]], random: Any
) -> None:
    entries, vermerke = world
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert judged(entries, vermerke) == judged(tuple(shuffled), vermerke)


LABELS = st.text("abxz09-.", min_size=1, max_size=6)
HOSTS = st.builds("{}.{}".format, LABELS, st.sampled_from(("de", "org", "test", "local", "x", "9")))
plainly = settings(max_examples=100, deadline=None, derandomize=True)


@plainly
@given(st.builds("{}@{}".format, LABELS, HOSTS))
def test_an_email_address_that_is_accepted_at_once_is_one_for_the_library(address: str) -> None:
    if form._is_email(address):
        validate_email(address, check_deliverability=False)


@plainly
@given(st.builds("https://{}/{}".format, HOSTS, LABELS))
def test_a_web_address_that_is_accepted_at_once_has_a_host(address: str) -> None:
    if not list(form._web_problem((), address)):
        assert form.HOST.fullmatch(urlsplit(address).hostname or "")

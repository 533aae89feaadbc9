"""The demonstration entries: they show everything the directory can say, and nobody can take them for real."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

import phonenumbers
import yaml

import build
from landkarte.desk.call import Checked
from landkarte.entries.model import Anbieter, Eintrag, Freiberufler, Jobcoach, Leistungserbringer, Person
from landkarte.entries.model.werte import Aus
from landkarte.ground import settings
from landkarte.standard import vocabularies
from tests.conftest import DAY, ROOT
from tests.entries.test_vorlagen import parts, paths_of, written_paths

FILES = sorted((ROOT / "coaches/anbieter").glob("*.yaml")) + sorted((ROOT / "coaches/jobcoaches").glob("*.yaml"))
# Numbers that are never given to anybody: Berlin, Hamburg, Frankfurt am Main, München, Köln.
MEDIA_NUMBERS = re.compile("(3023125|4066969|6990009|8999998|2214710)[0-9]{3}")


@cache
def checked() -> Checked:
    return build.gather(ROOT, settings.read(ROOT / "pyproject.toml"), DAY, True)


def entries() -> list[Eintrag]:
    return [listing.entry for listing in checked().directory.all]


def providers() -> list[Leistungserbringer]:
    return [entry for entry in entries() if isinstance(entry, Leistungserbringer)]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def used_values(section: Any) -> Iterator[tuple[str, str]]:
    """Every vocabulary value that ``section`` and the sections in it use."""
    hints = get_type_hints(type(section), include_extras=True)
    for field in fields(section):
        value = getattr(section, field.name)
        values = value if isinstance(value, tuple) else (value,)
        names = [part.vokabular for part in parts(hints[field.name]) if isinstance(part, Aus)]
        for item in values:
            if is_dataclass(item):
                yield from used_values(item)
            elif item is not None:
                yield from ((name, item) for name in names)


def test_there_are_enough_and_all_are_published_without_an_error() -> None:
    assert [finding for finding in checked().findings if finding.level == "fehler"] == []
    assert {entry.id for entry in entries()} == {path.stem for path in FILES}
    assert len(checked().directory.providers) >= 24
    assert len(checked().directory.coaches) >= 30


def test_every_land_has_a_standort_and_is_served() -> None:
    listings = checked().directory.all
    laender = set(vocabularies()["bundeslaender"].werte)
    assert {place.land for listing in listings for place in listing.places} == laender
    assert {land for listing in listings for land in listing.laender} == laender


def test_every_value_of_every_vocabulary_occurs() -> None:
    used = {value for entry in entries() for value in used_values(entry)}
    known = {(name, key) for name, vokabular in vocabularies().items() for key in vokabular.werte}
    assert known - used == set()


def test_every_field_of_the_model_occurs() -> None:
    written = {path for file in FILES for path in written_paths(yaml.safe_load(text_of(file)))}
    known = set().union(*map(paths_of, (Anbieter, Jobcoach, Freiberufler)))
    # The area of a single Standort is the same section as the area of the entry.
    assert {path for path in known - written if not path.startswith("standorte.einzugsgebiet.")} == set()


def test_no_two_share_a_description() -> None:
    for name in ("beschreibung", "beschreibung_leichte_sprache"):
        texts = [text for entry in providers() if (text := getattr(entry, name))]
        assert len(texts) >= 5
        assert len({" ".join(text.casefold().split()) for text in texts}) == len(texts)


def test_all_are_recognisable_as_invented() -> None:
    assert [entry.id for entry in entries() if not entry.beispiel] == []
    for entry in entries():
        if isinstance(entry, Anbieter):
            assert entry.name.startswith(("Beispiel", "Muster")), entry.id
            assert entry.id.startswith(("beispiel-", "muster-")), entry.id
        elif isinstance(entry, Person):
            assert entry.name is None or re.search(r"\b(Beispiel|Muster)", f"{entry.name.vorname} {entry.name.nachname}"), entry.id
            assert re.fullmatch("jc-[a-z0-9]{6}", entry.id), entry.id


def test_a_named_contact_is_invented_too() -> None:
    named = [entry.kontakt.person for entry in providers() if entry.kontakt.person]
    assert named
    assert [person for person in named if not re.search(r"\b(Beispiel|Muster)", str(person))] == []


def test_all_addresses_lead_nowhere() -> None:
    for file in FILES:
        text = text_of(file)
        for address in re.findall(r"[\w.+-]+@([\w.-]+)", text):
            assert re.fullmatch(r"([a-z0-9-]+\.)*example\.org", address), file
        for address in re.findall(r"https?://[^\s)\"'>]+", text):
            host = urlsplit(address).hostname or ""
            assert re.fullmatch(r"([a-z0-9-]+\.)*example\.org|informierbar\.de", host), file


def test_all_telephone_numbers_belong_to_nobody() -> None:
    numbers = [entry.kontakt.telefon for entry in providers() if entry.kontakt.telefon]
    assert len(numbers) >= 20
    for number in numbers:
        parsed = phonenumbers.parse(number, "DE")
        assert parsed.country_code == 49
        assert MEDIA_NUMBERS.fullmatch(str(parsed.national_number)), number


def test_they_show_what_is_special() -> None:
    sites = [site for entry in providers() for site in entry.standorte]
    proofs = [proof for entry in entries() for proof in entry.nachweise]
    assert any(len(entry.standorte) >= 3 for entry in providers())
    assert any(site.plz.startswith("0") for site in sites)
    assert any("ß" in text_of(file) and "ü" in text_of(file) for file in FILES)
    assert any(proof.gueltig_bis and proof.gueltig_bis < DAY for proof in proofs)
    assert any(DAY - entry.stand > timedelta(days=365) for entry in entries())
    assert any(not site.adresse_veroeffentlichen for site in sites)
    assert any(isinstance(entry, Freiberufler) for entry in entries())
    kinds = [{offer.leistungsart for offer in entry.angebote} for entry in providers()]
    assert any("jobcoaching_ap" not in kind for kind in kinds), "a related offer alone"
    assert any("jobcoaching_ap" in kind and len(kind) > 1 for kind in kinds), "both in one entry"


def test_they_do_not_grow_stale() -> None:
    chosen = settings.read(ROOT / "pyproject.toml")
    later = build.gather(ROOT, chosen, date(2036, 11, 1), True)
    assert later.findings == build.gather(ROOT, chosen, DAY, True).findings
    assert {entry.id for entry in entries()} == {listing.entry.id for listing in later.directory.all}

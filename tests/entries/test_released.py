"""What a person did not release is nowhere: not in one byte of the site, whatever field it is and whoever she is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from itertools import chain
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import build
from landkarte import judging
from landkarte.entries import reading, released
from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach
from landkarte.entries.reading.writer import as_written
from landkarte.entries.released import OF_CONTACT, SCOPES, web
from landkarte.standard import vocabulary
from tests import invented
from tests.conftest import DAY, ROOT
from tests.invented import CONSENT, SETTINGS, freelancer, provider
from tests.pages import joined

ALL = tuple(vocabulary("einwilligungsumfang").werte)

ARGUED = {
    "schema": "says nothing of anybody", "id": "without a name (rule on ids of persons)", "fruehere_ids": "as id", "beispiel": "invented",
    "konto": "is never published", "lizenz": "of the data", "einwilligung": "what is released, since when, and where the paper lies",
    "stand": "of the data", "art": "the kind of entry",
    "behinderungsarten": "whom she works with", "branchen": "where she works", "kommunikation": "how one talks to her",
    "dgs_niveau": "as kommunikation", "sprachen": "named in the Einwilligung itself", "kapazitaet": "named in the Einwilligung itself",
    "beschaeftigungsform": "a professional statement of her own; no entry is without it, and it tells only whom one contracts with",
    "mobilitaet": "how far she comes", "kennenlerngespraech": "an offer", "anbieter": "whom one has to ask for her",
    "traegerart": "of the business", "rechtsform": "of the business", "beschreibung": "written for publication",
    "beschreibung_leichte_sprache": "as beschreibung", "angebote": "what can be commissioned", "einzugsgebiet": "where",
    "qualitaet": "how the business works",
    "kontakt.kontaktwege": "how, without number or address", "kontakt.erreichbarkeit": "when", "kontakt.antwort_werktage": "how soon",
    "standorte.id": "within the entry", "standorte.bezeichnung": "written for publication", "standorte.plz": "always, says the vocabulary",
    "standorte.ort": "always, says the vocabulary", "standorte.ags": "no more exact than plz", "standorte.einzugsgebiet": "where",
    "standorte.adresse_veroeffentlichen": "that it is withheld", "standorte.barrierefreiheit": "facts about an unnamed building",
}  # fmt: skip
"""Every other field of a person, and why it needs no key of its own: what she states as a professional is covered by the text of
the Einwilligung ("Dazu kommen berufliche Angaben, die ich selbst mache")."""


def fields(section: Any, before: str = "") -> Iterator[str]:
    """Every field of a section that is not judged as a whole, with its path."""
    for key, hint in get_type_hints(section).items():
        path = f"{before}{key}"
        inner = next(filter(is_dataclass, (hint, *chain.from_iterable(get_args(one) or (one,) for one in get_args(hint) or ()))), None)
        yield from fields(inner, f"{path}.") if inner and path in ("kontakt", "standorte") else (path,)


@pytest.mark.parametrize("kind", [Jobcoach, Freiberufler])
def test_every_field_of_a_person_is_in_the_table_or_argued(kind: type) -> None:
    own = {f"kontakt.{field}" for field in ("person", "einwilligung")}
    unjudged = [path for path in fields(kind) if path not in SCOPES and path not in ARGUED and path not in own]
    assert unjudged == []


def test_the_table_names_no_field_that_is_not_there() -> None:
    known = {*fields(Freiberufler), *fields(Jobcoach), "standorte.barrierefreiheit.informierbar_url"}
    assert set(SCOPES) | set(ARGUED) | {f"kontakt.{field}" for field in OF_CONTACT} == known
    assert set(SCOPES.values()) == set(ALL)


# --- Each scope alone ---

SECRET: invented.Fields = {
    "name": {"vorname": "Geheimvorname", "nachname": "Geheimnachname", "titel": "Geheimtitel"},
    "geschlecht": "divers",
    "website": "https://geheimseite.example.org",
    "grundqualifikation": [{"bezeichnung": "Geheimberuf", "gruppe": "psychologisch", "abschluss": "1987"}],
    "zusatzqualifikation": ["psychosozial"],
    "berufserfahrung": {"jahre": "37", "davon_zielgruppe": "33"},
    "jobcoaching_seit": "1993",
    "faelle_abgeschlossen": "4711",
    "weiterbildungen": [{"kurs": "lvr", "titel": "Geheimkurs", "ue": "177", "abschluss": "1994-02-03", "status": "abgeschlossen"}],
    "fortbildung_letzte": "2026-02-17",
    "fallbesprechung": {"intervision": "woechentlich", "supervision": "halbjaehrlich"},
    "kompetenzen": ["naehe_distanz"],
    "pools": [{"pool": "niedersachsen", "gruppe": "2", "aufgenommen": "2024-03-19", "regelung": "jonima_bis_2025"}],
    "nachweise": [{"typ": "berufsabschluss", "bezug": "Geheimbezug", "gueltig_bis": "2026-11-20", "vorgelegt_bei": "redaktion"}],
}
OF_BUSINESS: invented.Fields = {
    "team_professionen": ["kaufmaennisch"],
    "kontakt.funktion": "Geheimfunktion", "kontakt.telefon": "+49 30 23125 077", "kontakt.email": "geheimpost@example.org",
    "standorte.strasse": "Geheimweg 1", "standorte.lat": "51.9477", "standorte.lon": "8.8877",
    "standorte.barrierefreiheit.informierbar_url": "https://informierbar.de/geheimort",
}  # fmt: skip
WRITTEN: dict[str, Any] = {
    "schema": "1", "lizenz": "cc0_1_0", "stand": "2026-10-20", "art": "jobcoach", "beschaeftigungsform": "freiberuflich",
    "traegerart": "freiberuflich", "beschreibung": invented.TEXT, "einzugsgebiet": {"kreise": ["05766"]}, "anbieter": "selbst",
    "angebote": [{"id": "jc", "leistungsart": "jobcoaching_ap", "handlungsfelder": ["sicherung"]}],
}  # fmt: skip
EMPLOYED = ("schema", "lizenz", "stand", "art", "beschaeftigungsform")


def marked(value: Any, mark: str) -> Any:
    """Every recognisable word with a mark of its own."""
    if isinstance(value, dict):
        return {key: marked(one, mark) for key, one in value.items()}
    if isinstance(value, list):
        return [marked(one, mark) for one in value]
    return value.replace("Geheim", f"Geheim{mark}").replace("geheim", f"geheim{mark}")


def entries(shown: Callable[[str, str], bool]) -> Iterator[dict[str, Any]]:
    """For every scope a freelancer and an employed coach who released it alone, with each field that ``shown`` keeps of (path, scope)."""
    for scope in (*ALL, "nichts"):
        agreed = {"einwilligung": CONSENT | {"umfang": [scope]}} if scope in ALL else {}
        own = {path: marked(value, f"c{scope}") for path, value in SECRET.items() if shown(path, scope)}
        yield {**{key: WRITTEN[key] for key in EMPLOYED}, **own, **agreed, "id": f"jc-c-{scope}", "anbieter": "beispiel-org"}
        free = {path: marked(value, f"f{scope}") for path, value in (SECRET | OF_BUSINESS).items() if shown(path, scope)}
        made = {**WRITTEN, **agreed, "id": f"jc-f-{scope}", "kontakt": {"funktion": "Jobcoach", "kontaktwege": ["telefon"]}}
        made["standorte"] = [{"id": "ort", "plz": "32756", "ort": "Detmold", "barrierefreiheit": {"zugaenglichkeit": ["stufenlos"]}}]
        for path, value in free.items():
            *sections, key = path.split(".")
            place = made
            for section in sections:
                place = place[section][0] if isinstance(place[section], list) else place[section]
            place[key] = value
        yield made
    yield {
        **{key: WRITTEN[key] for key in ("schema", "lizenz", "stand", "beschreibung", "angebote")}, "art": "anbieter", "id": "beispiel-org",
        "name": "Beispiel gGmbH", "traegerart": "bildungstraeger", "jobcoaches": [f"jc-c-{scope}" for scope in (*ALL, "nichts")],
        "einwilligung": CONSENT, "standorte": [invented.DETMOLD], "kontakt": {"funktion": "Leitung", "kontaktwege": ["post"]},
    }  # fmt: skip


def site(root: Path, shown: Callable[[str, str], bool]) -> dict[str, bytes]:
    """Every file that a build makes of these entries, although rule X-07 would refuse them."""
    for entry in entries(shown):
        folder = root / "coaches" / ("anbieter" if entry["art"] == "anbieter" else "jobcoaches")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{entry['id']}.yaml").write_text(reading.dump(entry), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "findings", lambda world: [])
        checked = build.gather(root, SETTINGS, DAY, True)
    assert len(checked.directory.all) == 2 * len(ALL) + 3, checked.findings
    for name in ("templates", "node_modules"):
        (root / name).symlink_to(ROOT / name, target_is_directory=True)
    (root / "coaches" / "vorlagen").symlink_to(ROOT / "coaches" / "vorlagen", target_is_directory=True)
    made = joined(chain.from_iterable(part() for part in build.parts(root, checked.directory)))
    return {path: content for path, content in made if not path.startswith("bibliotheken/")}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return site(tmp_path_factory.mktemp("alles"), lambda path, scope: True)


AROUND = 100
"""No secret word is longer."""


@pytest.fixture(scope="module")
def told(everything: dict[str, bytes]) -> str:
    """What stands around every recognisable word in any file, small letters as capital ones: looked for once, for there are megabytes."""
    text = "\n".join(content.decode("utf-8", "replace") for content in everything.values()).casefold()
    return "\n".join(text[max(found.start() - AROUND, 0) : found.end() + AROUND] for found in re.finditer("geheim", text))


def words(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        return [word for one in (value.values() if isinstance(value, dict) else value) for word in words(one)]
    return [value.casefold()] if "geheim" in value.casefold() else []


@pytest.mark.parametrize("scope", [*ALL, "nichts"])
def test_no_byte_of_the_site_tells_what_was_not_released(scope: str, told: str) -> None:
    for path, value in (SECRET | OF_BUSINESS).items():
        for mark in ("c", "f"):
            secret = words(marked(value, f"{mark}{scope}"))
            assert all(len(word) < AROUND for word in secret)
            released = SCOPES[path] == scope and not (mark == "c" and path in OF_BUSINESS)
            assert [word for word in secret if word in told] == (secret if released else []), path


def test_what_was_not_released_might_as_well_not_be_written(everything: dict[str, bytes], tmp_path: Path) -> None:
    """Numbers, days and words of vocabularies stand elsewhere, too: the site is the same to the byte without them."""
    assert site(tmp_path, lambda path, scope: SCOPES[path] == scope) == everything


# --- A person named in the contact of a provider ---


@pytest.mark.parametrize("scope", ["name", "telefon", "email", "qualifikation"])
def test_a_contact_person_is_shown_as_far_as_she_agreed(scope: str) -> None:
    person = {
        "funktion": "Leitung", "person": {"vorname": "Eva", "nachname": "Geheim"}, "telefon": "+49 30 23125 077",
        "email": "geheim@example.org", "kontaktwege": ["post"], "einwilligung": CONSENT | {"umfang": [scope]},
    }  # fmt: skip
    entry = provider("beispiel-org", "Beispiel gGmbH", kontakt=person, einwilligung=CONSENT | {"umfang": list(ALL)})
    shown = as_written(released.of(entry))["kontakt"]
    assert shown.keys() - {"funktion", "kontaktwege"} == ({"person", "einwilligung"} if scope == "name" else {scope} & OF_CONTACT.keys())


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        ("name", set()), ("qualifikation", set()), ("adresse", set()), ("funktion", {"funktion"}),
        ("telefon", {"funktion", "telefon"}), ("email", {"funktion", "email"}),
    ],
)  # fmt: skip
def test_an_organisation_shows_of_its_contact_what_it_agreed_to(scope: str, shown: set[str]) -> None:
    """What it says of itself elsewhere needs no key; its function goes with the number or the address that it answers for."""
    kontakt = {"funktion": "Leitung", "telefon": "+49 30 23125 077", "email": "post@example.org", "kontaktwege": ["post"]}
    more = {"website": "https://beispiel.example.org", "team_professionen": ["kaufmaennisch"]}
    entry = provider("beispiel-org", "Beispiel gGmbH", kontakt=kontakt, einwilligung=CONSENT | {"umfang": [scope]}, **more)
    written = as_written(released.of(entry))
    assert {key for key, value in written["kontakt"].items() if value} - {"kontaktwege"} == shown
    assert written.keys() >= more.keys()


def test_a_consent_without_the_person_who_gave_it_is_shown_to_nobody() -> None:
    kontakt = {"funktion": "Leitung", "kontaktwege": ["post"], "einwilligung": CONSENT | {"umfang": ["name"]}}
    assert "einwilligung" not in as_written(released.of(provider("beispiel-org", "Beispiel gGmbH", kontakt=kontakt)))["kontakt"]


def test_a_text_that_must_be_there_is_empty_where_it_is_not_released() -> None:
    """Whoever prints it prints nothing, and not the word None."""
    entry = provider("beispiel-org", "Beispiel gGmbH", einwilligung=CONSENT | {"umfang": ["name"]})
    shown = released.of(entry)
    assert isinstance(shown, Anbieter)
    assert shown.kontakt.funktion == ""


@pytest.mark.parametrize("scope", ["funktion", "telefon", "email"])
def test_the_function_of_a_person_goes_with_nothing_but_her_word(scope: str) -> None:
    hers = freelancer("jc-1", "Mia", "Muster", einwilligung=CONSENT | {"umfang": [scope]})
    assert bool(as_written(released.of(hers))["kontakt"].get("funktion")) == (scope == "funktion")


def test_the_account_is_never_shown_and_the_entry_itself_stays() -> None:
    entry = provider("beispiel-org", "Beispiel gGmbH", konto="beispiel-konto", einwilligung=None)
    assert (released.of(entry).konto, entry.konto) == (None, "beispiel-konto")


def test_a_hidden_address_is_hidden_whoever_owns_it() -> None:
    survey = {"zugaenglichkeit": ["stufenlos"], "informierbar_url": "https://informierbar.de/geheim"}
    hidden = {**invented.DETMOLD, "strasse": "Geheimweg 1", "barrierefreiheit": survey, "adresse_veroeffentlichen": "false"}
    [shown] = as_written(released.of(provider("beispiel-org", "Beispiel gGmbH", standorte=[hidden])))["standorte"]
    assert shown.keys() & {"strasse", "lat", "lon"} == set()
    assert shown["barrierefreiheit"] == {"zugaenglichkeit": ["stufenlos"]}


@pytest.mark.parametrize("scope", ALL)
def test_the_address_of_a_person_takes_her_consent_to_just_that(scope: str) -> None:
    """Without it, it is neither shown nor sent to a server that would look it up."""
    survey = {"zugaenglichkeit": ["stufenlos"], "informierbar_url": "https://informierbar.de/geheim"}
    exact = {**invented.DETMOLD, "strasse": "Geheimweg 1", "barrierefreiheit": survey}
    hers = freelancer("jc-1", "Mia", "Muster", standorte=[exact], einwilligung=CONSENT | {"umfang": [scope]})
    [shown] = as_written(released.of(hers))["standorte"]
    public = scope == "adresse"
    assert shown.keys() & {"strasse", "lat", "lon"} == ({"strasse", "lat", "lon"} if public else set())
    assert ("informierbar_url" in shown["barrierefreiheit"]) == public
    assert released.address(hers, hers.standorte[0]) == public


def test_the_address_of_an_organisation_is_public_unless_it_says_no() -> None:
    open_ = provider("beispiel-org", "Beispiel gGmbH", einwilligung=None)
    hidden = provider("beispiel-org", "Beispiel gGmbH", standorte=[{**invented.DETMOLD, "adresse_veroeffentlichen": "false"}])
    assert (released.address(open_, open_.standorte[0]), released.address(hidden, hidden.standorte[0])) == (True, False)
    agreed = CONSENT | {"umfang": ["adresse"]}
    hers = freelancer("jc-1", "Mia", "Muster", standorte=[{**invented.DETMOLD, "adresse_veroeffentlichen": "false"}], einwilligung=agreed)
    assert not released.address(hers, hers.standorte[0])


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
        ("http://example.org", ""),
        ("javascript:alert(1)//https://example.org", ""),
        ("https://example.org\njavascript:alert(1)", ""),
        ("https://", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_an_encrypted_address_of_the_web_becomes_a_link(link: str | None, shown: str) -> None:
    assert web(link) == shown

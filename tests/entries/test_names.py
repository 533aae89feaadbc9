"""Names as people and organisations have them: one word or two hundred letters, degrees in front of the name or behind it."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from landkarte.entries import released
from landkarte.entries.model import Leistungserbringer, Name
from tests.entries.test_messages import the_finding
from tests.entries.test_reading import entry_with, loaded_with
from tests.invented import coach, directory, provider

SPELLED = [
    ({"nachname": "Mustarto"}, "Mustarto"),
    ({"nachname": "Beispiel", "titel": "Dr."}, "Dr. Beispiel"),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "Dr. phil."}, "Dr. phil. Erika Beispiel"),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "Dipl.-Päd. (FH)"}, "Dipl.-Päd. (FH) Erika Beispiel"),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "Mag.a"}, "Mag.a Erika Beispiel"),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "M.A."}, "Erika Beispiel, M.A."),
    ({"nachname": "Mustarto", "titel": "B. Sc."}, "Mustarto, B. Sc."),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "M.A. Soziale Arbeit"}, "Erika Beispiel, M.A. Soziale Arbeit"),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "Prof. Dr., LL.M."}, "Prof. Dr. Erika Beispiel, LL.M."),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "Dipl.-Psych. MBA"}, "Dipl.-Psych. Erika Beispiel, MBA"),
    ({"vorname": "Erika", "nachname": "Beispiel", "titel": "PhD"}, "Erika Beispiel, PhD"),
]


@pytest.mark.parametrize(("parts", "spelled"), SPELLED)
def test_a_name_is_spelled_as_people_say_it(parts: dict[str, str], spelled: str) -> None:
    assert str(TypeAdapter(Name).validate_python(parts)) == spelled


def test_a_person_of_one_name_is_published_under_it() -> None:
    employer = provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1", "jc-2", "jc-3"])
    one = {"nachname": "Mustarto", "titel": "M.A."}
    others = [coach("jc-1", "Eva", "Musterberg", "beispiel-a"), coach("jc-2", "Ada", "Muxter", "beispiel-a")]
    published = directory([employer, *others, coach("jc-3", "", "", "beispiel-a", name=one)])
    assert [listing.name for listing in published.coaches] == ["Mustarto, M.A.", "Eva Musterberg", "Ada Muxter"]


def test_a_contact_of_one_name_is_read_and_shown(tmp_path: Path) -> None:
    text = entry_with().replace("funktion: Koordination, ", "funktion: Koordination, person: {nachname: Mustarto}, einwilligung: EINW, ")
    consent = "{vom: 2026-10-01, textfassung: 2026-10, umfang: [name, email], liegt_bei: Koordination}"
    loaded = loaded_with(tmp_path, "fall.yaml", text.replace("EINW", consent))
    [entry] = [entry for _, entry in loaded.entries() if entry.id == "fall"]
    assert isinstance(entry, Leistungserbringer)
    shown = released.of(entry)
    assert isinstance(shown, Leistungserbringer)
    assert str(shown.kontakt.person) == "Mustarto"


@pytest.mark.parametrize("sign", ["-", "--", "–", ".", "?", "/"])
def test_a_sign_in_place_of_a_first_name_is_to_be_left_out(sign: str, tmp_path: Path) -> None:
    person = f'funktion: Koordination, person: {{vorname: "{sign}", nachname: Mustarto}}, '
    finding = the_finding(tmp_path, ("funktion: Koordination, ", person))
    assert finding.code == "FO-07"
    assert finding.hint.endswith("Was es nicht gibt, zum Beispiel einen Vornamen, lassen Sie weg.")


def test_an_organisation_may_have_the_name_of_its_register(tmp_path: Path) -> None:
    name = ("Beispiel-Gesellschaft zur Förderung der Teilhabe am Arbeitsleben " * 4)[:199] + "g"
    loaded = loaded_with(tmp_path, "fall.yaml", entry_with().replace("name: Beispiel einfach", f"name: {name}"))
    assert loaded.findings == ()
    assert name in [getattr(entry, "name", "") for _, entry in loaded.entries()]

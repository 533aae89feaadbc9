"""The Stufe of a coach: what carries it, on which day it falls away, and that nobody can give it to themselves."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import build
from landkarte.entries.model import Anbieter, Jobcoach, Person, Pruefvermerk, adapter
from landkarte.ground import settings
from landkarte.judging.criteria import CRITERIA
from landkarte.judging.grading import grade, grades
from landkarte.standard import rules, stufen
from landkarte.standard.stufe import Grade, counts
from tests.conftest import DAY, ROOT

CONSENT = {"vom": "2026-10-01", "textfassung": "2026-10", "umfang": ["name", "qualifikation"], "liegt_bei": "Geschäftsstelle"}
COURSE = {"kurs": "lwl", "titel": "Weiterbildung Jobcoaching", "ue": "160", "abschluss": "2018-06-29", "status": "abgeschlossen"}
PROOF = {"typ": "weiterbildungszertifikat", "bezug": "lwl", "ausgestellt": "2018-06-30", "vorgelegt_bei": "redaktion"}
POOL = {"pool": "niedersachsen", "gruppe": "2", "aufgenommen": "2025-05-12", "regelung": "jonima_bis_2025"}
SEEN = {"weiterbildung_160ue": {"status": "bestaetigt", "kurs": "lwl", "beleg": "weiterbildungszertifikat"}}
ADMITTED = {"pool": {"status": "bestaetigt", "pool": "niedersachsen", "bei": "Koordinierungsstelle"}}


def provider(leistungsart: str = "jobcoaching_ap", **fields: Any) -> Anbieter:
    """An organisation that names the coach."""
    entry = {
        "art": "anbieter",
        "schema": "1",
        "id": "traeger",
        "lizenz": "cc0_1_0",
        "stand": "2026-10-01",
        "name": "Beispiel Träger",
        "traegerart": "bildungstraeger",
        "beschreibung": "Wir begleiten Menschen und Betriebe im Arbeitsalltag.",
        "standorte": [{"id": "detmold", "plz": "32756", "ort": "Detmold"}],
        "kontakt": {"funktion": "Koordination", "kontaktwege": ["post"]},
        "angebote": [{"id": "eins", "leistungsart": leistungsart}],
        "qualitaet": {"selbstverpflichtung": {"datum": "2026-02-02", "unterzeichnet_von": "Geschäftsführung"}},
        "jobcoaches": ["jc-eins"],
    }
    made: Anbieter = adapter(Anbieter).validate_python(entry | fields)
    return made


def coach(**fields: Any) -> Jobcoach:
    """A coach with a course of the list and a proof of it."""
    entry = {
        "art": "jobcoach",
        "schema": "1",
        "id": "jc-eins",
        "lizenz": "cc0_1_0",
        "stand": "2026-10-01",
        "einwilligung": CONSENT,
        "name": {"vorname": "Erika", "nachname": "Beispiel"},
        "anbieter": "traeger",
        "beschaeftigungsform": "angestellt",
        "weiterbildungen": [COURSE],
        "nachweise": [PROOF],
    }
    made: Jobcoach = adapter(Jobcoach).validate_python(entry | fields)
    return made


def vermerk(ergebnis: Any = SEEN, geprueft_am: str = "2026-10-05") -> Pruefvermerk:
    """What the maintainers noted."""
    entry = {
        "art": "pruefvermerk",
        "schema": "1",
        "id": "jc-eins",
        "geprueft_am": geprueft_am,
        "geprueft_von": "Redaktion",
        "ergebnis": ergebnis,
        "naechste_pruefung": "2028-10-05",
        "pruefsummen": {},
    }
    made: Pruefvermerk = adapter(Pruefvermerk).validate_python(entry)
    return made


def graded(person: Person | None = None, on: date = DAY, note: Pruefvermerk | None = None, changed: tuple[str, ...] = ()) -> Grade:
    return grade(person or coach(), provider(), note, changed, on)


def state(found: Grade, key: str) -> str:
    return next(criterion.state for criterion in found.criteria if criterion.asked.key == key)


def detail(found: Grade, key: str) -> str:
    return next(criterion.detail for criterion in found.criteria if criterion.asked.key == key)


def missing(found: Grade) -> list[str]:
    return [criterion.asked.key for criterion in found.missing]


def test_a_seen_proof_carries_a_and_says_who_saw_what_when() -> None:
    found = graded(note=vermerk())
    assert (found.stufe, found.seit, found.next, found.missing) == ("a", date(2026, 10, 5), None, ())
    assert found.titel == "Weiterbildungsnachweis eingesehen"
    assert found.wording == "„Weiterbildung Jobcoaching“ (LWL), 160 UE: Weiterbildungsnachweis eingesehen am 5. Oktober 2026 (Redaktion)."
    seen = next(criterion for criterion in found.criteria if criterion.asked.key == "eingesehen")
    assert (seen.state_label, seen.since, seen.source) == ("erfüllt", date(2026, 10, 5), "Prüfvermerk: Redaktion")


def test_without_a_prüfvermerk_everything_is_the_word_of_the_provider() -> None:
    found = graded()
    assert (found.stufe, found.seit, found.next, missing(found)) == ("c", date(2026, 2, 2), "a", ["eingesehen"])
    assert found.wording == "Angaben des Anbieters; Selbstverpflichtung auf den Standard vom 2. Februar 2026."
    assert state(found, "kurs") == "fulfilled"
    assert state(found, "eingesehen") == "not_proven"


def test_a_pool_counts_only_on_the_word_of_its_authority() -> None:
    person = coach(pools=[POOL], weiterbildungen=[], nachweise=[])
    assert graded(person).stufe == "c"
    found = graded(person, note=vermerk(ADMITTED))
    assert (found.stufe, found.seit, found.next) == ("b", date(2026, 10, 5), "a")
    assert found.wording == (
        "Jobcoach-Pool Niedersachsen: aufgenommen am 12. Mai 2025; bestätigt durch: Koordinierungsstelle; "
        "vermerkt am 5. Oktober 2026 (Redaktion)."
    )
    assert graded(person, note=vermerk({"pool": ADMITTED["pool"] | {"status": "nicht_bestaetigt"}})).stufe == "c"
    assert graded(coach(), note=vermerk(ADMITTED)).stufe == "c", "the entry itself names no pool"


def test_a_pool_that_nobody_confirmed_is_shown_as_stated_and_not_proven() -> None:
    found = graded(coach(pools=[POOL]))
    assert (state(found, "pool"), state(found, "pool_bestaetigt")) == ("fulfilled", "not_proven")


def test_a_confirmed_pool_that_the_entry_does_not_name_is_not_known() -> None:
    found = graded(note=vermerk(ADMITTED))
    assert (state(found, "pool"), state(found, "pool_bestaetigt")) == ("unknown", "fulfilled")


def test_nobody_is_asked_for_a_pool_who_names_none() -> None:
    assert not {"pool", "pool_bestaetigt"} & {criterion.asked.key for criterion in graded(note=vermerk()).criteria}


def test_a_related_offer_is_v_whatever_the_coach_has() -> None:
    found = grade(coach(), provider("uebergangsmanagement"), vermerk(), (), DAY)
    assert (found.stufe, found.seit, found.next) == ("v", date(2026, 10, 1), "c")
    assert state(found, "jobcoaching_ap") == "not_fulfilled"


def test_without_a_published_provider_nothing_can_be_said() -> None:
    found = grade(coach(), None, vermerk(), (), DAY)
    assert (found.stufe, found.seit, found.titel, found.wording) == (None, None, "", "")
    assert state(found, "anbieter") == "unknown"
    assert missing(found) == ["anbieter", "jobcoaching_ap", "selbstverpflichtung"]


def test_no_commitment_no_stufe() -> None:
    assert grade(coach(), provider(qualitaet=None), vermerk(), (), DAY).stufe is None


@pytest.mark.parametrize(
    ("noted", "last_day"),
    [
        ("2024-11-01", date(2026, 10, 31)),
        ("2024-02-29", date(2026, 2, 27)),
        ("2024-12-31", date(2026, 12, 30)),
        ("2026-02-28", date(2028, 2, 27)),
    ],
)
def test_a_prüfvermerk_carries_for_24_months(noted: str, last_day: date) -> None:
    for ergebnis, person, stufe in ((SEEN, coach(), "a"), (ADMITTED, coach(pools=[POOL]), "b")):
        assert graded(person, last_day, vermerk(ergebnis, noted)).stufe == stufe
        after = graded(person, last_day + timedelta(1), vermerk(ergebnis, noted))
        assert after.stufe == "c"
        assert state(after, "aktuell") == "not_proven"


def test_a_prüfvermerk_dated_ahead_does_not_count() -> None:
    assert graded(note=vermerk(geprueft_am="2026-11-01")).stufe == "a"
    assert graded(note=vermerk(geprueft_am="2026-11-02")).stufe == "c"
    assert graded(note=vermerk(geprueft_am="9999-12-31")).stufe == "c"


def test_a_change_of_what_was_seen_ends_it_and_is_named() -> None:
    found = graded(note=vermerk(), changed=("name", "weiterbildungen[kurs=lwl]"))
    assert (found.stufe, missing(found)) == ("c", ["unveraendert"])
    assert found.missing[0].detail == "geändert: name, weiterbildungen[kurs=lwl]"


def test_a_proof_counts_to_its_last_day() -> None:
    person = coach(nachweise=[PROOF | {"gueltig_bis": "2026-11-01"}])
    assert graded(person, DAY, vermerk()).stufe == "a"
    after = graded(person, DAY + timedelta(1), vermerk())
    assert (after.stufe, missing(after)) == ("c", ["nachweis"])
    admitted = coach(pools=[POOL], nachweise=[{**PROOF, "typ": "poolaufnahme", "bezug": "niedersachsen", "gueltig_bis": "2026-11-01"}])
    assert graded(admitted, DAY, vermerk(ADMITTED)).stufe == "b"
    assert graded(admitted, DAY + timedelta(1), vermerk(ADMITTED)).stufe == "c"


def proof_of(found: Grade) -> str:
    return detail(found, "nachweis")


def test_of_several_proofs_of_a_course_the_one_valid_longest_counts() -> None:
    ends = [PROOF | {"gueltig_bis": "2026-10-31"}, PROOF | {"gueltig_bis": "2029-01-31"}, PROOF | {"gueltig_bis": "2027-01-31"}]
    assert "31. Januar 2029" in proof_of(graded(coach(nachweise=ends)))
    assert "gültig bis" not in proof_of(graded(coach(nachweise=[*ends, PROOF])))


LONGER = COURSE | {"kurs": "lvr", "titel": "Die längere", "ue": "200"}
UNLISTED = COURSE | {"kurs": "dgjcap", "titel": "Die andere", "ue": "400"}
UNSAID = COURSE | {"kurs": "lwv_hessen", "titel": "Ohne Umfang", "ue": None}


@pytest.mark.parametrize("courses", [[COURSE, LONGER, UNLISTED, UNSAID], [UNSAID, UNLISTED, LONGER, COURSE]])
def test_of_several_courses_the_one_seen_counts_else_the_longest_of_the_list(courses: list[dict[str, Any]]) -> None:
    person = coach(weiterbildungen=courses)
    assert "„Die längere“ (LVR), 200 UE" in detail(graded(person), "kurs")
    assert "„Weiterbildung Jobcoaching“ (LWL), 160 UE" in detail(graded(person, note=vermerk()), "kurs")
    unseen = vermerk({"weiterbildung_160ue": SEEN["weiterbildung_160ue"] | {"status": "nicht_bestaetigt"}})
    assert "„Die längere“" in detail(graded(person, note=unseen), "kurs")


def test_a_course_that_was_looked_for_and_not_found_carries_nothing() -> None:
    note = vermerk({"weiterbildung_160ue": SEEN["weiterbildung_160ue"] | {"status": "nicht_bestaetigt"}})
    assert (graded(note=note).stufe, state(graded(note=note), "eingesehen")) == ("c", "not_proven")


def test_a_criterion_with_nothing_to_add_says_nothing_and_names_the_source_of_the_standard() -> None:
    first = graded().criteria[0]
    assert (first.detail, first.source) == ("", first.asked.quelle)


def test_an_admission_is_not_proven_once_the_last_proof_of_it_ran_out() -> None:
    old = PROOF | {"typ": "poolaufnahme", "bezug": "niedersachsen", "gueltig_bis": "2026-10-31"}
    found = graded(coach(pools=[POOL], nachweise=[old]))
    assert (state(found, "pool"), any("31. Oktober 2026" in one.detail for one in found.criteria)) == ("not_proven", True)
    assert state(graded(coach(pools=[POOL], nachweise=[old, old | {"gueltig_bis": "2027-10-31"}])), "pool") == "fulfilled"


def test_a_proof_of_something_else_that_ran_out_does_not_end_a_pool() -> None:
    person = coach(pools=[POOL], nachweise=[PROOF | {"gueltig_bis": "2026-10-31"}])
    assert state(graded(person), "pool") == "fulfilled"


@pytest.mark.parametrize(
    ("course", "key", "expected"),
    [
        ({"ue": "159"}, "umfang", "not_fulfilled"),
        ({"ue": None}, "umfang", "unknown"),
        ({"kurs": "dgjcap"}, "kurs", "not_listed"),
        ({"status": "laufend"}, "kurs", "not_fulfilled"),
        ({"abschluss": None}, "kurs", "unknown"),
    ],
)
def test_a_course_that_is_not_enough_stays_so_even_when_it_was_seen(course: dict[str, Any], key: str, expected: str) -> None:
    changed = COURSE | course
    person = coach(weiterbildungen=[changed], nachweise=[PROOF | {"bezug": changed["kurs"]}])
    note = vermerk({"weiterbildung_160ue": SEEN["weiterbildung_160ue"] | {"kurs": changed["kurs"]}})
    found = graded(person, note=note)
    assert found.stufe == "c"
    assert state(found, key) == expected
    assert key in missing(found)


def test_no_course_at_all_is_not_known_rather_than_not_fulfilled() -> None:
    assert state(graded(coach(weiterbildungen=[])), "kurs") == "unknown"


def test_a_prüfvermerk_about_one_course_does_not_carry_another() -> None:
    other = COURSE | {"kurs": "bag_ub"}
    person = coach(weiterbildungen=[COURSE | {"ue": "80"}, other], nachweise=[PROOF, PROOF | {"bezug": "bag_ub"}])
    assert graded(person, note=vermerk()).stufe == "c"


def test_what_was_not_released_is_not_told_by_the_stufe() -> None:
    person = coach(einwilligung=CONSENT | {"umfang": ["name"]}, pools=[POOL])
    found = graded(person, note=vermerk())
    assert (found.stufe, missing(found)) == ("c", ["freigegeben"])
    told = " ".join(criterion.detail + criterion.source for criterion in found.criteria) + found.wording
    assert not any(word in told for word in ("LWL", "160", "Pool", "Redaktion"))


@pytest.mark.parametrize("note", [None, vermerk(SEEN), vermerk(ADMITTED), vermerk(SEEN | ADMITTED)])
def test_what_was_not_released_is_no_criterion_either(note: Pruefvermerk | None) -> None:
    """Not even that there is a course, a proof, a pool or a Prüfvermerk, and how these stand."""
    for agreed in (CONSENT | {"umfang": ["name"]}, None):
        found = graded(coach(einwilligung=agreed, pools=[POOL]), note=note, changed=("name",))
        assert {one.asked.key for one in found.criteria} == {"anbieter", "jobcoaching_ap", "selbstverpflichtung", "freigegeben"}
        assert (found.stufe, state(found, "freigegeben")) == ("c", "not_fulfilled")


def test_a_stufe_is_not_inherited() -> None:
    """A coach whom the provider does not name gets nothing from it; a provider shows how many of its coaches stand where."""
    stranger = coach(id="jc-fremd")
    found = grades([provider(), coach(), stranger], {"jc-eins": vermerk()}, {}, lambda entry: DAY)
    assert {key: one.stufe for key, one in found.items()} == {"jc-eins": "a", "jc-fremd": None}
    assert counts([*found.values(), graded(), graded()]) == {"a": 1, "c": 2}


def test_the_demonstration_shows_every_way_a_prüfvermerk_can_end() -> None:
    checked = build.gather(ROOT, settings.read(ROOT / "pyproject.toml"), date(2031, 1, 1), True)
    found = checked.directory.grades
    noted = {path.stem for path in (ROOT / "coaches/pruefungen").glob("*.yaml")}
    assert {found[id_].stufe for id_ in noted} == {"a", "b", "c"}
    lost = {found[id_].missing[0].asked.key for id_ in noted if found[id_].stufe == "c"}
    assert lost == {"aktuell", "unveraendert"}
    assert set(found) == {listing.entry.id for listing in checked.directory.coaches}


def test_every_criterion_is_stated_and_decided() -> None:
    standard = stufen()
    assert set(CRITERIA) == set(standard.kriterien)
    assert {key for stufe in standard.stufen.values() for key in stufe.braucht} == set(CRITERIA)
    assert {one.regel for one in standard.kriterien.values() if one.regel} <= set(rules())
    assert {one.naechste for one in standard.stufen.values() if one.naechste} <= set(standard.stufen)


@pytest.mark.parametrize("key", CRITERIA)
def test_every_criterion_of_a_stufe_is_needed(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an answer to one criterion no Stufe that asks for it is reached."""
    monkeypatch.setitem(CRITERIA, key, lambda case: None)
    related = provider("uebergangsmanagement")
    reached = {
        graded(note=vermerk()).stufe,
        graded(coach(pools=[POOL]), note=vermerk(ADMITTED)).stufe,
        graded().stufe,
        grade(coach(), related, None, (), DAY).stufe,
    }
    assert not reached & {stufe.key for stufe in stufen().stufen.values() if key in stufe.braucht}


def test_titles_and_texts_name_acts_and_give_no_verdict() -> None:
    text = (Path(build.ROOT) / "landkarte/standard/stufen.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert not any(word in line.casefold() for line in lines for word in ("zertifiziert", "geprüft", "qualitätsgesichert"))

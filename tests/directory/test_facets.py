"""What a list can be narrowed by: the values that occur, their counts, and what must never become a filter."""

from landkarte.directory import Directory, facets
from tests.invented import CONSENT, DETMOLD, coach, directory, freelancer, provider


def counts(published: Directory, name: str) -> dict[str, int]:
    """Key → number of providers, as the form of the start page shows them."""
    return {option.key: option.count for facet in facets.counted(published) if facet.name == name for option in facet.options}


def test_a_value_counts_providers_and_not_how_often_they_say_it() -> None:
    twice = [{"id": f"jc-{n}", "leistungsart": "jobcoaching_ap", "handlungsfelder": ["sicherung"]} for n in range(2)]
    published = directory([provider("beispiel-a", "Beispiel A", angebote=twice), provider("beispiel-b", "Beispiel B")])
    assert counts(published, "leistungsarten") == {"jobcoaching_ap": 2}
    assert counts(published, "anlaesse") == {}


def test_a_provider_is_counted_with_what_its_coaches_can_do() -> None:
    entries = [
        provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1"]),
        coach("jc-1", "Mia", "Muster", "beispiel-a", kommunikation=["dgs"], beschaeftigungsform="honorar"),
    ]
    assert counts(directory(entries), "kommunikation") == {"dgs": 1}
    assert counts(directory(entries), "beschaeftigungsformen") == {"honorar": 1}


def test_a_coach_whom_the_provider_does_not_name_does_not_count() -> None:
    entries = [provider("beispiel-a", "Beispiel A"), coach("jc-1", "Mia", "Muster", "beispiel-a", kommunikation=["dgs"])]
    assert counts(directory(entries), "kommunikation") == {}


def test_geschlecht_is_a_filter_only_where_it_is_released() -> None:
    released = {**CONSENT, "umfang": ["name", "geschlecht"]}
    mia = freelancer("jc-1", "Mia", "Muster", geschlecht="weiblich", einwilligung=released)
    eva = freelancer("jc-2", "Eva", "Muster", geschlecht="weiblich")
    assert counts(directory([mia, eva]), "geschlechter") == {"weiblich": 1}
    assert counts(directory([eva]), "geschlechter") == {}


def test_a_kapazitaet_that_is_too_old_to_be_shown_is_no_filter_either() -> None:
    fresh = provider("beispiel-a", "Beispiel A", kapazitaet={"status": "frei", "stand": "2026-08-03"})
    stale = provider("beispiel-b", "Beispiel B", kapazitaet={"status": "frei", "stand": "2026-08-02"})
    assert counts(directory([fresh, stale]), "kapazitaetsstatus") == {"frei": 1}


def test_whoever_works_everywhere_counts_in_every_land_that_is_not_left_out() -> None:
    area = {"bundesweit": "true", "ausnahmen": {"bundeslaender": ["BY"]}}
    found = counts(directory([provider("beispiel-a", "Beispiel A", einzugsgebiet=area)]), facets.LAND)
    assert len(found) == 15
    assert "BY" not in found


def test_a_facet_that_is_true_of_everybody_cannot_narrow() -> None:
    entries = [provider("beispiel-a", "Beispiel A", branchen=["pflege"]), provider("beispiel-b", "Beispiel B")]
    narrowing = {facet.name: facet.narrows for facet in facets.counted(directory(entries))}
    assert (narrowing["branchen"], narrowing["handlungsfelder"]) == (True, False)


def test_what_is_said_of_rooms_is_counted_as_facts_once_per_provider() -> None:
    rooms = [
        {**DETMOLD, "id": f"ort-{number}", "barrierefreiheit": {"zugaenglichkeit": ["stufenlos"], "nutzbarkeit": [one]}}
        for number, one in enumerate(("wc_rollstuhl", "ruhiger_raum"))
    ]
    published = directory([provider("beispiel-a", "Beispiel A", standorte=rooms), provider("beispiel-b", "Beispiel B")])
    assert counts(published, "zugaenglichkeit") == {"stufenlos": 1}
    assert counts(published, "nutzbarkeit") == {"wc_rollstuhl": 1, "ruhiger_raum": 1}


def test_offers_narrow_by_whom_they_are_for_by_what_comes_along_and_by_the_law() -> None:
    offer = {
        "id": "jc", "leistungsart": "jobcoaching_ap", "personenkreis": ["ohne_anerkannten_gdb"], "zusatzleistungen": ["bem_begleitung"],
        "leistungstraeger": [{"traeger": "rentenversicherung", "status": "beauftragt", "rechtsgrundlagen": ["sgb9_49_8_2a"]}],
    }  # fmt: skip
    published = directory([provider("beispiel-a", "Beispiel A", angebote=[offer])])
    assert counts(published, "personenkreis") == {"ohne_anerkannten_gdb": 1}
    assert counts(published, "zusatzleistungen") == {"bem_begleitung": 1}
    assert list(counts(published, "rechtsgrundlagen").values()) == [1]


def test_only_a_yes_is_possible_and_silence_is_none() -> None:
    def entries(said: str) -> Directory:
        offer = {"id": "jc", "leistungsart": "jobcoaching_ap", "prozess": {"ohne_ifd_moeglich": said}}
        return directory([
            provider("beispiel-a", "Beispiel A", jobcoaches=["jc-1"], angebote=[offer]),
            provider("beispiel-b", "Beispiel B"),
            coach("jc-1", "Mia", "Muster", "beispiel-a", kennenlerngespraech=said),
        ])  # fmt: skip

    assert counts(entries("true"), "beauftragung") == {"kennenlerngespraech": 1, "ohne_ifd": 1}
    assert counts(entries("false"), "beauftragung") == {}

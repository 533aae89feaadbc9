"""The offers that the founding documents describe, told in the fields of the model: nothing false is found, no fact is lost."""

from typing import Any

import pytest

import build
from landkarte.desk.call import Checked
from landkarte.directory import Listing
from landkarte.entries.model import Anbieter, Angebot, Freiberufler
from landkarte.entries.model.teile import Pauschale, Spanne
from landkarte.ground import settings
from tests.conftest import DAY, ROOT, make_project

POOL = ("jc-goettingen-1", "jc-goettingen-2", "jc-goettingen-3")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    root = make_project(tmp_path_factory.mktemp("vorbilder") / "projekt", ROOT / "tests/examples/vorbilder")
    return build.gather(root, settings.read(root / "pyproject.toml"), DAY, True)


def listing(checked: Checked, id_: str) -> Listing:
    return next(found for found in checked.directory.all if found.entry.id == id_)


def provider(checked: Checked, id_: str) -> Anbieter:
    entry = listing(checked, id_).entry
    assert isinstance(entry, Anbieter)
    return entry


def offer(checked: Checked, id_: str, which: str) -> Angebot:
    return next(found for found in listing(checked, id_).angebote if found.id == which)


def facts(angebot: Angebot, **expected: Any) -> None:
    assert {name: getattr(angebot, name) for name in expected} == expected


def test_all_are_published_without_an_error(checked: Checked) -> None:
    assert [finding for finding in checked.findings if finding.level == "fehler"] == []
    files = (ROOT / "tests/examples/vorbilder").rglob("*.yaml")
    assert {found.entry.id for found in checked.directory.all} == {path.stem for path in files}


def test_iqib_is_a_programme_for_a_jobcenter(checked: Checked) -> None:
    facts(
        offer(checked, "netzwerk-lippe", "iqib"),
        leistungsart="massnahme_mit_jobcoaching",
        plaetze=16,
        dauer_monate=Spanne(von=0, bis=24),
        personalschluessel="1:5",
        nachbetreuung_monate=6,
        auftraggeber="Jobcenter Lippe",
        personenkreis=("schwerbehindert", "gleichgestellt", "ohne_anerkannten_gdb"),
    )
    prozess = offer(checked, "netzwerk-lippe", "iqib").prozess
    assert prozess is not None
    assert (prozess.frequenz_pro_woche, prozess.arbeitet_mit_betrieblichen_paten) == (Spanne(von=1, bis=1), True)
    assert not listing(checked, "netzwerk-lippe").offers_jobcoaching_ap


def test_isa_is_transition_management_of_a_workshop(checked: Checked) -> None:
    assert provider(checked, "alsterarbeit-isa").traegerart == "wfbm"
    facts(
        offer(checked, "alsterarbeit-isa", "isa"),
        leistungsart="uebergangsmanagement",
        einsatzorte=("ausgelagerter_arbeitsplatz", "praktikumsplatz", "allgemeiner_arbeitsmarkt"),
        zusatzleistungen=("akquise", "antragshilfe", "gefaehrdungsbeurteilung"),
    )
    assert dict(listing(checked, "alsterarbeit-isa").laender) == {"HH": "land"}


def test_lernen_foerdern_works_at_three_places(checked: Checked) -> None:
    found = listing(checked, "lernen-foerdern")
    assert [(place.standort.ort, place.kreis, place.land) for place in found.places] == [
        ("Rheine", "05566", "NW"),
        ("Ibbenbüren", "05566", "NW"),
        ("Steinfurt", "05566", "NW"),
    ]
    assert len({(place.lat, place.lon) for place in found.places}) == 3
    assert len(provider(checked, "lernen-foerdern").team_professionen) == 4
    prozess = offer(checked, "lernen-foerdern", "stabilisierung").prozess
    assert prozess is not None
    assert prozess.freiwillig is True


def test_ub_stands_beside_jobcoaching_in_one_entry(checked: Checked) -> None:
    facts(
        offer(checked, "ub-inbeq", "inbeq"),
        leistungsart="unterstuetzte_beschaeftigung",
        personalschluessel="1:5",
        kombination="einzelstehend",
    )
    facts(
        offer(checked, "ub-inbeq", "jobcoaching"),
        leistungsart="jobcoaching_ap",
        personalschluessel="1:1",
        kombination="innerhalb_anderer_leistung",
    )
    assert offer(checked, "ub-inbeq", "inbeq").leistungstraeger[0].rechtsgrundlagen == ("sgb9_55_2",)


def test_an_ifd_keeps_its_two_offers_apart(checked: Checked) -> None:
    assert [found.leistungsart for found in listing(checked, "ifd").angebote] == ["berufsbegleitung_ifd", "jobcoaching_ap"]
    assert offer(checked, "ifd", "berufsbegleitung").unbefristet is True
    prozess = offer(checked, "ifd", "jobcoaching").prozess
    assert prozess is not None
    assert (prozess.personaltrennung, prozess.ohne_ifd_moeglich) == (True, False)


def test_the_goettingen_pool_is_several_freelancers(checked: Checked) -> None:
    for id_ in POOL:
        entry = listing(checked, id_).entry
        assert isinstance(entry, Freiberufler)
        assert entry.beschaeftigungsform == "freiberuflich"
        assert entry.berufserfahrung is not None
        assert entry.berufserfahrung.jahre >= 2
        assert entry.zusatzqualifikation
        konditionen = entry.angebote[0].konditionen
        assert konditionen is not None
        assert konditionen.stundensatz_eur is not None
        assert (konditionen.stundensatz_eur.von, konditionen.stundensatz_eur.bis) == (40, 50)
        assert konditionen.pauschalen == (Pauschale(zweck="vorbereitung", eur=300),)
        assert set(listing(checked, id_).laender) == {"NI"}
    in_both = {found.entry.id for found in checked.directory.providers} & {found.entry.id for found in checked.directory.coaches}
    assert in_both == set(POOL)


def test_nobody_is_named_and_no_contact_is_real() -> None:
    for path in (ROOT / "tests/examples/vorbilder").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "jobcoaches":
            assert "Beispiel}" in text or "Muster}" in text
        assert "@example.org" in text
        assert "telefon: +49 30 23125 1" in text or "telefon: +49 40 66969 1" in text

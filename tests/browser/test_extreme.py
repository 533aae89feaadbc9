"""Entries at the edges of what the model allows: none of them stops a page for the readers of the others."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Folder, ask, drawn, made, write
from tests.invented import CONSENT, directory, freelancer, provider, site

TOWNS = [f"Musterstadt {chr(65 + number)}" for number in range(26)] + [f"Musterdorf {chr(65 + number)}" for number in range(4)]
HOUSES = [site(ort, f"{10_000 + number}", 48 + number * 0.2, 8 + number * 0.1, id=f"haus-{number}") for number, ort in enumerate(TOWNS)]
WORDS = "Beispielwort " * 200
# What every marker is called once it is seen, out of its cluster.
SEEN = """async () => {
    const namen = () => landkarte.alleMarken.map((marke) => marke.getElement().getAttribute("aria-label"));
    landkarte.alleMarken.forEach((marke) => window.dieKarte.addLayer(marke));
    const ende = performance.now() + 60_000;
    while (namen().includes("Standort") && performance.now() < ende) await new Promise(requestAnimationFrame);
    const alle = namen();
    landkarte.alleMarken.forEach((marke) => window.dieKarte.removeLayer(marke)); // the next answer shows its own
    return alle;
}"""
EVERYWHERE = {"bundesweit": "true"}


@pytest.fixture(scope="module")
def extreme(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Thirty Standorte; the longest texts; nothing but what must be said; a person without a name."""
    root = tmp_path_factory.mktemp("extrem")
    nobody = {**CONSENT, "umfang": ["qualifikation"]}
    entries = [
        provider("beispiel-haeuser", "Beispiel Häuser", standorte=HOUSES, einzugsgebiet={"umkreis_km": "30"}),
        provider("beispiel-lang", WORDS[:120].strip(), beschreibung=WORDS[:1500], standorte=HOUSES[:1], einzugsgebiet=EVERYWHERE),
        provider("beispiel-karg", "Beispiel Karg", standorte=[HOUSES[1]]),
        freelancer("jc-aaa222", "Beispiel", "Namenlos", einwilligung=nobody, standorte=[HOUSES[2]]),
    ]
    write(root, made(directory(entries)))
    return serve(root)


def test_the_map_names_every_standort_after_its_own_town(page: Page, extreme: str) -> None:
    page.goto(extreme)
    drawn(page)
    page.evaluate("() => { window.dieKarte = landkarte.alleMarken[0].__parent._group._map; }")
    for words in ("", "Häuser", "Musterdorf", "Karg", "JobcoachingAP", "Nummer die es nicht gibt"):
        if words:
            ask(page, words)
        names: list[str] = page.evaluate(SEEN)
        assert {name.split(", ")[1] for name in names if name.startswith("Beispiel Häuser")} == set(TOWNS), words


def test_a_card_with_many_standorte_stays_a_card(page: Page, extreme: str) -> None:
    page.goto(extreme)
    page.get_by_role("searchbox").fill("Häuser")
    card = page.locator(".treffer article, .liste article").filter(has_text="Beispiel Häuser").first
    expect(card).to_contain_text("und 26 weitere Orte")

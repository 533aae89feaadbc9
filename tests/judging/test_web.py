"""Web addresses as people have them: with accents, and with http, of which is said that it does not appear."""

from datetime import date
from pathlib import Path

import pytest

from landkarte.entries import released
from tests.entries.test_reading import entry_with
from tests.invented import provider
from tests.judging.test_rules import gathered


def told(website: str, folder: Path) -> list[tuple[str, str]]:
    """Level and message of what is said of a provider's website."""
    (folder / "fall/anbieter").mkdir(parents=True)
    (folder / "fall/anbieter/fall.yaml").write_text(entry_with(f"website: {website}"), encoding="utf-8")
    found = gathered(folder / "fall", folder, date(2026, 11, 1)).findings
    return [(one.level, one.message) for one in found if one.code == "FO-08"]


@pytest.mark.parametrize(
    "host", ["café-arbeit.de", "www.łódź-praca.pl", "förderwerk.de", "señor.es", "straße.de", "CAFÉ.de", "cafe\u0301.de", "xn--caf-dma.de"]
)
def test_a_domain_with_accents_is_an_address(host: str, tmp_path: Path) -> None:
    assert told(f"https://{host}/weg", tmp_path) == []


@pytest.mark.parametrize("host", ["рф.рф", "例え.jp", "café", "-café.de", "café-.de", "a÷b.de", "a×b.de", '"ca fé.de"'])
def test_letters_of_other_scripts_and_what_is_no_domain_are_none(host: str, tmp_path: Path) -> None:
    assert [level for level, _ in told(f"https://{host}/", tmp_path)] == ["fehler"]


@pytest.mark.parametrize("website", ["http://www.example.org/", "HTTP://www.café-arbeit.de/"])
def test_an_address_that_does_not_appear_is_said_to(website: str, tmp_path: Path) -> None:
    [(level, message)] = told(website, tmp_path)
    assert (level, "erscheint deshalb nicht" in message) == ("warnung", True)
    assert released.web(provider("beispiel-a", "Beispiel A", website=website).website) == ""

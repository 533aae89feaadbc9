"""The query log holds what it promises: enough of every kind, providers that exist, a third held out."""

from collections import Counter

import pytest

from tests.anfragen import ARTEN, Anfrage, anfragen, published


@pytest.fixture(scope="module")
def log() -> tuple[Anfrage, ...]:
    return anfragen()


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {listing.entry.id for listing in published().providers}


def test_there_are_enough_and_nobody_asks_twice(log: tuple[Anfrage, ...]) -> None:
    assert len(log) >= 105
    assert [text for text, times in Counter(one.text for one in log).items() if times > 1] == []


def test_every_expected_provider_exists_and_is_expected_in_one_way_only(log: tuple[Anfrage, ...], known: set[str]) -> None:
    assert {id_ for one in log for id_ in (*one.muss, *one.darf)} - known == set()
    assert [one.text for one in log if len({*one.muss, *one.darf}) < len(one.muss) + len(one.darf)] == []


def test_every_provider_is_wanted_by_somebody(log: tuple[Anfrage, ...], known: set[str]) -> None:
    """Apart from the lines that nearly everybody answers."""
    assert known - {id_ for one in log if len(one.muss) < len(known) / 2 for id_ in one.muss} == set()


def test_only_a_line_that_finds_nobody_wants_nobody(log: tuple[Anfrage, ...]) -> None:
    assert [one.text for one in log if bool(one.muss) == (one.art == "leer")] == []


def test_nearly_every_provider_is_judged(log: tuple[Anfrage, ...], known: set[str]) -> None:
    assert [one.text for one in log if len(one.darf) > 0.2 * len(known)] == []


def test_a_third_is_held_out_of_every_kind(log: tuple[Anfrage, ...]) -> None:
    for art in ARTEN:
        held = [one.gehalten for one in log if one.art == art]
        assert sum(held) * 3 == len(held) > 0, art


def test_the_directory_is_spread_over_germany() -> None:
    providers = published().providers
    assert len(providers) >= 60
    assert len({place.land for listing in providers for place in listing.places}) == 16
    assert all(listing.bases for listing in providers)
    assert all("Beispiel" in listing.name for listing in published().all)

"""A part of the site in a page of somebody else: what it shows is what the page says, on its day, and nothing when that is long ago."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Folder, all_asked
from tests.conftest import DAY

NOON = datetime(DAY.year, DAY.month, DAY.day, 12)
SHOWN = ["kreis/05766", "land/nw", "amt/lwl", "anbieter/beispiel-coaching-detmold", "jobcoach/jc-4f7q2m"]


@pytest.fixture(scope="module")
def web(serve: Folder, site: Path) -> str:
    return serve(site)


def embedded(page: Page, web: str, was: str, day: datetime = NOON) -> Page:
    page.clock.set_fixed_time(day)
    page.goto(f"{web}einbetten.html#?{was}")
    return page


@pytest.mark.parametrize("was", SHOWN)
def test_it_says_what_the_page_says(page: Page, web: str, was: str) -> None:
    def said() -> dict[str, list[str]]:
        parts = ("h1", ".satz", "ul.wer li", ".erreichen dd", ".platz dd", ".kriterien li")
        return {part: page.locator(f"main {part}").all_inner_texts() for part in parts}

    embedded(page, web, was)
    expect(page.locator("main header, main .satz").first).to_be_visible()
    embedded_here = said()
    assert page.locator("footer time").get_attribute("datetime") == DAY.isoformat()
    links = page.locator("main a[href^=http]").evaluate_all("all => all.map(one => [one.href, one.target])")
    assert {target for _, target in links} == {"_blank"}
    assert page.locator(".kopf").count() == 0
    page.goto(f"{web}{was}.html")
    assert embedded_here == said()
    known = set(page.locator("main a").evaluate_all("all => all.map(one => one.href)"))
    assert {href for href, _ in links} <= known


def test_the_line_to_copy_shows_it_in_a_page_of_others(page: Page, web: str, serve: Folder, tmp_path: Path) -> None:
    embedded(page, web, "kreis/05766")
    expect(page.locator("textarea")).to_be_visible()
    line = page.locator("textarea").input_value()
    (tmp_path / "index.html").write_text(
        f"<!doctype html><html lang=de><link rel=icon href=data:,><title>Fremd</title>{line}", encoding="utf-8"
    )
    page.goto(serve(tmp_path))
    frame = page.frame_locator('iframe[title="Kreis Lippe"]')
    expect(frame.locator("h1")).to_have_text("Kreis Lippe")
    assert frame.locator("ul.wer li").count() > 0
    expect(frame.locator("textarea")).to_be_hidden()


def test_the_line_to_copy_is_never_that_of_another_page(page: Page, web: str) -> None:
    page.route("**/kreis/99999.html", lambda route: route.fulfill(body="<h1>Nicht gefunden</h1>", content_type="text/html"))
    embedded(page, web, "kreis/05766")
    expect(page.locator("textarea")).to_be_visible()
    page.evaluate("location.hash = '#?kreis/99999'")
    expect(page.locator("main")).to_contain_text("nicht laden")
    expect(page.locator("textarea")).to_be_hidden()


@pytest.mark.parametrize("end", ["requestfinished", "requestfailed"])
def test_a_slow_page_does_not_replace_what_was_asked_for_later(end: str, page: Page, web: str) -> None:
    held: list[Route] = []
    page.route("**/kreis/05766.html", lambda route: held.append(route))
    with page.expect_request("**/kreis/05766.html"):
        embedded(page, web, "kreis/05766")
    page.evaluate("location.hash = '#?land/nw'")
    expect(page.locator("h1")).to_have_text("Nordrhein-Westfalen")
    with page.expect_event(end, lambda one: one.url.endswith("/kreis/05766.html")):
        held[0].continue_() if end == "requestfinished" else held[0].abort("aborted")
    all_asked(page)
    expect(page.locator("h1")).to_have_text("Nordrhein-Westfalen")
    assert "land/nw" in page.locator("textarea").input_value()


def test_what_is_old_is_not_shown(page: Page, web: str) -> None:
    embedded(page, web, "kreis/05766", NOON + timedelta(29))
    expect(page.locator("ul.wer")).not_to_have_count(0)
    page.clock.set_fixed_time(NOON + timedelta(31))
    page.reload()
    expect(page.locator("main")).to_contain_text("älter als 30 Tage")
    expect(page.locator("ul.wer")).to_have_count(0)


@pytest.mark.parametrize("was", ["", "kreis/05766/../../merkliste", "https://example.org/x", "//example.org/kreis/05766"])
def test_nothing_else_is_ever_loaded(page: Page, web: str, was: str) -> None:
    embedded(page, web, was)
    expect(page.locator("h1")).to_have_text("In eine eigene Website einbetten")


def test_a_browser_does_not_show_again_who_is_gone(page: Page, serve: Folder, site: Path, tmp_path: Path) -> None:
    """A server that says nothing of caching leaves it to the browser, which may keep for days what has long been the same."""
    shutil.copytree(site / "static", tmp_path / "static")
    shutil.copy(site / "einbetten.html", tmp_path)
    shown = tmp_path / "anbieter" / "beispiel-coaching-detmold.html"
    shown.parent.mkdir()
    for source, words in (("beispiel-coaching-detmold", "Detmold"), ("beispiel-zurueckgezogen", "Diesen Eintrag gibt es nicht mehr")):
        shutil.copyfile(site / f"anbieter/{source}.html", shown)
        os.utime(shown, (NOON.timestamp() - 10**8,) * 2 if words == "Detmold" else None)
        page.goto("about:blank")
        embedded(page, serve(tmp_path), "anbieter/beispiel-coaching-detmold")
        expect(page.locator("h1")).to_contain_text(words)


def test_who_was_withdrawn_is_not_there(page: Page, web: str) -> None:
    embedded(page, web, "anbieter/beispiel-zurueckgezogen")
    expect(page.locator("h1")).to_have_text("Diesen Eintrag gibt es nicht mehr")

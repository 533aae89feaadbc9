"""The query log against the search: of those who must come, how many do; of those who come, how many may.

A third of the log is held out. Of it only the two figures are told, never which line failed, so that nobody mends the search for
a line that is there to measure it.
"""

import sys
from collections.abc import Iterable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.anfragen import Anfrage, anfragen, published
from tests.browser.conftest import Folder, is_answered, made, write

RECALL, PRECISION = 0.95, 0.90
FOUND = """async (texts) => {
    const near = /^(In der Nähe|Die nächsten Anbieter)/;
    const field = document.querySelector("[type=search]");
    const more = document.querySelector(".treffer .weitere button");
    const heard = (event) => new Promise((done) => document.addEventListener(event, done, { once: true }));
    const all = [];
    for (const text of texts) {
        const answer = heard("landkarte:treffer");
        field.value = text;
        field.form.requestSubmit();
        await answer;
        while (more.checkVisibility()) {
            const shown = heard("focusin"); // the first of those that came goes on with the keyboard
            more.click();
            await shown;
        }
        const found = [];
        let group = "";
        for (const part of document.querySelectorAll(".treffer :is(h2, h3, h4, li a[href])")) {
            const id = part.matches("a") && part.getAttribute("href").match(/(?:anbieter|jobcoach)\\/([^/]+)\\.html/);
            if (id && !near.test(group)) found.push(id[1]);
            if (!part.closest("li")) group = part.textContent.trim();
        }
        all.push(found);
    }
    return all;
}"""
"""Of each text the ids that the cards lead to, without those of the groups that only lie near."""


class Answer(NamedTuple):
    """What one line brought."""

    asked: Anfrage
    found: set[str]

    @property
    def missing(self) -> set[str]:
        return {*self.asked.muss} - self.found

    @property
    def wrong(self) -> set[str]:
        return self.asked.wrong(self.found)

    def __str__(self) -> str:
        return f"„{self.asked.text}“ fehlt: {', '.join(sorted(self.missing)) or '–'}; zu viel: {', '.join(sorted(self.wrong)) or '–'}"


class Figures(NamedTuple):
    """Shares of 1, over all lines together."""

    recall: float
    precision: float


def figures(answers: Iterable[Answer]) -> Figures:
    kept = list(answers)
    right = sum(len(answer.asked.muss) - len(answer.missing) for answer in kept)
    return Figures(
        right / sum(len(answer.asked.muss) for answer in kept), right / max(1, right + sum(len(answer.wrong) for answer in kept))
    )


def test_the_figures_count_what_is_missing_and_what_is_too_much() -> None:
    asked = Anfrage(text="Autismus", art="synonym", muss=("a", "b", "c", "d"), darf=("e",))
    assert figures([Answer(asked, {"a", "b", "c", "e", "x"})]) == Figures(3 / 4, 3 / 4)
    assert figures([Answer(asked, set())]) == Figures(0, 0)


@pytest.fixture(scope="module")
def asked_of(serve: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the site with the providers of the log."""
    root = tmp_path_factory.mktemp("anfragen")
    write(root, made(published(), whole=False))
    return serve(root)


def test_the_search_finds_what_people_mean(without_map: Page, asked_of: str, capsys: pytest.CaptureFixture[str]) -> None:
    without_map.goto(asked_of)
    is_answered(without_map)
    log = anfragen()
    found = without_map.evaluate(FOUND, [asked.text for asked in log])
    answers = [Answer(asked, set(ids)) for asked, ids in zip(log, found, strict=True)]
    tuned = figures(one for one in answers if not one.asked.gehalten)
    held = figures(one for one in answers if one.asked.gehalten)
    with capsys.disabled():  # to standard error: nobody sees the output of one of several test processes
        print(*(f"\n{one}" for one in answers if not one.asked.gehalten and (one.missing or one.wrong)), sep="", file=sys.stderr)
        for name, part in (("bekannt", tuned), ("zurückgehalten", held)):
            print(f"Suche, {name}: Vollständigkeit {part.recall:.3f}, Genauigkeit {part.precision:.3f}", file=sys.stderr)
    assert min(tuned.recall, held.recall) >= RECALL
    assert min(tuned.precision, held.precision) >= PRECISION

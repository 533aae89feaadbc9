"""Sentences as five kinds of people type them: who must be found, which page must be named, and that no answer is untrue.

What is expected does not rest on the search: it names values of the vocabularies and places (``tests/anfragen/saetze.csv``). A third
is held back by the hash of its text. Of it only figures are told, so that nobody mends the search for a line that is there to measure it.
"""

import csv
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page

from landkarte.ground.text import folded
from landkarte.standard import search_words
from tests.browser.conftest import visit

RECALL, PRECISION = 0.95, 0.90
FILE = Path(__file__).parent.parent / "anfragen" / "saetze.csv"
ROLES = {"Sachbearbeitung", "Person", "Betrieb", "IFD", "Angehörige"}
NOBODY = "niemand"

ANSWERED = """async (sentences) => {
    const steps = [...document.querySelector("#umkreis").options].map(({value}) => value);
    const choice = {wo: "", facetten: [], werte: () => [], reihe: "", umkreise: steps};
    const of = (q) => landkarte.ergebnis({q, ...choice});
    const id = ({zeile}) => landkarte.verzeichnis[zeile][1].match(/([^/]+)\\.html/)[1];
    const hits = (answer) => answer.gezeigt.filter(({gruppe}) => gruppe !== "nah").map(id);
    await of("");
    const {begriffe, vokabulare} = landkarte.eintraege;
    await landkarte.mitDaten(() => landkarte.daten("verzeichnis") && begriffe.forEach((_, number) => landkarte.merkmale.zeilen(number)));
    const numbers = [...landkarte.verzeichnis.keys()];
    const having = ([name, key]) => {
        const [from, to] = vokabulare[name];
        const number = begriffe.findIndex(([own], place) => place >= from && place < to && own === key);
        if (number < 0) throw new Error(`${name}=${key}`);
        return landkarte.merkmale.zeilen(number).map((zeile) => id({zeile}));
    };
    const everybody = numbers.map((zeile) => id({zeile}));
    const found = [];
    for (const {frage, werte, ort, name} of sentences) {
        let expected = everybody;
        for (const values of werte) {
            const some = values.flatMap(having);
            expected = expected.filter((one) => some.includes(one));
        }
        if (name) expected = [name];
        if (ort) {
            const there = hits(await of(ort));
            expected = expected.filter((one) => there.includes(one));
        }
        const answer = await of(frage);
        const links = [...(answer.themen || []), ...answer.verweise];
        found.push({
            expected, found: hits(answer), sentence: answer.satz, pages: links.map(({ziel, text}) => `${ziel} ${text}`),
            said: [answer.satz, answer.verstanden, answer.hinweis, ...links.map(({text}) => text)].join(" "),
        });
    }
    return found;
}"""
"""For each sentence who must be found, by values and place, and what the page answers; without leaving the page."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody types, and what it means: values of vocabularies ("a=x,b=y": one is enough), a place, a name, a page."""

    role: str
    text: str
    expected: str

    @property
    def held(self) -> bool:
        return int(sha256(self.text.encode()).hexdigest(), 16) % 3 == 0

    def parts(self, kind: str) -> list[str]:
        return [part.removeprefix(f"{kind}=") for part in self.expected.split(" & ") if part.startswith(f"{kind}=")]

    def asked(self) -> dict[str, Any]:
        values = [part for part in self.expected.split(" & ") if "=" in part and not re.match("(ort|seite|name)=", part)]
        return {
            "frage": self.text,
            "werte": [[one.split("=") for one in part.split(",")] for part in values],
            "ort": "".join(self.parts("ort")),
            "name": "".join(self.parts("name")),
        }


class Figures(NamedTuple):
    """Shares of 1 over all sentences together; a page that must be named counts as one more to be found."""

    recall: float
    precision: float
    untrue: int


class Answer(NamedTuple):
    """What one sentence brought."""

    asked: Sentence
    expected: set[str]
    found: set[str]
    sentence: str
    pages: list[str]
    said: str

    @property
    def missing_pages(self) -> list[str]:
        return [wanted for wanted in self.asked.parts("seite") if not any(re.search(wanted, page, re.IGNORECASE) for page in self.pages)]

    @property
    def unnamed(self) -> list[str]:
        """Words of the question that the answer passes over in silence."""
        small = {folded(word) for word in search_words()["kleine_woerter"]}
        words = [word for word in re.findall(r"[^\W\d_]{3,}", self.asked.text) if folded(word) not in small]
        is_question = self.sentence.endswith("Bitte wählen Sie.")
        return [] if is_question else [word for word in words if folded(word) not in folded(self.said)]

    @property
    def untrue(self) -> bool:
        """Nobody is said where there is somebody, somebody is shown where there is nobody, or a word is not accounted for."""
        return (bool(self.expected) and not self.found) or (not self.expected and bool(self.found)) or bool(self.unnamed)

    def __str__(self) -> str:
        return (
            f"„{self.asked.text}“ fehlt {sorted(self.expected - self.found)} {self.missing_pages}, "
            f"zu viel {sorted(self.found - self.expected)}, verschwiegen {self.unnamed}: {self.said}"
        )


def figures(answers: Iterable[Answer]) -> Figures:
    kept = list(answers)
    right = sum(len(one.expected & one.found) + len(one.asked.parts("seite")) - len(one.missing_pages) for one in kept)
    wanted = sum(len(one.expected) + len(one.asked.parts("seite")) for one in kept)
    wrong = sum(len(one.found - one.expected) for one in kept)
    return Figures(right / wanted, right / max(1, right + wrong), sum(one.untrue for one in kept))


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Sentence(row["rolle"], row["frage"], row["erwartet"]) for row in csv.DictReader(file, delimiter=";")]


def test_there_are_two_hundred_of_five_roles_and_a_third_is_held_back(sentences: list[Sentence]) -> None:
    assert len({one.text for one in sentences}) == len(sentences) >= 200
    assert {one.role for one in sentences} == ROLES
    assert min(sum(one.role == role for one in sentences) for role in ROLES) >= 40
    assert 0.25 < sum(one.held for one in sentences) / len(sentences) < 0.42


def test_sentences_are_understood_and_no_answer_is_untrue(
    page: Page, web: str, sentences: list[Sentence], capsys: pytest.CaptureFixture[str]
) -> None:
    visit(page, web)
    raw = page.evaluate(ANSWERED, [one.asked() for one in sentences])
    answers = [
        Answer(
            asked,
            set() if asked.expected == NOBODY else set(one["expected"]),
            set(one["found"]),
            one["sentence"],
            one["pages"],
            one["said"],
        )
        for asked, one in zip(sentences, raw, strict=True)
    ]
    tuned = figures(one for one in answers if not one.asked.held)
    held = figures(one for one in answers if one.asked.held)
    with capsys.disabled():
        for one in answers:
            if not one.asked.held and (one.untrue or one.missing_pages or one.expected != one.found):
                print(f"\n{one}", file=sys.stderr)
        for name, part in (("bekannt", tuned), ("zurückgehalten", held)):
            shares = f"Vollständigkeit {part.recall:.3f}, Genauigkeit {part.precision:.3f}"
            print(f"Sätze, {name}: {shares}, unwahr {part.untrue}", file=sys.stderr)
    assert min(tuned.recall, held.recall) >= RECALL
    assert min(tuned.precision, held.precision) >= PRECISION
    assert tuned.untrue + held.untrue == 0

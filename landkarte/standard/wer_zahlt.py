"""Who probably pays: four questions and one result for all their answers together, read from ``wer_zahlt.toml``."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from landkarte.standard import Stelle, read, stellen


class Satz(NamedTuple):
    """A sentence of the law: its own words as far as they are quoted, and what they mean; without ``stand`` a text without a day."""

    paragraf: str
    heisst: str
    adresse: str
    wortlaut: str = ""
    stand: date | None = None


class Ergebnis(NamedTuple):
    """Who probably pays, why, and what the texts leave open."""

    fall: str
    wenn: tuple[Mapping[str, list[str]], ...]
    stellen: tuple[tuple[str, str], ...]
    """Leistungsträger and Rechtsgrundlage, the likeliest first."""
    grund: str
    saetze: tuple[Satz, ...]
    anlaufstellen: tuple[Stelle, ...]
    ungeklaert: str = ""

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Whether it is the result of ``answers``."""
        return any(all(answers[key] in allowed for key, allowed in case.items()) for case in self.wenn)


class Schritt(NamedTuple):
    """A question, and what follows each answer: the next question or the result."""

    text: str
    hilfe: str
    antworten: tuple[tuple[str, "Schritt | Ergebnis"], ...]


@cache
def table() -> dict[str, Any]:
    """The file as it is: the day, the questions, the sentences."""
    raw = read("wer_zahlt.toml")
    return {**raw, "satz": {key: Satz(**one) for key, one in raw["satz"].items()}}


def asked() -> dict[str, Stelle]:
    """Where to ask, by Leistungsträger; whoever may be asked in any case comes last."""
    known = {"bundesagentur": stellen().bundesweit["ba"], "eutb": stellen().bundesweit["eutb"]}
    return {key: known.get(key, Stelle())._replace(**one) for key, one in table()["anlaufstelle"].items()}


@cache
def results() -> tuple[Ergebnis, ...]:
    """All results in the order of the file."""
    found = []
    for one in table()["ergebnis"]:
        stellen = tuple((traeger, grundlage) for traeger, grundlage in one["stellen"])
        saetze = tuple(table()["satz"][key] for key in one["saetze"])
        anlaufstellen = tuple(asked()[key] for key in [*dict(stellen), "eutb"])
        found.append(Ergebnis(**one | {"stellen": stellen, "saetze": saetze, "anlaufstellen": anlaufstellen}))
    return tuple(found)


def steps(rest: Sequence[Mapping[str, Any]], given: Mapping[str, str]) -> Schritt | Ergebnis:
    """What comes after the answers ``given``; a question on which nothing depends any more is not asked.

    Answers with no result or with several are a ValueError (our own mistake).
    """
    if not rest:
        (result,) = (one for one in results() if one.holds(given))
        return result
    frage, *later = rest
    antworten = tuple((words, steps(later, {**given, frage["key"]: key})) for key, words in frage["antworten"].items())
    follows = [one for _, one in antworten]
    return follows[0] if all(one == follows[0] for one in follows) else Schritt(frage["text"], frage["hilfe"], antworten)

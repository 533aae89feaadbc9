"""Who can pay on which legal basis, for the page that says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from landkarte.ground.text import day, listed
from landkarte.site.pages.markup import raised_ap
from landkarte.standard import Rechtsquelle, Rechtszeile, law, vocabulary


@dataclass(frozen=True, slots=True)
class Grundlage:
    """Legal bases of one Leistungsträger of which the same is to be said."""

    traeger: str
    titel: str
    wann: Markup
    gilt: str
    """From when until when, as far as that is known."""
    quellen: tuple[tuple[Rechtsquelle, tuple[str, ...]], ...]
    """Each law with its paragraphs."""


@dataclass(frozen=True, slots=True)
class Zahlende:
    """One Leistungsträger and what is in force for it."""

    key: str
    titel: str
    erklaerung: Markup
    grundlagen: tuple[Grundlage, ...]


def payers(today: date) -> list[Zahlende]:
    """Every Leistungsträger in the order of the vocabulary, with the bases in force."""
    rows = [row for row in law().values() if row.state(today) == "gilt"]
    return [
        Zahlende(key, wert.label, raised_ap(wert.erklaerung), tuple(_bases(row for row in rows if row.traeger == key)))
        for key, wert in vocabulary("leistungstraeger").werte.items()
    ]


def expired(today: date) -> list[Grundlage]:
    """What is no longer in force, so that an old decision can still be understood."""
    return list(_bases(row for row in law().values() if row.state(today) == "abgelaufen"))


def texts() -> list[Rechtsquelle]:
    """Every law that a basis rests on, once, in the order in which they are first named."""
    return list(dict.fromkeys(text for row in law().values() for text, _ in row.quellen))


def _bases(rows: Iterable[Rechtszeile]) -> Iterator[Grundlage]:
    for (traeger, wann, gilt, quellen), same in groupby(rows, lambda row: (row.traeger, row.wann, _valid(row), row.quellen)):
        titel = listed([vocabulary("rechtsgrundlagen").label(row.rechtsgrundlage) for row in same])
        yield Grundlage(vocabulary("leistungstraeger").label(traeger), titel, raised_ap(wann), gilt, quellen)


def _valid(row: Rechtszeile) -> str:
    """The days that are known."""
    parts = [f"seit {day(row.gueltig_ab)}"] if row.gueltig_ab > date.min else []
    if row.gueltig_bis < date.max:
        parts = [f"vom {day(row.gueltig_ab)}"] if parts else []
        parts.append(f"bis zum {day(row.gueltig_bis)}")
    return " ".join(parts)

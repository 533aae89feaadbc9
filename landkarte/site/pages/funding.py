"""Who can pay on which legal basis, for the page that says so."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from landkarte.ground.text import day
from landkarte.site.pages.markup import raised_ap
from landkarte.standard import Rechtsquelle, Rechtszeile, law, vocabulary


@dataclass(frozen=True, slots=True)
class Grundlage:
    """One legal basis of one Leistungsträger."""

    traeger: str
    titel: str
    wann: Markup
    gilt: str
    """From when until when, as far as that is known."""
    aktuell: bool
    """Whether its texts were read recently enough."""
    quellen: tuple[Rechtsquelle, ...]


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
        Zahlende(key, wert.label, raised_ap(wert.erklaerung), tuple(_basis(row, today) for row in rows if row.traeger == key))
        for key, wert in vocabulary("leistungstraeger").werte.items()
    ]


def expired(today: date) -> list[Grundlage]:
    """What is no longer in force, so that an old decision can still be understood."""
    return [_basis(row, today) for row in law().values() if row.state(today) == "abgelaufen"]


def texts() -> list[Rechtsquelle]:
    """Every text that a basis rests on, once, in the order in which they are first named."""
    return [text for text in dict.fromkeys(text for row in law().values() for text in row.quellen) if text.adresse]


def _basis(row: Rechtszeile, today: date) -> Grundlage:
    return Grundlage(
        traeger=vocabulary("leistungstraeger").label(row.traeger),
        titel=vocabulary("rechtsgrundlagen").label(row.rechtsgrundlage),
        wann=raised_ap(row.wann),
        gilt=_valid(row),
        aktuell=row.recently_read(today),
        quellen=row.quellen,
    )


def _valid(row: Rechtszeile) -> str:
    """The days that are known."""
    parts = [f"seit {day(row.gueltig_ab)}"] if row.gueltig_ab > date.min else []
    if row.gueltig_bis < date.max:
        parts = [f"vom {day(row.gueltig_ab)}"] if parts else []
        parts.append(f"bis zum {day(row.gueltig_bis)}")
    return " ".join(parts)

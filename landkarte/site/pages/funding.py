"""Who can pay on which legal basis, for the page that says so."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from landkarte.ground.text import day, listed
from landkarte.site.pages.markup import raised_ap
from landkarte.standard import Rechtsquelle, Rechtszeile, law, vocabulary


def payers(today: date) -> list[dict[str, object]]:
    """Every Leistungsträger in the order of the vocabulary, with the bases in force."""
    rows = [row for row in law().values() if row.state(today) == "gilt"]
    return [
        {
            "key": key,
            "titel": wert.label,
            "erklaerung": raised_ap(wert.erklaerung),
            "grundlagen": list(_bases(row for row in rows if row.traeger == key)),
        }
        for key, wert in vocabulary("leistungstraeger").werte.items()
    ]


def expired(today: date) -> list[dict[str, object]]:
    """What is no longer in force, so that an old decision can still be understood."""
    return list(_bases(row for row in law().values() if row.state(today) == "abgelaufen"))


def texts() -> list[Rechtsquelle]:
    """Every law that a basis rests on, once, in the order in which they are first named."""
    return list(dict.fromkeys(text for row in law().values() for text, _ in row.quellen))


def _bases(rows: Iterable[Rechtszeile]) -> Iterator[dict[str, object]]:
    """Together the legal bases of one Leistungsträger of which the same is to be said."""
    for (traeger, wann, gilt, quellen), same in groupby(rows, lambda row: (row.traeger, row.wann, _valid(row), row.quellen)):
        titel = listed([vocabulary("rechtsgrundlagen").label(row.rechtsgrundlage) for row in same])
        traeger = vocabulary("leistungstraeger").label(traeger)
        yield {"traeger": traeger, "titel": titel, "wann": raised_ap(wann), "gilt": gilt, "quellen": quellen}


def _valid(row: Rechtszeile) -> str:
    """The days that are known."""
    parts = [f"seit {day(row.gueltig_ab)}"] if row.gueltig_ab > date.min else []
    if row.gueltig_bis < date.max:
        parts = [f"vom {day(row.gueltig_ab)}"] if parts else []
        parts.append(f"bis zum {day(row.gueltig_bis)}")
    return " ".join(parts)

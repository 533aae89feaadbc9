"""What an entry's page says about Stufen: of a coach every reason, of a provider how many of its coaches stand where."""

from landkarte.entries.model import Person
from landkarte.entries.model.eintraege import may_show
from landkarte.ground.text import day
from landkarte.site.pages.markup import raised_ap
from landkarte.standard import stufen
from landkarte.standard.stufe import Criterion, Grade, State

SYMBOLS: dict[State, str] = {"fulfilled": "✓", "not_fulfilled": "✗", "not_listed": "–", "not_proven": "○", "unknown": "?"}
"""A second mark beside the words of a state, never instead of them."""

# What a Prüfvermerk is bound to (see digest.py), as readers call it.
_CHECKED = {
    "art": "Art des Eintrags",
    "id": "Kennung",
    "person": "Person (Name, Arbeitgeber, Kontakt, Einwilligung)",
    "weiterbildungen": "Weiterbildung",
    "nachweise": "Nachweis",
    "pools": "Poolaufnahme",
}


# Why a Prüfvermerk does not count, by the criterion that says so.
_LAPSED = {
    "aktuell": "Der Prüfvermerk {}, zählt zurzeit nicht.",
    "unveraendert": "Der Prüfvermerk zählt nicht mehr. Seit der Einsicht geändert: {}.",
}


def standing(person: Person, grade: Grade) -> dict[str, object]:
    """The Stufe of ``person`` and why; ``ohne_freigabe`` are the Stufen that are possible while the qualification is withheld.

    Without her consent to show the qualification, courses, proofs, pools and the Prüfvermerk are no criteria at all (grade
    leaves them out), so that neither an "erfüllt" nor a "fehlt" tells of them. What is left rests on the public entry of the
    provider: Selbstauskunft or Verwandtes Angebot. Either says nothing of her, as those who hide a proof and those who have
    none stand alike; to print "ohne Stufe" instead would mark her out.
    """
    known = stufen().stufen
    return {
        "titel": grade.titel,
        "wortlaut": raised_ap(grade.wording),
        "seit": day(grade.seit) if grade.seit else "",
        "kriterien": list(map(_criterion, grade.criteria)),
        "naechste": known[grade.next].titel if grade.next else "",
        "fehlt": list(map(_criterion, grade.missing)),
        "freigegeben": may_show(person, "qualifikation"),
        "ohne_freigabe": tuple(stufe.titel for stufe in known.values() if "freigegeben" not in stufe.braucht),
        "erloschen": lapsed(grade),
    }


def _criterion(criterion: Criterion) -> dict[str, object]:
    """One reason as a page shows it; ``herkunft`` is day and source."""
    known = [f"Datum: {day(criterion.since)}"] if criterion.since else []
    return {
        "text": raised_ap(criterion.asked.text),
        "symbol": SYMBOLS[criterion.state],
        "stand": criterion.state_label,
        "detail": raised_ap(detail(criterion)),
        "herkunft": " · ".join([*known, f"Quelle: {criterion.source}"]),
        "regel": criterion.asked.regel,
        "offen": raised_ap(criterion.asked.offen),
    }


def detail(criterion: Criterion) -> str:
    """The detail; paths of the entry's file are called by what they hold."""
    if criterion.asked.key != "unveraendert":
        return criterion.detail
    paths = {path.partition("[")[0] for path in criterion.detail.removeprefix("geändert: ").split(", ")}
    words = ", ".join(name for key, name in _CHECKED.items() if key in paths)
    return words if criterion.state == "fulfilled" else f"geändert: {words}"


def lapsed(grade: Grade) -> list[str]:
    """Why a Prüfvermerk does not count."""
    found = [one for one in grade.criteria if one.asked.key in _LAPSED and one.state != "fulfilled"]
    return [_LAPSED[one.asked.key].format(detail(one).removeprefix("geändert: ")) for one in found]

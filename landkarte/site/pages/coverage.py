"""What the page on coverage says: white spots, counts by Land, Amt and Kreis, room, and what runs out soon."""

from collections import Counter
from itertools import compress

from markupsafe import Markup

from landkarte.directory import Directory, summary
from landkarte.directory.coverage import Coverage
from landkarte.directory.coverage.counts import Counts, features
from landkarte.directory.deadlines import BUCKETS, Bucket, Kind, running_out
from landkarte.places.tables import kreise, kreise_of_amt
from landkarte.site.pages.atlas import RADIUS, STEPS, drawing, step, view_box
from landkarte.site.pages.regions import Kreisteil, Regions, land_url
from landkarte.site.pages.spelling import label
from landkarte.standard import vocabulary

TITLE = "Anbieter von JobcoachingAP je Kreis, ohne bundesweite"
"""Of the map."""
_KINDS: dict[Kind, str] = {
    "eintrag": "Einträge, die jemand neu durchsehen muss",
    "nachweis": "Nachweise, die ablaufen",
    "vermerk": "Prüfvermerke, die ablaufen",
}
_WITHIN: dict[Bucket, str] = {"30": "in den nächsten 30 Tagen", "60": "in 31 bis 60 Tagen", "90": "in 61 bis 90 Tagen"}


def context(directory: Directory, coverage: Coverage, regions: Regions) -> dict[str, object]:
    """The variables of the page."""
    numbers = regional_numbers(coverage)
    steps = Counter(map(step, numbers.values()))
    lands = [_area(name, land_url(key), own, coverage.counts.territory(key)) for name, key, own in regions.by_land()]
    aemter = [
        _area(amt.titel, amt.url, regions.kreise_of(kreise_of_amt(amt.key)), coverage.counts.territory(amt.key))
        for amt in regions.aemter.values()
    ]
    due = running_out(directory)
    return {
        "kartentitel": TITLE,
        "zeichnung": Markup(drawing(numbers, directory.exact)),
        "ausschnitt": view_box(),
        "legende": [(on, _words(on), steps[on], RADIUS[on]) for on in range(len(STEPS))],
        "ohne": steps[0],
        "kreise_anzahl": len(numbers),
        "anbieter_anzahl": sum(coverage.kreise.core),
        "bundesweit_anzahl": sum(coverage.kreise.core[one.number] for one in coverage.kreise.national),
        "laender": lands,
        "aemter": aemter,
        "merkmale": _features(coverage),
        "verteilung": _bars([(_words(on), steps[on]) for on in range(len(STEPS))]),
        "kapazitaet": _bars(_room(directory, coverage)),
        "laeuft_aus": [(words, _bars([(_WITHIN[days], due[kind][days]) for days in BUCKETS])) for kind, words in _KINDS.items()],
    }


def regional_numbers(coverage: Coverage) -> dict[str, int]:
    """By AGS: how many providers of JobcoachingAP serve the Kreis regionally."""
    return {ags: coverage.counts.kreise[ags].regional[0] for ags in kreise()}


def _area(titel: str, url: str, own: list[Kreisteil], zahlen: Counts) -> dict[str, object]:
    """A line of a table: a Land or an Amt with its Kreise, those of them ``ohne`` a regional entry, and counts."""
    return {"titel": titel, "url": url, "kreise": own, "ohne": [kreis for kreis in own if not kreis.regional], "zahlen": zahlen}


def _features(coverage: Coverage) -> list[dict[str, object]]:
    """Every Handlungsfeld and way of communication; the providers themselves come first in the counts and are no line here."""
    total = coverage.counts.all()
    return [
        {
            "titel": label(*feature),
            "anbieter": total.regional[place] + total.bundesweit[place],
            "bundesweit": total.bundesweit[place],
            # in how many somebody works regionally
            "kreise": sum(coverage.counts.kreise[ags].regional[place] > 0 for ags in kreise()),
        }
        for place, feature in enumerate(features()[1:], 1)
    ]


def _words(on: int) -> str:
    first, last = STEPS[on]
    if last is None:
        return f"{first} oder mehr Anbieter"
    if last == 0:
        return "kein Eintrag im Verzeichnis"
    return f"{first} Anbieter" if first == last else f"{first} bis {last} Anbieter"


def _room(directory: Directory, coverage: Coverage) -> list[tuple[str, int]]:
    """How many providers of JobcoachingAP have room, as far as their statement is recent enough to be shown."""
    found: Counter[str] = Counter()
    for listing in compress(directory.providers, coverage.kreise.core):
        entry = listing.entry
        today = directory.day_for(entry)
        known = entry.kapazitaet and summary.capacity(entry.kapazitaet, today)
        found[entry.kapazitaet.status if entry.kapazitaet and known else ""] += 1
    known_ones = [(wert.label, found[key]) for key, wert in vocabulary("kapazitaetsstatus").werte.items()]
    return [*known_ones, ("Keine aktuelle Angabe", found[""])]


def _bars(pairs: list[tuple[str, int]]) -> list[dict[str, object]]:
    """Bars with their words and numbers; ``anteil`` in per cent of the longest."""
    longest = max([number for _, number in pairs] + [1])
    return [{"titel": words, "zahl": number, "anteil": round(100 * number / longest)} for words, number in pairs]

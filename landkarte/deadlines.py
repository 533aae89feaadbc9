"""Until when something of an entry holds: shared by the worklist of the maintainers and the counts that readers see."""

from datetime import date, timedelta
from typing import Literal, get_args

from landkarte.days import months_later
from landkarte.model import Eintrag
from landkarte.standard import rules

Bucket = Literal["30", "60", "90"]
"""Runs out in the next 30 days, in 31 to 60, in 61 to 90."""
BUCKETS: tuple[Bucket, ...] = get_args(Bucket)


def bucket(last: date, today: date) -> Bucket | None:
    """How soon ``last``, the last day on which something holds, will be over; None if it is or if that is far away."""
    left = (last - today).days
    return next((days for days in BUCKETS if 0 <= left < int(days)), None)


def review_until(entry: Eintrag) -> date:
    """The last day before an entry is due to be looked through."""
    return day_before(months_later(entry.stand, rules()["A-01"].werte["warnung_monate"]))


def published_until(entry: Eintrag) -> date:
    """The last day on which an entry that nobody looks through is still published."""
    return day_before(months_later(entry.stand, rules()["A-01"].werte["fehler_monate"]))


def vermerk_until(seen_on: date) -> date:
    """The last day of a Prüfvermerk."""
    return day_before(months_later(seen_on, rules()["Q-20"].werte["monate"]))


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(1)

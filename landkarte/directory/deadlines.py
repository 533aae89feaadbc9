"""Until when something of an entry holds: shared by the worklist of the maintainers and the counts that readers see."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, get_args

from landkarte.directory import Directory
from landkarte.entries.model import Eintrag
from landkarte.entries.reminded import review_until
from landkarte.standard import rules
from landkarte.standard.days import months_later
from landkarte.standard.stufe import Grade

Bucket = Literal["30", "60", "90"]
"""Runs out in the next 30 days, in 31 to 60, in 61 to 90."""
BUCKETS: tuple[Bucket, ...] = get_args(Bucket)

Kind = Literal["eintrag", "nachweis", "vermerk"]
"""What runs out: that an entry was looked through, a proof, a Prüfvermerk."""


def bucket(last: date, today: date) -> Bucket | None:
    """How soon ``last``, the last day on which something holds, will be over; None if it is or if that is far away."""
    left = (last - today).days
    return next((days for days in BUCKETS if 0 <= left < int(days)), None)


def vermerk_until(seen_on: date) -> date:
    """The last day of a Prüfvermerk."""
    return months_later(seen_on, rules()["Q-20"].werte["monate"]) - timedelta(1)


def running_out(directory: Directory) -> dict[Kind, Counter[Bucket]]:
    """How much of what readers can see runs out soon.

    A coach's proofs and Prüfvermerk count only if she agreed to show her qualification; grading leaves the latter out
    otherwise. Invented entries are judged on their fixed day.
    """
    found: dict[Kind, Counter[Bucket]] = {kind: Counter() for kind in get_args(Kind)}
    for listing in directory.all:
        today = directory.day_for(listing.entry)
        for kind, last in last_days(listing.entry, listing.grade):
            soon = bucket(last, today)
            if soon:
                found[kind][soon] += 1
    return found


def last_days(entry: Eintrag, grade: Grade | None) -> Iterator[tuple[Kind, date]]:
    """The last day of everything of an entry that readers can see, past or to come."""
    yield "eintrag", review_until(entry)
    yield from (("nachweis", proof.gueltig_bis) for proof in entry.nachweise if proof.gueltig_bis)
    for one in grade.criteria if grade else ():
        if one.asked.key == "aktuell" and one.since:
            yield "vermerk", vermerk_until(one.since)

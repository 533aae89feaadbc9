"""How old a statement is: the one place that counts months and days."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later; where that month has no such day (31 June, 29 February), its last one.

    The browser counts alike in ``templates/static/js/eintragen/bedingungen.js``.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_old(since: date, today: date, months: int) -> bool:
    """Whether ``months`` have passed: from that very day on."""
    return today >= months_later(since, months)


def older_than_days(since: date, today: date, days: int) -> bool:
    """Whether more than ``days`` have passed: not yet on that very day."""
    return (today - since).days > days

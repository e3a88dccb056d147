"""Days as the instants that event logs want, in the time of the Netherlands.

Separate because every event log needs it: a day begins at midnight there, with the offset of that
day.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from vtaudit.dates.moment import TIMEZONE


def first_instant(day: date) -> str:
    """Return the first instant of *day*, with its offset."""
    return datetime.combine(day, time(), ZoneInfo(TIMEZONE)).isoformat()


def last_instant(day: date) -> str:
    """Return the last second of *day*, with its offset."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(TIMEZONE)).isoformat()

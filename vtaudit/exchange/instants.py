"""Days as the instants that event logs want.

Separate because every event log needs it. The programs that read them count in UTC: midnight in
the Netherlands would be the day before to them. A case knows days, so a day is written as it is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time


def first_instant(day: date) -> str:
    """Return the first instant of *day*, in UTC."""
    return datetime.combine(day, time(), UTC).isoformat()


def last_instant(day: date) -> str:
    """Return the last second of *day*, in UTC."""
    return datetime.combine(day, time(23, 59, 59), UTC).isoformat()

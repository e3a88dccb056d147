"""Days as the instants that event logs want.

Separate because every event log needs it. The programs that read them count in UTC: midnight in
the Netherlands would be the day before to them. A case knows days, so a day is written as it is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from vtaudit.exchange.when import When


def first_instant(day: date) -> str:
    """Return the first instant of *day*, in UTC."""
    return datetime.combine(day, time(), UTC).isoformat()


def last_instant(day: date) -> str:
    """Return the last second of *day*, in UTC."""
    return datetime.combine(day, time(23, 59, 59), UTC).isoformat()


def day_of(stamp: str) -> When:
    """Return the day of an instant of somebody else's log, as its own clock has it."""
    day, rest = stamp[:10], stamp[10:]
    try:
        date.fromisoformat(day)
    except ValueError:
        return When("", stamp)
    return When(day, stamp if rest.strip("T0:.+Z- ") else "")

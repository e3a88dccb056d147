"""Distances in time applied to moments: where an event lies when its anchor is known.

Separate from `term`: a distance that a source tells is no legal term, and nothing moves its end.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from vtaudit.dates.interval import Interval, day_or_open
from vtaudit.dates.term import add_months

if TYPE_CHECKING:
    from vtaudit.dates.calendar import WorkingDays
    from vtaudit.dates.moment import Shift, Unit

_DAY = 24
_CYCLE = 4800  # months after which the Gregorian calendar repeats
_CYCLE_DAYS = 146097
_FROM = 1600 * 12


def shifted(anchor: Interval, shift: Shift, calendar: WorkingDays | None = None) -> Interval:
    """Return the days on which an event at distance *shift* from *anchor* can lie.

    Without a calendar a distance in working days only gives the nearer limit; with one, days of
    which it is doubtful whether they are free widen what is left.
    """
    first, last = anchor.earliest, anchor.latest
    low = (
        None
        if first is None or shift.lowest is None
        else _moved(first, shift.lowest, shift.unit, calendar, late=False)
    )
    high = (
        None
        if last is None or shift.highest is None
        else _moved(last, shift.highest, shift.unit, calendar, late=True)
    )
    return Interval(low, high)


def in_days(shift: Shift) -> tuple[int | None, int | None]:
    """Return the fewest and the most days that *shift* can be, whatever its anchor."""
    low = None if shift.lowest is None else _days(shift.lowest, shift.unit)[0]
    high = None if shift.highest is None else _days(shift.highest, shift.unit)[1]
    return low, high


def _moved(
    day: date, amount: int, unit: Unit, calendar: WorkingDays | None, *, late: bool
) -> date | None:
    ordinal = day.toordinal()
    if unit in ("months", "years"):
        return day_or_open(add_months(ordinal, amount * (12 if unit == "years" else 1)))
    if unit == "working-days" and calendar is not None:
        found = [way.nth(ordinal, amount) for way in calendar.each_way()]
        return day_or_open(max(found) if late else min(found))
    fewest_most = _days(amount, unit)
    distance = fewest_most[1] if late else fewest_most[0]
    return None if distance is None else day_or_open(ordinal + distance)


def _days(amount: int, unit: Unit) -> tuple[int | None, int | None]:
    match unit:
        case "days":
            return amount, amount
        case "weeks":
            return 7 * amount, 7 * amount
        case "hours":
            return amount // _DAY, -(-amount // _DAY)
        case "working-days":
            return (amount if amount >= 0 else None, amount if amount <= 0 else None)
        case "months":
            return _months(amount)
        case "years":
            return _months(12 * amount)


@cache
def _months(amount: int) -> tuple[int, int]:
    """Return the fewest and most days of so many months on end; a short month never adds days."""
    if amount < 0:
        fewest, most = _months(-amount)
        return -most, -fewest
    cycles, rest = divmod(amount, _CYCLE)
    months = range(_FROM, _FROM + _CYCLE + rest)
    firsts = [date(n // 12, n % 12 + 1, 1).toordinal() for n in months]
    runs = [later - first for first, later in zip(firsts, firsts[rest:], strict=False)]
    return min(runs) + _CYCLE_DAYS * cycles, max(runs) + _CYCLE_DAYS * cycles

"""Legal terms: from the day something happened to the last day on which it may be answered.

Separate from `calendar`, which counts days: this knows units, regimes, and what extends an end.
`last_ordinal` is the one core that everything uses; it works on day numbers and makes no objects.
The day of the event is day 0 and does not count. Weeks end on the same weekday, months and years
on the same date, or on the last day of the month where that date is missing.
"""

from __future__ import annotations

import calendar as gregorian
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from vtaudit.dates.errors import DateError
from vtaudit.dates.interval import Interval, day_or_open
from vtaudit.dates.length import Length, MonthEnds, parse_length
from vtaudit.dates.regime import Exclusion, Minimum, Regime
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.calendar import WorkingDays

__all__ = [
    "Due", "Exclusion", "Length", "Minimum", "Regime", "Step", "add_months", "due",
    "exclusion", "last_day", "last_ordinal", "parse_length", "readings", "starts",
]  # fmt: skip

StepKind = Literal[
    "start", "count", "skip", "roll", "minimum", "excluded", "back", "extend", "suspend",
    "uncovered", "doubtful",
]  # fmt: skip

_DAY = 24
_YEARS = (1, 9999)
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_FORTNIGHT = 14  # a longer term holds enough ordinary days, whatever a decree may have freed


def last_day(
    start: date, length: Length, regime: Regime, calendar: WorkingDays, *, back: bool = False
) -> Due:
    """Return the last day of a term that runs from (or, with *back*, ends before) *start*.

    The `steps` are left out; `explain` gives the same answer with them. A term in hours is taken
    to begin at the last moment of the day. Raises DateError past the years 1 to 9999.
    """
    first = start.toordinal()
    raw = unrolled(first, length, calendar, back=back)
    end = settled(first, raw, length, regime, calendar, back=back)
    other = end
    if regime.doubt_rolling is not None or length.unit == "working-days":
        other = last_ordinal(first, length, regime, calendar, back=back, doubtful=False)
    return finished(Ends(first, end, raw, other), length, regime, calendar)


def last_ordinal(
    start: int,
    length: Length,
    regime: Regime,
    calendar: WorkingDays,
    *,
    back: bool = False,
    doubtful: bool = True,
    early: bool = False,
) -> int:
    """Return the last day as a day number; `doubtful=False` counts doubtful days as ordinary.

    A term in hours begins at the first moment of the day when *early*, else at the last.
    """
    counting = calendar if doubtful else calendar.without_doubtful(regime.doubt_counting)
    raw = unrolled(start, length, counting, back=back, early=early)
    rolling = calendar if doubtful else calendar.without_doubtful(regime.doubt_rolling)
    return settled(start, raw, length, regime, rolling, back=back)


def unrolled(
    start: int,
    length: Length,
    calendar: WorkingDays,
    *,
    back: bool = False,
    early: bool = False,
) -> int:
    """Return the end before anything extends it."""
    amount = -length.amount if back else length.amount
    match length.unit:
        case "days":
            return start + amount
        case "weeks":
            return start + 7 * amount
        case "working-days":
            return calendar.nth(start, amount)
        case "months":
            return add_months(start, amount, length.month_ends)
        case "years":
            return add_months(start, 12 * amount, length.month_ends)
        case "hours":
            return start + (amount // _DAY if early else -(-amount // _DAY))


def settled(
    start: int,
    raw: int,
    length: Length,
    regime: Regime,
    calendar: WorkingDays,
    *,
    back: bool = False,
) -> int:
    """Return the end after the regime has rolled it forward or lengthened it."""
    if not regime.extends or exclusion(length, regime) is not None:
        return raw
    end = calendar.next_ordinary(raw) if regime.roll == "yes" and not back else raw
    least = regime.minimum
    if least is None or not least.applies(length, back=back):
        return end
    lowest, highest = (end - 1, start - 1) if back else (start, end)
    if calendar.holds(lowest, highest, least.ordinary_days):
        return end
    return calendar.nth(start, -least.ordinary_days if back else least.ordinary_days)


def exclusion(length: Length, regime: Regime) -> Exclusion | None:
    """Return the exclusion by which *regime* leaves a term of this length alone, or None."""
    unit = length.unit
    for excluded in regime.exclusions:
        if excluded.unit == unit and (excluded.longest is None or length.amount > excluded.longest):
            return excluded
    return None


def add_months(ordinal: int, months: int, ends: MonthEnds = "last") -> int:
    """Return the same date *months* later; *ends* says what is that of a month without the date."""
    day = date.fromordinal(ordinal)
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not _YEARS[0] <= year <= _YEARS[1]:
        return date.max.toordinal() + 1 if year > 1 else 0
    last = gregorian.monthrange(year, month + 1)[1]
    found = date(year, month + 1, min(day.day, last)).toordinal()
    if ends == "next" and day.day > last:
        return found + 1
    if ends == "kept" and day.day == gregorian.monthrange(day.year, day.month)[1]:
        return found + last - min(day.day, last)
    return found


def due(
    start: Interval,
    length: Length,
    regime: Regime,
    calendar: WorkingDays,
    *,
    back: bool = False,
    doubtful: bool = True,
) -> Interval:
    """Return the days that can be the last day, when the start is only known as an interval.

    Last days never go down when the start goes up, so that the two ends tell them all.
    """

    def end(day: date | None, *, early: bool) -> date | None:
        if day is None:
            return None
        ordinal = day.toordinal()
        return day_or_open(
            last_ordinal(
                ordinal, length, regime, calendar, back=back, doubtful=doubtful, early=early
            )
        )

    return Interval(end(start.earliest, early=True), end(start.latest, early=False))


def readings(
    start: Interval, length: Length, regime: Regime, calendar: WorkingDays, *, back: bool = False
) -> tuple[Interval, ...]:
    """Return `due` with doubtful days free and, where that differs, with them ordinary."""
    free = due(start, length, regime, calendar, back=back)
    ordinary = due(start, length, regime, calendar, back=back, doubtful=False)
    return (free,) if free == ordinary else (free, ordinary)


def starts(
    wanted: Interval,
    start: Interval,
    length: Length,
    regime: Regime,
    calendar: WorkingDays,
    *,
    back: bool = False,
) -> Interval | None:
    """Return the days of *start* from which the term ends within *wanted*, or None.

    This turns 'the term would have to end then' into 'it would have to begin then'. An open end
    of *start* stays open.
    """
    if start.earliest is None or start.latest is None:
        return None
    days = range(start.earliest.toordinal(), start.latest.toordinal() + 1)

    def end(ordinal: int) -> int:
        return last_ordinal(ordinal, length, regime, calendar, back=back)

    low = bisect_left(days, wanted.earliest.toordinal(), key=end) if wanted.earliest else 0
    high = bisect_right(days, wanted.latest.toordinal(), key=end) if wanted.latest else len(days)
    if low >= high:
        return None
    return Interval(date.fromordinal(days[low]), date.fromordinal(days[high - 1]))


def finished(ends: Ends, length: Length, regime: Regime, calendar: WorkingDays) -> Due:
    """Return the answer made of day numbers, and whether the calendar was known where it counted.

    Raises DateError when the term ends outside the years 1 to 9999.
    """
    if min(ends[1:]) < _FIRST or max(ends[1:]) > _LAST:
        message = worded("the term ends outside the years 1 to 9999")
        raise DateError(message, 0, ())
    day = date.fromordinal(ends.end)
    plain = day if ends.raw == ends.end else date.fromordinal(ends.raw)
    other = None if ends.other == ends.end else date.fromordinal(ends.other)
    days = consulted(ends, length, regime)
    known = days is None or calendar.covered_between(*map(date.fromordinal, days))
    return Due(day, other, known, (), plain)


def consulted(ends: Ends, length: Length, regime: Regime) -> tuple[int, int] | None:
    """Return the first and last day of which it mattered whether they are free, or None."""
    start, end, raw, _ = ends
    if length.unit == "working-days":
        return min(start + 1, end), max(start - 1, end)
    if not regime.extends or exclusion(length, regime) is not None:
        return None
    low, high = min(raw, end), max(raw, end)
    if abs(raw - start) < _FORTNIGHT:
        return min(start + 1, low), max(start - 1, high)
    return low, high


class Ends(NamedTuple):
    """The day numbers of a term."""

    start: int
    end: int
    raw: int
    """The end before any regime moved it."""
    other: int
    """The end when doubtful days count as ordinary."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation, in no language."""

    kind: StepKind
    day: date | None = None
    """The day it is about, or the first of several."""
    until: date | None = None
    """The last of several days, or the day on which the step ends up."""
    amount: int | None = None
    unit: str | None = None
    note: str = ""
    """Id of a free day, `weekend`, or what the kind needs."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term."""

    day: date
    other: date | None
    """The last day when doubtful days count as ordinary, where that differs."""
    covered: bool
    """Whether the free days were known on every day where it mattered."""
    steps: tuple[Step, ...] = ()
    unextended: date | None = None
    """The end before any regime moved it."""
    from_unextended: date | None = None
    """After an adjournment: the last day when counted from the unmoved end, where it differs."""

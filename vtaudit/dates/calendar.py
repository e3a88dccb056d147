"""Free days as data, and an index that counts ordinary days in a few steps.

Separate from `term`, which says what a term is: this only knows which days count. A free day is a
day that the law equates with a Sunday; every other day from Monday to Friday is an ordinary day.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

YesNo = Literal["yes", "no"]

_FIRST = date.min.toordinal()
_LAST = date.max.toordinal()
_AT_FIRST = (1980, 2060)
_MORE_YEARS = 40


def easter(year: int) -> date:
    """Return Easter Sunday of *year* (the anonymous Gregorian computus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, odd = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quarter - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def free_days_of(calendar: Calendar, year: int) -> Iterator[tuple[date, FreeDay]]:
    """Yield the free days of *year*, in the order of the data; a day may come twice."""
    for free in calendar.free_days:
        if (day := _day_in(free, year)) is not None:
            yield day, free
    for decree in calendar.decrees:
        yield from ((day, decree.free_day) for day in decree.dates if day.year == year)


def _day_in(free: FreeDay, year: int) -> date | None:
    if not (free.first_year or year) <= year <= (free.last_year or year):
        return None
    if free.kind == "easter":
        return date.fromordinal(easter(year).toordinal() + (free.offset or 0))
    day = date(year, free.month or 1, free.day or 1)
    moved = free.sunday_shift or 0
    return date.fromordinal(day.toordinal() + moved) if day.isoweekday() == 7 else day  # a Sunday


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day that returns every year, or one that a decree named once."""

    id: str
    name_nl: str
    name_en: str
    kind: Literal["fixed", "easter", "decreed"]
    source: str
    """Where it stands in the law."""
    month: int | None = None
    day: int | None = None
    offset: int | None = None
    """Days after Easter Sunday."""
    first_year: int | None = None
    """First year in which it applies; None is always."""
    last_year: int | None = None
    """Last year in which it applies; None is still."""
    sunday_shift: int | None = None
    """Days by which it moves when it falls on a Sunday."""
    verified: YesNo = "no"
    """Whether the text of the source itself was read."""
    doubtful_for: tuple[str, ...] = ()
    """Counts for which it is doubtful that this day is free (`werkdagen`)."""
    lustrum: int | None = None
    """In years divisible by this the counts in `sure_in_lustrum` have no such doubt."""
    sure_in_lustrum: tuple[str, ...] = ()
    note: str = ""

    def doubtful(self, word: str, year: int) -> bool:
        """Return whether it is doubtful that the day is free in *year* for the count *word*."""
        sure = self.lustrum is not None and year % self.lustrum == 0
        return word in self.doubtful_for and not (sure and word in self.sure_in_lustrum)


@dataclass(frozen=True, slots=True)
class Decree:
    """A decision that equates some days, once, with the days of the law."""

    id: str
    name_nl: str
    name_en: str
    dates: tuple[date, ...]
    source: str
    verified: YesNo = "no"
    doubtful_for: tuple[str, ...] = ()
    note: str = ""

    @property
    def free_day(self) -> FreeDay:
        """What each of its days is."""
        return FreeDay(
            id=self.id,
            name_nl=self.name_nl,
            name_en=self.name_en,
            kind="decreed",
            source=self.source,
            verified=self.verified,
            doubtful_for=self.doubtful_for,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Years of which the decreed days are known."""

    first_year: int
    last_year: int
    reason: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The free days and the years for which the list is known to be complete."""

    free_days: tuple[FreeDay, ...]
    decrees: tuple[Decree, ...]
    coverage: tuple[Coverage, ...]


class WorkingDays:
    """A calendar made ready for counting; build it once and pass it on.

    The free days that fall on a weekday are kept by their number in a count of weekdays only, so
    that the n-th ordinary day is found by one search. Years outside the index are added when asked.
    """

    __slots__ = (
        "_busy", "_covered", "_days", "_gap", "_high", "_low", "_others", "_skips", "calendar",
        "leave_out",
    )  # fmt: skip

    def __init__(self, calendar: Calendar, *, leave_out: str | None = None) -> None:
        """Index *calendar*; days doubtful for the count *leave_out* count as ordinary."""
        self.calendar = calendar
        self.leave_out = leave_out
        self._covered = frozenset(
            year for c in calendar.coverage for year in range(c.first_year, c.last_year + 1)
        )
        self._others: dict[str, WorkingDays] = {}
        self._build(*_AT_FIRST)

    def without_doubtful(self, word: str | None) -> WorkingDays:
        """Return the same calendar with the days doubtful for *word* as ordinary days."""
        if word is None or word == self.leave_out:
            return self
        if word not in self._others:
            self._others[word] = WorkingDays(self.calendar, leave_out=word)
        return self._others[word]

    def each_way(self) -> Iterator[WorkingDays]:
        """Yield this calendar, and it with the doubtful days of each count as ordinary days."""
        known = self.calendar
        words = [w for day in known.free_days for w in day.doubtful_for]
        words += [w for decree in known.decrees for w in decree.doubtful_for]
        yield self
        yield from (self.without_doubtful(word) for word in dict.fromkeys(words))

    def is_free(self, day: date) -> FreeDay | None:
        """Return why *day* is a free day, or None; a weekend alone is no free day."""
        return self._free_on(day.toordinal())

    def is_doubtful(self, day: date, word: str) -> bool:
        """Return whether *day* is free only for reasons that are doubtful for the count *word*."""
        return self.is_free(day) is not None and not self.without_doubtful(word).is_free(day)

    def covered(self, day: date) -> bool:
        """Return whether the decreed days of the year of *day* are known."""
        return day.year in self._covered

    def covered_between(self, first: date, last: date) -> bool:
        """Return whether the decreed days of every year from *first* to *last* are known."""
        if first.year == last.year:
            return first.year in self._covered
        return self._covered.issuperset(range(first.year, last.year + 1))

    def add_working_days(self, day: date, n: int) -> date:
        """Return the *n*-th ordinary day after *day* (before it when *n* is negative)."""
        return date.fromordinal(self.nth(day.toordinal(), n))

    def count(self, first: date, last: date) -> int:
        """Return how many ordinary days there are from *first* up to and including *last*."""
        return self.ordinary_between(first.toordinal() - 1, last.toordinal())

    def ordinary(self, ordinal: int) -> bool:
        """Return whether the day of *ordinal* is an ordinary day."""
        return (ordinal - 1) % 7 < 5 and self._free_on(ordinal) is None  # Mon-Fri

    def next_ordinary(self, ordinal: int) -> int:
        """Return the first ordinary day on or after *ordinal*."""
        if not self._low <= ordinal <= self._high - 31:
            self._reach(ordinal)
        days = self._days
        while (ordinal - 1) % 7 > 4 or ordinal in days:  # past Friday
            ordinal += 1
        return ordinal

    def ordinary_between(self, after: int, until: int) -> int:
        """Return how many ordinary days lie after *after*, up to and including *until*."""
        return self._counted(until) - self._counted(after)

    def holds(self, after: int, until: int, number: int) -> bool:
        """Return whether at least *number* ordinary days lie after *after*, up to *until*."""
        if until - after >= number * self._gap and self._low <= after and until <= self._high:
            return True
        return self.ordinary_between(after, until) >= number

    def nth(self, ordinal: int, n: int) -> int:
        """Return the *n*-th ordinary day after *ordinal*, before it when negative; 0 is itself.

        The answer may lie past the year 9999, where no free day is known.
        """
        if n == 0:
            return ordinal
        found = self._find(self._counted(ordinal if n > 0 else ordinal - 1) + n + (n < 0))
        if self._low <= found <= self._high:
            return found
        self._reach(found)
        return self._find(self._counted(ordinal if n > 0 else ordinal - 1) + n + (n < 0))

    def _free_on(self, ordinal: int) -> FreeDay | None:
        if not self._low <= ordinal <= self._high:
            self._reach(ordinal)
        return self._days.get(ordinal)

    def _counted(self, ordinal: int) -> int:
        """Return the number of ordinary days up to *ordinal*, from a fixed start."""
        if not self._low <= ordinal <= self._high:
            self._reach(ordinal)
        weeks, rest = divmod(ordinal - 1, 7)
        weekdays = 5 * weeks + (rest + 1 if rest < 5 else 5)  # five weekdays
        return weekdays - bisect_right(self._busy, weekdays)

    def _find(self, number: int) -> int:
        """Return the day that is ordinary day *number* of that count."""
        weeks, rest = divmod(number + bisect_right(self._skips, number) - 1, 5)
        return 7 * weeks + rest + 1

    def _reach(self, ordinal: int) -> None:
        """Index the years around *ordinal* as well; days outside 1 to 9999 need no index."""
        day = date.fromordinal(min(max(ordinal, _FIRST), _LAST))
        low, high = date.fromordinal(self._low).year, date.fromordinal(self._high).year
        if low < day.year < high:
            return
        wider = (
            max(min(low, day.year - _MORE_YEARS), 1),
            min(max(high, day.year + _MORE_YEARS), 9999),
        )
        if wider != (low, high):
            self._build(*wider)

    def _build(self, first_year: int, last_year: int) -> None:
        self._low = date(first_year, 1, 1).toordinal()
        self._high = date(last_year, 12, 31).toordinal()
        self._days: dict[int, FreeDay] = {}
        for year in range(first_year, last_year + 1):
            for day, free in free_days_of(self.calendar, year):
                if self.leave_out is None or not free.doubtful(self.leave_out, year):
                    self._days.setdefault(day.toordinal(), free)
        weekdays = sorted(o for o in self._days if (o - 1) % 7 < 5)  # Mon-Fri
        self._busy = [5 * ((o - 1) // 7) + (o - 1) % 7 + 1 for o in weekdays]
        self._skips = [number - index for index, number in enumerate(self._busy)]
        run = max((len(list(group)) for _, group in groupby(self._skips)), default=0)
        self._gap = 1 + run + 2 * (run // 5 + 1)  # so many days on end hold an ordinary one

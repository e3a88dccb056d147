"""A moment as the set of days on which it may lie, and what can be said of two such sets.

Separate because every comparison of dates in vtaudit goes through these few functions, so that a
vague date can never pass for an exact one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vtaudit.truth import Truth

_FIRST = date.min.toordinal()
_LAST = date.max.toordinal()


def before(a: Interval, b: Interval) -> Truth:
    """Return whether *a* lies on an earlier day than *b*."""
    if a.latest is not None and b.earliest is not None and a.latest < b.earliest:
        return Truth.YES
    if a.earliest is not None and b.latest is not None and a.earliest >= b.latest:
        return Truth.NO
    return Truth.UNKNOWN


def not_after(a: Interval, b: Interval) -> Truth:
    """Return whether *a* lies on the same day as *b* or on an earlier one."""
    return ~before(b, a)


def distance(a: Interval, b: Interval) -> tuple[int | None, int | None]:
    """Return the fewest and the most days from *a* to *b*; None where an end is open."""
    return _days_between(a.latest, b.earliest), _days_between(a.earliest, b.latest)


def hull(a: Interval, b: Interval) -> Interval:
    """Return the smallest interval that holds both."""
    first = None if a.earliest is None or b.earliest is None else min(a.earliest, b.earliest)
    last = None if a.latest is None or b.latest is None else max(a.latest, b.latest)
    return Interval(first, last)


def day_or_open(ordinal: int) -> date | None:
    """Return the day of *ordinal* (proleptic), or None for a day outside the years 1 to 9999."""
    return date.fromordinal(ordinal) if _FIRST <= ordinal <= _LAST else None


def _days_between(a: date | None, b: date | None) -> int | None:
    return None if a is None or b is None else (b - a).days


@dataclass(frozen=True, slots=True)
class Interval:
    """All days from `earliest` up to and including `latest`; None is an open end.

    It is one moment of which the day is not known, never a stretch of time that lasted.
    Raises ValueError when it would hold no day.
    """

    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        """Refuse an interval that holds no day."""
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            message = f"{self.latest} lies before {self.earliest}"
            raise ValueError(message)

    @classmethod
    def on(cls, day: date) -> Interval:
        """Return the interval of exactly *day*."""
        return cls(day, day)

    @property
    def exact(self) -> bool:
        """Whether it holds one day only."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def days(self) -> int | None:
        """How many days it holds; None when an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def covers(self, day: date) -> bool:
        """Return whether the moment may lie on *day*."""
        return (self.earliest is None or self.earliest <= day) and (
            self.latest is None or day <= self.latest
        )

    def contains(self, other: Interval) -> bool:
        """Return whether every day of *other* is a day of this one."""
        starts = self.earliest is None or (
            other.earliest is not None and self.earliest <= other.earliest
        )
        ends = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return starts and ends

    def intersect(self, other: Interval) -> Interval | None:
        """Return the days that both hold, or None when there are none."""
        first = max((d for d in (self.earliest, other.earliest) if d is not None), default=None)
        last = min((d for d in (self.latest, other.latest) if d is not None), default=None)
        if first is not None and last is not None and last < first:
            return None
        return Interval(first, last)

    def widen(self, days: int) -> Interval:
        """Return the interval with *days* more at each end that is not open."""
        first = None if self.earliest is None else day_or_open(self.earliest.toordinal() - days)
        last = None if self.latest is None else day_or_open(self.latest.toordinal() + days)
        return Interval(first, last)


UNKNOWN_DAY = Interval()

"""One term by hand: a length, a start and a regime, without any case.

Separate from `terms`, which needs a rule and a case; both count with the same `Count`, so that what
a colleague works out by hand is what an audit would have found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from vtaudit.audit.reckoning import Count, covered, last_days
from vtaudit.audit.sums import derivation
from vtaudit.dates.errors import DateError
from vtaudit.dates.hours import due_instants
from vtaudit.dates.interval import Interval
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.audit.model import Sum
    from vtaudit.dates.length import Length
    from vtaudit.dates.moment import Moment
    from vtaudit.rulebook.book import Rulebook


def by_hand(book: Rulebook, term: str, start: Moment, regime: str, *, back: bool = False) -> ByHand:
    """Return the last day of *term*, such as `10 weken`, which runs from *start*.

    Raises DateError when it cannot be read, or ends past the years 1 to 9999.
    """
    length = book.length(term)
    count = Count(length, book.regimes[regime], back=back)
    days = start.interval
    free = last_days(count, days, book.calendar)
    ordinary = last_days(count, days, book.calendar, doubtful=False)
    if (days.earliest and not free.earliest) or (days.latest and not free.latest):
        raise DateError(worded("the term ends outside the years 1 to 9999"), 0, ())
    moments = due_instants(start, length, count.regime, back=back)
    if moments is not None:
        free = ordinary = Interval(moments[0].date(), moments[1].date())
    return ByHand(
        term=term,
        length=length,
        start=start,
        regime=regime,
        back=back,
        last_day=free,
        other=None if ordinary == free else ordinary,
        covered=covered(count, days, book.calendar),
        derivation=derivation(count, days, book),
        moments=moments,
    )


@dataclass(frozen=True, slots=True)
class ByHand:
    """A term worked out by hand."""

    term: str
    """The term as it was given."""
    length: Length
    start: Moment
    regime: str
    back: bool
    """Whether it is counted back."""
    last_day: Interval
    """The days that can be the last; doubtful days are taken as free."""
    other: Interval | None
    """The last day when doubtful days count as ordinary days, where that differs."""
    covered: bool
    """Whether the free days were known on every day where they mattered."""
    derivation: tuple[Sum, ...]
    """From the earliest start, then from the latest where that is another day."""
    moments: tuple[datetime, datetime] | None
    """First and last instant at which a term in hours can end, where the start has a time."""

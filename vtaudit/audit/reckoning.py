"""A term as its rule counts it: on which days it can end, and from which days it would end then.

Separate from the ways of reading a term: this knows neither accounts nor verdicts, only days. It
puts together what `dates` can do (count, move, suspend, extend) for one reading of one rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.dates.extension import suspend
from vtaudit.dates.interval import Interval, day_or_open, hull, not_after
from vtaudit.dates.length import Length
from vtaudit.dates.regime import still
from vtaudit.dates.term import Ends, consulted, due, settled, starts, unrolled
from vtaudit.errors import RulebookError
from vtaudit.message import worded
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.dates.calendar import WorkingDays
    from vtaudit.dates.regime import Regime


def last_days(
    count: Count, start: Interval, calendar: WorkingDays, *, doubtful: bool = True
) -> Interval:
    """Return the days that can be the last; `doubtful=False` takes doubtful days as ordinary."""
    last = _unextended(count, start, calendar, doubtful=doubtful)
    plain = _unmoved(count, start, calendar, doubtful=doubtful) if count.from_unmoved else last
    for longer in count.longer:
        last, plain = _extended(count, longer, last, plain, calendar, doubtful=doubtful)
    return last


def begins(
    count: Count, wanted: Interval, start: Interval, calendar: WorkingDays, *, doubtful: bool = True
) -> Interval | None:
    """Return the days of *start* from which the term ends within *wanted*, or None.

    A start without a last day that is known stays without one where any later start would do.
    A term that is extended or suspended is not turned round: the answer is then None.
    """
    edges = [d for d in (wanted.earliest, wanted.latest) if d is not None]
    if start.earliest is None or count.longer or count.pauses or not edges:
        return None
    open_end = start.latest is None
    far = max(*edges, start.earliest) if start.latest is None else start.latest
    days = counted_from(count, Interval(start.earliest, far))
    found = starts(wanted, days, count.length, count.regime, calendar, back=count.back)
    if found is None or found.earliest is None or found.latest is None:
        return None
    moved = _moved(found, -_shift(count))
    if not wanted.contains(last_days(count, moved, calendar, doubtful=doubtful)):
        return None
    return Interval(moved.earliest, None) if open_end and moved.latest == far else moved


def covered(count: Count, start: Interval, calendar: WorkingDays) -> bool:
    """Return whether the free days are known on every day where they mattered."""
    days = counted_from(count, start)
    edges = [d.toordinal() for d in (days.earliest, days.latest) if d is not None]
    looked = [consulted(_ends(count, day, calendar), count.length, count.regime) for day in edges]
    spans = [span for span in looked if span is not None]
    if None in (days.earliest, days.latest):
        return bool(looked) and not spans
    if not spans:
        return True
    low, high = day_or_open(min(s[0] for s in spans)), day_or_open(max(s[1] for s in spans))
    return low is not None and high is not None and calendar.covered_between(low, high)


def _ends(count: Count, day: int, calendar: WorkingDays) -> Ends:
    raw = unrolled(day, count.length, calendar, back=count.back)
    end = settled(day, raw, count.length, count.regime, calendar, back=count.back)
    return Ends(day, end, raw, end)


def counted_from(count: Count, start: Interval) -> Interval:
    """Return the day that does not count: the day before *start* where the start itself counts."""
    return _moved(start, _shift(count))


def _shift(count: Count) -> int:
    if not count.first_day:
        return 0
    return 1 if count.back else -1


def _moved(days: Interval, by: int) -> Interval:
    if not by:
        return days
    first, last = (d and day_or_open(d.toordinal() + by) for d in (days.earliest, days.latest))
    return Interval(first, last)


def _unextended(
    count: Count, start: Interval, calendar: WorkingDays, *, doubtful: bool
) -> Interval:
    days = counted_from(count, start)
    if not count.pauses:
        return due(
            days, count.length, count.regime, calendar, back=count.back, doubtful=doubtful
        )  # fmt: skip
    least = [p.least for p in count.pauses if p.least is not None]
    first = _suspended(count, days.earliest, least, calendar, doubtful=doubtful)
    if any(p.most.latest is None for p in count.pauses):
        return Interval(first, None)
    most = [p.most for p in count.pauses]
    return Interval(first, _suspended(count, days.latest, most, calendar, doubtful=doubtful))


def _suspended(
    count: Count, day: date | None, spans: list[Interval], calendar: WorkingDays, *, doubtful: bool
) -> date | None:
    if day is None:
        return None
    found = suspend(day, count.length, count.regime, calendar, spans)
    return found.day if doubtful or found.other is None else found.other


def _unmoved(count: Count, start: Interval, calendar: WorkingDays, *, doubtful: bool) -> Interval:
    return _unextended(replace(count, regime=still(count.regime)), start, calendar,
                       doubtful=doubtful)  # fmt: skip


def _extended(
    count: Count,
    longer: Longer,
    last: Interval,
    plain: Interval,
    calendar: WorkingDays,
    *,
    doubtful: bool,
) -> tuple[Interval, Interval]:
    """Return the last day after *longer*, and the end from which a further one would count.

    *plain* is the end from which this one counts: *last* or, where the rule is read so, the end
    that no regime had moved. A step that is not certain leaves both open.
    """
    truths = [in_time(step, last) for step in longer.steps]
    if longer.by is None:
        open_ = Interval(last.earliest, None)
        return (open_, open_) if some(truths).possible else (last, plain)
    found = last
    for step in longer.steps if longer.repeat else longer.steps[:1]:
        truth = in_time(step, found) if longer.repeat else some(truths)
        if truth.possible:
            later = due(plain, longer.by, count.regime, calendar, doubtful=doubtful)
            bare = due(plain, longer.by, still(count.regime), calendar, doubtful=doubtful)
            onward = bare if count.from_unmoved else later
            plain = onward if truth.certain else hull(plain, onward)
            found = later if truth.certain else hull(found, later)
    return found, plain


def in_time(step: Extending, last: Interval) -> Truth:
    """Return whether *step* lengthens a term that ends on *last*: not once that has passed."""
    return step.truth & not_after(step.on, last)


@dataclass(frozen=True, slots=True)
class Extending:
    """A step that lengthens a term, or may."""

    event: str
    on: Interval
    truth: Truth


@dataclass(frozen=True, slots=True)
class Longer:
    """What lengthens a term."""

    by: Length | None
    """By how much; None when that is not known."""
    steps: tuple[Extending, ...]
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch on which a term stands still."""

    least: Interval | None
    """The days on which it surely does; None when there may be none."""
    most: Interval
    """The days on which it may; without a last day when nothing shows that it runs again."""
    event: str
    """Event that suspends it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How a term is counted, under one reading of its rule."""

    length: Length
    regime: Regime
    back: bool = False
    first_day: bool = False
    """Whether the day of the event is the first day."""
    longer: tuple[Longer, ...] = ()
    pauses: tuple[Pause, ...] = ()
    from_unmoved: bool = False
    """Whether what lengthens it counts from the end before any regime moved that."""

    def __post_init__(self) -> None:
        """Refuse what no rule of counting settles. Raises RulebookError."""
        if self.back and (self.longer or self.pauses):
            raise RulebookError(
                worded("a term that is counted back cannot be extended or suspended")
            )

"""Terms that are adjourned (verdaging) or suspended (opschorting).

Separate from `term`: whether a term may be adjourned or suspended is law, and this only counts what
that does to its end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.dates.term import Ends, Step, finished, last_day, last_ordinal, settled, unrolled
from vtaudit.message import worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vtaudit.dates.calendar import WorkingDays
    from vtaudit.dates.interval import Interval
    from vtaudit.dates.term import Due, Length, Regime


def extend(due: Due, by: Length, regime: Regime, calendar: WorkingDays, *, times: int = 1) -> Due:
    """Return *due* adjourned *times* times, each time counted from the end as it then stood.

    `from_unextended` tells the last day when every adjournment is counted from the end that no
    weekend had moved, where that differs; the law does not say which is meant.
    """
    for _ in range(times):
        due = _extended(due, by, regime, calendar)
    return due


def suspend(
    start: date,
    length: Length,
    regime: Regime,
    calendar: WorkingDays,
    spans: Iterable[Interval],
) -> Due:
    """Return the last day of a term that does not run on the days of *spans*.

    A span that begins after the term has ended changes nothing. Raises DateError for a span with
    an open end: the term has then no last day yet.
    """
    first = start.toordinal()
    closed = _merged(spans)
    raw, steps = _delayed(first, length, regime, (calendar, calendar), closed)
    end = settled(first, raw, length, regime, calendar)
    strict = tuple(
        calendar.without_doubtful(word) for word in (regime.doubt_counting, regime.doubt_rolling)
    )
    other, _ = _delayed(first, length, regime, (strict[0], strict[1]), closed)
    second = settled(first, other, length, regime, strict[1])
    due = finished(Ends(first, end, raw, second), length, regime, calendar)
    return replace(due, steps=tuple(steps))


def _extended(due: Due, by: Length, regime: Regime, calendar: WorkingDays) -> Due:
    following = last_day(due.day, by, regime, calendar)
    plain = due.unextended or due.day
    second = last_day(plain, by, regime, calendar)
    doubted = date.fromordinal(
        last_ordinal((due.other or due.day).toordinal(), by, regime, calendar, doubtful=False)
    )
    step = Step("extend", day=due.day, until=following.day, amount=by.amount, unit=by.unit)
    differs = second.day != following.day
    noted = replace(step, day=plain, until=second.day, note="unextended")
    return replace(
        following,
        other=None if doubted == following.day else doubted,
        covered=due.covered and following.covered,
        steps=(*due.steps, step, noted) if differs else (*due.steps, step),
        unextended=second.unextended,
        from_unextended=second.day if differs else None,
    )


def _delayed(
    first: int,
    length: Length,
    regime: Regime,
    calendars: tuple[WorkingDays, WorkingDays],
    spans: list[tuple[int, int]],
) -> tuple[int, list[Step]]:
    """Return the unmoved end after every suspension, and a step for each that mattered.

    The first calendar counts working days, the second moves ends.
    """
    counting, rolling = calendars
    raw = unrolled(first, length, counting)
    steps = []
    for low, high in spans:
        end = settled(first, raw, length, regime, rolling)
        begin = max(low, first + 1)
        if begin > high or begin > end:
            continue
        base = raw if begin <= raw else end
        if length.unit == "working-days":
            lost = counting.ordinary_between(begin - 1, high)
            raw = counting.nth(base, lost)
        else:
            lost = high - begin + 1
            raw = base + lost
        unit = "working-days" if length.unit == "working-days" else "days"
        steps.append(Step("suspend", date.fromordinal(begin), date.fromordinal(high), lost, unit))
    return raw, steps


def _merged(spans: Iterable[Interval]) -> list[tuple[int, int]]:
    """Return the spans in order as day numbers, with those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for span in sorted(map(_closed, spans)):
        if merged and span[0] <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], span[1])
        else:
            merged.append(span)
    return merged


def _closed(span: Interval) -> tuple[int, int]:
    if span.earliest is None or span.latest is None:
        message = worded("a suspension needs a first and a last day")
        raise DateError(message, 0, ("a first and a last day",))
    return span.earliest.toordinal(), span.latest.toordinal()

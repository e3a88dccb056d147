"""The derivation of a term, step by step and in no language, for whoever wants to check it by hand.

Separate from `term`, which only needs the answer: telling it day by day costs more than counting.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from vtaudit.dates.term import (
    Due,
    Ends,
    Length,
    Regime,
    Step,
    consulted,
    exclusion,
    last_day,
    unrolled,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vtaudit.dates.calendar import WorkingDays


def explain(
    start: date, length: Length, regime: Regime, calendar: WorkingDays, *, back: bool = False
) -> Due:
    """Return the last day of a term as `last_day` does, with every step that led to it."""
    found = last_day(start, length, regime, calendar, back=back)
    first, end = start.toordinal(), found.day.toordinal()
    raw = unrolled(first, length, calendar, back=back)
    ends = Ends(first, end, raw, end)
    steps = [
        Step("start", day=start, source=regime.start_source),
        *_counted(first, raw, length, calendar),
        *_moved(raw, end, length, regime, calendar, back=back),
        *_doubts(ends, found, length, regime, calendar),
    ]
    if not found.covered:
        steps += _uncovered(consulted(ends, length, regime), calendar)
    return replace(found, steps=tuple(steps))


def skipped(days: Iterable[int], calendar: WorkingDays) -> Iterator[Step]:
    """Yield why each of *days* is skipped; a weekend of two days is one step."""
    for _, group in groupby(days, key=lambda ordinal: _reason(ordinal, calendar)[2]):
        run = list(group)
        note, source, _ = _reason(run[0], calendar)
        low, high = date.fromordinal(min(run)), date.fromordinal(max(run))
        yield Step("skip", day=low, until=high, amount=len(run), unit="days", note=note,
                   source=source)  # fmt: skip


def _reason(ordinal: int, calendar: WorkingDays) -> tuple[str, str, int]:
    """Return why a day does not count, where that stands, and a mark by which days group."""
    if (ordinal - 1) % 7 > 4:  # Saturday or Sunday
        return "weekend", "", (ordinal - 1) // 7 * 7
    free = calendar.is_free(date.fromordinal(ordinal))
    return (free.id, free.source, ordinal) if free else ("", "", ordinal)


def _counted(first: int, raw: int, length: Length, calendar: WorkingDays) -> Iterator[Step]:
    step = 1 if raw >= first else -1
    if length.unit != "working-days":
        low, high = sorted((first + step, raw))
        yield Step("count", day=date.fromordinal(low), until=date.fromordinal(high),
                   amount=length.amount, unit=length.unit)  # fmt: skip
        return
    counted = 0
    for ordinary, group in groupby(range(first + step, raw + step, step), key=calendar.ordinary):
        days = list(group)
        if not ordinary:
            yield from skipped(days, calendar)
            continue
        counted += len(days)
        yield Step("count", day=date.fromordinal(min(days)), until=date.fromordinal(max(days)),
                   amount=counted, unit=length.unit)  # fmt: skip


def _moved(
    raw: int, end: int, length: Length, regime: Regime, calendar: WorkingDays, *, back: bool
) -> Iterator[Step]:
    day = date.fromordinal(raw)
    excluded = exclusion(length, regime)
    if excluded is not None:
        yield Step("excluded", day=day, amount=excluded.longest, unit=excluded.unit,
                   note=regime.id, source=excluded.source)  # fmt: skip
        return
    rolled = raw
    if regime.roll == "yes" and not calendar.ordinary(raw):
        if back:
            yield Step("back", day=day, note=_reason(raw, calendar)[0], source=regime.back_source)
        else:
            rolled = calendar.next_ordinary(raw)
            yield from skipped(range(raw, rolled), calendar)
            yield Step("roll", day=day, until=date.fromordinal(rolled), source=regime.roll_source)
    if end != rolled and regime.minimum is not None:
        yield Step("minimum", day=date.fromordinal(rolled), until=date.fromordinal(end),
                   amount=regime.minimum.ordinary_days, unit="working-days",
                   source=regime.minimum.source)  # fmt: skip


def _doubts(
    ends: Ends, found: Due, length: Length, regime: Regime, calendar: WorkingDays
) -> Iterator[Step]:
    days = consulted(ends, length, regime)
    if found.other is None or days is None:
        return
    words = [word for word in (regime.doubt_counting, regime.doubt_rolling) if word]
    for ordinal in range(days[0], days[1] + 1):
        day = date.fromordinal(ordinal)
        free = calendar.is_free(day)
        if free and any(calendar.is_doubtful(day, word) for word in words):
            yield Step("doubtful", day=day, until=found.other, note=free.id, source=free.source)


def _uncovered(days: tuple[int, int] | None, calendar: WorkingDays) -> Iterator[Step]:
    if days is None:
        return
    first, last = date.fromordinal(days[0]), date.fromordinal(days[1])
    for year in range(first.year, last.year + 1):
        if not calendar.covered(date(year, 1, 1)):
            yield Step("uncovered", day=max(first, date(year, 1, 1)),
                       until=min(last, date(year, 12, 31)), note=f"{year:04}")  # fmt: skip

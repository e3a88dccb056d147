"""The arithmetic of a term as lines that any language can word: each skipped day, and its source.

Separate from the ways of reading a term, and from `dates`, which names days by their id only: here
each line gets its source and a mark where nobody has read that source itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit.model import Arg, Sum
from vtaudit.audit.reckoning import counted_from, in_time
from vtaudit.dates.errors import DateError
from vtaudit.dates.explain import explain
from vtaudit.dates.extension import extend, suspend
from vtaudit.dates.interval import Interval
from vtaudit.dates.term import Step

if TYPE_CHECKING:
    from vtaudit.audit.reckoning import Count
    from vtaudit.dates.regime import Regime
    from vtaudit.dates.term import Due
    from vtaudit.rulebook.book import Rulebook

_REGIMES = ("start", "roll", "minimum", "excluded", "back")
"""Kinds of steps of which the source is the regime itself."""
WEEKEND = "weekend"
USAGE = "usage"
"""What the rulebook gives as a source where there is no text of law, only what is usual."""


def derivation(count: Count, start: Interval, book: Rulebook) -> tuple[Sum, ...]:
    """Return the arithmetic from the earliest start, and from the latest where that differs."""
    days = dict.fromkeys(d for d in (start.earliest, start.latest) if d is not None)
    return tuple(line for day in days for line in _within_calendar(count, day, book))


def _within_calendar(count: Count, day: date, book: Rulebook) -> tuple[Sum, ...]:
    try:
        return tuple(_from(count, day, book))
    except DateError:
        return (Sum("beyond", (("day", Arg("date", interval=Interval.on(day))),)),)


def _from(count: Count, day: date, book: Rulebook) -> Iterator[Sum]:
    first = counted_from(count, Interval.on(day)).earliest or day
    found = explain(first, count.length, count.regime, book.calendar, back=count.back)
    found = _suspended(count, first, found, book)
    yield from (_line(count, _first(count, step, day), book) for step in found.steps)
    yield from _extended(count, found, book)


def _first(count: Count, step: Step, day: date) -> Step:
    """Return the line of the start, which the day before would tell wrongly where it counts."""
    counts = count.first_day and step.kind == "start"
    return replace(step, day=day, note="counts", source="") if counts else step


def _suspended(count: Count, day: date, found: Due, book: Rulebook) -> Due:
    spans = [p.least for p in count.pauses if p.least is not None]
    if not spans:
        return found
    later = suspend(day, count.length, count.regime, book.calendar, spans)
    moved = Step("roll", day=found.day, until=later.day)
    return replace(later, steps=(*found.steps, *later.steps, moved))


def _extended(count: Count, found: Due, book: Rulebook) -> Iterator[Sum]:
    for longer in count.longer:
        for step in longer.steps if longer.repeat else longer.steps[:1]:
            truth = in_time(step, Interval.on(found.day))
            event = ("event", Arg("event", step.event))
            if longer.by is None or not truth.certain:
                yield from [Sum("extend-perhaps", (event,))] if truth.possible else []
                continue
            known = len(found.steps)
            found = extend(found, longer.by, count.regime, book.calendar)
            for line in (_line(count, s, book) for s in found.steps[known:]):
                yield replace(line, args=tuple(sorted((*line.args, event))))


def _line(count: Count, step: Step, book: Rulebook) -> Sum:
    args: dict[str, Arg] = {}
    if step.day is not None:
        args["day"] = Arg("date", interval=Interval.on(step.day))
    if step.until is not None:
        args["until"] = Arg("date", interval=Interval.on(step.until))
    if step.amount is not None:
        args["amount"] = Arg("length", f"{step.amount} {step.unit or ''}".strip())
    if step.note and step.kind in ("skip", "doubtful", "back"):
        args["note"] = Arg("word", f"free-day:{step.note}")
    elif step.kind == "uncovered":
        args["note"] = Arg("text", step.note)
    args |= _source(count, step, book)
    kind = f"{step.kind}-{step.note}" if step.note in ("counts", "unextended") else step.kind
    return Sum(kind, tuple(sorted(args.items())))


def _source(count: Count, step: Step, book: Rulebook) -> dict[str, Arg]:
    """Return where the step stands in the law, and a mark where that was not read there."""
    source = step.source
    if not source and step.note == WEEKEND:
        source = USAGE if count.length.unit == "working-days" else count.regime.roll_source
    if not source:
        return {}
    own = Arg("word", "source:usage") if source == USAGE else Arg("text", source)
    args = {"source": own}
    unread = _unread(step, count.regime, book)
    return args | ({"unverified": Arg("word", "mark:unverified")} if unread else {})


def _unread(step: Step, regime: Regime, book: Rulebook) -> bool:
    if step.kind in _REGIMES or step.note == WEEKEND:
        return regime.verified == "no"
    return step.note in unverified(book)


def unverified(book: Rulebook) -> frozenset[str]:
    """Return the ids of the free days of which nobody has read the source itself."""
    known = book.calendar_data
    days: Iterable[tuple[str, str]] = (
        *((d.id, d.verified) for d in known.free_days),
        *((d.id, d.verified) for d in known.decrees),
    )
    return frozenset(name for name, read in days if read == "no")

"""Whether a term was met, from two sets of days, and which fact would settle it when that is open.

Separate from `term`, which gives the last day: this is the only place where the words `met`,
`late`, `running`, `overdue` and `undetermined` are decided. A verdict holds for every combination
of the days that the two moments can have, or it is `undetermined`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from vtaudit.dates.interval import Interval, before, distance, not_after
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Status = Literal["met", "late", "running", "overdue", "undetermined"]
Fact = Literal["due", "done", "record"]

_DAY = timedelta(days=1)


def judge(due: Interval, done: Interval | None, as_of: date, absence: Truth) -> Verdict:
    """Return what can be said of a term that ends within *due*.

    *done* is when the act was done, None when the record holds none; *absence* is whether the
    record is such that what it does not hold did not happen. *as_of* is the peildatum.

    An act that was late is no more than that: whether the same was done in time before it, the
    record has to be able to show.
    """
    if done is None and absence is not Truth.NO:
        return _not_done(due, as_of, absence)
    act = done if done is not None else Interval()
    slack = distance(act, due)
    if not_after(act, due) is Truth.YES:
        return Verdict("met", slack)
    if before(due, act) is Truth.YES:
        if absence is Truth.YES:
            return Verdict("late", slack)
        return Verdict("undetermined", slack, (Deciding("record", "late", None),))
    return Verdict("undetermined", slack, _best_first(tuple(_deciding(due, act)), due, act))


def _not_done(due: Interval, as_of: date, absence: Truth) -> Verdict:
    today = Interval.on(as_of)
    slack = distance(today, due)
    past = before(due, today)
    if past is Truth.NO:
        return Verdict("running", slack)
    if (past & absence) is Truth.YES:
        return Verdict("overdue", slack)
    facts = []
    if absence is not Truth.YES:
        facts.append(Deciding("record", "overdue" if past is Truth.YES else "undetermined", None))
    if past is not Truth.YES:
        if (later := due.intersect(Interval(as_of, None))) is not None:
            facts.append(Deciding("due", "running", later))
        if absence is Truth.YES:
            facts += _within("due", "overdue", due, _before(as_of))
    return Verdict("undetermined", slack, tuple(facts))


def _deciding(due: Interval, done: Interval) -> Iterator[Deciding]:
    """Yield every narrowing of one moment that settles the matter whatever the other is."""
    if due.earliest is not None:
        yield from _within("done", "met", done, Interval(None, due.earliest))
    if due.latest is not None:
        yield from _within("done", "late", done, _after(due.latest))
    if done.latest is not None:
        yield from _within("due", "met", due, Interval(done.latest, None))
    if done.earliest is not None:
        yield from _within("due", "late", due, _before(done.earliest))


def _within(
    fact: Fact, status: Status, moment: Interval, limits: Interval | None
) -> Iterator[Deciding]:
    days = None if limits is None else moment.intersect(limits)
    if days is not None:
        yield Deciding(fact, status, days)


def _after(day: date) -> Interval | None:
    return None if day == day.max else Interval(day + _DAY, None)


def _before(day: date) -> Interval | None:
    return None if day == day.min else Interval(None, day - _DAY)


def _best_first(facts: tuple[Deciding, ...], due: Interval, done: Interval) -> tuple[Deciding, ...]:
    """Put first the moment of which most days would settle the matter."""

    def open_days(fact: Fact) -> float:
        whole = due.days if fact == "due" else done.days
        settled = [f.days.days for f in facts if f.fact == fact and f.days is not None]
        if not settled:
            return float("inf")
        return float("inf") if whole is None else whole - sum(n or 0 for n in settled)

    return tuple(sorted(facts, key=lambda f: (open_days(f.fact), f.fact)))


@dataclass(frozen=True, slots=True)
class Deciding:
    """A fact that would settle an undetermined verdict."""

    fact: Fact
    """Which fact: the last day, the day of the act, or what the record covers."""
    status: Status
    """What the verdict would then be; `undetermined` when more is needed."""
    days: Interval | None
    """The days within which that moment would have to lie; None for the record."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a term."""

    status: Status
    slack: tuple[int | None, int | None]
    """Fewest and most days by which it was early (negative: late), at the act or the peildatum."""
    deciding: tuple[Deciding, ...] = ()
    """What would settle it, the most telling moment first; empty when it is settled."""

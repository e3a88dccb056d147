"""How a term of a case is counted under one reading: its length, and what lengthens or suspends it.

Separate from the ways of reading it, which set counts against answers: this turns what the rule
says of a term, and the steps of the case that bear on it, into one `Count`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.audit.facts import NO, YES
from vtaudit.audit.reckoning import Count, Extending, Longer, Pause
from vtaudit.audit.select import select
from vtaudit.dates.interval import Interval
from vtaudit.dates.regime import without_minimum

if TYPE_CHECKING:
    from vtaudit.audit.ways import Matter
    from vtaudit.dates.length import Length
    from vtaudit.rulebook.model import RuleReading, Suspension

_DAY = timedelta(days=1)


def counted(matter: Matter, reading: RuleReading | None) -> Count | None:
    """Return how the term is counted under *reading*, or None when its length is not known."""
    book, within = matter.facts.book, matter.within
    length = _length(matter, reading)
    if length is None:
        return None
    regime = book.regimes[reading.regime if reading and reading.regime else within.regime]
    asked = matter.contested
    read = [r for r in (asked, reading) if r is not None]
    first = next((r.counts_first_day for r in read if r.counts_first_day), within.counts_first_day)
    ends = next((r.month_ends for r in read if r.month_ends), within.month_ends)
    unmoved = asked is not None and asked.extends_from == "unmoved"
    return Count(
        replace(length, month_ends="kept" if first == "yes" else ends),
        without_minimum(regime) if asked and asked.minimum_back == "no" else regime,
        back=within.back == "yes",
        first_day=first == "yes",
        longer=tuple(_longer(matter)),
        pauses=tuple(p for s in within.suspended for p in _pauses(matter, s)),
        from_unmoved=unmoved,
    )


def _length(matter: Matter, reading: RuleReading | None) -> Length | None:
    own = matter.promise.term if matter.promise else matter.within.length
    text = (reading.length if reading else None) or own
    return matter.facts.book.length(text) if text else None


def _longer(matter: Matter) -> Iterator[Longer]:
    for extension in matter.within.extended:
        found = select(matter.facts, extension.by, matter.env)
        steps = tuple(Extending(s.id, s.interval, t) for s, t in found)
        if steps:
            by = matter.facts.book.length(extension.length) if extension.length else None
            yield Longer(by, steps, extension.repeat == "yes")


def _pauses(matter: Matter, suspension: Suspension) -> Iterator[Pause]:
    """Yield the stretches between each event that suspends the term and the next that ends it."""
    facts, env = matter.facts, matter.env
    ends = list(select(facts, suspension.until, env))
    for step, truth in select(facts, suspension.by, env):
        after = [(s, t & facts.not_after(step, s)) for s, t in ends if s.id != step.id]
        first = next((s for s, t in after if t is not NO), None)
        end = next((s for s, t in after if t is YES), None)
        most = _most(step.interval, end.interval if end else Interval())
        if most is not None:
            certain = truth is YES and end is first
            least = _least(step.interval, end.interval) if end and certain else None
            yield Pause(least, most, step.id)


def _least(begin: Interval, end: Interval) -> Interval | None:
    """Return the days that surely lie between two moments, or None when there may be none."""
    if begin.latest is None or end.earliest is None or end.earliest - begin.latest <= _DAY:
        return None
    return Interval(begin.latest + _DAY, end.earliest - _DAY)


def _most(begin: Interval, end: Interval) -> Interval | None:
    """Return the days that may lie between two moments, or None when there can be none."""
    if begin.earliest == date.max:
        return None
    if begin.earliest is None or end.latest is None:
        return Interval(begin.earliest and begin.earliest + _DAY, None)
    if end.latest - begin.earliest <= _DAY:
        return None
    return Interval(begin.earliest + _DAY, end.latest - _DAY)

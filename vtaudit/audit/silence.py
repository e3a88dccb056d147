"""The check of silence: the longest time without a step, as short and as long as it can have been.

Separate from the checks of one event: it looks at all steps of the audited body in a stretch.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg, fact, whose
from vtaudit.audit.checks import Result
from vtaudit.audit.disputes import done_by
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.lasting import Lasting, windows
from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.select import Env
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.rulebook.model import With

Days = tuple[date, date]
MOST = 12
"""Vague steps of which each day is tried to see which would settle it."""
LONGEST = 100
"""Days of a vague step up to which each is tried."""
_STATUS = {YES: "shown", NO: "contradicted"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """The steps in a stretch: those certainly in it, and all that may be, with their days."""

    held: Lasting
    """The stretch that is asked about; a silence is certain only on the days that surely are."""
    limit: int
    spans: Mapping[str, Days]
    maybe: Mapping[str, Days]

    def kept(self) -> Truth:
        """Return the verdict: no silence is certain while something keeps it from being so."""
        longest = _possible(self.spans.values(), self.held.wide)
        if (longest[1] - longest[0]).days <= self.limit:
            return YES
        if self.held.open or self.held.narrow is None:
            return UNKNOWN
        sure = self.certain(self.held.narrow)
        return NO if (sure[1] - sure[0]).days > self.limit else UNKNOWN

    def certain(self, window: Interval) -> Days:
        """Return the longest stretch of *window* on no day of which a step can have been."""
        inside = (Interval(*d).intersect(window) for d in self.maybe.values())
        return _certain([_clipped(i, window) for i in inside if i is not None], window)

    def on(self, event: str, days: Days) -> _Placed:
        """Return the same with *event* certainly there, and on these days."""
        return replace(self, spans={**self.spans, event: days}, maybe={**self.maybe, event: days})

    def without(self, event: str) -> _Placed:
        """Return the same with *event* as no step of the body."""
        return replace(self, maybe={e: days for e, days in self.maybe.items() if e != event})


def longest_gap(facts: Facts, w: With, env: Env) -> Iterator[Result]:
    """Yield the longest silence of the audited body in each stretch that the record covers.

    Kept when even the longest possible silence is within `at-most`; a no when a longer stretch is
    left empty by every placing of the vague days: that the steps are too few to fill the time,
    wherever each lies, leaves it open in which stretch the silence was.
    """
    limit = facts.book.days_at_least(w.at_most or "")
    own = [s for s in facts.steps if s.perhaps_audited]
    open_ = {s.id: whose(s) for s in own
             if done_by(facts, s, "audited", {}) is UNKNOWN}  # fmt: skip
    near = _by_days(own)
    for held in windows(facts, w, env):
        window = held.wide
        steps = near(window)
        maybe = {s.id: _clipped(s.interval, window) for s in steps}
        inside = {s.id for s in steps if s.id not in open_ and _inside(s.interval, window)}
        placed = _Placed(held, limit, {e: maybe[e] for e in inside}, maybe)
        yield _result(steps, placed, {e: f for e, f in open_.items() if e in maybe})


def _by_days(steps: Iterable[Step]) -> Callable[[Interval], list[Step]]:
    """Return what gives the steps that can lie in a window, in their order."""
    known = sorted(steps, key=lambda s: s.interval.earliest or date.min)
    firsts = [s.interval.earliest or date.min for s in known]
    reach = [*accumulate((s.interval.latest or date.max for s in known), max)]

    def near(window: Interval) -> list[Step]:
        first, last = _ends(window)
        some = known[bisect_left(reach, first) : bisect_right(firsts, last)]
        inside = (s for s in some if s.interval.intersect(window) is not None)
        return sorted(inside, key=lambda s: s.order)

    return near


def _result(steps: Sequence[Step], placed: _Placed, disputed: Mapping[str, Fact]) -> Result:
    held, kept = placed.held, placed.kept()
    window = held.wide
    sure = placed.certain(held.narrow) if held.narrow else (_ends(window)[0],) * 2
    possible = _possible(placed.spans.values(), window)
    days = ((sure[1] - sure[0]).days, (possible[1] - possible[0]).days)
    shown = sure if days[0] > placed.limit else possible
    args = {
        "days": Arg("days", low=days[0], high=days[1]),
        "from": Arg("date", interval=Interval.on(shown[0])),
        "until": Arg("date", interval=Interval.on(shown[1])),
    }
    return Result(
        kept,
        _around(steps, shown),
        args,
        interval=Interval(*shown),
        days=days,
        deciding=tuple(_settling(placed, disputed)) if kept is UNKNOWN else (),
        key=window.earliest.isoformat() if window.earliest else None,
    )


def _settling(placed: _Placed, disputed: Mapping[str, Fact]) -> Iterator[Fact]:
    """Yield the days of one vague step, or whose step it was, that would settle it.

    Where no single answer does, which steps are vague or in dispute.
    """
    yield from placed.held.open
    vague = [e for e, s in placed.maybe.items() if s[0] != s[1] and e not in disputed]
    found = [f for e in vague[:MOST] for f in _days_of(e, placed)]
    found += [f for e, f in disputed.items() if _hangs_on(e, placed)]
    yield from found or (
        *(fact("date", event=event_arg(e)) for e in vague), *disputed.values(), *placed.held.vague,
    )  # fmt: skip


def _hangs_on(event: str, placed: _Placed) -> bool:
    """Return whether it would be settled by whose step *event* was."""
    answers = (placed.on(event, placed.maybe[event]), placed.without(event))
    return any(a.kept() is not UNKNOWN for a in answers)


def _days_of(event: str, placed: _Placed) -> Iterator[Fact]:
    """Yield each run of days on which *event* would give a verdict, whatever the others do."""
    first, last = placed.maybe[event]
    if (last - first).days > LONGEST:
        return
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    for kept, run in groupby(days, lambda day: placed.on(event, (day, day)).kept()):
        if kept is not UNKNOWN:
            on = tuple(run)
            told = Arg("date", interval=Interval(on[0], on[-1]))
            yield fact("date", event=event_arg(event), days=told,
                       status=Arg("status", _STATUS[kept]))  # fmt: skip


def _inside(interval: Interval, window: Interval) -> bool:
    """Return whether every day of *interval* lies in *window*."""
    return interval.intersect(window) == interval


def _certain(spans: Iterable[Days], window: Interval) -> Days:
    """Return the longest stretch on no day of which a step can have been."""
    first, last = _ends(window)
    busy = sorted(spans)
    best, edge = (first, first), first
    for start, end in busy:
        if start - edge > best[1] - best[0]:
            best = (edge, start)
        edge = max(edge, end)
    return (edge, last) if last - edge > best[1] - best[0] else best


def _possible(spans: Iterable[Days], window: Interval) -> Days:
    """Return the longest stretch that some placing of the steps leaves empty.

    It begins at an end of the window or of a span, and lasts until the first span that lies wholly
    after its beginning has to end.
    """
    first, last = _ends(window)
    known = sorted(spans)
    firsts = [s[0] for s in known]
    ends = [last]
    for span in reversed(known):
        ends.append(min(ends[-1], span[1]))
    ends.reverse()
    best = (first, first)
    for begin in sorted({first, *firsts, *(s[1] for s in known)}):
        until = ends[bisect_right(firsts, begin)]
        if until - begin > best[1] - best[0]:
            best = (begin, until)
    return best


def _ends(window: Interval) -> Days:
    assert window.earliest is not None
    assert window.latest is not None
    return window.earliest, window.latest


def _clipped(interval: Interval, window: Interval) -> Days:
    first, last = _ends(window)
    return max(interval.earliest or first, first), min(interval.latest or last, last)


def _around(steps: Sequence[Step], gap: Days) -> tuple[str, ...]:
    """Return the steps at both ends of a silence."""
    one = timedelta(days=1)
    ends = (Interval(gap[0], gap[0]), Interval(gap[1], gap[1]))
    found = [s.id for s in steps if any(s.interval.intersect(e) is not None for e in ends)]
    near = [s.id for s in steps if s.interval.exact and s.interval.widen(one.days) in ends]
    return tuple(dict.fromkeys(found + near))

"""The check of silence: the longest time without a step, as short and as long as it can have been.

Separate from the checks of one event: it looks at all steps of the audited body in a stretch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.checks import Result
from vtaudit.audit.disputes import done_by
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.select import Env
from vtaudit.audit.states import OPEN, doubted
from vtaudit.audit.step import ANY
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.rulebook.model import StateKind, With

Days = tuple[date, date]
Open = tuple[Fact, ...]
"""What keeps a silence in a stretch from being certain: what is covered, and whose account."""
MOST = 12
"""Vague steps of which each day is tried to see which would settle it."""
LONGEST = 100
"""Days of a vague step up to which each is tried."""
_STATUS = {YES: "shown", NO: "contradicted"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """The steps in a stretch: those certainly in it, and all that may be, with their days."""

    window: Interval
    limit: int
    open: Open
    spans: Mapping[str, Days]
    maybe: Mapping[str, Days]

    def kept(self) -> Truth:
        """Return the verdict: no silence is certain while something keeps it from being so."""
        found = judged(self.spans, self.maybe, self.window, self.limit)
        return UNKNOWN if found is NO and self.open else found

    def on(self, event: str, days: Days) -> _Placed:
        """Return the same with *event* certainly there, and on these days."""
        return replace(self, spans={**self.spans, event: days}, maybe={**self.maybe, event: days})

    def without(self, event: str) -> _Placed:
        """Return the same with *event* as no step of the body."""
        return replace(self, maybe={e: days for e, days in self.maybe.items() if e != event})


def longest_gap(facts: Facts, w: With, env: Env) -> Iterator[Result]:
    """Yield the longest silence of the audited body in each stretch that the record covers.

    Kept when even the longest possible silence is within `at-most`; a no when a longer stretch is
    left empty by every placing of the vague days.
    """
    limit = facts.book.days_at_least(w.at_most or "")
    own = [s for s in facts.steps if s.perhaps_audited]
    disputed = {s.id: facts.difference(s, ("by", ANY)) for s in own
                if done_by(facts, s, "audited", {}) is UNKNOWN}  # fmt: skip
    for window, open_ in _windows(facts, w, env):
        steps = [s for s in own if s.interval.intersect(window) is not None]
        maybe = {s.id: _clipped(s.interval, window) for s in steps}
        inside = {s.id for s in steps if s.id not in disputed and _inside(s.interval, window)}
        placed = _Placed(window, limit, open_, {e: maybe[e] for e in inside}, maybe)
        yield _result(steps, placed, {e: f for e, f in disputed.items() if e in maybe})


def _result(steps: Sequence[Step], placed: _Placed, disputed: Mapping[str, Fact]) -> Result:
    window, kept = placed.window, placed.kept()
    sure, possible = _certain(placed.maybe.values(), window), _possible(
        placed.spans.values(), window)  # fmt: skip
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


def judged(
    spans: Mapping[str, Days], maybe: Mapping[str, Days], window: Interval, limit: int
) -> Truth:
    """Return whether the longest silence is at most *limit* days, in every placing of the days.

    A no names a stretch that every placing leaves empty: that the steps are too few to fill the
    time, wherever each lies, leaves it open in which stretch the silence was.

    *spans* are of the steps that were certainly inside *window*, *maybe* of those that may be.
    """
    longest = _possible(spans.values(), window)
    if (longest[1] - longest[0]).days <= limit:
        return YES
    sure = _certain(maybe.values(), window)
    return NO if (sure[1] - sure[0]).days > limit else UNKNOWN


def _settling(placed: _Placed, disputed: Mapping[str, Fact]) -> Iterator[Fact]:
    """Yield the days of one vague step, or whose step it was, that would settle it.

    Where no single answer does, which steps are vague or in dispute.
    """
    yield from placed.open
    vague = [e for e, s in placed.maybe.items() if s[0] != s[1] and e not in disputed]
    found = [f for e in vague[:MOST] for f in _days_of(e, placed)]
    found += [f for e, f in disputed.items() if _hangs_on(e, placed)]
    yield from found or (
        *(fact("date", event=event_arg(e)) for e in vague), *disputed.values(),
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


def _windows(facts: Facts, w: With, env: Env) -> Iterator[tuple[Interval, Open]]:
    """Yield the stretches that the record covers, and what keeps a silence there from being sure.

    An entry for some persons or some kinds of steps proves no silence: another step may have been
    taken that it would not show. Nor is it sure in which stretch it was where accounts differ on
    the steps that begin or end it.
    """
    held, open_ = _lasted(facts, env[w.during]) if w.during else _held(facts, w.state)
    for c in facts.case.file.case.covered:
        days = facts.case.coverage(c)
        own = not c.bodies or facts.audited_body in c.bodies
        if c.extent != "full" or c.items or not own or held is None or days is None:
            continue
        window = days.intersect(held)
        if window is not None and window.earliest and window.latest:
            partly = (fact("coverage"),) if c.activities or c.persons else ()
            yield window, (*partly, *open_)


def _held(facts: Facts, state: str | None) -> tuple[Interval | None, Open]:
    """Return the widest stretch in which the state can have lasted, up to the peildatum."""
    kind = next((k for k in facts.protocol.states if k.id == state), None)
    if kind is None:
        return Interval(None, facts.as_of), ()
    doubts = doubted(facts, kind)
    begins = (*facts.index.of_kinds(kind.begun_by), *_named(facts, kind, "since"))
    ends = (*facts.of_activity(kind.ended_by), *_named(facts, kind, "until"))
    begun = [s.interval.earliest for s in begins if s.interval.earliest]
    ended = [s.interval.latest for s in ends if s.interval.latest and s not in doubts]
    if not begun:
        return None, ()
    until = min([*ended, facts.as_of]) if ended else facts.as_of
    first = min(begun) if ended else min(*begun, facts.as_of)
    return Interval(first, max(until, first)), _accounts(facts, doubts)


def _named(facts: Facts, kind: StateKind, edge: Literal["since", "until"]) -> Iterator[Step]:
    """Yield the steps that the case names for the body's own states, not for those of others."""
    for state in facts.case.file.states:
        own = not state.holder or facts.audited_body in state.holder
        name = getattr(state, edge)
        if state.state == kind.id and own and name in facts.by_id:
            yield facts.by_id[name]


def _lasted(facts: Facts, stretch: str) -> tuple[Interval, Open]:
    """Return the days on which a stretch of a state certainly lasted, up to the peildatum.

    Where accounts differ on what ended it, all that it can have lasted.
    """
    found = facts.states.named(stretch)
    if found.doubts:
        return facts.since(found.begin.interval.earliest), _accounts(facts, found.doubts)
    end = found.end.interval.earliest if found.end is not None else None
    begin = found.begin.interval.latest
    end = begin if found.end is None and not found.lasts else end
    until = facts.as_of if end is None else min(end, facts.as_of)
    return Interval(begin and min(begin, until), until), ()


def _accounts(facts: Facts, doubts: Iterable[Step]) -> Open:
    return tuple(facts.difference(d, *OPEN) for d in doubts)


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

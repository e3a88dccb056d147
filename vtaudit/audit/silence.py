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
from vtaudit.audit.states import disputed
from vtaudit.audit.step import ANY
from vtaudit.dates.interval import Interval, hull
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
    """The widest stretch that is asked about."""
    narrow: Interval | None
    """The part of it that is certainly asked about; a silence is certain only there."""
    limit: int
    open: Open
    spans: Mapping[str, Days]
    maybe: Mapping[str, Days]

    def kept(self) -> Truth:
        """Return the verdict: no silence is certain while something keeps it from being so."""
        longest = _possible(self.spans.values(), self.window)
        if (longest[1] - longest[0]).days <= self.limit:
            return YES
        if self.open or self.narrow is None:
            return UNKNOWN
        sure = self.certain(self.narrow)
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
    whose = {s.id: facts.difference(s, ("by", ANY)) for s in own
             if done_by(facts, s, "audited", {}) is UNKNOWN}  # fmt: skip
    for window, narrow, open_ in _windows(facts, w, env):
        steps = [s for s in own if s.interval.intersect(window) is not None]
        maybe = {s.id: _clipped(s.interval, window) for s in steps}
        inside = {s.id for s in steps if s.id not in whose and _inside(s.interval, window)}
        placed = _Placed(window, narrow, limit, open_, {e: maybe[e] for e in inside}, maybe)
        yield _result(steps, placed, {e: f for e, f in whose.items() if e in maybe})


def _result(steps: Sequence[Step], placed: _Placed, disputed: Mapping[str, Fact]) -> Result:
    window, kept = placed.window, placed.kept()
    sure = placed.certain(placed.narrow) if placed.narrow else (_ends(window)[0],) * 2
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


def _windows(facts: Facts, w: With, env: Env) -> Iterator[tuple[Interval, Interval | None, Open]]:
    """Yield the stretches that the record covers, what of each is surely asked, and what is open.

    An entry for some persons or some kinds of steps proves no silence: another step may have been
    taken that it would not show. Nor is it sure in which stretch it was where accounts differ on
    the steps that begin or end it.
    """
    held, sure, open_ = _lasted(facts, env[w.during]) if w.during else _held(facts, w.state)
    if held is None:
        return
    for days, partly in _covered(facts):
        window = days.intersect(held)
        if window is not None and window.earliest and window.latest:
            yield window, sure and window.intersect(sure), (*partly, *open_)


def _covered(facts: Facts) -> Iterator[tuple[Interval, Open]]:
    """Yield the days that entries of coverage are about, those that meet as one."""
    whole: list[Interval] = []
    for c in facts.case.file.case.covered:
        days = facts.case.coverage(c)
        own = not c.bodies or facts.audited_body in c.bodies
        if c.extent != "full" or c.items or not own or days is None:
            continue
        if c.activities or c.persons:
            yield days, (fact("coverage"),)
        else:
            whole.append(days)
    joined: list[Interval] = []
    for days in sorted(whole, key=lambda d: d.earliest or date.min):
        if joined and joined[-1].widen(1).intersect(days) is not None:
            joined[-1] = hull(joined[-1], days)
        else:
            joined.append(days)
    yield from ((days, ()) for days in joined)


Held = tuple[Interval | None, Interval | None, Open]
"""The widest stretch that a state can have lasted, the days on which it did, and what is open."""


def _held(facts: Facts, state: str | None) -> Held:
    """Return how long a state can have lasted and how long it did, up to the peildatum."""
    kind = next((k for k in facts.protocol.states if k.id == state), None)
    if kind is None:
        return Interval(None, facts.as_of), Interval(None, facts.as_of), ()
    begins = (*facts.index.of_kinds(kind.begun_by), *_named(facts, kind, "since"))
    ends = (*facts.index.of_kinds(kind.ended_by), *_named(facts, kind, "until"))
    open_ = disputed(facts, kind)
    doubts = {step.id for step, _ in open_}
    begun = [s.interval.earliest for s in begins if s.interval.earliest]
    ended = [s.interval.latest for s in ends if s.interval.latest and s.id not in doubts]
    if not begun:
        return None, None, ()
    first = min(*begun, facts.as_of)
    until = max(min(*ended, facts.as_of) if ended else facts.as_of, first)
    since = min((d for s in begins if (d := s.interval.latest)), default=None)
    over = min((s.interval.earliest or date.min for s in ends), default=facts.as_of)
    return Interval(first, until), _between(since, min(over, until)), tuple(q for _, q in open_)


def _named(facts: Facts, kind: StateKind, edge: Literal["since", "until"]) -> Iterator[Step]:
    """Yield the steps that the case names for the body's own states, not for those of others."""
    for state in facts.case.file.states:
        own = not state.holder or facts.audited_body in state.holder
        name = getattr(state, edge)
        if state.state == kind.id and own and name in facts.by_id:
            yield facts.by_id[name]


def _lasted(facts: Facts, stretch: str) -> Held:
    """Return how long a stretch of a state can have lasted, and did, up to the peildatum."""
    found = facts.states.named(stretch)
    begin, open_ = found.begin.interval, tuple(question for _, question in found.doubts)
    if found.end is None or open_:
        wide = facts.since(begin.earliest)
        certain = found.lasts and not open_
        return wide, _between(begin.latest, facts.as_of) if certain else None, open_
    end = found.end.interval
    first = facts.since(begin.earliest).earliest
    last = min(end.latest or facts.as_of, facts.as_of)
    wide = Interval(first, max(last, first) if first else last)
    return wide, _between(begin.latest, end.earliest), open_


def _between(first: date | None, last: date | None) -> Interval | None:
    """Return the days from one day to another, where both are known and in this order."""
    return Interval(first, last) if first and last and first <= last else None


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

"""How long a state lasted: all days on which it can have, and those on which it certainly did.

Separate from the check of silence, which looks for a stretch without a step in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.facts import Facts, Step
from vtaudit.audit.model import Fact
from vtaudit.audit.select import Env
from vtaudit.audit.states import disputed
from vtaudit.dates.interval import Interval, hull

if TYPE_CHECKING:
    from vtaudit.rulebook.model import StateKind, With

Open = tuple[Fact, ...]
"""What keeps a silence in a stretch from being certain: what is covered, and whose account."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a state lasted, as far as that is certain."""

    wide: Interval
    """All days on which it can have lasted."""
    narrow: Interval | None
    """The days on which it did."""
    open: Open = ()
    vague: Open = ()
    """The days of steps that begin or end it, where they are not certain."""


def windows(facts: Facts, w: With, env: Env) -> Iterator[Lasting]:
    """Yield the stretches of a state that the record covers.

    An entry for some persons or some kinds of steps proves no silence: another step may have been
    taken that it would not show. Nor is it sure in which stretch it was where accounts differ on
    the steps that begin or end it.
    """
    held = _lasted(facts, env[w.during]) if w.during else _held(facts, w.state)
    if held is None:
        return
    for days, partly in _covered(facts):
        window = days.intersect(held.wide)
        if window is not None and window.earliest and window.latest:
            narrow = held.narrow and window.intersect(held.narrow)
            yield replace(held, wide=window, narrow=narrow, open=(*partly, *held.open))


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


def _held(facts: Facts, state: str | None) -> Lasting | None:
    """Return how long a state can have lasted and how long it did, up to the peildatum."""
    kind = next((k for k in facts.protocol.states if k.id == state), None)
    if kind is None:
        return Lasting(Interval(None, facts.as_of), Interval(None, facts.as_of))
    begins = (*facts.index.of_kinds(kind.begun_by), *_named(facts, kind, "since"))
    ends = (*facts.index.of_kinds(kind.ended_by), *_named(facts, kind, "until"))
    open_ = disputed(facts, kind)
    doubts = {step.id for step, _ in open_}
    begun = [s.interval.earliest for s in begins if s.interval.earliest]
    ended = [s.interval.latest for s in ends if s.interval.latest and s.id not in doubts]
    if not begun:
        return None
    first = min(*begun, facts.as_of)
    until = max(min(*ended, facts.as_of) if ended else facts.as_of, first)
    since = min((d for s in begins if (d := s.interval.latest)), default=None)
    over = min((s.interval.earliest or date.min for s in ends), default=facts.as_of)
    narrow = _between(since, min(over, until))
    vague = _vague((*begins, *ends))
    return Lasting(Interval(first, until), narrow, tuple(q for _, q in open_), vague)


def _named(facts: Facts, kind: StateKind, edge: Literal["since", "until"]) -> Iterator[Step]:
    """Yield the steps that the case names for the body's own states, not for those of others."""
    for state in facts.case.file.states:
        own = not state.holder or facts.audited_body in state.holder
        name = getattr(state, edge)
        if state.state == kind.id and own and name in facts.by_id:
            yield facts.by_id[name]


def _lasted(facts: Facts, stretch: str) -> Lasting:
    """Return how long a stretch of a state can have lasted, and did, up to the peildatum."""
    found = facts.states.named(stretch)
    begin, open_ = found.begin.interval, tuple(question for _, question in found.doubts)
    if found.end is None or open_:
        wide = facts.since(begin.earliest)
        certain = found.lasts and not open_
        narrow = _between(begin.latest, facts.as_of) if certain else None
        return Lasting(wide, narrow, open_, _vague([found.begin]))
    end = found.end.interval
    first = facts.since(begin.earliest).earliest
    last = min(end.latest or facts.as_of, facts.as_of)
    wide = Interval(first, max(last, first) if first else last)
    vague = _vague((found.begin, found.end))
    return Lasting(wide, _between(begin.latest, end.earliest), vague=vague)


def _vague(steps: Iterable[Step]) -> Open:
    return tuple(fact("date", event=event_arg(s.id)) for s in steps if not s.interval.exact)


def _between(first: date | None, last: date | None) -> Interval | None:
    """Return the days from one day to another, where both are known and in this order."""
    return Interval(first, last) if first and last and first <= last else None

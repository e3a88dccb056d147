"""How long a state lasted: all days on which it can have, and those on which it certainly did.

Separate from the check of silence, which looks for a stretch without a step in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.facts import Facts, Step
from vtaudit.audit.model import Fact
from vtaudit.audit.select import Env
from vtaudit.audit.states import joined, span
from vtaudit.dates.interval import Interval, hull

if TYPE_CHECKING:
    from vtaudit.rulebook.model import With

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
    """Yield the stretches of a state of the audited body that the record covers.

    An entry for some persons or some kinds of steps proves no silence: another step may have been
    taken that it would not show. Nor is it sure in which stretch it was where it is open what the
    steps did that begin or end it.
    """
    found = (_lasted(facts, env[w.during]),) if w.during else _held(facts, w.state)
    for held in found:
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
    met: list[Interval] = []
    for days in sorted(whole, key=lambda d: d.earliest or date.min):
        if met and met[-1].widen(1).intersect(days) is not None:
            met[-1] = hull(met[-1], days)
        else:
            met.append(days)
    yield from ((days, ()) for days in met)


def _held(facts: Facts, state: str | None) -> Iterator[Lasting]:
    """Yield each stretch in which the audited body held the state, up to the peildatum.

    Of a state that the protocol does not know, all the time. Where it is open what a step did to
    the state, that is one stretch to the end.
    """
    if state is None or all(k.id != state for k in facts.protocol.states):
        yield Lasting(Interval(None, facts.as_of), Interval(None, facts.as_of))
        return
    found = facts.states.of(state)
    mine = [s for s in found if facts.audited_body in s.holders]
    doubts = facts.states.doubts(state)
    if doubts and (mine or any(_may_give(facts, step) for step, _ in doubts)):
        begins = (*(s.begin for s in mine), *(step for step, _ in doubts))
        wide = facts.since(min(s.interval.earliest or date.min for s in begins))
        vague = _vague(s.begin for s in mine)
        yield Lasting(wide, None, tuple(dict.fromkeys(q for _, q in doubts)), vague)
        return
    for run in joined(mine):
        wide_, sure = span(facts, run, sure=False), span(facts, run, sure=True)
        edges = [s for s in (run[0].begin, run[1].end) if s is not None]
        if wide_ is not None:
            narrow = Interval(sure[0], min(sure[1], facts.as_of)) if sure else None
            last = max(min(wide_[1], facts.as_of), wide_[0])
            first_ = wide_[0] if wide_[0] > date.min else None
            yield Lasting(Interval(first_, last), narrow, vague=_vague(edges))


def _may_give(facts: Facts, step: Step) -> bool:
    """Return whether *step*, if it is open what it did, may give a state to the audited body."""
    given = facts.audited_body in step.rivals_in("by", "to", "with")
    return given or step.unattributed or step.unaddressed


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

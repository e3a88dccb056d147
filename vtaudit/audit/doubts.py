"""What leaves it open what steps did to a state: accounts that differ, and orders not known.

Separate from the states, which follow one course of the steps: this says where that course is not
the only one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from vtaudit.audit.asked import difference, event_arg, fact, whose
from vtaudit.audit.step import ANY
from vtaudit.dates.interval import before
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts
    from vtaudit.audit.model import Fact
    from vtaudit.audit.step import Step
    from vtaudit.rulebook.model import StateKind

OPEN = tuple((field, ANY) for field in ("activity", "by", "to", "with"))
"""What accounts may say of a step that changes whose state it begins or ends."""
_Effect = tuple[bool, tuple[str, ...], frozenset[str]]
Doubt = tuple["Step", "Fact"]
"""A step of which it is not certain what it did to a state, and the question that it hangs on."""


def doubted(facts: Facts, kind: StateKind) -> tuple[Doubt, ...]:
    """Return the steps that begin, pass on or end a state, but not certainly so.

    Accounts differ on what they were or which body did or got them, or on which came first of two
    that do not do the same to it. Also those that bear on it by an account alone.
    """
    steps = facts.index.of_kinds((*kind.begun_by, *kind.passed_by, *kind.ended_by))
    does = {s.id: _does(facts, kind, s) for s in steps}
    holders = frozenset(h for begins, held, _ in does.values() if begins for h in held)
    steps = [s for s in steps if does[s.id][0] or not holders.isdisjoint(does[s.id][2])]
    begun = sorted(steps, key=first_day)
    starts = [first_day(s) for s in begun]
    reach = [*accumulate((s.interval.latest or date.max for s in begun), max)]
    unordered = []
    for step in steps:
        near = bisect_left(reach, first_day(step))
        for other in begun[near : bisect_right(starts, step.interval.latest or date.max)]:
            same = step.interval.exact and step.interval == other.interval
            if (
                other.order > step.order
                and not _alike(does[step.id], does[other.id], same=same)
                and not _ordered(facts, step, other)
            ):
                question = fact("date", event=event_arg(step.id), then=event_arg(other.id))
                unordered += [(step, question), (other, question)]
    unnamed = ((s, whose(s)) for s in steps if _unnamed(facts, kind, s, holders))
    untold = (s for s in steps if _untold(facts, kind, s))
    whom = ((s, fact("receiver", event=event_arg(s.id))) for s in untold)
    return (*_disputed(facts, kind), *unnamed, *whom, *unordered)


def _disputed(facts: Facts, kind: StateKind) -> tuple[Doubt, ...]:
    """Return the steps that bear on a state, or not, by accounts that differ."""
    steps = facts.index.of_kinds((*kind.begun_by, *kind.passed_by, *kind.ended_by))
    return tuple((s, difference(s, *OPEN)) for s in steps if _differs(facts, s))


def _unnamed(facts: Facts, kind: StateKind, step: Step, holders: Iterable[str]) -> bool:
    """Return whether it matters to a state that the case names nobody who did *step*.

    It may then be with whoever begins it that the state is, or by whoever holds it that it ends.
    """
    if not step.unattributed or (receivers_of(facts, step) and _is(step, kind.passed_by)):
        return False
    bodies = facts.case.bodies if _is(step, kind.begun_by) else holders
    return any(facts.may_have_done(step, b) for b in bodies)


def _untold(facts: Facts, kind: StateKind, step: Step) -> bool:
    """Return whether it matters to a state that the case does not say whom *step* reached."""
    passes = _is(step, kind.passed_by)
    begins = _is(step, kind.begun_by) and not holders_of(facts, step)
    return step.unaddressed and (passes or begins)


def _is(step: Step, names: Iterable[str]) -> bool:
    return not step.classes.isdisjoint(names)


def _ordered(facts: Facts, one: Step, other: Step) -> bool:
    """Return whether it is certain which of two steps came first."""
    if facts.stated(one.id, other.id) or facts.stated(other.id, one.id):
        return True
    days = one.interval, other.interval
    return Truth.YES in (before(*days), before(*days[::-1]))


def first_day(step: Step) -> date:
    """Return the first day on which a step can have been."""
    return step.interval.earliest or date.min


def _does(facts: Facts, kind: StateKind, step: Step) -> _Effect:
    """Return whether *step* gives a state to somebody, to whom, and whose state it could end."""
    begins, passes = _is(step, kind.begun_by), _is(step, kind.passed_by)
    holders = receivers_of(facts, step) if passes else holders_of(facts, step)
    own = {facts.audited_body} if step.perhaps_audited else set()
    others = {b for b in facts.case.bodies if facts.may_have_done(step, b)}
    return begins or passes, holders, frozenset(step.actors | own | others)


def _alike(one: _Effect, other: _Effect, *, same: bool) -> bool:
    """Return whether it does not matter which of two steps came first.

    It does not for two that only end it, nor for two that give it to the same holders; on the
    *same* day also where each leaves somebody a holder whom the other cannot end.
    """
    gives = [effect for effect in (one, other) if effect[0]]
    if not gives or (len(gives) == 2 and one[1] == other[1]):
        return True
    if not same:
        return False
    if len(gives) == 2:
        return bool(one[1] and other[1])
    ends = other if one[0] else one
    return bool(gives[0][1]) and ends[2].isdisjoint(gives[0][1])


def _differs(facts: Facts, step: Step) -> bool:
    """Return whether accounts differ on its kind, or on a body (or who acts for it) that it is of.

    Only bodies hold a state: which person was told or did it changes nothing.
    """
    bodies = step.rivals_in("by", "to", "with")
    named = any(n in facts.case.bodies or facts.of_audited(n) for n in bodies)
    return named or bool(step.rivals_in("activity"))


def holders_of(facts: Facts, step: Step) -> tuple[str, ...]:
    """Return who holds what *step* begins: the bodies that act, or else those that receive it."""
    bodies = facts.case.bodies
    return tuple(sorted(a for a in step.actors if a in bodies)) or receivers_of(facts, step)


def receivers_of(facts: Facts, step: Step) -> tuple[str, ...]:
    """Return the bodies that receive what *step* passes on."""
    return tuple(sorted(a for a in step.reached if a in facts.case.bodies))

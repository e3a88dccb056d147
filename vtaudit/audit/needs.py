"""What each step of the audited body needs before it, and whether the record shows it.

Separate from the runs: a flow says in which order steps come, a need says on what a step rests
(a ground that is stated, a step that went before), whichever way the case went.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.findings import VERDICTS
from vtaudit.audit.model import Needed

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Need
    from vtaudit.truth import Truth


def needs(facts: Facts) -> Iterator[Needed]:
    """Yield every need of every step of the audited body, in the order of the chronology."""
    for step in facts.steps:
        if step.audited:
            for number, need in enumerate(step.activity.needs):
                truth, shown = _met(facts, step, need)
                yield Needed(step.id, number, VERDICTS[truth], shown)


def _met(facts: Facts, step: Step, need: Need) -> tuple[Truth, tuple[str, ...]]:
    if need.ground:
        return _grounded(facts, step, need)
    before = [(s, facts.not_after(s, step)) for s in facts.of_activity(need.activity)
              if s.id != step.id]  # fmt: skip
    sure = tuple(s.id for s, t in before if t is YES)
    if sure:
        return YES, sure
    maybe = tuple(s.id for s, t in before if t is UNKNOWN)
    if maybe:
        return UNKNOWN, maybe
    window = facts.since(min((d for s in facts.steps if (d := s.interval.earliest)), default=None))
    return (NO if facts.covers(window, names=need.activity) is YES else UNKNOWN), ()


def _grounded(facts: Facts, step: Step, need: Need) -> tuple[Truth, tuple[str, ...]]:
    """Return whether one of the grounds is stated for *step*; silence leaves it open."""
    stated = tuple(str(g.ground) for g in step.event.grounds)
    shown = tuple(dict.fromkeys(g for g in stated if g in need.ground))
    if shown:
        return YES, shown
    window = facts.since(step.interval.earliest)
    covered = facts.covers(window, names=(str(step.activity.id),), contents=True)
    return (NO if covered is YES else UNKNOWN), ()

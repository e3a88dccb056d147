"""What each step of the audited body needs before it, and whether the record shows it.

Separate from the runs: a flow says in which order steps come, a need says on what a step rests
(a ground that is stated, a step that went before), whichever way the case went.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.coverage import covers
from vtaudit.audit.disputes import done_by, of_kind
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.findings import VERDICTS
from vtaudit.audit.model import Needed
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Need


def needs(facts: Facts) -> Iterator[Needed]:
    """Yield every need of every step of the audited body, in the order of the chronology."""
    for step in facts.steps:
        if step.perhaps_audited:
            own = done_by(facts, step, "audited", {}) & of_kind(facts, step, (step.activity.id,))
            own &= facts.by_then(step)
            for number, need in enumerate(step.activity.needs):
                truth, shown = _met(facts, step, need)
                yield Needed(step.id, number, VERDICTS[truth | ~own], shown)


def _met(facts: Facts, step: Step, need: Need) -> tuple[Truth, tuple[str, ...]]:
    if need.ground:
        return _grounded(facts, step, need)
    before = [
        (s, of_kind(facts, s, need.activity) & facts.not_after(s, step))
        for s in facts.index.of_kinds(need.activity)
        if s.id != step.id
    ]
    sure = tuple(s.id for s, t in before if t is YES)
    if sure:
        return YES, sure
    maybe = tuple(s.id for s, t in before if t is UNKNOWN)
    if maybe:
        return UNKNOWN, maybe
    covered = covers(facts, facts.since(facts.first_day), names=need.activity)
    return (NO if covered else UNKNOWN), ()


def _grounded(facts: Facts, step: Step, need: Need) -> tuple[Truth, tuple[str, ...]]:
    """Return whether one of the grounds is stated for *step*; silence leaves it open."""
    stated = [(ground, truth) for ground, truth in step.on_grounds() if ground in need.ground]
    held = some(truth for _, truth in stated)
    if held is not NO:
        return held, tuple(ground for ground, truth in stated if truth is held)
    window = facts.since(step.interval.earliest)
    covered = covers(facts, window, names=(str(step.activity.id),), contents=True)
    return (NO if covered else UNKNOWN), ()

"""A rule worked out for the bindings that make one outcome: candidates, and the verdict they give.

Separate from the outcomes told of them, because what would settle an outcome is found by working
it out again with open questions answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg
from vtaudit.audit.bind import CHOOSING, Binding, extreme, holds
from vtaudit.audit.checks import CHECKS, Result
from vtaudit.audit.conditions import applicable
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.select import Env
from vtaudit.dates.interval import Interval, before
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Condition, Rule

Group = tuple[Binding, ...]
"""Bindings that differ only in which candidate they take."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a rule gives for one binding, before the candidates are put together."""

    binding: Binding
    applies: Truth
    result: Result | None
    """None where it does not apply."""
    reason: Condition | None
    grounds: tuple[str, ...]

    @property
    def kept(self) -> Truth | None:
        """Whether it was kept, if it holds and applies; None where it does not apply."""
        return self.result.kept if self.result is not None else None


def worked(facts: Facts, rule: Rule, group: Group) -> tuple[Work, ...]:
    """Return what *rule* gives for each of *group*, without those on whose day it was not in force.

    Not applicable is decided first; the check is carried out only where it may apply.
    """
    found = []
    for binding in group:
        valid = in_force(facts, rule, binding.env)
        if valid is NO:
            continue
        applies, reason, grounds = applicable(facts, rule, binding.env)
        applies &= valid
        check = CHECKS[rule.check]
        result = None if applies is NO else check(facts, rule.with_, binding.env)
        found.append(Work(binding, applies, result, reason, grounds))
    return tuple(found)


def kept_in(rule: Rule, group: Group, found: tuple[Work, ...]) -> Truth | None:
    """Return the one verdict of *found*; None where the rule applies to none of them.

    Of candidates for a first or last it is yes or no only if it is for all; of `any`, one for
    which it was kept is enough.
    """
    if all(w.kept is None for w in found):
        return None
    if any(b.take == "any" for b in rule.bind):
        return some(_doubted(w, w.binding.holds) if w.kept is NO else w.binding.holds & w.kept
                    for w in found if w.kept is not None)  # fmt: skip
    verdicts = {w.kept for w in found}
    if verdicts not in ({NO}, {YES}):
        return UNKNOWN
    if verdicts == {YES}:
        return YES
    whole = len(group) == group[0].chosen
    one = some(w.binding.holds for w in found)
    sure = one is YES and whole and all(w.applies is YES for w in found)
    return NO if sure else UNKNOWN


def _doubted(work: Work, holds_: Truth) -> Truth:
    """Return what a no is worth that may not apply, or whose binding may not hold."""
    return NO if work.applies is YES or holds_ is NO else UNKNOWN


def again(facts: Facts, rule: Rule, group: Group) -> Truth | None:
    """Return the verdict of *group* as it is with the answers that are now supposed.

    None where, with those answers, the rule applies to none of it or binds none of it.
    """
    left = tuple(b for b in _narrowed(facts, rule, group) if b.holds is not NO)
    found = worked(facts, rule, left)
    return kept_in(rule, left, found) if found else None


def _narrowed(facts: Facts, rule: Rule, group: Group) -> Group:
    """Return *group* with the truth of each binding worked out again, less beaten candidates."""
    again_ = ((b, holding(facts, rule, b.env)) for b in group)
    left = tuple(b if h is b.holds else replace(b, holds=h) for b, h in again_ if h is not NO)
    for bind in rule.bind:
        if bind.take in CHOOSING and left:
            values = {b.env[bind.var]: b.holds for b in left}
            kept = dict(extreme(facts, list(values.items()), last=bind.take != "first"))
            left = tuple(b for b in left if b.env[bind.var] in kept)
    lost = len(group) - len(left)
    if not lost:
        return left
    return tuple(replace(b, chosen=max(b.chosen - lost, 1)) for b in left)


def holding(facts: Facts, rule: Rule, env: Env) -> Truth:
    """Return whether the variables of *rule* may stand for *env*."""
    so_far: dict[str, str] = {}
    truth = YES
    for bind in rule.bind:
        truth &= holds(facts, bind, env[bind.var], so_far)
        so_far[bind.var] = env[bind.var]
    return truth


def in_force(facts: Facts, rule: Rule, env: Env) -> Truth:
    """Return whether the rule was in force on the day of the step that triggers it."""
    if rule.since is None and rule.until is None:
        return YES
    trigger = next((env[b.var] for b in rule.bind if b.event is not None or b.object), None)
    day = facts.by_id[trigger].interval if trigger else Interval.on(facts.as_of)
    started = ~before(day, Interval.on(rule.since)) if rule.since else YES
    ended = before(Interval.on(rule.until), day) if rule.until else NO
    known = started & ~ended
    return facts.asked.known(known, "date", event=event_arg(trigger)) if trigger else known

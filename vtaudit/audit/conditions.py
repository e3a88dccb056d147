"""Whether a rule applies at all, decided before anything else, with the reason.

Separate because not applicable is not the same as kept: a rule that does not apply says so, and
says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.audit.asked import whose
from vtaudit.audit.checks.existence import unseen
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env, select
from vtaudit.audit.who import grounds_for
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Condition, Rule, Select


def applicable(
    facts: Facts, rule: Rule, env: Env
) -> tuple[Truth, Condition | None, tuple[str, ...]]:
    """Return whether *rule* applies, the condition that decides it, and the grounds considered.

    Every condition of `applies` must hold and none of `unless`; an uncertain one leaves it unknown.
    """
    doubt: Condition | None = None
    grounds: list[str] = []
    for condition, wanted in [(c, YES) for c in rule.applies] + [(c, NO) for c in rule.unless]:
        truth = _holds(facts, condition, env)
        if condition.ground and truth is not NO:
            grounds.extend(condition.ground)
        if truth is UNKNOWN:
            doubt = condition
        elif truth is not wanted:
            return NO, condition, tuple(grounds)
    return (UNKNOWN if doubt else YES), doubt, tuple(grounds)


def _holds(facts: Facts, c: Condition, env: Env) -> Truth:
    if c.exists is not None:
        return _there(facts, c.exists, env)
    if c.absent is not None:
        return ~_there(facts, c.absent, env)
    if c.in_record is not None:
        return some(truth for _, truth in select(facts, c.in_record, env))
    if c.anonymous is not None:
        return _anonymous(facts, env[c.anonymous])
    if c.child is not None:
        there = Truth.of(any(facts.is_child(p) for p in facts.case.people))
        return there if c.child == "yes" else ~there
    if c.statutory is not None:
        known = Truth(facts.case.bodies[facts.audited_body].statutory_body)
        return facts.asked.known(known, "applies", person=Arg("person", facts.audited_body))
    if c.ground and c.of:
        return grounds_for(facts, env[c.of], env[c.person] if c.person else None, c.ground)
    return YES


def _there(facts: Facts, wanted: Select, env: Env) -> Truth:
    """Whether such an event is there; silence counts as no only inside what is covered."""
    found = some(truth for _, truth in select(facts, wanted, env))
    if found is not NO:
        return found
    return unseen(facts, facts.since(facts.first_day), wanted, env)


def _anonymous(facts: Facts, event: str) -> Truth:
    step = facts.by_id[event]
    people = [(facts.person(a), truth) for a, truth in step.doers()]
    hidden = some(t for p, t in people if p is not None and p.anonymous != "no")
    if hidden is UNKNOWN or (hidden is NO and step.unattributed):
        return facts.asked.put(whose(step))
    return hidden

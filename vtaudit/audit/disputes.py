"""Whether a step is of a kind, by somebody or for somebody, where accounts of that may differ.

Separate from the descriptions of steps that ask it: what an account leaves open is a question of
its own, answered by whoever knows whose account is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vtaudit.audit.facts import UNKNOWN, Facts, Step
from vtaudit.audit.step import ANY
from vtaudit.truth import Truth, some


def of_kind(facts: Facts, step: Step, names: Iterable[str]) -> Truth:
    """Return whether *step* is one of these activities or classes."""
    wanted = set(names)
    own = Truth.of(bool(step.classes & wanted))
    rivals = [facts.classes_of(value) for field, value in step.disputed if field == "activity"]
    if all(Truth.of(bool(r & wanted)) is own for r in rivals):
        return own
    return facts.differs(step, ("activity", ANY))


def done_by(facts: Facts, step: Step, who: str, env: Mapping[str, str]) -> Truth:
    """Return whether *who* acted: `audited`, `other`, a variable, or a role or kind of body."""
    if who == "other":
        return ~done_by(facts, step, "audited", env)
    if who == "audited" and not step.disputed:
        return Truth.of(step.audited)
    if who == "audited":
        found = some(truth for a, truth in step.doers() if facts.of_audited(a))
    elif who in env:
        own = facts.states.named(env[who]).holders if "@" in env[who] else (env[who],)
        found = some(truth for a, truth in step.doers() if a in own)
    else:
        found = some(truth for a, truth in step.doers() if _kind(facts, a) == who)
    return facts.differs(step, ("by", ANY)) if found is UNKNOWN else found


def done_to(facts: Facts, step: Step, who: str) -> Truth:
    """Return whether it was sent to *who*: `audited`, an actor, or a role or kind of body."""
    wanted = facts.audited_body if who == "audited" else who
    found = some(t for a, t in step.sent_to() if a == wanted or _kind(facts, a) == wanted)
    return facts.differs(step, ("to", ANY)) if found is UNKNOWN else found


def _kind(facts: Facts, actor: str) -> str | None:
    person = facts.person(actor)
    if person is not None:
        return person.role
    body = facts.case.bodies.get(actor)
    return body.kind if body else None

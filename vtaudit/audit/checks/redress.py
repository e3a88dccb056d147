"""The check of redress: which kinds of it answer a complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.audit.checks.result import Result
from vtaudit.audit.facts import YES, Facts, Step
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env, select
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Part, With


def redress(facts: Facts, w: With, env: Env) -> Result:
    """Kept when every kind of redress is among the steps that answer the complaint."""
    assert w.complaint is not None
    complaint = facts.case.complaints[env[w.complaint]]
    given = {str(e) for e in complaint.redress if e in facts.by_id}
    found = {p.id: _given(facts, p, env, given) for p in w.parts}
    held = every(t for t, _ in found.values())
    events = tuple(dict.fromkeys(e for _, es in found.values() for e in es))
    missing = tuple(Arg("item", p) for p, (t, _) in found.items() if t is not YES)
    args = {"missing": Arg("list", items=missing), "complaint": Arg("text", complaint.id)}
    return Result(held, events, args)


def _given(facts: Facts, part: Part, env: Env, given: set[str]) -> tuple[Truth, tuple[str, ...]]:
    found = list(select(facts, part.select, env))
    tied = [(s, t & _answers(facts, s, part, given)) for s, t in found]
    events = tuple(s.id for s, t in tied if t is YES)
    if events:
        return YES, events
    covered = facts.covers(facts.since(facts.begun), names=part.select.activity)
    if covered is YES:
        return some(t for _, t in tied), ()
    return some(t for _, t in tied) | facts.asked.ask("event", what=Arg("item", part.id)), ()


def _answers(facts: Facts, step: Step, part: Part, given: set[str]) -> Truth:
    """Return whether *step* answers the complaint: as the case says, else that is open."""
    if step.id in given:
        return YES
    return facts.asked.ask("event", what=Arg("item", part.id), event=Arg("event", step.id))

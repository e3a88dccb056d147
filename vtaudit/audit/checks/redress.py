"""The check of redress: which kinds of it answer a complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.audit.bind import Env, select
from vtaudit.audit.checks.existence import begun
from vtaudit.audit.checks.result import Result, fact
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import Arg
from vtaudit.truth import Truth, every

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
    deciding = tuple(fact("event", what=Arg("item", p)) for p, (t, _) in found.items()
                     if t is UNKNOWN)  # fmt: skip
    return Result(held, events, deciding, args)


def _given(facts: Facts, part: Part, env: Env, given: set[str]) -> tuple[Truth, tuple[str, ...]]:
    found = list(select(facts, part.select, env))
    events = tuple(s.id for s, t in found if t is YES and s.id in given)
    if events:
        return YES, events
    covered = facts.covers(facts.since(begun(facts)), names=part.select.activity)
    return (NO if covered is YES and not found else UNKNOWN), ()

"""The check of redress after a mistake was acknowledged: apology, rectification, lesson learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.audit.checks.existence import silent
from vtaudit.audit.checks.result import Result
from vtaudit.audit.coverage import covers
from vtaudit.audit.facts import UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.select import Env, left_open, select
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Part, With


def redress(facts: Facts, w: With, env: Env) -> Result:
    """Kept when every kind of redress is among the steps that answer the complaint.

    A step that somebody's account denies counts for nothing by itself: what is shown rests on the
    others, and without others it is unknown.
    """
    assert w.complaint is not None
    found = {p.id: given(facts, p, env, env[w.complaint]) for p in w.parts}
    held = every(t for t, _ in found.values())
    events = tuple(dict.fromkeys(e for _, es in found.values() for e in es))
    events = events or tuple(e for e in _own(facts, env[w.complaint]) if e in facts.by_id)
    missing = tuple(Arg("item", p) for p, (t, _) in found.items() if t is not YES)
    args = {"missing": Arg("list", items=missing), "complaint": Arg("text", env[w.complaint])}
    return Result(held, events, args)


def given(facts: Facts, part: Part, env: Env, complaint: str) -> tuple[Truth, tuple[str, ...]]:
    """Return whether the steps that answer *complaint* give *part*, and those that certainly do."""
    own = _own(facts, complaint)
    found = [(s, t & _answers(facts, s, part, own)) for s, t in select(facts, part.select, env)]
    events = tuple(s.id for s, t in found if t is YES)
    if events:
        return YES, events
    held = some(t for _, t in found)
    wanted, window = part.select, facts.since(facts.begun)
    if covers(facts, window, names=wanted.activity, by=wanted.by,
              contents=bool(wanted.says), items=wanted.says):  # fmt: skip
        return held | silent(facts, wanted, env), ()
    return held | facts.asked.ask("event", what=Arg("item", part.id)), ()


def disputed(facts: Facts, part: Part, env: Env, complaint: str) -> tuple[Fact, ...]:
    """Return the accounts that leave open whether steps that answer *complaint* give *part*."""
    own = _own(facts, complaint)
    open_ = (s for s, t in select(facts, part.select, env) if t is UNKNOWN and s.id in own)
    return tuple(f for s in open_ for f in left_open(facts, part.select, s, env))


def _own(facts: Facts, complaint: str) -> tuple[str, ...]:
    return tuple(str(e) for e in facts.case.complaints[complaint].redress)


def _answers(facts: Facts, step: Step, part: Part, own: tuple[str, ...]) -> Truth:
    """Return whether *step* answers the complaint: as the case says, else that is open."""
    if step.id in own:
        return YES
    return facts.asked.ask("event", what=Arg("item", part.id), event=Arg("event", step.id))

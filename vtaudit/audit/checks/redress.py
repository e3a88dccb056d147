"""The check of redress: which kinds of it answer a complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.audit.bind import Env, select
from vtaudit.audit.checks.existence import begun
from vtaudit.audit.checks.result import Result, dispute, fact
from vtaudit.audit.disputes import left_open
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import Arg, Fact
from vtaudit.truth import Truth, every

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Part, With

Given = tuple[Truth, tuple[str, ...], tuple[Fact, ...]]
"""Whether a kind of redress was given, by which steps, and which steps are disputed."""


def redress(facts: Facts, w: With, env: Env) -> Result:
    """Kept when every kind of redress is among the steps that answer the complaint.

    A step that somebody's account denies counts for nothing by itself: what is shown rests on the
    others, and without others it is unknown.
    """
    assert w.complaint is not None
    found = {p.id: given(facts, p, env, env[w.complaint]) for p in w.parts}
    held = every(t for t, _, _ in found.values())
    events = tuple(dict.fromkeys(e for t, es, _ in found.values() if t is YES for e in es))
    if not events:
        events = tuple(e for e in facts.case.complaints[env[w.complaint]].redress
                       if e in facts.by_id)  # fmt: skip
    missing = tuple(Arg("item", p) for p, (t, _, _) in found.items() if t is not YES)
    args = {"missing": Arg("list", items=missing), "complaint": Arg("text", env[w.complaint])}
    deciding = tuple(
        d
        for p, (t, _, disputed) in found.items()
        if t is UNKNOWN
        for d in disputed or (fact("event", what=Arg("item", p)),)
    )
    return Result(held, events, deciding, args)


def given(facts: Facts, part: Part, env: Env, complaint: str) -> Given:
    """Return whether the steps that answer *complaint* give *part*."""
    own = {str(e) for e in facts.case.complaints[complaint].redress}
    found = list(select(facts, part.select, env))
    open_ = [s for s, t in found if t is UNKNOWN and s.id in own]
    told = [(s, left_open(facts, part.select, s, env)) for s in open_]
    disputed = tuple(dispute(s, accounts) for s, accounts in told if accounts)
    events = tuple(s.id for s, t in found if t is YES and s.id in own)
    if events or open_:
        return (YES if events else UNKNOWN), events, disputed
    covered = facts.covers(facts.since(begun(facts)), names=part.select.activity)
    return (NO if covered is YES and not found else UNKNOWN), (), ()

"""The check of who dealt with something: nobody who had a hand in what it was about.

Separate from the checks of steps: it is about the people behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.audit.checks.result import Result
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import Arg
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.select import Env
    from vtaudit.audit.step import Step
    from vtaudit.rulebook.model import With


def other_hands(facts: Facts, w: With, env: Env) -> Result:
    """Return whether nobody did both the step of `event` and a step that `of` is about.

    `of` is the step that complains of others (by `about`). Kept when the case names the people on
    both sides and none is on both; a no when one certainly is. A step done by an organisation, of
    which the case does not say who acted for it, leaves the outcome open.
    """
    assert w.event is not None
    assert w.of is not None
    dealt, complaint = facts.by_id[env[w.event]], facts.by_id[env[w.of]]
    named = dict.fromkeys((*(str(x.id) for x in complaint.event.about),
                           *complaint.rivals_in("about")))  # fmt: skip
    ties = (
        (facts.by_id[t], facts.linked(complaint, "about", t)) for t in named if t in facts.by_id
    )
    about = [(s, tied) for s, tied in ties if tied is not NO]
    doers = _people(facts, dealt)
    both = [
        (who, s, tied & doers[who] & others[who])
        for s, tied in about
        for others in [_people(facts, s)]
        for who in doers
        if who in others
    ]
    shared = [who for who, _, tied in both if tied is YES]
    sure = any(tied is YES for _, tied in about)
    whole = doers and sure and all(_people(facts, s) for s, _ in about)
    kept = NO if shared else YES if whole and not both else UNKNOWN
    kept = facts.asked.known(kept, "hands", event=Arg("event", dealt.id))
    who = Arg("list", items=tuple(Arg("person", p) for p in dict.fromkeys(shared)))
    return Result(kept, tuple(s.id for _, s, _ in both), {"who": who})


def _people(facts: Facts, step: Step) -> dict[str, Truth]:
    """Return the people who did *step*, or may have; none where only an organisation is named."""
    return {a: truth for a, truth in sorted(step.doers()) if a in facts.case.people}

"""Whether a step is of a kind, by somebody or for somebody, where accounts of that may differ.

Separate from the descriptions of steps that ask it: what an account leaves open is a question of
its own, answered by whoever knows whose account is right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, product
from math import prod

from vtaudit.audit.asked import event_arg, whose
from vtaudit.audit.building import sort_of
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.index import LINKED
from vtaudit.audit.model import Arg
from vtaudit.audit.step import ANY
from vtaudit.truth import Truth, some

MOST = 8
"""Ways to tell the kinds of steps up to which each is followed."""


def of_kind(facts: Facts, step: Step, names: Iterable[str]) -> Truth:
    """Return whether *step* is one of these activities or classes."""
    wanted = set(names)
    own = Truth.of(bool(step.classes & wanted))
    rivals = [facts.classes_of(value) for field, value in step.disputed if field == "activity"]
    if all(Truth.of(bool(r & wanted)) is own for r in rivals):
        return own
    return facts.differs(step, ("activity", ANY))


def told(facts: Facts) -> Iterator[tuple[Step, ...]]:
    """Yield the steps as the case has them, and then as accounts of their kinds would have them.

    Also without those that may have been after the peildatum. Where there are too many such ways,
    no steps at all: nothing is then certain in every way of telling.
    """
    yield facts.steps
    open_ = {s.id: tuple(_otherwise(facts, s)) for s in facts.steps}
    ways = [((s.id, s), *((s.id, o) for o in open_[s.id])) for s in facts.steps if open_[s.id]]
    if prod(map(len, ways)) > MOST:
        yield ()
        return
    for chosen in islice(product(*ways), 1, None):
        other = dict(chosen)
        steps = (other.get(s.id, s) for s in facts.steps)
        yield tuple(s for s in steps if s is not None)


def _otherwise(facts: Facts, step: Step) -> Iterator[Step | None]:
    """Yield *step* as accounts of its kind have it, and None where it may have been later."""
    for name in step.rivals_in("activity"):
        activity = facts.activity(name)
        if activity is not None:
            yield replace(step, activity=activity, classes=facts.classes_of(name))
    if facts.by_then(step) is not YES:
        yield None


def opens(facts: Facts, step: Step, kinds: Collection[str]) -> Truth:
    """Return whether *step* opens an object of one of these kinds."""
    own = step.activity.opens in kinds
    rivals = (facts.activity(value) for value in step.rivals_in("activity"))
    if all((r is not None and r.opens in kinds) is own for r in rivals):
        return Truth.of(own)
    return facts.differs(step, ("activity", ANY))


def done_by(facts: Facts, step: Step, who: str, env: Mapping[str, str]) -> Truth:
    """Return whether *who* acted: `audited`, `other`, a variable, or a role or kind of body.

    Where the case names nobody who did it, whoever may have done it by the protocol perhaps did.
    """
    if who == "other":
        return ~done_by(facts, step, "audited", env)
    if who == "audited" and not step.disputed and not step.unattributed:
        return Truth.of(step.audited)
    if who == "audited":
        found = some(truth for a, truth in step.doers() if facts.of_audited(a))
        may = UNKNOWN if step.perhaps_audited else NO
    elif who in env:
        own = facts.states.named(env[who]).holders if "@" in env[who] else (env[who],)
        found = some(truth for a, truth in step.doers() if a in own)
        may = some(UNKNOWN for a in own if facts.may_have_done(step, a))
    else:
        found = some(truth for a, truth in step.doers() if sort_of(facts.case, a) == who)
        may = _of_sort(step, who)
    if found is UNKNOWN:
        return facts.differs(step, ("by", ANY))
    if found is YES or not step.unattributed:
        return found
    return facts.asked.put(whose(step)) if may is UNKNOWN else may


def _of_sort(step: Step, kind: str) -> Truth:
    """Return whether somebody of a role or *kind* did a step of which nobody is named."""
    by = step.activity.by
    if not by or step.rivals_in("activity"):
        return UNKNOWN
    return YES if by == (kind,) else UNKNOWN if kind in by else NO


def done_to(facts: Facts, step: Step, who: str) -> Truth:
    """Return whether it was sent to *who*: `audited`, an actor, or a role or kind of body."""
    wanted = facts.audited_body if who == "audited" else who
    found = some(t for a, t in step.sent_to() if a == wanted or sort_of(facts.case, a) == wanted)
    if found is NO and step.unaddressed:
        return facts.asked.ask("receiver", event=event_arg(step.id))
    return facts.differs(step, ("to", ANY)) if found is UNKNOWN else found


def by_medium(facts: Facts, step: Step, media: Collection[str]) -> Truth:
    """Return whether *step* went by one of *media*; unknown where its medium is, or is disputed."""
    found = {m in media for m in step.media}
    if found == {True} or (found == {False} and "unknown" not in step.media):
        return Truth.of(found == {True})
    if step.rivals_in("channel"):
        return facts.differs(step, ("channel", ANY))
    return facts.asked.ask("record", event=event_arg(step.id), on=Arg("text", "medium"))


def has(facts: Facts, step: Step, field: str) -> Truth:
    """Return whether there is anything in a field: a tie or a ground that is certain, or any."""
    rivals = step.rivals_in(field)
    if field in LINKED:
        named = dict.fromkeys((*(str(x.id) for x in getattr(step.event, field)), *rivals))
        return some(facts.linked(step, field, name) for name in named)
    if not rivals:
        return Truth.of(bool(getattr(step.event, field)))
    sure = any(truth is YES for _, truth in step.on_grounds())
    return YES if sure else facts.differs(step, (field, ANY))

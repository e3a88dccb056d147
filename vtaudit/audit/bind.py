"""What the variables of a rule stand for: every way to fill them, with the truth of each.

Separate from the checks: a rule binds its variables first, and every binding carries the truth of
its own conditions, so that a link nobody is sure of makes the verdict undetermined and is never
passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit.disputes import done_by, opens
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env, matches, select
from vtaudit.audit.who import is_who
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dossier.model import Document
    from vtaudit.rulebook.model import Bind

CHOOSING = ("first", "last", "previous")
"""Ways to take one of several events: over imprecise dates every candidate is bound."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One way to fill the variables of a rule."""

    env: Env
    holds: Truth
    """Whether the conditions of the binding hold; never `no`. Which of several candidates is the
    first is no part of it: that is settled where candidates are put together."""
    chosen: int = 1
    """Of how many candidates for a `first`, `last` or `previous` this is one."""

    @property
    def sure(self) -> Truth:
        """Whether it certainly holds, by itself: with other candidates that is not known."""
        return self.holds if self.chosen == 1 else UNKNOWN


def bindings(facts: Facts, binds: tuple[Bind, ...]) -> Iterator[Binding]:
    """Yield every way to fill *binds* in order, with the truth of its conditions."""
    yield from _extend(facts, binds, Binding({}, YES))


def _extend(facts: Facts, binds: tuple[Bind, ...], so_far: Binding) -> Iterator[Binding]:
    if not binds:
        yield so_far
        return
    head, rest = binds[0], binds[1:]
    found = [(v, t) for v, t in _candidates(facts, head, so_far.env) if t is not NO]
    if head.take in CHOOSING:
        found = extreme(facts, found, last=head.take != "first")
    chosen = so_far.chosen * (len(found) if head.take in CHOOSING else 1)
    for value, truth in found:
        env = {**so_far.env, head.var: value}
        yield from _extend(facts, rest, Binding(env, so_far.holds & truth, chosen))


def _candidates(facts: Facts, bind: Bind, env: Env) -> Iterator[tuple[str, Truth]]:
    if bind.event is not None:
        found = ((s.id, t & _earlier(facts, bind, s.id, env)) for s, t in
                 select(facts, bind.event, env))  # fmt: skip
        yield from found
    else:
        yield from ((v, holds(facts, bind, v, env)) for v in _values(facts, bind, env))


def _values(facts: Facts, bind: Bind, env: Env) -> Iterator[str]:
    """Yield what a variable that is no described event may stand for."""
    if bind.person is not None:
        yield from (p.id for p in facts.case.file.people)
    elif bind.promise is not None:
        yield from (n for n, (e, _) in facts.promised.items() if facts.by_id[e.id].perhaps_audited)
    elif bind.document:
        yield from (d.id for d in facts.case.file.documents)
    elif bind.complaint is not None:
        complaints = facts.case.file.complaints
        yield from (c.id for c in complaints if c.against == facts.audited_body)
    elif bind.object:
        yield from (s.id for s in facts.steps if opens(facts, s, bind.object) is not NO)
    elif bind.body:
        yield from (b.id for b in facts.case.file.bodies if _is_body(facts, bind, b.id))
    elif bind.state is not None:
        yield from (s.id for s in facts.states.of(bind.state))
    elif bind.of is not None:
        asks = facts.by_id[env[bind.of]].event.asks
        yield from dict.fromkeys(s.item for s in asks)
    else:
        yield from bind.item


def _is_body(facts: Facts, bind: Bind, body: str) -> bool:
    audited = "audited" in bind.body and body == facts.audited_body
    return audited or facts.case.bodies[body].kind in bind.body


def holds(facts: Facts, bind: Bind, value: str, env: Env) -> Truth:
    """Return whether *bind* may stand for *value* where the variables before it are *env*."""
    if bind.event is not None:
        found = matches(facts, bind.event, facts.by_id[value], env)
        return found & _earlier(facts, bind, value, env)
    if bind.person is not None:
        return is_who(facts, bind.person, value, env)
    if bind.document:
        return _is_document(facts, bind, facts.case.documents[value])
    if bind.object:
        step = facts.by_id[value]
        there = opens(facts, step, bind.object) & facts.by_then(step)
        return there & _earlier(facts, bind, value, env)
    if bind.promise is not None:
        step = facts.by_id[facts.promised[value][0].id]
        return done_by(facts, step, "audited", {}) & facts.by_then(step)
    if bind.state is not None:
        return facts.states.begun(value)
    if bind.reached_by is not None:
        return facts.reaches(facts.by_id[env[bind.reached_by]], value)
    return YES


def _earlier(facts: Facts, bind: Bind, value: str, env: Env) -> Truth:
    """Return whether an event may be the previous one: it came before that of `of`."""
    if bind.take != "previous" or bind.of is None:
        return YES
    if value == env[bind.of]:
        return NO
    return facts.not_after(facts.by_id[value], facts.by_id[env[bind.of]])


def _is_document(facts: Facts, bind: Bind, document: Document) -> Truth:
    if "any" not in bind.document and document.kind not in bind.document:
        return NO
    held = {s.item for s in document.contains}
    held |= {s.item for v in document.versions for s in v.contains}
    if bind.containing and not held & set(bind.containing):
        return NO
    there = facts.exists(document.id)
    return there if bind.author is None or there is NO else there & made_by_audited(facts, document)


def made_by_audited(facts: Facts, document: Document) -> Truth:
    """Return whether the audited body made *document*; without an author that is not known.

    Whoever sends a paper, or discusses it, need not have made it.
    """
    if document.author is not None:
        return Truth.of(facts.of_audited(document.author))
    return facts.asked.ask("author", document=Arg("document", document.id))


def extreme(facts: Facts, found: list[tuple[str, Truth]], *, last: bool) -> list[tuple[str, Truth]]:
    """Keep those that can be the first (or last): a set of candidates when dates are vague.

    The surest one is held against all before the few that it leaves are held against each other.
    """
    sure = [v for v, truth in found if truth is YES]
    if len(found) < 2 or not sure:
        return found
    best = min(sure, key=lambda v: _bound(facts, v, last=last))
    left = [(v, t) for v, t in found if not _beaten(facts, v, best, last=last)]
    sure = [v for v, truth in left if truth is YES]
    return [(v, t) for v, t in left if not any(_beaten(facts, v, o, last=last) for o in sure)]


def _bound(facts: Facts, event: str, *, last: bool) -> int:
    """Return by which day an event has certainly been (or from which it can be), to sort by."""
    interval = facts.by_id[event].interval
    if last:
        return -(interval.earliest or date.min).toordinal()
    return (interval.latest or date.max).toordinal()


def _beaten(facts: Facts, this: str, other: str, *, last: bool) -> bool:
    """Return whether *other* certainly came before *this*, or after it where the last counts."""
    if this == other:
        return False
    a, b = facts.by_id[this], facts.by_id[other]
    first, second = (a, b) if last else (b, a)
    return facts.not_after(first, second) is YES and facts.not_after(second, first) is NO


__all__ = ["CHOOSING", "Binding", "Env", "bindings", "extreme", "holds", "made_by_audited"]

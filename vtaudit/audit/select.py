"""Which steps fit a description: every key of it asked, three-valued.

Separate from the variables of a rule, because checks, conditions and terms describe steps too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from vtaudit.audit.disputes import by_medium, done_by, done_to, has, of_kind
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.index import LINKS
from vtaudit.audit.model import Arg
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.audit.model import Fact
    from vtaudit.rulebook.model import Select

Env = Mapping[str, str]
"""What each variable stands for: ids and words."""
OF_ITSELF = ("account", "doer", "receiver", "concern")
"""Questions about a step alone, not about its place among others."""


def select(facts: Facts, wanted: Select, env: Env) -> Iterator[tuple[Step, Truth]]:
    """Yield the steps that are, or may be, what *wanted* describes, with the truth of it."""
    kept = facts.asked.remembered
    if kept is None:
        yield from _found(facts, wanted, env)
        return
    key = (wanted, *sorted(env.items()))
    if key not in kept:
        kept[key] = list(_found(facts, wanted, env))
        yield from kept[key]
        return
    for step, known in kept[key]:
        truth = matches(facts, wanted, step, env) if known is UNKNOWN else known
        if truth is not NO:
            yield step, truth


def _found(facts: Facts, wanted: Select, env: Env) -> Iterator[tuple[Step, Truth]]:
    for step in _pool(facts, wanted, env):
        truth = matches(facts, wanted, step, env)
        if truth is not NO:
            yield step, truth


def _pool(facts: Facts, wanted: Select, env: Env) -> Iterable[Step]:
    """Return the steps worth asking: the fewest that an index gives without losing one."""
    for name in LINKS:
        if target := getattr(wanted, name):
            return facts.index.tied(name, env[target])
    if wanted.names:
        return facts.index.tied("about", env[wanted.names])
    if wanted.about:
        own = wanted.by == ("audited",)
        return facts.index.about(env[wanted.about], wanted.activity, own=own)
    if wanted.reaches:
        return facts.index.reaching(env[wanted.reaches])
    return facts.index.of_kinds(wanted.activity)


def matches(facts: Facts, wanted: Select, step: Step, env: Env) -> Truth:
    """Return whether *step* is what *wanted* describes."""
    if not _plain(wanted, step, env):
        return NO
    if facts.asked.remembered is None:
        return every(_uncertain(facts, wanted, step, env))
    key = (wanted, step.id, *sorted(env.items()))
    return facts.asked.once(key, lambda: every(_uncertain(facts, wanted, step, env)))


def _plain(wanted: Select, step: Step, env: Env) -> bool:
    """Whether the conditions hold that are never in doubt."""
    e = step.event
    if wanted.activity and not step.disputed and step.classes.isdisjoint(wanted.activity):
        return False
    if wanted.concerns and e.concerns and env[wanted.concerns] not in e.concerns:
        return False
    if wanted.other_than and env[wanted.other_than] == e.id:
        return False
    return all(getattr(e, name) or step.rivals_in(name) for name in wanted.has)


def _uncertain(facts: Facts, wanted: Select, step: Step, env: Env) -> Iterator[Truth]:
    if wanted.activity and step.disputed:
        yield of_kind(facts, step, wanted.activity)
    yield facts.by_then(step)
    if wanted.concerns:
        yield facts.concerns(step, env[wanted.concerns])
    for name in wanted.has:
        yield has(facts, step, name)
    if wanted.by:
        yield some(done_by(facts, step, who, env) for who in wanted.by)
    if wanted.to:
        yield some(done_to(facts, step, who) for who in wanted.to)
    if wanted.reaches:
        yield facts.reaches(step, env[wanted.reaches])
    if wanted.says:
        yield some(NO if (t := facts.tells(step, i)) is None else t for i in wanted.says)
    if wanted.medium:
        yield by_medium(facts, step, wanted.medium)
    if wanted.names:
        yield facts.linked(step, "about", env[wanted.names])
    if wanted.about:
        yield facts.serves(step, env[wanted.about])
    for field in LINKS:
        if name := getattr(wanted, field):
            yield facts.linked(step, field, env[name])
    if wanted.after:
        yield facts.not_after(facts.by_id[env[wanted.after]], step)
    if wanted.before:
        yield facts.not_after(step, facts.by_id[env[wanted.before]])
    if wanted.during:
        yield during(facts, step, env[wanted.during])


def left_open(facts: Facts, wanted: Select, step: Step, env: Env) -> tuple[Fact, ...]:
    """Return because of what said, or not said, of *step* itself it may not be what is *wanted*."""
    with facts.asked.listening() as heard:
        matches(facts, wanted, step, env)
    return tuple(f for f in heard if f.kind in OF_ITSELF)


def during(facts: Facts, step: Step, stretch: str) -> Truth:
    """Return whether *step* lies inside a stretch of a state."""
    found = facts.states.named(stretch)
    if found.end is None:
        ended = (
            YES
            if found.lasts
            else facts.asked.ask("holder", state=Arg("word", f"state:{found.state}"))
        )
    else:
        ended = facts.not_after(step, found.end)
    inside = facts.not_after(found.begin, step) & ended
    return inside & facts.states.open(found.doubts)

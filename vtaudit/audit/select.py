"""Which steps fit a description: every key of it asked, three-valued.

Separate from the variables of a rule, because checks, conditions and terms describe steps too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from vtaudit.audit.facts import NO, YES, Facts, Step
from vtaudit.audit.index import LINKS
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Select

Env = Mapping[str, str]
"""What each variable stands for: ids and words."""


def select(facts: Facts, wanted: Select, env: Env) -> Iterator[tuple[Step, Truth]]:
    """Yield the steps that are, or may be, what *wanted* describes, with the truth of it."""
    for step in _pool(facts, wanted, env):
        truth = matches(facts, wanted, step, env)
        if truth is not NO:
            yield step, truth


def _pool(facts: Facts, wanted: Select, env: Env) -> Iterable[Step]:
    """Return the steps worth asking: the fewest that an index gives without losing one."""
    for name in LINKS:
        if target := getattr(wanted, name):
            return _of(wanted, facts.index.tied(name, env[target]))
    if wanted.about:
        return facts.index.about(env[wanted.about], wanted.activity)
    if wanted.reaches:
        return _of(wanted, facts.index.reaching(env[wanted.reaches]))
    return facts.of_activity(wanted.activity) if wanted.activity else facts.steps


def _of(wanted: Select, steps: Iterable[Step]) -> Iterable[Step]:
    names = set(wanted.activity)
    return (s for s in steps if not names or names & s.classes)


def matches(facts: Facts, wanted: Select, step: Step, env: Env) -> Truth:
    """Return whether *step* is what *wanted* describes."""
    if not _plain(facts, wanted, step, env):
        return NO
    return every(_uncertain(facts, wanted, step, env))


def _plain(facts: Facts, wanted: Select, step: Step, env: Env) -> bool:
    """Whether the conditions hold that are never in doubt."""
    e = step.event
    if wanted.by and not any(_is_by(facts, who, step, env) for who in wanted.by):
        return False
    if wanted.to and not any(_is_to(facts, who, step) for who in wanted.to):
        return False
    if wanted.concerns and env[wanted.concerns] not in e.concerns:
        return False
    if wanted.other_than and env[wanted.other_than] == e.id:
        return False
    return all(getattr(e, name) for name in wanted.has)


def _uncertain(facts: Facts, wanted: Select, step: Step, env: Env) -> Iterator[Truth]:
    e = step.event
    if wanted.reaches:
        yield facts.reaches(step, env[wanted.reaches])
    if wanted.says:
        yield some(NO if (t := facts.tells(step, i)) is None else t for i in wanted.says)
    if wanted.medium:
        yield facts.by_medium(step, wanted.medium)
    if wanted.about:
        yield facts.serves(step, env[wanted.about])
    for name, links in (
        (wanted.announces, e.announces),
        (wanted.answers, e.answers),
        (wanted.fulfils, e.fulfils),
        (wanted.corrects, e.corrects),
    ):
        if name:
            yield facts.linked(step, links, env[name])
    if wanted.after:
        yield facts.not_after(facts.by_id[env[wanted.after]], step)
    if wanted.before:
        yield facts.not_after(step, facts.by_id[env[wanted.before]])
    if wanted.during:
        yield during(facts, step, env[wanted.during])


def during(facts: Facts, step: Step, stretch: str) -> Truth:
    """Return whether *step* lies inside a stretch of a state."""
    found = facts.stretch(stretch)
    ended = YES if found.end is None else facts.not_after(step, found.end)
    return facts.not_after(found.begin, step) & ended


def _is_by(facts: Facts, who: str, step: Step, env: Env) -> bool:
    if who == "audited":
        return step.audited
    if who == "other":
        return not step.audited
    if who in env:
        held = facts.stretch(env[who]).holders if "@" in env[who] else (env[who],)
        return not step.actors.isdisjoint(held)
    return any(_kind(facts, a) == who for a in step.actors)


def _is_to(facts: Facts, who: str, step: Step) -> bool:
    wanted = facts.audited_body if who == "audited" else who
    return any(a == wanted or _kind(facts, a) == wanted for a in step.event.to)


def _kind(facts: Facts, actor: str) -> str | None:
    person = facts.person(actor)
    if person is not None:
        return person.role
    body = facts.case.bodies.get(actor)
    return body.kind if body else None

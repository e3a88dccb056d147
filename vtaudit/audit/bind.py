"""Which events, people and things the variables of a rule stand for.

Separate from the checks: a rule binds its variables first, and every binding carries the truth of
its own conditions, so that a link nobody is sure of makes the verdict undetermined and is never
passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.audit.disputes import LINKS, done_by, done_to, of_kind
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step, contents
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.dossier.model import Document
    from vtaudit.rulebook.model import Bind, Select, Who

Env = Mapping[str, str]
"""What each variable stands for: ids and words."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One way to fill the variables of a rule."""

    env: Env
    holds: Truth
    """Whether the conditions of the binding hold; never `no`."""
    doubtful: tuple[tuple[str, str], ...] = ()
    """Variables whose own condition is uncertain, with what they stand for."""
    choice: str | None = None
    """Variable that is one of several candidates for `first` or `last`."""


def bindings(facts: Facts, binds: tuple[Bind, ...]) -> Iterator[Binding]:
    """Yield every way to fill *binds* in order, with the truth of its conditions."""
    yield from _extend(facts, binds, Binding({}, YES))


def _extend(facts: Facts, binds: tuple[Bind, ...], so_far: Binding) -> Iterator[Binding]:
    if not binds:
        yield so_far
        return
    head, rest = binds[0], binds[1:]
    found = list(_candidates(facts, head, so_far.env))
    if head.take in ("first", "last"):
        found = _extreme(facts, found, last=head.take == "last")
    several = head.take != "each" and len(found) > 1
    for value, truth in found:
        doubt = so_far.doubtful if truth is YES else (*so_far.doubtful, (head.var, value))
        yield from _extend(
            facts,
            rest,
            Binding(
                {**so_far.env, head.var: value},
                so_far.holds & truth,
                doubt,
                head.var if several else so_far.choice,
            ),
        )


def _candidates(facts: Facts, bind: Bind, env: Env) -> Iterator[tuple[str, Truth]]:
    if bind.event is not None:
        for step, truth in select(facts, bind.event, env):
            yield step.id, truth
    elif bind.person is not None:
        for person in facts.case.file.people:
            truth = is_who(facts, bind.person, person.id, env)
            if truth is not NO:
                yield person.id, truth
    elif bind.promise is not None:
        for name, (event, _) in facts.promised.items():
            if facts.by_id[event.id].audited:
                yield name, YES
    elif bind.document:
        yield from _documents(facts, bind)
    elif bind.complaint is not None:
        for c in facts.case.file.complaints:
            if c.against == facts.audited_body:
                yield c.id, YES
    else:
        yield from _items(facts, bind, env)


def _documents(facts: Facts, bind: Bind) -> Iterator[tuple[str, Truth]]:
    for d in facts.case.file.documents:
        if "any" not in bind.document and d.kind not in bind.document:
            continue
        held = {s.item for s in d.contains} | {s.item for v in d.versions for s in v.contains}
        if (not bind.containing or held & set(bind.containing)) and facts.exists(d.id):
            own = YES if bind.author is None else made_by_audited(facts, d)
            if own is not NO:
                yield d.id, own


def made_by_audited(facts: Facts, document: Document) -> Truth:
    """Return whether the audited body made *document*; without an author, whether it may have."""
    if document.author is not None:
        person = facts.person(document.author)
        agent = person is not None and facts.book.words["role"][person.role].agent == "yes"
        return Truth.of(agent or document.author == facts.audited_body)
    carried = (s for s in facts.steps if any(p.document == document.id for p in s.event.papers))
    return some(YES if s.audited else UNKNOWN for s in carried)


def _items(facts: Facts, bind: Bind, env: Env) -> Iterator[tuple[str, Truth]]:
    if bind.of is not None:
        for asked in facts.by_id[env[bind.of]].event.asks:
            yield asked.item, YES
    else:
        for item in bind.item:
            yield item, YES


def _extreme(
    facts: Facts, found: list[tuple[str, Truth]], *, last: bool
) -> list[tuple[str, Truth]]:
    """Keep those that can be the first (or last): a set of candidates when dates are vague."""

    def beaten(this: str, other: str) -> bool:
        a, b = facts.by_id[this], facts.by_id[other]
        first, second = (a, b) if last else (b, a)
        return this != other and (
            facts.not_after(first, second) is YES and facts.not_after(second, first) is NO
        )

    sure = [v for v, truth in found if truth is YES]
    kept = [(v, t) for v, t in found if not any(beaten(v, other) for other in sure)]
    return kept if len(kept) == 1 else [(v, UNKNOWN) for v, _ in kept]


def select(facts: Facts, wanted: Select, env: Env) -> Iterator[tuple[Step, Truth]]:
    """Yield the steps that are, or may be, what *wanted* describes, with the truth of it."""
    for step, kind in _pool(facts, wanted):
        truth = kind & _matches(facts, wanted, step, env)
        if truth is not NO:
            yield step, truth


def _pool(facts: Facts, wanted: Select) -> Iterator[tuple[Step, Truth]]:
    """Yield the steps of the wanted kind, and those that are so by somebody's account."""
    if not wanted.activity:
        yield from ((s, YES) for s in facts.steps)
        return
    plain = facts.of_activity(wanted.activity)
    yield from ((s, of_kind(facts, s, wanted.activity) if s.disputed else YES) for s in plain)
    for step in facts.of_disputed_kind:
        truth = of_kind(facts, step, wanted.activity)
        if truth is UNKNOWN and not step.classes.intersection(wanted.activity):
            yield step, truth


def _matches(facts: Facts, wanted: Select, step: Step, env: Env) -> Truth:
    if not _plain(wanted, step, env):
        return NO
    return every(_uncertain(facts, wanted, step, env))


def _plain(wanted: Select, step: Step, env: Env) -> bool:
    """Whether the conditions hold that are never in doubt."""
    e = step.event
    if wanted.concerns and env[wanted.concerns] not in e.concerns:
        return False
    if wanted.other_than and env[wanted.other_than] == e.id:
        return False
    return all(getattr(e, name) for name in wanted.has)


def _uncertain(facts: Facts, wanted: Select, step: Step, env: Env) -> Iterator[Truth]:
    if wanted.by:
        yield some(done_by(facts, step, who, env) for who in wanted.by)
    if wanted.to:
        yield some(done_to(facts, step, who) for who in wanted.to)
    if wanted.reaches:
        yield step.reaches(env[wanted.reaches])
    if wanted.says:
        yield some(NO if (told := step.tells(i)) is None else told for i in wanted.says)
    if wanted.medium and step.medium not in wanted.medium:
        yield UNKNOWN if step.medium == "unknown" else NO
    if wanted.about:
        yield facts.serves(step, env[wanted.about])
    for field in LINKS[1:]:
        if var := getattr(wanted, field):
            yield facts.linked(step, field, env[var])
    if wanted.after:
        yield facts.not_after(facts.by_id[env[wanted.after]], step)
    if wanted.before:
        yield facts.not_after(step, facts.by_id[env[wanted.before]])


def is_who(facts: Facts, wanted: Who, who: str, env: Env) -> Truth:
    """Return whether the person *who* is, or may be, whom *wanted* describes."""
    person = facts.case.people[who]
    if wanted.role and person.role not in wanted.role:
        return NO
    if wanted.concerned_by and who not in facts.by_id[env[wanted.concerned_by]].event.concerns:
        return NO
    if wanted.reached_by and who not in facts.by_id[env[wanted.reached_by]].reached:
        return NO
    if wanted.acted_in and who not in facts.by_id[env[wanted.acted_in]].actors:
        return NO
    missing = YES
    if wanted.missing_from:
        step = facts.by_id[env[wanted.missing_from]]
        missing = ~step.reaches(who)
        if missing is NO or who not in step.event.concerns:
            return NO
    if wanted.authority is None:
        return missing
    own = Truth(person.authority)
    return missing & (own if wanted.authority == "yes" else ~own)


def grounds_for(facts: Facts, event: str, person: str | None, wanted: Iterable[str]) -> Truth:
    """Return whether one of the grounds *wanted* is stated for *event* and *person*."""
    names = set(wanted)
    stated = [g for g in facts.by_id[event].event.grounds if g.ground in names]
    return some(YES if not g.persons or person in g.persons else NO for g in stated)


__all__ = ["Binding", "Env", "bindings", "contents", "grounds_for", "is_who", "select"]

"""What each rule gives on a case: one outcome for every binding of its variables.

Separate from the findings made of them: an outcome that was kept shows as much as one that was
not, and reports need both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vtaudit.audit.bind import CHOOSING, Binding, bindings
from vtaudit.audit.checks import Result, event_arg
from vtaudit.audit.deciding import deciding
from vtaudit.audit.facts import NO, UNKNOWN, Facts
from vtaudit.audit.grouped import Group, holding, kept_in, worked
from vtaudit.audit.model import Arg, Args, Fact, Reading
from vtaudit.audit.select import Env
from vtaudit.audit.special import SPECIAL
from vtaudit.audit.variants import merged, variants
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.grouped import Work
    from vtaudit.rulebook.model import Condition, Rule


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives for one binding."""

    rule: Rule
    kept: Truth | None
    """Whether it was kept; None where it does not apply."""
    events: tuple[str, ...]
    """Events it is about, those of the binding first."""
    person: str | None = None
    item: str | None = None
    reason: Condition | None = None
    """Why it does not apply."""
    exceptions: tuple[str, ...] = ()
    """Grounds for an exception that decided or could decide."""
    deciding: tuple[Fact, ...] = ()
    args: Args = ()
    provable: Truth = UNKNOWN
    interval: Interval | None = None
    days: tuple[int | None, int | None] | None = None
    document: str | None = None
    env: Env = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    """What it is under each reading of a contested parameter."""


def outcomes(facts: Facts, rules: Iterable[Rule]) -> tuple[Outcome, ...]:
    """Return what *rules* give on the case, in the order of the rules and of the chronology."""
    return tuple(o for rule in rules for o in of_rule(facts, rule))


def of_rule(facts: Facts, rule: Rule) -> Iterator[Outcome]:
    """Yield what *rule* gives for each binding, under every reading; nothing where not in force."""
    found = [(reading, tuple(_of_one(facts, one))) for reading, one in variants(rule)]
    yield from found[0][1] if len(found) == 1 else merged(rule, found)


def _of_one(facts: Facts, rule: Rule) -> Iterator[Outcome]:
    """Yield what *rule* gives under one reading."""
    special = SPECIAL.get(rule.check)
    if special is not None:
        for binding in bindings(facts, rule.bind):
            for result in special(facts, rule.with_, binding.env):
                yield _from_result(
                    facts, rule, binding.env, _if_bound(facts, rule, binding, result)
                )
        return
    for group in _groups(facts, rule):
        found = worked(facts, rule, group)
        if found:
            yield _outcome(facts, rule, group, found)


def _if_bound(facts: Facts, rule: Rule, binding: Binding, result: Result) -> Result:
    """Return *result*, where a no is not certain while it is not what the variables stand for."""
    if result.kept is not NO or binding.sure is Truth.YES:
        return result
    with facts.asked.listening() as heard:
        holding(facts, rule, binding.env)
    return replace(result, kept=UNKNOWN, deciding=(*heard, *result.deciding))


def _groups(facts: Facts, rule: Rule) -> Iterator[Group]:
    """Yield the bindings that are one outcome: the candidates of a `first`, `last` or `any`."""
    together = {b.var for b in rule.bind if b.take in (*CHOOSING, "any")}
    if not together:
        yield from ((b,) for b in bindings(facts, rule.bind))
        return
    groups: dict[tuple[tuple[str, str], ...], list[Binding]] = defaultdict(list)
    for b in bindings(facts, rule.bind):
        groups[tuple((k, v) for k, v in b.env.items() if k not in together)].append(b)
    yield from (tuple(g) for g in groups.values())


def _outcome(facts: Facts, rule: Rule, group: Group, found: tuple[Work, ...]) -> Outcome:
    kept = kept_in(rule, group, found)
    shown = _shown(kept, found)
    first = shown[0]
    grounds = tuple(dict.fromkeys(g for w in found for g in w.grounds))
    events, person, item = bound(facts, rule, first.binding.env)
    if kept is None or first.result is None:
        return Outcome(rule, None, events, person, item, first.reason, grounds,
                       env=first.binding.env)  # fmt: skip
    outcome = _from_result(facts, rule, first.binding.env, first.result)
    reason = next((w.reason for w in found if w.reason), None) if kept is UNKNOWN else None
    return replace(
        outcome,
        kept=kept,
        events=tuple(dict.fromkeys(e for w in shown for e in _events(facts, rule, w))),
        reason=reason,
        exceptions=grounds,
        deciding=(*deciding(facts, rule, group), *outcome.deciding) if kept is UNKNOWN else (),
    )


def _shown(kept: Truth | None, found: tuple[Work, ...]) -> tuple[Work, ...]:
    """Return the candidates that an outcome tells of: all that were worked out, if any was."""
    applied = tuple(w for w in found if w.result is not None)
    if kept is Truth.YES:
        applied = tuple(w for w in applied if w.kept is Truth.YES) or applied
    return applied or found


def _events(facts: Facts, rule: Rule, work: Work) -> tuple[str, ...]:
    own = bound(facts, rule, work.binding.env)[0]
    more = work.result.events if work.result else ()
    return tuple(dict.fromkeys((*own, *more))) or _context(rule, work.binding.env)


def bound(facts: Facts, rule: Rule, env: Env) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return the events, the person and the item that the variables of *rule* stand for."""
    names = [b for b in rule.bind if b.context == "no"]
    events = tuple(env[b.var] for b in names if b.event is not None or b.object)
    events += tuple(facts.promised[env[b.var]][0].id for b in rule.bind if b.promise is not None)
    events += tuple(facts.states.named(env[b.var]).begin.id for b in names if b.state)
    people = (b for b in rule.bind if b.person is not None or b.body)
    person = next((env[b.var] for b in people), None)
    things = (b for b in rule.bind if b.item or b.promise or b.complaint)
    item = next((env[b.var] for b in things), None)
    return events, person, item


def _from_result(facts: Facts, rule: Rule, env: Env, result: Result) -> Outcome:
    events, person, item = bound(facts, rule, env)
    args = {**env_args(facts, rule, env), **result.args}
    return Outcome(
        rule=rule,
        kept=result.kept,
        events=tuple(dict.fromkeys((*events, *result.events))) or _context(rule, env),
        person=person,
        item=item or result.key,
        deciding=result.deciding,
        args=tuple(sorted(args.items())),
        provable=result.provable,
        interval=result.interval,
        days=result.days,
        document=result.document,
        env=env,
    )


def _context(rule: Rule, env: Env) -> tuple[str, ...]:
    """Return the steps that explain an outcome: without any other it is about these."""
    return tuple(env[b.var] for b in rule.bind if b.event is not None)


def env_args(facts: Facts, rule: Rule, env: Env) -> dict[str, Arg]:
    """Return the variables of *rule* as values for its sentences."""
    args: dict[str, Arg] = {}
    for b in rule.bind:
        if b.event is not None or b.object:
            args[b.var] = event_arg(env[b.var])
        elif b.state:
            args[b.var] = event_arg(facts.states.named(env[b.var]).begin.id)
        elif b.person is not None or b.body:
            args[b.var] = Arg("person", env[b.var])
        elif b.document:
            args[b.var] = Arg("document", env[b.var])
        elif b.item:
            args[b.var] = Arg("item", env[b.var])
        else:
            args[b.var] = Arg("text", env[b.var])
    return args

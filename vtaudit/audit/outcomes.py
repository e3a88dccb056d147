"""What each rule gives on a case: one outcome for every binding of its variables.

Separate from the findings made of them: an outcome that was kept shows as much as one that was
not, and reports need both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Binding, Env, bindings
from vtaudit.audit.checks import CHECKS, Result, dispute, event_arg, fact
from vtaudit.audit.conditions import applicable
from vtaudit.audit.disputes import left_open
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import Arg, Args, Fact
from vtaudit.audit.special import SPECIAL
from vtaudit.dates.interval import Interval, before
from vtaudit.truth import Truth

if TYPE_CHECKING:
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


def outcomes(facts: Facts, rules: Iterable[Rule]) -> tuple[Outcome, ...]:
    """Return what *rules* give on the case, in the order of the rules and of the chronology."""
    return tuple(o for rule in rules for o in of_rule(facts, rule))


def of_rule(facts: Facts, rule: Rule) -> Iterator[Outcome]:
    """Yield what *rule* gives for each binding; nothing where it was not in force."""
    special = SPECIAL.get(rule.check)
    if special is not None:
        yield from (_from_result(rule, {}, r, ()) for r in special(facts, rule.with_))
        return
    found = [
        (b, _one(facts, rule, b, check))
        for check in [CHECKS[rule.check]]
        for b in bindings(facts, rule.bind)
    ]
    yield from _merged(rule, [(b, o) for b, o in found if o is not None])


def _one(
    facts: Facts, rule: Rule, binding: Binding, check: Callable[..., Result]
) -> Outcome | None:
    valid = in_force(facts, rule, binding.env)
    if valid is NO:
        return None
    applies, reason, grounds = applicable(facts, rule, binding.env)
    events, person, item = bound(facts, rule, binding.env)
    if applies is NO:
        return Outcome(rule, None, events, person, item, reason, grounds, env=binding.env)
    result = check(facts, rule.with_, binding.env)
    outcome = _from_result(rule, binding.env, result, (events, person, item))
    return _doubted(facts, outcome, binding, applies & valid, reason, grounds)


def bound(facts: Facts, rule: Rule, env: Env) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return the events, the person and the item that the variables of *rule* stand for."""
    events = tuple(env[b.var] for b in rule.bind if b.event is not None and b.context == "no")
    events += tuple(facts.promised[env[b.var]][0].id for b in rule.bind if b.promise is not None)
    person = next((env[b.var] for b in rule.bind if b.person is not None), None)
    item = next((env[b.var] for b in rule.bind if b.item or b.promise or b.complaint), None)
    return events, person, item


def _from_result(
    rule: Rule,
    env: Env,
    result: Result,
    about: tuple[tuple[str, ...], str | None, str | None] | tuple[()],
) -> Outcome:
    events, person, item = about or ((), None, None)
    args = {**env_args(rule, env), **result.args}
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


def env_args(rule: Rule, env: Env) -> dict[str, Arg]:
    """Return the variables of *rule* as values for its sentences."""
    args: dict[str, Arg] = {}
    for b in rule.bind:
        if b.event is not None:
            args[b.var] = event_arg(env[b.var])
        elif b.person is not None:
            args[b.var] = Arg("person", env[b.var])
        elif b.document:
            args[b.var] = Arg("document", env[b.var])
        elif b.item:
            args[b.var] = Arg("item", env[b.var])
        else:
            args[b.var] = Arg("text", env[b.var])
    return args


def _doubted(
    facts: Facts,
    outcome: Outcome,
    binding: Binding,
    applies: Truth,
    reason: Condition | None,
    grounds: tuple[str, ...],
) -> Outcome:
    """Make a no that rests on an uncertain binding or condition into an unknown."""
    outcome = replace(outcome, exceptions=grounds)
    if (binding.holds is YES and applies is YES) or outcome.kept is not NO:
        return outcome
    links = tuple(_doubt(facts, outcome.rule, binding.env, var) for var, _ in binding.doubtful)
    why = (fact("applies", rule=Arg("rule", outcome.rule.code)),) if applies is not YES else ()
    return replace(outcome, kept=UNKNOWN, reason=reason, deciding=outcome.deciding + links + why)


def _doubt(facts: Facts, rule: Rule, env: Env, var: str) -> Fact:
    """Return what makes it uncertain that the variable *var* stands for what it does."""
    bind = next(b for b in rule.bind if b.var == var)
    if bind.event is None:
        return fact("link", event=event_arg(env[var]))
    step = facts.by_id[env[var]]
    differing = left_open(facts, bind.event, step, env)
    return dispute(step, differing) if differing else fact("link", event=event_arg(step.id))


def _merged(rule: Rule, found: list[tuple[Binding, Outcome]]) -> Iterator[Outcome]:
    """Join the candidates of a `first` or `last`: a verdict holds when it holds for all."""
    chosen = {b.var for b in rule.bind if b.take in ("first", "last")}
    if not chosen:
        yield from (o for _, o in found)
        return
    groups: dict[tuple[tuple[str, str], ...], list[Outcome]] = defaultdict(list)
    for b, o in found:
        key = tuple(sorted((k, v) for k, v in b.env.items() if k not in chosen))
        groups[key].append(o)
    for outcomes_ in groups.values():
        yield outcomes_[0] if len(outcomes_) == 1 else _joined(outcomes_)


def _joined(found: list[Outcome]) -> Outcome:
    verdicts = {o.kept for o in found}
    kept = found[0].kept if len(verdicts) == 1 else UNKNOWN
    return replace(
        found[0],
        kept=kept,
        events=tuple(dict.fromkeys(e for o in found for e in o.events)),
        deciding=tuple(dict.fromkeys(f for o in found for f in o.deciding)),
    )


def in_force(facts: Facts, rule: Rule, env: Env) -> Truth:
    """Return whether the rule was in force on the day of the step that triggers it."""
    if rule.since is None and rule.until is None:
        return YES
    trigger = next((env[b.var] for b in rule.bind if b.event is not None), None)
    day = facts.by_id[trigger].interval if trigger else Interval.on(facts.as_of)
    started = ~before(day, Interval.on(rule.since)) if rule.since else YES
    ended = before(Interval.on(rule.until), day) if rule.until else NO
    return started & ~ended

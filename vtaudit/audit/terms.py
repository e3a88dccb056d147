"""Every term of a case: from when it runs, its last day, what met it, and what follows.

A term is a rule with a `within`: its check is `responds`, or `precedes` where it is counted back
from the event before which something must be done. It is computed for every reading that
the rule contests, under every account of its dates, and with doubtful days both ways; a verdict
stands only if all agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Binding, bindings
from vtaudit.audit.checks import event_arg
from vtaudit.audit.conditions import applicable
from vtaudit.audit.facts import NO, YES, Facts, Step
from vtaudit.audit.findings import verified, where
from vtaudit.audit.grouped import in_force
from vtaudit.audit.model import Arg, Args, Reading, Sum, Term, TermStatus
from vtaudit.audit.outcomes import bound, env_args
from vtaudit.audit.select import Env
from vtaudit.audit.settling import by_account, by_reading, differ, hangs_on_doubt, settling
from vtaudit.audit.sums import derivation
from vtaudit.audit.ways import ANYBODY, Answer, Matter, Way, answers, ways
from vtaudit.dates.interval import Interval, hull

if TYPE_CHECKING:
    from vtaudit.audit.reckoning import Count
    from vtaudit.dossier.model import Promise
    from vtaudit.rulebook.counting import Contested
    from vtaudit.rulebook.model import Condition, Rule, Within
    from vtaudit.truth import Truth


def terms(
    facts: Facts, rules: tuple[Rule, ...], contested: Contested | None = None
) -> Iterator[Term]:
    """Yield every term of *rules*, in the order of the rules and of the chronology.

    Which version of a rule applies is decided by the day of the step that triggers it. With
    *contested* they are counted in a way that the rulebook does not follow, to see what moves.
    """
    for rule in rules:
        if rule.with_.within is None:
            continue
        found = (
            _term(facts, rule, rule.with_.within, b, valid, contested)
            for b in bindings(facts, rule.bind)
            if (valid := in_force(facts, rule, b.env)) is not NO
        )
        yield from _each_once(rule, found)


def _each_once(rule: Rule, found: Iterator[Term]) -> Iterator[Term]:
    """Yield the terms of *rule*; several candidates for one step tell once that it has none."""
    one = any(b.take in ("first", "last") for b in rule.bind)
    told: set[tuple[str | None, str | None, str | None]] = set()
    for term in found:
        about = (term.person, term.key, term.reason)
        if not one or term.status != "not-applicable" or about not in told:
            yield term
        if term.status == "not-applicable":
            told.add(about)


def _term(
    facts: Facts,
    rule: Rule,
    within: Within,
    binding: Binding,
    valid: Truth,
    contested: Contested | None,
) -> Term:
    env = binding.env
    applies, condition, _ = applicable(facts, rule, env)
    trigger, promise = _trigger(facts, rule, env)
    found = answers(facts, rule, env, trigger) if applies is not NO else ()
    matter = Matter(facts, rule, within, env, trigger, promise, found, contested)
    all_ways = tuple(ways(matter)) if applies is not NO else ()
    sure = applies & valid & binding.sure
    status = _status(applies, sure, all_ways)
    events, person, key = bound(facts, rule, env)
    met = _met(all_ways, found)
    length = _length(within, promise)
    open_ = status == "undetermined"
    return Term(
        rule=rule.code,
        name=rule.name,
        about=tuple(dict.fromkeys((*events, *((met.step.id,) if met else ())))),
        person=person,
        duty_of=facts.audited_body if rule.binds == "audited" else None,
        runs_from=all_ways[0].start.interval if all_ways else None,
        runs_from_event=trigger.id,
        last_day=_last_day(all_ways),
        met_on=met.interval if met else None,
        met_by=met.step.id if met else None,
        status=status,
        kind=within.kind,
        length=length,
        regime=within.regime,
        source=tuple(str(n) for n in rule.source),
        verified=verified(facts, rule),
        reason=_reason(condition, valid, matter, all_ways, status),
        readings=tuple(_readings(all_ways)) if open_ or len(all_ways) > 1 else (),
        derivation=_derivation(matter, all_ways),
        slack=_slack(all_ways),
        deciding=(
            tuple(settling(matter, all_ways, applies=sure is YES)) if open_ and all_ways else ()
        ),
        args=_args(facts, rule, env, promise, length),
        key=key,
        where=where(facts, (trigger.id,)),
    )


def _trigger(facts: Facts, rule: Rule, env: Env) -> tuple[Step, Promise | None]:
    at = rule.with_.event or rule.with_.before
    assert at is not None
    name = env[at]
    if name in facts.promised:
        event, promise = facts.promised[name]
        return facts.by_id[event.id], promise
    return facts.by_id[name], None


def _status(applies: Truth, sure: Truth, found: Sequence[Way]) -> TermStatus:
    if applies is NO:
        return "not-applicable"
    statuses = {w.verdict.status for w in found}
    if len(statuses) == 1:
        (only,) = statuses
        return only if sure is YES or only in ("met", "running") else "undetermined"
    return "undetermined"


def _met(found: Sequence[Way], told: Sequence[Answer]) -> Answer | None:
    met = [w.met for w in found if w.met is not None]
    if met and len({m.step.id for m in met}) == 1:
        return met[0]
    certain = [a for a in told if a.truth is YES]
    return certain[0] if len({a.step.id for a in certain}) == 1 else None


def _last_day(found: Sequence[Way]) -> Interval | None:
    """Return the days that can be the last under some way; None when one way has no last day."""
    lasts = [w.last for w in found if w.last is not None]
    return reduce(hull, lasts) if lasts and len(lasts) == len(found) else None


def _slack(found: Sequence[Way]) -> tuple[int | None, int | None] | None:
    """Return the fewest and most days to spare under any way, None where nothing is known.

    A term of which nothing tells whether it was met has no days to spare or to be late.
    """
    unknown = any(w.verdict.status == "undetermined" and not w.told for w in found)
    if not found or unknown or any(w.verdict.slack == (None, None) for w in found):
        return None
    lows, highs = zip(*(w.verdict.slack for w in found), strict=True)
    return (
        None if None in lows else min(n for n in lows if n is not None),
        None if None in highs else max(n for n in highs if n is not None),
    )


def _length(within: Within, promise: Promise | None) -> str:
    if promise is not None:
        return promise.term or promise.by or ""
    lengths = [r.length for r in within.readings if r.length]
    return " / ".join(lengths) if lengths else within.length or ""


def _reason(
    condition: Condition | None,
    valid: Truth,
    matter: Matter,
    found: Sequence[Way],
    status: TermStatus,
) -> str | None:
    """Return the key of the reason for a status that needs one."""
    if condition is not None and status in ("not-applicable", "undetermined"):
        return f"condition:{condition.id or condition.nl}"
    if status != "undetermined":
        return None
    if valid is not YES:
        return "version-unknown"
    if all(w.last is None and w.count is None for w in found):
        return "length-unknown"
    start = found[0].start.interval
    if matter.within.start == "not-before" or start is None or start.latest is None:
        return "start-unknown"
    if all(w.unseen for w in found):
        return "earlier-unseen"
    others = differ(found, by_reading, by_account) or differ(found, by_account, by_reading)
    return "doubtful-days" if hangs_on_doubt(found) and not others else "readings-differ"


def _readings(found: Sequence[Way]) -> Iterator[Reading]:
    """Yield what follows under each way, and what each uncertain answer would make of it."""
    for w in found:
        args = _read(w)
        if len(found) > 1:
            name = next((str(a.value).rpartition(":")[2] for a in args.values()), "record")
            met = w.met.step.id if w.met else None
            yield Reading(name, tuple(sorted(args.items())), w.verdict.status, w.last, met)
        for event, status in w.chances:
            more = tuple(sorted({**args, "event": event_arg(event)}.items()))
            yield Reading(f"event:{event}", more, status, w.last, event)


def _read(way: Way) -> dict[str, Arg]:
    """Return what is read one way, the parameter of the rule first."""
    args: dict[str, Arg] = {}
    if way.reading is not None:
        args["reading"] = Arg("word", f"reading:{way.reading.id}")
    account = (way.met.account if way.met else None) or way.account or way.start.account
    if way.account == ANYBODY:
        args["account"] = Arg("word", "account:anybody")
    elif account is not None:
        args["account"] = Arg("person", account)
    if way.doubt is not None:
        args["days"] = Arg("word", f"doubtful-days:{way.doubt}")
    return args


def _derivation(matter: Matter, found: Sequence[Way]) -> tuple[Sum, ...]:
    """Return the arithmetic under each reading of the rule and each account of the start."""
    sums: dict[tuple[Count, Interval], dict[str, Arg]] = {}
    for w in found:
        if w.count is not None and w.start.interval is not None:
            read = {n: a for n, a in _read(w).items() if n == "reading"}
            if w.start.account is not None:
                read["account"] = Arg("person", w.start.account)
            sums.setdefault((w.count, w.start.interval), read)
    lines: list[Sum] = []
    for (count, start), read in sums.items():
        if len(sums) > 1:
            rule = Arg("rule", matter.rule.code)
            lines.append(Sum("reading", tuple(sorted({**read, "rule": rule}.items()))))
        lines += derivation(count, start, matter.facts.book)
    return tuple(lines)


def _args(facts: Facts, rule: Rule, env: Env, promise: Promise | None, length: str) -> Args:
    args = env_args(facts, rule, env)
    args["length"] = Arg("length", length)
    if promise is not None:
        args["what"] = Arg("item", promise.item)
    return tuple(sorted(args.items()))

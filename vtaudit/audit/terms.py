"""Every term of a case: from when it runs, its last day, what met it, and what follows.

A term is a rule with the check `responds` and a `within`. It is computed for every reading that
the rule contests and under every account of its dates; a verdict stands only if all agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Binding, Env, bindings, select
from vtaudit.audit.checks import event_arg, fact
from vtaudit.audit.conditions import applicable
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.findings import verified, where
from vtaudit.audit.model import Arg, Args, Fact, Reading, Sum, Term, TermStatus
from vtaudit.audit.outcomes import bound, env_args, in_force
from vtaudit.dates.explain import explain
from vtaudit.dates.interval import Interval, hull
from vtaudit.dates.term import Length, due
from vtaudit.dates.verdict import judge
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dates.regime import Regime
    from vtaudit.dates.term import Step as SumStep
    from vtaudit.dates.verdict import Verdict
    from vtaudit.dossier.model import Promise
    from vtaudit.rulebook.model import Condition, Extension, Rule, RuleReading, Within


@dataclass(frozen=True, slots=True)
class _Start:
    """When a term begins to run, under one account of it."""

    interval: Interval | None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """A step that meets the term, or may."""

    step: Step
    truth: Truth
    interval: Interval
    account: str | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """One reading of the rule, one account of the start, one account of the answers."""

    reading: RuleReading | None
    start: _Start
    length: Length | None
    last: Interval | None
    status: TermStatus
    met: _Answer | None
    slack: tuple[int | None, int | None] | None
    chances: tuple[tuple[str, str], ...]
    """What each uncertain answer would make of it."""


def terms(facts: Facts, rules: tuple[Rule, ...]) -> Iterator[Term]:
    """Yield every term of *rules*, in the order of the rules and of the chronology."""
    for rule in rules:
        if rule.with_.within is None:
            continue
        for b in bindings(facts, rule.bind):
            if in_force(facts, rule, b.env) is not NO:
                yield _term(facts, rule, rule.with_.within, b)


def _term(facts: Facts, rule: Rule, within: Within, binding: Binding) -> Term:
    env = binding.env
    applies, reason, _ = applicable(facts, rule, env)
    trigger, promise = _trigger(facts, rule, env)
    answers = _answers(facts, rule, env, trigger) if applies is not NO else []
    ways = (
        list(_ways(facts, rule, within, trigger, promise, answers, env))
        if applies is not NO
        else []
    )
    sure = applies & in_force(facts, rule, env) & binding.holds
    status = _status(applies, sure, ways)
    lasts = [w.last for w in ways if w.last is not None]
    main = ways[0] if ways else None
    events, person, key = bound(facts, rule, env)
    met = _met(ways, answers)
    length = _length_text(within, promise)
    start = main.start.interval if main else None
    return Term(
        rule=rule.code,
        name=rule.name,
        about=tuple(dict.fromkeys((*events, *((met.step.id,) if met else ())))),
        person=person,
        duty_of=facts.audited_body if rule.binds == "audited" else None,
        runs_from=start,
        runs_from_event=trigger.id,
        last_day=_all(lasts) if lasts and len(lasts) == len(ways) else None,
        met_on=met.interval if met else None,
        met_by=met.step.id if met else None,
        status=status,
        kind=within.kind,
        length=length,
        regime=within.regime,
        source=tuple(str(n) for n in rule.source),
        verified=verified(facts, rule),
        reason=_reason(reason, within, promise, start, status),
        readings=tuple(_readings(ways)) if status == "undetermined" or len(ways) > 1 else (),
        derivation=_derivation(facts, within, main),
        slack=main.slack if main and len(ways) == 1 else None,
        deciding=tuple(_deciding(rule, ways, answers, sure)) if status == "undetermined" else (),
        args=_args(rule, env, promise, length),
        key=key,
        where=where(facts, (trigger.id,)),
    )


def _trigger(facts: Facts, rule: Rule, env: Env) -> tuple[Step, Promise | None]:
    assert rule.with_.event is not None
    name = env[rule.with_.event]
    if name in facts.promised:
        event, promise = facts.promised[name]
        return facts.by_id[event.id], promise
    return facts.by_id[name], None


def _answers(facts: Facts, rule: Rule, env: Env, trigger: Step) -> list[_Answer]:
    """Return the steps that meet the term or may, with every account of their dates."""
    assert rule.with_.select is not None
    found = [(s, t) for s, t in select(facts, rule.with_.select, env) if s.id != trigger.id]
    return [
        _Answer(s, t, interval, account)
        for s, t in found
        for interval, account in accounts(facts, s)
    ]


def accounts(facts: Facts, step: Step) -> list[tuple[Interval, str | None]]:
    """Return the interval of a step and those that rival accounts give it, with whose they are.

    A slip of the pen is shown elsewhere and not followed; nor is an account that was corrected.
    """
    rivals = facts.case.moments[step.id].rivals
    return [
        (step.interval, None),
        *(
            (r.moment.interval, r.by) for r in rivals
            if r.status in ("disputed", "unsure") and r.moment.interval != step.interval
        ),
    ]  # fmt: skip


def _starts(facts: Facts, within: Within, trigger: Step, promise: Promise | None) -> list[_Start]:
    if within.start == "unknown":
        return [_Start(None)]
    if within.start == "promise" and promise is not None and promise.since is not None:
        return [_Start(facts.case.moment(promise.since).interval)]
    found = accounts(facts, trigger)
    if within.start == "not-before":
        return [_Start(Interval(i.earliest, None), who) for i, who in found]
    return [_Start(i, who) for i, who in found]


def _ways(
    facts: Facts,
    rule: Rule,
    within: Within,
    trigger: Step,
    promise: Promise | None,
    answers: list[_Answer],
    env: Env,
) -> Iterator[_Way]:
    readings: tuple[RuleReading | None, ...] = within.readings or (None,)
    who = dict.fromkeys(a.account for a in answers) or {None: None}
    for reading, start, account in product(readings, _starts(facts, within, trigger, promise), who):
        told = [a for a in answers if a.account == account or not _has(answers, a, account)]
        mine = [a for a in told if a.account in (None, account)]
        yield _way(facts, rule, within, reading, start, promise, mine, env)


def _has(answers: list[_Answer], answer: _Answer, account: str | None) -> bool:
    return any(a.step.id == answer.step.id and a.account == account for a in answers)


def _way(
    facts: Facts,
    rule: Rule,
    within: Within,
    reading: RuleReading | None,
    start: _Start,
    promise: Promise | None,
    answers: list[_Answer],
    env: Env,
) -> _Way:
    length = _length(facts, within, reading, promise)
    regime = facts.book.regimes[reading.regime if reading and reading.regime else within.regime]
    last = _last(facts, within, start.interval, length, regime, promise, env)
    verdict, met, chances = _judged(facts, rule, last, start.interval, answers)
    return _Way(reading, start, length, last, verdict.status, met, verdict.slack, chances)


def _length(
    facts: Facts, within: Within, reading: RuleReading | None, promise: Promise | None
) -> Length | None:
    text = reading.length if reading else promise.term if promise else within.length
    return facts.book.length(text) if text else None


def _last(
    facts: Facts,
    within: Within,
    start: Interval | None,
    length: Length | None,
    regime: Regime,
    promise: Promise | None,
    env: Env,
) -> Interval | None:
    if promise is not None and promise.by is not None:
        return facts.case.moment(promise.by).interval
    if start is None or length is None:
        return None
    calendar = facts.book.calendar
    last = due(start, length, regime, calendar)
    other = due(start, length, regime, calendar, doubtful=False)
    last = last if last == other else hull(last, other)
    for extension in within.extended:
        last = _extended(facts, extension, last, regime, env)
    return last


def _extended(
    facts: Facts, extension: Extension, last: Interval, regime: Regime, env: Env
) -> Interval:
    """Return the last day after the steps that lengthen the term; an uncertain one widens it."""
    found = [t for s, t in select(facts, extension.by, env)
             if s.interval.earliest is None or last.latest is None
             or s.interval.earliest <= last.latest]  # fmt: skip
    if not found or extension.length is None:
        return Interval(last.earliest, None) if found else last
    length = facts.book.length(extension.length)
    times = len(found) if extension.repeat == "yes" else 1
    later = last
    for _ in range(times):
        later = due(later, length, regime, facts.book.calendar)
    sure = all(t is YES for t in found)
    return later if sure else hull(last, later)


def _judged(
    facts: Facts,
    rule: Rule,
    last: Interval | None,
    start: Interval | None,
    answers: list[_Answer],
) -> tuple[Verdict, _Answer | None, tuple[tuple[str, str], ...]]:
    """Return the verdict, what met the term, and what each uncertain answer would make of it."""
    bounds = last or Interval(None, None)
    found = [(a, judge(bounds, a.interval, facts.as_of, YES)) for a in answers]
    sure = [(a, v) for a, v in found if a.truth is YES]
    open_ = [(a, v) for a, v in found if a.truth is not YES]
    chances = tuple((a.step.id, v.status) for a, v in open_)
    best = min(sure, key=lambda av: _RANK[av[1].status], default=None)
    if best is not None and (best[1].status == "met" or not open_):
        return best[1], best[0], chances
    if best is not None and all(v.status == best[1].status for _, v in open_):
        return best[1], best[0], chances
    absence = _absence(facts, rule, start, last) if not open_ else UNKNOWN
    if best is None and not open_:
        return judge(bounds, None, facts.as_of, absence), None, ()
    unsettled = judge(bounds, Interval(None, None), facts.as_of, UNKNOWN)
    return unsettled, None, chances


_RANK = {"met": 0, "undetermined": 1, "late": 2, "running": 3, "overdue": 4}


def _absence(facts: Facts, rule: Rule, start: Interval | None, last: Interval | None) -> Truth:
    """Whether the record would show the answer: it covers the whole term."""
    wanted = rule.with_.select
    if start is None or last is None or last.latest is None or wanted is None:
        return UNKNOWN
    window = Interval(start.earliest, min(last.latest, facts.as_of))
    covered = facts.covers(window, names=wanted.activity, contents=bool(wanted.says),
                           items=wanted.says)  # fmt: skip
    return YES if covered is YES else UNKNOWN


def _status(applies: Truth, sure: Truth, ways: list[_Way]) -> TermStatus:
    if applies is NO:
        return "not-applicable"
    statuses = {w.status for w in ways}
    if len(statuses) == 1:
        (only,) = statuses
        return only if sure is YES or only in ("met", "running") else "undetermined"
    return "undetermined"


def _met(ways: list[_Way], answers: list[_Answer]) -> _Answer | None:
    found = [w.met for w in ways if w.met is not None]
    if found and len({m.step.id for m in found}) == 1:
        return found[0]
    certain = [a for a in answers if a.truth is YES]
    return certain[0] if len({a.step.id for a in certain}) == 1 else None


def _all(lasts: list[Interval]) -> Interval:
    whole = lasts[0]
    for last in lasts[1:]:
        whole = hull(whole, last)
    return whole


def _length_text(within: Within, promise: Promise | None) -> str:
    if promise is not None:
        return promise.term or promise.by or ""
    if within.length is not None:
        return within.length
    return " / ".join(r.length or "?" for r in within.readings)


def _reason(
    condition: Condition | None,
    within: Within,
    promise: Promise | None,
    start: Interval | None,
    status: TermStatus,
) -> str | None:
    """Return the key of the reason for a status that needs one."""
    if condition is not None and status in ("not-applicable", "undetermined"):
        return f"condition:{condition.nl}"
    if status != "undetermined":
        return None
    if not (within.length or within.readings or (promise and (promise.term or promise.by))):
        return "length-unknown"
    if within.start == "not-before" or start is None or start.latest is None:
        return "start-unknown"
    return "readings-differ"


def _readings(ways: list[_Way]) -> Iterator[Reading]:
    for w in ways:
        args: dict[str, Arg] = {}
        if w.reading is not None:
            args["reading"] = Arg("word", f"reading:{w.reading.id}")
        if w.start.account is not None:
            args["account"] = Arg("person", w.start.account)
        if w.met is not None and w.met.account is not None:
            args["account"] = Arg("person", w.met.account)
        name = w.reading.id if w.reading else w.start.account or "record"
        if args:
            met = w.met.step.id if w.met else None
            yield Reading(name, tuple(sorted(args.items())), w.status, w.last, met)
        for event, status in w.chances:
            more = tuple(sorted({**args, "event": event_arg(event)}.items()))
            yield Reading(f"event:{event}", more, status, w.last, event)


def _derivation(facts: Facts, within: Within, way: _Way | None) -> tuple[Sum, ...]:
    """Return the arithmetic from the earliest start, and from the latest where it differs."""
    if way is None or way.start.interval is None or way.length is None:
        return ()
    regime = facts.book.regimes[
        way.reading.regime if way.reading and way.reading.regime else within.regime
    ]
    interval = way.start.interval
    days = dict.fromkeys(d for d in (interval.earliest, interval.latest) if d is not None)
    found: list[Sum] = []
    for day in days:
        found += [_sum(s) for s in explain(day, way.length, regime, facts.book.calendar).steps]
    return tuple(found)


def _sum(step: SumStep) -> Sum:
    args: dict[str, Arg] = {}
    if step.day is not None:
        args["day"] = Arg("date", interval=Interval.on(step.day))
    if step.until is not None:
        args["until"] = Arg("date", interval=Interval.on(step.until))
    if step.amount is not None:
        args["amount"] = Arg("length", f"{step.amount} {step.unit or ''}".strip())
    if step.note:
        args["note"] = Arg("word", f"free-day:{step.note}")
    if step.source:
        args["source"] = Arg("norm", step.source)
    return Sum(step.kind, tuple(sorted(args.items())))


def _deciding(rule: Rule, ways: list[_Way], answers: list[_Answer], sure: Truth) -> Iterator[Fact]:
    """Yield the facts that would settle the term."""
    if sure is not YES:
        yield fact("applies", rule=Arg("rule", rule.code))
    for event in dict.fromkeys(e for w in ways for e, _ in w.chances):
        yield fact("link", event=event_arg(event))
    if any(w.length is None for w in ways):
        yield fact("length", rule=Arg("rule", rule.code))
    if any(w.start.interval is None or w.start.interval.latest is None for w in ways):
        yield fact("date", what=Arg("word", "start"), rule=Arg("rule", rule.code))
    for a in answers:
        if a.truth is YES and not a.interval.exact and all(w.status != "met" for w in ways):
            yield fact("date", event=event_arg(a.step.id), **_before(ways))
    if not answers:
        yield fact("event", rule=Arg("rule", rule.code))


def _before(ways: list[_Way]) -> dict[str, Arg]:
    lasts = [w.last.latest for w in ways if w.last is not None and w.last.latest is not None]
    return {"until": Arg("date", interval=Interval.on(max(lasts)))} if lasts else {}


def _args(rule: Rule, env: Env, promise: Promise | None, length: str) -> Args:
    args = env_args(rule, env)
    args["length"] = Arg("length", length)
    if promise is not None:
        args["what"] = Arg("item", promise.item)
    return tuple(sorted(args.items()))

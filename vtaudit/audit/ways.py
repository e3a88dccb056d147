"""Every way in which a term of a case can be read, and what follows under each.

A way is one reading of the rule, one account of its start, one account of the answers (or all of
them together), and the doubtful days taken as free or as ordinary. Separate from `terms`, which
says what they come to together: a verdict stands only if all agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Literal

from vtaudit.audit.checks.existence import silent
from vtaudit.audit.counted import counted
from vtaudit.audit.coverage import covers
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.reckoning import Count, last_days
from vtaudit.audit.select import Env, select
from vtaudit.dates.interval import Interval
from vtaudit.dates.verdict import judge
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dates.verdict import Verdict
    from vtaudit.dossier.model import Promise
    from vtaudit.rulebook.counting import Contested
    from vtaudit.rulebook.model import Rule, RuleReading, Within

Doubt = Literal["free", "ordinary"]
ANYBODY = ""
"""Whoever is right of each step: its days by any account. Followed where one teller at a time does
not make up every way."""
_BEST = ("met", "undetermined", "late", "running", "overdue")


@dataclass(frozen=True, slots=True)
class Start:
    """When a term begins to run, under one account of it."""

    interval: Interval | None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A step that meets the term, or may."""

    step: Step
    truth: Truth
    interval: Interval
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One term of the case: what its rule asks, from which step, and what may meet it."""

    facts: Facts
    rule: Rule
    within: Within
    env: Env
    trigger: Step
    promise: Promise | None
    answers: tuple[Answer, ...]
    contested: Contested | None = None
    """Another way of counting that is followed for once, to see what moves."""


@dataclass(frozen=True, slots=True)
class Way:
    """What follows under one way of reading."""

    reading: RuleReading | None
    start: Start
    account: str | None
    """Whose account of the answers is followed; None is the record's own, ANYBODY all at once."""
    doubt: Doubt | None
    """What doubtful days count as; None where that makes no difference."""
    count: Count | None
    last: Interval | None
    told: tuple[tuple[Answer, Verdict], ...]
    """Every answer with what it alone would make of the term."""
    verdict: Verdict
    met: Answer | None
    seen: Truth
    """Whether the record would show any act that meets the term."""

    @property
    def unseen(self) -> bool:
        """Whether all that leaves it open is that an earlier act may be in no paper."""
        return bool(self.told) and any(d.fact == "record" for d in self.verdict.deciding)

    @property
    def chances(self) -> tuple[tuple[str, str], ...]:
        """What each answer that is not certain would make of it."""
        return tuple((a.step.id, v.status) for a, v in self.told if a.truth is not YES)


def ways(matter: Matter) -> Iterator[Way]:
    """Yield what follows under every combination of readings, accounts and doubtful days."""
    readings: tuple[RuleReading | None, ...] = matter.within.readings or (None,)
    who: tuple[str | None, ...] = tuple(dict.fromkeys((None, *(a.account for a in matter.answers))))
    told = Counter(a.step.id for a in matter.answers)
    if prod(told.values()) > len(who):
        who = (*who, ANYBODY)
    for reading, start, account in product(readings, _starts(matter), who):
        mine = tuple(_of_account(matter.answers, account))
        yield from _both(matter, reading, start, account, mine)


def answers(facts: Facts, rule: Rule, env: Env, trigger: Step) -> tuple[Answer, ...]:
    """Return the steps that meet the term or may, with every account of their dates.

    A step meets a term only on the side on which it runs: after the event, or before it where it
    is counted back.
    """
    wanted = rule.with_.select
    assert wanted is not None
    found = [(s, t & _on_its_side(facts, rule, s, trigger))
             for s, t in select(facts, wanted, env) if s.id != trigger.id]  # fmt: skip
    return tuple(Answer(s, t, i, who) for s, t in found if t is not NO
                 for i, who in accounts(facts, s))  # fmt: skip


def _on_its_side(facts: Facts, rule: Rule, step: Step, trigger: Step) -> Truth:
    """Return whether *step* followed the event of a term, or came before it if counted back.

    What answers a question or fulfils a promise came after it, though it was on the same day.
    """
    w = rule.with_
    if w.within is not None and w.within.back == "yes":
        return facts.not_after(step, trigger)
    order = facts.not_after(trigger, step)
    tied = w.select is not None and w.event in (w.select.answers, w.select.fulfils)
    return YES if tied and order is UNKNOWN else order


def accounts(facts: Facts, step: Step) -> list[tuple[Interval, str | None]]:
    """Return the interval of a step and those that rival accounts give it, with whose they are.

    A slip of the pen is shown elsewhere and not followed; nor is an account that was corrected.
    """
    when = facts.case.moments[step.id]
    return [(when.open, None), *((r.moment.interval, r.by) for r in when.followed)]


def _of_account(told: tuple[Answer, ...], account: str | None) -> Iterator[Answer]:
    """Yield the answers as *account* has them, and as the record has those it does not tell."""
    if account == ANYBODY:
        yield from (replace(a, interval=a.step.interval) for a in told if a.account is None)
        return
    own = {a.step.id for a in told if a.account == account}
    for a in told:
        if a.account == account or (a.account is None and a.step.id not in own):
            yield a


def _starts(matter: Matter) -> list[Start]:
    facts, within, promise = matter.facts, matter.within, matter.promise
    if within.start == "unknown":
        return [Start(None)]
    if within.start == "promise" and promise is not None and promise.since is not None:
        return [Start(facts.case.moment(promise.since).interval)]
    found = accounts(facts, matter.trigger)
    if within.start == "not-before":
        return [Start(Interval(i.earliest, None), who) for i, who in found]
    if within.start == "last" and within.of is not None:
        return [Start(_last_of(matter, i), who) for i, who in found]
    return [Start(i, who) for i, who in found]


def _last_of(matter: Matter, trigger: Interval) -> Interval:
    """Return when the last of several events was; without one, no earlier than *trigger*."""
    assert matter.within.of is not None
    found = select(matter.facts, matter.within.of, matter.env)
    others = [(s, t) for s, t in found if s.id != matter.trigger.id]
    sure = [s.interval for s, t in others if t is YES]
    if not sure:
        return Interval(trigger.earliest, None)
    maybe = [s.interval for s, _ in others]
    first = max((i.earliest for i in (trigger, *sure) if i.earliest), default=None)
    lasts = [i.latest for i in (trigger, *maybe)]
    return Interval(first, None if None in lasts else max(d for d in lasts if d))


def _both(
    matter: Matter,
    reading: RuleReading | None,
    start: Start,
    account: str | None,
    mine: tuple[Answer, ...],
) -> Iterator[Way]:
    """Yield the way with doubtful days free and, where the last day differs, with them ordinary."""
    count = counted(matter, reading)
    promise, calendar = matter.promise, matter.facts.book.calendar
    if promise is not None and promise.by is not None:
        last = matter.facts.case.moment(promise.by).interval
        yield _way(matter, reading, start, account, None, None, last, mine)
        return
    if start.interval is None or count is None:
        yield _way(matter, reading, start, account, None, count, None, mine)
        return
    free = last_days(count, start.interval, calendar)
    ordinary = last_days(count, start.interval, calendar, doubtful=False)
    same = free == ordinary
    yield _way(matter, reading, start, account, None if same else "free", count, free, mine)
    if not same:
        yield _way(matter, reading, start, account, "ordinary", count, ordinary, mine)


def _way(
    matter: Matter,
    reading: RuleReading | None,
    start: Start,
    account: str | None,
    doubt: Doubt | None,
    count: Count | None,
    last: Interval | None,
    mine: tuple[Answer, ...],
) -> Way:
    bounds = last or Interval()
    told = tuple((a, _alone(matter, bounds, a)) for a in mine)
    seen = _absence(matter, start.interval, last)
    verdict, met = _judged(matter, last, told, seen)
    return Way(reading, start, account, doubt, count, last, told, verdict, met, seen)


def _alone(matter: Matter, bounds: Interval, answer: Answer) -> Verdict:
    """Return what *answer* alone makes of the term; a promise without a term is kept by the act."""
    found, today = matter.promise, matter.facts.as_of
    if found is not None and found.term is None and found.by is None:
        bounds = Interval.on(today)
    return judge(bounds, answer.interval, today, YES)


def _judged(
    matter: Matter,
    last: Interval | None,
    told: tuple[tuple[Answer, Verdict], ...],
    seen: Truth,
) -> tuple[Verdict, Answer | None]:
    """Return the verdict of all answers together, and the one that gave it."""
    bounds, today = last or Interval(), matter.facts.as_of
    sure = [(v, a) for a, v in told if a.truth is YES]
    maybe = [v for a, v in told if a.truth is not YES]
    best = min(sure, key=lambda found: _BEST.index(found[0].status), default=None)
    if best is not None and (
        best[0].status == "met" or all(v.status == best[0].status for v in maybe)
    ):
        verdict, met = best
        late = verdict.status == "late"
        return judge(bounds, met.interval, today, seen) if late else verdict, met
    if not told:
        return judge(bounds, None, today, seen), None
    return judge(bounds, Interval(), today, UNKNOWN), None


def _absence(matter: Matter, start: Interval | None, last: Interval | None) -> Truth:
    """Whether the record would show the answer, and what makes the term longer: all of it."""
    facts, wanted = matter.facts, matter.rule.with_.select
    if start is None or last is None or last.latest is None or wanted is None:
        return UNKNOWN
    end = min(last.latest, facts.as_of)
    first = facts.first_day
    first = first if matter.within.back == "yes" else start.earliest
    window = Interval(first and min(first, end), end)
    person = matter.env[wanted.reaches] if wanted.reaches else None
    covered = covers(facts, window, person=person, names=wanted.activity, by=wanted.by,
                     contents=bool(wanted.says), items=wanted.says)  # fmt: skip
    moved = [*(x.by for x in matter.within.extended), *(x.by for x in matter.within.suspended)]
    known = all(covers(facts, window, names=other.activity, by=other.by) for other in moved)
    told = covered and known and silent(facts, wanted, matter.env) is NO
    return YES if told else UNKNOWN

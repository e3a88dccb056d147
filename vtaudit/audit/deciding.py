"""The smallest changes in the case that would settle an outcome, found by trying them.

Separate from the checks, none of which says what would settle it: the questions that one asked and
the case leaves open are answered one by one (and, where no single answer does it, two by two), and
those answers are kept that give a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.grouped import Group, again
from vtaudit.audit.model import Arg, Fact
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.step import Step
    from vtaudit.rulebook.model import Rule

MOST = 12
"""Open questions that are tried; an outcome that hangs on more is told with the first of them."""
FEW = 5
"""Open questions up to which every answer, and pairs of answers, are tried."""
STATUS: Mapping[Truth | None, str] = {
    YES: "shown", NO: "contradicted", None: "not-applicable", UNKNOWN: "not-established",
}  # fmt: skip
_DAY = timedelta(days=1)
Settled = dict[Fact, dict[Truth, "Truth | None"]]
"""For each question the verdict that each answer to it gives."""


def deciding(facts: Facts, rule: Rule, group: Group) -> tuple[Fact, ...]:
    """Return the facts that would settle what *rule* gives for *group*, which is not established.

    A fact says under `yes` and `no` which verdict its answer gives; for a date, on which days.
    """
    with facts.asked.remembering():
        with facts.asked.listening() as heard:
            again(facts, rule, group)
        asked = list(heard)[:MOST]
        found = _single(facts, rule, group, asked)
        if not found and len(asked) <= FEW:
            found = _paired(facts, rule, group, asked)
    if not found:
        found = {f: {} for f in asked}
    return tuple(dict.fromkeys(x for f, v in found.items() for x in _told(facts, f, v)))


def _single(facts: Facts, rule: Rule, group: Group, asked: Sequence[Fact]) -> Settled:
    """Return the questions that one answer settles, with what each answer gives.

    Of many questions one that settles it by a yes is not tried with a no as well: with the others
    still open that hardly ever settles anything.
    """
    found: Settled = {}
    for question in asked:
        for answer in (YES, NO):
            verdict = _supposed(facts, rule, group, {question: answer})
            if verdict is not UNKNOWN:
                found.setdefault(question, {})[answer] = verdict
                if len(asked) > FEW:
                    break
    return found


def _paired(facts: Facts, rule: Rule, group: Group, asked: Sequence[Fact]) -> Settled:
    """Return the first two questions of which some answers together give a verdict."""
    for two in combinations(asked, 2):
        for answers in product((YES, NO), repeat=2):
            if _supposed(facts, rule, group, dict(zip(two, answers, strict=True))) is not UNKNOWN:
                return {question: {} for question in two}
    return {}


def _supposed(
    facts: Facts, rule: Rule, group: Group, answers: Mapping[Fact, Truth]
) -> Truth | None:
    with facts.asked.supposing(answers):
        return again(facts, rule, group)


def _told(facts: Facts, question: Fact, verdicts: Mapping[Truth, Truth | None]) -> Iterator[Fact]:
    """Yield a question with what each answer gives; one about an order as days of its steps."""
    args = dict(question.args)
    if question.kind == "date" and "then" in args:
        first, then = (facts.by_id[args[k].value] for k in ("event", "then"))
        yield from _days(first, then, verdicts) if verdicts else _vague(first, then)
        return
    more = {str(a): Arg("status", STATUS[v]) for a, v in verdicts.items()}
    yield fact(question.kind, **args, **more)


def _vague(*steps: Step) -> Iterator[Fact]:
    open_ = [s for s in steps if not s.interval.exact] or list(steps)
    yield from (fact("date", event=event_arg(s.id)) for s in open_)


def _days(first: Step, then: Step, verdicts: Mapping[Truth, Truth | None]) -> Iterator[Fact]:
    """Yield on which days of either step the order of the two gives a verdict.

    On one exact day for both only an order that the case states can tell: then the date is asked.
    """
    found: list[Fact] = []
    for answer, verdict in verdicts.items():
        early, late = (first, then) if answer is YES else (then, first)
        status = Arg("status", STATUS[verdict])
        found += _narrowed(early, status, by=late.interval.earliest, other=late)
        found += _narrowed(late, status, since=early.interval.latest, other=early)
    yield from found or _vague(first, then)


def _narrowed(
    step: Step, status: Arg, *, other: Step, by: date | None = None, since: date | None = None
) -> Iterator[Fact]:
    """Yield the days of *step* on which it is before, or after, every day of the *other*."""
    if step.interval.exact:
        return
    apart = _DAY if other.interval.exact else timedelta()
    if by is not None:
        days = step.interval.intersect(Interval(None, by - apart))
        limit = {"by": Arg("date", interval=Interval.on(by - apart))}
    elif since is not None:
        days = step.interval.intersect(Interval(since + apart, None))
        limit = {"since": Arg("date", interval=Interval.on(since + apart))}
    else:
        return
    if days is not None:
        told = Arg("date", interval=days)
        yield fact("date", event=event_arg(step.id), days=told, status=status, **limit)

"""Verdicts on terms: every combination of days, or undetermined with what would settle it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from dates_rulebook import ATW, DAYS, EU, NONE
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.dates.interval import Interval
from vtaudit.dates.length import Length
from vtaudit.dates.regime import Regime
from vtaudit.dates.term import due, last_ordinal
from vtaudit.dates.verdict import Deciding, Verdict, judge
from vtaudit.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
BASE = date(2020, 1, 1)
AS_OF = date(2020, 12, 31)


def span(first: int, last: int) -> Interval:
    """Return the days numbered *first* to *last*."""
    return Interval(BASE + timedelta(first), BASE + timedelta(last))


def days_of(interval: Interval) -> list[date]:
    """Return every day of a closed interval."""
    assert interval.earliest is not None
    assert interval.days is not None
    return [interval.earliest + timedelta(n) for n in range(interval.days)]


spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: span(min(p), max(p)))


@given(spans, spans)
@settings(max_examples=300)
def test_a_verdict_is_the_fold_over_all_days(due: Interval, done: Interval) -> None:
    pairs = list(product(days_of(due), days_of(done)))
    each = {"met" if act <= last else "late" for last, act in pairs}
    found = judge(due, done, AS_OF, YES)
    assert found.status == (each.pop() if len(each) == 1 else "undetermined")
    slack = [(last - act).days for last, act in pairs]
    assert found.slack == (min(slack), max(slack))


counted = st.tuples(
    st.builds(Length, st.integers(1, 12), st.sampled_from(["days", "weeks", "months", "working-days"]),
              st.sampled_from(["last", "kept", "next"])),
    st.sampled_from([ATW, EU, NONE]),
    st.booleans(),
    st.booleans(),
)  # fmt: skip


@given(st.dates(date(2019, 11, 1), date(2020, 12, 31)), st.integers(0, 12), counted,
       st.integers(-3, 6), st.integers(0, 6))  # fmt: skip
@settings(max_examples=300)
def test_a_verdict_on_a_vague_term_is_the_fold_over_every_start_and_act(
    start: date, width: int, how: tuple[Length, Regime, bool, bool], late: int, wide: int
) -> None:
    length, regime, back, doubtful = how
    whole = Interval(start, start + timedelta(width))

    def last(day: date) -> date:
        return date.fromordinal(
            last_ordinal(day.toordinal(), length, regime, DAYS, back=back, doubtful=doubtful)
        )

    ends = [last(day) for day in days_of(whole)]
    assert ends == sorted(ends)
    act = last(start) + timedelta(late)
    done = Interval(act, act + timedelta(wide))
    each = {"met" if day <= end else "late" for end, day in product(ends, days_of(done))}
    found = judge(due(whole, length, regime, DAYS, back=back, doubtful=doubtful), done, AS_OF, YES)
    assert found.status == (each.pop() if len(each) == 1 else "undetermined")


@given(spans, spans, st.data())
@settings(max_examples=300)
def test_precision_only_resolves(due: Interval, done: Interval, data: st.DataObject) -> None:
    vague = judge(due, done, AS_OF, YES).status
    nearer_due = Interval.on(data.draw(st.sampled_from(days_of(due))))
    nearer_done = Interval.on(data.draw(st.sampled_from(days_of(done))))
    for a, b in product((due, nearer_due), (done, nearer_done)):
        assert vague in ("undetermined", judge(a, b, AS_OF, YES).status)


@given(spans, spans)
@settings(max_examples=300)
def test_a_deciding_fact_decides_and_nothing_else_does(due: Interval, done: Interval) -> None:
    found = judge(due, done, AS_OF, YES)
    decided: dict[tuple[str, date], str] = {
        (fact.fact, day): fact.status
        for fact in found.deciding
        for day in days_of(fact.days or span(0, 0))
    }
    if found.status != "undetermined":
        assert not found.deciding
        return
    for day in days_of(done):
        status = judge(due, Interval.on(day), AS_OF, YES).status
        assert decided.get(("done", day), "undetermined") == status
    for day in days_of(due):
        status = judge(Interval.on(day), done, AS_OF, YES).status
        assert decided.get(("due", day), "undetermined") == status


@pytest.mark.parametrize(
    ("as_of", "absence", "status", "slack"),
    [
        (5, YES, "running", (5, 7)),
        (10, YES, "running", (0, 2)),
        (11, YES, "undetermined", (-1, 1)),
        (12, YES, "undetermined", (-2, 0)),
        (13, YES, "overdue", (-3, -1)),
        (13, UNKNOWN, "undetermined", (-3, -1)),
        (10, UNKNOWN, "running", (0, 2)),
    ],
)
def test_an_act_that_is_not_in_the_record(
    as_of: int, absence: Truth, status: str, slack: tuple[int, int]
) -> None:
    found = judge(span(10, 12), None, BASE + timedelta(as_of), absence)
    assert (found.status, found.slack) == (status, slack)


def test_what_would_settle_an_act_that_is_not_in_the_record() -> None:
    due = span(10, 12)
    record = judge(due, None, BASE + timedelta(13), UNKNOWN)
    assert record.deciding == (Deciding("record", "overdue", None),)
    both = judge(due, None, BASE + timedelta(11), UNKNOWN)
    assert both.deciding == (
        Deciding("record", "undetermined", None),
        Deciding("due", "running", span(11, 12)),
    )
    day = judge(due, None, BASE + timedelta(11), YES)
    assert day.deciding == (
        Deciding("due", "running", span(11, 12)),
        Deciding("due", "overdue", span(10, 10)),
    )


def test_an_act_that_happened_nobody_knows_when() -> None:
    found = judge(span(10, 12), None, AS_OF, NO)
    assert (found.status, found.slack) == ("undetermined", (None, None))
    assert [(f.fact, f.status) for f in found.deciding] == [("done", "met"), ("done", "late")]


def test_a_term_of_unknown_start() -> None:
    found = judge(Interval(), span(1, 1), AS_OF, YES)
    assert found.status == "undetermined"
    assert {(f.fact, f.status) for f in found.deciding} == {("due", "met"), ("due", "late")}
    assert judge(Interval(), None, AS_OF, YES).status == "undetermined"
    assert judge(Interval.on(date.max), Interval.on(date.max), AS_OF, YES) == Verdict("met", (0, 0))
    assert judge(Interval.on(date.max), Interval(), AS_OF, YES).deciding == (
        Deciding("done", "met", Interval(None, date.max)),
    )
    assert judge(Interval(None, date.max), Interval.on(date.min), AS_OF, YES).status != "late"


def test_the_most_telling_moment_comes_first() -> None:
    found = judge(span(0, 9), span(9, 10), AS_OF, YES)
    assert found.status == "undetermined"
    assert [f.fact for f in found.deciding] == ["done", "due"]
    assert found.deciding[0].days == span(10, 10)
    narrow = judge(Interval.on(BASE + timedelta(5)), span(0, 9), AS_OF, YES)
    assert [f.fact for f in narrow.deciding] == ["done", "done"]

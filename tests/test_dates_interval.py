"""Truth, intervals and moments: what two sets of days say about each other."""

from __future__ import annotations

import json
import pickle
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.dates.interval import (
    UNKNOWN_DAY,
    Interval,
    before,
    day_or_open,
    distance,
    hull,
    not_after,
)
from vtaudit.dates.moment import Moment
from vtaudit.truth import Truth, every, some

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
BASE = date(2020, 1, 1)


def span(first: int, last: int) -> Interval:
    """Return the days numbered *first* to *last*."""
    return Interval(BASE + timedelta(first), BASE + timedelta(last))


def days_of(interval: Interval) -> list[date]:
    """Return every day of a closed interval."""
    assert interval.earliest is not None
    assert interval.days is not None
    return [interval.earliest + timedelta(n) for n in range(interval.days)]


spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: span(min(p), max(p)))


def test_widening_moves_each_end_that_is_not_open() -> None:
    assert span(10, 12).widen(2) == span(8, 14)
    assert Interval(None, BASE).widen(1) == Interval(None, BASE + timedelta(1))
    assert Interval(BASE, None).widen(1) == Interval(BASE - timedelta(1), None)
    assert Interval.on(date.min).widen(1) == Interval(None, date.min + timedelta(1))
    assert Interval.on(date.max).widen(1) == Interval(date.max - timedelta(1), None)


@pytest.mark.parametrize(("a", "b"), list(product(Truth, Truth)))
def test_connectives_are_kleene(a: Truth, b: Truth) -> None:
    rank = {NO: 0, UNKNOWN: 1, YES: 2}
    assert rank[a & b] == min(rank[a], rank[b])
    assert rank[a | b] == max(rank[a], rank[b])
    assert ~(a & b) is (~a | ~b)
    assert every([a, b]) is (a & b)
    assert some([a, b]) is (a | b)


def test_truth_of_nothing_and_its_faces() -> None:
    assert every([]) is YES
    assert some([]) is NO
    assert (YES.certain, UNKNOWN.certain, UNKNOWN.possible, NO.possible) == (
        True, False, True, False,
    )  # fmt: skip
    assert (Truth.of(fact=True), Truth.of(fact=False)) == (YES, NO)
    assert json.dumps([YES]) == '["yes"]'
    assert pickle.loads(pickle.dumps(NO)) is NO  # noqa: S301 - our own bytes


@pytest.mark.parametrize("truth", list(Truth))
def test_truth_is_no_bool(truth: Truth) -> None:
    with pytest.raises(TypeError, match="certain"):
        bool(truth)


@given(spans, spans)
@settings(max_examples=200)
def test_relations_hold_for_all_or_none_of_the_days(a: Interval, b: Interval) -> None:
    pairs = list(product(days_of(a), days_of(b)))
    for relation, fact in (
        (before, [x < y for x, y in pairs]),
        (not_after, [x <= y for x, y in pairs]),
    ):
        expected = YES if all(fact) else UNKNOWN if any(fact) else NO
        assert relation(a, b) is expected
    gaps = [(y - x).days for x, y in pairs]
    assert distance(a, b) == (min(gaps), max(gaps))


@given(spans, spans)
@settings(max_examples=100)
def test_sets_of_days(a: Interval, b: Interval) -> None:
    both = set(days_of(a)) & set(days_of(b))
    shared = a.intersect(b)
    assert (set(days_of(shared)) if shared else set()) == both
    assert a.contains(b) == (set(days_of(b)) <= set(days_of(a)))
    assert hull(a, b).contains(a)
    assert hull(a, b).contains(b)


def test_open_ends() -> None:
    since, until = Interval(BASE, None), Interval(None, BASE)
    assert before(until, since) is UNKNOWN
    assert not_after(until, since) is YES
    assert before(since, until) is NO
    assert since.days is None
    assert UNKNOWN_DAY.covers(BASE)
    assert UNKNOWN_DAY.contains(since)
    assert not since.contains(UNKNOWN_DAY)
    assert hull(since, until) == UNKNOWN_DAY
    assert distance(UNKNOWN_DAY, since) == (None, None)
    assert since.intersect(until) == Interval.on(BASE)


def test_the_ends_of_the_calendar() -> None:
    assert Interval(date.min, date.max).widen(1) == UNKNOWN_DAY
    assert day_or_open(0) is None
    with pytest.raises(ValueError, match="before"):
        Interval(BASE, BASE - timedelta(1))


def test_instants_carry_their_offset() -> None:
    winter = Moment(Interval.on(date(2019, 12, 6)), time="14:30").instants()
    assert winter is not None
    assert [i.isoformat() for i in winter] == ["2019-12-06T14:30:00+01:00"] * 2
    twice = Moment(Interval.on(date(2020, 10, 25)), time="02:30").instants()
    assert twice is not None
    assert [i.isoformat()[-6:] for i in twice] == ["+02:00", "+01:00"]
    assert Moment(Interval.on(BASE)).instants() is None

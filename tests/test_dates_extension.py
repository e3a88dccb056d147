"""Adjourned and suspended terms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from dates_rulebook import ATW, DAYS, EU, NONE
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.dates.errors import DateError
from vtaudit.dates.explain import explain
from vtaudit.dates.extension import extend, suspend
from vtaudit.dates.interval import Interval
from vtaudit.dates.regime import Regime
from vtaudit.dates.term import Length, Step, last_day

WEEKS: Final = "weeks"


def test_adjournment_counts_from_the_extended_end_and_tells_the_difference() -> None:
    ten = last_day(date(2020, 3, 23), Length(10, WEEKS), ATW, DAYS)
    found = extend(ten, Length(4, WEEKS), ATW, DAYS)
    assert (found.day, found.from_unextended) == (date(2020, 6, 30), date(2020, 6, 29))
    assert found.steps == (
        Step("extend", date(2020, 6, 2), date(2020, 6, 30), 4, WEEKS),
        Step("extend", date(2020, 6, 1), date(2020, 6, 29), 4, WEEKS, note="unextended"),
    )
    assert (found.other, found.covered) == (None, True)


def test_adjournment_without_a_moved_end_has_one_reading() -> None:
    six = explain(date(2020, 2, 10), Length(6, WEEKS), ATW, DAYS)
    found = extend(six, Length(4, WEEKS), ATW, DAYS)
    assert (found.day, found.from_unextended) == (date(2020, 4, 20), None)
    assert [s.kind for s in found.steps] == ["start", "count", "extend"]


def test_repeated_extension() -> None:
    four = last_day(date(2019, 12, 13), Length(4, WEEKS), ATW, DAYS)
    assert extend(four, Length(2, WEEKS), ATW, DAYS, times=3).day == date(2020, 2, 21)
    later = last_day(date(2020, 3, 16), Length(4, WEEKS), ATW, DAYS)  # Easter Monday to Tuesday
    found = extend(later, Length(2, WEEKS), ATW, DAYS, times=2)
    assert (later.day, found.day) == (date(2020, 4, 14), date(2020, 5, 12))
    assert found.from_unextended == date(2020, 5, 11)


def test_adjournment_keeps_what_is_doubtful_and_uncovered() -> None:
    doubtful = last_day(date(2020, 3, 10), Length(1, "months"), EU, DAYS)
    assert (doubtful.day, doubtful.other) == (date(2020, 4, 14), date(2020, 4, 10))
    found = extend(doubtful, Length(2, "months"), EU, DAYS)
    assert (found.day, found.other) == (date(2020, 6, 15), date(2020, 6, 10))
    sure = last_day(date(2020, 2, 28), Length(2, WEEKS), EU, DAYS)
    found = extend(sure, Length(4, WEEKS), EU, DAYS)  # ends on Good Friday
    assert (found.day, found.other) == (date(2020, 4, 14), date(2020, 4, 10))
    assert not extend(
        last_day(date(2023, 11, 1), Length(6, WEEKS), ATW, DAYS), Length(4, WEEKS), ATW, DAYS
    ).covered


def test_suspended_days_do_not_count() -> None:
    span = Interval(date(2020, 2, 20), date(2020, 2, 26))
    found = suspend(date(2020, 2, 10), Length(6, WEEKS), ATW, DAYS, [span])
    assert found.day == date(2020, 3, 30)
    assert [(s.kind, s.amount, s.unit) for s in found.steps] == [("suspend", 7, "days")]
    days = suspend(date(2020, 2, 17), Length(5, "working-days"), NONE, DAYS, [span])
    assert days.day == date(2020, 3, 2)
    assert [(s.amount, s.unit) for s in days.steps] == [(5, "working-days")]


@pytest.mark.parametrize(
    "span",
    [
        Interval(date(2020, 1, 1), date(2020, 2, 10)),
        Interval(date(2020, 3, 24), date(2020, 4, 24)),
    ],
)
def test_a_span_outside_the_term_changes_nothing(span: Interval) -> None:
    plain = last_day(date(2020, 2, 10), Length(6, WEEKS), ATW, DAYS)
    assert suspend(date(2020, 2, 10), Length(6, WEEKS), ATW, DAYS, [span]).day == plain.day


def test_a_span_that_begins_on_the_day_to_which_the_end_was_moved() -> None:
    span = Interval(date(2020, 6, 2), date(2020, 6, 3))
    found = suspend(date(2020, 3, 23), Length(10, WEEKS), ATW, DAYS, [span])
    assert found.day == date(2020, 6, 4)


def test_spans_that_overlap_count_once() -> None:
    spans = [
        Interval(date(2020, 2, 22), date(2020, 2, 28)),
        Interval(date(2020, 2, 20), date(2020, 2, 24)),
        Interval(date(2020, 3, 30), date(2020, 3, 31)),
    ]
    found = suspend(date(2020, 2, 10), Length(6, WEEKS), NONE, DAYS, spans)
    assert found.day == date(2020, 3, 23) + timedelta(9 + 2)


def test_a_suspension_without_an_end_has_no_last_day() -> None:
    with pytest.raises(DateError, match="first and a last day"):
        suspend(date(2020, 2, 10), Length(6, WEEKS), ATW, DAYS, [Interval(date(2020, 2, 12))])


@given(
    st.dates(date(2018, 1, 1), date(2022, 1, 1)),
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(-5, 60), st.integers(0, 12)), max_size=3),
    st.booleans(),
)
@settings(max_examples=150)
def test_suspension_is_counting_only_the_other_days(
    start: date, amount: int, raw_spans: list[tuple[int, int]], working: bool
) -> None:
    spans = [
        Interval(start + timedelta(first), start + timedelta(first + size))
        for first, size in raw_spans
    ]
    day, left = start, amount
    while left:
        day += timedelta(1)
        suspended = any(span.covers(day) for span in spans)
        left -= not suspended and (not working or DAYS.ordinary(day.toordinal()))
    length = Length(amount, "working-days" if working else "days")
    assert suspend(start, length, NONE, DAYS, spans).day == day


@pytest.mark.parametrize("regime", [ATW, EU, NONE])
def test_suspension_of_nothing_is_the_term_itself(regime: Regime) -> None:
    length = Length(6, WEEKS)
    assert suspend(date(2020, 2, 9), length, regime, DAYS, []).day == (
        last_day(date(2020, 2, 9), length, regime, DAYS).day
    )

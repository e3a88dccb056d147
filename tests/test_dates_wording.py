"""Moments told in Dutch and English, and read back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dates_rulebook import WORDS
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.dates.grammar import parse
from vtaudit.dates.interval import Interval
from vtaudit.dates.moment import Moment
from vtaudit.dates.wording import interval_in_words, moment_in_words


def test_a_day() -> None:
    day = Interval.on(date(2019, 12, 6))
    assert interval_in_words(day, WORDS) == "6 december 2019"
    assert interval_in_words(day, WORDS, "en") == "6 December 2019"
    assert interval_in_words(day, WORDS, "xx") == "6 december 2019"


@pytest.mark.parametrize(
    ("first", "last", "dutch", "english"),
    [
        ("2019-12-11", "2019-12-20", "tussen 11 en 20 december 2019",
         "between 11 and 20 December 2019"),
        ("2019-11-28", "2019-12-03", "tussen 28 november en 3 december 2019",
         "between 28 November and 3 December 2019"),
        ("2019-12-28", "2020-01-03", "tussen 28 december 2019 en 3 januari 2020",
         "between 28 December 2019 and 3 January 2020"),
        ("2019-12-01", "2019-12-31", "december 2019", "December 2019"),
        ("2020-02-01", "2020-02-29", "februari 2020", "February 2020"),
        ("2019-01-01", "2019-12-31", "2019", "2019"),
        ("2019-12-06", "2019-12-06", "6 december 2019", "6 December 2019"),
        ("2019-12-06", None, "vanaf 6 december 2019", "from 6 December 2019"),
        (None, "2019-12-06", "uiterlijk 6 december 2019", "by 6 December 2019"),
        (None, None, "onbekend", "unknown"),
        ("9999-01-01", "9999-12-31", "9999", "9999"),
    ],
)  # fmt: skip
def test_intervals(first: str | None, last: str | None, dutch: str, english: str) -> None:
    ends = [None if end is None else date.fromisoformat(end) for end in (first, last)]
    assert interval_in_words(Interval(*ends), WORDS) == dutch
    assert interval_in_words(Interval(*ends), WORDS, "en") == english


def test_moments_keep_their_time_and_their_doubt() -> None:
    day = Interval.on(date(2019, 12, 6))
    timed = Moment(day, time="14:30", uncertain=True)
    assert moment_in_words(timed, WORDS) == "mogelijk 6 december 2019 om 14:30"
    assert moment_in_words(timed, WORDS, "en") == "possibly 6 December 2019 at 14:30"
    assert moment_in_words(Moment(day), WORDS) == "6 december 2019"


@given(
    st.dates(date(1000, 1, 1), date(9998, 1, 1)),
    st.integers(0, 800),
    st.sampled_from(["nl", "en"]),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_what_is_told_reads_back_as_the_same_days(
    first: date, size: int, language: str, since: bool, until: bool
) -> None:
    days = Interval(first if since else None, first + timedelta(size) if until else None)
    found = parse(interval_in_words(days, WORDS, language), WORDS)
    assert isinstance(found, Moment)
    assert found.interval == days

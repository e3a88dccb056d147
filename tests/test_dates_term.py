"""Terms: the sums of the sources, a second implementation that walks by the day, laws of form."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from dates_reference import WORK, WORK_EU, WORK_STRICT, naive_last
from dates_rulebook import ATW, DAYS, EU, NONE, REGIMES, WORDS
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.dates.errors import DateError
from vtaudit.dates.explain import explain
from vtaudit.dates.hours import due_instants
from vtaudit.dates.interval import Interval
from vtaudit.dates.length import MonthEnds
from vtaudit.dates.moment import Moment, Unit
from vtaudit.dates.regime import Regime
from vtaudit.dates.term import (
    Length,
    add_months,
    due,
    last_day,
    last_ordinal,
    parse_length,
    readings,
    starts,
)

UNITS: tuple[Unit, ...] = ("days", "weeks", "months", "years", "working-days")
LONGEST = {"days": 120, "weeks": 16, "months": 8, "years": 2, "working-days": 60}


def test_a_hundred_thousand_terms_against_the_naive_count() -> None:
    rng = random.Random(20191206)  # noqa: S311 - repeatable, not secret
    strict = {
        "atw": [WORK_STRICT, WORK],
        "1182-71": [WORK_EU, WORK_EU],
        "none": [WORK_STRICT, WORK],
    }
    base = date(1983, 1, 1)
    for number in range(100_000):
        start = base + timedelta(rng.randrange(20000))
        unit = rng.choice(UNITS)
        length = Length(rng.randint(1, LONGEST[unit]), unit)
        name = rng.choice(["atw", "1182-71", "none"])
        back, doubtful = rng.random() < 0.2, number % 3 > 0
        works = [WORK, WORK] if doubtful else strict[name]
        expected = naive_last(start, length, name, works, back=back)
        found = last_ordinal(
            start.toordinal(), length, REGIMES[name], DAYS, back=back, doubtful=doubtful
        )
        assert found == expected.toordinal(), (start, length, name, back, doubtful)


@pytest.mark.parametrize(
    ("start", "length", "regime", "expected"),
    [
        ("2019-12-06", "5 werkdagen", NONE, "2019-12-13"),
        ("2019-12-10", "5 werkdagen", NONE, "2019-12-17"),
        ("2020-01-17", "vijf werkdagen", NONE, "2020-01-24"),
        ("2020-01-20", "10 weken", NONE, "2020-03-30"),
        ("2020-03-23", "10 weken", ATW, "2020-06-02"),
        ("2020-02-09", "zes weken", ATW, "2020-03-23"),
        ("2020-06-10", "een maand", ATW, "2020-07-10"),
        ("2020-06-10", "1 jaar", NONE, "2021-06-10"),
        ("2019-12-20", "5 werkdagen", NONE, "2020-01-02"),
        ("2019-12-24", "3 dagen", ATW, "2019-12-31"),  # Christmas, decree, weekend, second day
        ("2019-12-24", "2 dagen", ATW, "2019-12-30"),  # too short for the second ordinary day
        ("2019-12-24", "2 dagen", EU, "2019-12-31"),  # two days are enough for it here
        ("2021-12-24", "1 week", ATW, "2021-12-31"),
        ("2021-12-25", "1 week", ATW, "2022-01-03"),
        ("2020-12-24", "1 dag", ATW, "2020-12-28"),
        ("2018-12-21", "3 dagen", ATW, "2018-12-28"),  # 24 December by decree, 25 and 26
        ("2019-01-31", "1 maand", NONE, "2019-02-28"),
        ("2020-01-31", "1 maand", NONE, "2020-02-29"),
        ("2020-02-29", "1 jaar", NONE, "2021-02-28"),
        ("2019-12-31", "2 maanden", NONE, "2020-02-29"),
        ("2020-12-28", "1 week", NONE, "2021-01-04"),  # out of week 53
        ("2020-05-31", "1 maand", EU, "2020-06-30"),
        ("2019-10-05", "13 weken", ATW, "2020-01-04"),  # a Saturday: past twelve weeks it stays
        ("2019-10-05", "12 weken", ATW, "2019-12-30"),  # Saturday after a day equated by decree
        ("2020-06-14", "91 dagen", ATW, "2020-09-13"),
        ("2020-06-14", "90 dagen", ATW, "2020-09-14"),
        ("2020-03-05", "3 maanden", ATW, "2020-06-05"),
        ("2020-03-06", "4 maanden", ATW, "2020-07-06"),
        ("2019-06-13", "1 jaar", ATW, "2020-06-13"),
        ("2019-06-13", "1 jaar", EU, "2020-06-15"),  # years roll under the regulation
    ],
)
def test_known_sums(start: str, length: str, regime: Regime, expected: str) -> None:
    found = last_day(date.fromisoformat(start), parse_length(length, WORDS), regime, DAYS)
    assert str(found.day) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2021-01-01", "2021-01-04"), ("2020-04-10", "2020-04-14"), ("2020-04-13", "2020-04-14"),
        ("2020-04-27", "2020-04-28"), ("2013-04-30", "2013-05-01"), ("2020-05-05", "2020-05-06"),
        ("2019-05-05", "2019-05-06"), ("2020-05-21", "2020-05-25"), ("2020-05-22", "2020-05-25"),
        ("2020-06-01", "2020-06-02"), ("2019-12-25", "2019-12-30"), ("2019-12-26", "2019-12-30"),
        ("2019-12-27", "2019-12-30"), ("2018-12-22", "2018-12-27"), ("2018-12-29", "2019-01-02"),
        ("2022-12-24", "2022-12-27"), ("2026-01-01", "2026-01-05"), ("2020-06-06", "2020-06-08"),
    ],
)  # fmt: skip
def test_a_term_that_ends_on_each_kind_of_free_day(end: str, expected: str) -> None:
    start = date.fromisoformat(end) - timedelta(weeks=6)
    six_weeks = Length(6, "weeks")
    assert str(last_day(start, six_weeks, ATW, DAYS).day) == expected
    assert str(last_day(start, six_weeks, NONE, DAYS).day) == end


def test_a_term_counted_back_is_not_moved() -> None:
    found = explain(date(2020, 6, 15), Length(2, "weeks"), ATW, DAYS, back=True)
    assert found.day == date(2020, 6, 1)  # Whit Monday
    assert [s.kind for s in found.steps] == ["start", "count", "back"]
    assert found.steps[-1].source == "Atw art. 1 lid 2"


def test_doubtful_days_are_computed_both_ways() -> None:
    found = last_day(date(2020, 4, 3), Length(5, "working-days"), NONE, DAYS)
    assert (found.day, found.other) == (date(2020, 4, 14), date(2020, 4, 10))
    weeks = Length(1, "weeks")
    assert last_day(date(2020, 4, 3), weeks, ATW, DAYS).other is None
    abroad = explain(date(2020, 4, 3), weeks, EU, DAYS)
    assert (abroad.day, abroad.other) == (date(2020, 4, 14), date(2020, 4, 10))
    assert [s.note for s in abroad.steps if s.kind == "doubtful"] == ["goede-vrijdag"]
    assert readings(Interval.on(date(2020, 4, 3)), weeks, EU, DAYS) == (
        Interval.on(date(2020, 4, 14)),
        Interval.on(date(2020, 4, 10)),
    )
    assert len(readings(Interval.on(date(2020, 3, 3)), weeks, EU, DAYS)) == 1


def test_doubtful_days_counted_back_are_computed_both_ways() -> None:
    new_year, days = Interval.on(date(2020, 1, 1)), Length(5, "working-days")
    assert readings(new_year, days, ATW, DAYS, back=True) == (  # is 27 December a working day?
        Interval.on(date(2019, 12, 20)),
        Interval.on(date(2019, 12, 23)),
    )
    friday = Interval.on(date(2020, 4, 17))
    assert readings(friday, Length(2, "weeks"), EU, DAYS, back=True) == (
        Interval.on(date(2020, 4, 3)),
    )


@pytest.mark.parametrize(
    ("start", "length", "regime", "covered"),
    [
        ("2024-03-01", Length(6, "weeks"), ATW, False),
        ("2024-03-01", Length(6, "weeks"), NONE, True),
        ("2024-03-01", Length(5, "working-days"), NONE, False),
        ("2024-03-01", Length(1, "years"), ATW, True),
        ("2023-11-01", Length(6, "weeks"), ATW, True),
        ("2023-12-01", Length(6, "weeks"), ATW, False),
        ("2016-12-20", Length(6, "weeks"), ATW, True),
        ("2016-12-27", Length(8, "days"), ATW, False),
        ("2020-06-10", Length(1, "months"), EU, True),
    ],
)
def test_past_the_known_decrees_the_answer_says_so(
    start: str, length: Length, regime: Regime, covered: bool
) -> None:
    found = explain(date.fromisoformat(start), length, regime, DAYS)
    assert found.covered is covered
    assert any(s.kind == "uncovered" for s in found.steps) is not covered


def test_the_derivation_tells_every_skipped_day() -> None:
    found = explain(date(2019, 12, 20), Length(5, "working-days"), NONE, DAYS)
    told = [(s.kind, s.note or s.amount) for s in found.steps]
    assert told == [
        ("start", None), ("skip", "weekend"), ("count", 2), ("skip", "eerste-kerstdag"),
        ("skip", "tweede-kerstdag"), ("skip", "gelijkgesteld-2016"), ("skip", "weekend"),
        ("count", 4), ("skip", "nieuwjaarsdag"), ("count", 5), ("doubtful", "gelijkgesteld-2016"),
    ]  # fmt: skip
    moved = explain(date(2018, 12, 21), Length(3, "days"), ATW, DAYS)
    assert [s.kind for s in moved.steps] == [
        "start", "count", "skip", "skip", "skip", "roll", "minimum",
    ]  # fmt: skip
    left = explain(date(2020, 6, 10), Length(1, "years"), ATW, DAYS)
    assert [(s.kind, s.unit) for s in left.steps] == [
        ("start", None), ("count", "years"), ("excluded", "years"),
    ]  # fmt: skip
    backward = explain(date(2020, 1, 2), Length(2, "working-days"), NONE, DAYS, back=True)
    assert [s.note for s in backward.steps if s.kind == "skip"] == ["nieuwjaarsdag"]


terms = st.builds(
    Length, st.integers(1, 30), st.sampled_from(["days", "weeks", "months", "working-days"])
)
starts_of = st.dates(date(2015, 1, 1), date(2030, 1, 1))
regimes = st.sampled_from([ATW, EU, NONE])


@given(starts_of, st.integers(0, 40), terms, regimes, st.booleans(), st.booleans())
@settings(max_examples=300)
def test_never_before_the_start_and_monotone_in_it(
    start: date, later: int, length: Length, regime: Regime, back: bool, doubtful: bool
) -> None:
    first, second = start.toordinal(), start.toordinal() + later
    ends = [
        last_ordinal(o, length, regime, DAYS, back=back, doubtful=doubtful) for o in (first, second)
    ]
    assert ends[0] <= ends[1]
    assert ends[0] < first if back else ends[0] > first


@given(starts_of, st.integers(0, 20), terms, regimes, st.booleans())
@settings(max_examples=150)
def test_an_interval_is_the_fold_over_its_days(
    start: date, size: int, length: Length, regime: Regime, back: bool
) -> None:
    whole = Interval(start, start + timedelta(size))
    days = [start + timedelta(n) for n in range(size + 1)]
    ends = [last_day(d, length, regime, DAYS, back=back).day for d in days]
    assert due(whole, length, regime, DAYS, back=back) == Interval(min(ends), max(ends))
    for end in set(ends):
        matching = [d for d, e in zip(days, ends, strict=True) if e == end]
        found = starts(Interval.on(end), whole, length, regime, DAYS, back=back)
        assert found == Interval(min(matching), max(matching))


@given(starts_of, terms, regimes)
@settings(max_examples=150)
def test_explaining_changes_no_answer(start: date, length: Length, regime: Regime) -> None:
    plain, told = (f(start, length, regime, DAYS) for f in (last_day, explain))
    assert (plain.day, plain.other, plain.covered) == (told.day, told.other, told.covered)
    counted = [s.until for s in told.steps if s.kind in ("count", "roll", "minimum")]
    assert counted[-1] == told.day
    assert all(a <= b for a, b in pairwise(d for d in counted if d))


def test_open_starts_and_the_ends_of_the_calendar() -> None:
    weeks = Length(10, "weeks")
    day = date(2020, 1, 20)
    assert due(Interval(None, day), weeks, NONE, DAYS) == Interval(None, date(2020, 3, 30))
    assert due(Interval(date(9999, 12, 1), None), weeks, ATW, DAYS) == Interval()
    assert starts(Interval.on(day), Interval(), weeks, NONE, DAYS) is None
    assert starts(Interval.on(day), Interval.on(day), weeks, NONE, DAYS) is None
    for length in (weeks, Length(3, "months"), Length(9000, "years"), Length(99, "working-days")):
        with pytest.raises(DateError, match="9999"):
            last_day(date(9999, 12, 25), length, ATW, DAYS)
        with pytest.raises(DateError, match="9999"):
            last_day(date(1, 1, 2), length, ATW, DAYS, back=True)


@pytest.mark.parametrize(
    ("start", "months", "last", "kept", "next_"),
    [
        ("2020-01-31", 1, "2020-02-29", "2020-02-29", "2020-03-01"),
        ("2019-01-30", 1, "2019-02-28", "2019-02-28", "2019-03-01"),
        ("2020-02-29", 1, "2020-03-29", "2020-03-31", "2020-03-29"),
        ("2020-02-29", 12, "2021-02-28", "2021-02-28", "2021-03-01"),
        ("2019-02-28", 12, "2020-02-28", "2020-02-29", "2020-02-28"),
        ("2020-04-30", 2, "2020-06-30", "2020-06-30", "2020-06-30"),
        ("2020-04-30", -1, "2020-03-30", "2020-03-31", "2020-03-30"),
        ("2020-03-31", -1, "2020-02-29", "2020-02-29", "2020-03-01"),
        ("2020-03-15", 1, "2020-04-15", "2020-04-15", "2020-04-15"),
    ],
)
def test_month_ends_each_way(start: str, months: int, last: str, kept: str, next_: str) -> None:
    first = date.fromisoformat(start).toordinal()
    ways: tuple[MonthEnds, ...] = ("last", "kept", "next")
    found = [f"{date.fromordinal(add_months(first, months, way))}" for way in ways]
    assert found == [last, kept, next_]


def test_hours() -> None:
    start = Interval.on(date(2020, 3, 27))
    assert due(start, Length(36, "hours"), ATW, DAYS) == Interval(
        date(2020, 3, 28), date(2020, 3, 29)
    )
    assert due(start, Length(48, "hours"), ATW, DAYS) == Interval.on(date(2020, 3, 29))
    assert due(start, Length(36, "hours"), ATW, DAYS, back=True) == Interval(
        date(2020, 3, 25), date(2020, 3, 26)
    )
    assert last_day(date(2020, 3, 27), Length(36, "hours"), ATW, DAYS).day == date(2020, 3, 29)


def test_hours_on_the_clock_know_summer_time() -> None:
    moment = Moment(Interval.on(date(2020, 3, 28)), time="14:30")
    found = due_instants(moment, Length(24, "hours"))
    assert found is not None
    assert {i.isoformat() for i in found} == {"2020-03-29T15:30:00+02:00"}
    assert due_instants(moment, Length(1, "days")) is None
    assert due_instants(Moment(moment.interval), Length(1, "hours")) is None


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
@pytest.mark.parametrize(
    ("regime", "back", "end"),
    [
        (EU, False, "2020-03-29T16:00:00+02:00"),  # the hour from 14 to 15 does not count
        (EU, True, "2020-03-27T14:00:00+01:00"),
        (ATW, False, "2020-03-29T15:30:00+02:00"),
        (ATW, True, "2020-03-27T14:30:00+01:00"),
    ],
)
def test_the_hour_of_the_event_wherever_the_machine_stands(
    regime: Regime, back: bool, end: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", zone)
        getattr(time, "tzset", int)()  # Windows has no such call
        moment = Moment(Interval.on(date(2020, 3, 28)), time="14:30")
        found = due_instants(moment, Length(24, "hours"), regime, back=back)
    getattr(time, "tzset", int)()
    assert found is not None
    assert {i.isoformat() for i in found} == {end}


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("10 weken", Length(10, "weeks")),
        ("5 werkdagen", Length(5, "working-days")),
        ("een maand", Length(1, "months")),
        ("Één jaar", Length(1, "years")),
        ("ten weeks", Length(10, "weeks")),
        ("binnen vijf dagen", Length(5, "days")),
        ("48 uur", Length(48, "hours")),
        ("twenty business days", Length(20, "working-days")),
    ],
)
def test_lengths_in_words(text: str, length: Length) -> None:
    assert parse_length(text, WORDS) == length


@pytest.mark.parametrize(
    ("text", "position", "suggestion"),
    [
        ("", 0, None), ("weken", 0, None), ("10", 2, None), ("10 wekken", 3, "weken"),
        ("tien weken en", 11, None), ("enkele weken", 0, None), ("0 dagen", 0, None),
    ],
)  # fmt: skip
def test_lengths_that_do_not_fit(text: str, position: int, suggestion: str | None) -> None:
    with pytest.raises(DateError) as caught:
        parse_length(text, WORDS)
    assert (caught.value.position, caught.value.suggestion) == (position, suggestion)


def test_what_is_no_length_is_told_what_a_length_is() -> None:
    with pytest.raises(DateError, match="expected a number and a unit, such as"):
        parse_length("weken", WORDS)


def test_regimes_are_data_with_sources() -> None:
    assert list(REGIMES) == ["atw", "1182-71", "none"]
    assert all(r.source and r.start_source for r in REGIMES.values())
    assert all(e.source for r in REGIMES.values() for e in r.exclusions)
    assert (EU.verified, ATW.verified) == ("no", "yes")

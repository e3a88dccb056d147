"""Order between events: what it does to their dates, and what is said when it cannot be."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial
from itertools import product

import pytest
from dates_rulebook import DAYS, WORDS
from effort import growth
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.dates.grammar import parse
from vtaudit.dates.interval import Interval
from vtaudit.dates.moment import Moment, Relative, Shift, Unit
from vtaudit.dates.order import Constraint, OrderError, tighten
from vtaudit.dates.resolve import RelativeCycle, resolve
from vtaudit.dates.shift import in_days, shifted

BASE = date(2020, 1, 1)
NAMES = "abcd"


def day(n: int) -> date:
    """Return day *n* of the tests."""
    return BASE + timedelta(n)


def span(first: int, last: int) -> Interval:
    """Return the days numbered *first* to *last*."""
    return Interval(day(first), day(last))


def holds(constraint: Constraint, days: dict[str, int]) -> bool:
    """Return whether *constraint* holds for exact days."""
    apart = days[constraint.second] - days[constraint.first]
    match constraint.kind:
        case "before":
            return apart > 0
        case "not-after":
            return apart >= 0
        case "same-day":
            return apart == 0
        case "shift":
            return (constraint.lowest is None or constraint.lowest <= apart) and (
                constraint.highest is None or apart <= constraint.highest
            )


def worlds(
    moments: dict[str, tuple[int, int]], constraints: list[Constraint]
) -> list[dict[str, int]]:
    """Return every way to date the events, by trying all."""
    ranges = [range(moments[n][0], moments[n][1] + 1) for n in NAMES]
    found = (dict(zip(NAMES, days, strict=True)) for days in product(*ranges))
    return [w for w in found if all(holds(c, w) for c in constraints)]


pairs = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda p: (min(p), max(p)))
names = st.sampled_from(NAMES)
constraints_of = st.one_of(
    st.builds(Constraint, st.sampled_from(["before", "not-after", "same-day"]), names, names),
    st.builds(
        lambda a, b, low, more: Constraint("shift", a, b, low, low + more),
        names, names, st.integers(-3, 3), st.integers(0, 2),
    ),
)  # fmt: skip
problems = st.tuples(
    st.fixed_dictionaries(dict.fromkeys(NAMES, pairs)), st.lists(constraints_of, max_size=5)
)


@given(problems)
@settings(max_examples=300, deadline=None)
def test_what_remains_is_what_some_world_has(
    problem: tuple[dict[str, tuple[int, int]], list[Constraint]],
) -> None:
    moments, constraints = problem
    possible = worlds(moments, constraints)
    given_days = {name: span(*ends) for name, ends in moments.items()}
    if possible:
        found = tighten(given_days, constraints)
        for name in NAMES:
            days = [w[name] for w in possible]
            assert found[name] == span(min(days), max(days))
        return
    with pytest.raises(OrderError) as caught:
        tighten(given_days, constraints)
    assert_minimal(given_days, caught.value)


def assert_minimal(moments: dict[str, Interval], error: OrderError) -> None:
    """Check that what the error names contradicts itself, and that no part of it can be missed."""

    def possible(constraints: list[Constraint], dated: list[str]) -> bool:
        try:
            tighten({name: moments[name] for name in dated}, constraints)
        except OrderError:
            return False
        return True

    constraints, dated = list(error.constraints), list(error.dated)
    assert not possible(constraints, dated)
    for left_out in range(len(constraints)):
        assert possible(constraints[:left_out] + constraints[left_out + 1 :], dated)
    for name in dated:
        assert possible(constraints, [other for other in dated if other != name])


def test_after_means_the_same_day_or_later() -> None:
    after = Constraint("not-after", "vb", "telefoon")
    found = tighten({"vb": Interval.on(day(12)), "telefoon": span(10, 19)}, [after])
    assert found["telefoon"] == span(12, 19)
    both = tighten({"vb": Interval.on(day(12)), "telefoon": Interval.on(day(12))}, [after])
    assert both["telefoon"].exact


def test_an_undated_event_gets_only_what_order_gives() -> None:
    found = tighten(
        {"a": Interval.on(day(3))},
        [Constraint("before", "a", "b"), Constraint("not-after", "c", "b")],
    )
    assert found == {"a": Interval.on(day(3)), "b": Interval(day(4), None), "c": Interval()}


def test_a_circle_of_undated_events_contradicts_itself() -> None:
    circle = [Constraint("before", a, b) for a, b in ("ab", "bc", "ca")]
    with pytest.raises(OrderError) as caught:
        tighten({}, [*circle, Constraint("not-after", "a", "c")])
    assert len(caught.value.constraints) == 2 or set(caught.value.constraints) == set(circle)
    assert_minimal({}, caught.value)
    assert tighten({}, [Constraint("not-after", "a", "b"), Constraint("not-after", "b", "a")])


def test_the_message_names_the_events_that_contradict_each_other() -> None:
    moments = {name: Interval.on(day(n)) for n, name in enumerate("edcba")}
    chain = [Constraint("not-after", "a", "x"), Constraint("not-after", "x", "c")]
    noise = [Constraint("not-after", "e", "d"), Constraint("not-after", "e", "a")]
    with pytest.raises(OrderError, match="`a`, `x`, `c`") as caught:
        tighten(moments, [*noise, *chain])
    assert caught.value.constraints == tuple(chain)
    assert caught.value.dated == ("a", "c")


def test_a_shift_that_no_two_days_have() -> None:
    with pytest.raises(ValueError, match="less than"):
        Constraint("shift", "a", "b", 2, 1)


def test_the_ends_of_the_calendar() -> None:
    last = {"a": Interval.on(date.max)}
    assert tighten(last, [Constraint("before", "a", "b")])["b"] == Interval(date.max, None)
    first = {"a": Interval.on(date.min)}
    assert tighten(first, [Constraint("before", "b", "a")])["b"] == Interval(None, date.min)


LINEAR = 2.6
"""How many times the work may be for twice the size: n log n, and some room."""


def chained(kind: str, size: int) -> tuple[dict[str, Interval], list[Constraint]]:
    """Return a chain of events, of which the order is told in no order at all."""
    links = [
        Constraint(
            "same-day" if kind == "same-day" and n % 2 else "not-after", f"e{n}", f"e{n + 1}"
        )
        for n in range(size)
    ]
    random.Random(1).shuffle(links)  # noqa: S311 - repeatable, not secret
    return {f"e{n}": span((7 * n) % 500, 1000) for n in range(size + 1)}, links


@pytest.mark.parametrize("kind", ["not-after", "same-day"])
def test_thousands_of_events_in_any_order(kind: str) -> None:
    found = tighten(*chained(kind, 5000))
    assert found["e5000"] == span(499, 1000)
    assert growth(lambda size: partial(tighten, *chained(kind, size)), 1000) < LINEAR


def vague_links(size: int, seed: int) -> list[Constraint]:
    """Return a chain of vague distances, in no order at all."""
    links = [Constraint("shift", f"e{n}", f"e{n + 1}", 2, 4) for n in range(size)]
    random.Random(seed).shuffle(links)  # noqa: S311 - repeatable, not secret
    return links


def test_thousands_of_vague_distances_in_any_order() -> None:
    links = vague_links(3000, 1)
    found = tighten({"e0": Interval.on(day(0))}, links)
    ring = [*links, Constraint("shift", "e0", "e3000", 5999, 5999)]
    with pytest.raises(OrderError) as caught:
        tighten({}, ring)
    assert found["e3000"] == span(6000, 12000)
    assert set(caught.value.constraints) == set(ring)  # every link of the ring is needed
    begin = {"e0": Interval.on(day(0))}
    assert growth(lambda size: partial(tighten, begin, vague_links(size, 1)), 1000) < LINEAR


def relatives(unit: Unit, size: int) -> dict[str, Moment | Relative]:
    """Return a chain of moments told by the one before, in no order at all."""
    moments: dict[str, Moment | Relative] = {"e0": Moment(span(0, 400))}
    order = list(range(size))
    random.Random(2).shuffle(order)  # noqa: S311 - repeatable, not secret
    for n in order:
        moments[f"e{n + 1}"] = Relative("later", Shift(1, 1, unit), f"e{n}")
    moments["tied"] = Moment(Interval.on(day(100)))
    return moments


@pytest.mark.parametrize("unit", ["days", "months"])
def test_thousands_of_relative_moments_of_which_the_first_is_narrowed(unit: Unit) -> None:
    tied = [Constraint("same-day", "e0", "tied")]
    assert resolve(relatives(unit, 3000), tied)["e3000"].exact
    assert growth(lambda size: partial(resolve, relatives(unit, size), tied), 500) < LINEAR


def test_months_and_days_that_press_each_other_on_for_centuries_come_to_a_halt() -> None:
    """A month that is 29 days begins on few days: what is left is wide, but never wrong."""
    moments: dict[str, Moment | Relative] = {
        "a": Moment(Interval(date(1, 1, 1), date(4000, 1, 1))),
        "b": Relative("later", Shift(1, 1, "months"), "a"),
        "c": Relative("later", Shift(29, 29, "days"), "a"),
    }
    found = resolve(moments, [Constraint("same-day", "b", "c")])
    assert found["a"].covers(date(2020, 1, 31))
    assert found["b"].covers(date(2020, 2, 29))


def test_relative_moments_take_their_days_from_their_anchor() -> None:
    told = {
        "zitting": "begin maart 2020", "jbt": "daags na zitting", "brief": "een week na jbt",
        "maand": "een maand na 2020-01-31",
        "besluit": "5 werkdagen na zitting",
        "los": "een week later",
        "weg": "daags na onbekend-ding",
    }  # fmt: skip
    moments = {name: parse(text, WORDS) for name, text in told.items()}
    found = resolve(moments, [], DAYS)
    assert found["jbt"] == Interval(date(2020, 3, 2), date(2020, 3, 11))
    assert found["brief"] == Interval(date(2020, 3, 9), date(2020, 3, 18))
    assert found["maand"] == Interval.on(date(2020, 2, 29))
    assert found["besluit"] == Interval(date(2020, 3, 6), date(2020, 3, 17))
    assert found["los"] == found["weg"] == Interval()
    assert resolve(moments)["besluit"] == Interval(date(2020, 3, 6), None)


def test_working_days_over_a_doubtful_day_leave_both_days() -> None:
    told = {"start": "2020-04-08", "act": "2 werkdagen na start", "plain": "2 werkdagen na act"}
    found = resolve({name: parse(text, WORDS) for name, text in told.items()}, [], DAYS)
    assert found["act"] == Interval(date(2020, 4, 10), date(2020, 4, 14))  # Good Friday, Easter
    assert found["plain"] == Interval(date(2020, 4, 15), date(2020, 4, 16))


def test_a_relative_moment_also_tightens_its_anchor() -> None:
    moments = {
        "zitting": parse("maart 2020", WORDS),
        "jbt": parse("daags na zitting", WORDS),
        "notulen": parse("2020-03-12", WORDS),
        "terug": parse("een maand na zitting", WORDS),
    }
    found = resolve(moments, [Constraint("same-day", "jbt", "notulen")], DAYS)
    assert found["zitting"] == Interval.on(date(2020, 3, 11))
    assert found["terug"] == Interval.on(date(2020, 4, 11))


def test_relative_moments_in_a_circle() -> None:
    told = {"a": "daags na b", "b": "een week na c", "c": "kort voor a", "d": "daags na a"}
    moments = {name: parse(text, WORDS) for name, text in told.items()}
    with pytest.raises(RelativeCycle, match="`a` -> `b` -> `c` -> `a`") as caught:
        resolve(moments)
    assert caught.value.cycle == ("a", "b", "c")
    with pytest.raises(RelativeCycle) as alone:
        resolve({"a": parse("daags na a", WORDS)})
    assert alone.value.cycle == ("a",)
    with pytest.raises(RelativeCycle) as hanging:
        resolve({"d": moments["d"], **moments})
    assert hanging.value.cycle == ("a", "b", "c")


def test_a_month_that_cannot_be() -> None:
    moments = {
        "a": parse("2020-01-31", WORDS), "b": parse("een maand na a", WORDS),
        "c": parse("2020-03-02", WORDS),
    }  # fmt: skip
    with pytest.raises(OrderError):
        resolve(moments, [Constraint("same-day", "b", "c")])


UNITS: list[Unit] = ["hours", "days", "weeks", "months", "years"]


@given(
    st.dates(date(1890, 1, 1), date(2110, 1, 1)),
    st.integers(-30, 30),
    st.integers(0, 5),
    st.sampled_from(UNITS),
)
@settings(max_examples=200)
def test_a_shift_in_days_holds_every_shift(start: date, low: int, more: int, unit: Unit) -> None:
    shift = Shift(low, low + more, unit)
    fewest, most = in_days(shift)
    found = shifted(Interval.on(start), shift)
    assert found.earliest is not None
    assert found.latest is not None
    assert fewest is not None
    assert most is not None
    assert fewest <= (found.earliest - start).days <= (found.latest - start).days <= most
    assert in_days(Shift(1, 1, "months")) == (28, 31)
    assert in_days(Shift(2, 2, "months")) == (59, 62)
    assert in_days(Shift(-1, -1, "years")) == (-366, -365)
    assert in_days(Shift(4800, 4800, "months")) == (146097, 146097)
    assert in_days(Shift(3, 3, "working-days")) == (3, None)

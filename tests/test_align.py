"""The search finds what enumerating every order and every alignment finds, on small models."""

from __future__ import annotations

import random

import pytest
from align_reference import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.align import (
    Block,
    Choice,
    Costs,
    Event,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Silent,
    Step,
    Trace,
    align,
)
from vtaudit.align.cheapest import cheapest
from vtaudit.align.levels import levels_of
from vtaudit.align.poset import poset

NAMES = "abcd"
STEPS = st.sampled_from(NAMES).map(Step)


def _blocks(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        parts.map(Sequence),
        parts.map(Choice),
        parts.map(Parallel),
        inner.map(Maybe),
        st.builds(Loop, inner, st.one_of(st.just(Silent()), inner)),
    )


BLOCKS: st.SearchStrategy[Block] = st.recursive(STEPS, _blocks, max_leaves=6)
COSTS = st.builds(
    Costs,
    models=st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3)),
    logs=st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3)),
)
MODELS = st.builds(Model, BLOCKS, COSTS)


@st.composite
def traces(draw: st.DrawFn, *, most: int = 4) -> Trace:
    """Draw a trace whose order is that of a random permutation, with some of it left open."""
    activities = draw(st.lists(st.sampled_from(NAMES + "x"), max_size=most))
    events = tuple(
        Event(f"e{n}", a, sure=draw(st.booleans()) or draw(st.booleans()))
        for n, a in enumerate(activities)
    )
    ranks = draw(st.permutations(range(len(events))))
    pairs = [(a, b) for a in range(len(events)) for b in range(len(events)) if ranks[a] < ranks[b]]
    kept = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return Trace(events, tuple((events[a].id, events[b].id) for a, b in kept))


@given(MODELS, traces(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_as_by_enumeration(model: Model, trace: Trace, prefix: bool) -> None:
    _same(model, trace, prefix=prefix)


@given(MODELS, st.lists(st.sampled_from(NAMES + "x"), max_size=6), st.booleans())
@settings(max_examples=300, deadline=None)
def test_in_a_row_as_by_enumeration(model: Model, row: list[str], prefix: bool) -> None:
    events = tuple(Event(f"e{n}", a) for n, a in enumerate(row))
    _same(model, Trace.in_order(events), prefix=prefix)
    pairs = tuple((f"e{n}", f"e{n + 1}") for n in range(len(row) - 1))
    _same(model, Trace(events, pairs), prefix=prefix)


def _same(model: Model, trace: Trace, *, prefix: bool) -> None:
    expected = reference(model, trace, prefix=prefix)
    found = align(model, trace, prefix=prefix)
    assert found.exact
    assert found.cost == found.lower == expected.cost
    told = {(d.kind, d.activity, d.event): d.certain for d in found.deviations}
    assert {k for k, sure in told.items() if sure} == expected.certain
    assert set(told) == expected.possible
    _is_an_alignment(model, trace, found.moves, found.cost)


def _is_an_alignment(model: Model, trace: Trace, moves: object, cost: int) -> None:
    spent = 0
    assert isinstance(moves, tuple)
    for move in moves:
        if move.kind == "log":
            spent += model.costs.of_log(move.activity)
        elif move.kind == "model":
            spent += model.costs.of_model(move.activity)
    assert spent == cost
    place = {m.event: n for n, m in enumerate(moves) if m.event is not None}
    assert {e.id for e in trace.events if e.sure} <= set(place)
    assert all(place[a] < place[b] for a, b in trace.order if a in place and b in place)


@given(MODELS, traces(most=5), st.booleans(), st.integers(0, 12))
@settings(max_examples=200, deadline=None)
def test_past_the_limit_the_bounds_hold(
    model: Model, trace: Trace, prefix: bool, limit: int
) -> None:
    exact = align(model, trace, prefix=prefix)
    bounded = align(model, trace, prefix=prefix, limit=limit)
    assert bounded.lower <= exact.cost <= bounded.cost
    if bounded.exact:
        assert bounded == exact
    else:
        assert not any(d.certain for d in bounded.deviations)


@given(MODELS, traces(most=5), st.booleans())
@settings(max_examples=200, deadline=None)
def test_the_least_cost_is_found_where_deviations_are_not(
    model: Model, trace: Trace, prefix: bool
) -> None:
    exact = align(model, trace, prefix=prefix)
    found = cheapest(levels_of(model), poset(trace), prefix=prefix, limit=10_000)
    assert found.lower == exact.cost
    assert found.order is not None
    row = Trace.in_order(tuple(poset(trace).events[n] for n in found.order))
    told = align(model, row, prefix=prefix)
    assert told.cost == exact.cost
    _is_an_alignment(model, trace, told.moves, told.cost)


@given(MODELS, st.lists(st.sampled_from(NAMES + "x"), max_size=8), st.booleans(), st.integers(0, 8))
@settings(max_examples=200, deadline=None)
def test_past_the_limit_the_bounds_of_a_row_hold(
    model: Model, row: list[str], prefix: bool, limit: int
) -> None:
    trace = Trace.in_order(tuple(Event(f"e{n}", a) for n, a in enumerate(row)))
    exact = align(model, trace, prefix=prefix)
    bounded = align(model, trace, prefix=prefix, limit=limit)
    assert exact.exact
    assert bounded.lower <= exact.cost <= bounded.cost
    _is_an_alignment(model, trace, bounded.moves, bounded.cost)
    if bounded.exact:
        assert bounded == exact
    else:
        assert not any(d.certain for d in bounded.deviations)


@given(MODELS, traces(), st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_rows_in_another_order(model: Model, trace: Trace, seed: int) -> None:
    shuffled, order = list(trace.events), list(trace.order)
    chance = random.Random(seed)  # noqa: S311 - not a secret
    chance.shuffle(shuffled)
    chance.shuffle(order)
    assert align(model, Trace(tuple(shuffled), tuple(order))) == align(model, trace)


@given(MODELS, st.lists(traces(), max_size=4), traces())
@settings(max_examples=60, deadline=None)
def test_the_same_whatever_was_aligned_before(
    model: Model, others: list[Trace], trace: Trace
) -> None:
    first = align(model, trace)
    renewed = Model(Sequence((model.root,)), model.costs)
    for other in others:
        align(renewed, other, prefix=True)
    assert align(renewed, trace) == first


def test_two_steps_of_one_day() -> None:
    model = Model(Sequence((Step("a"), Step("b"))))
    told = [
        align(model, Trace(rows))
        for rows in [(Event("1", "b"), Event("2", "a")), (Event("2", "a"), Event("1", "b"))]
    ]
    assert told[0] == told[1]
    assert told[0].fitness == 1.0
    assert [(d.kind, d.certain) for d in told[0].deviations] == [
        ("log", False), ("log", False), ("model", False), ("model", False)
    ]  # fmt: skip


def test_an_order_in_a_circle_is_refused() -> None:
    rows = (Event("1", "a"), Event("2", "a"))
    with pytest.raises(ValueError, match="circle"):
        align(Model(Step("a")), Trace(rows, (("1", "2"), ("2", "1"))))


def test_a_cost_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Costs(models={"a": 0})


def test_the_bounds_meet_where_only_the_orders_are_too_many() -> None:
    names = "abcdef"
    model = Model(Loop(Sequence(tuple(map(Step, names)))))
    events = tuple(Event(f"{day:02}{a}", a) for day in range(20) for a in names)
    order = tuple(
        (f"{day:02}{a}", f"{day + 1:02}{b}") for day in range(19) for a in names for b in names
    )
    found = align(model, Trace(events, order), limit=5_000)
    assert not found.exact
    assert found.lower == found.cost == 0
    assert {m.kind for m in found.moves} == {"sync"}
    assert found.deviations == ()


PARTS = Parallel(tuple(Sequence((Step(f"s{n}"), Maybe(Step(f"t{n}")))) for n in range(3)))
LONG = Model(Loop(Sequence((PARTS, Step("end")))))


@pytest.mark.parametrize("width", [1, 3, 2_000])
def test_two_thousand_events(width: int) -> None:
    chance = random.Random(7)  # noqa: S311 - not a secret
    names = [*(f"{k}{n}" for n in range(3) for k in "st"), "end", "x"]
    events = tuple(Event(f"e{n:04}", chance.choice(names)) for n in range(2_000))
    order = tuple((events[n].id, events[n + width].id) for n in range(2_000 - width))
    found = align(LONG, Trace(events, order), prefix=True)
    aliens = sum(e.activity == "x" for e in events)
    assert aliens <= found.lower <= found.cost <= 2_000
    assert found.exact == (width == 1)
    assert any(d.certain for d in found.deviations) == found.exact

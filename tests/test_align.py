"""The alignment against brute force: every order of the events, every run of the model.

The brute force shares nothing with the search: it takes a model apart by its blocks instead of
walking a net, and counts up the cost until some alignment has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.align import (
    Alignment,
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
from vtaudit.align.model import Block

FEW = settings(max_examples=150, deadline=None)

# -- a model by its blocks --------------------------------------------------------------------


def over(block: Block) -> bool:
    """Whether nothing more needs to happen."""
    match block:
        case Step():
            return False
        case Silent() | Maybe():
            return True
        case Sequence() | Parallel():
            return all(map(over, block.parts))
        case Choice():
            return any(map(over, block.parts))
        case Loop():
            return over(block.body)


def nexts(block: Block, busy: frozenset[Loop] = frozenset()) -> Iterator[tuple[str, Block]]:
    """Yield what can happen next, and what is left after it; *busy* are loops being entered."""
    match block:
        case Step():
            yield block.activity, Silent()
        case Silent():
            pass
        case Maybe():
            yield from nexts(block.body, busy)
        case Choice():
            for part in block.parts:
                yield from nexts(part, busy)
        case Sequence() if block.parts:
            first, rest = block.parts[0], block.parts[1:]
            for activity, left in nexts(first, busy):
                yield activity, Sequence((left, *rest))
            if over(first):
                yield from nexts(Sequence(rest), busy)
        case Parallel():
            for n, part in enumerate(block.parts):
                for activity, left in nexts(part, busy):
                    yield activity, Parallel((*block.parts[:n], left, *block.parts[n + 1 :]))
        case Loop() if block not in busy:
            again = Maybe(Sequence((block.redo, block)))
            yield from nexts(Sequence((block.body, again)), busy | {block})
        case _:
            pass


@lru_cache(maxsize=100_000)
def following(block: Block) -> tuple[tuple[str, Block], ...]:
    return tuple(dict.fromkeys(nexts(block)))


# -- brute force ------------------------------------------------------------------------------

Deviant = tuple[str, str, str | None]
"""Kind, activity and event of a deviation."""


class BruteForce:
    """All optimal alignments, by trying every one of each cost in turn."""

    def __init__(self, model: Model, *, prefix: bool) -> None:
        self.model, self.prefix = model, prefix
        self.seen: dict[
            tuple[tuple[Event, ...], Block, int], frozenset[frozenset[Deviant]]
        ] = {}  # fmt: skip

    def of_order(self, events: tuple[Event, ...]) -> tuple[int, frozenset[frozenset[Deviant]]]:
        """Return the least cost, and the deviations of every alignment that has it."""
        cost = 0
        while not (found := self.at(events, self.model.root, cost)):
            cost += 1
        return cost, found

    def at(
        self, events: tuple[Event, ...], block: Block, cost: int
    ) -> frozenset[frozenset[Deviant]]:
        """Return the deviations of every alignment of what is left that costs exactly *cost*."""
        key = (events, block, cost)
        if key not in self.seen:
            self.seen[key] = frozenset(self._ways(*key)) if cost >= 0 else frozenset()
        return self.seen[key]

    def _ways(
        self, events: tuple[Event, ...], block: Block, cost: int
    ) -> Iterator[frozenset[Deviant]]:
        if not events and cost == 0 and (self.prefix or over(block)):
            yield frozenset()
        models, logs = self.model.costs.models, self.model.costs.logs
        for activity, left in following(block):
            for rest in self.at(events, left, cost - models.get(activity, 1)):
                yield rest | {("model", activity, None)}
            if events and events[0].activity == activity:
                yield from self.at(events[1:], left, cost)
        if events:
            for rest in self.at(events[1:], block, cost - logs.get(events[0].activity, 1)):
                yield rest | {("log", events[0].activity, events[0].id)}


def orders(trace: Trace) -> Iterator[tuple[Event, ...]]:
    """Yield every order of the events that the trace allows."""
    for events in permutations(trace.events):
        place = {e.id: n for n, e in enumerate(events)}
        if all(place[a] < place[b] for a, b in trace.order):
            yield events


def brute(model: Model, trace: Trace, *, prefix: bool) -> tuple[int, dict[Deviant, bool]]:
    """Return the least cost, and every possible deviation with whether it is certain."""
    force = BruteForce(model, prefix=prefix)
    found = [force.of_order(events) for events in orders(trace)]
    optimal = [way for _, ways in found for way in ways]
    possible = frozenset[Deviant]().union(*optimal)
    return min(c for c, _ in found), {d: all(d in way for way in optimal) for d in possible}


# -- what hypothesis makes --------------------------------------------------------------------

ACTIVITIES = st.sampled_from("abcd")
LEAVES = st.one_of(ACTIVITIES.map(Step), ACTIVITIES.map(Step), st.just(Silent()))


def _grown(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        parts.map(Sequence),
        parts.map(Choice),
        parts.map(Parallel),
        inner.map(Maybe),
        st.builds(Loop, inner, inner),
    )


BLOCKS = st.recursive(LEAVES, _grown, max_leaves=5)
PRICES = st.dictionaries(ACTIVITIES, st.integers(1, 3), max_size=3)
MODELS = st.builds(Model, BLOCKS, st.builds(Costs, PRICES, PRICES))


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    """Up to four events, some foreseen nowhere, in any partial order."""
    names = draw(st.permutations(["e1", "e2", "e3", "e4"]))[: draw(st.integers(0, 4))]
    events = tuple(Event(n, draw(st.sampled_from("abcdz"))) for n in names)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return Trace(events, tuple(p for p in pairs if draw(st.booleans())))


# -- the tests --------------------------------------------------------------------------------


@FEW
@given(MODELS, traces(), st.booleans())
def test_cost_and_deviations(model: Model, trace: Trace, prefix: bool) -> None:
    got = align(model, trace, prefix=prefix)
    cost, deviations = brute(model, trace, prefix=prefix)
    assert got.exact
    assert (got.cost, got.lower) == (cost, cost)
    assert {(d.kind, d.activity, d.event): d.certain for d in got.deviations} == deviations


@FEW
@given(MODELS, traces(), st.booleans())
def test_moves_are_an_alignment(model: Model, trace: Trace, prefix: bool) -> None:
    """The moves replay on the model, keep to the order of the record, and cost what is said."""
    got = align(model, trace, prefix=prefix)
    _replays(model, trace, got, prefix=prefix)
    assert 0 <= got.fitness <= 1


@FEW
@given(MODELS, traces(), st.booleans())
def test_bounds(model: Model, trace: Trace, prefix: bool) -> None:
    """Past the limit the answer is an alignment still, with nothing certain, around the cost."""
    got = align(model, trace, prefix=prefix, limit=0)
    cost, _ = brute(model, trace, prefix=prefix)
    assert got.lower <= cost <= got.cost
    assert got.exact or not any(d.certain for d in got.deviations)
    _replays(model, trace, got, prefix=prefix)


@FEW
@given(MODELS, traces(), st.data())
def test_rows_may_stand_in_any_order(model: Model, trace: Trace, data: st.DataObject) -> None:
    whole = Trace.in_order(trace.events)
    for one in (trace, whole):
        events = tuple(data.draw(st.permutations(one.events)))
        order = tuple(data.draw(st.permutations(one.order)))
        shuffled = Trace(events, order)
        assert align(model, shuffled) == align(model, one)
        assert align(model, shuffled, limit=0) == align(model, one, limit=0)


@pytest.mark.parametrize("empty", [Parallel(()), Sequence(())])
def test_a_block_without_parts_is_nothing(empty: Block) -> None:
    model = Model(Sequence((Step("a"), empty, Step("b"))))
    swapped = Trace.in_order((Event("e1", "b"), Event("e2", "a")))
    assert align(model, swapped).cost == 2


def _replays(model: Model, trace: Trace, got: Alignment, *, prefix: bool) -> None:
    events = tuple(m.event for m in got.moves if m.kind != "model")
    assert events in {tuple(e.id for e in events) for events in orders(trace)}
    states = {model.root}
    for move in got.moves:
        if move.kind != "log":
            states = {left for s in states for a, left in following(s) if a == move.activity}
    assert any(prefix or over(s) for s in states)
    models, logs = model.costs.models, model.costs.logs
    prices = {"model": models, "log": logs}
    assert got.cost == sum(prices[m.kind].get(m.activity, 1) for m in got.moves if m.kind != "sync")
    if got.exact:
        assert set(got.following) <= {a for s in states for a, _ in following(s)}

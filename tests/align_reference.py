"""Alignments found the slow way: every order, every reading, every alignment, on the Petri net.

It shares nothing with the search but the model: the net is walked marking by marking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations
from typing import TypeAlias

from vtaudit.align.model import Model
from vtaudit.align.net import Net, compiled
from vtaudit.align.trace import Event, Trace

Difference: TypeAlias = tuple[str, str, str | None]
"""Kind, activity and event of a move that is not both recorded and foreseen."""


@dataclass(frozen=True)
class Reference:
    cost: int
    certain: frozenset[Difference]
    possible: frozenset[Difference]


def reference(model: Model, trace: Trace, *, prefix: bool) -> Reference:
    """Return the least cost, and what all and some optimal alignments of all orders have."""
    net = compiled(model.root)
    costs, found = [], []
    for row in rows(trace):
        cost, alignments = _alignments(model, net, row, prefix=prefix)
        costs.append(cost)
        found += alignments
    return Reference(min(costs), frozenset.intersection(*found), frozenset.union(*found))


def rows(trace: Trace) -> Iterator[tuple[Event, ...]]:
    """Yield every reading of *trace* in every order that it allows."""
    unsure = [e.id for e in trace.events if not e.sure]
    for count in range(len(unsure) + 1):
        for left_out in combinations(unsure, count):
            read = trace
            for name in left_out:
                read = read.with_event(name, belongs=False)
            yield from _extensions(read)


def _extensions(trace: Trace) -> Iterator[tuple[Event, ...]]:
    if trace.total:
        yield trace.events
        return
    if not trace.events:
        yield ()
    later = {second for _, second in trace.order}
    for first in trace.events:
        if first.id not in later:
            rest = tuple(e for e in trace.events if e.id != first.id)
            order = tuple(pair for pair in trace.order if first.id not in pair)
            yield from ((first, *others) for others in _extensions(Trace(rest, order)))


def _alignments(
    model: Model, net: Net, row: tuple[Event, ...], *, prefix: bool
) -> tuple[int, list[frozenset[Difference]]]:
    """Return the least cost and the differences of every alignment that has it (Dijkstra)."""
    start = (0, net.start)
    cost_of = {start: 0}
    sets: dict[tuple[int, int], set[frozenset[Difference]]] = {start: {frozenset()}}
    queue = [(0, start)]
    best: int | None = None
    found: set[frozenset[Difference]] = set()
    # Silent steps cost nothing, so that sets can still grow at the same cost: done until stable.
    while queue:
        cost, node = heappop(queue)
        if best is not None and cost > best:
            break
        n, marking = node
        if n == len(row) and (prefix or marking == net.end):
            best = cost
            found |= sets[node]
        for step, after, difference in _steps(model, net, row, node):
            total = cost + step
            extra = {s | difference for s in sets[node]}
            old = cost_of.get(after)
            if old is None or total < old:
                cost_of[after], sets[after] = total, extra
                heappush(queue, (total, after))
            elif total == old and not extra <= sets[after]:
                sets[after] |= extra
                heappush(queue, (total, after))
    assert best is not None
    return best, list(found)


def _steps(
    model: Model, net: Net, row: tuple[Event, ...], node: tuple[int, int]
) -> Iterator[tuple[int, tuple[int, int], frozenset[Difference]]]:
    n, marking = node
    event = row[n] if n < len(row) else None
    if event is not None:
        alone = frozenset({("log", event.activity, event.id)})
        yield model.costs.of_log(event.activity), (n + 1, marking), alone
    for t in net.transitions:
        if marking & t.pre == t.pre:
            after = marking & ~t.pre | t.post
            if t.activity is None:
                yield 0, (n, after), frozenset()
                continue
            missing = frozenset({("model", t.activity, None)})
            yield model.costs.of_model(t.activity), (n, after), missing
            if event is not None and event.activity == t.activity:
                yield 0, (n + 1, after), frozenset()

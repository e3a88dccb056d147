"""The order of a trace, made ready for the search: what comes before what, as bits.

Separate from the trace, which is what a caller writes down. Events of the same activity that stand
in the same place in the order are twins: whatever holds for one holds for the other, so that the
search need only look at one order of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.align.trace import Event, Trace


@dataclass(frozen=True, slots=True)
class Poset:
    """Events in the order of their ids, and what must have happened before each."""

    events: tuple[Event, ...]
    before: tuple[int, ...]
    """For each event those that come right before it, or earlier, as bits."""
    after: tuple[tuple[int, ...], ...]
    """For each event those that name it in `before`."""
    twins: tuple[tuple[int, ...], ...]
    """Groups of two or more events that nothing tells apart."""
    row: tuple[int, ...]
    """All events in one of the orders that are allowed."""

    @property
    def first(self) -> frozenset[int]:
        """The events that nothing has to come before."""
        return frozenset(n for n, b in enumerate(self.before) if not b)

    def ready(self, done: int, ready: frozenset[int], taken: int) -> frozenset[int]:
        """Return the events that can come next after *done*, of which *taken* was the last.

        *ready* are those that could come before it was taken.
        """
        opened = [n for n in self.after[taken] if self.before[n] & ~done == 0]
        return ready.difference((taken,)).union(opened)


def poset(trace: Trace) -> Poset:
    """Return the order of *trace*; raises ValueError when it runs in a circle."""
    events = trace.sorted_by_id()
    place = {e.id: n for n, e in enumerate(events.events)}
    before = [0] * len(place)
    for first, second in events.order:
        before[place[second]] |= 1 << place[first]
    row = _row(before)
    twins = tuple(_twins(events.events, before, row))
    for group in twins:
        for one, other in pairwise(group):
            before[other] |= 1 << one
    after: list[list[int]] = [[] for _ in place]
    for n, bits in enumerate(before):
        for earlier in members(bits):
            after[earlier].append(n)
    return Poset(events.events, tuple(before), tuple(map(tuple, after)), twins, row)


def members(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _row(before: list[int]) -> tuple[int, ...]:
    sorter = TopologicalSorter({n: list(members(b)) for n, b in enumerate(before)})
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        raise ValueError("the order of the events runs in a circle") from error


def _twins(
    events: tuple[Event, ...], before: list[int], row: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    earlier, later = [0] * len(events), [0] * len(events)
    for n in row:
        for b in members(before[n]):
            earlier[n] |= earlier[b] | 1 << b
    for n in reversed(row):
        for b in members(before[n]):
            later[b] |= later[n] | 1 << n
    groups: dict[tuple[str, bool, int, int], list[int]] = {}
    for n, e in enumerate(events):
        groups.setdefault((e.activity, e.sure, earlier[n], later[n]), []).append(n)
    return (tuple(g) for g in groups.values() if len(g) > 1)


def of_twins(values: Mapping[int, bool], group: tuple[int, ...]) -> dict[int, bool]:
    """Return *values* with each of a *group* of twins given what any of them has."""
    some = any(values[n] for n in group)
    return {n: some if n in group else v for n, v in values.items()}

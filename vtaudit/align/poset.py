"""What was recorded: events in a partial order, as far as the record gives one.

Separate because the order is all that the search may use: two events that no order ties may
stand in any row of the file without changing a result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded step."""

    id: str
    activity: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Events with ids of their own, and which comes before which."""

    events: tuple[Event, ...]
    order: tuple[tuple[str, str], ...] = ()
    """Pairs of ids: the first comes before the second. It need not be transitive."""

    @classmethod
    def in_order(cls, events: tuple[Event, ...]) -> Trace:
        """Return a trace whose events come one after the other as they stand."""
        return cls(events, tuple((a.id, b.id) for a, b in pairwise(events)))


@dataclass(frozen=True, slots=True)
class Poset:
    """A trace in its one canonical form, the same for every row order of the file."""

    events: tuple[Event, ...]
    """In an order that the trace allows; where it leaves room, by id."""
    before: tuple[int, ...]
    """For each event the events that come before it, as bits; empty for a chain."""
    chain: bool
    """Whether every event is tied to every other, so that there is only one order."""


def arranged(trace: Trace) -> Poset:
    """Return *trace* in canonical form.

    Raise `ValueError` where an id occurs twice, the order names an unknown id, or goes in a circle.
    """
    ids = [e.id for e in trace.events]
    if len(set(ids)) != len(ids):
        raise ValueError("two events have the same id")
    if trace.order == tuple(pairwise(ids)):
        return Poset(trace.events, (), chain=True)
    events = tuple(sorted(trace.events, key=lambda e: e.id))
    before = _named(events, trace.order)
    rows = tuple(_linear(before))
    if all(before[b] >> a & 1 for a, b in pairwise(rows)):
        return Poset(tuple(events[n] for n in rows), (), chain=True)
    return Poset(tuple(events[n] for n in rows), _closed(before, rows), chain=False)


def masks(poset: Poset) -> tuple[int, ...]:
    """Return for each event all that come before it, as bits, of a chain too."""
    return tuple((1 << n) - 1 for n in range(len(poset.events))) if poset.chain else poset.before


def _named(events: tuple[Event, ...], order: tuple[tuple[str, str], ...]) -> list[int]:
    """Return for each event those that the order names before it."""
    place = {e.id: n for n, e in enumerate(events)}
    before = [0] * len(events)
    for first, second in order:
        if first not in place or second not in place:
            raise ValueError(f"the order names an event that is not there: {first}, {second}")
        before[place[second]] |= 1 << place[first]
    return before


def _linear(before: list[int]) -> Iterator[int]:
    """Yield the events in the first order that is allowed, by their numbers."""
    done, left = 0, list(range(len(before)))
    while left:
        at = next((k for k, n in enumerate(left) if before[n] & ~done == 0), None)
        if at is None:
            raise ValueError("the order goes in a circle")
        n = left.pop(at)
        done |= 1 << n
        yield n


def _closed(before: list[int], rows: tuple[int, ...]) -> tuple[int, ...]:
    """Return the transitive closure of *before*, with the events numbered as in *rows*."""
    place = {n: k for k, n in enumerate(rows)}
    closed: list[int] = []
    for n in rows:
        mask = 0
        for m, k in place.items():
            if before[n] >> m & 1:
                mask |= 1 << k | closed[k]
        closed.append(mask)
    return tuple(closed)

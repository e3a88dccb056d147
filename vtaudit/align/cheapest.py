"""The order in which events cost least, where there are too many orders to weigh them all.

Separate from the search over orders: what every order deviates in asks for every order's own
cheapest alignments, but the least cost of all asks only for the sets of events that can have
happened so far, with the states that a cost leads to. That is so much less that the cost is still
found where the deviations can no longer be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from vtaudit.align.poset import members

if TYPE_CHECKING:
    from vtaudit.align.levels import Levels
    from vtaudit.align.poset import Poset

_Cells: TypeAlias = defaultdict[int, defaultdict[int, int]]
"""By how many events have happened: for each set of them, as bits, states as bits."""


class Cheapest(NamedTuple):
    """What was found of the least cost of all orders and readings."""

    lower: int
    """The cost is certainly not below this."""
    order: tuple[int, ...] | None
    """Events in an order that costs so much; None when the search was cut off."""


def cheapest(levels: Levels, poset: Poset, *, prefix: bool, limit: int) -> Cheapest:
    """Return the least cost of all orders; past *limit* steps from set to set a bound below it."""
    search = _Search(levels, poset, limit, prefix=prefix)
    while search.cost < search.end:
        search.cost += 1
        if not search.fill():
            return Cheapest(search.cost, None)
    return Cheapest(search.end, tuple(search.back()))


class _Search:
    """The costs tried so far, with what they lead to."""

    def __init__(self, levels: Levels, poset: Poset, limit: int, *, prefix: bool) -> None:
        self._levels, self._poset, self._limit, self._prefix = levels, poset, limit, prefix
        self._turned = [levels.turned(e.activity) for e in poset.events]
        self._whole = (1 << len(poset.events)) - 1
        self._ready: dict[int, frozenset[int]] = {0: poset.first}
        self._parent: dict[int, tuple[int, int]] = {}
        """For each set of events one that came before it, and the event between them."""
        self._seen: defaultdict[int, int] = defaultdict(int)
        self._filled: defaultdict[int, _Cells] = defaultdict(lambda: defaultdict(_states))
        self._filled[0][0][0] = 1 << levels.machine.start
        self.cost, self.end, self._last = -1, 1 << 60, (0, 0)

    def fill(self) -> bool:
        """Find what the states of the cost lead to; False when that is past the limit."""
        rows = self._filled[self.cost]
        for size in range(len(self._poset.events) + 1):
            for done, reached in rows[size].items() if size in rows else ():
                states = rows[size][done] = reached & ~self._seen[done]
                if not states:
                    continue
                self._seen[done] |= states
                self._limit -= len(self._next(done))
                if self._limit < 0:
                    return False
                self._take(size + 1, done, states)
        return True

    def _take(self, size: int, done: int, states: int) -> None:
        """Let each event happen that can happen next after *done*, or end after the last."""
        if done == self._whole:
            self._finish(states)
        for n in self._ready[done]:
            after = done | 1 << n
            self._parent.setdefault(after, (done, n))
            for more, reached in self._turned[n][states]:
                self._filled[self.cost + more][size][after] |= reached
            if not self._poset.events[n].sure:
                self._filled[self.cost][size][after] |= states

    def _next(self, done: int) -> frozenset[int]:
        """Return the events that can come next after *done*."""
        found = self._ready.get(done)
        if found is None:
            before, n = self._parent[done]
            found = self._ready[done] = self._poset.ready(done, self._ready[before], n)
        return found

    def _finish(self, states: int) -> None:
        left, ends = (0, ()) if self._prefix else self._levels.ends(states)
        if self.cost + left < self.end:
            self.end = self.cost + left
            self._last = self.cost, ends[0][0] if ends else self._levels.first(states)

    def back(self) -> Iterator[int]:
        """Return the events of one cheapest order, first to last."""
        cost, state = self._last
        done, found = self._whole, []
        while done:
            n, cost, state, taken = next(self._befores(done, cost, state))
            done ^= 1 << n
            if taken:
                found.append(n)
        return reversed(found)

    def _befores(self, done: int, cost: int, state: int) -> Iterator[tuple[int, int, int, bool]]:
        """Yield which event can have come last, from which cost and state, and if it is taken."""
        for n in members(done):
            before = done ^ 1 << n
            if n in self._ready.get(before, ()):
                turn = self._turned[n]
                for way in turn.into.get(state, ()):
                    if self._is(cost - way.cost, before, way.source):
                        yield n, cost - way.cost, way.source, True
                if self._is(cost - turn.log, before, state):
                    yield n, cost - turn.log, state, True
                if not self._poset.events[n].sure and self._is(cost, before, state):
                    yield n, cost, state, False

    def _is(self, cost: int, done: int, state: int) -> bool:
        """Return whether *state* was first reached at *cost* after *done*."""
        return cost >= 0 and bool(self._filled[cost][done.bit_count()][done] >> state & 1)


def _states() -> defaultdict[int, int]:
    return defaultdict(int)

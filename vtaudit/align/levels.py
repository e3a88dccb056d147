"""The least costs of a row of events, found one cost after the other.

A set of states of the machine is one integer, a bit for each, and what an event of some activity
makes of a set is looked up: it is worked out once for all traces. All places that cost nothing are
filled first, then those that cost one, and so on, until the end is reached. A state that was
reached at less is not looked at again, so that nothing dearer than the answer is ever weighed.
Separate from the chain, which reads the alignments back out of what is filled here.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from vtaudit.align.machine import Machine, Skip, machine_of
from vtaudit.align.model import Model
from vtaudit.align.poset import members

_MOST = 200_000
"""Sets of which is kept what events make of them; beyond it they are forgotten and found anew."""
_ROOM = 64
"""So many places of a level that are empty weigh as much as one that is not."""
_FAR = 1 << 60

Cells: TypeAlias = "list[int] | defaultdict[int, int]"
"""For each place between the events the states that a cost leads to, and no lower one."""
Pairs: TypeAlias = tuple[tuple[int, int], ...]
"""Costs, each with a set of states."""


class Turned(dict[int, Pairs]):
    """What an event of one activity makes of each set of states; found when it is looked up."""

    __slots__ = ("_activity", "_known", "_machine", "into", "log", "widest")

    def __init__(self, machine: Machine, activity: str) -> None:
        """Begin with nothing known."""
        super().__init__()
        self._machine, self._activity = machine, activity
        self._known: dict[int, Pairs] = {}
        self.log = self.widest = machine.costs.of_log(activity)
        self.into: dict[int, list[tuple[Skip, int]]] = defaultdict(list)
        """For each state whence and how the event leads to it; what reads best comes first."""

    def __missing__(self, states: int) -> Pairs:
        found = {self.log: states}
        for state in members(states):
            pairs = self._known.get(state)
            for cost, after in self._of(state) if pairs is None else pairs:
                found[cost] = found.get(cost, 0) | after
        made = self[states] = tuple(found.items())
        return made

    def _of(self, state: int) -> Pairs:
        found: dict[int, int] = {}
        for skip, target in self._machine.ways(state, self._activity):
            found[skip.cost] = found.get(skip.cost, 0) | 1 << target
            insort(self.into[target], (skip, state), key=self._told_first)
        self.widest = max(self.widest, *found) if found else self.widest
        pairs = self._known[state] = tuple(found.items())
        return pairs

    def _told_first(self, way: tuple[Skip, int]) -> tuple[int, tuple[str, ...], str]:
        """Return a key that puts first what reads best: little given up."""
        return way[0].cost, way[0].route, self._machine.names[way[1]]


class Filled(dict[int, Cells]):
    """The cells of each cost; those of a cost that was not met yet are empty."""

    __slots__ = ("_empty",)

    def __init__(self, empty: Callable[[], Cells]) -> None:
        """Begin without any; *empty* makes the cells of a cost."""
        super().__init__()
        self._empty = empty

    def __missing__(self, cost: int) -> Cells:
        made = self[cost] = self._empty()
        return made


@dataclass(slots=True)
class Row:
    """A row of events with the least costs of every place in it."""

    turned: Sequence[Turned]
    filled: MutableMapping[int, Cells]
    cost: int
    """The least; an upper bound when it is not exact."""
    lower: int
    exact: bool


class Levels:
    """The rows of one model, which share what events make of sets of states."""

    def __init__(self, machine: Machine) -> None:
        """Begin with nothing known."""
        self.machine = machine
        self._turned: dict[str, Turned] = {}
        self._ends: dict[int, int] = {}

    def tidy(self) -> None:
        """Forget what was found, when it is so much that it weighs."""
        if sum(map(len, self._turned.values())) > _MOST:
            self._turned.clear()
            self._ends.clear()

    def row(self, activities: Sequence[str], *, prefix: bool, limit: int) -> Row:
        """Return the least costs of *activities* in this order; past *limit* places bounds."""
        known = self._turned
        turned = [known.get(a) or self._turn(a) for a in activities]
        filling = _Filling(self, turned, prefix=prefix)
        while filling.cost < filling.end:
            if filling.explored > limit:
                return self._beam(turned, filling.cost, prefix=prefix)
            filling.next()
        return Row(turned, filling.filled, filling.end, filling.end, exact=True)

    def left(self, states: int) -> int:
        """Return what it costs at least to come from one of *states* to the model's end."""
        found = self._ends.get(states)
        if found is None:
            found = min(self.machine.skip(s).cost for s in members(states))
            self._ends[states] = found
        return found

    def _turn(self, activity: str) -> Turned:
        found = self._turned.get(activity)
        if found is None:
            found = self._turned[activity] = Turned(self.machine, activity)
        return found

    def _beam(self, turned: Sequence[Turned], reached: int, *, prefix: bool) -> Row:
        """Return an upper bound: at every place only the cheapest states are followed."""
        states, cost = 1 << self.machine.start, 0
        filled = Filled(lambda: defaultdict(int))
        filled[0][0] = states
        for n, turn in enumerate(turned):
            more, states = min(turn[states])
            cost += more
            filled[cost][n + 1] = states
        cost += 0 if prefix else self.left(states)
        return Row(turned, filled, cost, min(reached + 1, cost), exact=False)


class _Filling:
    """One row while it is filled."""

    def __init__(self, levels: Levels, turned: Sequence[Turned], *, prefix: bool) -> None:
        self._levels, self._turned, self._prefix = levels, turned, prefix
        places = len(turned) + 1
        self.filled = Filled(lambda: [0] * places)
        self.filled[0][0] = 1 << levels.machine.start
        self._seen = [0] * places
        self._lows: list[int] = []
        self._furthest = 0
        self.cost, self.end, self.explored = -1, _FAR, 0

    def next(self) -> None:
        """Fill what costs one more."""
        self.cost += 1
        low, last = self._low(), len(self._turned)
        cells = self.filled.get(self.cost)
        if cells is None:
            self._lows.append(last)
            return
        self._furthest = max(self._furthest, self._fill(cells, low))
        while low < last and not cells[low]:
            low += 1
        self._lows.append(low)
        self.explored += self._furthest - low + 1 + last // _ROOM
        states = cells[last] = cells[last] & ~self._seen[last]
        if states:
            self._seen[last] |= states
            left = 0 if self._prefix else self._levels.left(states)
            self.end = min(self.end, self.cost + left)

    def _low(self) -> int:
        """Return a place before which nothing can have this cost and no lower one."""
        if not self._lows:
            return 0
        return min(self._lows[-max((t.widest for t in self._turned), default=1) :]) + 1

    def _fill(self, cells: Cells, low: int) -> int:
        """Fill the places from *low* on, and return the furthest that was looked at."""
        seen, turned, filled, cost = self._seen, self._turned, self.filled, self.cost
        furthest = self._furthest
        for n in range(low, len(turned)):
            states = cells[n]
            if states:
                states = cells[n] = states & ~seen[n]
                if states:
                    seen[n] |= states
                    for more, after in turned[n][states]:
                        filled[cost + more][n + 1] |= after
            elif n > furthest:
                return n
        return len(turned)


@lru_cache(maxsize=64)
def levels_of(model: Model) -> Levels:
    """Return the levels of *model*, which are kept from one trace to the next."""
    return Levels(machine_of(model))

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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from vtaudit.align.alignment import Move, told_back
from vtaudit.align.machine import NO_SKIP, Ends, Machine, Skip, machine_of
from vtaudit.align.model import Model
from vtaudit.align.poset import members

_MOST = 20_000
"""Sets of which is kept what an event makes of them; beyond it they are forgotten."""
_ROOM = 16
"""So many places of a level that are empty weigh as much as one that is not."""
_FAR = 1 << 60

Cells: TypeAlias = "list[int] | defaultdict[int, int]"
"""For each place between the events the states that a cost leads to, and no lower one."""
Pairs: TypeAlias = tuple[tuple[int, int], ...]
"""Costs, each with a set of states."""


class Way(NamedTuple):
    """Whence an event leads to a state."""

    cost: int
    source: int
    """The state before."""
    skip: Skip
    """What is given up on the way."""
    told: tuple[Move, ...]
    """The same as moves, the last one first."""


class Turned(dict[int, Pairs]):
    """What an event of one activity makes of each set of states; found when it is looked up."""

    __slots__ = ("_activity", "_known", "_machine", "into", "log")

    def __init__(self, machine: Machine, activity: str) -> None:
        """Begin with nothing known."""
        super().__init__()
        self._machine, self._activity = machine, activity
        self._known: dict[int, Pairs] = {}
        self.log = machine.costs.of_log(activity)
        self.into: dict[int, list[Way]] = defaultdict(list)
        """The ways to each state by which the event is foreseen; what reads best comes first."""

    def __missing__(self, states: int) -> Pairs:
        found = {self.log: states}
        for state in members(states):
            pairs = self._known.get(state)
            for cost, after in self._of(state) if pairs is None else pairs:
                found[cost] = found.get(cost, 0) | after
        if len(self) > _MOST:
            self.clear()
        made = self[states] = tuple(found.items())
        return made

    def _of(self, state: int) -> Pairs:
        found: dict[int, int] = {}
        for skip, target in self._machine.ways(state, self._activity):
            found[skip.cost] = found.get(skip.cost, 0) | 1 << target
            way = Way(skip.cost, state, skip, told_back(skip))
            insort(self.into[target], way, key=self._told_first)
        pairs = self._known[state] = tuple(found.items())
        return pairs

    def _told_first(self, way: Way) -> tuple[int, tuple[str, ...], str]:
        """Return a key that puts first what reads best: little given up."""
        return way.cost, way.skip.route, self._machine.names[way.source]


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
    filled: Filled
    cost: int
    """The least; an upper bound when it is not exact."""
    lower: int
    exact: bool = True


class Levels:
    """The rows of one model, which share what events make of sets of states."""

    def __init__(self, machine: Machine) -> None:
        """Begin with nothing known."""
        self.machine = machine
        self._turned: dict[str, Turned] = {}
        self._ends: dict[int, tuple[int, Ends]] = {}

    def row(self, activities: Sequence[str], *, prefix: bool, limit: int) -> Row:
        """Return the least costs of *activities* in this order; past *limit* places bounds."""
        known = self._turned
        turned = [known.get(a) or self.turned(a) for a in activities]
        last = len(turned)
        seen = [0] * (last + 1)
        filled = Filled(lambda: [0] * (last + 1))
        filled[0][0] = 1 << self.machine.start
        cost, end, explored = 0, _FAR, 0
        while True:
            explored += _fill(cost, turned, filled, seen) + last // _ROOM
            states = filled[cost][last] & ~seen[last]
            if states:
                seen[last] |= states
                end = min(end, cost if prefix else cost + self.ends(states)[0])
            filled[cost][last] = states
            if cost >= end:
                return Row(turned, filled, end, end)
            cost += 1
            if explored > limit:
                return self._beam(turned, cost, prefix=prefix)

    def ends(self, states: int) -> tuple[int, Ends]:
        """Return what it costs at least to come from one of *states* to the model's end.

        With it, by their names, the states from which it costs that, and what is given up.
        """
        found = self._ends.get(states)
        if found is None:
            skips = [(s, self.machine.skip(s)) for s in self._by_name(states)]
            least = min(skip.cost for _, skip in skips)
            ends = tuple((s, skip) for s, skip in skips if skip.cost == least)
            if len(self._ends) > _MOST:
                self._ends.clear()
            found = self._ends[states] = least, ends
        return found

    def row_ends(self, row: Row, *, prefix: bool) -> Ends:
        """Return the states in which the cheapest ways end, and what is given up from there."""
        last = len(row.turned)
        if prefix:
            return tuple((s, NO_SKIP) for s in self._by_name(row.filled[row.cost][last]))
        found: list[tuple[int, Skip]] = []
        for cost in range(row.cost + 1):
            states = row.filled[cost][last]
            if states:
                left, ends = self.ends(states)
                found += ends if cost + left == row.cost else ()
        return tuple(sorted(found, key=lambda end: self.machine.names[end[0]]))

    def first(self, states: int) -> int:
        """Return the state of *states* whose name comes first."""
        return self._by_name(states)[0]

    def _by_name(self, states: int) -> list[int]:
        return sorted(members(states), key=self.machine.names.__getitem__)

    def turned(self, activity: str) -> Turned:
        """Return what events of *activity* make of sets of states."""
        found = self._turned.get(activity)
        if found is None:
            found = self._turned[activity] = Turned(self.machine, activity)
        return found

    def _beam(self, turned: Sequence[Turned], lower: int, *, prefix: bool) -> Row:
        """Return an upper bound: at every place only the cheapest states are followed."""
        states, cost = 1 << self.machine.start, 0
        filled = Filled(lambda: defaultdict(int))
        filled[0][0] = states
        for n, turn in enumerate(turned, 1):
            more, states = min(turn[states])
            cost += more
            filled[cost][n] = states
        cost += 0 if prefix else self.ends(states)[0]
        return Row(turned, filled, cost, min(lower, cost), exact=False)


def _fill(cost: int, turned: Sequence[Turned], filled: Filled, seen: list[int]) -> int:
    """Find what the states of *cost* lead to, and return at how many places there are any.

    States that were reached at less are left out.
    """
    cells, places = filled[cost], 0
    for n, turn in enumerate(turned):
        states = cells[n]
        if states:
            states = cells[n] = states & ~seen[n]
            if states:
                seen[n] |= states
                places += 1
                after = n + 1
                for more, reached in turn[states]:
                    filled[cost + more][after] |= reached
    return places


@lru_cache(maxsize=64)
def levels_of(model: Model) -> Levels:
    """Return the levels of *model*, which are kept from one trace to the next."""
    return Levels(machine_of(model))

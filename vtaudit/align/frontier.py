"""All cheapest costs at once: where a record can stand in the model, as one state of its own.

After some events every state of the machine has a cheapest cost. Those costs, less the least of
them, are a frontier, and the next event leads from one frontier to another. Frontiers and the
turns between them are kept, so that a second trace that comes to the same frontier only looks up.
Separate from the search, which decides how far above the least cost it is worth looking.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from vtaudit.align.machine import NO_SKIP, Ends, Skip, machine_of
from vtaudit.align.model import Model

_MOST = 100_000
"""Turns that are kept; beyond it they are all forgotten and found anew."""


Live: TypeAlias = tuple[tuple[int, int], ...]
"""Places in a frontier that lie on a cheapest way, each with the activities that every cheapest
way from there gives up, as bits."""


class Stepped(NamedTuple):
    """What is found of one event, going back."""

    before: Live
    may: int
    """Activities that some cheapest way gives up just before it, as bits."""
    foreseen: bool
    """Whether some cheapest way has it as foreseen."""
    alone: bool
    """Whether some cheapest way has it as recorded only."""


class Back(NamedTuple):
    """A cheapest way into a state of a frontier, seen from there."""

    log: bool
    """Whether the event is recorded only; otherwise it is foreseen too, after the `skip`."""
    source: int
    """State in the frontier before."""
    skip: Skip


class Frontier:
    """Machine states with their costs above the least of them."""

    __slots__ = ("costs", "ending", "turns")

    def __init__(self, costs: dict[int, int]) -> None:
        """Take the *costs* by state, of which the least is 0."""
        self.costs = costs
        self.turns: dict[tuple[str, int], Turn] = {}
        self.ending: tuple[int, Ends] | None = None


class Turn:
    """What an event makes of a frontier."""

    __slots__ = ("activity", "after", "backs", "before", "cost", "kept")

    def __init__(self, before: Frontier, activity: str, cost: int, after: Frontier) -> None:
        """Take both frontiers, and by how much the least *cost* rises."""
        self.before, self.activity, self.cost, self.after = before, activity, cost, after
        self.kept: dict[Live, Stepped] = {}
        self.backs: dict[int, list[Back]] = {}


class Frontiers:
    """The frontiers of one model, made as they are come upon."""

    def __init__(self, model: Model) -> None:
        """Make the first frontier of *model*: its start."""
        self.machine = machine_of(model)
        self.costs = model.costs
        self._known: dict[frozenset[tuple[int, int]], Frontier] = {}
        self._turns = 0
        self.first = Frontier({self.machine.start: 0})

    def tidy(self) -> None:
        """Forget what was found, when it is so much that it weighs."""
        if self._turns > _MOST:
            self._known.clear()
            self._turns = 0
            self.first = Frontier({self.machine.start: 0})

    def turn(self, before: Frontier, activity: str, cap: int) -> Turn:
        """Return what *activity* makes of *before*, up to *cap* above the new least cost."""
        found = before.turns.get((activity, cap))
        if found is None:
            found = before.turns[activity, cap] = self._turn(before, activity, cap)
            self._turns += 1
        return found

    def ends(self, at: Frontier, *, prefix: bool) -> Ends:
        """Return where the cheapest ways end: in *prefix* anywhere, else at the model's end."""
        if not prefix:
            return self.ending(at)[1]
        least = [s for s, c in at.costs.items() if c == 0]
        return tuple((s, NO_SKIP) for s in sorted(least, key=self.name))

    def ending(self, at: Frontier) -> tuple[int, Ends]:
        """Return the least cost to the end of the model, and from which states, how."""
        if at.ending is None:
            skips = {s: self.machine.skip(s) for s in at.costs}
            least = min(c + skips[s].cost for s, c in at.costs.items())
            cheapest = [s for s, c in at.costs.items() if c + skips[s].cost == least]
            at.ending = least, tuple((s, skips[s]) for s in sorted(cheapest, key=self.name))
        return at.ending

    def name(self, state: int) -> str:
        """Return the name of a state, by which states are put in order."""
        return self.machine.names[state]

    def backs(self, turn: Turn, state: int) -> list[Back]:
        """Return every cheapest way into *state* by *turn*; the first is the one to be told."""
        found = turn.backs.get(state)
        if found is None:
            found = turn.backs[state] = self._backs(turn, state)
            if len(found) > 1:
                found.sort(key=self._told_first)
        return found

    def _backs(self, turn: Turn, state: int) -> list[Back]:
        cost = turn.after.costs[state] + turn.cost
        old, ways = turn.before.costs, self.machine.ways_past(turn.activity)
        found = [
            Back(log=False, source=source, skip=skip)
            for source, c in old.items()
            if c <= cost
            for skip, target in ways(source)
            if target == state and c + skip.cost == cost
        ]
        if state in old and old[state] + self.costs.of_log(turn.activity) == cost:
            found.append(Back(log=True, source=state, skip=NO_SKIP))
        return found

    def stepped(self, turn: Turn, live: Live) -> Stepped:
        """Return what lies before *live* on the cheapest ways; worked out once for each turn."""
        before: dict[int, int] = {}
        may, foreseen, alone = 0, False, False
        for state, must in live:
            for log, source, skip in self.backs(turn, state):
                found = must | skip.must
                before[source] = before[source] & found if source in before else found
                may |= skip.may
                foreseen = foreseen or not log
                alone = alone or log
        step = turn.kept[live] = Stepped(tuple(sorted(before.items())), may, foreseen, alone)
        return step

    def _told_first(self, way: Back) -> tuple[bool, int, tuple[str, ...], str]:
        """Return a key that puts first what reads best: the step as foreseen, little given up."""
        return way.log, way.skip.cost, way.skip.route, self.name(way.source)

    def _turn(self, before: Frontier, activity: str, cap: int) -> Turn:
        best: dict[int, int] = {}
        log, ways = self.costs.of_log(activity), self.machine.ways_past(activity)
        for state, cost in before.costs.items():
            for skip, target in ways(state):
                total = cost + skip[0]
                if total < best.get(target, _FAR):
                    best[target] = total
            if cost + log < best.get(state, _FAR):
                best[state] = cost + log
        least = min(best.values())
        cap += least
        items = frozenset([(s, c - least) for s, c in best.items() if c <= cap])
        after = self._known.get(items)
        if after is None:
            after = self._known[items] = Frontier(dict(items))
        return Turn(before, activity, least, after)


_FAR = 1 << 60


@lru_cache(maxsize=64)
def frontiers_of(model: Model) -> Frontiers:
    """Return the frontiers of *model*, which are kept from one trace to the next."""
    return Frontiers(model)

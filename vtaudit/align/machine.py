"""A model as states without silent steps: what is left of it after a run, as an expression.

Separate from the search: it answers, from a state, which cheapest ways lead past foreseen steps
that are not recorded to one that is. Those ways are found in the blocks themselves, so that
neither silent steps nor the interleavings of parallel blocks are ever walked: a foreseen step is
given up only where the next recorded one, or the end, needs it gone. Every alignment has the same
moves as one that gives up as late as that.

A state is the number of an expression. Answers are kept, so that one machine serves many traces;
what depends on the order of states goes by their names, so that no answer depends on history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, reduce
from hashlib import blake2b
from typing import Literal, NamedTuple, TypeAlias

from vtaudit.align.model import (
    Block,
    Choice,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Silent,
    Step,
)

END = 0
"""The state after which nothing is left."""
_NONE: frozenset[int] = frozenset()


class Skip(NamedTuple):
    """The cheapest ways to go past foreseen steps that are not recorded."""

    cost: int
    must: int = 0
    """Activities that every cheapest way gives up, as bits."""
    may: int = 0
    """Activities that some cheapest way gives up, as bits."""
    route: tuple[str, ...] = ()
    """The steps of one cheapest way."""


NO_SKIP = Skip(0)
"""Nothing is given up."""

Ends: TypeAlias = tuple[tuple[int, Skip], ...]
"""States in which the cheapest ways end, and what is given up from there to the model's end."""


class Way(NamedTuple):
    """Foreseen steps that are given up, then one that is recorded, then the state after it."""

    skip: Skip
    target: int


class Node(NamedTuple):
    """An expression: a step, or parts that are states themselves."""

    kind: Literal["end", "step", "then", "either", "beside", "loop"]
    parts: tuple[int, ...] = ()
    """Of a loop: the body and what lies before doing it again."""
    activity: str | None = None


class Machine:
    """The states of one model; its root is the state `start`."""

    def __init__(self, model: Model) -> None:
        """Compile *model*; its other states are found as they are come upon."""
        self.costs = model.costs
        self.activities = tuple(sorted(_activities(model.root)))
        self.bits = {a: 1 << n for n, a in enumerate(self.activities)}
        self.nodes: list[Node] = []
        self.names: list[str] = []
        """The name of each state: the same for the same expression, in every process."""
        self._ids: dict[Node, int] = {}
        self._ways: dict[str, dict[int, tuple[Way, ...]]] = {}
        self._skips: dict[int, Skip] = {}
        self._within: dict[int, frozenset[str]] = {}
        self._next: dict[int, tuple[str, ...]] = {}
        self._state(Node("end"))
        self.start = self._block(model.root)

    def ways_past(self, activity: str) -> Callable[[int], tuple[Way, ...]]:
        """Return a function that gives the ways past *activity*, quick for states met before."""
        known = self._ways.setdefault(activity, {})

        def ways(state: int) -> tuple[Way, ...]:
            found = known.get(state)
            return self._ways_of(state, activity, _NONE) if found is None else found

        return ways

    def ways(self, state: int, activity: str) -> tuple[Way, ...]:
        """Return the cheapest ways from *state* past a recorded *activity*, one for each target."""
        return self._ways_of(state, activity, _NONE)

    def skip(self, state: int) -> Skip:
        """Return the cheapest way from *state* to the end of the model."""
        found = self._skips.get(state)
        if found is None:
            found = self._skips[state] = self._skip_of(self.nodes[state])
        return found

    def within(self, state: int) -> frozenset[str]:
        """Return every activity that can still occur from *state* on."""
        found = self._within.get(state)
        if found is None:
            node = self.nodes[state]
            own = {node.activity} if node.activity is not None else set()
            found = frozenset(own.union(*map(self.within, node.parts)))
            self._within[state] = found
        return found

    def next_steps(self, state: int) -> tuple[str, ...]:
        """Return the activities that can come next without giving up a step."""
        found = self._next.get(state)
        if found is None:
            found = self._next[state] = tuple(
                a for a in sorted(self.within(state))
                if any(not w.skip.cost for w in self.ways_past(a)(state))
            )  # fmt: skip
        return found

    def _state(self, node: Node) -> int:
        found = self._ids.get(node)
        if found is None:
            found = self._ids[node] = len(self.nodes)
            self.nodes.append(node)
            text = "\x1f".join((node.kind, node.activity or "", *map(self._name, node.parts)))
            self.names.append(blake2b(text.encode(), digest_size=10).hexdigest())
        return found

    def _name(self, state: int) -> str:
        return self.names[state]

    def _block(self, block: Block) -> int:
        match block:
            case Step():
                return self._state(Node("step", activity=block.activity))
            case Silent():
                return END
            case Sequence():
                return self._then(map(self._block, block.parts))
            case Choice():
                return self._either(map(self._block, block.parts))
            case Parallel():
                return self._beside(map(self._block, block.parts))
            case Maybe():
                return self._either((END, self._block(block.body)))
            case Loop():
                return self._state(Node("loop", (self._block(block.body), self._block(block.redo))))

    def _flat(self, kind: str, parts: Iterable[int]) -> Iterator[int]:
        for part in parts:
            node = self.nodes[part]
            yield from node.parts if node.kind == kind else (part,)

    def _then(self, parts: Iterable[int]) -> int:
        return self._joined("then", [p for p in self._flat("then", parts) if p != END])

    def _beside(self, parts: Iterable[int]) -> int:
        found = [p for p in self._flat("beside", parts) if p != END]
        return self._joined("beside", sorted(found, key=self._name))

    def _either(self, parts: Iterable[int]) -> int:
        return self._joined("either", sorted(set(self._flat("either", parts)), key=self._name))

    def _joined(self, kind: Literal["then", "beside", "either"], parts: list[int]) -> int:
        if len(parts) < 2:
            return parts[0] if parts else END
        return self._state(Node(kind, tuple(parts)))

    def _skip_of(self, node: Node) -> Skip:
        if node.activity is not None:
            bit = self.bits[node.activity]
            return Skip(self.costs.of_model(node.activity), bit, bit, (node.activity,))
        match node.kind:
            case "loop":
                return self.skip(node.parts[0])
            case "either":
                return reduce(_cheaper, map(self.skip, node.parts))
            case _:
                return reduce(_both, map(self.skip, node.parts), Skip(0))

    def _ways_of(self, state: int, activity: str, within: frozenset[int]) -> tuple[Way, ...]:
        """Return the ways; *within* are loops that would only be gone through once more in vain."""
        known = self._ways.setdefault(activity, {})
        found = known.get(state)
        if found is not None:
            return found
        if state in within:
            return ()
        if activity not in self.within(state):
            known[state] = ()
            return ()
        found = _merged(self._each_way(state, activity, within))
        if not within:
            known[state] = found
        return found

    def _each_way(self, state: int, activity: str, within: frozenset[int]) -> Iterator[Way]:
        node = self.nodes[state]
        match node.kind:
            case "step":
                yield Way(Skip(0), END)
            case "either":
                for part in node.parts:
                    yield from self._ways_of(part, activity, within)
            case "then":
                yield from self._ways_in_row(node.parts, activity, within)
            case "beside":
                yield from self._ways_beside(node.parts, activity)
            case "loop":
                again = self._either((END, self._then((node.parts[1], state))))
                yield from self._ways_in_row((node.parts[0], again), activity, within | {state})

    def _ways_in_row(
        self, parts: tuple[int, ...], activity: str, within: frozenset[int]
    ) -> Iterator[Way]:
        skipped = Skip(0)
        for n, part in enumerate(parts):
            for way in self._ways_of(part, activity, within if n else _NONE):
                target = self._then((way.target, *parts[n + 1 :]))
                yield Way(_both(skipped, way.skip), target)
            skipped = _both(skipped, self.skip(part))

    def _ways_beside(self, parts: tuple[int, ...], activity: str) -> Iterator[Way]:
        for n, part in enumerate(parts):
            for way in self._ways_of(part, activity, _NONE):
                yield Way(way.skip, self._beside((*parts[:n], way.target, *parts[n + 1 :])))


@lru_cache(maxsize=64)
def machine_of(model: Model) -> Machine:
    """Return the machine of *model*, which is kept from one trace to the next."""
    return Machine(model)


def most_often(block: Block) -> dict[str, int | None]:
    """Return how often each activity can occur in one run at most; None is without bound."""
    match block:
        case Step():
            return {block.activity: 1}
        case Silent():
            return {}
        case Maybe():
            return most_often(block.body)
        case Loop():
            return dict.fromkeys((*most_often(block.body), *most_often(block.redo)))
        case Choice():
            return _pooled(block.parts, max)
        case Sequence() | Parallel():
            return _pooled(block.parts, int.__add__)


def _pooled(parts: Iterable[Block], pool: Callable[[int, int], int]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for part in parts:
        for activity, count in most_often(part).items():
            old = found.get(activity, 0)
            found[activity] = None if old is None or count is None else pool(old, count)
    return found


def _activities(block: Block) -> Iterable[str]:
    return most_often(block)


def _both(a: Skip, b: Skip) -> Skip:
    """Return *a* and then *b*."""
    if not a.cost:
        return b
    if not b.cost:
        return a
    return Skip(a.cost + b.cost, a.must | b.must, a.may | b.may, a.route + b.route)


def _cheaper(a: Skip, b: Skip) -> Skip:
    """Return the cheaper of the two; where they cost the same, what holds for both and for one."""
    if a.cost != b.cost:
        return a if a.cost < b.cost else b
    return Skip(a.cost, a.must & b.must, a.may | b.may, min(a.route, b.route))


def _merged(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return one way for each target: the cheapest, or all that are as cheap taken together."""
    found: dict[int, Skip] = {}
    for skip, target in ways:
        old = found.get(target)
        found[target] = skip if old is None else _cheaper(old, skip)
    return tuple(Way(skip, target) for target, skip in found.items())

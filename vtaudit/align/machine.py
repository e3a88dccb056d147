"""A model as states without silent steps: what is left of it after a run, as an expression.

Separate from the search: it answers, from a state, which cheapest ways lead past foreseen steps
that are not recorded to one that is. Those ways are found in the blocks themselves, so that
neither silent steps nor the interleavings of parallel blocks are ever walked: a foreseen step is
given up only where the next recorded one, or the end, needs it gone. Every alignment has the same
moves as one that gives up as late as that.

A state is the number of an expression. Answers are kept, so that one machine serves many traces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from typing import Literal

from vtaudit.align.model import (
    Block,
    Choice,
    Loop,
    Model,
    Optional_,
    Parallel,
    Sequence,
    Silent,
    Step,
)
from vtaudit.align.skips import NO_SKIP, Skip, both, cheaper, single

END = 0
"""The state after which nothing is left."""
_NONE: frozenset[int] = frozenset()


@lru_cache(maxsize=64)
def machine_of(model: Model) -> Machine:
    """Return the machine of *model*, which is made once."""
    return Machine(model)


@dataclass(frozen=True, slots=True)
class Node:
    """An expression: a step, or parts that are states themselves."""

    kind: Literal["end", "step", "then", "either", "beside", "loop"]
    parts: tuple[int, ...] = ()
    """Of a loop: the body and what lies before doing it again."""
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Foreseen steps that are given up, then one that is recorded, then the state after it."""

    skip: Skip
    step: Step
    target: int


class Machine:
    """The states of one model; its root is the state `start`."""

    def __init__(self, model: Model) -> None:
        self.costs = model.costs
        self.nodes: list[Node] = []
        self._ids: dict[Node, int] = {}
        self._ways: dict[tuple[int, str], tuple[Way, ...]] = {}
        self._skips: dict[int, Skip] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._state(Node("end"))
        self.start = self._block(model.root)

    def ways(self, state: int, activity: str) -> tuple[Way, ...]:
        """Return the cheapest ways from *state* past a recorded *activity*, one for each target."""
        return self._ways_of(state, activity, _NONE)

    def skip(self, state: int) -> Skip:
        """Return the cheapest way from *state* to the end of the model."""
        found = self._skips.get(state)
        if found is None:
            found = self._skips[state] = self._skip_of(self.nodes[state])
        return found

    def names(self, state: int) -> frozenset[str]:
        """Return every activity that can still occur from *state* on."""
        found = self._names.get(state)
        if found is None:
            node = self.nodes[state]
            own = {node.step.activity} if node.step else set()
            found = self._names[state] = frozenset(own.union(*map(self.names, node.parts)))
        return found

    def next_steps(self, state: int) -> tuple[str, ...]:
        """Return the activities that can come next without giving up a step."""
        return tuple(
            a for a in sorted(self.names(state)) if any(not w.skip.cost for w in self.ways(state, a))
        )

    def _state(self, node: Node) -> int:
        found = self._ids.get(node)
        if found is None:
            found = self._ids[node] = len(self.nodes)
            self.nodes.append(node)
        return found

    def _block(self, block: Block) -> int:
        match block:
            case Step():
                return self._state(Node("step", step=block))
            case Silent():
                return END
            case Sequence():
                return self._then(map(self._block, block.parts))
            case Choice():
                return self._either(map(self._block, block.parts))
            case Parallel():
                return self._beside(map(self._block, block.parts))
            case Optional_():
                return self._either((END, self._block(block.body)))
            case Loop():
                redo = END if block.redo is None else self._block(block.redo)
                return self._state(Node("loop", (self._block(block.body), redo)))

    def _flat(self, kind: str, parts: Iterable[int]) -> Iterator[int]:
        for part in parts:
            node = self.nodes[part]
            yield from node.parts if node.kind == kind else (part,)

    def _then(self, parts: Iterable[int]) -> int:
        return self._joined("then", [p for p in self._flat("then", parts) if p != END])

    def _beside(self, parts: Iterable[int]) -> int:
        return self._joined("beside", sorted(p for p in self._flat("beside", parts) if p != END))

    def _either(self, parts: Iterable[int]) -> int:
        return self._joined("either", sorted(set(self._flat("either", parts))))

    def _joined(self, kind: Literal["then", "beside", "either"], parts: list[int]) -> int:
        if len(parts) < 2:
            return parts[0] if parts else END
        return self._state(Node(kind, tuple(parts)))

    def _after(self, state: int, node: Node) -> int:
        """Return what is left after the body of a loop: nothing, or the loop once more."""
        return self._either((END, self._then((node.parts[1], state))))

    def _skip_of(self, node: Node) -> Skip:
        if node.step is not None:
            return single(node.step, self.costs.of_model(node.step.activity))
        match node.kind:
            case "loop":
                return self.skip(node.parts[0])
            case "either":
                return reduce(cheaper, map(self.skip, node.parts))
            case _:
                return reduce(both, map(self.skip, node.parts), NO_SKIP)

    def _ways_of(self, state: int, activity: str, within: frozenset[int]) -> tuple[Way, ...]:
        """Return the ways; *within* are loops that would only be gone through once more in vain."""
        key = (state, activity)
        if key in self._ways:
            return self._ways[key]
        if activity not in self.names(state) or state in within:
            return ()
        found = _merged(self._each_way(state, activity, within))
        if not within:
            self._ways[key] = found
        return found

    def _each_way(self, state: int, activity: str, within: frozenset[int]) -> Iterator[Way]:
        node = self.nodes[state]
        match node.kind:
            case "step":
                assert node.step is not None
                yield Way(NO_SKIP, node.step, END)
            case "either":
                for part in node.parts:
                    yield from self._ways_of(part, activity, within)
            case "then":
                yield from self._ways_in_row(node.parts, activity, within)
            case "beside":
                yield from self._ways_beside(node.parts, activity)
            case "loop":
                row = (node.parts[0], self._after(state, node))
                yield from self._ways_in_row(row, activity, within | {state})

    def _ways_in_row(
        self, parts: tuple[int, ...], activity: str, within: frozenset[int]
    ) -> Iterator[Way]:
        skipped = NO_SKIP
        for n, part in enumerate(parts):
            last = n == len(parts) - 1
            for way in self._ways_of(part, activity, within if last else _NONE):
                target = self._then((way.target, *parts[n + 1 :]))
                yield Way(both(skipped, way.skip), way.step, target)
            skipped = both(skipped, self.skip(part))

    def _ways_beside(self, parts: tuple[int, ...], activity: str) -> Iterator[Way]:
        for n, part in enumerate(parts):
            for way in self._ways_of(part, activity, _NONE):
                yield replace(way, target=self._beside((*parts[:n], way.target, *parts[n + 1 :])))


def _merged(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return one way for each target: the cheapest, or all that are as cheap taken together."""
    found: dict[int, Way] = {}
    for way in ways:
        old = found.get(way.target)
        found[way.target] = way if old is None else _cheaper(old, way)
    return tuple(found.values())


def _cheaper(old: Way, new: Way) -> Way:
    skip = cheaper(old.skip, new.skip)
    return replace(new if new.skip.cost < old.skip.cost else old, skip=skip)

"""Process models made of blocks, as a protocol words them: sequence, choice, parallel, loop.

Separate from the net they are compiled to: these are what a person writes and reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Step:
    """One activity."""

    activity: str


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """All parts, one after the other."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the parts."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """All parts, in any order and interleaved."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """The body or nothing."""

    body: Block


@dataclass(frozen=True, slots=True)
class Loop:
    """The body once, and again after every `redo`."""

    body: Block
    redo: Block = Silent()


Block: TypeAlias = Step | Silent | Sequence | Choice | Parallel | Maybe | Loop


@dataclass(frozen=True, slots=True)
class Costs:
    """What a deviation costs: whole numbers of at least 1.

    A step that is both recorded and foreseen costs nothing, and so does a silent one. Raises
    ValueError for a cost below 1.
    """

    models: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Of a foreseen step that is not recorded, by activity; 1 where it is not named."""
    logs: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Of a recorded step that is not foreseen, by activity; 1 where it is not named."""

    def __post_init__(self) -> None:
        if min((1, *self.logs.values(), *self.models.values())) < 1:
            raise ValueError("a deviation costs at least 1")

    def __hash__(self) -> int:
        return hash((frozenset(self.logs.items()), frozenset(self.models.items())))

    def of_log(self, activity: str) -> int:
        """Return the cost of a recorded *activity* that is not foreseen."""
        return self.logs.get(activity, 1)

    def of_model(self, activity: str) -> int:
        """Return the cost of a foreseen *activity* that is not recorded."""
        return self.models.get(activity, 1)


@dataclass(frozen=True, slots=True)
class Model:
    """What is foreseen, and what deviating from it costs.

    Its hash is counted once: everything that is compiled from a model is kept under it.
    """

    root: Block
    costs: Costs = field(default_factory=Costs)
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.root, self.costs)))

    def __hash__(self) -> int:
        return self._hash
